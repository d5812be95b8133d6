/* What strangers send: beyond the limits, nested, repeated, mutated; and a machine without memory. Each ends
 * soon, with a place, or with the one answer there is. */
#include "data_try.h"

#include <stdlib.h>
#include <time.h>

#include "base/mem.h"

static const char yaml_sample[] =
    "# 年报\n"
    "layout: xxgk-2021\n"
    "年份: 2023\n"
    "intro: |\n"
    "  一、总体情况\n"
    "    共公开 12 条。\n"
    "\n"
    "note: >-\n"
    "  one\n"
    "  two\n"
    "rows: &rows\n"
    "  - {name: '甲''乙', count: -12.50, ok: true}\n"
    "  - [\"x\\n\\u4e2d\", ~, 007, !!str 5]\n"
    "again: *rows\n"
    "long: plain text\n"
    "  goes on\n"
    "a1: 1\na2: 2\na3: 3\na4: 4\na5: 5\na6: 6\na7: 7\na8: 8\na9: 9\nb1: 1\nb2: 2\n";

static const char json_sample[] = "{\"layout\": \"xxgk-2021\", \"年份\": 2023,\r\n"
                                  " \"intro\": \"一、总体\\r\\n情况 \\ud842\\udfb7\\u4e2d\",\n"
                                  " \"rows\": [{\"name\": \"甲\", \"count\": -12.50, \"ok\": true},\n"
                                  "          [null, [], {}, [[1]], \"\\\\\"]],\n"
                                  " \"a1\":1,\"a2\":2,\"a3\":3,\"a4\":4,\"a5\":5,\"a6\":6,\"a7\":7,\"a8\":8,"
                                  "\"a9\":9,\"b1\":1,\"b2\":2,\"b3\":3,\"b4\":4}\n";

static void the_samples_are_good(void **state)
{
    (void)state;
    const char *const samples[] = {yaml_sample, json_sample};
    for (int i = 0; i < 2; i++) {
        attempt a = attempt_parse(samples[i], VALUE_AUTO);
        assert_int_equal(a.status, BX_OK);
        assert_null(first_wrong(a.root, str_of(samples[i])));
        attempt_clear(&a);
    }
}

/* ---- limits */

static void assert_said(bx_str bytes, value_format format, const value_limits *limits, const char *said)
{
    attempt a = attempt_within(bytes, format, limits);
    assert_string_equal(a.said.ptr, said);
    assert_int_equal(a.status, strstr(said, " data-") ? BX_BAD_DATA : BX_OK);
    attempt_clear(&a);
}

static void each_limit_holds_to_the_last_unit(void **state)
{
    (void)state;
    const value_limits limits = {.bytes = 40, .nodes = 5, .alias_nodes = 3, .depth = 3};
    for (value_format f = VALUE_YAML; f <= VALUE_JSON; f++) {
        assert_said(
            STR("[1,2,3,\"\"]"), f, &limits,
            ". list 4 @1:1\n[0] number 1 @1:2\n[1] number 2 @1:4\n[2] number 3 @1:6\n[3] text \"\" @1:8\n");
        assert_said(STR("[1,2,3,4,5]"), f, &limits, "1:10 data-too-many-values [4]\n");
        assert_said(STR("[[[]]]"), f, &limits, ". list 1 @1:1\n[0] list 1 @1:2\n[0][0] list 0 @1:3\n");
        assert_said(STR("[[[[]]]]"), f, &limits,
                    f == VALUE_YAML ? "1:4 data-too-deep [0][0][0]\n" : "1:4 data-too-deep \n");
        assert_said(STR("[1]                                     "), f, &limits,
                    ". list 1 @1:1\n[0] number 1 @1:2\n");
        assert_said(STR("[1]                                      "), f, &limits, "0:0 data-too-large \n");
    }
    assert_said(
        STR("- &a [1]\n- *a\n"), VALUE_YAML, &limits,
        ". list 2 @1:1\n[0] list 1 @1:6\n[0][0] number 1 @1:7\n[1] list 1 @1:6\n[1][0] number 1 @1:7\n");
    assert_said(
        STR("- &a 1\n- *a\n- *a\n- *a\n"), VALUE_YAML, &limits,
        ". list 4 @1:1\n[0] number 1 @1:6\n[1] number 1 @1:6\n[2] number 1 @1:6\n[3] number 1 @1:6\n");
    assert_said(STR("a: &a [1,2]\nb: [*a]\n"), VALUE_YAML, &limits, "1:7 data-too-many-values b[0]\n");
    assert_said(STR("- &a 1\n- &b 1\n- &c 1\n- &d 1\n"), VALUE_YAML, &limits, "4:6 data-alias-budget [3]\n");
    const value_limits wide = {.bytes = 200, .nodes = 99, .alias_nodes = 3, .depth = 2};
    assert_said(STR("a: &a [1]\nb: *a\nc: *a\n"), VALUE_YAML, &wide, "3:4 data-alias-budget c[0]\n");
    assert_said(STR("- &a [1]\n- [*a]\n"), VALUE_YAML, &wide, "1:6 data-too-deep [1][0]\n");
}

