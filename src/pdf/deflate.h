/* DEFLATE (RFC 1951) for charstrings, in zlib's format. They repeat so little that a general compressor's
 * care is lost on them: strings of five bytes and more are looked for in one place only, the last that had
 * the same beginning. That makes the same size as libdeflate's fastest level in two fifths of its time, and
 * compressing fonts was a third of all the time that a report takes in a batch. */
#ifndef BX_PDF_DEFLATE_H
#define BX_PDF_DEFLATE_H

#include "base/buf.h"

typedef struct deflater deflater;

/* NULL without memory. */
deflater *deflater_new(void);
void deflater_free(deflater *d);

/* Compress into *out, whose bytes are replaced; false without memory. The same bytes on any machine. */
bool deflate_charstrings(deflater *d, bx_str data, bx_buf *out);

#endif
