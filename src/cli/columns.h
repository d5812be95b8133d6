/* Tables for a terminal: columns as wide as their widest cell, Chinese characters counted as two. */
#ifndef BX_CLI_COLUMNS_H
#define BX_CLI_COLUMNS_H

#include <stddef.h>

enum { COLUMNS_MAX = 8 };

typedef struct columns {
    size_t count; /* columns a row, at most COLUMNS_MAX */
    const char **cells;
    size_t cell_count;
} columns;

/* Add a row of count cells; the texts are lent until columns_print. */
void columns_row(columns *c, const char *const *cells);

/* The table on stdout, without flushing it; two blanks between columns. Control characters become '?'. */
void columns_print(const columns *c);

#endif
