/* What a layout says of tables: what is wrong is told where it stands, what is right is understood. */
#include "layout_case.h"

#define TABLE SMALL "tables: {table: "
#define HEAD TABLE "{parts: {main: {head: "
#define ROWS TABLE "{parts: {main: {rows: "

static void the_plain_keys_are_checked(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a caption without a style",
         "styles: {table_caption: null}\n" TABLE "«{caption: 表}}\n"
         "table: {caption_style: null}\n",
         "define-missing tables.table\n"},
        {"a unit without a style",
         "styles: {table_unit: null}\n" TABLE "«{unit: 单位：万元}}\n"
         "table: {unit_style: null}\n",
         "define-missing tables.table\n"},
        {"a style there is not", TABLE "{caption_style: «nobody}}\n",
         "define-style-unknown tables.table.caption_style\n"},
        {"a caption that is a list", TABLE "{caption: «[表]}}\n", "define-text tables.table.caption\n"},
        {"a bool that is a text", TABLE "{keep_groups: «some}}\n", "define-bool tables.table.keep_groups\n"},
        {"characters on each other", TABLE "{min_pitch: «0.8}}\n",
         "define-min-pitch tables.table.min_pitch\n"},
        {"characters farther apart", TABLE "{min_pitch: «1.2}}\n",
         "define-min-pitch tables.table.min_pitch\n"},
        {"a place in a cell there is not", SMALL "styles: {table: {valign: «center}}\n",
         "define-choice styles.table.valign\n"},
        {"a height without a unit", ROWS "{plan: {label: 计划, height: «20}}}}}}\n",
         "define-length tables.table.parts.main.rows.plan.height\n"},
        {"sides there are not", ROWS "{plan: {label: 计划, sides: {«under: none}}}}}}}\n",
         "define-unknown tables.table.parts.main.rows.plan.sides.under\n"},
        {"a rule without a weight", ROWS "{plan: {label: 计划, sides: {top: «double}}}}}}}\n",
         "define-rule tables.table.parts.main.rows.plan.sides.top\n"});
}

static void diagonals_part_two_or_three_labels_of_a_stub(void **state)
{
    (void)state;
    FAULTS_ARE({"one label", HEAD "{_stub: {diagonal: «[项目]}}}}}}\n",
                "define-diagonal tables.table.parts.main.head._stub.diagonal\n"},
               {"four labels", HEAD "{_stub: {diagonal: «[甲, 乙, 丙, 丁]}}}}}}\n",
                "define-diagonal tables.table.parts.main.head._stub.diagonal\n"},
               {"an empty one", HEAD "{_stub: {diagonal: «[项目, \"\"]}}}}}}\n",
                "define-diagonal tables.table.parts.main.head._stub.diagonal\n"},
               {"a text", HEAD "{_stub: {diagonal: «项目}}}}}}\n",
                "define-list tables.table.parts.main.head._stub.diagonal\n"},
               {"of a column", HEAD "{total: {label: 合计, diagonal: «[项目, 数]}}}}}}\n",
                "define-diagonal-place tables.table.parts.main.head.total.diagonal\n"},
               {"of a group", HEAD "{_place: {diagonal: «[项目, 数]}}}}}}\n",
                "define-diagonal-place tables.table.parts.main.head._place.diagonal\n"},
               {"of a row", ROWS "{plan: {label: 计划, «diagonal: [项目, 数]}}}}}}\n",
                "define-unknown tables.table.parts.main.rows.plan.diagonal\n"},
               {"no label and no diagonals", HEAD "{total: «{value: count}}}}}}\n",
                "define-missing tables.table.parts.main.head.total\n"});
}

