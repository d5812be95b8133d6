/* `widths`: the tracks of a table. One is written as a share of what the others leave ("1"), a length
 * ("19mm"), so many characters ("8字"), per cent of the width ("20%"), "content" or "equal". */
#include "report/layout_parts.h"

/* The product of a type area's width and all shares must fit a bx_len (set). */
enum { SHARE_MAX = 100 };

typedef struct width_reader {
    const definer *d;
    const layout_table *table;
    bx_len width;     /* that the table has on the page */
    bx_len character; /* of the table's own texts */
} width_reader;

/* The number before a unit: "8字", "20%". */
static bool read_number_of(bx_str text, bx_str unit, bx_len *out)
{
    return str_ends_with(text, unit) && define_em_of(str_trim(str_slice(text, 0, text.len - unit.len)), out);
}

static bool read_text_width(const width_reader *r, bx_str text, track *out)
{
    bx_len number, grid = r->width - table_frame_weight(r->table);
    out->kind = TRACK_FIXED;
    if (str_is(text, "content"))
        out->kind = TRACK_CONTENT;
    else if (str_is(text, "equal"))
        out->kind = TRACK_EQUAL;
    else if (read_number_of(text, STR("%"), &number))
        out->fixed = len_scale(grid, number, 100 * EM);
    else if (read_number_of(text, STR("字"), &number) && number)
        out->fixed = len_scale(r->character, number, EM) + 2 * r->table->padding_x;
    else if (!define_length_of(text, &out->fixed))
        return false;
    return out->kind != TRACK_FIXED || out->fixed > 0;
}

static void read_width(const width_reader *r, const value *v, track *out)
{
    *out = (track){.kind = TRACK_SHARE};
    bool is_share = v->kind == VALUE_NUMBER && define_em_of(v->text, &out->share) && out->share > 0 &&
                    out->share <= (bx_len)SHARE_MAX * EM;
    if (!is_share && (v->kind != VALUE_TEXT || !read_text_width(r, v->text, out)))
        define_tell(r->d, v, MSG_define_width, message_value(v));
}

/* Columns that go on on further pages stand one beside the row labels, if need be. */
static bx_len least_width(const layout_table *table)
{
    bx_len stub = 0, columns = 0, widest = 0;
    for (size_t i = 0; i < table->track_count; i++) {
        bx_len fixed = table->tracks[i].fixed;
        if (i < table->stub)
            stub += fixed;
        else
            columns += fixed, widest = len_max(widest, fixed);
    }
    return stub + (table->breaks.splits_columns ? widest : columns) + table_frame_weight(table);
}

static void check_widths(const width_reader *r, const value *v)
{
    bool is_open = false; /* something is to take what is left */
    for (size_t i = 0; i < r->table->track_count; i++) is_open |= r->table->tracks[i].kind != TRACK_FIXED;
    if (least_width(r->table) + (is_open ? LEN_PT : 0) > r->width)
        define_tell(r->d, v, MSG_define_widths, STR(""));
}

bool layout_read_widths(const definer *d, const value *v, const page_geometry *page, layout_table *table)
{
    if (!define_is_list(d, v)) return true;
    if (v->count > TRACKS_MAX) {
        define_tell(d, v, MSG_define_tracks_many, STR("100"));
        return true;
    }
    const style *text = table->text_style;
    width_reader r = {.d = d,
                      .table = table,
                      .width = table->breaks.is_turned ? page->type_area_height : page->type_area_width,
                      .character = text->tracking == TRACKING_GRID ? page->character_pitch : text->size};
    table->tracks = arena_array(d->arena, track, v->count);
    if (!table->tracks) return false;
    for (size_t i = 0; i < v->count; i++) read_width(&r, v->items[i], &table->tracks[table->track_count++]);
    if (page->character_pitch) check_widths(&r, v); /* else told of the page */
    return true;
}
