/* JSON: jsmn's tokens, read into the builder. jsmn finds where strings, words and brackets begin and end; it
 * asks for no commas, allows colons anywhere and says nothing of what is wrong. So the grammar (RFC 8259) is
 * walked here, over the file and the tokens together: whatever stands where it should not is found at its
 * own place. */
#include "data/json.h"

#include <stdio.h>

/* Without links to parents, each closing bracket would look through all tokens before it. */
#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include <jsmn.h>

typedef enum awaited {
    AWAIT_VALUE,
    AWAIT_VALUE_OR_END, /* behind [ */
    AWAIT_KEY,
    AWAIT_KEY_OR_END, /* behind { */
    AWAIT_COLON,
    AWAIT_COMMA_OR_END,
} awaited;

typedef struct walk {
    json_file file;
    const jsmntok_t *tokens;
    size_t count, next;
    awaited awaited;
} walk;

/* ---- before jsmn */

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind the string that begins at an offset, by jsmn's rule: a backslash takes the next byte with it. */
static size_t skip_string(bx_str s, size_t at)
{
    for (at++; at < s.len && s.ptr[at] != '"'; at++)
        if (s.ptr[at] == '\\') at++;
    return at + 1;
}

static size_t skip_word(bx_str s, size_t at)
{
    while (at < s.len && !is_white(s.ptr[at]) && !strchr(",]}", s.ptr[at])) at++;
    return at;
}

/* Counts the tokens, and refuses what is nested too deep before jsmn sees it: for each closing bracket it
 * climbs from the last token, which costs the square of the depth. Reads tokens exactly as jsmn does. */
static bx_status survey(json_file *f, size_t *tokens)
{
    unsigned depth = 0;
    bx_str s = f->cursor.bytes;
    for (size_t at = 0; at < s.len;) {
        char c = s.ptr[at];
        if (c == '{' || c == '[') {
            if (++depth > f->build->limits.depth) return json_tell_depth(f, at);
            ++*tokens, at++;
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
            at++;
        } else if (is_white(c) || c == ',' || c == ':') {
            at++;
        } else {
            at = c == '"' ? skip_string(s, at) : skip_word(s, at);
            ++*tokens;
        }
    }
    return BX_OK;
}

/* ---- the walk */

static const jsmntok_t *token_here(const walk *w)
{
    if (w->next >= w->count) return NULL;
    const jsmntok_t *token = &w->tokens[w->next];
    size_t start = (size_t)token->start - (token->type == JSMN_STRING); /* jsmn leaves the marks out */
    return start == w->file.cursor.at ? token : NULL;
}

static bx_str token_text(const walk *w, const jsmntok_t *token)
{
    return str_slice(w->file.cursor.bytes, (size_t)token->start, (size_t)(token->end - token->start));
}

static void skip_white(walk *w)
{
    size_t at = w->file.cursor.at;
    while (at < w->file.cursor.bytes.len && is_white(w->file.cursor.bytes.ptr[at])) at++;
    cursor_move(&w->file.cursor, at);
}

static bx_status read_string(walk *w, const jsmntok_t *token)
{
    builder *b = w->file.build;
    value *v = NULL;
    bx_place at = cursor_place(&w->file.cursor, b->file);
    const char *source = w->file.cursor.bytes.ptr + w->file.cursor.at;
    bx_str text = json_string(&w->file, token_text(w, token));
    if (!text.ptr) return diag_memory(b->diags);
    if (builder_wants_key(b)) {
        builder_key(b, text, at);
        w->awaited = AWAIT_COLON;
        return BX_OK;
    }
    BX_TRY(builder_add(b, VALUE_TEXT, at, &v));
    v->text = text;
    v->source = source;
    w->awaited = AWAIT_COMMA_OR_END;
    return BX_OK;
}

static bx_status read_word(walk *w, const jsmntok_t *token)
{
    builder *b = w->file.build;
    bx_str text = token_text(w, token);
    value_kind kind = str_is(text, "true") || str_is(text, "false") ? VALUE_BOOL : VALUE_NUMBER;
    if (str_is(text, "null")) kind = VALUE_NULL;
    if (kind == VALUE_NUMBER && !literal_is_number(text)) return json_tell_word(&w->file, text);
    value *v = NULL;
    BX_TRY(builder_add(b, kind, cursor_place(&w->file.cursor, b->file), &v));
    v->text = text;
    v->truth = str_is(text, "true");
    if (kind == VALUE_NUMBER) builder_set_number(b, v);
    cursor_move(&w->file.cursor, (size_t)token->end);
    w->awaited = AWAIT_COMMA_OR_END;
    return BX_OK;
}

