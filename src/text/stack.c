/* Vertical text of a narrow label: one character below the other, so that a line ends behind each. Short
 * numbers and abbreviations stay together in a line (纵中横). */
#include "text/steps.h"

enum { TOGETHER_MAX = 3 }; /* letters or digits beside each other */

/* Marks and their vertical forms (Unicode, Vertical Forms and CJK Compatibility Forms); quotation marks are
 * corners then (GB/T 15834 5.2). */
static const struct {
    uint16_t code, vertical;
} forms[] = {{0x2013, 0xFE32}, {0x2014, 0xFE31}, {0x2018, 0xFE41}, {0x2019, 0xFE42}, {0x201C, 0xFE43},
             {0x201D, 0xFE44}, {0x2026, 0xFE19}, {0x3001, 0xFE11}, {0x3002, 0xFE12}, {0x3008, 0xFE3F},
             {0x3009, 0xFE40}, {0x300A, 0xFE3D}, {0x300B, 0xFE3E}, {0x300C, 0xFE41}, {0x300D, 0xFE42},
             {0x300E, 0xFE43}, {0x300F, 0xFE44}, {0x3010, 0xFE3B}, {0x3011, 0xFE3C}, {0x3014, 0xFE39},
             {0x3015, 0xFE3A}, {0x3016, 0xFE17}, {0x3017, 0xFE18}, {0xFF01, 0xFE15}, {0xFF08, 0xFE35},
             {0xFF09, 0xFE36}, {0xFF0C, 0xFE10}, {0xFF1A, 0xFE13}, {0xFF1B, 0xFE14}, {0xFF1F, 0xFE16},
             {0xFF3B, 0xFE47}, {0xFF3D, 0xFE48}, {0xFF5B, 0xFE37}, {0xFF5D, 0xFE38}};

uint32_t code_vertical(uint32_t code)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].code == code) return forms[i].vertical;
    return code;
}

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
