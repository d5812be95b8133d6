/* The checked report as JSON. */
#include "report/report.h"

static void dump_cell(const cell *c, bx_buf *out)
{
    if (!c->source || (c->is_blank && !c->text.len))
        buf_text(out, "null");
    else
        buf_json_string(out, c->text);
}

/* A cell that is one with that above it says what that says; `from` is the row to look from. */
static void dump_list_cell(const table_data *data, const table_list *list, size_t from, size_t column,
                           bx_buf *out)
{
    bx_str text = list_text(data, list, from, column);
    if (list_is_blank(data, text))
        buf_text(out, "null");
    else
        buf_json_string(out, text);
}

static void dump_list_row(const table_data *data, const table_list *list, size_t row, size_t *shown,
                          bx_buf *out)
{
    size_t columns = data->table->parts[list->part].leaf_column_count;
    for (size_t i = 0; i < columns; i++) {
        if (list_text(data, list, row, i).ptr) shown[i] = row;
        buf_text(out, i ? ", " : "[");
        dump_list_cell(data, list, shown[i], i, out);
    }
    buf_char(out, ']');
}

static void dump_list(const table_data *data, const table_list *list, bx_buf *out)
{
    size_t shown[TRACKS_MAX] = {0};
    buf_text(out, "    ");
    buf_json_string(out, list->row->path);
    buf_text(out, ": [");
    for (size_t row = 0; !list->is_empty && row < list->row_count; row++) {
        buf_text(out, row ? ",\n      " : "\n      ");
        dump_list_row(data, list, row, shown, out);
    }
    buf_char(out, ']');
}

static void dump_row(const table_data *data, size_t part, size_t row, bx_buf *out)
{
    const table_part *p = &data->table->parts[part];
    buf_text(out, "    ");
    buf_json_string(out, p->leaf_rows[row]->path);
    buf_text(out, ": [");
    for (size_t column = 0; column < p->leaf_column_count; column++) {
        if (column) buf_text(out, ", ");
        dump_cell(table_cell(data, part, row, column), out);
    }
    buf_char(out, ']');
}

/* The values of a grid, by name. */
static void dump_grid(const table_data *data, size_t part, bx_buf *out)
{
    const table_part *p = &data->table->parts[part];
    for (size_t i = 0; i < p->leaf_column_count; i++) {
        buf_text(out, i ? ",\n    " : "    ");
        buf_json_string(out, p->leaf_columns[i]->path);
        buf_text(out, ": ");
        dump_cell(table_cell(data, part, 0, i), out);
    }
}

static void dump_table(const table_data *data, bx_buf *out)
{
    buf_char(out, '{');
    bool is_first = true;
    const table_list *list = data->lists;
    for (size_t part = 0; part < data->table->part_count; part++)
        for (size_t row = 0; row < data->table->parts[part].leaf_row_count; row++) {
            buf_text(out, is_first ? "\n" : ",\n");
            is_first = false;
            if (data->table->parts[part].grid)
                dump_grid(data, part, out);
            else if (data->table->parts[part].leaf_rows[row]->is_list)
                dump_list(data, list++, out);
            else
                dump_row(data, part, row, out);
        }
    buf_text(out, "\n  }");
}

static void dump_passages(const passage *passages, size_t count, const char *indent, bx_buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_print(out, "%s\n%s", i ? "," : "", indent);
        buf_json_string(out, passages[i].text);
    }
    buf_char(out, ']');
}

static void dump_annexes(const field_value *f, bx_buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < f->annex_count; i++) {
        buf_text(out, i ? ",\n    {\"title\": " : "\n    {\"title\": ");
        buf_json_string(out, f->annexes[i].title.text);
        buf_text(out, ", \"text\": ");
        dump_passages(f->annexes[i].paragraphs, f->annexes[i].count, "      ", out);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void dump_picture(const field_value *f, bx_buf *out)
{
    if (!f->picture) {
        buf_text(out, "null");
        return;
    }
    buf_print(out, "{\"pixels\": \"%ux%u\", \"alt\": ", f->picture->width, f->picture->height);
    buf_json_string(out, f->text);
    if (f->passage_count) buf_text(out, ", \"caption\": ");
    if (f->passage_count) buf_json_string(out, f->passages[0].text);
    buf_char(out, '}');
}

static void dump_field(const field_value *f, bx_buf *out)
{
    switch (f->field->type) {
    case FIELD_TEXT:
        buf_json_string(out, f->text);
        break;
    case FIELD_DATE:
        if (f->year)
            buf_print(out, "\"%04d-%02d-%02d\"", f->year, f->month, f->day);
        else
            buf_text(out, "null");
        break;
    case FIELD_LINES:
    case FIELD_PROSE:
        dump_passages(f->passages, f->passage_count, "    ", out);
        break;
    case FIELD_YEAR:
        if (f->year)
            buf_print(out, "%d", f->year);
        else
            buf_text(out, "null");
        break;
    case FIELD_BOOL:
        buf_text(out, f->truth ? "true" : "false");
        break;
    case FIELD_TABLE:
        if (f->table)
            dump_table(f->table, out);
        else
            buf_text(out, "null");
        break;
    case FIELD_ANNEXES:
        dump_annexes(f, out);
        break;
    case FIELD_PICTURE:
        dump_picture(f, out);
        break;
    }
}

void report_dump(const report *r, bx_buf *out)
{
    buf_text(out, "{\n  \"layout\": ");
    buf_json_string(out, r->layout->name);
    for (size_t i = 0; i < r->layout->field_count; i++) {
        buf_text(out, ",\n  ");
        buf_json_string(out, r->layout->fields[i].path);
        buf_text(out, ": ");
        dump_field(&r->fields[i], out);
    }
    buf_text(out, "\n}\n");
}
