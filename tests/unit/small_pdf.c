/* Small documents for the pdf room's tests. */
#include "small_pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "font/face.h"

#define FONTS "tests/fixtures/fonts/"

const pdf_info small_info = {.title = STR("公开报告 <1> & \xF0\xA0\x82\x89"),
                             .author = STR("国信"),
                             .subject = STR("一二三"),
                             .lang = STR("zh-CN"),
                             .date = STR("2024-01-10"),
                             .is_plain = true};

/* ---- fonts ---- */

static bx_arena fonts;
static face faces[2];

static const face *open_once(face *f, const char *file, uint32_t id)
{
    if (f->file) return f;
    font_fault fault = {0};
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
    assert_non_null(blob);
    assert_true(face_open(blob, file, 0, 400, &fonts, f, &fault));
    hb_blob_destroy(blob);
    f->file = file;
    f->id = id;
    return f;
}

const face *small_fang(void)
{
    return open_once(&faces[0], FONTS "fang.otf", 0);
}

const face *small_latin(void)
{
    return open_once(&faces[1], FONTS "latin.ttf", 1);
}

int small_fonts_close(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++)
        if (faces[i].file) face_close(&faces[i]);
    arena_clear(&fonts);
    return 0;
}

/* ---- the document ---- */

small_pdf *small_new(bool is_failing)
{
    small_pdf *small = calloc(1, sizeof *small);
    assert_non_null(small);
    small->diags = bx_diags_new();
    small->writes_left = -1;
    small->is_failing = is_failing;
    return small;
}

void small_free(small_pdf *small)
{
    small_clear(small);
    free(small);
}

int small_setup(void **state)
{
    *state = small_new(false);
    return 0;
}

int small_teardown(void **state)
{
    small_free(*state);
    return 0;
}

/* Room for more bytes and a NUL. */
static void grow(bx_buf *bytes, size_t more)
{
    if (bytes->capacity > bytes->len + more) return;
    bytes->capacity = 2 * (bytes->len + more) + 1;
    bytes->ptr = realloc(bytes->ptr, bytes->capacity);
    assert_non_null(bytes->ptr);
}

static int keep(void *to, const void *bytes, size_t len)
{
    small_pdf *small = to;
    small->writes++;
    if (small->writes_left == 0) return 1;
    if (small->writes_left > 0) small->writes_left--;
    grow(&small->bytes, len);
    memcpy(small->bytes.ptr + small->bytes.len, bytes, len);
    small->bytes.len += len;
    return 0;
}

static void note(small_pdf *small, bx_status status)
{
    if (!small->is_failing) assert_int_equal(status, BX_OK);
    if (small->status == BX_OK) small->status = status;
}

void small_begin(small_pdf *small, const pdf_info *info)
{
    note(small, pdf_new(info, keep, small, small->diags, &small->pdf));
    if (small->pdf) small->sink = pdf_sink(small->pdf);
}

void small_clear(small_pdf *small)
{
    pdf_free(small->pdf);
    bx_diags_free(small->diags);
    free(small->bytes.ptr);
    arena_clear(&small->arena);
    *small = (small_pdf){0};
}

node_id small_node_as(small_pdf *small, frame_node node)
{
    node.id = ++small->last;
    if (small->status == BX_OK) note(small, small->sink.announce(small->sink.to, &node));
    return node.id;
}

node_id small_node(small_pdf *small, node_id parent, node_tag tag)
{
    return small_node_as(small, (frame_node){.parent = parent, .tag = tag});
}

void small_close(small_pdf *small, node_id node)
{
    if (small->status == BX_OK) note(small, small->sink.close(small->sink.to, node));
}

frame_item *small_item(small_pdf *small, frame_item item)
{
    assert_true(small->count < SMALL_ITEMS);
    small->items[small->count] = item;
    return &small->items[small->count++];
}

frame_run *small_run(small_pdf *small, node_id node, const face *face, double x, double y, const char *text)
{
    frame_item *item = small_item(small, (frame_item){.kind = ITEM_RUN, .node = node});
    frame_run *run = &item->run;
    *run = (frame_run){
        .face = face, .size = 16 * LEN_PT, .x = LEN_FROM_PT(x), .y = LEN_FROM_PT(y), .text = str_of(text)};
    frame_glyph *glyphs = small->glyphs + small->glyph_count;
    assert_true(small->glyph_count + run->text.len <= SMALL_GLYPHS);
    for (size_t at = 0; at < run->text.len;) {
        frame_glyph *g = &glyphs[run->count++];
        *g = (frame_glyph){.x = run->advance, .text_at = (uint32_t)at};
        uint32_t code = utf8_next(run->text, &at);
        assert_true(hb_font_get_nominal_glyph(face->hb_font, code, &g->glyph));
        g->text_len = (uint32_t)at - g->text_at;
        run->advance += face_advance(face, g->glyph, run->size);
    }
    run->glyphs = glyphs;
    small->glyph_count += run->count;
    return run;
}

