/* What adding up (rollup.c) keeps and writing (rollup_write.c) reads. */
#ifndef BX_REPORT_ROLLUP_PARTS_H
#define BX_REPORT_ROLLUP_PARTS_H

#include "report/rollup.h"

typedef struct rollup_cell {
    bool is_number, is_large; /* some report has a number; the sum is beyond exact numbers */
    decimal number;
    bx_str text; /* of a text cell: the first one's */
    bool differs;
} rollup_cell;

typedef struct rollup_list {
    const axis_node *row;
    size_t part;
    VEC(const value **) rows; /* of a value for each leaf column */
} rollup_list;

typedef struct rollup_field {
    bool is_used;        /* some report says something */
    bx_str text;         /* what all say, of text, year, bool */
    bool differs;        /* they do not */
    rollup_cell **parts; /* of a table: by part, then leaf row, then leaf column */
    rollup_list *lists;  /* in the order of table_data.lists */
    size_t list_count;
} rollup_field;

#endif
