/* Fields of words: text, lines, prose, years, dates, annexes. */
#include <errno.h>
#include <stdio.h>

#include "base/day.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/define.h"
#include "report/report_parts.h"

enum { TEXT_CHARACTERS_MAX = 200, DEFAULT_CHARACTERS_MAX = 20000, YEAR_FIRST = 1949, YEAR_LAST = 2999 };

static bool is_words(const report_reader *r, const value *v)
{
    if (v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER) return true;
    report_tell(r, MSG_field_text, v, message_value(v), STR(""));
    return false;
}

void report_check_length(const report_reader *r, const value *v, bx_str text, size_t limit)
{
    char most[24], has[24];
    size_t count = text.len > limit ? utf8_count(text) : 0;
    if (count <= limit) return;
    snprintf(most, sizeof most, "%zu", limit);
    snprintf(has, sizeof has, "%zu", count);
    report_tell(r, MSG_field_long, v, str_of(most), str_of(has));
}

int report_read_file(const report_reader *r, bx_str name, size_t most, bx_str *bytes)
{
    int error = file_read_inside(r->arena, r->options->data_dir, name, most, bytes);
    bx_str *kept = error ? NULL : vec_push(r->arena, &r->report->files);
    if (kept) *kept = *bytes;
    return error || kept ? error : ENOMEM;
}

bx_str cell_path(bx_arena *arena, const field *f, const axis_node *row, const axis_node *column)
{
    return arena_print(arena, "%.*s%s%.*s%s%.*s", STR_ARG(f->path), row->path.len ? "." : "",
                       STR_ARG(row->path), column->path.len ? "." : "", STR_ARG(column->path));
}

void report_tell_limit(const report_reader *r, const value *at, limit_id id)
{
    bx_str path = value_path(at, r->arena);
    limit_tell(r->diags, &r->limits, id, at->at, path.ptr ? path : STR(""));
}

void report_check_passage(const report_reader *r, const value *v, bx_str text)
{
    if (text.len > r->limits.characters && utf8_count(text) > r->limits.characters)
        report_tell_limit(r, v, LIMIT_characters);
}

/* Chinese quotation marks are no marks of YAML: they are part of the text, and would be printed. */
static void check_quotes(const report_reader *r, const value *v, bx_str text)
{
    bx_str inside = str_slice(text, 3, text.len > 6 ? text.len - 6 : 0);
    bool is_quoted = str_starts_with(text, STR("“")) && str_ends_with(text, STR("”")) &&
                     str_find(inside, STR("“")) == inside.len;
    if (is_quoted) report_tell(r, MSG_field_quotes, v, text, STR(""));
}

/* What stands in the skeleton, to be replaced. */
static void check_placeholders(const report_reader *r, const field *f, const value *v, bx_str text, size_t at)
{
    for (size_t i = 0; i < f->placeholder_count; i++) {
        size_t found = str_find(text, f->placeholders[i]);
        if (found == text.len) continue;
        report_tell_in(r, MSG_field_placeholder, v, at + found, f->placeholders[i]);
        return;
    }
}

static void read_text(const report_reader *r, field_value *f)
{
    if (!is_words(r, f->source)) return;
    f->text = str_trim(f->source->text);
    if (memchr(f->text.ptr, '\n', f->text.len))
        report_tell(r, MSG_field_one_line, f->source, STR(""), STR(""));
    check_quotes(r, f->source, f->text);
    check_placeholders(r, f->field, f->source, f->text, (size_t)(f->text.ptr - f->source->text.ptr));
    report_check_length(r, f->source, f->text,
                        f->field->max_characters ? f->field->max_characters : TEXT_CHARACTERS_MAX);
}

typedef struct passages {
    VEC(passage) list;
} passages;

/* YAML joins the lines of a text without | to one, with blanks between: paragraphs and headings would be
 * lost. */
static bool is_folded(const value *v)
{
    return v->kind == VALUE_TEXT && !v->is_block && v->text.len &&
           value_place_in(v, v->text.len - 1).line != v->at.line &&
           str_find(v->text, STR("\n")) == v->text.len;
}

/* Each line of a text that is not blank is a paragraph. `v` is where the text stands in the data, or NULL. */
static bool split_lines(const report_reader *r, bx_str all, const value *v, passages *out)
{
    if (v && is_folded(v)) report_tell(r, MSG_prose_folded, v, STR(""), STR(""));
    for (size_t at = 0; at < all.len;) {
        bx_str rest = str_from(all, at);
        bx_str line = str_slice(rest, 0, str_find(rest, STR("\n")));
        bx_str text = str_trim(line);
        at += line.len + 1;
        if (!text.len) continue;
        passage *p = vec_push(r->arena, &out->list);
        if (!p) return false;
        *p = (passage){text, v, (size_t)(text.ptr - all.ptr)};
        if (v) report_check_passage(r, v, text);
    }
    return true;
}

