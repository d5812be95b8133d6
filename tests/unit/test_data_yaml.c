/* YAML: what is what, what is refused, and that each mistake people make is told at its place. */
#include "data_try.h"

#define YAML_IS(...) CASES_ARE(VALUE_YAML, BX_OK, __VA_ARGS__)
#define YAML_FAILS(...) CASES_ARE(VALUE_YAML, BX_BAD_DATA, __VA_ARGS__)

static void plain_scalars_are_what_the_core_says(void **state)
{
    (void)state;
    YAML_IS(
        {"- \n- ~\n- null\n- Null\n", ". list 4 @1:1\n[0] null null @1:2\n[1] null null @2:3\n[2] null null "
                                      "@3:3\n[3] text \"Null\" @4:3\n"},
        {"- true\n- false\n- True\n- yes\n- no\n- on\n- off\n",
         ". list 7 @1:1\n[0] bool true @1:3\n[1] bool false @2:3\n[2] text \"True\" @3:3\n"
         "[3] text \"yes\" @4:3\n[4] text \"no\" @5:3\n[5] text \"on\" @6:3\n[6] text \"off\" @7:3\n"},
        {"- 0\n- -0\n- 12\n- -12.50\n- 0.05\n- 123456789012345678\n",
         ". list 6 @1:1\n[0] number 0 @1:3\n[1] number -0 @2:3\n[2] number 12 @3:3\n"
         "[3] number -12.50 @4:3\n[4] number 0.05 @5:3\n[5] number 123456789012345678 @6:3\n"},
        {"- 007\n- 0x1F\n- 1e5\n- 1,234\n- +5\n- .5\n- 5.\n- 1_000\n- １２\n",
         ". list 9 @1:1\n[0] text \"007\" @1:3\n[1] text \"0x1F\" @2:3\n[2] text \"1e5\" @3:3\n"
         "[3] text \"1,234\" @4:3\n[4] text \"+5\" @5:3\n[5] text \".5\" @6:3\n[6] text \"5.\" @7:3\n"
         "[7] text \"1_000\" @8:3\n[8] text \"１２\" @9:3\n"},
        {"- 2024-01-10\n- 2024年1月10日\n- 12:30\n- 1.2.3\n- '12'\n- \"true\"\n- ''\n",
         ". list 7 @1:1\n[0] text \"2024-01-10\" @1:3\n[1] text \"2024年1月10日\" @2:3\n"
         "[2] text \"12:30\" @3:3\n[3] text \"1.2.3\" @4:3\n[4] text \"12\" @5:3\n[5] text \"true\" @6:3\n"
         "[6] text \"\" @7:3\n"});
}

static void numbers_keep_literal_and_decimal(void **state)
{
    (void)state;
    attempt a = attempt_parse("n: -012.5\nm: -12.50 # 万元\n", VALUE_YAML);
    assert_int_equal(value_find(a.root, STR("n"))->kind, VALUE_TEXT);
    const value *m = value_find(a.root, STR("m"));
    assert_int_equal(m->number.units, -1250);
    assert_int_equal(m->number.scale, 2);
    assert_true(str_is(m->text, "-12.50"));
    attempt_clear(&a);
}

