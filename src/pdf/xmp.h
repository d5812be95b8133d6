/* The XMP packet: what the information dictionary says (meta.h); what the file claims to be, the archival
 * level asked for and always PDF/UA-1, since every file is tagged; and Banxin's own properties. */
#ifndef BX_PDF_XMP_H
#define BX_PDF_XMP_H

#include "pdf/out.h"
#include "pdf/pdf.h"

#define PDF_PRODUCER "Banxin " BX_VERSION

/* The XMP stream, under a number. */
bx_status pdf_xmp(const pdf_info *info, pdf_out *out, uint32_t number);

#endif
