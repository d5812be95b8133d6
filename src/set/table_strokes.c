/* Rules as strokes. What continues is one stroke. A rule ends in the middle of the rule it meets; corners are
 * closed; where nothing crosses it ends at the edge. A double rule goes through, as a printer's brass does:
 * what meets it ends in its nearer stroke, on both sides.
 *
 * Strokes begin on dots of 600 to the inch and are whole dots wide where that is near enough to their weight,
 * so that in print rules of one weight are of one width. */
#include "set/table_draw.h"

enum { NEAR_ENOUGH = 10 }; /* parts of a weight that rounding to dots may take or give one of */

/* The strokes of a rule: the middle of the first and of the last, which are one if it is single. */
typedef struct strokes {
    bx_len weight, first, last;
} strokes;

/* A weight that no number of dots is near to stands in the middle of those that the printer makes of it. */
static strokes strokes_of(table_rule rule, bx_len at)
{
    bx_len whole = len_max(len_on_dots(rule.weight), len_on_dots(72 * LEN_PT / LEN_DOTS)),
           off = whole > rule.weight ? whole - rule.weight : rule.weight - whole,
           step = len_on_dots(table_rule_step(rule)),
           first = len_on_dots(at - (whole + step) / 2) + whole / 2;
    return (strokes){off * NEAR_ENOUGH <= rule.weight ? whole : rule.weight, first, first + step};
}

/* ---- joints ---- */

/* Where two lines cross: a rule's two arms along its line, and the two of what crosses it. */
typedef struct joint {
    table_rule before, after, low, high;
    bx_len at, outside; /* along the rule; how much further it goes if it meets nothing */
    bool is_across;     /* the rule, not what crosses it */
} joint;

static joint joint_at(const ruling *r, bool is_across, size_t line, size_t node)
{
    const rule_lines *own = is_across ? &r->across : &r->down, *other = is_across ? &r->down : &r->across;
    bool is_outer = node == 0 || node == own->segments;
    return (joint){.before = rule_at(own, line, node - 1),
                   .after = rule_at(own, line, node),
                   .low = rule_at(other, node, line - 1),
                   .high = rule_at(other, node, line),
                   .at = other->at[node],
                   .outside = is_outer ? r->outside : 0,
                   .is_across = is_across};
}

static bool is_same(table_rule a, table_rule b)
{
    return rule_is_drawn(a) && a.kind == b.kind && a.weight == b.weight;
}

/* Of two double rules it is the one across that goes through. */
static bool goes_on(const joint *j)
{
    bool is_stopped = is_same(j->low, j->high) && j->low.kind == RULE_DOUBLE &&
                      (j->before.kind == RULE_SINGLE || !j->is_across);
    return is_same(j->before, j->after) && !is_stopped;
}

/* The end of a stroke, seen along it. */
typedef struct stroke_end {
    int way;  /* 1: at its higher end; -1: at its lower one */
    int side; /* of a double rule: -1 the upper or left stroke, 1 the other; 0: of a single one */
} stroke_end;

static bx_len near_stroke(const strokes *cross, int way)
{
    return way > 0 ? cross->first : cross->last;
}

/* The edge that the stroke reaches last. */
static bx_len far_edge(const strokes *cross, int way)
{
    return near_stroke(cross, -way) + way * (cross->weight / 2);
}

/* Two rules meet in a corner: the one across closes it; outer strokes join outer ones, inner ones inner ones.
 */
static bx_len end_in_corner(const joint *j, stroke_end end, const strokes *cross)
{
    bx_len near = near_stroke(cross, end.way), far = near_stroke(cross, -end.way);
    bool is_inner = end.side == (rule_is_drawn(j->low) ? -1 : 1);
    if (is_inner) return j->is_across && near != far ? near + end.way * (cross->weight / 2) : near;
    return j->is_across ? far_edge(cross, end.way) : far;
}

/* Both rules change their weight where they cross: the heavier one across closes the joint, the lighter one
 * begins there. */
