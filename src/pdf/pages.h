/* Page objects, the page tree and page labels. A page's dictionary leaves memory when the page is done. */
#ifndef BX_PDF_PAGES_H
#define BX_PDF_PAGES_H

#include "frame/frame.h"
#include "pdf/obj.h"
#include "pdf/out.h"
#include "pdf/tree.h"

typedef struct pdf_pages {
    pdf_out *out;
    pdf_obj *obj;
    uint32_t resources;  /* one for all pages */
    uint32_t root, leaf; /* of the page tree; the root comes with the second leaf */
    uint32_t kids[64];   /* of the leaf that is filling */
    uint32_t kid_count, page_count;
    bx_buf leaves; /* "12 0 R 80 0 R", with their counts written */
    pdf_tree labels;
    uint32_t label_next; /* the number that would go on with the range of labels; 0: no range */
} pdf_pages;

/* Reserves the numbers of the resources and the first leaf. */
bx_status pdf_pages_begin(pdf_pages *pages, pdf_out *out, pdf_obj *obj);
/* Its memory. */
void pdf_pages_clear(pdf_pages *pages);

/* A page under a number reserved before. */
typedef struct pdf_page {
    uint32_t number, content; /* its own; its stream's */
    int32_t key;              /* in the parent tree; -1: none */
    bx_str annotations;       /* "7 0 R 8 0 R"; empty: none */
    bool is_transparent;      /* a soft mask is on it */
} pdf_page;
bx_status pdf_pages_add(pdf_pages *pages, const frame_page *page, const pdf_page *made);

/* The tree's root and the labels' tree: their numbers. */
bx_status pdf_pages_end(pdf_pages *pages, uint32_t *root, uint32_t *labels);

#endif
