/* Heads parted by diagonals (斜线表头). One diagonal goes from the cell's upper left corner to the lower
 * right one; two go from there to the middle of the right and of the lower side. The labels stand from the
 * lower left to the upper right, each as far as can be from the rules around it. */
#include "set/table_draw.h"

enum { LABEL_LINES = 2 };

static const bx_len CLEAR = LEN_FROM_MM(0.6); /* between a label's em boxes and what is drawn */

/* The area of one label in a cell. A triangle has legs along two sides of the cell, between which it has its
 * right angle; MIDDLE is what two diagonals leave between them. */
typedef enum area_kind { AREA_LOWER_LEFT, AREA_MIDDLE, AREA_UPPER_RIGHT } area_kind;

static area_kind area_of(const doc_cell *c, uint32_t label)
{
    if (label == 0) return AREA_LOWER_LEFT;
    return label + 1 == c->label_count ? AREA_UPPER_RIGHT : AREA_MIDDLE;
}

typedef struct box {
    bx_len width, height;
} box;

/* Of three labels, the outer ones' areas go along half a side only. */
static bool is_half_wide(const doc_cell *c, uint32_t label)
{
    return c->label_count > 2 && area_of(c, label) == AREA_LOWER_LEFT;
}

static bool is_half_high(const doc_cell *c, uint32_t label)
{
    return c->label_count > 2 && area_of(c, label) == AREA_UPPER_RIGHT;
}

/* The legs of a triangle in a cell of this size; the middle area's are the cell's sides. */
static box legs_of(const doc_cell *c, uint32_t label, box cell)
{
    return (box){is_half_wide(c, label) ? cell.width / 2 : cell.width,
                 is_half_high(c, label) ? cell.height / 2 : cell.height};
}

/* From the middles of the rules around a label to its em boxes. */
static bx_len clearance(const layout_table *layout)
{
    const table_rules *r = &layout->ruling;
    const table_rule near[] = {r->frame.left, r->frame.top, r->head, r->stub, r->rows, r->columns};
    bx_len widest = 0;
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        widest = len_max(widest, table_rule_width(near[i]));
    return CLEAR + widest / 2;
}

/* ---- measuring ---- */

/* What a label may be wide at most: then its area is so high that the cell is no tower. */
static bx_len label_room(const doc_cell *c, uint32_t label, bx_len width, bx_len clear)
{
    bx_len leg = legs_of(c, label, (box){width, 0}).width;
    return (area_of(c, label) == AREA_MIDDLE ? leg / 2 : 2 * leg / 3) - 2 * clear;
}

/* The label and the clearance around it. */
static box label_box(const set_cell *cell, uint32_t label, bx_len clear)
{
    const set_label *l = &cell->labels[label];
    bx_len lines = (bx_len)l->lines.count;
    return (box){l->width + 2 * clear, lines * cell->size + (lines - 1) * cell->line_gap + 2 * clear};
}

/* How high a cell must be for a label's box to lie in its area. In a triangle with legs a and b a box of w ×
 * h has room if w / a + h / b is at most 1. In the middle, its corners must lie between the diagonals, and
 * the others in the cell. */
static bx_len needed_height(const doc_cell *c, uint32_t label, bx_len width, box b)
{
    bx_len leg = legs_of(c, label, (box){width, 0}).width;
    if (area_of(c, label) == AREA_MIDDLE)
        return len_max(len_max(len_scale(b.height, width, width - b.width),
                               len_scale(3 * b.height, width, 2 * width - b.width)),
                       len_scale(b.height, width, 2 * width - 3 * b.width));
    bx_len height = len_scale(b.height, leg, leg - b.width);
    return is_half_high(c, label) ? 2 * height : height;
}

static bx_status set_label_lines(setter *s, const set_table *t, set_cell *cell, uint32_t label, bx_len room)
{
    const doc_cell *c = cell->cell;
    set_label *l = &cell->labels[label];
    text_measure measure = {.width = room, .align = TEXT_CENTER, .is_balanced = true};
    l->room = room;
    l->width = 0;
    BX_TRY(table_text_items(s, t, c, c->labels[label].text, &l->items));
    BX_TRY(text_fit(&s->text, &l->items, &measure, &l->lines));
    for (size_t i = 0; i < l->lines.count; i++) l->width = len_max(l->width, l->lines.lines[i].width);
    return BX_OK;
}

bx_status table_measure_diagonal(setter *s, const set_table *t, set_cell *cell)
{
    const doc_cell *c = cell->cell;
    bx_len width = table_part_width(t, cell), clear = clearance(t->doc->layout), height = 0;
    if (!cell->labels) cell->labels = arena_array(s->arena, set_label, c->label_count);
    if (!cell->labels) return diag_memory(s->diags);
    cell->lines = (text_lines){0};
    for (uint32_t i = 0; i < c->label_count; i++) {
        bx_len room = label_room(c, i, width, clear);
        const text_lines *lines = &cell->labels[i].lines;
        if (room >= cell->size) BX_TRY(set_label_lines(s, t, cell, i, room));
        if (room < cell->size || lines->is_overfull || lines->used_emergency || lines->count > LABEL_LINES) {
            cell->lines.is_overfull = true;
            return BX_OK;
        }
        height = len_max(height, needed_height(c, i, width, label_box(cell, i, clear)));
    }
    cell->height = len_max(height - 2 * t->doc->layout->padding_y, 0);
    return BX_OK;
}

