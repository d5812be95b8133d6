/* Text in content streams: every glyph within 0.005 pt of its frame's place, by a reader that works from the
 * file's operators and the widths that fonttools reads in the fonts; codes that say the source text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "small_pdf.h"
#include "../fixtures/fonts/facts.h"

/* ---- a reader of content streams ---- */

enum { GLYPHS_MAX = 512, NUMBERS_MAX = 8 };

typedef struct placed {
    unsigned code;
    double x, y, size;
} placed;

typedef struct reader {
    placed glyphs[GLYPHS_MAX];
    size_t count;
    double numbers[NUMBERS_MAX];
    int number_count;
    int font; /* 0: fang, 1: latin, in the order of first use */
    double size, rise, tracking, line_x, line_y, x;
    double matrix[6]; /* Tm */
} reader;

static int width_of(const reader *r, unsigned code)
{
    for (size_t i = 0; r->font == 0 && i < sizeof fang_facts / sizeof *fang_facts; i++)
        if (fang_facts[i].cid == code) return fang_facts[i].advance;
    for (size_t i = 0; r->font == 1 && i < sizeof latin_facts / sizeof *latin_facts; i++)
        if (latin_facts[i].cid == code) return latin_facts[i].advance;
    fail_msg("no glyph %u in font %d", code, r->font);
    return 0;
}

static const char *show_string(reader *r, const char *p)
{
    for (; *p != '>'; p += 4) {
        char four[5] = {p[0], p[1], p[2], p[3], 0};
        unsigned code = (unsigned)strtoul(four, NULL, 16);
        assert_true(r->count < GLYPHS_MAX);
        const double *m = r->matrix, y = r->line_y + r->rise;
        r->glyphs[r->count++] =
            (placed){code, m[0] * r->x + m[2] * y + m[4], m[1] * r->x + m[3] * y + m[5], r->size};
        r->x += width_of(r, code) * r->size / 1000 + r->tracking;
    }
    return p + 1;
}

static const char *show_array(reader *r, const char *p)
{
    while (*p != ']') {
        if (*p == '<') {
            p = show_string(r, p + 1);
            continue;
        }
        char *after;
        r->x -= strtod(p, &after) * r->size / 1000;
        assert_ptr_not_equal(p, after);
        p = after;
    }
    return p + 1;
}

static void obey(reader *r, bx_str operator)
{
    static const double upright[] = {1, 0, 0, 1, 0, 0};
    bool is_matrix = str_is(operator, "Tm");
    if (str_is(operator, "BT") || is_matrix) {
        r->line_x = r->line_y = r->x = 0;
        memcpy(r->matrix, is_matrix ? r->numbers : upright, sizeof upright);
    }
    if (str_is(operator, "Ts")) r->rise = r->numbers[0];
    if (str_is(operator, "Tc")) r->tracking = r->numbers[0];
    if (str_is(operator, "Tf")) r->size = r->numbers[0];
    if (str_is(operator, "Td")) {
        r->line_x += r->numbers[0];
        r->line_y += r->numbers[1];
        r->x = r->line_x;
    }
    r->number_count = 0;
}

static bool is_number(bx_str token)
{
    return token.len && strchr("-.0123456789", token.ptr[0]) && token.ptr[token.len - 1] <= '9';
}

static void take_token(reader *r, bx_str token)
{
    bool is_font = token.len > 2 && token.ptr[1] == 'F' && token.ptr[2] >= '0' && token.ptr[2] <= '9';
    if (is_font && token.ptr[0] == '/')
        r->font = atoi(token.ptr + 2);
    else if (is_number(token) && r->number_count < NUMBERS_MAX)
        r->numbers[r->number_count++] = strtod(token.ptr, NULL);
    else
        obey(r, token);
}

/* Read one page's content, up to endstream. */
static void read_content(reader *r, const char *p)
{
    while (strncmp(p, "endstream", 9)) {
        size_t len = strcspn(p, " \n[");
        if (*p == '[') {
            p = show_array(r, p + 1);
            continue;
        }
        if (len) take_token(r, (bx_str){p, len});
        p += len + strspn(p + len, " \n");
    }
}

