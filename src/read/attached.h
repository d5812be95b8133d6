/* The files that a PDF carries: those its name tree of embedded files lists (ISO 32000-1 7.11.4). What they
 * are called and said to be is a stranger's word: nobody may make a path of it as it is. */
#ifndef BX_READ_ATTACHED_H
#define BX_READ_ATTACHED_H

#include "read/read.h"

typedef struct read_attached {
    bx_str name;         /* UTF-8 */
    bx_str mime;         /* "application/json"; empty: not said */
    bx_str description;  /* empty: none */
    bx_str relationship; /* "Data"; empty: not said */
    read_object stream;
} read_attached;

/* Its files in the tree's order, in the arena; none is no fault. BX_BAD_DATA, told, if the tree is damaged,
 * goes in a circle or has more than 10 000 entries. */
bx_status read_attachments(read_pdf *pdf, bx_arena *arena, read_attached **out, size_t *count);

/* Is it what bx_build_options.attach_data attached: the checked data as JSON? */
bool read_is_data(const read_attached *file);

#endif
