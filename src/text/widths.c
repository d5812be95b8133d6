/* What a text asks of a measure before there is one: how wide it is, how narrow it can be, and how many lines
 * it takes in between. Lines are filled one after the other with all that fits, for no other way takes fewer.
 */
#include "text/scratch.h"

enum {
    SEARCH_STEPS = 12, /* halvings; what they leave is closed by the lines that come of it */
    ITEMS_MAX = 4000   /* in all steps of a text together: a long one is reckoned sooner */
};

typedef struct width_finder {
    const text_items *items;
    const text_measure *measure;
    line_setter line;
    text_sums sums;
} width_finder;

static bx_len indent_at(const width_finder *f, size_t from)
{
    bool is_first = text_is_indented(f->items, f->measure, from);
    return is_first ? f->measure->indent_first : f->measure->indent_rest;
}

static bool ends_piece(const text_item *item)
{
    return item->break_after > BREAK_EMERGENCY;
}

/* One behind the piece that begins with an item. */
static size_t piece_end(const width_finder *f, size_t from)
{
    while (!ends_piece(&f->items->items[from])) from++;
    return from + 1;
}

/* One behind the line that begins with an item, and its width: as many pieces as fit, and one at least. */
static size_t line_end(const width_finder *f, size_t from, bx_len measure, bx_len *width)
{
    const text_item *items = f->items->items;
    line_sum start = sums_start(&f->sums, from);
    size_t end = piece_end(f, from);
    *width = sums_line(&f->sums, &start, end).natural + indent_at(f, from);
    while (items[end - 1].break_after != BREAK_MUST) {
        size_t next = piece_end(f, end);
        bx_len wider = sums_line(&f->sums, &start, next).natural + indent_at(f, from);
        if (wider > measure) break;
        end = next;
        *width = wider;
    }
    return end;
}

/* How many lines a measure makes, and the widest of them. */
static uint32_t count_lines(const width_finder *f, bx_len measure, bx_len *widest)
{
    uint32_t lines = 0;
    *widest = 0;
    for (size_t from = 0; from < f->items->count; lines++) {
        bx_len width;
        from = line_end(f, from, measure, &width);
        *widest = len_max(*widest, width);
    }
    return lines;
}

/* The least measure, above `low` and up to `high`, that makes so many lines or fewer. */
static bx_len narrowest(const width_finder *f, uint32_t lines, bx_len low, bx_len high)
{
    bx_len widest, found = high;
    for (int i = 0; i < SEARCH_STEPS && low < high; i++) {
        bx_len middle = low + (high - low) / 2;
        if (count_lines(f, middle, &widest) <= lines)
            high = found = widest;
        else
            low = middle + 1;
    }
    return found;
}

bx_status text_find_widths(const text_setter *setter, const text_items *items, const text_measure *measure,
                           uint32_t steps, text_widths *out)
{
    width_finder f = {.items = items, .measure = measure};
    *out = (text_widths){0};
    if (!items->count) return BX_OK;
    line_setter_init(&f.line, setter->rules, items->items, measure->align == TEXT_JUSTIFY);
    if (!text_sums_make(setter, &f.line, items->count, &f.sums)) return diag_memory(setter->diags);
    uint32_t most = count_lines(&f, 0, &out->least);
    count_lines(&f, INT64_MAX, &out->natural);
    out->lines = count_lines(&f, measure->width, &out->of[0]);
    out->total = f.sums.upto[items->count].natural;
    out->count = 1;
    if (steps > 1 + ITEMS_MAX / items->count) steps = 1 + (uint32_t)(ITEMS_MAX / items->count);
    while (out->count < steps && out->of[out->count - 1] > out->least) {
        uint32_t lines = out->lines + out->count;
        bx_len before = out->of[out->count - 1];
        out->of[out->count++] = lines >= most ? out->least : narrowest(&f, lines, out->least, before);
    }
    return BX_OK;
}

uint32_t text_lines_at(const text_widths *widths, bx_len measure)
{
    uint32_t step = 0;
    while (step < widths->count && widths->of[step] > measure) step++;
    if (step < widths->count || !step) return widths->lines + step;
    /* narrower than was looked at: by as many more as the text's length holds more of such measures */
    bx_len last = widths->of[widths->count - 1], room = len_max(measure, 1);
    return widths->lines + step +
           (uint32_t)len_max(widths->total / room - widths->total / len_max(last, 1), 0);
}
