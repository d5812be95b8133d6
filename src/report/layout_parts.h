/* The parts that layout.c puts together; each reads one section of a definition. Faults go to the
 * diagnostics; a false answer means there is no memory. */
#ifndef BX_REPORT_LAYOUT_PARTS_H
#define BX_REPORT_LAYOUT_PARTS_H

#include "report/define.h"

/* layout_text.c: `text`. */
bool layout_read_text(const definer *d, const value *v, text_rules *rules);

/* layout_table.c: `tables`, over what `table` sets for all; either may be NULL. */
bool layout_read_tables(const definer *d, const value *all, const value *tables, layout *l);

/* layout_ruling.c: a table's `ruling`, a cell's `sides`; what is not named keeps its value. */
void layout_read_ruling(const definer *d, const value *v, table_rules *out);
void layout_read_sides(const definer *d, const value *v, side_rules *out);

typedef enum axis_kind { AXIS_COLUMNS, AXIS_ROWS } axis_kind;

/* layout_axis.c: a head or rows tree below `root`. */
bool axis_read(const definer *d, const value *v, axis_kind kind, axis_node *root);

/* What a layout says of values: the keys `value` and `places`; NULL: not said. */
typedef struct value_source {
    const value *type, *places;
} value_source;

/* The same for a single cell: what its value is, if nothing else is said what `parent` says; labels that
 * diagonals part. */
void axis_read_type(const definer *d, const value_source *v, const axis_node *parent, axis_node *node);
void axis_read_diagonal(const definer *d, const value *v, axis_node *node);

/* layout_grid.c: a part's `grid`. layout_grid_labels.c: which of its labels say what its values are. */
bool layout_read_grid(const definer *d, const value *v, const layout_table *table, table_part *part);
void grid_find_labels(const definer *d, const layout_table *table, table_part *part, const uint32_t *owner);

/* layout_labels.c: how many rows of a head, or tracks of a stub, the labels of a tree take; each takes what
 * it says, a leaf all that are left. */
uint32_t axis_depth(const axis_node *root);
void axis_place_labels(const definer *d, axis_node *root, uint32_t depth);

/* layout_check.c: does a part fit the table's grid, have a table's names one meaning each? */
void part_check(const definer *d, const layout_table *table, const table_part *part);
bool table_check_names(const definer *d, const layout_table *table);

/* layout_widths.c: a table's `widths`; do they fit the page? */
bool layout_read_widths(const definer *d, const value *v, const page_geometry *page, layout_table *table);

/* layout_lists.c: are the lists of a part, and the columns that serve them, what they must be? */
void part_check_lists(const definer *d, const table_part *part);

/* layout_rules.c: a table's `rules`, their names looked up on the table's axes. */
bool layout_read_rules(const definer *d, const value *v, layout_table *table);

/* layout_fields.c: `fields`. */
bool layout_read_fields(const definer *d, const value *v, layout *l);

/* The first slot of a text that stands neither for a field of one line nor for the number of a table; empty:
 * none. */
bx_str layout_wrong_slot(const layout *l, bx_str text, bool has_number);

/* layout_above.c: do the texts above tables name fields that there are? */
void layout_check_above(const definer *d, const value *all, const value *tables, const layout *l);

/* layout_carry.c: `carry_over`. */
bool layout_read_carries(const definer *d, const value *v, layout *l);

/* layout_blocks.c: `blocks`, `reviews` and `filing`. */
bool layout_read_blocks(const definer *d, const value *v, layout *l);
bool layout_read_reviews(const definer *d, const value *v, layout *l);
void layout_read_filing(const definer *d, const value *v, layout *l);

#endif
