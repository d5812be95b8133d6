/* The proof of what is copied. Frames are followed glyph by glyph, content code by code. */
#include "pdf/copied.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"
#include "pdf/shown.h"

/* A page while its content is read. */
typedef struct page_proof {
    pdf_fonts *fonts;
    const frame_page *page;
    size_t item, glyph; /* the next one that must be shown */
    bx_str cluster;     /* what of its text its further glyphs must say */
    /* the marks that are open */
    unsigned depth;
    bool is_tagged;           /* the outer one is an element's */
    const frame_item *begun;  /* the last thing it showed; NULL: nothing yet */
    int64_t mcid;             /* the next */
    unsigned actual_depth;    /* of the one with ActualText; 0: none */
    bx_buf actual, stood_for; /* what it says; what its glyphs stand for */
} page_proof;

/* ---- what codes say ---- */

/* A code's entry; NULL: none yet. */
static copied_code *find_code(const pdf_font *font, unsigned code)
{
    const uint16_t *row = font->said.rows[code >> 8];
    return row && row[code & 255] ? &font->said.codes.items[row[code & 255] - 1] : NULL;
}

static bx_status add_code(pdf_fonts *fonts, pdf_font *font, unsigned code, bx_str text)
{
    uint16_t **row = &font->said.rows[code >> 8];
    if (!*row) *row = arena_array(&fonts->arena, uint16_t, 256);
    copied_code *entry = *row ? vec_push(&fonts->arena, &font->said.codes) : NULL;
    if (entry) entry->text = arena_copy(&fonts->arena, text);
    if (!entry || !entry->text.ptr) return BX_BAD_MACHINE;
    (*row)[code & 255] = (uint16_t)font->said.codes.count;
    return BX_OK;
}

/* The code says this text, here as on the pages before. */
static bx_status say(pdf_fonts *fonts, pdf_font *font, unsigned code, bx_str text)
{
    const copied_code *known = find_code(font, code);
    if (!known) return add_code(fonts, font, code, text);
    return str_is_equal(known->text, text) ? BX_OK : BX_BUG;
}

/* ---- glyphs ---- */

/* The run whose glyph comes next; NULL at the end of the page. */
static const frame_item *next_run(page_proof *p)
{
    for (; p->item < p->page->count; p->item++, p->glyph = 0) {
        const frame_item *item = &p->page->items[p->item];
        if (item->kind == ITEM_RUN && p->glyph < item->run.count) return item;
    }
    return NULL;
}

/* A cluster's only glyph says its text, several glyphs a character each. */
static bx_str share_of(page_proof *p, const frame_run *run)
{
    const frame_glyph *g = &run->glyphs[p->glyph];
    bool is_only = p->glyph + 1 == run->count || g[1].text_len;
    if (g->text_len) p->cluster = str_slice(run->text, g->text_at, g->text_len);
    size_t len = 0;
    if (g->text_len && is_only)
        len = p->cluster.len;
    else if (p->cluster.len)
        utf8_next(p->cluster, &len);
    bx_str share = str_slice(p->cluster, 0, len);
    p->cluster = str_from(p->cluster, len);
    return share;
}

/* A code shows the next glyph and says its text. */
static bx_status show_code(page_proof *p, pdf_font *font, unsigned code)
{
    const frame_item *item = next_run(p);
    if (!item || item->run.face->id != font->face->id || !p->depth) return BX_BUG;
    if (p->is_tagged != (item->node != 0)) return BX_BUG;
    if (p->begun && p->begun->node != item->node) return BX_BUG;
    p->begun = item;
    const frame_glyph *g = &item->run.glyphs[p->glyph];
    if (code != face_code(font->face, g->glyph)) return BX_BUG;
    bx_status status = BX_OK;
    if (p->actual_depth)
        buf_str(&p->stood_for, g->text_len ? str_slice(item->run.text, g->text_at, g->text_len) : STR(""));
    else if (g->text_len && p->cluster.len)
        status = BX_BUG; /* the cluster before has said less than its text */
    else {
        bx_str share = share_of(p, &item->run);
        status = share.len ? say(p->fonts, font, code, share) : BX_BUG;
    }
    p->glyph++;
    return status;
}