static bx_status read_open(walk *w, const jsmntok_t *token)
{
    builder *b = w->file.build;
    bool is_map = token->type == JSMN_OBJECT;
    BX_TRY(builder_open(b, is_map ? VALUE_MAP : VALUE_LIST, cursor_place(&w->file.cursor, b->file)));
    cursor_move(&w->file.cursor, (size_t)token->start + 1);
    w->awaited = is_map ? AWAIT_KEY_OR_END : AWAIT_VALUE_OR_END;
    return BX_OK;
}

static bx_status read_token(walk *w, const jsmntok_t *token)
{
    w->next++;
    if (token->type == JSMN_STRING) return read_string(w, token);
    return token->type == JSMN_PRIMITIVE ? read_word(w, token) : read_open(w, token);
}

/* Commas, colons and closing brackets, which are no tokens. */
static bx_status read_mark(walk *w)
{
    cursor_move(&w->file.cursor, w->file.cursor.at + 1);
    const value *top = builder_top(w->file.build);
    if (w->awaited == AWAIT_COLON) {
        w->awaited = AWAIT_VALUE;
        return BX_OK;
    }
    if (w->file.cursor.bytes.ptr[w->file.cursor.at - 1] == ',') {
        w->awaited = top->kind == VALUE_MAP ? AWAIT_KEY : AWAIT_VALUE;
        return BX_OK;
    }
    w->awaited = AWAIT_COMMA_OR_END;
    return builder_close(w->file.build);
}

static bool is_mark_awaited(const walk *w)
{
    const value *top = builder_top(w->file.build);
    char c = cursor_peek(&w->file.cursor), end = top && top->kind == VALUE_MAP ? '}' : ']';
    switch (w->awaited) {
    case AWAIT_COLON:
        return c == ':';
    case AWAIT_COMMA_OR_END:
        return c == ',' || c == end;
    case AWAIT_VALUE_OR_END:
    case AWAIT_KEY_OR_END:
        return c == end;
    default:
        return false;
    }
}

static bool is_token_awaited(const walk *w, const jsmntok_t *token)
{
    if (!token || w->awaited == AWAIT_COLON || w->awaited == AWAIT_COMMA_OR_END) return false;
    bool is_key = w->awaited == AWAIT_KEY || w->awaited == AWAIT_KEY_OR_END;
    return !is_key || token->type == JSMN_STRING;
}

static json_wanted wanted(const walk *w)
{
    switch (w->awaited) {
    case AWAIT_COLON:
        return JSON_COLON;
    case AWAIT_COMMA_OR_END:
        return JSON_COMMA;
    case AWAIT_KEY:
    case AWAIT_KEY_OR_END:
        return JSON_KEY;
    default:
        return JSON_VALUE;
    }
}

static bx_status walk_all(walk *w)
{
    builder *b = w->file.build;
    for (;;) {
        skip_white(w);
        bool is_end = w->file.cursor.at >= w->file.cursor.bytes.len;
        if (b->root && !b->open.count) return is_end ? BX_OK : json_tell_rest(&w->file);
        if (!b->root && is_end) return BX_OK;
        const jsmntok_t *token = token_here(w);
        if (is_token_awaited(w, token))
            BX_TRY(read_token(w, token));
        else if (is_mark_awaited(w))
            BX_TRY(read_mark(w));
        else
            return json_tell_unexpected(&w->file, wanted(w), token != NULL);
    }
}

bx_status json_read(builder *b, bx_str bytes)
{
    walk w = {.file = {b, cursor_at_start(bytes)}};
    size_t count = 0;
    BX_TRY(survey(&w.file, &count));
    /* Keys and values: what is beyond this, the walk does not come to before the limit of values stops it. */
    if (count / 2 > b->limits.nodes) count = b->limits.nodes * 2 + 2;
    jsmntok_t *tokens = arena_array(&b->scratch, jsmntok_t, count);
    if (!tokens) return diag_memory(b->diags);
    jsmn_parser parser;
    jsmn_init(&parser);
    jsmn_parse(&parser, bytes.ptr, bytes.len + 1, tokens, (unsigned)count);
    w.tokens = tokens;
    w.count = parser.toknext;
    return walk_all(&w);
}
