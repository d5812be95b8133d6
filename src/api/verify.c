/* A PDF against the data it carries. Each question is asked whatever the others came to; each answer is one
 * diagnostic. */
#include <inttypes.h>
#include <stdio.h>

#include "api/api.h"
#include "base/utf8.h"
#include "read/attached.h"
#include "read/said.h"
#include "read/tail.h"

static const size_t DATA_MAX = (size_t)64 << 20, XMP_MAX = (size_t)4 << 20;

typedef struct verify {
    bx_engine *engine;
    bx_arena arena;
    bx_diags *diags;
    const char *name;
    bx_str bytes;
    read_pdf *pdf;
    bx_buf data; /* the attached JSON */
} verify;

static bx_status tell(verify *v, bool holds, message_id yes, message_id no, const char *what)
{
    diag_add(v->diags, holds ? yes : no, (bx_place){.file = v->name}, STR(""), what);
    return holds ? BX_OK : BX_BAD_DATA;
}

static bx_status graver(bx_status a, bx_status b)
{
    return a > b ? a : b;
}

/* ---- the attached data ---- */

/* Of several that claim to be the data, the first is. */
static bx_status find_data(verify *v, bool *has_data)
{
    read_attached *files;
    size_t count;
    *has_data = false;
    BX_TRY(read_attachments(v->pdf, &v->arena, &files, &count));
    for (size_t i = 0; i < count; i++)
        if (read_is_data(&files[i])) {
            *has_data = true;
            return read_stream(v->pdf, files[i].stream, DATA_MAX, &v->data);
        }
    return BX_OK;
}

static bx_status check_hash(verify *v)
{
    char hash[FILING_HASH_LEN + 1];
    bx_buf xmp = {0}, wanted = {0};
    filing_hash(buf_slice(&v->data), hash);
    buf_print(&wanted, "<banxin:attachedDataSHA256>%s</banxin:attachedDataSHA256>", hash);
    bx_status status = read_stream(v->pdf, read_key(v->pdf, read_root(v->pdf), "/Metadata"), XMP_MAX, &xmp);
    if (wanted.failed || xmp.failed) status = diag_memory(v->diags);
    bool is_said = status == BX_OK && str_find(buf_slice(&xmp), buf_slice(&wanted)) < xmp.len;
    buf_clear(&xmp);
    buf_clear(&wanted);
    return graver(status, tell(v, is_said, MSG_verify_hash, MSG_verify_hash_not, NULL));
}

static bx_status check_rules(verify *v, bx_report **out)
{
    bx_read_options options = {.format = BX_FORMAT_JSON};
    bx_str name = arena_print(&v->arena, "%s:data.json", v->name);
    if (!name.ptr) return diag_memory(v->diags);
    bx_str data = {v->data.ptr ? v->data.ptr : "", v->data.len};
    bx_status status = report_open(v->engine, data, name.ptr, &options, true, v->diags, out);
    if (status == BX_BAD_USAGE) status = BX_BAD_DATA; /* the layout it names is its own fault */
    bx_str layout = *out ? arena_copy(&v->arena, (*out)->report->layout->name) : STR("");
    if (!layout.ptr) return diag_memory(v->diags);
    tell(v, status == BX_OK, MSG_verify_rules, MSG_verify_rules_not, layout.ptr);
    return status;
}

/* ---- texts ---- */

/* The pages' pieces, followed while the document is told. */
typedef struct comparison {
    const said *said;
    size_t piece, at; /* the next character on the pages */
    bx_str differs;   /* what the data says there; .ptr NULL: nothing does so far */
} comparison;

/* Blanks are not compared: a line's end has none. */
static bool is_blank(uint32_t code)
{
    return code == ' ' || code == '\n' || code == '\t' || code == 0x3000 || code == 0xA0;
}

