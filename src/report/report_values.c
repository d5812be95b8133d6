/* The checked report as a value tree: the way of report.c, report_table.c and report_list.c backwards. */
#include "report/report_values.h"

#include "data/build.h"
#include "report/define.h"
#include "report/report_parts.h"

typedef struct values_maker {
    builder build;
    const report *report;
} values_maker;

/* ---- scalars ---- */

static void set_key(values_maker *m, bx_str name)
{
    builder_key(&m->build, name, (bx_place){0});
}

static bx_status add_text(values_maker *m, bx_str text)
{
    value *v;
    BX_TRY(builder_add(&m->build, VALUE_TEXT, (bx_place){0}, &v));
    v->text = text;
    v->source = text.ptr;
    return BX_OK;
}

static bx_status add_number(values_maker *m, bx_str literal)
{
    value *v;
    BX_TRY(builder_add(&m->build, VALUE_NUMBER, (bx_place){0}, &v));
    v->text = literal;
    builder_set_number(&m->build, v);
    return BX_OK;
}

static bx_status add_null(values_maker *m)
{
    value *v;
    return builder_add(&m->build, VALUE_NULL, (bx_place){0}, &v);
}

static bx_status add_bool(values_maker *m, bool truth)
{
    value *v;
    BX_TRY(builder_add(&m->build, VALUE_BOOL, (bx_place){0}, &v));
    v->truth = truth;
    return BX_OK;
}

static bx_status begin(values_maker *m, value_kind kind)
{
    return builder_open(&m->build, kind, (bx_place){0});
}

/* ---- cells ---- */

/* One row's cells: of a fixed row, or of one of a list's rows. */
typedef struct row_cells {
    const table_data *data;
    const table_part *part;
    const cell *cells; /* NULL: a list's row */
    const table_list *list;
    size_t row;
    const value **sources; /* of a list's row, by leaf column */
} row_cells;

static const value *source_at(const row_cells *r, uint32_t leaf)
{
    return r->cells ? r->cells[leaf].source : r->sources[leaf];
}

/* As printed, note included; one cell with those above it (is_merged) is what they are. */
static bx_str printed_at(const row_cells *r, uint32_t leaf)
{
    if (r->cells) return r->cells[leaf].text;
    size_t row = r->row;
    while (row && !list_text(r->data, r->list, row, leaf).ptr) row--;
    return list_text(r->data, r->list, row, leaf);
}

/* The number or text that the data wrote; for =sum what is printed in front of the note. */
static bx_status add_plain(values_maker *m, const value *v, bx_str printed, bx_str note)
{
    if (value_is_sum(v)) return add_number(m, str_slice(printed, 0, printed.len - note.len));
    if (v->kind == VALUE_NUMBER) return add_number(m, v->text);
    return v->kind == VALUE_TEXT ? add_text(m, v->text) : add_null(m);
}

static bx_status add_cell(values_maker *m, const row_cells *r, uint32_t leaf)
{
    const value *v = source_at(r, leaf);
    if (v->kind != VALUE_MAP) return add_plain(m, v, printed_at(r, leaf), STR(""));
    const value *number = value_find(v, STR("value")), *note = value_find(v, STR("note"));
    BX_TRY(begin(m, VALUE_MAP));
    set_key(m, STR("value"));
    BX_TRY(add_plain(m, number, printed_at(r, leaf), note ? note->text : STR("")));
    if (note && note->kind != VALUE_NULL) {
        set_key(m, STR("note"));
        BX_TRY(add_text(m, note->text));
    }
    return builder_close(&m->build);
}

/* ---- tables ---- */

static bx_status add_columns(values_maker *m, const row_cells *r, const axis_node *columns)
{
    for (size_t i = 0; i < columns->kid_count; i++) {
        const axis_node *kid = &columns->kids[i];
        if (kid->is_stub) continue;
        bool is_hidden = axis_is_hidden(kid);
        if (!is_hidden) set_key(m, kid->name);
        if (!kid->kid_count) {
            BX_TRY(add_cell(m, r, kid->leaf));
            continue;
        }
        if (!is_hidden) BX_TRY(begin(m, VALUE_MAP));
        BX_TRY(add_columns(m, r, kid));
        if (!is_hidden) BX_TRY(builder_close(&m->build));
    }
    return BX_OK;
}

