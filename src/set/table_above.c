/* What stands above a table: the caption, and below it a line with something at the left and at the right
 * edge (编制单位, 单位：万元). With the table's first rows it is content; on every further page it stands
 * again as an artifact, with 续表 in its middle, or in the caption's place where there is no room. */
#include "set/table.h"

typedef struct above_text {
    const doc_paragraph *p; /* NULL: nothing */
    text_items items;
    text_lines lines;
    bx_len left; /* on the page */
    set_stretches stretches;
} above_text;

typedef struct above_maker {
    setter *s;
    const set_table *t;
    node_id node; /* the Caption; 0: an artifact */
    id_list closes;
    VEC(slab) slabs;
} above_maker;

/* ---- texts to lines ---- */

static bx_status fit(const above_maker *m, above_text *text, const text_measure *measure)
{
    if (!text->p) return BX_OK;
    bx_len em;
    BX_TRY(set_paragraph_items(m->s, text->p, &em, &text->items));
    BX_TRY(text_fit(&m->s->text, &text->items, measure, &text->lines));
    return text->lines.is_overfull ? passage_tell(m->s, MSG_line_overfull, &text->p->origin) : BX_OK;
}

/* What a line at the edges of a panel has, its frame included. */
static bx_len panel_width(const above_maker *m, const set_panel *panel, bx_len *left)
{
    bx_len half = table_frame_weight(m->t->doc->layout) / 2;
    *left = panel->x[0] - half;
    return panel->x[panel->count] + half - *left;
}

/* In the caption's place: in the middle of the type area, or at an edge of the panel. */
static bx_status fit_caption(const above_maker *m, const set_panel *panel, above_text *text)
{
    static const text_align aligns[] = {TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END, TEXT_CENTER};
    if (!text->p) return BX_OK;
    text_measure measure = {.width = panel_width(m, panel, &text->left),
                            .align = aligns[text->p->style->align],
                            .is_balanced = text->p->style->is_balanced};
    if (measure.align == TEXT_CENTER) {
        text->left = area_left(m->s);
        measure.width = area_width(m->s, m->t->doc->layout->breaks.is_turned);
    }
    return fit(m, text, &measure);
}

static bx_len widest(const text_lines *lines)
{
    bx_len width = 0;
    for (size_t i = 0; i < lines->count; i++) width = len_max(width, lines->lines[i].width);
    return width;
}

/* At the edges of a panel; what stands at the right takes half of the width at most, the other what is left.
 */
static bx_status fit_edges(const above_maker *m, const set_panel *panel, above_text *left, above_text *right)
{
    *left = (above_text){.p = m->t->doc->left};
    *right = (above_text){.p = m->t->doc->unit};
    bx_len from, width = panel_width(m, panel, &from);
    text_measure measure = {.width = left->p ? width / 2 : width, .align = TEXT_END};
    right->left = from + width - measure.width;
    BX_TRY(fit(m, right, &measure));
    left->left = from;
    measure = (text_measure){.width = width, .align = TEXT_START};
    if (right->p && right->lines.count) measure.width -= widest(&right->lines) + right->p->style->size;
    return fit(m, left, &measure);
}

/* ---- lines to slabs ---- */

static bx_status add_items(const above_maker *m, const above_text *text, size_t line, bx_len height,
                           item_list *out)
{
    const style *style = text->p->style;
    set_text set = {.items = &text->items,
                    .lines = &text->lines,
                    .text_id = text->p->text_id,
                    .artifact = ARTIFACT_PAGINATION,
                    .is_repeat = !m->node && text->p->text_id};
    BX_TRY(stretches_own(m->s, &text->stretches, m->node, &set));
    bx_len baseline = height - style->size + len_scale(style->size, style_baseline(m->s, style), EM);
    return set_line(m->s, &set, line, text->left, baseline, out);
}

static bool has_line(const above_text *text, size_t line)
{
    return text->p && line < text->lines.count;
}

enum { BESIDE = 3 }; /* texts on one line: at the left, in the middle, at the right */

/* One line of texts beside each other, their lower edges alike. */
static bx_status add_line(above_maker *m, const above_text *const texts[BESIDE], const size_t lines[BESIDE])
{
    slab made = {.is_captioned = m->slabs.count > 0,
                 .is_turned = m->t->doc->layout->breaks.is_turned,
                 .alone = table_alone(m->t),
                 .space_before = m->slabs.count ? 0 : m->t->doc->layout->space_before};
    item_list items = {0};
    for (int i = 0; i < BESIDE; i++)
        if (has_line(texts[i], lines[i])) made.height = len_max(made.height, texts[i]->p->style->size);
    for (int i = 0; i < BESIDE; i++) {
        if (!has_line(texts[i], lines[i])) continue;
        const style *style = texts[i]->p->style;
        bool is_last = lines[i] + 1 == texts[i]->lines.count;
        made.origin = texts[i]->p->origin;
        made.space_before = len_max(made.space_before, lines[i] ? style->line_gap : style->space_before);
        if (is_last) made.space_after = len_max(made.space_after, style->space_after);
        BX_TRY(add_items(m, texts[i], lines[i], made.height, &items));
    }
    made.items = items.list.items;
    made.item_count = items.list.count;
    slab *slot = vec_push(m->s->arena, &m->slabs);
    if (!slot) return diag_memory(m->s->diags);
    *slot = made;
    return BX_OK;
}

/* All lines of the texts, the last ones beside each other. */
static bx_status add_lines(above_maker *m, const above_text *left, const above_text *middle,
                           const above_text *right)
{
    const above_text *const texts[BESIDE] = {left, middle, right};
    size_t count = 0, lines[BESIDE];
    for (int i = 0; i < BESIDE; i++)
        if (texts[i]->lines.count > count) count = texts[i]->lines.count;
    for (size_t line = 0; line < count; line++) {
        for (int i = 0; i < BESIDE; i++) lines[i] = line - (count - texts[i]->lines.count);
        BX_TRY(add_line(m, texts, lines));
    }
    return BX_OK;
}

