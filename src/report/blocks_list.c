/* The cells of a list's row, from the texts that the report kept. */
#include "report/blocks_parts.h"

/* A merged cell reaches as far as nothing else stands below it. */
static uint32_t span_of(const struct doc_part *part, const table_list *list, uint32_t row, size_t column)
{
    uint32_t end = row + 1;
    while (end < list->row_count && !list_text(part->data, list, end, column).ptr) end++;
    return end - row;
}

static doc_cell make_cell(const struct doc_part *part, const doc_list *list, uint32_t row, size_t leaf)
{
    const axis_node *column = part->layout->leaf_columns[leaf];
    const style *own = list->list->row->cell_style ? list->list->row->cell_style : column->cell_style;
    bx_str text = list_text(part->data, list->list, row, leaf);
    size_t at = row * part->layout->leaf_column_count + leaf;
    bool is_head = axis_heads_rows(column) && !list_is_blank(part->data, text);
    return (doc_cell){.text_id = text.len ? list->first_id + (uint32_t)at : 0,
                      .text = text,
                      .row = list->first_row + row,
                      .column = column->first,
                      .row_span = column->is_merged ? span_of(part, list->list, row, leaf) : 1,
                      .column_span = column->extent,
                      .role = is_head ? CELL_ROW_HEAD : CELL_DATA,
                      .style = own ? own : part->data->table->text_style};
}

bool blocks_list_row(const struct doc_part *part, const doc_list *list, uint32_t row, bx_arena *arena,
                     cell_list *out)
{
    size_t columns = part->layout->leaf_column_count;
    const value **sources = arena_array(arena, const value *, columns);
    if (!sources || !list_sources(part->data, list->list, row, arena, sources)) return false;
    for (size_t i = 0; i < columns; i++) {
        if (!list_text(part->data, list->list, row, i).ptr) continue; /* the cell above reaches here */
        doc_cell *made = vec_push(arena, &out->cells);
        if (!made) return false;
        *made = make_cell(part, list, row, i);
        made->source = sources[i];
        if (!blocks_sides(arena, &part->sided, made, &made->sides)) return false;
    }
    return true;
}
