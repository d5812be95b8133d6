/* What neighbours take of each other's blanks, once for the whole paragraph (CLREQ 标点符号的宽度调整), and
 * the gaps between Chinese and Latin. */
#include "text/steps.h"

static void trim_right(text_item *item)
{
    item->trim_right += item->blank_right;
    item->blank_right = 0;
}

static void trim_left(text_item *item)
{
    item->trim_left += item->blank_left;
    item->blank_left = 0;
}

/* Two half marks ”“ without any blank would begin at one place, the first by its body, the second by its
 * glyph: this part of an em stays, so that the eye, and whoever reads the PDF by its glyphs, tells which is
 * first. */
enum { KEPT_PART = 16 };

static void trim_pair(const text_rules *rules, text_item *first, text_item *second)
{
    pair_trim trim = rules->pairs[first->class][second->class];
    if (trim == TRIM_FIRST_RIGHT || trim == TRIM_BOTH) trim_right(first);
    if (trim == TRIM_SECOND_LEFT || trim == TRIM_BOTH) trim_left(second);
    if (trim == TRIM_SECOND_LEFT) first->blank_kept = len_min(first->blank_right, first->em / KEPT_PART);
}

static bool is_question_or_exclamation(const text_item *item)
{
    return item->class == CLASS_STOP && (item->code == 0xFF01 || item->code == 0xFF1F);
}

/* GB/T 15834 5.1.2: ？？ ！！ ？！ take one em together, three marks two. */
static void trim_rows(text_item *items, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (!is_question_or_exclamation(&items[i]) || !is_question_or_exclamation(&items[i + 1])) continue;
        trim_right(&items[i]);
        trim_right(&items[++i]);
    }
}

static bool is_letter_or_digit(const text_item *item)
{
    return item->class == CLASS_LATIN && (code_is_digit(item->code) || code_is_letter(item->code));
}

/* CLREQ 横排的中、西文混排配置: between Chinese characters and Latin letters or digits; in place of a space
 * that was typed, not beside it. */
static void set_latin_gap(const text_rules *rules, text_item *items, size_t count, size_t i)
{
    text_item *first = &items[i];
    bool has_space = items[i + 1].class == CLASS_SPACE && i + 2 < count;
    const text_item *second = has_space ? &items[i + 2] : &items[i + 1];
    bool is_border = (is_letter_or_digit(first) && second->class == CLASS_HAN) ||
                     (first->class == CLASS_HAN && is_letter_or_digit(second));
    if (!is_border || first->code == 0x3000 || second->code == 0x3000) return;
    bx_len gap = len_scale(first->class == CLASS_HAN ? first->em : second->em, rules->latin_gap, EM);
    if (has_space)
        items[i + 1].advance = gap;
    else
        first->gap_after = gap;
}

void text_space(const text_rules *rules, text_item *items, size_t count)
{
    trim_rows(items, count);
    for (size_t i = 0; i + 1 < count; i++) {
        trim_pair(rules, &items[i], &items[i + 1]);
        if (rules->latin_gap) set_latin_gap(rules, items, count, i);
    }
}
