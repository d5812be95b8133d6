/* UTF-8 without lenience: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef BX_BASE_UTF8_H
#define BX_BASE_UTF8_H

#include <stdint.h>

#include "base/str.h"

/* What utf8_next answers for a byte that starts no valid sequence; it then moves on by one byte. */
#define UTF8_BAD 0xFFFFFFFFu

/* The code point at *at, which moves behind it. *at must be below s.len. */
uint32_t utf8_next(bx_str s, size_t *at);

/* Offset of the first byte that is not valid UTF-8; s.len if all is. */
size_t utf8_first_bad(bx_str s);

/* Number of code points; bad bytes count as one each. */
size_t utf8_count(bx_str s);

/* Its first code points, so many or all there are. */
bx_str utf8_head(bx_str s, size_t count);

/* Write a code point (at most 4 bytes), answer the length. */
size_t utf8_put(char out[4], uint32_t code);

/* Does a text hold the character? UTF8_BAD is in none. */
bool utf8_has(bx_str s, uint32_t code);

#endif
