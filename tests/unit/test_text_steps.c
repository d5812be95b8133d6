/* The steps of the text room, each alone: classes, contexts, cells, neighbours, breaks, widths, places. */
#include "text_case.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "text/scratch.h"

/* ---- classes ---- */

static char_class class_at(const char *character)
{
    size_t at = 0;
    return class_of(&text_bench_open()->rules, utf8_next(str_of(character), &at));
}

static void the_layout_lists_classes(void **state)
{
    (void)state;
    assert_int_equal(class_at("（"), CLASS_OPEN);
    assert_int_equal(class_at("“"), CLASS_OPEN);
    assert_int_equal(class_at("》"), CLASS_CLOSE);
    assert_int_equal(class_at("、"), CLASS_COMMA);
    assert_int_equal(class_at("："), CLASS_COMMA);
    assert_int_equal(class_at("。"), CLASS_STOP);
    assert_int_equal(class_at("？"), CLASS_STOP);
    assert_int_equal(class_at("·"), CLASS_MIDDLE);
    assert_int_equal(class_at("～"), CLASS_CONNECTOR);
    assert_int_equal(class_at("—"), CLASS_DASH);
    assert_int_equal(class_at("￥"), CLASS_PREFIX);
    assert_int_equal(class_at("℃"), CLASS_SUFFIX);
}

static void what_is_not_listed_is_told_by_its_range(void **state)
{
    (void)state;
    static const char *const han[] = {"国", "〇", "\u3400", "\U00020089", "①",  "Ⅻ", "※",
                                      "★",  "□",  "あ",     "Ａ",         "１", "≠"};
    static const char *const latin[] = {"a", "9", "(", "é", "α", "Я", "²", "ﬁ", "ئ", "ཀ", "ᠮ", "€", "\u202F"};
    for (size_t i = 0; i < sizeof han / sizeof *han; i++) assert_int_equal(class_at(han[i]), CLASS_HAN);
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        assert_int_equal(class_at(latin[i]), CLASS_LATIN);
    assert_int_equal(class_at(" "), CLASS_SPACE);
}

/* ---- cells ---- */

static const text_item *item_of(const set_paragraph *p, size_t item)
{
    return &p->items.items[item];
}

static void itemise(set_paragraph *p, const char *text)
{
    paragraph_itemise(p, &text_bench_open()->rules, str_of(text), NULL);
    assert_int_equal(p->status, BX_OK);
}

static void marks_know_their_blank_halves(void **state)
{
    (void)state;
    set_paragraph p;
    itemise(&p, "国（，？国");
    assert_int_equal(item_of(&p, 0)->blank_left + item_of(&p, 0)->blank_right, 0);
    assert_int_equal(item_of(&p, 1)->blank_left, CASE_EM / 2);
    assert_int_equal(item_of(&p, 1)->blank_right, 0);
    assert_int_equal(item_of(&p, 2)->blank_right, CASE_EM / 2);
    assert_int_equal(item_of(&p, 3)->blank_right, CASE_EM / 2); /* centred by the face, moved to the left */
    assert_int_equal(p.items.glyphs[item_of(&p, 3)->glyph].x, -CASE_EM / 4);
    paragraph_clear(&p);
}

static void narrow_marks_take_half_an_em(void **state)
{
    (void)state;
    set_paragraph p;
    itemise(&p, "国·国–国/国—国～国");
    static const int halves[] = {2, 1, 2, 1, 2, 1, 2, 2, 2, 2, 2};
    for (size_t i = 0; i < p.items.count; i++)
        assert_int_equal(item_of(&p, i)->advance, CASE_EM / 2 * halves[i]);
    paragraph_clear(&p);
}

/* The face sets ～ like an accent and … like full stops: both go where its dash is (360 to 400 of 1000). */
static void wave_and_dots_stand_where_the_dash_does(void **state)
{
    (void)state;
    set_paragraph p;
    itemise(&p, "国～国……国——国");
    assert_int_equal(p.items.glyphs[item_of(&p, 1)->glyph].y, len_scale(CASE_EM, 380 - 750, 1000));
    assert_int_equal(p.items.glyphs[item_of(&p, 3)->glyph].y, len_scale(CASE_EM, 380 - 50, 1000));
    assert_int_equal(p.items.glyphs[item_of(&p, 6)->glyph].y, 0);
    paragraph_clear(&p);
}

