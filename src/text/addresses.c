/* Addresses on the net that stand in a text. Beside Chinese there are no blanks to part them from words: an
 * address ends where its characters do, and a sentence's marks at its end are the sentence's. */
#include "text/stretches.h"

enum {
    ADDRESS_MAX = 2000, /* bytes: what every browser takes */
    LOCAL_MAX = 64,     /* RFC 5321 4.5.3.1.1: what stands before @ */
    DOMAIN_MAX = 255    /* 4.5.3.1.2 */
};

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_among(char c, const char *marks)
{
    return c && strchr(marks, c);
}

/* RFC 3986 2.2, 2.3; without the brackets of IPv6, which texts use for themselves. */
static bool is_in_url(char c)
{
    return is_alphanumeric(c) || is_among(c, "-._~:/?#@!$&'()*+,;=%");
}

static bool opens(bx_str text, size_t from, size_t to)
{
    int depth = 0;
    for (size_t i = from; i < to; i++) depth += (text.ptr[i] == '(') - (text.ptr[i] == ')');
    return depth < 0; /* the last bracket closes one that stands before the address */
}

static size_t without_marks(bx_str text, size_t from, size_t to)
{
    while (to > from &&
           (is_among(text.ptr[to - 1], ".,;:!?'") || (text.ptr[to - 1] == ')' && opens(text, from, to))))
        to--;
    return to;
}

static bool is_inside_word(bx_str text, size_t at)
{
    return at > 0 && is_alphanumeric(text.ptr[at - 1]);
}

/* The end of the web address that begins at a byte; 0: none does. */
static size_t url_end(bx_str text, size_t at)
{
    bx_str rest = str_from(text, at);
    size_t host = str_starts_with(rest, STR("http://")) ? 7 : str_starts_with(rest, STR("https://")) ? 8 : 0;
    if (!host || is_inside_word(text, at)) return 0;
    size_t end = at + host;
    while (end < text.len && end - at <= ADDRESS_MAX && is_in_url(text.ptr[end])) end++;
    if (end - at > ADDRESS_MAX) return 0;
    end = without_marks(text, at + host, end);
    return end > at + host && is_alphanumeric(text.ptr[at + host]) ? end : 0;
}

static size_t local_start(bx_str text, size_t sign)
{
    size_t from = sign;
    while (from > 0 && sign - from <= LOCAL_MAX &&
           (is_alphanumeric(text.ptr[from - 1]) || is_among(text.ptr[from - 1], "._%+-")))
        from--;
    while (from < sign && !is_alphanumeric(text.ptr[from])) from++;
    return sign - from > LOCAL_MAX ? sign : from;
}

/* Labels between dots, two of them at least. */
static size_t domain_end(bx_str text, size_t from)
{
    size_t end = from, dots = 0;
    while (end < text.len && end - from <= DOMAIN_MAX &&
           (is_alphanumeric(text.ptr[end]) || is_among(text.ptr[end], "-.")))
        end++;
    if (end - from > DOMAIN_MAX) return 0;
    while (end > from && !is_alphanumeric(text.ptr[end - 1])) end--;
    for (size_t i = from; i < end; i++) {
        if (text.ptr[i] == '.' && (i == from || text.ptr[i - 1] == '.')) return 0;
        dots += text.ptr[i] == '.';
    }
    return dots ? end : 0;
}

/* An e-mail address by its @. */
static bool is_mail(bx_str text, size_t sign, size_t least, text_stretch *out)
{
    size_t from = local_start(text, sign), to = domain_end(text, sign + 1);
    if (from == sign || from < least || !to) return false;
    *out = (text_stretch){from, to, {0}, STR("mailto:")};
    return true;
}

bool text_find_address(bx_str text, size_t at, text_stretch *out)
{
    for (size_t i = at; i < text.len; i++) {
        size_t end = text.ptr[i] == 'h' ? url_end(text, i) : 0;
        if (end) *out = (text_stretch){i, end, {0}, {0}};
        if (end || (text.ptr[i] == '@' && is_mail(text, i, at, out))) return true;
    }
    return false;
}
