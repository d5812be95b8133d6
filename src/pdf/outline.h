/* The outline: one entry for each heading that has a title, nested by level. */
#ifndef BX_PDF_OUTLINE_H
#define BX_PDF_OUTLINE_H

#include "frame/frame.h"
#include "pdf/out.h"

typedef struct outline_entry {
    node_id node;
    unsigned level; /* H1 is 1 */
    bx_str title;
    uint32_t page; /* object number; 0: not drawn yet */
    int64_t top;   /* in 1/1000 pt, from the page's foot */
    /* places in the list, from 1; 0: none */
    size_t parent, before, next, first, last, inner;
    uint32_t number;
} outline_entry;

typedef struct pdf_outline {
    bx_arena arena;
    VEC(outline_entry) list;
    size_t undrawn; /* entries before it have their pages */
} pdf_outline;

/* Its memory. */
void pdf_outline_clear(pdf_outline *outline);

/* Headings become entries; other nodes are passed over. */
bx_status pdf_outline_announce(pdf_outline *outline, pdf_out *out, const frame_node *node);

/* A node is drawn on a page; top: the upper edge of what is drawn, on a page so high. Only the first time
 * counts. */
void pdf_outline_drawn(pdf_outline *outline, node_id node, uint32_t page, bx_len top, bx_len height);

/* The root's number; 0 if there are no entries or after a failure. */
uint32_t pdf_outline_end(pdf_outline *outline, pdf_out *out);

#endif
