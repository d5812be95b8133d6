/* Lengths from the tree that joins the two lightest again and again; what is too deep in it is lifted. */
#include "pdf/huffman.h"

#include <stdbool.h>
#include <stdlib.h>

enum { LONGEST = 15, SYMBOL_BITS = 9 };

/* Leaves first, the rarest first; then the nodes that join them, in the order made: ever heavier. */
typedef struct tree {
    size_t leaves;
    uint32_t symbols[HUFFMAN_SYMBOLS_MAX]; /* sorted: the count above the number */
    uint32_t weights[2 * HUFFMAN_SYMBOLS_MAX];
    uint16_t parents[2 * HUFFMAN_SYMBOLS_MAX];
    uint16_t depths[2 * HUFFMAN_SYMBOLS_MAX];
} tree;

static int by_count(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void sort(tree *t, const uint32_t *counts, size_t symbols)
{
    t->leaves = 0;
    for (size_t i = 0; i < symbols; i++)
        if (counts[i]) t->symbols[t->leaves++] = counts[i] << SYMBOL_BITS | (uint32_t)i;
    for (size_t i = 0; i < symbols && t->leaves < 2; i++)
        if (!counts[i]) t->symbols[t->leaves++] = 1 << SYMBOL_BITS | (uint32_t)i;
    qsort(t->symbols, t->leaves, sizeof *t->symbols, by_count);
    for (size_t i = 0; i < t->leaves; i++) t->weights[i] = t->symbols[i] >> SYMBOL_BITS;
}

static void join(tree *t)
{
    size_t leaf = 0, inner = t->leaves, all = 2 * t->leaves - 1;
    for (size_t node = t->leaves; node < all; node++) {
        t->weights[node] = 0;
        for (int side = 0; side < 2; side++) {
            bool is_leaf = leaf < t->leaves && (inner >= node || t->weights[leaf] <= t->weights[inner]);
            size_t lightest = is_leaf ? leaf++ : inner++;
            t->weights[node] += t->weights[lightest];
            t->parents[lightest] = (uint16_t)node;
        }
    }
    t->depths[all - 1] = 0;
    for (size_t i = all - 1; i-- > 0;) t->depths[i] = t->depths[t->parents[i]] + 1;
}

/* How many codes there are of each length. Those that would be too long are of the longest; to make room for
 * each, a shorter one grows by a bit and so gives its place to two. */
static void share_out(const tree *t, unsigned longest, unsigned of_length[LONGEST + 1])
{
    uint32_t taken = 0, room = 1u << longest;
    for (size_t i = 0; i < t->leaves; i++) {
        unsigned len = t->depths[i] < longest ? t->depths[i] : longest;
        of_length[len]++;
        taken += 1u << (longest - len);
    }
    for (; taken > room; taken--) {
        unsigned len = longest - 1;
        while (!of_length[len]) len--;
        of_length[len]--;
        of_length[len + 1] += 2;
        of_length[longest]--;
    }
}

static uint16_t reversed(unsigned bits, unsigned len)
{
    unsigned out = 0;
    for (unsigned i = 0; i < len; i++) out |= (bits >> i & 1) << (len - 1 - i);
    return (uint16_t)out;
}

/* RFC 1951 3.2.2: codes of one length count up in the order of the symbols. */
static void number_codes(huffman_code *codes, size_t symbols, const unsigned of_length[LONGEST + 1])
{
    unsigned next[LONGEST + 2] = {0};
    for (unsigned len = 1; len <= LONGEST; len++) next[len + 1] = (next[len] + of_length[len]) << 1;
    for (size_t i = 0; i < symbols; i++)
        if (codes[i].len) codes[i].bits = reversed(next[codes[i].len]++, codes[i].len);
}

void huffman_make(const uint32_t *counts, size_t symbols, unsigned longest, huffman_code *out)
{
    tree t;
    unsigned of_length[LONGEST + 1] = {0};
    sort(&t, counts, symbols);
    join(&t);
    share_out(&t, longest, of_length);
    for (size_t i = 0; i < symbols; i++) out[i] = (huffman_code){0};
    size_t leaf = 0;
    for (unsigned len = longest; len > 0; len--)
        for (unsigned i = 0; i < of_length[len]; i++)
            out[t.symbols[leaf++] & ((1 << SYMBOL_BITS) - 1)].len = (uint8_t)len;
    number_codes(out, symbols, of_length);
}
