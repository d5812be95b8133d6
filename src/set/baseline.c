/* Where a style's baseline stands in its em box: the same for all styles of one face. */
#include "set/setter.h"

enum {
    DEFAULT_PER_CENT = 88
}; /* of a face without ideographs: the usual em box, 0.88 above and 0.12 below */

static bx_len measure(const setter *s, const style *style)
{
    int low, high;
    const face *f = fonts_face(s->fonts, fonts_role_find(s->fonts, style->face), 0, s->diags);
    if (!f || !face_ink(f, &low, &high)) return EM * DEFAULT_PER_CENT / 100;
    return EM / 2 + len_scale(EM, low + high, 2L * f->units_per_em);
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
