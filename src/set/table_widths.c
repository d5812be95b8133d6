/* The widths of a table's tracks. */
#include "set/table.h"

static bx_status tell_wide(setter *s, const set_table *t)
{
    doc_chunk first;
    if (!doc_table_chunk(t->doc, s->arena, 0, &first)) return diag_memory(s->diags);
    passage words = {t->doc->layout->name, first.cells[0].source, 0};
    BX_TRY(passage_tell(s, MSG_table_wide, &words));
    return BX_BAD_DATA;
}

enum { LEAST_CHARACTERS = 4 }; /* in a column whose width is what others leave, where nothing is left */

static bx_status cut_columns(setter *s, set_table *t)
{
    const layout_table *layout = t->doc->layout;
    bx_len *widths = arena_array(s->arena, bx_len, layout->track_count);
    bool is_cut = false;
    if (!widths) return diag_memory(s->diags);
    for (size_t i = 0; i < layout->track_count; i++)
        widths[i] = layout->tracks[i].kind == TRACK_FIXED
                        ? layout->tracks[i].fixed
                        : LEAST_CHARACTERS * layout->text_style->size + 2 * layout->padding_x;
    if (layout->breaks.splits_columns) BX_TRY(table_cut_columns(s, t, widths, &is_cut));
    return is_cut ? BX_OK : tell_wide(s, t);
}

bx_status table_solve_tracks(setter *s, set_table *t)
{
    const layout_table *layout = t->doc->layout;
    bx_len total = area_width(s, layout->breaks.is_turned) - table_frame_weight(layout), fixed = 0,
           shares = 0, passed = 0;
    for (size_t i = 0; i < layout->track_count; i++)
        fixed += layout->tracks[i].fixed, shares += layout->tracks[i].share;
    if (fixed > total || (fixed == total && shares)) return cut_columns(s, t);
    bx_len left = area_left(s) + table_frame_weight(layout) / 2, used = 0;
    if (!shares) left += (total - fixed) / 2; /* a narrower table stands in the middle */
    for (size_t i = 0; i <= layout->track_count; i++) {
        t->x[i] = left + used + (shares ? len_scale(total - fixed, passed, shares) : 0);
        if (i < layout->track_count) used += layout->tracks[i].fixed, passed += layout->tracks[i].share;
    }
    return table_one_panel(s, t);
}
