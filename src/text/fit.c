/* Items to lines over the whole paragraph: of all ways to break it, the one whose lines cost least together
 * (as Knuth and Plass do), with the means Chinese has. Costs rank as CLREQ's spirit asks: no change <
 * tightening < loosening < tightening at stops; bad breaks only where nothing else serves. Everything is in
 * whole numbers, so that every machine chooses alike. Time is linear in the paragraph: from each place only
 * the few ends are weighed that give a line about as long as the measure. */
#include "text/fit.h"

enum {
    COST_LINE = 8,          /* fewer lines, all else equal */
    COST_TIGHTEN = 10,      /* the least of any tightening */
    COST_TIGHTEN_FULL = 30, /* more, when a step is used up */
    COST_TIGHTEN_EM = 40,   /* more, for an em; by the square */
    COST_CROWDED = 5000,    /* more than two characters taken in: too dense to read well */
    COST_LOOSEN = 100,      /* more than any tightening but that of stops */
    COST_LOOSEN_FULL = 30,  /* more, when word spaces and Chinese-Latin gaps are used up */
    COST_STOPS = 300,       /* the least where blanks behind 。？！ are tightened */
    COST_STOPS_FULL = 100,
    COST_POOR_BREAK = 60,
    COST_BAD_BREAK = 2000,
    COST_RUNT = 1000,          /* 孤字 */
    COST_EMERGENCY = 60000,    /* inside a word */
    COST_RAGGED_LINE = 100000, /* unjustified: as few lines as may be */
    COST_NEVER = 100000000,    /* against the prohibitions: only where a line could not be set at all */
    GAPS_FEW = 10              /* a line with fewer gaps is reckoned to have so many */
};

/* A line never holds more items, hair-thin ones included. */
enum { LINE_ITEMS_MAX = 1024 };

static bx_len indent_of(const fitter *f, size_t from)
{
    bool is_first = text_is_indented(f->items, f->measure, from);
    return is_first ? f->measure->indent_first : f->measure->indent_rest;
}

static bx_len measure_of(const fitter *f, size_t from)
{
    return f->measure->width - indent_of(f, from);
}

/* CLREQ 孤字: a last line of one character, or one number or word no longer than that, with its marks. */
static bool is_runt(const fitter *f, size_t from, const line_sum *line)
{
    return from > 0 && line->words < 2 && line->words_width < 2 * f->items->items[from].em;
}

static int64_t cost_of_tightening(const line_sum *line, bx_len wanted, bx_len em)
{
    if (wanted > line->tighten + line->stops) return -1;
    int64_t tenths = wanted * 10 / em, cost = COST_TIGHTEN_EM * tenths * tenths / 100;
    if (wanted > 2 * em) cost += COST_CROWDED;
    if (wanted <= line->tighten) {
        int64_t part = wanted * 100 / line->tighten;
        return cost + COST_TIGHTEN + COST_TIGHTEN_FULL * part * part / 10000;
    }
    return cost + COST_STOPS + COST_STOPS_FULL * (wanted - line->tighten) / line->stops;
}

/* By the square of what each gap grows, in thousandths of an em. A line with few gaps stays loose or short;
 * that is not so grave that a word should be parted for it. */
static int64_t cost_of_loosening(const line_sum *line, bx_len wanted, bx_len em)
{
    if (wanted <= line->loosen) {
        int64_t part = wanted * 100 / line->loosen;
        return COST_LOOSEN + COST_LOOSEN_FULL * part * part / 10000;
    }
    int64_t per_mille =
        (wanted - line->loosen) * 1000 / ((line->gaps > GAPS_FEW ? line->gaps : GAPS_FEW) * em);
    return COST_LOOSEN + COST_LOOSEN_FULL * (line->loosen > 0) + per_mille * per_mille / 10;
}

/* Unjustified lines: few and full; the last takes what is left. */
static int64_t cost_of_ragged(bx_len slack, bx_len em, bool is_last)
{
    if (slack < -LINE_TOLERANCE) return -1;
    int64_t tenths = len_max(slack, 0) * 10 / em;
    return COST_RAGGED_LINE + (is_last ? 0 : tenths);
}

