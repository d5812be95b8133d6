/* Rules as strokes: grids with a rule of chance on each edge, drawn on the dots of a printer and looked at
 * dot by dot. What stands on an edge, and where labels between diagonals stand, is tested in tests/geometry.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "set/table_draw.h"

enum { LINES = 4, SEGMENTS = LINES - 1, GRIDS = 1000, SIDE = 640, OFF = 40 };

static const bx_len HALF_POINT = LEN_PT / 2;

static bx_arena arena;
static bx_diags *diags;
static item_list strokes;
static char ink[SIDE][SIDE]; /* 1: a stroke across, 2: one down, 3: both */
static char allowed[SIDE][SIDE];

static bx_len at_x[LINES], at_y[LINES];
static table_rule across[LINES][SEGMENTS], down[LINES][SEGMENTS];

static drawer make_drawer(void)
{
    static setter s;
    s = (setter){.arena = &arena, .diags = diags};
    drawer d = {.s = &s, .out = &strokes};
    d.ruling.across = (rule_lines){across[0], LINES, SEGMENTS, at_y};
    d.ruling.down = (rule_lines){down[0], LINES, SEGMENTS, at_x};
    d.ruling.outside = HALF_POINT;
    strokes.list.count = 0;
    return d;
}

/* ---- dots ---- */

static double dots(bx_len at)
{
    return (double)at * 600 / 72 / (double)LEN_PT;
}

static int dot(bx_len at)
{
    double d = dots(at) + OFF;
    assert_true(d > 0 && d < SIDE);
    return (int)(d + 0.5);
}

static bool is_across(const frame_rule *r)
{
    return r->y0 == r->y1;
}

typedef struct area {
    int x0, y0, x1, y1;
} area;

static area area_of(const frame_rule *r)
{
    bx_len half = r->weight / 2;
    if (is_across(r)) return (area){dot(r->x0), dot(r->y0 - half), dot(r->x1), dot(r->y0 + half)};
    return (area){dot(r->x0 - half), dot(r->y0), dot(r->x0 + half), dot(r->y1)};
}

static const frame_rule *stroke(size_t i)
{
    return &strokes.list.items[i].rule;
}

static void draw(void)
{
    drawer d = make_drawer();
    assert_int_equal(table_draw_rules(&d), BX_OK);
    memset(ink, 0, sizeof ink);
    for (size_t i = 0; i < strokes.list.count; i++) {
        area a = area_of(stroke(i));
        char pen = is_across(stroke(i)) ? 1 : 2;
        for (int y = a.y0; y < a.y1; y++)
            for (int x = a.x0; x < a.x1; x++) {
                if (ink[y][x] & pen) fail_msg("two strokes of one direction over each other at %d %d", x, y);
                ink[y][x] |= pen;
            }
    }
}

/* ---- what should be there ---- */

static table_rule at(table_rule rules[LINES][SEGMENTS], int line, int segment)
{
    return segment < 0 || segment >= SEGMENTS ? (table_rule){0} : rules[line][segment];
}

static bx_len wider(table_rule a, table_rule b)
{
    return len_max(table_rule_width(a), table_rule_width(b));
}

/* Half of what the widest rule of a direction takes at a node, and up to a dot for its place. */
static int half_at(table_rule rules[LINES][SEGMENTS], int line, int segment)
{
    bx_len width = wider(at(rules, line, segment - 1), at(rules, line, segment));
    return width ? (int)(dots(width) / 2) + 2 : 0;
}

static bool is_inked(int x0, int y0, int x1, int y1)
{
    for (int y = y0; y < y1; y++)
        for (int x = x0; x < x1; x++)
            if (!ink[y][x]) return false;
    return true;
}

/* Strokes on a segment, counted between its joints: so many runs of ink, each as many dots as its weight. */
static void look_across_segment(table_rule rule, bool is_row, int line, int segment)
{
    int middle = is_row ? dot(at_y[line]) : dot(at_x[line]),
        along = is_row ? dot((at_x[segment] + at_x[segment + 1]) / 2)
                       : dot((at_y[segment] + at_y[segment + 1]) / 2);
    int wanted = (int)(dots(rule.weight) + 0.5), runs = 0, run = 0;
    for (int i = middle - 25; i <= middle + 25; i++) {
        bool is_ink = is_row ? ink[i][along] : ink[along][i];
        if (!is_ink && run) {
            assert_int_equal(run, wanted);
            runs++;
        }
        run = is_ink ? run + 1 : 0;
    }
    assert_int_equal(runs, !rule_is_drawn(rule) ? 0 : rule.kind == RULE_DOUBLE ? 2 : 1);
}