static bx_str content_of(const small_pdf *small, int page)
{
    bx_str rest = buf_slice(&small->bytes);
    for (; page >= 0; page--) {
        size_t at = str_find(rest, STR("stream\n/"));
        assert_true(at < rest.len);
        rest = str_from(rest, at + 7);
    }
    return rest;
}

static reader *read_page(small_pdf *small)
{
    reader *r = arena_new(&small->arena, reader);
    read_content(r, content_of(small, 0).ptr);
    return r;
}

static void expect_places(small_pdf *small, const frame_run *run, size_t *at, const reader *r)
{
    for (size_t i = 0; i < run->count; i++, (*at)++) {
        bx_len along = run->glyphs[i].x, down = run->glyphs[i].y;
        double x = len_to_pt(run->x + (run->is_turned ? down : along));
        double y = len_to_pt(LEN_FROM_MM(297) - run->y + (run->is_turned ? along : -down));
        assert_true(*at < r->count);
        assert_true(fabs(r->glyphs[*at].x - x) < 0.005);
        assert_true(fabs(r->glyphs[*at].y - y) < 0.005);
        assert_true(fabs(r->glyphs[*at].size - len_to_pt(run->size)) < 0.001);
    }
    (void)small;
}

/* ---- places ---- */

/* Move a run's glyphs by a little that never is the same: a fixed sequence of numbers. */
static void scatter(frame_run *run, bx_len most)
{
    uint32_t noise = 12345;
    frame_glyph *glyphs = (frame_glyph *)run->glyphs;
    for (size_t i = 0; i < run->count; i++) {
        noise = noise * 1103515245u + 12345u;
        glyphs[i].x += (bx_len)i * most / 3 + (bx_len)((noise >> 8) % (uint32_t)most) - most / 2;
    }
}

static void glyphs_stand_where_the_frames_say(void **state)
{
    small_pdf *small = *state;
    const double sizes[] = {6.5, 10.5, 16, 22, 39.9, 41, 63, 120};
    frame_run runs[16];
    size_t count = 0;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        frame_run *run =
            small_run(small, prose, small_fang(), 79.3701 + (double)i / 7, 100.123 + 40 * (double)i,
                      "一二三〇年月日国政府信息公开报告，。（）0123Ab");
        run->size = LEN_FROM_PT(sizes[i]);
        scatter(run, LEN_PT * 2 / 3);
        runs[count++] = *run;
        run = small_run(small, prose, small_latin(), 300, 110 + 40 * (double)i, "ABE H 12");
        scatter(run, LEN_PT / 50);
        runs[count++] = *run;
    }
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    const reader *r = read_page(small);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) expect_places(small, &runs[i], &at, r);
    assert_int_equal(at, r->count);
}

static void small_errors_do_not_add_up(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    /* Each glyph 0.0019 pt further than its width: less than what would be moved for, were it counted alone.
     */
    frame_run *run =
        small_run(small, prose, small_fang(), 80, 100, "一二三一二三一二三一二三一二三一二三一二三一二三");
    frame_glyph *glyphs = (frame_glyph *)run->glyphs;
    for (size_t i = 0; i < run->count; i++) glyphs[i].x += (bx_len)i * 124;
    frame_run kept = *run;
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    size_t at = 0;
    expect_places(small, &kept, &at, read_page(small));
}

static size_t times_in(bx_str text, const char *part)
{
    size_t times = 0;
    for (size_t at; (at = str_find(text, str_of(part))) < text.len; times++) text = str_from(text, at + 1);
    return times;
}

static bx_str first_content(const small_pdf *small)
{
    bx_str rest = content_of(small, 0);
    return str_slice(rest, 0, str_find(rest, STR("endstream")));
}

