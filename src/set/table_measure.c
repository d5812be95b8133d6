/* A table's tracks, its cells' lines, its rows' heights. What does not fit its cell is set smaller, step by
 * step, all cells of one role alike, down to the layout's least size; what does not fit then is an error. */
#include "set/table.h"

enum { ROLES = CELL_DATA + 1 };

/* 字号, from large to small, in half points. */
static const int size_steps[] = {84, 72, 52, 48, 44, 36, 32, 30, 28, 24, 21, 18, 15, 13, 11, 10};
enum { STEPS = sizeof size_steps / sizeof *size_steps };

typedef struct measurer {
    setter *s;
    set_table *t;
    int smaller[ROLES]; /* steps below the style's size */
} measurer;

bx_len table_height(const set_table *t, uint32_t from, uint32_t to)
{
    bx_len sum = 0;
    for (uint32_t i = from; i < to; i++) sum += t->heights[i];
    return sum;
}

/* ---- tracks ---- */

static bx_status solve_tracks(measurer *m)
{
    const layout_table *layout = m->t->doc->layout;
    bx_len total = m->s->layout->page.type_area_width - layout->frame_weight, fixed = 0, shares = 0,
           passed = 0;
    for (size_t i = 0; i < layout->track_count; i++)
        fixed += layout->tracks[i].fixed, shares += layout->tracks[i].share;
    if (fixed > total || (fixed == total && shares)) {
        bx_str name = arena_copy(m->s->arena, layout->name);
        if (!name.ptr) return diag_memory(m->s->diags);
        diag_add(m->s->diags, MSG_table_wide, (bx_place){0}, STR(""), name.ptr);
        return BX_BAD_DATA;
    }
    bx_len left = area_left(m->s) + layout->frame_weight / 2, used = 0;
    for (size_t i = 0; i <= layout->track_count; i++) {
        m->t->x[i] = left + used + (shares ? len_scale(total - fixed, passed, shares) : 0);
        if (i < layout->track_count) used += layout->tracks[i].fixed, passed += layout->tracks[i].share;
    }
    return BX_OK;
}

