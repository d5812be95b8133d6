/* The base room: memory that dies together and memory that fails, buffers, slices, UTF-8, lengths, and the
 * list of diagnostics. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/len.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#define assert_str(slice, wanted)                                                                            \
    do {                                                                                                     \
        bx_str str_is_ = (slice), str_want_ = str_of(wanted);                                                \
        assert_int_equal(str_is_.len, str_want_.len);                                                        \
        assert_memory_equal(str_is_.ptr, str_want_.ptr, str_want_.len);                                      \
    } while (0)

/* ---- arena */

static void arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    bx_arena arena = {0};
    for (size_t size = 1; size < 100; size++) {
        unsigned char *p = arena_alloc(&arena, 1, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
    }
    arena_clear(&arena);
    assert_int_equal(arena_size(&arena), 0);
}

static void arena_gives_more_than_a_chunk(void **state)
{
    (void)state;
    bx_arena arena = {0};
    char *small = arena_alloc(&arena, 1, 16), *large = arena_alloc(&arena, 3, 1 << 20);
    assert_non_null(small);
    assert_non_null(large);
    memset(large, 1, 3 << 20);
    assert_int_equal(small[15], 0);
    assert_true(arena_size(&arena) >= 3u << 20);
    arena_clear(&arena);
}

static void arena_refuses_sizes_that_overflow(void **state)
{
    (void)state;
    bx_arena arena = {0};
    assert_null(arena_alloc(&arena, SIZE_MAX / 4, 8));
    assert_null(arena_alloc(&arena, SIZE_MAX, 1));
    assert_null(arena_alloc(&arena, 2, SIZE_MAX));
    arena_clear(&arena);
}

static void arena_copies_end_with_a_nul(void **state)
{
    (void)state;
    bx_arena arena = {0};
    bx_str copy = arena_copy(&arena, STR("政务"));
    assert_str(copy, "政务");
    assert_int_equal(copy.ptr[copy.len], 0);
    assert_non_null(arena_copy(&arena, (bx_str){0}).ptr);
    assert_str(arena_print(&arena, "%d-%s", 7, "x"), "7-x");
    arena_clear(&arena);
}

static void arena_survives_a_failed_allocation(void **state)
{
    (void)state;
    bx_arena arena = {0};
    mem_fail_after(0);
    assert_null(arena_alloc(&arena, 1, 8));
    assert_non_null(arena_alloc(&arena, 1, 8));
    mem_fail_after(0);
    assert_null(arena_alloc(&arena, 1, 1 << 20));
    mem_fail_after(-1);
    assert_non_null(arena_alloc(&arena, 1, 1 << 20));
    arena_clear(&arena);
}

static void vec_keeps_its_items_while_growing(void **state)
{
    (void)state;
    bx_arena arena = {0};
    VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++) {
        int *slot = vec_push(&arena, &numbers);
        assert_non_null(slot);
        assert_int_equal(*slot, 0);
        *slot = i;
    }
    assert_int_equal(numbers.count, 1000);
    for (int i = 0; i < 1000; i++) assert_int_equal(numbers.items[i], i);
    arena_clear(&arena);
}

typedef struct wide_row {
    long cells[200];
} wide_row;

static void vec_is_unharmed_by_a_failed_growth(void **state)
{
    (void)state;
    bx_arena arena = {0};
    VEC(wide_row) rows = {0};
    wide_row *row = vec_push(&arena, &rows);
    assert_non_null(row);
    row->cells[199] = 5;
    size_t pushed = 1;
    for (mem_fail_after(0); vec_push(&arena, &rows); mem_fail_after(0)) pushed++;
    mem_fail_after(-1);
    assert_int_equal(rows.count, pushed);
    assert_int_equal(rows.items[0].cells[199], 5);
    assert_non_null(vec_push(&arena, &rows));
    assert_int_equal(rows.count, pushed + 1);
    arena_clear(&arena);
}

/* ---- mem */

static void the_nth_allocation_fails_and_only_that(void **state)
{
    (void)state;
    long before = mem_count();
    mem_fail_after(2);
    void *a = mem_new(1, 4), *b = mem_new(1, 4), *c = mem_new(1, 4), *d = mem_new(1, 4);
    mem_fail_after(-1);
    assert_non_null(a);
    assert_non_null(b);
    assert_null(c);
    assert_non_null(d);
    assert_int_equal(mem_count() - before, 4);
    mem_free(a);
    mem_free(b);
    mem_free(d);
    mem_free(NULL);
}

