/* The tree builder: links values as they come, within the limits, and looks for duplicate keys whenever a map
 * ends. */
#include "data/build.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum {
    DEPTH_MAX = 1000,  /* copying and dumping recurse once a level */
    FEW_KEYS = 16,     /* so many are compared each with each, more are sorted */
    QUOTE_LENGTH = 30, /* characters */
};

const value_limits value_limits_default = {
    .bytes = 64u << 20, .nodes = 4000000, .alias_nodes = 10000, .depth = 64};

void builder_init(builder *b, bx_arena *arena, const char *file, const value_limits *limits, bx_diags *diags)
{
    *b = (builder){.arena = arena, .file = file, .limits = *limits, .diags = diags};
    if (b->limits.depth > DEPTH_MAX) b->limits.depth = DEPTH_MAX;
}

void builder_clear(builder *b)
{
    arena_clear(&b->scratch);
}

value *builder_top(const builder *b)
{
    return b->open.count ? b->open.items[b->open.count - 1].container : NULL;
}

bool builder_wants_key(const builder *b)
{
    const value *top = builder_top(b);
    return top && top->kind == VALUE_MAP && !b->has_key;
}

bool builder_is_open(const builder *b, const value *v)
{
    for (size_t i = 0; i < b->open.count; i++)
        if (b->open.items[i].container == v) return true;
    return false;
}

/* Beyond DIAG_MAX only the number of the errors is kept: no memory for their words. */
static bool is_full(const builder *b)
{
    return diag_errors(b->diags) > DIAG_MAX;
}

bx_str builder_path_of(builder *b, const value *v)
{
    return is_full(b) ? STR("") : value_path(v, &b->scratch);
}

bx_str builder_path(builder *b)
{
    value *top = builder_top(b), here = {.parent = top, .key = b->key};
    if (top && top->kind == VALUE_MAP && !b->has_key) return builder_path_of(b, top);
    if (top) here.index = (uint32_t)(b->waiting.count - b->open.items[b->open.count - 1].first);
    return builder_path_of(b, &here);
}

const char *builder_quote(builder *b, bx_str text)
{
    size_t at = 0;
    if (is_full(b)) return "";
    for (int chars = 0; at < text.len && chars < QUOTE_LENGTH; chars++) {
        if (text.ptr[at] == '\n' || text.ptr[at] == '\r') break;
        utf8_next(text, &at);
    }
    bx_str quote =
        arena_print(&b->scratch, "%.*s%s", STR_ARG(str_slice(text, 0, at)), at < text.len ? "…" : "");
    if (!quote.ptr) diag_memory(b->diags);
    return quote.ptr ? quote.ptr : "";
}

static size_t first_break(bx_str s)
{
    size_t at = 0;
    while (at < s.len && s.ptr[at] != '\n' && s.ptr[at] != '\t') at++;
    return at;
}

static message_id key_fault(bx_str key)
{
    bx_str trimmed = str_trim(key);
    if (!trimmed.len) return MSG_data_key_empty;
    if (trimmed.len != key.len) return MSG_data_key_blank;
    return first_break(key) < key.len ? MSG_data_key_break : MSG_COUNT;
}

void builder_key(builder *b, bx_str key, bx_place at)
{
    b->key = str_slice(key, 0, first_break(key)); /* for the paths of further diagnostics */
    b->key_at = at;
    b->has_key = true;
    message_id fault = b->is_copying ? MSG_COUNT : key_fault(key);
    if (fault != MSG_COUNT) diag_add(b->diags, fault, at, builder_path(b), builder_quote(b, key));
}

static bx_status refuse(builder *b, message_id id, bx_place at, size_t limit)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", limit);
    diag_add(b->diags, id, at, builder_path(b), number);
    return BX_BAD_DATA;
}

bx_status builder_add(builder *b, value_kind kind, bx_place at, value **out)
{
    if (++b->nodes > b->limits.nodes) return refuse(b, MSG_data_too_many_values, at, b->limits.nodes);
    value *v = arena_new(b->arena, value);
    if (!v) return diag_memory(b->diags);
    v->kind = kind;
    v->at = at;
    *out = v;
    if (!b->open.count) {
        b->root = v;
        return BX_OK;
    }
    const open_value *top = &b->open.items[b->open.count - 1];
    v->parent = top->container;
    v->index = (uint32_t)(b->waiting.count - top->first);
    if (top->container->kind == VALUE_MAP) {
        v->key = b->key;
        v->key_at = b->key_at;
        b->has_key = false;
    }
    value **slot = vec_push(&b->scratch, &b->waiting);
    if (!slot) return diag_memory(b->diags);
    *slot = v;
    return BX_OK;
}

