/* The head and the rows of a table part as trees. */
#include "report/layout_parts.h"

static const char *const cell_types[] = {"count", "integer", "decimal", "text", NULL};

enum { AXIS_DEPTH_MAX = 12 };

typedef struct axis_source {
    axis_node node;
    const value *kids, *value;
    bx_str after;
} axis_source;

typedef struct axis_reader {
    const definer *d;
    const char *kids_key; /* "columns" or "rows" */
} axis_reader;

static bool is_hidden(bx_str name)
{
    return name.len && name.ptr[0] == '_';
}

static bool join_path(const definer *d, bx_str parent, bx_str name, bx_str *out)
{
    if (is_hidden(name))
        *out = parent;
    else if (!parent.len)
        *out = name;
    else
        *out = arena_print(d->arena, "%.*s.%.*s", STR_ARG(parent), STR_ARG(name));
    return out->ptr != NULL;
}

static bool read_kids(const axis_reader *r, const value *v, axis_node *parent, uint32_t depth);

static bool read_node(const axis_reader *r, const value *v, const axis_node *parent, uint32_t depth,
                      axis_node *out)
{
    const define_key keys[] = {{"label", DEFINE_TEXT, offsetof(axis_source, node.label), NULL, true},
                               {"style", DEFINE_STYLE, offsetof(axis_source, node.style), NULL, false},
                               {"is_stub", DEFINE_BOOL, offsetof(axis_source, node.is_stub), NULL, false},
                               {"span", DEFINE_WHOLE, offsetof(axis_source, node.span), NULL, false},
                               {"value", DEFINE_VALUE, offsetof(axis_source, value), NULL, false},
                               {"after", DEFINE_TEXT, offsetof(axis_source, after), NULL, false},
                               {r->kids_key, DEFINE_VALUE, offsetof(axis_source, kids), NULL, false},
                               {0}};
    axis_source source = {.node.span = 1};
    if (v->kind == VALUE_TEXT)
        source.node.label = v->text;
    else
        define_read(r->d, v, keys, &source);
    if (source.value) {
        int type = define_choice(r->d, source.value, cell_types);
        source.node.has_value_type = type >= 0;
        if (type >= 0) source.node.value = (cell_type)type;
    }
    *out = source.node;
    out->name = v->key;
    out->source = v;
    out->depth = depth;
    if (!join_path(r->d, parent->path, v->key, &out->path)) return false;
    return !source.kids || read_kids(r, source.kids, out, depth + 1);
}

static bool read_kids(const axis_reader *r, const value *v, axis_node *parent, uint32_t depth)
{
    if (!define_is_map(r->d, v)) return true;
    if (depth > AXIS_DEPTH_MAX) {
        define_tell(r->d, v, MSG_define_axis_deep, STR(""));
        return true;
    }
    parent->kids = arena_array(r->d->arena, axis_node, v->count);
    if (!parent->kids) return false;
    for (size_t i = 0; i < v->count; i++) {
        axis_node *kid = &parent->kids[parent->kid_count++];
        if (!read_node(r, v->items[i], parent, depth, kid)) return false;
        if (kid->height + 1 > parent->height) parent->height = kid->height + 1;
    }
    return true;
}

bool axis_read(const definer *d, const value *v, const char *kids_key, axis_node *root)
{
    axis_reader r = {d, kids_key};
    root->source = v;
    root->path = STR("");
    root->label = STR("");
    return read_kids(&r, v, root, 0);
}

const axis_node *axis_find(const axis_node *root, bx_str path)
{
    for (size_t i = 0; i < root->kid_count; i++) {
        const axis_node *kid = &root->kids[i];
        if (!is_hidden(kid->name) && str_is_equal(kid->path, path)) return kid;
        const axis_node *below = axis_find(kid, path);
        if (below) return below;
    }
    return NULL;
}
