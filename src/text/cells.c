/* The places of Chinese marks in their cells, and their blanks (CLREQ 标点符号的宽度调整). A mark is half an
 * em of body and half an em of blank; where the ink stands is measured, so that a font of another region's
 * habits gives mainland positions too. */
#include "text/scratch.h"

/* A blank that is a little less than half an em counts as half: faces differ by hairs. */
enum { NEARLY_HALF_PER_MILLE = 450, MARK_OFF = 15, SLASH_OFF = 3 };

typedef struct cell {
    const text_setter *s;
    text_item *item;
    text_glyph *glyph;
    bx_len from, to; /* ink, from the item's left edge */
} cell;

static const glyph_ink *ink_of(const text_setter *s, const face *f, uint32_t glyph)
{
    glyph_ink *ink = &s->scratch->inks[(glyph * 31 + f->id) % INK_CACHE];
    if (ink->face == f && ink->glyph == glyph) return ink;
    hb_glyph_extents_t box;
    if (!hb_font_get_glyph_extents(f->hb_font, glyph, &box)) box = (hb_glyph_extents_t){0};
    *ink = (glyph_ink){
        f, glyph, box.x_bearing, box.x_bearing + box.width, box.y_bearing + box.height, box.y_bearing};
    return ink;
}

static bool measure(cell *c)
{
    const glyph_ink *ink = ink_of(c->s, c->item->face, c->glyph->glyph);
    int units = c->item->face->units_per_em;
    c->from = c->glyph->x + len_scale(c->item->size, ink->left, units);
    c->to = c->glyph->x + len_scale(c->item->size, ink->right, units);
    return ink->right > ink->left;
}

static void move(cell *c, bx_len distance)
{
    c->glyph->x += distance;
    c->from += distance;
    c->to += distance;
}

static void centre_in(cell *c, bx_len width)
{
    c->item->advance = width;
    move(c, width / 2 - (c->from + c->to) / 2);
}

/* Where dashes stand, ～ and … stand too: some faces set them high like an accent or low like full stops, and
 * / below the line. What is off by less than `least` hundredths of an em is the face's own will. */
static void level_with_dash(cell *c, int least)
{
    const face *f = c->item->face;
    hb_codepoint_t dash;
    if (!hb_font_get_nominal_glyph(f->hb_font, 0x2014, &dash)) return;
    glyph_ink rule = *ink_of(c->s, f, dash), ink = *ink_of(c->s, f, c->glyph->glyph);
    int off = (rule.bottom + rule.top - ink.bottom - ink.top) / 2;
    if (off * 100 > f->units_per_em * least || off * 100 < -f->units_per_em * least)
        c->glyph->y += len_scale(c->item->size, off, f->units_per_em);
}

/* ---- marks with a blank half ---- */

/* A face that knows the mark as a Latin one gives it no cell. */
static void widen(cell *c)
{
    bx_len lacking = c->item->em - c->item->advance;
    if (lacking * 4 <= c->item->em) return;
    c->item->advance = c->item->em;
    if (class_is_blank_left(c->item->class)) move(c, lacking);
}

/* Points and marks stand in the left half of their cell; some faces centre ？ or ，. */
static void move_to_left_half(cell *c)
{
    bx_len middle = (c->from + c->to) / 2, em = c->item->em;
    if (middle > em * 3 / 8 && c->to - c->from <= em / 2) move(c, em / 4 - middle);
}

static bx_len nearly_half(bx_len blank, bx_len em)
{
    if (blank * 1000 >= em * NEARLY_HALF_PER_MILLE) return em / 2;
    return blank > 0 ? blank : 0;
}

static void find_blanks(cell *c)
{
    text_item *item = c->item;
    widen(c);
    if (item->class == CLASS_COMMA || item->class == CLASS_STOP) move_to_left_half(c);
    if (class_is_blank_left(item->class)) item->blank_left = nearly_half(c->from, item->em);
    if (class_is_blank_right(item->class)) item->blank_right = nearly_half(item->advance - c->to, item->em);
    if (!c->s->rules->always_half[item->class]) return;
    item->trim_left = item->blank_left;
    item->trim_right = item->blank_right;
    item->blank_left = item->blank_right = 0;
}

/* ---- dashes ---- */

/* —— is one stroke: where the face leaves blanks at a dash's sides, the dashes of a row are moved together.
 */
static void join_row(cell *first, size_t count)
{
    bx_len ink = first->to - first->from, em = first->item->advance;
    if (count < 2 || ink <= 0 || ink >= em) return;
    bx_len start = (bx_len)count * (em - ink) / 2;
    for (size_t i = 0; i < count; i++) first->glyph[i].x += start + (bx_len)i * (ink - em) - first->from;
}

static size_t row_of(const text_item *items, size_t count)
{
    size_t run = 1;
    while (run < count && items[run].code == items[0].code && items[run].class == CLASS_DASH &&
           items[run].face == items[0].face && items[run].span == items[0].span &&
           items[run].glyph_count == 1)
        run++;
    return run;
}

/* 连接号: – and - take half an em, — and ～ one. */
static bx_len connector_width(const text_item *item)
{
    return item->code == 0x2013 || item->code == '-' ? item->em / 2 : item->em;
}

static void fill_cell(cell *c)
{
    switch (c->item->class) {
    case CLASS_OPEN:
    case CLASS_CLOSE:
    case CLASS_COMMA:
    case CLASS_STOP:
        find_blanks(c);
        break;
    case CLASS_MIDDLE: /* GB/T 15834 5.1.7: half an em */
        centre_in(c, c->item->em / 2);
        break;
    case CLASS_SLASH: /* 5.1.9 */
        centre_in(c, c->item->em / 2);
        level_with_dash(c, SLASH_OFF);
        break;
    case CLASS_CONNECTOR:
        centre_in(c, connector_width(c->item));
        level_with_dash(c, MARK_OFF);
        break;
    case CLASS_DASH:
        if (c->item->advance < c->item->em) centre_in(c, c->item->em);
        level_with_dash(c, MARK_OFF);
        break;
    default:
        break;
    }
}

/* What runs from right to left is mirrored and has no cells. */
static bool has_cell(const text_item *item)
{
    bool is_mark = item->class >= CLASS_OPEN && item->class <= CLASS_DASH;
    return is_mark && item->glyph_count == 1 && item->level % 2 == 0;
}

static bool open_cell(const text_setter *setter, shaped_text *shaped, size_t item, cell *out)
{
    text_item *it = &shaped->items[item];
    if (!has_cell(it)) return false;
    *out = (cell){.s = setter, .item = it, .glyph = &shaped->glyphs.items[it->glyph]};
    return measure(out);
}

void text_fill_cells(const text_setter *setter, shaped_text *shaped)
{
    cell c;
    for (size_t i = 0; i < shaped->count; i++)
        if (open_cell(setter, shaped, i, &c)) fill_cell(&c);
    for (size_t i = 0, run; i < shaped->count; i += run) {
        run = 1;
        if (shaped->items[i].class != CLASS_DASH || shaped->items[i].code != 0x2014) continue;
        if (!open_cell(setter, shaped, i, &c)) continue;
        run = row_of(&shaped->items[i], shaped->count - i);
        join_row(&c, run);
    }
}
