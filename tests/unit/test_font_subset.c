/* Font programs for PDFs, opened again by FreeType, a reader that had no part in making them. */
#include "font_case.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

#include <pthread.h>

#include "base/utf8.h"
#include "font/face.h"

/* A face opened from a fixture, and FreeType's view of the same file. */
typedef struct subset_case {
    bx_diags *diags;
    bx_arena arena;
    bx_buf font;
    hb_blob_t *blob;
    face face;
    FT_Library freetype;
    FT_Face whole;
    face_program program;
} subset_case;

static int begin(void **state)
{
    subset_case *c = calloc(1, sizeof *c);
    c->diags = bx_diags_new();
    assert_int_equal(FT_Init_FreeType(&c->freetype), 0);
    *state = c;
    return 0;
}

static void close_font(subset_case *c)
{
    face_program_clear(&c->program);
    if (c->whole) FT_Done_Face(c->whole);
    if (c->face.hb_face) face_close(&c->face);
    hb_blob_destroy(c->blob);
    buf_clear(&c->font);
    arena_clear(&c->arena);
    c->whole = NULL;
    c->face = (face){0};
    c->blob = NULL;
}

static int end(void **state)
{
    subset_case *c = *state;
    close_font(c);
    FT_Done_FreeType(c->freetype);
    bx_diags_free(c->diags);
    free(c);
    return 0;
}

static void open_font(subset_case *c, const char *path)
{
    font_fault fault;
    close_font(c);
    c->font = file_read(path);
    c->blob = hb_blob_create(c->font.ptr, (unsigned)c->font.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    assert_true(face_open(c->blob, path, 0, 400, &c->arena, &c->face, &fault));
    c->face.family = "Test";
    assert_int_equal(
        FT_New_Memory_Face(c->freetype, (const FT_Byte *)c->font.ptr, (FT_Long)c->font.len, 0, &c->whole), 0);
}

static FT_Face open_program(subset_case *c)
{
    FT_Face part;
    assert_int_equal(FT_New_Memory_Face(c->freetype, (const FT_Byte *)c->program.bytes.ptr,
                                        (FT_Long)c->program.bytes.len, 0, &part),
                     0);
    return part;
}

/* The same points, the same kinds of points, the same contours, the same width. */
static void assert_same_glyph(FT_Face a, uint32_t glyph_a, FT_Face b, uint32_t glyph_b)
{
    assert_int_equal(FT_Load_Glyph(a, glyph_a, FT_LOAD_NO_SCALE), 0);
    assert_int_equal(FT_Load_Glyph(b, glyph_b, FT_LOAD_NO_SCALE), 0);
    FT_Outline *one = &a->glyph->outline, *two = &b->glyph->outline;
    assert_int_equal(one->n_points, two->n_points);
    assert_int_equal(one->n_contours, two->n_contours);
    if (one->n_points) {
        assert_memory_equal(one->points, two->points, (size_t)one->n_points * sizeof *one->points);
        for (int i = 0; i < one->n_points; i++) assert_int_equal(one->tags[i] & 3, two->tags[i] & 3);
    }
    assert_int_equal(a->glyph->metrics.horiAdvance, b->glyph->metrics.horiAdvance);
}

static void check_cid_keyed(subset_case *c, const uint32_t *glyphs, size_t count)
{
    assert_int_equal(face_subset(&c->face, glyphs, count, c->diags, &c->program), BX_OK);
    assert_int_equal(c->program.cid_to_gid.len, 0);
    assert_int_equal((uint8_t)c->program.bytes.ptr[0], 1); /* a bare CFF: its major version */
    cff_charset charset;
    font_fault fault;
    span cff = {(const uint8_t *)c->program.bytes.ptr, c->program.bytes.len};
    assert_true(cff_charset_read(cff, &c->arena, &charset, &fault));
    assert_int_equal(charset.glyph_count, count + (count == 0 || glyphs[0] != 0));
    /* In a bare CID-keyed CFF, FreeType takes CIDs for glyph numbers, as a reader of PDFs does. */
    FT_Face part = open_program(c);
    assert_true(FT_IS_CID_KEYED(part));
    for (size_t i = 0; i < count; i++)
        assert_same_glyph(c->whole, glyphs[i], part, face_code(&c->face, glyphs[i]));
    FT_Done_Face(part);
}

/* ---- the three kinds ---- */

static void cid_keyed_program_has_each_glyph_under_its_code(void **state)
{
    subset_case *c = *state;
    uint32_t glyphs[COUNT(fang_facts)];
    open_font(c, FIXTURES "fang.otf");
    for (size_t i = 0; i < COUNT(fang_facts); i++) glyphs[i] = fang_facts[i].glyph;
    check_cid_keyed(c, glyphs, COUNT(fang_facts));
    static const uint32_t some[] = {3, 9, 14, 25};
    face_program_clear(&c->program);
    check_cid_keyed(c, some, COUNT(some));
}

static void name_keyed_program_keeps_glyph_numbers(void **state)
{
    static const uint32_t glyphs[] = {2, 7, 9};
    subset_case *c = *state;
    open_font(c, FIXTURES "named.otf");
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_OK);
    FT_Face part = open_program(c);
    assert_false(FT_IS_CID_KEYED(part));
    for (size_t i = 0; i < COUNT(glyphs); i++) {
        assert_int_equal(face_code(&c->face, glyphs[i]), glyphs[i]);
        assert_same_glyph(c->whole, glyphs[i], part, glyphs[i]);
    }
    FT_Done_Face(part);
}

