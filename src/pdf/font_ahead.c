/* One thread at a time, started when enough has come together to be worth it. */
#include "pdf/font_ahead.h"

#include <pthread.h>

#include "base/mem.h"

enum { GLYPHS_LEAST = 60 };

/* Glyphs of one font that are not ready. */
typedef struct ahead_part {
    const face *face;
    uint32_t *glyphs;
    size_t count;
} ahead_part;

struct pdf_ahead {
    pthread_t thread;
    ahead_part *parts;
    size_t part_count;
};

/* Answers the same if memory was short, else NULL. */
static void *prepare(void *of)
{
    pdf_ahead *ahead = of;
    for (size_t i = 0; i < ahead->part_count; i++)
        face_prepare(ahead->parts[i].face, ahead->parts[i].glyphs, ahead->parts[i].count);
    return mem_was_short() ? ahead : NULL;
}

void font_ahead_end(pdf_fonts *fonts)
{
    void *short_of;
    if (fonts->ahead && pthread_join(fonts->ahead->thread, &short_of) == 0 && short_of) mem_tell_short();
    fonts->ahead = NULL;
}

/* Where nothing is wanted, what was looked at is not looked at again for the next page. */
static size_t count_wanted(pdf_font *font)
{
    size_t wanted = 0;
    for (size_t i = font->ahead_count; i < font->used.count; i++)
        wanted += face_wants_preparing(font->face, font->used.items[i].glyph);
    if (!wanted) font->ahead_count = font->used.count;
    return wanted;
}

/* A list of its own, for the font's moves when it grows. */
static bool take_part(pdf_fonts *fonts, pdf_font *font, size_t wanted, ahead_part *part)
{
    *part = (ahead_part){font->face, arena_array(&fonts->arena, uint32_t, wanted), 0};
    if (!part->glyphs) return false;
    for (size_t i = font->ahead_count; i < font->used.count && part->count < wanted; i++) {
        uint32_t glyph = font->used.items[i].glyph;
        if (face_wants_preparing(font->face, glyph)) part->glyphs[part->count++] = glyph;
    }
    font->ahead_count = font->used.count;
    return true;
}

static bx_status start(pdf_fonts *fonts)
{
    pdf_ahead *ahead = arena_new(&fonts->arena, pdf_ahead);
    ahead_part *parts = arena_array(&fonts->arena, ahead_part, fonts->count);
    if (!ahead || !parts) return pdf_out_memory(fonts->out);
    ahead->parts = parts;
    for (pdf_font *font = fonts->first; font; font = font->next) {
        size_t wanted = count_wanted(font);
        if (wanted && !take_part(fonts, font, wanted, &parts[ahead->part_count++]))
            return pdf_out_memory(fonts->out);
    }
    if (pthread_create(&ahead->thread, NULL, prepare, ahead) == 0) fonts->ahead = ahead;
    return BX_OK;
}

bx_status font_ahead(pdf_fonts *fonts)
{
    size_t wanted = 0;
    if (fonts->threads < 2) return BX_OK;
    for (pdf_font *font = fonts->first; font; font = font->next) wanted += count_wanted(font);
    if (wanted < GLYPHS_LEAST) return BX_OK;
    font_ahead_end(fonts);
    return start(fonts);
}
