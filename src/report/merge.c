/* A layout's definition file and all that it extends, merged into one value tree: maps are merged key by key,
 * a null takes a key away, everything else is replaced. A new key stands at the end, or behind the key its
 * `after` names. */
#include <stdio.h>

#include "base/file.h"
#include "report/layout.h"

enum { EXTENDS_MAX = 8, DEFINITION_BYTES_MAX = 4 << 20 };

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

static const char *find_file(const merger *m, bx_str name)
{
    for (size_t i = 0; is_layout_name(name) && i < m->dirs->count; i++) {
        bx_str path = arena_print(m->arena, "%s/%.*s/layout.yaml", m->dirs->dirs[i], STR_ARG(name));
        if (path.ptr && file_exists(path.ptr)) return path.ptr;
    }
    return NULL;
}

static size_t index_of(const value *map, bx_str key)
{
    size_t i = 0;
    while (i < map->count && !str_is_equal(map->items[i]->key, key)) i++;
    return i;
}

/* Where a new key goes: behind the one it names with `after`, else at the end. */
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
    if (under->kind != VALUE_MAP || over->kind != VALUE_MAP || depth >= value_limits_default.depth)
        return merged;
    merged->items = arena_array(m->arena, value *, under->count + over->count + 1);
    if (!merged->items) return NULL;
    merged->count = under->count;
    if (under->count) memcpy(merged->items, under->items, under->count * sizeof *under->items);
    for (size_t i = 0; i < over->count; i++)
        if (!take(m, merged, over->items[i], depth)) return NULL;
    return merged;
}

static bx_status read_one(const merger *m, bx_str name, const value *asked_by, const value **out)
{
    const char *file = find_file(m, name);
    if (!file) {
        bx_str copy = arena_copy(m->arena, name);
        if (!copy.ptr) return diag_memory(m->diags);
        diag_add(m->diags, MSG_layout_unknown, asked_by ? asked_by->at : (bx_place){0}, STR(""), copy.ptr);
        return BX_BAD_USAGE;
    }
    bx_str bytes;
    BX_TRY(file_read(m->arena, file, DEFINITION_BYTES_MAX, m->diags, &bytes));
    return value_parse(m->arena, bytes, file, VALUE_YAML, NULL, m->diags, out);
}

bx_status layout_definition(bx_arena *arena, const layout_dirs *dirs, bx_str name, bx_diags *diags,
                            const value **out)
{
    merger m = {arena, dirs, diags};
    const value *chain[EXTENDS_MAX], *asked_by = NULL;
    size_t count = 0;
    do {
        if (count == EXTENDS_MAX) {
            diag_add(diags, MSG_layout_extends_many, asked_by->at, STR("extends"), "8");
            return BX_BAD_DATA;
        }
        BX_TRY(read_one(&m, name, asked_by, &chain[count]));
        asked_by = value_find(chain[count++], STR("extends"));
        if (asked_by) name = asked_by->text;
    } while (asked_by);
    const value *merged = chain[--count];
    while (count) {
        merged = merge(&m, merged, chain[--count], 0);
        if (!merged) return diag_memory(diags);
    }
    *out = merged;
    return BX_OK;
}
