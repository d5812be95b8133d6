/* Links: an annotation for each line of an address, where the address stands, tied to the structure element
 * both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "small_pdf.h"

static size_t count_of(const small_pdf *small, const char *bytes)
{
    bx_str rest = buf_slice(&small->bytes), part = str_of(bytes);
    size_t count = 0;
    for (size_t at; (at = str_find(rest, part)) < rest.len; count++) rest = str_from(rest, at + part.len);
    return count;
}

static bool holds(const small_pdf *small, const char *bytes)
{
    return count_of(small, bytes) > 0;
}

/* A paragraph with a link: 公, then the address, whose runs stand where asked. */
static node_id begin_link(small_pdf *small, const char *target)
{
    node_id prose = small_node(small, 0, TAG_P);
    small_run(small, prose, small_fang(), 64, 100, "公");
    return small_node_as(small, (frame_node){.parent = prose, .tag = TAG_LINK, .target = str_of(target)});
}

static void end_link(small_pdf *small)
{
    for (node_id node = small->last; node; node--) small_close(small, node);
    small_end(small);
    assert_int_equal(small->status, BX_OK);
    const char *answer = small_ask(small, "qpdf --check \"$f\"");
    if (answer) assert_non_null(strstr(answer, "No syntax or stream encoding errors found"));
}

/* A run of 16 pt from 80, baseline 742 of 842 pt: from 13.6 above it to 3.52 below. */
static void a_link_stands_where_its_address_does(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id link = begin_link(small, "http://a.cn/(b)");
    small_run(small, link, small_latin(), 80, 100, "AB12")->advance = 40 * LEN_PT;
    small_page(small, "1");
    end_link(small);
    assert_true(holds(small, "/Rect[80 738.37 120 755.49]"));
    assert_true(holds(small, "/A<</S/URI/URI(http://a.cn/\\(b\\))>>"));
    assert_true(holds(small, "/F 4/Border[0 0 0]"));
    assert_true(holds(small, "/Contents<FEFF0068"));
    assert_true(holds(small, "]/Tabs/S"));
}

static void each_line_is_an_annotation_of_one_element(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id link = begin_link(small, "http://a.cn/b");
    small_run(small, link, small_latin(), 80, 100, "AB")->advance = 20 * LEN_PT;
    small_run(small, link, small_latin(), 100, 100, "12")->advance = 20 * LEN_PT;
    small_run(small, link, small_latin(), 64, 130, "1")->advance = 8 * LEN_PT;
    small_page(small, "1");
    small_run(small, link, small_latin(), 64, 100, "1")->advance = 8 * LEN_PT;
    small_page(small, "2");
    end_link(small);
    assert_int_equal(count_of(small, "/Subtype/Link"), 3);
    assert_true(holds(small, "/Rect[80 738.37 120 755.49]"));
    assert_true(holds(small, "/Rect[64 708.37 72 725.49]"));
    assert_int_equal(count_of(small, "/S/Link"), 1);
    assert_int_equal(count_of(small, "<</Type/OBJR"), 3);
    assert_int_equal(count_of(small, "/Tabs/S"), 2);
    for (int i = 0; i < 5; i++) { /* two pages and three annotations, in the order they were made */
        static const char *const keys[] = {"/StructParent 0>>", "/StructParent 1>>", "/StructParents 2",
                                           "/StructParent 3>>", "/StructParents 4"};
        assert_int_equal(count_of(small, keys[i]), 1);
    }
    assert_true(holds(small, "/ParentTreeNextKey 5"));
}

static void a_page_without_links_has_no_annotations(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    assert_false(holds(small, "/Annots"));
    assert_false(holds(small, "/Tabs"));
}

int main(void)
{
#define DOCUMENT_TEST(name) cmocka_unit_test_setup_teardown(name, small_setup, small_teardown)
    const struct CMUnitTest tests[] = {
        DOCUMENT_TEST(a_link_stands_where_its_address_does),
        DOCUMENT_TEST(each_line_is_an_annotation_of_one_element),
        DOCUMENT_TEST(a_page_without_links_has_no_annotations),
    };
    return cmocka_run_group_tests(tests, NULL, small_fonts_close);
}
