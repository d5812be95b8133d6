/* Reports, read by the forms that are shipped: every sum of every cell, the same from JSON, the library's
 * door. */
#include "report_case.h"

#include "banxin/banxin.h"
#include "data/write.h"

/* ---- the form of 2021, in a copy of numbers that the test knows by itself ---- */

enum { ROWS = 25, COLUMNS = 7, DISPUTES = 15, TOTAL_ROW = 23, CARRIED_OUT = 24, TOTAL_COLUMN = 6 };

static const char *const row_names[ROWS] = {
    "new",
    "carried_in",
    "granted",
    "partly_granted",
    "refused.state_secret",
    "refused.prohibited_by_law",
    "refused.security_and_stability",
    "refused.third_party_rights",
    "refused.internal_affairs",
    "refused.process_information",
    "refused.enforcement_files",
    "refused.administrative_inquiry",
    "unavailable.not_held",
    "unavailable.needs_creating",
    "unavailable.still_unclear",
    "not_processed.petition",
    "not_processed.repeated",
    "not_processed.publication",
    "not_processed.abusive",
    "not_processed.reissue",
    "other.not_corrected",
    "other.fee_unpaid",
    "other.other",
    "total",
    "carried_out",
};

typedef struct numbers {
    int applications[ROWS][COLUMNS];
    int disputes[DISPUTES]; /* three groups of five, the fifth of each its total */
} numbers;

/* Numbers that agree, none of them nothing. */
static void fill(numbers *n)
{
    for (int column = 0; column < TOTAL_COLUMN; column++) {
        int outcomes = 0;
        for (int row = 2; row < TOTAL_ROW; row++)
            outcomes += n->applications[row][column] = 1 + (row * 7 + column * 3) % 5;
        n->applications[TOTAL_ROW][column] = outcomes;
        n->applications[CARRIED_OUT][column] = 2 + column;
        n->applications[1][column] = 3;
        n->applications[0][column] = outcomes + 2 + column - 3;
    }
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < TOTAL_COLUMN; column++)
            n->applications[row][TOTAL_COLUMN] += n->applications[row][column];
    for (int i = 0; i < DISPUTES; i++)
        n->disputes[i] =
            i % 5 < 4 ? i + 1
                      : n->disputes[i - 1] + n->disputes[i - 2] + n->disputes[i - 3] + n->disputes[i - 4];
}

/* The rules of the form that numbers break, counted without the layout (spec: rules 1 to 3 of table 3, the
 * rule of table 4). */
static size_t count_broken(const numbers *n)
{
    size_t broken = 0;
    const int(*a)[COLUMNS] = n->applications;
    for (int column = 0; column < COLUMNS; column++) {
        int outcomes = 0;
        for (int row = 2; row < TOTAL_ROW; row++) outcomes += a[row][column];
        broken += a[0][column] + a[1][column] != a[TOTAL_ROW][column] + a[CARRIED_OUT][column];
        broken += outcomes != a[TOTAL_ROW][column];
    }
    for (int row = 0; row < ROWS; row++) {
        int sum = 0;
        for (int column = 0; column < TOTAL_COLUMN; column++) sum += a[row][column];
        broken += sum != a[row][TOTAL_COLUMN];
    }
    for (int group = 0; group < DISPUTES; group += 5) {
        const int *d = n->disputes + group;
        broken += d[0] + d[1] + d[2] + d[3] != d[4];
    }
    return broken;
}

static void write_row(bx_buf *out, const char *name, const int *row, int count)
{
    buf_print(out, "%s: [", name);
    for (int i = 0; i < count; i++) buf_print(out, i ? ", %d" : "%d", row[i]);
    buf_text(out, "]");
}

/* Rows of a group stand together in the list of names. */
static void write_applications(bx_buf *out, const numbers *n)
{
    char open[40] = "";
    for (int row = 0; row < ROWS; row++) {
        const char *point = strchr(row_names[row], '.');
        size_t len = point ? (size_t)(point - row_names[row]) : 0;
        bool goes_on = len && strlen(open) == len && strncmp(open, row_names[row], len) == 0;
        if (len && !goes_on) buf_print(out, "  %.*s:\n", (int)len, row_names[row]);
        snprintf(open, sizeof open, "%.*s", (int)len, row_names[row]);
        buf_text(out, len ? "    " : "  ");
        write_row(out, len ? point + 1 : row_names[row], n->applications[row], COLUMNS);
        buf_char(out, '\n');
    }
}

