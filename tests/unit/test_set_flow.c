/* The flow of slabs into pages, with slabs made by hand: where pages end, what is kept together, where things
 * stand. No font is needed, for nothing is drawn. Lengths are a tenth of a page: ten lines of 10 pt fill it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "set/setter.h"

enum { LINES = 10, PITCH = 10 };

/* What the pages hold: one letter a slab, pages parted by "|". */
typedef struct record {
    char pages[512];
    size_t len;
} record;

static layout page_layout;
static bx_arena arena;
static bx_diags *diags;
static record got;
static setter s;

static bx_status record_announce(void *to, const frame_node *node)
{
    (void)to, (void)node;
    return BX_OK;
}

static bx_status forget_page(void *to, const frame_page *page)
{
    (void)to, (void)page;
    return BX_OK;
}

static bx_status record_page(void *to, const frame_page *page)
{
    record *r = to;
    assert_true(r->len + 2 < sizeof r->pages);
    assert_int_equal(page->width, LEN_FROM_MM(210));
    if (page->index) r->pages[r->len++] = '|';
    return BX_OK;
}

static bx_status record_close(void *to, node_id node)
{
    record *r = to;
    assert_true(r->len + 2 < sizeof r->pages);
    r->pages[r->len++] = (char)node;
    return BX_OK;
}

static int begin(void **state)
{
    (void)state;
    page_layout.page = (page_geometry){.width = LEN_FROM_MM(210),
                                       .height = LEN_FROM_MM(297),
                                       .type_area_height = LINES * PITCH * LEN_PT - 4 * LEN_PT,
                                       .lines = LINES,
                                       .line_pitch = PITCH * LEN_PT,
                                       .body_size = 6 * LEN_PT};
    diags = bx_diags_new();
    got = (record){0};
    s = (setter){.arena = &arena, .lasting = &arena, .layout = &page_layout, .diags = diags};
    s.sink = (frame_sink){&got, record_announce, record_page, record_close};
    page_layout.signature.min_lines_with = 2;
    return diags ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    bx_diags_free(diags);
    arena_clear(&arena);
    return 0;
}

static slab line(char name)
{
    node_id *closes = arena_new(&arena, node_id);
    assert_non_null(closes);
    *closes = (node_id)name;
    return (slab){
        .height = 6 * LEN_PT, .is_on_grid = true, .is_text = true, .closes = closes, .close_count = 1};
}

static slab block(char name, int height)
{
    slab made = line(name);
    made.height = height * LEN_PT;
    made.is_on_grid = made.is_text = false;
    return made;
}

static void add(slab made)
{
    assert_int_equal(flow_add(&s, &made), BX_OK);
}

/* Lines by their names; what stays with the line before is written in capitals. */
static void add_lines(const char *names)
{
    for (; *names; names++) {
        slab made = line(*names);
        made.keep_before = *names >= 'A' && *names <= 'Z';
        add(made);
    }
}

static const char *pages(void)
{
    assert_int_equal(flow_end(&s), BX_OK);
    return got.pages;
}

static void lines_fill_pages(void **state)
{
    (void)state;
    add_lines("abcdefghijklmnopqrstuvw");
    assert_string_equal(pages(), "abcdefghij|klmnopqrst|uvw");
    assert_int_equal(s.flow.page, 3);
}

static void nothing_makes_no_page(void **state)
{
    (void)state;
    assert_string_equal(pages(), "");
}

static void a_break_goes_above_what_is_kept(void **state)
{
    (void)state;
    add_lines("abcdefghiJKlmn");
    assert_string_equal(pages(), "abcdefgh|iJKlmn");
}

static void what_follows_a_kept_block_stays_with_it(void **state)
{
    (void)state;
    add_lines("abcdefghij");
    s.flow.keep_next = true;
    add_lines("klm");
    assert_string_equal(pages(), "abcdefghi|jklm");
}

static void a_chain_longer_than_a_page_is_broken_where_the_page_is_full(void **state)
{
    (void)state;
    add_lines("aBCDEFGHIJKLMn");
    assert_string_equal(pages(), "aBCDEFGHIJ|KLMn");
}

