/* The proof of what is copied out of a file: bytes as they are written pass, and any of them that says
 * something else is told. The proof is given altered bytes of a file that was right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pdf/copied.h"
#include "pdf/level.h"
#include "pdf/shown.h"
#include "small_pdf.h"

/* One page of a plain file, its frame, and its parts that say what is copied. */
typedef struct page_case {
    small_pdf *small;
    frame_page page;
    char *content, *map; /* with a NUL behind them */
} page_case;

/* A copy of what stands between the nth `start` and the next `end`. */
static char *part(const small_pdf *small, const char *start, size_t nth, const char *end)
{
    const char *from = small->bytes.ptr;
    for (size_t i = 0; i <= nth; i++) {
        from = memmem(from, small->bytes.len - (size_t)(from - small->bytes.ptr), start, strlen(start));
        assert_non_null(from);
        from += strlen(start);
    }
    const char *to = memmem(from, small->bytes.len - (size_t)(from - small->bytes.ptr), end, strlen(end));
    assert_non_null(to);
    return strndup(from, (size_t)(to - from));
}

/* A tagged line with a dash that needs ActualText, a letter with two codes for two characters, an artifact
 * with ActualText, a rule. */
static void add_page(small_pdf *small)
{
    static const frame_glyph dash[] = {{9, 0, 0, 0, 3}, {9, 16 * LEN_PT, 0, 3, 3}},
                             two[] = {{10, 0, 0, 0, 6}, {11, 16 * LEN_PT, 0, 0, 0}};
    node_id prose = small_node(small, 0, TAG_P);
    frame_run *run = small_run(small, prose, small_fang(), 80, 100, "一二三一");
    frame_run odd = *run;
    odd.glyphs = dash;
    odd.count = 2;
    odd.text = str_of("一—");
    small_item(small, (frame_item){.kind = ITEM_RUN, .node = prose, .run = odd});
    odd.glyphs = two;
    odd.text = str_of("三二");
    small_item(small, (frame_item){.kind = ITEM_RUN, .node = prose, .run = odd});
    small_item(small,
               (frame_item){.kind = ITEM_RULE, .artifact = ARTIFACT_LAYOUT, .rule = {0, 0, 99, 0, 9, {0}}});
    odd.glyphs = dash + 1;
    odd.count = 1;
    odd.text = str_of("一—");
    small_item(small, (frame_item){.kind = ITEM_RUN, .artifact = ARTIFACT_PAGINATION, .run = odd});
    small_page(small, "1");
    small_close(small, prose);
}

static int setup(void **state)
{
    page_case *c = calloc(1, sizeof *c);
    c->small = small_new(false);
    small_begin(c->small, &small_info);
    add_page(c->small);
    small_end(c->small);
    size_t count = 0;
    while (c->small->items[count].node || c->small->items[count].artifact) count++;
    c->page = (frame_page){.items = c->small->items, .count = count};
    c->content = part(c->small, "stream\n", 0, "\nendstream");
    c->map = part(c->small, "endcodespacerange\n", 0, "endcmap");
    *state = c;
    return 0;
}

static int teardown(void **state)
{
    page_case *c = *state;
    free(c->content);
    free(c->map);
    small_free(c->small);
    free(c);
    return 0;
}

static int nowhere(void *to, const void *bytes, size_t len)
{
    (void)to, (void)bytes, (void)len;
    return 0;
}

/* What the proof says of a page's bytes and a map's, as at a build; memory as it is. */
static bx_status prove(const page_case *c, const char *content, const char *map)
{
    bx_diags *diags = bx_diags_new();
    pdf_out out;
    assert_int_equal(pdf_out_begin(&out, pdf_level_of(BX_PDFA_2A), true, nowhere, NULL, diags), BX_OK);
    pdf_fonts fonts = {.out = &out};
    pdf_font *font = pdf_fonts_find(&fonts, small_fang());
    bx_status status = copied_page(&fonts, &c->page, str_of(content));
    if (status == BX_OK) status = copied_map(&out, font, str_of(map));
    assert_int_equal(bx_diags_count(diags), status != BX_OK);
    if (status != BX_OK) assert_string_equal(bx_diags_at(diags, 0).code, "pdf-copied");
    pdf_fonts_clear(&fonts);
    pdf_out_clear(&out);
    bx_diags_free(diags);
    return status;
}

