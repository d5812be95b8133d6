/* Titles of several lines (GB/T 9704 7.3.1): 词意完整, 排列对称, 长短适宜, in the shape of a trapezium or a
 * lozenge. All ways to break a title into the least number of lines are weighed; titles are short. */
#include "text/text.h"

enum {
    COST_IN_WORD = 4000,  /* inside a word, before a particle */
    COST_POOR = 1000,     /* between number and unit and the like */
    COST_HOURGLASS = 900, /* a line shorter than both its neighbours */
    COST_RECTANGLE = 60,  /* all lines alike: neither trapezium nor lozenge */
    TRIALS_MAX = 20000
};

typedef struct balancer {
    const line_setter *s;
    size_t count;
    bx_len width;
    size_t lines; /* how many this trial makes */
    size_t ends[BALANCED_LINES_MAX], best_ends[BALANCED_LINES_MAX];
    bx_len widths[BALANCED_LINES_MAX];
    int64_t best; /* negative: none yet */
    unsigned trials;
} balancer;

static bx_len width_of(const balancer *b, size_t from, size_t to)
{
    line_widths sum = {0};
    line_trim_spaces(b->s->items, &from, &to);
    if (from == to) return 0;
    for (size_t i = from; i < to; i++) line_grow(b->s, i, i == from, &sum);
    return line_close(b->s, to - 1, &sum).natural;
}

static int64_t tenths(const balancer *b, bx_len len)
{
    bx_len em = b->s->items[0].em;
    return (len < 0 ? -len : len) * 10 / (em ? em : 1);
}

/* How far the widths are from being alike, and what their outline lacks. */
static int64_t cost_of_shape(const balancer *b)
{
    bx_len sum = 0;
    int64_t cost = 0;
    bool is_rectangle = b->lines > 1;
    for (size_t i = 0; i < b->lines; i++) sum += b->widths[i];
    for (size_t i = 0; i < b->lines; i++) {
        int64_t off = tenths(b, b->widths[i] - sum / (bx_len)b->lines);
        cost += off * off;
        is_rectangle &= off < 5;
        bool is_waist =
            i > 0 && i + 1 < b->lines && b->widths[i] < b->widths[i - 1] && b->widths[i] < b->widths[i + 1];
        if (is_waist) cost += COST_HOURGLASS;
    }
    return cost + (is_rectangle ? COST_RECTANGLE : 0);
}

static int64_t cost_of_breaks(const balancer *b)
{
    int64_t cost = 0;
    for (size_t i = 0; i + 1 < b->lines; i++) {
        break_kind kind = b->s->items[b->ends[i] - 1].break_after;
        cost += kind == BREAK_WORD ? COST_IN_WORD : kind == BREAK_POOR ? COST_POOR : 0;
    }
    return cost;
}

static void weigh(balancer *b)
{
    int64_t cost = cost_of_shape(b) + cost_of_breaks(b);
    if (b->best >= 0 && cost >= b->best) return;
    b->best = cost;
    for (size_t i = 0; i < b->lines; i++) b->best_ends[i] = b->ends[i];
}

static bool may_end(const balancer *b, size_t to)
{
    break_kind kind = b->s->items[to - 1].break_after;
    return kind == BREAK_GOOD || kind == BREAK_WORD || kind == BREAK_POOR;
}

/* Choose the end of each line in turn. */
static void try_line(balancer *b, size_t line, size_t from)
{
    if (b->trials++ > TRIALS_MAX) return;
    if (line + 1 == b->lines) {
        b->ends[line] = b->count;
        b->widths[line] = width_of(b, from, b->count);
        if (b->widths[line] <= b->width) weigh(b);
        return;
    }
    for (size_t to = from + 1; to < b->count; to++) {
        if (!may_end(b, to)) continue;
        b->ends[line] = to;
        b->widths[line] = width_of(b, from, to);
        if (b->widths[line] > b->width) return;
        /* far too short a line leads nowhere */
        if (b->widths[line] * 3 >= b->width || b->lines == 2) try_line(b, line + 1, to);
    }
}

bool text_balance(const line_setter *s, size_t count, bx_len width, size_t ends[BALANCED_LINES_MAX],
                  size_t *lines)
{
    balancer b = {.s = s, .count = count, .width = width, .best = -1};
    for (b.lines = 1; b.lines <= BALANCED_LINES_MAX && b.best < 0; b.lines++) {
        b.trials = 0;
        try_line(&b, 0, 0);
        if (b.trials > TRIALS_MAX) return false;
    }
    if (b.best < 0) return false;
    *lines = b.lines - 1;
    for (size_t i = 0; i < *lines; i++) ends[i] = b.best_ends[i];
    return true;
}
