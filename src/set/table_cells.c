/* The lines of a table's cells. What does not fit its cell is set smaller, step by step, all cells of one
 * role alike, down to the layout's least size; what does not fit then is an error. */
#include "set/table.h"

/* 字号, from large to small, in half points. */
static const int size_steps[] = {84, 72, 52, 48, 44, 36, 32, 30, 28, 24, 21, 18, 15, 13, 11, 10};
enum { STEPS = sizeof size_steps / sizeof *size_steps };

/* Numbers repeat: a text that was set in this style, size and width is not set again. */
enum { ALIKE = 64 };

typedef struct cell_fitter {
    setter *s;
    set_table *t;
    const set_cell *seen[ALIKE]; /* by a sum over text and width; a later one takes an earlier one's place */
} cell_fitter;

/* The size some steps of 字号 below the style's. */
static bx_len smaller_size(bx_len size, int steps, bx_len least)
{
    for (int i = 0; i < STEPS && steps > 0; i++) {
        bx_len step = size_steps[i] * LEN_PT / 2;
        if (step >= size) continue;
        size = step;
        steps--;
    }
    return len_max(size, least);
}

static bx_len cell_size(const cell_fitter *f, const set_cell *cell)
{
    const doc_cell *c = cell->cell;
    return smaller_size(c->style->size, f->t->smaller[c->role], f->t->doc->layout->min_size);
}

static bx_len cell_width(const cell_fitter *f, const set_cell *cell)
{
    return table_part_width(f->t, cell) - 2 * cell->padding;
}

static const set_cell **find_slot(cell_fitter *f, const set_cell *cell)
{
    bx_str text = cell->cell->text;
    uint64_t sum = (uint64_t)cell_width(f, cell);
    for (size_t i = 0; i < text.len; i++) sum = sum * 31 + (unsigned char)text.ptr[i];
    return &f->seen[sum % ALIKE];
}

static bool is_alike(const cell_fitter *f, const set_cell *a, const set_cell *b)
{
    return a->size == b->size && a->cell->style == b->cell->style && cell_width(f, a) == cell_width(f, b) &&
           str_is_equal(a->cell->text, b->cell->text);
}

static bx_status break_lines(cell_fitter *f, set_cell *cell)
{
    static const text_align aligns[] = {TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END, TEXT_END};
    const doc_cell *c = cell->cell;
    text_measure measure = {
        .width = cell_width(f, cell), .align = aligns[c->style->align], .is_balanced = c->style->is_balanced};
    passage words = {c->text, c->source, 0};
    return set_words(f->s, &words, c->style, cell->size, &measure, &cell->items, &cell->lines);
}

static bx_status set_cell_text(cell_fitter *f, set_cell *cell, bool is_tight)
{
    const doc_cell *c = cell->cell;
    cell->padding = f->t->doc->layout->padding_x / (is_tight ? 2 : 1);
    cell->size = cell_size(f, cell);
    cell->line_gap = len_scale(c->style->line_gap, cell->size, c->style->size);
    const set_cell **slot = find_slot(f, cell);
    if (*slot && *slot != cell && is_alike(f, *slot, cell)) {
        cell->items = (*slot)->items;
        cell->lines = (*slot)->lines;
    } else {
        BX_TRY(break_lines(f, cell));
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

static bx_status set_labels(cell_fitter *f, set_cell *cell)
{
    const style *style = cell->cell->style;
    cell->size = cell_size(f, cell);
    cell->line_gap = len_scale(style->line_gap, cell->size, style->size);
    return table_measure_diagonal(f->s, f->t, cell);
}

/* A long number rather comes nearer to the rules than makes all the others smaller. */
static bx_status set_cell_at_size(cell_fitter *f, set_cell *cell)
{
    if (cell->cell->label_count) return set_labels(f, cell);
    BX_TRY(set_cell_text(f, cell, false));
    return is_cramped(cell) && cell->cell->role == CELL_DATA ? set_cell_text(f, cell, true) : BX_OK;
}

/* Set a cell, its role smaller if need be. */
static bx_status fit_cell(cell_fitter *f, set_cell *cell)
{
    BX_TRY(set_cell_at_size(f, cell));
    while (is_cramped(cell) && cell->size > f->t->doc->layout->min_size) {
        f->t->smaller[cell->cell->role]++;
        BX_TRY(set_cell_at_size(f, cell));
    }
    if (!is_cramped(cell)) return BX_OK;
    const doc_cell *c = cell->cell;
    passage words = {c->label_count ? c->labels[0].text : c->text, c->source, 0};
    BX_TRY(passage_tell(f->s, MSG_cell_overflow, &words));
    return BX_BAD_DATA;
}

/* In each panel that it reaches into. */
static bx_status fit_parts(cell_fitter *f, set_cell *cell, bool *is_faulty)
{
    for (; cell; cell = cell->further) {
        if (cell->size == cell_size(f, cell)) continue;
        bx_status status = fit_cell(f, cell);
        if (status != BX_OK && status != BX_BAD_DATA) return status;
        *is_faulty |= status == BX_BAD_DATA;
    }
    return BX_OK;
}

static bx_status fit_all(cell_fitter *f, set_chunk *chunk, bool *is_faulty)
{
    for (size_t i = 0; i < chunk->doc.cell_count; i++) BX_TRY(fit_parts(f, &chunk->cells[i], is_faulty));
    return BX_OK;
}

/* All cells of a role are of one size: those set before it became smaller are set again. What is at fault is
 * told, and setting goes on, so that all of it is told in one run. */
bx_status table_fit_cells(setter *s, set_table *t, set_chunk *chunk, bool *is_faulty)
{
    cell_fitter f = {.s = s, .t = t};
    int before[CELL_ROLES];
    bx_arena *outside = set_into(s, &chunk->pool->arena);
    bx_status status = BX_OK;
    do {
        memcpy(before, t->smaller, sizeof before);
        status = fit_all(&f, chunk, is_faulty);
    } while (status == BX_OK && memcmp(before, t->smaller, sizeof before) != 0);
    set_into(s, outside);
    return status;
}
