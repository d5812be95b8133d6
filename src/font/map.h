/* A file in memory without reading it: mapped; and pieces of it read past the mapping, where its pages would
 * stay with us for the sake of some bytes. */
#ifndef BX_FONT_MAP_H
#define BX_FONT_MAP_H

#include "base/buf.h"
#include "font/fault.h"
#include "font/span.h"

/* The bytes of a regular file, as a blob that unmaps them when its last holder lets go; NULL if the file
 * cannot be opened or mapped. They must not change while they are mapped; package managers replace files by
 * renaming, which is safe. */
hb_blob_t *file_map(const char *path, font_fault *fault);

/* Append a piece of a blob's bytes, read from the file if file_map made it. False only without memory. */
bool file_map_copy(hb_blob_t *blob, span piece, bx_buf *out);

/* Let the system take the pages of a mapped file out of this process; the next reader gets them back from the
 * file, unchanged. */
void file_map_rest(hb_blob_t *blob);

#endif
