/* A row that pages may part: a slab for each line of its cells, so that the flow finds where it fits. On a
 * page, the bands that stand together are drawn as one row again. */
#include "set/table.h"

enum { LEAST_LINES = 2 }; /* of a row before and behind a page break */

/* The cells of one row alone, and what they ask for line by line. */
typedef struct row_lines {
    const set_table *t;
    uint32_t row;
    size_t count;  /* of the cell with most lines */
    bool is_whole; /* a cell whose text cannot be parted */
} row_lines;

static const set_cell *own_cell(const row_lines *lines, uint32_t track)
{
    const set_cell *cell = table_owner(lines->t, lines->row, track);
    return cell && cell->cell->row_span == 1 ? cell : NULL;
}

static row_lines count_lines(const set_table *t, uint32_t row)
{
    row_lines made = {.t = t, .row = row};
    for (uint32_t x = 0; x < t->doc->layout->track_count; x++) {
        const set_cell *cell = own_cell(&made, x);
        if (!cell) continue;
        if (cell->lines.count > made.count) made.count = cell->lines.count;
        made.is_whole |= !table_cell_is_lines(cell);
    }
    return made;
}

/* The largest type of a line, and the largest distance from the line before. */
static bx_len line_size(const row_lines *lines, size_t line, bx_len *gap)
{
    bx_len size = 0;
    *gap = 0;
    for (uint32_t x = 0; x < lines->t->doc->layout->track_count; x++) {
        const set_cell *cell = own_cell(lines, x);
        if (!cell || cell->lines.count <= line) continue;
        size = len_max(size, cell->size);
        if (line) *gap = len_max(*gap, cell->line_gap);
    }
    return size;
}

/* A row that is higher than its lines ask, for a label over several rows, say, goes on in lines of the
 * table's text. */
static size_t blank_lines(const row_lines *lines, bx_len height)
{
    const layout_table *layout = lines->t->doc->layout;
    bx_len left = height - 2 * layout->padding_y, gap;
    for (size_t i = 0; i < lines->count; i++) left -= line_size(lines, i, &gap) + gap;
    return left > 0 ? (size_t)(left / (layout->text_style->size + layout->text_style->line_gap)) : 0;
}

static slab make_band(const row_lines *lines, const slab *row, const slab *above, uint32_t band,
                      uint32_t count)
{
    const layout_table *layout = lines->t->doc->layout;
    bool is_last = band + 1 == count;
    slab made = *row;
    made.band = band;
    made.bands = count;
    if (band < lines->count)
        made.height = line_size(lines, band, &made.space_before);
    else
        made.height = layout->text_style->size, made.space_before = band ? layout->text_style->line_gap : 0;
    if (above) {
        made.keep_before = band < LEAST_LINES || count - band < LEAST_LINES;
        made.offset = above->offset + above->height + made.space_before;
    } else {
        made.height += layout->padding_y;
        made.space_before = row->space_before;
    }
    if (is_last)
        made.height = len_max(made.height + layout->padding_y, row->height - made.offset);
    else
        made.space_after = 0, made.close_count = 0;
    return made;
}

static bx_status tell_parted(setter *s, const slab *row)
{
    const set_cell *cell = table_tallest(row->table, row->row);
    passage words = {cell->cell->text, cell->cell->source, 0};
    return passage_tell(s, MSG_row_parted, &words);
}

bx_status table_flow_row(setter *s, const slab *row)
{
    const set_table *t = row->table;
    row_lines lines = count_lines(t, row->row);
    bool splits = t->doc->layout->breaks.splits_rows && !table_row(t, row->row)->is_head,
         fits = table_fits_page(s, t, row->row, row->row + 1);
    size_t count = lines.count + blank_lines(&lines, row->height);
    if (lines.is_whole || !count || (fits && !(splits && lines.count >= 2 * LEAST_LINES)))
        return flow_add(s, row);
    if (!splits) BX_TRY(tell_parted(s, row));
    slab above;
    for (uint32_t band = 0; band < count; band++) {
        slab made = make_band(&lines, row, band ? &above : NULL, band, (uint32_t)count);
        BX_TRY(flow_add(s, &made));
        above = made;
    }
    return BX_OK;
}
