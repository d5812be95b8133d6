/* Finding values by key and path, and telling a value's own path. */
#include "data/value.h"

#include <stdio.h>

bool value_is_flat(const value *v)
{
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i]->kind >= VALUE_LIST) return false;
    return true;
}

const value *value_find(const value *v, bx_str key)
{
    if (!v || v->kind != VALUE_MAP) return NULL;
    for (size_t i = 0; i < v->count; i++)
        if (str_is_equal(v->items[i]->key, key)) return v->items[i];
    return NULL;
}

/* The item that "12]…" names; path moves behind the bracket. */
static const value *item_at(const value *v, bx_str *path)
{
    size_t index = 0, at = 0;
    for (; at < path->len && path->ptr[at] >= '0' && path->ptr[at] <= '9'; at++) {
        if (index > UINT32_MAX) return NULL;
        index = index * 10 + (size_t)(path->ptr[at] - '0');
    }
    if (!at || at == path->len || path->ptr[at] != ']') return NULL;
    *path = str_from(*path, at + 1);
    return v->kind == VALUE_LIST && index < v->count ? v->items[index] : NULL;
}

static const value *entry_at(const value *v, bx_str *path)
{
    size_t end = 0;
    while (end < path->len && path->ptr[end] != '.' && path->ptr[end] != '[') end++;
    bx_str key = str_slice(*path, 0, end);
    *path = str_from(*path, end);
    return value_find(v, key);
}

const value *value_at(const value *v, bx_str path)
{
    for (bool is_first = true; v && path.len; is_first = false) {
        if (path.ptr[0] == '[') {
            path = str_from(path, 1);
            v = item_at(v, &path);
        } else {
            if (!is_first && path.ptr[0] != '.') return NULL;
            if (!is_first) path = str_from(path, 1);
            v = entry_at(v, &path);
        }
    }
    return v;
}

/* One value's part of the path, written to the end of what is free; answers its length. */
static size_t step_length(const value *v, char index[32])
{
    if (v->parent->kind == VALUE_LIST) return (size_t)snprintf(index, 32, "[%u]", (unsigned)v->index);
    return v->key.len + (v->parent->parent != NULL);
}

bx_str value_path(const value *v, bx_arena *arena)
{
    char index[32];
    size_t len = 0;
    for (const value *at = v; at->parent; at = at->parent) len += step_length(at, index);
    char *path = arena_alloc(arena, len + 1, 1);
    if (!path) return (bx_str){NULL, 0};
    char *start = path + len;
    for (const value *at = v; at->parent; at = at->parent) {
        size_t step = step_length(at, index);
        start -= step;
        if (at->parent->kind == VALUE_LIST) {
            memcpy(start, index, step);
            continue;
        }
        if (at->parent->parent) *start = '.';
        if (at->key.len) memcpy(start + step - at->key.len, at->key.ptr, at->key.len);
    }
    return (bx_str){path, len};
}

bool value_has_wide_colon(const value *v)
{
    return v && v->kind == VALUE_TEXT && str_find(v->text, STR("：")) < v->text.len;
}
