/* The time before a document's last page: while pages are still set, another thread makes the glyphs of those
 * that have closed ready for the fonts. Nothing that comes out depends on it. */
#ifndef BX_PDF_FONT_AHEAD_H
#define BX_PDF_FONT_AHEAD_H

#include "pdf/font.h"

/* A page has closed. */
bx_status font_ahead(pdf_fonts *fonts);

/* Wait for the thread, if one runs. */
void font_ahead_end(pdf_fonts *fonts);

#endif
