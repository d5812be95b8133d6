/* Sums of reports, and two compared, where memory ends: told, nothing is handed out, and what has missed a
 * part of a report hands out no sum ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "banxin/banxin.h"
#include "base/mem.h"

enum { ALLOCATIONS_MAX = 20000 };

/* Every kind of field and table that adds up in its own way. */
static const char register_format[] = "layout: roster\n"
                                      "agency: 第%d局\n"
                                      "day: 2024年12月31日\n"
                                      "assets:\n"
                                      "  items:\n"
                                      "    - [办公室, 1, A1, 照相机, 2, 3.50, 2022.09, 北楼]\n"
                                      "    - [办公室, 2, A2, 公务用车, 1, 0.25, 2022.10, 南楼]\n"
                                      "  total: [合计, ~, ~, ~, =sum, =sum, ~, ~]\n"
                                      "notes: |\n"
                                      "  无。\n";

typedef struct desk {
    bx_engine *engine;
    bx_diags *diags;
    bx_report *reports[2];
} desk;

static int open_desk(void **state)
{
    static const char *const layouts[] = {"layouts"};
    const bx_engine_options options = {.layout_dirs = layouts, .layout_dir_count = 1, .fonts_file = "none"};
    desk *d = calloc(1, sizeof *d);
    if (!d || !(d->diags = bx_diags_new())) return 1;
    if (bx_engine_new(&options, d->diags, &d->engine) != BX_OK) return 1;
    for (int i = 0; i < 2; i++) {
        char text[1024];
        int len = snprintf(text, sizeof text, register_format, i);
        if (bx_report_read(d->engine, text, (size_t)len, "r", NULL, d->diags, &d->reports[i]) != BX_OK)
            return 1;
    }
    *state = d;
    return 0;
}

static int close_desk(void **state)
{
    desk *d = *state;
    for (int i = 0; i < 2; i++) bx_report_free(d->reports[i]);
    bx_engine_free(d->engine);
    bx_diags_free(d->diags);
    free(d);
    return 0;
}

static bx_status sum_up(desk *d, bx_rollup *sum, bx_bytes *yaml, bx_bytes *record)
{
    static const char expected[] = "第0局\n第1局\n第2局\n";
    const bx_rollup_options options = {
        .agency = "某市", .expected = expected, .expected_len = sizeof expected - 1, .allow_missing = 1};
    bx_status added = BX_OK;
    for (int i = 0; i < 2; i++) {
        bx_status status = bx_rollup_add(sum, d->reports[i], d->diags);
        if (status > added) added = status;
    }
    bx_status written = bx_rollup_write(sum, &options, d->diags, yaml, record);
    if (added != BX_OK) assert_int_equal(written, BX_BAD_MACHINE);
    return written;
}

static void a_sum_is_whole_or_none(void **state)
{
    desk *d = *state;
    bx_status status = BX_BAD_MACHINE;
    for (long n = 0; status != BX_OK; n++) {
        bx_rollup *sum = NULL;
        bx_bytes yaml = {0}, record = {0};
        assert_true(n < ALLOCATIONS_MAX);
        bx_diags_reset(d->diags);
        mem_fail_after(n);
        status = bx_rollup_new(d->diags, &sum);
        if (status == BX_OK) status = sum_up(d, sum, &yaml, &record);
        mem_fail_after(-1);
        assert_true(status == BX_OK || status == BX_BAD_MACHINE);
        assert_int_equal(status == BX_OK, yaml.data && record.data);
        if (status == BX_OK) {
            assert_non_null(strstr(
                yaml.data, "total: {office: 合计, number: ~, code: ~, name: ~, count: 6, value: 7.50"));
            assert_non_null(strstr(record.data, "\"missing\": [\"第2局\"]"));
        }
        bx_bytes_free(&yaml);
        bx_bytes_free(&record);
        bx_rollup_free(sum);
    }
}

static void changes_are_told_or_memory_is(void **state)
{
    desk *d = *state;
    bx_status status = BX_BAD_MACHINE;
    for (long n = 0; status != BX_OK; n++) {
        bx_bytes out = {0};
        assert_true(n < ALLOCATIONS_MAX);
        bx_diags_reset(d->diags);
        mem_fail_after(n);
        status = bx_report_diff(d->reports[0], d->reports[1], BX_DIFF_JSON, d->diags, &out);
        mem_fail_after(-1);
        assert_true(status == BX_OK || status == BX_BAD_MACHINE);
        assert_int_equal(status == BX_OK, out.data != NULL);
        bx_bytes_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sum_is_whole_or_none, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(changes_are_told_or_memory_is, open_desk, close_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
