/* Fonts of a file: which glyphs are used and what they say, and at the end the font objects.
 *
 * Every font is a Type 0 font with Identity-H: a code is two bytes, the one that face_code names, so that
 * content can be written before anything is subset. A code says one text (ToUnicode); the first that comes
 * wins, and whoever uses it for another text must say so with ActualText. */
#ifndef BX_PDF_FONT_H
#define BX_PDF_FONT_H

#include "frame/frame.h"
#include "pdf/obj.h"
#include "pdf/out.h"

/* A glyph in use. */
typedef struct pdf_glyph {
    uint32_t glyph;
    uint16_t code;
    uint16_t width; /* in 1/1000 em, as in the font's W */
    bx_str text;    /* what it says, in the fonts' arena; .ptr NULL: nothing yet */
    bx_str hint;    /* what it said with others under ActualText; counts only without text */
} pdf_glyph;

/* What codes said on the pages so far (copied.h). */
typedef struct copied_code {
    bx_str text;
    bool is_written; /* in ToUnicode */
} copied_code;

typedef struct copied_codes {
    uint16_t *rows[256]; /* by the code's first byte, then its second: its place in codes, from 1 */
    VEC(copied_code) codes;
} copied_codes;

typedef struct pdf_font {
    const face *face;
    uint32_t number; /* of the Type 0 font object; its name is /F and its place in the list */
    uint32_t place;
    uint16_t *slots; /* by glyph: its place in used, from 1; 0: not used */
    VEC(pdf_glyph) used;
    size_t ahead_count; /* of those used: looked at by font_ahead.c */
    copied_codes said;
    struct pdf_font *next;
} pdf_font;

typedef struct pdf_ahead pdf_ahead;

typedef struct pdf_fonts {
    pdf_out *out;
    bx_arena arena;
    pdf_font *first, *last;
    uint32_t count;
    unsigned threads; /* that may make them; 0 is 1 */
    pdf_ahead *ahead; /* font_ahead.c */
} pdf_fonts;

/* Its memory. */
void pdf_fonts_clear(pdf_fonts *fonts);

/* The file's font for a face; NULL after a failure. */
pdf_font *pdf_fonts_find(pdf_fonts *fonts, const face *face);

/* A glyph's entry, now in use; NULL after a failure. It moves when another glyph comes into use. */
const pdf_glyph *pdf_font_use(pdf_fonts *fonts, pdf_font *font, uint32_t glyph);

/* Do these glyphs (one cluster) say the text by themselves? If not, they stand under ActualText. */
bx_status pdf_font_say(pdf_fonts *fonts, pdf_font *font, const frame_glyph *glyphs, size_t count, bx_str text,
                       bool *is_said);

/* Make all font programs and write all font objects. */
bx_status pdf_fonts_end(pdf_fonts *fonts, pdf_obj *obj);

#endif
