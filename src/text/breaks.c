/* What may be parted: 行首行尾禁则 and 分离禁则 (GB/T 15834 5.1, CLREQ), numbers with their signs, dates,
 * 〔2021〕30号; in alphabetic scripts what breaks_latin.c says. */
#include "base/utf8.h"
#include "text/steps.h"

typedef struct break_finder {
    const text_rules *rules;
    bx_str text;
    const text_item *items;
    size_t count;
    const uint8_t *latin; /* latin_breaks */
} break_finder;

static bool is_digit_at(const break_finder *f, size_t i)
{
    return i < f->count && code_is_digit(f->items[i].code);
}

static bool is_letter(const text_item *item)
{
    return item->class == CLASS_LATIN && code_is_letter(item->code);
}

/* The last character of an item: joiners and zero-width spaces end the cluster they follow. */
static uint32_t last_code(const break_finder *f, const text_item *item)
{
    size_t at = item->at + item->len;
    if (item->len <= 1) return item->code;
    do at--;
    while (at > item->at && ((unsigned char)f->text.ptr[at] & 0xC0) == 0x80);
    return at == item->at ? item->code : utf8_next(f->text, &at);
}

static bool is_glue(uint32_t code)
{
    return code == 0xA0 || code == 0x2007 || code == 0x2011 || code == 0x202F || code == 0x2060 ||
           code == 0xFEFF;
}

/* ---- 分离禁则 ---- */

/* Units in —— and …… are of two of a kind, counted from where the row of them begins; `row` counts the items
 * before i that are like it. */
static bool divides_dash(const text_item *a, size_t row)
{
    const text_item *b = a + 1;
    if (a->class != CLASS_DASH || b->class != CLASS_DASH || a->code != b->code) return false;
    return a->code != 0x2E3A && row % 2 == 0;
}

/* Of a number: 2023, 1,234.5, −3, 9:30, 0468-7863210, 2023/1/10, １．５, 10 000 */
static bool is_in_number(const break_finder *f, size_t i)
{
    static const bx_str joiners = {".,:-/' ．：", sizeof ".,:-/' ．：" - 1};
    const text_item *a = &f->items[i], *b = &f->items[i + 1];
    bool is_digit_a = is_digit_at(f, i), is_digit_b = is_digit_at(f, i + 1);
    if (is_digit_a && is_digit_b) return true;
    if ((is_digit_a && is_letter(b)) || (is_letter(a) && is_digit_b)) return true; /* 5km, A4 */
    if (is_digit_b && (a->code == '+' || a->code == '-' || a->code == 0xB1)) return true;
    if (is_digit_a == is_digit_b || a->class == CLASS_SPACE || b->class == CLASS_SPACE) return false;
    if (!utf8_has(joiners, is_digit_a ? b->code : a->code)) return false;
    return is_digit_a ? is_digit_at(f, i + 2) : i > 0 && is_digit_at(f, i - 1);
}

/* 国办发〔2021〕30号: one reference; its year's bracket, its number and 号 stay together. */
static bool is_in_reference(const break_finder *f, size_t i)
{
    if (f->items[i].code == 0x3015 && is_digit_at(f, i + 1)) return true;   /* 〕3 */
    if (!is_digit_at(f, i) || f->items[i + 1].code != 0x53F7) return false; /* 0号 */
    size_t at = i;
    while (at > 0 && i - at < 6 && is_digit_at(f, at - 1)) at--;
    return at > 0 && f->items[at - 1].code == 0x3015;
}

/* Before a number a sign; between words an operator. */
static bool is_operator(const break_finder *f, size_t i)
{
    static const bx_str operators = {"＋−≈≤≥＜＞", sizeof "＋−≈≤≥＜＞" - 1};
    if (f->items[i].class != CLASS_PREFIX || is_digit_at(f, i + 1)) return false;
    return utf8_has(operators, f->items[i].code);
}

/* CLREQ 数字及其相应的前后缀单位符号; a note's raised number goes with its word, an operator with what it
 * follows (互联网＋政务服务). */
static bool is_sign_of_neighbour(const break_finder *f, size_t left, size_t i)
{
    const text_item *a = &f->items[left], *b = &f->items[i + 1];
    uint32_t c = b->code;
    bool is_raised = c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x209F);
    if (is_operator(f, i + 1) || b->class == CLASS_SUFFIX || is_raised) return true;
    return a->class == CLASS_PREFIX && !(left == i && is_operator(f, i));
}

/* 5 km: a word of at most three letters behind a number and a space. */
static bool is_unit_behind_space(const break_finder *f, size_t left, size_t i)
{
    size_t to = i + 1;
    while (to < f->count && to < i + 5 && is_letter(&f->items[to])) to++;
    return is_digit_at(f, left) && to > i + 1 && to < i + 5;
}

