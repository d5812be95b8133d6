/* A line's width, and its places once its width is decided: tightening and loosening in the order of the
 * rules (CLREQ 挤压处理的优先顺序, 拉伸处理的优先顺序), each step used up before the next, equally over its
 * places. */
#include "base/utf8.h"
#include "text/text.h"

static bool is_latin_kind(const text_item *item)
{
    return item->class == CLASS_LATIN || (item->code < 0x80 && item->class != CLASS_SPACE);
}

/* Brackets stay close to what they enclose, marks to what they end, and a unit is never pulled apart. */
static bool is_gap(const text_rules *rules, const text_item *a, const text_item *b)
{
    if (a->class == CLASS_SPACE || b->class == CLASS_SPACE || (is_latin_kind(a) && is_latin_kind(b)))
        return false;
    if (a->class == CLASS_DASH && b->class == CLASS_DASH && a->code == b->code) return false;
    if (a->class == CLASS_PREFIX || b->class == CLASS_SUFFIX) return false;
    return !rules->no_end[a->class] && !rules->no_start[b->class];
}

static bx_len limit_of(const adjust_step *steps, size_t count, adjust_place what)
{
    for (size_t i = 0; i < count; i++)
        if (steps[i].what == what) return steps[i].limit;
    return -1; /* the rules do not touch it */
}

static bx_len not_below_zero(bx_len len)
{
    return len > 0 ? len : 0;
}

static bx_len set_width(const text_item *item)
{
    return item->advance - item->trim_left - item->trim_right;
}

/* A mark may shrink down to `least` of an em. */
static bx_len blank_to_give(const text_rules *rules, const text_item *item, adjust_place what, bx_len blank)
{
    bx_len least = limit_of(rules->tighten, rules->tighten_count, what);
    if (least < 0) return 0;
    return not_below_zero(len_min(blank, set_width(item) - len_scale(item->em, least, EM)));
}

static adjust_place mark_place(char_class class)
{
    return class == CLASS_COMMA ? ADJUST_COMMAS : class == CLASS_STOP ? ADJUST_STOPS : ADJUST_BRACKETS;
}

static bx_len space_to_give(const text_rules *rules, const text_item *item)
{
    bx_len least = limit_of(rules->tighten, rules->tighten_count, ADJUST_WORD_SPACE);
    return least < 0 ? 0 : not_below_zero(item->advance - len_scale(item->em, least, EM));
}

static bx_len space_to_take(const text_rules *rules, const text_item *item)
{
    bx_len most = limit_of(rules->loosen, rules->loosen_count, ADJUST_WORD_SPACE);
    return most < 0 ? 0 : not_below_zero(len_scale(item->em, most, EM) - item->advance);
}

static bx_len latin_gap_to_give(const text_rules *rules, const text_item *item)
{
    bx_len least = limit_of(rules->tighten, rules->tighten_count, ADJUST_LATIN_GAP);
    return least < 0 ? 0 : not_below_zero(item->gap_after - len_scale(item->em, least, EM));
}

static bx_len latin_gap_to_take(const text_rules *rules, const text_item *item)
{
    bx_len most = limit_of(rules->loosen, rules->loosen_count, ADJUST_LATIN_GAP);
    return most < 0 || !item->gap_after ? 0 : not_below_zero(len_scale(item->em, most, EM) - item->gap_after);
}

static bool is_open_trimmed(const line_setter *s, size_t item, bool is_first)
{
    return is_first && s->trims_start && class_is_blank_left(s->items[item].class);
}

