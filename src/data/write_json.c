/* A value tree as JSON, for machines first, but so that people can find a row in it. */
#include "data/write.h"

static void add_scalar(const value *v, bx_buf *out)
{
    switch (v->kind) {
    case VALUE_BOOL:
        buf_text(out, v->truth ? "true" : "false");
        break;
    case VALUE_NUMBER:
        buf_str(out, v->text);
        break;
    case VALUE_TEXT:
        buf_json_string(out, v->text);
        break;
    default:
        buf_text(out, "null");
    }
}

static void begin_line(unsigned depth, bx_buf *out)
{
    buf_char(out, '\n');
    while (depth--) buf_text(out, "  ");
}

static void add_value(const value *v, unsigned depth, bx_buf *out)
{
    bool is_map = v->kind == VALUE_MAP, is_on_one_line = value_is_flat(v) && depth;
    if (v->kind < VALUE_LIST) {
        add_scalar(v, out);
        return;
    }
    buf_char(out, is_map ? '{' : '[');
    for (size_t i = 0; i < v->count; i++) {
        if (i) buf_text(out, is_on_one_line ? ", " : ",");
        if (!is_on_one_line) begin_line(depth + 1, out);
        if (is_map) buf_json_string(out, v->items[i]->key);
        if (is_map) buf_text(out, ": ");
        add_value(v->items[i], depth + 1, out);
    }
    if (!is_on_one_line) begin_line(depth, out);
    buf_char(out, is_map ? '}' : ']');
}

void write_json(const value *root, bx_buf *out)
{
    add_value(root, 0, out);
    buf_char(out, '\n');
}