static bx_str repeated(bx_buf *buf, const char *head, const char *part, size_t times, const char *tail)
{
    buf_text(buf, head);
    for (size_t i = 0; i < times; i++) buf_text(buf, part);
    buf_text(buf, tail);
    return buf_slice(buf);
}

/* Bytes that cost libyaml or jsmn the square of their number, were they let through. */
static void hostile_files_end_soon(void **state)
{
    (void)state;
    static const struct {
        const char *head, *part, *tail, *code;
        value_format format;
    } cases[] = {
        {"", "[", "", "data-too-deep", VALUE_YAML},
        {"", "[\n", "", "data-too-deep", VALUE_YAML},
        {"", "{a: ", "", "data-too-deep", VALUE_YAML},
        {"", "- ", "", "data-too-deep", VALUE_YAML},
        {"", "? ", "", "yaml-key-not-text", VALUE_YAML},
        {"", "[? ", "", "yaml-key-not-text", VALUE_YAML},
        {"", "%TAG !a! b\n", "---\na\n", "yaml-directive", VALUE_YAML},
        {"a: 1\n", "%TAG !a! b\n", "---\na\n", "yaml-rest", VALUE_YAML},
        {"---\n...\n", "%TAG !a! b\n", "---\na\n", "yaml-rest", VALUE_YAML},
        {"a: 1\n", "\n", "  b: 2\n", "yaml-indent-more", VALUE_YAML},
        {"", "a：1\n", "b: 2\n", "yaml-wide-colon", VALUE_YAML},
        {"", "- &a x\n", "", "data-alias-budget", VALUE_YAML},
        {"- &a x\n", "- *a\n", "", "data-alias-budget", VALUE_YAML},
        {"", "a: 1\n", "", "data-key-duplicate", VALUE_YAML},
        {"", "[", "", "data-too-deep", VALUE_JSON},
        {"", "{\"a\":", "", "data-too-deep", VALUE_JSON},
        {"{\"x\":[", "\"a\":", "1]}", "json-comma", VALUE_JSON},
        {"[\"", "\n", "\"]", "json-raw-break", VALUE_JSON},
        {"[\"", "\\u0000", "\"]", "data-control", VALUE_JSON},
        {"{\"a\":1", ",\"a\":1", "}", "data-key-duplicate", VALUE_JSON},
        {"[1\",\"", "1,", "\",[[[[", "json-number", VALUE_JSON},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bx_buf file = {0};
        bx_str bytes = repeated(&file, cases[i].head, cases[i].part, 100000, cases[i].tail);
        clock_t before = clock();
        attempt a = attempt_within(bytes, cases[i].format, NULL);
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        assert_int_equal(a.status, BX_BAD_DATA);
        assert_string_equal(bx_diags_at(a.diags, 0).code, cases[i].code);
        assert_true(seconds < 5); /* tens of milliseconds; under a sanitizer or valgrind some more */
        attempt_clear(&a);
        buf_clear(&file);
    }
}

