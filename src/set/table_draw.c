/* Rows of a table on one page: texts, then rules. */
#include "set/table_draw.h"

/* The head again. */
static void add_head(drawer *d, const doc_row *first)
{
    bands *b = &d->bands;
    for (uint32_t i = 0; i < first->head_count; i++) {
        b->rows[i] = first->head_row + i;
        b->y[i + 1] = b->y[i] + table_height(d->t, b->rows[i], b->rows[i] + 1);
    }
    b->count = b->repeated = first->head_count;
}

/* The bands of a row that stand here are one row again. */
static void add_rows(drawer *d, const slab *rows, size_t count, bx_len area_top)
{
    bands *b = &d->bands;
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && rows[to].row == rows[from].row;) to++;
        const slab *last = &rows[to - 1];
        b->rows[b->count] = last->row;
        b->parts[b->count] = (row_part){rows[from].band, last->band + 1, last->bands};
        b->y[++b->count] = area_top + table_row_foot(last);
    }
}

static bool make_bands(drawer *d, const table_piece *piece, bx_len area_top)
{
    const slab *rows = piece->rows;
    const doc_row *first = table_row(d->t, rows->row);
    bands *b = &d->bands;
    bx_len repeated = piece->is_page_top ? table_repeat_height(d->t, rows->row) : 0;
    size_t most = first->head_count + piece->count;
    b->rows = arena_array(d->s->arena, uint32_t, most);
    b->parts = arena_array(d->s->arena, row_part, most);
    b->y = arena_array(d->s->arena, bx_len, most + 1);
    if (!b->rows || !b->parts || !b->y) return false;
    b->y[0] = area_top + rows->top - table_top_padding(rows) - repeated;
    if (repeated) add_head(d, first);
    add_rows(d, rows, piece->count, area_top);
    return true;
}

/* ---- texts ---- */

/* Where a cell's text begins in what of the cell stands here. */
static bx_len text_top(const drawer *d, const cell_place *p)
{
    bx_len top = d->bands.y[p->from], foot = d->bands.y[p->to], padding = d->t->doc->layout->padding_y,
           left_out = (bx_len)(p->cell->lines.count - (p->end - p->first)),
           height = p->cell->height - left_out * (p->cell->size + p->cell->line_gap);
    style_valign wanted = p->cell->cell->style->valign;
    switch (p->is_cut && wanted == VALIGN_MIDDLE ? VALIGN_TOP : wanted) {
    case VALIGN_TOP:
        return top + padding;
    case VALIGN_BOTTOM:
        return foot - padding - height;
    default:
        return top + (foot - top - height) / 2;
    }
}

bx_status table_draw_text(drawer *d, const cell_place *p, const cell_text *text)
{
    const set_cell *cell = p->cell;
    set_text set = {.items = text->items,
                    .lines = text->lines,
                    .text_id = text->text_id,
                    .artifact = ARTIFACT_PAGINATION,
                    .is_repeat = p->is_repeat};
    if (!p->is_repeat) BX_TRY(stretches_own(d->s, text->stretches, cell->node, &set));
    for (size_t i = text->first; i < text->end; i++) {
        bx_len baseline = text->top + (bx_len)(i - text->first) * (cell->size + cell->line_gap) +
                          len_scale(cell->size, style_baseline(d->s, cell->cell->style), EM);
        BX_TRY(set_line(d->s, &set, i, text->left, baseline, d->out));
    }
    return BX_OK;
}

static bool has_room(const drawer *d, const cell_place *p)
{
    return d->bands.y[p->to] - d->bands.y[p->from] >= table_cell_height(d->t, p->cell);
}

/* What of a label over several rows stands in its bands here. Where a panel shows it again, it stands as in
 * its own panel if that is all of it, or if there is room. */
static bool share_label(const drawer *d, const label_share *share, bool is_again, cell_place *p)
{
    bool is_whole = share->is_shown && share->to - share->from == p->end;
    if (is_again) return is_whole || has_room(d, p);
    p->first = share->from, p->end = share->to;
    p->is_repeat = share->is_repeat;
    return share->is_shown;
}

