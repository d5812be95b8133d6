/* The frame room: JSON and lines say what a frame holds, to the byte; the proof of content finds what is
 * lost, doubled, changed or wrongly tagged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/mem.h"
#include "frame/frame.h"

static const face fang = {.ps_name = "Fang-Regular"};

/* Three characters of three bytes each, 16 pt apart. */
static const frame_glyph three[] = {
    {7, 0, 0, 0, 3}, {8, 16 * LEN_PT, 0, 3, 3}, {9, 32 * LEN_PT, LEN_PT / 2, 6, 3}};

static frame_item run_of(const char *text, size_t count, node_id node, uint32_t text_id, uint32_t text_at)
{
    frame_run run = {.face = &fang,
                     .size = 16 * LEN_PT,
                     .x = LEN_FROM_MM(28),
                     .y = 100 * LEN_PT,
                     .advance = (bx_len)count * 16 * LEN_PT,
                     .glyphs = three,
                     .count = count,
                     .text = str_of(text)};
    return (frame_item){.kind = ITEM_RUN, .node = node, .text_id = text_id, .text_at = text_at, .run = run};
}

static frame_page page_of(const frame_item *items, size_t count)
{
    return (frame_page){.index = 0,
                        .label = STR("1"),
                        .width = LEN_FROM_MM(210),
                        .height = LEN_FROM_MM(297),
                        .items = items,
                        .count = count};
}

/* ---- dumps ---- */

static void json_has_one_item_a_line_in_fixed_order(void **state)
{
    (void)state;
    bx_buf out = {0};
    frame_json json;
    frame_sink sink = frame_json_begin(&json, &out);
    node_id heads[] = {2, 3};
    frame_node cell = {
        .id = 4, .parent = 1, .tag = TAG_TD, .col_span = 2, .headers = heads, .header_count = 2};
    frame_node head = {.id = 1, .tag = TAG_H1, .title = STR("标\"题")};
    frame_node day = {.id = 5, .tag = TAG_P, .landmark = LANDMARK_DATE, .name = STR("date")};
    frame_item items[] = {run_of("甲乙丙", 3, 4, 5, 6),
                          {.kind = ITEM_RULE,
                           .artifact = ARTIFACT_LAYOUT,
                           .rule = {LEN_PT, 2 * LEN_PT, 3 * LEN_PT, 2 * LEN_PT, LEN_PT / 2, {255, 0, 16}}},
                          {.kind = ITEM_FILL,
                           .artifact = ARTIFACT_PAGINATION,
                           .fill = {-LEN_PT / 2000, 0, LEN_PT, LEN_PT / 3, {0, 0, 0}}}};
    items[0].run.is_turned = true;
    frame_page page = page_of(items, 3);
    assert_int_equal(sink.announce(sink.to, &head), BX_OK);
    assert_int_equal(sink.announce(sink.to, &cell), BX_OK);
    assert_int_equal(sink.announce(sink.to, &day), BX_OK);
    assert_int_equal(sink.page(sink.to, &page), BX_OK);
    assert_int_equal(sink.close(sink.to, 4), BX_OK);
    assert_int_equal(frame_json_end(&json), BX_OK);
    buf_char(&out, '\0');
    assert_string_equal(
        out.ptr,
        "[\n"
        "{\"node\":1,\"parent\":0,\"tag\":\"H1\",\"title\":\"标\\\"题\"},\n"
        "{\"node\":4,\"parent\":1,\"tag\":\"TD\",\"col_span\":2,\"headers\":[2,3]},\n"
        "{\"node\":5,\"parent\":0,\"tag\":\"P\",\"landmark\":\"date\",\"name\":\"date\"},\n"
        "{\"page\":0,\"label\":\"1\",\"width\":595.276,\"height\":841.890,\"items\":[\n"
        "{\"kind\":\"run\",\"node\":4,\"text_id\":5,\"text_at\":6,\"face\":\"Fang-Regular\",\"size\":16.000,"
        "\"x\":79.370,\"y\":100.000,\"turned\":true,\"advance\":48.000,\"text\":\"甲乙丙\","
        "\"glyphs\":[[7,0.000],[8,16.000],[9,32.000,0.500]]},\n"
        "{\"kind\":\"rule\",\"artifact\":\"layout\",\"x0\":1.000,\"y0\":2.000,\"x1\":3.000,\"y1\":2.000,"
        "\"weight\":0.500,\"colour\":\"#ff0010\"},\n"
        "{\"kind\":\"fill\",\"artifact\":\"pagination\",\"x\":0.000,\"y\":0.000,\"width\":1.000,"
        "\"height\":0.333}]}\n"
        "]\n");
    buf_clear(&out);
}

static void json_of_nothing_is_an_empty_list(void **state)
{
    (void)state;
    bx_buf out = {0};
    frame_json json;
    frame_json_begin(&json, &out);
    assert_int_equal(frame_json_end(&json), BX_OK);
    assert_memory_equal(out.ptr, "[\n]\n", 4);
    buf_clear(&out);
}

