/* The signature block (GB/T 9704 7.3.5): name and date, with and without a seal, with a name of any length;
 * the seal is pressed on paper, or printed from a picture. */
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

/* ---- the seal's picture ---- */

typedef struct printed_seal {
    frame_item *item; /* y from the name's first line; NULL: none is printed */
    uint32_t blank_lines;
    bx_len below_date;
} printed_seal;

/* As large as the layout says, or the file itself; at most half of the type area. */
static void size_seal(const setter *s, const picture *p, frame_image *box)
{
    const page_geometry *g = &s->layout->page;
    double wanted =
        (double)(s->layout->signature.seal_width ? s->layout->signature.seal_width : p->shown_width);
    double by = wanted / (double)p->shown_width, width = (double)p->shown_width,
           height = (double)p->shown_height;
    if (width * by > (double)g->type_area_width / 2) by = (double)g->type_area_width / 2 / width;
    if (height * by > (double)g->type_area_height / 2) by = (double)g->type_area_height / 2 / height;
    box->width = len_max((bx_len)(width * by), 1);
    box->height = len_max((bx_len)(height * by), 1);
}

/* 7.3.5.1: upright, over name and date, which lie somewhat below its middle, centred like them; its top
 * within one line of the text above, and not on it: so many empty lines are left as that takes. */
static void place_seal(const setter *s, const signed_part *name, const signed_part *date, frame_image *box,
                       printed_seal *seal)
{
    const page_geometry *g = &s->layout->page;
    bx_len lines_below = (bx_len)(name->lines.count + date->lines.count) - 1;
    seal->below_date = box->height / FRAME_SEAL_BELOW_DATE;
    box->x = area_left(s) + date->x + (date->width - box->width) / 2;
    box->y = lines_below * g->line_pitch + g->body_size + seal->below_date - box->height;
    bx_len gap = box->y + g->line_pitch - g->body_size;
    for (seal->blank_lines = 0; gap < 0; gap += g->line_pitch) seal->blank_lines++;
}

static bx_status make_seal(setter *s, const doc_picture *p, const signed_part *name, const signed_part *date,
                           printed_seal *seal)
{
    frame_image box = {0};
    if (!p) return BX_OK;
    size_seal(s, p->picture, &box);
    place_seal(s, name, date, &box, seal);
    return picture_item(s, p, s->root, &box, &seal->item);
}

/* The empty lines are there at a page's top too, since the seal stands in them. */
static bx_status add_room(setter *s, const printed_seal *seal)
{
    const page_geometry *g = &s->layout->page;
    slab room = {.height = g->body_size + (seal->blank_lines - 1) * g->line_pitch, .is_on_grid = true};
    return seal->blank_lines ? flow_add(s, &room) : BX_OK;
}

/* ---- lines ---- */

/* What comes with a part's lines: empty lines above, an item on the first, room below the last, nodes that
 * end with it. */
typedef struct part_lines {
    uint32_t blank_before;
    const frame_item *item;
    bx_len below;
    const node_id *closes;
    size_t close_count;
} part_lines;

static bx_status add_part(setter *s, const doc_paragraph *p, const signed_part *part, const part_lines *with)
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
                     .blank_before = i ? 0 : with->blank_before};
        bx_len centred = (part->width - part->lines.lines[i].width) / 2;
        item_list items = {0};
        frame_item *under = with->item && !i ? vec_push(s->arena, &items.list) : NULL;
        if (with->item && !i && !under) return diag_memory(s->diags);
        if (under) *under = *with->item;
        BX_TRY(set_line(s, &text, i, area_left(s) + part->x + centred, line_baseline(s, &made, p->style),
                        &items));
        made.items = items.list.items;
        made.item_count = items.list.count;
        if (i + 1 == part->lines.count) {
            made.closes = with->closes, made.close_count = with->close_count;
            made.height += with->below;
        }
        BX_TRY(flow_add(s, &made));
    }
    return BX_OK;
}

static bx_status add_parts(setter *s, const doc_signature *signature, const signed_part *name,
                           const signed_part *date, const printed_seal *seal)
{
    const signature_rules *rules = &s->layout->signature;
    uint32_t blank = signature->is_sealed ? rules->sealed_blank_lines_before : rules->blank_lines_before;
    node_id *closes = arena_array(s->arena, node_id, 2);
    if (!closes) return diag_memory(s->diags);
    closes[0] = date->node;
    if (seal->item) closes[1] = seal->item->node;
    part_lines above = {seal->item ? 0 : blank, seal->item, 0, &name->node, 1},
               below = {0, NULL, seal->below_date, closes, seal->item ? 2 : 1};
    flow_keep_last(s, rules->min_lines_with);
    BX_TRY(add_room(s, seal));
    BX_TRY(add_part(s, &signature->name, name, &above));
    return add_part(s, &signature->date, date, &below);
}

bx_status set_signature(setter *s, const doc_signature *signature)
{
    signed_part *name = arena_new(s->arena, signed_part), *date = arena_new(s->arena, signed_part);
    printed_seal seal = {0};
    if (!name || !date) return diag_memory(s->diags);
    BX_TRY(measure_part(s, &signature->date, s->layout->page.type_area_width, date));
    BX_TRY(measure_part(s, &signature->name, name_room(s, signature->is_sealed, date), name));
    BX_TRY(announce_part(s, name, LANDMARK_SIGNATURE, signature->name_field));
    BX_TRY(announce_part(s, date, LANDMARK_DATE, signature->date_field));
    if (signature->is_sealed)
        place_sealed(s, name, date);
    else
        place_unsealed(s, name, date);
    BX_TRY(make_seal(s, signature->seal, name, date, &seal));
    return add_parts(s, signature, name, date, &seal);
}
