/* A table's rows, so many at a time: all of them are looked at once for the type sizes; then each chunk is
 * set when the flow comes to it, its rows get their heights, and it is forgotten when no page needs it. */
#include "set/table_needs.h"

/* ---- chunks ---- */

/* Each place of a chunk's grid knows its cell, which may begin in an earlier chunk and reach into later ones.
 */
static void own_places(const set_table *t, set_chunk *chunk, set_cell *cell)
{
    const doc_cell *c = cell->cell;
    uint32_t tracks = (uint32_t)t->doc->layout->track_count, first = chunk->doc.first_row;
    for (uint32_t r = c->row > first ? c->row : first;
         r < c->row + c->row_span && r < first + chunk->doc.row_count; r++)
        for (uint32_t x = c->column; x < c->column + c->column_span; x++)
            chunk->owner[(r - first) * tracks + x] = cell;
}

static bool fill_chunk(const set_table *t, set_chunk *chunk, uint32_t index)
{
    bx_arena *arena = &chunk->pool->arena;
    if (!doc_table_chunk(t->doc, arena, index, &chunk->doc)) return false;
    chunk->cells = arena_array(arena, set_cell, chunk->doc.cell_count);
    chunk->owner = arena_array(arena, set_cell *, chunk->doc.row_count * t->doc->layout->track_count);
    if (!chunk->cells || !chunk->owner) return false;
    for (size_t i = 0; i < t->open.count; i++) own_places(t, chunk, t->open.items[i]);
    for (size_t i = 0; i < chunk->doc.cell_count; i++) {
        set_cell *cell = &chunk->cells[i];
        cell->cell = &chunk->doc.cells[i];
        own_places(t, chunk, cell);
        uint32_t end = cell->cell->row + cell->cell->row_span;
        if (end > chunk->reach) chunk->reach = end;
    }
    return true;
}

static bx_status open_chunk(setter *s, set_table *t, uint32_t index)
{
    set_pool *pool = pool_new(s);
    set_chunk *chunk = pool ? arena_new(&pool->arena, set_chunk) : NULL;
    if (!chunk) return diag_memory(s->diags);
    chunk->pool = pool;
    t->chunks[index] = chunk;
    return fill_chunk(t, chunk, index) ? BX_OK : diag_memory(s->diags);
}

static void close_chunk(setter *s, set_table *t, uint32_t index)
{
    if (t->chunks[index]) pool_free(s, t->chunks[index]->pool);
    t->chunks[index] = NULL;
}

/* ---- heights ---- */

/* A cell over several rows adds what is lacking to all of them alike that still can grow. */
static void stretch_rows(const set_table *t, const set_chunk *chunk, const set_cell *cell, bx_len *heights)
{
    const doc_cell *c = cell->cell;
    uint32_t first = chunk->doc.first_row, from = c->row > first ? c->row - first : 0,
             to = c->row + c->row_span - first;
    bx_len lacking = table_cell_height(t, cell);
    if (c->row < first) lacking -= table_height(t, c->row, first);
    for (uint32_t r = from; r < to; r++) lacking -= heights[r];
    for (uint32_t r = from; lacking > 0 && r < to; r++)
        heights[r] += len_scale(lacking, r + 1 - from, to - from) - len_scale(lacking, r - from, to - from);
}

static bool ends_in(const set_chunk *chunk, const set_cell *cell)
{
    return cell->cell->row + cell->cell->row_span <= chunk->doc.first_row + chunk->doc.row_count;
}

static uint32_t longest_span(const set_chunk *chunk)
{
    uint32_t longest = 1;
    for (size_t n = 0; n < chunk->doc.cell_count; n++) {
        uint32_t span = chunk->cells[n].cell->row_span;
        if (span > longest && ends_in(chunk, &chunk->cells[n])) longest = span;
    }
    return longest;
}

static void stretch_all(const set_table *t, const set_chunk *chunk, bx_len *heights, uint32_t span)
{
    for (size_t n = chunk->doc.cell_count; n-- > 0;) {
        const set_cell *cell = &chunk->cells[n];
        if (cell->cell->row_span == span && ends_in(chunk, cell)) stretch_rows(t, chunk, cell, heights);
    }
}

/* Rows are as high as their own cells ask, then as those over several rows do, inner groups first: what they
 * add serves the groups around them too. */
static void solve_rows(set_table *t, const set_chunk *chunk)
{
    bx_len heights[CHUNK_ROWS] = {0};
    uint32_t first = chunk->doc.first_row, count = chunk->doc.row_count;
    for (uint32_t i = 0; i < count; i++)
        heights[i] = len_max(t->doc->layout->row_height, chunk->doc.rows[i].min_height);
    uint32_t longest = longest_span(chunk);
    for (uint32_t span = 1; span <= longest; span++) stretch_all(t, chunk, heights, span);
    for (size_t i = t->open.count; i-- > 0;)
        if (ends_in(chunk, t->open.items[i])) stretch_rows(t, chunk, t->open.items[i], heights);
    for (uint32_t i = 0; i < count; i++) t->y[first + i + 1] = t->y[first + i] + heights[i];
    t->measured = first + count;
}

