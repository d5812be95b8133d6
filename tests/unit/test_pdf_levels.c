/* The archival levels: each file claims what was asked for, has the form that its part of ISO 19005 demands,
 * and is refused where the content goes beyond the level's limits. Whether the claims hold as a whole is
 * veraPDF's to say (tests/conformance). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pdf/level.h"
#include "small_pdf.h"

static pdf_info info_of(bx_pdfa level, bool is_plain)
{
    pdf_info info = small_info;
    info.level = level;
    info.is_plain = is_plain;
    return info;
}

static bool holds(const small_pdf *small, const char *bytes)
{
    return str_find(buf_slice(&small->bytes), str_of(bytes)) < small->bytes.len;
}

static size_t count_of(const small_pdf *small, const char *bytes)
{
    bx_str rest = buf_slice(&small->bytes), part = str_of(bytes);
    size_t count = 0;
    for (size_t at; (at = str_find(rest, part)) < rest.len; count++) rest = str_from(rest, at + part.len);
    return count;
}

static void expect_valid(small_pdf *small)
{
    const char *answer = small_ask(small, "qpdf --check \"$f\"");
    if (!answer) return;
    assert_non_null(strstr(answer, "No syntax or stream encoding errors found"));
    assert_null(strstr(answer, "WARNING"));
}

/* ---- claims ---- */

static void expect_claim(bx_pdfa level, const char *header, const char *claim)
{
    small_pdf small = {.diags = bx_diags_new(), .writes_left = -1};
    pdf_info info = info_of(level, true);
    small_report(&small, &info);
    assert_memory_equal(small.bytes.ptr, header, strlen(header));
    assert_int_equal(holds(&small, claim), 1);
    assert_int_equal(count_of(&small, "<pdfaid:part>"), 1);
    assert_int_equal(count_of(&small, "<pdfuaid:part>1</pdfuaid:part>"), 1);
    assert_int_equal(count_of(&small, "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"), 1);
    assert_int_equal(count_of(&small, "/GTS_PDFA1"), 1);
    assert_int_equal(count_of(&small, "/Marked true"), 1);
    expect_valid(&small);
    small_clear(&small);
}

static void each_level_claims_what_was_asked(void **state)
{
    (void)state;
    expect_claim(BX_PDFA_1B, "%PDF-1.4\n",
                 "<pdfaid:part>1</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>");
    expect_claim(BX_PDFA_2B, "%PDF-1.7\n",
                 "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>");
    expect_claim(BX_PDFA_2U, "%PDF-1.7\n",
                 "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>");
    expect_claim(BX_PDFA_2A, "%PDF-1.7\n",
                 "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>");
    expect_claim(BX_PDFA_3A, "%PDF-1.7\n",
                 "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>");
}

static void no_level_claims_accessibility_alone(void **state)
{
    small_pdf *small = *state;
    pdf_info info = info_of(BX_PDFA_NONE, true);
    small_report(small, &info);
    assert_memory_equal(small->bytes.ptr, "%PDF-1.7\n", 9);
    assert_true(holds(small, "<pdfuaid:part>1</pdfuaid:part>"));
    assert_true(holds(small, "/Marked true"));
    assert_false(holds(small, "<pdfaid:"));
    assert_false(holds(small, "<pdfaExtension:"));
    assert_false(holds(small, "/OutputIntent"));
    expect_valid(small);
}

/* ---- PDF/A-1 ---- */

static void first_part_has_the_old_form(void **state)
{
    small_pdf *small = *state;
    pdf_info info = info_of(BX_PDFA_1B, false);
    small_report(small, &info);
    assert_memory_equal(small->bytes.ptr, "%PDF-1.4\n%", 10);
    assert_true(holds(small, "\nxref\n0 "));
    assert_true(holds(small, "/Filter/FlateDecode"));
    assert_false(holds(small, "/ObjStm"));
    assert_false(holds(small, "/XRef"));
    expect_valid(small);
}

static void first_part_has_readable_metadata(void **state)
{
    small_pdf *small = *state;
    pdf_info info = info_of(BX_PDFA_1B, false);
    small_report(small, &info);
    assert_true(holds(small, "<</Type/Metadata/Subtype/XML/Length "));
    assert_true(holds(small, "<pdfaid:part>1</pdfaid:part>"));
}

