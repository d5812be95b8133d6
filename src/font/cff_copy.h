/* A subset of a CID-keyed CFF by copying: where a font has no subroutines and no FontMatrix of its own
 * (Fandol, and what HarfBuzz has taken apart), its glyphs' charstrings are put together anew under their old
 * CIDs, without hints. That costs a tenth of a general subsetter's time and gives the least bytes: nothing is
 * coded anew. */
#ifndef BX_FONT_CFF_COPY_H
#define BX_FONT_CFF_COPY_H

#include "base/buf.h"
#include "font/cff.h"
#include "font/glyph_store.h"

/* COPY_UNFIT: the font has something that is not copied here; another way must serve. */
typedef enum copy_end { COPY_DONE, COPY_UNFIT, COPY_OUT_OF_MEMORY } copy_end;

/* The font copied from. */
typedef struct cff_source {
    hb_blob_t *file; /* of which the table is part */
    span cff;
    const cff_charset *charset;
    glyph_store *store; /* keeps the charstrings for the next document */
    const char *name;   /* PostScript name */
} cff_source;

/* Put the glyphs' charstrings into the store, as far as that can be done. */
void cff_prepare(const cff_source *source, const uint32_t *glyphs, size_t count);

/* Append to `out` a bare CFF of the glyphs (ascending, no doubles; glyph 0 is added if it is not among them).
 * What was written is read again and compared with the charstrings in the store. */
copy_end cff_copy(const cff_source *source, const uint32_t *glyphs, size_t count, bx_buf *out);

#endif
