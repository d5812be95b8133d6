/* What subsets of one face are put together from: its charstrings without hints, each stripped when a
 * document first needs it and kept for the next ones. All threads share a store; a charstring never moves or
 * changes. */
#ifndef BX_FONT_GLYPH_STORE_H
#define BX_FONT_GLYPH_STORE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct glyph_code {
    struct glyph_code *next; /* in its bucket */
    uint32_t glyph;
    uint32_t len;
    uint8_t fd;              /* the font DICT it belongs to */
    atomic_bool is_compared; /* its outline, copied into a program, was that of the font */
    uint8_t bytes[];
} glyph_code;

typedef struct glyph_store {
    _Atomic(glyph_code *) *buckets; /* by glyph; NULL: nothing is kept */
} glyph_store;

/* The buckets lie in the arena. False without memory. */
bool glyph_store_begin(glyph_store *store, bx_arena *arena);
void glyph_store_clear(glyph_store *store);

/* NULL: not there yet. */
glyph_code *glyph_store_find(const glyph_store *store, uint32_t glyph);

/* Keep a glyph's charstring; what is kept if another thread came first. NULL without memory. */
const glyph_code *glyph_store_add(glyph_store *store, uint32_t glyph, uint8_t fd, bx_str bytes);

#endif
