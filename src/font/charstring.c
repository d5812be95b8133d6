/* Stripping a Type 2 charstring (Adobe Technical Note #5177, clause 4) of its hints, which serve screens of
 * low resolution. */
#include "font/charstring.h"

enum {
    HSTEM = 1,
    VSTEM = 3,
    VMOVETO = 4,
    CALLSUBR = 10,
    ESCAPE = 12,
    HSTEMHM = 18,
    HINTMASK = 19,
    CNTRMASK = 20,
    RMOVETO = 21,
    HMOVETO = 22,
    VSTEMHM = 23,
    CALLGSUBR = 29,
    HFLEX = 34,
    FLEX1 = 37,
    ENDCHAR = 14,
    SHORTINT = 28
};

typedef struct stripper {
    span code;
    size_t at;
    size_t copied;    /* what stands before this is in the result, or dropped */
    size_t args;      /* where the operands on the stack begin */
    size_t first_end; /* where the first of them ends */
    uint32_t depth, stems;
    bool has_width; /* the operand for the width is behind us */
} stripper;

static bool skip_number(stripper *s)
{
    uint8_t b = s->code.ptr[s->at];
    size_t bytes = 1 + (b >= 247) + 3 * (b == 255) + 2 * (b == SHORTINT); /* no branch: they come mixed */
    if (bytes > s->code.len - s->at) return false;
    s->at += bytes;
    if (s->depth++ == 0) s->first_end = s->at;
    return true;
}

static void copy_to(stripper *s, size_t end, bx_buf *out)
{
    buf_add(out, s->code.ptr + s->copied, end - s->copied);
    s->copied = end;
}

/* A stem hint goes; an odd operand before the first of all operators is the width and stays. */
static void drop_stems(stripper *s, bool is_mask, bx_buf *out)
{
    bool has_width_now = !s->has_width && s->depth % 2;
    copy_to(s, has_width_now ? s->first_end : s->args, out);
    s->stems += s->depth / 2;
    if (is_mask) s->at += (s->stems + 7) / 8;
    s->copied = s->at;
}

/* Handle the operator at s->at; false where it is none that is copied here. */
static bool take_operator(stripper *s, bx_buf *out)
{
    uint8_t op = s->code.ptr[s->at++];
    bool is_mask = op == HINTMASK || op == CNTRMASK;
    bool is_stem = op == HSTEM || op == VSTEM || op == HSTEMHM || op == VSTEMHM || is_mask;
    if (op == CALLSUBR || op == CALLGSUBR) return false;
    if (op == ESCAPE) { /* flex, but no arithmetic */
        if (s->at >= s->code.len || s->code.ptr[s->at] < HFLEX || s->code.ptr[s->at] > FLEX1) return false;
        s->at++;
    }
    if (is_stem) drop_stems(s, is_mask, out);
    s->has_width = true;
    s->depth = 0;
    s->args = s->at;
    return s->at <= s->code.len;
}

bool charstring_strip(span code, bx_buf *out)
{
    stripper s = {.code = code};
    while (s.at < code.len) {
        uint8_t b = code.ptr[s.at];
        bool is_number = b == SHORTINT || b >= 32;
        if (!(is_number ? skip_number(&s) : take_operator(&s, out))) return false;
        if (b != ENDCHAR) continue;
        copy_to(&s, s.at, out);
        return true;
    }
    return false; /* a glyph ends with endchar */
}
