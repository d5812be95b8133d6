/* The sum of many reports of one layout and one year: a city's figures from its offices'.
 *
 * In: checked reports, one after the other; each may be gone once it was added. Out: a report as data again
 * (report_values.h) that holds the sums, and what is left for people to write. How: numbers of one cell are
 * added exactly, blanks are nothing (blank everywhere stays blank); the rows of lists stand one behind the
 * other; texts, years and yes-or-no that all reports have alike stay; notes behind numbers, prose, titles,
 * dates and annexes are an office's own and are left out. */
#ifndef BX_REPORT_ROLLUP_H
#define BX_REPORT_ROLLUP_H

#include "base/names.h"
#include "report/report.h"

typedef struct rollup_office {
    bx_str agency, hash;
    bx_place at; /* where its name stands */
} rollup_office;

/* All zero but for the arena: nothing was added yet. */
typedef struct rollup {
    bx_arena arena;
    const layout *layout;
    bx_place first_at;           /* of the first report */
    struct rollup_field *fields; /* as many as the layout has */
    VEC(rollup_office) offices;  /* as added */
    name_book agencies;          /* their numbers in it, from 1 */
    bool is_torn;                /* memory ended while a report was added: there is no sum any more */
} rollup;

/* Add a report; `hash` is its data's, in hexadecimal. BX_BAD_DATA if it is of another layout or year, or an
 * agency's second one, each with the places of both; then it is not added. */
bx_status rollup_add(rollup *u, const report *r, bx_str hash, bx_diags *diags);

typedef struct rollup_wish {
    bx_str agency;   /* whose report the sum is; empty: left to be written */
    bx_str expected; /* offices that must be there, one a line; # begins a remark; .ptr NULL: not asked */
    const char *expected_name; /* that list's file */
    bool allow_missing, allow_unbalanced;
} rollup_wish;

/* What was added, as YAML that begins with a remark on where it is from and what is left to write; and the
 * record of who gave what, as JSON. The sums are checked by the layout's types and rules first. BX_BAD_DATA
 * with all that is wrong. */
bx_status rollup_write(rollup *u, const rollup_wish *wish, bx_diags *diags, bx_buf *yaml, bx_buf *record);

#endif
