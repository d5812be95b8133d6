/* The lowest table: where not every text can stand in one line, room is given to the tracks where it saves
 * most lines. Two free widths at a time share their room anew, at every place where some cell needs a line
 * more or less, until that lowers nothing any more. The work is bounded by a number of trials, never by time,
 * so that every machine finds the same widths. */
#include <stdlib.h>

#include "set/table_needs.h"

enum {
    SWEEPS_MAX = 6,
    TRIALS_MAX = 4000,
    WORK_MAX = 1500000, /* cells looked at in all trials */
    PLACES_MAX = 128    /* where two widths may part, at most */
};

typedef struct balancer {
    track_widths *w;
    const set_table *t;
    bx_len *heights;          /* of the known rows */
    const known_cell **order; /* those over several rows, over fewer ones first */
    size_t order_count;
    bx_len *places; /* PLACES_MAX of them */
    size_t place_count;
    bx_len *best; /* the free widths of the lowest table so far */
    size_t trials, trials_max;
} balancer;

/* ---- the height at given widths ---- */

static bx_len span_width(const track_widths *w, const cell_kind *kind)
{
    bx_len width = 0;
    for (uint32_t i = kind->column; i < kind->column + kind->column_span; i++) width += track_width(w, i);
    return width;
}

static bx_len padding_of(const balancer *b, const cell_kind *kind)
{
    bx_len padding = b->t->doc->layout->padding_x;
    return 2 * (kind->role == CELL_DATA && b->t->is_tight ? padding / 2 : padding);
}

/* A width in the type that is set, as one in the style's own. */
static bx_len own_width(const balancer *b, const cell_kind *kind, bx_len width)
{
    bx_len size = table_type_size(b->t, kind->style, kind->role), pitch = b->t->types[kind->role].pitch;
    return len_scale(len_scale(width, kind->style->size, size), EM, pitch);
}

static bx_len height_of(const balancer *b, const known_cell *cell)
{
    const style *style = cell->kind->style;
    bx_len size = table_type_size(b->t, style, cell->kind->role),
           gap = len_scale(style->line_gap, size, style->size),
           width = span_width(b->w, cell->kind) - padding_of(b, cell->kind);
    bx_len lines = text_lines_at(&cell->widths, own_width(b, cell->kind, width));
    return lines * (size + gap) - gap + 2 * b->t->doc->layout->padding_y;
}