static void a_justified_line_is_one_string_with_tracking(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    frame_run *run = small_run(small, prose, small_fang(), 79.37, 100,
                               "一二三〇年月日国政府信息公开报告，。（）一二三〇年月日国政");
    frame_glyph *glyphs = (frame_glyph *)run->glyphs;
    /* 0.2071 pt each, rounded to the unit; in the middle half an em more. */
    for (size_t i = 0; i < run->count; i++)
        glyphs[i].x += (bx_len)i * 20710 * LEN_PT / 100000 + (i > 16 ? 8 * LEN_PT : 0);
    frame_run kept = *run;
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    size_t at = 0;
    expect_places(small, &kept, &at, read_page(small));
    bx_str content = first_content(small);
    assert_int_equal(times_in(content, ".2071 Tc\n"), 1);
    assert_int_equal(times_in(content, ">-500<"), 1);
    assert_int_equal(times_in(content, "<") - times_in(content, "<<") * 2, 2);
}

static void raised_glyphs_stand_where_the_frames_say(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    frame_run *first = small_run(small, prose, small_fang(), 80, 100, "Ab12");
    ((frame_glyph *)first->glyphs)[1].y = -3 * LEN_PT;
    ((frame_glyph *)first->glyphs)[2].y = LEN_PT / 3;
    frame_run *second = small_run(small, prose, small_fang(), 80, 130, "A");
    frame_run kept[] = {*first, *second};
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    reader *r = read_page(small);
    size_t at = 0;
    assert_int_equal(r->count, 5);
    expect_places(small, &kept[0], &at, r);
    expect_places(small, &kept[1], &at, r);
}

static void turned_runs_read_upwards(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    frame_run kept[4];
    for (int i = 0; i < 4; i++) {
        frame_run *run = small_run(small, prose, small_fang(), 100 + 30.3 * i, 600.123, "一二三〇年月日国");
        run->is_turned = i == 1 || i == 2;
        scatter(run, LEN_PT * 2 / 3);
        ((frame_glyph *)run->glyphs)[3].y = LEN_PT * 3;
        kept[i] = *run;
    }
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    const reader *r = read_page(small);
    size_t at = 0;
    for (int i = 0; i < 4; i++) expect_places(small, &kept[i], &at, r);
    assert_int_equal(times_in(first_content(small), "BT\n"), 3);
    assert_int_equal(times_in(first_content(small), " Tm\n"), 1);
}

static void state_is_set_only_when_it_changes(void **state)
{
    small_pdf *small = *state;
    frame_colour red = {255, 0, 0};
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    for (int i = 0; i < 4; i++) {
        frame_run *run = small_run(small, prose, small_fang(), 80, 100 + 20 * i, "一");
        if (i >= 2) run->colour = red;
        if (i >= 2) run->embolden = LEN_PT / 2;
    }
    for (int i = 0; i < 4; i++)
        small_item(small, (frame_item){.kind = ITEM_RULE,
                                       .artifact = ARTIFACT_LAYOUT,
                                       .rule = {0, i * LEN_PT, 9 * LEN_PT, i * LEN_PT,
                                                i < 2 ? LEN_PT : LEN_PT / 2, red}});
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    bx_str content = first_content(small);
    assert_int_equal(times_in(content, " Tf\n"), 1);
    assert_int_equal(times_in(content, "1 0 0 rg\n"), 1);
    assert_int_equal(times_in(content, "1 0 0 RG\n"), 1);
    assert_int_equal(times_in(content, "2 Tr\n"), 1);
    assert_int_equal(times_in(content, "BT\n"), 1);
    assert_int_equal(times_in(content, "BDC\n"), 1);
    assert_int_equal(times_in(content, "/A gs\n"), 1);
    assert_int_equal(times_in(content, " S\n"), 2); /* two weights, two paths */
}

/* ---- what codes say ---- */

static const char *text_of(small_pdf *small)
{
    const char *text = small_ask(small, "pdftotext -raw \"$f\" -");
    if (!text) skip();
    return text;
}

static void one_run(small_pdf *small, const frame_run *run, size_t count)
{
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    for (size_t i = 0; i < count; i++)
        small_item(small, (frame_item){.kind = ITEM_RUN, .node = prose, .run = run[i]});
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
}