/* Paragraphs: a text of several lines, or a list of texts. */
static bool read_passages(const report_reader *r, const value *v, passages *out)
{
    if (v->kind != VALUE_LIST) return !is_words(r, v) || split_lines(r, v->text, v, out);
    for (size_t i = 0; i < v->count; i++)
        if (is_words(r, v->items[i]) && !split_lines(r, v->items[i]->text, v->items[i], out)) return false;
    return true;
}

static bool read_prose(const report_reader *r, field_value *f)
{
    passages p = {0};
    size_t errors = diag_errors(r->diags);
    if (!read_passages(r, f->source, &p)) return false;
    f->passages = p.list.items;
    f->passage_count = p.list.count;
    for (size_t i = 0; i < p.list.count; i++)
        check_placeholders(r, f->field, p.list.items[i].source, p.list.items[i].text,
                           p.list.items[i].source_at);
    if (p.list.count || diag_errors(r->diags) > errors) return true;
    if (!f->field->is_required) return report_read_default(r, f);
    report_tell(r, MSG_field_empty, f->source, f->field->path, f->field->label);
    return true;
}

static void read_year(const report_reader *r, field_value *f)
{
    const value *v = f->source;
    decimal number = {0};
    bool is_text = v->kind == VALUE_TEXT && decimal_parse(v->text, &number);
    if (v->kind == VALUE_NUMBER) number = v->number;
    bool is_year = (is_text || v->kind == VALUE_NUMBER) && !number.scale && number.units >= YEAR_FIRST &&
                   number.units <= YEAR_LAST;
    if (is_year && !is_text) {
        f->text = v->text;
        f->year = (int)number.units;
    } else {
        report_tell(r, is_year ? MSG_cell_quoted : MSG_field_year, v, message_value(v), STR(""));
    }
}

static bool take_number(bx_str *s, size_t most, int *out)
{
    size_t len = 0;
    *out = 0;
    while (len < s->len && len < most && s->ptr[len] >= '0' && s->ptr[len] <= '9')
        *out = *out * 10 + (s->ptr[len++] - '0');
    *s = str_from(*s, len);
    return len > 0;
}

static bool take(bx_str *s, bx_str mark)
{
    if (!str_starts_with(*s, mark)) return false;
    *s = str_from(*s, mark.len);
    return true;
}

static bool is_date(int year, int month, int day)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1) return false;
    return day <= days_in_month(year, month);
}

/* 2024-01-10 or 2024年1月10日. */
static bool parse_date(bx_str s, field_value *f)
{
    if (!take_number(&s, 4, &f->year)) return false;
    bool is_chinese = take(&s, STR("年"));
    if (!is_chinese && !take(&s, STR("-"))) return false;
    if (!take_number(&s, 2, &f->month) || !take(&s, is_chinese ? STR("月") : STR("-"))) return false;
    if (!take_number(&s, 2, &f->day) || (is_chinese && !take(&s, STR("日")))) return false;
    return s.len == 0 && is_date(f->year, f->month, f->day);
}

/* A report on a year is written when the year is over. */
static void check_after_year(const report_reader *r, const field_value *f)
{
    const field_value *year = report_field(r->report, f->field->after_year);
    if (year && year->year && f->year <= year->year)
        report_tell(r, MSG_field_date_early, f->source, f->source->text, year->text);
}

/* GB/T 9704 7.3.5.4: Arabic digits, the year in full, no leading zeros. */
static bool read_date(const report_reader *r, field_value *f)
{
    if (f->source->kind != VALUE_TEXT || !parse_date(str_trim(f->source->text), f)) {
        report_tell(r, MSG_field_date, f->source, message_value(f->source), STR(""));
        return true;
    }
    check_after_year(r, f);
    f->text = arena_print(r->arena, "%d年%d月%d日", f->year, f->month, f->day);
    return f->text.ptr != NULL;
}

static bool read_annex_text(const report_reader *r, const value *v, annex *out)
{
    passages p = {0};
    if (!read_passages(r, v, &p)) return false;
    out->paragraphs = p.list.items;
    out->count = p.list.count;
    return true;
}

