/* Links: an annotation for each line of an address, tied to its structure element (ISO 14289-1 7.18.5). */
#ifndef BX_PDF_LINKS_H
#define BX_PDF_LINKS_H

#include "frame/frame.h"
#include "pdf/out.h"
#include "pdf/struct.h"

typedef struct pdf_links {
    pdf_out *out;
    pdf_struct *tags;
    bx_buf annotations; /* of the page: "7 0 R 8 0 R" */
    bx_buf made;        /* the one that is being written */
} pdf_links;

/* Its memory. */
void pdf_links_clear(pdf_links *links);

/* A new page. */
void pdf_links_begin(pdf_links *links);

/* What a link's items are drawn for. */
typedef struct link_place {
    node_id node;
    bx_str target;
    uint32_t page; /* object number */
    bx_len page_height;
} link_place;

/* A link's items that follow each other on the page. */
bx_status pdf_links_add(pdf_links *links, const link_place *place, const frame_item *items, size_t count);

/* The references of the page's annotations, until the next page begins; empty: none. */
bx_str pdf_links_page(pdf_links *links);

#endif