void line_grow(const line_setter *s, size_t at, bool is_first, line_widths *sum)
{
    const text_item *item = &s->items[at];
    if (!is_first) {
        const text_item *before = item - 1;
        sum->natural += before->gap_after;
        sum->tighten[ADJUST_LATIN_GAP] += latin_gap_to_give(s->rules, before);
        sum->loosen[ADJUST_LATIN_GAP] += latin_gap_to_take(s->rules, before);
        sum->loosen[ADJUST_GAPS] += is_gap(s->rules, before, item);
    }
    sum->natural += set_width(item);
    if (item->class == CLASS_SPACE) {
        sum->tighten[ADJUST_WORD_SPACE] += space_to_give(s->rules, item);
        sum->loosen[ADJUST_WORD_SPACE] += space_to_take(s->rules, item);
    }
    adjust_place place = mark_place(item->class);
    if (is_open_trimmed(s, at, is_first))
        sum->natural -= item->blank_left;
    else if (item->blank_left)
        sum->tighten[place] += blank_to_give(s->rules, item, place, item->blank_left);
    if (item->blank_right) sum->tighten[place] += blank_to_give(s->rules, item, place, item->blank_right);
}

line_widths line_close(const line_setter *s, size_t last, const line_widths *sum)
{
    line_widths closed = *sum;
    const text_item *end = &s->items[last];
    if (!s->trims_end || !class_is_blank_right(end->class)) return closed;
    adjust_place place = mark_place(end->class);
    closed.natural -= end->blank_right;
    closed.tighten[place] -= blank_to_give(s->rules, end, place, end->blank_right);
    return closed;
}

static bool may_hang(const line_setter *s, const text_item *item)
{
    char sign[4];
    bx_str mark = {sign, utf8_put(sign, item->code)};
    return s->trims_end && s->rules->hanging.len && str_find(s->rules->hanging, mark) < s->rules->hanging.len;
}

bool line_hangs(const line_setter *s, size_t last, const line_widths *closed, bx_len width)
{
    return closed->natural > width && may_hang(s, &s->items[last]);
}

line_widths line_hang(const line_setter *s, size_t last, const line_widths *closed)
{
    line_widths hung = *closed;
    hung.natural -= set_width(&s->items[last]) - s->items[last].blank_right;
    return hung;
}

/* ---- placing ---- */

/* How much of each place's total is used; a share of a place is reckoned from running totals, so that
 * roundings never add up. */
typedef struct adjustment {
    bx_len used[ADJUST_COUNT], total[ADJUST_COUNT], passed[ADJUST_COUNT];
} adjustment;

static bx_len share(adjustment *a, adjust_place what, bx_len amount)
{
    if (!a->total[what] || !amount) return 0;
    bx_len before = len_scale(a->used[what], a->passed[what], a->total[what]);
    a->passed[what] += amount;
    return len_scale(a->used[what], a->passed[what], a->total[what]) - before;
}

/* Use up the steps in order; answers what could not be met. */
static bx_len spend(const adjust_step *steps, size_t count, const bx_len *available, bx_len wanted,
                    adjustment *out)
{
    for (size_t i = 0; i < count && wanted > 0; i++) {
        adjust_place what = steps[i].what;
        if (!available[what]) continue;
        bool is_unlimited = what == ADJUST_GAPS;
        out->total[what] = available[what];
        out->used[what] = is_unlimited ? wanted : len_min(wanted, available[what]);
        wanted -= out->used[what];
    }
    return wanted;
}

typedef struct placer {
    const line_setter *s;
    const text_line *line;
    adjustment shrink, stretch;
    bx_len at; /* from the line's left edge */
    bool hangs;
} placer;

/* The space after an item, before the next one of the same line. */
static bx_len space_after(placer *p, size_t i)
{
    const text_rules *rules = p->s->rules;
    const text_item *item = &p->s->items[i];
    bx_len gap = item->gap_after;
    gap -= share(&p->shrink, ADJUST_LATIN_GAP, latin_gap_to_give(rules, item));
    gap += share(&p->stretch, ADJUST_LATIN_GAP, latin_gap_to_take(rules, item));
    return gap + share(&p->stretch, ADJUST_GAPS, is_gap(rules, item, item + 1));
}

