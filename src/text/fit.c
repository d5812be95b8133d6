/* Items to lines over the whole paragraph: of all ways to break it, the one whose lines cost least together
 * (as Knuth and Plass do), with the means Chinese has. Costs rank as CLREQ's spirit asks: no change <
 * tightening < loosening < tightening at stops; bad breaks only where nothing else serves. Everything is in
 * whole numbers, so that every machine chooses alike. Time is linear in the paragraph: a line is never longer
 * than the measure allows. */
#include "text/text.h"

enum {
    COST_LINE = 8,          /* fewer lines, all else equal */
    COST_TIGHTEN = 10,      /* the least of any tightening */
    COST_TIGHTEN_FULL = 30, /* more, when a step is used up */
    COST_STOPS = 100,       /* blanks behind 。？！ */
    COST_LOOSEN = 40,
    COST_POOR_BREAK = 60,
    COST_RUNT = 400,           /* 孤字 */
    COST_EMERGENCY = 20000,    /* inside a Latin word or number */
    COST_RAGGED_LINE = 100000, /* unjustified: as few lines as may be */
    COST_NEVER = 100000000     /* against the prohibitions: only where a line could not be set at all */
};

typedef struct node {
    int64_t cost;   /* of the best way that ends here; negative: none yet */
    size_t before;  /* where its last line begins */
    bool is_forced; /* by COST_NEVER */
} node;

typedef struct fitter {
    line_setter line;
    const text_items *items;
    const text_measure *measure;
    bx_len tolerance; /* a rounding, not an overfull line */
    node *nodes;      /* by item index: a line may begin there */
    bool is_overfull;
} fitter;

static bx_len measure_of(const fitter *f, size_t from)
{
    bx_len indent = from == 0 ? f->measure->indent_first : f->measure->indent_rest;
    return f->measure->width - indent;
}

static bool is_content(const text_item *item)
{
    return item->class == CLASS_HAN || item->class == CLASS_LATIN;
}

/* CLREQ 孤字: a last line of one character with its marks. */
static bool is_runt(const fitter *f, size_t from, size_t to)
{
    size_t content = 0;
    for (size_t i = from; i < to && content < 2; i++) content += is_content(&f->items->items[i]);
    return from > 0 && content < 2;
}

static bx_len tightening(const fitter *f, const line_widths *w, bool with_stops)
{
    bx_len sum = 0;
    for (size_t i = 0; i < f->line.rules->tighten_count; i++) {
        adjust_place what = f->line.rules->tighten[i].what;
        if (what != ADJUST_STOPS || with_stops) sum += w->tighten[what];
    }
    return sum;
}

static int64_t cost_of_tightening(const fitter *f, const line_widths *w, bx_len wanted)
{
    bx_len gentle = tightening(f, w, false), all = tightening(f, w, true);
    if (wanted > all) return -1;
    if (wanted <= gentle) {
        int64_t part = wanted * 100 / (gentle ? gentle : 1);
        return COST_TIGHTEN + COST_TIGHTEN_FULL * part * part / 10000;
    }
    return COST_STOPS + COST_STOPS * (wanted - gentle) / (all - gentle);
}

/* By the square of what each gap grows, in thousandths of an em. */
static int64_t cost_of_loosening(const fitter *f, const line_widths *w, bx_len wanted, bx_len em)
{
    bx_len gentle = 0;
    for (size_t i = 0; i < f->line.rules->loosen_count; i++)
        if (f->line.rules->loosen[i].what != ADJUST_GAPS) gentle += w->loosen[f->line.rules->loosen[i].what];
    if (wanted <= gentle) return COST_LOOSEN / 2;
    bx_len gaps = w->loosen[ADJUST_GAPS];
    int64_t per_mille = (wanted - gentle) * 1000 / ((gaps ? gaps : 1) * em);
    return COST_LOOSEN + per_mille * per_mille / 10;
}

