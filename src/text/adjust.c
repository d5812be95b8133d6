/* A line's widths, and its places once its width is decided: tightening and loosening in the order of the
 * rules (CLREQ 挤压处理的优先顺序, 拉伸处理的优先顺序), each step used up before the next, equally over its
 * places. */
#include "base/utf8.h"
#include "text/steps.h"

static void read_limits(const adjust_step *steps, size_t count, bx_len *limits)
{
    for (int i = 0; i < ADJUST_COUNT; i++) limits[i] = -1;
    for (size_t i = 0; i < count; i++) limits[steps[i].what] = steps[i].limit;
}

void line_setter_init(line_setter *s, const text_rules *rules, const text_item *items, bool is_justified)
{
    *s = (line_setter){.rules = rules,
                       .items = items,
                       .trims_start = rules->trims_line_start && is_justified,
                       .trims_end = rules->trims_line_end && is_justified,
                       .may_hang = rules->hanging.len && is_justified};
    read_limits(rules->tighten, rules->tighten_count, s->least);
    read_limits(rules->loosen, rules->loosen_count, s->most);
}

/* ---- what an item can give and take ---- */

/* May a line be pulled apart between two items? Brackets stay close to what they enclose, marks to what they
 * end, numbers to their signs, and a unit is never parted. A word space is a gap too, once it has taken what
 * its own step allows; in Tibetan, which has none, the point behind a syllable. */
static bool is_gap(const text_rules *rules, const text_item *a, const text_item *b)
{
    if (a->class == CLASS_SPACE || a->code == 0x0F0B) return b->class != CLASS_SPACE;
    if (b->class == CLASS_SPACE || (item_is_latin(a) && item_is_latin(b))) return false;
    if (a->class == CLASS_DASH && b->class == CLASS_DASH && a->code == b->code) return false;
    if (a->class == CLASS_CONNECTOR || a->class == CLASS_MIDDLE || a->class == CLASS_PREFIX) return false;
    if (b->class == CLASS_SUFFIX || (code_is_digit(a->code) && code_is_digit(b->code))) return false;
    return !rules->no_end[a->class] && !rules->no_start[b->class];
}

static bx_len not_below_zero(bx_len len)
{
    return len > 0 ? len : 0;
}

static bx_len set_width(const text_item *item)
{
    return item->advance - item->trim_left - item->trim_right;
}

static adjust_place mark_place(char_class class)
{
    return class == CLASS_COMMA ? ADJUST_COMMAS : class == CLASS_STOP ? ADJUST_STOPS : ADJUST_BRACKETS;
}

/* A mark may shrink down to the least part of an em. */
static bx_len blank_to_give(const line_setter *s, const text_item *item, bx_len blank)
{
    bx_len least = blank ? s->least[mark_place(item->class)] : -1;
    if (least < 0) return 0;
    return not_below_zero(len_min(blank, set_width(item) - len_scale(item->em, least, EM)));
}

static bx_len space_to_give(const line_setter *s, const text_item *item)
{
    bx_len least = s->least[ADJUST_WORD_SPACE];
    return least < 0 ? 0 : not_below_zero(item->advance - len_scale(item->em, least, EM));
}

static bx_len space_to_take(const line_setter *s, const text_item *item)
{
    bx_len most = s->most[ADJUST_WORD_SPACE];
    return most < 0 ? 0 : not_below_zero(len_scale(item->em, most, EM) - item->advance);
}

static bx_len latin_gap_to_give(const line_setter *s, const text_item *item)
{
    bx_len least = item->gap_after ? s->least[ADJUST_LATIN_GAP] : -1;
    return least < 0 ? 0 : not_below_zero(item->gap_after - len_scale(item->em, least, EM));
}

static bx_len latin_gap_to_take(const line_setter *s, const text_item *item)
{
    bx_len most = item->gap_after ? s->most[ADJUST_LATIN_GAP] : -1;
    return most < 0 ? 0 : not_below_zero(len_scale(item->em, most, EM) - item->gap_after);
}

/* ---- widths ---- */

void widths_add_item(const line_setter *s, size_t at, line_widths *widths)
{
    const text_item *item = &s->items[at];
    widths->natural += set_width(item);
    if (item->class == CLASS_SPACE) {
        widths->tighten[ADJUST_WORD_SPACE] += space_to_give(s, item);
        widths->loosen[ADJUST_WORD_SPACE] += space_to_take(s, item);
    }
    if (!item->blank_left && !item->blank_right) return;
    widths->tighten[mark_place(item->class)] += blank_to_give(s, item, item->blank_left) +
                                                blank_to_give(s, item, item->blank_right - item->blank_kept);
}

