/* UTF-8 without lenience (Unicode 15, table 3-7: well-formed byte sequences). */
#include "base/utf8.h"

static uint32_t decode(const unsigned char *p, size_t left, size_t *used)
{
    *used = 1;
    if (p[0] < 0x80) return p[0];
    size_t len = p[0] >= 0xC2 && p[0] <= 0xDF   ? 2
                 : (p[0] & 0xF0) == 0xE0        ? 3
                 : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4
                                                : 0;
    if (!len || left < len) return UTF8_BAD;
    uint32_t code = p[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) return UTF8_BAD;
        code = code << 6 | (p[i] & 0x3Fu);
    }
    if ((len == 3 && code < 0x800) || (len == 4 && code < 0x10000)) return UTF8_BAD;
    if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return UTF8_BAD;
    *used = len;
    return code;
}

uint32_t utf8_next(bx_str s, size_t *at)
{
    size_t used;
    uint32_t code = decode((const unsigned char *)s.ptr + *at, s.len - *at, &used);
    *at += used;
    return code;
}

size_t utf8_first_bad(bx_str s)
{
    for (size_t at = 0, start = 0; at < s.len; start = at)
        if (utf8_next(s, &at) == UTF8_BAD) return start;
    return s.len;
}

size_t utf8_count(bx_str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.len; count++) utf8_next(s, &at);
    return count;
}

bx_str utf8_head(bx_str s, size_t count)
{
    size_t end = 0;
    while (end < s.len && count--) utf8_next(s, &end);
    return str_slice(s, 0, end);
}

size_t utf8_put(char out[4], uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--, code >>= 6) out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(lead[len] | code);
    return len;
}

bool utf8_has(bx_str s, uint32_t code)
{
    char sign[4];
    if (code == UTF8_BAD) return false;
    size_t len = utf8_put(sign, code);
    return str_find(s, (bx_str){sign, len}) < s.len;
}
