/* A table of pointers, each set once. */
#include "font/glyph_store.h"

#include "base/mem.h"
#include "font/map.h"

enum { TOUCHED_MAX = 64 };

bool glyph_store_begin(glyph_store *store, uint32_t glyph_count, bx_arena *arena)
{
    store->codes = arena_array(arena, _Atomic(glyph_code *), glyph_count);
    store->count = store->codes ? glyph_count : 0;
    return store->codes != NULL;
}

void glyph_store_clear(glyph_store *store)
{
    for (glyph_code *code = atomic_load(&store->last), *before; code; code = before) {
        before = code->before;
        mem_free(code);
    }
    *store = (glyph_store){0};
}

const glyph_code *glyph_store_find(glyph_store *store, uint32_t glyph)
{
    return glyph < store->count ? atomic_load_explicit(&store->codes[glyph], memory_order_acquire) : NULL;
}

const glyph_code *glyph_store_add(glyph_store *store, uint32_t glyph, uint8_t fd, bx_str bytes)
{
    glyph_store_touched(store, 1);
    glyph_code *made = glyph < store->count ? mem_new(1, sizeof *made + bytes.len) : NULL, *first = NULL;
    if (!made) return NULL;
    made->len = (uint32_t)bytes.len;
    made->fd = fd;
    memcpy(made->bytes, bytes.ptr, bytes.len);
    if (!atomic_compare_exchange_strong(&store->codes[glyph], &first, made)) {
        mem_free(made);
        return first;
    }
    made->before = atomic_load(&store->last);
    while (!atomic_compare_exchange_weak(&store->last, &made->before, made)) continue;
    return made;
}

void glyph_store_touched(glyph_store *store, size_t glyphs)
{
    if (atomic_fetch_add(&store->touched, (unsigned)glyphs) + glyphs < TOUCHED_MAX) return;
    atomic_store(&store->touched, 0);
    file_map_rest(store->file);
}
