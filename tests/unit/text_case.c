/* See text_case.h. */
#include "text_case.h"

#include "base/utf8.h"

#define FONT_FOLDER "tests/text/fonts"

static text_bench bench;

static void write_list(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("roles:\n"
          "  han:\n    title: 汉字\n    install: {zh: 无, en: none}\n"
          "    families: [{family: Banxin Square}, {family: Banxin Half, fallback: true}]\n"
          "  latin:\n    title: 西文\n    install: {zh: 无, en: none}\n"
          "    families: [{family: Banxin Half}]\n",
          file);
    fclose(file);
}

static void open_fonts(void)
{
    static char folder[512];
    char list[600];
    const char *given = getenv("SCRATCH");
    snprintf(folder, sizeof folder, "%s/textXXXXXX", given && *given ? given : "/tmp");
    assert_non_null(mkdtemp(folder));
    setenv("XDG_CACHE_HOME", folder, 1); /* fontconfig's */
    snprintf(list, sizeof list, "%s/fonts.yaml", folder);
    write_list(list);
    const char *dirs[] = {FONT_FOLDER};
    font_options options = {.list_file = list, .dirs = dirs, .dir_count = 1};
    assert_int_equal(fonts_new(&options, bench.diags, &bench.fonts), BX_OK);
}

static void open_rules(void)
{
    const char *dirs[] = {"layouts"};
    layout_dirs from = {dirs, 1};
    layout_wish wish = {.name = STR("gbt-9704")};
    const layout *found;
    assert_int_equal(layout_load(&bench.layouts, &from, &wish, bench.diags, &found), BX_OK);
    bench.rules = found->text;
}

text_bench *text_bench_open(void)
{
    if (bench.fonts) return &bench;
    bench.diags = bx_diags_new();
    assert_non_null(bench.diags);
    open_fonts();
    open_rules();
    return &bench;
}

/* ---- paragraphs ---- */

void paragraph_itemise(set_paragraph *p, const text_rules *rules, bx_str text, const size_t *borders)
{
    text_bench *b = text_bench_open();
    text_format format = {.role = fonts_role_find(b->fonts, STR("han")),
                          .latin_role = fonts_role_find(b->fonts, STR("latin")),
                          .size = CASE_EM,
                          .em_advance = CASE_EM,
                          .latin_scale = EM};
    text_span spans[8] = {{0, text.len, format}};
    size_t count = 1;
    for (; borders && borders[count - 1] && count < 8; count++) {
        spans[count - 1].to = borders[count - 1];
        spans[count] = (text_span){borders[count - 1], text.len, format};
    }
    *p = (set_paragraph){.rules = *rules};
    assert_int_equal(text_setter_init(&p->setter, &p->arena, b->fonts, &p->rules, b->diags), BX_OK);
    p->status = text_itemise(&p->setter, text, spans, count, NULL, &p->items);
}

void paragraph_set_spans(set_paragraph *p, const text_rules *rules, bx_str text, const size_t *borders,
                         const text_measure *measure)
{
    paragraph_itemise(p, rules, text, borders);
    p->measure = *measure;
    if (p->status == BX_OK) p->status = text_fit(&p->setter, &p->items, measure, &p->lines);
}

void paragraph_set(set_paragraph *p, const text_rules *rules, bx_str text, const text_measure *measure)
{
    paragraph_set_spans(p, rules, text, NULL, measure);
}

void paragraph_clear(set_paragraph *p)
{
    text_setter_clear(&p->setter);
    arena_clear(&p->arena);
}

static bx_len ink_edge(const set_paragraph *p, size_t item, bool is_right)
{
    const text_item *i = &p->items.items[item];
    const text_glyph *glyph = &p->items.glyphs[i->glyph];
    hb_glyph_extents_t box = {0};
    if (!i->face) return p->lines.x[item];
    hb_font_get_glyph_extents(i->face->hb_font, glyph->glyph, &box);
    return p->lines.x[item] + glyph->x +
           len_scale(i->size, box.x_bearing + (is_right ? box.width : 0), i->face->units_per_em);
}

bx_len ink_left(const set_paragraph *p, size_t item)
{
    return ink_edge(p, item, false);
}

/* ---- what must hold ---- */

static char fault[300];

static const char *complain(const char *what, size_t line, double number)
{
    snprintf(fault, sizeof fault, "line %zu: %s (%.4f)", line + 1, what, number);
    return fault;
}

static bool is_blank(const text_item *item)
{
    return item->code == ' ' || item->code == '\n' || item->code == 0x3000;
}

/* Every byte of the text belongs to one item, in order; what no line holds is blank. */
static const char *content_fault(const set_paragraph *p)
{
    size_t at = 0, next = 0;
    for (size_t i = 0; i < p->items.count; i++) {
        if (p->items.items[i].at != at) return complain("a byte is lost or doubled", 0, (double)at);
        at += p->items.items[i].len;
    }
    if (at != p->items.text.len) return complain("the text's end is lost", 0, (double)at);
    for (size_t n = 0; n < p->lines.count; n++) {
        const text_line *l = &p->lines.lines[n];
        if (l->from < next || l->to < l->from)
            return complain("items stand in two lines", n, (double)l->from);
        for (; next < l->from; next++)
            if (!is_blank(&p->items.items[next])) return complain("an item is in no line", n, (double)next);
        next = l->to;
    }
    for (; next < p->items.count; next++)
        if (!is_blank(&p->items.items[next])) return complain("an item is in no line", 0, (double)next);
    return NULL;
}

