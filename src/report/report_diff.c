/* Cells of two reports, side by side. */
#include "report/report_diff.h"

#include <stdio.h>
#include <stdlib.h>

#include "report/define.h"
#include "report/report_csv.h"
#include "report/report_parts.h"

__extension__ typedef __int128 wide; /* a change times a thousand need not fit into 64 bits */

typedef struct differ {
    const report *last, *now;
    bx_diff_format format;
    bx_diags *diags;
    bx_arena arena;
    bx_buf *out;
    size_t rows;
} differ;

/* ---- labels ---- */

/* 三、本年度办理结果·（三）不予公开·1.属于国家秘密 */
static void add_labels(bx_buf *out, const axis_node *root, uint32_t leaf)
{
    for (const axis_node *node = root; node->kid_count;) {
        const axis_node *kid = node->kids;
        while (leaf < kid->leaf || leaf >= kid->leaf + kid->leaf_count) kid++;
        node = kid;
        bx_str label = node->label.len || axis_is_hidden(node) ? node->label : node->name;
        if (label.len && out->len) buf_text(out, "·");
        for (size_t i = 0; i < label.len; i++)
            if ((unsigned char)label.ptr[i] >= 0x20) buf_char(out, label.ptr[i]);
    }
}

/* A text; nothing, and the table failed, without memory. */
static bx_str kept(differ *d, bx_str text)
{
    if (!text.ptr) d->out->failed = true;
    return text.ptr ? text : STR("");
}

static bx_str label_of(differ *d, const field *f, const cell_address *at)
{
    const table_part *part = &f->table->parts[at->part];
    bx_buf text = {0};
    buf_str(&text, f->label);
    add_labels(&text, &part->rows, (uint32_t)at->row);
    add_labels(&text, &part->head, (uint32_t)at->column);
    return kept(d, buf_keep(&text, &d->arena));
}

static bx_str path_of(differ *d, const field *f, const cell_address *at)
{
    const table_part *part = &f->table->parts[at->part];
    bx_str path = cell_path(&d->arena, f, part->leaf_rows[at->row], part->leaf_columns[at->column]);
    return kept(d, path);
}

/* ---- one changed cell ---- */

/* change / last in per cent, to one place, halves away from zero; false if last is 0 or it is beyond all use.
 */
static bool per_cent(decimal change, decimal last, decimal *out)
{
    wide a = change.units, b = last.units;
    for (uint32_t scale = change.scale; scale < last.scale; scale++) a *= 10;
    for (uint32_t scale = last.scale; scale < change.scale; scale++) b *= 10;
    if (!b) return false;
    bool is_negative = a < 0;
    if (b < 0) b = -b;
    if (a < 0) a = -a;
    wide tenths = (a * 1000 + b / 2) / b;
    if (tenths > (wide)1000000000000000) return false;
    *out = (decimal){is_negative ? -(int64_t)tenths : (int64_t)tenths, 1};
    return true;
}

typedef struct change {
    bx_str path, label, last, now, by, cent; /* empty: blank */
} change;

static bx_str number_text(differ *d, const cell *c)
{
    bx_str text = c->is_blank ? STR("") : decimal_text(c->number, &d->arena);
    if (!text.ptr) d->out->failed = true;
    return text;
}

static void add_json_number(bx_buf *out, const char *name, bx_str number)
{
    buf_print(out, ", \"%s\": %.*s", name, STR_ARG(number.len ? number : STR("null")));
}

static void add_change(differ *d, const change *c)
{
    const bx_str texts[] = {c->path, c->label, c->last, c->now, c->by, c->cent};
    enum { TEXTS = sizeof texts / sizeof *texts };
    if (d->format == BX_DIFF_CSV)
        for (size_t i = 0; i < TEXTS; i++) {
            csv_add_field(d->out, texts[i]);
            buf_text(d->out, i + 1 == TEXTS ? "\r\n" : ",");
        }
    if (d->format == BX_DIFF_TSV) {
        const char *sign = c->by.ptr && c->by.ptr[0] != '-' ? "+" : "";
        buf_print(d->out, "%.*s\t%.*s\t%.*s\t%s%.*s\t", STR_ARG(c->label), STR_ARG(c->last), STR_ARG(c->now),
                  sign, STR_ARG(c->by));
        if (c->cent.len) buf_print(d->out, "%s%.*s%%", sign, STR_ARG(c->cent));
        buf_char(d->out, '\n');
    }
    if (d->format != BX_DIFF_JSON) return;
    buf_text(d->out, d->rows ? ",\n    {\"path\": " : "\n    {\"path\": ");
    buf_json_string(d->out, c->path);
    buf_text(d->out, ", \"label\": ");
    buf_json_string(d->out, c->label);
    add_json_number(d->out, "last", c->last);
    add_json_number(d->out, "this", c->now);
    add_json_number(d->out, "change", c->by);
    add_json_number(d->out, "percent", c->cent);
    buf_char(d->out, '}');
}

static bool is_number_cell(const cell *c)
{
    return c->is_sound && !c->is_large;
}

