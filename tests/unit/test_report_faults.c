/* Reports that are spoilt, cut off, endless, or read without memory: always a clean answer, never a crash. */
#include "mutate.h"

#include <limits.h>
#include <unistd.h>

#include "banxin/banxin.h"
#include "base/mem.h"

static size_t stride(size_t usual)
{
    return getenv("BANXIN_TEST_LONG") ? 1 : usual;
}

static const layout *load(bx_arena *arena, const char *name)
{
    const layout *l = NULL;
    bx_diags *diags = bx_diags_new();
    layout_wish wish = {.name = str_of(name)};
    assert_int_equal(layout_load(arena, &case_layouts, &wish, diags, &l), BX_OK);
    bx_diags_free(diags);
    return l;
}

/* ---- another kind of value everywhere ---- */

typedef struct look_counts {
    const layout *layout;
    size_t fine;
} look_counts;

static void look_at_report(void *context, const value *root, const char *what)
{
    look_counts *counts = context;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    report_options options = {0};
    const report *r = NULL;
    const document *doc;
    bx_status status = report_read(&arena, counts->layout, root, &options, diags, &r);
    case_is_clean(status, diags, what);
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        char text[4000];
        assert_true(bx_diags_text(diags, i, BX_ZH, text, sizeof text) < 2000); /* whatever the data holds */
        assert_null(strchr(text, '\n'));
    }
    if (status == BX_OK) {
        bx_buf dump = {0};
        counts->fine++;
        assert_int_equal(blocks_make(&arena, r, diags, &doc), BX_OK);
        blocks_dump(doc, &dump);
        report_dump(r, &dump);
        buf_clear(&dump);
    }
    bx_diags_free(diags);
    arena_clear(&arena);
}

static void each_value_of_a_report_may_be_anything(void **state)
{
    (void)state;
    static const char *const files[][2] = {{"layouts/xxgk-2021/example.yaml", "xxgk-2021"},
                                           {"layouts/xxgk-2019/example.yaml", "xxgk-2019"}};
    for (size_t f = 0; f < COUNT(files); f++) {
        bx_arena arena = {0};
        bx_diags *diags = bx_diags_new();
        bx_buf bytes = case_file(files[f][0]);
        const value *root;
        assert_int_equal(value_parse(&arena, buf_slice(&bytes), files[f][0], VALUE_YAML, NULL, diags, &root),
                         BX_OK);
        look_counts counts = {.layout = load(&arena, files[f][1])};
        mutation m = {.root = (value *)root, .context = &counts, .look = look_at_report, .every = stride(5)};
        mutate(&m, m.root);
        print_message("%s: %zu of %zu mutations, %zu fine\n", files[f][0], m.tried, m.seen, counts.fine);
        assert_true(m.tried > 500 && counts.fine > 10);
        buf_clear(&bytes);
        bx_diags_free(diags);
        arena_clear(&arena);
    }
}

/* ---- through the library's door ---- */

static bx_engine *engine_new(int has_fonts)
{
    static const char *const font_dirs[] = {".cache/fonts"};
    bx_engine_options options = {.layout_dirs = case_dirs,
                                 .layout_dir_count = COUNT(case_dirs),
                                 .fonts_file = "fonts/fonts.yaml",
                                 .font_dirs = font_dirs,
                                 .font_dir_count = has_fonts};
    bx_engine *engine = NULL;
    bx_diags *diags = bx_diags_new();
    assert_int_equal(bx_engine_new(&options, diags, &engine), BX_OK);
    bx_diags_free(diags);
    return engine;
}

static bx_status read_bytes(bx_engine *engine, bx_str bytes, const char *code)
{
    bx_diags *diags = bx_diags_new();
    bx_report *report;
    bx_status status = bx_report_read(engine, bytes.ptr, bytes.len, "f", NULL, diags, &report);
    case_is_clean(status, diags, "bytes");
    assert_int_equal(status == BX_OK, report != NULL);
    bool is_told = !code;
    for (size_t i = 0; code && i < bx_diags_count(diags); i++)
        is_told |= strcmp(bx_diags_at(diags, i).code, code) == 0;
    if (!is_told) fail_msg("%s is not told", code);
    bx_report_free(report);
    bx_diags_free(diags);
    return status;
}

static void a_report_may_end_anywhere(void **state)
{
    (void)state;
    bx_engine *engine = engine_new(0);
    bx_buf file = case_file("layouts/xxgk-2021/example.yaml");
    for (size_t len = 0; len < file.len; len += stride(23)) read_bytes(engine, (bx_str){file.ptr, len}, NULL);
    assert_int_equal(read_bytes(engine, (bx_str){NULL, 0}, "data-empty"), BX_BAD_DATA);
    buf_clear(&file);
    bx_engine_free(engine);
}

