/* What the parts of the room share: an open file. */
#ifndef BX_READ_FILE_H
#define BX_READ_FILE_H

#include "read/library.h"
#include "read/read.h"

struct read_pdf {
    read_library library;
    qpdf_data qpdf;
    const char *name;
    bx_diags *diags;
};

#endif