static void a_failed_resize_leaves_the_block(void **state)
{
    (void)state;
    char *block = mem_new(4, 1);
    assert_non_null(block);
    block[3] = 'x';
    mem_fail_after(0);
    assert_null(mem_resize(block, 100, 1));
    mem_fail_after(-1);
    assert_int_equal(block[3], 'x');
    block = mem_resize(block, 100, 1);
    assert_non_null(block);
    assert_int_equal(block[3], 'x');
    assert_null(mem_resize(block, SIZE_MAX, 2));
    assert_null(mem_new(SIZE_MAX, 2));
    mem_free(block);
}

/* ---- buf */

static void buf_gathers_bytes(void **state)
{
    (void)state;
    bx_buf buf = {0};
    assert_str(buf_slice(&buf), "");
    buf_text(&buf, "a");
    buf_char(&buf, 'b');
    buf_str(&buf, STR("cd"));
    buf_add(&buf, NULL, 0);
    buf_print(&buf, "%03d", 7);
    for (int i = 0; i < 100; i++) buf_text(&buf, "0123456789");
    assert_int_equal(buf.len, 7 + 1000);
    assert_str(str_slice(buf_slice(&buf), 0, 10), "abcd007012");
    buf_reset(&buf);
    assert_int_equal(buf.len, 0);
    buf_clear(&buf);
    assert_null(buf.ptr);
}

static void buf_stays_failed(void **state)
{
    (void)state;
    bx_buf buf = {0};
    buf_text(&buf, "kept");
    mem_fail_after(0);
    for (int i = 0; i < 100; i++) buf_text(&buf, "0123456789");
    mem_fail_after(-1);
    assert_true(buf.failed);
    size_t len = buf.len;
    buf_text(&buf, "x");
    buf_print(&buf, "%d", 1);
    assert_int_equal(buf.len, len);
    buf_reset(&buf);
    assert_false(buf.failed);
    buf_clear(&buf);
}

static void json_strings_escape_only_what_they_must(void **state)
{
    (void)state;
    bx_buf buf = {0};
    buf_json_string(&buf, STR("a\"b\\c\n\t\x01/〔𠮷"));
    assert_str(buf_slice(&buf), "\"a\\\"b\\\\c\\n\\t\\u0001/〔𠮷\"");
    buf_reset(&buf);
    buf_json_string(&buf, STR(""));
    assert_str(buf_slice(&buf), "\"\"");
    buf_clear(&buf);
}

/* ---- str */

static void slices_are_cut_to_what_is_there(void **state)
{
    (void)state;
    assert_str(str_slice(STR("abc"), 1, 1), "b");
    assert_str(str_slice(STR("abc"), 1, 99), "bc");
    assert_str(str_slice(STR("abc"), 99, 1), "");
    assert_str(str_from(STR("abc"), 2), "c");
    assert_true(str_starts_with(STR("abc"), STR("ab")));
    assert_true(str_starts_with(STR("abc"), STR("")));
    assert_false(str_starts_with(STR("a"), STR("ab")));
    assert_true(str_ends_with(STR("abc"), STR("bc")));
    assert_false(str_ends_with(STR("c"), STR("bc")));
    assert_true(str_is(STR("abc"), "abc"));
    assert_false(str_is(STR("abc"), "ab"));
    assert_true(str_is_equal((bx_str){NULL, 0}, STR("")));
}

static void parts_are_found_at_their_first_place(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("abcabc"), STR("c")), 2);
    assert_int_equal(str_find(STR("aab"), STR("ab")), 1);
    assert_int_equal(str_find(STR("abc"), STR("abc")), 0);
    assert_int_equal(str_find(STR("abc"), STR("abcd")), 3);
    assert_int_equal(str_find(STR("abc"), STR("x")), 3);
    assert_int_equal(str_find(STR("abc"), STR("")), 0);
    assert_int_equal(str_find(STR(""), STR("a")), 0);
    assert_int_equal(str_find(STR("年份：2023"), STR("：")), 6);
}

static void trimming_takes_wide_and_narrow_blanks(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t\r\n一　二　\xc2\xa0 ")), "一　二");
    assert_str(str_trim(STR("　 　")), "");
    assert_str(str_trim(STR("")), "");
    assert_str(str_trim(STR("a")), "a");
    assert_str(str_trim_start(STR("\t　\xc2\xa0 一　二　 ")), "一　二　 ");
    assert_str(str_trim_start(STR("\xe3\x80")), "\xe3\x80");
    assert_str(str_trim_start(STR("　 　")), "");
}

