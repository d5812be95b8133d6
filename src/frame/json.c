/* Frames as JSON, for tests and tools: the same frames always give the same bytes, and a diff names the glyph
 * that moved. One list, because nodes and pages come in turns and nothing is held back. */
#include "frame/frame.h"

#include <inttypes.h>

/* Points with three decimals, in integers: no locale and no rounding of doubles comes near. */
static void add_points(bx_buf *out, bx_len len)
{
    int64_t thousandths = len_scale(len, 1000, LEN_PT);
    if (thousandths < 0) buf_char(out, '-');
    uint64_t size = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    buf_print(out, "%" PRIu64 ".%03u", size / 1000, (unsigned)(size % 1000));
}

static void add_length(bx_buf *out, const char *key, bx_len len)
{
    buf_print(out, ",\"%s\":", key);
    add_points(out, len);
}

static void add_number(bx_buf *out, const char *key, uint32_t number)
{
    if (number) buf_print(out, ",\"%s\":%" PRIu32, key, number);
}

static void add_text(bx_buf *out, const char *key, bx_str text)
{
    if (!text.len) return;
    buf_print(out, ",\"%s\":", key);
    buf_json_string(out, text);
}

static void add_colour(bx_buf *out, frame_colour c)
{
    if (c.r || c.g || c.b) buf_print(out, ",\"colour\":\"#%02x%02x%02x\"", c.r, c.g, c.b);
}

/* To the next element of the list. */
static bx_buf *begin_element(frame_json *json)
{
    buf_text(json->out, json->any ? ",\n" : "\n");
    json->any = true;
    return json->out;
}

static bx_status json_announce(void *to, const frame_node *node)
{
    static const char *const scopes[] = {"", "row", "column", "both"};
    bx_buf *out = begin_element(to);
    buf_print(out, "{\"node\":%" PRIu32 ",\"parent\":%" PRIu32 ",\"tag\":\"%s\"", node->id, node->parent,
              frame_tag_name(node->tag));
    add_text(out, "scope", str_of(scopes[node->scope]));
    if (node->row_span > 1) add_number(out, "row_span", node->row_span);
    if (node->col_span > 1) add_number(out, "col_span", node->col_span);
    for (size_t i = 0; i < node->header_count; i++)
        buf_print(out, "%s%" PRIu32 "%s", i ? "," : ",\"headers\":[", node->headers[i],
                  i + 1 == node->header_count ? "]" : "");
    add_text(out, "title", node->title);
    add_text(out, "alt", node->alt);
    add_text(out, "actual_text", node->actual_text);
    add_text(out, "lang", node->lang);
    add_text(out, "landmark", str_of(frame_landmark_name(node->landmark)));
    add_text(out, "name", node->name);
    add_text(out, "target", node->target);
    buf_char(out, '}');
    return BX_OK;
}

static void add_glyphs(bx_buf *out, const frame_run *run)
{
    buf_text(out, ",\"glyphs\":[");
    for (size_t i = 0; i < run->count; i++) {
        const frame_glyph *g = &run->glyphs[i];
        buf_print(out, "%s[%" PRIu32 ",", i ? "," : "", g->glyph);
        add_points(out, g->x);
        if (g->y) {
            buf_char(out, ',');
            add_points(out, g->y);
        }
        buf_char(out, ']');
    }
    buf_char(out, ']');
}

static void add_run(bx_buf *out, const frame_item *item)
{
    const frame_run *run = &item->run;
    add_number(out, "text_id", item->text_id);
    add_number(out, "text_at", item->text_at);
    if (item->is_repeat) buf_text(out, ",\"repeat\":true");
    add_text(out, "face", str_of(run->face->ps_name));
    add_length(out, "size", run->size);
    add_length(out, "x", run->x);
    add_length(out, "y", run->y);
    if (run->is_turned) buf_text(out, ",\"turned\":true");
    add_length(out, "advance", run->advance);
    if (run->embolden) add_length(out, "embolden", run->embolden);
    add_colour(out, run->colour);
    add_text(out, "text", run->text);
    add_glyphs(out, run);
}

static void add_rule(bx_buf *out, const frame_rule *rule)
{
    add_length(out, "x0", rule->x0);
    add_length(out, "y0", rule->y0);
    add_length(out, "x1", rule->x1);
    add_length(out, "y1", rule->y1);
    add_length(out, "weight", rule->weight);
    add_colour(out, rule->colour);
}

static void add_fill(bx_buf *out, const frame_fill *fill)
{
    add_length(out, "x", fill->x);
    add_length(out, "y", fill->y);
    add_length(out, "width", fill->width);
    add_length(out, "height", fill->height);
    add_colour(out, fill->colour);
}

static void add_image(bx_buf *out, const frame_image *image)
{
    add_length(out, "x", image->x);
    add_length(out, "y", image->y);
    add_length(out, "width", image->width);
    add_length(out, "height", image->height);
    buf_print(out, ",\"pixels\":\"%" PRIu32 "x%" PRIu32 "\"", image->picture->width, image->picture->height);
}

static void add_item(bx_buf *out, const frame_item *item)
{
    static const char *const kinds[] = {"run", "rule", "fill", "image"};
    static const char *const artifacts[] = {"", "pagination", "layout"};
    buf_print(out, "{\"kind\":\"%s\"", kinds[item->kind]);
    add_number(out, "node", item->node);
    add_text(out, "artifact", str_of(artifacts[item->artifact]));
    if (item->kind == ITEM_RUN) add_run(out, item);
    if (item->kind == ITEM_RULE) add_rule(out, &item->rule);
    if (item->kind == ITEM_FILL) add_fill(out, &item->fill);
    if (item->kind == ITEM_IMAGE) add_image(out, &item->image);
    buf_char(out, '}');
}

static bx_status json_page(void *to, const frame_page *page)
{
    bx_buf *out = begin_element(to);
    buf_print(out, "{\"page\":%" PRIu32, page->index);
    add_text(out, "label", page->label);
    add_length(out, "width", page->width);
    add_length(out, "height", page->height);
    buf_text(out, ",\"items\":[");
    for (size_t i = 0; i < page->count; i++) {
        buf_text(out, i ? ",\n" : "\n");
        add_item(out, &page->items[i]);
    }
    buf_text(out, "]}");
    return BX_OK;
}

/* When a node closes is no matter of what is said or where it stands. */
static bx_status json_close(void *to, node_id node)
{
    (void)to, (void)node;
    return BX_OK;
}

frame_sink frame_json_begin(frame_json *json, bx_buf *out)
{
    *json = (frame_json){.out = out};
    buf_char(out, '[');
    return (frame_sink){json, json_announce, json_page, json_close};
}

bx_status frame_json_end(frame_json *json)
{
    buf_text(json->out, "\n]\n");
    return json->out->failed ? BX_BAD_MACHINE : BX_OK;
}
