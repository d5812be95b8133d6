/* What may be parted: 行首行尾禁则 and 分离禁则 (GB/T 15834 5.1, CLREQ), numbers and Latin words. */
#include "text/text.h"

static bool is_digit(const text_item *item)
{
    return item->code >= '0' && item->code <= '9';
}

static bool is_letter_or_digit(const text_item *item)
{
    uint32_t c = item->code;
    return is_digit(item) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (item->class == CLASS_LATIN && c >= 0xC0);
}

/* Units in —— and …… are of two of a kind, counted from where the row of them begins. */
static bool divides_dash(const text_item *items, size_t i)
{
    if (items[i].class != CLASS_DASH || items[i + 1].class != CLASS_DASH ||
        items[i].code != items[i + 1].code)
        return false;
    size_t start = i;
    while (start > 0 && items[start - 1].class == CLASS_DASH && items[start - 1].code == items[i].code)
        start--;
    return (i - start) % 2 == 0;
}

/* Latin: no break inside a word or number but behind a hyphen between letters. */
static break_kind break_in_latin(const text_item *items, size_t i)
{
    bool is_hyphen =
        items[i].code == '-' && i > 0 && is_letter_or_digit(&items[i - 1]) && !is_digit(&items[i + 1]);
    return is_hyphen ? BREAK_POOR : BREAK_EMERGENCY;
}

static bool is_latin_kind(const text_item *item)
{
    return item->class == CLASS_LATIN || (item->code < 0x80 && item->class != CLASS_SPACE);
}

static break_kind break_between(const text_rules *rules, const text_item *items, size_t i)
{
    const text_item *a = &items[i], *b = &items[i + 1];
    if (a->code == '\n') return BREAK_MUST;
    if (b->code == '\n' || b->class == CLASS_SPACE)
        return BREAK_NEVER; /* a space ends its line, it starts none */
    if (divides_dash(items, i)) return BREAK_NEVER;
    if (rules->no_end[a->class] || rules->no_start[b->class]) return BREAK_NEVER;
    if (a->class == CLASS_PREFIX && is_letter_or_digit(b)) return BREAK_NEVER;
    if (b->class == CLASS_SUFFIX && is_letter_or_digit(a)) return BREAK_NEVER;
    if (is_latin_kind(a) && is_latin_kind(b)) return break_in_latin(items, i);
    /* number and Han unit (5年, 3件): the standards allow it, a better place is preferred */
    if (is_digit(a) && b->class == CLASS_HAN) return BREAK_POOR;
    return BREAK_GOOD;
}

void text_find_breaks(const text_rules *rules, text_item *items, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) items[i].break_after = break_between(rules, items, i);
    if (count) items[count - 1].break_after = BREAK_MUST;
}
