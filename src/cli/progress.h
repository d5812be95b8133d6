/* How far a batch is: one line on a terminal, rewritten; nothing in a pipe but the sum at the end. */
#ifndef BX_CLI_PROGRESS_H
#define BX_CLI_PROGRESS_H

#include "cli/voice.h"

typedef struct progress {
    const voice *voice;
    size_t count, made, kept, failed;
    double begun, shown; /* milliseconds of a steady clock */
    bool is_live;
} progress;

void progress_begin(progress *p, const voice *v, size_t count);

/* Take the line away before something else is written, and put it back (if it is time). */
void progress_hide(const progress *p);
void progress_show(progress *p);

/* The sum. */
void progress_end(const progress *p);

#endif
