/* Tables wider than the page: panels, columns that stand beside each other behind the row labels. The panels
 * of the same rows stand on pages behind each other, each as wide as the page where a width may grow. */
#include "set/table.h"

/* ---- which columns stand together ---- */

uint32_t table_label_tracks(const layout_table *layout)
{
    uint32_t labels = layout->stub;
    const table_part *part = &layout->parts[0];
    for (size_t i = 0; !layout->stub && i < part->leaf_column_count; i++) {
        const axis_node *column = part->leaf_columns[i];
        if (column->first != labels || !axis_heads_rows(column)) break;
        labels += column->extent;
    }
    return labels;
}

static bool parts(uint32_t first, uint32_t extent, uint32_t edge)
{
    return first < edge && edge < first + extent;
}

static uint32_t parted_groups(const axis_node *node, uint32_t edge)
{
    uint32_t count = 0;
    for (size_t i = 0; i < node->kid_count; i++) {
        const axis_node *kid = &node->kids[i];
        if (parts(kid->first, kid->extent, edge)) count += 1 + parted_groups(kid, edge);
    }
    return count;
}

/* No value is parted, of a free grid no label either. */
static bool may_part(const layout_table *layout, uint32_t edge)
{
    for (size_t i = 0; i < layout->part_count; i++) {
        const table_part *part = &layout->parts[i];
        for (size_t n = 0; !part->grid && n < part->leaf_column_count; n++)
            if (parts(part->leaf_columns[n]->first, part->leaf_columns[n]->extent, edge)) return false;
        for (size_t n = 0; part->grid && n < part->grid_count; n++)
            if (parts(part->grid[n].column, part->grid[n].column_span, edge)) return false;
    }
    return true;
}

typedef struct cutter {
    setter *s;
    set_table *t;
    const bx_len *widths; /* that the tracks want */
    uint32_t labels, tracks;
    bx_len room; /* beside the labels */
    /* by edge: the least cost of panels up to it, and where the last one of these begins */
    uint64_t *costs;
    uint32_t *starts;
} cutter;

static bx_len width_between(const cutter *c, uint32_t from, uint32_t to)
{
    bx_len width = 0;
    for (uint32_t i = from; i < to; i++) width += c->widths[i];
    return width;
}

/* The fewest panels; of these, those that part the fewest groups; of these, the most even ones. */
static uint64_t cost_of(const cutter *c, uint32_t from, uint32_t to)
{
    const layout_table *layout = c->t->doc->layout;
    uint64_t parted = 0, blank = (uint64_t)(EM * (c->room - width_between(c, from, to)) / c->room) >> 8;
    for (size_t i = 0; i < layout->part_count; i++)
        if (!layout->parts[i].grid) parted += parted_groups(&layout->parts[i].head, to);
    return (UINT64_C(1) << 40) + (parted << 28) + blank * blank;
}

/* Answers whether all columns find a place. */
static bool choose_cuts(cutter *c)
{
    c->costs[c->labels] = 0;
    for (uint32_t to = c->labels + 1; to <= c->tracks; to++) {
        c->costs[to] = UINT64_MAX;
        for (uint32_t from = to; may_part(c->t->doc->layout, to) && from-- > c->labels;) {
            if (width_between(c, from, to) > c->room) break;
            if (c->costs[from] == UINT64_MAX) continue;
            uint64_t cost = c->costs[from] + cost_of(c, from, to);
            if (cost >= c->costs[to]) continue;
            c->costs[to] = cost;
            c->starts[to] = from;
        }
    }
    return c->costs[c->tracks] != UINT64_MAX;
}

/* ---- where they stand ---- */

static bool make_panel(bx_arena *arena, set_panel *panel, uint32_t labels, uint32_t from, uint32_t to)
{
    panel->repeated = from > labels ? labels : 0;
    panel->count = labels + (to - from);
    panel->tracks = arena_array(arena, uint32_t, panel->count);
    panel->x = arena_array(arena, bx_len, panel->count + 1);
    for (uint32_t i = 0; panel->tracks && i < panel->count; i++)
        panel->tracks[i] = i < labels ? i : from + (i - labels);
    return panel->tracks && panel->x;
}

/* What a panel leaves, and how many of its columns have no fixed width, and are equal. */
typedef struct slack {
    bx_len left;
    uint32_t open, alike;
} slack;

static slack slack_of(const cutter *c, const set_panel *panel)
{
    slack found = {.left = c->room};
    for (uint32_t i = c->labels; i < panel->count; i++) {
        track_kind kind = c->t->doc->layout->tracks[panel->tracks[i]].kind;
        found.left -= c->widths[panel->tracks[i]];
        found.open += kind != TRACK_FIXED;
        found.alike += kind == TRACK_EQUAL;
    }
    return found;
}

/* Equal columns grow by what all panels can give each of them. */
static bx_len growth_alike(const cutter *c)
{
    bx_len least = -1;
    for (uint32_t i = 0; i < c->t->panel_count; i++) {
        slack found = slack_of(c, &c->t->panels[i]);
        if (found.alike && (least < 0 || found.left / found.open < least)) least = found.left / found.open;
    }
    return least;
}

/* The others of no fixed width share what is left then. */
static void widen(const cutter *c, const set_panel *panel, bx_len alike, bx_len *widths)
{
    slack found = slack_of(c, panel);
    bx_len left = found.left - found.alike * alike;
    uint32_t open = found.open - found.alike, passed = 0;
    for (uint32_t i = c->labels; i < panel->count; i++) {
        uint32_t track = panel->tracks[i];
        track_kind kind = c->t->doc->layout->tracks[track].kind;
        if (kind == TRACK_EQUAL) widths[track] += alike;
        if (kind == TRACK_FIXED || kind == TRACK_EQUAL) continue;
        widths[track] += len_scale(left, passed + 1, open) - len_scale(left, passed, open);
        passed++;
    }
}

