/* PDFs read again: objects of a sound file, and what is said of others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "read/read.h"
#include "small_pdf.h"

static bx_str bytes_of(small_pdf *small, bool is_plain)
{
    pdf_info info = small_info;
    info.is_plain = is_plain;
    small_report(small, &info);
    return buf_slice(&small->bytes);
}

static bx_status try_open(small_pdf *small, bx_str bytes, read_pdf **out)
{
    return read_open(bytes, "x.pdf", small->diags, out);
}

static bool is_told(small_pdf *small, const char *code)
{
    for (size_t i = 0; i < bx_diags_count(small->diags); i++)
        if (!strcmp(bx_diags_at(small->diags, i).code, code)) return true;
    return false;
}

static void objects_are_found(void **state)
{
    small_pdf *small = *state;
    read_pdf *pdf;
    assert_int_equal(try_open(small, bytes_of(small, false), &pdf), BX_OK);
    read_object root = read_root(pdf), info = read_key(pdf, read_trailer(pdf), "/Info");
    assert_true(str_is(read_name(pdf, read_key(pdf, root, "/Type"), &small->arena), "/Catalog"));
    assert_true(str_is_equal(read_text(pdf, read_key(pdf, info, "/Title"), &small->arena), small_info.title));
    assert_int_equal(read_page_count(pdf), 2);
    assert_int_equal(read_kind_of(pdf, read_key(pdf, read_page(pdf, 1), "/Contents")), READ_STREAM);
    assert_int_equal(read_page(pdf, 2), READ_NONE);
    assert_true(read_bool(pdf, read_key(pdf, read_key(pdf, root, "/MarkInfo"), "/Marked")));
    bx_str *keys;
    size_t count;
    assert_true(read_keys(pdf, root, &small->arena, &keys, &count));
    assert_true(count > 5 && keys[0].ptr[0] == '/');
    read_close(pdf);
}

/* Asked of what is no such thing, of nothing, and of what is not there. */
static void other_kinds_are_nothing(void **state)
{
    small_pdf *small = *state;
    read_pdf *pdf;
    assert_int_equal(try_open(small, bytes_of(small, false), &pdf), BX_OK);
    read_object root = read_root(pdf), things[] = {READ_NONE, root, read_by_number(pdf, 99999)};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        assert_int_equal(read_integer(pdf, things[i]), 0);
        assert_int_equal(read_count(pdf, things[i]), 0);
        assert_int_equal(read_item(pdf, things[i], 0), READ_NONE);
        assert_int_equal(read_key(pdf, things[i], "/Nonsense"), READ_NONE);
        assert_int_equal(read_text(pdf, things[i], &small->arena).len, 0);
        assert_int_equal(read_name(pdf, things[i], &small->arena).len, 0);
    }
    read_close(pdf);
}

/* A packed stream and a plain one: the same operators. */
static void streams_are_unpacked_within_the_bound(void **state)
{
    small_pdf *small = *state, *plain = small_new(false);
    read_pdf *a, *b;
    bx_buf packed = {0}, open = {0}, none = {0};
    assert_int_equal(try_open(small, bytes_of(small, false), &a), BX_OK);
    assert_int_equal(try_open(plain, bytes_of(plain, true), &b), BX_OK);
    assert_int_equal(read_stream(a, read_key(a, read_page(a, 0), "/Contents"), 1 << 20, &packed), BX_OK);
    assert_int_equal(read_stream(b, read_key(b, read_page(b, 0), "/Contents"), 1 << 20, &open), BX_OK);
    assert_true(open.len > 20 && str_find(buf_slice(&open), STR("BDC")) < open.len);
    assert_true(str_is_equal(buf_slice(&packed), buf_slice(&open)));
    assert_int_equal(read_stream(a, read_key(a, read_page(a, 0), "/Contents"), 20, &none), BX_BAD_DATA);
    assert_true(is_told(small, "read-large"));
    read_close(a);
    read_close(b);
    buf_clear(&packed);
    buf_clear(&open);
    buf_clear(&none);
    small_free(plain);
}

static void others_are_refused(void **state)
{
    small_pdf *small = *state;
    read_pdf *pdf;
    bx_str bytes = bytes_of(small, false);
    assert_int_equal(try_open(small, STR("layout: xxgk-2021\n"), &pdf), BX_BAD_DATA);
    assert_true(is_told(small, "read-no-pdf"));
    assert_null(pdf);
    for (size_t len = 9; len < bytes.len - 10; len += 97)
        assert_int_equal(try_open(small, str_slice(bytes, 0, len), &pdf), BX_BAD_DATA);
    assert_true(is_told(small, "read-damaged"));
}

/* Whatever is broken in it: an answer, within its memory. */
static void broken_files_end_well(void **state)
{
    small_pdf *small = *state;
    bx_str bytes = bytes_of(small, true);
    char *broken = mem_new(bytes.len, 1);
    for (size_t at = 0; at < bytes.len; at += 61) {
        memcpy(broken, bytes.ptr, bytes.len);
        broken[at] ^= 0x15;
        read_pdf *pdf;
        if (try_open(small, (bx_str){broken, bytes.len}, &pdf) != BX_OK) continue;
        bx_buf got = {0};
        read_stream(pdf, read_key(pdf, read_page(pdf, 0), "/Contents"), 1 << 20, &got);
        buf_clear(&got);
        read_close(pdf);
    }
    mem_free(broken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(objects_are_found, small_setup, small_teardown),
        cmocka_unit_test_setup_teardown(other_kinds_are_nothing, small_setup, small_teardown),
        cmocka_unit_test_setup_teardown(streams_are_unpacked_within_the_bound, small_setup, small_teardown),
        cmocka_unit_test_setup_teardown(others_are_refused, small_setup, small_teardown),
        cmocka_unit_test_setup_teardown(broken_files_end_well, small_setup, small_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, small_fonts_close);
}
