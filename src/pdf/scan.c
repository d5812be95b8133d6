/* Words and strings. */
#include "pdf/scan.h"

#include "base/utf8.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c == '<' || c == '>' || c == '[' || c == ']' || c == '/' || c == '(' || c == ')' || c == '{' ||
           c == '}' || c == '%';
}

static void skip(bx_str bytes, size_t *at)
{
    bool is_comment = false;
    for (; *at < bytes.len; ++*at) {
        char c = bytes.ptr[*at];
        if (is_comment)
            is_comment = c != '\n' && c != '\r';
        else if (c == '%')
            is_comment = true;
        else if (!is_blank(c) && c != '[' && c != ']' && c != '{' && c != '}')
            return;
    }
}

static scan_token take_regular(scan_kind kind, bx_str bytes, size_t *at)
{
    size_t start = *at;
    while (*at < bytes.len && !is_blank(bytes.ptr[*at]) && !is_delimiter(bytes.ptr[*at])) ++*at;
    return (scan_token){kind, str_slice(bytes, start, *at - start)};
}

static scan_token take_hex(bx_str bytes, size_t *at)
{
    bx_str rest = str_from(bytes, *at);
    const char *end = memchr(rest.ptr, '>', rest.len);
    size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
    *at += len + (end != NULL);
    return (scan_token){SCAN_HEX, str_slice(rest, 0, len)};
}

/* Brackets in pairs belong to the string. */
static scan_token take_literal(bx_str bytes, size_t *at)
{
    size_t start = *at, depth = 1;
    while (*at < bytes.len && depth) {
        char c = bytes.ptr[(*at)++];
        if (c == '\\' && *at < bytes.len) ++*at;
        if (c == '(') depth++;
        if (c == ')') depth--;
    }
    return (scan_token){SCAN_LITERAL, str_slice(bytes, start, *at - start - !depth)};
}

static scan_token take_pair(bx_str bytes, size_t *at, scan_kind kind)
{
    *at += 2;
    return (scan_token){kind, str_slice(bytes, *at - 2, 2)};
}

scan_token scan_next(bx_str bytes, size_t *at)
{
    skip(bytes, at);
    if (*at >= bytes.len) return (scan_token){SCAN_END, STR("")};
    char c = bytes.ptr[*at];
    bool is_double = *at + 1 < bytes.len && bytes.ptr[*at + 1] == c;
    if (c == '<' && is_double) return take_pair(bytes, at, SCAN_DICT);
    if (c == '>' && is_double) return take_pair(bytes, at, SCAN_DICT_END);
    if (!is_delimiter(c)) return take_regular(SCAN_WORD, bytes, at);
    ++*at;
    if (c == '/') return take_regular(SCAN_NAME, bytes, at);
    if (c == '<') return take_hex(bytes, at);
    if (c == '(') return take_literal(bytes, at);
    return (scan_token){SCAN_WORD, str_slice(bytes, *at - 1, 1)};
}

int64_t scan_number(scan_token token)
{
    int64_t number = 0;
    if (token.kind != SCAN_WORD || !token.text.len) return -1;
    for (size_t i = 0; i < token.text.len; i++) {
        char c = token.text.ptr[i];
        if (c < '0' || c > '9' || number > INT32_MAX) return -1;
        number = number * 10 + (c - '0');
    }
    return number <= INT32_MAX ? number : -1;
}

/* ---- strings ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A digit that is missing at the end is 0. */
static void add_hex(bx_str text, bx_buf *out)
{
    char room[256];
    size_t used = 0, digits = 0;
    int byte = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0) continue;
        byte = digits % 2 ? byte | digit : digit << 4;
        if (digits++ % 2) room[used++] = (char)byte;
        if (used == sizeof room) buf_add(out, room, used);
        used %= sizeof room;
    }
    if (digits % 2) room[used++] = (char)byte;
    buf_add(out, room, used);
}

/* What stands behind a backslash; *at moves behind it. */
static void add_escape(bx_str text, size_t *at, bx_buf *out)
{
    static const char names[] = "nrtbf", meant[] = "\n\r\t\b\f";
    char c = text.ptr[(*at)++];
    const char *name = c ? strchr(names, c) : NULL;
    if (c >= '0' && c <= '7') {
        unsigned code = (unsigned)(c - '0');
        for (int i = 0; i < 2 && *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '7'; i++)
            code = code * 8 + (unsigned)(text.ptr[(*at)++] - '0');
        buf_char(out, (char)code);
    } else if (c == '\r')
        *at += *at < text.len && text.ptr[*at] == '\n'; /* a line goes on */
    else if (c != '\n')
        buf_char(out, name ? meant[name - names] : c);
}

static void add_literal(bx_str text, bx_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        char c = text.ptr[at++];
        if (c == '\\' && at < text.len)
            add_escape(text, &at, out);
        else if (c == '\r') { /* an end of line is one, whatever it is made of */
            buf_char(out, '\n');
            at += at < text.len && text.ptr[at] == '\n';
        } else
            buf_char(out, c);
    }
}

void scan_string(scan_token token, bx_buf *out)
{
    if (token.kind == SCAN_HEX) add_hex(token.text, out);
    if (token.kind == SCAN_LITERAL) add_literal(token.text, out);
}

static unsigned unit_at(bx_str bytes, size_t at)
{
    return (unsigned)((unsigned char)bytes.ptr[at] << 8 | (unsigned char)bytes.ptr[at + 1]);
}

bool scan_utf16(bx_str bytes, bx_buf *out)
{
    if (bytes.len % 2) return false;
    for (size_t at = 0; at < bytes.len; at += 2) {
        char room[4];
        uint32_t code = unit_at(bytes, at);
        if (code >= 0xD800 && code < 0xE000) {
            unsigned low = at + 2 < bytes.len ? unit_at(bytes, at + 2) : 0;
            if (code >= 0xDC00 || low < 0xDC00 || low >= 0xE000) return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        }
        buf_add(out, room, utf8_put(room, code));
    }
    return true;
}
