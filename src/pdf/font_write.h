/* A font's objects: Type 0 font, CIDFont, descriptor, program, widths, ToUnicode. */
#ifndef BX_PDF_FONT_WRITE_H
#define BX_PDF_FONT_WRITE_H

#include "pdf/font.h"

/* Subset the font and write all of it; its used glyphs are in the order of their codes afterwards. */
bx_status pdf_font_write(pdf_fonts *fonts, pdf_font *font, pdf_obj *obj);

#endif
