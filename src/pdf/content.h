/* A page's content stream: operators with our own number format, state set only when it changes.
 *
 * Places are rounded to 1/1000 pt where they are written, and what was written is what the next place is
 * counted from, so that roundings never add up: every glyph stands within 0.005 pt of its frame's place. */
#ifndef BX_PDF_CONTENT_H
#define BX_PDF_CONTENT_H

#include "frame/frame.h"
#include "pdf/font.h"
#include "pdf/out.h"

typedef struct pdf_content {
    pdf_out *out;
    pdf_fonts *fonts;
    bx_buf bytes;
    bx_len height; /* of the page */
    /* the graphics state as the operators so far have left it */
    frame_colour fill, stroke;
    bx_len width, rise; /* line width; text rise */
    bool has_round_joins, has_adjustment, is_stroking;
    const pdf_font *font;
    int64_t size;     /* of the font, in 1/1000 pt */
    int64_t tracking; /* Tc, in 1e-4 pt */
    /* the mark that is being filled */
    node_tag tag;           /* of its element */
    bool has_tag;           /* it is an element's, not an artifact's */
    bool is_open;           /* between BDC and EMC */
    uint32_t mcid;          /* the next one of this page */
    bool is_in_text;        /* between BT and ET */
    bool is_turned;         /* the text object's lines run upwards */
    int64_t line_x, line_y; /* where Td counts from, in 1/1000 pt, along the lines and up from them */
} pdf_content;

/* A new page: nothing of the last one is left but the memory. */
void pdf_content_begin(pdf_content *content, const frame_page *page);
/* Its memory. */
void pdf_content_clear(pdf_content *content);

/* Marked content of a structure element, or of an artifact. An element's is one or several sequences, whose
 * MCIDs are the page's next ones: what says its text by ActualText is a sequence of its own, since there are
 * readers that take the end of one inside another for the end of both. */
void pdf_content_mark(pdf_content *content, node_tag tag);
/* What no reader of the tree needs: page numbers (PAGINATION), rules and repeats. */
void pdf_content_artifact(pdf_content *content, artifact_kind kind);
/* Ends the sequence that is open; the same mark may go on with another. */
void pdf_content_unmark(pdf_content *content);

/* Items that follow each other within one mark. */
bx_status pdf_content_run(pdf_content *content, const frame_run *run);
/* A rectangle. */
void pdf_content_fill(pdf_content *content, const frame_fill *fill);

/* A picture, by its name among the resources. */
void pdf_content_image(pdf_content *content, const frame_image *image, uint32_t place);

/* Rules of one weight and colour are one path. */
void pdf_content_rules(pdf_content *content, const frame_item *items, size_t count);

#endif