static void place_item(placer *p, size_t i, bx_len *x)
{
    const text_rules *rules = p->s->rules;
    const text_item *item = &p->s->items[i];
    bool is_last = i + 1 == p->line->to;
    adjust_place place = mark_place(item->class);
    bx_len left = item->trim_left, right = item->trim_right, wider = 0;
    if (is_open_trimmed(p->s, i, i == p->line->from))
        left += item->blank_left;
    else if (item->blank_left)
        left += share(&p->shrink, place, blank_to_give(rules, item, place, item->blank_left));
    if (item->blank_right && is_last && p->s->trims_end)
        right += item->blank_right;
    else if (item->blank_right)
        right += share(&p->shrink, place, blank_to_give(rules, item, place, item->blank_right));
    if (item->class == CLASS_SPACE) {
        right += share(&p->shrink, ADJUST_WORD_SPACE, space_to_give(rules, item));
        wider = share(&p->stretch, ADJUST_WORD_SPACE, space_to_take(rules, item));
    }
    x[i] = p->at - left;
    if (!(is_last && p->hangs)) p->at += item->advance - left - right + wider;
    if (!is_last) p->at += space_after(p, i);
}

/* ---- right to left (UAX #9, L2): items are placed in the order the eye meets them ---- */

static uint8_t highest_level(const placer *p, uint8_t *lowest_odd)
{
    uint8_t highest = 0;
    *lowest_odd = UINT8_MAX;
    for (size_t i = p->line->from; i < p->line->to; i++) {
        uint8_t level = p->s->items[i].level;
        if (level > highest) highest = level;
        if (level % 2 && level < *lowest_odd) *lowest_odd = level;
    }
    return highest;
}

static void reverse(size_t *order, size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--) {
        size_t swapped = order[from];
        order[from] = order[to - 1];
        order[to - 1] = swapped;
    }
}

/* A line longer than this is not reordered; no measure holds so many letters. */
static void place_in_visual_order(placer *p, uint8_t highest, uint8_t lowest_odd, bx_len *x)
{
    size_t order[LINE_ITEMS_MAX], count = p->line->to - p->line->from;
    if (count > LINE_ITEMS_MAX) count = LINE_ITEMS_MAX;
    for (size_t i = 0; i < count; i++) order[i] = p->line->from + i;
    for (uint8_t level = highest; level >= lowest_odd; level--)
        for (size_t from = 0, to; from < count; from = to + 1) {
            for (to = from; to < count && p->s->items[p->line->from + to].level >= level;) to++;
            reverse(order, from, to);
        }
    for (size_t i = 0; i < count; i++) place_item(p, order[i], x);
}

bx_len line_place(const line_setter *s, const text_line *line, bx_len width, bool is_justified, bx_len *x)
{
    if (line->from == line->to) return 0;
    line_widths sum = {0};
    for (size_t i = line->from; i < line->to; i++) line_grow(s, i, i == line->from, &sum);
    line_widths closed = line_close(s, line->to - 1, &sum);
    placer p = {.s = s, .line = line, .hangs = line_hangs(s, line->to - 1, &closed, width)};
    if (p.hangs) closed = line_hang(s, line->to - 1, &closed);
    if (closed.natural > width)
        spend(s->rules->tighten, s->rules->tighten_count, closed.tighten, closed.natural - width, &p.shrink);
    else if (is_justified)
        spend(s->rules->loosen, s->rules->loosen_count, closed.loosen, width - closed.natural, &p.stretch);
    uint8_t lowest_odd, highest = highest_level(&p, &lowest_odd);
    if (lowest_odd <= highest)
        place_in_visual_order(&p, highest, lowest_odd, x);
    else
        for (size_t i = line->from; i < line->to; i++) place_item(&p, i, x);
    return p.at;
}

void line_trim_spaces(const text_item *items, size_t *from, size_t *to)
{
    while (*from < *to && (items[*from].class == CLASS_SPACE || items[*from].code == '\n')) ++*from;
    while (*from < *to && (items[*to - 1].class == CLASS_SPACE || items[*to - 1].code == '\n')) --*to;
}
