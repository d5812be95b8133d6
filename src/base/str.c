/* Slices: searching, trimming, and the distance for "did you mean". */
#include "base/str.h"

#include "base/utf8.h"

/* By the part's last byte: most Chinese characters begin with one of six. */
size_t str_find(bx_str s, bx_str part)
{
    if (part.len == 0) return 0;
    size_t last = part.len - 1;
    for (size_t i = 0; i + last < s.len; i++) {
        const char *hit = memchr(s.ptr + i + last, part.ptr[last], s.len - last - i);
        if (!hit) break;
        i = (size_t)(hit - s.ptr) - last;
        if (memcmp(s.ptr + i, part.ptr, last) == 0) return i;
    }
    return s.len;
}

static size_t blank_at_start(bx_str s)
{
    if (s.len && (s.ptr[0] == ' ' || (s.ptr[0] >= '\t' && s.ptr[0] <= '\r'))) return 1;
    if (str_starts_with(s, STR("\xe3\x80\x80"))) return 3; /* U+3000 */
    if (str_starts_with(s, STR("\xc2\xa0"))) return 2;     /* U+00A0 */
    return 0;
}

static size_t blank_at_end(bx_str s)
{
    if (s.len && (s.ptr[s.len - 1] == ' ' || (s.ptr[s.len - 1] >= '\t' && s.ptr[s.len - 1] <= '\r')))
        return 1;
    if (str_ends_with(s, STR("\xe3\x80\x80"))) return 3;
    if (str_ends_with(s, STR("\xc2\xa0"))) return 2;
    return 0;
}

bx_str str_trim_start(bx_str s)
{
    size_t blank;
    while ((blank = blank_at_start(s))) s = str_from(s, blank);
    return s;
}

bx_str str_trim(bx_str s)
{
    size_t blank;
    s = str_trim_start(s);
    while ((blank = blank_at_end(s))) s.len -= blank;
    return s;
}

enum { DISTANCE_MAX = 48 }; /* names of fields; longer texts are not what someone mistyped */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t code_points(bx_str s, uint32_t out[DISTANCE_MAX])
{
    size_t at = 0, count = 0;
    while (at < s.len && count < DISTANCE_MAX) out[count++] = utf8_next(s, &at);
    return at < s.len ? DISTANCE_MAX + 1 : count;
}

size_t str_distance(bx_str a, bx_str b, size_t limit)
{
    uint32_t x[DISTANCE_MAX], y[DISTANCE_MAX];
    size_t n = code_points(a, x), m = code_points(b, y);
    if (n > DISTANCE_MAX || m > DISTANCE_MAX || (n > m ? n - m : m - n) > limit) return limit + 1;
    size_t row[3][DISTANCE_MAX + 1]; /* two rows back, for swapped neighbours */
    for (size_t j = 0; j <= m; j++) row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return least(row[n % 3][m], limit + 1);
}
