/* What the file says of itself in the information dictionary; XMP (xmp.h) says the same and more. */
#ifndef BX_PDF_META_H
#define BX_PDF_META_H

#include "pdf/obj.h"
#include "pdf/out.h"
#include "pdf/pdf.h"

/* Answers MSG_pdf_title or MSG_pdf_date if the information cannot be written. */
bx_status pdf_meta_check(const pdf_info *info, bx_diags *diags);

/* A date as PDF writes it, in the buffer; one of the data has no hour: midnight in China. */
enum { PDF_DATE_SIZE = 32 };
const char *pdf_meta_date(bx_str date, char text[PDF_DATE_SIZE]);

/* The information dictionary, under a number. */
bx_status pdf_meta_info(const pdf_info *info, pdf_out *out, pdf_obj *obj, uint32_t number);

#endif
