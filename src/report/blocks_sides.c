/* What rows, columns and groups say of their sides, cell by cell. */
#include "report/blocks_parts.h"

bool side_rules_say(const side_rules *s)
{
    return s->top.kind || s->bottom.kind || s->left.kind || s->right.kind;
}

static bool add_area(bx_arena *arena, sided_list *list, sided_area area)
{
    sided_area *slot = vec_push(arena, &list->areas);
    if (slot) *slot = area;
    return slot != NULL;
}

/* A column reaches from its label to the part's end. */
static bool add_columns(bx_arena *arena, const axis_node *node, sided_area part, sided_list *out)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        sided_area area = part;
        area.row += kid->label_at;
        area.column = kid->first, area.column_end = kid->first + kid->extent;
        area.sides = &kid->sides;
        if (side_rules_say(&kid->sides) && !add_area(arena, out, area)) return false;
        if (!add_columns(arena, kid, part, out)) return false;
    }
    return true;
}

/* A row reaches from its label to the table's right side. */
static bool add_rows(bx_arena *arena, const axis_node *node, const struct doc_part *part, sided_list *out)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        sided_area area = {.row = blocks_row_at(part, kid->first),
                           .row_end = blocks_row_at(part, kid->first + kid->extent),
                           .column = kid->label_at,
                           .column_end = (uint32_t)part->data->table->track_count,
                           .sides = &kid->sides};
        if (side_rules_say(&kid->sides) && !add_area(arena, out, area)) return false;
        if (!add_rows(arena, kid, part, out)) return false;
    }
    return true;
}

bool blocks_sided(bx_arena *arena, const struct doc_part *part, sided_list *out)
{
    sided_area all = {.row = part->first_row, .row_end = blocks_row_at(part, part->layout->rows.extent)};
    return add_columns(arena, &part->layout->head, all, out) &&
           add_rows(arena, &part->layout->rows, part, out);
}

bool blocks_sides(bx_arena *arena, const sided_list *list, const doc_cell *cell, const side_rules **out)
{
    side_rules sides = {0};
    uint32_t row_end = cell->row + cell->row_span, column_end = cell->column + cell->column_span;
    for (size_t i = 0; i < list->areas.count; i++) {
        const sided_area *a = &list->areas.items[i];
        bool is_inside = cell->row >= a->row && row_end <= a->row_end && cell->column >= a->column &&
                         column_end <= a->column_end;
        if (!is_inside) continue;
        if (cell->row == a->row) sides.top = table_rule_of(sides.top, a->sides->top);
        if (row_end == a->row_end) sides.bottom = table_rule_of(sides.bottom, a->sides->bottom);
        if (cell->column == a->column) sides.left = table_rule_of(sides.left, a->sides->left);
        if (column_end == a->column_end) sides.right = table_rule_of(sides.right, a->sides->right);
    }
    *out = NULL;
    if (!side_rules_say(&sides)) return true;
    side_rules *made = arena_new(arena, side_rules);
    if (made) *made = sides;
    *out = made;
    return made != NULL;
}
