/* Turned pages (GB/T 9704 8): an A4 table that lies on its side. The page itself stays upright, and with it
 * the place of its number. The table's head is at the binding edge of an odd page and at the outer edge of an
 * even one: with the binding at the left of the sheet's front, both are the left edge of the page. So
 * everything is turned a quarter counter-clockwise and reads upwards. */
#include "set/setter.h"

/* A place on the lying page, from the type area's corner, as one on the upright page. */
static void turn_point(const setter *s, bx_len *x, bx_len *y)
{
    const page_geometry *g = &s->layout->page;
    bx_len along = *x - g->margin_bind, down = *y - g->margin_head;
    *x = g->margin_bind + down;
    *y = g->margin_head + g->type_area_height - along;
}

/* Rules that stand on a printer's dots still do. */
static void turn_end(const setter *s, bx_len *x, bx_len *y)
{
    const page_geometry *g = &s->layout->page;
    bx_len aside = g->margin_bind - g->margin_head, down = aside + 2 * g->margin_head + g->type_area_height;
    turn_point(s, x, y);
    *x += len_on_dots(aside) - aside;
    *y += len_on_dots(down) - down;
}

static void turn_fill(const setter *s, frame_fill *fill)
{
    fill->x += fill->width; /* its right upper corner becomes the left upper one */
    turn_point(s, &fill->x, &fill->y);
    bx_len width = fill->width;
    fill->width = fill->height;
    fill->height = width;
}

void turn_items(const setter *s, item_list *items)
{
    for (size_t i = 0; i < items->list.count; i++) {
        frame_item *item = &items->list.items[i];
        if (item->kind == ITEM_RUN) {
            turn_point(s, &item->run.x, &item->run.y);
            item->run.is_turned = true;
        } else if (item->kind == ITEM_RULE) {
            turn_end(s, &item->rule.x0, &item->rule.y0);
            turn_end(s, &item->rule.x1, &item->rule.y1);
        } else if (item->kind == ITEM_FILL)
            turn_fill(s, &item->fill);
    }
}