/* What of a cell stands in a part of its row. The label of a row that goes on stands again, an upright one
 * is all label. */
static bool share_lines(const drawer *d, const row_part *part, bool is_label, cell_place *p)
{
    const set_cell *cell = p->cell;
    bool is_whole = table_stands_whole(d->t, cell);
    size_t first = table_line_at(cell, part->from, part->bands);
    bool is_over = part->from && (is_whole || first == cell->lines.count);
    if (is_whole || (is_over && is_label)) {
        p->is_repeat |= is_over;
        return !is_over || has_room(d, p);
    }
    p->is_cut = true;
    p->first = first;
    if (part_goes_on(part)) p->end = table_line_at(cell, part->to, part->bands);
    return true;
}

/* What of a cell's text stands in its bands here; false: nothing. */
static bool share_text(const drawer *d, const set_cell *owner, cell_place *p)
{
    const row_part *part = &d->bands.parts[p->from];
    bool is_again = &d->t->panels[owner->panel] != d->panel;
    p->end = p->cell->lines.count;
    p->is_repeat = is_again || p->from < d->bands.repeated;
    if (p->from < d->bands.repeated) return true;
    if (owner->cell->row_span > 1) return share_label(d, &owner->share, is_again, p);
    if (part->to - part->from >= part->bands) return true;
    return share_lines(d, part, owner->cell->role == CELL_ROW_HEAD, p);
}

static bx_status draw_words(drawer *d, const cell_place *p)
{
    const set_cell *cell = p->cell;
    if (!p->is_shown) return BX_OK;
    if (cell->cell->label_count) return table_draw_labels(d, p);
    cell_text text = {.items = &cell->items,
                      .lines = &cell->lines,
                      .stretches = &cell->stretches,
                      .first = p->first,
                      .end = p->end,
                      .text_id = cell->cell->text_id,
                      .left = d->panel->x[p->left] + cell->padding + cell->shift,
                      .top = text_top(d, p)};
    return table_draw_text(d, p, &text);
}

/* One behind the last band, from `band` on, that the cell covers. */
static size_t last_band(const drawer *d, size_t band, const set_cell *owner, uint32_t lane)
{
    size_t to = band + 1;
    while (to < d->bands.count && d->bands.rows[to] == d->bands.rows[to - 1] + 1 &&
           lane_owner(d, d->bands.rows[to], lane) == owner &&
           (to >= d->bands.repeated) == (band >= d->bands.repeated))
        to++;
    return to;
}

typedef bx_status (*cell_drawer)(drawer *d, const cell_place *p);

/* A cell is drawn where its first visible row stands. */
static bx_status draw_band(drawer *d, size_t band, cell_drawer draw)
{
    uint32_t row = d->bands.rows[band], panel = (uint32_t)(d->panel - d->t->panels);
    bool is_page_start = band == 0 || band == d->bands.repeated;
    for (uint32_t x = 0, end; x < d->panel->count; x = end) {
        const set_cell *cell = lane_owner(d, row, x);
        for (end = x + 1; end < d->panel->count && lane_owner(d, row, end) == cell;) end++;
        if (!cell || (cell->cell->row != row && !is_page_start)) continue;
        cell_place place = {.cell = table_cell_part(cell, panel),
                            .from = band,
                            .to = last_band(d, band, cell, x),
                            .left = x,
                            .right = end};
        place.is_shown = share_text(d, cell, &place);
        BX_TRY(draw(d, &place));
    }
    return BX_OK;
}

static bx_status draw_cells(drawer *d, cell_drawer draw)
{
    for (size_t band = 0; band < d->bands.count; band++) BX_TRY(draw_band(d, band, draw));
    return BX_OK;
}

bx_status table_draw(const setter *s, const table_piece *piece, bx_len area_top, item_list *out)
{
    drawer d = {.s = s, .t = piece->rows->table, .panel = piece->panel, .out = out};
    if (!make_bands(&d, piece, area_top) || !table_rule_lines(&d)) return diag_memory(s->diags);
    BX_TRY(draw_cells(&d, draw_words));
    BX_TRY(table_draw_rules(&d));
    return draw_cells(&d, table_draw_diagonals);
}
