/* Characters to items: class and face of each, shaping run by run, then spacing and break opportunities. */
#include <stdio.h>

#include "base/utf8.h"
#include "text/text.h"

typedef struct letter {
    uint32_t at, code, span;
    char_class class;
    const face *face;
    bool is_joined; /* belongs to the character before it (combining marks, variation selectors) */
} letter;

typedef struct itemiser {
    const text_setter *s;
    bx_str text;
    const text_span *spans;
    size_t span_count;
    const text_origin *origin;
    VEC(letter) letters;
    VEC(text_item) items;
    VEC(text_glyph) glyphs;
    bool is_missing; /* some character no font has */
} itemiser;

static bool joins_before(uint32_t code)
{
    return (code >= 0x0300 && code <= 0x036F) || (code >= 0x20D0 && code <= 0x20FF) ||
           (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF) || code == 0x200D;
}

static bool is_latin_letter(const letter *l)
{
    return l->class == CLASS_LATIN && l->code != '(' && l->code != ')';
}

/* Classes that depend on the neighbours: a single — is a 连接号, two are a 破折号; ’ between letters is an
 * apostrophe. */
static void settle_classes(itemiser *m)
{
    letter *l = m->letters.items;
    size_t count = m->letters.count;
    for (size_t i = 0; i < count;) {
        size_t run = 1;
        while (i + run < count && l[i + run].code == l[i].code) run++;
        if (l[i].code == 0x2014 && run % 2) l[i + run - 1].class = CLASS_CONNECTOR;
        if (l[i].code == 0x2019 && i > 0 && i + 1 < count && is_latin_letter(&l[i - 1]) &&
            is_latin_letter(&l[i + 1]))
            l[i].class = CLASS_LATIN;
        i += run;
    }
}

static bool read_letters(itemiser *m)
{
    uint32_t span = 0;
    for (size_t at = 0; at < m->text.len;) {
        letter *l = vec_push(m->s->arena, &m->letters);
        if (!l) return false;
        while (span + 1 < m->span_count && at >= m->spans[span].to) span++;
        l->at = (uint32_t)at;
        l->code = utf8_next(m->text, &at);
        l->span = span;
        l->is_joined = joins_before(l->code) && m->letters.count > 1;
        l->class =
            l->is_joined ? m->letters.items[m->letters.count - 2].class : class_of(m->s->rules, l->code);
    }
    settle_classes(m);
    return true;
}

static void tell_missing(itemiser *m, const letter *l)
{
    char code[16], sign[8] = {0};
    snprintf(code, sizeof code, "U+%04X", l->code);
    utf8_put(sign, l->code);
    const text_origin *o = m->origin;
    bx_place place = o && o->place ? o->place(o->source, l->at) : (bx_place){0};
    bx_str path = o && o->path ? o->path(o->source) : STR("");
    diag_add(m->s->diags, MSG_character_missing, place, path, code, sign);
    m->is_missing = true;
}

/* Marks and letters of the ASCII range come from the Latin role; Chinese marks always from the Chinese face.
 */
static bool wants_latin(const letter *l)
{
    return l->class == CLASS_LATIN || l->class == CLASS_SPACE || l->code < 0x80;
}

/* The face of the letter before serves again where it may: most neighbours share one. */
static const face *choose_face(itemiser *m, const letter *l, const letter *before)
{
    const text_format *format = &m->spans[l->span].format;
    if (before && before->face && before->span == l->span && l->is_joined) return before->face;
    bool is_same_kind =
        before && before->face && before->span == l->span && wants_latin(before) == wants_latin(l);
    int role = wants_latin(l) ? format->latin_role : format->role;
    const face *first = fonts_face(m->s->fonts, role, 0, m->s->diags);
    if (is_same_kind && before->face == first && face_has(first, l->code)) return first;
    const face *found = fonts_face_with(m->s->fonts, role, l->code, m->s->diags);
    return found || !wants_latin(l) ? found
                                    : fonts_face_with(m->s->fonts, format->role, l->code, m->s->diags);
}

static bx_status choose_faces(itemiser *m)
{
    for (size_t i = 0; i < m->letters.count; i++) {
        letter *l = &m->letters.items[i];
        if (l->code == '\n') continue;
        l->face = choose_face(m, l, i ? l - 1 : NULL);
        if (l->face) continue;
        const text_format *format = &m->spans[l->span].format;
        if (!fonts_face(m->s->fonts, format->role, 0, m->s->diags))
            return fonts_tell_empty(m->s->fonts, format->role, m->s->diags);
        tell_missing(m, l);
    }
    return BX_OK;
}

/* ---- shaping ---- */

static bx_len scaled(const text_item *item, int units)
{
    return len_scale(item->em, units, item->face->units_per_em);
}