static void the_bytes_of_a_report_may_be_anything(void **state)
{
    (void)state;
    bx_engine *engine = engine_new(0);
    bx_buf file = case_file("layouts/xxgk-2021/example.yaml");
    uint32_t seed = 7;
    for (size_t i = 0; i < 100000 / stride(400); i++) {
        bx_buf bytes = mutate_bytes(buf_slice(&file), &seed);
        read_bytes(engine, buf_slice(&bytes), NULL);
        buf_clear(&bytes);
    }
    buf_clear(&file);
    bx_engine_free(engine);
}

static bx_buf repeat(const char *before, const char *text, size_t count, const char *behind)
{
    bx_buf out = {0};
    buf_text(&out, before);
    for (size_t i = 0; i < count; i++) buf_text(&out, text);
    buf_text(&out, behind);
    return out;
}

static void check_repeated(bx_engine *engine, bx_buf bytes, const char *code)
{
    assert_int_equal(read_bytes(engine, buf_slice(&bytes), code), BX_BAD_DATA);
    buf_clear(&bytes);
}

#define SMALL "layout: small-form\nagency: 某局\nyear: 2023\n"

static void what_no_report_is_gets_its_reason(void **state)
{
    (void)state;
    bx_engine *engine = engine_new(0);
    static const char pdf[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", zip[] = "PK\3\4\0\0\0",
                      gbk[] = "layout: \xB0\xE6\xCA\xBD\n", wide[] = "\xFF\xFEl\0a\0y\0o\0u\0t\0";
    read_bytes(engine, (bx_str){pdf, sizeof pdf - 1}, NULL);
    read_bytes(engine, (bx_str){zip, sizeof zip - 1}, "data-control");
    read_bytes(engine, (bx_str){gbk, sizeof gbk - 1}, "data-gbk");
    read_bytes(engine, (bx_str){wide, sizeof wide - 1}, "data-utf16");
    check_repeated(engine, repeat(SMALL "words: ", "[", 100000, ""), "data-too-deep");
    check_repeated(engine, repeat("{\"layout\": \"small-form\", \"words\": ", "[", 100000, ""),
                   "data-too-deep");
    check_repeated(engine, repeat(SMALL "words: ", "{a: ", 100000, ""), "data-too-deep");
    check_repeated(engine,
                   repeat(SMALL
                          "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n"
                          "c: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\n"
                          "e: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e, *e]\n",
                          "", 0, ""),
                   "data-alias-budget");
    check_repeated(engine, repeat(SMALL "agency: ", "很长", 200000, "\n"), "data-key-duplicate");
    check_repeated(engine, repeat("layout: small-form\nyear: 2023\nagency: ", "很长", 200000, "\n"),
                   "field-long");
    check_repeated(engine, repeat(SMALL "words: ", "很长", 200000, "\n"), "limit");
    check_repeated(engine,
                   repeat(SMALL "table: {plan: [1, 2, 3], done: {road: [1, 1, 2], water: [0, 1, 1], "
                                "change: [0, 1, 1], remark: [乙, 丙, ",
                          "很长", 200000, "]}}\n"),
                   "limit");
    check_repeated(engine, repeat(SMALL "annexes: [", "{}, ", 5000, "]\n"), "too-many");
    bx_engine_free(engine);
}

/* ---- without memory ---- */

typedef bx_status (*task)(bx_engine *engine, bx_diags *diags, bx_report *report);

static bx_status do_read(bx_engine *engine, bx_str bytes, bx_diags *diags)
{
    bx_report *report;
    bx_status status = bx_report_read(engine, bytes.ptr, bytes.len, "f", NULL, diags, &report);
    bx_report_free(report);
    return status;
}

static bx_status read_right(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)report;
    return do_read(
        engine,
        STR(SMALL "date: 2024-01-10\nwords: [甲, 乙]\nannexes: {title: 名册, text: 甲}\n"
                  "table: {plan: [1, 2, {value: 3, note: 注}], done: {road: [1, ~, 1], water: [0, 2, 2], "
                  "change: [0, 0, 0], remark: [甲, 乙, 丙]}}\n"),
        diags);
}

static bx_status read_wrong(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)report;
    return do_read(
        engine,
        STR(SMALL
            "date: 2024-02-31\nwords: {}\nannexs: []\nheadings.words: 二\nannexes: {title: [], body: 1}\n"
            "table: {plan: [1, 2, 4], done: {road: [1, 2件, 1], watr: [0, 2, 2], change: [0, 0], "
            "remark: 无}}\n"),
        diags);
}