/* Unjustified lines: few and full; the last takes what is left. */
static int64_t cost_of_ragged(const fitter *f, bx_len slack, bx_len em, bool is_last)
{
    if (slack < -f->tolerance) return -1;
    int64_t tenths = len_max(slack, 0) * 10 / em;
    return COST_RAGGED_LINE + (is_last ? 0 : tenths);
}

/* Cost of the line of items[from..to), spaces at its ends left out; negative: it cannot be set. */
static int64_t cost_of_line(const fitter *f, size_t from, size_t to, const line_widths *w)
{
    const text_item *last = &f->items->items[to - 1];
    bool is_last = last->break_after == BREAK_MUST;
    line_widths hung;
    if (line_hangs(&f->line, to - 1, w, measure_of(f, from))) {
        hung = line_hang(&f->line, to - 1, w);
        w = &hung;
    }
    bx_len slack = measure_of(f, from) - w->natural;
    if (f->measure->align != TEXT_JUSTIFY) return cost_of_ragged(f, slack, last->em ? last->em : 1, is_last);
    int64_t cost = 0;
    if (slack < -f->tolerance)
        cost = cost_of_tightening(f, w, -slack);
    else if (!is_last && slack > f->tolerance)
        cost = cost_of_loosening(f, w, slack, last->em);
    if (cost < 0) return -1;
    if (is_last && is_runt(f, from, to)) cost += COST_RUNT;
    return cost + COST_LINE;
}

static int64_t cost_of_break(break_kind kind)
{
    switch (kind) {
    case BREAK_MUST:
    case BREAK_GOOD:
    case BREAK_WORD:
        return 0;
    case BREAK_POOR:
        return COST_POOR_BREAK;
    case BREAK_EMERGENCY:
        return COST_EMERGENCY;
    case BREAK_NEVER:
        break;
    }
    return COST_NEVER;
}

static void reach(fitter *f, size_t from, size_t to, int64_t cost, bool is_forced)
{
    node *n = &f->nodes[to];
    int64_t total = f->nodes[from].cost + cost;
    if (n->cost >= 0 && n->cost <= total) return;
    *n = (node){total, from, is_forced};
}

/* The widths of the line if it ended behind items[to - 1], spaces there left out. */
static line_widths closed_at(const fitter *f, size_t from, size_t to, const line_widths *sums)
{
    while (to > from + 1 &&
           (f->items->items[to - 1].class == CLASS_SPACE || f->items->items[to - 1].code == '\n'))
        to--;
    return line_close(&f->line, to - 1, &sums[to - 1 - from]);
}

/* Nothing the rules allow fits: break at the last place that does, or set one item however wide. */
static void force(fitter *f, size_t from, const line_widths *sums, size_t count)
{
    size_t to = from + 1;
    for (size_t n = 2; n <= count; n++)
        if (closed_at(f, from, from + n, sums).natural <= measure_of(f, from) + f->tolerance) to = from + n;
    if (closed_at(f, from, to, sums).natural > measure_of(f, from) + f->tolerance) f->is_overfull = true;
    reach(f, from, to, COST_NEVER, true);
}

/* All lines that may begin at an item. sums[n] are the widths of the first n + 1 items. */
static void extend(fitter *f, size_t from, line_widths *sums)
{
    const text_item *items = f->items->items;
    line_widths sum = {0};
    size_t count = 0;
    bool is_reached = false;
    for (size_t to = from + 1; to <= f->items->count && count < LINE_ITEMS_MAX; to++) {
        line_grow(&f->line, to - 1, to - 1 == from, &sum);
        sums[count++] = sum;
        if (items[to - 1].break_after != BREAK_NEVER) {
            line_widths w = closed_at(f, from, to, sums);
            int64_t cost = cost_of_line(f, from, to, &w);
            if (cost >= 0) reach(f, from, to, cost + cost_of_break(items[to - 1].break_after), false);
            is_reached |= cost >= 0;
        }
        if (items[to - 1].break_after == BREAK_MUST) break;
        if (sum.natural - tightening(f, &sum, true) > measure_of(f, from) + 2 * items[to - 1].em) break;
    }
    if (!is_reached) force(f, from, sums, count);
}

