/* Rows of a table on one page: texts, then rules. Each rule is one stroke, however many cells it bounds;
 * rules end in the middle of the rule they meet, the frame's corners are closed. */
#include "set/table.h"

/* The rows as they stand on this page: the head again, if the table goes on from the page before, then the
 * page's own. */
typedef struct bands {
    uint32_t *rows;
    bx_len *y; /* count + 1 edges */
    size_t count, repeated;
} bands;

typedef struct drawer {
    const setter *s;
    const set_table *t;
    bands bands;
    item_list *out;
} drawer;

static bool make_bands(drawer *d, const slab *rows, size_t count, bool is_continued, bx_len area_top)
{
    const doc_row *first = table_row(d->t, rows->row);
    bands *b = &d->bands;
    b->repeated = is_continued ? first->head_count : 0;
    b->count = b->repeated + count;
    b->rows = arena_array(d->s->arena, uint32_t, b->count);
    b->y = arena_array(d->s->arena, bx_len, b->count + 1);
    if (!b->rows || !b->y) return false;
    b->y[0] = area_top + rows->top - (is_continued ? table_repeat_height(d->t, rows->row) : 0);
    for (size_t i = 0; i < b->count; i++) {
        const slab *row = i < b->repeated ? NULL : &rows[i - b->repeated];
        b->rows[i] = row ? row->row : first->head_row + (uint32_t)i;
        b->y[i + 1] = b->y[i] + (row ? row->height : table_height(d->t, b->rows[i], b->rows[i] + 1));
    }
    return true;
}

/* ---- texts ---- */

/* A cell's lines in the middle of the bands [from, to) that it covers here. */
static bx_status draw_text(drawer *d, const set_cell *cell, size_t from, size_t to, bool is_repeat)
{
    bx_len top = d->bands.y[from] + (d->bands.y[to] - d->bands.y[from] - cell->height) / 2;
    node_id node = is_repeat ? 0 : cell->node;
    set_text text = {.items = &cell->items,
                     .lines = &cell->lines,
                     .text_id = cell->cell->text_id,
                     .nodes = &node,
                     .artifact = ARTIFACT_PAGINATION,
                     .is_repeat = is_repeat};
    for (size_t i = 0; i < cell->lines.count; i++) {
        bx_len baseline = top + (bx_len)i * (cell->size + cell->line_gap) +
                          len_scale(cell->size, style_baseline(d->s, cell->cell->style), EM);
        BX_TRY(set_line(d->s, &text, i, d->t->x[cell->cell->column] + cell->padding + cell->shift, baseline,
                        d->out));
    }
    return BX_OK;
}

/* One behind the last band, from `band` on, that the cell covers. */
static size_t last_band(const drawer *d, size_t band, const set_cell *owner, uint32_t track)
{
    size_t to = band + 1;
    while (to < d->bands.count && d->bands.rows[to] == d->bands.rows[to - 1] + 1 &&
           table_owner(d->t, d->bands.rows[to], track) == owner &&
           (to >= d->bands.repeated) == (band >= d->bands.repeated))
        to++;
    return to;
}

/* A cell is drawn where its first visible row stands; what began on an earlier page stands again as a repeat.
 */
static bx_status draw_band_texts(drawer *d, size_t band)
{
    uint32_t row = d->bands.rows[band];
    const set_cell *before = NULL;
    bool is_page_start = band == 0 || band == d->bands.repeated;
    for (uint32_t x = 0; x < d->t->doc->layout->track_count; x++) {
        const set_cell *cell = table_owner(d->t, row, x);
        if (!cell || cell == before) continue;
        before = cell;
        if (cell->cell->row != row && !is_page_start) continue;
        bool is_repeat = band < d->bands.repeated || cell->cell->row != row;
        BX_TRY(draw_text(d, cell, band, last_band(d, band, cell, x), is_repeat));
    }
    return BX_OK;
}

/* ---- rules ---- */

static bx_status add_rule(drawer *d, bx_len x0, bx_len y0, bx_len x1, bx_len y1, bx_len weight)
{
    frame_item *item = vec_push(d->s->arena, &d->out->list);
    if (!item) return diag_memory(d->s->diags);
    *item = (frame_item){.kind = ITEM_RULE, .artifact = ARTIFACT_LAYOUT};
    item->rule = (frame_rule){.x0 = x0, .y0 = y0, .x1 = x1, .y1 = y1, .weight = weight};
    return BX_OK;
}

/* Is there a rule at the upper edge of a band, above a track? */
static bool is_ruled_above(const drawer *d, size_t edge, uint32_t track)
{
    if (edge == 0 || edge == d->bands.count || edge == d->bands.repeated) return true;
    uint32_t below = d->bands.rows[edge], above = d->bands.rows[edge - 1];
    return table_owner(d->t, below, track) != table_owner(d->t, above, track);
}

static bool is_ruled_left(const drawer *d, size_t band, uint32_t edge)
{
    if (edge == 0 || edge == d->t->doc->layout->track_count) return true;
    uint32_t row = d->bands.rows[band];
    return table_owner(d->t, row, edge) != table_owner(d->t, row, edge - 1);
}

static bx_status draw_horizontal(drawer *d, size_t edge)
{
    const layout_table *layout = d->t->doc->layout;
    uint32_t tracks = (uint32_t)layout->track_count;
    bool is_outer = edge == 0 || edge == d->bands.count;
    bx_len frame = table_frame_weight(layout),
           corner = is_outer ? frame / 2 : 0; /* the frame's corners are closed */
    for (uint32_t from = 0, to; from < tracks; from = to + 1) {
        to = from;
        while (to < tracks && is_ruled_above(d, edge, to)) to++;
        if (to == from) continue;
        BX_TRY(add_rule(d, d->t->x[from] - corner, d->bands.y[edge], d->t->x[to] + corner, d->bands.y[edge],
                        is_outer ? frame : layout->ruling.rows.weight));
    }
    return BX_OK;
}

static bx_status draw_vertical(drawer *d, uint32_t edge)
{
    const layout_table *layout = d->t->doc->layout;
    bool is_outer = edge == 0 || edge == layout->track_count;
    for (size_t from = 0, to; from < d->bands.count; from = to + 1) {
        to = from;
        while (to < d->bands.count && is_ruled_left(d, to, edge)) to++;
        if (to == from) continue;
        BX_TRY(add_rule(d, d->t->x[edge], d->bands.y[from], d->t->x[edge], d->bands.y[to],
                        is_outer ? table_frame_weight(layout) : layout->ruling.columns.weight));
    }
    return BX_OK;
}

bx_status table_draw(const setter *s, const slab *rows, size_t count, bool is_continued, bx_len area_top,
                     item_list *out)
{
    drawer d = {.s = s, .t = rows->table, .out = out};
    if (!make_bands(&d, rows, count, is_continued, area_top)) return diag_memory(s->diags);
    for (size_t band = 0; band < d.bands.count; band++) BX_TRY(draw_band_texts(&d, band));
    for (size_t edge = 0; edge <= d.bands.count; edge++) BX_TRY(draw_horizontal(&d, edge));
    for (uint32_t edge = 0; edge <= d.t->doc->layout->track_count; edge++) BX_TRY(draw_vertical(&d, edge));
    return BX_OK;
}
