/* Vertical text of a narrow label: one character below the other, so that a line ends behind each. Short
 * numbers and abbreviations stay together in a line (纵中横). */
#include "text/steps.h"

enum { TOGETHER_MAX = 3 }; /* letters or digits beside each other */

static bool is_in_word(const text_item *item)
{
    return item->class == CLASS_LATIN;
}

static size_t word_end(const text_item *items, size_t from, size_t count)
{
    size_t to = from + 1;
    while (is_in_word(&items[from]) && to < count && is_in_word(&items[to])) to++;
    return to;
}

void text_stack(text_item *items, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        to = word_end(items, from, count);
        bool is_together = to - from <= TOGETHER_MAX;
        for (size_t i = from; i < to; i++) {
            bool is_last = i + 1 == to || !is_together;
            /* what shows nothing makes no line of its own */
            bool goes_on = i + 1 < count && item_is_blank(&items[i + 1]);
            items[i].break_after = is_last && !goes_on ? BREAK_MUST : BREAK_NEVER;
        }
    }
}
