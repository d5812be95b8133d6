/* A file's bytes as they came: where it ends, and what its identifier was made of. */
#ifndef BX_READ_TAIL_H
#define BX_READ_TAIL_H

#include "read/read.h"

/* Does the file end where it was finished, and was it finished once? */
bool read_ends_once(read_pdf *pdf, bx_str bytes);

/* Is its identifier made of its bytes, as pdf_out_end makes it? */
bool read_is_as_made(read_pdf *pdf, bx_str bytes);

#endif