static frame_run run_at(double y, const frame_glyph *glyphs, size_t count, const char *text)
{
    return (frame_run){.face = small_fang(),
                       .size = 16 * LEN_PT,
                       .x = 80 * LEN_PT,
                       .y = LEN_FROM_PT(y),
                       .glyphs = glyphs,
                       .count = count,
                       .text = str_of(text)};
}

/* Glyphs of fang.otf: 9 is 一, 10 is 三, 11 is 二 (facts.h). */
static void second_text_of_a_glyph_is_actual_text(void **state)
{
    small_pdf *small = *state;
    /* The dash and the numeral are one glyph here; both come back as they were written. */
    const frame_glyph one = {9, 0, 0, 0, 3};
    frame_run runs[] = {run_at(100, &one, 1, "一"), run_at(130, &one, 1, "—"), run_at(160, &one, 1, "一")};
    one_run(small, runs, 3);
    assert_string_equal(text_of(small), "一\n—\n一\n\f");
    assert_int_equal(times_in(first_content(small), "/ActualText<FEFF2014>"), 1);
    assert_int_equal(times_in(first_content(small), "/ActualText"), 1);
}

static void ligature_says_all_its_characters(void **state)
{
    small_pdf *small = *state;
    const frame_glyph one = {9, 0, 0, 0, 6};
    frame_run run = run_at(100, &one, 1, "公开");
    one_run(small, &run, 1);
    assert_string_equal(text_of(small), "公开\n\f");
    assert_int_equal(times_in(first_content(small), "/ActualText"), 0);
}

static void cluster_of_two_glyphs_for_two_characters_needs_no_actual_text(void **state)
{
    small_pdf *small = *state;
    const frame_glyph both[] = {{9, 0, 0, 0, 6}, {10, 16 * LEN_PT, 0, 0, 0}};
    frame_run run = run_at(100, both, 2, "公开");
    one_run(small, &run, 1);
    assert_string_equal(text_of(small), "公开\n\f");
    assert_int_equal(times_in(first_content(small), "/ActualText"), 0);
}

static void cluster_of_two_glyphs_for_one_character_is_actual_text(void **state)
{
    small_pdf *small = *state;
    const frame_glyph both[] = {{9, 0, 0, 0, 3}, {10, 16 * LEN_PT, 0, 0, 0}, {11, 32 * LEN_PT, 0, 3, 3}};
    frame_run run = run_at(100, both, 3, "公二");
    one_run(small, &run, 1);
    assert_string_equal(text_of(small), "公二\n\f");
    assert_int_equal(times_in(first_content(small), "/ActualText<FEFF516C>"), 1);
}

/* poppler ends an element's content at the end of a mark inside it. */
static void actual_text_is_a_piece_of_its_element(void **state)
{
    small_pdf *small = *state;
    const frame_glyph glyphs[] = {
        {9, 0, 0, 0, 3}, {9, 16 * LEN_PT, 0, 3, 3}, {10, 32 * LEN_PT, 0, 0, 0}, {11, 48 * LEN_PT, 0, 6, 3}};
    frame_run run = run_at(100, glyphs, 4, "一公二");
    frame_run kept = run;
    one_run(small, &run, 1);
    assert_int_equal(times_in(first_content(small), "/P<</MCID "), 2);
    assert_int_equal(times_in(first_content(small), "/Span<</MCID 1/ActualText<FEFF516C>>>BDC"), 1);
    assert_string_equal(text_of(small), "一公二\n\f");
    const char *tree = small_ask(small, "pdfinfo -struct-text \"$f\"");
    assert_non_null(strstr(tree, "\"一\""));
    assert_non_null(strstr(tree, "\"二\""));
    size_t at = 0;
    expect_places(small, &kept, &at, read_page(small));
}

