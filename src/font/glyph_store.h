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
#include "font/span.h"

typedef struct glyph_code {
    struct glyph_code *before; /* the one made before it */
    uint32_t len;
    uint8_t fd; /* the font DICT it belongs to */
    uint8_t bytes[];
} glyph_code;

typedef struct glyph_store {
    _Atomic(glyph_code *) *codes; /* by glyph; NULL: not yet */
    uint32_t count;
    _Atomic(glyph_code *) last; /* made */
    span file;                  /* mapped bytes to give back now and then; may be empty */
    atomic_uint touched;        /* glyphs read from them since that was done */
} glyph_store;

/* The table of codes lies in the arena. False without memory. */
bool glyph_store_begin(glyph_store *store, uint32_t glyph_count, bx_arena *arena);
void glyph_store_clear(glyph_store *store);

/* NULL: not there yet. */
const glyph_code *glyph_store_find(glyph_store *store, uint32_t glyph);

/* Keep a glyph's charstring; what is kept if another thread came first. NULL without memory. */
const glyph_code *glyph_store_add(glyph_store *store, uint32_t glyph, uint8_t fd, bx_str bytes);

/* Glyphs were read from the file: they lie all over a CJK font, and after a hundred nearly all of its 7 MB
 * would count as ours, so its pages are given back every so often. */
void glyph_store_touched(glyph_store *store, size_t glyphs);

#endif
