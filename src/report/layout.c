/* A layout from its merged definition: page, styles, levels, signature, page numbers. Tables are read by
 * layout_table.c, fields, blocks and reviews by layout_fields.c, the rules of lines by layout_text.c. */
#include "report/layout_parts.h"

const style *layout_style(const layout *l, bx_str name)
{
    for (size_t i = 0; i < l->style_count; i++)
        if (str_is_equal(l->styles[i].name, name)) return &l->styles[i];
    return NULL;
}

typedef struct page_source {
    page_geometry page;
    const value *line_pitch; /* a length or "fill" */
} page_source;

/* GB/T 9704 5.2.3 "撑满版心": the first line's em box begins at the type area's top, the last one's ends at
 * its foot. */
static bx_len fill_pitch(const page_geometry *page)
{
    if (page->lines < 2) return page->type_area_height;
    return len_scale(page->type_area_height - page->body_size, 1, page->lines - 1);
}

/* The type area lies on the page and has lines and characters. */
static bool check_area(const definer *d, const value *v, page_geometry *page)
{
    page->body_size = page->body->size;
    if (!page->lines || !page->characters || !page->type_area_width || !page->type_area_height)
        define_tell(d, v, MSG_define_page_empty, STR(""));
    else if (page->margin_bind + page->type_area_width > page->width ||
             page->margin_head + page->type_area_height > page->height)
        define_tell(d, v, MSG_define_page_area, STR(""));
    else
        return page->body_size > 0; /* else told of the style */
    return false;
}

/* Lines stand below each other and end within the type area; 28 characters of 三号 are a little tighter than
 * solid (5.2.3), but they do not cover each other. */
static void check_grid(const definer *d, const value *v, const page_geometry *page)
{
    const value *pitch = value_find(v, STR("line_pitch")), *characters = value_find(v, STR("characters"));
    bx_len used = page->body_size + (bx_len)(page->lines - 1) * page->line_pitch;
    if (page->line_pitch < page->body_size || used > page->type_area_height)
        define_tell(d, pitch, MSG_define_pitch, message_value(pitch));
    if (page->character_pitch < len_scale(page->body_size, 4, 5))
        define_tell(d, characters, MSG_define_characters, characters->text);
}

static void read_page(const definer *d, const value *v, page_geometry *page)
{
    static const define_key keys[] = {
        {"width", DEFINE_LENGTH, offsetof(page_source, page.width), NULL, true},
        {"height", DEFINE_LENGTH, offsetof(page_source, page.height), NULL, true},
        {"margin_head", DEFINE_LENGTH, offsetof(page_source, page.margin_head), NULL, true},
        {"margin_bind", DEFINE_LENGTH, offsetof(page_source, page.margin_bind), NULL, true},
        {"type_area_width", DEFINE_LENGTH, offsetof(page_source, page.type_area_width), NULL, true},
        {"type_area_height", DEFINE_LENGTH, offsetof(page_source, page.type_area_height), NULL, true},
        {"lines", DEFINE_WHOLE, offsetof(page_source, page.lines), NULL, true},
        {"characters", DEFINE_WHOLE, offsetof(page_source, page.characters), NULL, true},
        {"body", DEFINE_STYLE, offsetof(page_source, page.body), NULL, true},
        {"line_pitch", DEFINE_VALUE, offsetof(page_source, line_pitch), NULL, true},
        {0}};
    static const define_key pitch_keys[] = {
        {"line_pitch", DEFINE_LENGTH, offsetof(page_geometry, line_pitch), NULL, true}, {0}};
    page_source source = {0};
    size_t errors = diag_errors(d->diags);
    define_read(d, v, keys, &source);
    *page = source.page;
    if (diag_errors(d->diags) > errors || !check_area(d, v, page)) return;
    page->character_pitch = len_scale(page->type_area_width, 1, page->characters);
    if (source.line_pitch->kind == VALUE_TEXT && str_is(source.line_pitch->text, "fill")) {
        page->line_pitch = fill_pitch(page);
    } else {
        value one = *v, *item = (value *)source.line_pitch;
        one.items = &item;
        one.count = 1;
        define_read(d, &one, pitch_keys, page);
    }
    if (diag_errors(d->diags) == errors) check_grid(d, v, page);
}

