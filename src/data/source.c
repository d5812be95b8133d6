/* Lines and columns of a file's bytes; and the check that the bytes are UTF-8, with a guess at what else they
 * may be. */
#include "data/source.h"

#include <stdio.h>

#include "base/utf8.h"

void cursor_move(cursor *c, size_t to)
{
    const char *p = c->bytes.ptr;
    for (; c->at < to; c->at++) {
        char here = p[c->at];
        bool is_crlf = here == '\r' && c->at + 1 < c->bytes.len && p[c->at + 1] == '\n';
        if (here == '\n' || (here == '\r' && !is_crlf)) {
            c->line++;
            c->column = 1;
        } else if (((unsigned char)here & 0xC0) != 0x80) {
            c->column++;
        }
    }
}

/* Offset behind the end of the line that an offset stands in. */
static size_t next_line(bx_str bytes, size_t at)
{
    while (at < bytes.len && bytes.ptr[at] != '\n' && bytes.ptr[at] != '\r') at++;
    if (at + 1 < bytes.len && bytes.ptr[at] == '\r' && bytes.ptr[at + 1] == '\n') at++;
    return at < bytes.len ? at + 1 : bytes.len;
}

bx_str source_line(bx_str bytes, size_t line)
{
    size_t start = 0;
    for (size_t i = 1; i < line; i++) start = next_line(bytes, start);
    bx_str found = str_slice(bytes, start, next_line(bytes, start) - start);
    while (found.len && (found.ptr[found.len - 1] == '\n' || found.ptr[found.len - 1] == '\r')) found.len--;
    return found;
}

size_t source_line_above(bx_str bytes, size_t line)
{
    size_t start = 0, found = 0;
    for (size_t i = 1; i < line && start < bytes.len; i++) {
        size_t next = next_line(bytes, start);
        if (str_trim(str_slice(bytes, start, next - start)).len) found = i;
        start = next;
    }
    return found;
}

bool code_is_refused(uint32_t code)
{
    if (code < 0x20) return code != '\t' && code != '\n' && code != '\r';
    return (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029 || code == 0xFEFF ||
           code == 0xFFFE || code == 0xFFFF;
}

bx_str source_skip_mark(bx_str bytes)
{
    return str_starts_with(bytes, STR("\xEF\xBB\xBF")) ? str_from(bytes, 3) : bytes;
}

/* Windows writes UTF-16 with a mark; without one, a NUL beside every ASCII character gives it away. */
static bool looks_like_utf16(bx_str s)
{
    if (str_starts_with(s, STR("\xFF\xFE")) || str_starts_with(s, STR("\xFE\xFF"))) return true;
    return s.len >= 4 && ((!s.ptr[0] && s.ptr[1] && !s.ptr[2]) || (s.ptr[0] && !s.ptr[1] && !s.ptr[3]));
}

/* Length of a GB 18030 sequence (GB 18030-2005, table 1): one, two or four bytes; 0 if it is none. */
static size_t gb_length(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80) return 1;
    if (p[0] == 0x80 || p[0] == 0xFF || left < 2) return 0;
    if (p[1] >= 0x40 && p[1] <= 0xFE && p[1] != 0x7F) return 2;
    bool is_four = left >= 4 && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 && p[2] <= 0xFE &&
                   p[3] >= 0x30 && p[3] <= 0x39;
    return is_four ? 4 : 0;
}

/* The whole file would be valid GBK, and there was no Chinese in UTF-8 before the first bad byte: that would
 * be a damaged UTF-8 file. */
static bool looks_like_gbk(bx_str s, size_t first_bad)
{
    for (size_t i = 0; i < first_bad; i++)
        if ((unsigned char)s.ptr[i] >= 0xE0) return false;
    size_t at = 0, used = 1;
    for (; at < s.len && used; at += used) used = gb_length((const unsigned char *)s.ptr + at, s.len - at);
    return at >= s.len && used;
}

static bx_status tell_not_utf8(bx_str bytes, const cursor *c, const char *file, bx_diags *diags)
{
    char byte[8];
    snprintf(byte, sizeof byte, "0x%02X", (unsigned char)c->bytes.ptr[c->at]);
    if (looks_like_utf16(bytes))
        diag_add(diags, MSG_data_utf16, (bx_place){file, 1, 1}, STR(""));
    else if (looks_like_gbk(bytes, c->at))
        diag_add(diags, MSG_data_gbk, cursor_place(c, file), STR(""));
    else
        diag_add(diags, MSG_data_not_utf8, cursor_place(c, file), STR(""), byte);
    return BX_BAD_DATA;
}

bx_status source_check(bx_str bytes, const char *file, bx_diags *diags)
{
    cursor c = cursor_at_start(bytes);
    for (size_t at = 0, start = 0; at < bytes.len; start = at) {
        unsigned char byte = (unsigned char)bytes.ptr[at];
        if (byte >= 0x20 && byte < 0x7F) { /* most of what is no Chinese: no decoding */
            at++;
            continue;
        }
        uint32_t code = utf8_next(bytes, &at);
        if (code != UTF8_BAD && !code_is_refused(code)) continue;
        cursor_move(&c, start);
        if (code == UTF8_BAD || looks_like_utf16(bytes)) return tell_not_utf8(bytes, &c, file, diags);
        char name[16];
        snprintf(name, sizeof name, "U+%04X", (unsigned)code);
        diag_add(diags, MSG_data_control, cursor_place(&c, file), STR(""), name);
        return BX_BAD_DATA;
    }
    return BX_OK;
}
