/* A table being set: its grid in lengths, its cells in lines. */
#ifndef BX_SET_TABLE_H
#define BX_SET_TABLE_H

#include "set/setter.h"

/* One of the labels that diagonals part. */
typedef struct set_label {
    text_items items;
    text_lines lines;
    bx_len room, width; /* the measure of its lines; of the longest one */
    set_stretches stretches;
} set_label;

/* What of a cell over several rows stands on the page being closed: lines [from, to), all of a text that is
 * no lines. */
typedef struct label_share {
    size_t from, to;
    bool is_shown, is_repeat;
} label_share;

typedef struct set_cell set_cell;
struct set_cell {
    const doc_cell *cell;
    uint32_t panel;    /* where its text stands; of row labels, the first */
    set_cell *further; /* the same cell in the next panel that it reaches into */
    text_items items;
    text_lines lines;
    set_label *labels;     /* instead of them, like cell->labels; NULL: none */
    bx_len size, line_gap; /* type size as set; between em boxes of its lines */
    bx_len pitch;          /* EM: what a character takes of its width */
    bx_len padding;        /* left and right: the layout's, or half of it where a number needs the room */
    bx_len shift;          /* its lines stand so far right of where they were set: decimal points in line */
    bx_len height;         /* of its lines together */
    size_t placed;         /* over several rows: so many of its lines stand on closed pages */
    bool is_placed;        /* the whole text does */
    label_share share;     /* over several rows */
    node_id node;
    set_stretches stretches; /* of its text */
};

/* So many rows of the table, as they were made and set, in a pool of their own. */
typedef struct set_chunk {
    set_pool *pool;
    doc_chunk doc;
    set_cell *cells;  /* like doc.cells */
    set_cell **owner; /* row × track: the cell that covers it; NULL: none */
    uint32_t reach;   /* one behind the last row that its cells cover */
} set_chunk;

/* Columns that stand beside each other on a page: all of them, or of a table that is too wide so many of them
 * behind the row labels. */
typedef struct set_panel {
    uint32_t *tracks;         /* in order */
    bx_len *x;                /* count + 1 edges, on the page */
    uint32_t count, repeated; /* so many of the first stand on an earlier page already */
} set_panel;

/* Lines above the frame on a further page, from their tops. */
typedef struct above_lines {
    const slab *slabs;
    size_t count;
    bx_len height; /* to the frame */
} above_lines;

/* A node that closes with the row above `end`. */
typedef struct unclosed {
    node_id node;
    uint32_t end;
} unclosed;

/* What stands above the frame. */
typedef struct set_above {
    bx_len first, again; /* what it takes of the table's first page, of the others; 0: nothing */
    bx_len gap;          /* of `first`: from the last line to the frame */
    above_lines *lines;  /* on the others, by panel */
} set_above;

enum { CELL_ROLES = CELL_DATA + 1 };

/* How all cells of a role are set where some would not fit as their styles say. */
typedef struct role_type {
    int smaller;  /* steps of 字号 below the style's size */
    bx_len pitch; /* EM: what a character takes of its width */
} role_type;

/* Where the numbers of a column have their points: the widest parts of numbers before the point, from it on,
 * and from it on with a note; at the style's own size. */
typedef struct column_points {
    bx_len before, after, behind;
} column_points;

typedef struct part_points {
    uint32_t head_row;      /* the part's */
    column_points *columns; /* by track */
} part_points;

/* Rows are set when they are about to be placed, and forgotten when no page needs them any more: chunks come
 * and go, the rest lasts. */
struct set_table {
    set_pool *pool; /* of all but the chunks */
    const doc_table *doc;
    bx_len *x;         /* track_count + 1 edges, as if the page were wide enough */
    set_panel *panels; /* the same rows stand on so many pages */
    uint32_t panel_count;
    bx_len *y;            /* row_count + 1 edges, from the first row's, as if there were no pages */
    uint32_t measured;    /* so many rows have been set, and have their y */
    uint32_t released;    /* so many rows stand on closed pages */
    uint32_t row_chunks;  /* doc_table_chunks */
    set_chunk **chunks;   /* NULL: not yet set, or no longer needed */
    VEC(set_cell *) open; /* cells that reach beyond the rows set */
    role_type types[CELL_ROLES];
    bool is_tight;           /* numbers may come half as near to the rules where need be */
    VEC(part_points) points; /* of parts with columns of decimals */
    VEC(unclosed) unclosed;
    set_above above;
    bx_len most_repeat;  /* a head that is higher does not stand again */
    uint32_t told_head;  /* the last one of which that was told, and one */
    node_id node, group; /* the Table; the THead or TBody being filled */
    uint32_t group_row;  /* that one's first row */
};

