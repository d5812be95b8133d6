/* Which labels of a free grid say what values are: those with values at their right or below them. */
#include "report/layout_parts.h"

typedef struct grid_map {
    const layout_table *table;
    table_part *part;
    const uint32_t *owner; /* row × track: 1 + index of the cell that covers it */
} grid_map;

static grid_cell *cell_at(const grid_map *g, uint32_t row, uint32_t column)
{
    uint32_t index = g->owner[row * g->table->track_count + column];
    return index ? &g->part->grid[index - 1] : NULL; /* none: a hole, told */
}

static bool is_label(const grid_cell *c)
{
    return c->label && (c->label->label.len || c->label->diagonal_count);
}

/* How near the nearest value is at the right of a label, in its rows (below it, in its columns): 1 next to
 * it, more behind other cells; 0: there is none. A value that reaches beyond the label is not the label's. */
static uint32_t value_at_right(const grid_map *g, const grid_cell *c)
{
    uint32_t nearest = 0, end = c->row + c->row_span;
    for (uint32_t y = c->row; y < end; y++) {
        const grid_cell *at = c;
        for (uint32_t steps = 1; at && at->column + at->column_span < g->table->track_count; steps++) {
            at = cell_at(g, y, at->column + at->column_span);
            bool is_own = at && at->value && at->row >= c->row && at->row + at->row_span <= end;
            if (is_own && (!nearest || steps < nearest)) nearest = steps;
        }
    }
    return nearest;
}

static uint32_t value_below(const grid_map *g, const grid_cell *c)
{
    uint32_t nearest = 0, end = c->column + c->column_span;
    for (uint32_t x = c->column; x < end; x++) {
        const grid_cell *at = c;
        for (uint32_t steps = 1; at && at->row + at->row_span < g->part->grid_rows; steps++) {
            at = cell_at(g, at->row + at->row_span, x);
            bool is_own = at && at->value && at->column >= c->column && at->column + at->column_span <= end;
            if (is_own && (!nearest || steps < nearest)) nearest = steps;
        }
    }
    return nearest;
}

/* A label next to a value heads its row, one right above a value its column; one that labels part from all
 * its values heads what it spans. */
static grid_role role_of(const grid_map *g, const grid_cell *c)
{
    if (!is_label(c)) return GRID_TEXT;
    uint32_t right = value_at_right(g, c), below = value_below(g, c);
    if (right == 1) return GRID_ROW_HEAD;
    if (below == 1 || !right) return below ? GRID_COLUMN_HEAD : GRID_TEXT;
    return !below || c->row_span > 1 ? GRID_ROW_HEAD : GRID_COLUMN_HEAD;
}

/* The nearest label left of a value in its first row, or above it in its first column; NULL: none. */
static const axis_node *label_of(const grid_map *g, const grid_cell *value)
{
    const grid_cell *at;
    for (uint32_t x = value->column; x > 0; x = at->column) {
        at = cell_at(g, value->row, x - 1);
        if (!at || is_label(at)) return at ? at->label : NULL;
    }
    for (uint32_t y = value->row; y > 0; y = at->row) {
        at = cell_at(g, y - 1, value->column);
        if (!at || is_label(at)) return at ? at->label : NULL;
    }
    return NULL;
}

void grid_find_labels(const definer *d, const layout_table *table, table_part *part, const uint32_t *owner)
{
    grid_map g = {table, part, owner};
    for (size_t i = 0; i < part->grid_count; i++) {
        grid_cell *c = &part->grid[i];
        c->role = role_of(&g, c);
        if (!c->value) continue;
        const axis_node *label = label_of(&g, c);
        axis_node *node = part->leaf_columns[c->value->leaf];
        if (!label)
            define_tell(d, c->value->source, MSG_define_grid_unlabelled, c->value->name);
        else if (!node->label.len)
            node->label = label->label;
    }
}
