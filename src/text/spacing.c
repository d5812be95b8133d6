/* The blanks of marks, and what neighbours take of them (CLREQ 标点符号的宽度调整), once for the whole
 * paragraph. */
#include "text/text.h"

/* An ink box that reaches a little beyond its half still counts as half an em of blank: faces differ by
 * hairs. */
enum { NEARLY_HALF_PER_MILLE = 450 };

static bx_len nearly_half(bx_len blank, bx_len em)
{
    if (blank * 1000 >= em * NEARLY_HALF_PER_MILLE) return em / 2;
    return blank > 0 ? blank : 0;
}

/* Where the ink of a full-width mark begins and ends, so that no blank is taken that is not there. */
static void find_blanks(text_item *item, uint32_t glyph)
{
    hb_glyph_extents_t box;
    if (!hb_font_get_glyph_extents(item->face->hb_font, glyph, &box)) return;
    bx_len from = len_scale(item->em, box.x_bearing, item->face->units_per_em);
    bx_len to = len_scale(item->em, box.x_bearing + box.width, item->face->units_per_em);
    if (class_is_blank_left(item->class)) item->blank_left = nearly_half(from, item->em);
    if (class_is_blank_right(item->class)) item->blank_right = nearly_half(item->advance - to, item->em);
}

/* 间隔号 takes half an em, the rest of its cell is cut from both sides (CLREQ). */
static void halve_middle(text_item *item)
{
    bx_len extra = item->advance - item->em / 2;
    if (extra <= 0) return;
    item->trim_left = extra / 2;
    item->trim_right = extra - extra / 2;
}

static bool is_full_width(const text_item *item)
{
    return item->face && item->advance * 4 > item->em * 3;
}

static void trim_pair(const text_rules *rules, text_item *first, text_item *second)
{
    switch (rules->pairs[first->class][second->class]) {
    case TRIM_NONE:
        break;
    case TRIM_FIRST_RIGHT:
        first->trim_right += first->blank_right;
        first->blank_right = 0;
        break;
    case TRIM_SECOND_LEFT:
        second->trim_left += second->blank_left;
        second->blank_left = 0;
        break;
    }
}

static bool is_latin(const text_item *item)
{
    return item->class == CLASS_LATIN;
}

void text_space(const text_rules *rules, const text_glyph *glyphs, text_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_item *item = &items[i];
        if (!is_full_width(item)) continue;
        if (item->class == CLASS_MIDDLE) halve_middle(item);
        if (class_is_blank_left(item->class) || class_is_blank_right(item->class))
            find_blanks(item, glyphs[item->glyph].glyph);
    }
    for (size_t i = 0; i + 1 < count; i++) {
        text_item *first = &items[i], *second = &items[i + 1];
        trim_pair(rules, first, second);
        bool is_border = (is_latin(first) && second->class == CLASS_HAN) ||
                         (first->class == CLASS_HAN && is_latin(second));
        if (is_border) first->gap_after = len_scale(first->em, rules->latin_gap, EM);
    }
}