static void json_without_memory_says_so(void **state)
{
    (void)state;
    bx_buf out = {0};
    frame_json json;
    mem_fail_after(0);
    frame_json_begin(&json, &out);
    assert_int_equal(frame_json_end(&json), BX_BAD_MACHINE);
    buf_clear(&out);
}

static void lines_show_runs_only(void **state)
{
    (void)state;
    bx_buf out = {0};
    frame_sink sink = frame_lines(&out);
    frame_item items[] = {{.kind = ITEM_RULE}, run_of("甲乙", 2, 4, 5, 0), run_of("丙", 1, 4, 5, 6)};
    items[2].run.is_turned = true;
    frame_page page = page_of(items, 3);
    frame_node node = {.id = 4, .tag = TAG_P};
    assert_int_equal(sink.announce(sink.to, &node), BX_OK);
    assert_int_equal(sink.page(sink.to, &page), BX_OK);
    assert_int_equal(sink.close(sink.to, 4), BX_OK);
    buf_char(&out, '\0');
    assert_string_equal(out.ptr, "1 79.37 100.00 32.00 16.00 Fang-Regular | 甲乙\n"
                                 "1 79.37 100.00 16.00 16.00 Fang-Regular turned | 丙\n");
    buf_clear(&out);
}

static void every_tag_has_a_name(void **state)
{
    (void)state;
    for (int tag = 0; tag < TAG_COUNT; tag++) assert_non_null(frame_tag_name((node_tag)tag));
}

/* ---- the proof of content ---- */

static bx_str find_text(const void *texts, uint32_t text_id)
{
    return ((const bx_str *)texts)[text_id - 1];
}

static bx_status pass_node(void *to, const frame_node *node)
{
    (void)node;
    return (*(int *)to)++, BX_OK;
}
static bx_status pass_page(void *to, const frame_page *page)
{
    (void)page;
    return (*(int *)to)++, BX_OK;
}
static bx_status pass_close(void *to, node_id node)
{
    (void)node;
    return (*(int *)to)++, BX_OK;
}

/* What the audit says of one page that should hold two texts, the second with a blank in it: the first
 * finding's code; "" if all is well. */
static const char *finding(const frame_item *items, size_t count)
{
    static char code[40];
    const bx_str texts[] = {STR("甲乙丙"), STR("甲\n\xE3\x80\x80乙丙"), {NULL, 0}};
    int passed = 0;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    frame_sink next = {&passed, pass_node, pass_page, pass_close}, sink;
    frame_audit audit;
    frame_page page = page_of(items, count);
    assert_int_equal(
        frame_audit_begin(&audit, next, (frame_texts){texts, find_text, 3}, &arena, diags, &sink), BX_OK);
    bx_status status = sink.page(sink.to, &page);
    assert_int_equal(passed, status == BX_OK);
    if (status == BX_OK) status = frame_audit_end(&audit);
    assert_int_equal(status, diag_status(diags));
    snprintf(code, sizeof code, "%s", bx_diags_count(diags) ? bx_diags_at(diags, 0).code : "");
    assert_int_equal(status, *code ? BX_BUG : BX_OK);
    bx_diags_free(diags);
    arena_clear(&arena);
    return code;
}

static frame_item whole_first(void)
{
    return run_of("甲乙丙", 3, 1, 1, 0);
}

static void audit_passes_texts_placed_once_in_order(void **state)
{
    (void)state;
    /* The line break and the wide blank of the second text are left out. */
    frame_item items[] = {whole_first(), run_of("甲", 1, 2, 2, 0), run_of("乙丙", 2, 2, 2, 7)};
    assert_string_equal(finding(items, 3), "");
}

static void audit_passes_on_what_it_hears(void **state)
{
    (void)state;
    int passed = 0;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    frame_audit audit;
    frame_sink sink;
    frame_node node = {.id = 1, .tag = TAG_P};
    frame_audit_begin(&audit, (frame_sink){&passed, pass_node, pass_page, pass_close}, (frame_texts){0},
                      &arena, diags, &sink);
    sink.announce(sink.to, &node);
    sink.close(sink.to, 1);
    assert_int_equal(passed, 2);
    bx_diags_free(diags);
    arena_clear(&arena);
}

static void audit_finds_lost_text(void **state)
{
    (void)state;
    frame_item nothing_of_second[] = {whole_first()};
    assert_string_equal(finding(nothing_of_second, 1), "text-lost");
    frame_item without_end[] = {whole_first(), run_of("甲", 1, 2, 2, 0)};
    assert_string_equal(finding(without_end, 2), "text-lost");
    frame_item without_middle[] = {run_of("甲", 1, 1, 1, 0), run_of("丙", 1, 1, 1, 6)};
    assert_string_equal(finding(without_middle, 2), "text-lost");
}

static void audit_finds_text_without_glyphs(void **state)
{
    (void)state;
    frame_item without_last[] = {run_of("甲乙丙", 2, 1, 1, 0)};
    assert_string_equal(finding(without_last, 1), "text-lost");
    frame_item without_first[] = {whole_first()};
    without_first[0].run.glyphs++;
    without_first[0].run.count = 2;
    assert_string_equal(finding(without_first, 1), "text-lost");
}

