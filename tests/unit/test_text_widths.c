/* What a text asks of a measure, against the lines that it is set in; vertical text; indents behind breaks.
 */
#include "text_case.h"

static text_rules rules;

static bx_len em(double characters)
{
    return (bx_len)(characters * CASE_EM);
}

static text_widths widths_of(set_paragraph *p, const char *text, uint32_t steps)
{
    text_widths widths;
    text_measure measure = {.width = INT64_MAX, .align = TEXT_START};
    paragraph_itemise(p, &rules, str_of(text), NULL);
    assert_int_equal(p->status, BX_OK);
    assert_int_equal(text_find_widths(&p->setter, &p->items, &measure, steps, &widths), BX_OK);
    return widths;
}

/* Ideographs are one em, Latin letters half an em. */
static void widths_are_those_of_the_lines(void **state)
{
    (void)state;
    set_paragraph p;
    text_widths w = widths_of(&p, "一二三四五六七", TEXT_STEPS);
    assert_int_equal(w.natural, em(7));
    assert_int_equal(w.least, em(1));
    assert_int_equal(w.lines, 1);
    const double wanted[] = {7, 4, 3, 2, 2, 2, 1}; /* for 1, 2, … 7 lines */
    assert_int_equal(w.count, 7);
    for (uint32_t i = 0; i < w.count; i++) assert_int_equal(w.of[i], em(wanted[i]));
    paragraph_clear(&p);
}

static void what_may_not_be_parted_is_the_least(void **state)
{
    (void)state;
    set_paragraph p;
    text_widths w = widths_of(&p, "共2023年", TEXT_STEPS);
    assert_true(w.least >= em(2) && w.least < w.natural); /* the number, and 共 before it */
    paragraph_clear(&p);
    w = widths_of(&p, "1234567", TEXT_STEPS);
    assert_int_equal(w.least, w.natural);
    assert_int_equal(w.count, 1);
    paragraph_clear(&p);
    w = widths_of(&p, "一二三\n四五六七", TEXT_STEPS);
    assert_int_equal(w.lines, 2);
    assert_int_equal(w.natural, em(4));
    assert_int_equal(w.of[1], em(3)); /* 3 and 1 more below, or 2 and 2 beside 3 */
    paragraph_clear(&p);
}

static void nothing_wider_than_the_measure_is_looked_at(void **state)
{
    (void)state;
    set_paragraph p;
    text_widths w;
    text_measure measure = {.width = em(3.5), .align = TEXT_START};
    paragraph_itemise(&p, &rules, STR("一二三四五六七"), NULL);
    assert_int_equal(text_find_widths(&p.setter, &p.items, &measure, TEXT_STEPS, &w), BX_OK);
    assert_int_equal(w.natural, em(7));
    assert_int_equal(w.lines, 3);
    assert_int_equal(w.of[0], em(3));
    assert_int_equal(w.of[1], em(2));
    paragraph_clear(&p);
}

static void nothing_asks_for_nothing(void **state)
{
    (void)state;
    set_paragraph p;
    text_widths w = widths_of(&p, "", TEXT_STEPS);
    assert_int_equal(w.natural, 0);
    assert_int_equal(w.count, 0);
    assert_int_equal(text_lines_at(&w, em(1)), 0);
    paragraph_clear(&p);
}

static size_t lines_at(set_paragraph *p, bx_len width)
{
    text_lines lines;
    text_measure measure = {.width = width, .align = TEXT_START};
    assert_int_equal(text_fit(&p->setter, &p->items, &measure, &lines), BX_OK);
    assert_false(lines.is_overfull || lines.used_emergency);
    return lines.count;
}

/* At each width found the text takes so many lines, and a hundredth of an em below it one more. */
static void widths_are_exact(void **state)
{
    (void)state;
    static const char *const texts[] = {"为贯彻落实国务院要求，进一步规范申请办理流程（含2023年）。",
                                        "1.属于国家秘密",
                                        "其他法律行政法规禁止公开",
                                        "“三安全一稳定”、第三方合法权益；内部事务信息",
                                        "word another letter of words",
                                        "国办发〔2021〕30号文件的通知",
                                        "一\n二三四五六七八九\n十"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        set_paragraph p;
        text_widths w = widths_of(&p, texts[i], TEXT_STEPS);
        for (uint32_t step = 0; step < w.count; step++) {
            size_t lines = lines_at(&p, w.of[step]);
            if (lines > w.lines + step || lines != text_lines_at(&w, w.of[step]))
                fail_msg("“%s” takes %zu lines, not %u", texts[i], lines, w.lines + step);
            bx_len less = w.of[step] - CASE_EM / 100;
            if (less < w.least) continue;
            assert_true(lines_at(&p, less) > w.lines + step);
        }
        paragraph_clear(&p);
    }
}

