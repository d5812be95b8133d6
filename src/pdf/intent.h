/* The colour profile that the file's colours are meant in. */
#ifndef BX_PDF_INTENT_H
#define BX_PDF_INTENT_H

#include "pdf/out.h"

/* Write sRGB as an ICC profile: a stream with N 3; the profile is of version 2 for PDF/A-1, else of
 * version 4.
 */
bx_status pdf_intent_profile(pdf_out *out, uint32_t number);

#endif
