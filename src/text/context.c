/* Classes that depend on what stands around: “ ” ‘ ’ — … share code points with Latin, and - / are Chinese
 * marks of half an em between Chinese words. What stands between Latin words is Latin, all else Chinese
 * (CLREQ 中文与西文的混排). */
#include "text/steps.h"

enum { QUOTES_DEEP = 16 }; /* quotations within each other; deeper ones stand alone */

static bool is_quote(uint32_t code)
{
    return code == 0x2018 || code == 0x2019 || code == 0x201C || code == 0x201D;
}

static bool is_rule_or_dots(uint32_t code)
{
    return code == 0x2014 || code == 0x2026;
}

/* Letters tell which writing they belong to; digits, signs, spaces and the marks in question do not. */
static writing writing_of(const text_letter *l)
{
    if (l->is_joined || l->code == '\n' || is_quote(l->code) || is_rule_or_dots(l->code)) return WRITING_NONE;
    switch (l->class) {
    case CLASS_HAN:
    case CLASS_OPEN:
    case CLASS_CLOSE:
    case CLASS_COMMA:
    case CLASS_STOP:
        return WRITING_CHINESE;
    case CLASS_LATIN:
        return code_is_letter(l->code) ? WRITING_LATIN : WRITING_NONE;
    default:
        return WRITING_NONE;
    }
}

static void look_around(text_letter *l, size_t count)
{
    writing near = WRITING_NONE;
    for (size_t i = 0; i < count; i++) {
        l[i].before = (uint8_t)near;
        if (writing_of(&l[i]) != WRITING_NONE) near = writing_of(&l[i]);
    }
    near = WRITING_NONE;
    for (size_t i = count; i-- > 0;) {
        l[i].after = (uint8_t)near;
        if (writing_of(&l[i]) != WRITING_NONE) near = writing_of(&l[i]);
    }
}

/* A text's end, and what tells nothing, counts as what stands at the other side. */
static bool is_among_latin(const text_letter *first, const text_letter *last)
{
    bool is_any = first->before == WRITING_LATIN || last->after == WRITING_LATIN;
    return is_any && first->before != WRITING_CHINESE && last->after != WRITING_CHINESE;
}

/* ---- quotation marks: both of a pair are alike ---- */

/* What is quoted must be Latin, and so must what stands around; behind, only if no space before tells that a
 * Latin sentence ends here: and “big data”。 */
static void settle_pair(text_letter *l, size_t open, size_t close)
{
    bool is_inside = l[open].after == WRITING_LATIN && l[close].before == WRITING_LATIN;
    bool is_around = is_among_latin(&l[open], &l[open]) && is_among_latin(&l[close], &l[close]);
    bool follows = open > 0 && l[open - 1].class == CLASS_SPACE && l[open].before == WRITING_LATIN;
    if (is_inside && (is_around || follows)) l[open].class = l[close].class = CLASS_LATIN;
}

/* don’t, the workers’ rights */
static bool is_apostrophe(const text_letter *l, size_t i, size_t count)
{
    if (l[i].code != 0x2019 || i == 0 || writing_of(&l[i - 1]) != WRITING_LATIN) return false;
    return i + 1 < count && writing_of(&l[i + 1]) == WRITING_LATIN;
}

static void settle_alone(text_letter *l, size_t i)
{
    bool follows_word = l[i].code == 0x2019 && i > 0 && writing_of(&l[i - 1]) == WRITING_LATIN;
    if (follows_word || is_among_latin(&l[i], &l[i])) l[i].class = CLASS_LATIN;
}

static void settle_quotes(text_letter *l, size_t count)
{
    size_t open[QUOTES_DEEP], depth = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_quote(l[i].code)) continue;
        if (is_apostrophe(l, i, count)) {
            l[i].class = CLASS_LATIN;
        } else if (l[i].code == 0x201C || l[i].code == 0x2018) {
            if (depth == QUOTES_DEEP) settle_alone(l, open[--depth]);
            open[depth++] = i;
        } else {
            uint32_t wanted = l[i].code - 1;
            size_t match = depth;
            while (match > 0 && l[open[match - 1]].code != wanted) match--;
            if (!match) {
                settle_alone(l, i);
                continue;
            }
            while (depth > match) settle_alone(l, open[--depth]); /* never closed */
            settle_pair(l, open[--depth], i);
        }
    }
    while (depth > 0) settle_alone(l, open[--depth]);
}

/* ---- dashes and dots: two are one mark; a single — is a 连接号 ---- */

static void settle_rows(text_letter *l, size_t count)
{
    for (size_t i = 0, run; i < count; i += run) {
        for (run = 1; i + run < count && l[i + run].code == l[i].code;) run++;
        if (!is_rule_or_dots(l[i].code)) continue;
        if (l[i].code == 0x2014 && run % 2) l[i + run - 1].class = CLASS_CONNECTOR;
        if (!is_among_latin(&l[i], &l[i + run - 1])) continue;
        for (size_t n = i; n < i + run; n++) l[n].class = CLASS_LATIN;
    }
}

/* ---- - / and the space in 10 000 ---- */

static bool is_passed_over(const text_letter *l)
{
    return l->is_joined || l->class == CLASS_SPACE;
}

/* Does a Chinese word stand right beside, spaces apart? */
static bool is_beside_chinese(const text_letter *l, size_t i, size_t count)
{
    size_t before = i, after = i + 1;
    while (before > 0 && is_passed_over(&l[before - 1])) before--;
    while (after < count && is_passed_over(&l[after])) after++;
    bool is_before = before > 0 && (l[before - 1].class == CLASS_HAN || l[before - 1].class == CLASS_CLOSE);
    bool is_after = after < count && (l[after].class == CLASS_HAN || l[after].class == CLASS_OPEN);
    return is_before || is_after;
}

static size_t digits_before(const text_letter *l, size_t i)
{
    size_t digits = 0;
    while (digits < 4 && digits < i && code_is_digit(l[i - 1 - digits].code)) digits++;
    return digits;
}

static size_t digits_behind(const text_letter *l, size_t i, size_t count)
{
    size_t digits = 0;
    while (digits < 4 && i + 1 + digits < count && code_is_digit(l[i + 1 + digits].code)) digits++;
    return digits;
}

/* GB/T 15835: thousands may be parted by a thin space; it is a part of the number. */
static bool is_in_number(const text_letter *l, size_t i, size_t count)
{
    size_t before = digits_before(l, i);
    return before >= 1 && before <= 3 && digits_behind(l, i, count) == 3;
}

void letters_settle(text_letter *letters, size_t count)
{
    bool is_shared = false;
    for (size_t i = 0; i < count; i++) {
        text_letter *l = &letters[i];
        is_shared |= is_quote(l->code) || is_rule_or_dots(l->code);
        if (l->code == '-' && is_beside_chinese(letters, i, count)) l->class = CLASS_CONNECTOR;
        if (l->code == '/' && !is_beside_chinese(letters, i, count)) l->class = CLASS_LATIN;
        if (l->code == ' ' && is_in_number(letters, i, count)) l->class = CLASS_LATIN;
    }
    if (!is_shared) return;
    look_around(letters, count);
    settle_quotes(letters, count);
    settle_rows(letters, count);
}