static uint32_t mapped(const subset_case *c, uint32_t code)
{
    assert_true(2 * code + 1 < c->program.cid_to_gid.len);
    const uint8_t *at = (const uint8_t *)c->program.cid_to_gid.ptr + 2 * code;
    return (uint32_t)(at[0] << 8 | at[1]);
}

static void truetype_program_is_renumbered_and_mapped(void **state)
{
    static const uint32_t glyphs[] = {2, 7, 9}; /* A, É, 2 */
    subset_case *c = *state;
    open_font(c, FIXTURES "latin.ttf");
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_OK);
    assert_int_equal(c->program.cid_to_gid.len, 2 * (9 + 1));
    FT_Face part = open_program(c);
    assert_int_equal(part->num_glyphs, 6); /* with glyph 0 and the parts of É */
    for (size_t i = 0; i < COUNT(glyphs); i++)
        assert_same_glyph(c->whole, glyphs[i], part, mapped(c, glyphs[i]));
    assert_int_equal(mapped(c, 0), 0);
    assert_int_equal(mapped(c, 3), 0); /* B is not in it */
    FT_Done_Face(part);
}

static void truetype_program_has_no_tables_that_a_pdf_does_not_need(void **state)
{
    static const char *const needed[] = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"};
    static const uint32_t glyphs[] = {2};
    subset_case *c = *state;
    open_font(c, FIXTURES "latin.ttf");
    assert_int_equal(face_subset(&c->face, glyphs, 1, c->diags, &c->program), BX_OK);
    assert_int_equal(c->program.bytes.ptr[5], COUNT(needed));
    for (size_t i = 0; i < COUNT(needed); i++) table_at(&c->program.bytes, needed[i], NULL);
}

static void face_of_a_collection_is_subset_alone(void **state)
{
    static const uint32_t glyphs[] = {1, 2};
    subset_case *c = *state;
    font_fault fault;
    face second;
    open_font(c, FIXTURES "both.ttc");
    assert_true(face_open(c->blob, "both.ttc", 1, 400, &c->arena, &second, &fault));
    assert_int_equal(face_subset(&second, glyphs, COUNT(glyphs), c->diags, &c->program), BX_OK);
    FT_Face part = open_program(c);
    assert_int_equal(part->num_glyphs, 3);
    FT_Done_Face(part);
    face_close(&second);
}

/* ---- which codes it has ---- */

