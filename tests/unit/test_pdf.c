/* The pdf room's files: valid in both forms, the same bytes for the same frames, tree, labels, outline and
 * metadata as the frames say. Other people's programs are asked where the machine has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pdf/bytes.h"
#include "small_pdf.h"

/* ---- numbers ---- */

static void expect_digits(int64_t value, unsigned decimals, const char *digits)
{
    bx_buf out = {0};
    pdf_bytes_fixed(&out, value, decimals);
    buf_char(&out, '\0');
    assert_string_equal(out.ptr, digits);
    buf_clear(&out);
}

static void numbers_have_no_digit_too_many(void **state)
{
    (void)state;
    expect_digits(0, 3, "0");
    expect_digits(16000, 3, "16");
    expect_digits(10500, 3, "10.5");
    expect_digits(-500, 3, "-.5");
    expect_digits(7, 3, ".007");
    expect_digits(-1007, 3, "-1.007");
    expect_digits(1000, 0, "1000");
    expect_digits(INT64_MIN, 0, "-9223372036854775808");
    expect_digits(INT64_MAX, 3, "9223372036854775.807");
}

static void text_strings_are_utf16(void **state)
{
    (void)state;
    bx_buf out = {0};
    pdf_bytes_text(&out, STR("A年\xF0\xA0\xAE\xB7")); /* U+20BB7 is D842 DFB7 */
    buf_char(&out, '\0');
    assert_string_equal(out.ptr, "<FEFF00415E74D842DFB7>");
    buf_clear(&out);
}

/* ---- whole files ---- */

static const char *ask(small_pdf *small, const char *command)
{
    const char *answer = small_ask(small, command);
    if (!answer) skip();
    return answer;
}

/* Does the plain file hold these bytes? */
static bool holds(const small_pdf *small, const char *bytes)
{
    return str_find(buf_slice(&small->bytes), str_of(bytes)) < small->bytes.len;
}

static void is_valid(small_pdf *small)
{
    const char *answer = ask(small, "qpdf --check \"$f\"");
    assert_non_null(strstr(answer, "No syntax or stream encoding errors found"));
    assert_null(strstr(answer, "WARNING"));
}

static void plain_file_is_valid(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    assert_memory_equal(small->bytes.ptr, "%PDF-1.7\n%", 10);
    assert_true(holds(small, "\nxref\n0 "));
    is_valid(small);
}

static pdf_info packed_info(void)
{
    pdf_info info = small_info;
    info.is_plain = false;
    return info;
}

static void packed_file_is_valid(void **state)
{
    small_pdf *small = *state;
    pdf_info info = packed_info();
    small_report(small, &info);
    is_valid(small);
    const char *answer = ask(small, "qpdf --show-xref \"$f\"");
    assert_non_null(strstr(answer, "compressed"));
}

static void packed_file_says_what_the_plain_one_says(void **state)
{
    small_pdf *small = *state;
    pdf_info info = packed_info();
    small_report(small, &info);
    const char *packed = ask(small, "pdftotext \"$f\" -");
    small_pdf plain = {.diags = bx_diags_new(), .writes_left = -1};
    small_report(&plain, &small_info);
    assert_string_equal(packed, ask(&plain, "pdftotext \"$f\" -"));
    small_clear(&plain);
}

static void text_comes_back(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    const char *text = ask(small, "pdftotext -raw \"$f\" -");
    const char *wanted[] = {"公开报告", "一二三年，AB 12", "一二", "国政府\xF0\xA0\x82\x89信息。"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        text = strstr(text, wanted[i]);
        assert_non_null(text);
    }
}

static void fonts_are_embedded_subsets_with_unicode(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    const char *answer = ask(small, "pdffonts \"$f\"");
    const char *fang = strstr(answer, "+BanxinFangRegular "), *latin = strstr(answer, "+BanxinLatinRegular ");
    assert_non_null(fang);
    assert_non_null(latin);
    assert_non_null(strstr(fang, "CID Type 0C       Identity-H       yes yes yes"));
    assert_non_null(strstr(latin, "CID TrueType      Identity-H       yes yes yes"));
}

