/* A table block: its structure from the logical table (never from pages), its rows as slabs. */
#include "set/table.h"

typedef struct row_maker {
    setter *s;
    set_table *t;
    uint32_t row;
    VEC(node_id) closes;
} row_maker;

/* The heads a data cell belongs to: those above its column in its part, those left of its row. */
static bx_status find_headers(const row_maker *m, const doc_cell *c, node_id **out, size_t *count)
{
    const doc_row *row = table_row(m->t, c->row);
    VEC(node_id) ids = {0};
    const set_cell *before = NULL;
    for (uint32_t i = 0; i < row->head_count + c->column; i++) {
        bool is_above = i < row->head_count;
        const set_cell *head = is_above ? table_owner(m->t, row->head_row + i, c->column)
                                        : table_owner(m->t, c->row, i - row->head_count);
        if (!head || head == before || head->cell->role == CELL_DATA) continue;
        before = head;
        node_id *id = vec_push(m->s->arena, &ids);
        if (!id) return diag_memory(m->s->diags);
        *id = head->node;
    }
    *out = ids.items;
    *count = ids.count;
    return BX_OK;
}

static bx_status close_later(row_maker *m, node_id node)
{
    node_id *slot = vec_push(m->s->arena, &m->closes);
    if (!slot) return diag_memory(m->s->diags);
    *slot = node;
    return BX_OK;
}

static bx_status announce_cell(row_maker *m, node_id tr, set_cell *cell)
{
    static const node_scope scopes[] = {SCOPE_COLUMN, SCOPE_COLUMN, SCOPE_ROW, SCOPE_NONE};
    const doc_cell *c = cell->cell;
    frame_node node = {.parent = tr,
                       .tag = c->role == CELL_DATA ? TAG_TD : TAG_TH,
                       .scope = scopes[c->role],
                       .row_span = (uint16_t)c->row_span,
                       .col_span = (uint16_t)c->column_span};
    node_id *headers = NULL;
    if (c->role == CELL_DATA) {
        BX_TRY(find_headers(m, c, &headers, &node.header_count));
        node.headers = headers;
    }
    BX_TRY(set_node(m->s, &node));
    cell->node = node.id;
    return close_later(m, node.id);
}

/* THead and TBody where the table has one head; several parts are bodies, each with its head's rows in it
 * (ISO 14289-1 7.2: a table has one THead at most, and that comes first). */
static bool begins_group(const set_table *t, uint32_t row)
{
    const doc_row *at = table_row(t, row), *above = row ? table_row(t, row - 1) : NULL;
    return !above || at->head_row != above->head_row ||
           (t->doc->is_one_part && at->is_head != above->is_head);
}

static bx_status announce_group(row_maker *m)
{
    if (!begins_group(m->t, m->row)) return BX_OK;
    bool is_head = m->t->doc->is_one_part && table_row(m->t, m->row)->is_head;
    frame_node node = {.parent = m->t->node, .tag = is_head ? TAG_THEAD : TAG_TBODY};
    BX_TRY(set_node(m->s, &node));
    m->t->group = node.id;
    return BX_OK;
}

static bx_status announce_row(row_maker *m)
{
    const doc_row *row = table_row(m->t, m->row);
    bool is_last = m->row + 1 == m->t->doc->row_count;
    BX_TRY(announce_group(m));
    frame_node tr = {.parent = m->t->group, .tag = TAG_TR};
    BX_TRY(set_node(m->s, &tr));
    for (size_t i = 0; i < row->cell_count; i++)
        BX_TRY(announce_cell(m, tr.id, &m->t->chunks[m->row / CHUNK_ROWS]->cells[row->first_cell + i]));
    BX_TRY(close_later(m, tr.id));
    if (is_last || begins_group(m->t, m->row + 1)) BX_TRY(close_later(m, m->t->group));
    return is_last ? close_later(m, m->t->node) : BX_OK;
}

/* No page break above this row: what stands above the table is kept with it, two rows say so, or a page can
 * hold the whole table. */
static bool is_kept_before(const setter *s, const set_table *t, uint32_t row)
{
    if (!row) return t->above.first > 0;
    if (table_row(t, row)->keep_before || table_row(t, row - 1)->keep_next) return true;
    return t->doc->layout->breaks.keep_together && table_fits_page(s, t, 0, t->doc->row_count);
}

static bool is_inside_kept_group(const setter *s, const set_table *t, uint32_t row)
{
    const doc_row *at = table_row(t, row);
    return t->doc->layout->breaks.keep_groups && row > at->group_first &&
           table_fits_page(s, t, at->group_first, at->group_end);
}

/* Whether rows that a page should hold together fit one is known once they are set, or too many. */
static bx_status look_ahead(setter *s, set_table *t, uint32_t row)
{
    const table_breaks *breaks = &t->doc->layout->breaks;
    uint32_t rows = t->doc->row_count, from = row, to = row + 1 < rows ? row + 2 : rows;
    BX_TRY(table_need(s, t, to - 1)); /* a row is told apart from the next one */
    if (breaks->keep_groups) from = table_row(t, row)->group_first, to = table_row(t, row)->group_end;
    if (breaks->keep_together) from = 0, to = rows;
    while (t->measured < to && table_fits_page(s, t, from, to)) BX_TRY(table_need(s, t, t->measured));
    return BX_OK;
}

static bx_status add_row(setter *s, set_table *t, uint32_t row)
{
    row_maker m = {.s = s, .t = t, .row = row};
    bool is_last = row + 1 == t->doc->row_count;
    BX_TRY(batch_begin(s));
    BX_TRY(look_ahead(s, t, row));
    BX_TRY(announce_row(&m));
    slab made = {.height = table_height(t, row, row + 1),
                 .table = t,
                 .row = row,
                 .keep_before = is_kept_before(s, t, row),
                 .keeps_group = is_inside_kept_group(s, t, row),
                 .is_turned = t->doc->layout->breaks.is_turned,
                 .space_before = row              ? 0
                                 : t->above.first ? t->above.gap
                                                  : t->doc->layout->space_before,
                 .space_after = is_last ? t->doc->layout->space_after : 0,
                 .closes = m.closes.items,
                 .close_count = m.closes.count};
    return flow_add(s, &made);
}

bx_status set_table_block(setter *s, const doc_table *doc)
{
    set_table *t;
    BX_TRY(table_measure(s, doc, &t));
    frame_node node = {.parent = s->root, .tag = TAG_TABLE};
    BX_TRY(set_node(s, &node));
    t->node = node.id;
    BX_TRY(table_set_above(s, t));
    for (uint32_t row = 0; row < doc->row_count; row++) BX_TRY(add_row(s, t, row));
    return BX_OK;
}