static void labels_reach_the_end_of_head_and_stub(void **state)
{
    (void)state;
    FAULTS_ARE({"a label of no rows", HEAD "{total: {label: 合计, rows: «0}}}}}}\n",
                "define-label-span tables.table.parts.main.head.total.rows\n"},
               {"a label of too many", ROWS "{plan: {label: 计划, span: «13}}}}}}\n",
                "define-label-span tables.table.parts.main.rows.plan.span\n"},
               {"a hole below a column", HEAD "{_place: {rows: 2}, total: {label: 合计, rows: «2}}}}}}\n",
                "define-label-hole tables.table.parts.main.head.total.rows\n"},
               {"a hole beside a row", ROWS "{plan: {label: 计划, span: «1}}}}}}\n",
                "define-label-hole tables.table.parts.main.rows.plan.span\n"},
               {"a group that leaves no room for its rows", ROWS "«{done: {span: 2}}}}}}\n",
                "define-stub-deep tables.table.parts.main.rows\n"});
}

static void labels_take_what_they_say(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(&arena, "extends: small-form\n"
                                    "tables:\n"
                                    "  table:\n"
                                    "    stub: 3\n"
                                    "    widths: [1, 1, 1, 1, 1, 1]\n"
                                    "    parts:\n"
                                    "      main:\n"
                                    "        head: {_place: {rows: 2}, total: {label: 合计, rows: 3}}\n"
                                    "        rows: {done: {span: 2}}\n");
    const table_part *part = &l->tables[0].parts[0];
    assert_int_equal(part->head_depth, 3);
    const axis_node *city = axis_find(&part->head, STR("city")),
                    *road = axis_find(&part->rows, STR("done.road")),
                    *plan = axis_find(&part->rows, STR("plan"));
    assert_int_equal(city->label_at, 2);
    assert_int_equal(city->label_span, 1);
    assert_int_equal(road->label_at, 2);
    assert_int_equal(road->label_span, 1);
    assert_int_equal(plan->label_span, 3); /* all there is */
    arena_clear(&arena);
}

#define TEN "一二三四五六七八九十"
#define FIFTY TEN TEN TEN TEN TEN

static void slots_above_a_table_name_fields(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a field there is not", TABLE "{left: «\"编制单位：{agencies}\"}}\n",
         "define-above-slot tables.table.left\n"},
        {"a field of many lines", TABLE "{left: «\"{words}\"}}\n", "define-above-slot tables.table.left\n"},
        {"the number of a table without one", TABLE "{caption: 小表, continued: «\"续表{number}\"}}\n",
         "define-above-slot tables.table.continued\n"},
        {"of all tables", SMALL "table: {unit: «\"{}\"}\n", "define-above-slot table.unit\n"},
        {"more than a line", TABLE "{unit: «" FIFTY FIFTY FIFTY FIFTY "多}}\n",
         "define-above-long tables.table.unit\n"});
    bx_arena arena = {0};
    right(&arena, TABLE
          "{caption: \"表{number} {year}年小表\", continued: \"续表{number}\", unit: \"单位：{件}件\"}}\n"
          "fields: {件: {type: text, label: 单位}}\n");
    arena_clear(&arena);
}

static void widths_are_written_in_many_ways(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"no characters", TABLE "{widths: [«0字, 1, 1, 1, 1]}}\n", "define-width tables.table.widths[0]\n"},
        {"characters below nothing", TABLE "{widths: [«-8字, 1, 1, 1, 1]}}\n",
         "define-width tables.table.widths[0]\n"},
        {"nothing per cent", TABLE "{widths: [1, «0%, 1, 1, 1]}}\n", "define-width tables.table.widths[1]\n"},
        {"a share below nothing", TABLE "{widths: [«-1, 1, 1, 1, 1]}}\n",
         "define-width tables.table.widths[0]\n"},
        {"a list", TABLE "{widths: [«[1], 1, 1, 1, 1]}}\n", "define-width tables.table.widths[0]\n"},
        {"nothing left for a share", TABLE "{widths: «[25%, 25%, 25%, 25%, 1]}}\n",
         "define-widths tables.table.widths\n"},
        {"nothing left for content", TABLE "{widths: «[25%, 25%, 25%, 25%, content]}}\n",
         "define-widths tables.table.widths\n"},
        {"more characters than a line has", TABLE "{widths: «[20字, 20字, 1, 1, 1]}}\n",
         "define-widths tables.table.widths\n"},
        {"more than a page on its side", TABLE "{is_turned: true, widths: «[60mm, 60mm, 60mm, 60mm, 1]}}\n",
         "define-widths tables.table.widths\n"},
        {"row labels and a column beyond a page",
         TABLE "{splits_columns: true, widths: «[60mm, 60mm, 1, 40mm, 1]}}\n",
         "define-widths tables.table.widths\n"});
}

