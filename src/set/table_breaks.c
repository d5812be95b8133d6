/* Where pages may part a table. */
#include "set/table.h"

enum { LOW_ROWS = 3 }; /* a row of less than so many times the layout's height is low */
enum { LARGE_GROUP = 4 };

/* Of the head that belongs to a row below it. */
static bx_len head_height(const set_table *t, uint32_t row)
{
    const doc_row *r = table_row(t, row);
    return r->is_head ? 0 : table_height(t, r->head_row, r->head_row + r->head_count);
}

bx_len table_repeat_height(const set_table *t, uint32_t row)
{
    bx_len height = head_height(t, row);
    return height > t->most_repeat ? 0 : height;
}

bx_status table_tell_head(const setter *s, const slab *row)
{
    set_table *t = row->table;
    uint32_t head = table_row(t, row->row)->head_row;
    if (head_height(t, row->row) <= t->most_repeat || t->told_head == head + 1) return BX_OK;
    t->told_head = head + 1;
    const doc_cell *cell = table_tallest(t, head)->cell;
    passage words = {cell->text, cell->source, 0};
    return passage_tell(s, MSG_head_tall, &words);
}

bx_len table_top_height(const slab *row)
{
    const set_table *t = row->table;
    bool stands_again = row->row || row->band || (row->alone && !t->above.first);
    return (stands_again ? t->above.again : 0) + table_repeat_height(t, row->row) + table_top_padding(row);
}

/* Between a head and its first row, or inside a head. */
static bool tears(const slab *below)
{
    const doc_row *row = table_row(below->table, below->row);
    if (row->is_head) return below->band > 0 || row->head_row != below->row;
    return below->band == 0 && table_row(below->table, below->row - 1)->is_head;
}

/* A row of several lines stands well alone. */
static bool is_low(const set_table *t, uint32_t row)
{
    return table_height(t, row, row + 1) < LOW_ROWS * t->doc->layout->row_height;
}

/* Does a break above `row` leave one of the rows [from, to) alone on its page, of which the first page holds
 * those from `first` on? */
static bool leaves_one_of(const set_table *t, uint32_t first, uint32_t row, uint32_t from, uint32_t to)
{
    if (first > from) from = first;
    return (row - from == 1 && is_low(t, from)) || (to - row == 1 && is_low(t, row));
}

/* One row of a part alone below its head, or alone on the next page; as with lines of a paragraph, two are
 * wanted. */
static bool leaves_one_of_part(const set_table *t, uint32_t first, uint32_t row)
{
    const doc_row *below = table_row(t, row);
    if (below->is_head) return false;
    bool is_last = row + 1 == t->doc->row_count || table_row(t, row + 1)->head_row != below->head_row;
    return leaves_one_of(t, first, row, below->head_row + below->head_count,
                         is_last ? row + 1 : t->doc->row_count);
}

/* The same of a group, which has a label or is an outermost one; small groups may be parted anywhere. */
static bool leaves_one_of_group(const set_table *t, uint32_t first, uint32_t row)
{
    const doc_row *below = table_row(t, row);
    bool is_inside = below->group_first < row && below->group_end - below->group_first >= LARGE_GROUP;
    if (is_inside && leaves_one_of(t, first, row, below->group_first, below->group_end)) return true;
    for (uint32_t x = 0; x < t->doc->layout->track_count; x++) {
        const set_cell *label = table_owner(t, row, x);
        const doc_cell *c = label ? label->cell : NULL;
        if (c && c->row < row && c->row_span >= LARGE_GROUP &&
            leaves_one_of(t, first, row, c->row, c->row + c->row_span))
            return true;
    }
    return false;
}

harm table_harm(const setter *s, const slab *first, const slab *below)
{
    const set_table *t = below->table;
    harm label = table_label_harm(s, first, below);
    if (tears(below)) return HARM_TEARS;
    if (label < HARM_NONE) return label;
    if (below->keep_before) return HARM_PARTS;
    if (below->band) return below->keeps_group ? HARM_GROUP : HARM_NONE;
    if (leaves_one_of_part(t, first->row, below->row)) return HARM_LONELY;
    if (leaves_one_of_group(t, first->row, below->row)) return HARM_LONELY;
    return below->keeps_group ? HARM_GROUP : HARM_NONE;
}

bx_len table_page_foot(const setter *s, const set_table *t)
{
    const layout_table *layout = t->doc->layout;
    return area_height(s, layout->breaks.is_turned) - table_frame_weight(layout) / 2;
}

bool table_fits_page(const setter *s, const set_table *t, uint32_t from, uint32_t to)
{
    if (from < t->released) return false; /* they are parted already */
    const layout_table *layout = t->doc->layout;
    bx_len room = area_height(s, layout->breaks.is_turned) - table_frame_weight(layout) -
                  (from ? len_max(t->above.again, t->above.first) : t->above.first);
    return table_repeat_height(t, from) + table_height(t, from, to) <= room;
}

const set_cell *table_tallest(const set_table *t, uint32_t row)
{
    const set_cell *tallest = NULL;
    for (uint32_t x = 0; x < t->doc->layout->track_count; x++) {
        const set_cell *cell = table_owner(t, row, x);
        if (cell && (!tallest || (cell->cell->row_span == 1 && cell->height > tallest->height)))
            tallest = cell;
    }
    return tallest;
}