static void read_annex_title(const report_reader *r, const value *v, annex *out)
{
    if (!is_words(r, v)) return;
    bx_str text = str_trim(v->text);
    out->title = (passage){text, v, (size_t)(text.ptr - v->text.ptr)};
    report_check_length(r, v, text, TEXT_CHARACTERS_MAX);
}

static bool read_annex(const report_reader *r, const value *v, annex *out)
{
    if (v->kind != VALUE_MAP) {
        report_tell(r, MSG_annex_map, v, STR(""), STR(""));
        return true;
    }
    const value *title = value_find(v, STR("title")), *text = value_find(v, STR("text"));
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i] != title && v->items[i] != text)
            report_tell_key(r, MSG_annex_key, v->items[i], v->items[i]->key, STR(""));
    size_t errors = diag_errors(r->diags);
    if (title && title->kind != VALUE_NULL) read_annex_title(r, title, out);
    if (!out->title.text.len && diag_errors(r->diags) == errors)
        report_tell(r, MSG_annex_title, title ? title : v, STR(""), STR(""));
    errors = diag_errors(r->diags);
    if (text && text->kind != VALUE_NULL && !read_annex_text(r, text, out)) return false;
    if (!out->count && diag_errors(r->diags) == errors)
        report_tell(r, MSG_annex_text, text ? text : v, STR(""), STR(""));
    return true;
}

static bool read_annexes(const report_reader *r, field_value *f)
{
    const value *v = f->source;
    if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) {
        report_tell(r, MSG_annex_map, v, STR(""), STR(""));
        return true;
    }
    bool is_one = v->kind == VALUE_MAP; /* a single annex may stand without a list */
    size_t count = is_one ? 1 : v->count;
    f->annexes = arena_array(r->arena, annex, count);
    if (!f->annexes) return false;
    for (; f->annex_count < count; f->annex_count++)
        if (!read_annex(r, is_one ? v : v->items[f->annex_count], &f->annexes[f->annex_count])) return false;
    return true;
}

bool report_read_text(const report_reader *r, field_value *f)
{
    switch (f->field->type) {
    case FIELD_TEXT:
        read_text(r, f);
        return true;
    case FIELD_LINES:
    case FIELD_PROSE:
        return read_prose(r, f);
    case FIELD_YEAR:
        read_year(r, f);
        return true;
    case FIELD_DATE:
        return read_date(r, f);
    case FIELD_ANNEXES:
        return read_annexes(r, f);
    case FIELD_BOOL:
        f->truth = f->source->truth;
        if (f->source->kind != VALUE_BOOL)
            report_tell(r, MSG_field_bool, f->source, message_value(f->source), STR(""));
        return true;
    case FIELD_PICTURE:
        return report_read_picture(r, f);
    case FIELD_TABLE:
        break;
    }
    return true;
}

/* A default with its slots filled. Defaults that name each other may double each time: one that grows beyond
 * the limit, which all lines of a field share, is told and left out. */
static bool expand(const report_reader *r, const value *v, size_t *limit, bx_str *out)
{
    slot_filler filler = {.arena = r->arena, .report = r->report, .most = *limit};
    if (!report_fill_slots(&filler, v->text, out)) return false;
    size_t count = utf8_count(*out);
    bool is_long = count > *limit;
    *limit -= is_long ? *limit : count;
    if (!is_long) return true;
    char most[24];
    snprintf(most, sizeof most, "%zu", filler.most);
    report_tell(r, MSG_default_long, v, str_of(most), STR(""));
    *out = STR("");
    return true;
}

static size_t default_limit(const field *f)
{
    size_t most = f->max_characters ? f->max_characters : TEXT_CHARACTERS_MAX;
    return f->type == FIELD_TEXT && most < DEFAULT_CHARACTERS_MAX ? most : DEFAULT_CHARACTERS_MAX;
}

bool report_read_default(const report_reader *r, field_value *f)
{
    const value *v = f->field->fallback;
    if (!v) return true;
    if (f->field->type == FIELD_BOOL) {
        f->truth = v->truth;
        return true;
    }
    size_t limit = default_limit(f->field);
    if (f->field->type == FIELD_TEXT) return expand(r, v, &limit, &f->text);
    passages p = {0};
    bool is_list = v->kind == VALUE_LIST;
    for (size_t i = 0; limit && i < (is_list ? v->count : 1); i++) {
        bx_str text;
        if (!expand(r, is_list ? v->items[i] : v, &limit, &text) || !split_lines(r, text, NULL, &p))
            return false;
    }
    f->passages = p.list.items;
    f->passage_count = p.list.count;
    return true;
}
