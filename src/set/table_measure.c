/* A table's tracks, its cells' lines, its rows' heights. What does not fit its cell is set smaller, step by
 * step, all cells of one role alike, down to the layout's least size; what does not fit then is an error. */
#include "set/table.h"

enum { ROLES = CELL_DATA + 1 };

/* 字号, from large to small, in half points. */
static const int size_steps[] = {84, 72, 52, 48, 44, 36, 32, 30, 28, 24, 21, 18, 15, 13, 11, 10};
enum { STEPS = sizeof size_steps / sizeof *size_steps };

/* Numbers repeat: a text that was set in this style, size and width is not set again. */
enum { ALIKE = 64 };

typedef struct measurer {
    setter *s;
    set_table *t;
    int smaller[ROLES];          /* steps below the style's size */
    const set_cell *seen[ALIKE]; /* by a sum over text and width; a later one takes an earlier one's place */
    bool is_faulty;              /* some text could not be set, which was told */
} measurer;

/* ---- tracks ---- */

static bx_status solve_tracks(measurer *m)
{
    const layout_table *layout = m->t->doc->layout;
    bx_len total = area_width(m->s, layout->breaks.is_turned) - table_frame_weight(layout), fixed = 0,
           shares = 0, passed = 0;
    for (size_t i = 0; i < layout->track_count; i++)
        fixed += layout->tracks[i].fixed, shares += layout->tracks[i].share;
    if (fixed > total || (fixed == total && shares)) {
        passage words = {layout->name, m->t->chunks[0].doc.cells[0].source, 0};
        BX_TRY(passage_tell(m->s, MSG_table_wide, &words));
        return BX_BAD_DATA;
    }
    bx_len left = area_left(m->s) + table_frame_weight(layout) / 2, used = 0;
    if (!shares) left += (total - fixed) / 2; /* a narrower table stands in the middle */
    for (size_t i = 0; i <= layout->track_count; i++) {
        m->t->x[i] = left + used + (shares ? len_scale(total - fixed, passed, shares) : 0);
        if (i < layout->track_count) used += layout->tracks[i].fixed, passed += layout->tracks[i].share;
    }
    return BX_OK;
}

/* Each place of the grid knows its cell. */
static void own_cell(set_table *t, set_cell *cell)
{
    const doc_cell *c = cell->cell;
    uint32_t tracks = (uint32_t)t->doc->layout->track_count;
    for (uint32_t r = c->row; r < c->row + c->row_span; r++)
        for (uint32_t x = c->column; x < c->column + c->column_span; x++)
            t->chunks[r / CHUNK_ROWS].owner[r % CHUNK_ROWS * tracks + x] = cell;
}

static bool make_chunk(measurer *m, uint32_t index)
{
    set_chunk *chunk = &m->t->chunks[index];
    if (!doc_table_chunk(m->t->doc, m->s->arena, index, &chunk->doc)) return false;
    chunk->cells = arena_array(m->s->arena, set_cell, chunk->doc.cell_count);
    chunk->owner =
        arena_array(m->s->arena, set_cell *, chunk->doc.row_count * m->t->doc->layout->track_count);
    for (size_t i = 0; chunk->cells && i < chunk->doc.cell_count; i++)
        chunk->cells[i].cell = &chunk->doc.cells[i];
    return chunk->cells && chunk->owner;
}

/* A cell may reach into rows of the next chunks. */
static bx_status make_chunks(measurer *m)
{
    uint32_t count = doc_table_chunks(m->t->doc);
    m->t->chunks = arena_array(m->s->arena, set_chunk, count);
    if (!m->t->chunks) return diag_memory(m->s->diags);
    for (uint32_t i = 0; i < count; i++)
        if (!make_chunk(m, i)) return diag_memory(m->s->diags);
    for (uint32_t i = 0; i < count; i++)
        for (size_t n = 0; n < m->t->chunks[i].doc.cell_count; n++) own_cell(m->t, &m->t->chunks[i].cells[n]);
    return BX_OK;
}

/* ---- cells ---- */

static bx_len smaller_size(bx_len size, int steps, bx_len least)
{
    int at = 0;
    while (at + 1 < STEPS && size_steps[at] * (LEN_PT / 2) > size) at++;
    if (!steps) return size;
    if (size_steps[at] * (LEN_PT / 2) < size)
        steps--; /* a size between two steps: the next below is one step */
    at = at + steps < STEPS ? at + steps : STEPS - 1;
    bx_len smaller = size_steps[at] * (LEN_PT / 2);
    return smaller < least ? len_min(least, size) : smaller;
}

static bx_len cell_size(const measurer *m, const set_cell *cell)
{
    const doc_cell *c = cell->cell;
    return smaller_size(c->style->size, m->smaller[c->role], m->t->doc->layout->min_size);
}

static bx_len cell_width(const measurer *m, const set_cell *cell)
{
    const doc_cell *c = cell->cell;
    return m->t->x[c->column + c->column_span] - m->t->x[c->column] - 2 * cell->padding;
}

static const set_cell **find_slot(measurer *m, const set_cell *cell)
{
    bx_str text = cell->cell->text;
    uint64_t sum = (uint64_t)cell_width(m, cell);
    for (size_t i = 0; i < text.len; i++) sum = sum * 31 + (unsigned char)text.ptr[i];
    return &m->seen[sum % ALIKE];
}

static bool is_alike(const measurer *m, const set_cell *a, const set_cell *b)
{
    return a->size == b->size && a->cell->style == b->cell->style && cell_width(m, a) == cell_width(m, b) &&
           str_is_equal(a->cell->text, b->cell->text);
}

