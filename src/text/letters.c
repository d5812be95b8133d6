/* Characters with their class, direction, script and face: what shaping needs to know of each. */
#include <stdio.h>
#include <fribidi.h>

#include "base/utf8.h"
#include "text/text.h"

typedef struct reader {
    const text_setter *s;
    const text_source *source;
    VEC(text_letter) letters;
    bool is_missing; /* some character no font has */
} reader;

/* Combining marks, variation selectors and format characters stay with what they follow. */
static bool joins_before(uint32_t code)
{
    return (code >= 0x0300 && code <= 0x036F) || (code >= 0x20D0 && code <= 0x20FF) ||
           (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF) ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x2069) || (code >= 0x180B && code <= 0x180F);
}

static bool is_private(uint32_t code)
{
    return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

static bool is_right_to_left(uint32_t code)
{
    return (code >= 0x0590 && code <= 0x08FF) || (code >= 0xFB1D && code <= 0xFDFF) ||
           (code >= 0xFE70 && code <= 0xFEFC) || (code >= 0x10800 && code <= 0x10FFF) ||
           (code >= 0x1E800 && code <= 0x1EFFF);
}

static hb_script_t script_of(uint32_t code)
{
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code);
    bool is_shared = script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_HAN;
    return is_shared ? HB_SCRIPT_COMMON : script;
}

/* ---- classes that depend on the neighbours ---- */

static bool is_latin_letter(const text_letter *l)
{
    return l->class == CLASS_LATIN && l->code != '(' && l->code != ')' && l->code != '"' && l->code != '\'';
}

/* The nearest neighbour that is no space or quotation mark, `step` -1 or 1; NULL at the text's end. */
static const text_letter *neighbour(const reader *r, size_t i, int step)
{
    const text_letter *l = r->letters.items;
    for (size_t at = i + (size_t)step; at < r->letters.count; at += (size_t)step) {
        bool is_quote =
            l[at].code == 0x2018 || l[at].code == 0x2019 || l[at].code == 0x201C || l[at].code == 0x201D;
        if (l[at].class != CLASS_SPACE && !is_quote) return &l[at];
    }
    return NULL;
}

/* “ ” ‘ ’ — … share code points with Latin: between Latin letters they are Latin, in Chinese they are Chinese
 * (CLREQ). A text's end counts as what stands at the other side. */
static bool is_in_latin(const reader *r, size_t i)
{
    const text_letter *before = neighbour(r, i, -1), *after = neighbour(r, i, 1);
    if (!before && !after) return false;
    return (!before || is_latin_letter(before)) && (!after || is_latin_letter(after));
}

static bool is_shared_mark(uint32_t code)
{
    return code == 0x2018 || code == 0x2019 || code == 0x201C || code == 0x201D || code == 0x2014 ||
           code == 0x2026;
}

/* A single — is a 连接号, two are a 破折号. */
static void settle_classes(reader *r)
{
    text_letter *l = r->letters.items;
    size_t count = r->letters.count;
    for (size_t i = 0; i < count;) {
        size_t run = 1;
        while (i + run < count && l[i + run].code == l[i].code) run++;
        if (l[i].code == 0x2014 && run % 2) l[i + run - 1].class = CLASS_CONNECTOR;
        bool is_latin = is_shared_mark(l[i].code) && is_in_latin(r, i) && is_in_latin(r, i + run - 1);
        for (size_t n = i; is_latin && n < i + run; n++) l[n].class = CLASS_LATIN;
        i += run;
    }
}

static bool read_letters(reader *r)
{
    uint32_t span = 0;
    bx_str text = r->source->text;
    for (size_t at = 0; at < text.len;) {
        text_letter *l = vec_push(r->s->arena, &r->letters);
        if (!l) return false;
        while (span + 1 < r->source->span_count && at >= r->source->spans[span].to) span++;
        l->at = (uint32_t)at;
        l->code = utf8_next(text, &at);
        l->span = span;
        l->is_joined = joins_before(l->code) && r->letters.count > 1;
        l->class = l->is_joined ? l[-1].class : class_of(r->s->rules, l->code);
        l->script = l->is_joined              ? l[-1].script
                    : l->class == CLASS_LATIN ? script_of(l->code)
                                              : HB_SCRIPT_COMMON;
    }
    settle_classes(r);
    return true;
}

/* ---- direction (UAX #9), only where something runs from right to left ---- */

static bool has_right_to_left(const reader *r)
{
    for (size_t i = 0; i < r->letters.count; i++)
        if (is_right_to_left(r->letters.items[i].code)) return true;
    return false;
}

