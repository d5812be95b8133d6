/* Letters to clusters: runs of one face, span, direction and script go through HarfBuzz; the text's order is
 * kept. */
#include "text/text.h"

typedef struct shaper {
    const text_setter *s;
    const text_source *source;
    const text_letter *letters;
    size_t count;
    shaped_text *out;
} shaper;

static uint32_t end_of(const shaper *m, size_t letter)
{
    return letter < m->count ? m->letters[letter].at : (uint32_t)m->source->text.len;
}

/* Kerning and ligatures belong to Latin and its like: Chinese stands on the grid. */
static void shape_letters(const shaper *m, size_t from, size_t to)
{
    static const hb_feature_t grid_features[] = {{HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1},
                                                 {HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1},
                                                 {HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1}};
    const text_letter *first = &m->letters[from];
    hb_buffer_t *buffer = m->s->buffer;
    bool is_grid = first->script == HB_SCRIPT_COMMON && !letter_wants_latin(first);
    int len = (int)(end_of(m, to) - first->at);
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, m->source->text.ptr + first->at, len, 0, len);
    hb_buffer_set_direction(buffer, first->level % 2 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, is_grid                             ? HB_SCRIPT_HAN
                                 : first->script == HB_SCRIPT_COMMON ? HB_SCRIPT_LATIN
                                                                     : first->script);
    hb_buffer_set_language(buffer, m->s->language);
    hb_shape(first->face->hb_font, buffer, is_grid ? grid_features : NULL, is_grid ? 3 : 0);
}

static text_item *add_item(shaper *m, const text_letter *l)
{
    text_item *item = vec_push(m->s->arena, &m->out->items);
    if (!item) return NULL;
    const text_format *format = &m->source->spans[l->span].format;
    bx_len scale = letter_wants_latin(l) ? format->latin_scale : EM;
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
    glyph->x = item->advance + len_scale(item->size, position->x_offset, units);
    glyph->y = len_scale(item->size, position->y_offset, units);
    item->advance += len_scale(item->em, position->x_advance, units);
    item->glyph_count++;
    return true;
}

/* The letter at a byte of the run. */
static const text_letter *letter_at(const shaper *m, size_t from, size_t to, uint32_t at)
{
    size_t low = from, high = to;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (m->letters[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return &m->letters[low];
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

static bool take_clusters(shaper *m, size_t from, size_t to)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(m->s->buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(m->s->buffer, &count);
    size_t first_item = m->out->items.count;
    text_item *item = NULL;
    uint32_t base = m->letters[from].at;
    for (unsigned i = 0; i < count; i++) {
        if (!item || base + info[i].cluster != item->at)
            item = add_item(m, letter_at(m, from, to, base + info[i].cluster));
        if (!item || !add_glyph(m, item, &info[i], &position[i])) return false;
    }
    if (m->letters[from].level % 2)
        reverse_items(m->out->items.items + first_item, m->out->items.count - first_item);
    return true;
}

static bool shape_run(shaper *m, size_t from, size_t to)
{
    if (m->letters[from].face) {
        shape_letters(m, from, to);
        return hb_buffer_allocation_successful(m->s->buffer) && take_clusters(m, from, to);
    }
    for (size_t i = from; i < to; i++) /* line breaks that are asked for */
        if (!add_item(m, &m->letters[i])) return false;
    return true;
}

static bool is_one_run(const text_letter *a, const text_letter *b)
{
    return a->face == b->face && a->span == b->span && a->level == b->level && a->script == b->script &&
           letter_wants_latin(a) == letter_wants_latin(b);
}

bool text_shape(const text_setter *setter, const text_source *source, const text_letter *letters,
                size_t count, shaped_text *out)
{
    shaper m = {setter, source, letters, count, out};
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && is_one_run(&letters[from], &letters[to]);) to++;
        if (!shape_run(&m, from, to)) return false;
    }
    for (size_t i = 0; i < out->items.count; i++) {
        uint32_t end = i + 1 < out->items.count ? out->items.items[i + 1].at : (uint32_t)source->text.len;
        out->items.items[i].len = end - out->items.items[i].at;
    }
    return true;
}