static void same_frames_give_the_same_bytes(void **state)
{
    small_pdf *small = *state;
    pdf_info info = packed_info();
    small_report(small, &info);
    small_pdf again = {.diags = bx_diags_new(), .writes_left = -1};
    small_report(&again, &info);
    assert_int_equal(small->bytes.len, again.bytes.len);
    assert_memory_equal(small->bytes.ptr, again.bytes.ptr, again.bytes.len);
    small_clear(&again);
}

static bx_str identifier(const small_pdf *small)
{
    bx_str bytes = buf_slice(&small->bytes);
    size_t at = str_find(bytes, STR("/ID[<"));
    assert_true(at < bytes.len);
    return str_slice(bytes, at + 5, 32);
}

static void another_title_gives_another_identifier(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    small_pdf other = {.diags = bx_diags_new(), .writes_left = -1};
    pdf_info info = small_info;
    info.title = STR("报告");
    small_report(&other, &info);
    assert_false(str_is_equal(identifier(small), identifier(&other)));
    small_clear(&other);
}

static void a_document_of_many_pages_has_them_all(void **state)
{
    small_pdf *small = *state;
    pdf_info info = packed_info();
    small_begin(small, &info);
    node_id prose = small_node(small, 0, TAG_P);
    for (int i = 0; i < 130; i++) {
        char label[8];
        snprintf(label, sizeof label, "%d", i + 1);
        small_run(small, prose, small_fang(), 80, 100, "三");
        small_page(small, label);
    }
    small_close(small, prose);
    small_end(small);
    is_valid(small);
    assert_string_equal(ask(small, "qpdf --show-npages \"$f\""), "130\n");
    assert_non_null(strstr(ask(small, "qpdf --json \"$f\""), "\"label\""));
}

static void an_empty_document_is_valid(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    small_close(small, small_node(small, 0, TAG_DOCUMENT));
    small_page(small, "");
    small_end(small);
    is_valid(small);
}

/* ---- structure ---- */

/* The bytes of an element's dictionary of a type, the nth of them. */
static bx_str element(const small_pdf *small, const char *type, int nth)
{
    char start[40];
    snprintf(start, sizeof start, "<</S/%s/P ", type);
    bx_str rest = buf_slice(&small->bytes);
    size_t at = str_find(rest, str_of(start));
    for (; nth; nth--) {
        rest = str_from(rest, at + 1);
        at = str_find(rest, str_of(start));
    }
    assert_true(at < rest.len);
    rest = str_from(rest, at);
    return str_slice(rest, 0, str_find(rest, STR("\nendobj")));
}

static bool is_in(bx_str text, const char *part)
{
    return str_find(text, str_of(part)) < text.len;
}

/* The number before "0 obj" of the element that begins at a place. */
static long number_of(const small_pdf *small, bx_str found)
{
    const char *p = found.ptr - 1;
    while (p > small->bytes.ptr && p[-1] != '\n') p--;
    return strtol(p, NULL, 10);
}

static void kids_stand_in_reading_order(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    node_id span = small_node(small, prose, TAG_SPAN);
    node_id figure = small_node_as(small, (frame_node){.parent = prose, .tag = TAG_FIGURE, .alt = STR("印")});
    /* All were announced before anything is drawn: text, span, text again. */
    small_run(small, prose, small_fang(), 80, 100, "一");
    small_run(small, span, small_fang(), 96, 100, "二");
    small_run(small, prose, small_fang(), 112, 100, "三");
    small_page(small, "1");
    small_close(small, span);
    small_close(small, figure);
    small_close(small, prose);
    small_end(small);
    char kids[64];
    snprintf(kids, sizeof kids, "/K[0 %ld 0 R 2 %ld 0 R]", number_of(small, element(small, "Span", 0)),
             number_of(small, element(small, "Figure", 0)));
    assert_true(is_in(element(small, "P", 0), kids));
    assert_true(is_in(element(small, "Figure", 0), "/Alt<FEFF5370>"));
}