static void allow(int x0, int y0, int x1, int y1)
{
    for (int y = y0; y <= y1; y++) memset(&allowed[y][x0], 1, (size_t)(x1 - x0 + 1));
}

static int half_of(table_rule rule)
{
    return (int)(dots(table_rule_width(rule)) / 2) + 1;
}

/* Around a node, as far as what meets there is wide, and to the table's edge where nothing crosses. */
static void allow_node(int i, int j)
{
    int h = half_at(across, i, j), v = half_at(down, j, i), x = dot(at_x[j]), y = dot(at_y[i]),
        open = (int)dots(HALF_POINT) + 2;
    if (h || v) allow(x - (v ? v : open), y - (h ? h : open), x + (v ? v : open), y + (h ? h : open));
}

/* No ink but on the rules and in the boxes where they meet. */
static void look_for_overshoot(void)
{
    memset(allowed, 0, sizeof allowed);
    for (int i = 0; i < LINES; i++)
        for (int j = 0; j < LINES; j++) allow_node(i, j);
    for (int i = 0; i < LINES; i++)
        for (int j = 0; j < SEGMENTS; j++) {
            int h = half_of(across[i][j]), v = half_of(down[i][j]);
            if (rule_is_drawn(across[i][j]))
                allow(dot(at_x[j]), dot(at_y[i]) - h, dot(at_x[j + 1]), dot(at_y[i]) + h);
            if (rule_is_drawn(down[i][j]))
                allow(dot(at_x[i]) - v, dot(at_y[j]), dot(at_x[i]) + v, dot(at_y[j + 1]));
        }
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            if (ink[y][x] && !allowed[y][x]) fail_msg("a stroke pokes out at %d %d", x, y);
}

/* Does a place lie in a stroke of the other direction, or at the end of one that continues it? */
static bool is_met(const frame_rule *r, bx_len x, bx_len y)
{
    bx_len slack = LEN_PT / 50;
    for (size_t i = 0; i < strokes.list.count; i++) {
        const frame_rule *o = stroke(i);
        bx_len half = o->weight / 2 + slack;
        bool is_in = is_across(o)
                         ? x >= o->x0 - slack && x <= o->x1 + slack && y >= o->y0 - half && y <= o->y0 + half
                         : y >= o->y0 - slack && y <= o->y1 + slack && x >= o->x0 - half && x <= o->x0 + half;
        if (o != r && is_in) return true;
    }
    return false;
}

static bool has_arm_across(bx_len x, bx_len y, bool is_row)
{
    for (int i = 0; i < LINES; i++)
        for (int j = 0; j < LINES; j++) {
            if (llabs(x - at_x[j]) > 4 * LEN_PT || llabs(y - at_y[i]) > 4 * LEN_PT) continue;
            return is_row ? wider(at(down, j, i - 1), at(down, j, i)) > 0
                          : wider(at(across, i, j - 1), at(across, i, j)) > 0;
        }
    return false;
}

static void look_at_ends(void)
{
    for (size_t i = 0; i < strokes.list.count; i++) {
        const frame_rule *r = stroke(i);
        bool is_row = is_across(r);
        if (has_arm_across(r->x0, r->y0, is_row) && !is_met(r, r->x0, r->y0)) fail_msg("a loose start");
        if (has_arm_across(r->x1, r->y1, is_row) && !is_met(r, r->x1, r->y1)) fail_msg("a loose end");
    }
}

static bool is_two_strokes(table_rule a, table_rule b)
{
    return a.kind == RULE_DOUBLE || b.kind == RULE_DOUBLE;
}

