/* Tables of text: CSV and TSV (RFC 4180), the first line their columns' names.
 *
 * In: the bytes of a file. Out: its lines, as values in which each field has its place; they are made when
 * they are asked for, a line at a time, for there may be a million. What never happens here: no file is
 * opened, no column of any form is known.
 *
 * Lines end with LF, CR LF or CR. A field may stand in quotation marks; then it may hold the delimiter and
 * line breaks (CR LF becomes LF), and "" is one mark. Blanks around a field are no part of it. An empty field
 * and ~ are null; -?digits(.digits)? without leading zeros is a number, in marks or not, for programs that
 * write such files put marks around anything; all else is text. Lines without any value are passed over. */
#ifndef BX_DATA_SHEET_H
#define BX_DATA_SHEET_H

#include "data/value.h"

typedef struct sheet_line {
    uint32_t at, number; /* where it begins; its number in the file, from 1 */
} sheet_line;

typedef struct sheet {
    bx_str bytes;     /* the caller's, as long as the sheet is read */
    const char *file; /* its name in places */
    char delimiter;   /* ',' or '\t' */
    sheet_line names;
    sheet_line *rows; /* NULL until sheet_index */
    size_t column_count, row_count;
} sheet;

/* Look at a file of less than 4 GiB: is it UTF-8 (source.h), how many columns and rows has it? BX_BAD_DATA
 * with a diagnostic if it is not, or if there is nothing in it. */
bx_status sheet_open(sheet *s, bx_str bytes, const char *file, char delimiter, bx_diags *diags);

/* Where the rows begin: eight bytes for each, in the arena. False without memory. */
bool sheet_index(sheet *s, bx_arena *arena);

/* What a line becomes: a map with an item for each column. The caller has set parent, index and, for items,
 * keys; what these point to stays the caller's. */
typedef struct sheet_row {
    value row;
    value *items; /* column_count of them */
} sheet_row;

/* Read a line. Texts are slices of the bytes; those that had doubled marks or CR LF in them are made in the
 * arena. BX_BAD_DATA if it has more or fewer fields than there are columns, or marks in the wrong places;
 * diags NULL: that was told before. */
bx_status sheet_read(const sheet *s, sheet_line line, bx_arena *arena, bx_diags *diags, sheet_row *out);

#endif