static pdf_font *font_named(const pdf_fonts *fonts, bx_str name)
{
    uint32_t place = 0;
    if (name.len < 2 || name.ptr[0] != 'F') return NULL;
    for (size_t i = 1; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9' || place >= fonts->count) return NULL;
        place = place * 10 + (uint32_t)(name.ptr[i] - '0');
    }
    pdf_font *font = fonts->first;
    while (font && font->place != place) font = font->next;
    return font;
}

static bx_status show(void *to, bx_str name, bx_str codes)
{
    page_proof *p = to;
    pdf_font *font = font_named(p->fonts, name);
    if (!font) return BX_BUG;
    for (size_t i = 0; i + 1 < codes.len; i += 2)
        BX_TRY(show_code(p, font, (unsigned char)codes.ptr[i] * 256u + (unsigned char)codes.ptr[i + 1]));
    return BX_OK;
}

/* ---- marks ---- */

/* Elements' pieces count up on the page; within an artifact there may be a Span. */
static bx_status begin(void *to, const shown_mark *mark)
{
    page_proof *p = to;
    if (p->cluster.len || p->actual_depth) return BX_BUG;
    if (p->depth) {
        if (p->is_tagged || mark->mcid >= 0) return BX_BUG;
    } else {
        p->is_tagged = mark->mcid >= 0;
        p->begun = NULL;
        if (p->is_tagged ? mark->mcid != p->mcid++ : !str_is(mark->tag, "Artifact")) return BX_BUG;
    }
    p->depth++;
    if (!mark->has_text) return BX_OK;
    p->actual_depth = p->depth;
    buf_reset(&p->actual);
    buf_reset(&p->stood_for);
    buf_str(&p->actual, mark->text);
    return BX_OK;
}

static bx_status end(void *to)
{
    page_proof *p = to;
    bool is_actual = p->depth == p->actual_depth;
    if (p->cluster.len) return BX_BUG;
    p->depth--;
    if (!is_actual) return BX_OK;
    p->actual_depth = 0;
    if (p->actual.failed || p->stood_for.failed) return BX_BAD_MACHINE;
    return str_is_equal(buf_slice(&p->actual), buf_slice(&p->stood_for)) ? BX_OK : BX_BUG;
}

static bx_status draw(void *to, bx_str name)
{
    (void)to, (void)name;
    return BX_OK;
}

/* ---- pages and maps ---- */

static bx_status tell(pdf_out *out, const char *where, bx_str text)
{
    enum { EXCERPT = 60 };
    char start[EXCERPT + 1];
    size_t len = text.len < EXCERPT ? text.len : EXCERPT;
    while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) len--;
    snprintf(start, sizeof start, "%.*s", (int)len, len ? text.ptr : "");
    diag_add(out->diags, MSG_pdf_copied, (bx_place){0}, (bx_str){0}, where, start);
    return out->status = BX_BUG;
}

bx_status copied_page(pdf_fonts *fonts, const frame_page *page, bx_str content)
{
    page_proof p = {.fonts = fonts, .page = page};
    const shown_events events = {&p, begin, show, end, draw};
    bx_status status = shown_read(content, &events);
    const frame_item *left = next_run(&p);
    buf_clear(&p.actual);
    buf_clear(&p.stood_for);
    if (status == BX_OK && !left) return BX_OK;
    if (status == BX_BAD_MACHINE) return pdf_out_memory(fonts->out);
    char number[16];
    snprintf(number, sizeof number, "%" PRIu32, page->index + 1);
    return tell(fonts->out, number, left ? left->run.text : STR(""));
}

static bx_status check_entry(void *to, unsigned code, bx_str text)
{
    const pdf_font *const *font = to;
    copied_code *entry = find_code(*font, code);
    if (!entry) return BX_OK; /* it only stood under ActualText */
    entry->is_written = true;
    return str_is_equal(entry->text, text) ? BX_OK : BX_BUG;
}

bx_status copied_map(pdf_out *out, const pdf_font *font, bx_str cmap)
{
    bx_status status = shown_map(cmap, &font, check_entry);
    if (status == BX_BAD_MACHINE) return pdf_out_memory(out);
    bool is_whole = status == BX_OK;
    for (size_t i = 0; i < font->said.codes.count; i++) is_whole &= font->said.codes.items[i].is_written;
    return is_whole ? BX_OK : tell(out, font->face->ps_name, STR(""));
}
