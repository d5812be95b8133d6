/* Rows that stand for as many as the data gives, and the columns that only these can have. */
#include "report/layout_parts.h"

static bool has_list(const axis_node *rows)
{
    bool found = rows->is_list;
    for (size_t i = 0; !found && i < rows->kid_count; i++) found = has_list(&rows->kids[i]);
    return found;
}

/* The data gives a list under its name, and nothing stands below it. */
static void check_rows(const definer *d, const axis_node *node)
{
    if (node->is_list && (node->kid_count || axis_is_hidden(node)))
        define_tell(d, node->source, MSG_define_list_row, node->name);
    if (node->max_rows && !node->is_list) define_tell(d, node->source, MSG_define_max_rows, node->name);
    for (size_t i = 0; i < node->kid_count; i++) check_rows(d, &node->kids[i]);
}

/* What is said of a list's columns holds for values. */
static void check_columns(const definer *d, const axis_node *node, bool is_of_list)
{
    bool is_special = node->is_merged || node->is_row_head;
    if (is_special && (node->kid_count || node->is_stub || !is_of_list))
        define_tell(d, node->source, MSG_define_list_column, node->name);
    for (size_t i = 0; i < node->kid_count; i++) check_columns(d, &node->kids[i], is_of_list);
}

/* Diagonals part what is said of the rows from what is said of the columns: only where row labels are below.
 */
static void check_diagonals(const definer *d, const axis_node *node, bool *are_labels)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        bool heads_rows = !kid->kid_count && (kid->is_stub || axis_heads_rows(kid));
        if (!kid->kid_count) *are_labels = *are_labels && heads_rows;
        if (kid->diagonal && !(heads_rows && *are_labels))
            define_tell(d, value_find(kid->source, STR("diagonal")), MSG_define_diagonal_place, STR(""));
        check_diagonals(d, kid, are_labels);
    }
}

void part_check_lists(const definer *d, const table_part *part)
{
    check_rows(d, &part->rows);
    check_columns(d, &part->head, has_list(&part->rows));
    bool are_labels = true;
    check_diagonals(d, &part->head, &are_labels);
    for (size_t i = 1; i < part->leaf_column_count; i++)
        if (part->leaf_columns[i]->is_merged && !part->leaf_columns[i - 1]->is_merged)
            define_tell(d, part->leaf_columns[i]->source, MSG_define_merged, part->leaf_columns[i]->name);
}
