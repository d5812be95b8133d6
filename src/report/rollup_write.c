/* What was added up, as a report: its values, checked, as YAML with what is left to write. */
#include "data/write.h"
#include "report/define.h"
#include "report/report_parts.h"
#include "report/report_values.h"
#include "report/rollup_parts.h"

typedef struct rollup_writer {
    rollup *u;
    const rollup_wish *wish;
    bx_diags *diags;
    bx_arena arena; /* dies with the writing */
    report *sum;
} rollup_writer;

/* ---- the sums as a report ---- */

static value *new_value(rollup_writer *w, value_kind kind, bx_str text)
{
    value *v = arena_new(&w->arena, value);
    if (!v) return NULL;
    v->kind = kind;
    v->text = text;
    return v;
}

static void tell_large(rollup_writer *w, const field *f, const axis_node *row, const axis_node *column)
{
    bx_str path = cell_path(&w->arena, f, row, column);
    bx_str a = message_text(&w->arena, node_label(row)), b = message_text(&w->arena, node_label(column));
    if (path.ptr && a.ptr && b.ptr)
        diag_add(w->diags, MSG_rollup_large, (bx_place){0}, path, a.ptr, b.ptr);
    else
        diag_memory(w->diags);
}

static value *sum_value(rollup_writer *w, const field *f, const axis_node *row, const axis_node *column,
                        const rollup_cell *sum)
{
    decimal read;
    if (!sum->is_number)
        return sum->text.ptr && !sum->differs ? new_value(w, VALUE_TEXT, sum->text)
                                              : new_value(w, VALUE_NULL, STR(""));
    bx_str text = decimal_text(sum->number, &w->arena);
    if (!text.ptr) return NULL;
    if (!sum->is_large && decimal_parse(text, &read)) return new_value(w, VALUE_NUMBER, text);
    tell_large(w, f, row, column);
    return new_value(w, VALUE_NULL, STR(""));
}

static bool fill_part(rollup_writer *w, const field *f, size_t at, const rollup_field *sum, cell **out)
{
    const table_part *part = &f->table->parts[at];
    *out = arena_array(&w->arena, cell, part->leaf_row_count * part->leaf_column_count);
    for (size_t i = 0; *out && i < part->leaf_row_count * part->leaf_column_count; i++) {
        const axis_node *row = part->leaf_rows[i / part->leaf_column_count],
                        *column = part->leaf_columns[i % part->leaf_column_count];
        (*out)[i].source = sum_value(w, f, row, column, &sum->parts[at][i]);
        if (!(*out)[i].source) return false;
    }
    return *out != NULL;
}

/* A row of a list as the data writes it: a list of its cells; the only one as it is. */
static bool fill_row(rollup_writer *w, const value **cells, size_t count, value **out)
{
    *out = count == 1 ? (value *)cells[0] : new_value(w, VALUE_LIST, STR(""));
    if (count == 1 || !*out) return *out != NULL;
    (*out)->items = (value **)cells;
    (*out)->count = count;
    return true;
}

static bool fill_list(rollup_writer *w, const layout_table *table, const rollup_list *sum, table_list *out)
{
    size_t columns = table->parts[sum->part].leaf_column_count, rows = sum->rows.count;
    value *source = new_value(w, VALUE_LIST, STR(""));
    *out = (table_list){.row = sum->row, .part = sum->part, .source = source, .row_count = rows};
    out->is_empty = !rows;
    out->texts = arena_array(&w->arena, bx_str, (rows + 1) * columns);
    if (!source || !out->texts) return false;
    for (size_t i = 0; i < rows * columns; i++) out->texts[i] = STR("");
    source->items = arena_array(&w->arena, value *, rows + 1);
    source->count = rows;
    for (size_t i = 0; source->items && i < rows; i++)
        if (!fill_row(w, sum->rows.items[i], columns, &source->items[i])) return false;
    return source->items != NULL;
}

static bool fill_table(rollup_writer *w, const field *f, const rollup_field *sum, field_value *out)
{
    table_data *data = arena_new(&w->arena, table_data);
    if (!data) return false;
    out->table = data;
    data->table = f->table;
    data->parts = arena_array(&w->arena, cell *, f->table->part_count);
    data->lists = arena_array(&w->arena, table_list, sum->list_count + 1);
    data->list_count = sum->list_count;
    for (size_t i = 0; data->parts && i < f->table->part_count; i++)
        if (!fill_part(w, f, i, sum, &data->parts[i])) return false;
    for (size_t i = 0; data->lists && i < sum->list_count; i++)
        if (!fill_list(w, f->table, &sum->lists[i], &data->lists[i])) return false;
    return data->parts && data->lists;
}

static bool is_agency(const rollup_writer *w, const field *f)
{
    return str_is_equal(f->path, w->u->layout->filing.agency);
}

static bool fill_field(rollup_writer *w, const rollup_field *sum, field_value *out)
{
    const field *f = out->field;
    if (f->table && sum->parts) {
        out->source = new_value(w, VALUE_MAP, STR(""));
        return out->source && fill_table(w, f, sum, out);
    }
    out->text = is_agency(w, f) ? w->wish->agency : sum->differs ? STR("") : sum->text;
    out->truth = str_is(out->text, "true");
    if (out->text.len) out->source = new_value(w, VALUE_TEXT, out->text);
    return !out->text.len || out->source;
}

