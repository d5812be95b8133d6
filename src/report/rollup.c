/* Adding reports up, cell by cell. */
#include "report/rollup.h"

#include "report/report_parts.h"
#include "report/rollup_parts.h"

/* ---- places and messages ---- */

static const field_value *filing_field(const report *r, bx_str path)
{
    return path.len ? report_field(r, path) : NULL;
}

static const char *place_text(rollup *u, bx_place at)
{
    bx_str text = arena_print(&u->arena, "%s:%u", at.file ? at.file : "", at.line);
    return text.ptr ? text.ptr : "";
}

static bx_place keep_place(rollup *u, bx_place at)
{
    bx_str file = arena_copy(&u->arena, str_of(at.file ? at.file : ""));
    return (bx_place){file.ptr, at.line, at.column};
}

/* ---- does it belong here? ---- */

static void check_layout(rollup *u, const report *r, bx_diags *diags)
{
    bx_str own = arena_copy(&u->arena, r->layout->name), first = arena_copy(&u->arena, u->layout->name);
    if (!own.ptr || !first.ptr)
        diag_memory(diags);
    else if (u->layout != r->layout)
        diag_add(diags, MSG_rollup_layout, r->root->at, STR("layout"), own.ptr, first.ptr,
                 place_text(u, u->first_at));
    else if (!u->layout->filing.agency.len)
        diag_add(diags, MSG_rollup_filing, r->root->at, STR(""), first.ptr);
}

static void check_year(rollup *u, const report *r, bx_diags *diags)
{
    const field_value *year = filing_field(r, u->layout->filing.year);
    if (!year || !u->offices.count) return;
    bx_str first = u->fields[year - r->fields].text, path = year->field->path;
    bx_str own = arena_copy(&u->arena, year->text);
    if (str_is_equal(first, year->text)) return;
    diag_add(diags, MSG_rollup_year, year->source ? year->source->at : r->root->at, path,
             own.ptr ? own.ptr : "", first.ptr ? first.ptr : "", place_text(u, u->first_at));
}

static void check_agency(rollup *u, const report *r, bx_diags *diags)
{
    const field_value *agency = filing_field(r, u->layout->filing.agency);
    bx_str name = agency ? str_trim(agency->text) : STR("");
    if (!agency) return;
    bx_place at = agency->source ? agency->source->at : r->root->at;
    size_t earlier = name_number(&u->agencies, name);
    if (!name.len)
        diag_add(diags, MSG_rollup_nameless, at, agency->field->path);
    else if (earlier)
        diag_add(diags, MSG_rollup_twice, at, agency->field->path, u->offices.items[earlier - 1].agency.ptr,
                 place_text(u, u->offices.items[earlier - 1].at));
}

/* ---- adding ---- */

static const value *plain_of(const value *v)
{
    return v && v->kind == VALUE_MAP ? value_find(v, STR("value")) : v;
}

static bool is_text(const cell *c)
{
    const value *v = plain_of(c->source);
    bool is_said = v && (v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER);
    return c->is_blank && is_said && str_trim(v->text).len && !value_is_sum(v);
}

/* The first text stays until another report says something else. */
static bool add_text(rollup *u, bx_str text, bx_str *kept, bool *differs)
{
    if (!kept->ptr) *kept = arena_copy(&u->arena, text);
    if (kept->ptr && !str_is_equal(*kept, text)) *differs = true;
    return kept->ptr != NULL;
}

static bool add_cell(rollup *u, const cell *c, rollup_cell *sum)
{
    if (is_text(c)) return add_text(u, plain_of(c->source)->text, &sum->text, &sum->differs);
    if (c->is_blank || !c->source) return true;
    sum->is_number = true;
    if (!decimal_add(sum->number, c->number, &sum->number)) sum->is_large = true;
    return true;
}

/* A list's cell without its note; =sum as the number it came to. */
static const value *copy_list_cell(rollup *u, const table_data *data, const table_list *list, size_t row,
                                   size_t leaf, const value *from)
{
    const value *v = plain_of(from);
    value *made = arena_new(&u->arena, value);
    if (!made || !v) return made;
    bool is_sum = value_is_sum(v);
    made->kind = is_sum ? VALUE_NUMBER : v->kind;
    made->text = arena_copy(&u->arena, is_sum ? list_text(data, list, row, leaf) : v->text);
    if (!made->text.ptr) return NULL;
    if (made->kind == VALUE_NUMBER && !decimal_parse(made->text, &made->number)) made->kind = VALUE_TEXT;
    return made;
}