/* Kerning and ligatures belong to Latin alone: Chinese stands on the grid. */
static void shape(const itemiser *m, const letter *first, size_t len, bool is_latin)
{
    hb_buffer_t *buffer = m->s->buffer;
    static const hb_feature_t features[] = {{HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1},
                                            {HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
                                            {HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1}};
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, m->text.ptr + first->at, (int)len, 0, (int)len);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    if (!is_latin) hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_guess_segment_properties(buffer);
    hb_buffer_set_language(buffer, hb_language_from_string(is_latin ? "en" : m->s->lang, -1));
    hb_shape(first->face->hb_font, buffer, is_latin ? NULL : features, is_latin ? 0 : 3);
}

static text_item *add_item(itemiser *m, const letter *l)
{
    text_item *item = vec_push(m->s->arena, &m->items);
    if (!item) return NULL;
    const text_format *format = &m->spans[l->span].format;
    *item = (text_item){.at = l->at,
                        .code = l->code,
                        .span = l->span,
                        .class = l->class,
                        .face = l->face,
                        .size = format->size,
                        .em = format->em_advance,
                        .glyph = (uint32_t)m->glyphs.count};
    return item;
}

/* The shaped clusters of a run as items. */
static bool take_clusters(itemiser *m, const letter *run, const letter *end)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(m->s->buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(m->s->buffer, &count);
    const letter *l = run;
    text_item *item = NULL;
    for (unsigned i = 0; i < count; i++) {
        if (!item || run->at + info[i].cluster != item->at) {
            while (l + 1 < end && l->at < run->at + info[i].cluster) l++;
            item = add_item(m, l);
            if (!item) return false;
        }
        text_glyph *glyph = vec_push(m->s->arena, &m->glyphs);
        if (!glyph) return false;
        glyph->glyph = info[i].codepoint;
        glyph->x = item->advance + len_scale(item->size, position[i].x_offset, item->face->units_per_em);
        glyph->y = len_scale(item->size, position[i].y_offset, item->face->units_per_em);
        item->advance += scaled(item, position[i].x_advance);
        item->glyph_count++;
    }
    return true;
}

static bool shape_run(itemiser *m, size_t from, size_t to)
{
    const letter *l = m->letters.items;
    uint32_t end = to < m->letters.count ? l[to].at : (uint32_t)m->text.len;
    if (!l[from].face) { /* a line break that is asked for, or a missing character, already told */
        for (size_t i = from; i < to; i++)
            if (!add_item(m, &l[i])) return false;
        return true;
    }
    shape(m, &l[from], end - l[from].at, wants_latin(&l[from]));
    return hb_buffer_allocation_successful(m->s->buffer) && take_clusters(m, &l[from], l + to);
}

static bool shape_all(itemiser *m)
{
    const letter *l = m->letters.items;
    for (size_t from = 0, to; from < m->letters.count; from = to) {
        for (to = from + 1; to < m->letters.count; to++)
            if (l[to].face != l[from].face || l[to].span != l[from].span ||
                wants_latin(&l[to]) != wants_latin(&l[from]))
                break;
        if (!shape_run(m, from, to)) return false;
    }
    for (size_t i = 0; i < m->items.count; i++) {
        uint32_t end = i + 1 < m->items.count ? m->items.items[i + 1].at : (uint32_t)m->text.len;
        m->items.items[i].len = end - m->items.items[i].at;
    }
    return true;
}

bx_status text_itemise(const text_setter *setter, bx_str text, const text_span *spans, size_t span_count,
                       const text_origin *origin, text_items *out)
{
    itemiser m = {.s = setter, .text = text, .spans = spans, .span_count = span_count, .origin = origin};
    if (!read_letters(&m)) return diag_memory(setter->diags);
    BX_TRY(choose_faces(&m));
    if (m.is_missing) return BX_BAD_DATA;
    if (!shape_all(&m)) return diag_memory(setter->diags);
    text_space(setter->rules, m.glyphs.items, m.items.items, m.items.count);
    text_find_breaks(setter->rules, m.items.items, m.items.count);
    *out = (text_items){text, m.items.items, m.items.count, m.glyphs.items};
    return BX_OK;
}

bx_status text_setter_init(text_setter *setter, bx_arena *arena, font_set *fonts, const text_rules *rules,
                           bx_diags *diags)
{
    *setter = (text_setter){arena, fonts, rules, diags, "zh-Hans", hb_buffer_create(), NULL};
    setter->sums = arena_array(arena, line_widths, LINE_ITEMS_MAX);
    if (setter->sums && hb_buffer_allocation_successful(setter->buffer)) return BX_OK;
    text_setter_clear(setter);
    return diag_memory(diags);
}

void text_setter_clear(text_setter *setter)
{
    hb_buffer_destroy(setter->buffer);
    setter->buffer = NULL;
}
