/* Slabs into pages: each page takes what fits and ends where a break does least harm (flow_break.c). A page
 * is closed only when some slabs beyond it are known, so that what follows (a signature) can still pull lines
 * along. What no page can hold is told with its place and set all the same, so that further faults are told
 * in the same run. */
#include "set/table.h"

enum { LOOKAHEAD = 4 }; /* slabs beyond a page, besides the lines that a signature pulls along */

static const bx_len TOLERANCE = LEN_PT / 100; /* roundings, not overflow */

static bx_len frame_half(const slab *row)
{
    return table_frame_weight(row->table->doc->layout) / 2;
}

bx_len slab_foot(const slab *slab)
{
    return slab->table ? table_row_foot(slab) + frame_half(slab) : slab->top + slab->height;
}

static bx_len page_top(const slab *first)
{
    return first->table ? table_top_height(first) + frame_half(first) : 0;
}

/* The first grid line at or below a height: line n stands at n × pitch, multiplied, never added up. */
static bx_len on_grid(const setter *s, bx_len y)
{
    bx_len pitch = s->layout->page.line_pitch;
    return (y - TOLERANCE + pitch - 1) / pitch * pitch;
}

static bx_len next_top(const setter *s, const slab *before, const slab *slab)
{
    if (slab->table && before->table == slab->table) return before->top + before->height + slab->space_before;
    bx_len top = slab_foot(before) + len_max(before->space_after, slab->space_before);
    if (slab->is_on_grid || slab->blank_before) top = on_grid(s, top); /* empty lines are lines of the grid */
    top += slab->blank_before * s->layout->page.line_pitch;
    return slab->table ? top + frame_half(slab) : top;
}

/* The grid has so many lines (GB/T 9704 5.2.3) even where a smaller pitch leaves room for more; what is not
 * on it may fill the type area. */
static bx_len foot_for(const setter *s, const slab *slab)
{
    const page_geometry *g = &s->layout->page;
    return slab->is_on_grid ? g->body_size + (g->lines - 1) * g->line_pitch : area_height(s, slab->is_turned);
}

/* Give tops to the slabs that follow, until one does not fit or must begin a page. */
static void fill(setter *s)
{
    flow *f = &s->flow;
    for (; f->fitting < f->slabs.count; f->fitting++) {
        slab *at = &f->slabs.items[f->fitting];
        if (f->fitting && slab_begins_page(at)) return;
        at->top = f->fitting ? next_top(s, at - 1, at) : page_top(at);
        if (slab_foot(at) > foot_for(s, at) + TOLERANCE) return;
    }
}

/* ---- closing a page ---- */

static bx_status add_slab_items(setter *s, const slab *slab, bx_len y, item_list *out)
{
    for (size_t i = 0; i < slab->item_count; i++) {
        frame_item *item = vec_push(s->arena, &out->list);
        if (!item) return diag_memory(s->diags);
        *item = slab->items[i];
        *(item->kind == ITEM_IMAGE ? &item->image.y : &item->run.y) += y + slab->top;
    }
    return BX_OK;
}

/* The rows of one table that stand on this page are drawn together, in one of its panels. */
static bx_status add_rows(setter *s, size_t from, size_t to, uint32_t panel, item_list *out)
{
    const slab *rows = &s->flow.slabs.items[from];
    const set_table *t = rows->table;
    const above_lines *lines = &t->above.lines[panel];
    bx_len area_top = s->layout->page.margin_head, above = rows->top - frame_half(rows) -
                                                           table_repeat_height(t, rows->row) - lines->height -
                                                           table_top_padding(rows);
    bool is_further = panel || (from == 0 && (rows->row || rows->band));
    for (size_t i = 0; is_further && i < lines->count; i++)
        BX_TRY(add_slab_items(s, &lines->slabs[i], area_top + above, out));
    if (is_further && !panel) BX_TRY(table_tell_head(s, rows));
    table_piece piece = {rows, to - from, &t->panels[panel], from == 0};
    size_t drawn = out->list.count;
    BX_TRY(table_draw(s, &piece, area_top, out));
    for (size_t i = drawn; i < out->list.count; i++) out->list.items[i].table = t->node;
    return BX_OK;
}

static bx_status close_nodes(setter *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const slab *slab = &s->flow.slabs.items[i];
        for (size_t n = 0; n < slab->close_count; n++) BX_TRY(s->sink.close(s->sink.to, slab->closes[n]));
    }
    return BX_OK;
}

/* What would have fitted below the last slab, but stays with what follows. */
static void count_blank(flow *f, size_t count)
{
    if (count >= f->fitting) return;
    bx_len blank = slab_foot(&f->slabs.items[f->fitting - 1]) - slab_foot(&f->slabs.items[count - 1]);
    f->blank.total += blank;
    if (blank <= f->blank.most) return;
    f->blank.most = blank;
    f->blank.page = f->page + 1;
}

/* What stands on a page, in reading order. Of a table of several panels, what is above it is content with the
 * first one. */
