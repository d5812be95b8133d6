/* The places of marks in their cells, their blanks, and what neighbours take of them (CLREQ
 * 标点符号的宽度调整), once for the whole paragraph. A mark is half an em of body and half an em of blank;
 * where the ink stands is measured, so that a font of another region's habits gives mainland positions too.
 */
#include "text/text.h"

/* An ink box that reaches a little beyond its half still counts as half an em of blank: faces differ by
 * hairs. */
enum { NEARLY_HALF_PER_MILLE = 450 };

static bool is_full_width(const text_item *item)
{
    return item->face && item->glyph_count == 1 && item->advance * 4 > item->em * 3;
}

static bool ink_of(const text_item *item, const text_glyph *glyph, bx_len *from, bx_len *to)
{
    hb_glyph_extents_t box;
    if (!hb_font_get_glyph_extents(item->face->hb_font, glyph->glyph, &box)) return false;
    *from = glyph->x + len_scale(item->size, box.x_bearing, item->face->units_per_em);
    *to = *from + len_scale(item->size, box.width, item->face->units_per_em);
    return true;
}

static bx_len nearly_half(bx_len blank, bx_len em)
{
    if (blank * 1000 >= em * NEARLY_HALF_PER_MILLE) return em / 2;
    return blank > 0 ? blank : 0;
}

/* Points and marks stand in the left half of their cell; some faces centre ？ or ，. */
static void move_to_left_half(const text_item *item, text_glyph *glyph, bx_len *from, bx_len *to)
{
    bx_len beyond =
        (*from + *to) / 2 - item->em * 3 / 8; /* right of the left half's right quarter: centred */
    if (beyond <= 0 || *to - *from > item->em / 2) return;
    bx_len shift = (*from + *to) / 2 - item->em / 4;
    glyph->x -= shift;
    *from -= shift;
    *to -= shift;
}

static void find_blanks(const text_rules *rules, text_item *item, text_glyph *glyph)
{
    bx_len from, to;
    if (!ink_of(item, glyph, &from, &to)) return;
    if (item->class == CLASS_COMMA || item->class == CLASS_STOP) move_to_left_half(item, glyph, &from, &to);
    if (class_is_blank_left(item->class)) item->blank_left = nearly_half(from, item->em);
    if (class_is_blank_right(item->class)) item->blank_right = nearly_half(item->advance - to, item->em);
    if (!rules->always_half[item->class]) return;
    item->trim_left = item->blank_left;
    item->trim_right = item->blank_right;
    item->blank_left = item->blank_right = 0;
}

/* 间隔号 takes half an em, the rest of its cell is cut from both sides (CLREQ). */
static void halve_middle(text_item *item)
{
    bx_len extra = item->advance - item->em / 2;
    if (extra <= 0) return;
    item->trim_left = extra / 2;
    item->trim_right = extra - extra / 2;
}

/* —— is one stroke: where the face leaves blanks at a dash's sides, the dashes of a row are moved together.
 */
static void join_dashes(text_glyph *glyphs, const text_item *items, size_t count)
{
    bx_len from, to;
    if (count < 2 || !ink_of(&items[0], &glyphs[items[0].glyph], &from, &to)) return;
    bx_len ink = to - from, em = items[0].advance;
    if (ink <= 0 || ink >= em) return;
    bx_len start = (bx_len)count * (em - ink) / 2;
    for (size_t i = 0; i < count; i++) glyphs[items[i].glyph].x += start + (bx_len)i * (ink - em) - from;
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

/* A gap is instead of a space that was typed, not beside it (CLREQ 横排的中、西文混排配置). */
static void set_latin_gap(const text_rules *rules, text_item *items, size_t count, size_t i)
{
    text_item *first = &items[i];
    if (!rules->latin_gap || i + 1 >= count) return;
    bool has_space = items[i + 1].class == CLASS_SPACE && i + 2 < count;
    const text_item *second = has_space ? &items[i + 2] : &items[i + 1];
    bool is_border = (first->class == CLASS_LATIN && second->class == CLASS_HAN) ||
                     (first->class == CLASS_HAN && second->class == CLASS_LATIN);
    if (!is_border) return;
    bx_len gap = len_scale(first->class == CLASS_HAN ? first->em : second->em, rules->latin_gap, EM);
    if (has_space)
        items[i + 1].advance = gap;
    else
        first->gap_after = gap;
}

void text_space(const text_rules *rules, text_glyph *glyphs, text_item *items, size_t count)
{
    for (size_t i = 0, run; i < count; i += run) {
        text_item *item = &items[i];
        for (run = 1; item->class == CLASS_DASH && i + run < count && items[i + run].code == item->code;)
            run++;
        if (!is_full_width(item)) continue;
        if (item->code == 0x2014) join_dashes(glyphs, item, run);
        if (item->class == CLASS_MIDDLE) halve_middle(item);
        if (class_is_blank_left(item->class) || class_is_blank_right(item->class))
            find_blanks(rules, item, &glyphs[item->glyph]);
    }
    for (size_t i = 0; i + 1 < count; i++) {
        trim_pair(rules, &items[i], &items[i + 1]);
        set_latin_gap(rules, items, count, i);
    }
}
