/* A value tree as YAML, as a clerk would write it: block style, Chinese plain, an item a line, texts of
 * several lines as literal blocks. */
#include <yaml.h>

#include "data/read.h"
#include "data/write.h"

typedef struct yaml_writer {
    yaml_emitter_t emitter;
} yaml_writer;

static int take_bytes(void *to, unsigned char *bytes, size_t len)
{
    bx_buf *out = to;
    buf_add(out, bytes, len);
    return !out->failed;
}

/* Only after an event that libyaml could make: it has then emptied the event, whether or not it could write
 * it. */
static bool emit(yaml_writer *w, yaml_event_t *event, int is_made)
{
    return is_made && yaml_emitter_emit(&w->emitter, event);
}

/* Would this text, written plain, be read as something else (value.h)? What YAML itself cannot have plain,
 * libyaml puts into quotation marks. */
static bool needs_quotes(bx_str text)
{
    return !text.len || str_is(text, "null") || str_is(text, "~") || str_is(text, "true") ||
           str_is(text, "false") || str_is(text, "<<") || literal_is_number(text);
}

/* A literal block holds lines that begin and end with ink; others keep their blanks in quotation marks. */
static bool is_block_text(bx_str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++) {
        bool is_break = text.ptr[i] == '\n';
        lines += is_break;
        if ((unsigned char)text.ptr[i] < 0x20 && !is_break) return false;
        if (is_break && (!i || i + 1 == text.len || text.ptr[i - 1] == ' ' || text.ptr[i + 1] == ' '))
            return false;
    }
    return lines > 1 && text.ptr[0] != ' ' && text.ptr[text.len - 1] != ' ';
}

static yaml_scalar_style_t style_of(bx_str text)
{
    if (is_block_text(text)) return YAML_LITERAL_SCALAR_STYLE;
    return needs_quotes(text) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE;
}

static bool put_scalar(yaml_writer *w, bx_str text, yaml_scalar_style_t style)
{
    yaml_event_t event;
    bx_str t = text.ptr ? text : STR("");
    return emit(w, &event,
                yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)t.ptr, (int)t.len, 1, 1,
                                             style));
}

static bool put_leaf(yaml_writer *w, const value *v)
{
    switch (v->kind) {
    case VALUE_BOOL:
        return put_scalar(w, v->truth ? STR("true") : STR("false"), YAML_PLAIN_SCALAR_STYLE);
    case VALUE_NUMBER:
        return put_scalar(w, v->text, YAML_PLAIN_SCALAR_STYLE);
    case VALUE_TEXT:
        return put_scalar(w, v->text, style_of(v->text));
    default:
        return put_scalar(w, STR("~"), YAML_PLAIN_SCALAR_STYLE);
    }
}

/* Rows of numbers stand on one line, as they do in a form. */
static bool is_flat(const value *v)
{
    return v->parent && value_is_flat(v);
}

static bool put_value(yaml_writer *w, const value *v);

static bool put_list(yaml_writer *w, const value *v)
{
    yaml_event_t event;
    yaml_sequence_style_t style = is_flat(v) ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE;
    if (!emit(w, &event, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, style))) return false;
    for (size_t i = 0; i < v->count; i++)
        if (!put_value(w, v->items[i])) return false;
    return emit(w, &event, yaml_sequence_end_event_initialize(&event));
}

static bool put_map(yaml_writer *w, const value *v)
{
    yaml_event_t event;
    yaml_mapping_style_t style =
        is_flat(v) && v->parent->parent ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE;
    if (!emit(w, &event, yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, style))) return false;
    for (size_t i = 0; i < v->count; i++) {
        bx_str key = v->items[i]->key;
        yaml_scalar_style_t how =
            needs_quotes(key) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE;
        if (!put_scalar(w, key, how) || !put_value(w, v->items[i])) return false;
    }
    return emit(w, &event, yaml_mapping_end_event_initialize(&event));
}

static bool put_value(yaml_writer *w, const value *v)
{
    if (v->kind == VALUE_LIST) return put_list(w, v);
    return v->kind == VALUE_MAP ? put_map(w, v) : put_leaf(w, v);
}

static bool put_document(yaml_writer *w, const value *root)
{
    yaml_event_t event;
    return emit(w, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING)) &&
           emit(w, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1)) &&
           put_value(w, root) && emit(w, &event, yaml_document_end_event_initialize(&event, 1)) &&
           emit(w, &event, yaml_stream_end_event_initialize(&event)) && yaml_emitter_flush(&w->emitter);
}

void write_yaml(const value *root, bx_buf *out)
{
    yaml_writer w = {0};
    if (!yaml_emitter_initialize(&w.emitter)) {
        out->failed = true;
        return;
    }
    yaml_emitter_set_output(&w.emitter, take_bytes, out);
    yaml_emitter_set_encoding(&w.emitter, YAML_UTF8_ENCODING);
    yaml_emitter_set_unicode(&w.emitter, 1);
    yaml_emitter_set_width(&w.emitter, -1);
    if (!put_document(&w, root)) out->failed = true;
    yaml_emitter_delete(&w.emitter);
}
