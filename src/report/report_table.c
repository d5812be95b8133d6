/* A table's cells from data: rows and columns by name, or a row's numbers as a list in the form's order. */
#include <stdio.h>

#include "report/define.h"
#include "report/report_parts.h"

enum { DECIMAL_PLACES_MAX = 6 };

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

static bool has_unusual_digit(bx_str text)
{
    for (size_t i = 0; i + 2 < text.len; i++)
        if ((unsigned char)text.ptr[i] == 0xEF && (unsigned char)text.ptr[i + 1] == 0xBC)
            return true; /* U+FF00.. */
    return false;
}

/* A text where a number belongs: say what is probably meant. */
static void tell_no_number(const table_reader *t, const value *v)
{
    bx_str text = str_trim(v->text);
    decimal number;
    message_id id = MSG_cell_number;
    if (v->kind != VALUE_TEXT)
        id = MSG_cell_kind;
    else if (decimal_parse(text, &number))
        id = MSG_cell_quoted;
    else if (!text.len || str_is(text, "/") || str_is(text, "-") || str_is(text, "—") || str_is(text, "无"))
        id = MSG_cell_slash;
    else if (memchr(text.ptr, ',', text.len))
        id = MSG_cell_comma;
    else if (has_unusual_digit(text))
        id = MSG_cell_fullwidth;
    report_tell(t->r, id, v, v->text, STR(""));
}

static void read_number(const table_reader *t, const value *v, cell_type type, cell *out)
{
    if (v->kind != VALUE_NUMBER) {
        tell_no_number(t, v);
        return;
    }
    out->number = v->number;
    out->text = v->text;
    if (type != CELL_DECIMAL && v->number.scale) report_tell(t->r, MSG_cell_whole, v, v->text, STR(""));
    if (type == CELL_DECIMAL && v->number.scale > DECIMAL_PLACES_MAX)
        report_tell(t->r, MSG_cell_places, v, v->text, STR("6"));
    if (type != CELL_INTEGER && v->number.units < 0)
        report_tell(t->r, MSG_cell_negative, v, v->text, STR(""));
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
    if (!out->is_blank) read_number(t, number, type, out);
    if (!note || note->kind == VALUE_NULL) return true;
    if (note->kind != VALUE_TEXT) {
        report_tell(t->r, MSG_field_text, note, STR(""), STR(""));
        return true;
    }
    out->text = arena_print(t->r->arena, "%.*s%.*s", STR_ARG(out->text), STR_ARG(note->text));
    return out->text.ptr != NULL;
}

static bool read_cell(const table_reader *t, const axis_node *column, const value *v)
{
    cell *out = cell_of(t, column);
    cell_type type = type_of(t, column);
    out->source = v;
    out->text = STR("");
    out->is_blank = v->kind == VALUE_NULL;
    if (out->is_blank) return true;
    if (v->kind == VALUE_MAP) return read_noted(t, v, type, out);
    if (type == CELL_TEXT && v->kind == VALUE_TEXT)
        out->text = v->text;
    else
        read_number(t, v, type, out);
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
        report_tell(t->r, MSG_row_length, v, str_of(asked), str_of(given));
        return true;
    }
    for (size_t i = 0; i < wanted; i++) {
        size_t left = i;
        if (!read_cell(t, leaf_at(columns, &left), v->items[i])) return false;
    }
    return true;
}

/* The names that may stand in a map over these kids: the visible ones, hidden groups looked through. */
static size_t visible_names(const axis_node *node, bx_str *names, size_t count, size_t most)
{
    for (size_t i = 0; i < node->kid_count && count < most; i++) {
        const axis_node *kid = &node->kids[i];
        if (kid->is_stub) continue;
        if (kid->name.ptr[0] == '_')
            count = visible_names(kid, names, count, most);
        else
            names[count++] = kid->name;
    }
    return count;
}

enum { NAMES_MAX = 256 };

static void check_names(const table_reader *t, const axis_node *node, const value *v)
{
    bx_str names[NAMES_MAX];
    size_t count = visible_names(node, names, 0, NAMES_MAX);
    for (size_t i = 0; i < v->count; i++) {
        bx_str key = v->items[i]->key;
        size_t at = 0;
        while (at < count && !str_is_equal(names[at], key)) at++;
        if (at < count) continue;
        bx_str near = nearest_name(key, names, count);
        report_tell_key(t->r, near.len ? MSG_cell_unknown_near : MSG_cell_unknown, v->items[i], key, near);
    }
}

static bool read_columns(const table_reader *t, const axis_node *columns, const value *v);

