/* Pictures: what a file's pixels become, how large they show, what is told of files that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <png.h>
#include <zlib.h>

#include "base/mem.h"
#include "image/image.h"
#include "picture_files.h"

static bx_arena arena;
static bx_diags *diags;
static bx_status status;

static int begin(void **state)
{
    (void)state;
    arena = (bx_arena){0};
    diags = bx_diags_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    bx_diags_free(diags);
    arena_clear(&arena);
    return 0;
}

/* The picture of a file, which goes. */
static const picture *picture_of(bx_buf file)
{
    picture_origin origin = {"公章.png", {"r.yaml", 3, 7}, STR("seal"), 40000000};
    const picture *p = NULL;
    status = picture_read(&arena, buf_slice(&file), &origin, diags, &p);
    buf_clear(&file);
    if (status != BX_OK) assert_null(p);
    return p;
}

/* A picture's form: width height channels×bits, alpha's bits, then its first bytes and alpha's. */
static void check(const picture *p, const char *form, const char *pixels, const char *alpha)
{
    char is[64];
    assert_int_equal(status, BX_OK);
    snprintf(is, sizeof is, "%ux%u %ux%u %u", p->width, p->height, p->channels, p->bits, p->alpha_bits);
    assert_string_equal(is, form);
    assert_int_equal(p->data.len, strlen(pixels) / 2);
    assert_int_equal(p->alpha.len, strlen(alpha) / 2);
    bx_buf hex = {0};
    for (size_t i = 0; i < p->data.len; i++) buf_print(&hex, "%02x", (unsigned char)p->data.ptr[i]);
    for (size_t i = 0; i < p->alpha.len; i++) buf_print(&hex, "%02x", (unsigned char)p->alpha.ptr[i]);
    buf_char(&hex, '\0');
    assert_memory_equal(hex.ptr, pixels, strlen(pixels));
    assert_memory_equal(hex.ptr + strlen(pixels), alpha, strlen(alpha));
    buf_clear(&hex);
}

static const char *told(void)
{
    static char out[64];
    bx_diag d = bx_diags_count(diags) == 1 ? bx_diags_at(diags, 0) : (bx_diag){0};
    snprintf(out, sizeof out, "%s %s %s:%u:%u", d.code ? d.code : "-", d.path ? d.path : "-",
             d.file ? d.file : "-", d.line, d.column);
    return out;
}

/* ---- PNG ---- */

static void colours_keep_their_values(void **state)
{
    (void)state;
    static const unsigned char rows[] = {255, 0, 0, 10, 20, 30, 1, 2, 3, 9, 9, 9};
    check(picture_of(make_png(&(png_file){2, 2, 8, PNG_COLOR_TYPE_RGB, rows, 6, .per_metre = 0})),
          "2x2 3x8 0", "ff00000a141e010203090909", "");
}

static void grey_takes_one_channel_whatever_the_file_has(void **state)
{
    (void)state;
    static const unsigned char rgb[] = {7, 7, 7, 200, 200, 200}, grey[] = {7, 200};
    check(picture_of(make_png(&(png_file){2, 1, 8, PNG_COLOR_TYPE_RGB, rgb, 6, .per_metre = 0})), "2x1 1x8 0",
          "07c8", "");
    check(picture_of(make_png(&(png_file){2, 1, 8, PNG_COLOR_TYPE_GRAY, grey, 2, .per_metre = 0})),
          "2x1 1x8 0", "07c8", "");
}

static void black_and_white_takes_a_bit(void **state)
{
    (void)state;
    static const unsigned char rows[] = {0xA5, 0x80, 0x5A, 0x00}; /* nine pixels a row */
    check(picture_of(make_png(&(png_file){9, 2, 1, PNG_COLOR_TYPE_GRAY, rows, 2, .per_metre = 0})),
          "9x2 1x1 0", "a5805a00", "");
}

