/* A table's grid of cells from the trees of its heads and rows. */
#include <stdlib.h>

#include "report/blocks_parts.h"

typedef struct table_maker {
    blocks_maker *m;
    const table_data *data;
    const layout_table *layout;
    const table_part *part;
    size_t part_index;
    uint32_t first_row; /* of the part's head */
    VEC(doc_cell) cells;
    VEC(doc_row) rows;
} table_maker;

static bool add_cell(table_maker *t, doc_cell cell)
{
    doc_cell *slot = vec_push(t->m->arena, &t->cells);
    if (!slot) return false;
    *slot = cell;
    return !cell.text.len || blocks_text(t->m, cell.text, &slot->text_id);
}

/* A group takes one row of the head, a leaf all that are left. */
static bool add_head(table_maker *t, const axis_node *node)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        doc_cell cell = {.text = kid->label,
                         .row = t->first_row + kid->depth,
                         .column = kid->first,
                         .row_span = kid->kid_count ? 1 : t->part->head_depth - kid->depth,
                         .column_span = kid->extent,
                         .role = kid->is_stub ? CELL_CORNER : CELL_COLUMN_HEAD,
                         .style = kid->style ? kid->style : t->layout->head_style,
                         .source = kid->source};
        if (!add_cell(t, cell) || !add_head(t, kid)) return false;
    }
    return true;
}

static bool add_values(table_maker *t, const axis_node *row)
{
    for (size_t i = 0; i < t->part->leaf_column_count; i++) {
        const axis_node *column = t->part->leaf_columns[i];
        const cell *c = table_cell(t->data, t->part_index, row->first, i);
        doc_cell made = {.text = c->is_blank && !c->text.len ? STR("") : c->text,
                         .row = t->first_row + t->part->head_depth + row->first,
                         .column = column->first,
                         .row_span = 1,
                         .column_span = column->extent,
                         .role = CELL_DATA,
                         .style = t->layout->text_style,
                         .source = c->source};
        if (!add_cell(t, made)) return false;
    }
    return true;
}

/* A group of rows takes one track of the stub, a leaf all that are left. */
static bool add_rows(table_maker *t, const axis_node *node)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        uint32_t stub = t->layout->stub;
        doc_cell label = {.text = kid->label,
                          .row = t->first_row + t->part->head_depth + kid->first,
                          .column = kid->depth,
                          .row_span = kid->extent,
                          .column_span = kid->kid_count ? 1 : stub - kid->depth,
                          .role = CELL_ROW_HEAD,
                          .style = kid->style ? kid->style : t->layout->stub_style,
                          .source = kid->source};
        if (kid->depth < stub && !add_cell(t, label)) return false;
        if (!(kid->kid_count ? add_rows(t, kid) : add_values(t, kid))) return false;
    }
    return true;
}

static bool add_part(table_maker *t)
{
    uint32_t count = t->part->head_depth + t->part->rows.extent;
    for (uint32_t i = 0; i < count; i++) {
        doc_row *row = vec_push(t->m->arena, &t->rows);
        if (!row) return false;
        *row = (doc_row){
            .is_head = i < t->part->head_depth, .head_row = t->first_row, .head_count = t->part->head_depth};
    }
    return add_head(t, &t->part->head) && add_rows(t, &t->part->rows);
}

static int by_place(const void *left, const void *right)
{
    const doc_cell *a = left, *b = right;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* Cells by row and column; each row knows its own. */
static void arrange(table_maker *t)
{
    if (t->cells.count) qsort(t->cells.items, t->cells.count, sizeof *t->cells.items, by_place);
    for (size_t i = 0; i < t->cells.count; i++) {
        doc_row *row = &t->rows.items[t->cells.items[i].row];
        if (!row->cell_count) row->first_cell = i;
        row->cell_count++;
    }
}

bool blocks_table(blocks_maker *m, const field_value *f)
{
    doc_block *block = blocks_push(m, DOC_TABLE);
    if (!block) return false;
    table_maker t = {.m = m, .data = f->table, .layout = f->table->table};
    for (; t.part_index < t.layout->part_count; t.part_index++) {
        t.part = &t.layout->parts[t.part_index];
        t.first_row = (uint32_t)t.rows.count;
        if (!add_part(&t)) return false;
    }
    arrange(&t);
    block = &m->blocks.items[m->blocks.count - 1];
    block->table = (doc_table){.layout = t.layout,
                               .label = f->field->label,
                               .rows = t.rows.items,
                               .row_count = t.rows.count,
                               .cells = t.cells.items,
                               .cell_count = t.cells.count,
                               .is_one_part = t.layout->part_count == 1};
    return true;
}
