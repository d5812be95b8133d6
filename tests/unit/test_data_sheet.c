/* CSV and TSV: what each field is, where it stands, what is wrong and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "data/sheet.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { COLUMNS_MAX = 8 };

static void say_field(const value *v, bx_buf *out)
{
    static const char *const kinds[] = {"null", "bool", "number", "text"};
    buf_print(out, " %u:%u %s", v->at.line, v->at.column, kinds[v->kind]);
    if (v->kind != VALUE_NULL) buf_json_string(out, v->text);
}

/* The lines of a file, the names first: "line: line:column kind"text" …"; then what is told. */
static bx_buf said(bx_str bytes, char delimiter)
{
    static const bx_str keys[COLUMNS_MAX] = {{"a", 1}, {"b", 1}, {"c", 1}};
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    bx_buf out = {0};
    sheet s;
    value items[COLUMNS_MAX] = {0}, root = {.kind = VALUE_MAP}, list = {.kind = VALUE_LIST, .parent = &root};
    list.key = STR("list");
    bool is_open = sheet_open(&s, bytes, "f", delimiter, diags) == BX_OK && sheet_index(&s, &arena);
    for (size_t i = 0; is_open && i <= s.row_count; i++) {
        sheet_line line = i ? s.rows[i - 1] : s.names;
        sheet_row row = {.row = {.parent = &list, .index = (uint32_t)i}, .items = items};
        for (size_t n = 0; n < COLUMNS_MAX; n++) items[n] = (value){.parent = &row.row, .key = keys[n]};
        bx_status status = sheet_read(&s, line, &arena, diags, &row);
        buf_print(&out, "%u%s", line.number, status == BX_OK ? ":" : "!");
        for (size_t n = 0; n < s.column_count; n++) say_field(&items[n], &out);
        buf_char(&out, '\n');
    }
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        bx_diag d = bx_diags_at(diags, i);
        buf_print(&out, "%u:%u %s %s\n", d.line, d.column, d.code, d.path);
    }
    buf_char(&out, '\0');
    bx_diags_free(diags);
    arena_clear(&arena);
    return out;
}

typedef struct sheet_case {
    const char *input, *said;
} sheet_case;

static void check(const sheet_case *cases, size_t count, char delimiter)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        /* No byte behind the end: a reader that goes on is found by the sanitizer. */
        size_t len = strlen(cases[i].input);
        char *bytes = malloc(len ? len : 1);
        memcpy(bytes, cases[i].input, len);
        bx_buf is = said((bx_str){bytes, len}, delimiter);
        if (strcmp(is.ptr, cases[i].said) != 0) {
            print_error("of:\n%s\nwanted:\n%sgot:\n%s", cases[i].input, cases[i].said, is.ptr);
            wrong++;
        }
        buf_clear(&is);
        free(bytes);
    }
    assert_int_equal(wrong, 0);
}

static void fields_are_what_they_look_like(void **state)
{
    (void)state;
    static const sheet_case cases[] = {
        {"a,b\n1,甲\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 number\"1\" 2:3 text\"甲\"\n"},
        {"a,b\n-12.50,007", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 number\"-12.50\" 2:8 text\"007\"\n"},
        {"a,b\n,~\n1,",
         "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 null 2:2 null\n3: 3:1 number\"1\" 3:3 null\n"},
        {"a,b\n\"1\",\"\"\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 number\"1\" 2:5 null\n"},
        {"a,b\n 1 ,\xE3\x80\x80甲 乙 \n",
         "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:2 number\"1\" 2:6 text\"甲 乙\"\n"},
        {"a\n\"1,234\"\n", "1: 1:1 text\"a\"\n2: 2:1 text\"1,234\"\n"},
        {"a\n1234567890123456789\n", "1: 1:1 text\"a\"\n2: 2:1 text\"1234567890123456789\"\n"},
        {"a\n=sum\ntrue\n", "1: 1:1 text\"a\"\n2: 2:1 text\"=sum\"\n3: 3:1 text\"true\"\n"},
        {"\xEF\xBB\xBF甲,乙\n1,2", "1: 1:1 text\"甲\" 1:3 text\"乙\"\n2: 2:1 number\"1\" 2:3 number\"2\"\n"},
    };
    check(cases, COUNT(cases), ',');
}

static void marks_hold_what_would_part_fields(void **state)
{
    (void)state;
    static const sheet_case cases[] = {
        {"a,b\n\"x,y\",\"he \"\"said\"\"\"\n",
         "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 text\"x,y\" 2:7 text\"he \\\"said\\\"\"\n"},
        {"a,b\n\"x\ny\",2\n3,4\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 text\"x\\ny\" 3:4 number\"2\"\n4: "
                                   "4:1 number\"3\" 4:3 number\"4\"\n"},
        {"a,b\r\n\"x\r\ny\",2\r\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 text\"x\\ny\" 3:4 number\"2\"\n"},
        {"a,b\n1, \"x\" \n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 number\"1\" 2:4 text\"x\"\n"},
        {"a,b\n\"\"\"\",\\n\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 text\"\\\"\" 2:6 text\"\\\\n\"\n"},
    };
    check(cases, COUNT(cases), ',');
}

