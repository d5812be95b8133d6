/* Definitions of layouts that are spoilt, endless, huge, or read without memory: always a clean answer. */
#include "mutate.h"

#include "base/mem.h"

/* What is understood must also serve a report: reading and making blocks. */
static void serve(const layout *l, const value *report_root, const char *what)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    report_options options = {.allow_unbalanced = true};
    const report *r;
    const document *doc;
    bx_status status = report_read(&arena, l, report_root, &options, diags, &r);
    case_is_clean(status, diags, what);
    if (status == BX_OK) {
        bx_buf dump = {0};
        assert_int_equal(blocks_make(&arena, r, diags, &doc), BX_OK);
        blocks_dump(doc, &dump);
        report_dump(r, &dump);
        buf_clear(&dump);
    }
    bx_diags_free(diags);
    arena_clear(&arena);
}

static void look_at_definition(void *context, const value *root, const char *what)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const layout *l = NULL;
    bx_status status = layout_understand(&arena, root, diags, &l);
    case_is_clean(status, diags, what);
    assert_int_equal(status == BX_OK, l != NULL);
    if (l) serve(l, context, what);
    bx_diags_free(diags);
    arena_clear(&arena);
}

/* How many steps to leave out, so that a test stays below a second; BANXIN_TEST_LONG=1 leaves none out. */
static size_t stride(size_t usual)
{
    return getenv("BANXIN_TEST_LONG") ? 1 : usual;
}

static const value *parse(bx_arena *arena, bx_str text)
{
    const value *root = NULL;
    bx_diags *diags = bx_diags_new();
    assert_int_equal(value_parse(arena, text, "report", VALUE_YAML, NULL, diags, &root), BX_OK);
    bx_diags_free(diags);
    return root;
}

static void mutate_definition(const char *name, bx_str report, size_t every)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const value *definition = NULL;
    layout_wish wish = {.name = str_of(name)};
    assert_int_equal(layout_definition(&arena, &case_layouts, &wish, diags, &definition), BX_OK);
    mutation m = {.root = (value *)definition,
                  .context = (void *)parse(&arena, report),
                  .look = look_at_definition,
                  .every = every};
    mutate(&m, m.root);
    print_message("%s: %zu of %zu mutations\n", name, m.tried, m.seen);
    assert_true(m.tried > 900);
    bx_diags_free(diags);
    arena_clear(&arena);
}

static const char any_tables[] =
    "agency: 某局\nyear: 2023\n"
    "person: {name: 张三, sex: 男, born: ~, years: 12, office: ~, resume: 无, resume_more: ~,"
    " members: [[父, 张一, 务农], [母, 李四, ~]]}\n"
    "plain: {a: 1, b: 2}\n"
    "budget: {income: {tax: [1, 2, 3, 4], other: [~, 1, 0, 0]}, spending: {base: {pay: [1, 1, 1, 1],"
    " goods: [2, 2, 2, 2]}, projects: [0, 0, 0, 0.25]}, rest: [3, 3, 3, 3]}\n"
    "staff: {items: [[甲, 乙]]}\n";

static void each_value_of_a_definition_may_be_anything(void **state)
{
    (void)state;
    static const char small[] = "agency: 某局\nyear: 2023\ndate: 2024-01-10\nnotes: {table: 注。}\n"
                                "annexes: {title: 名册, text: 甲}\n"
                                "table:\n  plan: [1, 2, 3]\n  done: {road: [1, 1, 2], water: [0, 1, 1],"
                                " change: [0, 0, 0], remark: [甲, 乙, 丙]}\n";
    bx_buf example = case_file("layouts/xxgk-2019/example.yaml");
    mutate_definition("small-form", str_of(small), stride(7));
    mutate_definition("any-tables", str_of(any_tables), stride(7));
    mutate_definition("xxgk-2019", buf_slice(&example), stride(13));
    buf_clear(&example);
}

static void the_bytes_of_a_definition_may_be_anything(void **state)
{
    (void)state;
    static const char *const files[] = {"layouts/gbt-9704/layout.yaml", "layouts/xxgk-2021/layout.yaml",
                                        "tests/suite/layouts/small-form/layout.yaml"};
    uint32_t seed = 2024;
    for (size_t f = 0; f < COUNT(files); f++) {
        bx_buf file = case_file(files[f]);
        for (size_t i = 0; i < 60000 / stride(600); i++) {
            bx_arena arena = {0};
            bx_diags *diags = bx_diags_new();
            const layout *l = NULL;
            bx_buf bytes = mutate_bytes(buf_slice(&file), &seed);
            case_is_clean(layout_load_bytes(&arena, &case_layouts, buf_slice(&bytes), "f", diags, &l), diags,
                          files[f]);
            buf_clear(&bytes);
            bx_diags_free(diags);
            arena_clear(&arena);
        }
        buf_clear(&file);
    }
}

