/* Tables as CSV. */
#include "report/report_csv.h"

#include "report/report_parts.h"

typedef struct csv_writer {
    const table_data *data;
    size_t width;  /* fields of a line: those of the widest part */
    size_t fields; /* written of this line */
    bx_buf label;  /* that is being put together */
    bx_buf *out;
} csv_writer;

void csv_add_field(bx_buf *out, bx_str text)
{
    bool is_marked = false;
    for (size_t i = 0; i < text.len && !is_marked; i++) is_marked = strchr(",\"\r\n", text.ptr[i]) != NULL;
    if (is_marked) buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') buf_char(out, '"');
        buf_char(out, text.ptr[i]);
    }
    if (is_marked) buf_char(out, '"');
}

static void add_field(csv_writer *w, bx_str text)
{
    if (w->fields++) buf_char(w->out, ',');
    csv_add_field(w->out, text);
}

static void end_line(csv_writer *w)
{
    while (w->fields < w->width) add_field(w, STR(""));
    buf_text(w->out, "\r\n");
    w->fields = 0;
}

/* ---- labels ---- */

/* A level more; a break that the form asks for is none here. */
static void add_level(csv_writer *w, bx_str text)
{
    if (text.len && w->label.len) buf_text(&w->label, "／");
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\n') buf_char(&w->label, text.ptr[i]);
}

static void add_labels(csv_writer *w, const axis_node *node)
{
    add_level(w, node->label);
    for (size_t i = 0; i < node->diagonal_count; i++) add_level(w, node->diagonal[i]);
}

static void end_label(csv_writer *w)
{
    w->out->failed |= w->label.failed;
    add_field(w, buf_slice(&w->label));
    buf_reset(&w->label);
}

/* From the outermost group down to a leaf. */
static void add_leaf_label(csv_writer *w, const axis_node *root, uint32_t leaf)
{
    const axis_node *node = root;
    while (node->kid_count) {
        const axis_node *kid = node->kids;
        while (kid->is_stub || leaf < kid->leaf || leaf >= kid->leaf + kid->leaf_count) kid++;
        node = kid;
        add_labels(w, node);
    }
    end_label(w);
}

/* ---- lines ---- */

static bool has_row_labels(const csv_writer *w)
{
    return w->data->table->stub > 0;
}

static void add_head(csv_writer *w, const table_part *part)
{
    for (size_t i = 0; i < part->head.kid_count; i++)
        if (part->head.kids[i].is_stub) add_labels(w, &part->head.kids[i]);
    if (has_row_labels(w))
        end_label(w);
    else
        buf_reset(&w->label);
    for (uint32_t i = 0; i < part->leaf_column_count; i++) add_leaf_label(w, &part->head, i);
    end_line(w);
}

static void add_fixed_row(csv_writer *w, size_t part, uint32_t row)
{
    const table_part *p = &w->data->table->parts[part];
    if (has_row_labels(w)) add_leaf_label(w, &p->rows, row);
    for (size_t i = 0; i < p->leaf_column_count; i++) add_field(w, table_cell(w->data, part, row, i)->text);
    end_line(w);
}

static void add_list_rows(csv_writer *w, const table_list *list)
{
    const table_part *part = &w->data->table->parts[list->part];
    bx_str shown[TRACKS_MAX] = {{NULL, 0}};
    for (size_t row = 0; !list->is_empty && row < list->row_count; row++) {
        if (has_row_labels(w)) add_leaf_label(w, &part->rows, list->row->leaf);
        for (size_t i = 0; i < part->leaf_column_count; i++) {
            bx_str text = list_text(w->data, list, row, i);
            if (text.ptr) shown[i] = list_is_blank(w->data, text) ? STR("") : text;
            add_field(w, shown[i]);
        }
        end_line(w);
    }
}

/* A free grid has no head: a value a line, behind its name. */
static void add_grid(csv_writer *w, size_t part)
{
    const table_part *p = &w->data->table->parts[part];
    for (size_t i = 0; i < p->leaf_column_count; i++) {
        add_level(w, node_label(p->leaf_columns[i]));
        end_label(w);
        add_field(w, table_cell(w->data, part, 0, i)->text);
        end_line(w);
    }
}

static void add_part(csv_writer *w, size_t part)
{
    const table_part *p = &w->data->table->parts[part];
    if (p->grid) {
        add_grid(w, part);
        return;
    }
    add_head(w, p);
    for (uint32_t row = 0; row < p->leaf_row_count; row++) {
        if (p->leaf_rows[row]->is_list)
            add_list_rows(w, table_list_of(w->data, p->leaf_rows[row]));
        else
            add_fixed_row(w, part, row);
    }
}

static size_t width_of(const layout_table *table)
{
    size_t width = 0;
    for (size_t i = 0; i < table->part_count; i++) {
        const table_part *part = &table->parts[i];
        size_t fields = part->grid ? 2 : part->leaf_column_count + (table->stub > 0);
        if (fields > width) width = fields;
    }
    return width;
}

void report_csv(const table_data *data, bx_buf *out)
{
    csv_writer w = {.data = data, .width = width_of(data->table), .out = out};
    buf_text(out, "\xEF\xBB\xBF");
    for (size_t part = 0; part < data->table->part_count; part++) add_part(&w, part);
    buf_clear(&w.label);
}