static const char *const aligns[] = {"justify", "start", "center", "end", "decimal", NULL};
static const char *const valigns[] = {"middle", "top", "bottom", NULL};
static const char *const trackings[] = {"none", "grid", NULL};

typedef struct style_source {
    style style;
    bx_str like, after;
} style_source;

static const define_key style_keys[] = {
    {"face", DEFINE_TEXT, offsetof(style_source, style.face), NULL, false},
    {"latin", DEFINE_TEXT, offsetof(style_source, style.latin), NULL, false},
    {"size", DEFINE_SIZE, offsetof(style_source, style.size), NULL, false},
    {"latin_scale", DEFINE_EM, offsetof(style_source, style.latin_scale), NULL, false},
    {"is_bold", DEFINE_BOOL, offsetof(style_source, style.is_bold), NULL, false},
    {"tracking", DEFINE_CHOICE, offsetof(style_source, style.tracking), trackings, false},
    {"align", DEFINE_CHOICE, offsetof(style_source, style.align), aligns, false},
    {"valign", DEFINE_CHOICE, offsetof(style_source, style.valign), valigns, false},
    {"is_vertical", DEFINE_BOOL, offsetof(style_source, style.is_vertical), NULL, false},
    {"indent_first", DEFINE_EM, offsetof(style_source, style.indent_first), NULL, false},
    {"line_gap", DEFINE_LENGTH, offsetof(style_source, style.line_gap), NULL, false},
    {"space_before", DEFINE_LENGTH, offsetof(style_source, style.space_before), NULL, false},
    {"space_after", DEFINE_LENGTH, offsetof(style_source, style.space_after), NULL, false},
    {"blank_lines_before", DEFINE_WHOLE, offsetof(style_source, style.blank_lines_before), NULL, false},
    {"blank_lines_after", DEFINE_WHOLE, offsetof(style_source, style.blank_lines_after), NULL, false},
    {"min_lines_before_break", DEFINE_WHOLE, offsetof(style_source, style.min_lines_before_break), NULL,
     false},
    {"min_lines_after_break", DEFINE_WHOLE, offsetof(style_source, style.min_lines_after_break), NULL, false},
    {"keep_next", DEFINE_BOOL, offsetof(style_source, style.keep_next), NULL, false},
    {"is_balanced", DEFINE_BOOL, offsetof(style_source, style.is_balanced), NULL, false},
    {"is_page_start", DEFINE_BOOL, offsetof(style_source, style.is_page_start), NULL, false},
    {"like", DEFINE_TEXT, offsetof(style_source, like), NULL, false},
    {"after", DEFINE_TEXT, offsetof(style_source, after), NULL, false},
    {0}};

enum { LIKE_MAX = 8 };

/* A style stands on the one its `like` names; the chain is read from its far end. */
static void read_style(const definer *d, const value *all, const value *v, style *out)
{
    const value *chain[LIKE_MAX] = {v};
    size_t count = 1;
    for (const value *like = value_find(v, STR("like")); like;
         like = value_find(chain[count - 1], STR("like"))) {
        const value *next = value_find(all, like->text);
        if (like->kind == VALUE_TEXT && (!next || count == LIKE_MAX))
            define_tell(d, like, next ? MSG_define_like_many : MSG_define_style_unknown, like->text);
        if (!next || count == LIKE_MAX) break;
        chain[count++] = next;
    }
    style_source source = {.style.latin = STR("latin"),
                           .style.latin_scale = EM,
                           .style.min_lines_before_break = 1,
                           .style.min_lines_after_break = 1};
    for (size_t i = count; i-- > 1;) { /* faults of those are told where they stand themselves */
        definer quiet = {d->arena, bx_diags_new(), d->layout};
        if (!quiet.diags) return (void)diag_memory(d->diags);
        define_read(&quiet, chain[i], style_keys, &source);
        bx_diags_free(quiet.diags);
    }
    define_read(d, v, style_keys, &source);
    *out = source.style;
    out->name = v->key;
    if (!out->face.len || !out->size) define_tell(d, v, MSG_define_style_empty, v->key);
}