static void structures_keep_their_order_and_places(void **state)
{
    (void)state;
    YAML_IS({"b: 1\na:\n- x\n-   y: [z, {k: v}]\n",
             ". map 2 @1:1\nb number 1 @1:4\na list 2 @3:1\na[0] text \"x\" @3:3\na[1] map 1 @4:5\n"
             "a[1].y list 2 @4:8\na[1].y[0] text \"z\" @4:9\na[1].y[1] map 1 @4:12\n"
             "a[1].y[1].k text \"v\" @4:16\n"},
            {"年份: 2023\n标题: 《𠮷林》 # 注\nx: \ty\n",
             ". map 3 @1:1\n年份 number 2023 @1:5\n标题 text \"《𠮷林》\" @2:5\nx text \"y\" @3:5\n"},
            {"a: {}\nb: []\nc:\n", ". map 3 @1:1\na map 0 @1:4\nb list 0 @2:4\nc null null @3:3\n"},
            {"a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 3\r\n",
             ". map 3 @1:1\na number 1 @1:4\nb text \"x\\ny\\n\" @2:4\nc number 3 @5:4\n"},
            {"a: 1\rb: 2", ". map 2 @1:1\na number 1 @1:4\nb number 2 @2:4\n"},
            {"1: a\ntrue: b\nnull: c\n\"x y\": d\n", ". map 4 @1:1\n1 text \"a\" @1:4\ntrue text \"b\" "
                                                     "@2:7\nnull text \"c\" @3:7\nx y text \"d\" @4:8\n"},
            {"--- # 注\na: 1\n...\n# 完\n", ". map 1 @2:1\na number 1 @2:4\n"});
}

static void texts_are_folded_and_unescaped(void **state)
{
    (void)state;
    YAML_IS({"a: >-\n  one\n  two\n\n  three\nb: |+\n  x\n\nc: |-\n  y\n",
             ". map 3 @1:1\na text \"one two\\nthree\" @1:4\nb text \"x\\n\\n\" @6:4\nc text \"y\" @9:4\n"},
            {"a: 'it''s'\nb: \"x\\ty\\u4e2d\\U00020bb7\\\"\"\nc: \"a\n  b\"\n",
             ". map 3 @1:1\na text \"it's\" @1:4\nb text \"x\\ty中𠮷\\\"\" @2:4\nc text \"a b\" @3:4\n"},
            {"a: http://x.cn/?b:c#d\nb: a#b\n",
             ". map 2 @1:1\na text \"http://x.cn/?b:c#d\" @1:4\nb text \"a#b\" @2:4\n"});
}

static void tags_of_the_core_are_taken_where_they_fit(void **state)
{
    (void)state;
    YAML_IS(
        {"- !!str 12\n- !!int 12\n- !!float 1.5\n- !!float 1\n- !!bool true\n- !!null ~\n- !!null\n- "
         "!!str\n- ! 5\n",
         ". list 9 @1:1\n[0] text \"12\" @1:9\n[1] number 12 @2:9\n[2] number 1.5 @3:11\n[3] number 1 @4:11\n"
         "[4] bool true @5:10\n[5] null null @6:10\n[6] null null @7:3\n[7] text \"\" @8:3\n[8] text \"5\" "
         "@9:5\n"},
        {"a: !!map\n  b: !!seq [1]\n",
         ". map 1 @1:1\na map 1 @2:3\na.b list 1 @2:12\na.b[0] number 1 @2:13\n"});
    YAML_FAILS(
        {"- !!int x\n- !!int 1.5\n- !!int \"5\"\n- !!bool yes\n- !!seq {}\n- !!map x\n- !!binary eA==\n",
         "1:9 yaml-tag-misfit [0]\n2:9 yaml-tag-misfit [1]\n3:9 yaml-tag-misfit [2]\n"
         "4:10 yaml-tag-misfit [3]\n5:9 yaml-tag-misfit [4]\n6:9 yaml-tag-misfit [5]\n"
         "7:12 yaml-tag-misfit [6]\n"},
        {"a: !local x\nb: !<tag:x.cn,2024:y> z\nc: !x {}\n",
         "1:11 yaml-tag a\n2:23 yaml-tag b\n3:7 yaml-tag c\n"},
        {"a: !x!y z\n", "1:4 yaml-start-character a\n"},
        {"!!str k: 1\n&a l: 2\n", "1:7 yaml-key-mark k\n2:4 yaml-key-mark l\n"});
}

