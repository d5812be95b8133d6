/* A table's cells from data: rows and columns by name, or a row's numbers as a list in the form's order. */
#include <stdio.h>

#include "report/define.h"
#include "report/report_parts.h"

enum { NAMES_SHOWN = 20 }; /* of those a message lists */

static const table_part *part_of(const table_reader *t)
{
    return &t->data->table->parts[t->part];
}

/* "234", "000.50": what stands behind the comma of 1,234? */
static bool is_after_comma(const value *v)
{
    size_t digits = 0;
    if (v->kind != VALUE_NUMBER && v->kind != VALUE_TEXT) return false;
    while (digits < v->text.len && v->text.ptr[digits] >= '0' && v->text.ptr[digits] <= '9') digits++;
    return digits == 3 && (v->text.len == 3 || v->text.ptr[3] == '.');
}

/* Was a number written as 1,234, which is two items? */
static bool has_thousands(const value *v)
{
    for (size_t i = 1; i < v->count; i++) {
        const value *before = v->items[i - 1];
        bool is_head = before->kind == VALUE_NUMBER && !before->number.scale && before->number.units &&
                       before->number.units < 1000 && before->number.units > -1000;
        if (is_head && is_after_comma(v->items[i])) return true;
    }
    return false;
}

/* The columns that a list is too short for, or the values that it has too many; the first three. NULL: no
 * memory. */
static const char *spare_names(const table_reader *t, const axis_node *columns, const value *v)
{
    enum { NAMES_MAX = 3 };
    size_t wanted = columns->leaf_count, first = v->count < wanted ? v->count : wanted,
           end = v->count < wanted ? wanted : v->count;
    bx_buf names = {0};
    for (size_t i = first; i < end && i < first + NAMES_MAX; i++) {
        bx_str name =
            i < wanted ? node_label(part_of(t)->leaf_columns[columns->leaf + i]) : message_value(v->items[i]);
        if (i > first) buf_text(&names, "、");
        for (size_t n = 0; n < name.len; n++)
            if (name.ptr[n] != '\n') buf_char(&names, name.ptr[n]);
    }
    if (end - first > NAMES_MAX) buf_text(&names, "、…");
    const char *text = names.failed ? NULL : message_text(t->r->arena, buf_slice(&names)).ptr;
    buf_clear(&names);
    return text;
}

static bool has_wide_comma(const value *row)
{
    bool found = false;
    for (size_t i = 0; !found && i < row->count; i++)
        found = row->items[i]->kind == VALUE_TEXT &&
                str_find(row->items[i]->text, STR("，")) < row->items[i]->text.len;
    return found;
}

/* A list has more or fewer items than there are columns. */
static bool tell_length(const table_reader *t, const axis_node *columns, const value *v)
{
    char given[24], asked[24];
    snprintf(given, sizeof given, "%zu", v->count);
    snprintf(asked, sizeof asked, "%u", columns->leaf_count);
    if (v->count < columns->leaf_count && has_wide_comma(v)) {
        report_tell(t->r, MSG_row_commas, v, str_of(asked), str_of(given));
        return true;
    }
    message_id id = MSG_row_length;
    if (v->count > columns->leaf_count) id = has_thousands(v) ? MSG_row_thousands : MSG_row_long;
    if (diag_is_full(t->r->diags, id)) { /* only counted: no memory for words */
        diag_add(t->r->diags, id, v->at, STR(""));
        return true;
    }
    bx_str path = value_path(v, t->r->arena);
    const char *names = spare_names(t, columns, v);
    if (!path.ptr || !names) return false;
    diag_add(t->r->diags, id, v->at, path, asked, given, names);
    return true;
}

static bool read_list(const table_reader *t, const axis_node *columns, const value *v)
{
    if (v->count != columns->leaf_count) return tell_length(t, columns, v);
    for (size_t i = 0; i < v->count; i++)
        if (!report_read_cell(t, part_of(t)->leaf_columns[columns->leaf + i], v->items[i])) return false;
    return true;
}