static bool read_styles(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    l->styles = arena_array(d->arena, style, v->count);
    if (!l->styles) return false;
    define_check_after(d, v);
    for (size_t i = 0; i < v->count; i++)
        if (define_is_map(d, v->items[i])) read_style(d, v, v->items[i], &l->styles[l->style_count++]);
    return true;
}

typedef struct level_source {
    level level;
    bx_str number, after;
} level_source;

/* "（一）" is before "（", Chinese numerals, after "）"; "1." is Arabic numerals before ".". */
static bool split_number(bx_str number, level *out)
{
    bx_str chinese = STR("一"), arabic = STR("1");
    size_t at = str_find(number, chinese);
    out->is_chinese = at < number.len;
    bx_str sample = out->is_chinese ? chinese : arabic;
    if (!out->is_chinese) at = str_find(number, arabic);
    if (at == number.len) return false;
    out->before = str_slice(number, 0, at);
    out->after = str_from(number, at + sample.len);
    return out->after.len > 0; /* a bare numeral begins any sentence */
}

static bool read_levels(const definer *d, const value *v, layout *l)
{
    static const define_key keys[] = {
        {"number", DEFINE_TEXT, offsetof(level_source, number), NULL, true},
        {"style", DEFINE_STYLE, offsetof(level_source, level.style), NULL, true},
        {"is_run_in", DEFINE_BOOL, offsetof(level_source, level.is_run_in), NULL, false},
        {"after", DEFINE_TEXT, offsetof(level_source, after), NULL, false},
        {0}};
    if (!define_is_map(d, v)) return true;
    l->levels = arena_array(d->arena, level, v->count);
    if (!l->levels) return false;
    define_check_after(d, v);
    for (size_t i = 0; i < v->count; i++) {
        level_source source = {0};
        define_read(d, v->items[i], keys, &source);
        if (source.number.len && !split_number(source.number, &source.level))
            define_tell(d, v->items[i], MSG_define_number_sample, source.number);
        source.level.depth = (uint32_t)i + 1;
        l->levels[l->level_count++] = source.level;
    }
    return true;
}

/* What would not be printed on the page, or not where a reader looks for it. */
static void tell_off_page(const definer *d, const value *v, const char *key, bool is_off)
{
    const value *item = is_off ? value_find(v, str_of(key)) : NULL;
    if (item) define_tell(d, item, MSG_define_off_page, str_of(key));
}

static void check_signature(const definer *d, const value *v, const page_geometry *page,
                            const signature_rules *rules)
{
    bx_len half = page->type_area_width / 2, pitch = page->character_pitch;
    tell_off_page(d, v, "name_indent_right", len_scale(pitch, rules->name_indent_right, EM) > half);
    tell_off_page(d, v, "date_offset", len_scale(pitch, rules->date_offset, EM) > half);
    tell_off_page(d, v, "sealed_date_indent_right",
                  len_scale(pitch, rules->sealed_date_indent_right, EM) > half);
    tell_off_page(d, v, "blank_lines_before", rules->blank_lines_before > page->lines);
    tell_off_page(d, v, "sealed_blank_lines_before", rules->sealed_blank_lines_before > page->lines);
    tell_off_page(d, v, "seal_width", rules->seal_width > half);
    tell_off_page(d, v, "min_lines_with", rules->min_lines_with > page->lines);
}

