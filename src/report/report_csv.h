/* A table of a checked report as CSV (RFC 4180), UTF-8 with its mark, for spreadsheets: parts below each
 * other as they are printed, each below its head. A head or row label of several levels is one text with "／"
 * between. Numbers as they are printed, blanks as nothing; what is merged stands in each row. */
#ifndef BX_REPORT_REPORT_CSV_H
#define BX_REPORT_REPORT_CSV_H

#include "report/report.h"

/* One field of a line, in quotation marks where it needs them. */
void csv_add_field(bx_buf *out, bx_str text);

/* The caller looks at out->failed at the end. */
void report_csv(const table_data *data, bx_buf *out);

#endif