static bx_status dump(bx_report *report, bx_stage stage, bx_diags *diags)
{
    bx_bytes bytes;
    bx_status status = bx_report_dump(report, stage, diags, &bytes);
    if (status == BX_OK) bx_bytes_free(&bytes);
    return status;
}

static bx_status dump_report(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    return dump(report, BX_STAGE_REPORT, diags);
}

static bx_status dump_data(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    return dump(report, BX_STAGE_DATA, diags);
}

static bx_status dump_blocks(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    return dump(report, BX_STAGE_BLOCKS, diags);
}

static bx_status list(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)report;
    bx_bytes bytes;
    bx_status status = bx_layouts_list(engine, diags, &bytes);
    if (status == BX_OK) bx_bytes_free(&bytes);
    return status;
}

static bx_status skeleton(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)report;
    bx_bytes bytes;
    bx_status status = bx_layout_skeleton(engine, "xxgk-2021", diags, &bytes);
    if (status == BX_OK) bx_bytes_free(&bytes);
    return status;
}

static bx_status no_skeleton(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)report;
    bx_bytes bytes;
    return bx_layout_skeleton(engine, "house-pitch", diags, &bytes);
}

static bx_status build_with(const bx_build_options *options, bx_diags *diags, bx_report *report)
{
    bx_bytes bytes;
    bx_status status = bx_report_build_bytes(report, options, diags, &bytes);
    if (status == BX_OK) bx_bytes_free(&bytes);
    return status;
}

static bx_status build(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    return build_with(NULL, diags, report);
}

static bx_status build_file(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    char path[600], name[256];
    memset(name, 'x', 255); /* as long as a name may be */
    memcpy(name + 251, ".pdf", 5);
    snprintf(path, sizeof path, "%s/%s", case_scratch(), name);
    bx_status status = bx_report_build_file(report, NULL, path, diags);
    assert_int_equal(access(path, F_OK) == 0, status == BX_OK); /* whole or not there */
    unlink(path);
    return status;
}

static const bx_attachment further = {.name = "a.txt", .bytes = "x", .len = 1};
static const bx_build_options with_files = {
    .pdfa = BX_PDFA_3A, .attach_data = 1, .attachments = &further, .attachment_count = 1};

static bx_status build_attached(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    return build_with(&with_files, diags, report);
}

static bx_bytes kept; /* a record */

static bx_status build_recorded(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    const bx_record like = {kept.data, kept.len, "record.json"};
    bx_bytes record = {0};
    bx_build_options options = with_files;
    options.record = &record;
    if (kept.data) options.like = &like;
    bx_status status = build_with(&options, diags, report);
    assert_int_equal(record.data != NULL, status == BX_OK);
    if (status == BX_OK && !kept.data)
        kept = record;
    else
        bx_bytes_free(&record);
    return status;
}

static bx_status dump_values(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine;
    bx_bytes bytes;
    bx_status status = bx_report_dump(report, BX_STAGE_VALUES, diags, &bytes);
    if (status == BX_OK) bx_bytes_free(&bytes);
    return status;
}

static bx_bytes carrier; /* a PDF with files */

static bx_status extract(bx_engine *engine, bx_diags *diags, bx_report *report)
{
    (void)engine, (void)report;
    bx_pdf *pdf;
    bx_bytes bytes;
    bx_status status = bx_pdf_open(carrier.data, carrier.len, "x.pdf", diags, &pdf);
    for (size_t i = 0; status == BX_OK && i < bx_pdf_attached_count(pdf); i++) {
        status = bx_pdf_attached_bytes(pdf, i, diags, &bytes);
        if (status == BX_OK) bx_bytes_free(&bytes);
    }
    bx_pdf_close(pdf);
    return status;
}

static bx_report *read_file(bx_engine *engine, const char *path)
{
    bx_buf file = case_file(path);
    bx_diags *diags = bx_diags_new();
    bx_report *report;
    assert_int_equal(bx_report_read(engine, file.ptr, file.len, path, NULL, diags, &report), BX_OK);
    bx_diags_free(diags);
    buf_clear(&file);
    return report;
}

/* The task in a new engine, while the nth allocation fails; false if there were not so many. */
static bool try_without(task t, const char *file, long nth, bx_status wanted)
{
    bx_engine *engine = engine_new(1);
    bx_report *report = file ? read_file(engine, file) : NULL;
    bx_diags *diags = bx_diags_new();
    long before = mem_count();
    mem_fail_after(nth);
    bx_status status = t(engine, diags, report);
    mem_fail_after(-1);
    bool has_failed = mem_count() - before > nth;
    if (status != (has_failed ? BX_BAD_MACHINE : wanted)) {
        bx_buf said = case_said(diags);
        fail_msg("allocation %ld: status %d\n%s", nth, status, said.ptr);
    }
    assert_int_equal(diag_status(diags), status);
    bx_diags_free(diags);
    bx_report_free(report);
    bx_engine_free(engine);
    return has_failed;
}