/* Cost of the line from an item up to `to`; negative: it cannot be set. */
static int64_t cost_of_line(const fitter *f, size_t from, size_t to, const line_sum *line)
{
    const text_item *last = &f->items->items[to - 1];
    bool is_last = last->break_after == BREAK_MUST;
    bx_len em = last->em > 0 ? last->em : 1;
    bx_len slack = measure_of(f, from) - line->natural;
    if (line->ink_end > from) slack += line_hang(&f->line, line->ink_end - 1, -slack);
    if (f->measure->align != TEXT_JUSTIFY) return cost_of_ragged(slack, em, is_last);
    int64_t cost = COST_LINE;
    if (slack < -LINE_TOLERANCE) {
        int64_t tightening = cost_of_tightening(line, -slack, em);
        if (tightening < 0) return -1;
        cost += tightening;
    } else if (!is_last && slack > LINE_TOLERANCE) {
        cost += cost_of_loosening(line, slack, em);
    }
    return cost + (is_last && is_runt(f, from, line) ? COST_RUNT : 0);
}

static int64_t cost_of_break(const fitter *f, break_kind kind)
{
    switch (kind) {
    case BREAK_MUST:
    case BREAK_GOOD:
        return 0;
    case BREAK_POOR:
        return COST_POOR_BREAK;
    case BREAK_BAD:
        return COST_BAD_BREAK;
    case BREAK_EMERGENCY: /* never to save a line */
        return f->measure->align == TEXT_JUSTIFY ? COST_EMERGENCY : COST_NEVER / 100;
    case BREAK_NEVER:
        break;
    }
    return COST_NEVER;
}

static void reach(fitter *f, size_t from, size_t to, int64_t cost)
{
    fit_node *n = &f->nodes[to];
    int64_t total = f->nodes[from].cost + cost;
    if (n->cost >= 0 && n->cost <= total) return;
    *n = (fit_node){total, from};
}

/* Does the line fit that ends behind an item? Then it may end there. */
static bool try_end(fitter *f, size_t from, const line_sum *start, size_t to)
{
    break_kind kind = f->items->items[to - 1].break_after;
    line_sum line = sums_line(&f->sums, start, to);
    int64_t cost = cost_of_line(f, from, to, &line);
    f->setter->scratch->trials++;
    if (cost < 0) return false;
    reach(f, from, to, cost + cost_of_break(f, kind));
    return true;
}

/* Nothing the rules allow fits: break at the last place that does, or set one item however wide. */
static void force(fitter *f, size_t from, const line_sum *start, size_t end)
{
    const text_item *items = f->items->items;
    bx_len room = measure_of(f, from) + LINE_TOLERANCE;
    size_t to = from + 1;
    for (size_t n = to; n <= end; n++) {
        bool starts_with_blank = n < f->items->count && item_is_blank(&items[n]);
        line_sum line = sums_line(&f->sums, start, n);
        if (!starts_with_blank && line.natural <= room) to = n;
    }
    f->is_overfull |= sums_line(&f->sums, start, to).natural > room;
    reach(f, from, to, COST_NEVER);
}

/* One behind the item that ends this stretch of the text by a break that is asked for. */
static size_t stretch_end(fitter *f, size_t from)
{
    while (f->must <= from || f->items->items[f->must - 1].break_after != BREAK_MUST) f->must++;
    return f->must;
}

/* The first end that makes a line of at least three quarters of the measure. */
static size_t nearest_end(fitter *f, size_t from, const line_sum *start, size_t end)
{
    bx_len least = start->natural + measure_of(f, from) * 3 / 4;
    while (f->near < end && f->sums.upto[f->near].natural < least) f->near++;
    while (f->near > from + 1 && f->sums.upto[f->near - 1].natural >= least) f->near--;
    size_t near = f->near < end ? f->near : end;
    return near > from ? near : from + 1;
}

/* All lines that may begin at an item. Where none of about the right length ends well, the longest shorter
 * one that does is another choice. */