static void two_bits_of_grey_are_spread_evenly(void **state)
{
    (void)state;
    static const unsigned char rows[] = {0x1B}; /* 0 1 2 3 */
    check(picture_of(make_png(&(png_file){4, 1, 2, PNG_COLOR_TYPE_GRAY, rows, 1, .per_metre = 0})),
          "4x1 1x8 0", "0055aaff", "");
}

static void sixteen_bits_are_rounded_to_eight(void **state)
{
    (void)state;
    static const unsigned char rows[] = {0x80, 0x80, 0xFF, 0xFF, 0x00, 0x7F};
    check(picture_of(make_png(&(png_file){1, 1, 16, PNG_COLOR_TYPE_RGB, rows, 6, .per_metre = 0})),
          "1x1 3x8 0", "80ff00", "");
}

static void a_palette_becomes_its_colours(void **state)
{
    (void)state;
    static const unsigned char rows[] = {0x40}, palette[][3] = {{1, 2, 3}, {250, 0, 9}}, alpha[] = {128, 255};
    png_file file = {.width = 2,
                     .height = 1,
                     .depth = 1,
                     .type = PNG_COLOR_TYPE_PALETTE,
                     .rows = rows,
                     .row_bytes = 1,
                     .palette = palette,
                     .palette_count = 2};
    check(picture_of(make_png(&file)), "2x1 3x8 0", "010203fa0009", "");
    file.palette_alpha = alpha;
    check(picture_of(make_png(&file)), "2x1 3x8 8", "010203fa0009", "80ff");
}

static void alpha_is_kept_unless_all_is_opaque(void **state)
{
    (void)state;
    static const unsigned char half[] = {255, 0, 0, 255, 255, 0, 0, 77},
                               opaque[] = {255, 0, 0, 255, 9, 0, 0, 255},
                               sharp[] = {255, 0, 0, 255, 9, 0, 0, 0};
    check(picture_of(make_png(&(png_file){2, 1, 8, PNG_COLOR_TYPE_RGBA, half, 8, .per_metre = 0})),
          "2x1 3x8 8", "ff0000ff0000", "ff4d");
    check(picture_of(make_png(&(png_file){2, 1, 8, PNG_COLOR_TYPE_RGBA, opaque, 8, .per_metre = 0})),
          "2x1 3x8 0", "ff0000090000", "");
    check(picture_of(make_png(&(png_file){2, 1, 8, PNG_COLOR_TYPE_RGBA, sharp, 8, .per_metre = 0})),
          "2x1 3x8 1", "ff0000090000", "80");
}

static void interlaced_rows_come_in_order(void **state)
{
    (void)state;
    unsigned char rows[81];
    for (unsigned i = 0; i < sizeof rows; i++) rows[i] = (unsigned char)i;
    png_file file = {9, 9, 8, PNG_COLOR_TYPE_GRAY, rows, 9, .is_interlaced = true};
    const picture *p = picture_of(make_png(&file));
    assert_int_equal(p->data.len, sizeof rows);
    assert_memory_equal(p->data.ptr, rows, sizeof rows);
}

static void a_profile_moves_colours_and_leaves_alpha(void **state)
{
    (void)state;
    static const unsigned char rows[] = {255, 0, 0, 66};
    bx_buf profile = profile_swapped();
    png_file file = {1, 1, 8, PNG_COLOR_TYPE_RGBA, rows, 4, .profile = buf_slice(&profile)};
    check(picture_of(make_png(&file)), "1x1 3x8 8", "00ff00", "42");
    buf_clear(&profile);
}

/* Half of the light, which linear grey calls 128, is 188 in sRGB. */
static void a_grey_profile_is_followed(void **state)
{
    (void)state;
    static const unsigned char rows[] = {128};
    bx_buf profile = profile_grey();
    png_file file = {1, 1, 8, PNG_COLOR_TYPE_GRAY, rows, 1, .profile = buf_slice(&profile)};
    check(picture_of(make_png(&file)), "1x1 1x8 0", "bc", "");
    buf_clear(&profile);
}

