/* Reading what is to be typeset: a file, or stdin for "-". */
#ifndef BX_CLI_INPUT_H
#define BX_CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/options.h"

typedef struct input {
    char *bytes;
    size_t len;
    const char *name; /* as diagnostics call it; lent */
} input;

bool input_is_stdin(const char *path);

/* "-" twice cannot both be stdin: a complaint before anything is read. */
bx_status inputs_vet(voice *v, const text_list *paths);

/* BX_BAD_MACHINE with a complaint if it cannot be read. */
bx_status input_read(voice *v, const char *path, input *out);
void input_clear(input *in);

#endif
