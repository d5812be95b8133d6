/* A face for each cluster: that of its role which shows all of it. What none shows is told with its place,
 * never printed as a box. */
#include <stdio.h>

#include "base/utf8.h"
#include "text/scratch.h"

typedef struct face_finder {
    const text_setter *s;
    const text_source *source;
    text_letter *letters;
    size_t count;
    bool is_missing; /* some character no font has */
} face_finder;

/* Characters that a user made for himself: each machine shows another sign. */
static bool is_private(uint32_t code)
{
    return (code >= 0xE000 && code <= 0xF8FF) || (code >= 0xF0000 && code != UTF8_BAD);
}

enum { TOLD_WITH_PLACE = 100 };

void letter_tell(const text_setter *setter, const text_source *source, const text_letter *l, message_id id)
{
    char code[16], sign[8] = {0};
    size_t at = l->at;
    uint32_t written = utf8_next(source->text, &at);
    snprintf(code, sizeof code, "U+%04X", written == UTF8_BAD ? 0xFFFD : written);
    utf8_put(sign, written < ' ' || written == UTF8_BAD ? 0xFFFD : written);
    const text_origin *o = source->origin;
    /* a place in a long text takes time to find; who has read a hundred finds the others */
    bool has_place = o && o->place && setter->scratch->told++ < TOLD_WITH_PLACE;
    bx_place place = has_place ? o->place(o->source, l->at) : (bx_place){0};
    bx_str path = o && o->path ? o->path(o->source) : STR("");
    diag_add(setter->diags, id, place, path, code, sign);
}

static void tell(face_finder *f, const text_letter *l, message_id id)
{
    letter_tell(f->s, f->source, l, id);
    f->is_missing = true;
}

/* Spaces and hyphens that HarfBuzz makes from others. */
static uint32_t code_instead(uint32_t code)
{
    if (code == 0x2011) return 0x2010;
    return code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ? ' '
                                                                                                  : code;
}

static bool face_shows(const face *f, uint32_t code)
{
    return face_has(f, code) || code_is_ignorable(code) ||
           (code_instead(code) != code && face_has(f, code_instead(code)));
}

static bool is_selector(uint32_t code)
{
    return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

/* Does the face show the cluster that begins with l? A mark may be part of a glyph that the face has. */
static bool shows_cluster(const face *f, const text_letter *l, size_t count)
{
    uint32_t composed = l->code;
    if (!face_shows(f, l->code)) return false;
    for (size_t i = 1; i < count; i++) {
        if (code_is_ignorable(l[i].code)) continue;
        bool is_composed =
            hb_unicode_compose(hb_unicode_funcs_get_default(), composed, l[i].code, &composed) &&
            face_has(f, composed);
        if (!is_composed && !face_has(f, l[i].code)) return false;
    }
    return true;
}

/* The first face of a role that shows the cluster; with a selector, one that has the variant it asks for. */
static const face *face_of_role(const face_finder *f, int role, const text_letter *l, size_t count,
                                uint32_t selector)
{
    hb_codepoint_t glyph;
    const face *found;
    for (size_t n = 0; (found = fonts_face(f->s->fonts, role, n, f->s->diags)); n++) {
        if (selector && !hb_font_get_variation_glyph(found->hb_font, l->code, selector, &glyph)) continue;
        if (shows_cluster(found, l, count)) return found;
    }
    return NULL;
}

/* Nothing fills the Chinese role at all: that is no fault of a character, and no other role may stand in. */
static bool is_role_empty(const face_finder *f, const text_letter *l)
{
    return !fonts_face(f->s->fonts, f->source->spans[l->span].format.role, 0, f->s->diags);
}

/* A variation sequence that no face has is set in its usual form. What one role lacks, the other may have. */
static const face *search_roles(const face_finder *f, const text_letter *l, size_t count)
{
    const text_format *format = &f->source->spans[l->span].format;
    bool is_latin = is_of_latin_role(l->class, l->code);
    int role = is_latin ? format->latin_role : format->role;
    uint32_t selector = 0;
    for (size_t i = 1; i < count && !selector; i++) selector = is_selector(l[i].code) ? l[i].code : 0;
    const face *found = selector ? face_of_role(f, role, l, count, selector) : NULL;
    if (!found) found = face_of_role(f, role, l, count, 0);
    if (found || is_role_empty(f, l)) return found;
    return face_of_role(f, is_latin ? format->role : format->latin_role, l, count, 0);
}

static bool is_mark_or_space(const text_letter *l)
{
    return l->script == HB_SCRIPT_COMMON && !code_is_digit(l->code);
}

/* Spaces and marks within Uyghur, Tibetan, Mongolian come from their faces, one behind the other. */
static bool goes_with(const text_letter *l, const text_letter *before)
{
    bool is_european = before->script == HB_SCRIPT_LATIN || before->script == HB_SCRIPT_GREEK ||
                       before->script == HB_SCRIPT_CYRILLIC || code_is_digit(before->code);
    return is_mark_or_space(l) && !is_european && l->level == before->level;
}

/* The face of the cluster before serves again where it may: most neighbours share one. */
static const face *face_again(const face_finder *f, size_t at, size_t before)
{
    const text_letter *l = &f->letters[at], *b = &f->letters[before];
    bool is_latin = is_of_latin_role(l->class, l->code);
    if (at == before || !b->face || b->span != l->span || is_of_latin_role(b->class, b->code) != is_latin)
        return NULL;
    const text_format *format = &f->source->spans[l->span].format;
    int role = is_latin ? format->latin_role : format->role;
    if (b->face != fonts_face(f->s->fonts, role, 0, f->s->diags) && !goes_with(l, b)) return NULL;
    return face_has(b->face, l->code) ? b->face : NULL;
}

/* What the faces lack of a cluster: its letter, or else a mark. */
static const text_letter *first_missing(const face_finder *f, const text_letter *l, size_t count)
{
    const face *base = search_roles(f, l, 1);
    for (size_t i = 1; base && i < count; i++)
        if (!face_shows(base, l[i].code)) return &l[i];
    return l;
}

static bx_status find_face(face_finder *f, size_t from, size_t to, size_t before)
{
    text_letter *l = &f->letters[from];
    if (l->code == '\n') return BX_OK;
    if (is_private(l->code)) {
        tell(f, l, MSG_character_private);
        return BX_OK;
    }
    const face *found = to == from + 1 ? face_again(f, from, before) : NULL;
    if (!found) found = search_roles(f, l, to - from);
    for (size_t i = from; i < to; i++) f->letters[i].face = found;
    if (found) return BX_OK;
    if (is_role_empty(f, l))
        return fonts_tell_empty(f->s->fonts, f->source->spans[l->span].format.role, f->s->diags);
    tell(f, first_missing(f, l, to - from), MSG_character_missing);
    return BX_OK;
}

bx_status letters_find_faces(const text_setter *setter, const text_source *source, text_letter *letters,
                             size_t count)
{
    face_finder f = {setter, source, letters, count, false};
    for (size_t from = 0, to, before = 0; from < count; before = from, from = to) {
        for (to = from + 1; to < count && letters[to].is_joined;) to++;
        BX_TRY(find_face(&f, from, to, before));
    }
    return f.is_missing ? BX_BAD_DATA : BX_OK;
}
