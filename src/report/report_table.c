/* A table's cells from data: rows and columns by name, or a row's numbers as a list in the form's order. */
#include <stdio.h>

#include "base/utf8.h"
#include "report/define.h"
#include "report/report_parts.h"

enum { DECIMAL_PLACES_MAX = 6, NUMBER_BYTES = 40, NOTE_CHARACTERS_MAX = 500 };

typedef struct table_reader {
    const report_reader *r;
    table_data *data;
    size_t part;
    const axis_node *row; /* the leaf row being read */
    size_t row_index;
} table_reader;

static const table_part *part_of(const table_reader *t)
{
    return &t->data->table->parts[t->part];
}

static cell *cell_of(const table_reader *t, const axis_node *column)
{
    const table_part *part = part_of(t);
    size_t at = 0;
    while (part->leaf_columns[at] != column) at++;
    return table_cell(t->data, t->part, t->row_index, at);
}

static cell_type type_of(const table_reader *t, const axis_node *column)
{
    if (t->row->has_value_type) return t->row->value;
    return column->has_value_type ? column->value : CELL_COUNT;
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
        if (code > '9' || !memchr("0123456789+-.,", (int)code, 14)) return false;
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

/* A number with its unit: 12.5万元, 3件. */
static bool has_unit(bx_str text)
{
    static const char *const units[] = {"万元", "元", "件", "条", "个", "份"};
    decimal number;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        bx_str unit = str_of(units[i]);
        if (str_ends_with(text, unit))
            return decimal_parse(str_trim(str_slice(text, 0, text.len - unit.len)), &number);
    }
    return false;
}

/* A text where a number belongs: say what is probably meant. */
static message_id explain_no_number(bx_str text)
{
    char ascii[NUMBER_BYTES];
    bool has_wide;
    decimal number;
    bool is_in_marks = str_starts_with(text, STR("“")) && str_ends_with(text, STR("”"));
    if (is_in_marks && decimal_parse(str_slice(text, 3, text.len - 6), &number)) return MSG_cell_quoted;
    if (is_word_for_nothing(text)) return MSG_cell_slash;
    if (has_unit(text)) return MSG_cell_unit;
    if (!spell_ascii(text, ascii, &has_wide)) return MSG_cell_number;
    if (strchr(ascii, ',')) return MSG_cell_comma;
    if (has_wide) return MSG_cell_fullwidth;
    if (strchr("+-", ascii[0]) && !str_is(text, ascii)) return MSG_cell_sign;
    if (ascii[0] == '+') return MSG_cell_sign;
    const char *digits = ascii + (ascii[0] == '-');
    if (digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') return MSG_cell_zero;
    return decimal_parse(text, &number) ? MSG_cell_quoted : MSG_cell_number;
}

/* Offices write +3 for an increase; it is printed as written. */
static bool read_increase(const value *v, cell_type type, cell *out)
{
    if (type != CELL_INTEGER || v->kind != VALUE_TEXT || !str_starts_with(v->text, STR("+"))) return false;
    if (!decimal_parse(str_from(v->text, 1), &out->number) || out->number.scale ||
        str_starts_with(v->text, STR("+-")))
        return false;
    out->text = v->text;
    return true;
}

static void read_number(const table_reader *t, const value *v, cell_type type, cell *out)
{
    if (read_increase(v, type, out)) return;
    if (v->kind != VALUE_NUMBER) {
        message_id id = v->kind == VALUE_TEXT ? explain_no_number(str_trim(v->text)) : MSG_cell_kind;
        report_tell(t->r, id, v, message_value(v), STR(""));
        return;
    }
    out->number = v->number;
    out->text = v->text;
    if (type != CELL_DECIMAL && v->number.scale) report_tell(t->r, MSG_cell_whole, v, v->text, STR(""));
    if (type == CELL_DECIMAL && v->number.scale > DECIMAL_PLACES_MAX)
        report_tell(t->r, MSG_cell_places, v, v->text, STR("6"));
    if (type != CELL_INTEGER && v->text.ptr[0] == '-') /* -0 too */
        report_tell(t->r, MSG_cell_negative, v, v->text, STR(""));
}

static void read_value(const table_reader *t, const value *v, cell_type type, cell *out)
{
    if (type != CELL_TEXT)
        read_number(t, v, type, out);
    else if (v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER)
        out->text = v->text;
    else
        report_tell(t->r, MSG_cell_text, v, message_value(v), STR(""));
}

/* {value: 22, note: （其中修订3件）} */
static bool read_noted(const table_reader *t, const value *v, cell_type type, cell *out)
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
    if (!out->is_blank) read_value(t, number, type, out);
    if (!note || note->kind == VALUE_NULL) return true;
    if (note->kind != VALUE_TEXT && note->kind != VALUE_NUMBER) {
        report_tell(t->r, MSG_field_text, note, message_value(note), STR(""));
        return true;
    }
    if (utf8_count(note->text) > NOTE_CHARACTERS_MAX) {
        char most[24], has[24];
        snprintf(most, sizeof most, "%d", NOTE_CHARACTERS_MAX);
        snprintf(has, sizeof has, "%zu", utf8_count(note->text));
        report_tell(t->r, MSG_field_long, note, str_of(most), str_of(has));
        return true;
    }
    out->text = arena_print(t->r->arena, "%.*s%.*s", STR_ARG(out->text), STR_ARG(note->text));
    return out->text.ptr != NULL;
}

