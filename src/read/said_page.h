/* One page's pieces of tagged content, for said.c. */
#ifndef BX_READ_SAID_PAGE_H
#define BX_READ_SAID_PAGE_H

#include "read/read.h"

/* What the codes of a font say: rows by the first byte, entries by the second; .ptr NULL: nothing. */
typedef struct said_font {
    int number; /* the font object's */
    bx_str *rows[256];
} said_font;

typedef VEC(said_font *) said_fonts;

typedef struct said_page {
    int number;    /* the page object's */
    size_t index;  /* of the page, from 0 */
    bx_str *texts; /* by MCID; .ptr NULL: no such piece */
    size_t count;
} said_page;

bx_status read_said_page(read_pdf *pdf, read_object page, bx_arena *arena, said_fonts *fonts, said_page *out);

#endif