static inline const doc_row *table_row(const set_table *t, uint32_t row)
{
    return &t->chunks[row / CHUNK_ROWS]->doc.rows[row % CHUNK_ROWS];
}

/* The cell that covers a track of a row; NULL: none. */
static inline set_cell *table_owner(const set_table *t, uint32_t row, uint32_t track)
{
    return t->chunks[row / CHUNK_ROWS]->owner[row % CHUNK_ROWS * t->doc->layout->track_count + track];
}

/* The upper edge of a row; of one that has not been set yet, at least. */
static inline bx_len table_y(const set_table *t, uint32_t row)
{
    uint32_t known = row < t->measured ? row : t->measured;
    return t->y[known] + (bx_len)(row - known) * t->doc->layout->row_height;
}

/* Height of rows [from, to). */
static inline bx_len table_height(const set_table *t, uint32_t from, uint32_t to)
{
    return table_y(t, to) - table_y(t, from);
}

/* What a cell needs: its lines, and the layout's padding above and below. */
static inline bx_len table_cell_height(const set_table *t, const set_cell *cell)
{
    bx_len height = cell->height;
    while ((cell = cell->further) != NULL) height = len_max(height, cell->height);
    return height + 2 * t->doc->layout->padding_y;
}

/* ---- table_measure.c ---- */

/* Tracks and type sizes, for which all rows are looked at once. */
bx_status table_measure(setter *s, const doc_table *doc, set_table **out);

/* Set the rows up to one, and it, if they are not yet. */
bx_status table_need(setter *s, set_table *t, uint32_t row);

/* Rows before this one stand on closed pages: what no further page needs of them is forgotten, with the last
 * one the whole table. */
void table_release(setter *s, set_table *t, uint32_t row);

/* ---- table_types.c ---- */

/* The size at which a style's cells of a role are set. */
bx_len table_type_size(const set_table *t, const style *style, cell_role role);

/* A width at the style's own size as it comes to be, not less. */
bx_len table_type_width(const set_table *t, const style *style, cell_role role, bx_len width);

/* The next smaller type of a role; false if a style has none that is larger than the layout's least. */
bool table_type_shrink(set_table *t, const style *style, cell_role role);

/* ---- table_panels.c ---- */

/* So many tracks at the left label the rows: the stub, or the columns of a list that head its rows. */
uint32_t table_label_tracks(const layout_table *layout);

/* All columns on one page. */
bx_status table_one_panel(setter *s, set_table *t);

/* Columns of these widths on several pages, if each finds a place beside the row labels: then t->x and
 * t->panels are done. */
bx_status table_cut_columns(setter *s, set_table *t, const bx_len *widths, bool *is_cut);

/* A table of several panels has its pages for itself. */
static inline const set_table *table_alone(const set_table *t)
{
    return t->panel_count > 1 ? t : NULL;
}

/* The panel of which a track is no repeated one. */
uint32_t table_panel_of(const set_table *t, uint32_t track);

/* A cell over columns of several panels is a chain of parts. False: no memory. */
bool table_make_parts(const set_table *t, bx_arena *arena, set_cell *cell);

/* The narrowest of a cell's parts. */
bx_len table_narrowest_part(const set_table *t, const doc_cell *c);

/* What of a cell stands in a panel; how wide it is there. */
const set_cell *table_cell_part(const set_cell *cell, uint32_t panel);
bx_len table_part_width(const set_table *t, const set_cell *part);

/* ---- table_cells.c ---- */

/* A text as items in the type of a cell like this; the cell's own text; that the cell has the type that is
 * set now. */
bx_status table_text_items(setter *s, const set_table *t, const doc_cell *like, bx_str text, text_items *out);
bx_status table_cell_items(setter *s, const set_table *t, set_cell *cell);
void table_note_type(const set_table *t, set_cell *cell);

/* What a cell's lines are to be like. */
text_measure table_cell_measure(const set_cell *cell, bx_len width);

/* Set a chunk's cells, tracks and types being known; what does not fit is told, and is_faulty set. */
bx_status table_set_cells(setter *s, const set_table *t, set_chunk *chunk, bool *is_faulty);

/* ---- table_points.c ---- */

/* A number at the beginning of a cell's text: bytes up to its point (or end), and to its end; false: none. */
bool table_find_number(const set_cell *cell, size_t *point, size_t *end);