typedef struct name_list {
    VEC(bx_str) names;
    bx_str text; /* of all, once a message has listed them */
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

/* The names there are; many of them not to the end. */
static bx_str names_text(const table_reader *t, name_list *list)
{
    bx_buf text = {0};
    if (list->text.ptr) return list->text;
    for (size_t i = 0; i < list->names.count && i < NAMES_SHOWN; i++)
        buf_print(&text, "%s%.*s", i ? ", " : "", STR_ARG(list->names.items[i]));
    if (list->names.count > NAMES_SHOWN) buf_text(&text, ", …");
    list->text = buf_keep(&text, t->r->arena);
    return list->text;
}

static bool tell_unknown(const table_reader *t, const value *item, name_list *list, const message_id ids[2])
{
    bx_str key = item->key, near = nearest_name(key, list->names.items, list->names.count);
    bool lacks_blank =
        memchr(key.ptr, ':', key.len) != NULL; /* {made:1} is a name, not a name and a number */
    message_id id = lacks_blank ? MSG_cell_colon : ids[near.len > 0];
    if (lacks_blank || near.len || diag_is_full(t->r->diags, id)) {
        report_tell_key(t->r, id, item, key, near);
        return true;
    }
    bx_str path = value_path(item, t->r->arena), name = message_text(t->r->arena, key),
           names = names_text(t, list);
    if (!path.ptr || !name.ptr || !names.ptr) return false;
    diag_add(t->r->diags, id, item->key_at, path, name.ptr, names.ptr);
    return true;
}

/* Does one of these kids bear a name, hidden groups looked through? */
static bool has_name(const axis_node *node, bx_str name)
{
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        if (kid->is_stub) continue;
        if (axis_is_hidden(kid) ? has_name(kid, name) : str_is_equal(kid->name, name)) return true;
    }
    return false;
}

static bool check_names(const table_reader *t, const axis_node *node, const value *v)
{
    name_list list = {0};
    for (size_t i = 0; i < v->count; i++) {
        if (has_name(node, v->items[i]->key)) continue;
        if (!list.names.count && !visible_names(t, node, &list)) return false;
        if (!tell_unknown(t, v->items[i], &list,
                          (const message_id[]){MSG_cell_unknown, MSG_cell_unknown_near}))
            return false;
    }
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
        message_id id = part_of(t)->grid ? MSG_value_missing : MSG_cell_missing;
        report_tell_key(t->r, id, v, column->name, node_label(column));
        return true;
    }
    if (!column->kid_count) return report_read_cell(t, column, item);
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

bool report_read_row(table_reader *t, const axis_node *row, cell *cells, const value *v)
{
    const table_part *part = part_of(t);
    t->row = row;
    t->cells = cells;
    if (part->grid) return read_columns(t, &part->head, v);
    const axis_node *only = part->leaf_column_count == 1 ? part->leaf_columns[0] : NULL;
    if (only && (axis_is_hidden(only) || v->kind != VALUE_MAP)) return report_read_cell(t, only, v);
    if (v->kind == VALUE_LIST) return read_list(t, &part->head, v);
    if (v->kind == VALUE_MAP) return check_names(t, &part->head, v) && read_columns(t, &part->head, v);
    tell_no_row(t, v);
    return true;
}

static bool read_leaf(table_reader *t, const axis_node *row, const value *v)
{
    if (row->is_list) return report_read_list(t, row, v);
    return report_read_row(t, row, table_cell(t->data, t->part, row->leaf, 0), v);
}

static bool read_rows(table_reader *t, const axis_node *rows, const value *v)
{
    for (size_t i = 0; i < rows->kid_count; i++) {
        const axis_node *row = &rows->kids[i];
        bool is_hidden = axis_is_hidden(row);
        const value *item = is_hidden ? v : value_find(v, row->name);
        if (!item)
            report_tell_key(t->r, MSG_row_missing, v, row->name, node_label(row));
        else if (!row->kid_count) {
            if (!read_leaf(t, row, item)) return false;
        } else if (item->kind != VALUE_MAP) {
            report_tell(t->r, MSG_group_kind, item, row->label, message_value(item));
        } else if ((!is_hidden && !check_names(t, row, item)) || !read_rows(t, row, item)) {
            return false;
        }
    }
    return true;
}

