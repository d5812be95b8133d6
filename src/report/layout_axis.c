/* The head and the rows of a table part as trees, and finding things in them by name. */
#include "report/layout_parts.h"

static const char *const cell_types[] = {"count", "integer", "decimal", "signed", "text", NULL};

static const char *const places_choices[] = {"0", "1", "2", "3", "4", "5", "6", NULL};

enum { AXIS_DEPTH_MAX = 12, SPAN_MAX = 100, DIAGONAL_MAX = 3 };

typedef struct axis_source {
    axis_node node;
    const value *kids, *sides, *diagonal;
    value_source value;
    bx_str after;
} axis_source;

static const define_key column_keys[] = {
    {"label", DEFINE_TEXT, offsetof(axis_source, node.label), NULL, false},
    {"diagonal", DEFINE_VALUE, offsetof(axis_source, diagonal), NULL, false},
    {"style", DEFINE_STYLE, offsetof(axis_source, node.style), NULL, false},
    {"cell_style", DEFINE_STYLE, offsetof(axis_source, node.cell_style), NULL, false},
    {"sides", DEFINE_VALUE, offsetof(axis_source, sides), NULL, false},
    {"is_stub", DEFINE_BOOL, offsetof(axis_source, node.is_stub), NULL, false},
    {"span", DEFINE_WHOLE, offsetof(axis_source, node.span), NULL, false},
    {"is_row_head", DEFINE_BOOL, offsetof(axis_source, node.is_row_head), NULL, false},
    {"is_merged", DEFINE_BOOL, offsetof(axis_source, node.is_merged), NULL, false},
    {"rows", DEFINE_WHOLE, offsetof(axis_source, node.label_span), NULL, false},
    {"value", DEFINE_VALUE, offsetof(axis_source, value.type), NULL, false},
    {"places", DEFINE_VALUE, offsetof(axis_source, value.places), NULL, false},
    {"after", DEFINE_TEXT, offsetof(axis_source, after), NULL, false},
    {"columns", DEFINE_VALUE, offsetof(axis_source, kids), NULL, false},
    {0}};

static const define_key row_keys[] = {
    {"label", DEFINE_TEXT, offsetof(axis_source, node.label), NULL, false},
    {"style", DEFINE_STYLE, offsetof(axis_source, node.style), NULL, false},
    {"cell_style", DEFINE_STYLE, offsetof(axis_source, node.cell_style), NULL, false},
    {"sides", DEFINE_VALUE, offsetof(axis_source, sides), NULL, false},
    {"keep_next", DEFINE_BOOL, offsetof(axis_source, node.keep_next), NULL, false},
    {"keep_before", DEFINE_BOOL, offsetof(axis_source, node.keep_before), NULL, false},
    {"span", DEFINE_WHOLE, offsetof(axis_source, node.label_span), NULL, false},
    {"is_whole", DEFINE_BOOL, offsetof(axis_source, node.is_whole), NULL, false},
    {"height", DEFINE_LENGTH, offsetof(axis_source, node.min_height), NULL, false},
    {"is_list", DEFINE_BOOL, offsetof(axis_source, node.is_list), NULL, false},
    {"max_rows", DEFINE_WHOLE, offsetof(axis_source, node.max_rows), NULL, false},
    {"value", DEFINE_VALUE, offsetof(axis_source, value.type), NULL, false},
    {"places", DEFINE_VALUE, offsetof(axis_source, value.places), NULL, false},
    {"after", DEFINE_TEXT, offsetof(axis_source, after), NULL, false},
    {"rows", DEFINE_VALUE, offsetof(axis_source, kids), NULL, false},
    {0}};

typedef struct axis_reader {
    const definer *d;
    const define_key *keys;
} axis_reader;

bool axis_is_hidden(const axis_node *node)
{
    return node->name.len && node->name.ptr[0] == '_';
}

static bool set_path(const definer *d, const axis_node *parent, axis_node *node)
{
    if (axis_is_hidden(node))
        node->path = parent->path;
    else if (!parent->path.len)
        node->path = node->name;
    else
        node->path = arena_print(d->arena, "%.*s.%.*s", STR_ARG(parent->path), STR_ARG(node->name));
    return node->path.ptr != NULL;
}

static bool read_kids(const axis_reader *r, const value *v, axis_node *parent, uint32_t depth);

/* What a group says of the values below it holds until one of them says otherwise. */
void axis_read_type(const definer *d, const value_source *v, const axis_node *parent, axis_node *node)
{
    int type = v->type ? define_choice(d, v->type, cell_types) : -1;
    int places = v->places ? define_choice(d, v->places, places_choices) : -1;
    node->has_value_type = type >= 0 || parent->has_value_type;
    node->value = type >= 0 ? (cell_type)type : parent->value;
    node->has_places = places >= 0 || parent->has_places;
    node->places = places >= 0 ? (uint32_t)places : parent->places;
}