/* The place of a row among those known, or of the next one. */
static size_t find_row(const table_needs *needs, uint32_t row)
{
    size_t low = 0, high = needs->rows.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (needs->rows.items[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void raise_rows(const balancer *b, const known_cell *cell)
{
    size_t from = find_row(b->w->needs, cell->row), to = find_row(b->w->needs, cell->row + cell->row_span);
    bx_len lacking = height_of(b, cell);
    for (size_t i = from; i < to; i++) lacking -= b->heights[i];
    if (lacking > 0) b->heights[to - 1] += lacking;
}

/* Of all known rows together; those over several rows last, as when they are set. */
static bx_len height_at(balancer *b)
{
    const table_needs *needs = b->w->needs;
    bx_len sum = 0;
    b->trials++;
    for (size_t i = 0; i < needs->rows.count; i++) b->heights[i] = needs->rows.items[i].height;
    for (size_t i = 0; i < needs->cells.count; i++)
        if (needs->cells.items[i].row_span == 1) raise_rows(b, &needs->cells.items[i]);
    for (size_t i = 0; i < b->order_count; i++) raise_rows(b, b->order[i]);
    for (size_t i = 0; i < needs->rows.count; i++) sum += b->heights[i];
    return sum;
}

static int by_span(const void *left, const void *right)
{
    const known_cell *a = *(const known_cell *const *)left, *b = *(const known_cell *const *)right;
    if (a->row_span != b->row_span) return a->row_span < b->row_span ? -1 : 1;
    return a < b ? -1 : a > b; /* they lie in one list */
}

static bool order_spans(balancer *b, bx_arena *arena)
{
    const table_needs *needs = b->w->needs;
    b->order = arena_array(arena, const known_cell *, needs->cells.count);
    if (!b->order) return false;
    for (size_t i = 0; i < needs->cells.count; i++)
        if (needs->cells.items[i].row_span > 1) b->order[b->order_count++] = &needs->cells.items[i];
    if (b->order_count) qsort(b->order, b->order_count, sizeof *b->order, by_span);
    return true;
}

/* ---- places where a cell needs a line more or less ---- */

static void add_place(balancer *b, bx_len width, bx_len least, bx_len most)
{
    if (width < least || width > most || b->place_count == PLACES_MAX) return;
    for (size_t i = 0; i < b->place_count; i++)
        if (b->places[i] == width) return;
    b->places[b->place_count++] = width;
}

/* How much of a free width the tracks under a cell have; EM. */
static bx_len weight_in(const track_widths *w, const cell_kind *kind, int free)
{
    bx_len weight = 0;
    for (uint32_t i = kind->column; i < kind->column + kind->column_span; i++)
        if (w->free_of[i] == free) weight += w->fixed_or_em[i];
    return weight;
}

/* The widths of `free` at which a cell's lines change, the others as they are; as widths of `as`, where both
 * share their room. */
static void add_places_of(balancer *b, const known_cell *cell, int free, int as)
{
    const track_widths *w = b->w;
    const free_width *f = &w->frees[free], *a = &w->frees[as];
    bx_len weight = weight_in(w, cell->kind, free);
    if (!weight) return;
    bx_len others = span_width(w, cell->kind) - len_scale(f->width, weight, EM),
           both = len_scale(f->width, f->weight, EM) + len_scale(a->width, a->weight, EM),
           most = free == as ? INT64_MAX : (both - len_scale(f->least, f->weight, EM)) * EM / a->weight;
    for (uint32_t i = 0; i < cell->widths.count; i++) {
        bx_len wanted = table_type_width(b->t, cell->kind->style, cell->kind->role, cell->widths.of[i]) +
                        padding_of(b, cell->kind) - others;
        bx_len width = len_max((wanted * EM + weight - 1) / weight, f->least);
        if (free != as) width = (both - len_scale(width, f->weight, EM)) * EM / a->weight;
        add_place(b, width, a->least, most);
    }
}

/* Evenly from all cells, where there are more than can be tried. */
static void find_places(balancer *b, int one, int other)
{
    size_t count = b->w->needs->cells.count, step = 1 + count * 4 / PLACES_MAX;
    b->place_count = 0;
    for (size_t from = 0; from < step; from++)
        for (size_t i = from; i < count && b->place_count < PLACES_MAX; i += step) {
            const known_cell *cell = &b->w->needs->cells.items[i];
            add_places_of(b, cell, one, one);
            if (other >= 0) add_places_of(b, cell, other, one);
        }
}

/* ---- the search ---- */

/* Of the room of two widths `one` gets so much, the other what is left; false: not as much as is asked. */
static bool part(balancer *b, int one, int other, bx_len both, bx_len width)
{
    free_width *a = &b->w->frees[one], *o = &b->w->frees[other];
    bx_len left = (both - len_scale(width, a->weight, EM)) * EM / o->weight;
    if (width < a->least || left < o->least) return false;
    a->width = width;
    o->width = left;
    return true;
}

static bx_len part_best(balancer *b, int one, int other, bx_len lowest)
{
    free_width *a = &b->w->frees[one], *o = &b->w->frees[other], best = *a, best_other = *o;
    bx_len both = len_scale(a->width, a->weight, EM) + len_scale(o->width, o->weight, EM);
    find_places(b, one, other);
    for (size_t i = 0; i < b->place_count && b->trials < b->trials_max; i++) {
        if (!part(b, one, other, both, b->places[i])) continue;
        bx_len height = height_at(b);
        if (height >= lowest) continue;
        lowest = height;
        best = *a, best_other = *o;
    }
    *a = best, *o = best_other;
    return lowest;
}

static bx_len lower(balancer *b, bx_len lowest)
{
    for (int sweep = 0; sweep < SWEEPS_MAX; sweep++) {
        bx_len before = lowest;
        for (int one = 0; one < b->w->free_count; one++)
            for (int other = one + 1; other < b->w->free_count; other++)
                lowest = part_best(b, one, other, lowest);
        if (lowest == before) break;
    }
    return lowest;
}

/* ---- where to begin, how to end ---- */

/* All alike between what they ask at least and what is natural; or all that is more than that to one. */
static void begin_with(track_widths *w, int favoured)
{
    bx_len least = 0, more = 0;
    for (int i = 0; i < w->free_count; i++) {
        const free_width *f = &w->frees[i];
        least += len_scale(f->least, f->weight, EM);
        more += len_scale(f->natural - f->least, f->weight, EM);
    }
    for (int i = 0; i < w->free_count; i++) {
        free_width *f = &w->frees[i];
        f->width = f->least;
        if (favoured == i) f->width += len_scale(w->room - least, EM, f->weight);
        if (favoured < 0 && more) f->width += len_scale(f->natural - f->least, w->room - least, more);
    }
}

/* From several beginnings, for a way that goes down may end in a hollow. */
static bx_len find_lowest(balancer *b)
{
    track_widths *w = b->w;
    bx_len lowest = INT64_MAX;
    for (int start = -1; start < w->free_count && b->trials < b->trials_max; start++) {
        begin_with(w, start);
        bx_len height = lower(b, height_at(b));
        if (height >= lowest) continue;
        lowest = height;
        for (int i = 0; i < w->free_count; i++) b->best[i] = w->frees[i].width;
    }
    for (int i = 0; i < w->free_count; i++) w->frees[i].width = b->best[i];
    return lowest;
}

/* What a width has beyond the last line it saves is room for all. */
static void take_in(balancer *b, int one, bx_len lowest)
{
    free_width *f = &b->w->frees[one];
    bx_len best = f->width;
    find_places(b, one, -1);
    add_place(b, f->least, f->least, best);
    for (size_t i = 0; i < b->place_count; i++) {
        if (b->places[i] >= best) continue;
        f->width = b->places[i];
        if (height_at(b) <= lowest) best = f->width;
    }
    f->width = best;
}

/* The room that no line needs, to all in proportion to what they still lack. */
static void spread(track_widths *w)
{
    bx_len room = w->room, lack = 0, whole = 0;
    for (int i = 0; i < w->free_count; i++) {
        const free_width *f = &w->frees[i];
        room -= len_scale(f->width, f->weight, EM);
        lack += len_scale(len_max(f->natural - f->width, 0), f->weight, EM);
        whole += len_scale(f->width, f->weight, EM);
    }
    for (int i = 0; i < w->free_count && room > 0; i++) {
        free_width *f = &w->frees[i];
        f->width += lack ? len_scale(len_max(f->natural - f->width, 0), room, lack)
                         : len_scale(f->width, room, len_max(whole, 1));
    }
}

bool table_balance(track_widths *w)
{
    bx_arena *arena = &w->needs->pool->arena;
    balancer b = {.w = w, .t = w->t};
    b.heights = arena_array(arena, bx_len, w->needs->rows.count);
    b.places = arena_array(arena, bx_len, PLACES_MAX);
    b.best = arena_array(arena, bx_len, (size_t)w->free_count);
    if (!b.heights || !b.places || !b.best || !order_spans(&b, arena)) return false;
    size_t cells = w->needs->cells.count + 1;
    b.trials_max = cells * TRIALS_MAX > WORK_MAX ? WORK_MAX / cells : TRIALS_MAX;
    bx_len lowest = find_lowest(&b);
    for (int i = 0; i < w->free_count; i++) take_in(&b, i, lowest);
    spread(w);
    return true;
}
