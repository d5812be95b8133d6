/* Why libyaml stopped, told to a clerk: its some thirty complaints come down to a dozen mistakes that people
 * make, and the line itself often shows which. */
#include "data/read.h"

#include <stdio.h>

#include "base/utf8.h"
#include "data/source.h"

enum { ALIKE_MAX = 20 }; /* lines with the same mistake told around the one where libyaml stopped */

typedef struct trouble {
    builder *build;
    bx_str bytes;
    yaml_mark_t mark;  /* where libyaml stopped */
    yaml_mark_t began; /* where what it was reading begins */
    const char *problem;
} trouble;

static void tell(const trouble *t, message_id id, bx_place place, const char *arg)
{
    diag_add(t->build->diags, id, place, builder_path(t->build), arg);
}

static bx_place place_of(const trouble *t, yaml_mark_t mark)
{
    return (bx_place){t->build->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

/* The place of a byte offset in a line. */
static bx_place place_in_line(const trouble *t, size_t line, bx_str text, size_t at)
{
    return (bx_place){t->build->file, (uint32_t)line, (uint32_t)utf8_count(str_slice(text, 0, at)) + 1};
}

/* The part of its line before a mark. */
static bx_str text_before(const trouble *t, yaml_mark_t mark)
{
    bx_str line = source_line(t->bytes, mark.line + 1);
    size_t at = 0;
    for (size_t i = 0; i < mark.column && at < line.len; i++) utf8_next(line, &at);
    return str_slice(line, 0, at);
}

static bx_str text_after(const trouble *t, yaml_mark_t mark)
{
    return str_from(source_line(t->bytes, mark.line + 1), text_before(t, mark).len);
}

static size_t blanks_before(bx_str line)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] == ' ') at++;
    return at;
}

/* ---- colons */

static bool is_blank_at(bx_str s, size_t at)
{
    return at >= s.len || s.ptr[at] == ' ' || s.ptr[at] == '\t';
}

static bool is_digit_at(bx_str s, size_t at)
{
    return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* Offset of a colon that lacks the space behind it, as in "year:2023"; the length if there is none. Addresses
 * and times have such colons rightly. */
static size_t tight_colon(bx_str line)
{
    for (size_t i = 1; i < line.len; i++) {
        if (line.ptr[i] != ':') continue;
        if (is_blank_at(line, i + 1)) return line.len;
        bool is_address = line.ptr[i + 1] == '/',
             is_time = is_digit_at(line, i - 1) && is_digit_at(line, i + 1);
        if (!is_address && !is_time) return i;
    }
    return line.len;
}

/* Offset of the colon that makes a key; the length if there is none. */
static size_t key_colon(bx_str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == ':' && is_blank_at(line, i + 1)) return i;
    return line.len;
}

/* Offset of a full-width colon where YAML's should be; the length if there is none. */
static size_t wide_colon(bx_str line)
{
    size_t wide = str_find(line, STR("：")), key = key_colon(line);
    return wide < key && *str_trim(line).ptr != '#' ? wide : line.len;
}

/* A mistake with colons: where it is in a line (the length: nowhere), and what to say. */
typedef struct colon_fault {
    size_t (*find)(bx_str line);
    message_id id;
} colon_fault;

static bool is_alike(colon_fault fault, bx_str line, bx_str other)
{
    return fault.find(line) < line.len && blanks_before(line) == blanks_before(other);
}

/* Such a mistake seldom comes alone: all lines around this one that share it. */
static bool tell_colons(const trouble *t, size_t line, colon_fault fault)
{
    bx_str text = source_line(t->bytes, line);
    if (!is_alike(fault, text, text)) return false;
    size_t first = line;
    while (first > 1 && line - first < ALIKE_MAX && is_alike(fault, source_line(t->bytes, first - 1), text))
        first--;
    for (size_t i = first; (i - first) / 2 < ALIKE_MAX; i++) {
        bx_str alike = source_line(t->bytes, i);
        if (!is_alike(fault, alike, text)) break;
        tell(t, fault.id, place_in_line(t, i, alike, fault.find(alike)), NULL);
    }
    return true;
}

static bool tell_colons_around(const trouble *t, size_t line)
{
    return tell_colons(t, line, (colon_fault){wide_colon, MSG_yaml_wide_colon}) ||
           tell_colons(t, line, (colon_fault){tight_colon, MSG_yaml_colon_space});
}

bool yaml_explain_text(builder *b, bx_str bytes, const value *text)
{
    trouble t = {.build = b, .bytes = bytes};
    size_t wide = wide_colon(text->text), tight = tight_colon(text->text);
    return tell_colons_around(&t, value_place_in(text, wide < tight ? wide : tight).line);
}

