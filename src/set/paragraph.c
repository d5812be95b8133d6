/* A paragraph: its parts as spans, its lines as slabs, its structure nodes. */
#include "set/setter.h"

/* A bold that the face does not have is its outline stroked this part of the size wide besides being filled.
 */
enum { EMBOLDEN_PART = 30 };

bx_status set_node(setter *s, frame_node *node)
{
    node->id = ++s->last_node;
    return s->sink.announce(s->sink.to, node);
}

static bx_status find_role(setter *s, const style *style, bx_str name, int *out)
{
    *out = fonts_role_find(s->fonts, name);
    if (*out >= 0) {
        s->roles |= UINT64_C(1) << (*out % 64);
        return BX_OK;
    }
    bx_str role = arena_copy(s->arena, name), of = arena_copy(s->arena, style->name);
    if (!role.ptr || !of.ptr) return diag_memory(s->diags);
    diag_add(s->diags, MSG_role_unknown, (bx_place){0}, STR(""), of.ptr, role.ptr);
    return BX_BAD_DATA;
}

bx_status set_format(setter *s, const style *style, bx_len size, text_format *out)
{
    BX_TRY(find_role(s, style, style->face, &out->role));
    BX_TRY(find_role(s, style, style->latin, &out->latin_role));
    out->size = size;
    out->em_advance = size;
    out->latin_scale = style->latin_scale;
    if (style->is_bold) out->embolden = size / EMBOLDEN_PART;
    if (style->is_bold && !s->has_told_bold) {
        bx_str name = arena_copy(s->arena, style->name);
        if (!name.ptr) return diag_memory(s->diags);
        diag_add(s->diags, MSG_bold_drawn, (bx_place){0}, STR(""), name.ptr);
        s->has_told_bold = true;
    }
    /* GB/T 9704 5.2.3: 28 characters a line; other sizes in proportion */
    if (style->tracking == TRACKING_GRID)
        out->em_advance = len_scale(size, s->layout->page.character_pitch, s->layout->page.body_size);
    return BX_OK;
}

typedef struct origin {
    const setter *setter;
    const passage *passage;
} origin;

static bx_place origin_place(const void *source, size_t at)
{
    return passage_place(((const origin *)source)->passage, at);
}

static bx_str origin_path(const void *source)
{
    const origin *o = source;
    return passage_path(o->setter, o->passage);
}

static bx_status itemise(setter *s, bx_str text, const text_span *spans, size_t count, const passage *from,
                         text_items *out)
{
    origin o = {s, from};
    text_origin to = {origin_place, origin_path, &o};
    return text_itemise(&s->text, text, spans, count, from->source ? &to : NULL, out);
}

bx_status set_items(setter *s, const passage *words, const text_format *format, text_items *out)
{
    text_span span = {0, words->text.len, *format};
    return itemise(s, words->text, &span, 1, words, out);
}

bx_status set_words(setter *s, const passage *words, const style *style, bx_len size,
                    const text_measure *measure, text_items *items, text_lines *lines)
{
    text_format format = {0};
    BX_TRY(set_format(s, style, size, &format));
    BX_TRY(set_items(s, words, &format, items));
    return text_fit(&s->text, items, measure, lines);
}

/* ---- lines to frames ---- */

static bool same_run(const text_item *a, const text_item *b)
{
    return a->face == b->face && a->size == b->size && a->span == b->span && a->level == b->level &&
           a->at + a->len == b->at;
}

static bx_status make_run(const setter *s, const set_text *t, size_t from, size_t to, frame_item *out)
{
    const text_item *items = t->items->items;
    size_t count = 0;
    for (size_t i = from; i < to; i++) count += items[i].glyph_count;
    frame_glyph *glyphs = arena_array(s->arena, frame_glyph, count);
    if (!glyphs) return diag_memory(s->diags);
    bx_len left = t->lines->x[from],
           right = left; /* from right to left, the first item is not the leftmost */
    for (size_t i = from; i < to; i++) {
        left = len_min(left, t->lines->x[i]);
        right = len_max(right, t->lines->x[i] + items[i].advance);
    }
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        for (uint32_t g = 0; g < items[i].glyph_count; g++) {
            const text_glyph *glyph = &t->items->glyphs[items[i].glyph + g];
            glyphs[n++] = (frame_glyph){.glyph = glyph->glyph,
                                        .x = t->lines->x[i] + glyph->x - left,
                                        .y = -glyph->y,
                                        .text_at = items[i].at - items[from].at,
                                        .text_len = g ? 0 : items[i].len};
        }
    out->run.face = items[from].face;
    out->run.size = items[from].size;
    out->run.embolden = items[from].embolden;
    out->run.x = left;
    out->run.advance = right - left;
    out->run.glyphs = glyphs;
    out->run.count = count;
    out->run.text =
        str_slice(t->items->text, items[from].at, items[to - 1].at + items[to - 1].len - items[from].at);
    out->text_at = items[from].at;
    return BX_OK;
}

