/* The proof of content. Rows lost or doubled at a page break are the gravest fault a report tool can have, so
 * that every build counts: each byte of each text stands under one glyph, once, in order. Two things are
 * proved: the glyphs of a run cover its text, and the runs cover the document's texts. Only white space may
 * go missing (at the end of a line). */
#include "frame/frame.h"

#include <inttypes.h>
#include <stdio.h>

enum { EXCERPT = 60 }; /* bytes of a text that a message shows */

/* A slice that may be cut: an empty text may come without a pointer. */
static bx_str cuttable(bx_str text)
{
    return text.ptr ? text : STR("");
}

static bx_str text_of(const frame_audit *audit, uint32_t text_id)
{
    return cuttable(audit->texts.find(audit->texts.of, text_id));
}

static bool is_blank(bx_str text)
{
    return str_trim(text).len == 0;
}

/* The start of a text, cut between characters. */
static void excerpt(char out[EXCERPT + 1], bx_str text)
{
    size_t len = text.len < EXCERPT ? text.len : EXCERPT;
    while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) len--;
    if (len) memcpy(out, text.ptr, len);
    out[len] = '\0';
}

static bx_status tell(frame_audit *audit, message_id id, uint32_t page, bx_str text)
{
    char number[16], start[EXCERPT + 1];
    snprintf(number, sizeof number, "%" PRIu32, page + 1);
    excerpt(start, text);
    diag_add(audit->diags, id, (bx_place){0}, (bx_str){0}, number, start);
    return BX_BUG;
}

/* Do the glyphs stand for all of the run's text, none of it twice? */
static bx_status check_glyphs(frame_audit *audit, uint32_t page, const frame_run *run)
{
    size_t covered = 0;
    bx_str text = cuttable(run->text);
    for (size_t i = 0; i < run->count; i++) {
        const frame_glyph *g = &run->glyphs[i];
        if (!g->text_len) continue;
        if (g->text_at < covered) return tell(audit, MSG_text_doubled, page, str_from(text, g->text_at));
        if (g->text_len > text.len || g->text_at > text.len - g->text_len)
            return tell(audit, MSG_text_changed, page, text);
        bx_str gap = str_slice(text, covered, g->text_at - covered);
        if (!is_blank(gap)) return tell(audit, MSG_text_lost, page, gap);
        covered = (size_t)g->text_at + g->text_len;
    }
    bx_str rest = str_from(text, covered);
    return is_blank(rest) ? BX_OK : tell(audit, MSG_text_lost, page, rest);
}

/* Is this the text's next piece? A repeat (a table's head on a further page) may stand anywhere. */
static bx_status check_place(frame_audit *audit, uint32_t page, const frame_item *item)
{
    bool is_known = item->text_id <= audit->texts.count;
    bx_str text = is_known ? text_of(audit, item->text_id) : STR(""), piece = item->run.text;
    if (!is_known || !str_is_equal(str_slice(text, item->text_at, piece.len), piece))
        return tell(audit, MSG_text_changed, page, piece);
    /* ISO 14289-1 7.1: what says something is tagged; a repeat in the tree would be read aloud twice. */
    if (item->is_repeat == (item->node != 0)) return tell(audit, MSG_text_untagged, page, piece);
    if (item->is_repeat) return BX_OK;
    uint32_t *cursor = &audit->cursor[item->text_id - 1];
    if (item->text_at < *cursor) return tell(audit, MSG_text_doubled, page, piece);
    bx_str gap = str_slice(text, *cursor, item->text_at - *cursor);
    if (!is_blank(gap)) return tell(audit, MSG_text_lost, page, gap);
    *cursor = item->text_at + (uint32_t)piece.len;
    return BX_OK;
}

static bx_status check_run(frame_audit *audit, uint32_t page, const frame_item *item)
{
    BX_TRY(check_glyphs(audit, page, &item->run));
    return item->text_id ? check_place(audit, page, item) : BX_OK;
}

static bx_status audit_announce(void *to, const frame_node *node)
{
    frame_audit *audit = to;
    return audit->next.announce(audit->next.to, node);
}

static bx_status audit_page(void *to, const frame_page *page)
{
    frame_audit *audit = to;
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].kind == ITEM_RUN) BX_TRY(check_run(audit, page->index, &page->items[i]));
    return audit->next.page(audit->next.to, page);
}

static bx_status audit_close(void *to, node_id node)
{
    frame_audit *audit = to;
    return audit->next.close(audit->next.to, node);
}

bx_status frame_audit_begin(frame_audit *audit, frame_sink next, frame_texts texts, bx_arena *arena,
                            bx_diags *diags, frame_sink *out)
{
    *audit = (frame_audit){.next = next, .diags = diags, .texts = texts};
    audit->cursor = arena_array(arena, uint32_t, texts.count);
    if (!audit->cursor) return diag_memory(diags);
    *out = (frame_sink){audit, audit_announce, audit_page, audit_close};
    return BX_OK;
}

bx_status frame_audit_end(frame_audit *audit)
{
    bx_status status = BX_OK;
    for (uint32_t i = 0; i < audit->texts.count; i++) {
        bx_str rest = str_from(text_of(audit, i + 1), audit->cursor[i]);
        if (is_blank(rest)) continue;
        char start[EXCERPT + 1];
        excerpt(start, rest);
        diag_add(audit->diags, MSG_text_missing, (bx_place){0}, (bx_str){0}, start);
        status = BX_BUG;
    }
    return status;
}
