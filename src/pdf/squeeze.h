/* Compression (zlib's format, RFC 1950) of streams: charstrings by our own deflate.h, texts by libdeflate,
 * which makes files half a per cent smaller than zlib in half the time. Same bytes, same result, on any
 * machine with the same version of it. */
#ifndef BX_PDF_SQUEEZE_H
#define BX_PDF_SQUEEZE_H

#include "base/buf.h"

typedef enum squeeze_kind { SQUEEZE_CHARSTRINGS, SQUEEZE_TEXT } squeeze_kind;

/* Begin with {0}; one thread at a time. */
typedef struct squeezer {
    struct deflater *charstrings; /* each made when it is first wanted */
    struct libdeflate_compressor *text;
} squeezer;

/* Compress into *out, whose bytes are replaced; false without memory. */
bool squeeze(squeezer *s, squeeze_kind kind, bx_str data, bx_buf *out);

void squeezer_clear(squeezer *s);

#endif