/* The next character on the pages that is no blank; UTF8_BAD at their end. *at and *piece are before it. */
static uint32_t next_on_pages(comparison *c, size_t *after)
{
    for (; c->piece < c->said->count; c->piece++, c->at = 0) {
        bx_str text = c->said->pieces[c->piece].text;
        while (c->at < text.len) {
            *after = c->at;
            uint32_t code = utf8_next(text, after);
            if (!is_blank(code)) return code;
            c->at = *after;
        }
    }
    return UTF8_BAD;
}

static bool compare(void *to, bx_str text)
{
    comparison *c = to;
    for (size_t at = 0; at < text.len;) {
        size_t start = at, after = 0;
        uint32_t code = utf8_next(text, &at);
        if (is_blank(code)) continue;
        if (next_on_pages(c, &after) != code) {
            c->differs = str_from(text, start);
            return false;
        }
        c->at = after;
    }
    return true;
}

/* The beginning of a text, in whole characters. */
static const char *excerpt(verify *v, bx_str text)
{
    enum { CHARACTERS = 20 };
    return arena_copy(&v->arena, utf8_head(text, CHARACTERS)).ptr;
}

static bx_status tell_difference(verify *v, const comparison *c)
{
    char page[16];
    size_t count = c->said->count;
    const said_piece *at = c->piece < count ? &c->said->pieces[c->piece] : NULL,
                     *last = at || !count ? at : &c->said->pieces[count - 1];
    snprintf(page, sizeof page, "%zu", last ? last->page + 1 : 1);
    const char *is = excerpt(v, at ? str_from(at->text, c->at) : STR(""));
    const char *should = excerpt(v, c->differs);
    if (!is || !should) return diag_memory(v->diags);
    diag_add(v->diags, MSG_verify_text_not, (bx_place){.file = v->name}, STR(""), page, is, should);
    return BX_BAD_DATA;
}

static bx_status check_texts(verify *v, const bx_report *report)
{
    const document *doc;
    said said;
    size_t after;
    char pages[16];
    bx_status status = read_said(v->pdf, &v->arena, &said);
    if (status == BX_BAD_DATA) tell(v, false, MSG_verify_text, MSG_verify_pages_not, NULL);
    if (status != BX_OK) return status;
    BX_TRY(blocks_make(&v->arena, report->report, v->diags, &doc));
    comparison c = {.said = &said};
    bool is_told = blocks_said(doc, &c, compare);
    if (!is_told && !c.differs.ptr) return diag_memory(v->diags);
    if (!is_told || next_on_pages(&c, &after) != UTF8_BAD) return tell_difference(v, &c);
    snprintf(pages, sizeof pages, "%zu", read_page_count(v->pdf));
    return tell(v, true, MSG_verify_text, MSG_verify_text, pages);
}

static bx_status check_data(verify *v)
{
    bool has_data;
    bx_report *report = NULL;
    BX_TRY(find_data(v, &has_data));
    if (!has_data) return tell(v, false, MSG_verify_no_data, MSG_verify_no_data, NULL);
    bx_status status = check_hash(v);
    status = graver(status, check_rules(v, &report));
    if (report) status = graver(status, check_texts(v, report));
    bx_report_free(report);
    return status;
}

bx_status bx_pdf_verify(bx_engine *engine, const void *bytes, size_t len, const char *name, bx_diags *diags)
{
    verify v = {.engine = engine, .diags = diags, .name = name ? name : "-", .bytes = {bytes, len}};
    bx_status status = read_open(v.bytes, v.name, diags, &v.pdf);
    if (status != BX_OK) return status;
    status = tell(&v, read_ends_once(v.pdf, v.bytes), MSG_verify_tail, MSG_verify_tail_not, NULL);
    status = graver(status,
                    tell(&v, read_is_as_made(v.pdf, v.bytes), MSG_verify_bytes, MSG_verify_bytes_not, NULL));
    status = graver(status, check_data(&v));
    read_close(v.pdf);
    buf_clear(&v.data);
    arena_clear(&v.arena);
    return status;
}