static long allocations_of(task t, const char *file)
{
    long before = mem_count();
    assert_false(try_without(t, file, LONG_MAX, BX_OK));
    return mem_count() - before;
}

static void each_allocation_fails(const char *name, task t, const char *file, bx_status wanted, long step)
{
    long nth = 0, tried = 1;
    for (; try_without(t, file, nth, wanted); nth += step) tried++;
    print_message("%s: %ld allocations, %ld failed\n", name, nth, tried - 1);
}

static void reading_without_memory_fails_cleanly(void **state)
{
    (void)state;

    const char *real = "layouts/xxgk-2021/example.yaml";
    each_allocation_fails("read, right", read_right, NULL, BX_OK, 1);
    each_allocation_fails("read, wrong", read_wrong, NULL, BX_BAD_DATA, 1);
    each_allocation_fails("dump data", dump_data, real, BX_OK, 1);
    each_allocation_fails("dump report", dump_report, real, BX_OK, 1);
    each_allocation_fails("dump blocks", dump_blocks, real, BX_OK, 1);
    each_allocation_fails("dump values", dump_values, real, BX_OK, 1);
    each_allocation_fails("list", list, NULL, BX_OK, 3);
    each_allocation_fails("skeleton", skeleton, NULL, BX_OK, 1);
    each_allocation_fails("no skeleton", no_skeleton, NULL, BX_BAD_USAGE, 1);
}

static void an_engine_without_memory_fails_cleanly(void **state)
{
    (void)state;
    bx_status status = BX_BAD_MACHINE;
    for (long nth = 0; status != BX_OK; nth++) {
        bx_diags *diags = bx_diags_new();
        bx_engine *engine = NULL;
        mem_fail_after(nth);
        status = bx_engine_new(NULL, diags, &engine);
        mem_fail_after(-1);
        assert_true(nth < 100);
        assert_int_equal(status, diag_status(diags));
        if (status == BX_OK) bx_engine_free(engine);
        bx_diags_free(diags);
    }
}

static void building_without_memory_fails_cleanly(void **state)
{
    (void)state;
    const char *real = "layouts/xxgk-2021/example.yaml";
    if (access(".cache/fonts/FandolFang-Regular.otf", R_OK) != 0) skip();
    each_allocation_fails("build", build, real, BX_OK, (long)stride(97));
    each_allocation_fails("build into a file", build_file, real, BX_OK, (long)stride(199));
    each_allocation_fails("build with files", build_attached, real, BX_OK, (long)stride(199));
}

/* What comes last in a build: a record is made, read and held against another. */
static void recording_without_memory_fails_cleanly(void **state)
{
    (void)state;
    enum { LAST = 120 };
    const char *real = "layouts/xxgk-2021/example.yaml";
    if (access(".cache/fonts/FandolFang-Regular.otf", R_OK) != 0) skip();
    allocations_of(build_recorded, real); /* keeps the record */
    long nth = allocations_of(build_recorded, real) - LAST, failed = 0;
    for (; try_without(build_recorded, real, nth, BX_OK); nth++) failed++;
    assert_in_range(failed, LAST / 2, 2 * LAST); /* other threads make a few more or less */
    bx_bytes_free(&kept);
}

static void extracting_without_memory_fails_cleanly(void **state)
{
    (void)state;
    if (access(".cache/fonts/FandolFang-Regular.otf", R_OK) != 0) skip();
    bx_engine *engine = engine_new(1);
    bx_report *report = read_file(engine, "layouts/xxgk-2021/example.yaml");
    bx_diags *diags = bx_diags_new();
    assert_int_equal(bx_report_build_bytes(report, &with_files, diags, &carrier), BX_OK);
    each_allocation_fails("extract", extract, NULL, BX_OK, 1);
    bx_bytes_free(&carrier);
    bx_diags_free(diags);
    bx_report_free(report);
    bx_engine_free(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_of_a_report_may_be_anything),
        cmocka_unit_test(a_report_may_end_anywhere),
        cmocka_unit_test(the_bytes_of_a_report_may_be_anything),
        cmocka_unit_test(what_no_report_is_gets_its_reason),
        cmocka_unit_test(reading_without_memory_fails_cleanly),
        cmocka_unit_test(an_engine_without_memory_fails_cleanly),
        cmocka_unit_test(building_without_memory_fails_cleanly),
        cmocka_unit_test(recording_without_memory_fails_cleanly),
        cmocka_unit_test(extracting_without_memory_fails_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
