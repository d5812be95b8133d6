/* What a table's cells ask for: all rows are looked at once, a chunk at a time, before any is set. */
#include "set/table_needs.h"

/* Numbers and short words repeat: a text that was looked at in this style is not looked at again. */
enum { ALIKE = 256 };
enum { KNOWN_MAX = 1000 }; /* cells with places to break that are looked at closely */

typedef struct looked_at {
    const set_cell *cell; /* NULL: none yet */
    text_widths widths;
} looked_at;

typedef struct gatherer {
    setter *s;
    set_table *t;
    table_needs *needs;
    set_chunk *chunk;
} gatherer;

/* ---- texts ---- */

static looked_at *find_slot(gatherer *g, const set_cell *cell)
{
    bx_str text = cell->cell->text;
    uint32_t sum = 0;
    for (size_t i = 0; i < text.len; i++) sum = sum * 31 + (unsigned char)text.ptr[i];
    return &g->needs->seen[sum % ALIKE];
}

static bx_status look_at(gatherer *g, set_cell *cell, const text_widths **out)
{
    looked_at *slot = find_slot(g, cell);
    *out = &slot->widths;
    if (slot->cell && slot->cell->cell->style == cell->cell->style &&
        str_is_equal(slot->cell->cell->text, cell->cell->text)) {
        table_note_type(g->t, cell);
        cell->items = slot->cell->items;
        return BX_OK;
    }
    slot->cell = NULL;
    BX_TRY(table_cell_items(g->s, g->t, cell));
    text_measure measure = table_cell_measure(cell, area_width(g->s, g->t->doc->layout->breaks.is_turned));
    BX_TRY(text_find_widths(&g->s->text, &cell->items, &measure, g->needs->has_known ? TEXT_STEPS : 1,
                            &slot->widths));
    slot->cell = cell;
    return BX_OK;
}

/* ---- kinds ---- */

static cell_kind *find_kind(gatherer *g, const doc_cell *c)
{
    cell_kind *kind = g->needs->kinds[c->column];
    while (kind && (kind->column_span != c->column_span || kind->role != c->role || kind->style != c->style ||
                    kind->is_parted != (c->label_count > 0)))
        kind = kind->next;
    if (kind) return kind;
    kind = arena_new(&g->needs->pool->arena, cell_kind);
    if (!kind) return NULL;
    *kind = (cell_kind){.column = c->column,
                        .column_span = c->column_span,
                        .role = c->role,
                        .style = c->style,
                        .is_parted = c->label_count > 0,
                        .next = g->needs->kinds[c->column]};
    return g->needs->kinds[c->column] = kind;
}

/* ---- rows known closely ---- */

/* Too many: every other row is left out, and cells over several rows, which would have lost some of them. */
static void thin_out(table_needs *needs)
{
    size_t rows = 0, cells = 0;
    needs->stride *= 2;
    for (size_t i = 0; i < needs->rows.count; i++)
        if (needs->rows.items[i].row % needs->stride == 0) needs->rows.items[rows++] = needs->rows.items[i];
    for (size_t i = 0; i < needs->cells.count; i++) {
        const known_cell *cell = &needs->cells.items[i];
        if (cell->row % needs->stride == 0 && cell->row_span == 1) needs->cells.items[cells++] = *cell;
    }
    needs->rows.count = rows;
    needs->cells.count = cells;
}

static bx_len height_of(const set_table *t, const style *style, uint32_t lines)
{
    return (bx_len)lines * (style->size + style->line_gap) - style->line_gap + 2 * t->doc->layout->padding_y;
}

static bool know_row(gatherer *g, uint32_t row)
{
    known_row *known = vec_push(&g->needs->pool->arena, &g->needs->rows);
    if (!known) return false;
    bx_len least = g->chunk->doc.rows[row - g->chunk->doc.first_row].min_height;
    *known = (known_row){row, len_max(g->t->doc->layout->row_height, least)};
    return true;
}

