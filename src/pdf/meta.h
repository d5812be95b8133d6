/* What the file says of itself: the information dictionary and XMP, in step, and what it claims to be: the
 * archival level asked for, and always PDF/UA-1, since every file is tagged. */
#ifndef BX_PDF_META_H
#define BX_PDF_META_H

#include "pdf/obj.h"
#include "pdf/out.h"
#include "pdf/pdf.h"

/* Answers MSG_pdf_title or MSG_pdf_date if the information cannot be written. */
bx_status pdf_meta_check(const pdf_info *info, bx_diags *diags);

/* The information dictionary, under a number. */
bx_status pdf_meta_info(const pdf_info *info, pdf_out *out, pdf_obj *obj, uint32_t number);

/* The XMP stream, under a number. */
bx_status pdf_meta_xmp(const pdf_info *info, pdf_out *out, uint32_t number);

#endif
