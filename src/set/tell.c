/* Faults of a text, told with its place in the data and its beginning. */
#include "base/utf8.h"
#include "set/setter.h"

enum { EXCERPT = 20 }; /* characters of a text that a message shows */

bx_place passage_place(const passage *p, size_t at)
{
    return p->source ? value_place_in(p->source, p->source_at + at) : (bx_place){0};
}

bx_str passage_path(const setter *s, const passage *p)
{
    return p->source ? value_path(p->source, s->arena) : STR("");
}

static bx_str excerpt(const setter *s, bx_str text)
{
    bx_str head = utf8_head(text, EXCERPT);
    return arena_print(s->arena, "%.*s%s", STR_ARG(head), head.len < text.len ? "…" : "");
}

bx_status passage_tell(const setter *s, message_id id, const passage *p)
{
    bx_str path = passage_path(s, p), text = excerpt(s, p->text);
    if (!path.ptr || !text.ptr) return diag_memory(s->diags);
    diag_add(s->diags, id, passage_place(p, 0), path, text.ptr);
    return BX_OK;
}
