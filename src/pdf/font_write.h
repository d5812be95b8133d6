/* A font's objects: Type 0 font, CIDFont, descriptor, program, widths, ToUnicode. */
#ifndef BX_PDF_FONT_WRITE_H
#define BX_PDF_FONT_WRITE_H

#include "pdf/font_make.h"

bx_status font_write(pdf_out *out, pdf_obj *obj, const font_made *made);

#endif
