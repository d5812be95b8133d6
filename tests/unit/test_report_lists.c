/* Rows from lists and from files: every cell in its place whatever chunk it is made in, files only from the
 * folder that is allowed, little memory, none at all. */
#include "mutate.h"

#include <unistd.h>

#include "base/mem.h"

enum { ROSTER_COLUMNS = 6, ROWS_MAX = 200 };

/* A report being read by a layout of tests/suite/layouts. */
typedef struct attempt {
    bx_arena layout_arena, arena, blocks_arena;
    bx_diags *diags;
    const layout *layout;
    bx_status status;
    const report *report;
    const document *doc;
} attempt;

static attempt read_text(const char *layout_name, bx_str text, const char *folder)
{
    attempt a = {.diags = bx_diags_new()};
    layout_wish wish = {.name = str_of(layout_name)};
    report_options options = {.data_dir = folder};
    const value *root;
    assert_int_equal(layout_load(&a.layout_arena, &case_layouts, &wish, a.diags, &a.layout), BX_OK);
    assert_int_equal(value_parse(&a.arena, text, "f", VALUE_YAML, NULL, a.diags, &root), BX_OK);
    a.status = report_read(&a.arena, a.layout, root, &options, a.diags, &a.report);
    if (a.status == BX_OK) assert_int_equal(blocks_make(&a.blocks_arena, a.report, a.diags, &a.doc), BX_OK);
    return a;
}

static void clear(attempt *a)
{
    bx_diags_free(a->diags);
    arena_clear(&a->layout_arena);
    arena_clear(&a->arena);
    arena_clear(&a->blocks_arena);
}

static void write_file(const char *folder, const char *name, bx_str bytes)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) fail_msg("cannot write %s", path);
    fwrite(bytes.ptr, 1, bytes.len, file);
    assert_int_equal(fclose(file), 0);
}

/* ---- chunks ---- */

/* Offices of 1, 2, 3, … people, so that their rows cross chunks; posts change every second row. */
static size_t office_of(size_t row)
{
    size_t office = 0;
    while (row > office) row -= ++office;
    return office;
}

static void write_roster(bx_buf *yaml, bx_buf *csv, size_t rows)
{
    buf_text(yaml, "agency: 某局\nstaff:\n  total: [合计, ~, ~, =sum, =sum, =sum]\n  items:\n");
    buf_text(csv, "合计,pay.base,姓名,岗位,津贴,科室\r\n");
    for (size_t i = 0; i < rows; i++) {
        size_t office = office_of(i), post = i / 2 % 2;
        buf_print(yaml, "    - [第%zu科, 岗%zu, 人%zu, %zu.5, ~, =sum]\n", office, post, i, i);
        buf_print(csv, "=sum,%zu.5,人%zu,\"岗%zu\",,第%zu科\r\n", i, i, post, office);
    }
}

static bx_buf dumps(const attempt *a)
{
    bx_buf out = {0};
    report_dump(a->report, &out);
    assert_true(blocks_dump(a->doc, &out));
    buf_char(&out, '\0');
    return out;
}

static void a_file_says_the_same_as_the_rows_themselves(void **state)
{
    (void)state;
    const char *folder = case_folder(NULL, 0);
    bx_buf yaml = {0}, csv = {0};
    write_roster(&yaml, &csv, ROWS_MAX);
    write_file(folder, "staff.csv", buf_slice(&csv));
    attempt rows = read_text("list-roster", buf_slice(&yaml), NULL);
    attempt file = read_text(
        "list-roster",
        STR("agency: 某局\nstaff: {items: staff.csv, total: [合计, ~, ~, =sum, =sum, =sum]}\n"), folder);
    assert_int_equal(rows.status, BX_OK);
    assert_int_equal(file.status, BX_OK);
    bx_buf one = dumps(&rows), other = dumps(&file);
    assert_string_equal(one.ptr, other.ptr);
    /* 0.5 + 1.5 + … + 199.5 */
    assert_non_null(strstr(one.ptr, "[\"合计\", null, null, \"20000.0\", \"0\", \"20000.0\"]"));
    buf_clear(&one);
    buf_clear(&other);
    clear(&rows);
    clear(&file);
    buf_clear(&yaml);
    buf_clear(&csv);
}

static const doc_table *table_of(const attempt *a)
{
    for (size_t i = 0; i < a->doc->block_count; i++)
        if (a->doc->blocks[i].kind == DOC_TABLE) return &a->doc->blocks[i].table;
    fail_msg("there is no table");
    return NULL;
}

