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

/* ---- for those who copy from a table (cff_copy.c) ---- */

enum {
    CFF_CHARSET = 15,
    CFF_CHARSTRINGS = 17,
    CFF_PRIVATE = 18,
    CFF_SUBRS = 19,
    CFF_DEFAULT_WIDTH = 20,
    CFF_NOMINAL_WIDTH = 21,
    CFF_ESCAPE = 12,
    CFF_FONT_MATRIX = 12 << 8 | 7,
    CFF_FONT_BBOX = 5,
    CFF_ROS = 12 << 8 | 30,
    CFF_CID_COUNT = 12 << 8 | 34,
    CFF_FD_ARRAY = 12 << 8 | 36,
    CFF_FD_SELECT = 12 << 8 | 37
};

/* An INDEX (clause 5): count, size of offsets, offsets from 1, data. */
typedef struct cff_index {
    uint32_t count, offset_size;
    size_t offsets, data; /* places in the table; offset 1 is at data + 1 */
    size_t end;
} cff_index;

bool cff_index_read(span cff, size_t at, cff_index *out);

/* The bytes of an item. */
bool cff_index_item(span cff, const cff_index *index, uint32_t item, span *out);

/* One entry of a DICT: the operator and its operands. */
enum { CFF_OPERANDS_MAX = 48 };
typedef struct cff_entry {
    uint32_t op;
    int32_t operands[CFF_OPERANDS_MAX]; /* reals count as -1 */
    size_t count;
    span bytes; /* operands and operator as they stand */
} cff_entry;

/* The entry at *at, which moves behind it. False at the DICT's end or where it is damaged. */
bool cff_entry_next(span dict, size_t *at, cff_entry *out);

#endif