static void what_stays_white_for_a_keep_is_counted(void **state)
{
    (void)state;
    add_lines("abcdefghIJklmnopqrSTUV");
    assert_string_equal(pages(), "abcdefghIJ|klmnopq|rSTUV"); /* three lines would have fitted */
    assert_int_equal(s.flow.blank.total, 3 * PITCH * LEN_PT);
    assert_int_equal(s.flow.blank.most, 3 * PITCH * LEN_PT);
    assert_int_equal(s.flow.blank.page, 2);
}

static void a_page_start_ends_the_page_before(void **state)
{
    (void)state;
    add_lines("ab");
    slab start = line('c');
    start.starts_page = start.keep_before = true;
    add(start);
    add_lines("defghijklmn");
    assert_string_equal(pages(), "ab|cdefghijkl|mn");
}

static void a_page_start_at_a_page_top_makes_no_empty_page(void **state)
{
    (void)state;
    slab start = line('a');
    start.starts_page = true;
    add(start);
    add_lines("bcdefghij");
    start = line('k');
    start.starts_page = true;
    add(start);
    assert_string_equal(pages(), "abcdefghij|k");
}

/* GB/T 9704 7.3.5.5: a signature of two lines with an empty one above, after so many lines of text. */
static void sign(const char *text)
{
    add_lines(text);
    flow_keep_last(&s, 2);
    slab name = line('!');
    name.blank_before = 1;
    name.is_text = false;
    add(name);
    slab date = line('?');
    date.keep_before = true;
    date.is_text = false;
    add(date);
}

static void a_signature_that_fits_stays(void **state)
{
    (void)state;
    sign("abcdefg");
    assert_string_equal(pages(), "abcdefg!?");
}

static void a_signature_pulls_two_lines_along(void **state)
{
    (void)state;
    sign("abcdefgh");
    assert_string_equal(pages(), "abcdef|gh!?");
}

static void a_signature_below_a_full_page_pulls_two_lines_along(void **state)
{
    (void)state;
    sign("abcdefghij");
    assert_string_equal(pages(), "abcdefgh|ij!?");
}

static void a_signature_stays_with_what_its_lines_stay_with(void **state)
{
    (void)state;
    sign("abcdefghIJ");
    assert_string_equal(pages(), "abcdefg|hIJ!?");
}

static void a_layout_may_want_many_lines_beside_a_signature(void **state)
{
    (void)state;
    page_layout.signature.min_lines_with = 7;
    add_lines("abcdefghijklmnopqrst");
    flow_keep_last(&s, 7);
    add_lines("!?");
    assert_string_equal(pages(), "abcdefghij|klm|nopqrst!?");
}

/* Where the slabs on the page stand; reading them before the page closes. */
static int top_of(size_t index)
{
    assert_true(index < s.flow.slabs.count);
    return (int)(s.flow.slabs.items[index].top * 10 / LEN_PT);
}

static void tops_are_multiples_of_the_pitch(void **state)
{
    (void)state;
    page_layout.page.line_pitch = LEN_PT * 10 / 3; /* no whole number of units */
    page_layout.page.type_area_height = 3000 * LEN_PT;
    page_layout.page.lines = 900;
    page_layout.page.body_size = 3 * LEN_PT;
    for (int i = 0; i < 800; i++) {
        slab made = line('a');
        made.height = 3 * LEN_PT;
        add(made);
    }
    assert_int_equal(s.flow.slabs.items[799].top, 799 * (LEN_PT * 10 / 3));
    s.flow.slabs.count = 0;
}

static void what_is_off_the_grid_stands_closely_and_lines_go_back_to_it(void **state)
{
    (void)state;
    slab a = block('a', 13), b = block('b', 5);
    a.space_after = 2 * LEN_PT, b.space_before = 3 * LEN_PT, b.space_after = LEN_PT;
    add(a), add(b), add_lines("c");
    assert_int_equal(top_of(0), 0);
    assert_int_equal(top_of(1), 160); /* 13 and the larger of the two spaces */
    assert_int_equal(top_of(2), 300); /* 22 and more than a space would end above line 2 of the grid */
    s.flow.slabs.count = 0;
}

static void space_before_is_nothing_at_a_page_top(void **state)
{
    (void)state;
    slab a = block('a', 20);
    a.space_before = 30 * LEN_PT, a.blank_before = 2;
    add(a);
    assert_int_equal(top_of(0), 0);
    s.flow.slabs.count = 0;
}

