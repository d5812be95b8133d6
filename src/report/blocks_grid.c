/* The cells of a free grid: labels as the layout has them, values from the data. */
#include "report/blocks_parts.h"

static doc_cell make_label(const layout_table *table, const grid_cell *c)
{
    static const cell_role roles[] = {CELL_DATA, CELL_COLUMN_HEAD, CELL_ROW_HEAD};
    return (doc_cell){.text = c->label->label,
                      .role = roles[c->role],
                      .style = c->label->style ? c->label->style : table->head_style,
                      .source = c->label->source};
}

static doc_cell make_value(const struct doc_part *part, const grid_cell *c)
{
    const layout_table *table = part->data->table;
    const cell *v = table_cell(part->data, (size_t)(part->layout - table->parts), 0, c->value->leaf);
    return (doc_cell){.text = v->is_blank && !v->text.len ? table->blank_text : v->text,
                      .role = CELL_DATA,
                      .style = c->value->cell_style ? c->value->cell_style : table->text_style,
                      .source = v->source};
}

static bool make_cell(blocks_maker *m, const struct doc_part *part, const grid_cell *c, doc_cell *out)
{
    const axis_node *node = c->label ? c->label : c->value;
    *out = c->label ? make_label(part->data->table, c) : make_value(part, c);
    out->row = part->first_row + c->row, out->row_span = c->row_span;
    out->column = c->column, out->column_span = c->column_span;
    out->sides = side_rules_say(&node->sides) ? &node->sides : NULL;
    return blocks_labels(m, node, out) && (!out->text.len || blocks_text(m, out->text, &out->text_id));
}

bool blocks_grid(blocks_maker *m, struct doc_part *part)
{
    const table_part *layout = part->layout;
    doc_cell *cells = arena_array(m->arena, doc_cell, layout->grid_count);
    if (!cells) return false;
    for (size_t i = 0; i < layout->grid_count; i++)
        if (!make_cell(m, part, &layout->grid[i], &cells[i])) return false;
    part->cells = cells, part->cell_count = layout->grid_count;
    part->row_count = layout->grid_rows;
    return true;
}
