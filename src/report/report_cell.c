/* One cell from data: a number, or a text, with a note behind it. */
#include <stdio.h>

#include "base/utf8.h"
#include "report/define.h"
#include "report/report_parts.h"

enum { DECIMAL_PLACES_MAX = 6, NUMBER_BYTES = 40, NOTE_CHARACTERS_MAX = 500 };

cell_kind report_cell_kind(const table_reader *t, const axis_node *column)
{
    const axis_node *type = t->row->has_value_type ? t->row : column,
                    *places = t->row->has_places ? t->row : column;
    return (cell_kind){.type = type->has_value_type ? type->value : CELL_COUNT,
                       .has_places = places->has_places,
                       .places = places->places};
}

/* A number as people write it, in ASCII; false if there is anything else in the text. */
static bool spell_ascii(bx_str text, char out[NUMBER_BYTES], bool *has_wide)
{
    size_t len = 0;
    *has_wide = false;
    for (size_t at = 0; at < text.len && len + 1 < NUMBER_BYTES;) {
        uint32_t code = utf8_next(text, &at);
        bool is_wide = code >= 0xFF01 && code <= 0xFF5E; /* full-width forms of ! to ~ */
        *has_wide |= is_wide;
        if (is_wide) code -= 0xFF01 - '!';
        if (code == 0x2212 || code == 0x2013) code = '-'; /* − – */
        if (!utf8_has(STR("0123456789+-.,"), code)) return false;
        out[len++] = (char)code;
    }
    out[len] = '\0';
    return len > 0;
}

static bool is_word_for_nothing(bx_str text)
{
    static const char *const words[] = {"", "/", "／", "-", "—", "——", "–", "无", "没有", "\\"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(text, words[i])) return true;
    return false;
}

/* A number between two marks, of which one may be empty: 12.5万元, ￥3, “4”. */
static bool is_number_in(bx_str text, const char *before, const char *behind)
{
    bx_str first = str_of(before), last = str_of(behind);
    decimal number;
    if (text.len < first.len + last.len || !str_starts_with(text, first) || !str_ends_with(text, last))
        return false;
    return decimal_parse(str_trim(str_slice(text, first.len, text.len - first.len - last.len)), &number);
}

static bool has_unit(bx_str text)
{
    static const char *const units[] = {"万元", "元", "件", "条", "个", "份", "%", "％", "‰"};
    static const char *const signs[] = {"￥", "¥", "$", "＄"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is_number_in(text, "", units[i])) return true;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (is_number_in(text, signs[i], "")) return true;
    return false;
}

static bool is_in_brackets(bx_str text)
{
    return is_number_in(text, "（", "）") || is_number_in(text, "(", ")");
}

/* A number with words behind it: 22（其中修订3件）. */
static bool has_note(bx_str text)
{
    size_t at = 0;
    decimal number;
    while (at < text.len && utf8_has(STR("-.0123456789"), (unsigned char)text.ptr[at])) at++;
    bx_str rest = str_trim_start(str_from(text, at));
    size_t from = 0;
    uint32_t first = rest.len ? utf8_next(rest, &from) : 0;
    bool is_word = first == '(' || first == 0xFF08 || (first >= 0x4E00 && first <= 0x9FFF); /* （, 汉字 */
    return is_word && decimal_parse(str_slice(text, 0, at), &number);
}

/* A text that is not even near a number. */
static message_id explain_words(bx_str text)
{
    if (is_word_for_nothing(text)) return MSG_cell_slash;
    if (str_starts_with(text, STR("＝"))) return MSG_cell_formula_wide;
    if (str_starts_with(text, STR("#"))) return MSG_cell_spoilt;
    if (is_in_brackets(text)) return MSG_cell_brackets;
    if (has_unit(text)) return MSG_cell_unit;
    return has_note(text) ? MSG_cell_noted : MSG_cell_number;
}