static void aliases_are_copies_with_the_anchors_places(void **state)
{
    (void)state;
    YAML_IS({"a: &x\n  k: [1, 中]\nb: *x\nc:\n- *x\n",
             ". map 3 @1:1\na map 1 @2:3\na.k list 2 @2:6\na.k[0] number 1 @2:7\na.k[1] text \"中\" @2:10\n"
             "b map 1 @2:3\nb.k list 2 @2:6\nb.k[0] number 1 @2:7\nb.k[1] text \"中\" @2:10\n"
             "c list 1 @5:1\nc[0] map 1 @2:3\nc[0].k list 2 @2:6\nc[0].k[0] number 1 @2:7\n"
             "c[0].k[1] text \"中\" @2:10\n"},
            {"- &a 1\n- &a 2\n- *a\n",
             ". list 3 @1:1\n[0] number 1 @1:6\n[1] number 2 @2:6\n[2] number 2 @2:6\n"});
    attempt a = attempt_parse("a: &x [1]\nb: *x\n", VALUE_YAML);
    const value *b = value_find(a.root, STR("b"));
    assert_int_equal(b->key_at.line, 2);
    assert_ptr_equal(b->parent, a.root);
    assert_ptr_equal(b->items[0]->parent, b);
    assert_int_equal(b->index, 1);
    attempt_clear(&a);
    YAML_FAILS({"a: *x\nb: *y\n", "1:4 yaml-alias-unknown a\n2:4 yaml-alias-unknown b\n"},
               {"a: &x [1, *x]\n", "1:11 yaml-alias-self a[1]\n"},
               {"&x a: 1\nb: *x\n", "1:4 yaml-key-mark a\n2:4 yaml-alias-unknown b\n"},
               {"a: &x k\n*x : 1\n", "2:1 yaml-key-not-text \n"});
}

static void keys_are_texts_given_once(void **state)
{
    (void)state;
    YAML_FAILS({"a: 1\nb: {x: 1, x: 2, y: 3, x: 4}\na: 2\na: 3\n",
                "2:11 data-key-duplicate b.x\n2:23 data-key-duplicate b.x\n3:1 data-key-duplicate a\n"
                "4:1 data-key-duplicate a\n"},
               {"a: &x {k: 1, k: 2}\nb: *x\n", "1:14 data-key-duplicate a.k\n"},
               {"? [a]\n: 1\n", "1:3 yaml-key-not-text \n"}, {"? {a: b}\n: 1\n", "1:3 yaml-key-not-text \n"},
               {": 1\n", "1:1 data-key-empty \n"}, {"\"\": 1\n", "1:1 data-key-empty \n"},
               {"　a: 1\nb　: 2\n' c': 3\n",
                "1:1 data-key-blank 　a\n2:1 data-key-blank b　\n3:1 data-key-blank  c\n"},
               {"\"a\\nb\": 1\n", "1:1 data-key-break a\n"}, {"\"a\\0b\": 1\n", "1:1 data-key-break a\n"},
               {"<<: {a: 1}\n", "1:1 yaml-merge <<\n"});
    YAML_IS({"\"<<\": 1\n", ". map 1 @1:1\n<< number 1 @1:7\n"});
}

static void many_keys_are_compared_too(void **state)
{
    (void)state;
    bx_buf file = {0};
    for (int i = 0; i < 100; i++) buf_print(&file, "k%d: %d\n", i * 37 % 100, i);
    attempt a = attempt_within(buf_slice(&file), VALUE_YAML, NULL);
    assert_int_equal(a.status, BX_OK);
    attempt_clear(&a);
    buf_text(&file, "k99: 1\nz: 2\nk0: 3\nk99: 4\n");
    a = attempt_within(buf_slice(&file), VALUE_YAML, NULL);
    assert_string_equal(
        a.said.ptr,
        "101:1 data-key-duplicate k99\n103:1 data-key-duplicate k0\n104:1 data-key-duplicate k99\n");
    char text[200];
    bx_diags_text(a.diags, 2, BX_EN, text, sizeof text);
    assert_non_null(strstr(text, "first in line 28")); /* 27 × 37 = 999 */
    attempt_clear(&a);
    buf_clear(&file);
}