static void expect_codes(subset_case *c, const uint32_t *codes, size_t count)
{
    bx_buf bits = {0};
    assert_true(face_program_codes(&c->face, &c->program, &bits));
    size_t ones = 0;
    for (size_t bit = 0; bit < 8 * bits.len; bit++) ones += (uint8_t)bits.ptr[bit / 8] >> (7 - bit % 8) & 1;
    assert_int_equal(ones, count);
    for (size_t i = 0; i < count; i++) {
        assert_true(codes[i] / 8 < bits.len);
        assert_true((uint8_t)bits.ptr[codes[i] / 8] >> (7 - codes[i] % 8) & 1);
    }
    buf_clear(&bits);
}

static void codes_of_a_program_are_all_told(void **state)
{
    static const uint32_t glyphs[] = {2, 7, 9};
    static const uint32_t up_to_9[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    subset_case *c = *state;
    open_font(c, FIXTURES "fang.otf");
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_OK);
    uint32_t cids[4] = {0};
    for (int i = 0; i < 3; i++) cids[i + 1] = face_code(&c->face, glyphs[i]);
    expect_codes(c, cids, 4);
    /* A TrueType program's map names all codes up to the last, a name-keyed one keeps their glyphs, if empty.
     */
    static const char *const names[] = {FIXTURES "latin.ttf", FIXTURES "named.otf"};
    for (int i = 0; i < 2; i++) {
        open_font(c, names[i]);
        assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_OK);
        expect_codes(c, up_to_9, 10);
    }
}

/* ---- the edges ---- */

static void program_without_glyphs_has_glyph_0(void **state)
{
    static const char *const names[] = {FIXTURES "fang.otf", FIXTURES "latin.ttf", FIXTURES "named.otf"};
    subset_case *c = *state;
    for (size_t i = 0; i < COUNT(names); i++) {
        open_font(c, names[i]);
        assert_int_equal(face_subset(&c->face, NULL, 0, c->diags, &c->program), BX_OK);
        FT_Face part = open_program(c);
        assert_same_glyph(c->whole, 0, part, 0);
        FT_Done_Face(part);
    }
}

static void same_glyphs_give_the_same_bytes(void **state)
{
    static const uint32_t glyphs[] = {3, 9, 14, 25};
    subset_case *c = *state;
    open_font(c, FIXTURES "fang.otf");
    face_program again;
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_OK);
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &again), BX_OK);
    assert_true(str_is_equal(buf_slice(&c->program.bytes), buf_slice(&again.bytes)));
    face_program_clear(&again);
}

/* A thread's part: subsets of every size, the largest first or last. */
typedef struct subset_turns {
    const face *face;
    face_program programs[25];
    bool is_backward;
} subset_turns;

static void *subset_in_turn(void *of)
{
    subset_turns *turns = of;
    bx_diags *diags = bx_diags_new();
    uint32_t glyphs[COUNT(turns->programs)];
    for (uint32_t i = 0; i < COUNT(glyphs); i++) glyphs[i] = i + 1;
    for (size_t i = 0; i < COUNT(glyphs); i++) {
        size_t nth = turns->is_backward ? COUNT(glyphs) - 1 - i : i;
        if (face_subset(turns->face, glyphs, nth + 1, diags, &turns->programs[nth]) != BX_OK) break;
    }
    bx_diags_free(diags);
    return NULL;
}

static void what_is_made_before_or_beside_changes_nothing(void **state)
{
    static const uint32_t glyphs[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    subset_case *c = *state;
    open_font(c, FIXTURES "fang.otf");
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_OK);
    bx_buf kept = {0};
    buf_str(&kept, buf_slice(&c->program.bytes));
    open_font(c, FIXTURES "fang.otf"); /* anew: nothing is kept of the face */
    subset_turns turns[] = {{.face = &c->face}, {.face = &c->face, .is_backward = true}};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, subset_in_turn, &turns[0]), 0);
    subset_in_turn(&turns[1]);
    assert_int_equal(pthread_join(thread, NULL), 0);
    for (size_t i = 0; i < COUNT(turns[0].programs); i++) {
        bx_str one = buf_slice(&turns[0].programs[i].bytes), other = buf_slice(&turns[1].programs[i].bytes);
        assert_true(one.len && str_is_equal(one, other));
        if (i + 1 == COUNT(glyphs)) assert_true(str_is_equal(one, buf_slice(&kept)));
        face_program_clear(&turns[0].programs[i]);
        face_program_clear(&turns[1].programs[i]);
    }
    buf_clear(&kept);
}

