/* Value trees spoilt on purpose: each value in turn becomes another kind of thing, goes, or changes its name.
 * Deterministic, so that a failure can be met again. */
#ifndef BX_TESTS_UNIT_MUTATE_H
#define BX_TESTS_UNIT_MUTATE_H

#include "report_case.h"

typedef struct mutation {
    value *root;
    void *context;
    /* Looks at the spoilt tree; `what` says what was done. */
    void (*look)(void *context, const value *root, const char *what);
    size_t every; /* only every so manieth mutation is tried */
    size_t seen, tried;
} mutation;

enum { SPOILT_KINDS = 15 };

/* What a value is turned into; `old` is what it was. */
static inline value spoilt(const value *old, size_t kind, value *room, value **item)
{
    static char long_text[5000];
    if (!long_text[0]) memset(long_text, 'x', sizeof long_text);
    static const decimal numbers[] = {{0, 0}, {7, 0}, {-1, 0}, {1000000, 0}, {5, 1}, {999999999999999999, 0}};
    static const char *const literals[] = {"0", "7", "-1", "1000000", "0.5", "999999999999999999"};
    value v = *old;
    v.text = STR("");
    v.count = 0;
    v.items = NULL;
    if (kind < COUNT(numbers)) {
        v.kind = VALUE_NUMBER, v.number = numbers[kind], v.text = str_of(literals[kind]);
        return v;
    }
    switch (kind - COUNT(numbers)) {
    case 0:
        v.kind = VALUE_NULL;
        break;
    case 1:
        v.kind = VALUE_BOOL, v.truth = true, v.text = STR("true");
        break;
    case 2:
        v.kind = VALUE_TEXT, v.source = NULL;
        break;
    case 3:
        v.kind = VALUE_TEXT, v.source = NULL, v.text = STR("某\n某{agency}");
        break;
    case 4:
        v.kind = VALUE_TEXT, v.source = NULL, v.text = (bx_str){long_text, sizeof long_text};
        break;
    case 5:
        v.kind = VALUE_LIST;
        break;
    case 6:
        v.kind = VALUE_MAP;
        break;
    default: /* a list or a map that holds what it was */
        *room = *old;
        room->parent = old;
        room->key = STR("x");
        *item = room;
        v.kind = kind - COUNT(numbers) == 7 ? VALUE_LIST : VALUE_MAP;
        v.items = item, v.count = 1;
        break;
    }
    return v;
}

static inline bool mutation_is_due(mutation *m)
{
    return m->seen++ % m->every == 0 && ++m->tried;
}

static inline void mutate_value(mutation *m, value *v)
{
    char what[200];
    value old = *v, room, *item;
    for (size_t kind = 0; kind < SPOILT_KINDS; kind++) {
        if (!mutation_is_due(m)) continue;
        *v = spoilt(&old, kind, &room, &item);
        snprintf(what, sizeof what, "%.60s:%u:%u as kind %zu", old.at.file, old.at.line, old.at.column, kind);
        m->look(m->context, m->root, what);
        *v = old;
    }
}

/* An item goes, or has another name. */
static inline void mutate_place(mutation *m, value *map, size_t index)
{
    char what[200];
    value *item = map->items[index];
    bx_str key = item->key;
    snprintf(what, sizeof what, "%.60s:%u:%u without it", item->at.file, item->at.line, item->at.column);
    if (mutation_is_due(m)) {
        map->items[index] = map->items[map->count - 1];
        map->count--;
        m->look(m->context, m->root, what);
        map->count++;
        map->items[index] = item;
    }
    if (map->kind == VALUE_MAP && mutation_is_due(m)) {
        item->key = STR("_名");
        m->look(m->context, m->root, what);
        item->key = key;
    }
}

static inline void mutate(mutation *m, value *v)
{
    mutate_value(m, v);
    if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) return;
    for (size_t i = 0; i < v->count; i++) {
        mutate_place(m, v, i);
        mutate(m, v->items[i]);
    }
}

/* Bytes with one to four of them changed, doubled or cut out; the caller clears them. */
static inline bx_buf mutate_bytes(bx_str bytes, uint32_t *seed)
{
    bx_buf out = {0};
    buf_str(&out, bytes);
    for (unsigned i = 0; i < 1 + *seed % 4 && out.len; i++) {
        static const char useful[] = "{}[]:,-#|>&*!%@`\"'\n \t~0=+._?";
        *seed = *seed * 1664525u + 1013904223u;
        size_t at = (*seed >> 8) % out.len, len = (*seed >> 4) % 40;
        if (len > out.len - at) len = out.len - at;
        switch (*seed >> 29) {
        case 0:
            memmove(out.ptr + at, out.ptr + at + len, out.len - at - len);
            out.len -= len;
            break;
        case 1:
            out.len = at;
            break;
        case 2:
            memcpy(out.ptr, out.ptr + at, len < at ? len : at);
            break;
        case 3:
            out.ptr[at] = (char)(*seed >> 16);
            break;
        default:
            out.ptr[at] = useful[(*seed >> 16) % (sizeof useful - 1)];
            break;
        }
    }
    return out;
}

#endif
