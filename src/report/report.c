/* From the value tree to the layout's fields: which key is which field, what is unknown, what is missing. */
#include "report/define.h"
#include "report/report_parts.h"

const field_value *report_field(const report *r, bx_str path)
{
    for (size_t i = 0; i < r->layout->field_count; i++)
        if (str_is_equal(r->layout->fields[i].path, path)) return &r->fields[i];
    return NULL;
}

static void tell(const report_reader *r, message_id id, bx_place place, const value *at, const bx_str args[2])
{
    if (diag_is_full(r->diags, id)) { /* only counted: no memory for words */
        diag_add(r->diags, id, place, STR(""));
        return;
    }
    bx_str path = value_path(at, r->arena), a = message_text(r->arena, args[0]),
           b = message_text(r->arena, args[1]);
    if (!path.ptr || !a.ptr || !b.ptr) {
        diag_memory(r->diags);
        return;
    }
    diag_add(r->diags, id, place, path, a.ptr, b.ptr);
}

void report_tell(const report_reader *r, message_id id, const value *at, bx_str a, bx_str b)
{
    tell(r, id, at->at, at, (bx_str[]){a, b});
}

void report_tell_key(const report_reader *r, message_id id, const value *at, bx_str a, bx_str b)
{
    tell(r, id, at->key.len ? at->key_at : at->at, at, (bx_str[]){a, b});
}

void report_tell_in(const report_reader *r, message_id id, const value *v, size_t at, bx_str a)
{
    tell(r, id, value_place_in(v, at), v, (bx_str[]){a, STR("")});
}

static bool is_below(bx_str path, bx_str prefix)
{
    return path.len > prefix.len && str_starts_with(path, prefix) && path.ptr[prefix.len] == '.';
}

/* What a key of the data is for the layout: a field, a group of fields, or nothing. */
typedef enum key_role { KEY_UNKNOWN, KEY_FIELD, KEY_GROUP } key_role;

static key_role role_of(const layout *l, bx_str path)
{
    key_role role = KEY_UNKNOWN;
    for (size_t i = 0; i < l->field_count; i++) {
        if (str_is_equal(l->fields[i].path, path)) return KEY_FIELD;
        if (is_below(l->fields[i].path, path)) role = KEY_GROUP;
    }
    return role;
}

/* The field nearest to a path that is unknown, or whose Chinese label it is. */
static bx_str suggestion(const report_reader *r, bx_str path)
{
    const layout *l = r->report->layout;
    bx_str *names = arena_array(r->arena, bx_str, l->field_count + 1);
    if (!names) return STR("");
    for (size_t i = 0; i < l->field_count; i++) {
        names[i] = l->fields[i].path;
        if (str_is_equal(l->fields[i].label, path)) return names[i];
    }
    names[l->field_count] = STR("layout");
    return nearest_name(path, names, l->field_count + 1);
}

/* "headings.problems: …" in one line would be found by nobody: a point in a name is no level. */
static void tell_key(const report_reader *r, const value *item, bx_str path, key_role role)
{
    bx_str near = suggestion(r, path);
    if (role != KEY_UNKNOWN)
        report_tell_key(r, MSG_field_dotted, item, item->key,
                        str_slice(item->key, 0, str_find(item->key, STR("."))));
    else
        report_tell_key(r, near.len ? MSG_field_unknown_near : MSG_field_unknown, item, path, near);
}

static bool check_keys(const report_reader *r, const value *map)
{
    for (size_t i = 0; i < map->count; i++) {
        const value *item = map->items[i];
        bx_str path = value_path(item, r->arena);
        if (!path.ptr) return false;
        if (!map->parent && str_is(item->key, "layout")) continue;
        key_role role = role_of(r->report->layout, path);
        if (role == KEY_UNKNOWN || memchr(item->key.ptr, '.', item->key.len))
            tell_key(r, item, path, role);
        else if (role == KEY_GROUP && item->kind == VALUE_MAP) {
            if (!check_keys(r, item)) return false;
        } else if (role == KEY_GROUP && item->kind != VALUE_NULL) {
            report_tell(r, MSG_field_group, item, path, STR(""));
        }
    }
    return true;
}

/* A blank text is what a form that was not filled in holds. */
static bool is_nothing(const value *v)
{
    return !v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && !str_trim(v->text).len);
}

static bool read_field(const report_reader *r, field_value *f)
{
    if (is_nothing(f->source)) {
        if (f->field->is_required) {
            const value *at = f->source ? f->source : r->report->root;
            report_tell_key(r, f->source ? MSG_field_empty : MSG_field_missing, at, f->field->path,
                            f->field->label);
            return true;
        }
        return report_read_default(r, f);
    }
    return f->field->type == FIELD_TABLE ? report_read_table(r, f) : report_read_text(r, f);
}

static bool read_fields(const report_reader *r)
{
    const layout *l = r->report->layout;
    for (size_t i = 0; i < l->field_count; i++) {
        field_value *f = &r->report->fields[i];
        f->field = &l->fields[i];
        f->source = value_at(r->report->root, f->field->path);
        if (!read_field(r, f)) return false;
    }
    return true;
}

static bool check_balances(const report_reader *r)
{
    for (size_t i = 0; i < r->report->layout->field_count; i++)
        if (r->report->fields[i].table && !report_check_balance(r, &r->report->fields[i])) return false;
    return true;
}

static bool prints(const layout_block *b, bx_str path)
{
    return str_is_equal(b->field, path) || str_is_equal(b->seal, path);
}

/* What is written and not printed is lost without a word, unless it is told. */
static void warn_of_unprinted(const report_reader *r)
{
    const layout *l = r->report->layout;
    for (size_t i = 0; i < l->field_count; i++) {
        const field_value *f = &r->report->fields[i];
        bool is_content = f->passage_count || f->table || f->annex_count || f->picture;
        if (!f->source || !is_content || f->field->type == FIELD_LINES) continue;
        size_t at = 0;
        while (at < l->block_count && !prints(&l->blocks[at], f->field->path)) at++;
        if (at == l->block_count)
            report_tell_key(r, MSG_field_unprinted, f->source, f->field->path, f->field->label);
    }
}

bx_status report_read(bx_arena *arena, const layout *l, const value *root, const report_options *options,
                      bx_diags *diags, const report **out)
{
    size_t errors = diag_errors(diags);
    report *made = arena_new(arena, report);
    if (!made) return diag_memory(diags);
    made->layout = l;
    made->root = root;
    size_t cells = 0;
    report_reader r = {arena, diags, made, options, limits_settle(options->limits), &cells};
    if (root->kind != VALUE_MAP) {
        report_tell(&r, MSG_report_map, root, STR(""), STR(""));
        return message_status(diags, BX_BAD_DATA);
    }
    made->fields = arena_array(arena, field_value, l->field_count);
    if (!made->fields || !check_keys(&r, root) || !read_fields(&r) || !check_balances(&r) ||
        !report_review(&r))
        return diag_memory(diags);
    warn_of_unprinted(&r);
    if (diag_errors(diags) > errors) return diag_status(diags);
    *out = made;
    return BX_OK;
}
