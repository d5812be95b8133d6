/* Any text as a paragraph: the first bytes choose rules, spans and measure. Every byte is in one item, every
 * item in one line, lines are within the measure unless told. In half the runs an allocation fails on the
 * way. Run in the project's top folder: fonts and rules are read there. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/layout.h"
#include "text/steps.h"

enum { CHOICES = 4, TEXT_MAX = 4096 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bx_arena layouts;
static font_set *fonts;
static const layout *rules_of;

static void need(bool is_given)
{
    if (!is_given) abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    static const char list[] = "roles:\n"
                               "  han: {title: 汉字, install: {zh: 无, en: none},"
                               " families: [{family: Banxin Square}]}\n"
                               "  latin: {title: 西文, install: {zh: 无, en: none},"
                               " families: [{family: Banxin Half}]}\n";
    char path[] = "/tmp/fuzz-text-XXXXXX";
    const char *font_dirs[] = {"tests/text/fonts"}, *layout_folders[] = {"layouts"};
    font_options options = {.list_file = path, .dirs = font_dirs, .dir_count = 1};
    layout_dirs from = {layout_folders, 1};
    layout_wish wish = {.name = STR("gbt-9704")};
    bx_diags *diags = bx_diags_new();
    int file = mkstemp(path);
    need(file >= 0 && write(file, list, sizeof list - 1) == (ssize_t)sizeof list - 1);
    close(file);
    need(fonts_new(&options, diags, &fonts) == BX_OK);
    need(layout_load(&layouts, &from, &wish, diags, &rules_of) == BX_OK);
    unlink(path);
    bx_diags_free(diags);
    return 0;
}

/* What is valid of the bytes. */
static bx_str clean(const uint8_t *data, size_t size, char *out)
{
    bx_str raw = {(const char *)data, size};
    size_t len = 0;
    for (size_t at = 0; at < raw.len && len + 4 < TEXT_MAX;) {
        uint32_t code = utf8_next(raw, &at);
        if (code != UTF8_BAD) len += utf8_put(out + len, code);
    }
    return (bx_str){out, len};
}

static void check(const text_items *items, const text_lines *lines)
{
    size_t at = 0, next = 0;
    for (size_t i = 0; i < items->count; at += items->items[i++].len) need(items->items[i].at == at);
    need(at == items->text.len);
    for (size_t n = 0; n < lines->count; n++) {
        need(lines->lines[n].from >= next && lines->lines[n].to >= lines->lines[n].from);
        for (; next < lines->lines[n].from; next++) need(item_is_blank(&items->items[next]));
        next = lines->lines[n].to;
    }
    for (; next < items->count; next++) need(item_is_blank(&items->items[next]));
}

static text_rules choose_rules(uint8_t choice)
{
    text_rules rules = rules_of->text;
    rules.trims_line_start = !(choice & 1);
    rules.trims_line_end = !(choice & 2);
    if (choice & 4) rules.latin_gap = EM / 4;
    if (choice & 8) rules.hanging = STR("，。、");
    if (choice & 16) rules.always_half[CLASS_COMMA] = rules.always_half[CLASS_OPEN] = true;
    rules.narrows_full_width = choice & 32;
    return rules;
}

static void set_paragraph(const uint8_t *choices, bx_str text, bx_arena *arena, bx_diags *diags)
{
    text_format format = {
        .role = 0, .latin_role = 1, .size = 16 * LEN_PT, .em_advance = 15 * LEN_PT, .latin_scale = EM};
    size_t middle = text.len / 2;
    while (middle < text.len && ((unsigned char)text.ptr[middle] & 0xC0) == 0x80) middle++;
    text_span spans[] = {{0, middle, format}, {middle, text.len, format}};
    text_measure measure = {.width = (1 + choices[1] % 40) * 8 * LEN_PT,
                            .align = (text_align)(choices[2] % 4),
                            .is_balanced = choices[2] & 8,
                            .indent_first = choices[2] & 16 ? 30 * LEN_PT : 0};
    text_rules rules = choose_rules(choices[0]);
    text_setter setter;
    text_items items;
    text_lines lines;
    if (text_setter_init(&setter, arena, fonts, &rules, diags) != BX_OK) return;
    if (text_itemise(&setter, text, spans, 2, NULL, &items) == BX_OK &&
        text_fit(&setter, &items, &measure, &lines) == BX_OK)
        check(&items, &lines);
    text_setter_clear(&setter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char text[TEXT_MAX];
    bx_arena arena = {0};
    if (size < CHOICES) return 0;
    bx_diags *diags = bx_diags_new();
    if (data[3] & 1) mem_fail_after(data[3] >> 1);
    set_paragraph(data, clean(data + CHOICES, size - CHOICES, text), &arena, diags);
    mem_fail_after(-1);
    bx_diags_free(diags);
    arena_clear(&arena);
    return 0;
}