/* The value a cell of row `row` comes from, by what write_roster wrote. */
static void check_cell(const attempt *a, const doc_cell *c, size_t row, bx_arena *arena)
{
    static const char *const paths[] = {"", "", "name", "pay.base", "pay.extra", "total"};
    char wanted[80];
    if (c->column == 2) snprintf(wanted, sizeof wanted, "人%zu", row);
    if (c->column == 0) snprintf(wanted, sizeof wanted, "第%zu科", office_of(row));
    if (c->column == 0 || c->column == 2) assert_true(str_is(c->text, wanted));
    if (c->text_id) assert_true(str_is_equal(document_text(a->doc, c->text_id), c->text));
    if (c->column < 2) return;
    snprintf(wanted, sizeof wanted, "staff.items[%zu].%s", row, paths[c->column]);
    assert_true(str_is(value_path(c->source, arena), wanted));
    assert_int_equal(c->source->at.line, row + 2);
}

/* Each place of the rows is covered once, each text stands once, groups are the rows of one office. */
static void each_cell_is_made_once_in_its_chunk(void **state)
{
    (void)state;
    enum { HEAD = 2 };
    static uint8_t covered[ROWS_MAX + HEAD + 1][ROSTER_COLUMNS];
    memset(covered, 0, sizeof covered);
    const char *folder = case_folder(NULL, 0);
    bx_buf yaml = {0}, csv = {0};
    write_roster(&yaml, &csv, ROWS_MAX);
    write_file(folder, "s.csv", buf_slice(&csv));
    attempt a = read_text("list-roster",
                          STR("agency: 某局\nstaff: {items: s.csv, total: [~, ~, ~, ~, ~, ~]}\n"), folder);
    assert_int_equal(a.status, BX_OK);
    const doc_table *table = table_of(&a);
    assert_int_equal(table->row_count, ROWS_MAX + HEAD + 1);
    size_t texts = 0;
    for (uint32_t i = 0; i < doc_table_chunks(table); i++) {
        bx_arena arena = {0};
        doc_chunk chunk;
        assert_true(doc_table_chunk(table, &arena, i, &chunk));
        for (size_t n = 0; n < chunk.cell_count; n++) {
            const doc_cell *c = &chunk.cells[n];
            texts += c->text_id != 0;
            for (uint32_t row = c->row; row < c->row + c->row_span; row++)
                for (uint32_t x = c->column; x < c->column + c->column_span; x++) covered[row][x]++;
            if (c->row >= HEAD && c->row < HEAD + ROWS_MAX) check_cell(&a, c, c->row - HEAD, &arena);
        }
        for (uint32_t n = 0; n < chunk.row_count; n++) {
            size_t row = chunk.first_row + n;
            const doc_row *r = &chunk.rows[n];
            assert_true(r->group_first <= row && row < r->group_end);
            if (row < HEAD || row >= HEAD + ROWS_MAX) continue;
            size_t office = office_of(row - HEAD), first = office * (office + 1) / 2,
                   end = first + office + 1;
            assert_int_equal(r->group_first, HEAD + first);
            assert_int_equal(r->group_end, HEAD + (end < ROWS_MAX ? end : ROWS_MAX));
        }
        arena_clear(&arena);
    }
    for (size_t i = 0; i < sizeof covered; i++) assert_int_equal(((uint8_t *)covered)[i], 1);
    size_t said = 0;
    for (uint32_t id = 1; id <= a.doc->text_count; id++) said += document_text(a.doc, id).len > 0;
    assert_int_equal(texts, said - 1); /* the title */
    clear(&a);
    buf_clear(&yaml);
    buf_clear(&csv);
}

/* ---- files ---- */

/* The findings of a roster whose items are in a file of this name. */
static bx_buf said_of(const char *name, const char *folder)
{
    bx_buf text = {0};
    buf_print(&text, "agency: 某局\nstaff:\n  items: \"%s\"\n  total: [~, ~, ~, =sum, =sum, =sum]\n", name);
    attempt a = read_text("list-roster", buf_slice(&text), folder);
    case_is_clean(a.status, a.diags, name);
    bx_buf said = case_said(a.diags);
    clear(&a);
    buf_clear(&text);
    return said;
}

