/* A table's rows, so many at a time: which of a part's cells begin in them, what they keep together. */
#include "report/blocks_parts.h"

/* The part that a row stands in. */
static const struct doc_part *part_at(const doc_table *table, uint32_t row)
{
    const struct doc_part *part = table->parts;
    while (row >= part->first_row + part->row_count) part++;
    return part;
}

/* What a row of a part shows: a leaf row of the layout, or one of a list's rows. */
typedef struct row_place {
    uint32_t row, leaf;
    const doc_list *list;   /* NULL: none */
    bool is_first, is_last; /* of what the leaf stands for */
} row_place;

static row_place find_row(const struct doc_part *part, uint32_t row)
{
    row_place at = {row, row - part->first_row - part->layout->head_depth, NULL, true, true};
    for (size_t i = 0; i < part->list_count && row >= part->lists[i].first_row; i++) {
        const doc_list *list = &part->lists[i];
        uint32_t count = (uint32_t)list->list->row_count;
        at.list = row < list->first_row + count ? list : NULL;
        if (!at.list) {
            at.leaf -= count - 1;
            continue;
        }
        at.leaf = list->list->row->leaf;
        at.is_first = row == list->first_row;
        at.is_last = row + 1 == list->first_row + count;
    }
    return at;
}

/* The outermost group that a leaf row stands in; the root's own kid. */
static const axis_node *outermost(const axis_node *rows, uint32_t leaf)
{
    const axis_node *kid = rows->kids;
    while (leaf >= kid->first + kid->extent) kid++;
    return kid;
}

/* Groups whose first or last row this is say what stays with it. */
static void keep_by_groups(const axis_node *node, const row_place *at, doc_row *row)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        if (at->leaf < kid->first || at->leaf >= kid->first + kid->extent) continue;
        row->keep_before |= kid->keep_before && at->is_first && at->leaf == kid->first;
        row->keep_next |= kid->keep_next && at->is_last && at->leaf + 1 == kid->first + kid->extent;
        keep_by_groups(kid, at, row);
    }
}

/* A list's rows belong together where their leftmost merged cell does. */
static void group_in_list(const doc_list *list, uint32_t row, doc_row *out)
{
    const uint32_t *starts = list->list->groups;
    size_t low = 0, high = list->list->group_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (list->first_row + starts[middle] <= row)
            low = middle;
        else
            high = middle;
    }
    if (!high) return;
    bool is_last = low + 1 == list->list->group_count;
    out->group_first = list->first_row + starts[low];
    out->group_end = list->first_row + (is_last ? (uint32_t)list->list->row_count : starts[low + 1]);
}

/* A group that holds a list is too much to be kept together. */
static bool has_list(const axis_node *node)
{
    bool found = node->is_list;
    for (size_t i = 0; !found && i < node->kid_count; i++) found = has_list(&node->kids[i]);
    return found;
}

/* A grid's rows say themselves what stays with them. */
static void keep_by_grid(const struct doc_part *part, doc_row *row, uint32_t at)
{
    const axis_node *node = &part->layout->grid_row_nodes[at - part->first_row];
    row->min_height = node->min_height;
    row->is_whole = node->is_whole;
    row->keep_next = node->keep_next;
    row->keep_before = node->keep_before;
}

static doc_row describe(const struct doc_part *part, const row_place *at)
{
    const table_part *layout = part->layout;
    uint32_t head = layout->head_depth, row = at->row;
    doc_row made = {.is_head = row < part->first_row + head,
                    .head_row = part->first_row,
                    .head_count = head,
                    .group_first = row,
                    .group_end = row + 1};
    if (layout->grid) keep_by_grid(part, &made, row);
    if (layout->grid || made.is_head) return made;
    const axis_node *group = outermost(&layout->rows, at->leaf);
    if (at->list) {
        group_in_list(at->list, row, &made);
    } else if (!has_list(group)) {
        made.group_first = row - (at->leaf - group->first);
        made.group_end = made.group_first + group->extent;
    }
    made.min_height = layout->leaf_rows[at->leaf]->min_height;
    made.is_whole = layout->leaf_rows[at->leaf]->is_whole;
    keep_by_groups(&layout->rows, at, &made);
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
    cell_list list;
} chunk_maker;

static bool add_row(chunk_maker *m, const struct doc_part *part, uint32_t row)
{
    doc_row *made = &m->chunk->rows[row - m->chunk->first_row];
    row_place at = find_row(part, row);
    *made = describe(part, &at);
    made->first_cell = m->list.cells.count;
    for (size_t i = first_cell_at(part, row); i < part->cell_count && part->cells[i].row == row; i++) {
        doc_cell *cell = vec_push(m->arena, &m->list.cells);
        if (!cell) return false;
        *cell = part->cells[i];
    }
    if (at.list && !blocks_list_row(part, at.list, row - at.list->first_row, m->arena, &m->list))
        return false;
    made->cell_count = m->list.cells.count - made->first_cell;
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
    out->cells = m.list.cells.items;
    out->cell_count = m.list.cells.count;
    return true;
}
