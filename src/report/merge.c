/* A layout's definition file and all that it extends, merged into one value tree: maps are merged key by key,
 * a null takes a key away, everything else is replaced. A new key stands at the end, or behind the key its
 * `after` names. */
#include <stdio.h>

#include "base/file.h"
#include "report/define.h"

enum { EXTENDS_MAX = 8, DEFINITION_BYTES_MAX = 4 << 20 };

/* A form has some hundred values; merging looks each key up among all before it. */
static const value_limits definition_limits = {
    .bytes = DEFINITION_BYTES_MAX, .nodes = 20000, .alias_nodes = 10000, .depth = 64};

typedef struct merger {
    bx_arena *arena;
    const layout_dirs *dirs;
    bx_diags *diags;
} merger;

/* A name is one folder's name, never a way out of the layout folders. */
static bool is_layout_name(bx_str name)
{
    if (!name.len || name.len > 200 || name.ptr[0] == '.') return false;
    return !memchr(name.ptr, '/', name.len) && !memchr(name.ptr, '\0', name.len);
}

/* *file is NULL if no folder has the layout. */
static bx_status find_file(const merger *m, bx_str name, const char **file)
{
    *file = NULL;
    for (size_t i = 0; is_layout_name(name) && i < m->dirs->count && !*file; i++) {
        bx_str path = arena_print(m->arena, "%s/%.*s/layout.yaml", m->dirs->dirs[i], STR_ARG(name));
        if (!path.ptr) return diag_memory(m->diags);
        if (file_exists(path.ptr)) *file = path.ptr;
    }
    return BX_OK;
}

static size_t index_of(const value *map, bx_str key)
{
    size_t i = 0;
    while (i < map->count && !str_is_equal(map->items[i]->key, key)) i++;
    return i;
}

/* Where a new key goes: behind the one it names with `after`, else at the end. (That there is one of that
 * name is checked by whoever reads the map.) */
static size_t place_for(const value *map, const value *item)
{
    const value *after = value_find(item, STR("after"));
    if (!after || after->kind != VALUE_TEXT) return map->count;
    size_t i = index_of(map, after->text);
    return i < map->count ? i + 1 : map->count;
}

static value *merge(const merger *m, const value *under, const value *over, unsigned depth);

/* Put `item` of the upper definition into the merged map. */
static bool take(const merger *m, value *map, value *item, unsigned depth)
{
    size_t at = index_of(map, item->key);
    if (item->kind == VALUE_NULL) {
        if (at < map->count)
            memmove(map->items + at, map->items + at + 1, (--map->count - at) * sizeof *map->items);
        return true;
    }
    if (at < map->count) {
        map->items[at] = merge(m, map->items[at], item, depth + 1);
        return map->items[at] != NULL;
    }
    at = place_for(map, item);
    memmove(map->items + at + 1, map->items + at, (map->count++ - at) * sizeof *map->items);
    map->items[at] = item;
    return true;
}

static value *merge(const merger *m, const value *under, const value *over, unsigned depth)
{
    value *merged = arena_new(m->arena, value);
    if (!merged) return NULL;
    *merged = *over;
    if (under->kind != VALUE_MAP || over->kind != VALUE_MAP || depth >= definition_limits.depth)
        return merged;
    merged->items = arena_array(m->arena, value *, under->count + over->count + 1);
    if (!merged->items) return NULL;
    merged->count = under->count;
    if (under->count) memcpy(merged->items, under->items, under->count * sizeof *under->items);
    for (size_t i = 0; i < over->count; i++)
        if (!take(m, merged, over->items[i], depth)) return NULL;
    return merged;
}

static bx_status tell(const merger *m, message_id id, bx_place at, const char *path, bx_str arg)
{
    bx_str text = message_text(m->arena, arg);
    if (!text.ptr) return diag_memory(m->diags);
    diag_add(m->diags, id, at, str_of(path), text.ptr);
    return message_status(m->diags, BX_BAD_DATA);
}

/* One file's definition, which must be a map; what it extends, if anything, must be a name. */
static bx_status read_bytes(const merger *m, bx_str bytes, const char *file, const value **out)
{
    BX_TRY(value_parse(m->arena, bytes, file, VALUE_YAML, &definition_limits, m->diags, out));
    if ((*out)->kind != VALUE_MAP) return tell(m, MSG_define_map, (*out)->at, "", message_value(*out));
    const value *extends = value_find(*out, STR("extends"));
    if (extends && extends->kind != VALUE_TEXT)
        return tell(m, MSG_define_text, extends->at, "extends", message_value(extends));
    return BX_OK;
}

static bx_status read_file(const merger *m, const char *file, const value **out)
{
    bx_str bytes;
    BX_TRY(file_read(m->arena, file, DEFINITION_BYTES_MAX, m->diags, &bytes));
    return read_bytes(m, bytes, file, out);
}

/* The definition `top` over those it extends, one after the other. */
static bx_status merge_chain(const merger *m, const value *top, const value **out)
{
    const value *chain[EXTENDS_MAX] = {top}, *extends;
    const char *file;
    size_t count = 1;
    while ((extends = value_find(chain[count - 1], STR("extends")))) {
        if (count == EXTENDS_MAX) return tell(m, MSG_layout_extends_many, extends->at, "extends", STR("8"));
        BX_TRY(find_file(m, extends->text, &file));
        if (!file) return tell(m, MSG_layout_extends_unknown, extends->at, "extends", extends->text);
        BX_TRY(read_file(m, file, &chain[count++]));
    }
    const value *merged = chain[--count];
    while (count) {
        merged = merge(m, merged, chain[--count], 0);
        if (!merged) return diag_memory(m->diags);
    }
    *out = merged;
    return BX_OK;
}

bx_status layout_definition(bx_arena *arena, const layout_dirs *dirs, const layout_wish *wish,
                            bx_diags *diags, const value **out)
{
    merger m = {arena, dirs, diags};
    const value *top;
    const char *file;
    BX_TRY(find_file(&m, wish->name, &file));
    if (!file && wish->at.line) return tell(&m, MSG_layout_unknown_named, wish->at, "layout", wish->name);
    if (!file) {
        bx_status told = tell(&m, MSG_layout_unknown, wish->at, "", wish->name);
        return told == BX_BAD_DATA ? BX_BAD_USAGE : told;
    }
    BX_TRY(read_file(&m, file, &top));
    return merge_chain(&m, top, out);
}

bx_status layout_definition_from(bx_arena *arena, const layout_dirs *dirs, bx_str bytes, const char *file,
                                 bx_diags *diags, const value **out)
{
    merger m = {arena, dirs, diags};
    const value *top;
    BX_TRY(read_bytes(&m, bytes, file, &top));
    return merge_chain(&m, top, out);
}