static bx_buf write_report(const numbers *n)
{
    bx_buf out = {0};
    buf_text(
        &out,
        "layout: xxgk-2021\nagency: 某局\nyear: 2023\noverview: 略。\nproblems: 略。\nother_matters: 略。\n"
        "proactive: {rules: [0, 0, 0], normative_documents: [0, 0, 0], licensing: 0, penalties: 0, "
        "coercive_measures: 0, fees: 0}\napplications:\n");
    write_applications(&out, n);
    buf_text(&out, "disputes: {");
    write_row(&out, "reconsideration", n->disputes, 5);
    buf_text(&out, ", ");
    write_row(&out, "litigation_direct", n->disputes + 5, 5);
    buf_text(&out, ", ");
    write_row(&out, "litigation_after_reconsideration", n->disputes + 10, 5);
    buf_text(&out, "}\n");
    return out;
}

static bx_engine *engine_over(const char *const *dirs, size_t count)
{
    bx_engine_options options = {.layout_dirs = dirs, .layout_dir_count = count};
    bx_engine *engine = NULL;
    bx_diags *diags = bx_diags_new();
    assert_int_equal(bx_engine_new(&options, diags, &engine), BX_OK);
    bx_diags_free(diags);
    return engine;
}

static bx_engine *engine_new(void)
{
    return engine_over(case_dirs, COUNT(case_dirs));
}

static void judge(bx_engine *engine, const numbers *n, const char *what)
{
    bx_buf text = write_report(n);
    bx_diags *diags = bx_diags_new();
    bx_report *report;
    bx_status status = bx_report_read(engine, text.ptr, text.len, "f", NULL, diags, &report);
    size_t broken = count_broken(n), told = 0;
    for (size_t i = 0; i < bx_diags_count(diags); i++)
        told += strcmp(bx_diags_at(diags, i).code, "balance-broken") == 0;
    if (told != broken || bx_diags_count(diags) != told || status != (broken ? BX_BAD_DATA : BX_OK))
        fail_msg("%s: %zu rules are broken, %zu told, status %d", what, broken, told, status);
    bx_report_free(report);
    bx_diags_free(diags);
    buf_clear(&text);
}

static void a_cell_that_is_off_by_one_breaks_its_rules_and_no_others(void **state)
{
    (void)state;
    numbers n = {0};
    bx_engine *engine = engine_new();
    fill(&n);
    assert_int_equal(count_broken(&n), 0);
    judge(engine, &n, "all as it should be");
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            for (int by = -1; by <= 1; by += 2) {
                n.applications[row][column] += by;
                assert_true(count_broken(&n) > 0);
                judge(engine, &n, row_names[row]);
                n.applications[row][column] -= by;
            }
    for (int i = 0; i < DISPUTES; i++) {
        n.disputes[i]++;
        judge(engine, &n, "disputes");
        n.disputes[i]--;
    }
    bx_engine_free(engine);
}

static void a_rule_may_be_broken_if_it_is_allowed(void **state)
{
    (void)state;
    numbers n = {0};
    bx_engine *engine = engine_new();
    bx_read_options options = {.allow_unbalanced = 1};
    bx_diags *diags = bx_diags_new();
    bx_report *report;
    bx_bytes dump;
    fill(&n);
    n.applications[0][TOTAL_COLUMN] += 1;
    bx_buf text = write_report(&n);
    assert_int_equal(bx_report_read(engine, text.ptr, text.len, "f", NULL, diags, &report), BX_BAD_DATA);
    assert_null(report);
    bx_diags_reset(diags);
    assert_int_equal(bx_report_read(engine, text.ptr, text.len, "f", &options, diags, &report), BX_OK);
    assert_int_equal(bx_diags_count(diags), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(bx_diags_at(diags, i).code, "balance-broken");
        assert_int_equal(bx_diags_at(diags, i).severity, BX_WARNING);
    }
    /* other faults stay errors */
    assert_int_equal(bx_report_dump(report, BX_STAGE_REPORT, diags, &dump), BX_OK);
    bx_bytes_free(&dump);
    bx_report_free(report);
    bx_diags_reset(diags);
    buf_text(&text, "unknown: 1\n");
    assert_int_equal(bx_report_read(engine, text.ptr, text.len, "f", &options, diags, &report), BX_BAD_DATA);
    bx_diags_free(diags);
    bx_engine_free(engine);
    buf_clear(&text);
}

/* ---- JSON ---- */

static bx_bytes dump_of(bx_engine *engine, const bx_buf *text, bx_stage stage, size_t findings)
{
    bx_diags *diags = bx_diags_new();
    bx_report *report;
    bx_bytes dump;
    assert_int_equal(bx_report_read(engine, text->ptr, text->len, "f", NULL, diags, &report), BX_OK);
    assert_int_equal(bx_diags_count(diags), findings);
    assert_int_equal(bx_report_dump(report, stage, diags, &dump), BX_OK);
    bx_report_free(report);
    bx_diags_free(diags);
    return dump;
}

