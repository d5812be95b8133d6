/* Where the landmarks stand: what services that put electronic seals into a file ask for, and programs that
 * take a table out again. */
#include "frame/frame.h"

#include <inttypes.h>

/* A seal is 42 mm across (国发〔1999〕25号), unless the layout says how large. */
enum { SEAL_MM = 42 };

/* The em box of an ideograph reaches so far above its baseline, in hundredths of its size. */
enum { EM_ABOVE = 88 };

typedef struct extent {
    bx_len x0, y0, x1, y1;
} extent;

struct frame_mark {
    node_id node;
    node_landmark landmark;
    bx_str name;
    bool is_shown; /* on the page at hand */
    extent box;
};

static void extend(frame_mark *mark, extent by)
{
    extent *box = &mark->box;
    if (!mark->is_shown) *box = by;
    mark->is_shown = true;
    *box = (extent){len_min(box->x0, by.x0), len_min(box->y0, by.y0), len_max(box->x1, by.x1),
                    len_max(box->y1, by.y1)};
}

static extent run_extent(const frame_run *run)
{
    bx_len above = len_scale(run->size, EM_ABOVE, 100), below = run->size - above;
    if (run->is_turned) return (extent){run->x - above, run->y - run->advance, run->x + below, run->y};
    return (extent){run->x, run->y - above, run->x + run->advance, run->y + below};
}

static extent rule_extent(const frame_rule *rule)
{
    bx_len half = rule->weight / 2, across = rule->x0 == rule->x1 ? half : 0,
           down = rule->y0 == rule->y1 ? half : 0;
    return (extent){len_min(rule->x0, rule->x1) - across, len_min(rule->y0, rule->y1) - down,
                    len_max(rule->x0, rule->x1) + across, len_max(rule->y0, rule->y1) + down};
}

static extent item_extent(const frame_item *item)
{
    const frame_fill *fill = &item->fill;
    const frame_image *image = &item->image;
    if (item->kind == ITEM_RUN) return run_extent(&item->run);
    if (item->kind == ITEM_RULE) return rule_extent(&item->rule);
    if (item->kind == ITEM_IMAGE)
        return (extent){image->x, image->y, image->x + image->width, image->y + image->height};
    return (extent){fill->x, fill->y, fill->x + fill->width, fill->y + fill->height};
}

/* ---- writing ---- */

/* Millimetres with three decimals, in integers: no locale and no rounding of doubles comes near. */
static void add_mm(bx_buf *out, const char *key, bx_len len)
{
    int64_t microns = len_scale(len, 25400, 72 * LEN_PT);
    uint64_t size = microns < 0 ? 0 - (uint64_t)microns : (uint64_t)microns;
    buf_print(out, ",\"%s\":%s%" PRIu64 ".%03u", key, microns < 0 ? "-" : "", size / 1000,
              (unsigned)(size % 1000));
}

static void add_box(frame_geometry *g, const frame_page *page, const frame_mark *mark)
{
    bx_buf *out = g->out;
    buf_print(out, "%s\n{\"kind\":\"%s\",\"field\":", g->any ? "," : "", frame_landmark_name(mark->landmark));
    g->any = true;
    buf_json_string(out, mark->name);
    buf_print(out, ",\"page\":%" PRIu32 ",\"label\":", page->index + 1);
    buf_json_string(out, page->label);
    add_mm(out, "page_width", page->width);
    add_mm(out, "page_height", page->height);
    add_mm(out, "x", mark->box.x0);
    add_mm(out, "y", mark->box.y0);
    add_mm(out, "width", mark->box.x1 - mark->box.x0);
    add_mm(out, "height", mark->box.y1 - mark->box.y0);
    buf_char(out, '}');
}

/* Centred on the date, as name and date are on each other where a seal is meant. */
static frame_mark seal_place(const frame_mark *date, bx_len size)
{
    bx_len left = (date->box.x0 + date->box.x1 - size) / 2,
           foot = date->box.y1 + size / FRAME_SEAL_BELOW_DATE;
    return (frame_mark){
        .landmark = LANDMARK_SEAL, .name = STR(""), .box = {left, foot - size, left + size, foot}};
}

/* ---- the sink ---- */

static bx_status geometry_announce(void *to, const frame_node *node)
{
    frame_geometry *g = to;
    if (node->landmark != LANDMARK_NONE) {
        frame_mark *mark = vec_push(g->arena, &g->marks);
        bx_str name = arena_copy(g->arena, node->name);
        if (!mark || !name.ptr) return diag_memory(g->diags);
        *mark = (frame_mark){.node = node->id, .landmark = node->landmark, .name = name};
    }
    return g->next.announce(g->next.to, node);
}

static bx_status geometry_page(void *to, const frame_page *page)
{
    frame_geometry *g = to;
    bool is_sealed = false;
    for (size_t i = 0; i < g->marks.count; i++) {
        frame_mark *mark = &g->marks.items[i];
        for (size_t j = 0; j < page->count; j++)
            if (page->items[j].node == mark->node || page->items[j].table == mark->node)
                extend(mark, item_extent(&page->items[j]));
        is_sealed |= mark->landmark == LANDMARK_SEAL;
    }
    for (size_t i = 0; i < g->marks.count; i++) {
        frame_mark *mark = &g->marks.items[i];
        if (!mark->is_shown) continue;
        add_box(g, page, mark);
        frame_mark seal = seal_place(mark, g->seal_size);
        if (mark->landmark == LANDMARK_DATE && !is_sealed) add_box(g, page, &seal);
        mark->is_shown = false;
    }
    return g->out->failed ? diag_memory(g->diags) : g->next.page(g->next.to, page);
}

static bx_status geometry_close(void *to, node_id node)
{
    frame_geometry *g = to;
    size_t kept = 0;
    for (size_t i = 0; i < g->marks.count; i++)
        if (g->marks.items[i].node != node) g->marks.items[kept++] = g->marks.items[i];
    g->marks.count = kept;
    return g->next.close(g->next.to, node);
}

frame_sink frame_geometry_begin(frame_geometry *g, frame_sink next, bx_len seal_size, bx_buf *out,
                                bx_arena *arena, bx_diags *diags)
{
    *g = (frame_geometry){.next = next,
                          .seal_size = seal_size ? seal_size : LEN_FROM_MM(SEAL_MM),
                          .out = out,
                          .arena = arena,
                          .diags = diags};
    buf_text(out, "{\"unit\":\"mm\",\"origin\":\"top left corner of the page, x to the right, y down\","
                  "\"boxes\":[");
    return (frame_sink){g, geometry_announce, geometry_page, geometry_close};
}

bx_status frame_geometry_end(frame_geometry *g)
{
    buf_text(g->out, "\n]}\n");
    return g->out->failed ? diag_memory(g->diags) : BX_OK;
}
