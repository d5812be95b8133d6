/* What is wrong in a JSON file, told to a clerk: what stands at the cursor against what was wanted there. */
#include "data/json.h"

#include <stdio.h>

#include "base/utf8.h"

static bx_status tell(json_file *f, message_id id, const char *arg)
{
    builder *b = f->build;
    diag_add(b->diags, id, cursor_place(&f->cursor, b->file), builder_path(b), arg);
    return BX_BAD_DATA;
}

static bx_str rest(const json_file *f)
{
    return str_from(f->cursor.bytes, f->cursor.at);
}

/* The character under the cursor, for a message. */
static const char *character(json_file *f)
{
    size_t len = 0;
    bx_str s = rest(f);
    if (s.len) utf8_next(s, &len);
    return builder_quote(f->build, str_slice(s, 0, len));
}

bx_status json_tell_depth(json_file *f, size_t at)
{
    char limit[24];
    cursor_move(&f->cursor, at);
    snprintf(limit, sizeof limit, "%u", f->build->limits.depth);
    return tell(f, MSG_data_too_deep, limit);
}

static bool has_exponent(bx_str word)
{
    size_t e = 0;
    while (e < word.len && word.ptr[e] != 'e' && word.ptr[e] != 'E') e++;
    size_t digits = e + 1;
    if (digits < word.len && (word.ptr[digits] == '+' || word.ptr[digits] == '-')) digits++;
    if (digits >= word.len || !literal_is_number(str_slice(word, 0, e))) return false;
    for (; digits < word.len; digits++)
        if (word.ptr[digits] < '0' || word.ptr[digits] > '9') return false;
    return true;
}

bx_status json_tell_rest(json_file *f)
{
    return tell(f, MSG_json_rest, builder_quote(f->build, rest(f)));
}

/* The file ends inside a list or map: the innermost one that is open. */
static bx_status tell_open(json_file *f)
{
    const value *top = builder_top(f->build);
    bool is_map = top->kind == VALUE_MAP;
    diag_add(f->build->diags, MSG_json_bracket_open, top->at, builder_path_of(f->build, top),
             is_map ? "{" : "[", is_map ? "}" : "]");
    return BX_BAD_DATA;
}

/* Is the escape at an offset one of RFC 8259, 7? */
static bool is_escape(bx_str s, size_t at)
{
    if (at + 1 >= s.len) return false;
    if (s.ptr[at + 1] != 'u') return strchr("\"\\/bfnrt", s.ptr[at + 1]) != NULL;
    return strspn(s.ptr + at + 2, "0123456789abcdefABCDEF") >= 4; /* a NUL stands behind the file */
}

/* A backslash and what seems to belong to it, whole characters. */
static bx_str escape_at(bx_str s, size_t at)
{
    size_t end = at + 1;
    int chars = end < s.len && s.ptr[end] == 'u' ? 5 : 1;
    while (chars-- > 0 && end < s.len && s.ptr[end] != '"') utf8_next(s, &end);
    return str_slice(s, at, end - at);
}

/* A string jsmn did not take: an escape JSON does not have, or no end. */
static bx_status tell_string(json_file *f)
{
    bx_str s = rest(f);
    for (size_t at = 1; at < s.len && s.ptr[at] != '"'; at++) {
        if (s.ptr[at] != '\\') continue;
        if (!is_escape(s, at)) {
            cursor_move(&f->cursor, f->cursor.at + at);
            return tell(f, MSG_json_escape, builder_quote(f->build, escape_at(s, at)));
        }
        at++;
    }
    return tell(f, MSG_json_string_open, NULL);
}

/* Marks typed with a Chinese input method. */
static const struct {
    const char *wide, *narrow;
} wide_marks[] = {{"“", "\""}, {"”", "\""}, {"＂", "\""}, {"，", ","}, {"、", ","}, {"：", ":"},
                  {"｛", "{"}, {"｝", "}"}, {"［", "["},  {"］", "]"}, {"【", "["}, {"】", "]"}};

static const char *narrow_mark(bx_str s)
{
    for (size_t i = 0; i < sizeof wide_marks / sizeof *wide_marks; i++)
        if (str_starts_with(s, str_of(wide_marks[i].wide))) return wide_marks[i].narrow;
    return NULL;
}

static bx_status tell_wide_mark(json_file *f, const char *narrow)
{
    diag_add(f->build->diags, MSG_json_wide_mark, cursor_place(&f->cursor, f->build->file),
             builder_path(f->build), character(f), narrow);
    return BX_BAD_DATA;
}

static bx_status tell_character(json_file *f, char c)
{
    const char *narrow = narrow_mark(rest(f));
    if (narrow) return tell_wide_mark(f, narrow);
    if (c == '\'') return tell(f, MSG_json_single_quote, NULL);
    if (c == '/' || c == '#') return tell(f, MSG_json_comment, NULL);
    return BX_OK;
}

bx_status json_tell_word(json_file *f, bx_str word)
{
    for (size_t at = 1; at < word.len; at++) { /* 5，"b": to jsmn, a full-width comma ends nothing */
        const char *narrow = narrow_mark(str_from(word, at));
        if (!narrow) continue;
        cursor_move(&f->cursor, f->cursor.at + at);
        return tell_wide_mark(f, narrow);
    }
    bool is_number = word.ptr[0] == '-' || (word.ptr[0] >= '0' && word.ptr[0] <= '9');
    message_id id = !is_number ? MSG_json_word : has_exponent(word) ? MSG_json_exponent : MSG_json_number;
    return tell(f, id, builder_quote(f->build, word));
}

/* Is the last thing before the cursor that is not white space a comma? */
static bool is_behind_comma(const json_file *f)
{
    size_t at = f->cursor.at;
    while (at && strchr(" \t\r\n", f->cursor.bytes.ptr[at - 1])) at--;
    return at && f->cursor.bytes.ptr[at - 1] == ',';
}

static bx_str word_here(const json_file *f)
{
    bx_str s = rest(f);
    size_t len = 0;
    while (len < s.len && !strchr(" \t\r\n,:[]{}\"", s.ptr[len])) len++;
    return str_slice(s, 0, len);
}

static bx_status tell_wanted(json_file *f, json_wanted wanted, char c)
{
    bool is_end = c == '}' || c == ']';
    if (is_end && is_behind_comma(f)) return tell(f, MSG_json_comma_last, character(f));
    switch (wanted) {
    case JSON_COLON:
        return tell(f, MSG_json_colon, character(f));
    case JSON_COMMA:
        return tell(f, is_end ? MSG_json_bracket_other : MSG_json_comma,
                    is_end ? character(f) : builder_quote(f->build, rest(f)));
    case JSON_KEY:
        return tell(f, MSG_json_key, character(f));
    default:
        break;
    }
    if (c == ',') return tell(f, MSG_json_comma_extra, NULL);
    bx_str word = word_here(f);
    return word.len ? json_tell_word(f, word) : tell(f, MSG_json_unexpected, character(f));
}

bx_status json_tell_unexpected(json_file *f, json_wanted wanted, bool has_token)
{
    char c = cursor_peek(&f->cursor);
    if (f->cursor.at >= f->cursor.bytes.len) return tell_open(f);
    if (c == '"' && !has_token && (wanted == JSON_KEY || wanted == JSON_VALUE)) return tell_string(f);
    BX_TRY(tell_character(f, c));
    return tell_wanted(f, wanted, c);
}