/* The value of a row; a single column without a name has only its cell. */
static bx_status add_row(values_maker *m, const row_cells *r)
{
    if (r->part->leaf_column_count == 1 && axis_is_hidden(r->part->leaf_columns[0])) return add_cell(m, r, 0);
    BX_TRY(begin(m, VALUE_MAP));
    BX_TRY(add_columns(m, r, &r->part->head));
    return builder_close(&m->build);
}

static bx_status add_list(values_maker *m, row_cells r)
{
    const value *sources[TRACKS_MAX];
    BX_TRY(begin(m, VALUE_LIST));
    r.sources = sources;
    for (r.row = 0; !r.list->is_empty && r.row < r.list->row_count; r.row++) {
        if (!list_sources(r.data, r.list, r.row, m->build.arena, sources)) return diag_memory(m->build.diags);
        BX_TRY(add_row(m, &r));
    }
    return builder_close(&m->build);
}

/* A row; one without a name has its cells in the map around it. */
static bx_status add_leaf_row(values_maker *m, row_cells r, size_t part, const axis_node *row)
{
    if (!row->is_list) {
        r.cells = table_cell(r.data, part, row->leaf, 0);
        return axis_is_hidden(row) ? add_columns(m, &r, &r.part->head) : add_row(m, &r);
    }
    r.list = table_list_of(r.data, row);
    return add_list(m, r);
}

static bx_status add_rows(values_maker *m, const table_data *data, size_t part, const axis_node *rows)
{
    row_cells cells = {.data = data, .part = &data->table->parts[part]};
    for (size_t i = 0; i < rows->kid_count; i++) {
        const axis_node *row = &rows->kids[i];
        bool is_hidden = axis_is_hidden(row);
        if (!is_hidden) set_key(m, row->name);
        if (!row->kid_count) {
            BX_TRY(add_leaf_row(m, cells, part, row));
            continue;
        }
        if (!is_hidden) BX_TRY(begin(m, VALUE_MAP));
        BX_TRY(add_rows(m, data, part, row));
        if (!is_hidden) BX_TRY(builder_close(&m->build));
    }
    return BX_OK;
}

static bx_status add_table(values_maker *m, const table_data *data)
{
    BX_TRY(begin(m, VALUE_MAP));
    for (size_t part = 0; part < data->table->part_count; part++)
        BX_TRY(add_rows(m, data, part, &data->table->parts[part].rows));
    return builder_close(&m->build);
}

/* ---- fields ---- */

/* Paragraphs as a text of so many lines. */
static bx_status add_passages(values_maker *m, const passage *passages, size_t count)
{
    bx_buf lines = {0};
    for (size_t i = 0; i < count; i++) {
        if (i) buf_char(&lines, '\n');
        buf_str(&lines, passages[i].text);
    }
    bx_str text = buf_keep(&lines, m->build.arena);
    return text.ptr ? add_text(m, text) : diag_memory(m->build.diags);
}

static bx_status add_annexes(values_maker *m, const field_value *f)
{
    BX_TRY(begin(m, VALUE_LIST));
    for (size_t i = 0; i < f->annex_count; i++) {
        const annex *a = &f->annexes[i];
        BX_TRY(begin(m, VALUE_MAP));
        set_key(m, STR("title"));
        BX_TRY(add_text(m, a->title.text));
        set_key(m, STR("text"));
        BX_TRY(add_passages(m, a->paragraphs, a->count));
        BX_TRY(builder_close(&m->build));
    }
    return builder_close(&m->build);
}