/* A quotation mark that only a Latin face has, 0.3 em wide, is given a Chinese cell. */
static void a_mark_without_a_cell_is_given_one(void **state)
{
    (void)state;
    text_bench *b = text_bench_open();
    set_paragraph p;
    itemise(&p, "国“国”国");
    int half = fonts_role_find(b->fonts, STR("latin"));
    text_glyph glyphs[2] = {{0}, {0}};
    text_item items[2] = {{.class = CLASS_OPEN, .code = 0x201C}, {.class = CLASS_CLOSE, .code = 0x201D}};
    for (int i = 0; i < 2; i++) {
        items[i].face = fonts_face(b->fonts, half, 0, b->diags);
        hb_codepoint_t glyph;
        assert_true(hb_font_get_nominal_glyph(items[i].face->hb_font, items[i].code, &glyph));
        glyphs[i].glyph = glyph;
        items[i].size = items[i].em = CASE_EM;
        items[i].advance = CASE_EM * 3 / 10;
        items[i].glyph = (uint32_t)i;
        items[i].glyph_count = 1;
    }
    shaped_text shaped = {.items = items, .count = 2};
    shaped.glyphs.items = glyphs;
    text_fill_cells(&p.setter, &shaped);
    assert_int_equal(items[0].advance, CASE_EM);
    assert_int_equal(items[0].blank_left, CASE_EM / 2);
    assert_int_equal(glyphs[0].x, CASE_EM * 7 / 10);
    assert_int_equal(items[1].advance, CASE_EM);
    assert_int_equal(items[1].blank_right, CASE_EM / 2);
    assert_int_equal(glyphs[1].x, 0);
    paragraph_clear(&p);
}

/* ---- breaks: a sign for each place: N never, E emergency, B bad, P poor, G good, M must ---- */

static void check_breaks(const char *text, const char *kinds)
{
    char found[100] = {0};
    set_paragraph p;
    itemise(&p, text);
    assert_true(p.items.count < sizeof found);
    for (size_t i = 0; i < p.items.count; i++) found[i] = "NEBPGM"[item_of(&p, i)->break_after];
    if (strcmp(found, kinds) != 0) fail_msg("%s: %s, not %s", text, found, kinds);
    paragraph_clear(&p);
}

static void prohibitions_are_found(void **state)
{
    (void)state;
    check_breaks("国家", "GM");
    check_breaks("国，家", "NGM");
    check_breaks("国（家）", "GNNM");
    check_breaks("国——家", "GNGM");
    check_breaks("国…………家", "GNGNGM");
    check_breaks("国—家", "NGM");
    check_breaks("国/家", "NNM");
    check_breaks("国·家", "NBM");
    check_breaks("国“‘家’”", "GNNNNM");
}

static void numbers_are_whole(void **state)
{
    (void)state;
    check_breaks("国12.5%国", "GNNNNGM");
    check_breaks("国１２国", "GNPM");
    check_breaks("国12年3月5日", "GNPPPPPM");
    check_breaks("国−5℃国", "GNNGM");
    check_breaks("国9:30国", "GNNNPM");
    check_breaks("国A4国", "GNPM");
    check_breaks("国3 000国", "GNNNNPM");
    check_breaks("国5 kg国", "GNNEGM");
    check_breaks("发〔21〕3号", "PNNNNNM");
}

static void words_break_where_unicode_says(void **state)
{
    (void)state;
    check_breaks("国ab国", "GEGM");
    check_breaks("ab cd", "ENGEM");
    check_breaks("a-b", "NPM");
    check_breaks("国(ab)国", "GNENGM");
    check_breaks("国,国", "NGM");
    check_breaks("ཀ་ཁ", "NGM");
    check_breaks("国\n国", "NMM");
}

static void addresses_break_behind_their_marks(void **state)
{
    (void)state;
    check_breaks("http://a.cn/b", "EEENNNBNPENBM");
}

/* ---- widths and places, of items made by hand: em 1000 ---- */

enum { HAND_EM = 1000 };

static text_item hand_item(char_class class, uint32_t code)
{
    bool has_left = class_is_blank_left(class), has_right = class_is_blank_right(class);
    return (text_item){.class = class,
                       .code = code,
                       .size = HAND_EM,
                       .em = HAND_EM,
                       .advance = class == CLASS_SPACE   ? 400
                                  : class == CLASS_LATIN ? 500
                                                         : HAND_EM,
                       .blank_left = has_left ? 500 : 0,
                       .blank_right = has_right ? 500 : 0};
}

static size_t hand_items(const char *text, text_item *items)
{
    size_t count = 0;
    for (size_t at = 0; at < strlen(text); count++) {
        uint32_t code = utf8_next(str_of(text), &at);
        items[count] = hand_item(class_of(&text_bench_open()->rules, code), code);
    }
    return count;
}

