/* A table block: its rows as slabs, and what keeps them together. */
#include "set/table.h"

/* No page break above this row: it or the row above says so, or a page can hold the whole table. */
static bool is_kept_before(const setter *s, const set_table *t, uint32_t row)
{
    if (!row) return false;
    if (table_row(t, row)->keep_before || table_row(t, row - 1)->keep_next) return true;
    return t->doc->layout->breaks.keep_together && table_fits_page(s, t, 0, t->doc->row_count);
}

static bool is_inside_kept_group(const setter *s, const set_table *t, uint32_t row)
{
    const doc_row *at = table_row(t, row);
    return t->doc->layout->breaks.keep_groups && row > at->group_first &&
           table_fits_page(s, t, at->group_first, at->group_end);
}

/* Whether rows that a page should hold together fit one is known once they are set, or too many. */
static bx_status look_ahead(setter *s, set_table *t, uint32_t row)
{
    const table_breaks *breaks = &t->doc->layout->breaks;
    uint32_t rows = t->doc->row_count, from = row, to = row + 1 < rows ? row + 2 : rows;
    BX_TRY(table_need(s, t, to - 1)); /* a row is told apart from the next one */
    if (breaks->keep_groups) from = table_row(t, row)->group_first, to = table_row(t, row)->group_end;
    if (breaks->keep_together) from = 0, to = rows;
    while (t->measured < to && table_fits_page(s, t, from, to)) BX_TRY(table_need(s, t, t->measured));
    return BX_OK;
}

static bx_status add_row(setter *s, set_table *t, uint32_t row)
{
    id_list closes = {0};
    bool is_last = row + 1 == t->doc->row_count;
    BX_TRY(batch_begin(s));
    BX_TRY(look_ahead(s, t, row));
    BX_TRY(table_tag_row(s, t, row, &closes));
    slab made = {.height = table_height(t, row, row + 1),
                 .table = t,
                 .row = row,
                 .is_captioned = !row && t->above.first,
                 .keep_before = is_kept_before(s, t, row),
                 .keeps_group = is_inside_kept_group(s, t, row),
                 .is_turned = t->doc->layout->breaks.is_turned,
                 .alone = table_alone(t),
                 .space_before = row              ? 0
                                 : t->above.first ? t->above.gap
                                                  : t->doc->layout->space_before,
                 .space_after = is_last ? t->doc->layout->space_after : 0,
                 .closes = closes.ids.items,
                 .close_count = closes.ids.count};
    return table_flow_row(s, &made);
}

/* A head that leaves less than a quarter of a page to the rows does not stand again. */
static void limit_head(const setter *s, set_table *t)
{
    const layout_table *layout = t->doc->layout;
    bx_len room = area_height(s, layout->breaks.is_turned) - table_frame_weight(layout) -
                  len_max(t->above.first, t->above.again);
    t->most_repeat = room - room / 4;
}

bx_status set_table_block(setter *s, const doc_table *doc)
{
    set_table *t;
    BX_TRY(table_measure(s, doc, &t));
    frame_node node = {.parent = s->root, .tag = TAG_TABLE, .landmark = LANDMARK_TABLE, .name = doc->field};
    BX_TRY(set_node(s, &node));
    t->node = node.id;
    BX_TRY(table_set_above(s, t));
    limit_head(s, t);
    for (uint32_t row = 0; row < doc->row_count; row++) BX_TRY(add_row(s, t, row));
    return BX_OK;
}