static void empty_cells_keep_their_places(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    char kids[64];
    snprintf(kids, sizeof kids, "/K[%ld 0 R %ld 0 R]", number_of(small, element(small, "TD", 1)),
             number_of(small, element(small, "TD", 0)));
    /* The report closes backwards: the second cell was written first. */
    assert_true(is_in(element(small, "TR", 0), kids));
    assert_false(is_in(element(small, "TD", 1), "/K"));
}

static void content_on_a_further_page_names_it(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    bx_str prose = element(small, "P", 0);
    assert_true(is_in(prose, "/K[1 <</Type/MCR/Pg "));
    assert_true(is_in(prose, "/MCID 0>>]"));
}

static void cells_carry_spans_scope_and_headers(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id table = small_node(small, 0, TAG_TABLE), row = small_node(small, table, TAG_TR);
    node_id head = small_node_as(
        small, (frame_node){.parent = row, .tag = TAG_TH, .scope = SCOPE_BOTH, .row_span = 2, .col_span = 1});
    small_close(small, head);
    node_id cell = small_node_as(small, (frame_node){.parent = row,
                                                     .tag = TAG_TD,
                                                     .col_span = 3,
                                                     .headers = &head,
                                                     .header_count = 1,
                                                     .lang = STR("en")});
    small_close(small, cell);
    small_close(small, row);
    small_close(small, table);
    small_page(small, "1");
    small_end(small);
    assert_true(is_in(element(small, "TH", 0), "/ID(a3)/A<</O/Table/Scope/Both/RowSpan 2>>"));
    assert_true(is_in(element(small, "TD", 0), "/A<</O/Table/ColSpan 3/Headers[(a3)]>>/Lang<FEFF0065006E>"));
    char tree[64];
    snprintf(tree, sizeof tree, "<</Names[(a3) %ld 0 R ]>>", number_of(small, element(small, "TH", 0)));
    assert_true(holds(small, tree));
    is_valid(small);
}

static void parent_tree_names_each_piece(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    char nums[160];
    long p = number_of(small, element(small, "P", 0));
    snprintf(nums, sizeof nums, "<</Nums[0 [%ld 0 R %ld 0 R %ld 0 R %ld 0 R %ld 0 R] 1 [%ld 0 R] ]>>",
             number_of(small, element(small, "H1", 0)), p, number_of(small, element(small, "TH", 1)),
             number_of(small, element(small, "TH", 0)), number_of(small, element(small, "TD", 0)), p);
    assert_true(holds(small, nums));
}

static void tree_reads_as_the_frames_say(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    const char *answer = ask(small, "pdfinfo -struct-text \"$f\"");
    const char *wanted[] = {"Document", "H1 (block)", "\"公开报告\"", "P (block)", "\"一二三年，AB 12",
                            "国政府",   "Table",      "TR",           "TH",        "\"一\"",
                            "TH",       "\"二\"",     "TR",           "TD",        "TD",
                            "\"3\""};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        answer = strstr(answer, wanted[i]);
        assert_non_null(answer);
    }
}

static void furniture_is_an_artifact(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    assert_true(holds(small, "/Artifact BMC\n"));
    assert_true(holds(small, "/Artifact<</Type/Pagination>>BDC\n"));
}

/* ---- faults of a caller ---- */

static void expect_bug(small_pdf *small, const char *code)
{
    assert_int_equal(small->status, BX_BUG);
    assert_int_equal(bx_diags_count(small->diags), 1);
    assert_string_equal(bx_diags_at(small->diags, 0).code, code);
}

static void node_that_was_not_announced_is_a_bug(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    small_begin(small, &small_info);
    small_run(small, 9, small_fang(), 80, 100, "一");
    small_page(small, "1");
    expect_bug(small, "pdf-node");
    /* And it stays one. */
    assert_int_equal(pdf_finish(small->pdf), BX_BUG);
}

static void parent_closed_before_its_child_is_a_bug(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    small_begin(small, &small_info);
    node_id parent = small_node(small, 0, TAG_SECT);
    small_node(small, parent, TAG_P);
    small_close(small, parent);
    expect_bug(small, "pdf-node");
}

