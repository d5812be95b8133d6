/* Running totals of what items take and can give, so that the widths of any line are had at once. */
#include "text/scratch.h"

static bool is_in_word(const text_item *item)
{
    return item->class == CLASS_LATIN || (item->class == CLASS_HAN && !item_is_blank(item));
}

/* A word begins with each Chinese character and where letters or digits begin. */
static bool begins_word(const text_item *items, size_t i)
{
    bool goes_on = i > 0 && items[i].class == CLASS_LATIN && items[i - 1].class == CLASS_LATIN;
    return is_in_word(&items[i]) && !goes_on;
}

static line_sum sum_of(const line_widths *w)
{
    return (line_sum){.natural = w->natural,
                      .tighten = w->tighten[ADJUST_WORD_SPACE] + w->tighten[ADJUST_BRACKETS] +
                                 w->tighten[ADJUST_COMMAS] + w->tighten[ADJUST_LATIN_GAP],
                      .stops = w->tighten[ADJUST_STOPS],
                      .loosen = w->loosen[ADJUST_WORD_SPACE] + w->loosen[ADJUST_LATIN_GAP],
                      .gaps = (uint32_t)w->loosen[ADJUST_GAPS]};
}

bool text_sums_make(const text_setter *setter, const line_setter *s, size_t count, text_sums *out)
{
    line_sum *upto = scratch_array(setter, SCRATCH_SUMS, count + 1, sizeof *upto);
    if (!upto) return false;
    line_widths widths = {0};
    upto[0] = (line_sum){0};
    for (size_t i = 0; i < count; i++) {
        if (i) widths_add_joint(s, i, &widths);
        widths_add_item(s, i, &widths);
        upto[i + 1] = sum_of(&widths);
        upto[i + 1].words = upto[i].words + begins_word(s->items, i);
        upto[i + 1].words_width = upto[i].words_width + (is_in_word(&s->items[i]) ? s->items[i].advance : 0);
        upto[i + 1].ink_end = item_is_blank(&s->items[i]) ? upto[i].ink_end : (uint32_t)i + 1;
    }
    *out = (text_sums){s, upto};
    return true;
}

static void subtract(line_sum *a, const line_sum *b)
{
    a->natural -= b->natural;
    a->tighten -= b->tighten;
    a->stops -= b->stops;
    a->loosen -= b->loosen;
    a->gaps -= b->gaps;
    a->words -= b->words;
    a->words_width -= b->words_width;
}

/* The change that a cut at a line's start or end makes. */
static line_sum cut(const line_setter *s, size_t item,
                    void (*cut_item)(const line_setter *, size_t, line_widths *))
{
    line_widths widths = {0};
    cut_item(s, item, &widths);
    return sum_of(&widths);
}

line_sum sums_start(const text_sums *sums, size_t from)
{
    line_widths joint = {0};
    line_sum start = sums->upto[from];
    if (from) {
        widths_add_joint(sums->s, from, &joint);
        line_sum before = sum_of(&joint);
        start.natural += before.natural;
        start.tighten += before.tighten;
        start.loosen += before.loosen;
        start.gaps += before.gaps;
    }
    line_sum change = cut(sums->s, from, widths_cut_start);
    subtract(&start, &change);
    start.ink_end = (uint32_t)from;
    return start;
}

line_sum sums_line(const text_sums *sums, const line_sum *start, size_t to)
{
    uint32_t end = sums->upto[to].ink_end;
    if (end <= start->ink_end) return (line_sum){.ink_end = start->ink_end};
    line_sum sum = sums->upto[end];
    subtract(&sum, start);
    if (sums->s->items[end - 1].blank_right) {
        line_sum change = cut(sums->s, end - 1, widths_cut_end);
        sum.natural += change.natural;
        sum.tighten += change.tighten;
        sum.stops += change.stops;
    }
    return sum;
}
