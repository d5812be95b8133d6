/* Rows of a table on one page: texts, then rules. */
#include "set/table_draw.h"

static bool make_bands(drawer *d, const table_piece *piece, bx_len area_top)
{
    const slab *rows = piece->rows;
    const doc_row *first = table_row(d->t, rows->row);
    bands *b = &d->bands;
    b->repeated = piece->is_page_top && table_repeat_height(d->t, rows->row) ? first->head_count : 0;
    b->count = b->repeated + piece->count;
    b->rows = arena_array(d->s->arena, uint32_t, b->count);
    b->y = arena_array(d->s->arena, bx_len, b->count + 1);
    if (!b->rows || !b->y) return false;
    b->y[0] = area_top + rows->top - (piece->is_page_top ? table_repeat_height(d->t, rows->row) : 0);
    for (size_t i = 0; i < b->count; i++) {
        const slab *row = i < b->repeated ? NULL : &rows[i - b->repeated];
        b->rows[i] = row ? row->row : first->head_row + (uint32_t)i;
        b->y[i + 1] = b->y[i] + (row ? row->height : table_height(d->t, b->rows[i], b->rows[i] + 1));
    }
    return true;
}

/* ---- texts ---- */

/* Where a cell's text begins in what of the cell stands here. */
static bx_len text_top(const drawer *d, const cell_place *p)
{
    bx_len top = d->bands.y[p->from], foot = d->bands.y[p->to], padding = d->t->doc->layout->padding_y,
           height = p->cell->height;
    switch (p->cell->cell->style->valign) {
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
    node_id node = p->is_repeat ? 0 : cell->node;
    set_text set = {.items = text->items,
                    .lines = text->lines,
                    .text_id = text->text_id,
                    .nodes = &node,
                    .artifact = ARTIFACT_PAGINATION,
                    .is_repeat = p->is_repeat};
    for (size_t i = 0; i < text->lines->count; i++) {
        bx_len baseline = text->top + (bx_len)i * (cell->size + cell->line_gap) +
                          len_scale(cell->size, style_baseline(d->s, cell->cell->style), EM);
        BX_TRY(set_line(d->s, &set, i, text->left, baseline, d->out));
    }
    return BX_OK;
}

static bx_status draw_words(drawer *d, const cell_place *p)
{
    const set_cell *cell = p->cell;
    if (cell->cell->label_count) return table_draw_labels(d, p);
    cell_text text = {.items = &cell->items,
                      .lines = &cell->lines,
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

/* Does it stand above the page's own rows, or on an earlier page, or on this page's earlier panel, already?
 */
static bool is_repeat(const drawer *d, size_t band, const set_cell *cell)
{
    return band < d->bands.repeated || cell->cell->row != d->bands.rows[band] ||
           &d->t->panels[cell->panel] != d->panel;
}

/* A cell is drawn where its first visible row stands; what began on an earlier page stands again as a repeat.
 */
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
                            .right = end,
                            .is_repeat = is_repeat(d, band, cell)};
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
