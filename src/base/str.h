/* A slice of bytes, usually UTF-8: pointer and length, not owned, not necessarily NUL-terminated. */
#ifndef BX_BASE_STR_H
#define BX_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct bx_str {
    const char *ptr;
    size_t len;
} bx_str;

/* A slice of a string literal. */
#define STR(literal) ((bx_str){"" literal, sizeof(literal) - 1})

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static inline bx_str str_of(const char *text)
{
    return (bx_str){text, text ? strlen(text) : 0};
}

static inline bool str_is_equal(bx_str a, bx_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool str_is(bx_str a, const char *text)
{
    return str_is_equal(a, str_of(text));
}

static inline bool str_starts_with(bx_str s, bx_str start)
{
    return s.len >= start.len && (start.len == 0 || memcmp(s.ptr, start.ptr, start.len) == 0);
}

static inline bool str_ends_with(bx_str s, bx_str end)
{
    return s.len >= end.len && (end.len == 0 || memcmp(s.ptr + s.len - end.len, end.ptr, end.len) == 0);
}

/* The slice from an offset on; from and len are cut to what is there. */
static inline bx_str str_slice(bx_str s, size_t from, size_t len)
{
    if (!s.len) return s; /* no offset to a NULL pointer */
    if (from > s.len) from = s.len;
    if (len > s.len - from) len = s.len - from;
    return (bx_str){s.ptr + from, len};
}

static inline bx_str str_from(bx_str s, size_t from)
{
    return str_slice(s, from, s.len);
}

/* Offset of the first occurrence of a part; s.len if there is none. */
size_t str_find(bx_str s, bx_str part);

/* Without ASCII white space and U+3000, U+00A0 at both ends; at the start. */
bx_str str_trim(bx_str s);
bx_str str_trim_start(bx_str s);

/* Edits (insert, delete, replace, swap neighbours) that turn one into the other, by code points; for "did you
 * mean". Answers at most `limit` + 1. */
size_t str_distance(bx_str a, bx_str b, size_t limit);

#endif
