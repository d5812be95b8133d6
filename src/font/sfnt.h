/* Judging a font file by its container before HarfBuzz is trusted with it: which kind it is, whether the
 * tables that typesetting and embedding need lie inside the file, and what its maker allows. Opens nothing,
 * copies nothing; a few microseconds whatever the file's size. */
#ifndef BX_FONT_SFNT_H
#define BX_FONT_SFNT_H

#include "font/fault.h"
#include "font/font.h"
#include "font/span.h"

typedef struct sfnt_facts {
    face_format format;
    face_embedding embedding;
    span os2, head, hhea, post; /* in the file; os2 and post may be empty */
} sfnt_facts;

/* Judge the font of a number in a file. False with the reason, a message of font.def, if it cannot be used.
 */
bool sfnt_judge(span file, unsigned index, sfnt_facts *out, font_fault *fault);

#endif
