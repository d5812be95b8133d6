/* Damage that shows only when outlines are read: HarfBuzz draws what it cannot read as nothing, FreeType says
 * so. */
#include "font/judge.h"

#include <stdio.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include "font/span.h"

enum { JUDGE_SAMPLE = 64 };

static void sample_load(FT_Face ft, const face *f, bx_diags *diags)
{
    uint32_t sample = f->glyph_count < JUDGE_SAMPLE ? f->glyph_count : JUDGE_SAMPLE;
    for (uint32_t i = 0; i < sample; i++) {
        uint32_t glyph = (uint32_t)((uint64_t)i * f->glyph_count / sample);
        char number[16];
        if (FT_Load_Glyph(ft, glyph, FT_LOAD_NO_SCALE) == 0) continue;
        snprintf(number, sizeof number, "%u", (unsigned)glyph);
        diag_add(diags, MSG_font_outlines, (bx_place){.file = f->file}, (bx_str){0}, f->family, number);
        return;
    }
}

bx_status face_judge(const face *f, bx_diags *diags)
{
    FT_Library library;
    FT_Face ft;
    if (FT_Init_FreeType(&library) != 0) return diag_memory(diags);
    hb_blob_t *file = hb_face_reference_blob(f->hb_face);
    span bytes = span_of(file);
    FT_Error error = FT_New_Memory_Face(library, bytes.ptr, (FT_Long)bytes.len, (FT_Long)f->index, &ft);
    if (error == 0) {
        sample_load(ft, f, diags);
        FT_Done_Face(ft);
    } else {
        diag_add(diags, MSG_font_outlines, (bx_place){.file = f->file}, (bx_str){0}, f->family, "0");
    }
    hb_blob_destroy(file);
    FT_Done_FreeType(library);
    return BX_OK;
}