static void audit_finds_doubled_text(void **state)
{
    (void)state;
    frame_item twice[] = {whole_first(), whole_first()};
    assert_string_equal(finding(twice, 2), "text-doubled");
    frame_item overlapping[] = {run_of("甲乙", 2, 1, 1, 0), run_of("乙丙", 2, 1, 1, 3)};
    assert_string_equal(finding(overlapping, 2), "text-doubled");
    frame_glyph again[] = {three[0], three[0], three[1]};
    frame_item glyph_twice[] = {whole_first()};
    glyph_twice[0].run.glyphs = again;
    assert_string_equal(finding(glyph_twice, 1), "text-doubled");
}

static void audit_finds_text_out_of_order(void **state)
{
    (void)state;
    frame_item turned[] = {run_of("乙丙", 2, 1, 1, 3), run_of("甲", 1, 1, 1, 0)};
    assert_string_equal(finding(turned, 2), "text-lost");
}

static void audit_finds_changed_text(void **state)
{
    (void)state;
    frame_item other[] = {run_of("甲乙丁", 3, 1, 1, 0)};
    assert_string_equal(finding(other, 1), "text-changed");
    frame_item longer[] = {run_of("丙丁", 2, 1, 1, 6)};
    assert_string_equal(finding(longer, 1), "text-changed");
    frame_item unknown[] = {run_of("甲乙丙", 3, 1, 9, 0)};
    assert_string_equal(finding(unknown, 1), "text-changed");
    frame_item beyond[] = {run_of("甲乙", 3, 1, 1, 0)};
    assert_string_equal(finding(beyond, 1), "text-changed");
}

static void audit_lets_repeats_stand_as_artifacts_only(void **state)
{
    (void)state;
    frame_item items[] = {whole_first(), run_of("甲", 1, 2, 2, 0), run_of("乙丙", 2, 2, 2, 7),
                          run_of("甲乙丙", 3, 0, 1, 0), run_of("甲乙丙", 3, 0, 1, 0)};
    items[3].is_repeat = items[4].is_repeat = true;
    assert_string_equal(finding(items, 5), "");
    items[4].node = 1;
    assert_string_equal(finding(items, 5), "text-untagged");
    items[4].node = 0;
    items[0].node = 0;
    assert_string_equal(finding(items, 5), "text-untagged");
}

static void audit_does_not_ask_furniture_for_a_text(void **state)
{
    (void)state;
    frame_item items[] = {whole_first(), run_of("甲", 1, 2, 2, 0), run_of("乙丙", 2, 2, 2, 7),
                          run_of("续表", 2, 0, 0, 0)};
    assert_string_equal(finding(items, 4), "");
}

static void audit_message_shows_the_place_and_the_start(void **state)
{
    (void)state;
    const bx_str texts[] = {STR("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十")};
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    frame_audit audit;
    frame_sink sink;
    frame_audit_begin(&audit, (frame_sink){0}, (frame_texts){texts, find_text, 1}, &arena, diags, &sink);
    assert_int_equal(frame_audit_end(&audit), BX_BUG);
    char text[400];
    bx_diags_text(diags, 0, BX_ZH, text, sizeof text);
    /* sixty bytes: twenty whole characters */
    assert_non_null(strstr(text, "“一二三四五六七八九十一二三四五六七八九十”"));
    bx_diags_free(diags);
    arena_clear(&arena);
}

static void audit_without_memory_says_so(void **state)
{
    (void)state;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    frame_audit audit;
    frame_sink sink;
    const bx_str texts[] = {STR("甲")};
    mem_fail_after(0);
    assert_int_equal(
        frame_audit_begin(&audit, (frame_sink){0}, (frame_texts){texts, find_text, 1}, &arena, diags, &sink),
        BX_BAD_MACHINE);
    bx_diags_free(diags);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_one_item_a_line_in_fixed_order),
        cmocka_unit_test(json_of_nothing_is_an_empty_list),
        cmocka_unit_test(json_without_memory_says_so),
        cmocka_unit_test(lines_show_runs_only),
        cmocka_unit_test(every_tag_has_a_name),
        cmocka_unit_test(audit_passes_texts_placed_once_in_order),
        cmocka_unit_test(audit_passes_on_what_it_hears),
        cmocka_unit_test(audit_finds_lost_text),
        cmocka_unit_test(audit_finds_text_without_glyphs),
        cmocka_unit_test(audit_finds_doubled_text),
        cmocka_unit_test(audit_finds_text_out_of_order),
        cmocka_unit_test(audit_finds_changed_text),
        cmocka_unit_test(audit_lets_repeats_stand_as_artifacts_only),
        cmocka_unit_test(audit_does_not_ask_furniture_for_a_text),
        cmocka_unit_test(audit_message_shows_the_place_and_the_start),
        cmocka_unit_test(audit_without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
