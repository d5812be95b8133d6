/* What the pages of a PDF say: the text of their content streams, by the fonts' ToUnicode and ActualText, in
 * the order of the structure tree. Artifacts say nothing. Only PDFs as this house writes them are read:
 * one content stream a page, two-byte codes, all content tagged or an artifact. */
#ifndef BX_READ_SAID_H
#define BX_READ_SAID_H

#include "read/read.h"

/* A stretch of text that an element has on a page. */
typedef struct said_piece {
    bx_str text;
    size_t page; /* from 0 */
} said_piece;

typedef struct said {
    said_piece *pieces;
    size_t count;
} said;

/* In the arena. BX_BAD_DATA, told, for pages or a tree that are not as this house writes them: codes that
 * say nothing, text without a mark, a piece of content in no element or in two. */
bx_status read_said(read_pdf *pdf, bx_arena *arena, said *out);

#endif
