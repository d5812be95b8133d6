/* The parts of reading a report. Faults go to the diagnostics; false: no memory. */
#ifndef BX_REPORT_REPORT_PARTS_H
#define BX_REPORT_REPORT_PARTS_H

#include "report/report.h"

typedef struct report_reader {
    bx_arena *arena;
    bx_diags *diags;
    report *report;
    const report_options *options;
} report_reader;

/* Tell a fault at a value, or at its key; `a` and `b` are the message's arguments. */
void report_tell(const report_reader *r, message_id id, const value *at, bx_str a, bx_str b);
void report_tell_key(const report_reader *r, message_id id, const value *at, bx_str a, bx_str b);

/* The same for a place inside a text, `at` bytes from its beginning. */
void report_tell_in(const report_reader *r, message_id id, const value *v, size_t at, bx_str a);

/* report_text.c: text, lines, prose, year, date, bool, annexes. */
bool report_read_text(const report_reader *r, field_value *f);
bool report_read_default(const report_reader *r, field_value *f);

/* report_table.c */
bool report_read_table(const report_reader *r, field_value *f);

/* report_balance.c: the 勾稽关系 of one table. */
bool report_check_balance(const report_reader *r, const field_value *f);

/* report_review.c: what a reviewer would ask. */
bool report_review(const report_reader *r);

#endif