static bx_status break_lines(measurer *m, set_cell *cell)
{
    static const text_align aligns[] = {TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END, TEXT_END};
    const doc_cell *c = cell->cell;
    text_measure measure = {
        .width = cell_width(m, cell), .align = aligns[c->style->align], .is_balanced = c->style->is_balanced};
    passage words = {c->text, c->source, 0};
    return set_words(m->s, &words, c->style, cell->size, &measure, &cell->items, &cell->lines);
}

static bx_status set_cell_text(measurer *m, set_cell *cell, bool is_tight)
{
    const doc_cell *c = cell->cell;
    cell->padding = m->t->doc->layout->padding_x / (is_tight ? 2 : 1);
    cell->size = cell_size(m, cell);
    cell->line_gap = len_scale(c->style->line_gap, cell->size, c->style->size);
    const set_cell **slot = find_slot(m, cell);
    if (*slot && *slot != cell && is_alike(m, *slot, cell)) {
        cell->items = (*slot)->items;
        cell->lines = (*slot)->lines;
    } else {
        BX_TRY(break_lines(m, cell));
        *slot = cell;
    }
    cell->height =
        (bx_len)cell->lines.count * (cell->size + cell->line_gap) - (cell->lines.count ? cell->line_gap : 0);
    return BX_OK;
}

static bool is_cramped(const set_cell *cell)
{
    return cell->lines.is_overfull || cell->lines.used_emergency;
}

/* A long number rather comes nearer to the rules than makes all the others smaller. */
static bx_status set_cell_at_size(measurer *m, set_cell *cell)
{
    BX_TRY(set_cell_text(m, cell, false));
    return is_cramped(cell) && cell->cell->role == CELL_DATA ? set_cell_text(m, cell, true) : BX_OK;
}

/* Set a cell, its role smaller if need be. */
static bx_status fit_cell(measurer *m, set_cell *cell)
{
    BX_TRY(set_cell_at_size(m, cell));
    while (is_cramped(cell) && cell->size > m->t->doc->layout->min_size) {
        m->smaller[cell->cell->role]++;
        BX_TRY(set_cell_at_size(m, cell));
    }
    if (!is_cramped(cell)) return BX_OK;
    passage words = {cell->cell->text, cell->cell->source, 0};
    BX_TRY(passage_tell(m->s, MSG_cell_overflow, &words));
    return BX_BAD_DATA;
}

static bx_status set_role_in(measurer *m, cell_role role, set_chunk *chunk)
{
    for (size_t i = 0; i < chunk->doc.cell_count; i++) {
        set_cell *cell = &chunk->cells[i];
        if (cell->cell->role != role || cell->size == cell_size(m, cell)) continue;
        bx_status status = fit_cell(m, cell);
        if (status != BX_OK && status != BX_BAD_DATA) return status;
        m->is_faulty |= status == BX_BAD_DATA;
    }
    return BX_OK;
}

/* All cells of a role are of one size: those set before it became smaller are set again. What is at fault is
 * told, and setting goes on, so that all of it is told in one run. */
static bx_status set_role(measurer *m, cell_role role)
{
    for (int before = -1; before != m->smaller[role];) {
        before = m->smaller[role];
        for (uint32_t i = 0; i < doc_table_chunks(m->t->doc); i++)
            BX_TRY(set_role_in(m, role, &m->t->chunks[i]));
    }
    return BX_OK;
}

/* ---- rows ---- */

/* A cell over several rows adds what is lacking to all of them alike. */
static void stretch_rows(const set_table *t, const set_cell *cell, bx_len *heights)
{
    const doc_cell *c = cell->cell;
    bx_len lacking = table_cell_height(t, cell);
    for (uint32_t r = 0; r < c->row_span; r++) lacking -= heights[c->row + r];
    for (uint32_t r = 0; lacking > 0 && r < c->row_span; r++)
        heights[c->row + r] += len_scale(lacking, r + 1, c->row_span) - len_scale(lacking, r, c->row_span);
}

static void stretch_all(const set_table *t, bx_len *heights, bool is_spanning)
{
    for (uint32_t i = doc_table_chunks(t->doc); i-- > 0;)
        for (size_t n = t->chunks[i].doc.cell_count; n-- > 0;) {
            const set_cell *cell = &t->chunks[i].cells[n];
            if ((cell->cell->row_span > 1) == is_spanning) stretch_rows(t, cell, heights);
        }
}

/* Rows are as high as their own cells ask, then as those over several rows do, inner groups first: what they
 * add serves the groups around them too. */
static bx_status solve_rows(const measurer *m)
{
    set_table *t = m->t;
    uint32_t rows = t->doc->row_count;
    bx_len *heights = arena_array(m->s->arena, bx_len, rows);
    if (!heights) return diag_memory(m->s->diags);
    for (uint32_t i = 0; i < rows; i++)
        heights[i] = len_max(t->doc->layout->row_height, table_row(t, i)->min_height);
    stretch_all(t, heights, false);
    stretch_all(t, heights, true);
    for (uint32_t i = 0; i < rows; i++) t->y[i + 1] = t->y[i] + heights[i];
    return BX_OK;
}

bx_status table_measure(setter *s, const doc_table *doc, set_table **out)
{
    set_table *t = arena_new(s->arena, set_table);
    if (!t) return diag_memory(s->diags);
    measurer m = {.s = s, .t = t};
    t->doc = doc;
    t->x = arena_array(s->arena, bx_len, doc->layout->track_count + 1);
    t->y = arena_array(s->arena, bx_len, (size_t)doc->row_count + 1);
    if (!t->x || !t->y) return diag_memory(s->diags);
    BX_TRY(make_chunks(&m));
    BX_TRY(solve_tracks(&m));
    for (int role = 0; role < ROLES; role++) BX_TRY(set_role(&m, (cell_role)role));
    *out = t;
    return m.is_faulty ? BX_BAD_DATA : solve_rows(&m);
}
