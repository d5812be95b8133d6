/* UTF-8 as a terminal shows it. The library has its own strict reader; the command sees only the public
 * header and needs far less. */
#include "cli/display.h"

#include <stdbool.h>

/* Shortest forms only, no surrogates, nothing above U+10FFFF (RFC 3629, section 3). */
static bool is_sound(unsigned code, size_t length)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= least[length] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

unsigned display_next(const char *text, size_t *length)
{
    unsigned char first = (unsigned char)*text;
    *length = 1;
    if (first < 0x80) return first;
    size_t count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return DISPLAY_WRONG;
    unsigned code = first & (0x7Fu >> count);
    for (size_t i = 1; i < count; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xC0) != 0x80) return DISPLAY_WRONG;
        code = code << 6 | (next & 0x3Fu);
    }
    if (!is_sound(code, count)) return DISPLAY_WRONG;
    *length = count;
    return code;
}

/* East Asian Wide and Fullwidth of Unicode (UAX #11), as far as names of fonts and layouts go. */
static bool is_wide(unsigned code)
{
    return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
           (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
           (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x20000 && code <= 0x3FFFD);
}

size_t display_columns(const char *text)
{
    size_t columns = 0;
    for (size_t length; *text; text += length) columns += is_wide(display_next(text, &length)) ? 2 : 1;
    return columns;
}
