/* From a byte of a text value back to its line and column: the text and what is written in the file are
 * walked side by side, past indentation, folded lines and escapes. */
#include "data/value.h"

#include "base/utf8.h"
#include "data/source.h"

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || is_break(c);
}

/* To the end of the line: a NUL stands behind the file. */
static const char *line_end(const char *p)
{
    while (*p && !is_break(*p)) p++;
    return p;
}

static const char *line_next(const char *p)
{
    p = line_end(p);
    if (p[0] == '\r' && p[1] == '\n') p++;
    return *p ? p + 1 : p;
}

/* A literal block (YAML 1.2.2, 8.1.2) has a line for each line of the text; what the file's line is longer is
 * its indentation. */
static bx_place literal_place(const value *v, size_t at)
{
    bx_str text = v->text;
    if (at >= text.len) at = text.len - str_ends_with(text, STR("\n"));
    size_t start = 0;
    uint32_t line = 1;
    const char *raw = line_next(v->source);
    for (size_t i = 0; i < at; i++) {
        if (text.ptr[i] != '\n') continue;
        start = i + 1;
        line++;
        raw = line_next(raw);
    }
    const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
    size_t text_length = (end ? (size_t)(end - text.ptr) : text.len) - start;
    size_t raw_length = (size_t)(line_end(raw) - raw);
    if (raw_length < text_length) return v->at;
    size_t column = raw_length - text_length + utf8_count(str_slice(text, start, at - start)) + 1;
    return (bx_place){v->at.file, v->at.line + line, (uint32_t)column};
}

/* Two positions that move together: in the file and in the text. */
typedef struct walk {
    const char *raw;
    bx_str text;
    size_t at;
    char quote; /* '"', '\'' or 0 */
} walk;

static size_t one_escape_length(const char *p)
{
    if (p[1] == 'x') return 4;
    if (p[1] == 'U') return 10;
    if (p[1] != 'u') return 2;
    bool is_high = (p[2] == 'd' || p[2] == 'D') && p[3] && strchr("89abAB", p[3]);
    return is_high ? 12 : 6; /* a pair of surrogates is one character */
}

/* Is it this control character, by its letter or as \u000 and a last digit? */
static bool is_escape_of(const char *p, char letter, char digit)
{
    if (p[0] != '\\') return false;
    return p[1] == letter || (strncmp(p + 1, "u000", 4) == 0 && (p[5] | 0x20) == digit);
}

/* JSON: CR LF are one line break. */
static size_t escape_length(const char *p)
{
    size_t len = one_escape_length(p);
    bool is_crlf = is_escape_of(p, 'r', 'd') && is_escape_of(p + len, 'n', 'a');
    return is_crlf ? len + one_escape_length(p + len) : len;
}

/* To the end of a run of white space; answers how many lines end in it. */
static size_t pass_blanks(walk *w)
{
    size_t breaks = 0;
    for (; is_blank(*w->raw); w->raw++)
        breaks += w->raw[0] == '\n' || (w->raw[0] == '\r' && w->raw[1] != '\n');
    return breaks;
}

static bool is_escaped_break(const walk *w)
{
    return w->quote == '"' && w->raw[0] == '\\' && is_break(w->raw[1]);
}

/* A line break behind a backslash is nothing; empty lines after it are breaks (YAML 1.2.2, 7.3.1). */
static void pass_escaped_break(walk *w)
{
    w->raw++;
    w->at += pass_blanks(w) - 1;
}

/* White space between quotation marks: one line break is a space, more are one less; else it is itself. */
static void pass_folded(walk *w)
{
    const char *start = w->raw;
    size_t breaks = pass_blanks(w);
    w->at += breaks > 1 ? breaks - 1 : breaks ? 1 : (size_t)(w->raw - start);
}

static bool walk_on_quoted(walk *w)
{
    char raw = *w->raw;
    if (is_escaped_break(w)) {
        pass_escaped_break(w);
    } else if (is_blank(raw)) {
        pass_folded(w);
    } else if (w->quote == '"' && raw == '\\') {
        w->raw += escape_length(w->raw);
        utf8_next(w->text, &w->at);
    } else {
        w->raw += 1 + (raw == w->quote); /* '' is one */
        if (raw != w->text.ptr[w->at++]) return false;
    }
    return true;
}

/* In plain and folded texts visible characters stand for themselves, and white space never hides one. */
static bool walk_on_plain(walk *w)
{
    char raw = *w->raw, text = w->text.ptr[w->at];
    if (raw != text && !is_blank(raw) && !is_blank(text)) return false;
    bool is_same = raw == text, is_extra = !is_same && is_blank(raw);
    w->raw += is_same || is_extra;
    w->at += !is_extra;
    return true;
}

static bx_place walked_place(const value *v, size_t at)
{
    walk w = {.raw = v->source, .text = v->text};
    if (at > w.text.len) at = w.text.len;
    if (v->is_block)
        w.raw = line_next(w.raw);
    else if (*w.raw == '"' || *w.raw == '\'')
        w.quote = *w.raw++;
    while (w.at < at)
        if (!(w.quote ? walk_on_quoted(&w) : walk_on_plain(&w))) return v->at;
    if (!w.quote && at < w.text.len && !is_blank(w.text.ptr[at])) pass_blanks(&w);
    while (is_escaped_break(&w)) pass_escaped_break(&w);
    bx_str walked = {v->source, (size_t)(w.raw - v->source)};
    /* One byte more, so that a CR before it is seen with its LF. */
    cursor c = {(bx_str){walked.ptr, walked.len + 1}, 0, v->at.line, v->at.column};
    cursor_move(&c, walked.len);
    return cursor_place(&c, v->at.file);
}

/* A field of a sheet is as it stands in the file, but for "" and CR LF in marks. */
static bx_place field_place(const value *v, size_t at)
{
    const char *raw = v->source;
    bool is_marked = *raw == '"';
    raw += is_marked;
    for (size_t i = 0; i < at && i < v->text.len; i++) {
        bool is_two = is_marked && ((raw[0] == '"' && raw[1] == '"') || (raw[0] == '\r' && raw[1] == '\n'));
        raw += is_two ? 2 : 1;
    }
    /* One byte more, so that a CR before it is seen with its LF. */
    cursor c = {(bx_str){v->source, (size_t)(raw - v->source) + 1}, 0, v->at.line, v->at.column};
    cursor_move(&c, (size_t)(raw - v->source));
    return cursor_place(&c, v->at.file);
}

bx_place value_place_in(const value *v, size_t at)
{
    if (v->kind < VALUE_TEXT) {
        bx_place place = v->at;
        place.column += (uint32_t)utf8_count(str_slice(v->text, 0, at));
        return place;
    }
    if (v->kind != VALUE_TEXT || !v->source || !v->text.len) return v->at;
    if (v->is_field) return field_place(v, at);
    return v->is_block && *v->source == '|' ? literal_place(v, at) : walked_place(v, at);
}