static bool fill_report(rollup_writer *w)
{
    const layout *l = w->u->layout;
    if (!(w->sum = arena_new(&w->arena, report))) return false;
    w->sum->layout = l;
    w->sum->fields = arena_array(&w->arena, field_value, l->field_count);
    for (size_t i = 0; w->sum->fields && i < l->field_count; i++) {
        w->sum->fields[i].field = &l->fields[i];
        if (!fill_field(w, &w->u->fields[i], &w->sum->fields[i])) return false;
    }
    return w->sum->fields != NULL;
}

/* ---- checked ---- */

static bool check_tables(rollup_writer *w, const value *root)
{
    report_options options = {.allow_unbalanced = w->wish->allow_unbalanced};
    size_t cells = 0;
    report_reader r = {&w->arena, w->diags, w->sum, &options, limits_settle(NULL), &cells};
    for (size_t i = 0; i < w->u->layout->field_count; i++) {
        field_value f = {.field = &w->u->layout->fields[i]};
        f.source = value_at(root, f.field->path);
        if (f.field->type != FIELD_TABLE || !f.source) continue;
        if (!report_read_table(&r, &f) || (f.table && !report_check_balance(&r, &f))) return false;
    }
    return true;
}

/* ---- written ---- */

/* Must people write it: does check ask for it, or does the blank form hold something to be replaced? */
static bool is_to_write(const field_value *f)
{
    return !f->source && (f->field->is_required || f->field->placeholder_count);
}

/* What some office had and the sum cannot have. */
static bool is_left_out(const rollup_writer *w, const field_value *f)
{
    return !f->source && !is_to_write(f) && w->u->fields[f - w->sum->fields].is_used;
}

static void add_name(bx_buf *out, const field_value *f, size_t *count)
{
    buf_print(out, "%s%.*s（%.*s）", (*count)++ ? "、" : "", STR_ARG(f->field->path),
              STR_ARG(f->field->label));
}

static void add_head(const rollup_writer *w, bx_buf *out)
{
    size_t must = 0, may = 0;
    bx_buf names = {0}, more = {0};
    for (size_t i = 0; i < w->u->layout->field_count; i++) {
        const field_value *f = &w->sum->fields[i];
        if (is_to_write(f)) add_name(&names, f, &must);
        if (is_left_out(w, f)) add_name(&more, f, &may);
    }
    buf_print(out, "# 由 banxin rollup 汇总自 %zu 份报告：各表的数是各单位之和，留空的不计。\n",
              w->u->offices.count);
    buf_text(out, "# 各单位的数有更正时，请改其报告后重新汇总，不要改这里的数。\n");
    if (must) buf_print(out, "# 还要写：%.*s\n", STR_ARG(buf_slice(&names)));
    if (may) buf_print(out, "# 各单位写过、汇总不代写的（需要时写）：%.*s\n", STR_ARG(buf_slice(&more)));
    out->failed |= names.failed || more.failed;
    buf_clear(&names);
    buf_clear(&more);
}

/* Behind the sums, a blank for each field that is to be written. */
static void add_blanks(const rollup_writer *w, bx_buf *out)
{
    for (size_t i = 0; i < w->u->layout->field_count; i++) {
        const field_value *f = &w->sum->fields[i];
        if (!is_to_write(f) || memchr(f->field->path.ptr, '.', f->field->path.len)) continue;
        buf_print(out, "\n# 待写：%.*s\n%.*s:%s\n", STR_ARG(f->field->label), STR_ARG(f->field->path),
                  f->field->type == FIELD_PROSE ? " |" : "");
    }
}

static void add_report(const rollup_writer *w, const value *root, bx_buf *out)
{
    add_head(w, out);
    buf_char(out, '\n');
    write_yaml(root, out);
    add_blanks(w, out);
}

static bx_status write_all(rollup_writer *w, bx_buf *yaml, bx_buf *record)
{
    size_t errors = diag_errors(w->diags);
    rollup_roll roll = {.arena = &w->arena, .diags = w->diags};
    const value *root;
    if (!fill_report(w)) return diag_memory(w->diags);
    BX_TRY(report_values(&w->arena, w->sum, w->diags, &root));
    if (!check_tables(w, root) || !rollup_call_roll(&roll, w->u, w->wish)) return diag_memory(w->diags);
    if (diag_errors(w->diags) > errors) return diag_status(w->diags);
    const field_value *year = report_field(w->sum, w->u->layout->filing.year);
    add_report(w, root, yaml);
    rollup_record(&roll, w->u, w->wish->agency, year ? year->text : STR(""), record);
    return yaml->failed || record->failed ? diag_memory(w->diags) : BX_OK;
}

bx_status rollup_write(rollup *u, const rollup_wish *wish, bx_diags *diags, bx_buf *yaml, bx_buf *record)
{
    rollup_writer w = {.u = u, .wish = wish, .diags = diags};
    if (u->is_torn) return diag_memory(diags);
    if (!u->offices.count) {
        diag_add(diags, MSG_rollup_empty, (bx_place){0}, STR(""));
        return message_status(diags, BX_BAD_DATA);
    }
    bx_status status = write_all(&w, yaml, record);
    arena_clear(&w.arena);
    return status;
}
