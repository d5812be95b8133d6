/* One font file: its measures, its kinds, and every way it can be damaged. */
#include "font_case.h"

#include "font/face.h"

/* A face of some bytes, and all that must outlive it. */
typedef struct face_case {
    bx_arena arena;
    hb_blob_t *blob;
    face face;
    font_fault fault;
    bool is_open;
} face_case;

static void open_bytes(face_case *c, bx_str bytes, unsigned index)
{
    *c = (face_case){0};
    c->blob = hb_blob_create(bytes.ptr, (unsigned)bytes.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    c->is_open = face_open(c->blob, "test", index, 400, &c->arena, &c->face, &c->fault);
}

static void close_bytes(face_case *c)
{
    if (c->is_open) face_close(&c->face);
    hb_blob_destroy(c->blob);
    arena_clear(&c->arena);
}

/* Do with a face all that a document does. The glyphs come from the face itself. */
static void use(const face *f)
{
    static const uint32_t codes[] = {' ',    '0',    'A',     'E',     0xC9,    0x3002,
                                     0x4E00, 0x56FD, 0x20089, 0x20BB7, 0x10FFFF};
    uint32_t glyphs[COUNT(codes) + 1], count = 0;
    for (size_t i = 0; i < COUNT(codes); i++) {
        uint32_t glyph;
        if (!face_has(f, codes[i]) || !hb_font_get_nominal_glyph(f->hb_font, codes[i], &glyph)) continue;
        face_advance(f, glyph, 16 * LEN_PT);
        assert_true(face_code(f, glyph) <= 0xFFFF);
        if (count == 0 || glyph > glyphs[count - 1]) glyphs[count++] = glyph;
    }
    bx_diags *diags = bx_diags_new();
    face_program program;
    bx_status status = face_subset(f, glyphs, count, diags, &program);
    assert_true(status == BX_OK ? program.bytes.len > 0
                                : status == BX_BAD_MACHINE && bx_diags_count(diags) == 1);
    face_program_clear(&program);
    bx_diags_free(diags);
}

/* ---- what is read ---- */

static void truetype_is_measured(void **state)
{
    (void)state;
    face_case c;
    bx_buf font = fixture("latin.ttf");
    open_bytes(&c, buf_slice(&font), 0);
    assert_true(c.is_open);
    assert_int_equal(c.face.format, FACE_TRUETYPE);
    assert_int_equal(c.face.embedding, FACE_INSTALLABLE);
    assert_int_equal(c.face.units_per_em, 1000);
    assert_int_equal(c.face.ascent, 840); /* OS/2's typographic one, not hhea's 850 */
    assert_int_equal(c.face.descent, -160);
    assert_int_equal(c.face.cap_height, 700);
    assert_int_equal(c.face.italic_angle, 0);
    assert_in_range(c.face.stem_v, 70, 100);
    assert_int_equal(c.face.glyph_count, latin_glyphs);
    assert_string_equal(c.face.ps_name, "BanxinLatinRegular");
    assert_int_equal(face_count_characters(&c.face), COUNT(latin_facts));
    assert_int_equal(c.face.bbox[0], 40);
    assert_int_equal(c.face.bbox[1], 0);
    assert_int_equal(c.face.bbox[2], 610);
    assert_int_equal(c.face.bbox[3], 850); /* the acute on the É */
    close_bytes(&c);
    buf_clear(&font);
}

static void cff_is_measured(void **state)
{
    (void)state;
    face_case c;
    bx_buf font = fixture("fang.otf");
    open_bytes(&c, buf_slice(&font), 0);
    assert_true(c.is_open);
    assert_int_equal(c.face.format, FACE_CFF);
    assert_int_equal(c.face.ascent, 880);
    assert_int_equal(c.face.descent, -120);
    assert_int_equal(c.face.glyph_count, fang_glyphs);
    assert_string_equal(c.face.ps_name, "BanxinFangRegular");
    close_bytes(&c);
    buf_clear(&font);
}

static void advance_is_scaled_and_rounded(void **state)
{
    (void)state;
    face_case c;
    bx_buf font = fixture("fang.otf");
    open_bytes(&c, buf_slice(&font), 0);
    for (size_t i = 0; i < COUNT(fang_facts); i++) {
        const font_fact *fact = &fang_facts[i];
        assert_int_equal(face_advance(&c.face, fact->glyph, 1000), fact->advance);
        /* 16 pt: advance × 16 × 65536 / 1000, to the nearest */
        assert_int_equal(face_advance(&c.face, fact->glyph, 16 * LEN_PT),
                         (fact->advance * 1048576LL + 500) / 1000);
    }
    close_bytes(&c);
    buf_clear(&font);
}

static void code_is_the_cid_that_fonttools_reads(void **state)
{
    (void)state;
    face_case c;
    bx_buf font = fixture("fang.otf");
    open_bytes(&c, buf_slice(&font), 0);
    for (size_t i = 0; i < COUNT(fang_facts); i++)
        assert_int_equal(face_code(&c.face, fang_facts[i].glyph), fang_facts[i].cid);
    assert_int_equal(face_code(&c.face, 0), 0);
    assert_int_equal(face_code(&c.face, 60000), 0);
    close_bytes(&c);
    buf_clear(&font);
}

static void code_is_the_glyph_where_there_are_no_cids(void **state)
{
    static const char *const names[] = {"latin.ttf", "named.otf"};
    (void)state;
    for (size_t n = 0; n < COUNT(names); n++) {
        face_case c;
        bx_buf font = fixture(names[n]);
        open_bytes(&c, buf_slice(&font), 0);
        for (uint32_t glyph = 0; glyph < c.face.glyph_count; glyph++)
            assert_int_equal(face_code(&c.face, glyph), glyph);
        close_bytes(&c);
        buf_clear(&font);
    }
}

static void collection_holds_several_faces(void **state)
{
    (void)state;
    face_case c;
    bx_buf font = fixture("both.ttc");
    open_bytes(&c, buf_slice(&font), 0);
    assert_true(c.is_open);
    assert_true(face_has(&c.face, 'A'));
    assert_false(face_has(&c.face, 'B'));
    assert_string_equal(c.face.ps_name, "BanxinFirstRegular");
    close_bytes(&c);
    open_bytes(&c, buf_slice(&font), 1);
    assert_true(c.is_open);
    assert_true(face_has(&c.face, 'B'));
    use(&c.face);
    close_bytes(&c);
    open_bytes(&c, buf_slice(&font), 2);
    assert_false(c.is_open);
    assert_int_equal(c.fault.id, MSG_font_damaged);
    close_bytes(&c);
    buf_clear(&font);
}

/* ---- charsets of CFF, the three ways of writing them ---- */

/* A CFF with 5 glyphs: header, Name INDEX, Top DICT INDEX (ROS, charset at 60, CharStrings at 40), String and
 * Global Subr INDEX left out, for they are not read. */
static bx_str tiny_cff(uint8_t out[96], const uint8_t *charset, size_t len)
{
    static const uint8_t start[] = {1,   0,   4,   1,                                     /* header */
                                    0,   1,   1,   1,  2,  'X',                           /* Name INDEX */
                                    0,   1,   1,   1,  10,                                /* Top DICT INDEX */
                                    139, 139, 139, 12, 30, 199, 15, 179, 17};             /* its one DICT */
    static const uint8_t charstrings[] = {0, 5, 1, 1, 2, 3, 4, 5, 6, 14, 14, 14, 14, 14}; /* at 40 */
    memset(out, 0, 96);
    memcpy(out, start, sizeof start);
    memcpy(out + 40, charstrings, sizeof charstrings);
    memcpy(out + 60, charset, len);
    return (bx_str){(const char *)out, 60 + len};
}

static bool charset_of(const uint8_t *charset, size_t len, uint32_t cids[5])
{
    uint8_t bytes[96];
    bx_arena arena = {0};
    cff_charset read;
    font_fault fault;
    bx_str cff = tiny_cff(bytes, charset, len);
    bool is_read = cff_charset_read((span){(const uint8_t *)cff.ptr, cff.len}, &arena, &read, &fault);
    for (uint32_t i = 0; i < 5 && is_read; i++) cids[i] = cff_cid(&read, i);
    arena_clear(&arena);
    return is_read;
}

static void charset_is_read_in_all_formats(void **state)
{
    static const uint8_t format0[] = {0, 0, 7, 0, 8, 1, 0, 0, 9};
    static const uint8_t format1[] = {1, 0, 7, 1, 1, 0, 1};
    static const uint8_t format2[] = {2, 0, 7, 0, 1, 1, 0, 0, 9};
    uint32_t cids[5];
    (void)state;
    assert_true(charset_of(format0, sizeof format0, cids));
    assert_memory_equal(cids, ((uint32_t[]){0, 7, 8, 256, 9}), sizeof cids);
    assert_true(charset_of(format1, sizeof format1, cids));
    assert_memory_equal(cids, ((uint32_t[]){0, 7, 8, 256, 257}), sizeof cids);
    assert_true(charset_of(format2, sizeof format2, cids));
    assert_memory_equal(cids, ((uint32_t[]){0, 7, 8, 256, 257}), sizeof cids);
}

static void charset_that_ends_early_or_runs_over_is_refused(void **state)
{
    static const uint8_t unknown[] = {3, 0, 7}, over[] = {2, 0xFF, 0xFE, 0, 9};
    static const uint8_t format0[] = {0, 0, 7, 0, 8, 1, 0, 0, 9};
    uint32_t cids[5];
    (void)state;
    assert_false(charset_of(unknown, sizeof unknown, cids));
    assert_false(charset_of(over, sizeof over, cids));
    for (size_t len = 0; len < sizeof format0; len++) assert_false(charset_of(format0, len, cids));
}

/* ---- what is no font, and what is a damaged one ---- */

static void foreign_kinds_are_named(void **state)
{
    static const struct {
        const char *start;
        message_id id;
    } cases[] = {{"wOFF", MSG_font_woff},
                 {"wOF2", MSG_font_woff},
                 {"%!PS-AdobeFont", MSG_font_type1},
                 {"\x80\x01\x10\x10", MSG_font_type1},
                 {"%PDF", MSG_font_damaged},
                 {"abc", MSG_font_damaged},
                 {"", MSG_font_damaged},
                 {"ttcf", MSG_font_damaged},
                 {"OTTO", MSG_font_bitmap}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char bytes[64] = "";
        size_t len = strlen(cases[i].start);
        memcpy(bytes, cases[i].start, len);
        face_case c;
        open_bytes(&c, (bx_str){bytes, len < 4 ? len : sizeof bytes}, 0);
        assert_false(c.is_open);
        assert_int_equal(c.fault.id, cases[i].id);
        close_bytes(&c);
    }
}

/* A table's entry that points outside the file, one table at a time. */
static void table_outside_the_file_is_damage(void **state)
{
    static const char *const tags[] = {"head", "hhea", "hmtx", "maxp", "cmap",
                                       "name", "OS/2", "glyf", "loca"};
    (void)state;
    for (size_t i = 0; i < COUNT(tags); i++) {
        face_case c;
        size_t entry = 0;
        bx_buf font = fixture("latin.ttf");
        table_at(&font, tags[i], &entry);
        font.ptr[entry + 12] = 1; /* 16 MB longer */
        open_bytes(&c, buf_slice(&font), 0);
        assert_false(c.is_open);
        assert_int_equal(c.fault.id, MSG_font_damaged);
        close_bytes(&c);
        buf_clear(&font);
    }
}

static const char *const damaged_files[] = {"fang.otf", "latin.ttf", "named.otf", "both.ttc", "variable.ttf"};

/* The copy ends where the file is cut, so that ASan sees any read behind it. */
static void file_cut_at_any_length_does_no_harm(void **state)
{
    (void)state;
    for (size_t n = 0; n < COUNT(damaged_files); n++) {
        bx_buf font = fixture(damaged_files[n]);
        for (size_t len = 0; len < font.len; len++) {
            char *cut = malloc(len ? len : 1);
            memcpy(cut, font.ptr, len);
            face_case c;
            open_bytes(&c, (bx_str){cut, len}, n == 3);
            if (c.is_open) use(&c.face);
            close_bytes(&c);
            free(cut);
        }
        buf_clear(&font);
    }
}

static void any_wrong_byte_does_no_harm(void **state)
{
    (void)state;
    for (size_t n = 0; n < COUNT(damaged_files); n++) {
        bx_buf font = fixture(damaged_files[n]);
        for (size_t at = 0; at < font.len; at++) {
            static const uint8_t flips[] = {0xFF, 0x80, 0x01};
            for (size_t i = 0; i < COUNT(flips); i++) {
                font.ptr[at] = (char)((uint8_t)font.ptr[at] ^ flips[i]);
                face_case c;
                open_bytes(&c, buf_slice(&font), n == 3);
                if (c.is_open) use(&c.face);
                close_bytes(&c);
                font.ptr[at] = (char)((uint8_t)font.ptr[at] ^ flips[i]);
            }
        }
        buf_clear(&font);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(truetype_is_measured),
        cmocka_unit_test(cff_is_measured),
        cmocka_unit_test(advance_is_scaled_and_rounded),
        cmocka_unit_test(code_is_the_cid_that_fonttools_reads),
        cmocka_unit_test(code_is_the_glyph_where_there_are_no_cids),
        cmocka_unit_test(collection_holds_several_faces),
        cmocka_unit_test(charset_is_read_in_all_formats),
        cmocka_unit_test(charset_that_ends_early_or_runs_over_is_refused),
        cmocka_unit_test(foreign_kinds_are_named),
        cmocka_unit_test(table_outside_the_file_is_damage),
        cmocka_unit_test(file_cut_at_any_length_does_no_harm),
        cmocka_unit_test(any_wrong_byte_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