void builder_set_number(builder *b, value *v)
{
    if (decimal_parse(v->text, &v->number)) return;
    v->kind = VALUE_TEXT;
    v->source = v->text.ptr;
    diag_add(b->diags, MSG_data_number_long, v->at, builder_path_of(b, v), builder_quote(b, v->text));
}

bx_status builder_open(builder *b, value_kind kind, bx_place at)
{
    if (b->open.count >= b->limits.depth) return refuse(b, MSG_data_too_deep, at, b->limits.depth);
    value *v = NULL;
    BX_TRY(builder_add(b, kind, at, &v));
    open_value *opened = vec_push(&b->scratch, &b->open);
    if (!opened) return diag_memory(b->diags);
    *opened = (open_value){v, b->waiting.count};
    return BX_OK;
}

static void tell_duplicate(builder *b, const value *first, const value *again)
{
    char line[16];
    snprintf(line, sizeof line, "%u", (unsigned)first->key_at.line);
    diag_add(b->diags, MSG_data_key_duplicate, again->key_at, builder_path_of(b, again),
             builder_quote(b, again->key), line);
}

static int by_key(const void *left, const void *right)
{
    const value *a = *(value *const *)left, *b = *(value *const *)right;
    if (a->key.len != b->key.len) return a->key.len < b->key.len ? -1 : 1;
    int order = a->key.len ? memcmp(a->key.ptr, b->key.ptr, a->key.len) : 0;
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static bx_status compare_sorted(builder *b, const value *map)
{
    value **sorted = arena_array(&b->scratch, value *, map->count);
    if (!sorted) return diag_memory(b->diags);
    memcpy(sorted, map->items, map->count * sizeof *sorted);
    qsort(sorted, map->count, sizeof *sorted, by_key);
    for (size_t i = 1, first = 0; i < map->count; i++)
        if (str_is_equal(sorted[i]->key, sorted[first]->key))
            tell_duplicate(b, sorted[first], sorted[i]);
        else
            first = i;
    return BX_OK;
}

static bx_status compare_keys(builder *b, const value *map)
{
    if (map->count > FEW_KEYS) return compare_sorted(b, map);
    for (size_t i = 1; i < map->count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_is_equal(map->items[i]->key, map->items[j]->key)) {
                tell_duplicate(b, map->items[j], map->items[i]);
                break;
            }
    return BX_OK;
}

bx_status builder_close(builder *b)
{
    const open_value *top = &b->open.items[--b->open.count];
    value *v = top->container;
    v->count = b->waiting.count - top->first;
    v->items = arena_array(b->arena, value *, v->count);
    if (!v->items) return diag_memory(b->diags);
    if (v->count) memcpy(v->items, b->waiting.items + top->first, v->count * sizeof *v->items);
    b->waiting.count = top->first;
    /* A copy's duplicates were told where they are written. */
    return v->kind == VALUE_MAP && !b->is_copying ? compare_keys(b, v) : BX_OK;
}

static bx_status copy_tree(builder *b, const value *from, bx_place asked_at)
{
    if (++b->copied > b->limits.alias_nodes)
        return refuse(b, MSG_data_alias_budget, asked_at, b->limits.alias_nodes);
    if (from->kind < VALUE_LIST) {
        value *v = NULL;
        BX_TRY(builder_add(b, from->kind, from->at, &v));
        v->text = from->text;
        v->truth = from->truth;
        v->is_block = from->is_block;
        if (from->kind == VALUE_NUMBER) v->number = from->number;
        if (from->kind == VALUE_TEXT) v->source = from->source;
        return BX_OK;
    }
    BX_TRY(builder_open(b, from->kind, from->at));
    for (size_t i = 0; i < from->count; i++) {
        if (from->kind == VALUE_MAP) builder_key(b, from->items[i]->key, from->items[i]->key_at);
        BX_TRY(copy_tree(b, from->items[i], asked_at));
    }
    return builder_close(b);
}

bx_status builder_copy(builder *b, const value *from, bx_place asked_at)
{
    b->is_copying = true;
    bx_status status = copy_tree(b, from, asked_at);
    b->is_copying = false;
    return status;
}
