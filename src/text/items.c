/* Text to items, step by step; and the setter that all texts of a document share. */
#include "text/scratch.h"

/* What stands beside what: blanks that marks give up, gaps, and where a line may end. In vertical text
 * nothing does: marks keep their cells. */
static bool settle_neighbours(const text_setter *setter, bx_str text, shaped_text *shaped, bool is_vertical)
{
    if (is_vertical) {
        text_stack(shaped->items, shaped->count);
        return true;
    }
    text_fill_cells(setter, shaped);
    text_space(setter->rules, shaped->items, shaped->count);
    return text_find_breaks(setter, text, shaped->items, shaped->count);
}

bx_status text_itemise(const text_setter *setter, bx_str text, const text_span *spans, size_t span_count,
                       const text_origin *origin, text_items *out)
{
    text_source source = {text, spans, span_count, origin};
    text_letter *letters;
    size_t count;
    shaped_text shaped = {0};
    *out = (text_items){.text = text};
    BX_TRY(text_letters(setter, &source, &letters, &count));
    BX_TRY(text_shape(setter, &source, letters, count, &shaped));
    bool is_vertical = span_count && spans[0].format.is_vertical;
    if (!settle_neighbours(setter, text, &shaped, is_vertical)) return diag_memory(setter->diags);
    *out = (text_items){text, shaped.items, shaped.count, shaped.glyphs.items};
    return BX_OK;
}

bx_status text_setter_init(text_setter *setter, bx_arena *arena, font_set *fonts, const text_rules *rules,
                           bx_diags *diags)
{
    *setter = (text_setter){.arena = arena, .fonts = fonts, .rules = rules, .diags = diags};
    setter->language = hb_language_from_string("zh-Hans", -1); /* mainland forms of shared characters */
    setter->buffer = hb_buffer_create();
    setter->scratch = arena_new(arena, text_scratch);
    if (setter->scratch) setter->scratch->arena = arena;
    if (setter->scratch && hb_buffer_allocation_successful(setter->buffer)) return BX_OK;
    text_setter_clear(setter);
    return diag_memory(diags);
}

void text_setter_clear(text_setter *setter)
{
    hb_buffer_destroy(setter->buffer);
    setter->buffer = NULL;
}

void *scratch_array(const text_setter *setter, scratch_use use, size_t count, size_t size)
{
    text_scratch *scratch = setter->scratch;
    if (size && count > SIZE_MAX / 2 / size) return NULL;
    if (scratch->blocks[use].bytes && scratch->blocks[use].size >= count * size)
        return scratch->blocks[use].bytes;
    size_t wanted = count * size < 4096 ? 4096 : count * size + count * size / 2;
    void *bytes = arena_alloc(scratch->arena, 1, wanted);
    if (!bytes) return NULL;
    scratch->blocks[use].bytes = bytes;
    scratch->blocks[use].size = wanted;
    return bytes;
}
