/* Words for lines that are balanced (GB/T 9704 7.3.1 词意完整): which places of a title are inside a word,
 * which are between words, and of which nothing is known. */
#include "base/utf8.h"
#include "text/fit.h"

typedef struct word_finder {
    const text_item *items;
    size_t count;
    bx_str text;
    uint8_t *kinds;
} word_finder;

static bool is_better(uint8_t old, word_place place)
{
    return old != WORD_INSIDE && (place == WORD_INSIDE || old == WORD_UNKNOWN);
}

/* The place behind an item; what is inside one word is no edge of another. */
static void note(word_finder *f, size_t item, word_place place)
{
    if (is_better(f->kinds[item], place)) f->kinds[item] = (uint8_t)place;
}

static void keep_word(word_finder *f, bx_str word)
{
    size_t item = 0;
    for (size_t at = 0; word.len && at < f->text.len;) {
        size_t found = at + str_find(str_from(f->text, at), word), end = found + word.len;
        if (found >= f->text.len) return;
        while (item < f->count && f->items[item].at < found) item++;
        if (item > 0) note(f, item - 1, WORD_EDGE);
        size_t last = item;
        for (; last < f->count && f->items[last].at + f->items[last].len < end; last++)
            note(f, last, WORD_INSIDE);
        if (last < f->count) note(f, last, WORD_EDGE);
        at = end;
    }
}

static void keep_words(word_finder *f, const text_words *words)
{
    for (size_t i = 0; i < words->count; i++) keep_word(f, words->items[i]);
}

/* What stands in brackets is one thing, if a line can hold it. */
enum { BRACKETED_MAX = 18 };

static void keep_bracketed(word_finder *f)
{
    size_t open = 0, depth = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (f->items[i].class == CLASS_OPEN && depth++ == 0) open = i;
        if (f->items[i].class != CLASS_CLOSE || depth == 0 || --depth > 0) continue;
        for (size_t at = open; at < i && i - open <= BRACKETED_MAX; at++) note(f, at, WORD_INSIDE);
    }
}

/* Between characters of which both are Han nothing is known; marks, numbers and foreign words have edges. */
static uint8_t place_by_class(const text_item *a, const text_item *b)
{
    return a->class == CLASS_HAN && b->class == CLASS_HAN && !item_is_blank(a) ? WORD_UNKNOWN : WORD_EDGE;
}

const uint8_t *fit_words(const fitter *f)
{
    const text_items *all = f->items;
    const text_rules *rules = f->setter->rules;
    word_finder w = {.items = all->items, .count = all->count, .text = all->text};
    w.kinds = scratch_array(f->setter, SCRATCH_KINDS, all->count, 1);
    if (!w.kinds) return NULL;
    for (size_t i = 0; i < w.count; i++)
        w.kinds[i] = i + 1 < w.count ? place_by_class(&w.items[i], &w.items[i + 1]) : WORD_EDGE;
    keep_words(&w, &rules->whole_words);
    keep_words(&w, &f->setter->words);
    keep_bracketed(&w);
    for (size_t i = 0; i + 1 < w.count && rules->no_balanced_start.len; i++)
        if (utf8_has(rules->no_balanced_start, w.items[i + 1].code)) note(&w, i, WORD_INSIDE);
    return w.kinds;
}
