/* What follows a file's end are whole further endings: each update brings a startxref of its own. */
#include "read/tail.h"

#include <nettle/sha2.h>

enum { ID_LEN = 16 };

static size_t digits_at(bx_str bytes, size_t at, size_t *number)
{
    size_t start = at;
    *number = 0;
    for (; at < bytes.len && bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9' && at - start < 12; at++)
        *number = *number * 10 + (size_t)(bytes.ptr[at] - '0');
    return at - start;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Does a cross-reference begin there: "xref", or "12 0 obj"? Within a stream the word startxref may stand by
 * chance, or because a PDF is attached; its number then leads to something else. */
static bool is_xref(bx_str bytes, size_t at)
{
    size_t number, digits;
    if (str_starts_with(str_from(bytes, at), STR("xref"))) return true;
    for (int i = 0; i < 2; i++) {
        digits = digits_at(bytes, at, &number);
        at += digits;
        if (!digits || at >= bytes.len || !is_blank(bytes.ptr[at++])) return false;
    }
    return str_starts_with(str_from(bytes, at), STR("obj"));
}

/* The number behind a "startxref" and what follows it; false: it is none. */
static bool read_ending(bx_str bytes, size_t at, size_t *xref, size_t *end)
{
    at += strlen("startxref");
    while (at < bytes.len && is_blank(bytes.ptr[at])) at++;
    size_t digits = digits_at(bytes, at, xref);
    *end = at + digits;
    return digits && is_xref(bytes, *xref);
}

static size_t count_endings(bx_str bytes, size_t *xref, size_t *end)
{
    size_t count = 0;
    for (size_t at = 0, place, after; at < bytes.len; at += strlen("startxref")) {
        at += str_find(str_from(bytes, at), STR("startxref"));
        if (at >= bytes.len || !read_ending(bytes, at, &place, &after)) continue;
        *xref = place;
        *end = after;
        count++;
    }
    return count;
}

bool read_ends_once(read_pdf *pdf, bx_str bytes)
{
    size_t xref, end;
    bool is_once = count_endings(bytes, &xref, &end) == 1;
    read_object trailer = read_trailer(pdf), before = read_key(pdf, trailer, "/Prev");
    return is_once && !before && str_is(str_from(bytes, end), "\n%%EOF\n");
}

bool read_is_as_made(read_pdf *pdf, bx_str bytes)
{
    size_t xref, end;
    bx_arena arena = {0};
    read_object ids = read_key(pdf, read_trailer(pdf), "/ID");
    bx_str id = read_string(pdf, read_item(pdf, ids, 0), &arena);
    bool is_right = id.len == ID_LEN && count_endings(bytes, &xref, &end) && xref < bytes.len;
    if (is_right) {
        struct sha256_ctx context;
        uint8_t digest[SHA256_DIGEST_SIZE];
        sha256_init(&context);
        sha256_update(&context, xref, (const uint8_t *)bytes.ptr);
        sha256_digest(&context, sizeof digest, digest);
        is_right = memcmp(digest, id.ptr, ID_LEN) == 0;
    }
    arena_clear(&arena);
    return is_right;
}
