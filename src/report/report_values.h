/* A checked report as data again.
 *
 * In: a report. Out: a value tree that report_read takes for the same report: the layout's name, each field
 * that the data gave, in the layout's order; tables as maps of rows, rows as maps of cells by name; rows that
 * stood in a CSV or TSV file as a list of such maps; =sum as the number it came to. What never happens here:
 * defaults are not written out (they are the layout's), nothing is rounded or computed. */
#ifndef BX_REPORT_REPORT_VALUES_H
#define BX_REPORT_REPORT_VALUES_H

#include "report/report.h"

/* The tree lives in the arena and points into the report. BX_BAD_DATA if it has more values than a file may
 * hold (value_limits_default). */
bx_status report_values(bx_arena *arena, const report *r, bx_diags *diags, const value **out);

#endif