static bx_len end_in_cross(const joint *j, int way, const strokes *cross)
{
    table_rule own = way > 0 ? j->before : j->after, on = way > 0 ? j->after : j->before;
    bx_len width = table_rule_width(own), width_on = table_rule_width(on);
    bool is_closing = width > width_on || (width == width_on && own.kind == RULE_DOUBLE);
    return is_closing ? far_edge(cross, way) : far_edge(cross, -way);
}

/* What a stroke ends in: of two different arms the wider, but strokes of a double rule have one each. */
static table_rule arm_for(const joint *j, int side)
{
    if (!rule_is_drawn(j->low) || !rule_is_drawn(j->high)) return rule_is_drawn(j->low) ? j->low : j->high;
    if (side) return side < 0 ? j->low : j->high;
    return table_rule_width(j->low) > table_rule_width(j->high) ? j->low : j->high;
}

static bx_len end_at(const joint *j, stroke_end end)
{
    table_rule arm = arm_for(j, end.side);
    if (!rule_is_drawn(arm)) return len_on_dots(j->at + end.way * j->outside);
    strokes cross = strokes_of(arm, j->at);
    bool is_corner = rule_is_drawn(j->low) != rule_is_drawn(j->high),
         goes_beyond = rule_is_drawn(end.way > 0 ? j->after : j->before);
    if (is_same(j->low, j->high) || (is_corner && goes_beyond)) return near_stroke(&cross, end.way);
    if (goes_beyond) return end_in_cross(j, end.way, &cross);
    return is_corner ? end_in_corner(j, end, &cross) : far_edge(&cross, end.way);
}

/* ---- strokes ---- */

bx_status table_add_stroke(drawer *d, frame_rule stroke)
{
    frame_item *item = vec_push(d->s->arena, &d->out->list);
    if (!item) return diag_memory(d->s->diags);
    *item = (frame_item){.kind = ITEM_RULE, .artifact = ARTIFACT_LAYOUT};
    item->rule = stroke;
    return BX_OK;
}

/* Segments [from, to) of a line that are one rule. */
static bx_status add_rule(drawer *d, bool is_across, size_t line, size_t from, size_t to)
{
    const rule_lines *own = is_across ? &d->ruling.across : &d->ruling.down;
    table_rule rule = rule_at(own, line, from);
    strokes s = strokes_of(rule, own->at[line]);
    joint start = joint_at(&d->ruling, is_across, line, from),
          end = joint_at(&d->ruling, is_across, line, to);
    bool is_double = rule.kind == RULE_DOUBLE;
    for (int side = is_double ? -1 : 0; side <= (is_double ? 1 : 0); side += 2) {
        bx_len a = end_at(&start, (stroke_end){-1, side}), b = end_at(&end, (stroke_end){1, side}),
               at = side > 0 ? s.last : s.first;
        frame_rule across = {.x0 = a, .y0 = at, .x1 = b, .y1 = at, .weight = s.weight},
                   down = {.x0 = at, .y0 = a, .x1 = at, .y1 = b, .weight = s.weight};
        BX_TRY(table_add_stroke(d, is_across ? across : down));
    }
    return BX_OK;
}

static bx_status add_line(drawer *d, bool is_across, size_t line)
{
    const rule_lines *own = is_across ? &d->ruling.across : &d->ruling.down;
    for (size_t from = 0, to; from < own->segments; from = to) {
        to = from + 1;
        if (!rule_is_drawn(rule_at(own, line, from))) continue;
        for (; to < own->segments; to++) {
            joint j = joint_at(&d->ruling, is_across, line, to);
            if (!goes_on(&j)) break;
        }
        BX_TRY(add_rule(d, is_across, line, from, to));
    }
    return BX_OK;
}

bx_status table_draw_rules(drawer *d)
{
    for (size_t line = 0; line < d->ruling.across.lines; line++) BX_TRY(add_line(d, true, line));
    for (size_t line = 0; line < d->ruling.down.lines; line++) BX_TRY(add_line(d, false, line));
    return BX_OK;
}

bx_len table_stroke_middle(const rule_lines *lines, size_t line, size_t segment, int way)
{
    table_rule rule = rule_at(lines, line, segment);
    if (!rule_is_drawn(rule)) return len_on_dots(lines->at[line]);
    strokes s = strokes_of(rule, lines->at[line]);
    return way > 0 ? s.last : s.first;
}
