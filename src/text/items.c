/* Text to items, step by step; and the setter that all texts of a document share. */
#include "text/text.h"

bx_status text_itemise(const text_setter *setter, bx_str text, const text_span *spans, size_t span_count,
                       const text_origin *origin, text_items *out)
{
    text_source source = {text, spans, span_count, origin};
    text_letter *letters;
    size_t count;
    shaped_text shaped = {0};
    BX_TRY(text_letters(setter, &source, &letters, &count));
    if (!text_shape(setter, &source, letters, count, &shaped)) return diag_memory(setter->diags);
    text_space(setter->rules, shaped.glyphs.items, shaped.items.items, shaped.items.count);
    if (!text_find_breaks(setter, text, shaped.items.items, shaped.items.count))
        return diag_memory(setter->diags);
    *out = (text_items){text, shaped.items.items, shaped.items.count, shaped.glyphs.items};
    return BX_OK;
}

bx_status text_setter_init(text_setter *setter, bx_arena *arena, font_set *fonts, const text_rules *rules,
                           bx_diags *diags)
{
    *setter = (text_setter){.arena = arena, .fonts = fonts, .rules = rules, .diags = diags};
    setter->language = hb_language_from_string("zh-Hans", -1); /* mainland forms of shared characters */
    setter->buffer = hb_buffer_create();
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
