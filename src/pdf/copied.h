/* What a reader copies out of the file is the input, character by character: the proof, on every build, from
 * the bytes that are written. The codes of each content stream are those of its frame's glyphs, one by one;
 * what each code is to say follows from the frame alone, must be the same wherever the code stands, and is
 * what the font's ToUnicode gives; ActualText says what the glyphs under it stand for; what is tagged and
 * what is an artifact is as the frame has it. */
#ifndef BX_PDF_COPIED_H
#define BX_PDF_COPIED_H

#include "pdf/font.h"

/* A page's content against its frame; MSG_pdf_copied, a BX_BUG, where they part. */
bx_status copied_page(pdf_fonts *fonts, const frame_page *page, bx_str content);

/* A font's ToUnicode against what its codes said on all pages. */
bx_status copied_map(pdf_out *out, const pdf_font *font, bx_str cmap);

#endif
