/* Pictures in the flow of text: at their own size if the type area holds it, in the middle, a caption below;
 * and what all pictures have in common, seals included. */
#include "set/setter.h"

bx_status picture_item(setter *s, const doc_picture *p, node_id parent, const frame_image *box,
                       frame_item **out)
{
    frame_node node = {.parent = parent, .tag = TAG_FIGURE, .alt = p->alt, .name = p->seal_field};
    if (p->seal_field.len) node.landmark = LANDMARK_SEAL;
    frame_item *item = arena_new(s->arena, frame_item);
    if (!item) return diag_memory(s->diags);
    BX_TRY(set_node(s, &node));
    *item = (frame_item){.kind = ITEM_IMAGE, .node = node.id, .image = *box};
    item->image.picture = p->picture;
    *out = item;
    return BX_OK;
}

bx_status pictures_under(setter *s, item_list *items)
{
    size_t count = items->list.count, pictures = 0, at = 0;
    for (size_t i = 0; i < count; i++) pictures += items->list.items[i].kind == ITEM_IMAGE;
    if (!pictures) return BX_OK;
    frame_item *sorted = arena_array(s->arena, frame_item, count);
    if (!sorted) return diag_memory(s->diags);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++)
            if ((items->list.items[i].kind == ITEM_IMAGE) == (pass == 0)) sorted[at++] = items->list.items[i];
    items->list.items = sorted;
    items->list.capacity = count;
    return BX_OK;
}

/* ---- in the flow ---- */

/* The caption's lines, below the picture on the same page. */
typedef struct caption_lines {
    text_items items;
    text_lines lines;
    set_stretches stretches;
    node_id node, group;
    id_list closes; /* with its last line: what stands in it, itself, the group */
} caption_lines;

static bx_status measure_caption(setter *s, const doc_paragraph *p, caption_lines *out)
{
    text_measure measure = {
        .width = s->layout->page.type_area_width, .align = TEXT_CENTER, .is_balanced = p->style->is_balanced};
    passage words = p->origin;
    BX_TRY(set_words(s, &words, p->style, p->style->size, &measure, &out->items, &out->lines));
    return out->lines.is_overfull ? passage_tell(s, MSG_line_overfull, &p->origin) : BX_OK;
}

/* The picture's own size, made smaller where it is more than its page has beside the caption. */
static frame_image fit_box(const setter *s, const picture *p, size_t caption_lines)
{
    const page_geometry *g = &s->layout->page;
    bx_len width = len_min(p->shown_width, g->type_area_width),
           most = g->type_area_height - (bx_len)(caption_lines + 1) * g->line_pitch;
    bx_len height = (bx_len)((double)p->shown_height * (double)width / (double)p->shown_width);
    if (height > most) {
        width = (bx_len)((double)width * (double)most / (double)height);
        height = most;
    }
    return (frame_image){.x = area_left(s) + (g->type_area_width - width) / 2,
                         .width = len_max(width, 1),
                         .height = len_max(height, 1)};
}

static bx_status add_caption(setter *s, const doc_paragraph *p, const caption_lines *caption)
{
    set_text text = {.items = &caption->items, .lines = &caption->lines, .text_id = p->text_id};
    BX_TRY(stretches_own(s, &caption->stretches, caption->node, &text));
    for (size_t i = 0; i < caption->lines.count; i++) {
        slab made = {.height = len_max(p->style->size, s->layout->page.body_size),
                     .is_on_grid = true,
                     .keep_before = true,
                     .origin = p->origin};
        item_list items = {0};
        BX_TRY(set_line(s, &text, i, area_left(s), line_baseline(s, &made, p->style), &items));
        made.items = items.list.items;
        made.item_count = items.list.count;
        if (i + 1 == caption->lines.count)
            made.closes = caption->closes.ids.items, made.close_count = caption->closes.ids.count;
        BX_TRY(flow_add(s, &made));
    }
    return BX_OK;
}

/* ISO 14289-1 7.3: a caption is one by its tag. It stands beside the figure in a group of theirs, since what
 * is inside a figure with an alternative text is not read aloud. */
static bx_status announce_group(setter *s, caption_lines *caption)
{
    frame_node group = {.parent = s->root, .tag = TAG_SECT};
    if (!caption->lines.count) return BX_OK;
    BX_TRY(set_node(s, &group));
    caption->group = group.id;
    return BX_OK;
}

static bx_status announce_caption(setter *s, const doc_paragraph *p, caption_lines *caption)
{
    frame_node node = {.parent = caption->group, .tag = TAG_CAPTION};
    if (!p || !caption->group) return BX_OK;
    BX_TRY(set_node(s, &node));
    caption->node = node.id;
    BX_TRY(stretches_caption(s, p->text, node.id, &caption->stretches, &caption->closes));
    BX_TRY(add_id(s, &caption->closes, node.id));
    return add_id(s, &caption->closes, caption->group);
}

bx_status set_picture(setter *s, const doc_picture *p)
{
    caption_lines *caption = arena_new(s->arena, caption_lines);
    if (!caption) return diag_memory(s->diags);
    if (p->caption) BX_TRY(measure_caption(s, p->caption, caption));
    frame_image box = fit_box(s, p->picture, caption->lines.count);
    frame_item *item;
    BX_TRY(announce_group(s, caption));
    BX_TRY(picture_item(s, p, caption->group ? caption->group : s->root, &box, &item));
    slab made = {.height = box.height,
                 .space_before = s->layout->page.line_pitch - s->layout->page.body_size,
                 .space_after = s->layout->page.line_pitch - s->layout->page.body_size,
                 .items = item,
                 .item_count = 1,
                 .closes = &item->node,
                 .close_count = 1,
                 .origin = p->origin};
    BX_TRY(announce_caption(s, p->caption, caption));
    BX_TRY(flow_add(s, &made));
    return p->caption && caption->group ? add_caption(s, p->caption, caption) : BX_OK;
}
