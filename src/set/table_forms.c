/* Forms (free grids): which labels say what a value is. A person reads the label left of the value, and where
 * values stand in columns of their own below labels, those. */
#include "set/table.h"

static const set_cell *cell_at(const set_table *t, uint32_t row, uint32_t track)
{
    return t->chunks[row / CHUNK_ROWS] ? table_owner(t, row, track) : NULL;
}

/* The label of the column that a cell stands in: straight above it, with values as wide between them at most.
 */
static const set_cell *label_above(const set_table *t, const doc_cell *c)
{
    for (uint32_t row = c->row; row > 0;) {
        const set_cell *above = cell_at(t, row - 1, c->column);
        if (!above || above->cell->column != c->column || above->cell->column_span != c->column_span)
            return NULL;
        if (table_is_head(above)) return above;
        row = above->cell->row;
    }
    return NULL;
}

/* The labels at the left, those beside each other: next to the value, or beyond values in columns that have
 * labels of their own. */
static bx_status add_left_labels(const setter *s, const set_table *t, const doc_cell *c, id_list *out)
{
    bool has_any = false;
    const doc_cell *at = c;
    while (at->column > 0) {
        const set_cell *left = table_owner(t, c->row, at->column - 1);
        bool is_label = table_is_head(left);
        if (!left || (!is_label && (has_any || !label_above(t, at)))) return BX_OK;
        if (is_label) BX_TRY(add_id(s, out, left->node));
        has_any |= is_label;
        at = left->cell;
    }
    return BX_OK;
}

bx_status table_find_labels(const setter *s, const set_table *t, const doc_cell *value, id_list *out)
{
    const set_cell *above = label_above(t, value);
    if (above) BX_TRY(add_id(s, out, above->node));
    return add_left_labels(s, t, value, out);
}

node_scope table_label_scope(const set_table *t, const doc_cell *label)
{
    uint32_t right = label->column + label->column_span;
    bool has_right = right < t->doc->layout->track_count;
    const set_cell *cell = has_right ? table_owner(t, label->row, right) : NULL;
    return cell && !table_is_head(cell) ? SCOPE_ROW : SCOPE_COLUMN;
}
