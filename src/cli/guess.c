/* Distance between two words by insertions, deletions, exchanges and swaps of neighbours (optimal string
 * alignment), on bytes: the words guessed at are ASCII. */
#include "cli/guess.h"

#include <string.h>

enum { LONGEST = 48 }; /* longer words are no slips of a command's or an option's name */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LONGEST + 1]; /* the row in hand and the two before it */
    for (size_t j = 0; j <= b_length; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t exchange = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, exchange);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], above2[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

guess guess_begin(const char *word)
{
    size_t length = strlen(word);
    return (guess){.word = word, .distance = length / 3 + 1};
}

void guess_offer(guess *g, const char *candidate)
{
    size_t length = strlen(g->word), candidate_length = strlen(candidate);
    if (length > LONGEST || candidate_length > LONGEST) return;
    size_t d = distance(g->word, length, candidate, candidate_length);
    if (d > g->distance || (d == g->distance && g->best)) return;
    g->distance = d;
    g->best = candidate;
}