static void empty_lines_are_lines_of_the_grid(void **state)
{
    (void)state;
    slab a = block('a', 13), b = block('b', 5), c = line('c');
    b.blank_before = 1, c.blank_before = 2;
    add(a), add(b), add(c);
    assert_int_equal(top_of(1), 300); /* line 2 is empty */
    assert_int_equal(top_of(2), 600); /* lines 4 and 5 are empty */
    s.flow.slabs.count = 0;
}

static void the_larger_number_of_empty_lines_counts(void **state)
{
    (void)state;
    add_lines("a");
    s.flow.blank_after = 2;
    slab b = line('b');
    b.blank_before = 1;
    add(b);
    assert_int_equal(top_of(1), 300);
    s.flow.slabs.count = 0;
}

static void a_smaller_pitch_puts_no_more_lines_on_a_page(void **state)
{
    (void)state;
    page_layout.page.line_pitch = 8 * LEN_PT;
    add_lines("abcdefghijklmn");
    assert_string_equal(pages(), "abcdefghij|klmn");
}

static void what_fills_the_page_exactly_stays(void **state)
{
    (void)state;
    add(block('a', 96)), add(block('b', 50)), add(block('c', 46)), add(block('d', 1));
    assert_string_equal(pages(), "a|bc|d");
}

static void what_is_higher_than_a_page_is_told_once_and_the_rest_goes_on(void **state)
{
    (void)state;
    add_lines("a"), add(block('b', 97)), add_lines("cdefghijklm"), add(block('n', 200)), add_lines("o");
    assert_string_equal(pages(), "a|b|cdefghijkl|m|n|o");
    assert_int_equal(diag_errors(diags), 2);
    assert_string_equal(bx_diags_at(diags, 0).code, "too-tall");
}

static void time_grows_with_the_number_of_slabs(void **state)
{
    (void)state;
    s.sink.page = forget_page;
    for (int i = 0; i < 200000; i++) {
        slab made = line('a');
        made.close_count = 0;
        made.keep_before = i % 7 == 3;
        add(made);
    }
    assert_true(s.flow.slabs.count < 40);
    s.flow.slabs.count = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_fill_pages, begin, end),
        cmocka_unit_test_setup_teardown(nothing_makes_no_page, begin, end),
        cmocka_unit_test_setup_teardown(a_break_goes_above_what_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(what_follows_a_kept_block_stays_with_it, begin, end),
        cmocka_unit_test_setup_teardown(a_chain_longer_than_a_page_is_broken_where_the_page_is_full, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_stays_white_for_a_keep_is_counted, begin, end),
        cmocka_unit_test_setup_teardown(a_page_start_ends_the_page_before, begin, end),
        cmocka_unit_test_setup_teardown(a_page_start_at_a_page_top_makes_no_empty_page, begin, end),
        cmocka_unit_test_setup_teardown(a_signature_that_fits_stays, begin, end),
        cmocka_unit_test_setup_teardown(a_signature_pulls_two_lines_along, begin, end),
        cmocka_unit_test_setup_teardown(a_signature_below_a_full_page_pulls_two_lines_along, begin, end),
        cmocka_unit_test_setup_teardown(a_signature_stays_with_what_its_lines_stay_with, begin, end),
        cmocka_unit_test_setup_teardown(a_layout_may_want_many_lines_beside_a_signature, begin, end),
        cmocka_unit_test_setup_teardown(tops_are_multiples_of_the_pitch, begin, end),
        cmocka_unit_test_setup_teardown(what_is_off_the_grid_stands_closely_and_lines_go_back_to_it, begin,
                                        end),
        cmocka_unit_test_setup_teardown(space_before_is_nothing_at_a_page_top, begin, end),
        cmocka_unit_test_setup_teardown(empty_lines_are_lines_of_the_grid, begin, end),
        cmocka_unit_test_setup_teardown(the_larger_number_of_empty_lines_counts, begin, end),
        cmocka_unit_test_setup_teardown(a_smaller_pitch_puts_no_more_lines_on_a_page, begin, end),
        cmocka_unit_test_setup_teardown(what_fills_the_page_exactly_stays, begin, end),
        cmocka_unit_test_setup_teardown(what_is_higher_than_a_page_is_told_once_and_the_rest_goes_on, begin,
                                        end),
        cmocka_unit_test_setup_teardown(time_grows_with_the_number_of_slabs, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