static bx_status add_slabs(setter *s, size_t count, uint32_t panel, item_list *out)
{
    for (size_t i = 0, to; i < count; i = to) {
        const slab *slab = &s->flow.slabs.items[i];
        for (to = i + 1; slab->table && to < count && s->flow.slabs.items[to].table == slab->table;) to++;
        if (slab->table) BX_TRY(add_rows(s, i, to, panel, out));
        if (!slab->table && !panel) BX_TRY(add_slab_items(s, slab, s->layout->page.margin_head, out));
    }
    if (count && s->flow.slabs.items[0].is_turned) turn_items(s, out);
    return BX_OK;
}

static bx_status send_page(setter *s, size_t count, uint32_t panel)
{
    const page_geometry *g = &s->layout->page;
    item_list items = {0};
    BX_TRY(add_slabs(s, count, panel, &items));
    BX_TRY(pictures_under(s, &items));
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
    s->flow.page++;
    return s->sink.page(s->sink.to, &page);
}

/* The first row of a slab's table that is still to be placed. */
static uint32_t row_behind(const flow *f, size_t at)
{
    const slab *slab = &f->slabs.items[at];
    bool goes_on = at + 1 < f->slabs.count && slab[1].table == slab->table;
    return goes_on ? slab[1].row : slab->row + 1;
}

/* Slabs that stand on a closed page go, and what was made for them alone. */
static void drop_slabs(setter *s, size_t count)
{
    flow *f = &s->flow;
    for (size_t i = 0; i < count; i++) {
        const slab *slab = &f->slabs.items[i];
        bool is_last = i + 1 == count || slab[1].table != slab->table;
        if (slab->table && is_last) table_release(s, slab->table, row_behind(f, i));
    }
    f->slabs.count -= count;
    memmove(f->slabs.items, f->slabs.items + count, f->slabs.count * sizeof(slab));
    if (s->batch) batches_free(s, f->slabs.count ? f->slabs.items[0].batch : s->batch->number);
}

/* A page for each panel of the table that has these slabs for itself. */
static bx_status send_pages(setter *s, size_t count)
{
    const set_table *t = count ? s->flow.slabs.items[0].alone : NULL;
    bx_status status = BX_OK;
    for (uint32_t panel = 0; status == BX_OK && panel < (t ? t->panel_count : 1); panel++) {
        bx_arena page = {.budget = s->lasting->budget}, *before = set_into(s, &page);
        status = send_page(s, count, panel);
        set_into(s, before);
        arena_clear(&page);
    }
    return status;
}

/* Labels over several rows learn what of them stands on the page. */
static bx_status share_labels(setter *s, size_t count)
{
    slab *slabs = s->flow.slabs.items;
    for (size_t i = 0, to; i < count; i = to) {
        for (to = i + 1; to < count && slabs[to].table == slabs[i].table;) to++;
        bool goes_on = to < s->flow.slabs.count && slabs[to].table == slabs[i].table;
        if (slabs[i].table) BX_TRY(table_share_labels(s, &slabs[i], to - i, goes_on));
    }
    return BX_OK;
}

static bx_status close_page(setter *s, size_t count)
{
    slab *next = &s->flow.slabs.items[count];
    bool goes_on = count < s->flow.slabs.count && next->table && next->table == next[-1].table;
    count_blank(&s->flow, count);
    BX_TRY(share_labels(s, count));
    BX_TRY(send_pages(s, count));
    BX_TRY(close_nodes(s, count));
    if (goes_on) BX_TRY(table_grow_first(s, next));
    drop_slabs(s, count);
    s->flow.fitting = 0;
    return BX_OK;
}

/* A slab that is higher than a page. */
static bx_status tell_unfit(const setter *s)
{
    const slab *slab = &s->flow.slabs.items[0];
    passage origin = slab->origin;
    if (slab->table) {
        const doc_cell *cell = table_tallest(slab->table, slab->row)->cell;
        origin = (passage){cell->text, cell->source, 0};
    }
    return passage_tell(s, MSG_too_tall, &origin);
}

static bx_status close_full_pages(setter *s, size_t lookahead)
{
    flow *f = &s->flow;
    for (fill(s); f->slabs.count >= f->fitting + lookahead; fill(s)) {
        size_t count = flow_break(s);
        if (!f->fitting) BX_TRY(tell_unfit(s));
        if (!count) count = f->fitting ? f->fitting : 1;
        BX_TRY(close_page(s, count));
    }
    return BX_OK;
}

bx_status flow_add(setter *s, const slab *slab)
{
    struct slab *slot = vec_push(s->lasting, &s->flow.slabs);
    if (!slot) return diag_memory(s->diags);
    *slot = *slab;
    if (s->batch) slot->batch = s->batch->number;
    if (s->flow.keep_next) slot->keep_before = true;
    if (s->flow.blank_after > slot->blank_before) slot->blank_before = s->flow.blank_after;
    s->flow.keep_next = false;
    s->flow.blank_after = 0;
    return close_full_pages(s, LOOKAHEAD + s->layout->signature.min_lines_with);
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
        lines -= slabs[i - 1].is_text || slabs[i - 1].table;
    }
    s->flow.keep_next = true;
}