static bool add_list_row(rollup *u, const table_data *data, const table_list *list, size_t row,
                         rollup_list *sum)
{
    const value *sources[TRACKS_MAX];
    size_t count = data->table->parts[list->part].leaf_column_count;
    const value ***slot = vec_push(&u->arena, &sum->rows);
    if (!slot || !list_sources(data, list, row, &u->arena, sources)) return false;
    *slot = arena_array(&u->arena, const value *, count);
    for (size_t i = 0; *slot && i < count; i++)
        if (!((*slot)[i] = copy_list_cell(u, data, list, row, i, sources[i]))) return false;
    return *slot != NULL;
}

static bool begin_table(rollup *u, const table_data *data, rollup_field *sum)
{
    const layout_table *table = data->table;
    sum->parts = arena_array(&u->arena, rollup_cell *, table->part_count);
    sum->lists = arena_array(&u->arena, rollup_list, data->list_count + 1);
    if (!sum->parts || !sum->lists) return false;
    for (size_t i = 0; i < data->list_count; i++)
        sum->lists[i] = (rollup_list){.row = data->lists[i].row, .part = data->lists[i].part};
    sum->list_count = data->list_count;
    for (size_t i = 0; i < table->part_count; i++) {
        size_t cells = table->parts[i].leaf_row_count * table->parts[i].leaf_column_count;
        if (!(sum->parts[i] = arena_array(&u->arena, rollup_cell, cells))) return false;
    }
    return true;
}

static bool add_table(rollup *u, const table_data *data, rollup_field *sum)
{
    if (!sum->parts && !begin_table(u, data, sum)) return false;
    for (size_t p = 0; p < data->table->part_count; p++) {
        const table_part *part = &data->table->parts[p];
        for (size_t i = 0; i < part->leaf_row_count * part->leaf_column_count; i++) {
            if (part->leaf_rows[i / part->leaf_column_count]->is_list) continue;
            if (!add_cell(u, &data->parts[p][i], &sum->parts[p][i])) return false;
        }
    }
    for (size_t i = 0; i < data->list_count; i++) {
        const table_list *list = &data->lists[i];
        for (size_t row = 0; !list->is_empty && row < list->row_count; row++)
            if (!add_list_row(u, data, list, row, &sum->lists[i])) return false;
    }
    return true;
}

static bool add_field(rollup *u, const field_value *f, rollup_field *sum)
{
    field_type type = f->field->type;
    bool is_said = f->source && f->source->kind != VALUE_NULL;
    sum->is_used |= is_said;
    if (f->table) return add_table(u, f->table, sum);
    if (type == FIELD_BOOL && is_said)
        return add_text(u, f->truth ? STR("true") : STR("false"), &sum->text, &sum->differs);
    if ((type == FIELD_TEXT || type == FIELD_YEAR) && is_said)
        return add_text(u, f->text, &sum->text, &sum->differs);
    if (type <= FIELD_BOOL && !is_said) sum->differs = true;
    return true;
}

static bool add_office(rollup *u, const report *r, bx_str hash)
{
    const field_value *agency = filing_field(r, u->layout->filing.agency);
    rollup_office *office = vec_push(&u->arena, &u->offices);
    if (!office) return false;
    *office =
        (rollup_office){.agency = arena_copy(&u->arena, agency ? str_trim(agency->text) : STR("")),
                        .hash = arena_copy(&u->arena, hash),
                        .at = keep_place(u, agency && agency->source ? agency->source->at : r->root->at)};
    if (!office->agency.ptr || !office->hash.ptr || !office->at.file) return false;
    size_t *number = name_slot(&u->agencies, &u->arena, office->agency);
    if (number) *number = u->offices.count;
    return number != NULL;
}

static bool begin(rollup *u, const report *r)
{
    u->layout = r->layout;
    u->first_at = keep_place(u, r->root->at);
    u->fields = arena_array(&u->arena, rollup_field, r->layout->field_count);
    return u->fields && u->first_at.file;
}

static bx_status add_report(rollup *u, const report *r, bx_str hash, bx_diags *diags)
{
    size_t errors = diag_errors(diags);
    if (!u->layout && !begin(u, r)) return diag_memory(diags);
    check_layout(u, r, diags);
    if (diag_errors(diags) > errors) return diag_status(diags);
    check_year(u, r, diags);
    check_agency(u, r, diags);
    if (diag_errors(diags) > errors) return diag_status(diags);
    for (size_t i = 0; i < u->layout->field_count; i++)
        if (!add_field(u, &r->fields[i], &u->fields[i])) return diag_memory(diags);
    return add_office(u, r, hash) ? BX_OK : diag_memory(diags);
}

bx_status rollup_add(rollup *u, const report *r, bx_str hash, bx_diags *diags)
{
    bx_status status = u->is_torn ? diag_memory(diags) : add_report(u, r, hash, diags);
    u->is_torn = status == BX_BAD_MACHINE;
    return status;
}