static bool read_column(const table_reader *t, const axis_node *column, const value *v)
{
    if (column->is_stub) return true;
    if (column->name.ptr[0] == '_' && column->kid_count) return read_columns(t, column, v);
    const value *item = value_find(v, column->name);
    if (!item) {
        report_tell_key(t->r, MSG_cell_missing, v, column->name, column->label);
        return true;
    }
    if (!column->kid_count) return read_cell(t, column, item);
    if (item->kind == VALUE_LIST) return read_list(t, column, item);
    if (item->kind == VALUE_MAP) {
        check_names(t, column, item);
        return read_columns(t, column, item);
    }
    report_tell(t->r, MSG_row_kind, item, STR(""), STR(""));
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
    if (only && (only->name.ptr[0] == '_' || v->kind != VALUE_MAP)) return read_cell(t, only, v);
    if (v->kind == VALUE_LIST) return read_list(t, &part->head, v);
    if (v->kind == VALUE_MAP) {
        check_names(t, &part->head, v);
        return read_columns(t, &part->head, v);
    }
    report_tell(t->r, v->kind == VALUE_NULL ? MSG_row_null : MSG_row_kind, v, STR(""), STR(""));
    return true;
}

static bool read_rows(table_reader *t, const axis_node *rows, const value *v)
{
    for (size_t i = 0; i < rows->kid_count; i++) {
        const axis_node *row = &rows->kids[i];
        bool is_hidden = row->name.ptr[0] == '_';
        const value *item = is_hidden ? v : value_find(v, row->name);
        if (!item)
            report_tell_key(t->r, MSG_row_missing, v, row->name, row->label);
        else if (!row->kid_count) {
            if (!read_row(t, row, item)) return false;
        } else if (item->kind != VALUE_MAP) {
            report_tell(t->r, MSG_group_kind, item, row->label, STR(""));
        } else {
            if (!is_hidden) check_names(t, row, item);
            if (!read_rows(t, row, item)) return false;
        }
    }
    return true;
}

/* Has the part a row with a name of its own? A single row without one leaves its columns' names to the table.
 */
static bool has_named_rows(const table_part *part)
{
    bx_str name;
    return visible_names(&part->rows, &name, 0, 1) > 0;
}

/* The rows of all parts share the table's map; only what no part names is unknown. */
static void check_row_names(const table_reader *t, const value *v)
{
    bx_str names[NAMES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < t->data->table->part_count; i++) {
        const table_part *part = &t->data->table->parts[i];
        count = visible_names(&part->rows, names, count, NAMES_MAX);
        if (!has_named_rows(part)) return; /* rows without a name: the map is over the columns */
    }
    for (size_t i = 0; i < v->count; i++) {
        bx_str key = v->items[i]->key;
        size_t at = 0;
        while (at < count && !str_is_equal(names[at], key)) at++;
        if (at < count) continue;
        bx_str near = nearest_name(key, names, count);
        report_tell_key(t->r, near.len ? MSG_row_unknown_near : MSG_row_unknown, v->items[i], key, near);
    }
}

/* Blanks are lawful; one warning a row where the layout wants them seen. */
static void warn_of_blanks(table_reader *t)
{
    const table_part *part = part_of(t);
    for (size_t row = 0; row < part->leaf_row_count; row++) {
        size_t blanks = 0;
        const value *first = NULL;
        for (size_t column = 0; column < part->leaf_column_count; column++) {
            const cell *c = table_cell(t->data, t->part, row, column);
            if (!c->source || !c->is_blank) continue;
            blanks++;
            if (!first) first = c->source;
        }
        char number[24];
        snprintf(number, sizeof number, "%zu", blanks);
        if (blanks) report_tell(t->r, MSG_cell_blank, first, part->leaf_rows[row]->label, str_of(number));
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
        report_tell(r, MSG_table_map, f->source, f->field->label, STR(""));
        return true;
    }
    f->table = arena_new(r->arena, table_data);
    if (!f->table || !make_cells(r, f->field->table, f->table)) return false;
    table_reader t = {.r = r, .data = f->table};
    check_row_names(&t, f->source);
    for (; t.part < f->table->table->part_count; t.part++) {
        if (!read_rows(&t, &part_of(&t)->rows, f->source)) return false;
        if (f->table->table->warns_of_blank) warn_of_blanks(&t);
    }
    return true;
}

/* Is `whole` the row's path, a point, and the column's path, where either may be empty? */
static bool path_joins(bx_str row, bx_str column, bx_str whole)
{
    if (!row.len) return str_is_equal(column, whole);
    if (!column.len) return str_is_equal(row, whole);
    return whole.len == row.len + 1 + column.len && whole.ptr[row.len] == '.' &&
           str_starts_with(whole, row) && str_ends_with(whole, column);
}

const cell *report_cell(const report *r, bx_str path)
{
    for (size_t i = 0; i < r->layout->field_count; i++) {
        const field_value *f = &r->fields[i];
        size_t skip = f->field->path.len + 1;
        if (!f->table || path.len <= skip || !str_starts_with(path, f->field->path)) continue;
        bx_str inside = str_from(path, skip);
        for (size_t p = 0; p < f->table->table->part_count; p++) {
            const table_part *part = &f->table->table->parts[p];
            for (size_t row = 0; row < part->leaf_row_count; row++)
                for (size_t column = 0; column < part->leaf_column_count; column++)
                    if (path_joins(part->leaf_rows[row]->path, part->leaf_columns[column]->path, inside))
                        return table_cell(f->table, p, row, column);
        }
    }
    return NULL;
}