static void widths_are_resolved_when_they_are_read(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(&arena, SMALL "table: {ruling: {frame: 0.75pt}, padding_x: 1mm}\n"
                                          "tables: {table: {widths: [8字, 20%, 1.5, content, equal]}}\n");
    const track *tracks = l->tables[0].tracks;
    assert_int_equal(tracks[0].fixed, 8 * LEN_FROM_PT(12) + 2 * LEN_FROM_MM(1)); /* 小四 */
    assert_in_range(tracks[1].fixed - (LEN_FROM_MM(156) - LEN_FROM_PT(0.75)) / 5 + 1, 0, 2);
    assert_int_equal(tracks[2].share, EM * 3 / 2);
    assert_int_equal(tracks[2].kind, TRACK_SHARE);
    assert_int_equal(tracks[3].kind, TRACK_CONTENT);
    assert_int_equal(tracks[4].kind, TRACK_EQUAL);
    right(&arena, TABLE "{widths: [20%, 20%, 20%, 20%, 20%]}}\n"); /* 100% is a whole table, rules and all */
    right(&arena, TABLE "{is_turned: true, widths: [50mm, 50mm, 50mm, 50mm, 1]}}\n");
    right(&arena, TABLE "{splits_columns: true, widths: [30mm, 30mm, 90mm, 90mm, 90mm]}}\n");
    arena_clear(&arena);
}

static void what_a_table_says_is_understood(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(
        &arena, "extends: small-form\n"
                "styles: {mine: {like: table, valign: bottom, is_vertical: true, align: decimal}}\n"
                "table: {continued: 续表, splits_rows: true}\n"
                "tables:\n"
                "  table:\n"
                "    caption: 表{number} 收支总表\n"
                "    unit: 单位：万元\n"
                "    keep_together: true\n"
                "    blank_text: 0\n"
                "    min_pitch: 0.9\n"
                "    parts:\n"
                "      main:\n"
                "        head: {_stub: {diagonal: [项目, 地方]}}\n"
                "        rows:\n"
                "          done: {cell_style: mine, keep_before: true}\n"
                "          plan: {label: 计划, height: 20mm, sides: {bottom: double 0.5pt, left: none}}\n");
    const layout_table *table = &l->tables[0];
    const axis_node *rows = &table->parts[0].rows, *plan = axis_find(rows, STR("plan")),
                    *road = axis_find(rows, STR("done.road")), *done = axis_find(rows, STR("done"));
    assert_true(str_is(table->above.caption, "表{number} 收支总表"));
    assert_true(str_is(table->above.unit, "单位：万元"));
    assert_true(str_is(table->above.continued, "续表")); /* of all tables */
    assert_true(str_is(table->above.caption_style->name, "table_caption"));
    assert_true(table->breaks.keep_together && table->breaks.splits_rows && !table->breaks.keep_groups);
    assert_true(str_is(table->blank_text, "0"));
    assert_int_equal(table->min_pitch, EM * 9 / 10);
    assert_int_equal(table->parts[0].head.kids[0].diagonal_count, 2);
    assert_true(road->cell_style == layout_style(l, STR("mine")) && done->keep_before);
    assert_true(road->cell_style->is_vertical && road->cell_style->valign == VALIGN_BOTTOM);
    assert_int_equal(plan->min_height, LEN_FROM_MM(20));
    assert_int_equal(plan->sides.bottom.kind, RULE_DOUBLE);
    assert_int_equal(plan->sides.left.kind, RULE_NONE);
    assert_int_equal(plan->sides.top.kind, RULE_UNSET);
    arena_clear(&arena);
}