static void an_alias_bomb_is_refused(void **state)
{
    (void)state;
    bx_buf file = {0};
    buf_text(&file, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
        buf_print(&file, "a%d: &a%d [", i, i);
        for (int j = 0; j < 9; j++) buf_print(&file, "*a%d, ", i - 1);
        buf_text(&file, "]\n");
    }
    attempt a = attempt_within(buf_slice(&file), VALUE_YAML, NULL);
    assert_string_equal(bx_diags_at(a.diags, 0).code, "data-alias-budget");
    assert_true(arena_size(&a.arena) < 4u << 20);
    attempt_clear(&a);
    buf_clear(&file);
}

static void a_big_table_takes_memory_in_proportion(void **state)
{
    (void)state;
    enum { ROWS = 20000 };
    for (value_format f = VALUE_YAML; f <= VALUE_JSON; f++) {
        bx_buf file = {0};
        bx_str bytes = repeated(&file, "[[0]", ",\n[1,\"二\",3.50,true,null,\"六\",7,8]", ROWS, "]");
        attempt a = {.diags = bx_diags_new()};
        assert_int_equal(value_parse(&a.arena, bytes, "f", f, NULL, a.diags, &a.root), BX_OK);
        assert_int_equal(a.root->count, ROWS + 1);
        assert_int_equal(value_at(a.root, STR("[20000][6]"))->at.line, ROWS + 1);
        assert_true(arena_size(&a.arena) < 2 * bytes.len + 150u * 9 * ROWS);
        attempt_clear(&a);
        buf_clear(&file);
    }
    assert_true(sizeof(value) <= 112);
}

static void the_limit_of_findings_bounds_their_memory(void **state)
{
    (void)state;
    bx_buf file = {0};
    attempt a = attempt_within(repeated(&file, "{\"a\":1", ",\"a\":1", 50000, "}"), VALUE_JSON, NULL);
    assert_int_equal(diag_errors(a.diags), 50000);
    assert_int_equal(bx_diags_count(a.diags), DIAG_ALIKE_MAX + 1);
    attempt_clear(&a);
    buf_clear(&file);
}

/* ---- no memory */

/* Fails each allocation in turn, until there is none left to fail. */
static void fail_each_allocation(const char *text, bx_status otherwise)
{
    bool was_failed = true;
    long turns = 0;
    for (; was_failed; turns++) {
        attempt a = {.diags = bx_diags_new()};
        long before = mem_count();
        mem_fail_after(turns);
        a.status = value_parse(&a.arena, str_of(text), "f", VALUE_AUTO, NULL, a.diags, &a.root);
        mem_fail_after(-1);
        was_failed = mem_count() - before > turns;
        if (!was_failed) {
            assert_int_equal(a.status, otherwise);
        } else if (otherwise == BX_OK) {
            assert_int_equal(a.status, BX_BAD_MACHINE);
            assert_null(a.root);
        } else {
            assert_int_not_equal(a.status, BX_OK);
        }
        assert_int_equal(diag_status(a.diags), was_failed ? BX_BAD_MACHINE : otherwise);
        attempt_clear(&a);
    }
    assert_true(turns > 2); /* at least two failures and the run without */
}

static void each_allocation_may_fail(void **state)
{
    (void)state;
    bx_buf large = {0};
    repeated(&large, "rows:\n", "- [一, \"x\\ty\", 12.5, {k: ''''}]\n", 2000, "");
    buf_char(&large, '\0');
    fail_each_allocation(large.ptr, BX_OK);
    buf_reset(&large);
    repeated(&large, "{\"rows\": [0", ", [\"一\", \"x\\ty\", 12.5, {\"k\": \"\"}]\n", 2000, "]}");
    buf_char(&large, '\0');
    fail_each_allocation(large.ptr, BX_OK);
    buf_clear(&large);
    fail_each_allocation(yaml_sample, BX_OK);
    fail_each_allocation(json_sample, BX_OK);
    fail_each_allocation("a: 1\na: 2\nb: *x\n说明：x\nc: 1\n", BX_BAD_DATA);
    fail_each_allocation("{\"a\": 1, \"a\": \"\\ud800\", \"b\": [1 2]}", BX_BAD_DATA);
}

