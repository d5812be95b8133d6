/* The bytes of a file as something with lines and columns, and the check that they are text at all. Columns
 * count code points, a tab is one; a line ends with LF, CR LF or CR. */
#ifndef BX_DATA_SOURCE_H
#define BX_DATA_SOURCE_H

#include "base/diag.h"
#include "base/str.h"

/* A position that knows its line and column, both from 1. */
typedef struct cursor {
    bx_str bytes;
    size_t at;
    uint32_t line, column;
} cursor;

static inline cursor cursor_at_start(bx_str bytes)
{
    return (cursor){bytes, 0, 1, 1};
}

/* Move on to an offset that is not before the present one. */
void cursor_move(cursor *c, size_t to);

static inline bx_place cursor_place(const cursor *c, const char *file)
{
    return (bx_place){file, c->line, c->column};
}

/* The byte under the cursor; 0 at the end. */
static inline char cursor_peek(const cursor *c)
{
    return c->at < c->bytes.len ? c->bytes.ptr[c->at] : '\0';
}

/* The line (from 1) without its end; empty if there is none. */
bx_str source_line(bx_str bytes, size_t line);

/* The last line above one that has more than white space in it; 0 if there is none. */
size_t source_line_above(bx_str bytes, size_t line);

/* Characters no report can mean, written plainly or as an escape: controls other than tab and the two line
 * ends, the line and paragraph separators (YAML 1.1 breaks lines there, editors do not), the byte order mark
 * inside a file, and U+FFFE, U+FFFF. */
bool code_is_refused(uint32_t code);

/* Is it UTF-8 without refused characters? An error tells the first place where not, and guesses at GBK and
 * UTF-16, the two other encodings Windows programs save Chinese in. A mark at the start must be taken off
 * before. */
bx_status source_check(bx_str bytes, const char *file, bx_diags *diags);

/* Without a UTF-8 byte order mark at the start. */
bx_str source_skip_mark(bx_str bytes);

#endif