bx_status set_line(const setter *s, const set_text *t, size_t line, bx_len left, bx_len baseline,
                   item_list *out)
{
    const text_item *items = t->items->items;
    const text_line *l = &t->lines->lines[line];
    for (size_t from = l->from, to; from < l->to; from = to) {
        node_id node = owner_at(t, items[from].at);
        for (to = from + 1; to < l->to && same_run(&items[to - 1], &items[to]);) {
            if (owner_at(t, items[to].at) != node) break;
            to++;
        }
        frame_item *item = vec_push(s->arena, &out->list);
        if (!item) return diag_memory(s->diags);
        item->kind = ITEM_RUN;
        item->node = node;
        item->artifact = item->node ? ARTIFACT_NONE : t->artifact;
        item->text_id = t->text_id;
        item->is_repeat = t->is_repeat;
        BX_TRY(make_run(s, t, from, to, item));
        item->run.x += left;
        item->run.y = baseline;
    }
    return BX_OK;
}

/* ---- paragraphs to slabs ---- */

static bx_status make_spans(setter *s, const doc_paragraph *p, text_span *spans)
{
    for (size_t i = 0; i < p->part_count; i++) {
        spans[i] = (text_span){.from = p->parts[i].from, .to = p->parts[i].to};
        BX_TRY(set_format(s, p->parts[i].style, p->parts[i].style->size, &spans[i].format));
    }
    return BX_OK;
}

static text_measure measure_for(const setter *s, const style *style, bx_len em)
{
    static const text_align aligns[] = {TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END, TEXT_END};
    return (text_measure){.width = s->layout->page.type_area_width,
                          .indent_first = len_scale(em, style->indent_first, EM),
                          .align = aligns[style->align],
                          .is_balanced = style->is_balanced};
}

/* Lines with a gap of their own stand under each other, others on the grid; the grid's lines are of the
 * body's size, and what is larger takes as many as it needs. */
static slab line_slab(const setter *s, const style *style, size_t line, size_t count)
{
    bool is_first = line == 0, is_last = line + 1 == count, is_on_grid = style->line_gap == 0;
    slab made = {.height = is_on_grid ? len_max(style->size, s->layout->page.body_size) : style->size,
                 .is_on_grid = is_on_grid,
                 .is_text = true,
                 .starts_page = is_first && style->is_page_start,
                 .space_before = is_first ? style->space_before : style->line_gap,
                 .space_after = is_last ? style->space_after : 0,
                 .blank_before = is_first ? style->blank_lines_before : 0};
    /* widows and orphans, as the layout says */
    bool is_too_near = line < style->min_lines_before_break || count - line < style->min_lines_after_break;
    made.keep_before = !is_first && (is_too_near || style->keep_next);
    return made;
}

/* All lines on the grid share the body's baseline. */
bx_len line_baseline(const setter *s, const slab *slab, const style *style)
{
    return len_scale(slab->height, style_baseline(s, slab->is_on_grid ? s->layout->page.body : style), EM);
}

static bx_status add_lines(setter *s, const doc_paragraph *p, const set_text *text,
                           const paragraph_nodes *nodes)
{
    for (size_t i = 0; i < text->lines->count; i++) {
        slab made = line_slab(s, p->style, i, text->lines->count);
        item_list items = {0};
        BX_TRY(set_line(s, text, i, area_left(s), line_baseline(s, &made, p->style), &items));
        made.items = items.list.items;
        made.item_count = items.list.count;
        made.origin = p->origin;
        if (i + 1 == text->lines->count)
            made.closes = nodes->closes.items, made.close_count = nodes->closes.count;
        BX_TRY(flow_add(s, &made));
    }
    s->flow.keep_next = p->style->keep_next;
    s->flow.blank_after = p->style->blank_lines_after;
    return BX_OK;
}

/* What stands before a byte of the text, set on one line. */
static bx_len width_before(const text_items *items, size_t at)
{
    bx_len width = 0;
    for (size_t i = 0; i < items->count && items->items[i].at < at; i++)
        width += items->items[i].advance - items->items[i].trim_left - items->items[i].trim_right;
    return width;
}

bx_status set_paragraph_items(setter *s, const doc_paragraph *p, bx_len *em, text_items *out)
{
    text_span *spans = arena_array(s->arena, text_span, p->part_count);
    if (!spans) return diag_memory(s->diags);
    BX_TRY(make_spans(s, p, spans));
    *em = spans[0].format.em_advance;
    return itemise(s, p->text, spans, p->part_count, &p->origin, out);
}

bx_status set_paragraph(setter *s, const doc_paragraph *p)
{
    paragraph_nodes nodes = {0};
    bx_len em;
    text_items items;
    text_lines lines;
    BX_TRY(set_paragraph_items(s, p, &em, &items));
    text_measure measure = measure_for(s, p->style, em);
    if (p->hang_at) measure.indent_rest = measure.indent_first + width_before(&items, p->hang_at);
    BX_TRY(text_fit(&s->text, &items, &measure, &lines));
    if (lines.is_overfull) return passage_tell(s, MSG_line_overfull, &p->origin);
    if (!lines.count) return BX_OK; /* a node without a slab would never close */
    BX_TRY(set_owners(s, p, &nodes));
    set_text text = {.items = &items,
                     .lines = &lines,
                     .text_id = p->text_id,
                     .owners = nodes.owners.items,
                     .owner_count = nodes.owners.count};
    return add_lines(s, p, &text, &nodes);
}
