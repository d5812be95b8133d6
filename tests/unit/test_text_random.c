/* Paragraphs at random, mixed scripts and storms of marks: what must hold of every paragraph holds, and the
 * work grows with the length only. BANXIN_TEXT_PARAGRAPHS=100000 makes a long run of it. */
#include "text_case.h"

#include "text/scratch.h"

enum { PARAGRAPHS = 3000, PIECES_MAX = 60, STORM_MAX = 40 };

/* ---- chance ---- */

static uint64_t seed;

/* SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere. */
static uint64_t draw(void)
{
    uint64_t z = (seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static size_t below(size_t bound)
{
    return draw() % bound;
}

/* ---- texts ---- */

static const char *const pieces[] = {
    "政府信息公开",
    "条例",
    "的",
    "一二三四五六七八九十",
    "国",
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "？！",
    "（",
    "）",
    "“",
    "”",
    "‘",
    "’",
    "《",
    "》",
    "〈",
    "〉",
    "——",
    "……",
    "—",
    "…",
    "·",
    "/",
    "～",
    "–",
    "-",
    "2023年",
    "1,234.56",
    "50%",
    "￥100",
    "−5",
    "３０",
    "12",
    "9:30",
    "0468-7863210",
    "〔2021〕30号",
    "℃",
    "①",
    "Ⅻ",
    "№5",
    "m²",
    "word",
    "state-of-the-art",
    "I",
    "http://www.gov.cn/a/b?c=1",
    "name@example.gov.cn",
    " ",
    "  ",
    "\t",
    "　",
    "(",
    ")",
    "\"",
    "'",
    ",",
    ".",
    "e\u0301",
    "葛\U000E0100",
    "ab\u200Bcd",
    "\u2060",
    "\u00A0",
    "\u00AD",
    "\u05D0\u05D1\u05D2",
    "\u05D3 \u05D4",
    "\u0627\u0628",
    "\u0F40\u0F0B\u0F41\u0F0B",
    "\u1820\u1821",
    "Ελλάς",
    "Москва",
    "\n",
    "COVID-19",
    "10 000",
    "5 km",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "𠀀",
    "ＡＢ",
    "■",
    "％",
    "°",
};
enum { PIECES = sizeof pieces / sizeof *pieces };

/* A storm is many of few kinds of pieces. */
static void write_text(bx_buf *out)
{
    bool is_storm = below(5) == 0;
    size_t few[3] = {below(PIECES), below(PIECES), below(PIECES)};
    size_t count = 1 + below(is_storm ? STORM_MAX : PIECES_MAX);
    for (size_t i = 0; i < count; i++) buf_text(out, pieces[is_storm ? few[below(3)] : below(PIECES)]);
    assert_false(out->failed);
}

static text_measure write_measure(void)
{
    static const text_align aligns[] = {TEXT_JUSTIFY, TEXT_JUSTIFY, TEXT_JUSTIFY, TEXT_START, TEXT_CENTER};
    text_measure measure = {.width = CASE_EM * (bx_len)(4 + below(30)) + (bx_len)below(CASE_EM)};
    measure.align = aligns[below(5)];
    measure.is_balanced = measure.align != TEXT_JUSTIFY && below(2);
    measure.indent_first = measure.align == TEXT_JUSTIFY && below(2) ? 2 * CASE_EM : 0;
    measure.indent_rest = measure.align == TEXT_JUSTIFY && !below(8) ? CASE_EM : 0;
    return measure;
}

static text_rules write_rules(void)
{
    text_rules rules = text_bench_open()->rules;
    rules.trims_line_start = below(4) > 0;
    rules.trims_line_end = below(4) > 0;
    if (!below(4)) rules.latin_gap = EM / 4;
    if (!below(4)) rules.hanging = STR("，。、");
    if (!below(4)) rules.narrows_full_width = true;
    if (!below(4))
        rules.always_half[CLASS_OPEN] = rules.always_half[CLASS_CLOSE] = rules.always_half[CLASS_COMMA] =
            true;
    return rules;
}

/* ---- what holds ---- */

static size_t paragraph_count(void)
{
    const char *asked = getenv("BANXIN_TEXT_PARAGRAPHS");
    return asked && atol(asked) > 0 ? (size_t)atol(asked) : PARAGRAPHS;
}

static void check_paragraph(uint64_t number)
{
    bx_buf text = {0};
    set_paragraph p;
    seed = number;
    write_text(&text);
    text_rules rules = write_rules();
    text_measure measure = write_measure();
    paragraph_set(&p, &rules, buf_slice(&text), &measure);
    assert_int_equal(p.status, BX_OK);
    const char *fault = paragraph_fault(&p);
    if (fault)
        fail_msg("paragraph %llu: %s\n%.2f em, align %d, balanced %d: %.*s", (unsigned long long)number,
                 fault, len_to_pt(measure.width) / len_to_pt(CASE_EM), measure.align, measure.is_balanced,
                 STR_ARG(buf_slice(&text)));
    paragraph_clear(&p);
    buf_clear(&text);
}

static void every_paragraph_keeps_the_rules(void **state)
{
    (void)state;
    size_t count = paragraph_count();
    for (size_t i = 1; i <= count; i++) check_paragraph(i);
}

/* Lines weighed for a text that is one piece over and over. */
static uint64_t work(const char *piece, size_t times)
{
    bx_buf text = {0};
    set_paragraph p;
    text_measure measure = {.width = 28 * CASE_EM, .align = TEXT_JUSTIFY};
    for (size_t i = 0; i < times; i++) buf_text(&text, piece);
    paragraph_set(&p, &text_bench_open()->rules, buf_slice(&text), &measure);
    assert_int_equal(p.status, BX_OK);
    uint64_t trials = p.setter.scratch->trials;
    paragraph_clear(&p);
    buf_clear(&text);
    return trials;
}

static void work_grows_with_the_length_only(void **state)
{
    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        uint64_t some = work(pieces[i], 1000), many = work(pieces[i], 4000);
        if (many > some * 45 / 10 + 100)
            fail_msg("%s: %llu lines weighed for 1000, %llu for 4000", pieces[i], (unsigned long long)some,
                     (unsigned long long)many);
    }
}

/* What the rules leave no way to break and no place to end a line. */
static void rows_without_a_break_are_still_linear(void **state)
{
    (void)state;
    static const char *const rows[] = {"）", "（", "。", "7", "a", " ", "　", "\n", "——", "“", "\u00A0"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t some = work(rows[i], 4000), many = work(rows[i], 16000);
        assert_true(many <= some * 45 / 10 + 100);
    }
}

/* Beyond what any script has, marks in a row are refused: shaping would take the square of the time. */
static void endless_marks_are_refused(void **state)
{
    (void)state;
    text_measure measure = {.width = 28 * CASE_EM, .align = TEXT_JUSTIFY};
    for (int marks = 30; marks <= 31; marks++) {
        bx_buf text = {0};
        set_paragraph p;
        buf_text(&text, "a");
        for (int i = 0; i < marks; i++) buf_text(&text, "\u0301");
        paragraph_set(&p, &text_bench_open()->rules, buf_slice(&text), &measure);
        assert_int_equal(p.status, marks == 30 ? BX_OK : BX_BAD_DATA);
        paragraph_clear(&p);
        buf_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_paragraph_keeps_the_rules),
        cmocka_unit_test(work_grows_with_the_length_only),
        cmocka_unit_test(rows_without_a_break_are_still_linear),
        cmocka_unit_test(endless_marks_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