static void extend(fitter *f, size_t from)
{
    const text_item *items = f->items->items;
    line_sum start = sums_start(&f->sums, from);
    size_t end = stretch_end(f, from), near = nearest_end(f, from, &start, end), to = near;
    bool is_reached = false, is_well_reached = false;
    for (; to <= end && to - from <= LINE_ITEMS_MAX; to++) {
        const line_sum *upto = &f->sums.upto[to];
        bx_len least =
            upto->natural - start.natural - (upto->tighten - start.tighten) - (upto->stops - start.stops);
        if (items[to - 1].break_after != BREAK_NEVER && try_end(f, from, &start, to)) {
            is_reached = true;
            is_well_reached |= items[to - 1].break_after > BREAK_EMERGENCY;
        }
        if (least > measure_of(f, from) + 2 * items[to - 1].em) break;
    }
    size_t last_end = to < end ? to : end;
    for (to = near - 1; !is_well_reached && to > from && near - to <= LINE_ITEMS_MAX; to--)
        if (items[to - 1].break_after > BREAK_EMERGENCY) is_well_reached = try_end(f, from, &start, to);
    for (to = near - 1; !is_well_reached && !is_reached && to > from; to--)
        if (items[to - 1].break_after == BREAK_EMERGENCY) is_reached = try_end(f, from, &start, to);
    if (!is_reached && !is_well_reached) force(f, from, &start, last_end);
}

/* ---- the way chosen ---- */

static bx_len aligned(const text_measure *m, bx_len indent, bx_len width)
{
    bx_len room = m->width - indent - width;
    if (m->align == TEXT_CENTER) return indent + room / 2;
    return m->align == TEXT_END ? indent + room : indent;
}

static void place_line(const fitter *f, text_line *line, bx_len *x)
{
    size_t from = line->from;
    line->is_last = f->items->items[line->to - 1].break_after == BREAK_MUST;
    line_trim_blanks(f->items->items, &line->from, &line->to);
    bx_len indent = indent_of(f, from);
    bool is_justified = f->measure->align == TEXT_JUSTIFY && !line->is_last;
    line->width = line_place(&f->line, line, measure_of(f, from), is_justified, x);
    line->x = aligned(f->measure, indent, line->width);
    for (size_t i = line->from; i < line->to; i++) x[i] += line->x;
}

static bx_status collect(const text_setter *setter, fitter *f, text_lines *out)
{
    size_t count = 0, longest = 0;
    for (size_t at = f->items->count; at > 0; at = f->nodes[at].before, count++)
        if (at - f->nodes[at].before > longest) longest = at - f->nodes[at].before;
    text_line *lines = arena_array(setter->arena, text_line, count);
    bx_len *x = arena_array(setter->arena, bx_len, f->items->count);
    if (!lines || !x) return diag_memory(setter->diags);
    if (f->has_right_to_left &&
        !(f->line.order = scratch_array(setter, SCRATCH_ORDER, longest, 3 * sizeof *f->line.order)))
        return diag_memory(setter->diags);
    size_t to = f->items->count;
    for (size_t n = count; n-- > 0; to = f->nodes[to].before) {
        lines[n] = (text_line){.from = f->nodes[to].before, .to = to};
        out->used_emergency |= f->items->items[to - 1].break_after <= BREAK_EMERGENCY;
    }
    for (size_t n = 0; n < count; n++) place_line(f, &lines[n], x);
    out->lines = lines;
    out->count = count;
    out->x = x;
    out->is_overfull = f->is_overfull;
    return BX_OK;
}

static bool has_right_to_left(const text_items *items)
{
    for (size_t i = 0; i < items->count; i++)
        if (items->items[i].level % 2) return true;
    return false;
}

/* False: no memory. */
static bool begin(fitter *f, const text_setter *setter, const text_items *items, const text_measure *measure)
{
    *f = (fitter){.setter = setter, .items = items, .measure = measure};
    line_setter_init(&f->line, setter->rules, items->items, measure->align == TEXT_JUSTIFY);
    f->has_right_to_left = has_right_to_left(items);
    f->nodes = scratch_array(setter, SCRATCH_NODES, items->count + 1, sizeof *f->nodes);
    if (!f->nodes || !text_sums_make(setter, &f->line, items->count, &f->sums)) return false;
    f->nodes[0] = (fit_node){0};
    for (size_t i = 1; i <= items->count; i++) f->nodes[i] = (fit_node){.cost = -1};
    return true;
}

bx_status text_fit(const text_setter *setter, const text_items *items, const text_measure *measure,
                   text_lines *out)
{
    fitter f;
    *out = (text_lines){0};
    if (!items->count) return BX_OK;
    if (!begin(&f, setter, items, measure)) return diag_memory(setter->diags);
    bool is_set = false;
    if (measure->is_balanced) BX_TRY(fit_balanced(&f, &is_set));
    for (size_t i = 0; !is_set && i < items->count; i++)
        if (f.nodes[i].cost >= 0) extend(&f, i);
    return collect(setter, &f, out);
}