/* Labels that diagonals part: two or three, none of them empty. */
void axis_read_diagonal(const definer *d, const value *v, axis_node *node)
{
    bx_str *labels = define_texts(d, v, &node->diagonal_count);
    bool is_whole = labels && node->diagonal_count >= 2 && node->diagonal_count <= DIAGONAL_MAX;
    for (size_t i = 0; is_whole && i < node->diagonal_count; i++) is_whole = labels[i].len > 0;
    if (labels && !is_whole) define_tell(d, v, MSG_define_diagonal, STR(""));
    node->diagonal = labels;
}

/* The tracks of a column without columns below it, and the rows or tracks of any label. */
static void read_spans(const axis_reader *r, const value *v, const axis_source *source)
{
    bool is_column = r->keys == column_keys;
    const value *span = value_find(v, STR("span")), *label = is_column ? value_find(v, STR("rows")) : span;
    uint32_t is = source->node.span;
    if (is < 1 || is > SPAN_MAX || (source->kids && is != 1))
        define_tell(r->d, span, MSG_define_span, message_value(span));
    if (label && (source->node.label_span < 1 || source->node.label_span > AXIS_DEPTH_MAX))
        define_tell(r->d, label, MSG_define_label_span, message_value(label));
}

/* A node as it is written: its label alone, or a map. */
static void read_source(const axis_reader *r, const value *v, axis_source *out)
{
    if (v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER) {
        out->node.label = v->text;
        return;
    }
    define_read(r->d, v, r->keys, out);
    if (v->kind != VALUE_MAP) return; /* told */
    if (!value_find(v, STR("label")) && !out->diagonal)
        define_tell(r->d, v, MSG_define_missing, STR("label"));
    if (out->diagonal) axis_read_diagonal(r->d, out->diagonal, &out->node);
    if (out->sides) layout_read_sides(r->d, out->sides, &out->node.sides);
    if (out->kids && out->node.is_stub) define_tell(r->d, v, MSG_define_stub_group, v->key);
    read_spans(r, v, out);
}

static bool read_node(const axis_reader *r, const value *v, const axis_node *parent, uint32_t depth,
                      axis_node *out)
{
    axis_source source = {.node = {.label = STR(""), .span = 1}};
    read_source(r, v, &source);
    *out = source.node;
    out->name = v->key;
    out->source = v;
    if (!out->cell_style) out->cell_style = parent->cell_style;
    axis_read_type(r->d, &source.value, parent, out);
    if (!set_path(r->d, parent, out)) return false;
    return !source.kids || read_kids(r, source.kids, out, depth + 1);
}

static bool read_kids(const axis_reader *r, const value *v, axis_node *parent, uint32_t depth)
{
    if (!define_is_map(r->d, v)) return true;
    if (depth > AXIS_DEPTH_MAX) {
        define_tell(r->d, v, MSG_define_axis_deep, STR("12"));
        return true;
    }
    parent->kids = arena_array(r->d->arena, axis_node, v->count);
    if (!parent->kids) return false;
    define_check_after(r->d, v);
    for (size_t i = 0; i < v->count; i++) {
        axis_node *kid = &parent->kids[parent->kid_count++];
        if (!read_node(r, v->items[i], parent, depth, kid)) return false;
    }
    return true;
}

bool axis_read(const definer *d, const value *v, axis_kind kind, axis_node *root)
{
    axis_reader r = {d, kind == AXIS_COLUMNS ? column_keys : row_keys};
    root->source = v;
    root->path = STR("");
    root->label = STR("");
    return read_kids(&r, v, root, 0);
}

const axis_node *axis_find(const axis_node *root, bx_str path)
{
    for (size_t i = 0; i < root->kid_count; i++) {
        const axis_node *kid = &root->kids[i];
        if (!axis_is_hidden(kid) && str_is_equal(kid->path, path)) return kid;
        const axis_node *below = axis_find(kid, path);
        if (below) return below;
    }
    return NULL;
}

/* Is `whole` the row's path, a point, and the column's path, where either may be empty? */
static bool path_joins(bx_str row, bx_str column, bx_str whole)
{
    if (!row.len) return str_is_equal(column, whole);
    if (!column.len) return str_is_equal(row, whole);
    return whole.len == row.len + 1 + column.len && whole.ptr[row.len] == '.' &&
           str_starts_with(whole, row) && str_ends_with(whole, column);
}

static bool find_in_part(const table_part *part, bx_str path, cell_address *out)
{
    for (out->row = 0; out->row < part->leaf_row_count; out->row++)
        for (out->column = 0; out->column < part->leaf_column_count; out->column++)
            if (path_joins(part->leaf_rows[out->row]->path, part->leaf_columns[out->column]->path, path))
                return true;
    return false;
}

bool layout_find_cell(const layout *l, bx_str path, cell_address *out)
{
    for (out->field = 0; out->field < l->field_count; out->field++) {
        const field *f = &l->fields[out->field];
        if (!f->table || path.len <= f->path.len || !str_starts_with(path, f->path) ||
            path.ptr[f->path.len] != '.')
            continue;
        bx_str inside = str_from(path, f->path.len + 1);
        for (out->part = 0; out->part < f->table->part_count; out->part++)
            if (find_in_part(&f->table->parts[out->part], inside, out)) return true;
    }
    return false;
}