/* Place a line; `cut`: its natural width less this is asked for. */
static void place(const char *text, bx_len width, bx_len *x, bx_len *reached)
{
    static text_item items[64];
    text_line line = {0, hand_items(text, items), 0, 0, false};
    line_setter s;
    line_setter_init(&s, &text_bench_open()->rules, items, true);
    *reached = line_place(&s, &line, width, true, x);
}

/* 国 a 国 with a space of 0.4, a bracket, a comma, a stop: the space gives 0.15, the brackets 1, the comma
 * 0.5, the stop 0.5, in this order. */
static void tightening_uses_up_each_step_before_the_next(void **state)
{
    (void)state;
    static const char text[] = "a a（国）国，国。国";
    static const struct {
        bx_len less, space, open, close, comma, stop;
    } cases[] = {
        {0, 400, 1000, 1000, 1000, 1000},   {100, 300, 1000, 1000, 1000, 1000},
        {150, 250, 1000, 1000, 1000, 1000}, {350, 250, 900, 900, 1000, 1000},
        {1150, 250, 500, 500, 1000, 1000},  {1350, 250, 500, 500, 800, 1000},
        {1650, 250, 500, 500, 500, 1000},   {1850, 250, 500, 500, 500, 800},
        {2150, 250, 500, 500, 500, 500},
    };
    const bx_len natural = 500 + 400 + 500 + 8000;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bx_len x[16], reached;
        place(text, natural - cases[i].less, x, &reached);
        assert_int_equal(reached, natural - cases[i].less);
        assert_int_equal(x[2] - x[1], cases[i].space);
        assert_int_equal(x[4] - (x[2] + 500), cases[i].open); /* from the letter's end to 国 */
        assert_int_equal(x[6] - x[5], cases[i].close);
        assert_int_equal(x[8] - x[7], cases[i].comma);
        assert_int_equal(x[10] - x[9], cases[i].stop);
    }
}

static void tightening_ends_where_nothing_is_left_to_give(void **state)
{
    (void)state;
    bx_len x[16], reached;
    place("国，国", 2000, x, &reached);
    assert_int_equal(reached, 2500);
    place("国国国", 2500, x, &reached);
    assert_int_equal(reached, 3000);
}

static void loosening_uses_word_spaces_then_all_gaps_alike(void **state)
{
    (void)state;
    bx_len x[16], reached;
    place("国a a国国", 4450, x, &reached); /* natural 4400: the space takes it, up to half an em */
    assert_int_equal(reached, 4450);
    assert_int_equal(x[3] - x[2], 450);
    assert_int_equal(x[1], 1000);
    place("国a a国国", 4900, x,
          &reached); /* 100 to the space, 100 to each of four gaps, its own among them */
    assert_int_equal(reached, 4900);
    assert_int_equal(x[1], 1100);
    assert_int_equal(x[3] - x[2], 600);
    assert_int_equal(x[4] - x[3], 600);
    assert_int_equal(x[5] - x[4], 1100);
}

static void roundings_never_add_up(void **state)
{
    (void)state;
    bx_len x[32], reached;
    place("国国国国国国国国国国国国国国国国国国国国国国国", 23007, x, &reached);
    assert_int_equal(reached, 23007);
    for (size_t i = 1; i < 23; i++) assert_in_range(x[i] - x[i - 1], 1000, 1001);
}

/* The running totals say the same as adding up each line. */
static void sums_are_those_of_the_lines(void **state)
{
    (void)state;
    text_item items[64];
    size_t count = hand_items("“国 a”国，（国）。 国a——国", items);
    set_paragraph p;
    itemise(&p, "国");
    line_setter s;
    text_sums sums;
    line_setter_init(&s, &p.rules, items, true);
    assert_true(text_sums_make(&p.setter, &s, count, &sums));
    for (size_t from = 0; from < count; from++) {
        if (item_is_blank(&items[from])) continue;
        line_sum start = sums_start(&sums, from);
        for (size_t to = from + 1; to <= count; to++) {
            size_t first = from, last = to;
            line_widths w = {0};
            line_trim_blanks(items, &first, &last);
            for (size_t i = first; i < last; i++) {
                widths_add_item(&s, i, &w);
                if (i > first) widths_add_joint(&s, i, &w);
            }
            widths_cut_start(&s, first, &w);
            widths_cut_end(&s, last - 1, &w);
            line_sum sum = sums_line(&sums, &start, to);
            assert_int_equal(sum.natural, w.natural);
            assert_int_equal(sum.stops, w.tighten[ADJUST_STOPS]);
            assert_int_equal(sum.gaps, w.loosen[ADJUST_GAPS]);
            assert_int_equal(sum.ink_end, last);
        }
    }
    paragraph_clear(&p);
}

/* ---- edges of the room ---- */

