/* The font programs of a file: subset and compressed, which is most of a build's work, and so done side by
 * side on the threads allowed. What comes out depends on the glyphs alone, never on the threads. */
#ifndef BX_PDF_FONT_MAKE_H
#define BX_PDF_FONT_MAKE_H

#include "font/fault.h"
#include "pdf/font.h"

/* A font while it is written. */
typedef struct font_made {
    const pdf_font *font;
    pdf_glyph *glyphs; /* in use, by code */
    size_t count;
    face_program program;
    bx_buf squeezed; /* the program's bytes; empty in a plain file */
    unsigned thread; /* who makes it */
    bool is_made;
    font_fault fault; /* why not */
} font_made;

/* Make the program of every font of the file, into an array in the order of the fonts; what fails is told. */
bx_status font_make_all(pdf_fonts *fonts, font_made **out);
void font_made_clear(font_made *made);

#endif
