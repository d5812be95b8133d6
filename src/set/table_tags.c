/* A table's structure: from the logical table, never from pages. A reader announces each cell with the heads
 * of its column and of its row: a data cell names them all, whatever spans (ISO 14289-1 7.5). */
#include "set/table.h"

typedef struct row_tagger {
    setter *s;
    set_table *t;
    uint32_t row;
    uint32_t end;  /* one behind the last row that its cells cover */
    id_list heads; /* of the row */
} row_tagger;

/* A head that says nothing is none: as an empty TD it is passed over. */
bool table_is_head(const set_cell *cell)
{
    return cell && cell->cell->role != CELL_DATA && (cell->cell->text.len || cell->cell->label_count);
}

/* ---- which heads a cell has ---- */

/* Values may stand at both sides of what heads their row. */
static bx_status find_row_heads(row_tagger *r)
{
    const set_cell *before = NULL;
    for (uint32_t x = 0; x < r->t->doc->layout->track_count; x++) {
        const set_cell *cell = table_owner(r->t, r->row, x);
        if (cell != before && table_is_head(cell) && cell->cell->role == CELL_ROW_HEAD)
            BX_TRY(add_id(r->s, &r->heads, cell->node));
        before = cell;
    }
    return BX_OK;
}

static bx_status add_column_heads(const row_tagger *r, const doc_cell *c, id_list *out)
{
    const doc_row *row = table_row(r->t, r->row);
    const set_cell *before = NULL;
    for (uint32_t i = 0; i < row->head_count; i++) {
        const set_cell *head = table_owner(r->t, row->head_row + i, c->column);
        if (head != before && table_is_head(head) && head->cell->role == CELL_COLUMN_HEAD)
            BX_TRY(add_id(r->s, out, head->node));
        before = head;
    }
    return BX_OK;
}

/* Rows without a head above them are a form's. */
static bool is_form(const doc_row *row)
{
    return row->head_count == 0;
}

static bx_status find_headers(const row_tagger *r, const set_cell *cell, id_list *out)
{
    const doc_cell *c = cell->cell;
    bool is_data = c->role == CELL_DATA;
    if (table_row(r->t, r->row)->is_head || (!is_data && !table_is_head(cell))) return BX_OK;
    if (is_form(table_row(r->t, r->row))) return is_data ? table_find_labels(r->s, r->t, c, out) : BX_OK;
    BX_TRY(add_column_heads(r, c, out));
    for (size_t i = 0; is_data && i < r->heads.ids.count; i++)
        BX_TRY(add_id(r->s, out, r->heads.ids.items[i]));
    return BX_OK;
}

static node_scope scope_of(const set_cell *cell)
{
    static const node_scope scopes[] = {SCOPE_COLUMN, SCOPE_COLUMN, SCOPE_ROW, SCOPE_NONE};
    if (!table_is_head(cell)) return SCOPE_NONE;
    if (cell->cell->label_count) return SCOPE_BOTH; /* diagonals: what is above and what is at the left */
    return scopes[cell->cell->role];
}

/* ---- nodes ---- */

/* What stands in a row closes with the last one that its cells cover: a text that a page break parts goes on
 * there. */
static bx_status close_later(const row_tagger *r, node_id node)
{
    unclosed *slot = vec_push(&r->t->pool->arena, &r->t->unclosed);
    if (!slot) return diag_memory(r->s->diags);
    *slot = (unclosed){node, r->end};
    return BX_OK;
}

/* In the order in which they are to close. */
static bx_status close_now(const row_tagger *r, id_list *closes)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->t->unclosed.count; i++) {
        unclosed at = r->t->unclosed.items[i];
        if (at.end <= r->row + 1)
            BX_TRY(add_id(r->s, closes, at.node));
        else
            r->t->unclosed.items[kept++] = at;
    }
    r->t->unclosed.count = kept;
    return BX_OK;
}

static uint32_t end_of_cells(const set_cell *cells, size_t count)
{
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        const doc_cell *c = cells[i].cell;
        if (c->row + c->row_span > end) end = c->row + c->row_span;
    }
    return end;
}

static bx_status announce_words(const row_tagger *r, node_id cell, bx_str text, set_stretches *words)
{
    BX_TRY(stretches_announce(r->s, text, cell, words));
    for (size_t i = 0; i < stretches_count(words); i++) BX_TRY(close_later(r, words->first + (node_id)i));
    return BX_OK;
}