static bool find_levels(reader *r)
{
    if (!has_right_to_left(r)) return true;
    size_t count = r->letters.count;
    FriBidiChar *codes = arena_array(r->s->arena, FriBidiChar, count);
    FriBidiCharType *types = arena_array(r->s->arena, FriBidiCharType, count);
    FriBidiBracketType *brackets = arena_array(r->s->arena, FriBidiBracketType, count);
    FriBidiLevel *levels = arena_array(r->s->arena, FriBidiLevel, count);
    if (!codes || !types || !brackets || !levels) return false;
    for (size_t i = 0; i < count; i++) codes[i] = r->letters.items[i].code;
    FriBidiParType base = FRIBIDI_PAR_LTR; /* the document is Chinese, whatever it quotes */
    fribidi_get_bidi_types(codes, (FriBidiStrIndex)count, types);
    fribidi_get_bracket_types(codes, (FriBidiStrIndex)count, types, brackets);
    if (!fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)count, &base, levels))
        return false;
    for (size_t i = 0; i < count; i++) r->letters.items[i].level = (uint8_t)levels[i];
    return true;
}

/* ---- faces ---- */

static void tell(reader *r, const text_letter *l, message_id id)
{
    char code[16], sign[8] = {0};
    snprintf(code, sizeof code, "U+%04X", l->code);
    utf8_put(sign, l->code);
    const text_origin *o = r->source->origin;
    bx_place place = o && o->place ? o->place(o->source, l->at) : (bx_place){0};
    bx_str path = o && o->path ? o->path(o->source) : STR("");
    diag_add(r->s->diags, id, place, path, code, sign);
    r->is_missing = true;
}

/* Marks and letters of the ASCII range come from the Latin role; Chinese marks always from the Chinese face.
 */
bool letter_wants_latin(const text_letter *l)
{
    return l->class == CLASS_LATIN || l->class == CLASS_SPACE || l->code < 0x80;
}

/* A variation sequence wants a face that has it; without one the character is set in its usual form. */
static const face *face_for_sequence(const reader *r, int role, uint32_t code, uint32_t selector)
{
    hb_codepoint_t glyph;
    const face *f;
    for (size_t n = 0; (f = fonts_face(r->s->fonts, role, n, r->s->diags)); n++)
        if (hb_font_get_variation_glyph(f->hb_font, code, selector, &glyph)) return f;
    return NULL;
}

/* The face of the letter before serves again where it may: most neighbours share one. */
static const face *choose_face(const reader *r, size_t i)
{
    const text_letter *l = &r->letters.items[i], *before = i ? l - 1 : NULL;
    const text_format *format = &r->source->spans[l->span].format;
    if (before && before->face && before->span == l->span && l->is_joined) return before->face;
    bool is_latin = letter_wants_latin(l);
    int role = is_latin ? format->latin_role : format->role;
    bool has_selector = i + 1 < r->letters.count && l[1].is_joined &&
                        ((l[1].code >= 0xFE00 && l[1].code <= 0xFE0F) || l[1].code >= 0xE0100);
    const face *found = has_selector ? face_for_sequence(r, role, l->code, l[1].code) : NULL;
    if (found) return found;
    bool is_same_kind =
        before && before->face && before->span == l->span && letter_wants_latin(before) == is_latin;
    const face *first = fonts_face(r->s->fonts, role, 0, r->s->diags);
    if (is_same_kind && before->face == first && face_has(first, l->code)) return first;
    found = fonts_face_with(r->s->fonts, role, l->code, r->s->diags);
    return found || !is_latin ? found : fonts_face_with(r->s->fonts, format->role, l->code, r->s->diags);
}

static bx_status choose_faces(reader *r)
{
    for (size_t i = 0; i < r->letters.count; i++) {
        text_letter *l = &r->letters.items[i];
        if (l->code == '\n') continue;
        if (is_private(l->code)) {
            tell(r, l, MSG_character_private);
            continue;
        }
        l->face = choose_face(r, i);
        if (l->face) continue;
        int role = r->source->spans[l->span].format.role;
        if (!fonts_face(r->s->fonts, role, 0, r->s->diags))
            return fonts_tell_empty(r->s->fonts, role, r->s->diags);
        tell(r, l, MSG_character_missing);
    }
    return r->is_missing ? BX_BAD_DATA : BX_OK;
}

bx_status text_letters(const text_setter *setter, const text_source *source, text_letter **out, size_t *count)
{
    reader r = {.s = setter, .source = source};
    if (!read_letters(&r) || !find_levels(&r)) return diag_memory(setter->diags);
    *out = r.letters.items;
    *count = r.letters.count;
    return choose_faces(&r);
}
