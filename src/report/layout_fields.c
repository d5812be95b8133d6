/* The `fields` section of a layout: what the data of a report may hold. */
#include "report/layout_parts.h"

enum { FIELDS_MAX = 1000 };

typedef struct field_source {
    field field;
    int type;
    const value *placeholders;
    bx_str after;
} field_source;

static const char *const field_types[] = {"text", "lines", "prose",   "year",    "date",
                                          "bool", "table", "annexes", "picture", NULL};

static const layout_table *find_table(const layout *l, bx_str name)
{
    for (size_t i = 0; i < l->table_count; i++)
        if (str_is_equal(l->tables[i].name, name)) return &l->tables[i];
    return NULL;
}

/* "headings.overview": names with points between; `layout` is the data's own word. */
static bool is_field_path(bx_str path)
{
    bool is_start = true;
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '[' || (is_start && path.ptr[i] == '.')) return false;
        is_start = path.ptr[i] == '.';
    }
    return !is_start && !str_is(path, "layout");
}

/* A field cannot be a group of others at the same time. */
static void check_path(const definer *d, const value *v, const layout *l, bx_str path)
{
    if (!is_field_path(path)) define_tell(d, v, MSG_define_field_path, path);
    for (size_t i = 0; i < l->field_count; i++) {
        bx_str other = l->fields[i].path, above = path.len < other.len ? path : other,
               below = path.len < other.len ? other : path;
        if (!str_starts_with(below, above) || below.len == above.len || below.ptr[above.len] != '.') continue;
        define_tell(d, v, MSG_define_field_below, above);
        return;
    }
}

bx_str layout_wrong_slot(const layout *l, bx_str text, bool has_number)
{
    for (size_t at = 0; at < text.len; at++) {
        bx_str rest = str_from(text, at);
        size_t end = rest.ptr[0] == '{' ? str_find(rest, STR("}")) : rest.len;
        if (end == rest.len) continue;
        bx_str name = str_slice(rest, 1, end - 1);
        const field *f = layout_field(l, name);
        bool is_line = f && (f->type == FIELD_TEXT || f->type == FIELD_YEAR || f->type == FIELD_DATE);
        if (!is_line && !(has_number && str_is(name, "number"))) return str_slice(rest, 0, end + 1);
    }
    return STR("");
}

/* {name} in a default stands for a field of one line that is read before. */
static void check_default_text(const definer *d, const value *v, const layout *l)
{
    bx_str text;
    if (!define_text(d, v, &text)) return;
    bx_str wrong = layout_wrong_slot(l, text, false);
    if (wrong.len) define_tell(d, v, MSG_define_slot, wrong);
}

static void check_alt(const definer *d, const value *v, const layout *l)
{
    const value *alt = value_find(v, STR("alt"));
    if (alt) check_default_text(d, alt, l);
}

static void check_default(const definer *d, const value *v, const layout *l, field_type type)
{
    switch (type) {
    case FIELD_TEXT:
        check_default_text(d, v, l);
        break;
    case FIELD_LINES:
    case FIELD_PROSE:
        if (v->kind != VALUE_LIST) check_default_text(d, v, l);
        for (size_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) check_default_text(d, v->items[i], l);
        break;
    case FIELD_BOOL:
        if (v->kind != VALUE_BOOL) define_tell(d, v, MSG_define_bool, message_value(v));
        break;
    case FIELD_YEAR:
    case FIELD_DATE:
    case FIELD_TABLE:
    case FIELD_ANNEXES:
    case FIELD_PICTURE:
        define_tell(d, v, MSG_define_default, str_of(field_types[type]));
        break;
    }
}

static void read_field(const definer *d, const value *v, const layout *l, field *out)
{
    static const define_key keys[] = {
        {"type", DEFINE_CHOICE, offsetof(field_source, type), field_types, true},
        {"label", DEFINE_TEXT, offsetof(field_source, field.label), NULL, true},
        {"help", DEFINE_TEXT, offsetof(field_source, field.help), NULL, false},
        {"is_required", DEFINE_BOOL, offsetof(field_source, field.is_required), NULL, false},
        {"is_plain", DEFINE_BOOL, offsetof(field_source, field.is_plain), NULL, false},
        {"max_characters", DEFINE_WHOLE, offsetof(field_source, field.max_characters), NULL, false},
        {"default", DEFINE_VALUE, offsetof(field_source, field.fallback), NULL, false},
        {"placeholders", DEFINE_VALUE, offsetof(field_source, placeholders), NULL, false},
        {"after_year", DEFINE_TEXT, offsetof(field_source, field.after_year), NULL, false},
        {"table", DEFINE_TEXT, offsetof(field_source, field.table_name), NULL, false},
        {"alt", DEFINE_TEXT, offsetof(field_source, field.alt), NULL, false},
        {"after", DEFINE_TEXT, offsetof(field_source, after), NULL, false},
        {0}};
    field_source source = {.type = -1};
    define_read(d, v, keys, &source);
    *out = source.field;
    if (source.placeholders)
        out->placeholders = define_texts(d, source.placeholders, &out->placeholder_count);
    out->path = v->key;
    check_path(d, v, l, v->key);
    if (source.type < 0) return; /* told already */
    out->type = (field_type)source.type;
    if (out->fallback) check_default(d, out->fallback, l, out->type);
    if (out->alt.len) check_alt(d, v, l);
    if (out->type != FIELD_TABLE) return;
    out->table = find_table(l, out->table_name);
    const value *named = value_find(v, STR("table"));
    if (!out->table) define_tell(d, named ? named : v, MSG_define_table_unknown, out->table_name);
}

bool layout_read_fields(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    if (v->count > FIELDS_MAX) {
        define_tell(d, v, MSG_define_fields_many, STR("1000"));
        return true;
    }
    l->fields = arena_array(d->arena, field, v->count);
    if (!l->fields) return false;
    define_check_after(d, v);
    for (size_t i = 0; i < v->count; i++, l->field_count++) read_field(d, v->items[i], l, &l->fields[i]);
    return true;
}

const field *layout_field(const layout *l, bx_str path)
{
    for (size_t i = 0; i < l->field_count; i++)
        if (str_is_equal(l->fields[i].path, path)) return &l->fields[i];
    return NULL;
}