/* Note where a number has its point; where a column's points are. NULL: no number in a column of decimals. */
bx_status table_note_points(setter *s, set_table *t, const doc_row *row, const set_cell *cell);
const column_points *table_points(const set_table *t, const doc_row *row, const set_cell *cell);

/* Does its text consist of lines one below the other, between which a page may part it? */
static inline bool table_cell_is_lines(const set_cell *cell)
{
    return !cell->cell->label_count;
}

/* ---- table_above.c ---- */

/* What stands above the table, into the flow; what stands there again, for later. */
bx_status table_set_above(setter *s, set_table *t);

/* ---- table_tags.c ---- */

bool table_is_head(const set_cell *cell);

/* Announce a row and its cells, and the group it begins; what ends with the row's slab. */
bx_status table_tag_row(setter *s, set_table *t, uint32_t row, id_list *closes);

/* ---- table_forms.c ---- */

/* The labels of a value in a form. */
bx_status table_find_labels(const setter *s, const set_table *t, const doc_cell *value, id_list *out);

/* ---- table_diagonal.c ---- */

/* The labels of a cell in its type, and the height that the cell needs. What does not fit is overfull
 * (cell->lines). */
bx_status table_measure_diagonal(setter *s, const set_table *t, set_cell *cell);

/* How wide a cell's labels want it: so much for their texts at the style's own size, at least and if each is
 * to stand in one line, and what must be around them. */
typedef struct diagonal_widths {
    bx_len least, natural, around;
} diagonal_widths;
bx_status table_diagonal_widths(setter *s, const set_table *t, const doc_cell *c, diagonal_widths *out);

/* ---- table_breaks.c ---- */

/* The head rows that stand again if a page begins with this row. */
bx_len table_repeat_height(const set_table *t, uint32_t row);

/* Tell that a page begins with this row and its head, which is too high, does not stand again; once. */
bx_status table_tell_head(const setter *s, const slab *row);

/* What of the table's own stands above a row that begins a page: the lines above the frame, the head; the
 * padding of a row that began on the page before. */
bx_len table_top_height(const slab *row);

/* Of a row that began on the page before. */
static inline bx_len table_top_padding(const slab *row)
{
    return row->band ? row->table->doc->layout->padding_y : 0;
}

/* Where a row ends if the page ends below it: one that goes on has its padding there too. */
static inline bx_len table_row_foot(const slab *row)
{
    return row->top + row->height + (row->band + 1 < row->bands ? row->table->doc->layout->padding_y : 0);
}

/* What a page break between two rows does on a page that begins with (or holds the beginning of) `first`. */
harm table_harm(const setter *s, const slab *first, const slab *below);

/* Where the last row of a page may end at most. */
bx_len table_page_foot(const setter *s, const set_table *t);

/* Do the rows [from, to) fit on a page of their own, their head and what stands above the table with them? */
bool table_fits_page(const setter *s, const set_table *t, uint32_t from, uint32_t to);

/* The cell that makes a row as high as it is. */
const set_cell *table_tallest(const set_table *t, uint32_t row);

/* ---- table_bands.c ---- */

/* The first of a cell's lines that stands in this band of its row, or behind it, of so many: texts at the
 * row's foot end with it. */
size_t table_line_at(const set_cell *cell, size_t band, size_t bands);

/* An upright label is no line after line: it stands in each part of its row. */
static inline bool table_stands_whole(const set_table *t, const set_cell *cell)
{
    return cell->cell->style->is_vertical && table_cell_height(t, cell) <= t->most_repeat;
}

/* A row into the flow, between whose lines pages may part it if the layout says so, or if it is higher than a
 * page. */
bx_status table_flow_row(setter *s, const slab *row);

/* ---- table_spans.c ---- */

/* What a page break does to the cells over several rows that it parts. */
harm table_label_harm(const setter *s, const slab *first, const slab *below);

/* What of them stands on a page, of which these are the rows. If the table goes on below it, the last row
 * grows so that its labels have room, as far as the page has. */
bx_status table_share_labels(const setter *s, slab *rows, size_t count, bool goes_on);

/* Then the next page's first row grows so that what is left of the labels, or all again, has room. */
bx_status table_grow_first(setter *s, slab *first);

/* ---- table_draw.c ---- */

/* Rows that stand together on one page; is_page_top: the table's head stands again above them. */
typedef struct table_piece {
    const slab *rows;
    size_t count;
    const set_panel *panel;
    bool is_page_top;
} table_piece;

/* With their rules; the type area's upper edge is at area_top. */
bx_status table_draw(const setter *s, const table_piece *piece, bx_len area_top, item_list *out);

#endif