static void glyph_that_does_not_exist_is_an_error(void **state)
{
    static const uint32_t glyphs[] = {1, 60000};
    subset_case *c = *state;
    open_font(c, FIXTURES "fang.otf");
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_BAD_MACHINE);
    assert_int_equal(told(c->diags, "font-subset"), 1);
    assert_string_equal(bx_diags_at(c->diags, 0).file, FIXTURES "fang.otf");
    assert_int_equal(c->program.bytes.len, 0);
}

/* All outlines overwritten by an operator that does not exist. */
static void outlines_that_cannot_be_read_are_an_error(void **state)
{
    static const uint32_t glyphs[] = {1, 2, 3, 9, 10, 11};
    subset_case *c = *state;
    open_font(c, FIXTURES "named.otf");
    size_t at = table_at(&c->font, "CFF ", NULL), half = (c->font.len - at) / 2;
    memset(c->font.ptr + at + half, 0x02, 300);
    assert_int_equal(face_subset(&c->face, glyphs, COUNT(glyphs), c->diags, &c->program), BX_BAD_MACHINE);
    assert_int_equal(told(c->diags, "font-subset"), 1);
    assert_int_equal(diag_status(c->diags), BX_BAD_MACHINE);
}

/* ---- the real thing ---- */

static const char *real_font(char path[600], const char *name)
{
    const char *folder = getenv("BANXIN_TEST_FONTS");
    snprintf(path, 600, "%s/%s", folder && *folder ? folder : ".cache/fonts", name);
    return access(path, R_OK) == 0 ? path : NULL;
}

static void fandol_codes_are_those_freetype_reads(void **state)
{
    subset_case *c = *state;
    char path[600];
    if (!real_font(path, "FandolFang-Regular.otf")) skip();
    open_font(c, path);
    for (uint32_t glyph = 0; glyph < c->face.glyph_count; glyph++) {
        FT_UInt cid;
        assert_int_equal(FT_Get_CID_From_Glyph_Index(c->whole, glyph, &cid), 0);
        assert_int_equal(face_code(&c->face, glyph), cid);
    }
}

static void fandol_program_is_right_in_every_glyph(void **state)
{
    static const char *const names[] = {"FandolFang-Regular.otf", "FandolSong-Bold.otf",
                                        "FandolKai-Regular.otf"};
    subset_case *c = *state;
    char path[600];
    for (size_t i = 0; i < COUNT(names); i++) {
        uint32_t glyphs[300];
        if (!real_font(path, names[i])) skip();
        open_font(c, path);
        for (uint32_t n = 0; n < COUNT(glyphs); n++) glyphs[n] = n * (c->face.glyph_count / COUNT(glyphs));
        check_cid_keyed(c, glyphs, COUNT(glyphs));
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(cid_keyed_program_has_each_glyph_under_its_code),
        TEST(name_keyed_program_keeps_glyph_numbers),
        TEST(truetype_program_is_renumbered_and_mapped),
        TEST(truetype_program_has_no_tables_that_a_pdf_does_not_need),
        TEST(face_of_a_collection_is_subset_alone),
        TEST(codes_of_a_program_are_all_told),
        TEST(program_without_glyphs_has_glyph_0),
        TEST(same_glyphs_give_the_same_bytes),
        TEST(what_is_made_before_or_beside_changes_nothing),
        TEST(glyph_that_does_not_exist_is_an_error),
        TEST(outlines_that_cannot_be_read_are_an_error),
        TEST(fandol_codes_are_those_freetype_reads),
        TEST(fandol_program_is_right_in_every_glyph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
