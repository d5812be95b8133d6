/* A tree with four branches at each name, taken by two bits of the hash after the other. */
#include "base/names.h"

#include <stdint.h>

typedef struct name_entry {
    bx_str name;
    size_t number;
    struct name_entry *kids[4];
} name_entry;

/* FNV-1a, with its upper bits, which are taken first, mixed from all. */
static uint64_t hash_of(bx_str name)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < name.len; i++) hash = (hash ^ (unsigned char)name.ptr[i]) * 0x100000001B3u;
    return (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
}

/* Where it is, or would be. */
static name_entry **find(const name_book *book, bx_str name)
{
    name_entry **at = (name_entry **)&book->root;
    for (uint64_t hash = hash_of(name); *at && !str_is_equal((*at)->name, name); hash <<= 2)
        at = &(*at)->kids[hash >> 62];
    return at;
}

size_t *name_slot(name_book *book, bx_arena *arena, bx_str name)
{
    name_entry **at = find(book, name);
    if (!*at) {
        if (!(*at = arena_new(arena, name_entry))) return NULL;
        (*at)->name = name;
    }
    return &(*at)->number;
}

size_t name_number(const name_book *book, bx_str name)
{
    const name_entry *entry = *find(book, name);
    return entry ? entry->number : 0;
}
