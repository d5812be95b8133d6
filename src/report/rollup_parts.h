/* What adding up (rollup.c) keeps and writing (rollup_write.c) reads; the offices (rollup_offices.c). */
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

/* The offices held against the list of those that must be there. */
typedef struct rollup_roll {
    bx_arena *arena;
    bx_diags *diags;
    VEC(bx_str) missing; /* of the list, each once */
} rollup_roll;

/* Tells who is missing, who is on no list, and a list that is no text; false: no memory. */
bool rollup_call_roll(rollup_roll *roll, const rollup *u, const rollup_wish *wish);

/* Who gave what, as JSON. */
void rollup_record(const rollup_roll *roll, const rollup *u, bx_str agency, bx_str year, bx_buf *out);

#endif