static bool know_cell(gatherer *g, const doc_cell *c, const cell_kind *kind, const text_widths *widths)
{
    table_needs *needs = g->needs;
    if (c->row % needs->stride || (needs->stride > 1 && c->row_span > 1)) return true;
    if (widths->least == widths->natural && c->row_span == 1) { /* nothing to break */
        known_row *row = &needs->rows.items[needs->rows.count - 1];
        row->height = len_max(row->height, height_of(g->t, c->style, widths->lines));
        return true;
    }
    known_cell *known = vec_push(&needs->pool->arena, &needs->cells);
    if (!known) return false;
    *known = (known_cell){kind, c->row, c->row_span, *widths};
    while (needs->cells.count > KNOWN_MAX) thin_out(needs);
    return true;
}

/* ---- all of it ---- */

static bx_status gather_labels(gatherer *g, const doc_cell *c)
{
    diagonal_widths widths;
    BX_TRY(table_diagonal_widths(g->s, g->t, c, &widths));
    cell_kind *kind = find_kind(g, c);
    if (!kind) return diag_memory(g->s->diags);
    kind->least = len_max(kind->least, widths.least);
    kind->natural = len_max(kind->natural, widths.natural);
    kind->around = len_max(kind->around, widths.around);
    return BX_OK;
}

static bx_status gather_cell(gatherer *g, set_cell *cell)
{
    const text_widths *widths;
    const doc_cell *c = cell->cell;
    if (c->label_count) return gather_labels(g, c);
    if (!c->text.len) return BX_OK;
    BX_TRY(look_at(g, cell, &widths));
    cell_kind *kind = find_kind(g, c);
    if (!kind) return diag_memory(g->s->diags);
    kind->least = len_max(kind->least, widths->least);
    kind->natural = len_max(kind->natural, widths->natural);
    if (g->needs->has_known && !know_cell(g, c, kind, widths)) return diag_memory(g->s->diags);
    const doc_row *row = &g->chunk->doc.rows[c->row - g->chunk->doc.first_row];
    BX_TRY(table_note_points(g->s, g->t, row, cell));
    const column_points *points = table_points(g->t, row, cell);
    if (points) kind->least = len_max(kind->least, points->before + points->behind);
    kind->natural = len_max(kind->natural, kind->least);
    return BX_OK;
}

static bx_status gather_row(gatherer *g, uint32_t row, bool *is_faulty)
{
    const doc_row *r = &g->chunk->doc.rows[row - g->chunk->doc.first_row];
    bool is_known = g->needs->has_known && row % g->needs->stride == 0;
    if (is_known && !know_row(g, row)) return diag_memory(g->s->diags);
    for (size_t i = 0; i < r->cell_count; i++) {
        bx_status status = gather_cell(g, &g->chunk->cells[r->first_cell + i]);
        if (status != BX_OK && status != BX_BAD_DATA) return status;
        *is_faulty |= status == BX_BAD_DATA;
    }
    return BX_OK;
}

static bx_status gather_rows(gatherer *g, bool *is_faulty)
{
    memset(g->needs->seen, 0, ALIKE * sizeof *g->needs->seen);
    for (uint32_t i = 0; i < g->chunk->doc.row_count; i++)
        BX_TRY(gather_row(g, g->chunk->doc.first_row + i, is_faulty));
    return BX_OK;
}

bx_status table_gather(setter *s, set_table *t, uint32_t index, table_needs *needs, bool *is_faulty)
{
    gatherer g = {.s = s, .t = t, .needs = needs, .chunk = t->chunks[index]};
    if (!needs->seen) needs->seen = arena_array(&needs->pool->arena, looked_at, ALIKE);
    if (!needs->seen) return diag_memory(s->diags);
    bx_arena *before = set_into(s, &t->chunks[index]->pool->arena);
    bx_status status = gather_rows(&g, is_faulty);
    set_into(s, before);
    return status;
}