static bool may_hang(const set_paragraph *p, const text_item *item)
{
    char sign[4];
    bx_str mark = {sign, utf8_put(sign, item->code)};
    return p->rules.hanging.len && str_find(p->rules.hanging, mark) < p->rules.hanging.len;
}

/* Between some two of its items a line can be pulled apart. */
static bool has_gap(const set_paragraph *p, const text_line *l)
{
    const text_item *items = p->items.items;
    for (size_t i = l->from; i + 1 < l->to; i++) {
        const text_item *a = &items[i], *b = &items[i + 1];
        bool is_number = code_is_digit(a->code) && code_is_digit(b->code);
        if (a->class == CLASS_HAN && b->class == CLASS_HAN && !is_number) return true;
        if (a->class == CLASS_SPACE) return true;
    }
    return false;
}

static const char *edge_fault(const set_paragraph *p, size_t n)
{
    const text_line *l = &p->lines.lines[n];
    size_t first = n ? p->lines.lines[n - 1].to : 0;
    bx_len indent = first == 0 ? p->measure.indent_first : p->measure.indent_rest;
    bx_len off = l->width - (p->measure.width - indent), hair = LEN_PT / 100;
    if (l->from == l->to) return NULL;
    if (off > hair && !p->lines.is_overfull) return complain("is overfull", n, len_to_pt(off));
    if (p->measure.align != TEXT_JUSTIFY || l->is_last || off > hair || !has_gap(p, l)) return NULL;
    if (off < -hair) return complain("is not flush right", n, len_to_pt(off));
    const text_item *last = &p->items.items[l->to - 1];
    bool is_plain = last->class == CLASS_HAN && last->level == 0 && !may_hang(p, last);
    if (!is_plain || last->blank_right || last->trim_right) return NULL;
    off = p->lines.x[l->to - 1] + last->advance - p->measure.width;
    return off < -hair || off > hair ? complain("its last item is not flush right", n, len_to_pt(off)) : NULL;
}

/* A break against the rules is told, and is made only where no other was to be had. */
static const char *emergency_fault(const set_paragraph *p, size_t n)
{
    const text_line *l = &p->lines.lines[n];
    const text_item *items = p->items.items;
    size_t to = n + 1 < p->lines.count ? p->lines.lines[n + 1].from : p->items.count;
    if (l->is_last || items[to - 1].break_after > BREAK_EMERGENCY) return NULL;
    if (!p->lines.used_emergency) return complain("an emergency is not told", n, 0);
    if (items[to - 1].break_after == BREAK_EMERGENCY) return NULL;
    for (size_t i = l->from; i + 1 < to; i++)
        if (items[i].break_after != BREAK_NEVER) return complain("another break was to be had", n, (double)i);
    return NULL;
}

static const char *break_fault(const set_paragraph *p, size_t n)
{
    const text_line *l = &p->lines.lines[n];
    const text_item *items = p->items.items;
    const char *found = emergency_fault(p, n);
    if (found || p->lines.used_emergency || l->from == l->to) return found;
    if (n > 0 && !p->lines.lines[n - 1].is_last && p->rules.no_start[items[l->from].class])
        return complain("begins with what may begin none", n, items[l->from].code);
    if (!l->is_last && p->rules.no_end[items[l->to - 1].class])
        return complain("ends with what may end none", n, items[l->to - 1].code);
    bool is_number = !l->is_last && code_is_digit(items[l->to - 1].code) && l->to < p->items.count &&
                     code_is_digit(items[l->to].code);
    return is_number ? complain("a number is parted", n, items[l->to].code) : NULL;
}

/* Neighbours never stand nearer than their bodies: what is taken off is blank. */
static const char *overlap_fault(const set_paragraph *p, size_t n)
{
    const text_line *l = &p->lines.lines[n];
    for (size_t i = l->from; i + 1 < l->to; i++) {
        const text_item *a = &p->items.items[i], *b = a + 1;
        if (a->level % 2 || b->level % 2 || a->glyph_count != 1 || b->glyph_count != 1) continue;
        bx_len over = ink_edge(p, i, true) - ink_edge(p, i + 1, false);
        if (over > LEN_PT / 1000 && item_is_latin(a) == item_is_latin(b))
            return complain("two items stand over each other", n, len_to_pt(over));
    }
    return NULL;
}

/* Word spaces keep the least the rules say, if they had it. */
static const char *space_fault(const set_paragraph *p, size_t n)
{
    const text_line *l = &p->lines.lines[n];
    const bx_len least = CASE_EM / 4;
    for (size_t i = l->from; i + 1 < l->to; i++) {
        const text_item *a = &p->items.items[i], *b = a + 1;
        if (a->class != CLASS_SPACE || a->advance < least || a->level % 2 || b->level % 2) continue;
        bx_len left = p->lines.x[i + 1] + b->trim_left + b->blank_left - p->lines.x[i];
        if (left < least - LEN_PT / 100) return complain("a word space is too narrow", n, len_to_pt(left));
    }
    return NULL;
}

const char *paragraph_fault(const set_paragraph *p)
{
    const char *found = content_fault(p);
    for (size_t n = 0; !found && n < p->lines.count; n++) {
        found = edge_fault(p, n);
        if (!found) found = break_fault(p, n);
        if (!found) found = overlap_fault(p, n);
        if (!found) found = space_fault(p, n);
    }
    return found;
}
