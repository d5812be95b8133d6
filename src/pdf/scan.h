/* The words of PDF syntax (ISO 32000-1 7.2, 7.3), as content streams and CMaps are made of them, and what
 * strings hold. Any bytes may be scanned: what is no syntax is a word like others. */
#ifndef BX_PDF_SCAN_H
#define BX_PDF_SCAN_H

#include "base/buf.h"

typedef enum scan_kind {
    SCAN_END,
    SCAN_WORD,    /* an operator, a number */
    SCAN_NAME,    /* without its "/"; #xx is left as it is */
    SCAN_HEX,     /* what stands between < and > */
    SCAN_LITERAL, /* what stands between ( and ) */
    SCAN_DICT,    /* << */
    SCAN_DICT_END /* >> */
} scan_kind;

typedef struct scan_token {
    scan_kind kind;
    bx_str text; /* in the bytes */
} scan_token;

/* The token at *at, which moves behind it; brackets of arrays and procedures are skipped, as comments are. */
scan_token scan_next(bx_str bytes, size_t *at);

/* A whole number from 0 on; -1 if the token is none, or beyond 2^31. */
int64_t scan_number(scan_token token);

/* Add what a SCAN_HEX or SCAN_LITERAL holds. */
void scan_string(scan_token token, bx_buf *out);

/* Add UTF-16BE, without its mark of byte order, as UTF-8; false if it is none. */
bool scan_utf16(bx_str bytes, bx_buf *out);

#endif