static void compare(differ *d, const field *f, const cell_address *at, const cell *last, const cell *now)
{
    decimal by, cent;
    if (!is_number_cell(last) || !is_number_cell(now)) return;
    bool is_same = !decimal_compare(last->number, now->number);
    if (is_same && last->is_blank == now->is_blank) return;
    change c = {.path = path_of(d, f, at),
                .label = label_of(d, f, at),
                .last = number_text(d, last),
                .now = number_text(d, now)};
    if (decimal_subtract(now->number, last->number, &by)) {
        c.by = decimal_text(by, &d->arena);
        if (per_cent(by, last->number, &cent)) c.cent = decimal_text(cent, &d->arena);
    }
    add_change(d, &c);
    d->rows++;
}

static void compare_tables(differ *d)
{
    for (size_t i = 0; i < d->now->layout->field_count; i++) {
        const field *f = &d->now->layout->fields[i];
        const table_data *last = d->last->fields[i].table, *now = d->now->fields[i].table;
        cell_address at = {.field = i};
        for (at.part = 0; last && now && at.part < f->table->part_count; at.part++) {
            const table_part *part = &f->table->parts[at.part];
            for (at.row = 0; at.row < part->leaf_row_count; at.row++)
                for (at.column = 0; at.column < part->leaf_column_count; at.column++)
                    compare(d, f, &at, table_cell(last, at.part, at.row, at.column),
                            table_cell(now, at.part, at.row, at.column));
        }
    }
}

/* ---- what carries over ---- */

static const cell *carried_cell(const report *r, const cell_address *at, size_t column)
{
    const table_data *data = r->fields[at->field].table;
    return data ? table_cell(data, at->part, at->row, at->column + column) : NULL;
}

static void tell_carry(differ *d, const carry_rule *rule, size_t column, const cell *from, const cell *to)
{
    cell_address at = rule->to;
    at.column += column;
    const field *f = &d->now->layout->fields[at.field];
    bx_place last = from->source ? from->source->at : d->last->root->at,
             now = to->source ? to->source->at : d->now->root->at;
    bx_str label = message_text(&d->arena, rule->label), where = message_text(&d->arena, label_of(d, f, &at)),
           path = path_of(d, f, &at), a = from->is_blank ? STR("~") : number_text(d, from),
           b = to->is_blank ? STR("~") : number_text(d, to),
           place = arena_print(&d->arena, "%s:%u:%u", last.file ? last.file : "", last.line, last.column);
    if (label.ptr && where.ptr && a.ptr && b.ptr && place.ptr)
        diag_add(d->diags, MSG_diff_carried, now, path, label.ptr, where.ptr, a.ptr, b.ptr, place.ptr);
    else
        diag_memory(d->diags);
}

static void check_carries(differ *d)
{
    for (size_t i = 0; i < d->now->layout->carry_count; i++) {
        const carry_rule *rule = &d->now->layout->carries[i];
        for (size_t column = 0; column < rule->cells; column++) {
            const cell *from = carried_cell(d->last, &rule->from, column),
                       *to = carried_cell(d->now, &rule->to, column);
            if (from && to && is_number_cell(from) && is_number_cell(to) &&
                decimal_compare(from->number, to->number))
                tell_carry(d, rule, column, from, to);
        }
    }
}

/* ---- do they belong together? ---- */

static void tell_two(differ *d, message_id id, const field_value *f, bx_str last, bx_str now)
{
    bx_str a = message_text(&d->arena, last), b = message_text(&d->arena, now);
    bx_place at = f && f->source ? f->source->at : d->now->root->at;
    if (a.ptr && b.ptr)
        diag_add(d->diags, id, at, f ? f->field->path : STR("layout"), a.ptr, b.ptr);
    else
        diag_memory(d->diags);
}

static void check_pair(differ *d)
{
    const filing_fields *filing = &d->now->layout->filing;
    const field_value *year[] = {report_field(d->last, filing->year), report_field(d->now, filing->year)},
                      *agency[] = {report_field(d->last, filing->agency),
                                   report_field(d->now, filing->agency)};
    if (year[0] && year[1] && year[1]->year != year[0]->year + 1)
        tell_two(d, MSG_diff_years, year[1], year[0]->text, year[1]->text);
    if (agency[0] && agency[1] && !str_is_equal(str_trim(agency[0]->text), str_trim(agency[1]->text)))
        tell_two(d, MSG_diff_agency, agency[1], agency[0]->text, agency[1]->text);
}

static void add_table(differ *d)
{
    if (d->format == BX_DIFF_CSV) buf_text(d->out, "path,label,last,this,change,percent\r\n");
    if (d->format == BX_DIFF_JSON) buf_text(d->out, "{\"changes\": [");
    compare_tables(d);
    if (d->format == BX_DIFF_JSON) buf_text(d->out, d->rows ? "\n  ]}\n" : "]}\n");
}

bx_status report_diff(const report *last, const report *now, bx_diff_format format, bx_diags *diags,
                      bx_buf *out)
{
    differ d = {.last = last, .now = now, .format = format, .diags = diags, .out = out};
    size_t errors = diag_errors(diags);
    if (last->layout != now->layout)
        tell_two(&d, MSG_diff_layout, NULL, last->layout->name, now->layout->name);
    else
        check_pair(&d);
    if (diag_errors(diags) == errors) {
        check_carries(&d);
        add_table(&d);
    }
    arena_clear(&d.arena);
    return diag_errors(diags) > errors ? diag_status(diags) : BX_OK;
}