static void read_signature(const definer *d, const value *v, const page_geometry *page, signature_rules *out)
{
    static const define_key keys[] = {
        {"style", DEFINE_STYLE, offsetof(signature_rules, style), NULL, true},
        {"blank_lines_before", DEFINE_WHOLE, offsetof(signature_rules, blank_lines_before), NULL, true},
        {"name_indent_right", DEFINE_EM, offsetof(signature_rules, name_indent_right), NULL, true},
        {"date_offset", DEFINE_EM, offsetof(signature_rules, date_offset), NULL, true},
        {"sealed_blank_lines_before", DEFINE_WHOLE, offsetof(signature_rules, sealed_blank_lines_before),
         NULL, true},
        {"sealed_date_indent_right", DEFINE_EM, offsetof(signature_rules, sealed_date_indent_right), NULL,
         true},
        {"min_lines_with", DEFINE_WHOLE, offsetof(signature_rules, min_lines_with), NULL, true},
        {"seal_width", DEFINE_LENGTH, offsetof(signature_rules, seal_width), NULL, false},
        {0}};
    define_read(d, v, keys, out);
    if (page->character_pitch) check_signature(d, v, page, out);
}

static void check_folio(const definer *d, const value *v, const page_geometry *page, const folio_rules *rules)
{
    bx_len size = rules->style->size, foot = page->height - page->margin_head - page->type_area_height;
    tell_off_page(d, v, "below_type_area", rules->below_type_area > foot - size);
    tell_off_page(d, v, "indent", len_scale(size, rules->indent, EM) > page->type_area_width / 2);
}

static void read_folio(const definer *d, const value *v, const page_geometry *page, folio_rules *out)
{
    static const define_key keys[] = {
        {"style", DEFINE_STYLE, offsetof(folio_rules, style), NULL, true},
        {"text", DEFINE_TEXT, offsetof(folio_rules, text), NULL, true},
        {"below_type_area", DEFINE_LENGTH, offsetof(folio_rules, below_type_area), NULL, true},
        {"indent", DEFINE_EM, offsetof(folio_rules, indent), NULL, true},
        {0}};
    define_read(d, v, keys, out);
    if (page->character_pitch && out->style) check_folio(d, v, page, out);
}

static void read_annex(const definer *d, const value *v, annex_rules *out)
{
    static const define_key keys[] = {
        {"mark", DEFINE_STYLE, offsetof(annex_rules, mark), NULL, true},
        {"title", DEFINE_STYLE, offsetof(annex_rules, title), NULL, true},
        {"list", DEFINE_STYLE, offsetof(annex_rules, list), NULL, true},
        {"list_more", DEFINE_STYLE, offsetof(annex_rules, list_more), NULL, true},
        {0}};
    define_read(d, v, keys, out);
}

typedef struct layout_source {
    layout layout;
    const value *page, *styles, *levels, *signature, *folio, *annex, *table, *text, *fields, *tables,
        *reviews, *carry_over, *blocks, *filing;
} layout_source;

static const define_key layout_keys[] = {
    {"name", DEFINE_TEXT, offsetof(layout_source, layout.name), NULL, true},
    {"title", DEFINE_TEXT, offsetof(layout_source, layout.title), NULL, true},
    {"standard", DEFINE_TEXT, offsetof(layout_source, layout.standard), NULL, false},
    {"lang", DEFINE_TEXT, offsetof(layout_source, layout.lang), NULL, true},
    {"version", DEFINE_WHOLE, offsetof(layout_source, layout.version), NULL, true},
    {"is_base", DEFINE_BOOL, offsetof(layout_source, layout.is_base), NULL, false},
    {"extends", DEFINE_TEXT, offsetof(layout_source, layout.extends), NULL, false},
    {"page", DEFINE_VALUE, offsetof(layout_source, page), NULL, true},
    {"styles", DEFINE_VALUE, offsetof(layout_source, styles), NULL, true},
    {"text", DEFINE_VALUE, offsetof(layout_source, text), NULL, true},
    {"levels", DEFINE_VALUE, offsetof(layout_source, levels), NULL, false},
    {"signature", DEFINE_VALUE, offsetof(layout_source, signature), NULL, false},
    {"folio", DEFINE_VALUE, offsetof(layout_source, folio), NULL, false},
    {"annex", DEFINE_VALUE, offsetof(layout_source, annex), NULL, false},
    {"table", DEFINE_VALUE, offsetof(layout_source, table), NULL, false},
    {"fields", DEFINE_VALUE, offsetof(layout_source, fields), NULL, false},
    {"tables", DEFINE_VALUE, offsetof(layout_source, tables), NULL, false},
    {"reviews", DEFINE_VALUE, offsetof(layout_source, reviews), NULL, false},
    {"carry_over", DEFINE_VALUE, offsetof(layout_source, carry_over), NULL, false},
    {"blocks", DEFINE_VALUE, offsetof(layout_source, blocks), NULL, false},
    {"filing", DEFINE_VALUE, offsetof(layout_source, filing), NULL, false},
    {0}};