static void first_part_has_a_colour_profile_of_its_time(void **state)
{
    small_pdf *small = *state;
    for (int is_first = 0; is_first < 2; is_first++) {
        pdf_info info = info_of(is_first ? BX_PDFA_1B : BX_PDFA_2A, true);
        buf_reset(&small->bytes);
        small_report(small, &info);
        bx_str rest = buf_slice(&small->bytes);
        rest = str_from(rest, str_find(rest, STR("<</N 3/Length ")));
        rest = str_from(rest, str_find(rest, STR("stream\n")) + 7);
        assert_int_equal(rest.ptr[8], is_first ? 2 : 4); /* ICC.1 7.2.4: the version's first number */
        assert_memory_equal(rest.ptr + 12, "mntrRGB ", 8);
        pdf_free(small->pdf);
        small->pdf = NULL;
        small->last = 0;
    }
}

/* The bits of the nth CIDSet, in a plain file. */
static const uint8_t *cid_set(const small_pdf *small, int nth, size_t *len)
{
    bx_str rest = buf_slice(&small->bytes);
    for (int i = 0; i <= nth; i++) {
        size_t at = str_find(rest, STR("/CIDSet "));
        assert_true(at < rest.len);
        rest = str_from(rest, at + 8);
    }
    char object[32];
    snprintf(object, sizeof object, "\n%ld 0 obj\n<</Length ", strtol(rest.ptr, NULL, 10));
    bx_str all = buf_slice(&small->bytes);
    size_t at = str_find(all, str_of(object));
    assert_true(at < all.len);
    rest = str_from(all, at + strlen(object));
    *len = (size_t)strtol(rest.ptr, NULL, 10);
    return (const uint8_t *)str_from(rest, str_find(rest, STR("stream\n")) + 7).ptr;
}

static void first_part_lists_the_codes_of_its_fonts(void **state)
{
    small_pdf *small = *state;
    pdf_info info = info_of(BX_PDFA_1B, true);
    small_begin(small, &info);
    node_id prose = small_node(small, 0, TAG_P);
    const frame_run *run = small_run(small, prose, small_fang(), 80, 100, "一三");
    uint32_t codes[3] = {0, face_code(small_fang(), run->glyphs[0].glyph),
                         face_code(small_fang(), run->glyphs[1].glyph)};
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    size_t len, ones = 0;
    const uint8_t *bits = cid_set(small, 0, &len);
    for (size_t bit = 0; bit < 8 * len; bit++) ones += bits[bit / 8] >> (7 - bit % 8) & 1;
    assert_int_equal(ones, 3); /* .notdef is in the program too */
    for (int i = 0; i < 3; i++) {
        assert_true(codes[i] / 8 < len);
        assert_true(bits[codes[i] / 8] >> (7 - codes[i] % 8) & 1);
    }
}

static void later_parts_leave_the_list_of_codes_out(void **state)
{
    small_pdf *small = *state;
    pdf_info info = info_of(BX_PDFA_2A, true);
    small_report(small, &info);
    assert_false(holds(small, "/CIDSet"));
}

/* ---- limits ---- */

static void expect_excess(bx_pdfa level, const char *value, pdf_excess_kind kind, uint32_t size)
{
    pdf_excess found = pdf_level_excess(pdf_level_of(level), str_of(value));
    assert_int_equal(found.kind, kind);
    assert_int_equal(found.size, size);
}

/* A text of `count` parts between two others. */
static char *repeated(const char *before, const char *part, size_t count, const char *after)
{
    char *text = malloc(strlen(before) + count * strlen(part) + strlen(after) + 1);
    assert_non_null(text);
    char *at = stpcpy(text, before);
    for (size_t i = 0; i < count; i++) at = stpcpy(at, part);
    stpcpy(at, after);
    return text;
}

static void expect_repeated(bx_pdfa level, const char *before, const char *part, size_t count,
                            const char *after, pdf_excess_kind kind, uint32_t size)
{
    char *text = repeated(before, part, count, after);
    expect_excess(level, text, kind, size);
    free(text);
}

