/* Forms (free grids): which labels say what a value is. A person reads the label left of the value, and where
 * values stand in columns below labels of their own, those. */
#include "set/table.h"

static bool has_role(const set_cell *cell, cell_role role)
{
    return table_is_head(cell) && cell->cell->role == role;
}

static const set_cell *cell_at(const set_table *t, uint32_t row, uint32_t track)
{
    return t->chunks[row / CHUNK_ROWS] ? table_owner(t, row, track) : NULL;
}

static bool covers(const doc_cell *a, const doc_cell *b)
{
    return a->column <= b->column && a->column + a->column_span >= b->column + b->column_span;
}

/* Straight above a cell: the next label of its column, or one over that; between it and the first one stand
 * values as wide as the cell at most. */
static const set_cell *label_above(const set_table *t, const doc_cell *c, const doc_cell *from)
{
    for (uint32_t row = from->row; row > 0;) {
        const set_cell *above = cell_at(t, row - 1, c->column);
        if (!above || !covers(above->cell, c)) return NULL;
        if (has_role(above, CELL_COLUMN_HEAD)) return above;
        bool is_wider = above->cell->column_span > c->column_span;
        if (is_wider || from != c || above->cell->role != CELL_DATA) return NULL;
        row = above->cell->row;
    }
    return NULL;
}

/* The outermost first. */
static bx_status add_labels_above(const setter *s, const set_table *t, const doc_cell *c,
                                  const doc_cell *from, id_list *out)
{
    const set_cell *label = label_above(t, c, from);
    if (!label) return BX_OK;
    BX_TRY(add_labels_above(s, t, c, label->cell, out));
    return add_id(s, out, label->node);
}

/* Those beside each other at the left: next to the value, or beyond values in columns that have labels of
 * their own. */
static bx_status add_labels_aside(const setter *s, const set_table *t, const doc_cell *c, id_list *out)
{
    bool has_any = false;
    const doc_cell *at = c;
    while (at->column > 0) {
        const set_cell *left = table_owner(t, c->row, at->column - 1);
        bool is_label = has_role(left, CELL_ROW_HEAD);
        if (!left || (!is_label && (has_any || !label_above(t, at, at)))) return BX_OK;
        if (is_label) BX_TRY(add_id(s, out, left->node));
        has_any |= is_label;
        at = left->cell;
    }
    return BX_OK;
}

/* A value beside values alone: the label that begins their row. */
static bx_status add_label_beyond(const setter *s, const set_table *t, const doc_cell *c, id_list *out)
{
    for (const doc_cell *at = c; at->column > 0;) {
        const set_cell *left = table_owner(t, c->row, at->column - 1);
        if (!left) return BX_OK;
        if (has_role(left, CELL_ROW_HEAD)) return add_id(s, out, left->node);
        at = left->cell;
    }
    return BX_OK;
}

bx_status table_find_labels(const setter *s, const set_table *t, const doc_cell *value, id_list *out)
{
    BX_TRY(add_labels_above(s, t, value, value, out));
    BX_TRY(add_labels_aside(s, t, value, out));
    return out->ids.count ? BX_OK : add_label_beyond(s, t, value, out);
}