static void place_panel(set_panel *panel, const bx_len *widths, bx_len left)
{
    panel->x[0] = left;
    for (uint32_t i = 0; i < panel->count; i++) panel->x[i + 1] = panel->x[i] + widths[panel->tracks[i]];
}

static bx_len panel_width(const set_panel *panel)
{
    return panel->x[panel->count] - panel->x[0];
}

/* The widest one stands in the page's middle, the others begin where it begins. */
static void place_panels(cutter *c, const bx_len *widths)
{
    set_table *t = c->t;
    bx_len widest = 0, room = area_width(c->s, t->doc->layout->breaks.is_turned);
    for (uint32_t i = 0; i < t->panel_count; i++) {
        place_panel(&t->panels[i], widths, 0);
        widest = len_max(widest, panel_width(&t->panels[i]));
    }
    bx_len left = area_left(c->s) + (room - widest) / 2;
    for (uint32_t i = 0; i < t->panel_count; i++) place_panel(&t->panels[i], widths, left);
    for (uint32_t i = 0; i < c->tracks; i++) t->x[i + 1] = t->x[i] + widths[i];
}

static bool make_panels(cutter *c)
{
    set_table *t = c->t;
    bx_arena *arena = &t->pool->arena;
    bx_len *widths = arena_array(c->s->arena, bx_len, c->tracks);
    t->panel_count = 0;
    for (uint32_t to = c->tracks; to > c->labels; to = c->starts[to]) t->panel_count++;
    t->panels = arena_array(arena, set_panel, t->panel_count);
    if (!widths || !t->panels) return false;
    memcpy(widths, c->widths, c->tracks * sizeof *widths);
    uint32_t at = t->panel_count;
    for (uint32_t to = c->tracks; to > c->labels; to = c->starts[to]) {
        set_panel *panel = &t->panels[--at];
        if (!make_panel(arena, panel, c->labels, c->starts[to], to)) return false;
    }
    bx_len alike = growth_alike(c);
    for (uint32_t i = 0; i < t->panel_count; i++) widen(c, &t->panels[i], alike, widths);
    place_panels(c, widths);
    return true;
}

bx_status table_cut_columns(setter *s, set_table *t, const bx_len *widths, bool *is_cut)
{
    const layout_table *layout = t->doc->layout;
    cutter c = {.s = s,
                .t = t,
                .widths = widths,
                .labels = table_label_tracks(layout),
                .tracks = (uint32_t)layout->track_count,
                .room = area_width(s, layout->breaks.is_turned) - table_frame_weight(layout)};
    for (uint32_t i = 0; i < c.labels; i++) c.room -= widths[i];
    c.costs = arena_array(s->arena, uint64_t, c.tracks + 1);
    c.starts = arena_array(s->arena, uint32_t, c.tracks + 1);
    if (!c.costs || !c.starts) return diag_memory(s->diags);
    *is_cut = c.room > 0 && c.labels < c.tracks && choose_cuts(&c);
    return !*is_cut || make_panels(&c) ? BX_OK : diag_memory(s->diags);
}

bx_status table_one_panel(setter *s, set_table *t)
{
    uint32_t tracks = (uint32_t)t->doc->layout->track_count;
    t->panel_count = 1;
    t->panels = arena_array(&t->pool->arena, set_panel, 1);
    if (!t->panels || !make_panel(&t->pool->arena, t->panels, 0, 0, tracks)) return diag_memory(s->diags);
    memcpy(t->panels[0].x, t->x, (tracks + 1) * sizeof *t->x);
    return BX_OK;
}

/* ---- cells in panels ---- */

uint32_t table_panel_of(const set_table *t, uint32_t track)
{
    uint32_t panel = 0;
    while (panel + 1 < t->panel_count && t->panels[panel].tracks[t->panels[panel].count - 1] < track) panel++;
    return panel;
}

/* Columns of a panel that a cell covers: [*from, *to). */
static void lanes_of(const set_panel *panel, const doc_cell *c, uint32_t *from, uint32_t *to)
{
    for (*from = 0; *from < panel->count && panel->tracks[*from] < c->column;) ++*from;
    for (*to = *from; *to < panel->count && panel->tracks[*to] < c->column + c->column_span;) ++*to;
}

bx_len table_part_width(const set_table *t, const set_cell *cell)
{
    const set_panel *panel = &t->panels[cell->panel];
    uint32_t from, to;
    lanes_of(panel, cell->cell, &from, &to);
    return panel->x[to] - panel->x[from];
}

bx_len table_narrowest_part(const set_table *t, const doc_cell *c)
{
    set_cell part = {.cell = c, .panel = table_panel_of(t, c->column)};
    bx_len least = table_part_width(t, &part);
    for (; part.panel < table_panel_of(t, c->column + c->column_span - 1); part.panel++)
        least = len_min(least, table_part_width(t, &part));
    return len_min(least, table_part_width(t, &part));
}

const set_cell *table_cell_part(const set_cell *cell, uint32_t panel)
{
    while (cell->panel != panel && cell->further) cell = cell->further;
    return cell;
}

/* A cell over columns of several panels has a text of its own in each. Row labels stand in all alike. */
bool table_make_parts(const set_table *t, bx_arena *arena, set_cell *cell)
{
    const doc_cell *c = cell->cell;
    uint32_t last = table_panel_of(t, c->column + c->column_span - 1);
    cell->panel = table_panel_of(t, c->column);
    for (set_cell *at = cell; at->panel < last; at = at->further) {
        at->further = arena_new(arena, set_cell);
        if (!at->further) return false;
        at->further->cell = c;
        at->further->panel = at->panel + 1;
    }
    return true;
}
