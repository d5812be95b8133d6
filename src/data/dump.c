/* The value tree as text, one value a line: the debugger, the tests' expectation and the bug report. */
#include "data/value.h"

static void dump_value(const value *v, bx_buf *out)
{
    switch (v->kind) {
    case VALUE_NULL:
        buf_text(out, "null null");
        break;
    case VALUE_BOOL:
        buf_text(out, v->truth ? "bool true" : "bool false");
        break;
    case VALUE_NUMBER:
        buf_print(out, "number %.*s", STR_ARG(v->text));
        break;
    case VALUE_TEXT:
        buf_text(out, "text ");
        buf_json_string(out, v->text);
        break;
    case VALUE_LIST:
        buf_print(out, "list %zu", v->count);
        break;
    case VALUE_MAP:
        buf_print(out, "map %zu", v->count);
        break;
    }
}

/* path is that of v; it is the same again on return. The depth is bounded by the parser. */
static void dump_tree(const value *v, bx_buf *path, bx_buf *out)
{
    buf_str(out, path->len ? buf_slice(path) : STR("."));
    buf_char(out, ' ');
    dump_value(v, out);
    buf_print(out, " @%u:%u\n", (unsigned)v->at.line, (unsigned)v->at.column);
    size_t len = path->len;
    for (size_t i = 0; i < v->count; i++) {
        if (v->kind == VALUE_LIST) {
            buf_print(path, "[%zu]", i);
        } else {
            if (len) buf_char(path, '.');
            buf_str(path, v->items[i]->key);
        }
        dump_tree(v->items[i], path, out);
        path->len = len;
    }
}

void value_dump(const value *root, bx_buf *out)
{
    bx_buf path = {0};
    dump_tree(root, &path, out);
    if (path.failed) out->failed = true;
    buf_clear(&path);
}