static bx_status announce_cell(row_tagger *r, node_id tr, set_cell *cell)
{
    id_list headers = {0};
    BX_TRY(find_headers(r, cell, &headers));
    frame_node node = {.parent = tr,
                       .tag = table_is_head(cell) ? TAG_TH : TAG_TD,
                       .scope = scope_of(cell),
                       .row_span = (uint16_t)cell->cell->row_span,
                       .col_span = (uint16_t)cell->cell->column_span,
                       .headers = headers.ids.items,
                       .header_count = headers.ids.count};
    /* one character below the other is no line for each */
    if (cell->cell->style->is_vertical) node.actual_text = cell->cell->text;
    BX_TRY(set_node(r->s, &node));
    for (uint32_t i = cell->cell->label_count; i-- > 0;)
        BX_TRY(announce_words(r, node.id, cell->cell->labels[i].text, &cell->labels[i].stretches));
    BX_TRY(announce_words(r, node.id, cell->cell->text, &cell->stretches));
    return close_later(r, node.id);
}

/* Links and foreign words in a cell. An upright text is read as one. */
static bx_status find_words(setter *s, set_cell *cell)
{
    const doc_cell *c = cell->cell;
    for (uint32_t i = 0; i < c->label_count; i++)
        BX_TRY(stretches_find(s, c->labels[i].text, &cell->labels[i].stretches));
    return c->label_count || c->style->is_vertical ? BX_OK : stretches_find(s, c->text, &cell->stretches);
}

/* A value may stand before its row's head, so all have their numbers first, and what stands in them. */
static bx_status number_cells(const row_tagger *r, set_cell *cells, size_t count, node_id next)
{
    bx_arena *before = set_into(r->s, &r->t->chunks[r->row / CHUNK_ROWS]->pool->arena);
    bx_status status = BX_OK;
    for (size_t i = 0; i < count && status == BX_OK; i++) {
        status = find_words(r->s, &cells[i]);
        cells[i].node = next++;
        next += (node_id)stretches_count(&cells[i].stretches);
        for (uint32_t l = 0; l < cells[i].cell->label_count; l++)
            next += (node_id)stretches_count(&cells[i].labels[l].stretches);
    }
    set_into(r->s, before);
    return status;
}

static bx_status announce_cells(row_tagger *r, node_id tr)
{
    const doc_row *row = table_row(r->t, r->row);
    set_cell *cells = &r->t->chunks[r->row / CHUNK_ROWS]->cells[row->first_cell];
    r->end = end_of_cells(cells, row->cell_count);
    BX_TRY(number_cells(r, cells, row->cell_count, tr + 1));
    BX_TRY(find_row_heads(r));
    for (size_t i = 0; i < row->cell_count; i++) BX_TRY(announce_cell(r, tr, &cells[i]));
    return BX_OK;
}

/* THead and TBody where the table has one head; several parts are bodies, each with its head's rows in it
 * (ISO 14289-1 7.2: a table has one THead at most, that comes first, and a body behind it). */
static bool has_own_group(const set_table *t, const doc_row *row)
{
    return row->is_head && t->doc->is_one_part && row->head_row + row->head_count < t->doc->row_count;
}

/* A body goes on in a further one, so that none holds more rows than a list of PDF/A-1 may have entries
 * (8191, ISO 19005-1 6.1.12), and no table of any length is one list in memory. */
static bool is_full(const set_table *t, uint32_t row)
{
    enum { BODY_ROWS = 4096 };
    if (row - t->group_row < BODY_ROWS) return false;
    for (uint32_t x = 0; x < t->doc->layout->track_count; x++) {
        const set_cell *cell = table_owner(t, row, x);
        if (cell && cell->cell->row < row) return false;
    }
    return true;
}

static bool begins_group(const set_table *t, uint32_t row)
{
    const doc_row *at = table_row(t, row), *above = row ? table_row(t, row - 1) : NULL;
    return !above || at->head_row != above->head_row || has_own_group(t, at) != has_own_group(t, above) ||
           is_full(t, row);
}

static bx_status announce_group(const row_tagger *r)
{
    if (!begins_group(r->t, r->row)) return BX_OK;
    bool is_head = has_own_group(r->t, table_row(r->t, r->row));
    frame_node node = {.parent = r->t->node, .tag = is_head ? TAG_THEAD : TAG_TBODY};
    BX_TRY(set_node(r->s, &node));
    r->t->group = node.id;
    r->t->group_row = r->row;
    return BX_OK;
}

bx_status table_tag_row(setter *s, set_table *t, uint32_t row, id_list *closes)
{
    row_tagger r = {.s = s, .t = t, .row = row};
    bool is_last = row + 1 == t->doc->row_count;
    BX_TRY(announce_group(&r));
    frame_node tr = {.parent = t->group, .tag = TAG_TR};
    BX_TRY(set_node(s, &tr));
    BX_TRY(announce_cells(&r, tr.id));
    BX_TRY(close_later(&r, tr.id));
    if (is_last || begins_group(t, row + 1)) BX_TRY(close_later(&r, t->group));
    if (is_last) BX_TRY(close_later(&r, t->node));
    return close_now(&r, closes);
}