/* Where single rules turn or change their weight, the joint is full of ink. */
static void look_at_joint(int i, int j)
{
    table_rule left = at(across, i, j - 1), right = at(across, i, j), up = at(down, j, i - 1),
               low = at(down, j, i);
    if (is_two_strokes(left, right) || is_two_strokes(up, low)) return;
    bx_len h = wider(left, right), v = wider(up, low);
    bool is_through = (h == left.weight && h == right.weight) || (v == up.weight && v == low.weight);
    if (!h || !v || is_through) return;
    int x = (int)(dots(v) / 2) - 1, y = (int)(dots(h) / 2) - 1, cx = dot(at_x[j]), cy = dot(at_y[i]);
    if (!is_inked(cx - x, cy - y, cx + x, cy + y)) fail_msg("a notch in the joint of line %d and %d", i, j);
}

/* In a corner of two double rules, inner strokes do not reach the outer ones: the gap goes around it. */
static void look_at_gap(int i, int j)
{
    table_rule left = at(across, i, j - 1), right = at(across, i, j), up = at(down, j, i - 1),
               low = at(down, j, i);
    if (rule_is_drawn(left) == rule_is_drawn(right) || rule_is_drawn(up) == rule_is_drawn(low)) return;
    table_rule h = rule_is_drawn(left) ? left : right, v = rule_is_drawn(up) ? up : low;
    if (h.kind != RULE_DOUBLE || v.kind != RULE_DOUBLE) return;
    int x = dot(at_x[j]), y = dot(at_y[i]), inner_x = (int)dots(table_rule_step(v)) / 2,
        inner_y = (int)dots(table_rule_step(h)) / 2;
    if (rule_is_drawn(left)) inner_x = -inner_x;
    if (rule_is_drawn(up)) inner_y = -inner_y;
    if (ink[y + inner_y][x] || ink[y][x + inner_x]) fail_msg("an inner stroke reaches an outer one");
}

static void look(void)
{
    draw();
    for (int i = 0; i < LINES; i++)
        for (int j = 0; j < SEGMENTS; j++) {
            look_across_segment(across[i][j], true, i, j);
            look_across_segment(down[i][j], false, i, j);
        }
    for (int i = 0; i < LINES; i++)
        for (int j = 0; j < LINES; j++) {
            look_at_joint(i, j);
            look_at_gap(i, j);
        }
    look_at_ends();
    look_for_overshoot();
}

/* ---- tests ---- */

static const table_rule light = {RULE_SINGLE, LEN_PT / 2}, heavy = {RULE_SINGLE, LEN_PT * 3 / 2},
                        two = {RULE_DOUBLE, LEN_PT / 2}, two_heavy = {RULE_DOUBLE, LEN_PT}, none = {0};

static void fill(table_rule inner, table_rule frame)
{
    for (int i = 0; i < LINES; i++)
        for (int j = 0; j < SEGMENTS; j++) {
            bool is_outer = i == 0 || i == LINES - 1;
            across[i][j] = down[i][j] = is_outer ? frame : inner;
        }
}

/* Four different rules at one crossing, double ones among them: no form has that. */
static bool is_muddle(void)
{
    for (int i = 1; i < LINES - 1; i++)
        for (int j = 1; j < LINES - 1; j++) {
            table_rule l = at(across, i, j - 1), r = at(across, i, j), u = at(down, j, i - 1),
                       d = at(down, j, i);
            bool is_full = rule_is_drawn(l) && rule_is_drawn(r) && rule_is_drawn(u) && rule_is_drawn(d);
            bool changes =
                (l.kind != r.kind || l.weight != r.weight) && (u.kind != d.kind || u.weight != d.weight);
            if (is_full && changes && (is_two_strokes(l, r) || is_two_strokes(u, d))) return true;
        }
    return false;
}

/* Numbers without a pattern, the same each time. */
static uint32_t chance(uint32_t below)
{
    static uint64_t state = 20240110;
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % below;
}

static int begin(void **state)
{
    (void)state;
    diags = bx_diags_new();
    for (int i = 0; i < LINES; i++) {
        at_x[i] = LEN_FROM_PT(3.017) + i * LEN_FROM_PT(20.123);
        at_y[i] = LEN_FROM_PT(2.459) + i * LEN_FROM_PT(21.077);
    }
    return diags ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    bx_diags_free(diags);
    arena_clear(&arena);
    return 0;
}

static void each_kind_of_frame_is_sound(void **state)
{
    (void)state;
    const table_rule kinds[] = {none, light, heavy, two, two_heavy};
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++) {
            fill(kinds[i], kinds[j]);
            look();
        }
}