/* A text where a number belongs: say what is probably meant. */
static message_id explain_no_number(bx_str text)
{
    char ascii[NUMBER_BYTES];
    bool has_wide;
    decimal number;
    if (is_number_in(text, "“", "”")) return MSG_cell_quoted;
    if (is_word_for_nothing(text) || !spell_ascii(text, ascii, &has_wide)) return explain_words(text);
    if (strchr(ascii, ',')) return MSG_cell_comma;
    if (has_wide) return MSG_cell_fullwidth;
    if (strchr("+-", ascii[0]) && !str_is(text, ascii)) return MSG_cell_sign;
    if (ascii[0] == '+') return MSG_cell_sign;
    const char *digits = ascii + (ascii[0] == '-');
    if (digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') return MSG_cell_zero;
    return decimal_parse(text, &number) ? MSG_cell_quoted : MSG_cell_number;
}

static bool has_sign(cell_type type)
{
    return type == CELL_INTEGER || type == CELL_SIGNED;
}

static bool is_decimal(cell_type type)
{
    return type == CELL_DECIMAL || type == CELL_SIGNED;
}

/* Offices write +3 for an increase; it is printed as written. */
static bool read_increase(const value *v, cell_type type, cell *out)
{
    if (!has_sign(type) || v->kind != VALUE_TEXT || !str_starts_with(v->text, STR("+"))) return false;
    return !str_starts_with(v->text, STR("+-")) && decimal_parse(str_from(v->text, 1), &out->number);
}

static void check_places(const table_reader *t, const value *at, cell_kind kind, const cell *c)
{
    char most[24];
    uint32_t places = kind.has_places ? kind.places : DECIMAL_PLACES_MAX;
    snprintf(most, sizeof most, "%u", places);
    if (c->number.scale > places)
        report_tell(t->r, kind.has_places ? MSG_cell_places_layout : MSG_cell_places, at, c->text,
                    str_of(most));
}

/* 37.1 with two places: 37.10 */
static bool fill_places(const table_reader *t, cell_kind kind, cell *c)
{
    if (!kind.has_places || c->number.scale >= kind.places) return true;
    c->text = arena_print(t->r->arena, "%.*s%s%.*s", STR_ARG(c->text), c->number.scale ? "" : ".",
                          (int)(kind.places - c->number.scale), "000000");
    return c->text.ptr != NULL;
}

bool report_take_number(const table_reader *t, const value *at, cell_kind kind, cell *c)
{
    bool is_sum = c->is_asked;
    if (!has_sign(kind.type) && c->text.ptr[0] == '-') /* -0 too */
        report_tell(t->r, is_sum ? MSG_cell_sum_negative : MSG_cell_negative, at, c->text, STR(""));
    if (is_decimal(kind.type)) {
        check_places(t, at, kind, c);
        return fill_places(t, kind, c);
    }
    if (c->number.scale)
        report_tell(t->r, is_sum ? MSG_cell_sum_whole : MSG_cell_whole, at, c->text, STR(""));
    return true;
}

static bool read_number(const table_reader *t, const value *v, cell_kind kind, cell *out)
{
    bool is_increase = read_increase(v, kind.type, out);
    if (!is_increase && v->kind != VALUE_NUMBER) {
        message_id id = v->kind == VALUE_TEXT ? explain_no_number(str_trim(v->text)) : MSG_cell_kind;
        report_tell(t->r, id, v, message_value(v), STR(""));
        return true;
    }
    if (!is_increase) out->number = v->number;
    out->text = v->text;
    return report_take_number(t, v, kind, out);
}

/* =sum: report_sum.c computes it when all is read. There are no other formulas. */
static bool read_sum(const table_reader *t, const value *v, cell_type type, cell *out)
{
    if (v->kind != VALUE_TEXT || !str_starts_with(str_trim_start(v->text), STR("="))) return false;
    bool is_sum = value_is_sum(v);
    if (type == CELL_TEXT && !is_sum) return false;
    out->is_asked = is_sum && type != CELL_TEXT;
    if (!out->is_asked) report_tell(t->r, is_sum ? MSG_cell_sum_text : MSG_cell_formula, v, v->text, STR(""));
    return true;
}

static bool read_value(const table_reader *t, const value *v, cell_kind kind, cell *out)
{
    if (read_sum(t, v, kind.type, out)) return true;
    if (kind.type != CELL_TEXT) return read_number(t, v, kind, out);
    out->is_blank = true;
    if (v->kind != VALUE_TEXT && v->kind != VALUE_NUMBER) {
        report_tell(t->r, MSG_cell_text, v, message_value(v), STR(""));
        return true;
    }
    report_check_passage(t->r, v, v->text);
    out->text = v->text;
    return true;
}

/* {value: 22, note: （其中修订3件）} */
static bool read_noted(const table_reader *t, const value *v, cell_kind kind, cell *out)
{
    const value *number = value_find(v, STR("value")), *note = value_find(v, STR("note"));
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i] != number && v->items[i] != note)
            report_tell_key(t->r, MSG_cell_key, v->items[i], v->items[i]->key, STR(""));
    if (!number) {
        report_tell(t->r, MSG_cell_no_value, v, STR(""), STR(""));
        return true;
    }
    out->is_blank = number->kind == VALUE_NULL;
    if (!out->is_blank && !read_value(t, number, kind, out)) return false;
    if (!note || note->kind == VALUE_NULL) return true;
    if (note->kind != VALUE_TEXT && note->kind != VALUE_NUMBER) {
        report_tell(t->r, MSG_field_text, note, message_value(note), STR(""));
        return true;
    }
    report_check_length(t->r, note, note->text, NOTE_CHARACTERS_MAX);
    out->text = arena_print(t->r->arena, "%.*s%.*s", STR_ARG(out->text), STR_ARG(note->text));
    return out->text.ptr != NULL;
}

bool report_read_cell(const table_reader *t, const axis_node *column, const value *v)
{
    cell *out = &t->cells[column->leaf];
    size_t errors = diag_errors(t->r->diags);
    *out = (cell){.source = v, .text = STR(""), .is_blank = v->kind == VALUE_NULL};
    cell_kind kind = report_cell_kind(t, column);
    if (v->kind == VALUE_MAP && !read_noted(t, v, kind, out)) return false;
    if (v->kind != VALUE_MAP && !out->is_blank && !read_value(t, v, kind, out)) return false;
    out->is_sound = diag_errors(t->r->diags) == errors;
    return true;
}
