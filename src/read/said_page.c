/* Content streams of strangers, by the same reader that proves our own. */
#include "read/said_page.h"

#include "pdf/shown.h"

static const size_t CONTENT_MAX = (size_t)64 << 20, MAP_MAX = (size_t)4 << 20;

/* A page while its content is read. */
typedef struct page_reader {
    read_pdf *pdf;
    bx_arena *arena;
    said_fonts *fonts;
    read_object resources; /* its fonts */
    bx_str name;           /* of the font that was shown last, in the content */
    const said_font *font;
    VEC(bx_str) texts;
    unsigned depth, actual_depth; /* marks that are open; the one whose ActualText says all, 0: none */
    int64_t mcid;                 /* of the outer one; -1: an artifact */
    bx_buf text;                  /* of the piece */
} page_reader;

/* ---- fonts ---- */

typedef struct map_reader {
    bx_arena *arena;
    said_font *font;
} map_reader;

static bx_status add_code(void *to, unsigned code, bx_str text)
{
    map_reader *m = to;
    bx_str **row = &m->font->rows[code >> 8];
    if (!*row) *row = arena_array(m->arena, bx_str, 256);
    if (!*row) return BX_BAD_MACHINE;
    if ((*row)[code & 255].ptr) return BX_BAD_DATA; /* one code, two meanings */
    (*row)[code & 255] = arena_copy(m->arena, text);
    return (*row)[code & 255].ptr ? BX_OK : BX_BAD_MACHINE;
}

static bx_status read_map(page_reader *p, read_object font, said_font *out)
{
    bx_buf map = {0};
    read_object stream = read_key(p->pdf, font, "/ToUnicode");
    bx_status status = read_stream(p->pdf, stream, MAP_MAX, &map);
    if (status == BX_OK) {
        map_reader m = {p->arena, out};
        status = shown_map(buf_slice(&map), &m, add_code);
        if (status == BX_BAD_MACHINE) read_memory(p->pdf);
        if (status == BX_BAD_DATA) read_tell(p->pdf, MSG_read_damaged, "ToUnicode");
    }
    buf_clear(&map);
    read_release(p->pdf, stream);
    return status;
}

/* By the object's number, for all pages use the same ones. */
static bx_status open_font(page_reader *p, read_object font)
{
    int number = read_number_of(p->pdf, font);
    for (size_t i = 0; i < p->fonts->count; i++)
        if (number && p->fonts->items[i]->number == number) {
            p->font = p->fonts->items[i];
            return BX_OK;
        }
    said_font **slot = vec_push(p->arena, p->fonts), *opened = arena_new(p->arena, said_font);
    if (!slot || !opened) return read_memory(p->pdf);
    opened->number = number;
    *slot = opened;
    p->font = opened;
    return read_map(p, font, opened);
}

static bx_status find_font(page_reader *p, bx_str name)
{
    if (p->font && str_is_equal(p->name, name)) return BX_OK;
    bx_str key = arena_print(p->arena, "/%.*s", STR_ARG(name));
    if (!key.ptr) return read_memory(p->pdf);
    read_object font = read_key(p->pdf, p->resources, key.ptr);
    if (read_kind_of(p->pdf, font) != READ_DICT) return read_tell(p->pdf, MSG_read_damaged, "Font");
    p->name = name;
    bx_status status = open_font(p, font);
    read_release(p->pdf, font);
    return status;
}

/* ---- content ---- */

static bx_status foreign(page_reader *p)
{
    return read_tell(p->pdf, MSG_read_foreign, NULL);
}

static bx_status begin(void *to, const shown_mark *mark)
{
    page_reader *p = to;
    if (!p->depth++) {
        p->mcid = mark->mcid;
        buf_reset(&p->text);
        if (p->mcid < 0 && !str_is(mark->tag, "Artifact")) return foreign(p);
    } else if (mark->mcid >= 0)
        return foreign(p);
    if (!mark->has_text || p->actual_depth) return BX_OK;
    p->actual_depth = p->depth;
    buf_str(&p->text, mark->text);
    return BX_OK;
}

static bx_status show(void *to, bx_str name, bx_str codes)
{
    page_reader *p = to;
    if (!p->depth) return foreign(p);
    if (p->actual_depth || p->mcid < 0) return BX_OK;
    BX_TRY(find_font(p, name));
    for (size_t i = 0; i + 1 < codes.len; i += 2) {
        const bx_str *row = p->font->rows[(unsigned char)codes.ptr[i]];
        bx_str text = row ? row[(unsigned char)codes.ptr[i + 1]] : (bx_str){0};
        if (!text.ptr) return read_tell(p->pdf, MSG_read_damaged, "ToUnicode");
        buf_str(&p->text, text);
    }
    return BX_OK;
}

/* The pieces of a page count up from 0. */
static bx_status end(void *to)
{
    page_reader *p = to;
    if (p->depth == p->actual_depth) p->actual_depth = 0;
    if (--p->depth || p->mcid < 0) return BX_OK;
    if (p->mcid != (int64_t)p->texts.count) return foreign(p);
    bx_str *slot = p->text.failed ? NULL : vec_push(p->arena, &p->texts);
    if (slot) *slot = arena_copy(p->arena, buf_slice(&p->text));
    return slot && slot->ptr ? BX_OK : read_memory(p->pdf);
}

/* Forms may say something too; this house draws pictures only. */
static bx_status draw(void *to, bx_str name)
{
    page_reader *p = to;
    (void)name;
    return p->depth ? BX_OK : foreign(p);
}

static bx_status read_content(page_reader *p, read_object stream)
{
    bx_buf content = {0};
    bx_status status = read_stream(p->pdf, stream, CONTENT_MAX, &content);
    const shown_events events = {p, begin, show, end, draw};
    if (status == BX_OK) {
        status = shown_read(buf_slice(&content), &events);
        if (status != BX_OK) read_tell(p->pdf, MSG_read_foreign, NULL);
    }
    buf_clear(&content);
    return status;
}

bx_status read_said_page(read_pdf *pdf, read_object page, bx_arena *arena, said_fonts *fonts, said_page *out)
{
    page_reader p = {.pdf = pdf, .arena = arena, .fonts = fonts};
    read_object resources = read_key(pdf, page, "/Resources"), stream = read_key(pdf, page, "/Contents");
    p.resources = read_key(pdf, resources, "/Font");
    bx_status status = read_content(&p, stream);
    *out = (said_page){.number = read_number_of(pdf, page), .texts = p.texts.items, .count = p.texts.count};
    buf_clear(&p.text);
    read_release(pdf, p.resources);
    read_release(pdf, resources);
    read_release(pdf, stream);
    return status;
}
