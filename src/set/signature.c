/* The signature block (GB/T 9704 7.3.5): name and date, with and without a seal, with a name of any length.
 */
#include "set/setter.h"

/* Lives in the arena: its slab points at its node. */
typedef struct signed_part {
    text_items items;
    text_lines lines;
    bx_len width, x; /* of its widest line; left edge from the type area's left */
    node_id node;
} signed_part;

static bx_len characters(const setter *s, bx_len em)
{
    return len_scale(s->layout->page.character_pitch, em, EM);
}

static bx_status measure_part(setter *s, const doc_paragraph *p, bx_len room, signed_part *out)
{
    text_measure measure = {.width = room, .align = TEXT_START, .is_balanced = true};
    passage words = p->origin;
    words.text = p->text;
    BX_TRY(set_words(s, &words, p->style, p->style->size, &measure, &out->items, &out->lines));
    for (size_t i = 0; i < out->lines.count; i++) out->width = len_max(out->width, out->lines.lines[i].width);
    return BX_OK;
}

/* What the name may take: up to its place at the right; with a seal so much that, centred on the date, it
 * stays within the type area. A longer one takes several lines. */
static bx_len name_room(const setter *s, bool is_sealed, const signed_part *date)
{
    const signature_rules *rules = &s->layout->signature;
    if (is_sealed) return date->width + 2 * characters(s, rules->sealed_date_indent_right);
    return s->layout->page.type_area_width - characters(s, rules->name_indent_right);
}

static bx_status announce_part(setter *s, signed_part *part, node_landmark landmark, bx_str field)
{
    if (!part->lines.count) return BX_OK; /* a node without a slab would never close */
    frame_node node = {.parent = s->root, .tag = TAG_P, .landmark = landmark, .name = field};
    BX_TRY(set_node(s, &node));
    part->node = node.id;
    return BX_OK;
}

/* 7.3.5.2: the name two characters from the right, the date's first character two right of the name's. A date
 * longer than the name stands two from the right itself, and the name's right space grows. */
static void place_unsealed(const setter *s, signed_part *name, signed_part *date)
{
    const signature_rules *rules = &s->layout->signature;
    bx_len right = s->layout->page.type_area_width - characters(s, rules->name_indent_right);
    bx_len offset = characters(s, rules->date_offset);
    bool is_date_longer = date->width > name->width;
    name->x = is_date_longer ? right - date->width - offset : right - name->width;
    date->x = name->x + offset;
}

/* 7.3.5.1: the date four characters from the right, the name centred on it. */
static void place_sealed(const setter *s, signed_part *name, signed_part *date)
{
    bx_len indent = characters(s, s->layout->signature.sealed_date_indent_right);
    date->x = s->layout->page.type_area_width - indent - date->width;
    name->x = date->x + (date->width - name->width) / 2;
}

static bx_status add_part(setter *s, const doc_paragraph *p, const signed_part *part, uint32_t blank_before)
{
    text_owner owner = {0, part->node};
    set_text text = {.items = &part->items,
                     .lines = &part->lines,
                     .text_id = p->text_id,
                     .owners = &owner,
                     .owner_count = 1};
    for (size_t i = 0; i < part->lines.count; i++) {
        slab made = {.height = len_max(p->style->size, s->layout->page.body_size),
                     .is_on_grid = true,
                     .keep_before = true,
                     .origin = p->origin,
                     .blank_before = i ? 0 : blank_before};
        bx_len centred = (part->width - part->lines.lines[i].width) / 2;
        item_list items = {0};
        BX_TRY(set_line(s, &text, i, area_left(s) + part->x + centred, line_baseline(s, &made, p->style),
                        &items));
        made.items = items.list.items;
        made.item_count = items.list.count;
        if (i + 1 == part->lines.count) made.closes = &part->node, made.close_count = 1;
        BX_TRY(flow_add(s, &made));
    }
    return BX_OK;
}

bx_status set_signature(setter *s, const doc_signature *signature)
{
    const signature_rules *rules = &s->layout->signature;
    signed_part *name = arena_new(s->arena, signed_part), *date = arena_new(s->arena, signed_part);
    if (!name || !date) return diag_memory(s->diags);
    BX_TRY(measure_part(s, &signature->date, s->layout->page.type_area_width, date));
    BX_TRY(measure_part(s, &signature->name, name_room(s, signature->is_sealed, date), name));
    BX_TRY(announce_part(s, name, LANDMARK_SIGNATURE, signature->name_field));
    BX_TRY(announce_part(s, date, LANDMARK_DATE, signature->date_field));
    if (signature->is_sealed)
        place_sealed(s, name, date);
    else
        place_unsealed(s, name, date);
    flow_keep_last(s, rules->min_lines_with);
    BX_TRY(add_part(s, &signature->name, name,
                    signature->is_sealed ? rules->sealed_blank_lines_before : rules->blank_lines_before));
    return add_part(s, &signature->date, date, 0);
}
