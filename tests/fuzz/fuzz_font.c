/* Any bytes as a font file: judged, opened, looked into and subset as a document does. In half the runs, as
 * the last byte says, an allocation fails on the way. */
#include "base/mem.h"
#include "font/face.h"

enum { GLYPHS_MAX = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const face *f, bx_diags *diags)
{
    static const uint32_t codes[] = {' ', '0', 'A', 0xC9, 0x3002, 0x4E00, 0x56FD, 0x20089};
    uint32_t glyphs[GLYPHS_MAX], glyph, step = f->glyph_count / GLYPHS_MAX + 1;
    size_t count = 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (face_has(f, codes[i]) && hb_font_get_nominal_glyph(f->hb_font, codes[i], &glyph))
            face_advance(f, glyph, LEN_PT);
    for (glyph = 0; glyph < f->glyph_count && count < GLYPHS_MAX; glyph += step) {
        if (face_code(f, glyph) > 0xFFFF) __builtin_trap();
        glyphs[count++] = glyph;
    }
    face_program program;
    if (face_subset(f, glyphs, count, diags, &program) != BX_OK && bx_diags_count(diags) == 0)
        __builtin_trap();
    face_program_clear(&program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t last = size ? data[size - 1] : 0;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    face f;
    font_fault fault;
    hb_blob_t *blob = hb_blob_create((const char *)data, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    if (last & 1) mem_fail_after(last >> 1);
    if (face_open(blob, "fuzz", last >> 7, 400, &arena, &f, &fault)) {
        use(&f, diags);
        face_close(&f);
    }
    mem_fail_after(-1);
    hb_blob_destroy(blob);
    bx_diags_free(diags);
    arena_clear(&arena);
    return 0;
}
