/* A charstring without its hints. */
#ifndef BX_FONT_CHARSTRING_H
#define BX_FONT_CHARSTRING_H

#include "base/buf.h"
#include "font/span.h"

/* Append the charstring without hints; false where it calls subroutines, computes, or does not end. */
bool charstring_strip(span code, bx_buf *out);

#endif