/* Which cells reach into the next chunk. */
static bx_status note_open(setter *s, set_table *t, const set_chunk *chunk)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->open.count; i++)
        if (!ends_in(chunk, t->open.items[i])) t->open.items[kept++] = t->open.items[i];
    t->open.count = kept;
    for (size_t i = 0; i < chunk->doc.cell_count; i++) {
        if (ends_in(chunk, &chunk->cells[i])) continue;
        set_cell **slot = vec_push(&t->pool->arena, &t->open);
        if (!slot) return diag_memory(s->diags);
        *slot = &chunk->cells[i];
    }
    return BX_OK;
}

/* ---- coming and going ---- */

bx_status table_need(setter *s, set_table *t, uint32_t row)
{
    while (t->measured <= row) {
        uint32_t index = t->measured / CHUNK_ROWS;
        bool is_faulty = false;
        if (!t->chunks[index]) BX_TRY(open_chunk(s, t, index));
        BX_TRY(table_set_cells(s, t, t->chunks[index], &is_faulty));
        if (is_faulty) return BX_BAD_DATA;
        solve_rows(t, t->chunks[index]);
        BX_TRY(note_open(s, t, t->chunks[index]));
    }
    return BX_OK;
}

/* Are some of these the head rows that may stand again above a row? */
static bool has_head_of(const set_chunk *chunk, const doc_row *row)
{
    uint32_t first = chunk->doc.first_row;
    return row->head_row < first + chunk->doc.row_count && row->head_row + row->head_count > first;
}

void table_release(setter *s, set_table *t, uint32_t row)
{
    if (row == t->doc->row_count) {
        for (uint32_t i = 0; i < t->row_chunks; i++) close_chunk(s, t, i);
        pool_free(s, t->pool);
        return;
    }
    const doc_row *next = table_row(t, row);
    t->released = row;
    for (uint32_t i = 0; i < row / CHUNK_ROWS; i++) {
        const set_chunk *chunk = t->chunks[i];
        if (chunk && chunk->reach <= row && !has_head_of(chunk, next)) close_chunk(s, t, i);
    }
}

/* ---- before any row is set ---- */

static bool has_free_tracks(const layout_table *layout)
{
    for (size_t i = 0; i < layout->track_count; i++)
        if (layout->tracks[i].kind == TRACK_CONTENT || layout->tracks[i].kind == TRACK_EQUAL) return true;
    return false;
}

/* Do something with each chunk. The first one stays, for it is needed next. */
static bx_status gather_all(setter *s, set_table *t, table_needs *needs, bool *is_faulty)
{
    for (uint32_t i = 0; i < t->row_chunks; i++) {
        BX_TRY(open_chunk(s, t, i));
        BX_TRY(table_gather(s, t, i, needs, is_faulty));
        if (i) close_chunk(s, t, i);
    }
    return BX_OK;
}

/* Tell all cells that do not fit; a text that cannot be set at all has been told already. */
static bx_status tell_unfit(setter *s, set_table *t, bool *is_faulty)
{
    bx_diags *told = s->text.diags;
    bx_status status = BX_OK;
    if (!(s->text.diags = bx_diags_new())) status = diag_memory(s->diags);
    for (uint32_t i = 0; i < t->row_chunks && status == BX_OK; i++) {
        if (i) status = open_chunk(s, t, i);
        if (status == BX_OK) status = table_set_cells(s, t, t->chunks[i], is_faulty);
        if (i && t->chunks[i]) close_chunk(s, t, i);
    }
    if (status != BX_OK && s->text.diags && diag_status(s->text.diags) == BX_BAD_MACHINE) diag_memory(told);
    bx_diags_free(s->text.diags);
    s->text.diags = told;
    return status;
}

/* Tracks and types, for which all cells are looked at. */
static bx_status solve(setter *s, set_table *t)
{
    bool is_faulty = false, is_fitting = false;
    table_needs needs = {.pool = pool_new(s), .stride = 1, .has_known = has_free_tracks(t->doc->layout)};
    if (!needs.pool) return diag_memory(s->diags);
    needs.kinds = arena_array(&needs.pool->arena, cell_kind *, t->doc->layout->track_count);
    if (!needs.kinds) return diag_memory(s->diags);
    BX_TRY(gather_all(s, t, &needs, &is_faulty));
    BX_TRY(table_solve_widths(s, t, &needs, &is_fitting));
    pool_free(s, needs.pool);
    if (!is_fitting) BX_TRY(tell_unfit(s, t, &is_faulty));
    return is_faulty ? BX_BAD_DATA : BX_OK;
}

bx_status table_measure(setter *s, const doc_table *doc, set_table **out)
{
    set_pool *pool = pool_new(s);
    set_table *t = pool ? arena_new(&pool->arena, set_table) : NULL;
    if (!t) return diag_memory(s->diags);
    t->pool = pool;
    t->doc = doc;
    t->row_chunks = doc_table_chunks(doc);
    t->x = arena_array(&pool->arena, bx_len, doc->layout->track_count + 1);
    t->y = arena_array(&pool->arena, bx_len, (size_t)doc->row_count + 1);
    t->chunks = arena_array(&pool->arena, set_chunk *, t->row_chunks);
    if (!t->x || !t->y || !t->chunks) return diag_memory(s->diags);
    for (int role = 0; role < CELL_ROLES; role++) t->types[role].pitch = EM;
    *out = t;
    return solve(s, t);
}
