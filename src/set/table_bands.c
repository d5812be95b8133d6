/* A row that pages may part: a slab for each line of its cells, so that the flow finds where it fits. On a
 * page, the bands that stand together are drawn as one row again. */
#include "set/table.h"

enum { LEAST_LINES = 2 }; /* of a row before and behind a page break */

/* The cells of one row alone, and what they ask for line by line. */
typedef struct row_lines {
    const set_table *t;
    uint32_t row;
    size_t count;   /* of the cell with most lines */
    size_t bands;   /* the lines, and what the row is higher than they are, in lines of the table's text */
    bx_len height;  /* of the highest of these cells */
    bx_len upright; /* of the highest label that stands whole in each part */
    bool is_whole;  /* a cell whose text cannot be parted */
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
        made.is_whole |= !table_cell_is_lines(cell);
        bx_len height = table_cell_height(t, cell), *highest = &made.height;
        if (table_stands_whole(t, cell))
            highest = &made.upright;
        else if (cell->lines.count > made.count)
            made.count = cell->lines.count;
        *highest = len_max(*highest, height);
    }
    made.bands = made.count;
    return made;
}

size_t table_line_at(const set_cell *cell, size_t band, size_t bands)
{
    size_t count = cell->lines.count;
    bool is_at_foot = cell->cell->style->valign == VALIGN_BOTTOM && count < bands;
    size_t above = is_at_foot ? bands - count : 0, line = band > above ? band - above : 0;
    return line < count ? line : count;
}

/* The largest type of the lines in a band, and the largest distance from the line before. */
static bx_len line_size(const row_lines *lines, size_t band, bx_len *gap)
{
    bx_len size = 0;
    *gap = 0;
    for (uint32_t x = 0; x < lines->t->doc->layout->track_count; x++) {
        const set_cell *cell = own_cell(lines, x);
        if (!cell || table_stands_whole(lines->t, cell)) continue;
        size_t line = table_line_at(cell, band, lines->bands);
        if (line == table_line_at(cell, band + 1, lines->bands)) continue;
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
    for (size_t i = 0; i < lines->count; i++) {
        left -= line_size(lines, i, &gap);
        left -= gap;
    }
    return left > 0 ? (size_t)(left / (layout->text_style->size + layout->text_style->line_gap)) : 0;
}

/* Has each part too few lines for a break above this band, or too little room for an upright label? */
static bool is_near_edge(const row_lines *lines, const slab *row, const slab *above, const slab *band)
{
    bx_len padding = lines->t->doc->layout->padding_y;
    return band->band < LEAST_LINES || band->bands - band->band < LEAST_LINES ||
           above->offset + above->height + padding < lines->upright ||
           row->height - band->offset + padding < lines->upright;
}

static slab make_band(const row_lines *lines, const slab *row, const slab *above, uint32_t band)
{
    const layout_table *layout = lines->t->doc->layout;
    bool is_last = band + 1 == lines->bands;
    slab made = *row;
    made.band = band;
    made.bands = (uint32_t)lines->bands;
    made.height = line_size(lines, band, &made.space_before);
    if (!made.height)
        made.height = layout->text_style->size, made.space_before = band ? layout->text_style->line_gap : 0;
    if (above) {
        made.offset = above->offset + above->height + made.space_before;
        made.keep_before = is_near_edge(lines, row, above, &made);
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

static bool splits(const set_table *t, uint32_t row)
{
    const doc_row *at = table_row(t, row);
    return t->doc->layout->breaks.splits_rows && !at->is_head && !at->is_whole;
}

/* A row that a page can hold is worth parting if it is high for its lines, and they are not few. */
static bool is_worth_parting(const row_lines *lines)
{
    bx_len row_height = lines->t->doc->layout->row_height,
           least = len_max(row_height, table_row(lines->t, lines->row)->min_height);
    return lines->count / 2 >= LEAST_LINES && lines->height > len_max(least, lines->upright);
}

bx_status table_flow_row(setter *s, const slab *row)
{
    const set_table *t = row->table;
    bool fits = table_fits_page(s, t, row->row, row->row + 1), is_split = splits(t, row->row);
    if (fits && !is_split) return flow_add(s, row); /* almost every row */
    row_lines lines = count_lines(t, row->row);
    lines.bands += blank_lines(&lines, row->height);
    if (lines.is_whole || !lines.bands || (fits && !is_worth_parting(&lines))) return flow_add(s, row);
    if (!is_split) BX_TRY(tell_parted(s, row));
    slab above;
    for (uint32_t band = 0; band < lines.bands; band++) {
        slab made = make_band(&lines, row, band ? &above : NULL, band);
        BX_TRY(flow_add(s, &made));
        above = made;
    }
    return BX_OK;
}
