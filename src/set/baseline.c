/* Where a style's baseline stands in its em box: the same for all styles of one face. */
#include "base/utf8.h"
#include "set/setter.h"

enum {
    DEFAULT_PER_CENT = 88
}; /* of a face without ideographs: the usual em box, 0.88 above and 0.12 below */

/* Lowest and highest ink of characters that reach far down or up in most faces. */
static bool ink_of_ideographs(const face *f, int *low, int *high)
{
    static const bx_str sample = {"部先导章善府掌算待求", sizeof "部先导章善府掌算待求" - 1};
    bool is_any = false;
    for (size_t at = 0; at < sample.len;) {
        hb_codepoint_t glyph;
        hb_glyph_extents_t box;
        if (!hb_font_get_nominal_glyph(f->hb_font, utf8_next(sample, &at), &glyph)) continue;
        if (!hb_font_get_glyph_extents(f->hb_font, glyph, &box)) continue;
        int top = box.y_bearing, bottom = box.y_bearing + box.height;
        *high = !is_any || top > *high ? top : *high;
        *low = !is_any || bottom < *low ? bottom : *low;
        is_any = true;
    }
    return is_any;
}

static bx_len measure(const setter *s, const style *style)
{
    int low, high;
    const face *f = fonts_face(s->fonts, fonts_role_find(s->fonts, style->face), 0, s->diags);
    if (!f || !ink_of_ideographs(f, &low, &high)) return EM * DEFAULT_PER_CENT / 100;
    return EM / 2 + len_scale(EM, low + high, 2 * f->units_per_em);
}

/* Of a style with the same face, if one is known: reading outlines takes its time. */
static bx_len known_of_face(const setter *s, const style *style)
{
    for (size_t i = 0; i < s->layout->style_count; i++)
        if (s->baselines[i] && str_is_equal(s->layout->styles[i].face, style->face)) return s->baselines[i];
    return 0;
}

bx_len style_baseline(const setter *s, const style *style)
{
    bx_len *known = &s->baselines[style - s->layout->styles];
    if (!*known) *known = known_of_face(s, style);
    if (!*known) *known = measure(s, style);
    return *known;
}