static void distance_counts_the_edits_of_a_typist(void **state)
{
    (void)state;
    assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 9), 3);
    assert_int_equal(str_distance(STR("total"), STR("toatl"), 9), 1); /* swapped neighbours */
    assert_int_equal(str_distance(STR("total"), STR("total"), 9), 0);
    assert_int_equal(str_distance(STR("total"), STR("totl"), 9), 1);
    assert_int_equal(str_distance(STR(""), STR("abc"), 9), 3);
    assert_int_equal(str_distance(STR("年份"), STR("年分"), 9), 1); /* code points, not bytes */
    assert_int_equal(str_distance(STR("abcdef"), STR("uvwxyz"), 2), 3);
    char longest[50];
    memset(longest, 'a', sizeof longest);
    assert_int_equal(str_distance((bx_str){longest, 50}, (bx_str){longest, 50}, 3), 4);
    assert_int_equal(str_distance((bx_str){longest, 48}, (bx_str){longest, 48}, 3), 0);
}

/* ---- utf8 */

static void valid_utf8_is_decoded(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t code;
    } cases[] = {{"a", 'a'},
                 {"\x7f", 0x7f},
                 {"\xc2\x80", 0x80},
                 {"\xdf\xbf", 0x7ff},
                 {"\xe0\xa0\x80", 0x800},
                 {"\xed\x9f\xbf", 0xd7ff},
                 {"\xee\x80\x80", 0xe000},
                 {"\xef\xbf\xbf", 0xffff},
                 {"\xf0\x90\x80\x80", 0x10000},
                 {"\xf4\x8f\xbf\xbf", 0x10ffff},
                 {"版", 0x7248},
                 {"𠮷", 0x20bb7}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bx_str s = str_of(cases[i].bytes);
        size_t at = 0;
        char again[4];
        assert_int_equal(utf8_next(s, &at), cases[i].code);
        assert_int_equal(at, s.len);
        assert_int_equal(utf8_first_bad(s), s.len);
        assert_int_equal(utf8_put(again, cases[i].code), s.len);
        assert_memory_equal(again, s.ptr, s.len);
    }
}

static void a_text_holds_whole_characters(void **state)
{
    (void)state;
    bx_str text = STR("a，𠮷版");
    assert_true(utf8_has(text, 'a'));
    assert_true(utf8_has(text, 0x20BB7));
    assert_true(utf8_has(text, 0x7248));
    assert_false(utf8_has(text, 'b'));
    assert_false(utf8_has(text, 0x3001));
    assert_false(utf8_has(text, UTF8_BAD));
    assert_false(utf8_has(STR(""), 'a'));
}

static void bad_utf8_is_refused_a_byte_at_a_time(void **state)
{
    (void)state;
    static const char *const cases[] = {"\x80",
                                        "\xbf",
                                        "\xc0\x80",
                                        "\xc1\xbf",
                                        "\xc2",
                                        "\xc2\x41",
                                        "\xe0\x9f\xbf",
                                        "\xed\xa0\x80",
                                        "\xed\xbf\xbf",
                                        "\xe4\xb8",
                                        "\xe4\xb8\x41",
                                        "\xf0\x8f\xbf\xbf",
                                        "\xf4\x90\x80\x80",
                                        "\xf0\x9f\x98",
                                        "\xf5\x80\x80\x80",
                                        "\xff",
                                        "\xfe"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at = 0;
        assert_int_equal(utf8_next(str_of(cases[i]), &at), UTF8_BAD);
        assert_int_equal(at, 1);
        assert_int_equal(utf8_first_bad(str_of(cases[i])), 0);
    }
    assert_int_equal(utf8_first_bad(STR("一a\xff")), 4);
    assert_int_equal(utf8_count(STR("一a𠮷\xff")), 4);
    assert_int_equal(utf8_count(STR("")), 0);
}

/* ---- len */

static void lengths_round_to_the_nearest_unit(void **state)
{
    (void)state;
    assert_int_equal(LEN_FROM_MM(25.4), 72 * LEN_PT);
    assert_int_equal(LEN_FROM_PT(-1.5), -98304);
    assert_int_equal(len_scale(7, 1, 2), 4);
    assert_int_equal(len_scale(-7, 1, 2), -4);
    assert_int_equal(len_scale(7, 1, -2), -4);
    assert_int_equal(len_scale(-7, -1, 2), 4);
    assert_int_equal(len_scale(10, 1, 3), 3);
    assert_int_equal(len_scale(-11, 1, 3), -4);
    assert_int_equal(len_scale(225 * LEN_PT, 21, 22), 14075345); /* 225 × 65536 × 21 / 22 = 14 075 345.45… */
    assert_int_equal(len_min(1, -2), -2);
    assert_int_equal(len_max(1, -2), 1);
}

