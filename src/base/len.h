/* Lengths. One unit everywhere inside: 1/65536 of a point (1 pt = 1/72 inch), in 64 bits, so that nothing a
 * page or a table of a million rows can hold overflows. Millimetres, points, characters and 字号 exist only
 * where data is read (report) and where a dump is written. Origin of every page: top left corner, y
 * downwards. */
#ifndef BX_BASE_LEN_H
#define BX_BASE_LEN_H

#include <stdint.h>

typedef int64_t bx_len;

#define LEN_PT ((bx_len)65536)

/* Points or millimetres to a length, rounded to the nearest unit. */
#define LEN_FROM_PT(pt) ((bx_len)((pt)*65536.0 + ((pt) < 0 ? -0.5 : 0.5)))
#define LEN_FROM_MM(mm) LEN_FROM_PT((mm)*72.0 / 25.4)

static inline double len_to_pt(bx_len len)
{
    return (double)len / 65536.0;
}

static inline double len_to_mm(bx_len len)
{
    return (double)len / 65536.0 * 25.4 / 72.0;
}

/* a × b / c, rounded to the nearest (halves away from zero); c must not be 0. For products below 2^63. */
static inline bx_len len_scale(bx_len a, int64_t b, int64_t c)
{
    int64_t product = a * b, half = (c < 0 ? -c : c) / 2;
    return (product < 0) == (c < 0) ? (product + (c < 0 ? -half : half)) / c
                                    : (product - (c < 0 ? -half : half)) / c;
}

static inline bx_len len_min(bx_len a, bx_len b)
{
    return a < b ? a : b;
}

static inline bx_len len_max(bx_len a, bx_len b)
{
    return a > b ? a : b;
}

/* The nearest place on the dots of a printer of 600 to the inch: what begins and ends there comes out of it
 * as it is, not a dot wider here and narrower there. */
enum { LEN_DOTS = 600 };

static inline bx_len len_on_dots(bx_len len)
{
    return len_scale(len_scale(len, LEN_DOTS, 72 * LEN_PT), 72 * LEN_PT, LEN_DOTS);
}

#endif
