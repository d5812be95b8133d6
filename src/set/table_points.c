/* Decimal alignment: the points of a column's numbers stand below each other, and the longest whole with the
 * longest fraction in the middle of the column. Whatever stands behind a number (a note, a unit) goes on from
 * there; what is no number stands in the middle. */
#include "set/table.h"

static bool is_digit(bx_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* A sign: + - − ± */
static size_t sign_length(bx_str text)
{
    static const char *const signs[] = {"+", "-", "−", "±"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts_with(text, str_of(signs[i]))) return strlen(signs[i]);
    return 0;
}

/* Digits, in groups of three parted by , or a blank. */
static size_t skip_digits(bx_str text, size_t at)
{
    while (is_digit(text, at)) {
        at++;
        bool is_group = at < text.len && (text.ptr[at] == ',' || text.ptr[at] == ' ') &&
                        is_digit(text, at + 1) && is_digit(text, at + 2) && is_digit(text, at + 3) &&
                        !is_digit(text, at + 4);
        if (is_group) at++;
    }
    return at;
}

bool table_find_number(const set_cell *cell, size_t *point, size_t *end)
{
    bx_str text = cell->cell->text;
    size_t from = sign_length(text);
    if (cell->cell->role != CELL_DATA || cell->cell->style->align != ALIGN_DECIMAL) return false;
    *point = *end = skip_digits(text, from);
    if (*point == from) return false;
    if (*end < text.len && text.ptr[*end] == '.' && is_digit(text, *end + 1))
        *end = skip_digits(text, *end + 1);
    return true;
}

static part_points *find_part(const set_table *t, uint32_t head_row)
{
    for (size_t i = t->points.count; i-- > 0;)
        if (t->points.items[i].head_row == head_row) return &t->points.items[i];
    return NULL;
}

/* Of the items up to a byte of the text. */
static bx_len width_upto(const text_items *items, size_t at)
{
    bx_len width = 0;
    for (size_t i = 0; i < items->count && items->items[i].at < at; i++)
        width += items->items[i].advance - items->items[i].trim_left - items->items[i].trim_right +
                 (items->items[i].at + items->items[i].len < at ? items->items[i].gap_after : 0);
    return width;
}

bx_status table_note_points(setter *s, set_table *t, const doc_row *row, const set_cell *cell)
{
    size_t point, end;
    if (!table_find_number(cell, &point, &end)) return BX_OK;
    part_points *part = find_part(t, row->head_row);
    if (!part) {
        part = vec_push(&t->pool->arena, &t->points);
        column_points *columns = arena_array(&t->pool->arena, column_points, t->doc->layout->track_count);
        if (!part || !columns) return diag_memory(s->diags);
        *part = (part_points){row->head_row, columns};
    }
    column_points *at = &part->columns[cell->cell->column];
    bx_len before = width_upto(&cell->items, point);
    at->before = len_max(at->before, before);
    at->after = len_max(at->after, width_upto(&cell->items, end) - before);
    at->behind = len_max(at->behind, width_upto(&cell->items, cell->cell->text.len) - before);
    return BX_OK;
}

const column_points *table_points(const set_table *t, const doc_row *row, const set_cell *cell)
{
    size_t point, end;
    const part_points *part = find_part(t, row->head_row);
    return part && table_find_number(cell, &point, &end) ? &part->columns[cell->cell->column] : NULL;
}