void small_page(small_pdf *small, const char *label)
{
    frame_page page = {.index = small->pages++,
                       .label = str_of(label),
                       .width = LEN_FROM_MM(210),
                       .height = LEN_FROM_MM(297),
                       .items = small->items,
                       .count = small->count};
    if (small->status == BX_OK) note(small, small->sink.page(small->sink.to, &page));
    small->count = small->glyph_count = 0;
}

void small_end(small_pdf *small)
{
    if (small->status == BX_OK) note(small, pdf_finish(small->pdf));
    grow(&small->bytes, 0);
    small->bytes.ptr[small->bytes.len] = '\0';
}

/* ---- a whole one ---- */

static void add_table(small_pdf *small, node_id parent)
{
    node_id table = small_node(small, parent, TAG_TABLE);
    node_id rows[2] = {small_node(small, table, TAG_TR)};
    node_id heads[2];
    for (int i = 0; i < 2; i++) {
        heads[i] =
            small_node_as(small, (frame_node){.parent = rows[0], .tag = TAG_TH, .scope = SCOPE_COLUMN});
        small_run(small, heads[i], small_fang(), 100 + 60 * i, 200, i ? "二" : "一");
    }
    rows[1] = small_node(small, table, TAG_TR);
    for (int i = 0; i < 2; i++) {
        node_id cell = small_node_as(
            small, (frame_node){.parent = rows[1], .tag = TAG_TD, .headers = &heads[i], .header_count = 1});
        if (i) small_run(small, cell, small_fang(), 100 + 60 * i, 220, "3");
    }
}

static void close_all(small_pdf *small)
{
    for (node_id node = small->last; node; node--) small_close(small, node);
}

void small_report(small_pdf *small, const pdf_info *info)
{
    frame_colour red = {255, 0, 0};
    small_begin(small, info);
    node_id document = small_node(small, 0, TAG_DOCUMENT);
    node_id title =
        small_node_as(small, (frame_node){.parent = document, .tag = TAG_H1, .title = STR("公开报告")});
    small_run(small, title, small_fang(), 80, 100, "公开报告")->embolden = LEN_PT / 2;
    node_id prose = small_node(small, document, TAG_P);
    small_run(small, prose, small_fang(), 80, 130, "一二三年，");
    small_run(small, prose, small_latin(), 160, 130, "AB 12");
    small_item(small,
               (frame_item){.kind = ITEM_RULE,
                            .artifact = ARTIFACT_LAYOUT,
                            .rule = {80 * LEN_PT, 140 * LEN_PT, 300 * LEN_PT, 140 * LEN_PT, LEN_PT, red}});
    small_item(small, (frame_item){.kind = ITEM_FILL,
                                   .artifact = ARTIFACT_LAYOUT,
                                   .fill = {80 * LEN_PT, 150 * LEN_PT, 20 * LEN_PT, 10 * LEN_PT, red}});
    add_table(small, document);
    small_page(small, "1");
    small_run(small, prose, small_fang(), 80, 100, "国政府\xF0\xA0\x82\x89信息。");
    small_item(small, (frame_item){.kind = ITEM_RUN,
                                   .artifact = ARTIFACT_PAGINATION,
                                   .run = *small_run(small, prose, small_fang(), 300, 780, "2")});
    small->items[small->count - 2] = small->items[small->count - 1];
    small->count--;
    small_page(small, "2");
    close_all(small);
    small_end(small);
}

/* ---- other people's programs ---- */

static bool has_program(const char *command)
{
    char test[200];
    snprintf(test, sizeof test, "command -v %.*s >/dev/null 2>&1", (int)strcspn(command, " "), command);
    return system(test) == 0;
}

static const char *read_answer(small_pdf *small, const char *file, const char *command)
{
    char line[400];
    bx_buf answer = {0};
    snprintf(line, sizeof line, "f=%s; %s 2>&1", file, command);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    size_t len;
    char part[4096];
    while ((len = fread(part, 1, sizeof part, pipe)) > 0) buf_add(&answer, part, len);
    pclose(pipe);
    const char *kept = arena_copy(&small->arena, buf_slice(&answer)).ptr;
    buf_clear(&answer);
    return kept;
}

const char *small_ask(small_pdf *small, const char *command)
{
    if (!has_program(command)) return NULL;
    char file[] = "/tmp/banxin-test-XXXXXX";
    int to = mkstemp(file);
    assert_true(to >= 0);
    assert_int_equal(write(to, small->bytes.ptr, small->bytes.len), small->bytes.len);
    close(to);
    const char *answer = read_answer(small, file, command);
    unlink(file);
    return answer;
}