static void own_cells(set_table *t)
{
    for (size_t i = 0; i < t->doc->cell_count; i++) {
        const doc_cell *c = &t->doc->cells[i];
        for (uint32_t r = c->row; r < c->row + c->row_span; r++)
            for (uint32_t x = c->column; x < c->column + c->column_span; x++)
                t->owner[r * t->doc->layout->track_count + x] = (uint32_t)i + 1;
    }
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

static bx_status set_cell_text(measurer *m, set_cell *cell)
{
    static const text_align aligns[] = {TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END};
    const doc_cell *c = cell->cell;
    const layout_table *layout = m->t->doc->layout;
    bx_len width = m->t->x[c->column + c->column_span] - m->t->x[c->column] - 2 * layout->padding_x;
    text_measure measure = {
        .width = width, .align = aligns[c->style->align], .is_balanced = c->style->is_balanced};
    passage words = {c->text, c->source, 0};
    cell->size = smaller_size(c->style->size, m->smaller[c->role], layout->min_size);
    cell->line_gap = len_scale(c->style->line_gap, cell->size, c->style->size);
    BX_TRY(set_words(m->s, &words, c->style, cell->size, &measure, &cell->items, &cell->lines));
    cell->height =
        (bx_len)cell->lines.count * (cell->size + cell->line_gap) - (cell->lines.count ? cell->line_gap : 0);
    return BX_OK;
}

static bool is_cramped(const set_cell *cell)
{
    return cell->lines.is_overfull || cell->lines.used_emergency;
}

static bx_status tell_overflow(const measurer *m, const set_cell *cell)
{
    const value *source = cell->cell->source;
    bx_str path = source ? value_path(source, m->s->arena) : STR(""),
           text = arena_copy(m->s->arena, cell->cell->text);
    if (!path.ptr || !text.ptr) return diag_memory(m->s->diags);
    diag_add(m->s->diags, MSG_cell_overflow, source ? source->at : (bx_place){0}, path, text.ptr);
    return BX_BAD_DATA;
}

/* Set all cells of a role; if one is cramped, all again one step smaller. */
static bx_status set_role(measurer *m, cell_role role)
{
    for (;;) {
        const set_cell *cramped = NULL;
        for (size_t i = 0; i < m->t->doc->cell_count; i++) {
            set_cell *cell = &m->t->cells[i];
            if (cell->cell->role != role) continue;
            BX_TRY(set_cell_text(m, cell));
            if (!is_cramped(cell)) continue;
            cramped = cell;
            if (cell->size > m->t->doc->layout->min_size) break;
        }
        if (!cramped) return BX_OK;
        if (cramped->size <= m->t->doc->layout->min_size) return tell_overflow(m, cramped);
        m->smaller[role]++;
    }
}

/* ---- rows ---- */

static bx_len needed_height(const set_table *t, const set_cell *cell)
{
    return cell->height + 2 * t->doc->layout->padding_y;
}

/* Rows are as high as their own cells ask; a cell over several rows adds what is lacking to all of them
 * alike. */
static void solve_rows(set_table *t)
{
    for (size_t i = 0; i < t->doc->row_count; i++) t->heights[i] = t->doc->layout->row_height;
    for (size_t i = 0; i < t->doc->cell_count; i++) {
        const doc_cell *c = t->cells[i].cell;
        if (c->row_span == 1)
            t->heights[c->row] = len_max(t->heights[c->row], needed_height(t, &t->cells[i]));
    }
    for (size_t i = 0; i < t->doc->cell_count; i++) {
        const doc_cell *c = t->cells[i].cell;
        bx_len lacking = needed_height(t, &t->cells[i]) - table_height(t, c->row, c->row + c->row_span);
        for (uint32_t r = 0; lacking > 0 && r < c->row_span; r++)
            t->heights[c->row + r] +=
                len_scale(lacking, r + 1, c->row_span) - len_scale(lacking, r, c->row_span);
    }
}

bx_len table_repeat_height(const set_table *t, uint32_t row)
{
    const doc_row *r = &t->doc->rows[row];
    return r->is_head ? 0 : table_height(t, r->head_row, r->head_row + r->head_count);
}

/* A cell that the break would divide stands on both pages: each part must hold its text. */
static bool divides_well(const set_table *t, uint32_t first, uint32_t row, const set_cell *cell)
{
    uint32_t from = cell->cell->row > first ? cell->cell->row : first,
             to = cell->cell->row + cell->cell->row_span;
    bx_len needed = needed_height(t, cell);
    return table_height(t, from, row) >= needed && table_height(t, row, to) >= needed;
}

bool table_may_break(const set_table *t, uint32_t first, uint32_t row)
{
    if (t->doc->rows[row].is_head ? t->doc->rows[row].head_row != row : t->doc->rows[row - 1].is_head)
        return false;
    uint32_t tracks = (uint32_t)t->doc->layout->track_count;
    for (uint32_t x = 0; x < tracks; x++) {
        uint32_t owner = table_owner(t, row, x);
        if (owner && owner == table_owner(t, row - 1, x) &&
            !divides_well(t, first, row, &t->cells[owner - 1]))
            return false;
    }
    return true;
}

bx_status table_measure(setter *s, const doc_table *doc, set_table **out)
{
    set_table *t = arena_new(s->arena, set_table);
    if (!t) return diag_memory(s->diags);
    measurer m = {.s = s, .t = t};
    t->doc = doc;
    t->x = arena_array(s->arena, bx_len, doc->layout->track_count + 1);
    t->heights = arena_array(s->arena, bx_len, doc->row_count);
    t->cells = arena_array(s->arena, set_cell, doc->cell_count);
    t->owner = arena_array(s->arena, uint32_t, doc->row_count * doc->layout->track_count);
    if (!t->x || !t->heights || !t->cells || !t->owner) return diag_memory(s->diags);
    for (size_t i = 0; i < doc->cell_count; i++) t->cells[i].cell = &doc->cells[i];
    own_cells(t);
    BX_TRY(solve_tracks(&m));
    for (int role = 0; role < ROLES; role++) BX_TRY(set_role(&m, (cell_role)role));
    solve_rows(t);
    *out = t;
    return BX_OK;
}
