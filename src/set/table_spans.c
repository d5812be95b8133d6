/* Cells over several rows that a page break parts. The text stands in each part, for which a row may have to
 * grow; if it is too high for that, its lines go on from part to part. Once, it is content. */
#include "set/table.h"

/* Where a slab's text stands in the table, as if there were no pages. */
static bx_len depth(const set_table *t, const slab *at)
{
    return table_height(t, 0, at->row) + at->offset;
}

static uint32_t end_of(const set_cell *label)
{
    return label->cell->row + label->cell->row_span;
}

/* What the part that begins with this slab has for a label. */
static bx_len room_below(const set_cell *label, const slab *at)
{
    return table_height(at->table, 0, end_of(label)) - depth(at->table, at) + at->grown;
}

/* What the page has for a label from its upper edge to below a row. */
static bx_len room_above(const set_cell *label, const slab *first, const slab *last)
{
    const set_table *t = last->table;
    while (first->row < label->cell->row) first++;
    return table_row_foot(last) - first->top + (first->band ? t->doc->layout->padding_y : 0);
}

/* A label that began above this slab and is to stand beside it too; NULL: none on this track. */
static set_cell *label_beside(const slab *at, uint32_t track)
{
    set_cell *label = table_owner(at->table, at->row, track);
    if (!label || !label->height || label->cell->row_span == 1) return NULL;
    return label->cell->row < at->row || at->band ? label : NULL;
}

/* What a part of its rows must have for what is left of a label, or for all of it again. */
static bx_len height_asked(const set_table *t, const set_cell *label)
{
    bx_len whole = table_cell_height(t, label);
    if (!label->is_placed) return whole - (bx_len)label->placed * (label->size + label->line_gap);
    return whole <= t->most_repeat ? whole : 0;
}

/* ---- choosing a break ---- */

harm table_label_harm(const setter *s, const slab *first, const slab *below)
{
    const set_table *t = below->table;
    bx_len foot = table_page_foot(s, t);
    harm worst = HARM_NONE;
    for (uint32_t x = 0; x < t->doc->layout->track_count; x++) {
        const set_cell *label = label_beside(below, x);
        if (!label) continue;
        bx_len asked = height_asked(t, label), lacking = asked - room_above(label, first, below - 1);
        bool is_splitting = !label->is_placed && table_row_foot(below - 1) + lacking > foot;
        if (lacking > 0 && is_splitting) return HARM_SPLITS;
        if (lacking > 0 || room_below(label, below) < asked) worst = HARM_GROWS;
    }
    return worst;
}

/* ---- rows that grow ---- */

static void grow(slab *row, bx_len lacking)
{
    if (lacking <= 0) return;
    row->height += lacking;
    row->grown += lacking;
}

/* The last row of a page, for the labels that go on below it. */
static void grow_last(const setter *s, const slab *first, slab *last)
{
    bx_len foot = table_page_foot(s, last->table), most = 0;
    for (uint32_t x = 0; x < last->table->doc->layout->track_count; x++) {
        const set_cell *label = label_beside(last + 1, x);
        if (!label) continue;
        bx_len lacking = height_asked(last->table, label) - room_above(label, first, last);
        if (table_row_foot(last) + lacking <= foot) most = len_max(most, lacking);
    }
    grow(last, most);
}

bx_status table_grow_first(setter *s, slab *first)
{
    set_table *t = first->table;
    for (uint32_t x = 0; x < t->doc->layout->track_count; x++) {
        const set_cell *label = label_beside(first, x);
        if (!label) continue;
        bx_len asked = height_asked(t, label);
        while (t->measured < end_of(label) && room_below(label, first) < asked)
            BX_TRY(table_need(s, t, t->measured));
        grow(first, asked - room_below(label, first));
    }
    return BX_OK;
}

/* ---- texts by page ---- */

/* Some of a label's lines stand here, the first ones or those that follow. */
static bx_status place_some(const setter *s, set_cell *label, size_t count)
{
    label->share = (label_share){label->placed, label->placed + count, true, false};
    bool is_first = label->placed == 0;
    label->placed += count;
    label->is_placed = label->placed == label->lines.count;
    if (!is_first || label->is_placed || !count) return BX_OK;
    passage words = {label->cell->text, label->cell->source, 0};
    return passage_tell(s, MSG_label_parted, &words);
}

/* Does a label end on a page of which this is the last slab? */
static bool ends_with(const set_cell *label, const slab *last)
{
    return last->row >= end_of(label) || (last->row + 1 == end_of(label) && last->band + 1 >= last->bands);
}

static bx_status share_label(const setter *s, set_cell *label, const slab *first, const slab *last)
{
    const set_table *t = last->table;
    bool is_end = ends_with(label, last);
    while (last->row >= end_of(label)) last--;
    bx_len room = room_above(label, first, last);
    bool fits = room >= table_cell_height(t, label);
    size_t left = label->lines.count - label->placed;
    label->share = (label_share){0};
    if (label->is_placed) {
        if (fits) label->share = (label_share){0, label->lines.count, true, true};
        return BX_OK;
    }
    if (is_end || (fits && !label->placed)) return place_some(s, label, left);
    if (!table_cell_is_lines(label)) return BX_OK;
    room += label->line_gap - 2 * t->doc->layout->padding_y;
    size_t fitting = room > 0 ? (size_t)(room / (label->size + label->line_gap)) : 0;
    return place_some(s, label, fitting < left ? fitting : left);
}

bx_status table_share_labels(const setter *s, slab *rows, size_t count, bool goes_on)
{
    const set_table *t = rows->table;
    if (goes_on) grow_last(s, rows, &rows[count - 1]);
    for (size_t i = 0; i < count; i++)
        for (uint32_t x = 0; x < t->doc->layout->track_count; x++) {
            set_cell *label = table_owner(t, rows[i].row, x);
            bool is_first = label && label->cell->column == x && (i == 0 || label->cell->row == rows[i].row);
            if (is_first && label->cell->row_span > 1 && (i == 0 || !rows[i].band))
                BX_TRY(share_label(s, label, rows, &rows[count - 1]));
        }
    return BX_OK;
}
