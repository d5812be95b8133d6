/* Titles of several lines (GB/T 9704 7.3.1): 词意完整, 排列对称, 长短适宜, in the shape of a trapezium or a
 * lozenge. All ways to break a title into as few lines as may be, or one more for the sake of a word, are
 * weighed; titles are short. */
#include "text/fit.h"

enum {
    LINES_MAX = 6,
    ITEMS_MAX = 400,      /* longer is no title */
    COST_LINE = 1500,     /* one more line than need be */
    COST_IN_WORD = 4000,  /* inside a word, before a particle */
    COST_BAD = 2000,      /* within a name */
    COST_POOR = 1000,     /* between number and unit and the like */
    COST_UNKNOWN = 600,   /* perhaps inside a word */
    COST_WAIST = 900,     /* a line shorter than one above and one below: an hourglass */
    COST_RECTANGLE = 150, /* all lines alike: neither trapezium nor lozenge */
    ALIKE = 5,            /* tenths of an em */
    TRIALS_MAX = 100000
};

typedef struct balancer {
    const fitter *f;
    const uint8_t *words;
    size_t from, to; /* the stretch */
    bx_len width, em;
    size_t lines;   /* how many this trial makes */
    bx_len average; /* of the lines */
    size_t ends[LINES_MAX], best_ends[LINES_MAX], best_lines;
    bx_len widths[LINES_MAX];
    int64_t best; /* negative: none yet */
    unsigned trials;
} balancer;

static bx_len width_of(const balancer *b, size_t from, size_t to)
{
    line_sum start = sums_start(&b->f->sums, from);
    return sums_line(&b->f->sums, &start, to).natural;
}

static int64_t tenths(const balancer *b, bx_len len)
{
    return len * 10 / b->em;
}

/* How far a line is from the average length. */
static int64_t cost_of_length(const balancer *b, bx_len width)
{
    int64_t off = tenths(b, width - b->average);
    return off * off;
}

/* What the outline lacks. */
static int64_t cost_of_shape(const balancer *b)
{
    bool shrank = false, has_waist = false, is_rectangle = b->lines > 1;
    for (size_t i = 1; i < b->lines; i++) {
        int64_t step = tenths(b, b->widths[i] - b->widths[i - 1]);
        has_waist |= shrank && step > ALIKE;
        shrank |= step < -ALIKE;
        is_rectangle &= step <= ALIKE && step >= -ALIKE;
    }
    return (has_waist ? COST_WAIST : 0) + (is_rectangle ? COST_RECTANGLE : 0);
}

/* Negative: no line may end there. */
static int64_t cost_of_end(const balancer *b, size_t to)
{
    break_kind kind = b->f->items->items[to - 1].break_after;
    if (kind < BREAK_BAD) return -1;
    int64_t cost = kind == BREAK_BAD ? COST_BAD : kind == BREAK_POOR ? COST_POOR : 0;
    if (b->words[to - 1] == WORD_INSIDE) return cost + COST_IN_WORD;
    return cost + (b->words[to - 1] == WORD_UNKNOWN ? COST_UNKNOWN : 0);
}

static void weigh(balancer *b, int64_t cost)
{
    cost += cost_of_shape(b);
    if (b->best >= 0 && cost >= b->best) return;
    b->best = cost;
    b->best_lines = b->lines;
    for (size_t i = 0; i < b->lines; i++) b->best_ends[i] = b->ends[i];
}

/* Choose the end of each line in turn; `cost` is that of the lines before. */
static void try_line(balancer *b, size_t line, size_t from, int64_t cost)
{
    bool is_last = line + 1 == b->lines;
    for (size_t to = is_last ? b->to : from + 1; to <= b->to && b->trials < TRIALS_MAX; to++, b->trials++) {
        int64_t end = is_last ? 0 : to < b->to ? cost_of_end(b, to) : -1;
        if (end < 0) continue;
        bx_len width = width_of(b, from, to);
        if (width > b->width + LINE_TOLERANCE) return;
        int64_t sum = cost + cost_of_length(b, width);
        if (b->best >= 0 && sum >= b->best && width > b->average) return; /* longer ones cost more */
        sum += end;
        if (b->best >= 0 && sum >= b->best) continue;
        b->ends[line] = to;
        b->widths[line] = width;
        if (is_last)
            weigh(b, sum);
        else
            try_line(b, line + 1, to, sum);
    }
}

/* Most cells of a table need no weighing. */
static bool fits_one_line(balancer *b)
{
    b->best_lines = 1;
    b->best_ends[0] = b->to;
    return width_of(b, b->from, b->to) <= b->width + LINE_TOLERANCE;
}

static bool balance_stretch(balancer *b)
{
    bx_len total = width_of(b, b->from, b->to);
    size_t least = (size_t)((total - 1) / b->width) + 1;
    b->best = -1;
    for (b->lines = least; b->lines <= LINES_MAX; b->lines++) {
        int64_t more = (int64_t)(b->lines - least) * COST_LINE;
        if (b->best >= 0 && b->best <= more) break;
        b->trials = 0;
        b->average = total / (bx_len)b->lines;
        try_line(b, 0, b->from, more);
        if (b->trials >= TRIALS_MAX) return false;
    }
    return b->best >= 0;
}

static void keep_best(fitter *f, const balancer *b)
{
    size_t start = b->from;
    for (size_t i = 0; i < b->best_lines; i++) {
        f->nodes[b->best_ends[i]] = (fit_node){0, start};
        start = b->best_ends[i];
    }
}

/* Each stretch between breaks that are asked for is balanced on its own. */
bx_status fit_balanced(fitter *f, bool *is_set)
{
    const text_item *items = f->items->items;
    size_t count = f->items->count;
    bx_len indent = len_max(f->measure->indent_first, f->measure->indent_rest);
    balancer b = {.f = f, .width = f->measure->width - indent};
    if (count > ITEMS_MAX || b.width <= 0) return BX_OK;
    for (b.from = 0; b.from < count; b.from = b.to) {
        for (b.to = b.from + 1; items[b.to - 1].break_after != BREAK_MUST;) b.to++;
        b.em = items[b.from].em > 0 ? items[b.from].em : LEN_PT;
        bool is_one = fits_one_line(&b);
        if (!is_one && !b.words) b.words = fit_words(f);
        if (!is_one && !b.words) return diag_memory(f->setter->diags);
        if (!is_one && !balance_stretch(&b)) return BX_OK;
        keep_best(f, &b);
    }
    *is_set = true;
    return BX_OK;
}
