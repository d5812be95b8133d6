/* What may be parted: 行首行尾禁则 and 分离禁则 (GB/T 15834 5.1, CLREQ), numbers with their signs, dates,
 * 〔2021〕30号; inside Latin and other alphabetic scripts the breaks of UAX #14, by libunibreak. */
#include <linebreak.h>
#include <pthread.h>

#include "base/utf8.h"
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

static bool is_latin_kind(const text_item *item)
{
    return item->class == CLASS_LATIN || (item->code < 0x80 && item->class != CLASS_SPACE);
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

/* 国办发〔2021〕30号: one reference; its year's bracket, its number and 号 stay together. */
static bool is_in_reference(const text_item *items, size_t count, size_t i)
{
    const text_item *a = &items[i], *b = &items[i + 1];
    if (a->code == 0x3015 && is_digit(b)) return true;   /* 〕3 */
    if (!is_digit(a) || b->code != 0x53F7) return false; /* 0号 */
    size_t at = i;
    while (at > 0 && is_digit(&items[at - 1])) at--;
    return at > 0 && items[at - 1].code == 0x3015 && i + 1 < count;
}

/* Number and Han unit (5年, 3件), and the parts of a date: the standards allow a break, a better place is
 * preferred. */
static bool is_number_and_unit(const text_item *items, size_t i)
{
    const text_item *a = &items[i], *b = &items[i + 1];
    if (is_digit(a) && b->class == CLASS_HAN) return true;
    bool is_date_part = a->code == 0x5E74 || a->code == 0x6708; /* 年 月 */
    return is_date_part && is_digit(b) && i > 0 && is_digit(&items[i - 1]);
}

/* ---- alphabetic scripts: UAX #14 ---- */

static pthread_once_t linebreak_ready = PTHREAD_ONCE_INIT;

static bool has_alphabetic_pair(const text_item *items, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (is_latin_kind(&items[i]) && is_latin_kind(&items[i + 1])) return true;
    return false;
}

/* The library's answer for each byte; NULL without memory. */
static char *find_unicode_breaks(const text_setter *setter, bx_str text)
{
    char *breaks = arena_array(setter->arena, char, text.len + 1);
    if (!breaks) return NULL;
    pthread_once(&linebreak_ready, init_linebreak);
    set_linebreaks_utf8((const utf8_t *)text.ptr, text.len, "", breaks);
    return breaks;
}

/* A number is one piece, with its points and signs, whatever the algorithm allows (GB/T 15835). */
static break_kind break_in_alphabetic(const text_item *items, size_t i, const char *breaks)
{
    size_t last_byte = items[i].at + items[i].len - 1;
    if (is_digit(&items[i + 1]) && (items[i].code == '-' || items[i].code == '/')) return BREAK_EMERGENCY;
    return breaks[last_byte] == LINEBREAK_ALLOWBREAK ? BREAK_POOR : BREAK_EMERGENCY;
}

static break_kind break_between(const text_rules *rules, const text_item *items, size_t count, size_t i,
                                const char *breaks)
{
    const text_item *a = &items[i], *b = &items[i + 1];
    if (a->code == '\n') return BREAK_MUST;
    if (b->code == '\n' || b->class == CLASS_SPACE)
        return BREAK_NEVER; /* a space ends its line, it starts none */
    if (divides_dash(items, i) || is_in_reference(items, count, i)) return BREAK_NEVER;
    if (is_latin_kind(a) && is_latin_kind(b)) return break_in_alphabetic(items, i, breaks);
    if (rules->no_end[a->class] || rules->no_start[b->class]) return BREAK_NEVER;
    if (a->class == CLASS_PREFIX && is_letter_or_digit(b)) return BREAK_NEVER;
    if (b->class == CLASS_SUFFIX && is_letter_or_digit(a)) return BREAK_NEVER;
    if (is_number_and_unit(items, i) || b->code == 0x3014)
        return BREAK_POOR; /* 〔 begins the number of a reference */
    return BREAK_GOOD;
}

/* ---- words that balanced lines keep whole ---- */

static void keep_word(bx_str text, bx_str word, text_item *items, size_t count)
{
    size_t item = 0;
    for (size_t at = 0; word.len && at < text.len;) {
        size_t found = at + str_find(str_from(text, at), word);
        if (found >= text.len) return;
        while (item < count && items[item].at < found) item++;
        for (size_t i = item; i < count && items[i].at + items[i].len < found + word.len; i++)
            if (items[i].break_after == BREAK_GOOD) items[i].break_after = BREAK_WORD;
        at = found + word.len;
    }
}

/* What stands in brackets is one thing, if a line can hold it. */
enum { BRACKETED_MAX = 18 };

static void keep_bracketed(text_item *items, size_t count)
{
    size_t open = 0, depth = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].class == CLASS_OPEN && depth++ == 0) open = i;
        if (items[i].class != CLASS_CLOSE || depth == 0 || --depth > 0 || i - open > BRACKETED_MAX) continue;
        for (size_t at = open; at < i; at++)
            if (items[at].break_after == BREAK_GOOD) items[at].break_after = BREAK_WORD;
    }
}

static void keep_particles(const text_rules *rules, text_item *items, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        char code[4];
        bx_str sign = {code, utf8_put(code, items[i + 1].code)};
        bool is_particle = str_find(rules->no_balanced_start, sign) < rules->no_balanced_start.len;
        if (is_particle && items[i].break_after == BREAK_GOOD) items[i].break_after = BREAK_WORD;
    }
}

bool text_find_breaks(const text_setter *setter, bx_str text, text_item *items, size_t count)
{
    const text_rules *rules = setter->rules;
    const char *breaks = NULL;
    if (has_alphabetic_pair(items, count) && !(breaks = find_unicode_breaks(setter, text))) return false;
    for (size_t i = 0; i + 1 < count; i++)
        items[i].break_after = break_between(rules, items, count, i, breaks);
    if (count) items[count - 1].break_after = BREAK_MUST;
    for (size_t i = 0; i < rules->whole_words.count; i++)
        keep_word(text, rules->whole_words.items[i], items, count);
    for (size_t i = 0; i < setter->words.count; i++) keep_word(text, setter->words.items[i], items, count);
    keep_bracketed(items, count);
    if (rules->no_balanced_start.len) keep_particles(rules, items, count);
    return true;
}
