/* The value tree itself: finding, paths, places, exact decimals; and what every file must be, whatever its
 * format. */
#include "data_try.h"

static decimal dec(const char *literal)
{
    decimal d = {0};
    assert_true(decimal_parse(str_of(literal), &d));
    return d;
}

static void assert_decimal(decimal d, const char *wanted)
{
    bx_arena arena = {0};
    bx_str text = decimal_text(d, &arena);
    assert_non_null(text.ptr);
    assert_string_equal(text.ptr, wanted);
    assert_int_equal(text.len, strlen(wanted));
    arena_clear(&arena);
}

/* ---- decimals */

static void decimals_are_read_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *literal;
        int64_t units;
        uint32_t scale;
    } good[] = {{"0", 0, 0},
                {"-0", 0, 0},
                {"12.50", 1250, 2},
                {"-12.50", -1250, 2},
                {"007", 7, 0},
                {"0.000", 0, 3},
                {"999999999999999999", 999999999999999999, 0},
                {"-0.00000000000000001", -1, 17}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        decimal d = dec(good[i].literal);
        assert_int_equal(d.units, good[i].units);
        assert_int_equal(d.scale, good[i].scale);
    }
    static const char *const bad[] = {"",
                                      "-",
                                      ".",
                                      "1.",
                                      ".5",
                                      "+1",
                                      "1e5",
                                      "1,234",
                                      "1.2.3",
                                      "--1",
                                      " 1",
                                      "1 ",
                                      "０",
                                      "1-",
                                      "-.5",
                                      "1000000000000000000",
                                      "0.000000000000000001"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        decimal d;
        assert_false(decimal_parse(str_of(bad[i]), &d));
    }
}

static void decimals_are_written_with_all_their_digits(void **state)
{
    (void)state;
    assert_decimal(dec("12.50"), "12.50");
    assert_decimal(dec("-12.50"), "-12.50");
    assert_decimal(dec("0.05"), "0.05");
    assert_decimal(dec("-0.05"), "-0.05");
    assert_decimal(dec("0"), "0");
    assert_decimal(dec("-7"), "-7");
    assert_decimal((decimal){0, 3}, "0.000");
    assert_decimal((decimal){INT64_MIN, 0}, "-9223372036854775808");
    assert_decimal((decimal){INT64_MIN, 19}, "-0.9223372036854775808");
    assert_decimal((decimal){INT64_MAX, 25}, "0.0000009223372036854775807");
}

static void decimals_add_up_to_the_last_digit(void **state)
{
    (void)state;
    decimal sum;
    assert_true(decimal_add(dec("0.1"), dec("0.2"), &sum));
    assert_decimal(sum, "0.3");
    assert_true(decimal_add(dec("12.50"), dec("1"), &sum));
    assert_decimal(sum, "13.50");
    assert_true(decimal_subtract(dec("1"), dec("0.99"), &sum));
    assert_decimal(sum, "0.01");
    assert_true(decimal_subtract(dec("0.5"), dec("12.25"), &sum));
    assert_decimal(sum, "-11.75");
    assert_true(decimal_add((decimal){INT64_MAX - 1, 0}, dec("1"), &sum));
    assert_int_equal(sum.units, INT64_MAX);
}

static void decimals_that_overflow_say_so(void **state)
{
    (void)state;
    decimal sum;
    assert_false(decimal_add((decimal){INT64_MAX, 0}, dec("1"), &sum));
    assert_false(decimal_subtract((decimal){INT64_MIN, 0}, dec("1"), &sum));
    assert_false(decimal_add(dec("999999999999999999"), dec("0.01"), &sum));
    /* 999999999999999999.0 would not fit with its zero; without it, it does */
    assert_true(decimal_add(dec("999999999999999999"), dec("0.0"), &sum));
    assert_decimal(sum, "999999999999999999");
    assert_true(decimal_add((decimal){INT64_MAX, 0}, (decimal){0, 1000}, &sum));
}

static void decimals_compare_by_value(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } cases[] = {{"1.0", "1", 0},
                 {"1.00", "1.000", 0},
                 {"-0", "0.0", 0},
                 {"0.99", "1", -1},
                 {"-2", "-1.5", -1},
                 {"999999999999999999", "0.00000000000000001", 1},
                 {"-999999999999999999", "0.00000000000000001", -1},
                 {"999999999999999999", "-9.9999999999999999", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(decimal_compare(dec(cases[i].a), dec(cases[i].b)), cases[i].order);
        assert_int_equal(decimal_compare(dec(cases[i].b), dec(cases[i].a)), -cases[i].order);
    }
    assert_int_equal(decimal_compare((decimal){INT64_MIN, 0}, (decimal){INT64_MIN, 1}), -1);
    assert_int_equal(decimal_compare((decimal){1, 4000000000u}, dec("1")), -1);
}

