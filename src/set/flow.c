/* Slabs into pages: each page takes what fits and ends at the last place where a break is allowed. A page is
 * closed only when some slabs beyond it are known, so that what follows (a signature) can still pull lines
 * along. */
#include "set/table.h"

enum { LOOKAHEAD = 6 };

static const bx_len TOLERANCE = LEN_PT / 100; /* roundings, not overflow */

static bx_len frame_half(const slab *row)
{
    return row->table->doc->layout->frame_weight / 2;
}

static bx_len bottom_of(const slab *slab)
{
    return slab->top + slab->height + (slab->table ? frame_half(slab) : 0);
}

static bx_len page_top(const slab *first)
{
    return first->table ? frame_half(first) + table_repeat_height(first->table, first->row) : 0;
}

/* The first grid line at or below a height: line n stands at n × pitch, multiplied, never added up. */
static bx_len on_grid(const setter *s, bx_len y)
{
    bx_len pitch = s->layout->page.line_pitch;
    return (y - TOLERANCE + pitch - 1) / pitch * pitch;
}

static bx_len next_top(const setter *s, const slab *before, const slab *slab)
{
    if (slab->table && before->table == slab->table) return before->top + before->height;
    bx_len top = bottom_of(before) + len_max(before->space_after, slab->space_before);
    top += slab->blank_before * s->layout->page.line_pitch;
    if (slab->table) return top + frame_half(slab);
    return slab->is_on_grid ? on_grid(s, top) : top;
}

/* Give tops to the slabs that follow until one does not fit or must begin a page; answers how many fit. */
static size_t fill(setter *s)
{
    slab *slabs = s->flow.slabs.items;
    for (size_t i = 0; i < s->flow.slabs.count; i++) {
        if (i > 0 && slabs[i].starts_page) return i;
        slabs[i].top = i ? next_top(s, &slabs[i - 1], &slabs[i]) : page_top(&slabs[i]);
        if (bottom_of(&slabs[i]) > s->layout->page.type_area_height + TOLERANCE) return i;
    }
    return s->flow.slabs.count;
}

static bool may_break_above(const flow *f, size_t at)
{
    const slab *slab = &f->slabs.items[at];
    if (slab->starts_page) return true;
    if (slab->keep_before) return false;
    if (!slab->table || slab[-1].table != slab->table) return true;
    size_t first = at - 1;
    while (first > 0 && f->slabs.items[first - 1].table == slab->table) first--;
    return table_may_break(slab->table, f->slabs.items[first].row, slab->row);
}

/* Where the page ends: the last allowed place; where none is, what does not fit goes to the next page all the
 * same. */
static size_t choose_break(const flow *f, size_t fitting)
{
    size_t at = fitting;
    if (at == f->slabs.count) return at;
    while (at > 0 && !may_break_above(f, at)) at--;
    return at ? at : fitting;
}

/* ---- closing a page ---- */

static bx_status add_slab_items(setter *s, const slab *slab, bx_len area_top, item_list *out)
{
    for (size_t i = 0; i < slab->item_count; i++) {
        frame_item *item = vec_push(s->arena, &out->list);
        if (!item) return diag_memory(s->diags);
        *item = slab->items[i];
        item->run.y += area_top + slab->top;
    }
    return BX_OK;
}

/* The rows of one table that stand on this page are drawn together. */
static bx_status add_rows(setter *s, size_t from, size_t to, bx_len area_top, item_list *out)
{
    const slab *first = &s->flow.slabs.items[from], *last = &s->flow.slabs.items[to - 1];
    bool is_continued = from == 0 && table_repeat_height(first->table, first->row) > 0;
    return table_draw(s, first->table, first->row, last->row + 1, is_continued, area_top + first->top, out);
}

static bx_status close_nodes(setter *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const slab *slab = &s->flow.slabs.items[i];
        for (size_t n = 0; n < slab->close_count; n++) BX_TRY(s->sink.close(s->sink.to, slab->closes[n]));
    }
    return BX_OK;
}

static bx_status close_page(setter *s, size_t count)
{
    const page_geometry *g = &s->layout->page;
    item_list items = {0};
    for (size_t i = 0, to; i < count; i = to) {
        const slab *slab = &s->flow.slabs.items[i];
        for (to = i + 1; slab->table && to < count && s->flow.slabs.items[to].table == slab->table;) to++;
        BX_TRY(slab->table ? add_rows(s, i, to, g->margin_head, &items)
                           : add_slab_items(s, slab, g->margin_head, &items));
    }
    uint32_t number = s->flow.page + 1;
    bx_str label = arena_print(s->arena, "%u", number);
    if (!label.ptr) return diag_memory(s->diags);
    if (s->layout->folio.style) BX_TRY(set_folio(s, number, &items));
    frame_page page = {.index = s->flow.page,
                       .label = s->layout->folio.style ? label : STR(""),
                       .width = g->width,
                       .height = g->height,
                       .items = items.list.items,
                       .count = items.list.count};
    BX_TRY(s->sink.page(s->sink.to, &page));
    BX_TRY(close_nodes(s, count));
    s->flow.page++;
    s->flow.slabs.count -= count;
    memmove(s->flow.slabs.items, s->flow.slabs.items + count, s->flow.slabs.count * sizeof(slab));
    return BX_OK;
}

static bx_status tell_too_tall(const setter *s, const slab *slab)
{
    diag_add(s->diags, MSG_too_tall, slab->place, STR(""));
    return BX_BAD_DATA;
}

static bx_status close_full_pages(setter *s, size_t lookahead)
{
    for (;;) {
        size_t fitting = fill(s);
        if (fitting == s->flow.slabs.count || s->flow.slabs.count - fitting < lookahead) return BX_OK;
        if (fitting == 0) return tell_too_tall(s, s->flow.slabs.items);
        BX_TRY(close_page(s, choose_break(&s->flow, fitting)));
    }
}

bx_status flow_add(setter *s, const slab *slab)
{
    struct slab *slot = vec_push(s->arena, &s->flow.slabs);
    if (!slot) return diag_memory(s->diags);
    *slot = *slab;
    if (s->flow.keep_next) slot->keep_before = true;
    if (s->flow.blank_after > slot->blank_before) slot->blank_before = s->flow.blank_after;
    s->flow.keep_next = false;
    s->flow.blank_after = 0;
    return close_full_pages(s, LOOKAHEAD);
}

bx_status flow_end(setter *s)
{
    BX_TRY(close_full_pages(s, 1));
    if (s->flow.slabs.count) BX_TRY(close_page(s, s->flow.slabs.count));
    return BX_OK;
}

void flow_keep_last(setter *s, uint32_t lines)
{
    slab *slabs = s->flow.slabs.items;
    for (size_t i = s->flow.slabs.count; i > 0 && lines > 1; i--) {
        slabs[i - 1].keep_before = true;
        lines -= slabs[i - 1].is_text;
    }
    s->flow.keep_next = true;
}