/* ---- diag */

static const char *text_of(const bx_diags *diags, size_t index, bx_lang lang)
{
    static char text[512];
    bx_diags_text(diags, index, lang, text, sizeof text);
    return text;
}

static void messages_carry_place_path_and_arguments(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    char file[] = "报告.yaml", key[] = "年份";
    diag_add(diags, MSG_data_key_duplicate, (bx_place){file, 12, 3}, STR("a.b"), key, "7");
    file[0] = key[0] = '!'; /* all was copied */
    bx_diag diag = bx_diags_at(diags, 0);
    assert_int_equal(bx_diags_count(diags), 1);
    assert_string_equal(diag.file, "报告.yaml");
    assert_int_equal(diag.line, 12);
    assert_int_equal(diag.column, 3);
    assert_string_equal(diag.path, "a.b");
    assert_string_equal(diag.code, "data-key-duplicate");
    assert_int_equal(diag.severity, BX_ERROR);
    assert_int_equal(diag.kind, BX_BAD_DATA);
    assert_string_equal(text_of(diags, 0, BX_ZH), "“年份”写了两次，第一次在第 7 行。请删去一个");
    assert_string_equal(text_of(diags, 0, BX_EN),
                        "\"年份\" is given twice, first in line 7. Delete one of them");
    assert_int_equal(diag_errors(diags), 1);
    assert_int_equal(diag_status(diags), BX_BAD_DATA);
    bx_diags_free(diags);
}

static void text_is_cut_to_the_room_given(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    diag_add(diags, MSG_data_control, (bx_place){0}, STR(""), "U+0007");
    char text[8] = "???????";
    size_t whole = bx_diags_text(diags, 0, BX_EN, NULL, 0);
    assert_int_equal(bx_diags_text(diags, 0, BX_EN, text, sizeof text), whole);
    assert_string_equal(text, "there i");
    assert_int_equal(whole, strlen(text_of(diags, 0, BX_EN)));
    bx_diags_free(diags);
}

static void a_message_as_warning_is_no_error(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    diag_add_as(diags, BX_WARNING, MSG_data_empty, (bx_place){"f", 1, 1}, STR(""), (const char *)NULL);
    assert_int_equal(bx_diags_at(diags, 0).severity, BX_WARNING);
    assert_int_equal(diag_errors(diags), 0);
    assert_int_equal(diag_status(diags), BX_OK);
    bx_diags_free(diags);
}

static void findings_are_sorted_by_place_and_else_stay(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    static const bx_place places[] = {{"b", 1, 1}, {"a", 2, 1}, {"a", 1, 9}, {"a", 1, 2}, {"a", 2, 1}, {0}};
    for (size_t i = 0; i < 6; i++) {
        char number[2] = {(char)('0' + i), 0};
        diag_add(diags, MSG_data_control, places[i], str_of(number), "U+0000");
    }
    diag_sort(diags);
    for (size_t i = 0; i < 6; i++) {
        char number[2] = {"532140"[i], 0};
        assert_string_equal(bx_diags_at(diags, i).path, number);
    }
    bx_diags_free(diags);
}

static void beyond_the_limit_findings_are_only_counted(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    for (int i = 0; i < DIAG_MAX + 7; i++)
        diag_add(diags, (message_id)(i % MSG_COUNT), (bx_place){"f", (uint32_t)i + 1, 1}, STR(""));
    assert_int_equal(bx_diags_count(diags), DIAG_MAX + 1);
    assert_string_equal(bx_diags_at(diags, DIAG_MAX).code, "too-many");
    assert_non_null(strstr(text_of(diags, DIAG_MAX, BX_EN), " 7 more"));
    bx_diags_reset(diags);
    assert_int_equal(bx_diags_count(diags), 0);
    assert_int_equal(diag_status(diags), BX_OK);
    bx_diags_free(diags);
}