/* ---- finding and paths */

static const char tree_text[] = "applications:\n"
                                "  new:\n"
                                "    total: 5\n"
                                "  rows: [[1, 2], {名称: 三}]\n"
                                "a.b: 6\n";

static void values_are_found_by_key_and_path(void **state)
{
    (void)state;
    attempt a = attempt_parse(tree_text, VALUE_AUTO);
    const value *total = value_at(a.root, STR("applications.new.total"));
    assert_non_null(total);
    assert_int_equal(total->number.units, 5);
    assert_ptr_equal(value_at(a.root, STR("")), a.root);
    assert_ptr_equal(value_at(value_find(a.root, STR("applications")), STR("new.total")), total);
    assert_int_equal(value_at(a.root, STR("applications.rows[0][1]"))->number.units, 2);
    assert_non_null(value_at(a.root, STR("applications.rows[1].名称")));
    assert_int_equal(value_find(a.root, STR("a.b"))->number.units, 6);
    static const char *const absent[] = {"x",
                                         "a.b",
                                         "applications.",
                                         ".applications",
                                         "applications..new",
                                         "[0]",
                                         "applications.rows[2]",
                                         "applications.rows[]",
                                         "applications.rows[0",
                                         "applications.rows[-1]",
                                         "applications.rows[x]",
                                         "applications.rows[0]x",
                                         "applications.rows[99999999999999999999]",
                                         "applications.new.total.x",
                                         "applications[0]"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_null(value_at(a.root, str_of(absent[i])));
    assert_null(value_find(NULL, STR("x")));
    assert_null(value_find(total, STR("x")));
    attempt_clear(&a);
}

static void paths_lead_back_to_their_values(void **state)
{
    (void)state;
    attempt a = attempt_parse(tree_text, VALUE_AUTO);
    static const char *const paths[] = {"", "applications", "applications.new.total",
                                        "applications.rows[0][1]", "applications.rows[1].名称"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        bx_str path = value_path(value_at(a.root, str_of(paths[i])), &a.arena);
        assert_string_equal(path.ptr, paths[i]);
        assert_int_equal(path.len, strlen(paths[i]));
    }
    attempt_clear(&a);
    a = attempt_parse("- - x\n", VALUE_YAML);
    assert_string_equal(value_path(value_at(a.root, STR("[0][0]")), &a.arena).ptr, "[0][0]");
    attempt_clear(&a);
}

static void a_wide_colon_is_noticed_in_a_text(void **state)
{
    (void)state;
    attempt a = attempt_parse("a:\n  新收：5\n  结转：3\nb: 说明\nc: 5\n", VALUE_YAML);
    assert_true(value_has_wide_colon(value_find(a.root, STR("a"))));
    assert_false(value_has_wide_colon(value_find(a.root, STR("b"))));
    assert_false(value_has_wide_colon(value_find(a.root, STR("c"))));
    assert_false(value_has_wide_colon(a.root));
    assert_false(value_has_wide_colon(NULL));
    attempt_clear(&a);
}

/* ---- places inside texts */

/* The place of the first occurrence of a part in the value of a key. */
static void assert_part(const char *file, const char *key, const char *part, uint32_t line, uint32_t column)
{
    attempt a = attempt_parse(file, VALUE_AUTO);
    const value *v = value_find(a.root, str_of(key));
    assert_non_null(v);
    size_t at = str_find(v->text, str_of(part));
    assert_true(at < v->text.len || !*part);
    bx_place place = value_place_in(v, at);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_string_equal(place.file, "f");
    attempt_clear(&a);
}

static void literal_blocks_know_every_place(void **state)
{
    (void)state;
    static const char file[] = "text: |  # 说明\n"
                               "\n"
                               "    一、概述\n"
                               "      缩进 两格\n"
                               "  \n"
                               "    末行：完\n"
                               "next: 1\n";
    assert_part(file, "text", "一", 3, 5);
    assert_part(file, "text", "概述", 3, 7);
    assert_part(file, "text", "  缩进", 4, 5);
    assert_part(file, "text", "缩进", 4, 7);
    assert_part(file, "text", " 两格", 4, 9);
    assert_part(file, "text", "完", 6, 8);
    assert_part(file, "text", "", 2, 1);
    attempt a = attempt_parse(file, VALUE_AUTO);
    const value *v = value_find(a.root, STR("text"));
    assert_true(v->is_block);
    assert_string_equal(v->text.ptr, "\n一、概述\n  缩进 两格\n\n末行：完\n");
    assert_int_equal(value_place_in(v, v->text.len).line, 6);
    assert_int_equal(value_place_in(v, v->text.len).column, 9);
    assert_int_equal(value_place_in(v, 9999).line, 6);
    attempt_clear(&a);
}

static void indicators_of_a_block_do_not_shift_places(void **state)
{
    (void)state;
    assert_part("a: |2-\n     x\n    y\n", "a", "x", 2, 6);
    assert_part("a: |2-\n     x\n    y\n", "a", "y", 3, 5);
    assert_part("a: |+\n  x\n\n\n", "a", "\n\n", 2, 4);
    assert_part("k:\n  &a !!str\n  # 注\n  |\n  x\nb: *a\n", "k", "x", 5, 3);
    assert_part("k: &a |\n  x\nb: *a\n", "b", "x", 2, 3);
    assert_part("a: |\r\n  x\r\n  yz\r\n", "a", "z", 3, 4);
    assert_part("a: |\r  x\r  yz\r", "a", "z", 3, 4);
    assert_part("a: |\n  x\n  没有换行", "a", "行", 3, 6);
}

static void folded_and_quoted_texts_know_their_words(void **state)
{
    (void)state;
    static const char file[] = "a: >\n"
                               "  one\n"
                               "  two\n"
                               "\n"
                               "  three\n"
                               "    more\n"
                               "b: plain\n"
                               "  text  goes\n"
                               "  on\n"
                               "c: 'it''s\n"
                               "  so'\n"
                               "d: \"x\\n\\u4e2dy\\\n"
                               "   z \\U00020bb7w\"\n";
    assert_part(file, "a", "two", 3, 3);
    assert_part(file, "a", "three", 5, 3);
    assert_part(file, "a", "more", 6, 5);
    assert_part(file, "b", "plain", 7, 4);
    assert_part(file, "b", "goes", 8, 9);
    assert_part(file, "b", "on", 9, 3);
    assert_part(file, "c", "'s", 10, 7);
    assert_part(file, "c", "s ", 10, 9);
    assert_part(file, "c", "so", 11, 3);
    assert_part(file, "d", "x", 12, 5);
    assert_part(file, "d", "\n", 12, 6);
    assert_part(file, "d", "中", 12, 8);
    assert_part(file, "d", "y", 12, 14);
    assert_part(file, "d", "z", 13, 4);
    assert_part(file, "d", "𠮷", 13, 6);
    assert_part(file, "d", "w", 13, 16);
}

static void json_texts_know_their_characters(void **state)
{
    (void)state;
    static const char file[] =
        "{\"a\": \"x\\n\\ud842\\udfb7y\\r\\nz\\\\\", \"b\": \"无转义\", \"n\": -12.5, \"t\": true}";
    assert_part(file, "a", "x", 1, 8);
    assert_part(file, "a", "𠮷", 1, 11);
    assert_part(file, "a", "y", 1, 23);
    assert_part(file, "a", "\nz", 1, 24);
    assert_part(file, "a", "z", 1, 28);
    assert_part(file, "a", "\\", 1, 29);
    assert_part(file, "b", "义", 1, 42);
    assert_part(file, "n", "5", 1, 55);
    assert_part(file, "t", "e", 1, 66);
}

static void containers_and_made_up_values_have_their_own_place(void **state)
{
    (void)state;
    value made = {.kind = VALUE_TEXT, .text = STR("abc"), .at = {"g", 7, 8}};
    assert_int_equal(value_place_in(&made, 2).column, 8);
    attempt a = attempt_parse("- [1]\n- ~\n", VALUE_YAML);
    assert_int_equal(value_place_in(a.root->items[0], 0).column, 3);
    assert_int_equal(value_place_in(a.root->items[1], 1).line, 2);
    attempt_clear(&a);
}

/* ---- files */

static void a_file_is_utf8_or_told_what_it_is(void **state)
{
    (void)state;
    CASES_ARE(VALUE_AUTO, BX_BAD_DATA, {"a: 1\nb: \xd6\xd0\xce\xc4\n", "2:4 data-gbk \n"},
              {"{\"a\": \"\x81\x30\x81\x30\"}", "1:8 data-gbk \n"}, /* four bytes of GB 18030 */
              {"a: 中文\xff\n", "1:6 data-not-utf8 \n"}, {"a: 中\xb8\n", "1:5 data-not-utf8 \n"},
              {"a: 1\r\nb: \xed\xa0\x80\n", "2:4 data-not-utf8 \n"}, {"\xff\xfe\x61", "1:1 data-utf16 \n"},
              {"\xfe\xff", "1:1 data-utf16 \n"});
    attempt a = attempt_within((bx_str){"a\0:\0 \0", 6}, VALUE_YAML, NULL);
    assert_string_equal(a.said.ptr, "1:1 data-utf16 \n");
    attempt_clear(&a);
}

static void invisible_characters_are_refused_with_their_place(void **state)
{
    (void)state;
    CASES_ARE(VALUE_AUTO, BX_BAD_DATA, {"a: 1\nb: 中\x07\n", "2:5 data-control \n"},
              {"a: \x7f", "1:4 data-control \n"}, {"a: \xc2\x85", "1:4 data-control \n"},
              {"a: 1\rb: \xe2\x80\xa8", "2:4 data-control \n"},
              {"{\"a\": \"\xef\xbb\xbf\"}", "1:8 data-control \n"},
              {"\xef\xbb\xbf\xef\xbb\xbf", "1:1 data-control \n"});
    attempt a = attempt_within((bx_str){"a: b\0c", 6}, VALUE_YAML, NULL);
    assert_string_equal(a.said.ptr, "1:5 data-control \n");
    attempt_clear(&a);
}

static void a_mark_at_the_start_is_skipped(void **state)
{
    (void)state;
    CASES_ARE(VALUE_AUTO, BX_OK,
              {"\xef\xbb\xbf"
               "a: 1\n",
               ". map 1 @1:1\na number 1 @1:4\n"},
              {"\xef\xbb\xbf{\"a\": 1}", ". map 1 @1:1\na number 1 @1:7\n"});
}

static void a_file_without_a_value_is_an_error(void **state)
{
    (void)state;
    CASES_ARE(VALUE_AUTO, BX_BAD_DATA, {"", "1:1 data-empty \n"}, {"\xef\xbb\xbf", "1:1 data-empty \n"},
              {" \n\n", "1:1 data-empty \n"}, {"# 只有注释\n", "1:1 data-empty \n"},
              {"---\n", "1:1 data-empty \n"}, {"--- # x\n...\n", "1:1 data-empty \n"});
    CASES_ARE(VALUE_JSON, BX_BAD_DATA, {"", "1:1 data-empty \n"}, {" \r\n\t", "1:1 data-empty \n"});
    attempt a = attempt_within((bx_str){NULL, 0}, VALUE_AUTO, NULL);
    assert_int_equal(a.status, BX_BAD_DATA);
    attempt_clear(&a);
}

static void a_brace_at_the_start_makes_a_file_json(void **state)
{
    (void)state;
    CASES_ARE(VALUE_AUTO, BX_OK, {" \r\n\t{\"a\":\ttrue}", ". map 1 @2:2\na bool true @2:8\n"},
              {"# x\n{a: true}", ". map 1 @2:1\na bool true @2:5\n"},
              {"[a]", ". list 1 @1:1\n[0] text \"a\" @1:2\n"});
    CASES_ARE(VALUE_AUTO, BX_BAD_DATA, {"{a: true}", "1:2 json-key \n"});
    CASES_ARE(VALUE_YAML, BX_OK, {"{a: true}", ". map 1 @1:1\na bool true @1:5\n"});
}

static void a_dump_is_one_line_a_value(void **state)
{
    (void)state;
    attempt a = attempt_parse(tree_text, VALUE_AUTO);
    assert_string_equal(a.said.ptr, ". map 2 @1:1\n"
                                    "applications map 2 @2:3\n"
                                    "applications.new map 1 @3:5\n"
                                    "applications.new.total number 5 @3:12\n"
                                    "applications.rows list 2 @4:9\n"
                                    "applications.rows[0] list 2 @4:10\n"
                                    "applications.rows[0][0] number 1 @4:11\n"
                                    "applications.rows[0][1] number 2 @4:14\n"
                                    "applications.rows[1] map 1 @4:18\n"
                                    "applications.rows[1].名称 text \"三\" @4:23\n"
                                    "a.b number 6 @5:6\n");
    attempt_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_read_exactly),
        cmocka_unit_test(decimals_are_written_with_all_their_digits),
        cmocka_unit_test(decimals_add_up_to_the_last_digit),
        cmocka_unit_test(decimals_that_overflow_say_so),
        cmocka_unit_test(decimals_compare_by_value),
        cmocka_unit_test(values_are_found_by_key_and_path),
        cmocka_unit_test(paths_lead_back_to_their_values),
        cmocka_unit_test(a_wide_colon_is_noticed_in_a_text),
        cmocka_unit_test(literal_blocks_know_every_place),
        cmocka_unit_test(indicators_of_a_block_do_not_shift_places),
        cmocka_unit_test(folded_and_quoted_texts_know_their_words),
        cmocka_unit_test(json_texts_know_their_characters),
        cmocka_unit_test(containers_and_made_up_values_have_their_own_place),
        cmocka_unit_test(a_file_is_utf8_or_told_what_it_is),
        cmocka_unit_test(invisible_characters_are_refused_with_their_place),
        cmocka_unit_test(a_mark_at_the_start_is_skipped),
        cmocka_unit_test(a_file_without_a_value_is_an_error),
        cmocka_unit_test(a_brace_at_the_start_makes_a_file_json),
        cmocka_unit_test(a_dump_is_one_line_a_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
