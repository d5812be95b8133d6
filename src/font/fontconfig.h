/* Which files offer which families: the only door to fontconfig. Opens no font itself; fontconfig keeps what
 * it has read of a folder in a cache, so that a search takes about a millisecond after the first one. */
#ifndef BX_FONT_FONTCONFIG_H
#define BX_FONT_FONTCONFIG_H

#include "font/font.h"

/* A font file (or one font of a collection) that has one of the names wanted. */
typedef struct found_font {
    const char *file;
    unsigned index;
    const char *family; /* the first name that the font gives itself */
    size_t folder;      /* serial of the folder asked for that it lies in; system folders come last */
    int weight;         /* as OS/2 usWeightClass */
    int width;          /* percent */
    bool is_unlikely;   /* opening it will tell why it cannot be used: bitmap, Type 1, variable */
} found_font;

/* A name looked for, and the fonts that have it, in no order. Upright ones only. */
typedef struct font_wanted {
    const char *name;
    VEC(const found_font *) found;
} font_wanted;

/* Fill `found` of each name. The pointers in `wanted` are put into another order. A folder that cannot be
 * read and a font file in `dirs` that is none are told as warnings. */
bx_status fontconfig_search(const font_options *options, font_wanted **wanted, size_t count, bx_arena *arena,
                            bx_diags *diags);

#endif
