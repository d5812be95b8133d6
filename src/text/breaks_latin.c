/* Where Latin and other alphabetic scripts may part: UAX #14, by libunibreak, in which everything Chinese
 * counts as an ideograph (what Chinese marks ask for is breaks.c's); and addresses of the net, which have to
 * part somewhere. */
#include <linebreak.h>
#include <pthread.h>
#include <string.h>

#include "text/scratch.h"

static pthread_once_t linebreak_ready = PTHREAD_ONCE_INIT;

static bool is_asked(const text_item *item)
{
    return item_is_latin(item) || item->class == CLASS_SPACE;
}

/* A stretch of items each of which has something Latin beside it. */
static void break_stretch(const text_item *items, size_t count, utf32_t *codes, char *breaks, uint8_t *out)
{
    for (size_t i = 0; i < count; i++) codes[i] = is_asked(&items[i]) ? items[i].code : 0x4E00;
    set_linebreaks_utf32(codes, count, "", breaks);
    for (size_t i = 0; i + 1 < count; i++)
        out[i] = breaks[i] == LINEBREAK_ALLOWBREAK ? LATIN_PARTS : LATIN_WHOLE;
}

/* ---- http://www.gov.cn/a?b=1, name@example.gov.cn ---- */

static bool is_letter(const text_item *item)
{
    return (item->code >= 'a' && item->code <= 'z') || (item->code >= 'A' && item->code <= 'Z');
}

/* data.example.gov.cn: points between letters, two of them at least. */
static bool is_host(const text_item *items, size_t count)
{
    size_t points = 0;
    for (size_t i = 1; i + 1 < count; i++)
        points += items[i].code == '.' && is_letter(&items[i - 1]) && is_letter(&items[i + 1]);
    return points >= 2;
}

static bool is_address(const text_item *items, size_t count)
{
    if (is_host(items, count)) return true;
    for (size_t i = 1; i + 1 < count; i++) {
        bool is_scheme =
            i + 2 < count && items[i].code == ':' && items[i + 1].code == '/' && items[i + 2].code == '/';
        bool is_www = i + 2 < count && items[i - 1].code == 'w' && items[i].code == 'w' &&
                      items[i + 1].code == 'w' && items[i + 2].code == '.';
        if (is_scheme || is_www || items[i].code == '@') return true;
    }
    return false;
}

static bool is_address_mark(const text_item *item)
{
    return item->code && item->code < 0x80 && strchr("/.?&=@_-#:", (int)item->code);
}

static void break_address(const text_item *items, size_t count, uint8_t *out)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (is_address_mark(&items[i]) && !is_address_mark(&items[i + 1]) && item_is_latin(&items[i + 1]))
            out[i] = items[i].code == '/' ? LATIN_ADDRESS_SLASH : LATIN_ADDRESS_PARTS;
}

static void break_addresses(const text_item *items, size_t count, uint8_t *out)
{
    for (size_t from = 0, to; from < count; from = to + 1) {
        for (to = from; to < count && item_is_latin(&items[to]);) to++;
        if (is_address(&items[from], to - from)) break_address(&items[from], to - from, &out[from]);
    }
}

const uint8_t *latin_breaks(const text_setter *setter, const text_item *items, size_t count)
{
    uint8_t *out = scratch_array(setter, SCRATCH_BREAKS, count, 2);
    utf32_t *codes = scratch_array(setter, SCRATCH_CODES, count, sizeof *codes);
    if (!out || !codes) return NULL;
    pthread_once(&linebreak_ready, init_linebreak);
    memset(out, LATIN_WHOLE, count);
    for (size_t from = 0, to; from < count; from = to) {
        to = from + 1;
        while (to < count && (is_asked(&items[to - 1]) || is_asked(&items[to]))) to++;
        if (to > from + 1) break_stretch(&items[from], to - from, codes, (char *)out + count, &out[from]);
    }
    break_addresses(items, count, out);
    return out;
}
