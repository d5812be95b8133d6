/* Memory that one text after the other uses, so that a document of a hundred thousand small texts does not
 * hold what each of them needed on the way; and what was measured once of the marks of each face. */
#ifndef BX_TEXT_SCRATCH_H
#define BX_TEXT_SCRATCH_H

#include "text/steps.h"

typedef enum scratch_use {
    SCRATCH_LETTERS,
    SCRATCH_LEVELS,
    SCRATCH_CODES,
    SCRATCH_BREAKS,
    SCRATCH_SUMS,
    SCRATCH_NODES,
    SCRATCH_ORDER,
    SCRATCH_KINDS,
    SCRATCH_USES
} scratch_use;

/* Where a glyph has its ink, in font units. */
typedef struct glyph_ink {
    const face *face; /* NULL: not yet known */
    uint32_t glyph;
    int left, right, bottom, top;
} glyph_ink;

enum { INK_CACHE = 128 };

typedef struct text_scratch {
    bx_arena *arena;
    struct {
        void *bytes;
        size_t size;
    } blocks[SCRATCH_USES];
    glyph_ink inks[INK_CACHE];
    uint32_t told;   /* characters that cannot be set, told so far */
    uint64_t trials; /* lines weighed so far: the work of text_fit, counted */
} text_scratch;

/* Room for count things of a size, which what was there before may still fill; NULL without memory. */
void *scratch_array(const text_setter *setter, scratch_use use, size_t count, size_t size);

#endif