static void findings_of_a_kind_do_not_hide_others(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    for (uint32_t i = 1; i <= 5000; i++) diag_add(diags, MSG_head_tall, (bx_place){"f", i, 1}, STR(""));
    assert_int_equal(bx_diags_count(diags), DIAG_ALIKE_MAX + 1);
    assert_int_equal(bx_diags_at(diags, DIAG_ALIKE_MAX).severity, BX_WARNING);
    assert_int_equal(diag_status(diags), BX_OK);
    diag_add(diags, MSG_data_empty, (bx_place){"f", 5001, 1}, STR(""));
    assert_string_equal(bx_diags_at(diags, DIAG_ALIKE_MAX).code, "data-empty");
    for (uint32_t i = 1; i <= 5000; i++) diag_add(diags, MSG_data_empty, (bx_place){"f", i, 1}, STR(""));
    assert_int_equal(diag_errors(diags), 5001);
    assert_int_equal(bx_diags_count(diags), 2 * DIAG_ALIKE_MAX + 1);
    assert_int_equal(bx_diags_at(diags, 2 * DIAG_ALIKE_MAX).severity, BX_ERROR);
    assert_non_null(strstr(text_of(diags, 2 * DIAG_ALIKE_MAX, BX_EN), " 9801 more"));
    bx_diags_free(diags);
}

static void no_memory_needs_no_memory_to_be_told(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    mem_fail_after(0);
    diag_add(diags, MSG_data_empty, (bx_place){"f", 1, 1}, STR(""));
    mem_fail_after(-1);
    assert_int_equal(diag_memory(diags), BX_BAD_MACHINE);
    assert_int_equal(bx_diags_count(diags), 1);
    assert_string_equal(bx_diags_at(diags, 0).code, "out-of-memory");
    assert_int_equal(diag_status(diags), BX_BAD_MACHINE);
    bx_diags_free(diags);
}

static void the_gravest_finding_is_the_status(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    diag_memory(diags);
    diag_add(diags, MSG_data_empty, (bx_place){"f", 1, 1}, STR(""));
    assert_int_equal(diag_status(diags), BX_BAD_MACHINE);
    assert_int_equal(diag_errors(diags), 2);
    bx_diags_free(diags);
}

/* ---- names */

/* More than any tree of a few levels holds, some the beginning of others, one empty. */
static void every_name_keeps_its_number(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    bx_arena arena = {0};
    name_book book = {0};
    assert_int_equal(name_number(&book, STR("")), 0);
    for (size_t i = 0; i < COUNT; i++) {
        bx_str name = i ? arena_print(&arena, "第%zu局", i) : STR("");
        size_t *slot = name_slot(&book, &arena, name);
        assert_non_null(slot);
        assert_int_equal(*slot, 0);
        *slot = i + 1;
    }
    for (size_t i = 0; i < COUNT; i++) {
        char name[32] = "";
        if (i) snprintf(name, sizeof name, "第%zu局", i);
        assert_int_equal(name_number(&book, str_of(name)), i + 1);
        assert_int_equal(*name_slot(&book, &arena, str_of(name)), i + 1);
    }
    assert_int_equal(name_number(&book, STR("第局")), 0);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_gives_more_than_a_chunk),
        cmocka_unit_test(arena_refuses_sizes_that_overflow),
        cmocka_unit_test(arena_copies_end_with_a_nul),
        cmocka_unit_test(arena_survives_a_failed_allocation),
        cmocka_unit_test(vec_keeps_its_items_while_growing),
        cmocka_unit_test(vec_is_unharmed_by_a_failed_growth),
        cmocka_unit_test(the_nth_allocation_fails_and_only_that),
        cmocka_unit_test(a_failed_resize_leaves_the_block),
        cmocka_unit_test(buf_gathers_bytes),
        cmocka_unit_test(buf_stays_failed),
        cmocka_unit_test(json_strings_escape_only_what_they_must),
        cmocka_unit_test(slices_are_cut_to_what_is_there),
        cmocka_unit_test(parts_are_found_at_their_first_place),
        cmocka_unit_test(trimming_takes_wide_and_narrow_blanks),
        cmocka_unit_test(distance_counts_the_edits_of_a_typist),
        cmocka_unit_test(valid_utf8_is_decoded),
        cmocka_unit_test(a_text_holds_whole_characters),
        cmocka_unit_test(bad_utf8_is_refused_a_byte_at_a_time),
        cmocka_unit_test(lengths_round_to_the_nearest_unit),
        cmocka_unit_test(messages_carry_place_path_and_arguments),
        cmocka_unit_test(text_is_cut_to_the_room_given),
        cmocka_unit_test(a_message_as_warning_is_no_error),
        cmocka_unit_test(findings_are_sorted_by_place_and_else_stay),
        cmocka_unit_test(beyond_the_limit_findings_are_only_counted),
        cmocka_unit_test(findings_of_a_kind_do_not_hide_others),
        cmocka_unit_test(no_memory_needs_no_memory_to_be_told),
        cmocka_unit_test(the_gravest_finding_is_the_status),
        cmocka_unit_test(every_name_keeps_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