static void on_white_alpha_is_gone(void **state)
{
    (void)state;
    static const unsigned char rows[] = {255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 51};
    const picture *p =
        picture_of(make_png(&(png_file){3, 1, 8, PNG_COLOR_TYPE_RGBA, rows, 12, .per_metre = 0}));
    check(picture_on_white(&arena, p), "3x1 3x8 0", "ff0000ffffffcccccc", "");
    static const unsigned char sharp[] = {0, 255, 0, 0, 255, 255}; /* black, nothing, white */
    p = picture_of(make_png(&(png_file){3, 1, 8, PNG_COLOR_TYPE_GRAY_ALPHA, sharp, 6, .per_metre = 0}));
    check(p, "3x1 1x1 1", "20", "a0");
    check(picture_on_white(&arena, p), "3x1 1x1 0", "60", "");
}

/* ---- size ---- */

static void check_size(const picture *p, double width_mm, double height_mm)
{
    assert_int_equal(status, BX_OK);
    assert_float_equal(len_to_mm(p->shown_width), width_mm, 0.02);
    assert_float_equal(len_to_mm(p->shown_height), height_mm, 0.02);
}

static void a_picture_shows_at_its_own_resolution(void **state)
{
    (void)state;
    static const unsigned char rows[300];
    png_file file = {300, 1, 8, PNG_COLOR_TYPE_GRAY, rows, 300, .per_metre = 0};
    check_size(picture_of(make_png(&file)), 50.8, 0.169); /* 150 dots to the inch where nothing is said */
    file.per_metre = 11811;
    check_size(picture_of(make_png(&file)), 25.4, 0.085);
    file.per_metre = 1; /* nobody means that */
    check_size(picture_of(make_png(&file)), 50.8, 0.169);
    check_size(picture_of(make_jpeg(&(jpeg_file){40, 20, 3, .dpi = 100})), 10.16, 5.08);
}

/* ---- JPEG ---- */

static void a_usual_jpeg_goes_through(void **state)
{
    (void)state;
    jpeg_file file = {40, 20, 3, {200, 30, 40}, .dpi = 0};
    const picture *p = picture_of(make_jpeg(&file));
    assert_true(p->is_jpeg);
    assert_int_equal(p->channels, 3);
    file.is_progressive = true;
    assert_true(picture_of(make_jpeg(&file))->is_jpeg);
    file = (jpeg_file){40, 20, 1, {200}, .dpi = 0};
    p = picture_of(make_jpeg(&file));
    assert_true(p->is_jpeg);
    assert_int_equal(p->channels, 1);
}

static bool has(bx_str bytes, const char *text)
{
    return str_find(bytes, str_of(text)) < bytes.len;
}

static void remarks_do_not_go_through(void **state)
{
    (void)state;
    bx_buf profile = profile_srgb();
    const picture *p = picture_of(
        make_jpeg(&(jpeg_file){40, 20, 3, {200, 30, 40}, .orientation = 1, .profile = buf_slice(&profile)}));
    assert_true(p->is_jpeg); /* sRGB needs no conversion */
    assert_false(has(p->data, "Exif"));
    assert_false(has(p->data, "ICC_PROFILE"));
    buf_clear(&profile);
}

static void check_colour(const picture *p, int r, int g, int b)
{
    if (status != BX_OK) fail_msg("%s", told());
    assert_false(p->is_jpeg);
    const unsigned char *at = (const unsigned char *)p->data.ptr;
    assert_in_range(at[0] + 2, r, r + 4);
    assert_in_range(at[p->channels / 2] + 2, g, g + 4);
    assert_in_range(at[p->channels - 1] + 2, b, b + 4);
}

