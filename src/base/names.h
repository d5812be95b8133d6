/* Names with a number each: which were there already is found without looking at them all. */
#ifndef BX_BASE_NAMES_H
#define BX_BASE_NAMES_H

#include "base/arena.h"

/* An all-zero one is ready for use. */
typedef struct name_book {
    struct name_entry *root;
} name_book;

/* The number of a name, 0 at first, to be read and written; NULL without memory. The name's bytes are not
 * copied. */
size_t *name_slot(name_book *book, bx_arena *arena, bx_str name);

/* The number of a name, 0 if it was never asked for a slot. */
size_t name_number(const name_book *book, bx_str name);

#endif