static void node_left_open_is_a_bug(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    small_begin(small, &small_info);
    small_node(small, 0, TAG_SECT);
    small_page(small, "1");
    small_end(small);
    expect_bug(small, "pdf-node");
}

static void notdef_is_a_bug(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    small_begin(small, &small_info);
    frame_glyph missing = {.text_len = 3};
    frame_run *run = small_run(small, small_node(small, 0, TAG_P), small_fang(), 80, 100, "一");
    run->glyphs = &missing;
    small_page(small, "1");
    expect_bug(small, "pdf-notdef");
}

static void title_and_date_are_checked_first(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    pdf_info info = small_info;
    info.date = STR("2024-1-10");
    small_begin(small, &info);
    expect_bug(small, "pdf-date");
    assert_null(small->pdf);
    bx_diags_reset(small->diags);
    info = small_info;
    info.title = STR(" ");
    small_begin(small, &info);
    expect_bug(small, "pdf-title");
    assert_int_equal(small->writes, 0);
}

static void page_larger_than_archives_take_is_refused(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    frame_page page = {.width = 14401 * LEN_PT, .height = LEN_FROM_MM(297)};
    assert_int_equal(small->sink.page(small->sink.to, &page), BX_BAD_DATA);
    assert_string_equal(bx_diags_at(small->diags, 0).code, "pdf-page-size");
}

/* ---- outline, labels, metadata ---- */

static node_id heading(small_pdf *small, node_tag tag, const char *title, double y)
{
    node_id node = small_node_as(small, (frame_node){.tag = tag, .title = str_of(title)});
    small_run(small, node, small_fang(), 80, y, title);
    return node;
}

static void outline_nests_by_level(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    heading(small, TAG_H1, "公开", 100);
    heading(small, TAG_H2, "一", 130);
    heading(small, TAG_H3, "二", 160);
    heading(small, TAG_H2, "三", 190);
    small_page(small, "1");
    heading(small, TAG_H1, "报告", 100);
    small_page(small, "2");
    for (node_id node = small->last; node; node--) small_close(small, node);
    small_end(small);
    is_valid(small);
    assert_true(holds(small, "/Count 5")); /* the root: all are open */
    assert_true(holds(small, "/Title<FEFF516C5F00>"));
    /* The second page's heading: its upper edge is 84 pt below the page's head. */
    assert_true(holds(small, "/XYZ null 757.89 null]"));
    const char *outline = small_ask(small, "mutool show \"$f\" outline");
    if (!outline) return;
    const char *lines[] = {"\"公开\"", "\t\"一\"", "\t\t\"二\"", "\t\"三\"", "\"报告\""};
    for (size_t i = 0; i < 5; i++) {
        outline = strstr(outline, lines[i]);
        assert_non_null(outline);
    }
}

static void outline_finds_a_heading_whose_text_is_in_a_span(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id title = small_node_as(small, (frame_node){.tag = TAG_H1, .title = STR("公开")});
    small_run(small, small_node(small, title, TAG_SPAN), small_fang(), 80, 100, "公开");
    small_page(small, "1");
    for (node_id node = small->last; node; node--) small_close(small, node);
    small_end(small);
    assert_true(holds(small, "/XYZ null 757.89 null]"));
}

static void labels_are_what_is_printed(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    const char *labels[] = {"", "3", "4", "附-1", "5"};
    for (int i = 0; i < 5; i++) small_page(small, labels[i]);
    small_end(small);
    assert_true(
        holds(small, "<</Nums[0 <<>> 1 <</S/D/St 3>> 3 <</P<FEFF9644002D0031>>> 4 <</S/D/St 5>> ]>>"));
    is_valid(small);
}

