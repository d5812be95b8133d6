/* Does a table's definition make one grid? What would put two cells in one place, or read one number of the
 * data twice, is a fault of the layout and told here, before any report is read. */
#include <stdio.h>
#include <stdlib.h>

#include "report/layout_parts.h"

static size_t count_stubs(const axis_node *node, bool *is_first)
{
    size_t count = node->is_stub;
    if (node->is_stub && node->first == 0) *is_first = true;
    for (size_t i = 0; i < node->kid_count; i++) count += count_stubs(&node->kids[i], is_first);
    return count;
}

/* Row labels stand in the head's one stub column, which is the first; without labels there is none. */
static bool has_right_stub(const layout_table *table, const table_part *part)
{
    bool is_first = false;
    size_t count = count_stubs(&part->head, &is_first);
    return table->stub ? count == 1 && is_first : count == 0;
}

static void tell_numbers(const definer *d, const value *at, message_id id, size_t is, size_t should)
{
    char numbers[64];
    snprintf(numbers, sizeof numbers, "%zu / %zu", is, should);
    define_tell(d, at, id, str_of(numbers));
}

/* A row or column without a name takes the data of what it stands in, so it must be alone there. */
static const axis_node *lone_fault(axis_node *const *leaves, size_t count)
{
    for (size_t i = 0; count > 1 && i < count; i++)
        if (axis_is_hidden(leaves[i])) return leaves[i];
    return NULL;
}

void part_check(const definer *d, const layout_table *table, const table_part *part)
{
    if (!part->rows.kid_count || !part->head.kid_count || !part->leaf_column_count) {
        define_tell(d, part->rows.source, MSG_define_part_empty, part->name);
        return;
    }
    if (part->head.extent != table->track_count)
        tell_numbers(d, part->head.source, MSG_define_columns, part->head.extent, table->track_count);
    uint32_t deep = axis_depth(&part->rows);
    if (deep > (table->stub ? table->stub : 1))
        tell_numbers(d, part->rows.source, MSG_define_stub_deep, deep, table->stub);
    if (!has_right_stub(table, part)) define_tell(d, part->head.source, MSG_define_stub_head, STR(""));
    const axis_node *column = lone_fault(part->leaf_columns, part->leaf_column_count),
                    *row = lone_fault(part->leaf_rows, part->leaf_row_count);
    if (!row && table->part_count > 1 && axis_is_hidden(part->leaf_rows[0])) row = part->leaf_rows[0];
    if (column) define_tell(d, column->source, MSG_define_hidden, column->name);
    if (row) define_tell(d, row->source, MSG_define_hidden, row->name);
}

/* ---- names ---- */

typedef struct node_list {
    VEC(const axis_node *) nodes;
} node_list;

static bool add_named(bx_arena *arena, const axis_node *node, node_list *list)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        if (!axis_is_hidden(kid) && !kid->is_stub) {
            const axis_node **slot = vec_push(arena, &list->nodes);
            if (!slot) return false;
            *slot = kid;
        }
        if (!add_named(arena, kid, list)) return false;
    }
    return true;
}

static int by_path(const void *left, const void *right)
{
    const axis_node *const *a = left, *const *b = right;
    size_t len = (*a)->path.len < (*b)->path.len ? (*a)->path.len : (*b)->path.len;
    int order = len ? memcmp((*a)->path.ptr, (*b)->path.ptr, len) : 0;
    if (order) return order;
    return (*a)->path.len < (*b)->path.len ? -1 : (*a)->path.len > (*b)->path.len;
}

static void tell_twins(const definer *d, node_list *list)
{
    if (list->nodes.count) qsort(list->nodes.items, list->nodes.count, sizeof *list->nodes.items, by_path);
    for (size_t i = 1; i < list->nodes.count; i++)
        if (by_path(&list->nodes.items[i - 1], &list->nodes.items[i]) == 0)
            define_tell(d, list->nodes.items[i]->source, MSG_define_name_twice, list->nodes.items[i]->path);
}

bool table_check_names(const definer *d, const layout_table *table)
{
    node_list rows = {0};
    for (size_t i = 0; i < table->part_count; i++) {
        const table_part *part = &table->parts[i];
        node_list columns = {0}; /* a grid's values stand among the names of the rows */
        if (!add_named(d->arena, &part->head, part->grid ? &rows : &columns) ||
            !add_named(d->arena, &part->rows, &rows))
            return false;
        tell_twins(d, &columns);
    }
    tell_twins(d, &rows);
    return true;
}