static bx_len aligned(const text_measure *m, bx_len indent, bx_len width)
{
    bx_len room = m->width - indent - width;
    if (m->align == TEXT_CENTER) return indent + room / 2;
    return m->align == TEXT_END ? indent + room : indent;
}

static void place_line(const fitter *f, text_line *line, bx_len *x)
{
    size_t from = line->from, to = line->to;
    line->is_last = f->items->items[to - 1].break_after == BREAK_MUST;
    text_line inked = *line;
    line_trim_spaces(f->items->items, &inked.from, &inked.to);
    bx_len indent = from == 0 ? f->measure->indent_first : f->measure->indent_rest;
    bool is_justified = f->measure->align == TEXT_JUSTIFY;
    line->width = line_place(&f->line, &inked, measure_of(f, from), is_justified && !line->is_last, x);
    line->x = aligned(f->measure, indent, line->width);
    for (size_t i = inked.from; i < inked.to; i++) x[i] += line->x;
    line->from = inked.from;
    line->to = inked.to;
}

static bx_status collect(const text_setter *setter, const fitter *f, text_lines *out)
{
    size_t count = 0;
    for (size_t at = f->items->count; at > 0; at = f->nodes[at].before) count++;
    text_line *lines = arena_array(setter->arena, text_line, count);
    bx_len *x = arena_array(setter->arena, bx_len, f->items->count);
    if (!lines || !x) return diag_memory(setter->diags);
    size_t to = f->items->count;
    for (size_t n = count; n-- > 0; to = f->nodes[to].before) {
        lines[n] = (text_line){.from = f->nodes[to].before, .to = to};
        out->used_emergency |=
            f->nodes[to].is_forced || f->items->items[to - 1].break_after == BREAK_EMERGENCY;
    }
    for (size_t n = 0; n < count; n++) place_line(f, &lines[n], x);
    out->lines = lines;
    out->count = count;
    out->x = x;
    out->is_overfull = f->is_overfull;
    return BX_OK;
}

/* A title's lines, each stretch between breaks that are asked for on its own. */
static bool balance(fitter *f)
{
    const text_item *items = f->items->items;
    for (size_t from = 0, to; from < f->items->count; from = to) {
        for (to = from + 1; items[to - 1].break_after != BREAK_MUST;) to++;
        size_t ends[BALANCED_LINES_MAX], lines;
        line_setter part = f->line;
        part.items += from;
        bx_len indent = len_max(f->measure->indent_first, f->measure->indent_rest);
        if (!text_balance(&part, to - from, f->measure->width - indent, ends, &lines)) return false;
        for (size_t i = 0, start = from; i < lines; start = from + ends[i++])
            f->nodes[from + ends[i]] = (node){0, start, false};
    }
    return true;
}

bx_status text_fit(const text_setter *setter, const text_items *items, const text_measure *measure,
                   text_lines *out)
{
    bool is_justified = measure->align == TEXT_JUSTIFY;
    fitter f = {.line = {setter->rules, items->items, setter->rules->trims_line_start && is_justified,
                         setter->rules->trims_line_end && is_justified},
                .items = items,
                .measure = measure,
                .tolerance = LEN_PT / 100};
    *out = (text_lines){0};
    if (!items->count) return BX_OK;
    f.nodes = arena_array(setter->arena, node, items->count + 1);
    if (!f.nodes) return diag_memory(setter->diags);
    for (size_t i = 1; i <= items->count; i++) f.nodes[i].cost = -1;
    if (measure->is_balanced && balance(&f)) return collect(setter, &f, out);
    for (size_t i = 0; i < items->count; i++)
        if (f.nodes[i].cost >= 0) extend(&f, i, setter->sums);
    return collect(setter, &f, out);
}