static void a_dump_without_memory_says_so(void **state)
{
    (void)state;
    attempt a = attempt_parse(yaml_sample, VALUE_AUTO);
    for (long turns = 0; turns < 4; turns++) {
        bx_buf out = {0};
        mem_fail_after(turns);
        value_dump(a.root, &out);
        mem_fail_after(-1);
        assert_true(out.failed);
        buf_clear(&out);
    }
    attempt_clear(&a);
}

/* ---- mutations */

static uint32_t lcg(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* What turns one good file into an odd one: the marks of both formats, of Chinese keyboards, and raw bytes.
 */
static const char *const pieces[] = {
    "\n",   "\r\n", "\t",   " ",  "  ",  ":",       ": ",  "- ",    "{",     "}",
    "[",    "]",    ",",    "\"", "'",   "|",       ">",   "&a ",   "*a",    "!!str ",
    "<<: ", "#",    "%",    "\\", "\\u", "\\ud83d", "：",  "，",    "　",    "\xef\xbb\xbf",
    "\xff", "\x80", "\x01", "~",  "-",   "0",       "1e5", "---\n", "...\n", "? "};

static void mutate(bx_buf *out, const char *sample, uint64_t *seed)
{
    buf_reset(out);
    buf_text(out, sample);
    for (uint32_t edits = 1 + lcg(seed) % 4; edits > 0 && out->len > 8; edits--) {
        size_t at = lcg(seed) % out->len, len = lcg(seed) % 9;
        if (len > out->len - at) len = out->len - at;
        bx_buf next = {0};
        buf_add(&next, out->ptr, at);
        switch (lcg(seed) % 4) {
        case 0:
            buf_text(&next, pieces[lcg(seed) % (sizeof pieces / sizeof *pieces)]);
            break;
        case 1:
            at += len;
            break;
        case 2:
            buf_add(&next, out->ptr + at, len);
            break;
        default:
            buf_char(&next, (char)lcg(seed));
            at++;
        }
        buf_add(&next, out->ptr + at, out->len - at);
        buf_clear(out);
        *out = next;
    }
}

static void mutated_files_are_read_or_refused_with_a_place(void **state)
{
    (void)state;
    const char *text = getenv("BX_MUTATIONS");
    long rounds = text ? strtol(text, NULL, 10) : 3000, good = 0;
    uint64_t seed = 20240110;
    bx_buf file = {0};
    for (long i = 0; i < rounds; i++) {
        mutate(&file, i % 2 ? json_sample : yaml_sample, &seed);
        attempt a = attempt_within(buf_slice(&file), i % 2 ? VALUE_JSON : VALUE_YAML, NULL);
        if (a.status == BX_OK) {
            good++;
            assert_int_equal(diag_errors(a.diags), 0);
            assert_null(first_wrong(a.root, buf_slice(&file)));
        } else {
            assert_int_equal(a.status, BX_BAD_DATA);
            assert_true(bx_diags_count(a.diags) > 0);
        }
        for (size_t d = 0; d < bx_diags_count(a.diags); d++) assert_true(bx_diags_at(a.diags, d).line > 0);
        attempt_clear(&a);
    }
    buf_clear(&file);
    assert_true(good > rounds / 10);
    assert_true(good < rounds - rounds / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_samples_are_good),
        cmocka_unit_test(each_limit_holds_to_the_last_unit),
        cmocka_unit_test(hostile_files_end_soon),
        cmocka_unit_test(an_alias_bomb_is_refused),
        cmocka_unit_test(a_big_table_takes_memory_in_proportion),
        cmocka_unit_test(the_limit_of_findings_bounds_their_memory),
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(a_dump_without_memory_says_so),
        cmocka_unit_test(mutated_files_are_read_or_refused_with_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
