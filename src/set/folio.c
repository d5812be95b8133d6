/* The page number (GB/T 9704 7.5): below the type area, odd pages at the right, even pages at the left, one
 * character empty; a 一字线 on either side whose middle stands where the layout says (GB/T 33476.2 8). */
#include "set/setter.h"

static bool folio_text(const setter *s, uint32_t number, bx_str *out)
{
    bx_str text = s->layout->folio.text, slot = STR("{page}");
    size_t at = str_find(text, slot);
    bx_str rest = str_from(text, at + slot.len);
    if (at == text.len) rest = STR("");
    *out =
        at == text.len ? text : arena_print(s->arena, "%.*s%u%.*s", (int)at, text.ptr, number, STR_ARG(rest));
    return out->ptr != NULL;
}

/* Height of the middle of the first glyph's ink above the baseline. */
static bx_len ink_middle(const text_items *items)
{
    const text_item *item = &items->items[0];
    hb_glyph_extents_t box;
    if (!hb_font_get_glyph_extents(item->face->hb_font, items->glyphs[item->glyph].glyph, &box))
        return item->size / 3;
    return len_scale(item->size, 2 * box.y_bearing + box.height, 2L * item->face->units_per_em);
}

bx_status set_folio(setter *s, uint32_t number, item_list *out)
{
    const folio_rules *rules = &s->layout->folio;
    const page_geometry *g = &s->layout->page;
    passage words = {0};
    if (!folio_text(s, number, &words.text)) return diag_memory(s->diags);
    text_measure measure = {.width = g->type_area_width, .align = TEXT_START};
    text_items items;
    text_lines lines;
    BX_TRY(set_words(s, &words, rules->style, rules->style->size, &measure, &items, &lines));
    if (!lines.count) return BX_OK;
    bx_len indent = len_scale(rules->style->size, rules->indent, EM);
    bx_len left = number % 2 ? area_left(s) + g->type_area_width - indent - lines.lines[0].width
                             : area_left(s) + indent;
    bx_len baseline = g->margin_head + g->type_area_height + rules->below_type_area + ink_middle(&items);
    set_text text = {.items = &items, .lines = &lines, .artifact = ARTIFACT_PAGINATION};
    return set_line(s, &text, 0, left, baseline, out);
}
