/* Counting what goes by. */
#include "base/limits.h"
#include "frame/frame.h"

static bx_status refuse(frame_bounds *b, limit_id id)
{
    b->is_beyond = true;
    limit_tell(b->diags, b->limits, id, (bx_place){0}, STR(""));
    return BX_BAD_MACHINE;
}

static bx_status bounds_announce(void *to, const frame_node *node)
{
    frame_bounds *b = to;
    return b->next.announce(b->next.to, node);
}

static bx_status bounds_page(void *to, const frame_page *page)
{
    frame_bounds *b = to;
    if (++b->pages > b->limits->pages) return refuse(b, LIMIT_pages);
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].kind == ITEM_RUN) b->glyphs += page->items[i].run.count;
    return b->glyphs > b->limits->glyphs ? refuse(b, LIMIT_glyphs) : b->next.page(b->next.to, page);
}

static bx_status bounds_close(void *to, node_id node)
{
    frame_bounds *b = to;
    return b->next.close(b->next.to, node);
}

frame_sink frame_bounds_begin(frame_bounds *b, frame_sink next, const bx_limits *limits, bx_diags *diags)
{
    *b = (frame_bounds){.next = next, .limits = limits, .diags = diags};
    return (frame_sink){b, bounds_announce, bounds_page, bounds_close};
}