/* ---- free grids: small-form has five tracks ---- */

#define GRID TABLE "{rules: null, parts: {main: null, form: {value: text, grid: "

static void cells_of_a_grid_leave_no_hole_and_no_overlap(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a hole at a row's end", GRID "[«[甲, {name: a, span: 3}]]}}}}\n",
         "define-grid-hole tables.table.parts.form.grid[0]\n"},
        {"a hole below", GRID "[[甲, {name: a, span: 4, rows: 2}], «[]]}}}}\n",
         "define-grid-hole tables.table.parts.form.grid[1]\n"},
        {"beyond the last column", GRID "[[甲, «{name: a, span: 5}]]}}}}\n",
         "define-grid-wide tables.table.parts.form.grid[0][1]\n"},
        {"one too many", GRID "[[甲, {name: a, span: 4}, «乙]]}}}}\n",
         "define-grid-wide tables.table.parts.form.grid[0][2]\n"},
        {"beyond the last row", GRID "[[甲, «{name: a, span: 4, rows: 2}]]}}}}\n",
         "define-grid-low tables.table.parts.form.grid[0][1]\n"},
        {"over a cell from above",
         GRID "[[甲, {name: a}, {label: 乙, rows: 2}, {name: b, span: 2}], [«{name: c, span: 3}]]}}}}\n",
         "define-grid-overlap tables.table.parts.form.grid[1][0]\n"},
        {"a span of nothing", GRID "[[甲, {name: a, span: «0}]]}}}}\n",
         "define-grid-span tables.table.parts.form.grid[0][1].span\n"},
        {"rows of nothing", GRID "[[甲, {name: a, rows: «0}]]}}}}\n",
         "define-grid-span tables.table.parts.form.grid[0][1].rows\n"},
        {"a span beyond all", GRID "[[甲, «{name: a, span: 1000000, rows: 1000000}]]}}}}\n",
         "define-grid-wide tables.table.parts.form.grid[0][1]\n"},
        {"a head that reaches into the body",
         TABLE "{rules: null, parts: {main: null, form: {head_rows: 1, grid: [[«{label: 甲, rows: 2}, "
               "{label: 乙, span: 4}], "
               "[{name: a, span: 4}]]}}}}\n",
         "define-grid-head tables.table.parts.form.grid[0][0]\n"},
        {"nothing but a head",
         TABLE
         "{rules: null, parts: {main: null, form: {head_rows: 1, grid: «[[甲, {name: a, span: 4}]]}}}}\n",
         "define-grid-head-rows tables.table.parts.form.grid\n"},
        {"several faults",
         GRID "[[甲, {name: a, span: 4}], [乙, «{name: b, span: 5}], [丙, {name: «_c, span: 4}]]}}}}\n",
         "define-grid-wide tables.table.parts.form.grid[1][1]\ndefine-grid-name "
         "tables.table.parts.form.grid[2][1].name\n"});
}