/* Beyond the steps that were looked at, about as many lines as it comes to. */
static void long_texts_are_reckoned(void **state)
{
    (void)state;
    char text[300 * 3 + 1] = "";
    for (int i = 0; i < 300; i++) memcpy(text + 3 * i, "国", 4);
    set_paragraph p;
    text_widths w = widths_of(&p, text, 4);
    assert_int_equal(w.count, 4);
    for (int width = 5; width < 60; width += 9) {
        uint32_t lines = text_lines_at(&w, em(width));
        assert_in_range(lines, (uint32_t)(300 / width) - 1, (uint32_t)(300 / width) + 2);
    }
    paragraph_clear(&p);
}

static void set_vertical(set_paragraph *p, const char *text)
{
    text_bench *b = text_bench_open();
    text_format format = {.role = fonts_role_find(b->fonts, STR("han")),
                          .latin_role = fonts_role_find(b->fonts, STR("latin")),
                          .size = CASE_EM,
                          .em_advance = CASE_EM,
                          .latin_scale = EM,
                          .is_vertical = true};
    text_span span = {0, strlen(text), format};
    *p = (set_paragraph){.rules = rules};
    assert_int_equal(text_setter_init(&p->setter, &p->arena, b->fonts, &p->rules, b->diags), BX_OK);
    assert_int_equal(text_itemise(&p->setter, str_of(text), &span, 1, NULL, &p->items), BX_OK);
    text_measure measure = {.width = em(2), .align = TEXT_CENTER};
    assert_int_equal(text_fit(&p->setter, &p->items, &measure, &p->lines), BX_OK);
}

/* Each line's first byte in the text. */
static void has_lines(const char *text, const size_t *from, size_t count)
{
    set_paragraph p;
    set_vertical(&p, text);
    assert_int_equal(p.lines.count, count);
    for (size_t i = 0; i < count; i++) {
        const text_line *line = &p.lines.lines[i];
        assert_int_equal(p.items.items[line->from].at, from[i]);
        assert_int_equal(line->x, (em(2) - line->width) / 2);
    }
    paragraph_clear(&p);
}

static void vertical_text_has_a_character_a_line(void **state)
{
    (void)state;
    has_lines("国家，国", (const size_t[]){0, 3, 6, 9}, 4);
    has_lines("第12号", (const size_t[]){0, 3, 5}, 3);       /* 12 beside each other */
    has_lines("2023年", (const size_t[]){0, 1, 2, 3, 4}, 5); /* four digits are too wide */
    has_lines("甲 乙", (const size_t[]){0, 4}, 2);           /* a blank is no line */
}

static void each_paragraph_is_indented(void **state)
{
    (void)state;
    set_paragraph p;
    text_measure measure = {.width = em(4), .indent_first = em(2), .indents_each = true, .align = TEXT_START};
    paragraph_set(&p, &rules, STR("一二三\n四五"), &measure);
    assert_int_equal(p.lines.count, 3);
    assert_int_equal(p.lines.lines[0].x, em(2));
    assert_int_equal(p.lines.lines[1].x, 0);
    assert_int_equal(p.lines.lines[2].x, em(2));
    paragraph_clear(&p);
    measure.indents_each = false;
    paragraph_set(&p, &rules, STR("一二三\n四五"), &measure);
    assert_int_equal(p.lines.lines[2].x, 0);
    paragraph_clear(&p);
}

static int begin(void **state)
{
    (void)state;
    rules = text_bench_open()->rules;
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(widths_are_those_of_the_lines, begin),
        cmocka_unit_test_setup(what_may_not_be_parted_is_the_least, begin),
        cmocka_unit_test_setup(nothing_wider_than_the_measure_is_looked_at, begin),
        cmocka_unit_test_setup(nothing_asks_for_nothing, begin),
        cmocka_unit_test_setup(widths_are_exact, begin),
        cmocka_unit_test_setup(long_texts_are_reckoned, begin),
        cmocka_unit_test_setup(vertical_text_has_a_character_a_line, begin),
        cmocka_unit_test_setup(each_paragraph_is_indented, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
