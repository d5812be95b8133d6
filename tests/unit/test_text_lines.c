/* The cases of tests/text/lines.txt: how lines break and where things stand, each from a clause. The file
 * says how a case is written. */
#include "text_case.h"

#include "base/utf8.h"

#define CASES "tests/text/lines.txt"

enum { CASES_MAX = 1000, FIELDS = 4 };

typedef struct line_case {
    bx_str fields[FIELDS];
} line_case;

static line_case cases[CASES_MAX];
static struct CMUnitTest tests[CASES_MAX];
static size_t case_count;

/* ---- reading ---- */

/* \n and \u{200B} in a text; ¦ marks where another span begins. */
static bx_str unescape(bx_arena *arena, bx_str text, size_t borders[8])
{
    char *out = arena_alloc(arena, text.len + 1, 1);
    size_t len = 0, count = 0;
    assert_non_null(out);
    for (size_t at = 0; at < text.len;) {
        bx_str rest = str_from(text, at);
        if (str_starts_with(rest, STR("\\n"))) {
            out[len++] = '\n';
            at += 2;
        } else if (str_starts_with(rest, STR("\\u{"))) {
            len += utf8_put(out + len, (uint32_t)strtoul(rest.ptr + 3, NULL, 16));
            at += str_find(rest, STR("}")) + 1;
        } else if (borders && str_starts_with(rest, STR("¦"))) {
            if (count < 7) borders[count++] = len;
            at += sizeof "¦" - 1;
        } else {
            out[len++] = text.ptr[at++];
        }
    }
    return (bx_str){out, len};
}

static bool has_word(bx_str options, const char *word, bx_str *value)
{
    for (size_t at = 0; at < options.len;) {
        bx_str rest = str_from(options, at), one = str_slice(rest, 0, str_find(rest, STR(" ")));
        size_t equals = str_find(one, STR("="));
        if (str_is(str_slice(one, 0, equals), word)) {
            if (value) *value = str_from(one, equals < one.len ? equals + 1 : one.len);
            return true;
        }
        at += one.len + 1;
    }
    return false;
}

static bx_len ems(bx_str number)
{
    char digits[32] = {0};
    memcpy(digits, number.ptr, number.len < 31 ? number.len : 31);
    return LEN_FROM_PT(strtod(digits, NULL) * len_to_pt(CASE_EM));
}

static bx_len ems_of(bx_str options, const char *word)
{
    bx_str value;
    return has_word(options, word, &value) ? ems(value) : 0;
}

static text_measure measure_of(bx_str options)
{
    text_align align = has_word(options, "start", NULL)    ? TEXT_START
                       : has_word(options, "center", NULL) ? TEXT_CENTER
                       : has_word(options, "end", NULL)    ? TEXT_END
                                                           : TEXT_JUSTIFY;
    return (text_measure){.width = ems(options),
                          .indent_first = ems_of(options, "indent"),
                          .indent_rest = ems_of(options, "rest"),
                          .align = align,
                          .is_balanced = has_word(options, "balanced", NULL)};
}

static void tighten_pairs(text_rules *rules)
{
    static const char_class second[] = {CLASS_CLOSE, CLASS_COMMA, CLASS_STOP};
    for (size_t i = 0; i < 3; i++) rules->pairs[second[i]][CLASS_OPEN] = TRIM_BOTH;
}

static text_rules rules_of(bx_str options)
{
    text_rules rules = text_bench_open()->rules;
    bx_str value;
    if (has_word(options, "kaiming", NULL))
        rules.always_half[CLASS_OPEN] = rules.always_half[CLASS_CLOSE] = rules.always_half[CLASS_COMMA] =
            true;
    if (has_word(options, "whole_start", NULL)) rules.trims_line_start = false;
    if (has_word(options, "whole_end", NULL)) rules.trims_line_end = false;
    if (has_word(options, "strict", NULL)) rules.no_start[CLASS_DASH] = true;
    if (has_word(options, "tight", NULL)) tighten_pairs(&rules);
    if (has_word(options, "narrow", NULL)) rules.narrows_full_width = true;
    if (has_word(options, "gap", &value)) rules.latin_gap = EM / 4;
    if (has_word(options, "hang", &value)) rules.hanging = value;
    return rules;
}

/* ---- checking ---- */

