/* Where pages may part a table. */
#include "set/table.h"

enum { LOW_ROWS = 3 }; /* a row of less than so many times the layout's height is low */

bx_len table_repeat_height(const set_table *t, uint32_t row)
{
    const doc_row *r = table_row(t, row);
    return r->is_head ? 0 : table_height(t, r->head_row, r->head_row + r->head_count);
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

bool table_may_break(const set_table *t, uint32_t first, uint32_t row)
{
    const doc_row *below = table_row(t, row);
    if (below->is_head ? below->head_row != row : table_row(t, row - 1)->is_head) return false;
    return !table_divided(t, first, row);
}

static bool is_low(const set_table *t, uint32_t row)
{
    return table_height(t, row, row + 1) < LOW_ROWS * t->doc->layout->row_height;
}

bool table_leaves_one(const set_table *t, uint32_t first, uint32_t row)
{
    const doc_row *below = table_row(t, row);
    if (below->is_head) return false;
    uint32_t body = below->head_row + below->head_count, from = first > body ? first : body;
    bool is_last = row + 1 == t->doc->row_count || table_row(t, row + 1)->head_row != below->head_row;
    return (row - from == 1 && is_low(t, from)) || (is_last && is_low(t, row));
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