static void what_was_written_passes(void **state)
{
    const page_case *c = *state;
    assert_int_equal(prove(c, c->content, c->map), BX_OK);
}

/* Every digit of every string (codes and ActualText): another one is told. */
static void each_digit_of_a_string_counts(void **state)
{
    const page_case *c = *state;
    size_t digits = 0;
    bool is_string = false;
    for (char *at = c->content; *at; at++) {
        if (*at == '<') is_string = at[1] != '<' && at[-1] != '<';
        if (*at == '>') is_string = false;
        if (!is_string || *at == '<') continue;
        char old = *at;
        *at = old == '1' ? '2' : '1';
        assert_int_equal(prove(c, c->content, c->map), BX_BUG);
        *at = old;
        digits++;
    }
    assert_int_equal(digits, 9 * 4 + 2 * 8); /* nine codes, two texts */
}

static void each_digit_of_the_map_counts(void **state)
{
    const page_case *c = *state;
    size_t digits = 0;
    for (char *at = strchr(c->map, '<'); *at; at++) {
        if (!strchr("0123456789ABCDEF", *at)) continue;
        char old = *at;
        *at = old == '1' ? '2' : '1';
        assert_int_equal(prove(c, c->content, c->map), BX_BUG);
        *at = old;
        digits++;
    }
    assert_int_equal(digits, 3 * 8);
}

/* The content with the first `old` replaced. */
static char *with(const char *content, const char *old, const char *new)
{
    const char *at = strstr(content, old);
    assert_non_null(at);
    char *made = calloc(1, strlen(content) + strlen(new) + 1);
    memcpy(made, content, (size_t)(at - content));
    strcat(strcat(made, new), at + strlen(old));
    return made;
}

static void what_is_lost_doubled_or_marked_otherwise_is_told(void **state)
{
    const page_case *c = *state;
    static const char *const changes[][2] = {
        {"TJ\n", "Tc\n"},                      /* not shown */
        {"]TJ\n", "]TJ [<0022>]TJ\n"},         /* shown besides */
        {"/MCID 1", "/MCID 2"},                /* pieces do not count up */
        {"/P<</MCID 0>>BDC", "/Artifact BMC"}, /* read by nobody */
        {"/Artifact<</Type/Pagination>>BDC", "/P<</MCID 9>>BDC"},
        {"/ActualText<FEFF2014>", ""},
        {"EMC\n", ""},
        {"/F0 ", "/F1 "},
        {"/P<</MCID 0>>BDC", "/P<</MCID 0/ActualText<FEFF4E00>>>BDC"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char *made = with(c->content, changes[i][0], changes[i][1]);
        assert_int_equal(prove(c, made, c->map), BX_BUG);
        free(made);
    }
}

/* Readers take what is written in another way for the same; so does the proof. */
static void syntax_makes_no_difference(void **state)
{
    const page_case *c = *state;
    char *made = with(c->content, "BT\n", "BT % <0001> TJ\r");
    assert_int_equal(prove(c, made, c->map), BX_OK);
    free(made);
    made = with(c->content, "BT\n", "BT /F9 1 Tf q /F0 1 Tf Q\n");
    assert_int_equal(prove(c, made, c->map), BX_OK);
    free(made);
    made = with(c->content, "ET\n", "Q ET\n");
    assert_int_equal(prove(c, made, c->map), BX_BUG);
    free(made);
}

/* Bytes from anywhere end in an answer: all beginnings of a content, and each byte another. */
static void any_bytes_are_read(void **state)
{
    const page_case *c = *state;
    size_t len = strlen(c->content);
    for (size_t cut = 0; cut < len; cut++) {
        char *made = strndup(c->content, cut);
        prove(c, made, c->map);
        free(made);
    }
    for (size_t at = 0; at < len; at++) {
        char old = c->content[at];
        for (const char *other = "<>()[]/%\\ Qq9"; *other; other++) {
            c->content[at] = *other;
            prove(c, c->content, c->map);
        }
        c->content[at] = old;
    }
}

int main(void)
{
#define PAGE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        PAGE_TEST(what_was_written_passes),      PAGE_TEST(each_digit_of_a_string_counts),
        PAGE_TEST(each_digit_of_the_map_counts), PAGE_TEST(what_is_lost_doubled_or_marked_otherwise_is_told),
        PAGE_TEST(syntax_makes_no_difference),   PAGE_TEST(any_bytes_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, small_fonts_close);
}