static void other_jpegs_are_converted(void **state)
{
    (void)state;
    bx_buf swapped = profile_swapped(), inks = profile_cmyk();
    jpeg_file file = {8, 8, 3, {250, 10, 20}, .profile = buf_slice(&swapped)};
    check_colour(picture_of(make_jpeg(&file)), 10, 250, 20);
    check_colour(picture_of(make_jpeg(&(jpeg_file){8, 8, 3, {250, 10, 20}, .keeps_rgb = true})), 250, 10, 20);
    /* full cyan and no black are white by this profile; Adobe's way round, 255 is no ink */
    check_colour(
        picture_of(make_jpeg(&(jpeg_file){8, 8, 4, {0, 255, 255, 255}, .profile = buf_slice(&inks)})), 255,
        255, 255);
    check_colour(
        picture_of(make_jpeg(&(jpeg_file){8, 8, 4, {255, 255, 255, 0}, .profile = buf_slice(&inks)})), 0, 0,
        0);
    buf_clear(&swapped);
    buf_clear(&inks);
}

static void an_unreadable_profile_is_passed_over(void **state)
{
    (void)state;
    const picture *p = picture_of(make_jpeg(&(jpeg_file){8, 8, 3, {9, 9, 9}, .profile = STR("no profile")}));
    assert_true(p->is_jpeg);
    assert_string_equal(told(), "picture-profile seal r.yaml:3:7");
}

static void a_camera_tells_which_edge_is_up(void **state)
{
    (void)state;
    static const struct {
        bool is_mirrored;
        unsigned quarters;
    } ways[] = {{false, 0}, {true, 0}, {false, 2}, {true, 2}, {true, 3}, {false, 1}, {true, 1}, {false, 3}};
    for (unsigned i = 0; i < 8; i++) {
        jpeg_file file = {40, 20, 3, {9, 9, 9}, .orientation = i + 1, .dpi = 100};
        const picture *p = picture_of(make_jpeg(&file));
        assert_int_equal(p->is_mirrored, ways[i].is_mirrored);
        assert_int_equal(p->quarters, ways[i].quarters);
        check_size(p, i < 4 ? 10.16 : 5.08, i < 4 ? 5.08 : 10.16);
    }
}

/* ---- faults ---- */

static void what_is_no_picture_is_told(void **state)
{
    (void)state;
    bx_buf gif = {0};
    buf_text(&gif, "GIF89a");
    assert_null(picture_of(gif));
    assert_int_equal(status, BX_BAD_DATA);
    assert_string_equal(told(), "picture-kind seal r.yaml:3:7");
}

static void inks_without_a_profile_are_refused(void **state)
{
    (void)state;
    bx_buf swapped = profile_swapped();
    assert_null(picture_of(make_jpeg(&(jpeg_file){8, 8, 4, {0}, .dpi = 0})));
    assert_string_equal(told(), "picture-inks seal r.yaml:3:7");
    bx_diags_reset(diags); /* a profile for other channels is none */
    assert_null(picture_of(make_jpeg(&(jpeg_file){8, 8, 4, {0}, .profile = buf_slice(&swapped)})));
    assert_string_equal(told(), "picture-inks seal r.yaml:3:7");
    buf_clear(&swapped);
}

/* A file cut anywhere gives an error, whatever the library makes of it. */
static void check_cuts(bx_buf whole, size_t least)
{
    for (size_t len = least; len < whole.len; len++) {
        bx_buf cut = {0};
        buf_add(&cut, whole.ptr, len);
        bx_diags_reset(diags);
        if (picture_of(cut)) fail_msg("%zu bytes of %zu were a picture", len, whole.len);
        assert_string_equal(told(), "picture-damaged seal r.yaml:3:7");
    }
    buf_clear(&whole);
}

static void a_cut_file_is_told(void **state)
{
    (void)state;
    unsigned char rows[40 * 20];
    for (unsigned i = 0; i < sizeof rows; i++) rows[i] = (unsigned char)(i * i);
    check_cuts(make_png(&(png_file){40, 20, 8, PNG_COLOR_TYPE_GRAY, rows, 40, .per_metre = 0}), 8);
    check_cuts(make_jpeg(&(jpeg_file){40, 20, 3, {200, 30, 40}, .dpi = 0}), 3);
    check_cuts(make_jpeg(&(jpeg_file){40, 20, 3, {200, 30, 40}, .is_progressive = true}), 3);
}

