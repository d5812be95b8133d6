/* YAML: libyaml's events, read into the builder. The core of YAML is taken, what a report never needs and
 * strangers abuse is refused: merge keys, directives, several documents, tags of applications. */
#include "data/read.h"

#include <stdio.h>

#include "base/utf8.h"
#include "data/source.h"

typedef struct anchor {
    bx_str name;
    const value *marked;
} anchor;

typedef struct reader {
    builder *build;
    bx_str bytes;
    size_t at, chars; /* a byte offset and its character, the last one asked for */
    VEC(anchor) anchors;
    bool is_done;
} reader;

static bx_place mark_place(const reader *r, yaml_mark_t mark)
{
    return (bx_place){r->build->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

static bool is_continuation(const reader *r, size_t at)
{
    return at < r->bytes.len && ((unsigned char)r->bytes.ptr[at] & 0xC0) == 0x80;
}

/* libyaml counts characters, the text is found by bytes. Marks come nearly in order: one walk in all. */
static size_t byte_of(reader *r, size_t index)
{
    while (r->chars < index && r->at < r->bytes.len) {
        r->chars++;
        r->at++;
        while (is_continuation(r, r->at)) r->at++;
    }
    while (r->chars > index && r->at) {
        r->chars--;
        r->at--;
        while (is_continuation(r, r->at)) r->at--;
    }
    return r->at;
}

static cursor mark_cursor(reader *r, yaml_mark_t mark)
{
    return (cursor){r->bytes, byte_of(r, mark.index), (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_line(cursor *c)
{
    size_t at = c->at;
    while (at < c->bytes.len && c->bytes.ptr[at] != '\n' && c->bytes.ptr[at] != '\r') at++;
    cursor_move(c, at);
}

/* Behind an anchor's name, which need not be followed by a space, or a tag, which must be. */
static void skip_property(cursor *c)
{
    bool is_anchor = cursor_peek(c) == '&';
    size_t at = c->at + 1;
    for (; at < c->bytes.len && !is_white(c->bytes.ptr[at]); at++) {
        char b = c->bytes.ptr[at];
        bool is_name = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') ||
                       b == '-' || b == '_';
        if (is_anchor && !is_name) break;
    }
    cursor_move(c, at);
}

static void skip_space(cursor *c)
{
    for (;; cursor_move(c, c->at + 1)) {
        if (cursor_peek(c) == '#') skip_line(c);
        if (!is_white(cursor_peek(c))) return;
    }
}

/* libyaml's mark of a value is that of its anchor or tag; ours is where the value itself begins. */
static cursor value_cursor(reader *r, yaml_mark_t mark, bool has_properties)
{
    cursor c = mark_cursor(r, mark);
    while (has_properties && (cursor_peek(&c) == '&' || cursor_peek(&c) == '!')) {
        skip_property(&c);
        skip_space(&c);
    }
    return c;
}

/* ---- scalars */

static value_kind plain_kind(bx_str text)
{
    if (!text.len || str_is(text, "~") || str_is(text, "null")) return VALUE_NULL;
    if (str_is(text, "true") || str_is(text, "false")) return VALUE_BOOL;
    return literal_is_number(text) ? VALUE_NUMBER : VALUE_TEXT;
}

static const char *tag_name(const yaml_char_t *tag)
{
    const char *name = (const char *)tag, *core = "tag:yaml.org,2002:";
    return str_starts_with(str_of(name), str_of(core)) ? name + strlen(core) : NULL;
}

/* Does what stands there suit its tag? (YAML 1.2.2, 10.2: the core schema) */
static bool tag_suits(const char *name, value_kind kind, bx_str text)
{
    if (strcmp(name, "int") == 0) return kind == VALUE_NUMBER && str_find(text, STR(".")) == text.len;
    if (strcmp(name, "float") == 0) return kind == VALUE_NUMBER;
    if (strcmp(name, "bool") == 0) return kind == VALUE_BOOL;
    if (strcmp(name, "null") == 0) return kind == VALUE_NULL;
    if (strcmp(name, "seq") == 0) return kind == VALUE_LIST;
    return strcmp(name, "map") == 0 && kind == VALUE_MAP;
}

/* The kind that a tag makes of a value; one that does not suit is told and changes nothing. */
static value_kind tagged_kind(reader *r, const yaml_char_t *tag, value_kind kind, bx_str text, bx_place at)
{
    builder *b = r->build;
    if (!tag) return kind;
    const char *name = tag_name(tag);
    bool is_str = strcmp((const char *)tag, "!") == 0 || (name && strcmp(name, "str") == 0);
    if (is_str && kind < VALUE_LIST) return VALUE_TEXT;
    if (name && tag_suits(name, kind, text)) return kind;
    diag_add(b->diags, name ? MSG_yaml_tag_misfit : MSG_yaml_tag, at, builder_path(b),
             builder_quote(b, str_of(name ? name : (const char *)tag)));
    return kind;
}

/* The scalar's text: a slice of the file where it stands there as it is, else a copy. */
static bx_str scalar_text(reader *r, const yaml_event_t *event, size_t start)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    bx_str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    bool is_quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    bx_str written = str_slice(r->bytes, start + is_quoted, text.len);
    if (str_is_equal(written, text)) return written;
    return arena_copy(r->build->arena, text);
}

static bool is_plain(const yaml_event_t *event)
{
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

/* What source_check cannot see: characters written as escapes. Answers the first one's offset. */
static size_t refused_escape(const yaml_event_t *event, bx_str text)
{
    size_t at = 0, start = 0;
    if (event->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE) return text.len;
    for (; at < text.len; start = at) {
        uint32_t code = utf8_next(text, &at);
        if (code == '\r' || code_is_refused(code)) return start;
    }
    return text.len;
}

static void tell_refused(reader *r, const value *v, size_t at)
{
    char name[16];
    size_t start = at;
    snprintf(name, sizeof name, "U+%04X", (unsigned)utf8_next(v->text, &at));
    diag_add(r->build->diags, MSG_data_control, value_place_in(v, start), builder_path_of(r->build, v), name);
}

static bx_status read_key(reader *r, const yaml_event_t *event)
{
    builder *b = r->build;
    bool has_properties = event->data.scalar.anchor || event->data.scalar.tag;
    cursor start = value_cursor(r, event->start_mark, has_properties);
    bx_place at = cursor_place(&start, b->file);
    bx_str key = scalar_text(r, event, start.at);
    if (!key.ptr) return diag_memory(b->diags);
    builder_key(b, key, at);
    if (has_properties) diag_add(b->diags, MSG_yaml_key_mark, at, builder_path(b), builder_quote(b, key));
    if (is_plain(event) && str_is(key, "<<")) diag_add(b->diags, MSG_yaml_merge, at, builder_path(b));
    if (refused_escape(event, key) < key.len)
        diag_add(b->diags, MSG_data_key_break, at, builder_path(b), builder_quote(b, key));
    return BX_OK;
}

static bx_status anchor_add(reader *r, const yaml_char_t *name, const value *marked)
{
    builder *b = r->build;
    if (!name) return BX_OK;
    /* Each alias looks through the anchors: without a bound on both, a file could cost the square of its
     * size.
     */
    if (r->anchors.count >= b->limits.alias_nodes) {
        char limit[24];
        snprintf(limit, sizeof limit, "%zu", b->limits.alias_nodes);
        diag_add(b->diags, MSG_data_alias_budget, marked->at, builder_path_of(b, marked), limit);
        return BX_BAD_DATA;
    }
    anchor *a = vec_push(&b->scratch, &r->anchors);
    if (!a) return diag_memory(b->diags);
    *a = (anchor){arena_copy(&b->scratch, str_of((const char *)name)), marked};
    return a->name.ptr ? BX_OK : diag_memory(b->diags);
}

static bx_status read_scalar(reader *r, const yaml_event_t *event)
{
    builder *b = r->build;
    bool has_properties = event->data.scalar.anchor || event->data.scalar.tag;
    bool is_nothing = is_plain(event) && !event->data.scalar.length; /* what follows is not its own */
    cursor start = value_cursor(r, event->start_mark, has_properties && !is_nothing);
    bx_place at = cursor_place(&start, b->file);
    bx_str text = scalar_text(r, event, start.at);
    if (!text.ptr) return diag_memory(b->diags);
    value_kind kind = is_plain(event) ? plain_kind(text) : VALUE_TEXT;
    kind = tagged_kind(r, event->data.scalar.tag, kind, text, at);
    value *v = NULL;
    BX_TRY(builder_add(b, kind, at, &v));
    v->text = text;
    v->truth = kind == VALUE_BOOL && str_is(text, "true");
    v->is_block = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
                  event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
    if (kind == VALUE_TEXT) v->source = r->bytes.ptr + start.at;
    if (kind == VALUE_NUMBER) builder_set_number(b, v);
    size_t refused = refused_escape(event, text);
    if (refused < text.len) tell_refused(r, v, refused);
    return anchor_add(r, event->data.scalar.anchor, v);
}

/* ---- the rest of a document */

static bx_status read_open(reader *r, value_kind kind, yaml_mark_t mark, const yaml_char_t *name,
                           const yaml_char_t *tag)
{
    cursor start = value_cursor(r, mark, name || tag);
    bx_place at = cursor_place(&start, r->build->file);
    tagged_kind(r, tag, kind, (bx_str){0}, at);
    BX_TRY(builder_open(r->build, kind, at));
    return anchor_add(r, name, builder_top(r->build));
}

static const value *anchor_find(const reader *r, bx_str name)
{
    for (size_t i = r->anchors.count; i > 0; i--) /* a name can be given again: the last one counts */
        if (str_is_equal(r->anchors.items[i - 1].name, name)) return r->anchors.items[i - 1].marked;
    return NULL;
}

static bx_status read_alias(reader *r, const yaml_event_t *event)
{
    builder *b = r->build;
    bx_str name = str_of((const char *)event->data.alias.anchor);
    bx_place at = mark_place(r, event->start_mark);
    const value *marked = anchor_find(r, name);
    if (marked && !builder_is_open(b, marked)) return builder_copy(b, marked, at);
    diag_add(b->diags, marked ? MSG_yaml_alias_self : MSG_yaml_alias_unknown, at, builder_path(b),
             builder_quote(b, name));
    value *nothing = NULL;
    return builder_add(b, VALUE_NULL, at, &nothing);
}

/* One document a file. libyaml is not asked for a second one: its directives would be read with it. */
static bx_status read_end(reader *r, yaml_mark_t mark)
{
    builder *b = r->build;
    cursor c = mark_cursor(r, mark);
    skip_space(&c);
    r->is_done = true;
    if (c.at >= c.bytes.len) return BX_OK;
    bool is_document = str_starts_with(str_from(c.bytes, c.at), STR("---"));
    diag_add(b->diags, is_document ? MSG_yaml_documents : MSG_yaml_rest, cursor_place(&c, b->file), STR(""));
    return BX_BAD_DATA;
}

static bx_status read_event(reader *r, const yaml_event_t *event)
{
    builder *b = r->build;
    bool starts_list = event->type == YAML_SEQUENCE_START_EVENT;
    bool starts_map = event->type == YAML_MAPPING_START_EVENT;
    if (builder_wants_key(b) && (starts_list || starts_map || event->type == YAML_ALIAS_EVENT)) {
        diag_add(b->diags, MSG_yaml_key_not_text, mark_place(r, event->start_mark), builder_path(b));
        return BX_BAD_DATA;
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return builder_wants_key(b) ? read_key(r, event) : read_scalar(r, event);
    case YAML_ALIAS_EVENT:
        return read_alias(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return read_open(r, VALUE_LIST, event->start_mark, event->data.sequence_start.anchor,
                         event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return read_open(r, VALUE_MAP, event->start_mark, event->data.mapping_start.anchor,
                         event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return builder_close(b);
    case YAML_DOCUMENT_END_EVENT:
        return read_end(r, event->end_mark);
    default:
        r->is_done = event->type == YAML_STREAM_END_EVENT;
        return BX_OK;
    }
}

static bx_status read_events(reader *r, yaml_parser_t *parser)
{
    while (!r->is_done) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) return yaml_explain(r->build, parser, r->bytes);
        bx_status status = read_event(r, &event);
        yaml_event_delete(&event);
        BX_TRY(status);
    }
    return BX_OK;
}

/* libyaml compares each %TAG with all before it: refused before it can. */
static bx_status refuse_directive(builder *b, bx_str bytes)
{
    cursor c = cursor_at_start(bytes);
    skip_space(&c);
    if (cursor_peek(&c) != '%' || c.column != 1) return BX_OK;
    diag_add(b->diags, MSG_yaml_directive, cursor_place(&c, b->file), STR(""));
    return BX_BAD_DATA;
}

static bool is_plain_text(const value *v)
{
    return v->kind == VALUE_TEXT && !v->is_block && *v->source != '"' && *v->source != '\'';
}

bx_status yaml_read(builder *b, bx_str bytes)
{
    BX_TRY(refuse_directive(b, bytes));
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return diag_memory(b->diags);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    reader r = {.build = b, .bytes = bytes};
    bx_status status = read_events(&r, &parser);
    yaml_parser_delete(&parser);
    BX_TRY(status);
    /* A file of comments, or with --- alone, has no value; neither has one that holds nothing. */
    if (b->root && b->root->kind == VALUE_NULL && !b->root->text.len) b->root = NULL;
    if (!b->root || !is_plain_text(b->root)) return BX_OK;
    return yaml_explain_text(b, bytes, b->root) ? BX_BAD_DATA : BX_OK;
}

void value_libraries(library_list *list)
{
    library_add(list, "libyaml", yaml_get_version_string());
}
