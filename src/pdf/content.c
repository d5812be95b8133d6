/* Content streams: state, marks, rules and fills. Text is in text.c. */
#include "pdf/content.h"

#include "pdf/bytes.h"
#include "pdf/text.h"

void pdf_content_begin(pdf_content *content, const frame_page *page)
{
    bx_buf bytes = content->bytes;
    buf_reset(&bytes);
    *content = (pdf_content){.out = content->out, .fonts = content->fonts, .bytes = bytes};
    content->height = page->height;
    content->width = LEN_PT; /* ISO 32000-1 table 52: what a page begins with */
}

void pdf_content_clear(pdf_content *content)
{
    buf_clear(&content->bytes);
}

/* ---- state ---- */

static bool is_same(frame_colour a, frame_colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* 0 to 255 as 0 to 1: three decimals tell all 256 apart. */
static void add_component(bx_buf *out, uint8_t component)
{
    pdf_bytes_fixed(out, (component * 1000 + 127) / 255, 3);
    buf_char(out, ' ');
}

/* Grey where it is grey: both are allowed beside an sRGB output intent (ISO 19005-2 6.2.4.3). */
static void add_colour(bx_buf *out, frame_colour c, const char *grey, const char *rgb)
{
    bool is_grey = c.r == c.g && c.g == c.b;
    add_component(out, c.r);
    if (!is_grey) add_component(out, c.g);
    if (!is_grey) add_component(out, c.b);
    buf_text(out, is_grey ? grey : rgb);
}

void pdf_content_set_fill(pdf_content *content, frame_colour colour)
{
    if (is_same(content->fill, colour)) return;
    content->fill = colour;
    add_colour(&content->bytes, colour, "g\n", "rg\n");
}

void pdf_content_set_stroke(pdf_content *content, frame_colour colour, bx_len width)
{
    if (!is_same(content->stroke, colour)) add_colour(&content->bytes, colour, "G\n", "RG\n");
    content->stroke = colour;
    if (content->width == width) return;
    content->width = width;
    pdf_bytes_len(&content->bytes, width);
    buf_text(&content->bytes, " w\n");
}

void pdf_content_end_text(pdf_content *content)
{
    if (content->is_in_text) buf_text(&content->bytes, "ET\n");
    content->is_in_text = false;
}

/* ---- marks ---- */

void pdf_content_mark(pdf_content *content, node_tag tag)
{
    content->tag = tag;
    content->has_tag = true;
}

void pdf_content_artifact(pdf_content *content, artifact_kind kind)
{
    buf_text(&content->bytes,
             kind == ARTIFACT_PAGINATION ? "/Artifact<</Type/Pagination>>BDC\n" : "/Artifact BMC\n");
    content->has_tag = false;
    content->is_open = true;
}

void pdf_content_open(pdf_content *content)
{
    if (content->is_open) return;
    buf_char(&content->bytes, '/');
    buf_text(&content->bytes, frame_tag_name(content->tag));
    buf_text(&content->bytes, "<</MCID ");
    pdf_bytes_int(&content->bytes, content->mcid++);
    buf_text(&content->bytes, ">>BDC\n");
    content->is_open = true;
}

void pdf_content_unmark(pdf_content *content)
{
    pdf_content_end_text(content);
    if (content->is_open) buf_text(&content->bytes, "EMC\n");
    content->is_open = false;
}

/* ---- paths ---- */

static void add_point(pdf_content *content, bx_len x, bx_len y)
{
    pdf_bytes_len(&content->bytes, x);
    buf_char(&content->bytes, ' ');
    pdf_bytes_len(&content->bytes, content->height - y);
}

void pdf_content_fill(pdf_content *content, const frame_fill *fill)
{
    pdf_content_end_text(content);
    pdf_content_open(content);
    pdf_content_set_fill(content, fill->colour);
    add_point(content, fill->x, fill->y + fill->height);
    buf_char(&content->bytes, ' ');
    pdf_bytes_len(&content->bytes, fill->width);
    buf_char(&content->bytes, ' ');
    pdf_bytes_len(&content->bytes, fill->height);
    buf_text(&content->bytes, " re f\n");
}

/* An image fills the unit square, its first row above (ISO 32000-1 8.9.5.1); where the corners of the square
 * go says how what is stored is turned and mirrored. A box that is not mirrored and not turned has its origin
 * at its lower left corner, and each quarter moves the origin to the next corner, clockwise. */
static void add_image_matrix(pdf_content *content, const frame_image *image)
{
    bx_len left = image->x, right = image->x + image->width, top = image->y, foot = image->y + image->height;
    const bx_len corners[4][2] = {{left, foot}, {left, top}, {right, top}, {right, foot}};
    unsigned quarters = image->picture->quarters, mirror = image->picture->is_mirrored;
    unsigned origin = quarters + (mirror ? 3 : 0), along = quarters + (mirror ? 0 : 3),
             up = quarters + (mirror ? 2 : 1);
    const bx_len *o = corners[origin % 4], *x = corners[along % 4], *y = corners[up % 4];
    const bx_len matrix[] = {x[0] - o[0], o[1] - x[1], y[0] - o[0],
                             o[1] - y[1], o[0],        content->height - o[1]};
    for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++) {
        pdf_bytes_len(&content->bytes, matrix[i]);
        buf_char(&content->bytes, ' ');
    }
}

void pdf_content_image(pdf_content *content, const frame_image *image, uint32_t place)
{
    pdf_content_end_text(content);
    pdf_content_open(content);
    buf_text(&content->bytes, "q ");
    add_image_matrix(content, image);
    buf_text(&content->bytes, "cm /I");
    pdf_bytes_int(&content->bytes, place);
    buf_text(&content->bytes, " Do Q\n");
}

static bool is_one_path(const frame_rule *a, const frame_rule *b)
{
    return a->weight == b->weight && is_same(a->colour, b->colour);
}

void pdf_content_rules(pdf_content *content, const frame_item *items, size_t count)
{
    pdf_content_end_text(content);
    pdf_content_open(content);
    /* Stroke adjustment: rules of one weight look alike on a screen wherever they fall (ISO 32000-1 10.6.5).
     */
    if (!content->has_adjustment) buf_text(&content->bytes, "/A gs\n");
    content->has_adjustment = true;
    for (size_t i = 0; i < count; i++) {
        const frame_rule *rule = &items[i].rule;
        pdf_content_set_stroke(content, rule->colour, rule->weight);
        add_point(content, rule->x0, rule->y0);
        buf_text(&content->bytes, " m ");
        add_point(content, rule->x1, rule->y1);
        bool ends = i + 1 == count || !is_one_path(rule, &items[i + 1].rule);
        buf_text(&content->bytes, ends ? " l S\n" : " l\n");
    }
}
