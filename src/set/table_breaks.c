/* Where pages may part a table. */
#include "set/table.h"

enum { LOW_ROWS = 3 }; /* a row of less than so many times the layout's height is low */
enum { LARGE_GROUP = 4 };

bx_len table_repeat_height(const set_table *t, uint32_t row)
{
    const doc_row *r = table_row(t, row);
    return r->is_head ? 0 : table_height(t, r->head_row, r->head_row + r->head_count);
}

bx_len table_top_height(const slab *row)
{
    const set_table *t = row->table;
    bool stands_again = row->row || (row->alone && !t->above.first);
    return (stands_again ? t->above.again : 0) + table_repeat_height(t, row->row);
}

/* A cell that the break would divide stands on both pages: each part must hold its text. */
static bool divides_well(const set_table *t, uint32_t first, uint32_t row, const set_cell *cell)
{
    uint32_t from = cell->cell->row > first ? cell->cell->row : first,
             to = cell->cell->row + cell->cell->row_span;
    bx_len needed = table_cell_height(t, cell);
    return table_height(t, from, row) >= needed && table_height(t, row, to) >= needed;
}

const set_cell *table_divided(const set_table *t, uint32_t first, uint32_t row)
{
    uint32_t tracks = (uint32_t)t->doc->layout->track_count;
    for (uint32_t x = 0; x < tracks; x++) {
        const set_cell *cell = table_owner(t, row, x);
        if (cell && cell == table_owner(t, row - 1, x) && !divides_well(t, first, row, cell)) return cell;
    }
    return NULL;
}

/* Not between a head and its first row, nor where a cell would be divided badly. */
static bool tears(const set_table *t, uint32_t first, uint32_t row)
{
    const doc_row *below = table_row(t, row);
    if (below->is_head ? below->head_row != row : table_row(t, row - 1)->is_head) return true;
    return table_divided(t, first, row) != NULL;
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

harm table_harm(const slab *first, const slab *below)
{
    const set_table *t = below->table;
    if (tears(t, first->row, below->row)) return HARM_TEARS;
    if (below->keep_before) return HARM_PARTS;
    if (leaves_one_of_part(t, first->row, below->row)) return HARM_LONELY;
    if (leaves_one_of_group(t, first->row, below->row)) return HARM_LONELY;
    return below->keeps_group ? HARM_GROUP : HARM_NONE;
}

bool table_fits_page(const setter *s, const set_table *t, uint32_t from, uint32_t to)
{
    if (from < t->released) return false; /* they are parted already */
    const layout_table *layout = t->doc->layout;
    bx_len room = area_height(s, layout->breaks.is_turned) - table_frame_weight(layout) -
                  (from ? t->above.again : t->above.first);
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