static void actual_text_first_and_last_leaves_no_empty_piece(void **state)
{
    small_pdf *small = *state;
    const frame_glyph both[] = {{9, 0, 0, 0, 3}, {10, 16 * LEN_PT, 0, 0, 0}};
    frame_run runs[] = {run_at(100, both, 2, "公"), run_at(130, both, 2, "公")};
    one_run(small, runs, 2);
    assert_int_equal(times_in(first_content(small), "/MCID "), 2);
    assert_int_equal(times_in(first_content(small), "/P<<"), 0);
    assert_string_equal(text_of(small), "公\n公\n\f");
}

static void glyph_without_text_says_nothing(void **state)
{
    small_pdf *small = *state;
    const frame_glyph both[] = {{9, 0, 0, 0, 0}, {11, 16 * LEN_PT, 0, 0, 3}};
    frame_run run = run_at(100, both, 2, "二");
    one_run(small, &run, 1);
    assert_string_equal(text_of(small), "二\n\f");
}

static void private_use_is_actual_text(void **state)
{
    small_pdf *small = *state;
    const frame_glyph one = {9, 0, 0, 0, 3};
    frame_run runs[] = {run_at(100, &one, 1, "\xEE\x80\x80"), run_at(130, &one, 1, "\xEE\x80\x80")};
    one_run(small, runs, 2);
    assert_int_equal(times_in(first_content(small), "/ActualText<FEFFE000>"), 2);
    assert_string_equal(text_of(small), "\xEE\x80\x80\n\xEE\x80\x80\n\f");
}

static void characters_beyond_the_bmp_come_back(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    small_run(small, prose, small_fang(), 80, 100, "\xF0\xA0\x82\x89");
    small_run(small, prose, small_latin(), 80, 130, "\xF0\xA0\xAE\xB7");
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    assert_string_equal(text_of(small), "\xF0\xA0\x82\x89\n\xF0\xA0\xAE\xB7\n\f");
}

static void widths_in_the_file_are_the_fonts(void **state)
{
    small_pdf *small = *state;
    small_begin(small, &small_info);
    node_id prose = small_node(small, 0, TAG_P);
    small_run(small, prose, small_fang(), 80, 100, "一二三0123A");
    small_page(small, "1");
    small_close(small, prose);
    small_end(small);
    bx_str bytes = buf_slice(&small->bytes);
    /* CIDs 17 to 20 and 34 (facts.h); the rest has an em. */
    assert_int_equal(times_in(bytes, "[17[557 471 558 557]34[718]]"), 1);
    assert_int_equal(times_in(bytes, "/DW 557"), 0);
}

int main(void)
{
#define DOCUMENT_TEST(name) cmocka_unit_test_setup_teardown(name, small_setup, small_teardown)
    const struct CMUnitTest tests[] = {
        DOCUMENT_TEST(glyphs_stand_where_the_frames_say),
        DOCUMENT_TEST(small_errors_do_not_add_up),
        DOCUMENT_TEST(a_justified_line_is_one_string_with_tracking),
        DOCUMENT_TEST(raised_glyphs_stand_where_the_frames_say),
        DOCUMENT_TEST(turned_runs_read_upwards),
        DOCUMENT_TEST(state_is_set_only_when_it_changes),
        DOCUMENT_TEST(second_text_of_a_glyph_is_actual_text),
        DOCUMENT_TEST(ligature_says_all_its_characters),
        DOCUMENT_TEST(cluster_of_two_glyphs_for_two_characters_needs_no_actual_text),
        DOCUMENT_TEST(cluster_of_two_glyphs_for_one_character_is_actual_text),
        DOCUMENT_TEST(actual_text_is_a_piece_of_its_element),
        DOCUMENT_TEST(actual_text_first_and_last_leaves_no_empty_piece),
        DOCUMENT_TEST(glyph_without_text_says_nothing),
        DOCUMENT_TEST(private_use_is_actual_text),
        DOCUMENT_TEST(characters_beyond_the_bmp_come_back),
        DOCUMENT_TEST(widths_in_the_file_are_the_fonts),
    };
    return cmocka_run_group_tests(tests, NULL, small_fonts_close);
}