static bool read_cell(const table_reader *t, const axis_node *column, const value *v)
{
    cell *out = cell_of(t, column);
    size_t errors = diag_errors(t->r->diags);
    out->source = v;
    out->text = STR("");
    out->is_blank = v->kind == VALUE_NULL;
    if (v->kind == VALUE_MAP && !read_noted(t, v, type_of(t, column), out)) return false;
    if (v->kind != VALUE_MAP && !out->is_blank) read_value(t, v, type_of(t, column), out);
    out->is_sound = diag_errors(t->r->diags) == errors;
    return true;
}

static size_t count_leaves(const axis_node *node)
{
    size_t count = !node->kid_count && !node->is_stub;
    for (size_t i = 0; i < node->kid_count; i++) count += count_leaves(&node->kids[i]);
    return count;
}

static const axis_node *leaf_at(const axis_node *node, size_t *left)
{
    if (!node->kid_count && !node->is_stub && (*left)-- == 0) return node;
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *found = leaf_at(&node->kids[i], left);
        if (found) return found;
    }
    return NULL;
}

static bool read_list(const table_reader *t, const axis_node *columns, const value *v)
{
    size_t wanted = count_leaves(columns);
    if (v->count != wanted) {
        char given[24], asked[24];
        snprintf(given, sizeof given, "%zu", v->count);
        snprintf(asked, sizeof asked, "%zu", wanted);
        bool has_wide_commas = v->count == 1 && v->items[0]->kind == VALUE_TEXT &&
                               str_find(v->items[0]->text, STR("，")) < v->items[0]->text.len;
        message_id id = has_wide_commas ? MSG_row_commas : v->count > wanted ? MSG_row_long : MSG_row_length;
        report_tell(t->r, id, v, str_of(asked), str_of(given));
        return true;
    }
    for (size_t i = 0; i < wanted; i++) {
        size_t left = i;
        if (!read_cell(t, leaf_at(columns, &left), v->items[i])) return false;
    }
    return true;
}

typedef struct name_list {
    VEC(bx_str) names;
} name_list;

/* The names that may stand in a map over these kids: the visible ones, hidden groups looked through. */
static bool visible_names(const table_reader *t, const axis_node *node, name_list *list)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        if (kid->is_stub) continue;
        if (axis_is_hidden(kid)) {
            if (!visible_names(t, kid, list)) return false;
            continue;
        }
        bx_str *slot = vec_push(t->r->arena, &list->names);
        if (!slot) return false;
        *slot = kid->name;
    }
    return true;
}

static void check_against(const table_reader *t, const value *v, const name_list *list,
                          const message_id ids[2])
{
    for (size_t i = 0; i < v->count; i++) {
        bx_str key = v->items[i]->key;
        size_t at = 0;
        while (at < list->names.count && !str_is_equal(list->names.items[at], key)) at++;
        if (at < list->names.count) continue;
        bx_str near = nearest_name(key, list->names.items, list->names.count);
        bool lacks_blank =
            memchr(key.ptr, ':', key.len) != NULL; /* {made:1} is a name, not a name and a number */
        report_tell_key(t->r, lacks_blank ? MSG_cell_colon : ids[near.len > 0], v->items[i], key, near);
    }
}

static bool check_names(const table_reader *t, const axis_node *node, const value *v)
{
    name_list list = {0};
    if (!visible_names(t, node, &list)) return false;
    check_against(t, v, &list, (const message_id[]){MSG_cell_unknown, MSG_cell_unknown_near});
    return true;
}

static void tell_no_row(const table_reader *t, const value *v)
{
    report_tell(t->r, v->kind == VALUE_NULL ? MSG_row_null : MSG_row_kind, v, message_value(v), STR(""));
}

static bool read_columns(const table_reader *t, const axis_node *columns, const value *v);

static bool read_column(const table_reader *t, const axis_node *column, const value *v)
{
    if (column->is_stub) return true;
    if (axis_is_hidden(column) && column->kid_count) return read_columns(t, column, v);
    const value *item = value_find(v, column->name);
    if (!item) {
        report_tell_key(t->r, MSG_cell_missing, v, column->name, column->label);
        return true;
    }
    if (!column->kid_count) return read_cell(t, column, item);
    if (item->kind == VALUE_LIST) return read_list(t, column, item);
    if (item->kind == VALUE_MAP) return check_names(t, column, item) && read_columns(t, column, item);
    tell_no_row(t, item);
    return true;
}

