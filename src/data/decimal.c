/* Exact decimals: reading, adding, comparing, writing. No double anywhere: 0.1 万元 is a tenth. */
#include "data/read.h"

#include <inttypes.h>

enum { DIGITS_MAX = 18 }; /* 10^18 < 2^63: any literal of so many digits fits */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t skip_digits(bx_str s, size_t at)
{
    while (at < s.len && is_digit(s.ptr[at])) at++;
    return at;
}

bool literal_is_number(bx_str s)
{
    size_t start = s.len && s.ptr[0] == '-', at = skip_digits(s, start);
    if (at == start || (s.ptr[start] == '0' && at > start + 1)) return false;
    if (at == s.len) return true;
    return s.ptr[at] == '.' && at + 1 < s.len && skip_digits(s, at + 1) == s.len;
}

bool decimal_parse(bx_str literal, decimal *out)
{
    size_t at = literal.len && literal.ptr[0] == '-', digits = 0, before_point = 0;
    bool negative = at, has_point = false;
    int64_t units = 0;
    for (; at < literal.len; at++) {
        char c = literal.ptr[at];
        if (c == '.' && !has_point && digits) {
            has_point = true;
            before_point = digits;
            continue;
        }
        if (!is_digit(c) || ++digits > DIGITS_MAX) return false;
        units = units * 10 + (c - '0');
    }
    if (!digits || (has_point && digits == before_point)) return false;
    *out = (decimal){negative ? -units : units, has_point ? (uint32_t)(digits - before_point) : 0};
    return true;
}

/* The same value with a scale that is not smaller; false on overflow, with the sign still right. */
static bool stretch(decimal *d, uint32_t scale)
{
    if (d->units == 0 && d->scale < scale) d->scale = scale;
    for (int64_t wider; d->scale < scale; d->scale++) {
        if (__builtin_mul_overflow(d->units, 10, &wider)) return false;
        d->units = wider;
    }
    return true;
}

static decimal without_zeros(decimal d)
{
    for (; d.scale && d.units % 10 == 0; d.scale--) d.units /= 10;
    return d;
}

typedef bool (*combine)(int64_t a, int64_t b, int64_t *out);

static bool plus(int64_t a, int64_t b, int64_t *out)
{
    return !__builtin_add_overflow(a, b, out);
}

static bool minus(int64_t a, int64_t b, int64_t *out)
{
    return !__builtin_sub_overflow(a, b, out);
}

static bool aligned(combine with, decimal a, decimal b, decimal *out)
{
    uint32_t scale = a.scale > b.scale ? a.scale : b.scale;
    int64_t units;
    if (!stretch(&a, scale) || !stretch(&b, scale) || !with(a.units, b.units, &units)) return false;
    *out = (decimal){units, scale};
    return true;
}

/* Zeros at the end are kept where there is room for them: people expect 12.50 + 1.00 to read 13.50. */
static bool combined(combine with, decimal a, decimal b, decimal *out)
{
    return aligned(with, a, b, out) || aligned(with, without_zeros(a), without_zeros(b), out);
}

bool decimal_add(decimal a, decimal b, decimal *out)
{
    return combined(plus, a, b, out);
}

bool decimal_subtract(decimal a, decimal b, decimal *out)
{
    return combined(minus, a, b, out);
}

int decimal_compare(decimal a, decimal b)
{
    /* What cannot be stretched to the other's scale is larger than any units the other can have. */
    if (!stretch(&a, b.scale)) return a.units < 0 ? -1 : 1;
    if (!stretch(&b, a.scale)) return b.units < 0 ? 1 : -1;
    return (a.units > b.units) - (a.units < b.units);
}

bx_str decimal_text(decimal d, bx_arena *arena)
{
    uint64_t size = d.units < 0 ? -(uint64_t)d.units : (uint64_t)d.units;
    bx_str digits = arena_print(arena, "%s%0*" PRIu64 "%s", d.units < 0 ? "-" : "", (int)d.scale + 1, size,
                                d.scale ? " " : "");
    if (!digits.ptr || !d.scale) return digits;
    char *point = (char *)digits.ptr + digits.len - 1 - d.scale;
    memmove(point + 1, point, d.scale);
    *point = '.';
    return digits;
}
