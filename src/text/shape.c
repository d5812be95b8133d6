/* Letters to clusters: runs of one face, span, direction and script go through HarfBuzz; the text's order is
 * kept. */
#include "text/scratch.h"

typedef struct shaper {
    const text_setter *s;
    const text_source *source;
    const text_letter *letters;
    size_t count;
    shaped_text *out;
    bool is_missing; /* told once a text */
} shaper;

typedef struct letter_run {
    size_t from, to;
    hb_script_t script;
    bool is_latin; /* of the Latin role; else Chinese, on the grid */
} letter_run;

static uint32_t end_of(const shaper *m, size_t letter)
{
    return letter < m->count ? m->letters[letter].at : (uint32_t)m->source->text.len;
}

static bool is_vertical(const shaper *m, const letter_run *run)
{
    return m->source->spans[m->letters[run->from].span].format.is_vertical;
}

/* Faces that have vertical forms by their codes alone, and not by the feature, are many. */
static uint32_t code_shown(const text_letter *letter, bool is_vertical)
{
    uint32_t code = is_vertical ? code_vertical(letter->code) : letter->code;
    return code == letter->code || face_has(letter->face, code) ? code : letter->code;
}

/* The bytes around the run are its context: Arabic letters join across a change of face. */
static void fill_buffer(const shaper *m, const letter_run *run)
{
    hb_buffer_t *buffer = m->s->buffer;
    bx_str text = m->source->text;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, m->letters[run->from].at, 0);
    for (size_t i = run->from; i < run->to; i++)
        hb_buffer_add(buffer, code_shown(&m->letters[i], is_vertical(m, run)), m->letters[i].at);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, end_of(m, run->to), 0);
}

/* The languages of China's scripts, for the fonts' local forms. */
static hb_language_t language_of(const shaper *m, hb_script_t script)
{
    switch (script) {
    case HB_SCRIPT_ARABIC:
        return hb_language_from_string("ug", -1);
    case HB_SCRIPT_TIBETAN:
        return hb_language_from_string("bo", -1);
    case HB_SCRIPT_MONGOLIAN:
        return hb_language_from_string("mn", -1);
    default:
        return m->s->language;
    }
}

/* Kerning and ligatures belong to Latin and its like: Chinese stands on the grid. */
static void shape_run(const shaper *m, const letter_run *run)
{
    static const hb_feature_t grid_features[] = {{HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1},
                                                 {HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
                                                 {HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1},
                                                 {HB_TAG('v', 'e', 'r', 't'), 1, 0, (unsigned)-1}};
    unsigned features = is_vertical(m, run) ? 4 : 3;
    const text_letter *first = &m->letters[run->from];
    hb_buffer_t *buffer = m->s->buffer;
    fill_buffer(m, run);
    hb_buffer_set_direction(buffer, first->level % 2 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, run->script);
    hb_buffer_set_language(buffer, language_of(m, run->script));
    hb_shape(first->face->hb_font, buffer, run->is_latin ? NULL : grid_features,
             run->is_latin ? 0 : features);
}

static text_item *add_item(shaper *m, const text_letter *l)
{
    text_item *item = &m->out->items[m->out->count++];
    const text_format *format = &m->source->spans[l->span].format;
    bx_len scale = is_of_latin_role(l->class, l->code) ? format->latin_scale : EM;
    *item = (text_item){.at = l->at,
                        .code = l->code,
                        .span = l->span,
                        .class = l->class,
                        .level = l->level,
                        .face = l->face,
                        .size = len_scale(format->size, scale, EM),
                        .em = len_scale(format->em_advance, scale, EM),
                        .embolden = format->embolden,
                        .glyph = (uint32_t)m->out->glyphs.count};
    return item;
}

static bool add_glyph(shaper *m, text_item *item, const hb_glyph_info_t *info,
                      const hb_glyph_position_t *position)
{
    text_glyph *glyph = vec_push(m->s->arena, &m->out->glyphs);
    if (!glyph) return false;
    int units = item->face->units_per_em;
    glyph->glyph = info->codepoint;
    glyph->x = item->advance;
    if (position->x_offset) glyph->x += len_scale(item->size, position->x_offset, units);
    if (position->y_offset) glyph->y = len_scale(item->size, position->y_offset, units);
    item->advance += len_scale(item->em, position->x_advance, units);
    item->glyph_count++;
    return true;
}

/* HarfBuzz gives right-to-left runs from left to right; items stand in the text's order. */
static void reverse_items(text_item *items, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        text_item swapped = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = swapped;
    }
}