static void json_says_the_same_as_yaml(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t findings;
    } examples[] = {{"layouts/xxgk-2021/example.yaml", 1},
                    {"layouts/xxgk-2021/new.yaml", 7}, /* what is to be filled in */
                    {"layouts/xxgk-2019/example.yaml", 0},
                    {"layouts/xxgk-2019/new.yaml", 7}};
    bx_engine *engine = engine_new();
    for (size_t i = 0; i < COUNT(examples); i++) {
        bx_buf yaml = case_file(examples[i].file), json = {0};
        bx_arena arena = {0};
        bx_diags *diags = bx_diags_new();
        const value *root;
        assert_int_equal(value_parse(&arena, buf_slice(&yaml), "f", VALUE_YAML, NULL, diags, &root), BX_OK);
        write_json(root, &json);
        for (bx_stage stage = BX_STAGE_REPORT; stage <= BX_STAGE_BLOCKS; stage++) {
            bx_bytes a = dump_of(engine, &yaml, stage, examples[i].findings),
                     b = dump_of(engine, &json, stage, examples[i].findings);
            assert_string_equal(a.data, b.data);
            bx_bytes_free(&a);
            bx_bytes_free(&b);
        }
        bx_diags_free(diags);
        arena_clear(&arena);
        buf_clear(&yaml);
        buf_clear(&json);
    }
    bx_engine_free(engine);
}

/* ---- the library's door ---- */

static void read_as(bx_engine *engine, const char *text, const char *layout, bx_status wanted,
                    const char *code)
{
    bx_diags *diags = bx_diags_new();
    bx_read_options options = {.layout = layout};
    bx_report *report = (bx_report *)&options;
    assert_int_equal(
        bx_report_read(engine, text, strlen(text), NULL, layout ? &options : NULL, diags, &report), wanted);
    assert_string_equal(bx_diags_at(diags, 0).code, code);
    assert_string_equal(bx_diags_at(diags, 0).file, bx_diags_at(diags, 0).line ? "-" : "");
    assert_null(report);
    bx_diags_free(diags);
}

static void a_layout_is_asked_for_or_named_by_the_data(void **state)
{
    (void)state;
    bx_engine *engine = engine_new();
    read_as(engine, "agency: 某局\n", NULL, BX_BAD_DATA, "layout-missing");
    read_as(engine, "layout: nosuch\n", NULL, BX_BAD_DATA, "layout-unknown");
    read_as(engine, "layout: gbt-9704\n", NULL, BX_BAD_DATA, "layout-is-base");
    read_as(engine, "layout: small-form\n", "nosuch", BX_BAD_USAGE, "layout-unknown");
    read_as(engine, "layout: small-form\n", "gbt-9704", BX_BAD_USAGE, "layout-is-base");
    read_as(engine, "layout: nosuch\n", "small-form", BX_BAD_DATA, "field-missing");
    read_as(engine, "- 1\n", "small-form", BX_BAD_DATA, "report-map");
    read_as(engine, "", "small-form", BX_BAD_DATA, "data-empty");
    bx_engine_free(engine);
}

static void the_name_of_a_layout_in_a_message_is_only_its_name(void **state)
{
    (void)state;
    bx_engine *engine = engine_new();
    bx_diags *diags = bx_diags_new();
    bx_report *report;
    char text[300];
    assert_int_equal(bx_report_read(engine, "layout: gbt-9704\n", 17, "f", NULL, diags, &report),
                     BX_BAD_DATA);
    bx_diags_text(diags, 0, BX_EN, text, sizeof text);
    assert_non_null(strstr(text, "“gbt-9704” is only a base"));
    bx_diags_free(diags);
    bx_engine_free(engine);
}

static void skeletons_come_from_the_layout_s_folder(void **state)
{
    (void)state;
    bx_engine *engine = engine_new();
    bx_diags *diags = bx_diags_new();
    bx_bytes bytes;
    bx_report *report;
    static const char *const shipped[] = {"xxgk-2021", "xxgk-2019"};
    for (size_t i = 0; i < COUNT(shipped); i++) {
        assert_int_equal(bx_layout_skeleton(engine, shipped[i], diags, &bytes), BX_OK);
        assert_int_equal(bx_report_read(engine, bytes.data, bytes.len, "f", NULL, diags, &report), BX_OK);
        for (size_t n = 0; n < bx_diags_count(diags); n++) /* nothing but what is to be filled in */
            assert_string_equal(bx_diags_at(diags, n).code, "field-placeholder");
        bx_diags_reset(diags);
        bx_report_free(report);
        bx_bytes_free(&bytes);
    }
    assert_int_equal(bx_layout_skeleton(engine, "house-pitch", diags, &bytes), BX_BAD_USAGE);
    assert_string_equal(bx_diags_at(diags, 0).code, "skeleton-missing");
    bx_diags_reset(diags);
    assert_int_equal(bx_layout_skeleton(engine, "gbt-9704", diags, &bytes), BX_BAD_USAGE);
    assert_int_equal(bx_layout_skeleton(engine, "nosuch", diags, &bytes), BX_BAD_USAGE);
    assert_int_equal(bx_layout_skeleton(engine, "../layouts/xxgk-2021", diags, &bytes), BX_BAD_USAGE);
    bx_diags_free(diags);
    bx_engine_free(engine);
}

