/* Lists by a glyph's number, which only grow at their heads: finding needs no lock. A table with a place for
 * each of a CJK font's glyphs would cost a document more pages than the charstrings themselves. */
#include "font/glyph_store.h"

#include "base/mem.h"

enum { BUCKETS = 1024 };

bool glyph_store_begin(glyph_store *store, bx_arena *arena)
{
    store->buckets = arena_array(arena, _Atomic(glyph_code *), BUCKETS);
    return store->buckets != NULL;
}

void glyph_store_clear(glyph_store *store)
{
    for (size_t i = 0; store->buckets && i < BUCKETS; i++) {
        for (glyph_code *code = atomic_load(&store->buckets[i]), *next; code; code = next) {
            next = code->next;
            mem_free(code);
        }
    }
    store->buckets = NULL;
}

static glyph_code *find_from(glyph_code *code, uint32_t glyph)
{
    while (code && code->glyph != glyph) code = code->next;
    return code;
}

glyph_code *glyph_store_find(const glyph_store *store, uint32_t glyph)
{
    return find_from(atomic_load_explicit(&store->buckets[glyph % BUCKETS], memory_order_acquire), glyph);
}

const glyph_code *glyph_store_add(glyph_store *store, uint32_t glyph, uint8_t fd, bx_str bytes)
{
    glyph_code *made = mem_resize(NULL, 1, sizeof *made + bytes.len);
    if (!made) return NULL;
    *made = (glyph_code){.glyph = glyph, .len = (uint32_t)bytes.len, .fd = fd};
    memcpy(made->bytes, bytes.ptr, bytes.len);
    _Atomic(glyph_code *) *bucket = &store->buckets[glyph % BUCKETS];
    made->next = atomic_load(bucket);
    while (true) {
        const glyph_code *first = find_from(made->next, glyph);
        if (first) mem_free(made);
        if (first) return first;
        if (atomic_compare_exchange_weak(bucket, &made->next, made)) return made;
    }
}