static void long_numbers_and_refused_escapes_are_told(void **state)
{
    (void)state;
    YAML_FAILS({"a: 1234567890123456789\nb: [-0.123456789012345678]\n",
                "1:4 data-number-long a\n2:5 data-number-long b[0]\n"},
               {"a: \"x\\0y\"\nb: \"\\r\"\nc: \"中\\L\"\n",
                "1:6 data-control a\n2:5 data-control b\n3:6 data-control c\n"});
    YAML_IS({"a: '1234567890123456789'\nb: 12345678901234567890x\n",
             ". map 2 @1:1\na text \"1234567890123456789\" @1:4\nb text \"12345678901234567890x\" @2:4\n"});
}

static void one_file_holds_one_document(void **state)
{
    (void)state;
    YAML_FAILS({"a: 1\n---\nb: 2\n", "2:1 yaml-documents \n"}, {"a: 1\n...\n---\n", "3:1 yaml-documents \n"},
               {"%YAML 1.1\n---\na: 1\n", "1:1 yaml-directive \n"},
               {"# x\n\n%TAG ! x\n---\na\n", "3:1 yaml-directive \n"},
               {"a: 1\n%TAG ! x\n", "2:1 yaml-rest \n"}, {" a: 1\nb: 2\n", "2:1 yaml-rest \n"},
               {"[a]\nb: 2\n", "2:1 yaml-rest \n"});
}

static void colons_mistyped_are_told_line_by_line(void **state)
{
    (void)state;
    YAML_FAILS({"年份：2023\n标题：报告\n", "1:3 yaml-wide-colon \n2:3 yaml-wide-colon \n"},
               {"x: 1\n年份：2023\n标题：报告\ny: 2\n", "2:3 yaml-wide-colon \n3:3 yaml-wide-colon \n"},
               {"年份：2023\n标题: 报告\n", "1:3 yaml-wide-colon \n"},
               {"a:\n  新收：5\n  结转: 3\n", "2:5 yaml-wide-colon \n"},
               {"a：\n\n  b: 1\n", "1:2 yaml-wide-colon \n"},
               {"t: |\n  一：x\n年：2\nz: 1\n", "3:2 yaml-wide-colon \n"},
               {"a:1\nb:2\n", "1:2 yaml-colon-space \n2:2 yaml-colon-space \n"},
               {"x: 1\nb:2\nc: 3\n", "2:2 yaml-colon-space \n"}, {"x: {a:}\n", "1:6 yaml-colon-space x\n"},
               {"b:2\nc: 3\n", "1:2 yaml-colon-space \n"}, {"a: 1\n说明文字\nb: 2\n", "2:1 yaml-no-colon \n"},
               {"a: 一: 二\n", "1:5 yaml-colon-in-text \n"});
    YAML_IS({"a: 说明：文字\n", ". map 1 @1:1\na text \"说明：文字\" @1:4\n"},
            {"说明文字\n", ". text \"说明文字\" @1:1\n"}, {"12:30", ". text \"12:30\" @1:1\n"},
            {"'a：b'", ". text \"a：b\" @1:1\n"}, {"http://x.cn", ". text \"http://x.cn\" @1:1\n"});
}

static void full_width_marks_are_told_where_they_stand(void **state)
{
    (void)state;
    YAML_FAILS({"a: {b: 合计，c: 1}\n", "1:10 yaml-wide-mark a\n"},
               {"a: {b: 1，\n  c: 2}\n", "1:9 yaml-wide-mark a\n"},
               {"- [1, 2］\n- [3]\n", "1:8 yaml-wide-mark [0][2]\n"},
               {"a: {b: 1｝\nc: 2\n", "1:9 yaml-wide-mark a\n"}, {"a: ｛b: 1}\n", "1:4 yaml-wide-mark \n"},
               {"a: {b: '一，二', c: 1 d: 2}\n", "1:4 yaml-bracket-open a\n"});
    YAML_IS({"a: [一，二, （三）]\n", ". map 1 @1:1\na list 2 @1:4\na[0] text \"一，二\" @1:5\na[1] text "
                                      "\"（三）\" @1:10\n"},
            {"a: 【公告】一\n", ". map 1 @1:1\na text \"【公告】一\" @1:4\n"});
}

