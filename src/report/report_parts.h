/* The parts of reading a report. Faults go to the diagnostics; false: no memory. */
#ifndef BX_REPORT_REPORT_PARTS_H
#define BX_REPORT_REPORT_PARTS_H

#include "base/limits.h"
#include "report/report.h"

typedef struct report_reader {
    bx_arena *arena;
    bx_diags *diags;
    report *report;
    const report_options *options;
    bx_limits limits;
    size_t *cells; /* of rows that the data gives, so far */
} report_reader;

/* Tell a fault at a value, or at its key; `a` and `b` are the message's arguments. */
void report_tell(const report_reader *r, message_id id, const value *at, bx_str a, bx_str b);
void report_tell_key(const report_reader *r, message_id id, const value *at, bx_str a, bx_str b);

/* The same for a place inside a text, `at` bytes from its beginning. */
void report_tell_in(const report_reader *r, message_id id, const value *v, size_t at, bx_str a);

/* Tells of a text of more than `limit` characters. */
void report_check_length(const report_reader *r, const value *v, bx_str text, size_t limit);

/* Tells of a paragraph or cell that no official document has: something else was pasted in. */
void report_check_passage(const report_reader *r, const value *v, bx_str text);

/* The bytes of a file that the data names, kept among the report's files. Answers as file_read_inside does.
 */
int report_read_file(const report_reader *r, bx_str name, size_t most, bx_str *bytes);

/* Tell that a value is beyond a limit. */
void report_tell_limit(const report_reader *r, const value *at, limit_id id);

/* report_slots.c: a text of the layout with {path} replaced by that field's text, {number} by `number` (if it
 * is not empty). A text that would have more than `most` characters comes out longer than that, not whole. */
typedef struct slot_filler {
    bx_arena *arena;
    const report *report;
    bx_str number;
    size_t most;
} slot_filler;

bool report_fill_slots(const slot_filler *f, bx_str template, bx_str *out);

/* report_text.c: text, lines, prose, year, date, bool, annexes. */
bool report_read_text(const report_reader *r, field_value *f);
bool report_read_default(const report_reader *r, field_value *f);

/* report_picture.c: a picture, its alternative text (f->text) and its caption, a passage. */
bool report_read_picture(const report_reader *r, field_value *f);

typedef struct table_reader {
    const report_reader *r;
    const field_value *field;
    table_data *data;
    size_t part;
    const axis_node *row; /* the leaf row being read */
    cell *cells;          /* its cells, by leaf column */
} table_reader;

/* What a cell may hold. */
typedef struct cell_kind {
    cell_type type;
    bool has_places;
    uint32_t places; /* has_places: decimals are printed with so many */
} cell_kind;

/* report_cell.c: into t->cells; what a column's cell in this row may hold; a number in it, as it was written
 * at a value, or computed there (c->is_asked): may it stand there, and how is it printed? */
bool report_read_cell(const table_reader *t, const axis_node *column, const value *v);
cell_kind report_cell_kind(const table_reader *t, const axis_node *column);
bool report_take_number(const table_reader *t, const value *at, cell_kind kind, cell *c);

/* report_table.c: a table; one row into `cells`. */
bool report_read_table(const report_reader *r, field_value *f);
bool report_read_row(table_reader *t, const axis_node *row, cell *cells, const value *v);

/* report_list.c: as many rows as the data gives for one of the layout. */
bool report_read_list(table_reader *t, const axis_node *row, const value *v);

typedef struct list_reader {
    table_reader *t;
    table_list *list;
    const table_part *part;
    bx_arena scratch;
    cell *cells;   /* of the row being read */
    cell *sums;    /* the layout's own row */
    bx_str *above; /* of the merged columns, what the row above shows */
    size_t blanks;
    bool is_summed; /* a rule adds the rows up */
} list_reader;

/* May there be so many rows? Else it is told. Make room for them, all of them blank. Take the row that was
 * read into l->cells. */
bool list_has_room(const list_reader *l, size_t rows);
bool list_begin(list_reader *l, size_t rows);
bool list_take_row(list_reader *l, size_t row);

/* report_sheet.c: the rows from the file that a text names; false: no memory. And where they stand. */
bool report_read_sheet(list_reader *l, const value *name);
bool sheet_sources(const table_list *list, size_t row, bx_arena *arena, const value **out);

/* Does a cell ask for its sum? */
static inline bool value_is_sum(const value *v)
{
    return v->kind == VALUE_TEXT && str_is(str_trim(v->text), "=sum");
}

/* Where a cell stands in the data: "applications.new.total", as layout_find_cell reads it; .ptr NULL without
 * memory. */
bx_str cell_path(bx_arena *arena, const field *f, const axis_node *row, const axis_node *column);

/* How a row or column is called in a message. */
static inline bx_str node_label(const axis_node *node)
{
    return node->label.len ? node->label : node->name;
}

/* The cells a rule adds up: those of a row, or of a column. */
typedef struct cell_line {
    cell *first;
    size_t step;
} cell_line;

static inline cell *line_cell(cell_line line, size_t leaf)
{
    return line.first + leaf * line.step;
}

/* report_balance.c: the 勾稽关系 of one table; of one row of a list, which is called `where`. */
bool report_check_balance(const report_reader *r, const field_value *f);
bool report_check_row(const table_reader *t, bx_str where);

/* report_sum.c: the cells of a table that are =sum; those of the row in t->cells. */
bool report_compute_table(table_reader *t);
bool report_compute_row(const table_reader *t);

/* report_review.c: what a reviewer would ask. */
bool report_review(const report_reader *r);

#endif
