/* JSON: strictly RFC 8259, and each mistake told at its place. */
#include "data_try.h"

#define JSON_IS(...) CASES_ARE(VALUE_JSON, BX_OK, __VA_ARGS__)
#define JSON_FAILS(...) CASES_ARE(VALUE_JSON, BX_BAD_DATA, __VA_ARGS__)

static void values_have_kind_and_place(void **state)
{
    (void)state;
    JSON_IS({"{\"a\": null, \"b\": true,\n \"c\": false, \"中\": -12.50,\r\n\"e\": [ ],\t\"f\": {}}\n",
             ". map 6 @1:1\na null null @1:7\nb bool true @1:18\nc bool false @2:7\n中 number -12.50 @2:19\n"
             "e list 0 @3:6\nf map 0 @3:16\n"},
            {"[[1,\"x\"],{\"k\":[0]}]",
             ". list 2 @1:1\n[0] list 2 @1:2\n[0][0] number 1 @1:3\n[0][1] text \"x\" @1:5\n[1] map 1 @1:10\n"
             "[1].k list 1 @1:15\n[1].k[0] number 0 @1:16\n"},
            {"12", ". number 12 @1:1\n"}, {" \"x\" ", ". text \"x\" @1:2\n"}, {"null", ". null null @1:1\n"},
            {"-0", ". number -0 @1:1\n"}, {"\r\r\n\n true", ". bool true @4:2\n"});
}

static void strings_are_unescaped(void **state)
{
    (void)state;
    JSON_IS({"[\"\\\"\\\\\\/\\n\\t\\u4e2d\\u00e9\\uD842\\uDFB7\"]",
             ". list 1 @1:1\n[0] text \"\\\"\\\\/\\n\\t中é𠮷\" @1:2\n"},
            {"[\"a\\r\\nb\\rc\\u000d\\u000Ad\\u000D\\ne\\r\"]",
             ". list 1 @1:1\n[0] text \"a\\nb\\nc\\nd\\ne\\n\" @1:2\n"},
            {"{\"\\u4e2d\": \"\"}", ". map 1 @1:1\n中 text \"\" @1:12\n"},
            {"[\"{[,:]}\", \"\\\\\", \"'\"]",
             ". list 3 @1:1\n[0] text \"{[,:]}\" @1:2\n[1] text \"\\\\\" @1:12\n[2] text \"'\" @1:18\n"});
}

static void strings_hold_no_controls_and_no_half_characters(void **state)
{
    (void)state;
    JSON_FAILS({"{\"a\": \"x\ny\", \"b\": \"\t\", \"c\": \"\\ud83d\", \"d\": \"\\ude00x\"}",
                "1:9 json-raw-break a\n2:11 json-raw-tab b\n2:21 json-surrogate c\n2:36 json-surrogate d\n"},
               {"[\"\\u0000\", \"\\u001F\", \"\\b\", \"\\f\", \"\\u2028\", \"\\ufeff\", \"\\u0085\"]",
                "1:3 data-control [0]\n1:13 data-control [1]\n1:23 data-control [2]\n1:29 data-control [3]\n"
                "1:35 data-control [4]\n1:45 data-control [5]\n1:55 data-control [6]\n"},
               {"[\"\\ud83d\\u0041\"]", "1:3 json-surrogate [0]\n"},
               {"[\"x\r\n\"]", "1:4 json-raw-break [0]\n"});
}

static void escapes_unknown_to_json_are_told(void **state)
{
    (void)state;
    JSON_FAILS({"{\"a\": \"C:\\dir\"}", "1:10 json-escape a\n"}, {"[\"\\u12g4\"]", "1:3 json-escape [0]\n"},
               {"[\"\\u中文\"]", "1:3 json-escape [0]\n"}, {"[\"\\", "1:3 json-escape [0]\n"},
               {"{\"\\x\": 1}", "1:3 json-escape \n"}, {"[\"\\'\"]", "1:3 json-escape [0]\n"},
               {"[1, \"abc]", "1:5 json-string-open [1]\n"}, {"{\"a: 1}", "1:2 json-string-open \n"},
               {"[\"\\\"", "1:2 json-string-open [0]\n"});
}

static void numbers_are_written_plainly(void **state)
{
    (void)state;
    JSON_FAILS({"[1e5]", "1:2 json-exponent [0]\n"}, {"[-1.5E+3]", "1:2 json-exponent [0]\n"},
               {"[007]", "1:2 json-number [0]\n"}, {"[1.]", "1:2 json-number [0]\n"},
               {"[-]", "1:2 json-number [0]\n"}, {"[1e]", "1:2 json-number [0]\n"},
               {"[0x10]", "1:2 json-number [0]\n"}, {"[1,234,5 6]", "1:10 json-comma [3]\n"},
               {"[-01]", "1:2 json-number [0]\n"}, {"[12万]", "1:2 json-number [0]\n"},
               {"[.5]", "1:2 json-word [0]\n"}, {"[+5]", "1:2 json-word [0]\n"},
               {"[1:2]", "1:2 json-number [0]\n"},
               {"[1234567890123456789, 1]", "1:2 data-number-long [0]\n"});
}

