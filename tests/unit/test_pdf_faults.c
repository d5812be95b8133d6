/* What a machine can do to the pdf room: every write fails once, every allocation fails once, and a long
 * table must not fill the memory. Each failure is told, nothing crashes, nothing leaks (the sanitizers look
 * on), and no file is called done that is not whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <malloc.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/mem.h"
#include "small_pdf.h"

static const char *first_code(const small_pdf *small)
{
    return bx_diags_count(small->diags) ? bx_diags_at(small->diags, 0).code : "";
}

/* Plain, packed, and as PDF/A-1 has it; with a property of the filing. */
static void set_form(pdf_info *info, int form)
{
    static const pdf_property number = {"number", "Text", "a number", false, STR("1")};
    info->properties = &number;
    info->property_count = 1;
    info->is_plain = form == 0;
    info->level = form == 2 ? BX_PDFA_1B : BX_PDFA_2A;
}

static void each_write_that_fails_is_told(void **state)
{
    (void)state;
    pdf_info info = small_info;
    for (int form = 0; form < 3; form++) {
        set_form(&info, form);
        small_pdf *whole = small_new(false);
        small_report(whole, &info);
        long writes = whole->writes;
        small_free(whole);
        assert_true(writes > 0);
        for (long n = 0; n < writes; n++) {
            small_pdf *small = small_new(true);
            small->writes_left = n;
            small_report(small, &info);
            assert_int_equal(small->status, BX_BAD_MACHINE);
            assert_string_equal(first_code(small), "pdf-write");
            assert_int_equal(bx_diags_count(small->diags), 1);
            small_free(small);
        }
    }
}

/* The report's status while the nth allocation of the library fails. */
static bx_status build_failing(long n, const pdf_info *info)
{
    small_pdf *small = small_new(true);
    mem_fail_after(n);
    small_report(small, info);
    mem_fail_after(-1);
    bx_status status = small->status;
    if (status != BX_OK) assert_string_equal(first_code(small), "out-of-memory");
    small_free(small);
    return status;
}

static void each_allocation_that_fails_is_told(void **state)
{
    (void)state;
    pdf_info info = small_info;
    small_latin();
    small_fang();
    for (int form = 0; form < 3; form++) {
        set_form(&info, form);
        assert_int_equal(build_failing(-1, &info), BX_OK); /* what is made once a process is made now */
        long before = mem_count();
        assert_int_equal(build_failing(-1, &info), BX_OK);
        long all = mem_count() - before - 1; /* without the diagnostics of the test */
        assert_true(all > 300);
        for (long n = 0; n < all; n++) assert_int_equal(build_failing(n, &info), BX_BAD_MACHINE);
    }
}

/* ---- a long table ---- */

static void add_row(small_pdf *small, node_id body, const node_id *heads, double y, node_id closing[],
                    size_t *count)
{
    node_id row = small_node(small, body, TAG_TR);
    for (int i = 0; i < 10; i++) {
        node_id cell = small_node_as(
            small, (frame_node){.parent = row, .tag = TAG_TD, .headers = &heads[i], .header_count = 1});
        small_run(small, cell, small_fang(), 80 + 40 * i, y, "0123");
        closing[(*count)++] = cell;
    }
    closing[(*count)++] = row;
}

static size_t memory_in_use(void)
{
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

/* Pages of 20 rows of ten cells; nothing is kept of the bytes. */
static void add_table_page(small_pdf *small, node_id body, const node_id *heads)
{
    node_id closing[256];
    size_t count = 0;
    for (int i = 0; i < 20; i++) add_row(small, body, heads, 100 + 20 * i, closing, &count);
    small_page(small, "1");
    for (size_t i = 0; i < count; i++) small_close(small, closing[i]);
    buf_reset(&small->bytes);
}

static void long_table_keeps_little_in_memory(void **state)
{
    (void)state;
    enum { ROWS = 20000 };
    pdf_info info = small_info;
    info.is_plain = false;
    small_pdf *small = small_new(false);
    small_begin(small, &info);
    node_id body = small_node(small, small_node(small, 0, TAG_TABLE), TAG_TBODY), heads[10];
    for (int i = 0; i < 10; i++) heads[i] = 3 + (node_id)i;
    add_table_page(small, body, heads);
    size_t before = memory_in_use();
    for (int i = 1; i < ROWS / 20; i++) add_table_page(small, body, heads);
    size_t after = memory_in_use();
    assert_true(after - before < ROWS * 300u); /* a row is eleven structure elements */
    small_close(small, body);
    small_close(small, 1);
    small_end(small);
    small_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_write_that_fails_is_told),
        cmocka_unit_test(each_allocation_that_fails_is_told),
        cmocka_unit_test(long_table_keeps_little_in_memory),
    };
    return cmocka_run_group_tests(tests, NULL, small_fonts_close);
}
