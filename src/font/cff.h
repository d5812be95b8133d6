/* The little of a Compact Font Format table (Adobe Technical Note #5176) that one must know to name its
 * glyphs in a PDF: is it CID-keyed, and which CID does each glyph have. FreeType tells it too, but takes 20
 * ms to open a face of 65 535 glyphs; this takes microseconds. */
#ifndef BX_FONT_CFF_H
#define BX_FONT_CFF_H

#include "base/arena.h"
#include "font/fault.h"
#include "font/span.h"

/* Glyphs that follow each other and whose CIDs do too. */
typedef struct cff_range {
    uint32_t glyph, cid, count;
} cff_range;

typedef struct cff_charset {
    bool is_cid_keyed;
    uint32_t glyph_count;
    VEC(cff_range) ranges; /* CID-keyed only: ascending by glyph, from glyph 0, without gaps */
} cff_charset;

/* Read the charset of the first font in a bare CFF. The fault is font_damaged or out_of_memory. */
bool cff_charset_read(span cff, bx_arena *arena, cff_charset *out, font_fault *fault);

/* The CID of a glyph: its number if the font is not CID-keyed; 0 for glyphs that do not exist. */
uint32_t cff_cid(const cff_charset *charset, uint32_t glyph);

#endif
