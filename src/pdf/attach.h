/* Files attached to the PDF (ISO 19005-3 6.8; ISO 32000-2 7.11, 14.13): each is listed among the document's
 * embedded files and is associated, with the structure element of its table, or with the document. */
#ifndef BX_PDF_ATTACH_H
#define BX_PDF_ATTACH_H

#include "pdf/obj.h"
#include "pdf/out.h"
#include "pdf/pdf.h"

typedef struct pdf_attach {
    const pdf_info *info;
    uint32_t *numbers; /* of the file specifications, known before anything names them */
    bool *anchored;    /* a structure element has named it */
} pdf_attach;

/* Reserves the numbers; the list lives in the arena. The information stays the caller's. */
bx_status pdf_attach_begin(pdf_attach *attach, const pdf_info *info, bx_arena *arena, pdf_out *out);

/* The file specification of a table's file, which its element is going to name; 0: it has none. */
uint32_t pdf_attach_anchor(pdf_attach *attach, bx_str table);

/* Write the files, and name them in the catalog. */
bx_status pdf_attach_end(pdf_attach *attach, bx_arena *arena, pdf_out *out, pdf_obj *obj, pdf_dict *catalog);

#endif
