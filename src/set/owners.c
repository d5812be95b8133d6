/* What a text belongs to in the structure: of a paragraph its parts, an item of a list with its label; and
 * within all texts, links and words of other languages. */
#include "set/setter.h"

static const node_tag heading_tags[] = {TAG_P, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6};

typedef struct owner_maker {
    setter *s;
    const doc_paragraph *p;
    text_stretches stretches;
    size_t next; /* of the stretches */
    paragraph_nodes *out;
} owner_maker;

node_id owner_at(const set_text *text, size_t at)
{
    size_t low = 0, high = text->owner_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->owners[middle].from <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? text->owners[low - 1].node : 0;
}

static bx_status own_from(owner_maker *m, size_t from, node_id node)
{
    text_owner *owner = vec_push(m->s->arena, &m->out->owners);
    if (!owner) return diag_memory(m->s->diags);
    *owner = (text_owner){from, node};
    return BX_OK;
}

static bx_status close_later(owner_maker *m, node_id node)
{
    node_id *slot = vec_push(m->s->arena, &m->out->closes);
    if (!slot) return diag_memory(m->s->diags);
    *slot = node;
    return BX_OK;
}

static bx_status announce_stretch(setter *s, bx_str text, const text_stretch *stretch, node_id parent)
{
    frame_node node = {.parent = parent, .tag = TAG_SPAN, .lang = stretch->lang};
    if (!stretch->lang.len) {
        bx_str words = str_slice(text, stretch->from, stretch->to - stretch->from);
        node.tag = TAG_LINK;
        node.target = arena_print(s->arena, "%.*s%.*s", STR_ARG(stretch->scheme), STR_ARG(words));
        if (!node.target.ptr) return diag_memory(s->diags);
    }
    return set_node(s, &node);
}

static bx_status own_stretch(owner_maker *m, const text_stretch *stretch, size_t to, node_id parent)
{
    BX_TRY(announce_stretch(m->s, m->p->text, stretch, parent));
    node_id node = m->s->last_node;
    BX_TRY(own_from(m, stretch->from, node));
    BX_TRY(own_from(m, to, parent));
    return close_later(m, node);
}

/* A node for some of the text, and what stands in it; what begins in it ends with it. */
static bx_status own(owner_maker *m, frame_node *node, size_t from, size_t to)
{
    BX_TRY(set_node(m->s, node));
    BX_TRY(own_from(m, from, node->id));
    for (; m->next < m->stretches.list.count; m->next++) {
        const text_stretch *stretch = &m->stretches.list.items[m->next];
        if (stretch->from >= to) break;
        size_t end = stretch->to < to ? stretch->to : to;
        if (stretch->from >= from) BX_TRY(own_stretch(m, stretch, end, node->id));
    }
    return close_later(m, node->id);
}

/* A run-in heading is a heading of its own before the paragraph's rest: an H inside a P is no heading to a
 * reader (ISO 14289-1 7.4). */
static bx_status own_parts(owner_maker *m)
{
    for (size_t i = 0; i < m->p->part_count; i++) {
        const text_part *part = &m->p->parts[i];
        frame_node node = {.parent = m->s->root, .tag = heading_tags[part->heading]};
        if (part->heading) node.title = str_slice(m->p->text, part->from, part->to - part->from);
        BX_TRY(own(m, &node, part->from, part->to));
    }
    return BX_OK;
}

/* ISO 32000-1 14.8.4.3.3. */
static bx_status own_item(owner_maker *m, const doc_item *item)
{
    setter *s = m->s;
    frame_node list = {.parent = s->root, .tag = TAG_L};
    if (item->is_first) {
        BX_TRY(set_node(s, &list));
        s->list = list.id;
    }
    frame_node caption = {.parent = s->list, .tag = TAG_CAPTION};
    if (item->label) BX_TRY(own(m, &caption, 0, item->label));
    frame_node entry = {.parent = s->list, .tag = TAG_LI};
    BX_TRY(set_node(s, &entry));
    frame_node label = {.parent = entry.id, .tag = TAG_LBL}, body = {.parent = entry.id, .tag = TAG_LBODY};
    BX_TRY(own(m, &label, item->label, item->body));
    BX_TRY(own(m, &body, item->body, m->p->text.len));
    BX_TRY(close_later(m, entry.id));
    return item->is_last ? close_later(m, s->list) : BX_OK;
}

bx_status set_owners(setter *s, const doc_paragraph *p, paragraph_nodes *out)
{
    owner_maker m = {.s = s, .p = p, .out = out};
    if (!text_find_stretches(&s->layout->text, p->text, s->arena, &m.stretches)) return diag_memory(s->diags);
    return p->item.body ? own_item(&m, &p->item) : own_parts(&m);
}

bx_status add_id(const setter *s, id_list *list, node_id id)
{
    node_id *slot = vec_push(s->arena, &list->ids);
    if (!slot) return diag_memory(s->diags);
    *slot = id;
    return BX_OK;
}

/* ---- texts that are all of one node ---- */

bx_status stretches_find(setter *s, bx_str text, set_stretches *out)
{
    bool has_memory = text_find_stretches(&s->layout->text, text, s->arena, &out->found);
    return has_memory ? BX_OK : diag_memory(s->diags);
}

bx_status stretches_announce(setter *s, bx_str text, node_id parent, set_stretches *of)
{
    of->first = s->last_node + 1;
    for (size_t i = 0; i < of->found.list.count; i++)
        BX_TRY(announce_stretch(s, text, &of->found.list.items[i], parent));
    return BX_OK;
}

bx_status stretches_caption(setter *s, bx_str text, node_id parent, set_stretches *of, id_list *closes)
{
    BX_TRY(stretches_find(s, text, of));
    BX_TRY(stretches_announce(s, text, parent, of));
    for (size_t i = 0; i < stretches_count(of); i++) BX_TRY(add_id(s, closes, of->first + (node_id)i));
    return BX_OK;
}

bx_status stretches_own(const setter *s, const set_stretches *of, node_id parent, set_text *text)
{
    size_t count = 2 * of->found.list.count + 1;
    text_owner *owners = arena_array(s->arena, text_owner, count);
    if (!owners) return diag_memory(s->diags);
    owners[0].node = parent;
    for (size_t i = 0; i < of->found.list.count; i++) {
        const text_stretch *stretch = &of->found.list.items[i];
        owners[2 * i + 1] = (text_owner){stretch->from, of->first + (node_id)i};
        owners[2 * i + 2] = (text_owner){stretch->to, parent};
    }
    text->owners = owners;
    text->owner_count = count;
    return BX_OK;
}
