/* A run of bytes of a font file and big-endian reading that never leaves it: every offset in a font file is a
 * claim until it is checked. */
#ifndef BX_FONT_SPAN_H
#define BX_FONT_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hb.h>

typedef struct span {
    const uint8_t *ptr;
    size_t len;
} span;

/* The bytes of a blob, which must live as long as they are used. */
static inline span span_of(hb_blob_t *blob)
{
    unsigned len = 0;
    const char *bytes = hb_blob_get_data(blob, &len);
    return (span){(const uint8_t *)(bytes ? bytes : ""), bytes ? len : 0};
}

/* An unsigned number of 1 to 4 bytes; false if it does not lie inside. */
static inline bool span_read(span s, size_t at, unsigned bytes, uint32_t *out)
{
    if (at > s.len || bytes > s.len - at) return false;
    uint32_t number = 0;
    for (unsigned i = 0; i < bytes; i++) number = number << 8 | s.ptr[at + i];
    *out = number;
    return true;
}

/* The number at a place, or another where the bytes end before it: for tables that may be old and short. */
static inline uint32_t span_uint(span s, size_t at, unsigned bytes, uint32_t otherwise)
{
    uint32_t number;
    return span_read(s, at, bytes, &number) ? number : otherwise;
}

/* A signed 16-bit number, 0 where the bytes end before it. */
static inline int span_int16(span s, size_t at)
{
    return (int16_t)span_uint(s, at, 2, 0);
}

#endif
