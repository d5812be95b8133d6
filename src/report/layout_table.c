/* The `tables` section: parts, and the grid that the trees of heads and rows make of them. */
#include "report/layout_parts.h"

enum { LEAST_SIZE_PT = 5 };

static const bx_len LEAST_PITCH = EM / 10 * 9; /* nearer, characters would stand on each other */

typedef struct table_source {
    layout_table table;
    const value *widths, *parts, *rules, *ruling;
    int blank;
    bx_str after;
} table_source;

static const char *const blanks[] = {"allow", "warn", NULL};

static const define_key table_keys[] = {
    {"widths", DEFINE_VALUE, offsetof(table_source, widths), NULL, false},
    {"parts", DEFINE_VALUE, offsetof(table_source, parts), NULL, false},
    {"rules", DEFINE_VALUE, offsetof(table_source, rules), NULL, false},
    {"stub", DEFINE_WHOLE, offsetof(table_source, table.stub), NULL, false},
    {"blank", DEFINE_CHOICE, offsetof(table_source, blank), blanks, false},
    {"style", DEFINE_STYLE, offsetof(table_source, table.text_style), NULL, false},
    {"head_style", DEFINE_STYLE, offsetof(table_source, table.head_style), NULL, false},
    {"stub_style", DEFINE_STYLE, offsetof(table_source, table.stub_style), NULL, false},
    {"ruling", DEFINE_VALUE, offsetof(table_source, ruling), NULL, false},
    {"padding_x", DEFINE_LENGTH, offsetof(table_source, table.padding_x), NULL, false},
    {"padding_y", DEFINE_LENGTH, offsetof(table_source, table.padding_y), NULL, false},
    {"row_height", DEFINE_LENGTH, offsetof(table_source, table.row_height), NULL, false},
    {"space_before", DEFINE_LENGTH, offsetof(table_source, table.space_before), NULL, false},
    {"space_after", DEFINE_LENGTH, offsetof(table_source, table.space_after), NULL, false},
    {"min_size", DEFINE_SIZE, offsetof(table_source, table.min_size), NULL, false},
    {"min_pitch", DEFINE_EM, offsetof(table_source, table.min_pitch), NULL, false},
    {"blank_text", DEFINE_TEXT, offsetof(table_source, table.blank_text), NULL, false},
    {"caption", DEFINE_TEXT, offsetof(table_source, table.above.caption), NULL, false},
    {"left", DEFINE_TEXT, offsetof(table_source, table.above.left), NULL, false},
    {"unit", DEFINE_TEXT, offsetof(table_source, table.above.unit), NULL, false},
    {"continued", DEFINE_TEXT, offsetof(table_source, table.above.continued), NULL, false},
    {"caption_style", DEFINE_STYLE, offsetof(table_source, table.above.caption_style), NULL, false},
    {"unit_style", DEFINE_STYLE, offsetof(table_source, table.above.unit_style), NULL, false},
    {"continued_style", DEFINE_STYLE, offsetof(table_source, table.above.continued_style), NULL, false},
    {"keep_together", DEFINE_BOOL, offsetof(table_source, table.breaks.keep_together), NULL, false},
    {"keep_groups", DEFINE_BOOL, offsetof(table_source, table.breaks.keep_groups), NULL, false},
    {"splits_rows", DEFINE_BOOL, offsetof(table_source, table.breaks.splits_rows), NULL, false},
    {"splits_columns", DEFINE_BOOL, offsetof(table_source, table.breaks.splits_columns), NULL, false},
    {"is_turned", DEFINE_BOOL, offsetof(table_source, table.breaks.is_turned), NULL, false},
    {"after", DEFINE_TEXT, offsetof(table_source, after), NULL, false},
    {0}};

/* Number the leaves of a head; answers the tracks below the node. */
static uint32_t place_columns(axis_node *node, uint32_t first, uint32_t stub)
{
    node->first = first;
    node->extent = 0;
    if (!node->kid_count) node->extent = node->is_stub ? stub : node->span;
    for (size_t i = 0; i < node->kid_count; i++)
        node->extent += place_columns(&node->kids[i], first + node->extent, stub);
    return node->extent;
}

static uint32_t place_rows(axis_node *node, uint32_t first)
{
    node->first = first;
    node->extent = node->kid_count ? 0 : 1;
    for (size_t i = 0; i < node->kid_count; i++)
        node->extent += place_rows(&node->kids[i], first + node->extent);
    return node->extent;
}

static void collect_leaves(axis_node *node, axis_node **leaves, size_t *count)
{
    node->leaf = (uint32_t)*count;
    if (!node->kid_count && !node->is_stub) leaves[(*count)++] = node;
    for (size_t i = 0; i < node->kid_count; i++) collect_leaves(&node->kids[i], leaves, count);
    node->leaf_count = (uint32_t)*count - node->leaf;
}

typedef struct part_source {
    const value *head, *rows, *grid;
    value_source value;
    uint32_t head_rows;
    bx_str after;
} part_source;

/* A head over rows: trees, placed on the table's tracks. */
static bool read_axes(const definer *d, const part_source *s, const layout_table *table, table_part *part)
{
    if (!axis_read(d, s->head, AXIS_COLUMNS, &part->head) || !axis_read(d, s->rows, AXIS_ROWS, &part->rows))
        return false;
    place_columns(&part->head, 0, table->stub);
    place_rows(&part->rows, 0);
    part->head_depth = axis_depth(&part->head);
    axis_place_labels(d, &part->head, part->head_depth);
    axis_place_labels(d, &part->rows, table->stub);
    part->leaf_columns = arena_array(d->arena, axis_node *, part->head.extent + 1);
    part->leaf_rows = arena_array(d->arena, axis_node *, part->rows.extent + 1);
    if (!part->leaf_columns || !part->leaf_rows) return false;
    collect_leaves(&part->head, part->leaf_columns, &part->leaf_column_count);
    collect_leaves(&part->rows, part->leaf_rows, &part->leaf_row_count);
    part_check(d, table, part);
    part_check_lists(d, part);
    return true;
}