/* ---- full-width brackets and commas ---- */

typedef struct wide_mark {
    const char *wide, *plain;
} wide_mark;

static const wide_mark wide_marks[] = {
    {"［", "["}, {"【", "["}, {"］", "]"}, {"】", "]"}, {"｛", "{"}, {"｝", "}"}, {"，", ","},
};

/* Behind the quoted text that begins here; the place itself if none does. */
static size_t skip_quoted(bx_str line, size_t at)
{
    char quote = line.ptr[at];
    bool opens = (quote == '"' || quote == '\'') && (!at || strchr(" [{,:", line.ptr[at - 1]));
    if (!opens) return at;
    size_t end = at + 1;
    while (end < line.len && line.ptr[end] != quote) end++;
    return end < line.len ? end + 1 : end;
}

/* The last full-width mark in a part of a line that stands for one of these; NULL if there is none. */
static const wide_mark *find_wide(bx_str line, size_t from, const char *plain, size_t *at)
{
    const wide_mark *found = NULL;
    for (size_t i = from, next; i < line.len; i = next) {
        next = skip_quoted(line, i);
        if (next > i) continue;
        next = i + 1;
        for (size_t k = 0; k < sizeof wide_marks / sizeof *wide_marks; k++)
            if (strstr(plain, wide_marks[k].plain) &&
                str_starts_with(str_from(line, i), str_of(wide_marks[k].wide)))
                found = &wide_marks[k], *at = i;
    }
    return found;
}

static bool tell_wide_in(const trouble *t, size_t line, bx_str text, size_t from, const char *plain)
{
    size_t at;
    const wide_mark *mark = find_wide(text, from, plain, &at);
    if (!mark) return false;
    diag_add(t->build->diags, MSG_yaml_wide_mark, place_in_line(t, line, text, at), builder_path(t->build),
             mark->wide, mark->plain);
    return true;
}

/* Why brackets have no end where libyaml wants one: a bracket that is none, or a comma shortly before. */
static bool tell_wide_marks(const trouble *t)
{
    size_t first = t->began.line + 1, from = text_before(t, t->began).len;
    for (size_t line = first; line <= t->mark.line + 1 && line < first + ALIKE_MAX; line++)
        if (tell_wide_in(t, line, source_line(t->bytes, line), line == first ? from : 0, "[]{}")) return true;
    bx_str text = text_before(t, t->mark);
    for (size_t line = t->mark.line + 1; line >= first && line + ALIKE_MAX > t->mark.line;
         text = source_line(t->bytes, --line))
        if (tell_wide_in(t, line, text, line == first ? from : 0, ",")) return true;
    return false;
}

/* "could not find expected ':'": a line between "key: value" lines that has no key. */
static void tell_no_colon(const trouble *t)
{
    size_t line = t->began.line + 1;
    if (tell_colons_around(t, line)) return;
    tell(t, MSG_yaml_no_colon, place_of(t, t->began),
         builder_quote(t->build, str_trim(source_line(t->bytes, line))));
}

/* "mapping values are not allowed in this context": a second colon in a line, or a key below something that
 * is complete without it. */
static void tell_stray_colon(const trouble *t)
{
    size_t line = t->mark.line + 1, above = source_line_above(t->bytes, line);
    bx_str before = text_before(t, t->mark);
    if (tell_wide_in(t, line, before, 0, "[{")) return;
    if (key_colon(before) < before.len) {
        tell(t, MSG_yaml_colon_in_text, place_of(t, t->mark), NULL);
        return;
    }
    if (above && tell_colons_around(t, above)) return;
    tell(t, MSG_yaml_indent_more, place_in_line(t, line, before, blanks_before(before)), NULL);
}

/* "found unexpected ':'": {a:}. */
static void tell_flow_colon(const trouble *t)
{
    tell(t, MSG_yaml_colon_space, place_of(t, t->mark), NULL);
}

/* "did not find expected key": something else stands where the next key of a map should. */
static void tell_no_key(const trouble *t)
{
    bx_str after = text_after(t, t->mark);
    char column[24];
    snprintf(column, sizeof column, "%zu", t->began.column + 1);
    if (str_trim(text_before(t, t->mark)).len)
        tell(t, MSG_yaml_after_value, place_of(t, t->mark), builder_quote(t->build, after));
    else if (str_starts_with(after, STR("- ")) || str_is(after, "-"))
        tell(t, MSG_yaml_dash_here, place_of(t, t->mark), NULL);
    else if (str_starts_with(after, STR(":")))
        tell(t, MSG_data_key_empty, place_of(t, t->mark), NULL);
    else
        tell(t, MSG_yaml_indent_odd, place_of(t, t->mark), column);
}