static bool read_columns(const table_reader *t, const axis_node *columns, const value *v)
{
    for (size_t i = 0; i < columns->kid_count; i++)
        if (!read_column(t, &columns->kids[i], v)) return false;
    return true;
}

/* One leaf row's numbers. */
static bool read_row(table_reader *t, const axis_node *row, const value *v)
{
    const table_part *part = part_of(t);
    t->row = row;
    t->row_index = row->first;
    const axis_node *only = part->leaf_column_count == 1 ? part->leaf_columns[0] : NULL;
    if (only && (axis_is_hidden(only) || v->kind != VALUE_MAP)) return read_cell(t, only, v);
    if (v->kind == VALUE_LIST) return read_list(t, &part->head, v);
    if (v->kind == VALUE_MAP) return check_names(t, &part->head, v) && read_columns(t, &part->head, v);
    tell_no_row(t, v);
    return true;
}

static bool read_rows(table_reader *t, const axis_node *rows, const value *v)
{
    for (size_t i = 0; i < rows->kid_count; i++) {
        const axis_node *row = &rows->kids[i];
        bool is_hidden = axis_is_hidden(row);
        const value *item = is_hidden ? v : value_find(v, row->name);
        if (!item)
            report_tell_key(t->r, MSG_row_missing, v, row->name, row->label);
        else if (!row->kid_count) {
            if (!read_row(t, row, item)) return false;
        } else if (item->kind != VALUE_MAP) {
            report_tell(t->r, MSG_group_kind, item, row->label, message_value(item));
        } else if ((!is_hidden && !check_names(t, row, item)) || !read_rows(t, row, item)) {
            return false;
        }
    }
    return true;
}

/* The rows of all parts share the table's map; only what no part names is unknown. A table of one row without
 * a name has its columns in that map (layout_check.c: it is alone), and read_row checks their names. */
static bool check_row_names(const table_reader *t, const value *v)
{
    name_list list = {0};
    for (size_t i = 0; i < t->data->table->part_count; i++)
        if (!visible_names(t, &t->data->table->parts[i].rows, &list)) return false;
    if (list.names.count)
        check_against(t, v, &list, (const message_id[]){MSG_row_unknown, MSG_row_unknown_near});
    return true;
}

/* Blanks are lawful; one warning a row where the layout wants them seen. */
static void warn_of_blanks(table_reader *t, bx_str table_label)
{
    const table_part *part = part_of(t);
    for (size_t row = 0; row < part->leaf_row_count; row++) {
        size_t blanks = 0;
        const value *first = NULL;
        for (size_t column = 0; column < part->leaf_column_count; column++) {
            const cell *c = table_cell(t->data, t->part, row, column);
            if (!c->source || !c->is_blank || c->text.len) continue; /* a note is no blank */
            blanks++;
            if (!first) first = c->source;
        }
        char number[24];
        snprintf(number, sizeof number, "%zu", blanks);
        bx_str label = part->leaf_rows[row]->label.len ? part->leaf_rows[row]->label : table_label;
        if (blanks) report_tell(t->r, MSG_cell_blank, first, label, str_of(number));
    }
}

static bool make_cells(const report_reader *r, const layout_table *table, table_data *data)
{
    data->table = table;
    data->parts = arena_array(r->arena, cell *, table->part_count);
    for (size_t i = 0; data->parts && i < table->part_count; i++) {
        data->parts[i] =
            arena_array(r->arena, cell, table->parts[i].leaf_row_count * table->parts[i].leaf_column_count);
        if (!data->parts[i]) return false;
    }
    return data->parts != NULL;
}

bool report_read_table(const report_reader *r, field_value *f)
{
    if (f->source->kind != VALUE_MAP) {
        report_tell(r, MSG_table_map, f->source, f->field->label, message_value(f->source));
        return true;
    }
    f->table = arena_new(r->arena, table_data);
    if (!f->table || !make_cells(r, f->field->table, f->table)) return false;
    table_reader t = {.r = r, .data = f->table};
    if (!check_row_names(&t, f->source)) return false;
    for (; t.part < f->table->table->part_count; t.part++) {
        if (!read_rows(&t, &part_of(&t)->rows, f->source)) return false;
        if (f->table->table->warns_of_blank) warn_of_blanks(&t, f->field->label);
    }
    return true;
}

const cell *report_cell(const report *r, bx_str path)
{
    cell_address at;
    if (!layout_find_cell(r->layout, path, &at) || !r->fields[at.field].table) return NULL;
    return table_cell(r->fields[at.field].table, at.part, at.row, at.column);
}
