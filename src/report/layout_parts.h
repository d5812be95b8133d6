/* The parts that layout.c puts together; each reads one section of a definition. Faults go to the
 * diagnostics; a false answer means there is no memory. */
#ifndef BX_REPORT_LAYOUT_PARTS_H
#define BX_REPORT_LAYOUT_PARTS_H

#include "report/define.h"

/* layout_text.c: `text`. */
bool layout_read_text(const definer *d, const value *v, text_rules *rules);

/* layout_table.c: `tables`, over what `table` sets for all. */
bool layout_read_tables(const definer *d, const value *all, const value *tables, layout *l);

/* layout_axis.c: a head or rows tree below `root`, at most `levels` deep; counts its leaves into
 * root->extent. */
bool axis_read(const definer *d, const value *v, const char *kids_key, axis_node *root);

/* balance.c: a table's `rules`, their names looked up on the table's axes. */
bool layout_read_rules(const definer *d, const value *v, layout_table *table);

/* layout_fields.c: `fields`, `reviews`, `blocks`. */
bool layout_read_fields(const definer *d, const value *v, layout *l);
bool layout_read_reviews(const definer *d, const value *v, layout *l);
bool layout_read_blocks(const definer *d, const value *v, layout *l);

#endif
