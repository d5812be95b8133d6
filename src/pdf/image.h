/* Pictures as image XObjects (ISO 32000-1 8.9.5): each goes into the file when it is first drawn, and once,
 * however often it is drawn and however many files of the data hold it. */
#ifndef BX_PDF_IMAGE_H
#define BX_PDF_IMAGE_H

#include "base/arena.h"
#include "image/image.h"
#include "pdf/obj.h"
#include "pdf/out.h"

typedef struct pdf_image pdf_image;

typedef struct pdf_images {
    pdf_out *out;
    bx_arena arena;
    pdf_image *first;
    uint32_t count;
} pdf_images;

/* Its memory. */
void pdf_images_clear(pdf_images *images);

/* A picture's place among the names of the resources, from 1: "I1". On white where the level has no
 * transparency (ISO 19005-1 6.4); *is_transparent becomes true if the page needs to know. */
bx_status pdf_images_place(pdf_images *images, const picture *p, uint32_t *place, bool *is_transparent);

/* Their names, into the resources. */
void pdf_images_name(const pdf_images *images, pdf_obj *obj, pdf_dict *resources);

#endif