/* Sections in the order in which they name each other: styles first, blocks last. */
static bool read_sections(const definer *d, const layout_source *s, layout *l)
{
    if (s->styles && !read_styles(d, s->styles, l)) return false;
    if (!l->style_count) return true; /* told; all that follows would only lack its style */
    if (s->page) read_page(d, s->page, &l->page);
    if (s->text && !layout_read_text(d, s->text, &l->text)) return false;
    if (s->levels && !read_levels(d, s->levels, l)) return false;
    if (s->signature) read_signature(d, s->signature, &l->page, &l->signature);
    if (s->folio) read_folio(d, s->folio, &l->page, &l->folio);
    if (s->annex) read_annex(d, s->annex, &l->annex);
    if (!layout_read_tables(d, s->table, s->tables, l)) return false;
    if (s->fields && !layout_read_fields(d, s->fields, l)) return false;
    if (s->fields && !l->field_count) return true; /* told; reviews and blocks would only lack their fields */
    if (l->table_count) layout_check_above(d, s->table, s->tables, l);
    if (s->reviews && !layout_read_reviews(d, s->reviews, l)) return false;
    if (s->carry_over && !layout_read_carries(d, s->carry_over, l)) return false;
    if (s->filing) layout_read_filing(d, s->filing, l);
    return !s->blocks || layout_read_blocks(d, s->blocks, l);
}

/* A layout that is no base has something to read and something to print. */
static void check_whole(const definer *d, const value *v, const layout_source *s)
{
    static const char *const sections[] = {"fields", "blocks", NULL};
    for (size_t i = 0; sections[i] && v->kind == VALUE_MAP && !s->layout.is_base; i++)
        if (!value_find(v, str_of(sections[i]))) define_tell(d, v, MSG_define_missing, str_of(sections[i]));
}

bx_status layout_understand(bx_arena *arena, const value *definition, bx_diags *diags, const layout **out)
{
    size_t errors = diag_errors(diags);
    layout *l = arena_new(arena, layout);
    if (!l) return diag_memory(diags);
    layout_source source = {0};
    definer d = {arena, diags, l};
    define_read(&d, definition, layout_keys, &source);
    *l = source.layout;
    check_whole(&d, definition, &source);
    if (!read_sections(&d, &source, l)) return diag_memory(diags);
    if (diag_errors(diags) > errors) return diag_status(diags);
    *out = l;
    return BX_OK;
}

bx_status layout_load(bx_arena *arena, const layout_dirs *dirs, const layout_wish *wish, bx_diags *diags,
                      const layout **out)
{
    const value *definition;
    BX_TRY(layout_definition(arena, dirs, wish, diags, &definition));
    return layout_understand(arena, definition, diags, out);
}

bx_status layout_load_bytes(bx_arena *arena, const layout_dirs *dirs, bx_str bytes, const char *file,
                            bx_diags *diags, const layout **out)
{
    const value *definition;
    BX_TRY(layout_definition_from(arena, dirs, bytes, file, diags, &definition));
    return layout_understand(arena, definition, diags, out);
}