/* Glyphs of one cluster are one item; what is joined to the letter before it belongs to that letter's. */
static bool take_clusters(shaper *m, const letter_run *run)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(m->s->buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(m->s->buffer, &count);
    size_t first_item = m->out->count, near = run->from;
    text_item *item = NULL;
    for (unsigned i = 0; i < count; i++) {
        while (near + 1 < run->to && m->letters[near + 1].at <= info[i].cluster) near++;
        while (near > run->from && m->letters[near].at > info[i].cluster) near--;
        size_t base = near;
        while (base > run->from && m->letters[base].is_joined) base--;
        if (!item || item->at != m->letters[base].at) item = add_item(m, &m->letters[base]);
        if (!add_glyph(m, item, &info[i], &position[i])) return false;
        if (info[i].codepoint == 0 && !m->is_missing) { /* what the shaper made of it is not in the face */
            const text_letter *l = &m->letters[near];
            bool is_next = near + 1 < run->to && l[1].is_joined && face_has(l->face, l->code);
            letter_tell(m->s, m->source, is_next ? l + 1 : l, MSG_character_missing);
            m->is_missing = true;
        }
    }
    if (m->letters[run->from].level % 2)
        reverse_items(m->out->items + first_item, m->out->count - first_item);
    return true;
}

static bool take_run(shaper *m, const letter_run *run)
{
    if (m->letters[run->from].face) {
        shape_run(m, run);
        return hb_buffer_allocation_successful(m->s->buffer) && take_clusters(m, run);
    }
    for (size_t i = run->from; i < run->to; i++) add_item(m, &m->letters[i]); /* line breaks asked for */
    return true;
}

/* The longest run from a letter on. Digits and signs go with the letters beside them. */
static letter_run run_from(const shaper *m, size_t from)
{
    const text_letter *first = &m->letters[from], *l = first;
    letter_run run = {from, from, HB_SCRIPT_COMMON, is_of_latin_role(first->class, first->code)};
    for (; run.to < m->count; run.to++, l++) {
        if (l->is_joined && run.to > from) continue;
        if (l->face != first->face || l->span != first->span || l->level != first->level ||
            is_of_latin_role(l->class, l->code) != run.is_latin)
            break;
        if (l->script == HB_SCRIPT_COMMON || l->script == run.script) continue;
        if (run.script != HB_SCRIPT_COMMON) break;
        run.script = l->script;
    }
    if (run.script == HB_SCRIPT_COMMON) run.script = run.is_latin ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN;
    return run;
}

static void measure_texts(shaped_text *out, uint32_t text_end)
{
    for (size_t i = 0; i < out->count; i++)
        out->items[i].len = (i + 1 < out->count ? out->items[i + 1].at : text_end) - out->items[i].at;
}

bx_status text_shape(const text_setter *setter, const text_source *source, const text_letter *letters,
                     size_t count, shaped_text *out)
{
    shaper m = {.s = setter, .source = source, .letters = letters, .count = count, .out = out};
    *out = (shaped_text){.items = arena_array(setter->arena, text_item, count)};
    out->glyphs.items = arena_array(setter->arena, text_glyph, count);
    out->glyphs.capacity = count;
    if (!out->items || !out->glyphs.items) return diag_memory(setter->diags);
    for (size_t from = 0; from < count;) {
        letter_run run = run_from(&m, from);
        if (!take_run(&m, &run)) return diag_memory(setter->diags);
        from = run.to;
    }
    measure_texts(out, (uint32_t)source->text.len);
    return m.is_missing ? BX_BAD_DATA : BX_OK;
}
