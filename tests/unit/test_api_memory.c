/* A report from its bytes to its PDF without memory: each allocation of ours fails in turn, and each time the
 * answer is clean, nothing is left (a sanitizer looks) and the next report is as it always was. The
 * libraries' allocations: tests/batch/test_memory.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "banxin/banxin.h"
#include "base/mem.h"

static const char data[] = "layout: set-letter\ntitle: [甲, 乙]\ntext: |\n  一、标题\n  正文2024年。\n"
                           "photo: {file: photo.jpg, alt: 照片}\nagency: 甲局\ndate: 2024-01-10\n"
                           "seal: seal.png\nannexes: [{title: 附, text: 文。}]\n";

static const bx_engine_options where = {.layout_dirs =
                                            (const char *const[]){"tests/suite/layouts", "layouts"},
                                        .layout_dir_count = 2,
                                        .fonts_file = "fonts/fonts.yaml",
                                        .font_dirs = (const char *const[]){".cache/fonts"},
                                        .font_dir_count = 1};

typedef struct product {
    bx_bytes pdf, geometry;
    char key[BX_DIGEST_SIZE], digest[BX_DIGEST_SIZE];
} product;

static bx_status make(bx_engine *engine, bx_diags *diags, product *out)
{
    const bx_attachment file = {.name = "more.txt", .bytes = "more", .len = 4, .description = "附"};
    const bx_read_options read = {.data_dir = "tests/conformance"};
    const bx_build_options build = {.pdfa = BX_PDFA_3A,
                                    .attach_data = 1,
                                    .attachments = &file,
                                    .attachment_count = 1,
                                    .geometry = &out->geometry,
                                    .digest = out->digest};
    bx_report *report = NULL;
    bx_status status = bx_report_read(engine, data, strlen(data), "data.yaml", &read, diags, &report);
    if (status == BX_OK) status = bx_report_key(report, &build, diags, out->key);
    if (status == BX_OK) status = bx_report_build_bytes(report, &build, diags, &out->pdf);
    bx_report_free(report);
    return status;
}

static void clear(product *p)
{
    bx_bytes_free(&p->pdf);
    bx_bytes_free(&p->geometry);
}

static void assert_clean(bx_status status, const bx_diags *diags, const product *made)
{
    assert_int_equal(status, BX_BAD_MACHINE);
    assert_null(made->pdf.data);
    assert_null(made->geometry.data);
    assert_true(bx_diags_count(diags) > 0);
}

static bx_engine *engine_of(bx_diags *diags)
{
    bx_engine *engine = NULL;
    assert_int_equal(bx_engine_new(&where, diags, &engine), BX_OK);
    return engine;
}

/* Sanitizers are slow: they look at fewer. */
static long step_of(long step, long sanitized_step)
{
    const char *sanitized = getenv("SANITIZED");
    return sanitized && *sanitized ? sanitized_step : step;
}

static void each_of_a_report_fails(void **state)
{
    (void)state;
    bx_diags *diags = bx_diags_new();
    bx_engine *engine = engine_of(diags);
    product want = {0};
    assert_int_equal(make(engine, diags, &want), BX_OK);
    bx_status status = BX_BAD_MACHINE;
    long n = 0;
    for (; status != BX_OK; n += step_of(3, 13)) {
        product made = {0};
        bx_diags_reset(diags);
        mem_fail_after(n);
        status = make(engine, diags, &made);
        mem_fail_after(-1);
        if (status != BX_OK) assert_clean(status, diags, &made);
        if (status == BX_OK) assert_int_equal(made.pdf.len, want.pdf.len);
        if (status == BX_OK) assert_memory_equal(made.pdf.data, want.pdf.data, want.pdf.len);
        if (status == BX_OK) assert_string_equal(made.key, want.key);
        clear(&made);
    }
    assert_true(n > 100);
    clear(&want);
    bx_engine_free(engine);
    bx_diags_free(diags);
}

/* Layouts and fonts are read for the first report. */
static void each_of_a_new_engine_fails(void **state)
{
    (void)state;
    bx_status status = BX_BAD_MACHINE;
    for (long n = 0; status != BX_OK; n += step_of(53, 251)) {
        bx_diags *diags = bx_diags_new();
        bx_engine *engine = NULL;
        product made = {0};
        mem_fail_after(n);
        status = bx_engine_new(&where, diags, &engine);
        if (status == BX_OK) status = make(engine, diags, &made);
        mem_fail_after(-1);
        if (status != BX_OK) assert_clean(status, diags, &made);
        clear(&made);
        if (engine) assert_int_equal(make(engine, diags, &made), BX_OK);
        clear(&made);
        bx_engine_free(engine);
        bx_diags_free(diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_of_a_report_fails),
        cmocka_unit_test(each_of_a_new_engine_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
