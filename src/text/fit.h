/* A paragraph while its lines are chosen: what fit.c and balance.c share. */
#ifndef BX_TEXT_FIT_H
#define BX_TEXT_FIT_H

#include "text/scratch.h"

/* By item: a line may begin there. */
typedef struct fit_node {
    int64_t cost;  /* of the best way that ends here; negative: none yet */
    size_t before; /* where its last line begins */
} fit_node;

typedef struct fitter {
    const text_setter *setter;
    line_setter line;
    const text_items *items;
    const text_measure *measure;
    text_sums sums;
    fit_node *nodes;
    size_t must, near; /* where the last search for a stretch's end, for a line's nearest end stopped */
    bool has_right_to_left, is_overfull;
} fitter;

/* words.c: the places of a title: behind each item. */
typedef enum word_place { WORD_UNKNOWN, WORD_EDGE, WORD_INSIDE } word_place;

/* Scratch; NULL: no memory. */
const uint8_t *fit_words(const fitter *f);

/* balance.c: lines of about equal length, in a shape that GB/T 9704 7.3.1 asks of titles (梯形, 菱形): as few
 * lines as may be, words whole, no hourglass. is_set stays false if the text is too long for this care, or
 * does not fit; it is then set like any other. */
bx_status fit_balanced(fitter *f, bool *is_set);

#endif
