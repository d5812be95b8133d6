/* Fonts: the glyphs in use and what their codes say. */
#include "pdf/font.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"
#include "pdf/font_ahead.h"
#include "pdf/font_write.h"

void pdf_fonts_clear(pdf_fonts *fonts)
{
    font_ahead_end(fonts);
    arena_clear(&fonts->arena);
}

static pdf_font *add_font(pdf_fonts *fonts, const face *face)
{
    pdf_font *font = arena_new(&fonts->arena, pdf_font);
    uint16_t *slots = font ? arena_array(&fonts->arena, uint16_t, face->glyph_count) : NULL;
    if (!slots) {
        pdf_out_memory(fonts->out);
        return NULL;
    }
    *font = (pdf_font){.face = face, .slots = slots, .place = fonts->count++};
    font->number = pdf_out_number(fonts->out);
    if (fonts->last)
        fonts->last->next = font;
    else
        fonts->first = font;
    fonts->last = font;
    return font;
}

pdf_font *pdf_fonts_find(pdf_fonts *fonts, const face *face)
{
    pdf_font *font = fonts->first;
    while (font && font->face->id != face->id) font = font->next;
    return font ? font : add_font(fonts, face);
}

/* ISO 19005-2 6.2.11.8: .notdef is never shown, and a glyph the face has not cannot be. */
static bool is_showable(pdf_fonts *fonts, const pdf_font *font, uint32_t glyph)
{
    if (glyph && glyph < font->face->glyph_count) return true;
    char number[16];
    snprintf(number, sizeof number, "%" PRIu32, glyph);
    if (fonts->out->status == BX_OK)
        diag_add(fonts->out->diags, MSG_pdf_notdef, (bx_place){0}, (bx_str){0}, font->face->ps_name, number);
    fonts->out->status = BX_BUG;
    return false;
}

/* ISO 19005-2 6.2.11.5: as in the font program, but in 1/1000 em. */
static uint16_t width_of(const face *face, uint32_t glyph)
{
    bx_len advance = hb_font_get_glyph_h_advance(face->hb_font, glyph);
    return (uint16_t)len_scale(advance, 1000, face->units_per_em);
}

static pdf_glyph *use(pdf_fonts *fonts, pdf_font *font, uint32_t glyph)
{
    if (!is_showable(fonts, font, glyph)) return NULL;
    uint16_t *slot = &font->slots[glyph];
    if (*slot) return &font->used.items[*slot - 1];
    pdf_glyph *entry = vec_push(&fonts->arena, &font->used);
    if (!entry) {
        pdf_out_memory(fonts->out);
        return NULL;
    }
    *slot = (uint16_t)font->used.count;
    entry->glyph = glyph;
    entry->code = (uint16_t)face_code(font->face, glyph);
    entry->width = width_of(font->face, glyph);
    return entry;
}

const pdf_glyph *pdf_font_use(pdf_fonts *fonts, pdf_font *font, uint32_t glyph)
{
    return use(fonts, font, glyph);
}

/* ---- what codes say ---- */

static bool is_private(uint32_t code)
{
    return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

/* ISO 19005-2 6.2.11.7.2: what ToUnicode must not give. */
static bool is_forbidden(uint32_t code)
{
    return code == 0 || code == 0xFEFF || code == 0xFFFE || code == UTF8_BAD;
}

static bool holds(bx_str text, bool (*is_such)(uint32_t code))
{
    for (size_t at = 0; at < text.len;)
        if (is_such(utf8_next(text, &at))) return true;
    return false;
}

/* Does a glyph say a text, or can it from now on? */
static bx_status say(pdf_fonts *fonts, pdf_font *font, uint32_t glyph, bx_str text, bool *is_said)
{
    pdf_glyph *entry = use(fonts, font, glyph);
    if (!entry) return fonts->out->status;
    if (!entry->text.ptr) {
        entry->text = arena_copy(&fonts->arena, text);
        if (!entry->text.ptr) return pdf_out_memory(fonts->out);
    }
    *is_said = *is_said && str_is_equal(entry->text, text);
    return BX_OK;
}

/* Several glyphs for as many characters (a letter and its mark): one each, so that both keep what they say
 * elsewhere. */
static bx_status say_each(pdf_fonts *fonts, pdf_font *font, const frame_glyph *glyphs, bx_str text,
                          bool *is_said)
{
    for (size_t at = 0, i = 0; at < text.len; i++) {
        size_t start = at;
        utf8_next(text, &at);
        BX_TRY(say(fonts, font, glyphs[i].glyph, str_slice(text, start, at - start), is_said));
    }
    return BX_OK;
}

/* The glyphs stand under ActualText: the first one's code gets the text if nothing better comes. */
static bx_status say_under_actual_text(pdf_fonts *fonts, pdf_font *font, const frame_glyph *glyphs,
                                       size_t count, bx_str text)
{
    for (size_t i = 0; i < count; i++)
        if (!use(fonts, font, glyphs[i].glyph)) return fonts->out->status;
    pdf_glyph *entry = &font->used.items[font->slots[glyphs[0].glyph] - 1];
    if (entry->text.ptr || entry->hint.ptr || holds(text, is_forbidden)) return BX_OK;
    entry->hint = arena_copy(&fonts->arena, text);
    return entry->hint.ptr ? BX_OK : pdf_out_memory(fonts->out);
}

bx_status pdf_font_say(pdf_fonts *fonts, pdf_font *font, const frame_glyph *glyphs, size_t count, bx_str text,
                       bool *is_said)
{
    /* ISO 19005-2 6.2.11.7.3: private use always needs ActualText. */
    *is_said = text.len && !holds(text, is_forbidden) && !holds(text, is_private);
    if (*is_said && count == 1) return say(fonts, font, glyphs[0].glyph, text, is_said);
    if (*is_said && utf8_count(text) == count) return say_each(fonts, font, glyphs, text, is_said);
    *is_said = false;
    return say_under_actual_text(fonts, font, glyphs, count, text);
}

bx_status pdf_fonts_end(pdf_fonts *fonts, pdf_obj *obj)
{
    font_made *made = NULL;
    font_ahead_end(fonts);
    bx_status status = font_make_all(fonts, &made);
    for (uint32_t i = 0; i < fonts->count && status == BX_OK; i++)
        status = font_write(fonts->out, obj, &made[i]);
    for (uint32_t i = 0; i < fonts->count && made; i++) font_made_clear(&made[i]);
    return status;
}
