/* Opening and closing one face: what fonts.c does once for each file and number in it. */
#ifndef BX_FONT_FACE_H
#define BX_FONT_FACE_H

#include "font/cff.h"
#include "font/fault.h"
#include "font/font.h"
#include "font/glyph_store.h"

/* What subsetting needs and nobody else sees. */
struct face_private {
    hb_face_t *outlines; /* only the tables that make up glyphs; immutable */
    cff_charset charset; /* CFF only */
    glyph_store store;   /* charstrings of a CID-keyed CFF */
    atomic_uint ink;     /* face_ink's answer: the lowest and the highest, 16 bits each; 0: not yet known */
    hb_blob_t *file;     /* held by the HarfBuzz objects */
    atomic_uint touched; /* glyphs read through the file's mapping since its pages were given back */
    bx_place place;      /* the file, for diagnostics */
};

/* Open the font of a number in a file's bytes. `weight` is that of the family found (100–900), from which the
 * stem is estimated. Fills all of *out but id, family, is_mandated and is_bold_wanted. On false nothing is
 * held, and the fault says why. The face holds the blob; close it before the arena dies. */
bool face_open(hb_blob_t *file, const char *name, unsigned index, int weight, bx_arena *arena, face *out,
               font_fault *fault);
void face_close(face *f);

/* What was opened while memory was short: HarfBuzz 6 trips over what it had no memory for when it takes a
 * face apart, so that its objects are better lost. */
void face_abandon(face *f);

/* How many characters the face has. Walks its whole table of characters. */
uint32_t face_count_characters(const face *f);

#endif
