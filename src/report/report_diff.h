/* This year's report beside last year's.
 *
 * In: two checked reports of one layout. Out: a table of the cells whose numbers changed, and an error for
 * each cell that does not carry over what the layout's carry_over says. A blank is nothing: it is 0 where
 * numbers are compared and stays blank where they are shown. Rows of lists are looked at by their sums only,
 * for one year's rows need not be the next one's. */
#ifndef BX_REPORT_REPORT_DIFF_H
#define BX_REPORT_REPORT_DIFF_H

#include "report/report.h"

/* BX_BAD_DATA if something does not carry over: the table is made all the same; if the reports are of other
 * layouts, or of years not in a row, it is not. */
bx_status report_diff(const report *last, const report *now, bx_diff_format format, bx_diags *diags,
                      bx_buf *out);

#endif