/* Windows 11: a number goes with the word it counts. */
static break_kind kind_at_blank(const break_finder *f, size_t left, size_t i)
{
    if (is_unit_behind_space(f, left, i)) return BREAK_NEVER;
    return is_letter(&f->items[left]) && is_digit_at(f, i + 1) ? BREAK_BAD : BREAK_GOOD;
}

/* ---- places that the standards allow; a better one is preferred ---- */

/* 5年, 3件 and the parts of a date; 1. before its words; ranges. */
static bool is_number_and_unit(const break_finder *f, size_t i)
{
    const text_item *a = &f->items[i], *b = &f->items[i + 1];
    bool follows_digit = i > 0 && is_digit_at(f, i - 1);
    if (is_digit_at(f, i)) return b->class == CLASS_HAN;
    if (!follows_digit) return false;
    bool is_date_part = a->code == 0x5E74 || a->code == 0x6708; /* 年 月 */
    if (is_date_part || a->class == CLASS_CONNECTOR) return is_digit_at(f, i + 1);
    return a->code == '.' && b->class == CLASS_HAN;
}

static break_kind kind_between_latin(const break_finder *f, size_t i)
{
    const text_item *a = &f->items[i], *b = &f->items[i + 1];
    if (f->latin[i] == LATIN_WHOLE) return is_letter(a) && is_letter(b) ? BREAK_EMERGENCY : BREAK_NEVER;
    if (f->latin[i] == LATIN_ADDRESS_SLASH) return BREAK_BAD;
    bool is_syllable_end = a->code >= 0x0F00 && a->code <= 0x0FFF; /* Tibetan */
    return is_syllable_end ? BREAK_GOOD : BREAK_POOR;
}

/* `left` is the last item up to i that is no blank. */
static break_kind kind_between(const break_finder *f, size_t left, size_t i)
{
    const text_item *a = &f->items[i], *b = &f->items[i + 1], *l = &f->items[left];
    bool is_blank = item_is_blank(a);
    if (f->rules->no_end[l->class] || f->rules->no_start[b->class]) return BREAK_NEVER;
    if (is_sign_of_neighbour(f, left, i) || (!is_blank && is_in_reference(f, i))) return BREAK_NEVER;
    if (!is_blank && f->latin[i] < LATIN_ADDRESS_PARTS && is_in_number(f, i)) return BREAK_NEVER;
    if (!is_blank && item_is_latin(a) && item_is_latin(b)) return kind_between_latin(f, i);
    bool is_latin_mark = (item_is_latin(l) && !is_letter(l) && !is_digit_at(f, left)) ||
                         (item_is_latin(b) && !is_letter(b) && !is_digit_at(f, i + 1));
    if (is_latin_mark && f->latin[i] == LATIN_WHOLE) return BREAK_NEVER;
    if (is_blank) return kind_at_blank(f, left, i);
    if (a->class == CLASS_MIDDLE) return BREAK_BAD; /* within a name */
    bool begins_reference = b->code == 0x3014;      /* 〔 */
    return begins_reference || is_number_and_unit(f, i) ? BREAK_POOR : BREAK_GOOD;
}

/* What holds whatever the class is. A blank ends its line, it starts none. */
static bool is_settled(const break_finder *f, size_t i, break_kind *kind)
{
    const text_item *a = &f->items[i], *b = &f->items[i + 1];
    uint32_t last = last_code(f, a);
    if (a->code == '\n')
        *kind = BREAK_MUST;
    else if (item_is_blank(b) || is_glue(last) || is_glue(b->code))
        *kind = BREAK_NEVER;
    else if (last == 0x200B && !f->rules->no_end[a->class] && !f->rules->no_start[b->class])
        *kind = BREAK_GOOD; /* the author's own break */
    else
        return false;
    return true;
}

bool text_find_breaks(const text_setter *setter, bx_str text, text_item *items, size_t count)
{
    break_finder f = {setter->rules, text, items, count, latin_breaks(setter, items, count)};
    if (!f.latin) return false;
    size_t left = 0, row = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        if (!item_is_blank(&items[i]) || items[i].code == '\n') left = i;
        row =
            i > 0 && items[i].code == items[i - 1].code && items[i].class == items[i - 1].class ? row + 1 : 0;
        if (is_settled(&f, i, &items[i].break_after)) continue;
        bool is_leading_blank = item_is_blank(&items[left]);
        items[i].break_after =
            divides_dash(&items[i], row) || is_leading_blank ? BREAK_NEVER : kind_between(&f, left, i);
    }
    if (count) items[count - 1].break_after = BREAK_MUST;
    return true;
}
