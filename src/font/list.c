/* Reading fonts.yaml: roles in their order, each with families in theirs. Everything wrong in it is told in
 * one run; an unknown key is an error, since it is mostly a known one misspelt. */
#include "font/list.h"

#include "data/value.h"
#include "font/map.h"

typedef struct list_reader {
    bx_arena *arena;
    bx_diags *diags;
    bx_status status; /* the gravest so far */
} list_reader;

static void tell_memory(list_reader *r)
{
    r->status = diag_memory(r->diags);
}

static void tell(list_reader *r, message_id id, const value *at, const char *first, const char *second)
{
    bx_str path = value_path(at, r->arena);
    if (!path.ptr) {
        tell_memory(r);
        return;
    }
    diag_add(r->diags, id, at->at, path, first, second);
    if (r->status == BX_OK) r->status = BX_BAD_DATA;
}

static const char *text_copy(list_reader *r, bx_str text)
{
    const char *copy = arena_copy(r->arena, text).ptr;
    if (!copy) tell_memory(r);
    return copy;
}

/* ---- what may stand where ---- */

static bool is_kind(list_reader *r, const value *v, value_kind kind)
{
    static const char *const names_zh[] = {"空值", "true 或 false", "数字", "文字", "列表", "键值表"};
    static const char *const names_en[] = {"empty", "true or false", "a number", "text", "a list", "a map"};
    if (v->kind == kind) return true;
    tell(r, MSG_font_list_kind, v, names_zh[kind], names_en[kind]);
    return false;
}

/* Is v a map with no other keys than these (separated by ", ")? */
static bool keys_check(list_reader *r, const value *v, const char *known)
{
    if (!is_kind(r, v, VALUE_MAP)) return false;
    for (size_t i = 0; i < v->count; i++) {
        bx_str key = v->items[i]->key, left = str_of(known);
        bool is_known = false;
        while (left.len && !is_known) {
            size_t len = str_find(left, STR(", "));
            is_known = str_is_equal(str_slice(left, 0, len), key);
            left = str_from(left, len + 2);
        }
        const char *name = is_known ? NULL : text_copy(r, key);
        if (name) tell(r, MSG_font_list_key, v->items[i], name, known);
    }
    return true;
}

static const value *member_find(list_reader *r, const value *map, const char *key, value_kind kind)
{
    const value *v = value_find(map, str_of(key));
    if (!v) {
        tell(r, MSG_font_list_missing_key, map, key, NULL);
        return NULL;
    }
    return is_kind(r, v, kind) ? v : NULL;
}

static const char *text_find(list_reader *r, const value *map, const char *key)
{
    const value *v = member_find(r, map, key, VALUE_TEXT);
    if (!v) return "";
    if (str_trim(v->text).len == 0) tell(r, MSG_font_list_missing_key, map, key, NULL);
    const char *text = text_copy(r, v->text);
    return text ? text : "";
}

/* ---- roles and families ---- */

static int weight_read(list_reader *r, const value *family)
{
    const value *v = value_find(family, STR("weight"));
    if (!v || !is_kind(r, v, VALUE_TEXT) || str_is(v->text, "regular")) return FONT_REGULAR;
    if (str_is(v->text, "bold")) return FONT_BOLD;
    if (str_is(v->text, "black")) return FONT_BLACK;
    const char *found = text_copy(r, v->text);
    if (found) tell(r, MSG_font_list_weight, v, found, NULL);
    return FONT_REGULAR;
}

static bool truth_read(list_reader *r, const value *family, const char *key)
{
    const value *v = value_find(family, str_of(key));
    return v && is_kind(r, v, VALUE_BOOL) && v->truth;
}

static void family_read(list_reader *r, const value *v, font_role *role)
{
    if (!keys_check(r, v, "family, weight, mandated, fallback, wrong")) return;
    font_family *family = vec_push(r->arena, &role->families);
    if (!family) {
        tell_memory(r);
        return;
    }
    family->name = text_find(r, v, "family");
    family->weight = weight_read(r, v);
    family->is_mandated = truth_read(r, v, "mandated");
    family->is_fallback = truth_read(r, v, "fallback");
    const value *wrong = value_find(v, STR("wrong"));
    if (wrong && is_kind(r, wrong, VALUE_TEXT)) family->wrong = wrong->text;
}

static void role_read(list_reader *r, const value *v, font_role *role)
{
    role->name = text_copy(r, v->key);
    if (!keys_check(r, v, "title, install, families")) return;
    role->title = text_find(r, v, "title");
    const value *install = member_find(r, v, "install", VALUE_MAP);
    if (install && keys_check(r, install, "zh, en")) {
        role->install[BX_ZH] = text_find(r, install, "zh");
        role->install[BX_EN] = text_find(r, install, "en");
    }
    const value *families = member_find(r, v, "families", VALUE_LIST);
    if (families && families->count == 0) tell(r, MSG_font_list_missing_key, v, "families", NULL);
    for (size_t i = 0; families && i < families->count; i++) family_read(r, families->items[i], role);
}

static void roles_read(list_reader *r, const value *root, font_list *out)
{
    if (!keys_check(r, root, "roles")) return;
    const value *roles = member_find(r, root, "roles", VALUE_MAP);
    if (roles && roles->count == 0) tell(r, MSG_font_list_missing_key, root, "roles", NULL);
    for (size_t i = 0; roles && i < roles->count; i++) {
        font_role *role = vec_push(r->arena, &out->roles);
        if (!role) {
            tell_memory(r);
            return;
        }
        role_read(r, roles->items[i], role);
    }
}

bx_status font_list_read(const char *file, bx_arena *arena, bx_diags *diags, font_list *out)
{
    list_reader r = {arena, diags, BX_OK};
    const value *root = NULL;
    *out = (font_list){0};
    font_fault fault;
    hb_blob_t *blob = file_map(file, &fault);
    if (!blob && fault.id == MSG_out_of_memory) return diag_memory(diags);
    if (!blob) {
        diag_add(diags, MSG_font_list_missing, (bx_place){.file = file}, (bx_str){0});
        return BX_BAD_MACHINE;
    }
    span bytes = span_of(blob);
    bx_status status = value_parse(arena, (bx_str){(const char *)bytes.ptr, bytes.len}, file, VALUE_YAML,
                                   NULL, diags, &root);
    hb_blob_destroy(blob);
    BX_TRY(status);
    roles_read(&r, root, out);
    return r.status;
}
