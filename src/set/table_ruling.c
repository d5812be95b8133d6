/* Which rule stands where: what the layout says of the edge, and what the cells on both sides of it say. */
#include "set/table_draw.h"

static table_rule or_else(table_rule rule, table_rule otherwise)
{
    return rule.kind == RULE_UNSET ? otherwise : rule;
}

static bool is_group(const doc_row *row)
{
    return row->group_end - row->group_first > 1;
}

/* At the upper edge of a band, where no cell says otherwise. A page's ends are the frame's, also where the
 * table goes on. */
static table_rule between_rows(const drawer *d, size_t edge)
{
    const table_rules *all = &d->t->doc->layout->ruling;
    if (edge == 0) return all->frame.top;
    if (edge == d->bands.count) return all->frame.bottom;
    const doc_row *above = table_row(d->t, d->bands.rows[edge - 1]),
                  *below = table_row(d->t, d->bands.rows[edge]);
    if (above->is_head && !below->is_head) return or_else(all->head, all->rows);
    if (above->head_row != below->head_row) return or_else(all->parts, all->rows);
    bool is_between =
        above->group_first != below->group_first && (is_group(above) || is_group(below)) && !below->is_head;
    return is_between ? or_else(all->groups, all->rows) : all->rows;
}

static table_rule between_columns(const drawer *d, uint32_t edge)
{
    const layout_table *layout = d->t->doc->layout;
    const table_rules *all = &layout->ruling;
    if (edge == 0) return all->frame.left;
    if (edge == d->panel->count) return all->frame.right;
    bool is_stub = d->panel->tracks[edge - 1] < layout->stub && d->panel->tracks[edge] >= layout->stub;
    return is_stub ? or_else(all->stub, all->columns) : all->columns;
}

/* Does the table go on beyond this end of the page? Then what a cell says of its side there is not asked. */
static bool is_cut(const drawer *d, size_t edge)
{
    const bands *b = &d->bands;
    if (edge == 0) return (b->rows[0] || b->parts[0].from) && !b->repeated;
    bool goes_on = part_goes_on(&b->parts[b->count - 1]) || b->rows[b->count - 1] + 1 < d->t->doc->row_count;
    return edge == b->count && goes_on;
}

static table_rule bottom_of(const set_cell *cell, uint32_t row)
{
    const doc_cell *c = cell ? cell->cell : NULL;
    return c && c->sides && c->row + c->row_span == row + 1 ? c->sides->bottom : (table_rule){0};
}

static table_rule top_of(const set_cell *cell, uint32_t row)
{
    const doc_cell *c = cell ? cell->cell : NULL;
    return c && c->sides && c->row == row ? c->sides->top : (table_rule){0};
}

static table_rule rule_above(const drawer *d, size_t edge, uint32_t lane)
{
    const uint32_t *rows = d->bands.rows;
    bool is_outer = edge == 0 || edge == d->bands.count;
    const set_cell *above = edge ? lane_owner(d, rows[edge - 1], lane) : NULL,
                   *below = edge < d->bands.count ? lane_owner(d, rows[edge], lane) : NULL;
    if (above == below && !is_outer) return (table_rule){0};
    table_rule said = {0};
    if (edge && !is_cut(d, edge)) said = bottom_of(above, rows[edge - 1]);
    if (edge < d->bands.count && !is_cut(d, edge)) said = table_rule_of(said, top_of(below, rows[edge]));
    return or_else(said, between_rows(d, edge));
}

/* What a cell says of its sides holds where it ends, not where a page parts it. */
static table_rule right_of(const drawer *d, const set_cell *cell, uint32_t lane)
{
    const doc_cell *c = cell ? cell->cell : NULL;
    bool ends = c && c->column + c->column_span == d->panel->tracks[lane] + 1;
    return ends && c->sides ? c->sides->right : (table_rule){0};
}

static table_rule left_of(const drawer *d, const set_cell *cell, uint32_t lane)
{
    const doc_cell *c = cell ? cell->cell : NULL;
    return c && c->column == d->panel->tracks[lane] && c->sides ? c->sides->left : (table_rule){0};
}

/* Does the table go on beyond this side of the page? */
static bool is_cut_aside(const drawer *d, uint32_t edge)
{
    if (edge == 0) return d->panel->tracks[0] > 0;
    return edge == d->panel->count && d->panel->tracks[edge - 1] + 1 < d->t->doc->layout->track_count;
}

static table_rule rule_left(const drawer *d, size_t band, uint32_t edge)
{
    uint32_t row = d->bands.rows[band], lanes = d->panel->count;
    const set_cell *left = edge ? lane_owner(d, row, edge - 1) : NULL,
                   *right = edge < lanes ? lane_owner(d, row, edge) : NULL;
    if (left == right && edge && edge < lanes) return (table_rule){0};
    table_rule said = {0};
    if (edge && !is_cut_aside(d, edge)) said = right_of(d, left, edge - 1);
    if (edge < lanes && !is_cut_aside(d, edge)) said = table_rule_of(said, left_of(d, right, edge));
    return or_else(said, between_columns(d, edge));
}

static bool make_lines(const drawer *d, rule_lines *lines, size_t count, size_t segments, const bx_len *at)
{
    *lines = (rule_lines){.lines = count, .segments = segments, .at = at};
    lines->rules = arena_array(d->s->arena, table_rule, count * segments);
    return lines->rules != NULL;
}

bool table_rule_lines(drawer *d)
{
    ruling *r = &d->ruling;
    size_t bands = d->bands.count, lanes = d->panel->count;
    r->outside = table_frame_weight(d->t->doc->layout) / 2;
    if (!make_lines(d, &r->across, bands + 1, lanes, d->bands.y) ||
        !make_lines(d, &r->down, lanes + 1, bands, d->panel->x))
        return false;
    for (size_t edge = 0; edge <= bands; edge++)
        for (uint32_t x = 0; x < lanes; x++) r->across.rules[edge * lanes + x] = rule_above(d, edge, x);
    for (uint32_t edge = 0; edge <= lanes; edge++)
        for (size_t band = 0; band < bands; band++)
            r->down.rules[edge * bands + band] = rule_left(d, band, edge);
    return true;
}