/* May a text stand in the middle of the line that has others at its edges, an em from each? */
static bool fits_between(const above_text *left, const above_text *middle, const above_text *right)
{
    if (middle->lines.count != 1 || middle->p->style->align != ALIGN_CENTER) return false;
    const text_line *line = &middle->lines.lines[0];
    bx_len from = middle->left + line->x - middle->p->style->size,
           to = middle->left + line->x + line->width + middle->p->style->size;
    if (left->lines.count && left->left + widest(&left->lines) > from) return false;
    return !right->lines.count || to <= right->left + right->lines.lines[0].x;
}

/* From the last line to the table's frame: as far as a cell's text is from its rule, at least. */
static bx_len gap_below(const above_maker *m)
{
    return len_max(m->slabs.items[m->slabs.count - 1].space_after, m->t->doc->layout->padding_y);
}

/* Tops at a page's beginning; answers the height, with what parts it from the frame. */
static bx_len stack(above_maker *m)
{
    bx_len y = 0;
    for (size_t i = 0; i < m->slabs.count; i++) {
        slab *at = &m->slabs.items[i];
        if (i) y += len_max(at[-1].space_after, at->space_before);
        at->top = y;
        y += at->height;
    }
    return m->slabs.count ? y + gap_below(m) : 0;
}

/* Told at the table's first cell: these texts are made of several places. */
static bx_status tell_tall(setter *s, const set_table *t, message_id id)
{
    passage words = {t->doc->layout->name, t->chunks[0]->doc.cells[0].source, 0};
    return passage_tell(s, id, &words);
}

/* ---- on the first page, on the others ---- */

static bx_status add_first(above_maker *m, set_table *t)
{
    BX_TRY(add_id(m->s, &m->closes, m->node));
    slab *last = &m->slabs.items[m->slabs.count - 1];
    /* of a table of several panels, the first rows stand below both */
    bx_len lack = table_alone(t) ? len_max(t->above.again - t->above.first, 0) : 0;
    t->above.first += lack;
    last->space_after = t->above.gap = gap_below(m) + lack;
    last->closes = m->closes.ids.items;
    last->close_count = m->closes.ids.count;
    for (size_t i = 0; i < m->slabs.count; i++) BX_TRY(flow_add(m->s, &m->slabs.items[i]));
    return BX_OK;
}

static bx_status announce_words(above_maker *m, above_text *text)
{
    if (!text->lines.count) return BX_OK;
    return stretches_caption(m->s, text->p->text, m->node, &text->stretches, &m->closes);
}

static bx_status make_first(setter *s, set_table *t)
{
    above_maker m = {.s = s, .t = t};
    above_text caption = {.p = t->doc->caption}, left, right, none = {0};
    BX_TRY(fit_caption(&m, &t->panels[0], &caption));
    BX_TRY(fit_edges(&m, &t->panels[0], &left, &right));
    if (!caption.lines.count && !left.lines.count && !right.lines.count) return BX_OK;
    frame_node node = {.parent = t->node, .tag = TAG_CAPTION};
    BX_TRY(set_node(s, &node));
    m.node = node.id;
    BX_TRY(announce_words(&m, &caption));
    BX_TRY(announce_words(&m, &left));
    BX_TRY(announce_words(&m, &right));
    BX_TRY(add_lines(&m, &none, &caption, &none));
    BX_TRY(add_lines(&m, &left, &none, &right));
    t->above.first = stack(&m);
    if (t->above.first > area_height(s, t->doc->layout->breaks.is_turned) / 2)
        BX_TRY(tell_tall(s, t, MSG_above_tall));
    return add_first(&m, t);
}

static bx_status make_again(setter *s, set_table *t, uint32_t panel)
{
    above_maker m = {.s = s, .t = t};
    above_text continued = {.p = t->doc->continued}, left, right, none = {0};
    BX_TRY(fit_caption(&m, &t->panels[panel], &continued));
    BX_TRY(fit_edges(&m, &t->panels[panel], &left, &right));
    bool is_between = fits_between(&left, &continued, &right);
    if (!is_between) BX_TRY(add_lines(&m, &none, &continued, &none));
    BX_TRY(add_lines(&m, &left, is_between ? &continued : &none, &right));
    bx_len height = stack(&m);
    t->above.lines[panel] = (above_lines){m.slabs.items, m.slabs.count, height};
    t->above.again = len_max(t->above.again, height);
    return BX_OK;
}

/* What takes more than a quarter of a page does not stand again: rows need the room. */
static bx_status limit_again(setter *s, set_table *t)
{
    if (t->above.again <= area_height(s, t->doc->layout->breaks.is_turned) / 4) return BX_OK;
    t->above.again = 0;
    for (uint32_t panel = 0; panel < t->panel_count; panel++) t->above.lines[panel] = (above_lines){0};
    return tell_tall(s, t, MSG_above_once);
}

static bx_status make_all(setter *s, set_table *t)
{
    t->above.lines = arena_array(s->arena, above_lines, t->panel_count);
    if (!t->above.lines) return diag_memory(s->diags);
    for (uint32_t panel = 0; panel < t->panel_count; panel++) BX_TRY(make_again(s, t, panel));
    BX_TRY(limit_again(s, t));
    return make_first(s, t);
}

bx_status table_set_above(setter *s, set_table *t)
{
    bx_arena *before = set_into(s, &t->pool->arena); /* every page of the table needs it */
    bx_status status = make_all(s, t);
    set_into(s, before);
    return status;
}
