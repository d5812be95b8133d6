/* A file in memory without reading it: mapped, and its pages given back when they are not needed for a while.
 */
#ifndef BX_FONT_MAP_H
#define BX_FONT_MAP_H

#include "font/fault.h"
#include "font/span.h"

/* The bytes of a regular file, as a blob that unmaps them when its last holder lets go; NULL if the file
 * cannot be opened or mapped. They must not change while they are mapped; package managers replace files by
 * renaming, which is safe. */
hb_blob_t *file_map(const char *path, font_fault *fault);

/* Let the system take the pages of a mapped file out of this process; the next reader gets them back from the
 * file, unchanged. Only for bytes that file_map made. */
void file_map_rest(span mapped);

#endif