static void limits_count_what_a_reader_counts(void **state)
{
    (void)state;
    expect_excess(BX_PDFA_1B, "<</K[1 2 3]>>", EXCESS_NONE, 0);
    /* elements: numbers; references, each one; arrays and strings with anything in them */
    expect_repeated(BX_PDFA_1B, "[", "1 ", 8191, "]", EXCESS_NONE, 0);
    expect_repeated(BX_PDFA_1B, "[", "1 ", 8192, "]", EXCESS_ARRAY, 8192);
    expect_repeated(BX_PDFA_1B, "<</S/TBody/K[", "12 0 R ", 8191, "]/P 1 0 R>>", EXCESS_NONE, 0);
    expect_repeated(BX_PDFA_1B, "<</S/TBody/K[", "12 0 R ", 8192, "]/P 1 0 R>>", EXCESS_ARRAY, 8192);
    expect_repeated(BX_PDFA_1B, "[", "[1 2 3](a[\\)b)<</A 1/B[2]>><FEFF>/N", 1638, "]", EXCESS_NONE, 0);
    expect_repeated(BX_PDFA_1B, "[", "[1 2 3](a[\\)b)<</A 1/B[2]>><FEFF>/N", 1639, "]", EXCESS_ARRAY, 8195);
    expect_repeated(BX_PDFA_1B, "<<", "/A<<>>", 4095, ">>", EXCESS_NONE, 0);
    expect_repeated(BX_PDFA_1B, "<<", "/A 1 0 R", 4096, ">>", EXCESS_DICT, 4096);
    expect_repeated(BX_PDFA_2A, "[", "1 ", 100000, "]", EXCESS_NONE, 0);
    /* bytes of strings, in every level */
    expect_repeated(BX_PDFA_2A, "<</T<", "00", 32767, ">>>", EXCESS_NONE, 0);
    expect_repeated(BX_PDFA_2A, "<</T<", "00", 32768, ">>>", EXCESS_STRING, 32768);
    expect_repeated(BX_PDFA_1B, "[(", "a", 32768, ")]", EXCESS_STRING, 32768);
}

/* A body of so many empty rows. */
static void send_rows(small_pdf *small, bx_pdfa level, int rows)
{
    pdf_info info = info_of(level, false);
    small_begin(small, &info);
    node_id table = small_node(small, 0, TAG_TABLE), body = small_node(small, table, TAG_TBODY);
    for (int i = 0; i < rows; i++) small_close(small, small_node(small, body, TAG_TR));
    small_page(small, "1");
    small_close(small, body);
    small_close(small, table);
    small_end(small);
}

static void list_beyond_the_first_part_is_refused(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    send_rows(small, BX_PDFA_1B, 8192);
    assert_int_equal(small->status, BX_BAD_DATA);
    assert_int_equal(bx_diags_count(small->diags), 1);
    assert_string_equal(bx_diags_at(small->diags, 0).code, "pdf-level-limit");
    char text[400];
    bx_diags_text(small->diags, 0, BX_ZH, text, sizeof text);
    assert_non_null(strstr(text, "PDF/A-1b"));
    assert_non_null(strstr(text, "8192"));
    assert_non_null(strstr(text, "8191"));
}

static void list_at_the_limit_passes(void **state)
{
    small_pdf *small = *state;
    send_rows(small, BX_PDFA_1B, 8191);
    expect_valid(small);
}

static void later_parts_take_longer_lists(void **state)
{
    send_rows(*state, BX_PDFA_2A, 8192);
    expect_valid(*state);
}

static void heading_beyond_what_a_string_holds_is_refused(void **state)
{
    small_pdf *small = *state;
    small->is_failing = true;
    char *title = repeated("", "公", 17000, "");
    pdf_info info = info_of(BX_PDFA_2A, false);
    small_begin(small, &info);
    node_id head = small_node_as(small, (frame_node){.tag = TAG_H1, .title = str_of(title)});
    small_page(small, "1");
    small_close(small, head);
    small_end(small);
    free(title);
    assert_int_equal(small->status, BX_BAD_DATA);
    assert_string_equal(bx_diags_at(small->diags, 0).code, "pdf-level-limit");
}

int main(void)
{
#define DOCUMENT_TEST(name) cmocka_unit_test_setup_teardown(name, small_setup, small_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_level_claims_what_was_asked),
        DOCUMENT_TEST(no_level_claims_accessibility_alone),
        DOCUMENT_TEST(first_part_has_the_old_form),
        DOCUMENT_TEST(first_part_has_readable_metadata),
        DOCUMENT_TEST(first_part_has_a_colour_profile_of_its_time),
        DOCUMENT_TEST(first_part_lists_the_codes_of_its_fonts),
        DOCUMENT_TEST(later_parts_leave_the_list_of_codes_out),
        cmocka_unit_test(limits_count_what_a_reader_counts),
        DOCUMENT_TEST(list_beyond_the_first_part_is_refused),
        DOCUMENT_TEST(list_at_the_limit_passes),
        DOCUMENT_TEST(later_parts_take_longer_lists),
        DOCUMENT_TEST(heading_beyond_what_a_string_holds_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, small_fonts_close);
}
