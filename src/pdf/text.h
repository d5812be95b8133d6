/* Runs as text operators; the state they share with paths. Only for content.c and text.c. */
#ifndef BX_PDF_TEXT_H
#define BX_PDF_TEXT_H

#include "pdf/content.h"

/* Ends the text object, if there is one. */
void pdf_content_end_text(pdf_content *content);

/* Begins the mark's next sequence, unless one is open. */
void pdf_content_open(pdf_content *content);

/* Colours and line width, written if they are others than before. */
void pdf_content_set_fill(pdf_content *content, frame_colour colour);
void pdf_content_set_stroke(pdf_content *content, frame_colour colour, bx_len width);

#endif
