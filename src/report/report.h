/* A report: a layout's fields filled from data and checked.
 *
 * In: a value tree and a layout. Out: every field with its value, typed, or all that is wrong in one run.
 * What never happens here: no field of any form has a name in C, nothing is typeset. */
#ifndef BX_REPORT_REPORT_H
#define BX_REPORT_REPORT_H

#include "image/image.h"
#include "report/layout.h"

/* One paragraph or line of text, without blanks at its ends. */
typedef struct passage {
    bx_str text;
    const value *source; /* NULL: made from the layout */
    size_t source_at;    /* where it begins in source->text */
} passage;

typedef struct cell {
    const value *source; /* NULL: the data does not name it */
    bool is_blank;       /* no number is printed; sums take it as nothing */
    bool is_sound;       /* read without a fault; rules look at no others */
    bool is_asked;       /* while it is read: =sum, not computed yet */
    bool is_large;       /* of a list's sum: beyond exact numbers */
    decimal number;
    bx_str text; /* as printed, note included */
} cell;

/* The rows that the data gives where the layout has one row for many. There may be a hundred thousand: of
 * each cell only its printed text is kept, of each column its sum, as the cell of the layout's row. */
typedef struct table_list {
    const axis_node *row;
    size_t part;
    const value *source;           /* the list; or the text that names its file */
    const struct list_sheet *file; /* report_sheet.c; NULL: in no file */
    size_t row_count;              /* never 0: without rows in the data, one of blanks */
    bool is_empty;
    bx_str *texts;    /* row × leaf column; {NULL, 0}: one cell with that above it (is_merged) */
    uint32_t *groups; /* the first rows of the cells in the leftmost merged column; NULL: none is merged */
    size_t group_count;
} table_list;

/* Cells by part, then leaf row, then leaf column; lists by part, then leaf row. */
typedef struct table_data {
    const layout_table *table;
    cell **parts;
    table_list *lists;
    size_t list_count;
} table_data;

static inline cell *table_cell(const table_data *data, size_t part, size_t row, size_t column)
{
    return &data->parts[part][row * data->table->parts[part].leaf_column_count + column];
}

/* The list that stands at a row of the layout; the row is one (is_list). */
static inline const table_list *table_list_of(const table_data *data, const axis_node *row)
{
    const table_list *list = data->lists;
    while (list->row != row) list++;
    return list;
}

static inline bx_str list_text(const table_data *data, const table_list *list, size_t row, size_t column)
{
    return list->texts[row * data->table->parts[list->part].leaf_column_count + column];
}

/* Is this the text of a cell that has none? */
static inline bool list_is_blank(const table_data *data, bx_str text)
{
    return text.ptr && (!text.len || text.ptr == data->table->blank_text.ptr);
}

/* Where a list's row stands in the data: a value for each leaf column, made in the arena if it is from a
 * file. False without memory. */
bool list_sources(const table_data *data, const table_list *list, size_t row, bx_arena *arena,
                  const value **out);

typedef struct annex {
    passage title;
    passage *paragraphs;
    size_t count;
} annex;

typedef struct field_value {
    const field *field;
    const value *source; /* NULL: not given */
    bx_str text; /* text, year; a date as printed: 2024年1月10日; of a picture its alternative text */
    int year, month, day; /* year; date */
    bool truth;
    passage *passages; /* lines, prose; a picture's caption */
    size_t passage_count;
    table_data *table;
    annex *annexes;
    size_t annex_count;
    const picture *picture;
} field_value;

typedef struct report {
    const layout *layout;
    const value *root;
    field_value *fields; /* as many as the layout has, in its order */
    VEC(bx_str) files;   /* the bytes of the files that the data names, in the order they were read */
} report;

typedef struct report_options {
    bool allow_unbalanced;
    const char *data_dir;    /* the folder from which the data's files are read; NULL: none are */
    bool leaves_pictures;    /* pictures are not opened; their place is kept by one without pixels, for texts
                                only */
    const bx_limits *limits; /* NULL: the usual */
} report_options;

/* Fill and check. BX_BAD_DATA with everything that is wrong in diags; warnings alone are BX_OK. The report
 * lives in the arena and points into the value tree and the layout. */
bx_status report_read(bx_arena *arena, const layout *l, const value *root, const report_options *options,
                      bx_diags *diags, const report **out);

/* A field by its path; NULL if the layout has none. */
const field_value *report_field(const report *r, bx_str path);

/* The cell at "applications.new.total"; NULL if there is none. */
const cell *report_cell(const report *r, bx_str path);

/* The checked report as JSON: every field in the layout's order, numbers as they are printed, blanks as null.
 */
void report_dump(const report *r, bx_buf *out);

#endif
