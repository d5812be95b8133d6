/* Setting without memory: each allocation fails once, and each time there is a clean answer and nothing left.
 * The arena of this program gives every thing a block of its own, so that each arena_alloc is a place of
 * failure, and a sanitizer sees what writes beside its thing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "banxin/banxin.h"
#include "base/arena.h"
#include "base/mem.h"

/* ---- the arena, in place of src/base/arena.c ---- */

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    max_align_t bytes[];
};

void arena_clear(bx_arena *arena)
{
    while (arena->chunks) {
        struct arena_chunk *next = arena->chunks->next;
        mem_free(arena->chunks);
        arena->chunks = next;
    }
}

void *arena_alloc(bx_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size) return NULL;
    struct arena_chunk *chunk = mem_new(1, sizeof *chunk + count * size);
    if (!chunk) return NULL;
    *chunk = (struct arena_chunk){arena->chunks, count * size};
    arena->chunks = chunk;
    return chunk->bytes;
}

bx_str arena_copy(bx_arena *arena, bx_str text)
{
    char *copy = arena_alloc(arena, text.len + 1, 1);
    if (copy && text.len) memcpy(copy, text.ptr, text.len);
    return (bx_str){copy, copy ? text.len : 0};
}

bx_str arena_print(bx_arena *arena, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert_true(len >= 0 && (size_t)len < sizeof text);
    return arena_copy(arena, (bx_str){text, (size_t)len});
}

size_t arena_size(const bx_arena *arena)
{
    size_t total = 0;
    for (const struct arena_chunk *c = arena->chunks; c; c = c->next) total += c->size;
    return total;
}

void *vec_grow(bx_arena *arena, void **items, size_t *count, size_t *capacity, size_t size)
{
    if (*count == *capacity) {
        size_t wider = *capacity ? *capacity * 2 : 2;
        void *grown = arena_alloc(arena, wider, size);
        if (!grown) return NULL;
        if (*count) memcpy(grown, *items, *count * size);
        *items = grown;
        *capacity = wider;
    }
    return (char *)*items + (*count)++ * size;
}

/* ---- documents ---- */

static bx_engine *engine;

static bx_report *read_report(const char *text)
{
    bx_diags *diags = bx_diags_new();
    bx_report *report = NULL;
    bx_status status = bx_report_read(engine, text, strlen(text), "test.yaml", NULL, diags, &report);
    char said[256] = "";
    if (status) bx_diags_text(diags, 0, BX_EN, said, sizeof said);
    if (status) fail_msg("%s", said);
    bx_diags_free(diags);
    return report;
}

/* One dump with the nth allocation from now failing; a negative n: none. Answers its status. */
static bx_status dump_once(bx_report *report, long n, const char *want)
{
    bx_diags *diags = bx_diags_new();
    bx_bytes out = {0};
    mem_fail_after(n);
    bx_status status = bx_report_dump(report, BX_STAGE_FRAMES, diags, &out);
    mem_fail_after(-1);
    if (status == BX_BAD_MACHINE) {
        assert_null(out.data);
        if (!bx_diags_count(diags)) fail_msg("allocation %ld fails and nothing is said", n);
    }
    if (status == BX_OK && want) assert_string_equal(out.data, want);
    bx_bytes_free(&out);
    bx_diags_free(diags);
    return status;
}

/* Every step-th allocation fails in turn, until there are no more; then the answer is as it always was. */
static void fail_each(const char *text)
{
    bx_report *report = read_report(text);
    bx_diags *diags = bx_diags_new();
    bx_bytes want = {0};
    assert_int_equal(bx_report_dump(report, BX_STAGE_FRAMES, diags, &want), BX_OK); /* opens the fonts, too */
    const char *sanitized = getenv("SANITIZED");
    long step = sanitized && *sanitized ? 11 : 1, n = 0;
    while (dump_once(report, n, want.data) != BX_OK) n += step;
    assert_true(n > 100);
    assert_int_equal(dump_once(report, -1, want.data), BX_OK);
    bx_bytes_free(&want);
    bx_diags_free(diags);
    bx_report_free(report);
}

static void prose_and_a_signature(void **state)
{
    (void)state;
    fail_each("layout: set-letter\ntitle: [甲, 乙]\ntext: |\n  一、标题\n  （一）小标题。正文2024年。\n"
              "agency: 甲局\ndate: 2024-01-10\nannexes: [{title: 附, text: 文。}]\n");
}

#define GROUP_A "a: {r1: [1, 2], r2: [3, 4], r3: [0, 0], r4: [0, 7], r5: [0, 0], r6: [0, ~]}"
#define GROUP_B "b: {r1: [1, 2], r2: [~, 4], r3: [0, 0], r4: [0, 7], r5: [0, 0], r6: [%s, 2024]}"

static char *table_with(const char *number)
{
    static char text[512];
    snprintf(text, sizeof text, "layout: set-table\nrows: {" GROUP_A ", " GROUP_B "}\n", number);
    return text;
}

static void a_table_over_two_pages(void **state)
{
    (void)state;
    fail_each(table_with("12345"));
}

static void a_head_parted_by_diagonals(void **state)
{
    (void)state;
    fail_each("layout: set-parted\nrows: {r1: [1, 2], r2: [3, 4], r3: [5, 6]}\n");
}

static void columns_by_content(void **state)
{
    (void)state;
    fail_each("layout: set-cells\nrows: {g: {r1: [1.25, 300, 说明文字的第一段。], r2: [22.5, ~, "
              "第二个说明长得多，要排成几行才能放下，因此各列的宽度要一起来定。]}}\n");
}

/* What is at fault in the data must stay so: no failure may turn it into something else. */
static void faults_of_the_data(void **state)
{
    (void)state;
    bx_report *report = read_report(table_with("666666666666666666"));
    assert_int_equal(dump_once(report, -1, NULL), BX_BAD_DATA);
    for (long n = 0; n < 400; n++) {
        bx_status status = dump_once(report, n, NULL);
        assert_true(status == BX_BAD_MACHINE || status == BX_BAD_DATA);
    }
    bx_report_free(report);
}

static int begin(void **state)
{
    (void)state;
    static const char *const layouts[] = {"tests/suite/layouts", "layouts"}, *const fonts[] = {
                                                                                 ".cache/fonts"};
    bx_engine_options options = {.layout_dirs = layouts,
                                 .layout_dir_count = 2,
                                 .fonts_file = "fonts/fonts.yaml",
                                 .font_dirs = fonts,
                                 .font_dir_count = 1};
    bx_diags *diags = bx_diags_new();
    bx_status status = bx_engine_new(&options, diags, &engine);
    bx_diags_free(diags);
    return (int)status;
}

static int end(void **state)
{
    (void)state;
    bx_engine_free(engine);
    return 0;
}

static void wide_tables(void **state)
{
    (void)state;
    fail_each("layout: set-wide\ntitle: 标题\nlying: {one: [1, 2], two: [3, 4], three: [5, 6]}\n"
              "parted: {items: [[甲科, 张三, 一, 二, 三, 四], [甲科, 李四, 五, 六, 七, 八], [乙科, 王五, 九, "
              "十, ~, 十二]]}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prose_and_a_signature),      cmocka_unit_test(a_table_over_two_pages),
        cmocka_unit_test(a_head_parted_by_diagonals), cmocka_unit_test(wide_tables),
        cmocka_unit_test(columns_by_content),         cmocka_unit_test(faults_of_the_data),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