/* The cell's width in which a label has so much room. */
static bx_len width_for(const doc_cell *c, uint32_t label, bx_len room)
{
    bx_len leg = area_of(c, label) == AREA_MIDDLE ? 2 * room : (3 * room + 1) / 2;
    return is_half_wide(c, label) ? 2 * leg : leg;
}

bx_status table_diagonal_widths(setter *s, const set_table *t, const doc_cell *c, diagonal_widths *out)
{
    bx_len clear = clearance(t->doc->layout);
    *out = (diagonal_widths){0};
    for (uint32_t i = 0; i < c->label_count; i++) {
        text_measure measure = {.width = INT64_MAX, .align = TEXT_CENTER};
        text_items items;
        text_widths widths;
        BX_TRY(table_text_items(s, t, c, c->labels[i].text, &items));
        BX_TRY(text_find_widths(&s->text, &items, &measure, LABEL_LINES, &widths));
        bx_len least = widths.count ? widths.of[widths.count - 1] : 0;
        out->least = len_max(out->least, width_for(c, i, least));
        out->natural = len_max(out->natural, width_for(c, i, widths.natural));
        out->around = len_max(out->around, width_for(c, i, 2 * clear));
    }
    return BX_OK;
}

/* ---- drawing ---- */

/* The middle of a label, from the cell's upper left corner: of all places where its box lies in its area, the
 * one in their middle. */
static void label_middle(const doc_cell *c, uint32_t label, box cell, box b, bx_len *x, bx_len *y)
{
    box legs = legs_of(c, label, cell);
    if (area_of(c, label) == AREA_MIDDLE) {
        bx_len u = len_scale(b.width, EM, cell.width), v = len_scale(b.height, EM, cell.height),
               least = len_max(v + u / 2, u + v / 2), most = EM - len_max(u, v) / 2;
        *x = len_scale(cell.width, least + most, 2 * EM);
        *y = len_scale(cell.height, least + most, 2 * EM);
        return;
    }
    bx_len aside = (legs.width - b.width - len_scale(legs.width, b.height, legs.height)) / 3 + b.width / 2,
           inside = (legs.height - b.height - len_scale(legs.height, b.width, legs.width)) / 3 + b.height / 2;
    bool is_lower = area_of(c, label) == AREA_LOWER_LEFT;
    *x = is_lower ? aside : cell.width - aside;
    *y = is_lower ? cell.height - inside : inside;
}

static bx_status draw_label(drawer *d, const cell_place *p, uint32_t label)
{
    const doc_cell *c = p->cell->cell;
    const set_label *l = &p->cell->labels[label];
    bx_len clear = clearance(d->t->doc->layout), left = d->panel->x[p->left], top = d->bands.y[p->from], x, y;
    box whole = {d->panel->x[p->right] - left, d->bands.y[p->to] - top}, b = label_box(p->cell, label, clear);
    label_middle(c, label, whole, b, &x, &y);
    cell_text text = {.items = &l->items,
                      .lines = &l->lines,
                      .stretches = &l->stretches,
                      .end = l->lines.count,
                      .text_id = c->labels[label].text_id,
                      .left = left + x - l->room / 2,
                      .top = top + y - b.height / 2 + clear};
    return table_draw_text(d, p, &text);
}

/* They are read as they stand, from the top. */
bx_status table_draw_labels(drawer *d, const cell_place *p)
{
    for (uint32_t i = p->cell->cell->label_count; i-- > 0;) BX_TRY(draw_label(d, p, i));
    return BX_OK;
}

/* Diagonals are like the rules inside the table. */
static bx_len diagonal_weight(const layout_table *layout)
{
    const table_rules *r = &layout->ruling;
    const table_rule like[] = {r->columns, r->rows, r->head, r->frame.top};
    for (size_t i = 0; i < sizeof like / sizeof *like; i++)
        if (rule_is_drawn(like[i])) return like[i].weight;
    return LEN_PT / 2;
}

/* They end in the middle of the joints or rules they meet, in the nearer stroke of double ones. */
bx_status table_draw_diagonals(drawer *d, const cell_place *p)
{
    const doc_cell *c = p->cell->cell;
    if (!c->label_count) return BX_OK;
    const rule_lines *across = &d->ruling.across, *down = &d->ruling.down;
    frame_rule rule = {.x0 = table_stroke_middle(down, p->left, p->from, 1),
                       .y0 = table_stroke_middle(across, p->from, p->left, 1),
                       .x1 = table_stroke_middle(down, p->right, p->to - 1, -1),
                       .y1 = table_stroke_middle(across, p->to, p->right - 1, -1),
                       .weight = diagonal_weight(d->t->doc->layout)};
    if (c->label_count == 2) return table_add_stroke(d, rule);
    frame_rule to_right = rule, to_foot = rule;
    to_right.y1 = (d->bands.y[p->from] + d->bands.y[p->to]) / 2;
    to_foot.x1 = (d->panel->x[p->left] + d->panel->x[p->right]) / 2;
    BX_TRY(table_add_stroke(d, to_right));
    return table_add_stroke(d, to_foot);
}
