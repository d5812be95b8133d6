/* The outline (ISO 32000-1 12.3.3): entries as bytes of our own, all open. */
#include "pdf/outline.h"

#include <inttypes.h>

#include "pdf/bytes.h"

void pdf_outline_clear(pdf_outline *outline)
{
    arena_clear(&outline->arena);
}

bx_status pdf_outline_announce(pdf_outline *outline, pdf_out *out, const frame_node *node)
{
    if (node->tag < TAG_H1 || node->tag > TAG_H6 || !node->title.len) return BX_OK;
    outline_entry *entry = vec_push(&outline->arena, &outline->list);
    bx_str title = entry ? arena_copy(&outline->arena, node->title) : (bx_str){0};
    if (!title.ptr) return pdf_out_memory(out);
    entry->node = node->id;
    entry->level = node->tag - TAG_H1 + 1;
    entry->title = title;
    return BX_OK;
}

void pdf_outline_drawn(pdf_outline *outline, node_id node, uint32_t page, bx_len top, bx_len height)
{
    for (size_t i = outline->undrawn; i < outline->list.count; i++) {
        outline_entry *entry = &outline->list.items[i];
        if (entry->node != node || entry->page) continue;
        entry->page = page;
        entry->top = pdf_thousandths(height - top);
        break;
    }
    while (outline->undrawn < outline->list.count && outline->list.items[outline->undrawn].page)
        outline->undrawn++;
}

/* The nearest entry above of a higher rank; places from 1, 0 is the root. A skipped level is no matter. */
static size_t find_parent(const pdf_outline *outline, size_t place)
{
    const outline_entry *list = outline->list.items;
    size_t above = place - 1;
    while (above && list[above - 1].level >= list[place - 1].level) above = list[above - 1].parent;
    return above;
}

/* Tie all entries together and count what is below each: all that is open (Count). */
static void link_entries(pdf_outline *outline, outline_entry *root)
{
    outline_entry *list = outline->list.items;
    for (size_t place = 1; place <= outline->list.count; place++) {
        outline_entry *entry = &list[place - 1];
        entry->parent = find_parent(outline, place);
        outline_entry *parent = entry->parent ? &list[entry->parent - 1] : root;
        entry->before = parent->last;
        if (parent->last)
            list[parent->last - 1].next = place;
        else
            parent->first = place;
        parent->last = place;
    }
    for (size_t place = outline->list.count; place; place--) {
        outline_entry *entry = &list[place - 1];
        outline_entry *parent = entry->parent ? &list[entry->parent - 1] : root;
        parent->inner += 1 + entry->inner;
    }
}

static void add_link(bx_buf *out, const pdf_outline *outline, const char *key, size_t place)
{
    if (!place) return;
    buf_text(out, key);
    pdf_bytes_ref(out, outline->list.items[place - 1].number);
}

static void add_destination(bx_buf *out, const outline_entry *entry)
{
    if (!entry->page) return;
    buf_text(out, "/Dest[");
    pdf_bytes_ref(out, entry->page);
    buf_text(out, "/XYZ null ");
    pdf_bytes_fixed(out, entry->top, 3);
    buf_text(out, " null]");
}

static void write_entry(const pdf_outline *outline, pdf_out *out, const outline_entry *entry, uint32_t root)
{
    bx_buf made = {0};
    buf_text(&made, "<<");
    if (entry->number == root)
        buf_text(&made, "/Type/Outlines");
    else {
        buf_text(&made, "/Title");
        pdf_bytes_text(&made, entry->title);
        buf_text(&made, "/Parent");
        buf_char(&made, ' ');
        pdf_bytes_ref(&made, entry->parent ? outline->list.items[entry->parent - 1].number : root);
    }
    add_link(&made, outline, "/Prev ", entry->before);
    add_link(&made, outline, "/Next ", entry->next);
    add_link(&made, outline, "/First ", entry->first);
    add_link(&made, outline, "/Last ", entry->last);
    if (entry->inner) buf_print(&made, "/Count %zu", entry->inner);
    add_destination(&made, entry);
    buf_text(&made, ">>");
    pdf_out_checked(out, &made);
    pdf_out_object(out, PACK_REST, entry->number, buf_slice(&made));
    buf_clear(&made);
}

uint32_t pdf_outline_end(pdf_outline *outline, pdf_out *out)
{
    if (!outline->list.count) return 0;
    outline_entry root = {.number = pdf_out_number(out)};
    link_entries(outline, &root);
    for (size_t i = 0; i < outline->list.count; i++) outline->list.items[i].number = pdf_out_number(out);
    write_entry(outline, out, &root, root.number);
    for (size_t i = 0; i < outline->list.count; i++)
        write_entry(outline, out, &outline->list.items[i], root.number);
    return out->status == BX_OK ? root.number : 0;
}
