/* `grid`: a part of a table whose cells stand anywhere. They flow as in HTML: each takes the next free place
 * of its row, and what spans rows takes the places below it. */
#include <stdio.h>

#include "report/layout_parts.h"

enum { GRID_ROWS_MAX = 500 };

typedef struct grid_reader {
    const definer *d;
    const layout_table *table;
    table_part *part;
    uint32_t *owner; /* row × track: 1 + index of the cell that covers it; 0: none */
    bool has_gap;    /* a cell found no place: what is blank is no hole of its own */
    VEC(grid_cell) cells;
    VEC(axis_node) values; /* moved to the head when all are known */
} grid_reader;

static uint32_t *owner_at(const grid_reader *r, uint32_t row, uint32_t column)
{
    return &r->owner[row * r->table->track_count + column];
}

/* ---- what a cell is ---- */

typedef struct cell_source {
    axis_node node;
    uint32_t column_span, row_span;
    const value *sides, *diagonal;
    value_source value;
} cell_source;

/* A value's label is only for messages. */
static void read_source(grid_reader *r, const value *v, cell_source *out)
{
    static const define_key keys[] = {
        {"name", DEFINE_TEXT, offsetof(cell_source, node.name), NULL, false},
        {"label", DEFINE_TEXT, offsetof(cell_source, node.label), NULL, false},
        {"diagonal", DEFINE_VALUE, offsetof(cell_source, diagonal), NULL, false},
        {"value", DEFINE_VALUE, offsetof(cell_source, value.type), NULL, false},
        {"places", DEFINE_VALUE, offsetof(cell_source, value.places), NULL, false},
        {"span", DEFINE_WHOLE, offsetof(cell_source, column_span), NULL, false},
        {"rows", DEFINE_WHOLE, offsetof(cell_source, row_span), NULL, false},
        {"style", DEFINE_STYLE, offsetof(cell_source, node.style), NULL, false},
        {"sides", DEFINE_VALUE, offsetof(cell_source, sides), NULL, false},
        {0}};
    if (v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER) {
        out->node.label = v->text;
        return;
    }
    define_read(r->d, v, keys, out);
    if (v->kind != VALUE_MAP) return; /* told */
    bool is_value = value_find(v, STR("name")) != NULL;
    if (!is_value && !out->diagonal && !value_find(v, STR("label")))
        define_tell(r->d, v, MSG_define_grid_cell, STR(""));
    if (is_value && out->diagonal) define_tell(r->d, out->diagonal, MSG_define_diagonal_place, STR(""));
    const value *said = out->value.type ? out->value.type : out->value.places;
    if (!is_value && said) define_tell(r->d, said, MSG_define_grid_cell, STR(""));
    if (!is_value && out->diagonal) axis_read_diagonal(r->d, out->diagonal, &out->node);
    if (out->sides) layout_read_sides(r->d, out->sides, &out->node.sides);
}

/* The data names a value in the table's own map. */
static void check_name(grid_reader *r, const value *v, bx_str name)
{
    bool is_plain = name.len && name.ptr[0] != '_' && !memchr(name.ptr, '.', name.len) &&
                    !memchr(name.ptr, '[', name.len);
    const value *at = value_find(v, STR("name"));
    if (!is_plain && (at->kind == VALUE_TEXT || at->kind == VALUE_NUMBER))
        define_tell(r->d, at, MSG_define_grid_name, name);
}

static bool keep_node(grid_reader *r, const value *v, cell_source *s, grid_cell *out)
{
    s->node.source = v;
    s->node.path = s->node.name;
    if (!value_find(v, STR("name"))) {
        axis_node *label = arena_new(r->d->arena, axis_node);
        if (label) *label = s->node;
        out->label = label;
        return label != NULL;
    }
    check_name(r, v, s->node.name);
    s->node.cell_style = s->node.style, s->node.style = NULL;
    s->node.span = 1, s->node.extent = 1, s->node.leaf_count = 1;
    s->node.first = s->node.leaf = (uint32_t)r->values.count;
    axis_read_type(r->d, &s->value, &r->part->head, &s->node);
    axis_node *slot = vec_push(r->d->arena, &r->values);
    if (slot) *slot = s->node;
    return slot != NULL;
}

/* ---- where it stands ---- */

static bool has_span(const grid_reader *r, const value *v, const char *key, uint32_t span)
{
    if (span) return true;
    const value *at = value_find(v, str_of(key));
    define_tell(r->d, at, MSG_define_grid_span, message_value(at));
    return false;
}

static bool is_free(const grid_reader *r, const grid_cell *c)
{
    for (uint32_t x = c->column; x < c->column + c->column_span; x++)
        if (*owner_at(r, c->row, x)) return false;
    return true;
}

/* Does a cell stay within the grid, clear of those that reach down from above? */
static bool has_room(const grid_reader *r, const value *v, const grid_cell *c)
{
    uint32_t right = c->column + c->column_span, below = c->row + c->row_span, head = r->part->head_depth;
    if (right > r->table->track_count)
        define_tell(r->d, v, MSG_define_grid_wide, STR(""));
    else if (below > r->part->grid_rows)
        define_tell(r->d, v, MSG_define_grid_low, STR(""));
    else if (c->row < head && below > head)
        define_tell(r->d, v, MSG_define_grid_head, STR(""));
    else if (!is_free(r, c))
        define_tell(r->d, v, MSG_define_grid_overlap, STR(""));
    else
        return true;
    return false;
}

static void cover(const grid_reader *r, const grid_cell *c)
{
    for (uint32_t y = c->row; y < c->row + c->row_span; y++)
        for (uint32_t x = c->column; x < c->column + c->column_span; x++)
            *owner_at(r, y, x) = (uint32_t)r->cells.count;
}

