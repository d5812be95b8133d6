/* What the files share that draw a table's rows on one page. */
#ifndef BX_SET_TABLE_DRAW_H
#define BX_SET_TABLE_DRAW_H

#include "set/table.h"

/* What of a row stands on this page: bands [from, to) of so many; 0: all of the row. */
typedef struct row_part {
    size_t from, to, bands;
} row_part;

static inline bool part_goes_on(const row_part *part)
{
    return part->to < part->bands;
}

/* The rows as they stand on this page: the head again, if the table goes on from the page before, then the
 * page's own. */
typedef struct bands {
    uint32_t *rows;
    row_part *parts;
    bx_len *y; /* count + 1 edges */
    size_t count, repeated;
} bands;

/* Edges of one direction, and what rule stands on each of their segments. */
typedef struct rule_lines {
    table_rule *rules; /* by line, then segment */
    size_t lines, segments;
    const bx_len *at; /* of each line; a segment lies between two lines of the other direction */
} rule_lines;

typedef struct ruling {
    rule_lines across, down; /* segments: lanes, bands */
    bx_len outside;          /* from the outermost lines to the table's outer edge */
} ruling;

typedef struct drawer {
    const setter *s;
    const set_table *t;
    const set_panel *panel;
    bands bands;
    ruling ruling;
    item_list *out;
} drawer;

/* A cell, or what of it stands on this page: bands [from, to), lanes [left, right), and in them the text's
 * lines [first, end). A lane is a track that stands on this page. */
typedef struct cell_place {
    const set_cell *cell;
    size_t from, to, first, end;
    uint32_t left, right;
    bool is_cut; /* the lines go on on another page: they stand at the top, or the foot */
    bool is_shown, is_repeat;
} cell_place;

/* Lines [first, end) of a cell: the left edge of their measure, the upper one of the first one's em box. */
typedef struct cell_text {
    const text_items *items;
    const text_lines *lines;
    const set_stretches *stretches;
    size_t first, end;
    uint32_t text_id;
    bx_len left, top;
} cell_text;

/* table_draw.c */
bx_status table_draw_text(drawer *d, const cell_place *p, const cell_text *text);

/* The cell that covers a lane of a row; NULL: none. */
static inline set_cell *lane_owner(const drawer *d, uint32_t row, uint32_t lane)
{
    return table_owner(d->t, row, d->panel->tracks[lane]);
}

static inline bool rule_is_drawn(table_rule rule)
{
    return rule.kind == RULE_SINGLE || rule.kind == RULE_DOUBLE;
}

/* What stands on a segment; none beyond the ends of a line. */
static inline table_rule rule_at(const rule_lines *lines, size_t line, size_t segment)
{
    return segment < lines->segments ? lines->rules[line * lines->segments + segment]
                                     : (table_rule){RULE_NONE, 0};
}

/* table_ruling.c: which rule stands on each segment. False: no memory. */
bool table_rule_lines(drawer *d);

/* table_strokes.c: all of them as strokes. */
bx_status table_draw_rules(drawer *d);

/* The middle of the stroke on a segment that is the furthest in a direction (-1: up or left, 1). */
bx_len table_stroke_middle(const rule_lines *lines, size_t line, size_t segment, int way);

bx_status table_add_stroke(drawer *d, frame_rule stroke);

/* table_diagonal.c: the labels of a cell, and the diagonals that part them; nothing of others. */
bx_status table_draw_labels(drawer *d, const cell_place *p);
bx_status table_draw_diagonals(drawer *d, const cell_place *p);

#endif