static void only_files_of_the_folder_are_read(void **state)
{
    (void)state;
    char folder[300], path[400];
    snprintf(folder, sizeof folder, "%s", case_folder((const char *[]){"inner", "", "outer", ""}, 4));
    bx_str good = STR("科室,岗位,姓名,基本,津贴,合计\n甲,乙,丙,1,,1\n");
    write_file(folder, "inner/good.csv", good);
    write_file(folder, "outer/good.csv", good);
    snprintf(path, sizeof path, "%s/inner", folder);
    char target[500], link[500];
    static const char *const links[][2] = {{"../outer/good.csv", "out.csv"},
                                           {"good.csv", "in.csv"},
                                           {"../outer", "far"},
                                           {"loop.csv", "loop.csv"}};
    for (size_t i = 0; i < COUNT(links); i++) {
        snprintf(link, sizeof link, "%s/%s", path, links[i][1]);
        assert_int_equal(symlink(links[i][0], link), 0);
    }
    snprintf(link, sizeof link, "%s/pipe.csv", path);
    assert_int_equal(mkfifo(link, 0600), 0);
    snprintf(link, sizeof link, "%s/folder.csv", path);
    assert_int_equal(mkdir(link, 0755), 0);
    snprintf(link, sizeof link, "%s/huge.csv", path);
    write_file(path, "huge.csv", STR("a"));
    assert_int_equal(truncate(link, 300 << 20), 0);
    snprintf(target, sizeof target, "%s/good.csv", path);
    const struct {
        const char *name, *code;
    } cases[] = {
        {"good.csv", ""},
        {"in.csv", ""},
        {"./good.csv", ""},
        {target, "sheet-outside"}, /* an absolute path, even of what is inside */
        {"../inner/good.csv", "sheet-outside"},
        {"folder.csv/../good.csv", "sheet-outside"},
        {"../outer/good.csv", "sheet-outside"},
        {"out.csv", "sheet-outside"},
        {"far/good.csv", "sheet-outside"},
        {"pipe.csv", "sheet-unread"},
        {"folder.csv", "sheet-unread"},
        {"loop.csv", "sheet-unread"},
        {"none.csv", "sheet-unread"},
        {"huge.csv", "sheet-large"},
        {"good.xlsx", "list-kind"},
        {"无", "list-kind"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char wanted[80] = "";
        if (*cases[i].code) snprintf(wanted, sizeof wanted, "3:10 %s staff.items\n", cases[i].code);
        bx_buf said = said_of(cases[i].name, path);
        if (strcmp(said.ptr, wanted) != 0) fail_msg("%s: %s", cases[i].name, said.ptr);
        buf_clear(&said);
    }
    bx_buf said = said_of("good.csv", NULL);
    assert_string_equal(said.ptr, "3:10 sheet-folder staff.items\n");
    buf_clear(&said);
}

static void rows_are_bounded(void **state)
{
    (void)state;
    const char *folder = case_folder(NULL, 0);
    for (size_t rows = ROWS_MAX; rows <= ROWS_MAX + 1; rows++) {
        bx_buf yaml = {0}, csv = {0};
        write_roster(&yaml, &csv, rows);
        write_file(folder, "s.csv", buf_slice(&csv));
        bx_buf said = said_of("s.csv", folder);
        bool is_told = strstr(said.ptr, "list-long staff.items\n") != NULL;
        assert_int_equal(is_told, rows > ROWS_MAX);
        attempt a = read_text("list-roster", buf_slice(&yaml), NULL);
        assert_int_equal(a.status, rows > ROWS_MAX ? BX_BAD_DATA : BX_OK);
        clear(&a);
        buf_clear(&said);
        buf_clear(&yaml);
        buf_clear(&csv);
    }
}

/* ---- memory ---- */

/* Its bytes, 16 for each text, 8 to find its line. No values, no cells. */
static void a_row_of_a_file_costs_its_texts_and_little_more(void **state)
{
    (void)state;
    enum { ROWS = 200000, SLACK = 2200000 }; /* an arena's chunks are of 1 MiB */
    const char *folder = case_folder(NULL, 0);
    bx_buf csv = {0};
    buf_text(&csv, "name,cost\n");
    for (int i = 0; i < ROWS; i++) buf_print(&csv, "工程%d,%d\n", i, i);
    write_file(folder, "w.csv", buf_slice(&csv));
    attempt a =
        read_text("list-long", STR("agency: 某局\nworks: {items: w.csv, total: [合计, =sum]}\n"), folder);
    assert_int_equal(a.status, BX_OK);
    size_t wanted = csv.len + ROWS * (2 * sizeof(bx_str) + 8);
    if (arena_size(&a.arena) > wanted + SLACK)
        fail_msg("%zu bytes, %zu wanted", arena_size(&a.arena), wanted);
    assert_true(arena_size(&a.blocks_arena) < SLACK);
    clear(&a);
    buf_clear(&csv);
}

static void each_allocation_may_fail(void **state)
{
    (void)state;
    const char *folder = case_folder(NULL, 0);
    static const char *const files[] = {
        "科室,岗位,姓名,基本,津贴,合计\n\"甲\"\"\",乙,丙,1,,=sum\n甲,乙,丁,1,2,3\n",
        "科室,岗位,姓名,基本,津贴,合计\n甲,乙,丙,x,,=sum\n甲,乙\n甲,乙,丁,1,2,4\n",
        "科室,岗位,姓名,基本,津贴,合计x\n"};
    bx_str text = STR("agency: 某局\nstaff: {items: s.csv, total: [~, ~, ~, =sum, =sum, =sum]}\n");
    bx_arena layout_arena = {0};
    const layout *l = NULL;
    bx_diags *diags = bx_diags_new();
    layout_wish wish = {.name = STR("list-roster")};
    report_options options = {.data_dir = folder};
    assert_int_equal(layout_load(&layout_arena, &case_layouts, &wish, diags, &l), BX_OK);
    for (size_t f = 0; f < COUNT(files); f++) {
        write_file(folder, "s.csv", str_of(files[f]));
        bx_status status = BX_BAD_MACHINE;
        for (long tried = 0; status == BX_BAD_MACHINE; tried++) {
            bx_arena arena = {0};
            const value *root;
            const report *r = NULL;
            const document *doc;
            bx_diags_reset(diags);
            assert_int_equal(value_parse(&arena, text, "f", VALUE_YAML, NULL, diags, &root), BX_OK);
            mem_fail_after(tried);
            status = report_read(&arena, l, root, &options, diags, &r);
            if (status == BX_OK) status = blocks_make(&arena, r, diags, &doc);
            doc_chunk chunk;
            bx_arena chunk_arena = {0};
            if (status == BX_OK && !doc_table_chunk(&doc->blocks[1].table, &chunk_arena, 0, &chunk))
                status = BX_BAD_MACHINE;
            mem_fail_after(-1);
            arena_clear(&chunk_arena);
            arena_clear(&arena);
        }
        assert_int_equal(status, f ? BX_BAD_DATA : BX_OK);
    }
    bx_diags_free(diags);
    arena_clear(&layout_arena);
}

/* ---- another kind of value everywhere ---- */

static void look(void *context, const value *root, const char *what)
{
    const attempt *a = context;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    report_options options = {.allow_unbalanced = true};
    const report *r = NULL;
    const document *doc;
    bx_status status = report_read(&arena, a->layout, root, &options, diags, &r);
    case_is_clean(status, diags, what);
    bx_buf dump = {0};
    if (status == BX_OK) {
        assert_int_equal(blocks_make(&arena, r, diags, &doc), BX_OK);
        report_dump(r, &dump);
        assert_true(blocks_dump(doc, &dump));
    }
    buf_clear(&dump);
    bx_diags_free(diags);
    arena_clear(&arena);
}

static void each_value_of_a_list_may_be_anything(void **state)
{
    (void)state;
    bx_str text = STR(
        "agency: 某局\nworks: {own: {roads: [1, {cost: {value: 2, note: 注}}, ~], plan: 4}, total: =sum}\n"
        "staff:\n  items:\n    - [甲, 乙, 丙, 1, 2, 3]\n    - {office: 甲, post: 乙, name: 丁, "
        "pay: [1, 2], total: =sum}\n    - {office: 甲, post: 乙, name: 戊, pay: {base: 1, extra: 2}, "
        "total: {value: =sum, note: x}}\n  total: [~, ~, ~, =sum, =sum, =sum]\n");
    attempt a = read_text("list-roster", text, NULL);
    assert_int_equal(a.status, BX_OK);
    mutation m = {.root = (value *)a.report->root, .context = &a, .look = look, .every = 1};
    mutate(&m, m.root);
    assert_true(m.tried > 500);
    clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_says_the_same_as_the_rows_themselves),
        cmocka_unit_test(each_cell_is_made_once_in_its_chunk),
        cmocka_unit_test(only_files_of_the_folder_are_read),
        cmocka_unit_test(rows_are_bounded),
        cmocka_unit_test(a_row_of_a_file_costs_its_texts_and_little_more),
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(each_value_of_a_list_may_be_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