/* As it was written: a file's name, or a map of words. */
static bx_status add_picture(values_maker *m, const value *v)
{
    if (v->kind != VALUE_MAP) return add_text(m, v->text);
    BX_TRY(begin(m, VALUE_MAP));
    for (size_t i = 0; i < v->count; i++) {
        if (v->items[i]->kind == VALUE_NULL) continue;
        set_key(m, v->items[i]->key);
        BX_TRY(add_text(m, v->items[i]->text));
    }
    return builder_close(&m->build);
}

/* A date as it is asked for, however it was written. */
static bx_status add_date(values_maker *m, const field_value *f)
{
    bx_str text = arena_print(m->build.arena, "%04d-%02d-%02d", f->year, f->month, f->day);
    return text.ptr ? add_text(m, text) : diag_memory(m->build.diags);
}

static bx_status add_field(values_maker *m, const field_value *f)
{
    switch (f->field->type) {
    case FIELD_TEXT:
        return add_text(m, f->text);
    case FIELD_LINES:
    case FIELD_PROSE:
        return add_passages(m, f->passages, f->passage_count);
    case FIELD_YEAR:
        return add_number(m, f->text);
    case FIELD_DATE:
        return add_date(m, f);
    case FIELD_BOOL:
        return add_bool(m, f->truth);
    case FIELD_TABLE:
        return add_table(m, f->table);
    case FIELD_ANNEXES:
        return add_annexes(m, f);
    case FIELD_PICTURE:
        return add_picture(m, f->source);
    }
    return BX_OK;
}

/* Did the data say anything of it? What the layout says instead is no part of the data. */
static bool is_given(const field_value *f)
{
    const value *v = f->source;
    if (!v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && !str_trim(v->text).len)) return false;
    bool is_prose = f->field->type == FIELD_LINES || f->field->type == FIELD_PROSE;
    return !is_prose || (f->passage_count && f->passages[0].source);
}

static bool is_below(bx_str path, bx_str prefix)
{
    return !prefix.len ||
           (path.len > prefix.len && str_starts_with(path, prefix) && path.ptr[prefix.len] == '.');
}

/* "headings.overview" below "headings": up to the next point. */
static bx_str step_below(bx_str path, bx_str prefix)
{
    size_t from = prefix.len ? prefix.len + 1 : 0;
    return str_slice(path, 0, from + str_find(str_from(path, from), STR(".")));
}

/* Does an earlier given field stand in the same group? Then the group has been written. */
static bool is_written(const report *r, size_t before, bx_str step)
{
    for (size_t i = 0; i < before; i++)
        if (is_given(&r->fields[i]) && is_below(r->fields[i].field->path, step)) return true;
    return false;
}

static bx_status add_fields(values_maker *m, bx_str prefix)
{
    const report *r = m->report;
    for (size_t i = 0; i < r->layout->field_count; i++) {
        const field_value *f = &r->fields[i];
        bx_str path = f->field->path;
        if (!is_given(f) || !is_below(path, prefix)) continue;
        bx_str step = step_below(path, prefix);
        bool is_group = step.len < path.len;
        if (is_group && is_written(r, i, step)) continue;
        set_key(m, str_from(step, prefix.len ? prefix.len + 1 : 0));
        if (is_group) BX_TRY(begin(m, VALUE_MAP));
        BX_TRY(is_group ? add_fields(m, step) : add_field(m, f));
        if (is_group) BX_TRY(builder_close(&m->build));
    }
    return BX_OK;
}

static bx_status add_report(values_maker *m)
{
    BX_TRY(begin(m, VALUE_MAP));
    set_key(m, STR("layout"));
    BX_TRY(add_text(m, m->report->layout->name));
    BX_TRY(add_fields(m, STR("")));
    return builder_close(&m->build);
}

bx_status report_values(bx_arena *arena, const report *r, bx_diags *diags, const value **out)
{
    values_maker m = {.report = r};
    builder_init(&m.build, arena, "", &value_limits_default, diags);
    bx_status status = add_report(&m);
    *out = m.build.root;
    builder_clear(&m.build);
    return status;
}
