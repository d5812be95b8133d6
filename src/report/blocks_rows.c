/* A table's rows, so many at a time: which of a part's cells begin in them, what they keep together. */
#include "report/blocks_parts.h"

/* The part that a row stands in. */
static const struct doc_part *part_at(const doc_table *table, uint32_t row)
{
    const struct doc_part *part = table->parts;
    while (row >= part->first_row + part->row_count) part++;
    return part;
}

/* The outermost group that a leaf row stands in; the root's own kid. */
static const axis_node *outermost(const axis_node *rows, uint32_t leaf)
{
    const axis_node *kid = rows->kids;
    while (leaf >= kid->first + kid->extent) kid++;
    return kid;
}

/* Groups whose first or last row this is say what stays with it. */
static void keep_by_groups(const axis_node *node, uint32_t leaf, doc_row *row)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        if (leaf < kid->first || leaf >= kid->first + kid->extent) continue;
        row->keep_before |= kid->keep_before && leaf == kid->first;
        row->keep_next |= kid->keep_next && leaf + 1 == kid->first + kid->extent;
        keep_by_groups(kid, leaf, row);
    }
}

static doc_row describe(const struct doc_part *part, uint32_t row)
{
    const table_part *layout = part->layout;
    uint32_t head = layout->head_depth;
    doc_row made = {.is_head = row < part->first_row + head,
                    .head_row = part->first_row,
                    .head_count = head,
                    .group_first = row,
                    .group_end = row + 1};
    if (made.is_head) return made;
    uint32_t leaf = row - part->first_row - head;
    const axis_node *group = outermost(&layout->rows, leaf);
    made.group_first = row - (leaf - group->first);
    made.group_end = made.group_first + group->extent;
    made.min_height = layout->leaf_rows[leaf]->min_height;
    keep_by_groups(&layout->rows, leaf, &made);
    return made;
}

/* The first of a part's cells at or behind a row. */
static size_t first_cell_at(const struct doc_part *part, uint32_t row)
{
    size_t low = 0, high = part->cell_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (part->cells[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

typedef struct chunk_maker {
    bx_arena *arena;
    doc_chunk *chunk;
    VEC(doc_cell) cells;
} chunk_maker;

static bool add_row(chunk_maker *m, const struct doc_part *part, uint32_t row)
{
    doc_row *made = &m->chunk->rows[row - m->chunk->first_row];
    *made = describe(part, row);
    made->first_cell = m->cells.count;
    for (size_t i = first_cell_at(part, row); i < part->cell_count && part->cells[i].row == row; i++) {
        doc_cell *cell = vec_push(m->arena, &m->cells);
        if (!cell) return false;
        *cell = part->cells[i];
    }
    made->cell_count = m->cells.count - made->first_cell;
    return true;
}

bool doc_table_chunk(const doc_table *table, bx_arena *arena, uint32_t index, doc_chunk *out)
{
    uint32_t first = index * CHUNK_ROWS, left = table->row_count - first;
    *out = (doc_chunk){.first_row = first, .row_count = left < CHUNK_ROWS ? left : CHUNK_ROWS};
    out->rows = arena_array(arena, doc_row, out->row_count);
    if (!out->rows) return false;
    chunk_maker m = {.arena = arena, .chunk = out};
    for (uint32_t row = first; row < first + out->row_count; row++)
        if (!add_row(&m, part_at(table, row), row)) return false;
    out->cells = m.cells.items;
    out->cell_count = m.cells.count;
    return true;
}