static void what_continues_is_one_stroke(void **state)
{
    (void)state;
    fill(light, heavy);
    draw();
    assert_int_equal(strokes.list.count, 2 * LINES);
    fill(light, two);
    draw();
    assert_int_equal(strokes.list.count, 4 * 2 + 2 * (LINES - 2));
}

static void a_corner_is_closed_and_goes_no_further(void **state)
{
    (void)state;
    fill(none, heavy);
    draw();
    for (size_t i = 0; i < strokes.list.count; i++) {
        const frame_rule *r = stroke(i);
        if (!is_across(r)) continue;
        assert_true(llabs(r->x0 - at_x[0] + r->weight / 2) <= LEN_PT / 10);
        assert_true(llabs(r->x1 - at_x[LINES - 1] - r->weight / 2) <= LEN_PT / 10);
    }
}

static void an_open_side_ends_at_the_tables_edge(void **state)
{
    (void)state;
    fill(none, none);
    for (int j = 0; j < SEGMENTS; j++) across[0][j] = across[1][j] = across[LINES - 1][j] = heavy;
    draw();
    assert_int_equal(strokes.list.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(llabs(stroke(i)->x0 - at_x[0] + HALF_POINT) <= LEN_PT / 10);
        assert_true(llabs(stroke(i)->x1 - at_x[LINES - 1] - HALF_POINT) <= LEN_PT / 10);
    }
}

static void what_meets_a_double_rule_ends_in_its_nearer_stroke(void **state)
{
    (void)state;
    fill(light, light);
    for (int j = 0; j < SEGMENTS; j++) across[1][j] = two;
    draw();
    int crossing = 0;
    for (size_t i = 0; i < strokes.list.count; i++) {
        const frame_rule *r = stroke(i);
        bool is_side =
            r->x0 < at_x[0] + LEN_PT || r->x0 > at_x[LINES - 1] - LEN_PT; /* the double one meets it */
        if (is_across(r) || is_side) continue;
        bool ends_above = r->y1 < at_y[1] && r->y1 > at_y[1] - LEN_PT;
        bool begins_below = r->y0 > at_y[1] && r->y0 < at_y[1] + LEN_PT;
        assert_true(ends_above || begins_below);
        crossing++;
    }
    assert_int_equal(crossing, 2 * (LINES - 2));
}

static void strokes_of_one_weight_are_as_many_dots(void **state)
{
    (void)state;
    const table_rule odd = {RULE_SINGLE, LEN_PT * 31 / 100}; /* two and a half dots: no whole ones are near */
    fill(odd, light);
    draw();
    for (size_t i = 0; i < strokes.list.count; i++) {
        const frame_rule *r = stroke(i);
        bx_len middle = is_across(r) ? r->y0 : r->x0;
        double low = dots(middle - r->weight / 2), high = dots(middle + r->weight / 2);
        double off = low - (double)(long)(low + 0.5);
        assert_true(off > -0.26 && off < 0.26); /* as far from half a dot as can be */
        assert_int_equal((long)(high + 0.5) - (long)(low + 0.5), r->weight == odd.weight ? 3 : 4);
        assert_true(r->weight == odd.weight || llabs(r->weight - LEN_FROM_PT(0.48)) <= 1);
    }
}

static void rules_of_chance_are_sound(void **state)
{
    (void)state;
    const table_rule kinds[] = {none, light, heavy, two, two_heavy, light, none};
    for (int n = 0; n < GRIDS; n++) {
        for (int i = 0; i < LINES; i++)
            for (int j = 0; j < SEGMENTS; j++) {
                across[i][j] = j && chance(3) ? across[i][j - 1] : kinds[chance(7)];
                down[i][j] = j && chance(3) ? down[i][j - 1] : kinds[chance(7)];
            }
        if (!is_muddle()) look();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_frame_is_sound),
        cmocka_unit_test(what_continues_is_one_stroke),
        cmocka_unit_test(a_corner_is_closed_and_goes_no_further),
        cmocka_unit_test(an_open_side_ends_at_the_tables_edge),
        cmocka_unit_test(what_meets_a_double_rule_ends_in_its_nearer_stroke),
        cmocka_unit_test(strokes_of_one_weight_are_as_many_dots),
        cmocka_unit_test(rules_of_chance_are_sound),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
