/* The cells of a table's parts from the trees of their heads and rows. */
#include <stdlib.h>

#include "report/blocks_parts.h"

typedef struct table_maker {
    blocks_maker *m;
    const table_data *data;
    const layout_table *layout;
    const table_part *part;
    size_t part_index;
    uint32_t first_row;  /* of the part's head */
    VEC(doc_cell) cells; /* of the part, but for those of lists */
    VEC(doc_list) lists;
} table_maker;

/* The table's row of a leaf row: those before it, each list with all it has. */
static uint32_t row_at(const table_maker *t, uint32_t leaf)
{
    uint32_t row = t->first_row + t->part->head_depth + leaf;
    for (size_t i = 0; i < t->data->list_count; i++) {
        const table_list *list = &t->data->lists[i];
        if (list->part == t->part_index && list->row->leaf < leaf) row += (uint32_t)list->row_count - 1;
    }
    return row;
}

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
                         .sides = &kid->sides,
                         .source = kid->source};
        if (!add_cell(t, cell) || !add_head(t, kid)) return false;
    }
    return true;
}

static bool add_values(table_maker *t, const axis_node *row)
{
    for (size_t i = 0; i < t->part->leaf_column_count; i++) {
        const axis_node *column = t->part->leaf_columns[i];
        const style *own = row->cell_style ? row->cell_style : column->cell_style;
        const cell *c = table_cell(t->data, t->part_index, row->first, i);
        bool is_blank = c->is_blank && !c->text.len;
        doc_cell made = {.text = is_blank ? t->layout->blank_text : c->text,
                         .row = row_at(t, row->first),
                         .column = column->first,
                         .row_span = 1,
                         .column_span = column->extent,
                         .role = column->is_row_head && !is_blank ? CELL_ROW_HEAD : CELL_DATA,
                         .style = own ? own : t->layout->text_style,
                         .source = c->source};
        if (!add_cell(t, made)) return false;
    }
    return true;
}

static bool add_list(table_maker *t, const axis_node *row)
{
    const table_list *list = t->data->lists;
    while (list->row != row) list++;
    doc_list *made = vec_push(t->m->arena, &t->lists);
    if (!made) return false;
    *made = (doc_list){.list = list, .first_row = row_at(t, row->first)};
    return blocks_texts(t->m, list->texts, list->row_count * t->part->leaf_column_count, &made->first_id);
}

static bool add_leaf(table_maker *t, const axis_node *row)
{
    return row->is_list ? add_list(t, row) : add_values(t, row);
}

/* A group of rows takes one track of the stub, a leaf all that are left. */
static bool add_rows(table_maker *t, const axis_node *node)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        uint32_t stub = t->layout->stub;
        doc_cell label = {.text = kid->label,
                          .row = row_at(t, kid->first),
                          .column = kid->depth,
                          .row_span = row_at(t, kid->first + kid->extent) - row_at(t, kid->first),
                          .column_span = kid->kid_count ? 1 : stub - kid->depth,
                          .role = CELL_ROW_HEAD,
                          .style = kid->style ? kid->style : t->layout->stub_style,
                          .sides = &kid->sides,
                          .source = kid->source};
        if (kid->depth < stub && !add_cell(t, label)) return false;
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

static bool make_part(table_maker *t, struct doc_part *out)
{
    if (!add_head(t, &t->part->head) || !add_rows(t, &t->part->rows)) return false;
    if (t->cells.count) qsort(t->cells.items, t->cells.count, sizeof *t->cells.items, by_place);
    *out = (struct doc_part){.layout = t->part,
                             .data = t->data,
                             .lists = t->lists.items,
                             .list_count = t->lists.count,
                             .first_row = t->first_row,
                             .row_count = row_at(t, t->part->rows.extent) - t->first_row,
                             .cells = t->cells.items,
                             .cell_count = t->cells.count};
    return true;
}

bool blocks_table(blocks_maker *m, const field_value *f)
{
    doc_block *block = blocks_push(m, DOC_TABLE);
    const layout_table *layout = f->table->table;
    struct doc_part *parts = arena_array(m->arena, struct doc_part, layout->part_count);
    if (!block || !parts) return false;
    uint32_t rows = 0;
    for (size_t i = 0; i < layout->part_count; i++) {
        table_maker t = {.m = m,
                         .data = f->table,
                         .layout = layout,
                         .part = &layout->parts[i],
                         .part_index = i,
                         .first_row = rows};
        if (!make_part(&t, &parts[i])) return false;
        rows += parts[i].row_count;
    }
    block->table = (doc_table){.layout = layout,
                               .label = f->field->label,
                               .row_count = rows,
                               .parts = parts,
                               .is_one_part = layout->part_count == 1};
    return true;
}