/* ---- endless and huge ---- */

static bx_status load_buf(const bx_buf *bytes, const char *code)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const layout *l = NULL;
    bx_status status = layout_load_bytes(&arena, &case_layouts, buf_slice(bytes), "f", diags, &l);
    bool is_told = !code;
    for (size_t i = 0; code && i < bx_diags_count(diags); i++)
        is_told |= strcmp(bx_diags_at(diags, i).code, code) == 0;
    if (!is_told) fail_msg("%s is not told", code);
    bx_diags_free(diags);
    arena_clear(&arena);
    return status;
}

/* `count` times a text with a number, between two others. */
static bx_buf many(const char *before, const char *format, int count, const char *behind)
{
    bx_buf out = {0};
    buf_text(&out, before);
    for (int i = 0; i < count; i++) buf_print(&out, format, i, i + 1);
    buf_text(&out, behind);
    return out;
}

static void check_many(bx_buf bytes, const char *code)
{
    assert_int_equal(load_buf(&bytes, code), code ? BX_BAD_DATA : BX_OK);
    buf_clear(&bytes);
}

static void what_is_too_much_is_told(void **state)
{
    (void)state;
    check_many(many("extends: small-form\nstyles:\n", "  s%d: {like: s%d}\n", 2000, ""), "define-like-many");
    check_many(many("extends: small-form\nfields:\n", "  f%d: {type: text, label: 甲}\n", 2000, ""),
               "define-fields-many");
    check_many(many("extends: small-form\ntables: {table: {widths: [1", ", 1", 2000, "]}}\n"),
               "define-tracks-many");
    check_many(many("extends: small-form\n", "unknown%d: 1\n", 2000, ""), "too-many");
    check_many(many("extends: small-form\n", "unknown%d: 1\n", 20000, ""), "data-too-many-values");
    check_many(many("extends: small-form\ntables: {table: {parts: {main: {rows: {", "x: {label: 甲, rows: {",
                    20, "x: 甲}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}\n"),
               "define-axis-deep");
    /* many rows are only a long table */
    check_many(
        many("extends: small-form\ntables: {table: {parts: {main: {rows: {", "r%d: 甲, ", 2000, "}}}}}\n"),
        NULL);
}

/* Thirty fields, each twice the one before it: a thousand million characters. */
static void defaults_that_double_are_told(void **state)
{
    (void)state;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const layout *l = NULL;
    const report *r = NULL;
    report_options options = {0};
    bx_buf bytes =
        many("extends: small-form\nfields:\n  f0: {type: text, label: 甲, default: 甲}\n", "", 0, "");
    for (int i = 0; i < 30; i++)
        buf_print(&bytes,
                  "  f%d: {type: text, label: 甲, max_characters: 1000000, default: \"{f%d}{f%d}\"}\n", i + 1,
                  i, i);
    buf_text(&bytes, "  all: {type: prose, label: 甲, default: \"{f14}{f14}\"}\n");
    assert_int_equal(layout_load_bytes(&arena, &case_layouts, buf_slice(&bytes), "f", diags, &l), BX_OK);
    const value *root = parse(&arena, STR("agency: 某局\nyear: 2023\ntable:\n  plan: [1, 2, 3]\n"
                                          "  done: {road: [1, 1, 2], water: [0, 1, 1], change: [0, 0, 0],"
                                          " remark: [甲, 乙, 丙]}\n"));
    assert_int_equal(report_read(&arena, l, root, &options, diags, &r), BX_BAD_DATA);
    assert_int_equal(bx_diags_count(diags), 2); /* the fifteenth, beyond 20 000; all of it */
    assert_string_equal(bx_diags_at(diags, 0).code, "default-long");
    assert_string_equal(bx_diags_at(diags, 0).path, "fields.f15.default");
    assert_string_equal(bx_diags_at(diags, 1).path, "fields.all.default");
    assert_true(bx_diags_at(diags, 0).line == 18);
    buf_clear(&bytes);
    bx_diags_free(diags);
    arena_clear(&arena);
}

/* ---- files ---- */