static bool read_part(const definer *d, const value *v, const layout_table *table, table_part *part)
{
    static const define_key keys[] = {
        {"head", DEFINE_VALUE, offsetof(part_source, head), NULL, false},
        {"rows", DEFINE_VALUE, offsetof(part_source, rows), NULL, false},
        {"grid", DEFINE_VALUE, offsetof(part_source, grid), NULL, false},
        {"head_rows", DEFINE_WHOLE, offsetof(part_source, head_rows), NULL, false},
        {"value", DEFINE_VALUE, offsetof(part_source, value.type), NULL, false},
        {"places", DEFINE_VALUE, offsetof(part_source, value.places), NULL, false},
        {"after", DEFINE_TEXT, offsetof(part_source, after), NULL, false},
        {0}};
    part_source source = {0};
    define_read(d, v, keys, &source);
    part->name = v->key;
    part->head = part->rows = (axis_node){.label = STR(""), .path = STR(""), .source = v};
    axis_read_type(d, &source.value, &(axis_node){0}, &part->head);
    part->head_depth = source.head_rows;
    if (source.grid && (source.head || source.rows))
        define_tell(d, source.grid, MSG_define_grid_both, STR(""));
    else if (source.grid)
        return layout_read_grid(d, source.grid, table, part);
    else if (v->kind == VALUE_MAP && (!source.head || !source.rows))
        define_tell(d, v, MSG_define_missing, source.head ? STR("rows") : STR("head"));
    return !source.head || !source.rows || read_axes(d, &source, table, part);
}

static bool read_parts(const definer *d, const value *v, layout_table *table)
{
    if (!define_is_map(d, v)) return true;
    table->parts = arena_array(d->arena, table_part, v->count);
    if (!table->parts) return false;
    define_check_after(d, v);
    table->part_count = v->count;
    for (size_t i = 0; i < v->count; i++)
        if (!read_part(d, v->items[i], table, &table->parts[i])) return false;
    return table_check_names(d, table);
}

/* What the keys say together: texts above the table have styles, sizes and pitches can be read. */
static void check_table(const definer *d, const value *v, const layout_table *table)
{
    const table_above *above = &table->above;
    const value *size = value_find(v, STR("min_size")), *pitch = value_find(v, STR("min_pitch"));
    if (table->min_size < LEN_FROM_PT(LEAST_SIZE_PT))
        define_tell(d, size ? size : v, MSG_define_min_size, STR("八号"));
    if (table->min_pitch < LEAST_PITCH || table->min_pitch > EM)
        define_tell(d, pitch ? pitch : v, MSG_define_min_pitch, pitch ? message_value(pitch) : STR(""));
    if (above->caption.len && !above->caption_style)
        define_tell(d, v, MSG_define_missing, STR("caption_style"));
    if ((above->left.len || above->unit.len) && !above->unit_style)
        define_tell(d, v, MSG_define_missing, STR("unit_style"));
    if (above->continued.len && !above->continued_style)
        define_tell(d, v, MSG_define_missing, STR("continued_style"));
}

static bool read_table(const definer *d, const table_source *all, const value *v, const layout *l,
                       layout_table *out)
{
    table_source source = *all;
    source.ruling = NULL; /* of all tables: read already */
    size_t errors = diag_errors(d->diags);
    define_read(d, v, table_keys, &source);
    if (source.ruling) layout_read_ruling(d, source.ruling, &source.table.ruling);
    *out = source.table;
    out->name = v->key;
    out->warns_of_blank = source.blank;
    if (!out->text_style || !out->head_style || !out->stub_style || !source.widths || !source.parts) {
        if (diag_errors(d->diags) == errors) define_tell(d, v, MSG_define_table_empty, v->key);
        return true;
    }
    check_table(d, v, out);
    if (!layout_read_widths(d, source.widths, &l->page, out)) return false;
    errors = diag_errors(d->diags);
    if (!read_parts(d, source.parts, out)) return false;
    if (!source.rules || diag_errors(d->diags) > errors) return true; /* of names that may be missing */
    return layout_read_rules(d, source.rules, out);
}

bool layout_read_tables(const definer *d, const value *all, const value *tables, layout *l)
{
    table_source base = {.table = {.stub = 1,
                                   .min_size = LEN_FROM_PT(LEAST_SIZE_PT),
                                   .min_pitch = EM,
                                   .text_style = layout_style(l, STR("table")),
                                   .head_style = layout_style(l, STR("table_head")),
                                   .stub_style = layout_style(l, STR("table_stub")),
                                   .above = {.caption_style = layout_style(l, STR("table_caption")),
                                             .unit_style = layout_style(l, STR("table_unit")),
                                             .continued_style = layout_style(l, STR("table_continued"))}}};
    if (all) define_read(d, all, table_keys, &base);
    if (base.ruling) layout_read_ruling(d, base.ruling, &base.table.ruling);
    if (!tables || !define_is_map(d, tables)) return true;
    l->tables = arena_array(d->arena, layout_table, tables->count);
    if (!l->tables) return false;
    define_check_after(d, tables);
    for (size_t i = 0; i < tables->count; i++)
        if (!read_table(d, &base, tables->items[i], l, &l->tables[l->table_count++])) return false;
    return true;
}