void widths_add_joint(const line_setter *s, size_t at, line_widths *widths)
{
    const text_item *before = &s->items[at - 1];
    widths->loosen[ADJUST_GAPS] += is_gap(s->rules, before, before + 1);
    if (!before->gap_after) return;
    widths->natural += before->gap_after;
    widths->tighten[ADJUST_LATIN_GAP] += latin_gap_to_give(s, before);
    widths->loosen[ADJUST_LATIN_GAP] += latin_gap_to_take(s, before);
}

/* A bracket that gave its blank to the mark before it stands alone at a line's start, and where brackets are
 * whole there, it is whole again. */
static bx_len blank_regained(const line_setter *s, const text_item *first)
{
    bool is_whole =
        class_is_blank_left(first->class) && !s->trims_start && !s->rules->always_half[first->class];
    return is_whole ? first->trim_left : 0;
}

/* What the ends lose they cannot give, and neither what the rules leave them whole. */
void widths_cut_start(const line_setter *s, size_t first, line_widths *widths)
{
    const text_item *item = &s->items[first];
    widths->natural += blank_regained(s, item);
    if (!item->blank_left) return;
    if (s->trims_start) widths->natural -= item->blank_left;
    widths->tighten[mark_place(item->class)] -= blank_to_give(s, item, item->blank_left);
}

void widths_cut_end(const line_setter *s, size_t last, line_widths *widths)
{
    const text_item *item = &s->items[last];
    if (!item->blank_right) return;
    if (s->trims_end) widths->natural -= item->blank_right;
    widths->tighten[mark_place(item->class)] -= blank_to_give(s, item, item->blank_right - item->blank_kept);
}

bx_len line_hang(const line_setter *s, size_t last, bx_len over)
{
    if (!s->may_hang || over <= LINE_TOLERANCE) return 0;
    const text_item *item = &s->items[last];
    if (!utf8_has(s->rules->hanging, item->code)) return 0;
    return set_width(item) - (s->trims_end ? item->blank_right : 0);
}

void line_trim_blanks(const text_item *items, size_t *from, size_t *to)
{
    while (*from < *to && item_is_blank(&items[*from])) ++*from;
    while (*from < *to && item_is_blank(&items[*to - 1])) --*to;
}

/* ---- placing ---- */

/* How much of each place's total is used; a share of a place is reckoned from running totals, so that
 * roundings never add up. */
typedef struct adjustment {
    bx_len used[ADJUST_COUNT], total[ADJUST_COUNT], passed[ADJUST_COUNT];
} adjustment;

static bx_len share(adjustment *a, adjust_place what, bx_len amount)
{
    if (!a->used[what] || !amount) return 0;
    bx_len before = len_scale(a->used[what], a->passed[what], a->total[what]);
    a->passed[what] += amount;
    return len_scale(a->used[what], a->passed[what], a->total[what]) - before;
}

/* Use up the steps in order. */
static void spend(const adjust_step *steps, size_t count, const bx_len *available, bx_len wanted,
                  adjustment *out)
{
    for (size_t i = 0; i < count && wanted > 0; i++) {
        adjust_place what = steps[i].what;
        if (available[what] <= 0) continue;
        bool is_unlimited = what == ADJUST_GAPS;
        out->total[what] = available[what];
        out->used[what] = is_unlimited ? wanted : len_min(wanted, available[what]);
        wanted -= out->used[what];
    }
}

typedef struct placer {
    const line_setter *s;
    const text_line *line;
    adjustment shrink, stretch;
    bx_len at; /* from the line's left edge */
    bool hangs;
} placer;

/* The space between an item and the next one of the text. */
static bx_len space_behind(placer *p, size_t i)
{
    const text_item *item = &p->s->items[i];
    bx_len gap = item->gap_after;
    gap -= share(&p->shrink, ADJUST_LATIN_GAP, latin_gap_to_give(p->s, item));
    gap += share(&p->stretch, ADJUST_LATIN_GAP, latin_gap_to_take(p->s, item));
    return gap + share(&p->stretch, ADJUST_GAPS, is_gap(p->s->rules, item, item + 1));
}