static void layouts_are_listed_by_name_without_bases(void **state)
{
    (void)state;
    bx_engine *engine = engine_new();
    bx_diags *diags = bx_diags_new();
    bx_bytes bytes;
    assert_int_equal(bx_layouts_list(engine, diags, &bytes), BX_OK);
    assert_int_equal(bx_diags_count(diags), 0);
    assert_non_null(strstr(bytes.data, "small-form\t小表（测试用）\ttests/suite/layouts/small-form\n"));
    assert_non_null(strstr(bytes.data,
                           "xxgk-2019\t政府信息公开工作年度报告（2019年格式）\tlayouts/xxgk-2019\n"
                           "xxgk-2021\t政府信息公开工作年度报告（2021年格式）\tlayouts/xxgk-2021\n"));
    assert_null(strstr(bytes.data, "gbt-9704"));
    bx_bytes_free(&bytes);
    bx_diags_free(diags);
    bx_engine_free(engine);
}

static void a_wrong_layout_is_told_and_the_others_are_listed(void **state)
{
    (void)state;
    static const char *const pairs[] = {"wrong", "name: wrong\nextends: small-form\npage: {widht: 1mm}\n",
                                        "right", "name: right\nextends: small-form\ntitle: 对的\n"};
    const char *dirs[] = {case_folder(pairs, COUNT(pairs)), "tests/suite/layouts", "layouts"};
    bx_engine *engine = engine_over(dirs, COUNT(dirs));
    bx_diags *diags = bx_diags_new();
    bx_bytes bytes;
    assert_int_equal(bx_layouts_list(engine, diags, &bytes), BX_OK);
    assert_int_equal(bx_diags_count(diags), 1);
    bx_diag d = bx_diags_at(diags, 0);
    assert_string_equal(d.code, "define-unknown");
    assert_string_equal(d.file + strlen(dirs[0]), "/wrong/layout.yaml");
    assert_int_equal(d.line, 3);
    assert_int_equal(d.column, 8);
    assert_non_null(strstr(bytes.data, "right\t对的\t"));
    assert_null(strstr(bytes.data, "wrong"));
    bx_bytes_free(&bytes);
    bx_diags_free(diags);
    bx_engine_free(engine);
}

/* ---- messages ---- */

static void each_message_says_what_to_do(void **state)
{
    (void)state;
    static const struct {
        const char *code, *zh, *en;
    } messages[] = {
#define MESSAGE(id, severity, kind, code, zh, en) {code, zh, en},
#include "base/messages/report.def"
#include "base/messages/api.def"
#undef MESSAGE
    };
    static const char *const ways[] = {"请",         "是否应为",   "应写",     "用 banxin",
                                       "要分两层写", "没有数的写", "留空的写", "正数不写"};
    size_t wrong = 0;
    for (size_t i = 0; i < COUNT(messages); i++) {
        bool is_said = false;
        for (size_t w = 0; w < COUNT(ways); w++) is_said |= strstr(messages[i].zh, ways[w]) != NULL;
        bool has_reason =
            strcmp(messages[i].code, "output-failed") == 0 ||
            strcmp(messages[i].code, "picture-unread") == 0; /* {2} in Chinese, {3} in English */
        for (char n = '1'; n <= '9'; n++) {                  /* both languages name the same things */
            if (has_reason && n != '1') continue;
            char slot[] = {'{', n, '}', 0};
            is_said &= !strstr(messages[i].zh, slot) == !strstr(messages[i].en, slot);
        }
        if (!is_said) print_error("%s: %s\n", messages[i].code, messages[i].zh);
        wrong += !is_said;
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_that_is_off_by_one_breaks_its_rules_and_no_others),
        cmocka_unit_test(a_rule_may_be_broken_if_it_is_allowed),
        cmocka_unit_test(json_says_the_same_as_yaml),
        cmocka_unit_test(a_layout_is_asked_for_or_named_by_the_data),
        cmocka_unit_test(the_name_of_a_layout_in_a_message_is_only_its_name),
        cmocka_unit_test(skeletons_come_from_the_layout_s_folder),
        cmocka_unit_test(layouts_are_listed_by_name_without_bases),
        cmocka_unit_test(a_wrong_layout_is_told_and_the_others_are_listed),
        cmocka_unit_test(each_message_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
