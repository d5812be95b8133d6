/* The `carry_over` section of a layout: which row or cell of last year's report is which of this year's. */
#include "report/layout_parts.h"

typedef struct carry_source {
    carry_rule rule;
    const value *from, *to;
    bx_str after;
} carry_source;

/* A leaf row of a table: all its cells; else one cell. 0: neither. */
static size_t find_cells(const layout *l, bx_str path, cell_address *out)
{
    for (size_t i = 0; i < l->field_count; i++) {
        const field *f = &l->fields[i];
        if (!f->table || path.len <= f->path.len || !str_starts_with(path, f->path) ||
            path.ptr[f->path.len] != '.')
            continue;
        for (size_t p = 0; p < f->table->part_count; p++) {
            const table_part *part = &f->table->parts[p];
            const axis_node *row = axis_find(&part->rows, str_from(path, f->path.len + 1));
            if (!row || row->kid_count) continue;
            *out = (cell_address){.field = i, .part = p, .row = row->leaf};
            return part->leaf_column_count;
        }
    }
    return layout_find_cell(l, path, out);
}

static size_t read_end(const definer *d, const value *v, const layout *l, cell_address *out)
{
    bx_str path;
    if (!v || !define_text(d, v, &path)) return 0;
    size_t cells = find_cells(l, path, out);
    if (!cells) define_tell(d, v, MSG_define_carry, path);
    return cells;
}

static void read_carry(const definer *d, const value *v, const layout *l, carry_rule *out)
{
    static const define_key keys[] = {{"from", DEFINE_VALUE, offsetof(carry_source, from), NULL, true},
                                      {"to", DEFINE_VALUE, offsetof(carry_source, to), NULL, true},
                                      {"label", DEFINE_TEXT, offsetof(carry_source, rule.label), NULL, true},
                                      {"after", DEFINE_TEXT, offsetof(carry_source, after), NULL, false},
                                      {0}};
    carry_source source = {0};
    define_read(d, v, keys, &source);
    *out = source.rule;
    out->cells = read_end(d, source.from, l, &out->from);
    size_t cells = read_end(d, source.to, l, &out->to);
    if (out->cells && cells && out->cells != cells)
        define_tell(d, source.to, MSG_define_carry, source.to->text);
}

bool layout_read_carries(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    l->carries = arena_array(d->arena, carry_rule, v->count);
    if (!l->carries) return false;
    define_check_after(d, v);
    for (size_t i = 0; i < v->count; i++) read_carry(d, v->items[i], l, &l->carries[l->carry_count++]);
    return true;
}
