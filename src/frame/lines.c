/* The set lines as text: what a person with a ruler reads off a page, one run a line. */
#include "frame/frame.h"

#include <inttypes.h>

/* Points with two decimals, to the right of a column. */
static void add_points(bx_buf *out, bx_len len)
{
    int64_t hundredths = len_scale(len, 100, LEN_PT);
    uint64_t size = hundredths < 0 ? 0 - (uint64_t)hundredths : (uint64_t)hundredths;
    const char *sign = hundredths < 0 ? "-" : "";
    buf_print(out, " %s%" PRIu64 ".%02u", sign, size / 100, (unsigned)(size % 100));
}

static void add_line(bx_buf *out, uint32_t page, const frame_run *run)
{
    buf_print(out, "%" PRIu32, page + 1);
    add_points(out, run->x);
    add_points(out, run->y);
    add_points(out, run->advance);
    add_points(out, run->size);
    buf_print(out, " %s%s | ", run->face->ps_name, run->is_turned ? " turned" : "");
    buf_str(out, run->text);
    buf_char(out, '\n');
}

static bx_status lines_announce(void *to, const frame_node *node)
{
    (void)to, (void)node;
    return BX_OK;
}

static bx_status lines_page(void *to, const frame_page *page)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].kind == ITEM_RUN) add_line(to, page->index, &page->items[i].run);
    return BX_OK;
}

static bx_status lines_close(void *to, node_id node)
{
    (void)to, (void)node;
    return BX_OK;
}

frame_sink frame_lines(bx_buf *out)
{
    return (frame_sink){out, lines_announce, lines_page, lines_close};
}
