/* The levels, and a reader of our own objects that counts what stands in them. */
#include "pdf/level.h"

const pdf_level *pdf_level_of(bx_pdfa claim)
{
    /* Arrays and dictionaries have no limit since part 2; what is no archive keeps part 2's limit for
     * strings, which no reader has trouble with. */
    static const pdf_level levels[] = {
        [BX_PDFA_2A] = {"PDF/A-2a", 2, 'A', UINT32_MAX, UINT32_MAX, 32767},
        [BX_PDFA_1B] = {"PDF/A-1b", 1, 'B', 8191, 4095, 32767},
        [BX_PDFA_2B] = {"PDF/A-2b", 2, 'B', UINT32_MAX, UINT32_MAX, 32767},
        [BX_PDFA_2U] = {"PDF/A-2u", 2, 'U', UINT32_MAX, UINT32_MAX, 32767},
        [BX_PDFA_3A] = {"PDF/A-3a", 3, 'A', UINT32_MAX, UINT32_MAX, 32767},
        [BX_PDFA_NONE] = {"PDF 1.7", 0, 0, UINT32_MAX, UINT32_MAX, 32767},
    };
    return &levels[claim];
}

typedef struct counting {
    const pdf_level *level;
    const char *at, *end;
    pdf_excess found;
} counting;

static void note(counting *c, pdf_excess_kind kind, uint32_t size, uint32_t limit)
{
    if (size > limit && c->found.kind == EXCESS_NONE) c->found = (pdf_excess){kind, size, limit};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c == '[' || c == ']' || c == '<' || c == '>' || c == '(' || c == ')' || c == '/';
}

static bool next_is(const counting *c, const char *token)
{
    size_t len = strlen(token);
    return (size_t)(c->end - c->at) >= len && memcmp(c->at, token, len) == 0;
}

/* Escapes count as they are written: not less than the bytes they stand for. */
static void skip_literal(counting *c)
{
    const char *start = c->at;
    int depth = 0;
    do {
        char now = *c->at++;
        if (now == '\\' && c->at < c->end)
            c->at++;
        else
            depth += (now == '(') - (now == ')');
    } while (depth && c->at < c->end);
    note(c, EXCESS_STRING, (uint32_t)(c->at - start - 2), c->level->string_max);
}

static void skip_hexadecimal(counting *c)
{
    const char *start = c->at;
    while (c->at < c->end && *c->at != '>') c->at++;
    note(c, EXCESS_STRING, (uint32_t)(c->at - start) / 2, c->level->string_max);
    if (c->at < c->end) c->at++;
}

/* Numbers, names and words; a reference is three tokens and one element, which its R makes good. */
static int skip_word(counting *c)
{
    const char *start = c->at++;
    while (c->at < c->end && !is_blank(*c->at) && !is_delimiter(*c->at)) c->at++;
    return c->at - start == 1 && *start == 'R' ? -1 : 1;
}

static void count_inside(counting *c, const char *close, uint32_t *out);

static int skip_element(counting *c)
{
    uint32_t count = 0;
    if (next_is(c, "<<")) {
        count_inside(c, ">>", &count);
        note(c, EXCESS_DICT, count / 2, c->level->dict_max);
    } else if (next_is(c, "[")) {
        count_inside(c, "]", &count);
        note(c, EXCESS_ARRAY, count, c->level->array_max);
    } else if (next_is(c, "("))
        skip_literal(c);
    else if (next_is(c, "<"))
        skip_hexadecimal(c);
    else
        return skip_word(c);
    return 1;
}

/* The elements up to the token that closes them, which is as long as the one that opened; nested as deep as
 * our own objects are. */
static void count_inside(counting *c, const char *close, uint32_t *out)
{
    c->at += strlen(close);
    while (c->at < c->end && !next_is(c, close)) {
        if (is_blank(*c->at))
            c->at++;
        else
            *out += (uint32_t)skip_element(c);
    }
    if (c->at < c->end) c->at += strlen(close);
}

pdf_excess pdf_level_excess(const pdf_level *level, bx_str value)
{
    counting c = {.level = level, .at = value.ptr, .end = value.ptr + value.len};
    if (value.len > level->string_max || value.len > level->array_max) /* else nothing can be too long */
        while (c.at < c.end) {
            if (is_blank(*c.at))
                c.at++;
            else
                skip_element(&c);
        }
    return c.found;
}