/* ---- characters and brackets */

static void tell_character(const trouble *t)
{
    bx_str after = text_after(t, t->mark);
    size_t len = 0;
    if (after.len) utf8_next(after, &len);
    bool is_tab = str_starts_with(after, STR("\t"));
    tell(t, is_tab ? MSG_yaml_tab : MSG_yaml_start_character, place_of(t, t->mark),
         builder_quote(t->build, str_slice(after, 0, len)));
}

static void tell_tab(const trouble *t)
{
    tell(t, MSG_yaml_tab, place_of(t, t->mark), NULL);
}

/* A value that begins with & * or !, which YAML keeps for itself. */
static void tell_reserved(const trouble *t)
{
    trouble start = *t;
    start.mark = t->began;
    tell_character(&start);
}

static void tell_open_quote(const trouble *t)
{
    tell(t, MSG_yaml_quote_open, place_of(t, t->began), NULL);
}

static void tell_open_bracket(const trouble *t)
{
    char line[24];
    if (tell_wide_marks(t)) return;
    snprintf(line, sizeof line, "%zu", t->mark.line + 1);
    bool is_list = strchr(t->problem, ']') != NULL;
    diag_add(t->build->diags, MSG_yaml_bracket_open, place_of(t, t->began), builder_path(t->build),
             is_list ? "[" : "{", is_list ? "]" : "}", line);
}

/* libyaml stops at the backslash or behind it, among the digits. */
static void tell_escape(const trouble *t)
{
    bx_str before = text_before(t, t->mark);
    size_t at = before.len;
    if (!str_starts_with(text_after(t, t->mark), STR("\\")))
        while (at && before.ptr[at] != '\\') at--;
    tell(t, MSG_yaml_escape, place_in_line(t, t->mark.line + 1, before, at), NULL);
}

static void tell_block_header(const trouble *t)
{
    tell(t, MSG_yaml_block_header, place_of(t, t->began), NULL);
}

static void tell_dash_missing(const trouble *t)
{
    tell(t, MSG_yaml_dash_missing, place_of(t, t->mark), NULL);
}

static void tell_dash_here(const trouble *t)
{
    tell(t, MSG_yaml_dash_here, place_of(t, t->mark), NULL);
}

static void tell_nothing(const trouble *t)
{
    tell(t, MSG_yaml_nothing, place_of(t, t->mark), NULL);
}

/* libyaml's own words, of version 0.2; anything else is passed on as it is. */
static const struct {
    const char *problem;
    void (*tell)(const trouble *t);
} known[] = {
    {"could not find expected ':'", tell_no_colon},
    {"mapping values are not allowed in this context", tell_stray_colon},
    {"found unexpected ':'", tell_flow_colon},
    {"did not find expected key", tell_no_key},
    {"did not find expected '-' indicator", tell_dash_missing},
    {"block sequence entries are not allowed in this context", tell_dash_here},
    {"mapping keys are not allowed in this context", tell_character},
    {"found character that cannot start any token", tell_character},
    {"found a tab character that violates indentation", tell_tab},
    {"found a tab character where an indentation space is expected", tell_tab},
    {"did not find expected alphabetic or numeric character", tell_reserved},
    {"found undefined tag handle", tell_reserved},
    {"did not find expected tag URI", tell_reserved},
    {"did not find expected whitespace or line break", tell_reserved},
    {"did not find expected '!'", tell_reserved},
    {"found unexpected end of stream", tell_open_quote},
    {"found unexpected document indicator", tell_open_quote},
    {"did not find expected ',' or ']'", tell_open_bracket},
    {"did not find expected ',' or '}'", tell_open_bracket},
    {"found unknown escape character", tell_escape},
    {"did not find expected hexdecimal number", tell_escape},
    {"found invalid Unicode character escape code", tell_escape},
    {"did not find expected comment or line break", tell_block_header},
    {"found an indentation indicator equal to 0", tell_block_header},
    {"did not find expected node content", tell_nothing},
};

bx_status yaml_explain(builder *b, const yaml_parser_t *parser, bx_str bytes)
{
    if (parser->error == YAML_MEMORY_ERROR) return diag_memory(b->diags);
    trouble t = {b, bytes, parser->problem_mark, parser->context_mark,
                 parser->problem ? parser->problem : ""};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(t.problem, known[i].problem) != 0) continue;
        known[i].tell(&t);
        return BX_BAD_DATA;
    }
    tell(&t, MSG_yaml_other, place_of(&t, t.mark), t.problem);
    return BX_BAD_DATA;
}