static void cells_of_a_grid_are_labels_or_values(void **state)
{
    (void)state;
    FAULTS_ARE({"no values", GRID "«[[{label: 甲, span: 5}]]}}}}\n",
                "define-grid-empty tables.table.parts.form.grid\n"},
               {"no rows", GRID "«[]}}}}\n", "define-grid-empty tables.table.parts.form.grid\n"},
               {"a name twice", GRID "[[甲, {name: a}, 乙, «{name: a, span: 2}]]}}}}\n",
                "define-name-twice tables.table.parts.form.grid[0][3]\n"},
               {"a name that is a row's of another part",
                TABLE "{rules: null, parts: {form: {grid: [[甲, «{name: plan, span: 4}]]}}}}\n",
                "define-name-twice tables.table.parts.form.grid[0][1]\n"},
               {"a hidden name", GRID "[[甲, {name: «_a, span: 4}]]}}}}\n",
                "define-grid-name tables.table.parts.form.grid[0][1].name\n"},
               {"an empty name", GRID "[[甲, {name: «\"\", span: 4}]]}}}}\n",
                "define-grid-name tables.table.parts.form.grid[0][1].name\n"},
               {"a name that is a list", GRID "[[甲, {name: «[a], span: 4}]]}}}}\n",
                "define-text tables.table.parts.form.grid[0][1].name\n"},
               {"neither label nor name", GRID "[[甲, «{span: 3}, {name: a}]]}}}}\n",
                "define-grid-cell tables.table.parts.form.grid[0][1]\n"},
               {"a label with a kind of value",
                GRID "[[{label: 甲, value: «text}, {name: a, span: 4}]]}}}}\n",
                "define-grid-cell tables.table.parts.form.grid[0][0].value\n"},
               {"a value with diagonals", GRID "[[甲, {name: a, span: 4, diagonal: «[乙, 丙]}]]}}}}\n",
                "define-diagonal-place tables.table.parts.form.grid[0][1].diagonal\n"},
               {"a kind of value there is not", GRID "[[甲, {name: a, span: 4, value: «money}]]}}}}\n",
                "define-choice tables.table.parts.form.grid[0][1].value\n"},
               {"a value that nothing is said of", GRID "[[«{name: a}, 甲, {name: b, span: 3}]]}}}}\n",
                "define-grid-unlabelled tables.table.parts.form.grid[0][0]\n"},
               {"a blank says nothing", GRID "[[\"\", «{name: a, span: 4}]]}}}}\n",
                "define-grid-unlabelled tables.table.parts.form.grid[0][1]\n"},
               {"a row that is a text", GRID "[«甲]}}}}\n", "define-list tables.table.parts.form.grid[0]\n"},
               {"a grid that is a map", GRID "«{a: 1}}}}}\n", "define-list tables.table.parts.form.grid\n"},
               {"a grid and a head", GRID "«[[甲, {name: a, span: 4}]], head: {a: 甲}}}}}\n",
                "define-grid-both tables.table.parts.form.grid\n"});
}

static void what_a_grid_says_is_understood(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(
        &arena, SMALL
        "tables:\n"
        "  table:\n"
        "    rules: {across: null, works: null, same: {each: row, require: b = c, label: 乙等于丙}}\n"
        "    parts:\n"
        "      main: null\n"
        "      form:\n"
        "        value: text\n"
        "        head_rows: 1\n"
        "        grid:\n"
        "          - [{label: 表头, span: 5}]\n"
        "          - [{label: 大项, rows: 3}, 甲, {name: a}, {label: 照片, span: 2, rows: 2}]\n"
        "          - {height: 20mm, keep_next: true, cells: [{label: \"乙\\n丙\"}, {name: b, value: "
        "decimal}]}\n"
        "          - [{name: c, label: 另称, value: decimal}, {name: d, span: 3, style: table_small}]\n");
    const table_part *part = &l->tables[0].parts[0];
    static const grid_role roles[] = {GRID_COLUMN_HEAD, GRID_ROW_HEAD, GRID_ROW_HEAD, GRID_TEXT, GRID_TEXT,
                                      GRID_ROW_HEAD,    GRID_TEXT,     GRID_TEXT,     GRID_TEXT};
    assert_int_equal(part->grid_count, COUNT(roles));
    for (size_t i = 0; i < COUNT(roles); i++) assert_int_equal(part->grid[i].role, roles[i]);
    assert_int_equal(part->grid[5].row, 2); /* 乙丙 stands behind 大项 */
    assert_int_equal(part->grid[5].column, 1);
    assert_int_equal(part->grid[8].column, 2);
    assert_int_equal(part->grid_row_nodes[2].min_height, LEN_FROM_MM(20));
    assert_true(part->grid_row_nodes[2].keep_next && !part->grid_row_nodes[1].keep_next);
    assert_int_equal(part->leaf_column_count, 4);
    assert_int_equal(part->leaf_columns[0]->value, CELL_TEXT);
    assert_int_equal(part->leaf_columns[1]->value, CELL_DECIMAL);
    assert_true(str_is(part->leaf_columns[1]->label, "乙\n丙")); /* for messages */
    assert_true(str_is(part->leaf_columns[2]->label, "另称"));
    assert_true(part->leaf_columns[3]->cell_style == layout_style(l, STR("table_small")));
    assert_true(l->tables[0].rules[0].terms[1].node == part->leaf_columns[2]);
    cell_address at;
    assert_true(layout_find_cell(l, STR("table.b"), &at));
    assert_int_equal(at.column, 1);
    assert_false(layout_find_cell(l, STR("table.e"), &at));
    arena_clear(&arena);
}