static void words_other_than_three_are_told(void **state)
{
    (void)state;
    JSON_FAILS({"{\"a\": True}", "1:7 json-word a\n"}, {"[nul]", "1:2 json-word [0]\n"},
               {"[truex]", "1:2 json-word [0]\n"}, {"[NaN]", "1:2 json-word [0]\n"},
               {"[文字]", "1:2 json-word [0]\n"}, {"{a: 1}", "1:2 json-key \n"},
               {"{1: 2}", "1:2 json-key \n"}, {"{[]: 2}", "1:2 json-key \n"},
               {"{null: 2}", "1:2 json-key \n"});
}

static void commas_and_colons_are_where_they_belong(void **state)
{
    (void)state;
    JSON_FAILS({"{\"a\": 1\n \"b\": 2}", "2:2 json-comma \n"}, {"[1 2]", "1:4 json-comma [1]\n"},
               {"[1,]", "1:4 json-comma-last [1]\n"}, {"{\"a\": 1,\n}", "2:1 json-comma-last \n"},
               {"[1,,2]", "1:4 json-comma-extra [1]\n"}, {"[,1]", "1:2 json-comma-extra [0]\n"},
               {"{,}", "1:2 json-key \n"}, {"{\"a\" 1}", "1:6 json-colon a\n"},
               {"{\"a\"}", "1:5 json-colon a\n"}, {"{\"a\"::1}", "1:6 json-unexpected a\n"},
               {"{\"a\",\"b\"}", "1:5 json-colon a\n"}, {"{\"a\": 1: 2}", "1:7 json-number a\n"},
               {"{\"a\": \"b\": 2}", "1:10 json-comma \n"}, {"[\"a\": 1]", "1:5 json-comma [1]\n"},
               {"{\"a\":}", "1:6 json-unexpected a\n"}, {":", "1:1 json-unexpected \n"});
}

static void brackets_match(void **state)
{
    (void)state;
    JSON_FAILS(
        {"{\"a\": [1, 2}", "1:12 json-bracket-other a[2]\n"}, {"[{\"a\": 1]", "1:9 json-bracket-other [0]\n"},
        {"{\"a\": [1,\n 2", "1:7 json-bracket-open a\n"}, {"{", "1:1 json-bracket-open \n"},
        {"{\"a\"", "1:1 json-bracket-open \n"}, {"[1,", "1:1 json-bracket-open \n"},
        {"]", "1:1 json-unexpected \n"}, {"{\"a\": 1}}", "1:9 json-rest \n"}, {"{} {}", "1:4 json-rest \n"},
        {"1 2", "1:3 json-rest \n"}, {"[1], [2]", "1:4 json-rest \n"}, {"[1]\n# x", "2:1 json-rest \n"});
}

static void marks_of_other_keyboards_are_told(void **state)
{
    (void)state;
    JSON_FAILS({"{“a”: 1}", "1:2 json-wide-mark \n"}, {"{\"a\"：1}", "1:5 json-wide-mark a\n"},
               {"[\"a\"，\"b\"]", "1:5 json-wide-mark [1]\n"}, {"[5，6]", "1:3 json-wide-mark [0]\n"},
               {"［1］", "1:1 json-wide-mark \n"}, {"{'a': 1}", "1:2 json-single-quote \n"},
               {"[1, // x\n 2]", "1:5 json-comment [1]\n"}, {"# x\n{}", "1:1 json-comment \n"});
}

static void all_repeated_and_odd_keys_are_told_in_one_run(void **state)
{
    (void)state;
    JSON_FAILS({"{\"a\":1,\"b\":{\"x\":1,\"x\":2},\"a\":2,\"\":3,\" c\":4,\"d\\ne\":5,\n\"\\u0061\":6}",
                "1:19 data-key-duplicate b.x\n1:26 data-key-duplicate a\n1:32 data-key-empty \n"
                "1:37 data-key-blank  c\n1:44 data-key-break d\n2:1 data-key-duplicate a\n"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_kind_and_place),
        cmocka_unit_test(strings_are_unescaped),
        cmocka_unit_test(strings_hold_no_controls_and_no_half_characters),
        cmocka_unit_test(escapes_unknown_to_json_are_told),
        cmocka_unit_test(numbers_are_written_plainly),
        cmocka_unit_test(words_other_than_three_are_told),
        cmocka_unit_test(commas_and_colons_are_where_they_belong),
        cmocka_unit_test(brackets_match),
        cmocka_unit_test(marks_of_other_keyboards_are_told),
        cmocka_unit_test(all_repeated_and_odd_keys_are_told_in_one_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