/* What the names in a table's map mean: rows; of a grid, values. */
static const axis_node *top_names(const table_part *part)
{
    return part->grid ? &part->head : &part->rows;
}

/* The rows of all parts share the table's map; only what no part names is unknown. A table of one row without
 * a name has its columns in that map (layout_check.c: it is alone), and read_row checks their names. */
static bool check_row_names(const table_reader *t, const value *v)
{
    static const message_id of_rows[] = {MSG_row_unknown, MSG_row_unknown_near},
                            of_cells[] = {MSG_cell_unknown, MSG_cell_unknown_near};
    const layout_table *table = t->data->table;
    name_list list = {0};
    for (size_t i = 0; i < table->part_count; i++)
        if (!visible_names(t, top_names(&table->parts[i]), &list)) return false;
    for (size_t i = 0; list.names.count && i < v->count; i++) {
        bool is_known = false;
        for (size_t part = 0; !is_known && part < table->part_count; part++)
            is_known = has_name(top_names(&table->parts[part]), v->items[i]->key);
        if (!is_known && !tell_unknown(t, v->items[i], &list, table->parts[0].grid ? of_cells : of_rows))
            return false;
    }
    return true;
}

/* Blanks are lawful; one warning a row where the layout wants them seen. */
static void warn_of_blanks(table_reader *t, bx_str table_label)
{
    const table_part *part = part_of(t);
    for (size_t row = 0; row < part->leaf_row_count; row++) {
        if (part->leaf_rows[row]->is_list) continue; /* told of the list as a whole */
        size_t blanks = 0;
        const value *first = NULL;
        for (size_t column = 0; column < part->leaf_column_count; column++) {
            const cell *c = table_cell(t->data, t->part, row, column);
            if (!c->is_sound || !c->is_blank || c->text.len) continue; /* a note is no blank */
            blanks++;
            if (!first) first = c->source;
        }
        char number[24];
        snprintf(number, sizeof number, "%zu", blanks);
        bx_str label = part->leaf_rows[row]->label.len ? part->leaf_rows[row]->label : table_label;
        if (blanks) report_tell(t->r, MSG_cell_blank, first, label, str_of(number));
    }
}

static size_t count_lists(const table_part *part)
{
    size_t count = 0;
    for (size_t i = 0; i < part->leaf_row_count; i++) count += part->leaf_rows[i]->is_list;
    return count;
}

static bool make_cells(const report_reader *r, const layout_table *table, table_data *data)
{
    size_t lists = 0;
    data->table = table;
    data->parts = arena_array(r->arena, cell *, table->part_count);
    for (size_t i = 0; data->parts && i < table->part_count; i++) {
        const table_part *part = &table->parts[i];
        data->parts[i] = arena_array(r->arena, cell, part->leaf_row_count * part->leaf_column_count);
        if (!data->parts[i]) return false;
        lists += count_lists(part);
    }
    data->lists = arena_array(r->arena, table_list, lists);
    return data->parts && data->lists;
}

bool report_read_table(const report_reader *r, field_value *f)
{
    if (f->source->kind != VALUE_MAP) {
        report_tell(r, MSG_table_map, f->source, f->field->label, message_value(f->source));
        return true;
    }
    f->table = arena_new(r->arena, table_data);
    if (!f->table || !make_cells(r, f->field->table, f->table)) return false;
    table_reader t = {.r = r, .field = f, .data = f->table};
    if (!check_row_names(&t, f->source)) return false;
    for (; t.part < f->table->table->part_count; t.part++) {
        if (!read_rows(&t, &part_of(&t)->rows, f->source)) return false;
        if (f->table->table->warns_of_blank) warn_of_blanks(&t, f->field->label);
    }
    return report_compute_table(&t);
}

const cell *report_cell(const report *r, bx_str path)
{
    cell_address at;
    if (!layout_find_cell(r->layout, path, &at) || !r->fields[at.field].table) return NULL;
    return table_cell(r->fields[at.field].table, at.part, at.row, at.column);
}
