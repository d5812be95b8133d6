/* Value trees as bytes again: what value_parse reads to the same tree, places apart. Stable: the same tree is
 * the same bytes. */
#ifndef BX_DATA_WRITE_H
#define BX_DATA_WRITE_H

#include "data/value.h"

/* As JSON (RFC 8259), UTF-8: keys in the tree's order, an item a line; what holds no list and no map in
 * itself stands on one line. Numbers are written with the digits that they have. */
void write_json(const value *root, bx_buf *out);

/* As YAML: block style, rows of scalars on one line, Chinese plain; a text that would be read as a number, a
 * bool or null stands in quotation marks. */
void write_yaml(const value *root, bx_buf *out);

#endif