static bx_len trim_at_left(placer *p, size_t i)
{
    const text_item *item = &p->s->items[i];
    bool is_first = i == p->line->from;
    if (is_first && p->s->trims_start) return item->trim_left + item->blank_left;
    if (is_first) return item->trim_left - blank_regained(p->s, item);
    return item->trim_left +
           share(&p->shrink, mark_place(item->class), blank_to_give(p->s, item, item->blank_left));
}

static bx_len trim_at_right(placer *p, size_t i)
{
    const text_item *item = &p->s->items[i];
    if (i + 1 == p->line->to) return item->trim_right + (p->s->trims_end ? item->blank_right : 0);
    return item->trim_right + share(&p->shrink, mark_place(item->class),
                                    blank_to_give(p->s, item, item->blank_right - item->blank_kept));
}

static void place_item(placer *p, size_t i, bx_len *x)
{
    const text_item *item = &p->s->items[i];
    bx_len left = trim_at_left(p, i), width = item->advance - left - trim_at_right(p, i);
    if (item->class == CLASS_SPACE) {
        width -= share(&p->shrink, ADJUST_WORD_SPACE, space_to_give(p->s, item));
        width += share(&p->stretch, ADJUST_WORD_SPACE, space_to_take(p->s, item));
    }
    x[i] = p->at - left;
    if (!(p->hangs && i + 1 == p->line->to)) p->at += width;
}

static void place_onwards(placer *p, bx_len *x)
{
    for (size_t i = p->line->from; i < p->line->to; i++) {
        place_item(p, i, x);
        if (i + 1 < p->line->to) p->at += space_behind(p, i);
    }
}

/* ---- right to left (UAX #9, L2): items are placed in the order the eye meets them ---- */

static void reverse(size_t *order, size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--) {
        size_t swapped = order[from];
        order[from] = order[to - 1];
        order[to - 1] = swapped;
    }
}

static void order_by_levels(const text_item *items, size_t *order, size_t count)
{
    uint8_t highest = 0, lowest_odd = UINT8_MAX;
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        if (items[i].level > highest) highest = items[i].level;
        if (items[i].level % 2 && items[i].level < lowest_odd) lowest_odd = items[i].level;
    }
    for (uint8_t level = highest; level >= lowest_odd; level--)
        for (size_t from = 0, to; from < count; from = to + 1) {
            for (to = from; to < count && items[order[to]].level >= level;) to++;
            reverse(order, from, to);
        }
}

/* Which space of the text stands behind each place: that between the two who are neighbours in the text as
 * well; where a run of the other direction begins or ends, the spaces at its borders, in the text's order. */
static void order_spaces(const size_t *order, size_t *place_of, size_t *spaces, size_t count)
{
    for (size_t i = 0; i < count; i++) place_of[order[i]] = i;
    size_t border = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        size_t a = place_of[i], b = place_of[i + 1];
        if (a + 1 == b || b + 1 == a) {
            spaces[a < b ? a : b] = i;
            continue;
        }
        while (order[border] + 1 == order[border + 1] || order[border + 1] + 1 == order[border]) border++;
        spaces[border++] = i;
    }
}

static void place_by_levels(placer *p, bx_len *x)
{
    size_t count = p->line->to - p->line->from;
    size_t *order = p->s->order, *place_of = order + count, *spaces = place_of + count;
    order_by_levels(p->s->items + p->line->from, order, count);
    order_spaces(order, place_of, spaces, count);
    for (size_t i = 0; i < count; i++) {
        place_item(p, p->line->from + order[i], x);
        if (i + 1 < count) p->at += space_behind(p, p->line->from + spaces[i]);
    }
}

bx_len line_place(const line_setter *s, const text_line *line, bx_len width, bool is_justified, bx_len *x)
{
    if (line->from == line->to) return 0;
    line_widths widths = {0};
    for (size_t i = line->from; i < line->to; i++) {
        if (i > line->from) widths_add_joint(s, i, &widths);
        widths_add_item(s, i, &widths);
    }
    widths_cut_start(s, line->from, &widths);
    widths_cut_end(s, line->to - 1, &widths);
    bx_len hang = line_hang(s, line->to - 1, widths.natural - width);
    placer p = {.s = s, .line = line, .hangs = hang > 0};
    widths.natural -= hang;
    if (widths.natural > width)
        spend(s->rules->tighten, s->rules->tighten_count, widths.tighten, widths.natural - width, &p.shrink);
    else if (is_justified)
        spend(s->rules->loosen, s->rules->loosen_count, widths.loosen, width - widths.natural, &p.stretch);
    if (s->order)
        place_by_levels(&p, x);
    else
        place_onwards(&p, x);
    return p.at;
}
