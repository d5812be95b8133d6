/* The definition of a layout and, if it is understood, a report read by it: any bytes, with a failing
 * allocation in half of the runs. The first byte chooses which and when; the rest is layout.yaml, which may
 * extend what lies in layouts/ (so run in the project's top folder). */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/block.h"

static const char report_text[] =
    "agency: 某局\nyear: 2023\ndate: 2024-01-10\noverview: 收到申请3件。\nwords: |\n  一、大事。正文。\n"
    "annexes: {title: 名册, text: 甲}\nnotes: {table: 注。}\n"
    "table: {plan: [1, 2, 3], done: {road: [1, 1, 2], water: [0, 1, 1], change: [0, 0, 0], remark: [甲, 乙, "
    "丙]}}\n";
static const char tables_text[] = "agency: 某局\nyear: 2023\n"
                                  "person: {name: 张三, sex: 男, born: ~, years: 12, office: ~, resume: 无, "
                                  "resume_more: ~, members: [[父, 张一, 务农]]}\n"
                                  "plain: {a: 1, b: 2}\n"
                                  "budget: {income: {tax: [1, 2, 3, 4], other: [~, 1, 0, 0]}, spending: "
                                  "{base: {pay: [1, 1, 1, 1], goods: [2, 2, 2, 2]},"
                                  " projects: [0, 0, 0, 0.25]}, rest: [3, 3, 3, 3]}\n";

/* A report of a few fields, or one of many tables. */
typedef struct report_roots {
    const value *plain, *tables;
} report_roots;

static const value *parse(bx_arena *arena, const char *text)
{
    const value *root = NULL;
    bx_diags *diags = bx_diags_new();
    value_parse(arena, str_of(text), "report", VALUE_YAML, NULL, diags, &root);
    bx_diags_free(diags);
    return root;
}

static report_roots parsed_roots(void)
{
    static bx_arena arena;
    static report_roots roots;
    if (!roots.plain) roots = (report_roots){parse(&arena, report_text), parse(&arena, tables_text)};
    return roots;
}

/* An answer without a finding, or a finding without the answer, is a fault. */
static void demand(bx_status status, const bx_diags *diags)
{
    if ((status == BX_OK) != (diag_errors(diags) == 0) || status == BX_BUG) abort();
}

static void serve(const layout *l, const value *root)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    report_options options = {.allow_unbalanced = true};
    const report *r;
    const document *doc;
    bx_buf dump = {0};
    if (!diags) return;
    bx_status status = report_read(&arena, l, root, &options, diags, &r);
    demand(status, diags);
    if (status == BX_OK) status = blocks_make(&arena, r, diags, &doc);
    demand(status, diags);
    if (status == BX_OK) blocks_dump(doc, &dump);
    buf_clear(&dump);
    bx_diags_free(diags);
    arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char *const dirs[] = {"layouts", "tests/suite/layouts"};
    static const layout_dirs layouts = {dirs, 2};
    report_roots roots = parsed_roots();
    bx_diags *diags = len ? bx_diags_new() : NULL;
    bx_arena arena = {0};
    const layout *l = NULL;
    if (!diags) return 0;
    mem_fail_after(bytes[0] & 1 ? bytes[0] >> 1 : -1);
    bx_status status =
        layout_load_bytes(&arena, &layouts, (bx_str){(const char *)bytes + 1, len - 1}, "layout", diags, &l);
    demand(status, diags);
    if (status == BX_OK) serve(l, layout_field(l, STR("person")) ? roots.tables : roots.plain);
    mem_fail_after(-1);
    bx_diags_free(diags);
    arena_clear(&arena);
    return 0;
}