static void lists_and_what_only_they_can_have_are_checked(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a list of lists", ROWS "{done: «{label: 完成, is_list: true}}}}}}\n",
         "define-list-row tables.table.parts.main.rows.done\n"},
        {"a list without a name", ROWS "{done: {rows: {_more: ««{label: 其他, is_list: true}}}}}}}}\n",
         "define-hidden tables.table.parts.main.rows.done.rows._more\n"
         "define-list-row tables.table.parts.main.rows.done.rows._more\n"},
        {"a bound without a list", ROWS "{plan: «{label: 计划, max_rows: 9}}}}}}\n",
         "define-max-rows tables.table.parts.main.rows.plan\n"},
        {"more rows than there can be", ROWS "{plan: {label: 计划, is_list: true, max_rows: «1000001}}}}}}\n",
         "define-whole tables.table.parts.main.rows.plan.max_rows\n"},
        {"row heads without a list", HEAD "{total: «{label: 合计, is_row_head: true}}}}}}\n",
         "define-list-column tables.table.parts.main.head.total\n"},
        {"diagonals behind a column of values",
         TABLE
         "{parts: {main: {rows: {plan: {label: 计划, is_list: true}}, head: {total: {diagonal: «[乙, 丙], "
         "is_row_head: true}}}}}}\n",
         "define-diagonal-place tables.table.parts.main.head.total.diagonal\n"},
        {"a merged group",
         TABLE "{parts: {main: {rows: {plan: {label: 计划, is_list: true}}, head: {_place: "
               "«{label: 地方, is_merged: true}}}}}}\n",
         "define-list-column tables.table.parts.main.head._place\n"},
        {"a merged column behind one that is not",
         TABLE "{parts: {main: {rows: {plan: {label: 计划, is_list: true}}, head: {total: «{label: 合计, "
               "is_merged: true}}}}}}\n",
         "define-merged tables.table.parts.main.head.total\n"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plain_keys_are_checked),
        cmocka_unit_test(lists_and_what_only_they_can_have_are_checked),
        cmocka_unit_test(diagonals_part_two_or_three_labels_of_a_stub),
        cmocka_unit_test(labels_reach_the_end_of_head_and_stub),
        cmocka_unit_test(labels_take_what_they_say),
        cmocka_unit_test(slots_above_a_table_name_fields),
        cmocka_unit_test(widths_are_written_in_many_ways),
        cmocka_unit_test(widths_are_resolved_when_they_are_read),
        cmocka_unit_test(what_a_table_says_is_understood),
        cmocka_unit_test(cells_of_a_grid_leave_no_hole_and_no_overlap),
        cmocka_unit_test(cells_of_a_grid_are_labels_or_values),
        cmocka_unit_test(what_a_grid_says_is_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