static bool place_cell(grid_reader *r, const value *v, uint32_t row, uint32_t *column)
{
    cell_source s = {.node = {.label = STR("")}, .column_span = 1, .row_span = 1};
    read_source(r, v, &s);
    while (*column < r->table->track_count && *owner_at(r, row, *column)) ++*column;
    grid_cell cell = {.row = row, .column = *column, .row_span = s.row_span, .column_span = s.column_span};
    bool has_spans = has_span(r, v, "span", s.column_span);
    has_spans &= has_span(r, v, "rows", s.row_span);
    if (!has_spans || !has_room(r, v, &cell)) {
        r->has_gap = true;
        return true;
    }
    grid_cell *slot = vec_push(r->d->arena, &r->cells);
    if (!slot || !keep_node(r, v, &s, &cell)) return false;
    *slot = cell;
    cover(r, &cell);
    *column += cell.column_span;
    return true;
}

/* ---- rows ---- */

typedef struct row_source {
    axis_node node;
    const value *cells;
} row_source;

/* A row is the list of its cells, or a map that holds it as `cells`; NULL: neither. */
static const value *read_row(grid_reader *r, const value *v, axis_node *out)
{
    static const define_key keys[] = {
        {"cells", DEFINE_VALUE, offsetof(row_source, cells), NULL, true},
        {"height", DEFINE_LENGTH, offsetof(row_source, node.min_height), NULL, false},
        {"keep_next", DEFINE_BOOL, offsetof(row_source, node.keep_next), NULL, false},
        {"keep_before", DEFINE_BOOL, offsetof(row_source, node.keep_before), NULL, false},
        {"is_whole", DEFINE_BOOL, offsetof(row_source, node.is_whole), NULL, false},
        {0}};
    row_source source = {.cells = v->kind == VALUE_MAP ? NULL : v};
    if (v->kind == VALUE_MAP) define_read(r->d, v, keys, &source);
    *out = source.node;
    bool has_cells = source.cells && define_is_list(r->d, source.cells);
    r->has_gap |= !has_cells;
    return has_cells ? source.cells : NULL;
}

static void check_holes(const grid_reader *r, const value *row, uint32_t y)
{
    uint32_t x = 0;
    while (x < r->table->track_count && *owner_at(r, y, x)) x++;
    if (r->has_gap || x == r->table->track_count) return;
    char column[24];
    snprintf(column, sizeof column, "%u", x + 1);
    define_tell(r->d, row, MSG_define_grid_hole, str_of(column));
}

static bool read_rows(grid_reader *r, const value *v)
{
    for (uint32_t y = 0; y < r->part->grid_rows; y++) {
        uint32_t column = 0;
        const value *cells = read_row(r, v->items[y], &r->part->grid_row_nodes[y]);
        for (size_t i = 0; cells && i < cells->count; i++)
            if (!place_cell(r, cells->items[i], y, &column)) return false;
        check_holes(r, v->items[y], y);
    }
    return true;
}

/* The values are the head's columns, all in one row that has no name. */
static bool keep_values(grid_reader *r, const value *v)
{
    table_part *part = r->part;
    uint32_t count = (uint32_t)r->values.count;
    axis_node *row = arena_new(r->d->arena, axis_node);
    part->leaf_columns = arena_array(r->d->arena, axis_node *, count + 1);
    part->leaf_rows = arena_array(r->d->arena, axis_node *, 1);
    if (!row || !part->leaf_columns || !part->leaf_rows) return false;
    *row = (axis_node){
        .name = STR("_"), .label = STR(""), .path = STR(""), .source = v, .extent = 1, .leaf_count = 1};
    part->rows.kids = part->leaf_rows[0] = row;
    part->rows.kid_count = part->rows.extent = part->rows.leaf_count = 1;
    part->leaf_row_count = 1;
    part->head.kids = r->values.items;
    part->head.kid_count = part->head.extent = part->head.leaf_count = count;
    part->leaf_column_count = count;
    for (uint32_t i = 0; i < count; i++) part->leaf_columns[i] = &part->head.kids[i];
    for (uint32_t i = 0, n = 0; i < r->cells.count; i++)
        if (!r->cells.items[i].label) r->cells.items[i].value = part->leaf_columns[n++];
    part->grid = r->cells.items;
    part->grid_count = r->cells.count;
    return true;
}

static bool check_grid(const definer *d, const value *v, const table_part *part)
{
    char most[24];
    snprintf(most, sizeof most, "%d", GRID_ROWS_MAX);
    if (v->count > GRID_ROWS_MAX)
        define_tell(d, v, MSG_define_grid_rows, str_of(most));
    else if (part->head_depth && part->head_depth >= v->count)
        define_tell(d, v, MSG_define_grid_head_rows, STR(""));
    else
        return true;
    return false;
}

bool layout_read_grid(const definer *d, const value *v, const layout_table *table, table_part *part)
{
    grid_reader r = {.d = d, .table = table, .part = part};
    if (!define_is_list(d, v) || !check_grid(d, v, part)) return true;
    part->grid_rows = (uint32_t)v->count;
    part->grid_row_nodes = arena_array(d->arena, axis_node, v->count);
    r.owner = arena_array(d->arena, uint32_t, v->count * table->track_count);
    if (!part->grid_row_nodes || !r.owner || !read_rows(&r, v) || !keep_values(&r, v)) return false;
    if (r.has_gap) return true; /* told */
    if (!r.values.count)
        define_tell(d, v, MSG_define_grid_empty, STR(""));
    else
        grid_find_labels(d, table, part, r.owner);
    return true;
}