static void what_extends_itself_is_told(void **state)
{
    (void)state;
    static const char *const pairs[] = {"a",    "name: a\nextends: b\n",      "b", "name: b\nextends: a\n",
                                        "self", "name: self\nextends: self\n"};
    const char *dirs[] = {case_folder(pairs, COUNT(pairs))};
    layout_dirs layouts = {dirs, 1};
    static const char *const names[] = {"a", "b", "self"};
    for (size_t i = 0; i < COUNT(names); i++) {
        bx_arena arena = {0};
        bx_diags *diags = bx_diags_new();
        const layout *l = NULL;
        layout_wish wish = {.name = str_of(names[i])};
        assert_int_equal(layout_load(&arena, &layouts, &wish, diags, &l), BX_BAD_DATA);
        bx_diag d = bx_diags_at(diags, 0);
        assert_string_equal(d.code, "layout-extends-many");
        assert_int_equal(d.line, 2);
        assert_int_equal(d.column, 10);
        bx_diags_free(diags);
        arena_clear(&arena);
    }
}

static void the_first_folder_that_has_a_layout_wins(void **state)
{
    (void)state;
    static const char *const pairs[] = {"small-form",
                                        "name: small-form\nextends: xxgk-2021\ntitle: 另一个\n"};
    const char *dirs[] = {case_folder(pairs, COUNT(pairs)), "tests/suite/layouts", "layouts"};
    layout_dirs layouts = {dirs, COUNT(dirs)};
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const layout *l = NULL;
    layout_wish wish = {.name = STR("small-form")};
    assert_int_equal(layout_load(&arena, &layouts, &wish, diags, &l), BX_OK);
    assert_true(str_is(l->title, "另一个"));
    bx_diags_free(diags);
    arena_clear(&arena);
}

/* ---- memory ---- */

static const struct {
    const char *bytes;
    bx_status status;
} definitions[] = {
    {"extends: xxgk-2019\n", BX_OK},
    {"extends: any-tables\n", BX_OK},
    {"extends: xxgk-2021\npage: {widht: 1}\nstyles: {a: {like: b}}\nfields: {a: 1}\n", BX_BAD_DATA},
    {"extends: any-tables\ntables: {person: {left: \"{x}\", parts: {form: {grid: [[甲, 乙], [{rows: "
     "0}]]}}}}\n",
     BX_BAD_DATA}};

/* Load while the nth allocation fails; false if there were not so many. */
static bool load_without(long nth, size_t which)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const layout *l = NULL;
    long before = mem_count();
    mem_fail_after(nth);
    bx_status status =
        layout_load_bytes(&arena, &case_layouts, str_of(definitions[which].bytes), "f", diags, &l);
    mem_fail_after(-1);
    bool has_failed = mem_count() - before > nth;
    assert_int_equal(status, has_failed ? BX_BAD_MACHINE : definitions[which].status);
    if (has_failed) assert_int_equal(diag_status(diags), BX_BAD_MACHINE);
    bx_diags_free(diags);
    arena_clear(&arena);
    return has_failed;
}

static void a_definition_read_without_memory_fails_cleanly(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(definitions); i++) {
        long count = 0;
        while (load_without(count, i)) count++;
        print_message("%ld allocations failed\n", count);
        assert_true(count > 10);
    }
}

/* Read, make blocks and dump them while the nth allocation fails; false if there were not so many. */
static bool serve_without(long nth, const layout *l, const value *root)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    report_options options = {0};
    const report *r;
    const document *doc;
    bx_buf dump = {0};
    long before = mem_count();
    mem_fail_after(nth);
    bx_status status = report_read(&arena, l, root, &options, diags, &r);
    if (status == BX_OK) status = blocks_make(&arena, r, diags, &doc);
    bool is_dumped = status == BX_OK && blocks_dump(doc, &dump) && !dump.failed;
    mem_fail_after(-1);
    bool has_failed = mem_count() - before > nth;
    assert_true(has_failed ? status == BX_BAD_MACHINE || !is_dumped : status == BX_OK && is_dumped);
    buf_clear(&dump);
    bx_diags_free(diags);
    arena_clear(&arena);
    return has_failed;
}

static void tables_made_without_memory_fail_cleanly(void **state)
{
    (void)state;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const layout *l = NULL;
    long count = 0;
    assert_int_equal(layout_load_bytes(&arena, &case_layouts, STR("extends: any-tables\n"), "f", diags, &l),
                     BX_OK);
    const value *root = parse(&arena, str_of(any_tables));
    while (serve_without(count, l, root)) count++;
    print_message("%ld allocations failed\n", count);
    assert_true(count > 10);
    bx_diags_free(diags);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_of_a_definition_may_be_anything),
        cmocka_unit_test(the_bytes_of_a_definition_may_be_anything),
        cmocka_unit_test(what_is_too_much_is_told),
        cmocka_unit_test(defaults_that_double_are_told),
        cmocka_unit_test(what_extends_itself_is_told),
        cmocka_unit_test(the_first_folder_that_has_a_layout_wins),
        cmocka_unit_test(a_definition_read_without_memory_fails_cleanly),
        cmocka_unit_test(tables_made_without_memory_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