static void indentation_is_told_where_it_breaks(void **state)
{
    (void)state;
    YAML_FAILS(
        {"a: 1\n\tb: 2\n", "2:1 yaml-tab a\n"}, {"a:\n\tb: 2\n", "2:1 yaml-tab a\n"},
        {"\ta: 1\n", "1:1 yaml-tab \n"}, {"a: |\n\tx\n", "2:1 yaml-tab a\n"},
        {"a: 1\n  b: 2\n", "2:3 yaml-indent-more \n"}, {"a:\n    b: 1\n  c: 2\n", "3:3 yaml-indent-odd \n"},
        {"b: 1\n- a\n", "2:1 yaml-dash-here \n"}, {"a: - b\n", "1:4 yaml-dash-here a\n"},
        {"b:\n  - a\n  c: 1\n", "3:3 yaml-dash-missing b[1]\n"}, {"- a\nb\n", "2:1 yaml-no-colon [1]\n"});
}

static void quotes_and_brackets_are_told_where_they_open(void **state)
{
    (void)state;
    YAML_FAILS({"a: 1\nb: \"x\nc: 2\n", "2:4 yaml-quote-open b\n"}, {"b: 'x\n", "1:4 yaml-quote-open b\n"},
               {"b: \"x\n---\n\"\n", "1:4 yaml-quote-open b\n"},
               {"a: [1,\n 2\nb: 3\n", "1:4 yaml-bracket-open a[2]\n"},
               {"a: {b: 1\nc: 3\n", "1:4 yaml-bracket-open a\n"},
               {"a: [1, , 2]\n", "1:8 yaml-nothing a[1]\n"}, {"a: \"x\" y\n", "1:8 yaml-after-value \n"},
               {"a: |x\n  b\n", "1:4 yaml-block-header a\n"}, {"a: |0\n  b\n", "1:4 yaml-block-header a\n"});
}

static void characters_yaml_keeps_are_told(void **state)
{
    (void)state;
    YAML_FAILS({"a: @x\n", "1:4 yaml-start-character a\n"}, {"a: `x\n", "1:4 yaml-start-character a\n"},
               {"a: %5\n", "1:4 yaml-start-character a\n"}, {"a: *重要\n", "1:4 yaml-start-character a\n"},
               {"a: & b\n", "1:4 yaml-start-character a\n"}, {"a: \"\\q\"\n", "1:5 yaml-escape a\n"},
               {"a: \"\\x4\"\n", "1:5 yaml-escape a\n"}, {"a: \"\\ud83d\\ude00\"\n", "1:5 yaml-escape a\n"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_scalars_are_what_the_core_says),
        cmocka_unit_test(numbers_keep_literal_and_decimal),
        cmocka_unit_test(structures_keep_their_order_and_places),
        cmocka_unit_test(texts_are_folded_and_unescaped),
        cmocka_unit_test(tags_of_the_core_are_taken_where_they_fit),
        cmocka_unit_test(aliases_are_copies_with_the_anchors_places),
        cmocka_unit_test(keys_are_texts_given_once),
        cmocka_unit_test(many_keys_are_compared_too),
        cmocka_unit_test(long_numbers_and_refused_escapes_are_told),
        cmocka_unit_test(one_file_holds_one_document),
        cmocka_unit_test(colons_mistyped_are_told_line_by_line),
        cmocka_unit_test(full_width_marks_are_told_where_they_stand),
        cmocka_unit_test(indentation_is_told_where_it_breaks),
        cmocka_unit_test(quotes_and_brackets_are_told_where_they_open),
        cmocka_unit_test(characters_yaml_keeps_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
