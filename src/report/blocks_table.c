/* The cells of a table's parts from the trees of their heads and rows. */
#include <stdlib.h>

#include "report/blocks_parts.h"

typedef struct table_maker {
    blocks_maker *m;
    const layout_table *layout;
    const table_part *part;
    struct doc_part *made;
    VEC(doc_cell) cells; /* of the part, but for those of lists */
    VEC(doc_list) lists;
} table_maker;

uint32_t blocks_row_at(const struct doc_part *part, uint32_t leaf)
{
    uint32_t row = part->first_row + part->layout->head_depth + leaf;
    for (size_t i = 0; i < part->data->list_count; i++) {
        const table_list *list = &part->data->lists[i];
        if (&part->data->table->parts[list->part] == part->layout && list->row->leaf < leaf)
            row += (uint32_t)list->row_count - 1;
    }
    return row;
}

static bool add_cell(table_maker *t, doc_cell cell)
{
    doc_cell *slot = vec_push(t->m->arena, &t->cells);
    if (!slot) return false;
    *slot = cell;
    if (!blocks_sides(t->m->arena, &t->made->sided, &cell, &slot->sides)) return false;
    return !cell.text.len || blocks_text(t->m, cell.text, &slot->text_id);
}

static bool add_head(table_maker *t, const axis_node *node)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        doc_cell cell = {.text = kid->label,
                         .row = t->made->first_row + kid->label_at,
                         .column = kid->first,
                         .row_span = kid->label_span,
                         .column_span = kid->extent,
                         .role = kid->is_stub ? CELL_CORNER : CELL_COLUMN_HEAD,
                         .style = kid->style ? kid->style : t->layout->head_style,
                         .source = kid->source};
        if (!blocks_labels(t->m, kid, &cell) || !add_cell(t, cell) || !add_head(t, kid)) return false;
    }
    return true;
}

static bool add_values(table_maker *t, const axis_node *row)
{
    for (size_t i = 0; i < t->part->leaf_column_count; i++) {
        const axis_node *column = t->part->leaf_columns[i];
        const style *own = row->cell_style ? row->cell_style : column->cell_style;
        const cell *c = table_cell(t->made->data, (size_t)(t->part - t->layout->parts), row->first, i);
        bool is_blank = c->is_blank && !c->text.len;
        doc_cell made = {.text = is_blank ? t->layout->blank_text : c->text,
                         .row = blocks_row_at(t->made, row->first),
                         .column = column->first,
                         .row_span = 1,
                         .column_span = column->extent,
                         .role = axis_heads_rows(column) && !is_blank ? CELL_ROW_HEAD : CELL_DATA,
                         .style = own ? own : t->layout->text_style,
                         .source = c->source};
        if (!add_cell(t, made)) return false;
    }
    return true;
}

static bool add_list(table_maker *t, const axis_node *row)
{
    const table_list *list = table_list_of(t->made->data, row);
    doc_list *made = vec_push(t->m->arena, &t->lists);
    if (!made) return false;
    *made = (doc_list){.list = list, .first_row = blocks_row_at(t->made, row->first)};
    return blocks_texts(t->m, list->texts, list->row_count * t->part->leaf_column_count, &made->first_id);
}

static bool add_leaf(table_maker *t, const axis_node *row)
{
    return row->is_list ? add_list(t, row) : add_values(t, row);
}

static bool add_rows(table_maker *t, const axis_node *node)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        doc_cell label = {.text = kid->label,
                          .row = blocks_row_at(t->made, kid->first),
                          .column = kid->label_at,
                          .row_span = blocks_row_at(t->made, kid->first + kid->extent) -
                                      blocks_row_at(t->made, kid->first),
                          .column_span = kid->label_span,
                          .role = CELL_ROW_HEAD,
                          .style = kid->style ? kid->style : t->layout->stub_style,
                          .source = kid->source};
        if (t->layout->stub && !add_cell(t, label)) return false;
        if (!(kid->kid_count ? add_rows(t, kid) : add_leaf(t, kid))) return false;
    }
    return true;
}

static int by_place(const void *left, const void *right)
{
    const doc_cell *a = left, *b = right;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

static bool make_part(table_maker *t)
{
    struct doc_part *made = t->made;
    if (t->part->grid) return blocks_grid(t->m, made);
    if (!blocks_sided(t->m->arena, made, &made->sided) || !add_head(t, &t->part->head) ||
        !add_rows(t, &t->part->rows))
        return false;
    if (t->cells.count) qsort(t->cells.items, t->cells.count, sizeof *t->cells.items, by_place);
    made->lists = t->lists.items, made->list_count = t->lists.count;
    made->cells = t->cells.items, made->cell_count = t->cells.count;
    made->row_count = blocks_row_at(made, t->part->rows.extent) - made->first_row;
    return true;
}

bool blocks_table(blocks_maker *m, const field_value *f)
{
    doc_block *block = blocks_push(m, DOC_TABLE);
    const layout_table *layout = f->table->table;
    struct doc_part *parts = arena_array(m->arena, struct doc_part, layout->part_count);
    if (!block || !parts || !blocks_above(m, layout, &block->table)) return false;
    uint32_t rows = 0;
    for (size_t i = 0; i < layout->part_count; i++) {
        table_maker t = {.m = m, .layout = layout, .part = &layout->parts[i], .made = &parts[i]};
        parts[i] = (struct doc_part){.layout = t.part, .data = f->table, .first_row = rows};
        if (!make_part(&t)) return false;
        rows += parts[i].row_count;
    }
    block->table.layout = layout;
    block->table.field = f->field->path;
    block->table.label = f->field->label;
    block->table.row_count = rows;
    block->table.parts = parts;
    block->table.is_one_part = layout->part_count == 1;
    return true;
}
