/* Link annotations. A line of an address is a rectangle of its own: readers know that better than several
 * quadrilaterals. */
#include "pdf/links.h"

#include <inttypes.h>

#include "pdf/bytes.h"

/* Above and below the baseline, in hundredths of the size: as far as letters reach. */
enum { ASCENT = 85, DESCENT = 22 };

void pdf_links_clear(pdf_links *links)
{
    buf_clear(&links->annotations);
    buf_clear(&links->made);
}

void pdf_links_begin(pdf_links *links)
{
    buf_reset(&links->annotations);
}

/* From one corner to the other, y down the page. */
typedef struct link_box {
    bx_len left, top, right, bottom;
} link_box;

static link_box box_of(const frame_run *run)
{
    bx_len above = run->size * ASCENT / 100, below = run->size * DESCENT / 100;
    if (run->is_turned) return (link_box){run->x - above, run->y - run->advance, run->x + below, run->y};
    return (link_box){run->x, run->y - above, run->x + run->advance, run->y + below};
}

static bool is_one_line(const frame_run *a, const frame_run *b)
{
    return a->is_turned == b->is_turned && (a->is_turned ? a->x == b->x : a->y == b->y);
}

static void add_rectangle(bx_buf *out, const link_box *box, bx_len page_height)
{
    bx_len sides[] = {box->left, page_height - box->bottom, box->right, page_height - box->top};
    buf_text(out, "/Rect[");
    for (size_t i = 0; i < 4; i++) {
        if (i) buf_char(out, ' ');
        pdf_bytes_len(out, sides[i]);
    }
    buf_char(out, ']');
}

/* A URI is ASCII without brackets that a string would have to mark (ISO 32000-1 7.3.4.2), but for round ones.
 */
static void add_uri(bx_buf *out, bx_str uri)
{
    buf_text(out, "/A<</S/URI/URI(");
    for (size_t i = 0; i < uri.len; i++) {
        if (uri.ptr[i] == '(' || uri.ptr[i] == ')' || uri.ptr[i] == '\\') buf_char(out, '\\');
        buf_char(out, uri.ptr[i]);
    }
    buf_text(out, ")>>");
}

/* It prints (ISO 19005-2 6.3.2), has no border, and says where it leads (ISO 14289-1 7.18.5). */
static bx_status write_link(pdf_links *links, const link_place *place, const link_box *box)
{
    uint32_t number = pdf_out_number(links->out);
    int32_t key = pdf_struct_annotate(links->tags, place->node, place->page, number);
    bx_buf *out = &links->made;
    BX_TRY(links->out->status);
    buf_reset(out);
    buf_text(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]");
    add_rectangle(out, box, place->page_height);
    add_uri(out, place->target);
    buf_text(out, "/Contents");
    pdf_bytes_text(out, place->target);
    buf_print(out, "/StructParent %" PRId32 ">>", key);
    if (links->annotations.len) buf_char(&links->annotations, ' ');
    pdf_bytes_ref(&links->annotations, number);
    BX_TRY(pdf_out_checked(links->out, out));
    BX_TRY(pdf_out_checked(links->out, &links->annotations));
    return pdf_out_object(links->out, PACK_REST, number, buf_slice(out));
}

bx_status pdf_links_add(pdf_links *links, const link_place *place, const frame_item *items, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        end = i + 1;
        if (items[i].kind != ITEM_RUN) continue;
        link_box line = box_of(&items[i].run);
        for (; end < count && items[end].kind == ITEM_RUN && is_one_line(&items[i].run, &items[end].run);
             end++) {
            link_box box = box_of(&items[end].run);
            line = (link_box){len_min(line.left, box.left), len_min(line.top, box.top),
                              len_max(line.right, box.right), len_max(line.bottom, box.bottom)};
        }
        BX_TRY(write_link(links, place, &line));
    }
    return BX_OK;
}

bx_str pdf_links_page(pdf_links *links)
{
    return buf_slice(&links->annotations);
}