/* Sizes that the heads claim and no bytes hold: nothing is allocated for them. */
static void a_bomb_is_told(void **state)
{
    (void)state;
    static const unsigned char rows[1];
    bx_buf png = make_png(&(png_file){1, 1, 8, PNG_COLOR_TYPE_GRAY, rows, 1, .per_metre = 0});
    memcpy(png.ptr + 16, "\0\0\xFF\xFF\0\0\xFF\xFF", 8); /* 65535 × 65535 */
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)png.ptr + 12, 17);
    for (int i = 0; i < 4; i++) png.ptr[29 + i] = (char)(sum >> (24 - 8 * i));
    picture_of(png);
    assert_string_equal(told(), "picture-large seal r.yaml:3:7");
    bx_diags_reset(diags);
    bx_buf jpeg = make_jpeg(&(jpeg_file){8, 8, 1, {9}, .dpi = 0});
    size_t head = str_find(buf_slice(&jpeg), STR("\xFF\xC0"));
    memcpy(jpeg.ptr + head + 5, "\xFF\xDC\xFF\xDC", 4); /* 65500 × 65500 */
    picture_of(jpeg);
    assert_string_equal(told(), "picture-large seal r.yaml:3:7");
}

static void memory_may_be_missing_anywhere(void **state)
{
    (void)state;
    static const unsigned char rows[] = {255, 0, 0, 66};
    bx_buf profile = profile_swapped();
    png_file png = {1, 1, 8, PNG_COLOR_TYPE_RGBA, rows, 4, .profile = buf_slice(&profile)};
    jpeg_file jpeg = {8, 8, 3, {250, 10, 20}, .dpi = 0},
              converted = {8, 8, 3, {250, 10, 20}, .profile = buf_slice(&profile)};
    for (int kind = 0; kind < 3; kind++) {
        bx_buf file = kind == 0 ? make_png(&png) : make_jpeg(kind == 1 ? &jpeg : &converted);
        long count = 0;
        for (status = BX_BAD_MACHINE; status == BX_BAD_MACHINE; count++) {
            bx_arena own = {0};
            picture_origin origin = {.name = "p", .most_pixels = 40000000};
            const picture *p = NULL;
            bx_diags_reset(diags);
            mem_fail_after(count);
            status = picture_read(&own, buf_slice(&file), &origin, diags, &p);
            mem_fail_after(-1);
            arena_clear(&own);
        }
        assert_int_equal(status, BX_OK);
        assert_true(count > 2);
        buf_clear(&file);
    }
    buf_clear(&profile);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(colours_keep_their_values),
                                       TEST(grey_takes_one_channel_whatever_the_file_has),
                                       TEST(black_and_white_takes_a_bit),
                                       TEST(two_bits_of_grey_are_spread_evenly),
                                       TEST(sixteen_bits_are_rounded_to_eight),
                                       TEST(a_palette_becomes_its_colours),
                                       TEST(alpha_is_kept_unless_all_is_opaque),
                                       TEST(interlaced_rows_come_in_order),
                                       TEST(a_profile_moves_colours_and_leaves_alpha),
                                       TEST(a_grey_profile_is_followed),
                                       TEST(on_white_alpha_is_gone),
                                       TEST(a_picture_shows_at_its_own_resolution),
                                       TEST(a_usual_jpeg_goes_through),
                                       TEST(remarks_do_not_go_through),
                                       TEST(other_jpegs_are_converted),
                                       TEST(an_unreadable_profile_is_passed_over),
                                       TEST(a_camera_tells_which_edge_is_up),
                                       TEST(what_is_no_picture_is_told),
                                       TEST(inks_without_a_profile_are_refused),
                                       TEST(a_cut_file_is_told),
                                       TEST(a_bomb_is_told),
                                       TEST(memory_may_be_missing_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
