/* What a table's cells ask for, gathered from all rows before any is set. */
#ifndef BX_SET_TABLE_NEEDS_H
#define BX_SET_TABLE_NEEDS_H

#include "set/table.h"

/* Cells of one place, role and style; widths at the style's own size and pitch, without padding. */
typedef struct cell_kind cell_kind;
struct cell_kind {
    uint32_t column, column_span;
    cell_role role;
    const style *style;
    bx_len least, natural; /* of the one that needs most */
    bool is_parted;        /* by diagonals */
    bx_len around;         /* its texts then, instead of the padding; not less in smaller type */
    cell_kind *next;       /* that begins in the same track */
};

/* A row whose height is told for any widths. */
typedef struct known_row {
    uint32_t row;
    bx_len height; /* whatever the widths are: the layout's, and what cells ask that have nothing to break */
} known_row;

/* A cell with places to break, in known rows. */
typedef struct known_cell {
    const cell_kind *kind;
    uint32_t row, row_span; /* of the table */
    text_widths widths;
} known_cell;

typedef struct table_needs {
    set_pool *pool;
    struct looked_at *seen; /* texts of the chunk being looked at */
    cell_kind **kinds;      /* by first track */
    bool has_known;         /* rows are wanted: there are tracks whose width is free */
    uint32_t stride;        /* each such row is known; more than 1 where there are too many */
    VEC(known_row) rows;
    VEC(known_cell) cells;
} table_needs;

/* ---- table_needs.c ---- */

/* Look at a chunk's cells, which have their items then; texts that cannot be set are told, and is_faulty set.
 */
bx_status table_gather(setter *s, set_table *t, uint32_t index, table_needs *needs, bool *is_faulty);

/* ---- table_widths.c ---- */

/* Tracks and types with which all cells fit, or those that come nearest. */
bx_status table_solve_widths(setter *s, set_table *t, const table_needs *needs, bool *is_fitting);

/* ---- table_balance.c ---- */

/* A width that tracks share: its own one, or the unit of equal or shared ones. */
typedef struct free_width {
    bx_len least, natural; /* that its cells ask for */
    bx_len weight;         /* EM: of its tracks together */
    bx_len width;          /* found */
} free_width;

/* Where the tracks get their widths from. */
typedef struct track_widths {
    const set_table *t;
    const table_needs *needs;
    const int *free_of;        /* by track: which free width; -1: fixed */
    const bx_len *fixed_or_em; /* by track: the fixed width, or its part of the free one (EM) */
    free_width *frees;
    int free_count;
    bx_len room; /* for the free ones together */
} track_widths;

static inline bx_len track_width(const track_widths *w, uint32_t track)
{
    int at = w->free_of[track];
    return at < 0 ? w->fixed_or_em[track] : len_scale(w->frees[at].width, w->fixed_or_em[track], EM);
}

/* Widths for the free tracks, each as wide as its cells ask at least, that make all known rows together as
 * low as can be found. There is room for what is asked at least. False: no memory. */
bool table_balance(track_widths *w);

#endif
