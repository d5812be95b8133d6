/* One engine, four threads, each with reports of its own: the bytes of one alone. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "banxin/banxin.h"

enum { THREADS = 4, BUILDS = 3, REPORT_MAX = 1 << 20 };

static const char *const layouts[] = {"layouts"}, *const fonts[] = {".cache/fonts"};

static char report_bytes[REPORT_MAX];
static size_t report_len;

static int read_example(void **state)
{
    (void)state;
    FILE *file = fopen("layouts/xxgk-2021/example.yaml", "rb");
    if (!file) return -1;
    report_len = fread(report_bytes, 1, sizeof report_bytes, file);
    return fclose(file);
}

static bx_engine *engine_new(void)
{
    bx_engine_options options = {.layout_dirs = layouts,
                                 .layout_dir_count = 1,
                                 .fonts_file = "fonts/fonts.yaml",
                                 .font_dirs = fonts,
                                 .font_dir_count = 1};
    bx_engine *engine = NULL;
    bx_diags *diags = bx_diags_new();
    assert_int_equal(bx_engine_new(&options, diags, &engine), BX_OK);
    bx_diags_free(diags);
    return engine;
}

static bx_status build(bx_engine *engine, bx_bytes *out)
{
    bx_report *report = NULL;
    bx_diags *diags = bx_diags_new();
    bx_status status = bx_report_read(engine, report_bytes, report_len, "report", NULL, diags, &report);
    if (status == BX_OK) status = bx_report_build_bytes(report, NULL, diags, out);
    bx_report_free(report);
    bx_diags_free(diags);
    return status;
}

typedef struct worker {
    pthread_t thread;
    bx_engine *engine;
    const bx_bytes *wanted;
    int different; /* builds that failed or gave other bytes */
} worker;

static void *work(void *at)
{
    worker *w = at;
    for (int i = 0; i < BUILDS; i++) {
        bx_bytes made = {0};
        bool is_same = build(w->engine, &made) == BX_OK && made.len == w->wanted->len &&
                       memcmp(made.data, w->wanted->data, made.len) == 0;
        w->different += !is_same;
        bx_bytes_free(&made);
    }
    return NULL;
}

static void threads_that_share_an_engine_make_the_same_bytes(void **state)
{
    (void)state;
    bx_engine *alone = engine_new(), *shared = engine_new();
    bx_bytes wanted = {0};
    worker workers[THREADS];
    assert_int_equal(build(alone, &wanted), BX_OK);
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (worker){.engine = shared, .wanted = &wanted};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) pthread_join(workers[i].thread, NULL);
    for (int i = 0; i < THREADS; i++) assert_int_equal(workers[i].different, 0);
    bx_bytes_free(&wanted);
    bx_engine_free(shared);
    bx_engine_free(alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_that_share_an_engine_make_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, read_example, NULL);
}