static void lines_end_in_three_ways_and_may_be_blank(void **state)
{
    (void)state;
    static const sheet_case cases[] = {
        {"a\r1\r2", "1: 1:1 text\"a\"\n2: 2:1 number\"1\"\n3: 3:1 number\"2\"\n"},
        {"a\r\n1\r\n2\r\n", "1: 1:1 text\"a\"\n2: 2:1 number\"1\"\n3: 3:1 number\"2\"\n"},
        {"\n \na\n\n1\n\n", "3: 3:1 text\"a\"\n5: 5:1 number\"1\"\n"},
        {"a,b\n,\n1,2\n,,,,\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n3: 3:1 number\"1\" 3:3 number\"2\"\n"},
        {"a,b", "1: 1:1 text\"a\" 1:3 text\"b\"\n"},
    };
    check(cases, COUNT(cases), ',');
}

static void tabs_part_fields_too(void **state)
{
    (void)state;
    static const sheet_case cases[] = {
        {"a\tb\n1,2\t\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 text\"1,2\" 2:5 null\n"},
        {"a\tb\n\"x\ty\"\t2\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2: 2:1 text\"x\\ty\" 2:7 number\"2\"\n"},
    };
    check(cases, COUNT(cases), '\t');
}

static void faults_have_their_place_and_the_rest_is_read(void **state)
{
    (void)state;
    static const sheet_case cases[] = {
        {"a,b\n1\n1,2,3\n4,5\n",
         "1: 1:1 text\"a\" 1:3 text\"b\"\n2! 2:1 number\"1\" 0:0 null\n3! 3:1 number\"1\" 3:3 number\"2\"\n"
         "4: 4:1 number\"4\" 4:3 number\"5\"\n2:1 sheet-line list[1]\n3:1 sheet-line list[2]\n"},
        {"a,b\n1,x\"y\"\n2,\"x\"y\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2! 2:1 number\"1\" 2:3 "
                                      "text\"x\\\"y\\\"\"\n3! 3:1 number\"2\" 3:3 text\"x\"\n"
                                      "2:4 sheet-mark list[1].b\n3:6 sheet-mark list[2].b\n"},
        {"a,b\n1,\"x\n2,y\n", "1: 1:1 text\"a\" 1:3 text\"b\"\n2! 2:1 number\"1\" 2:3 text\"x\\n2,y\\n\"\n"
                              "2:3 sheet-mark list[1].b\n"},
        {"", "1:1 data-empty \n"},
        {"\n,,\n\n", "1:1 data-empty \n"},
        {"a,b\n1,\x01\n", "2:3 data-control \n"},
        {"\xD0\xD5\xC3\xFB,b\n", "1:1 data-gbk \n"},
        {"\xFF\xFE"
         "a",
         "1:1 data-utf16 \n"},
    };
    check(cases, COUNT(cases), ',');
}

/* Each character of a field is found where it stands. */
static void places_inside_a_field_are_exact(void **state)
{
    (void)state;
    bx_str bytes = STR("a,b\n\"x\"\"y\r\nz\",甲乙\n");
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    sheet s;
    value items[2] = {0};
    sheet_row row = {.items = items};
    assert_int_equal(sheet_open(&s, bytes, "f", ',', diags), BX_OK);
    assert_true(sheet_index(&s, &arena));
    assert_int_equal(sheet_read(&s, s.rows[0], &arena, diags, &row), BX_OK);
    static const uint32_t places[][3] = {{0, 2, 2}, {1, 2, 3}, {2, 2, 5}, {3, 2, 6}, {4, 3, 1}, {5, 3, 2}};
    assert_true(str_is(items[0].text, "x\"y\nz"));
    for (size_t i = 0; i < COUNT(places); i++) {
        bx_place at = value_place_in(&items[0], places[i][0]);
        assert_int_equal(at.line, places[i][1]);
        assert_int_equal(at.column, places[i][2]);
    }
    assert_int_equal(value_place_in(&items[1], 3).column, 5);
    bx_diags_free(diags);
    arena_clear(&arena);
}

static void without_memory_it_says_so(void **state)
{
    (void)state;
    bx_str bytes = STR("a,b\n\"x\"\"y\",\"1\r\n2\"\n");
    bx_diags *diags = bx_diags_new();
    long tried = 0;
    for (bool is_read = false; !is_read; tried++) {
        bx_arena arena = {0};
        sheet s;
        value items[2] = {0};
        sheet_row row = {.items = items};
        bx_diags_reset(diags);
        assert_int_equal(sheet_open(&s, bytes, "f", ',', diags), BX_OK);
        mem_fail_after(tried);
        is_read = sheet_index(&s, &arena) && sheet_read(&s, s.rows[0], &arena, diags, &row) == BX_OK;
        mem_fail_after(-1);
        arena_clear(&arena);
    }
    assert_true(tried > 1);
    bx_diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_what_they_look_like),
        cmocka_unit_test(marks_hold_what_would_part_fields),
        cmocka_unit_test(lines_end_in_three_ways_and_may_be_blank),
        cmocka_unit_test(tabs_part_fields_too),
        cmocka_unit_test(faults_have_their_place_and_the_rest_is_read),
        cmocka_unit_test(places_inside_a_field_are_exact),
        cmocka_unit_test(without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
