/* "Did you mean …?": the nearest of the words offered, if it is near enough for a slip of the fingers. */
#ifndef BX_CLI_GUESS_H
#define BX_CLI_GUESS_H

#include <stddef.h>

typedef struct guess {
    const char *word; /* what was typed */
    const char *best; /* NULL: nothing is near; lent */
    size_t distance;
} guess;

guess guess_begin(const char *word);
void guess_offer(guess *g, const char *candidate);

#endif