static bx_str lines_of(bx_arena *arena, const set_paragraph *p)
{
    bx_buf made = {0};
    for (size_t n = 0; n < p->lines.count; n++) {
        const text_line *l = &p->lines.lines[n];
        if (n) buf_char(&made, '|');
        for (size_t i = l->from; i < l->to; i++)
            buf_str(&made, str_slice(p->items.text, p->items.items[i].at, p->items.items[i].len));
    }
    bx_str out = arena_copy(arena, buf_slice(&made));
    buf_clear(&made);
    return out;
}

/* "（=3 国=4.5": from left to right and line to line, where the ink of the next such character begins. */
static void check_places(const set_paragraph *p, bx_str places)
{
    size_t item = 0;
    for (size_t at = 0; at < places.len;) {
        bx_str rest = str_from(places, at), one = str_slice(rest, 0, str_find(rest, STR(" ")));
        size_t sign = 0;
        uint32_t wanted = utf8_next(one, &sign);
        while (item < p->items.count && p->items.items[item].code != wanted) item++;
        if (item == p->items.count) fail_msg("there is no %.*s", STR_ARG(one));
        bx_len off = ink_left(p, item) - ems(str_from(one, sign + 1));
        if (off > LEN_PT / 100 || off < -LEN_PT / 100)
            fail_msg("%.*s, but it stands at %.3f", STR_ARG(one),
                     len_to_pt(ink_left(p, item)) / len_to_pt(CASE_EM));
        item++;
        at += one.len + 1;
    }
}

static void check_lines(bx_arena *arena, const set_paragraph *p, bx_str wanted)
{
    bool is_emergency = str_starts_with(wanted, STR("!"));
    bx_str lines = lines_of(arena, p), text = unescape(arena, str_from(wanted, is_emergency), NULL);
    if (!str_is_equal(lines, text)) fail_msg("lines %.*s", STR_ARG(lines));
    if (p->lines.used_emergency != is_emergency) fail_msg("an emergency: %d", p->lines.used_emergency);
}

static void check_case(void **state)
{
    const line_case *c = *state;
    bx_str options = c->fields[0];
    size_t borders[8] = {0};
    bx_arena arena = {0};
    bx_str text = unescape(&arena, c->fields[1], borders);
    text_rules rules = rules_of(options);
    text_measure measure = measure_of(options);
    set_paragraph p;
    paragraph_set_spans(&p, &rules, text, borders, &measure);
    if (str_is(c->fields[2], "refused")) {
        assert_int_equal(p.status, BX_BAD_DATA);
    } else {
        assert_int_equal(p.status, BX_OK);
        check_lines(&arena, &p, c->fields[2]);
        check_places(&p, c->fields[3]);
        const char *fault = paragraph_fault(&p);
        if (fault) fail_msg("%s", fault);
    }
    paragraph_clear(&p);
    arena_clear(&arena);
}

/* ---- the file ---- */

static void add_case(bx_str line, bx_str clause, unsigned number)
{
    static bx_arena names;
    assert_true(case_count < CASES_MAX);
    line_case *c = &cases[case_count];
    *c = (line_case){0};
    bx_str rest = line;
    for (size_t i = 0; i < FIELDS; i++) {
        size_t end = str_find(rest, STR(" ; "));
        c->fields[i] = str_trim(str_slice(rest, 0, end));
        rest = str_from(rest, end + 3);
    }
    tests[case_count++] = (struct CMUnitTest){
        .name =
            arena_print(&names, "line %u, %.*s: %.*s", number, STR_ARG(clause), STR_ARG(c->fields[1])).ptr,
        .test_func = check_case,
        .initial_state = c};
}

static void read_cases(bx_str text)
{
    bx_str clause = STR("");
    unsigned number = 0;
    for (size_t at = 0; at < text.len;) {
        bx_str rest = str_from(text, at), line = str_slice(rest, 0, str_find(rest, STR("\n")));
        at += line.len + 1;
        number++;
        if (str_starts_with(line, STR("## ")))
            clause = str_from(line, 3);
        else if (line.len && line.ptr[0] != '#')
            add_case(line, clause, number);
    }
}

int main(void)
{
    static char text[1 << 18];
    FILE *file = fopen(CASES, "rb");
    if (!file) return 1;
    size_t len = fread(text, 1, sizeof text, file);
    fclose(file);
    read_cases((bx_str){text, len});
    return _cmocka_run_group_tests("lines", tests, case_count, NULL, NULL);
}
