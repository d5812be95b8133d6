/* Numbers, references and strings as PDF writes them, added to a growing buffer: for what comes in thousands
 * (content streams, structure elements) and for numbers whose digits must not depend on libharu's version. */
#ifndef BX_PDF_BYTES_H
#define BX_PDF_BYTES_H

#include "base/buf.h"
#include "base/len.h"

/* Digits, with a sign if negative. */
void pdf_bytes_int(bx_buf *out, int64_t value);

/* value × 10^-decimals, without trailing zeros and without a zero before the point: "-.5". */
void pdf_bytes_fixed(bx_buf *out, int64_t value, unsigned decimals);

/* A length in thousandths of a point, the resolution of all places on a page, and its digits. */
int64_t pdf_thousandths(bx_len len);
void pdf_bytes_len(bx_buf *out, bx_len len);

/* "12 0 R" */
void pdf_bytes_ref(bx_buf *out, uint32_t number);

/* Four hexadecimal digits. */
void pdf_bytes_hex16(bx_buf *out, unsigned value);

/* A code point as UTF-16BE in hexadecimal, a surrogate pair above the BMP. */
void pdf_bytes_utf16(bx_buf *out, uint32_t code);

/* A text string: <FEFF…>, UTF-16BE (ISO 32000-1 7.9.2.2). */
void pdf_bytes_text(bx_buf *out, bx_str utf8);

#endif