static void information_and_xmp_agree(void **state)
{
    small_pdf *small = *state;
    small_report(small, &small_info);
    assert_true(
        holds(small, "<rdf:li xml:lang=\"x-default\">公开报告 &lt;1&gt; &amp; \xF0\xA0\x82\x89</rdf:li>"));
    assert_true(holds(small, "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>"));
    assert_true(holds(small, "<xmp:CreateDate>2024-01-10T00:00:00+08:00</xmp:CreateDate>"));
    const char *answer = ask(small, "pdfinfo -isodates \"$f\"");
    assert_non_null(strstr(answer, "Title:           公开报告 <1> & \xF0\xA0\x82\x89\n"));
    assert_non_null(strstr(answer, "Author:          国信\n"));
    assert_non_null(strstr(answer, "CreationDate:    2024-01-"));
    assert_non_null(strstr(answer, "Tagged:          yes\n"));
    assert_non_null(strstr(answer, "Page size:       595.276 x 841.89 pts (A4)\n"));
}

static void without_a_date_no_date_is_written(void **state)
{
    small_pdf *small = *state;
    pdf_info info = {.title = STR("报告"), .lang = STR("zh-CN"), .is_plain = true};
    small_report(small, &info);
    assert_false(holds(small, "Date"));
    assert_false(holds(small, "Author"));
    is_valid(small);
}

static void title_beyond_what_a_string_holds_is_refused(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    enum { CHARACTERS = 17000 };
    char *title = malloc(CHARACTERS * 3);
    for (int i = 0; i < CHARACTERS; i++) memcpy(title + 3 * i, "公", 3);
    pdf_info info = small_info;
    info.title = (bx_str){title, CHARACTERS * 3};
    small_report(small, &info);
    free(title);
    assert_int_equal(small->status, BX_BAD_DATA);
    assert_string_equal(bx_diags_at(small->diags, 0).code, "pdf-text-long");
}

static void control_characters_leave_the_title(void **state)
{
    small_pdf *small = *state;
    pdf_info info = small_info;
    info.title = STR("公开\n报告");
    small_report(small, &info);
    assert_true(holds(small, "公开 报告"));
    assert_true(holds(small, "<FEFF516C5F00002062A5544A>"));
}

int main(void)
{
#define DOCUMENT_TEST(name) cmocka_unit_test_setup_teardown(name, small_setup, small_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_no_digit_too_many),
        cmocka_unit_test(text_strings_are_utf16),
        DOCUMENT_TEST(plain_file_is_valid),
        DOCUMENT_TEST(packed_file_is_valid),
        DOCUMENT_TEST(packed_file_says_what_the_plain_one_says),
        DOCUMENT_TEST(text_comes_back),
        DOCUMENT_TEST(fonts_are_embedded_subsets_with_unicode),
        DOCUMENT_TEST(same_frames_give_the_same_bytes),
        DOCUMENT_TEST(another_title_gives_another_identifier),
        DOCUMENT_TEST(a_document_of_many_pages_has_them_all),
        DOCUMENT_TEST(an_empty_document_is_valid),
        DOCUMENT_TEST(kids_stand_in_reading_order),
        DOCUMENT_TEST(empty_cells_keep_their_places),
        DOCUMENT_TEST(content_on_a_further_page_names_it),
        DOCUMENT_TEST(cells_carry_spans_scope_and_headers),
        DOCUMENT_TEST(parent_tree_names_each_piece),
        DOCUMENT_TEST(tree_reads_as_the_frames_say),
        DOCUMENT_TEST(furniture_is_an_artifact),
        DOCUMENT_TEST(node_that_was_not_announced_is_a_bug),
        DOCUMENT_TEST(parent_closed_before_its_child_is_a_bug),
        DOCUMENT_TEST(node_left_open_is_a_bug),
        DOCUMENT_TEST(notdef_is_a_bug),
        DOCUMENT_TEST(title_and_date_are_checked_first),
        DOCUMENT_TEST(page_larger_than_archives_take_is_refused),
        DOCUMENT_TEST(outline_nests_by_level),
        DOCUMENT_TEST(outline_finds_a_heading_whose_text_is_in_a_span),
        DOCUMENT_TEST(labels_are_what_is_printed),
        DOCUMENT_TEST(information_and_xmp_agree),
        DOCUMENT_TEST(without_a_date_no_date_is_written),
        DOCUMENT_TEST(title_beyond_what_a_string_holds_is_refused),
        DOCUMENT_TEST(control_characters_leave_the_title),
    };
    return cmocka_run_group_tests(tests, NULL, small_fonts_close);
}