static void an_empty_text_has_no_lines(void **state)
{
    (void)state;
    set_paragraph p;
    text_measure measure = {.width = CASE_EM};
    paragraph_set(&p, &text_bench_open()->rules, STR(""), &measure);
    assert_int_equal(p.status, BX_OK);
    assert_int_equal(p.lines.count, 0);
    paragraph_clear(&p);
}

static void a_measure_too_small_is_told(void **state)
{
    (void)state;
    set_paragraph p;
    text_measure measure = {.width = CASE_EM / 2};
    paragraph_set(&p, &text_bench_open()->rules, STR("国家"), &measure);
    assert_int_equal(p.status, BX_OK);
    assert_true(p.lines.is_overfull);
    assert_int_equal(p.lines.count, 2);
    paragraph_clear(&p);
}

static void a_long_word_is_parted_and_told(void **state)
{
    (void)state;
    char word[501];
    set_paragraph p;
    text_measure measure = {.width = 28 * CASE_EM};
    memset(word, 'a', 500);
    paragraph_set(&p, &text_bench_open()->rules, (bx_str){word, 500}, &measure);
    assert_int_equal(p.lines.count, 9); /* 56 letters a line */
    assert_true(p.lines.used_emergency);
    assert_false(p.lines.is_overfull);
    paragraph_clear(&p);
}

static void sixty_closing_brackets_fill_their_lines(void **state)
{
    (void)state;
    bx_buf text = {0};
    set_paragraph p;
    text_measure measure = {.width = 10 * CASE_EM};
    for (int i = 0; i < 60; i++) buf_text(&text, "）");
    paragraph_set(&p, &text_bench_open()->rules, buf_slice(&text), &measure);
    assert_int_equal(p.lines.count, 3); /* half an em each */
    assert_true(p.lines.used_emergency);
    assert_null(paragraph_fault(&p));
    paragraph_clear(&p);
    buf_clear(&text);
}

static void try_everything(bx_status *status)
{
    text_bench *b = text_bench_open();
    bx_str text = STR("“国家”，he said אבג “hi”\n1,234.5%——国国国国国国国国国国国国");
    text_format format = {.role = fonts_role_find(b->fonts, STR("han")),
                          .latin_role = fonts_role_find(b->fonts, STR("latin")),
                          .size = CASE_EM,
                          .em_advance = CASE_EM,
                          .latin_scale = EM};
    text_span span = {0, text.len, format};
    text_measure measure = {.width = 8 * CASE_EM, .align = TEXT_CENTER, .is_balanced = true};
    bx_arena arena = {0};
    text_setter setter;
    text_items items;
    text_lines lines;
    *status = text_setter_init(&setter, &arena, b->fonts, &b->rules, b->diags);
    if (*status == BX_OK) {
        *status = text_itemise(&setter, text, &span, 1, NULL, &items);
        if (*status == BX_OK) *status = text_fit(&setter, &items, &measure, &lines);
        text_setter_clear(&setter);
    }
    arena_clear(&arena);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    bx_status status;
    try_everything(&status); /* opens the faces */
    assert_int_equal(status, BX_OK);
    long failed = 0;
    for (long n = 0; n < 1000; n++) {
        mem_fail_after(n);
        try_everything(&status);
        mem_fail_after(-1);
        if (status == BX_OK) break;
        assert_int_equal(status, BX_BAD_MACHINE);
        failed++;
    }
    assert_in_range(failed, 3, 999);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_layout_lists_classes),
        cmocka_unit_test(what_is_not_listed_is_told_by_its_range),
        cmocka_unit_test(marks_know_their_blank_halves),
        cmocka_unit_test(narrow_marks_take_half_an_em),
        cmocka_unit_test(wave_and_dots_stand_where_the_dash_does),
        cmocka_unit_test(a_mark_without_a_cell_is_given_one),
        cmocka_unit_test(prohibitions_are_found),
        cmocka_unit_test(numbers_are_whole),
        cmocka_unit_test(words_break_where_unicode_says),
        cmocka_unit_test(addresses_break_behind_their_marks),
        cmocka_unit_test(tightening_uses_up_each_step_before_the_next),
        cmocka_unit_test(tightening_ends_where_nothing_is_left_to_give),
        cmocka_unit_test(loosening_uses_word_spaces_then_all_gaps_alike),
        cmocka_unit_test(roundings_never_add_up),
        cmocka_unit_test(sums_are_those_of_the_lines),
        cmocka_unit_test(an_empty_text_has_no_lines),
        cmocka_unit_test(a_measure_too_small_is_told),
        cmocka_unit_test(a_long_word_is_parted_and_told),
        cmocka_unit_test(sixty_closing_brackets_fill_their_lines),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
