/* Texts of a layout in which {path} stands for a field's text. */
#include "report/report_parts.h"

/* What the slot at the beginning of a text stands for, and where the text goes on; false: it is no slot. */
static bool take_slot(const slot_filler *f, bx_str text, bx_str *content, size_t *end)
{
    if (text.ptr[0] != '{') return false;
    size_t close = str_find(text, STR("}"));
    if (close == text.len) return false;
    bx_str name = str_slice(text, 1, close - 1);
    *end = close + 1;
    *content = f->number;
    if (f->number.len && str_is(name, "number")) return true;
    const field_value *field = report_field(f->report, name);
    if (field) *content = field->text;
    return field != NULL;
}

bool report_fill_slots(const slot_filler *f, bx_str template, bx_str *out)
{
    bx_buf made = {0};
    size_t bytes_max = 4 * f->most; /* of UTF-8; what is cut off is too long in any case */
    for (size_t at = 0; at < template.len && made.len <= bytes_max;) {
        bx_str content, rest = str_from(template, at);
        size_t end = 1;
        if (take_slot(f, rest, &content, &end))
            buf_str(&made, content);
        else
            buf_char(&made, rest.ptr[0]);
        at += end;
    }
    *out = buf_keep(&made, f->arena);
    return out->ptr;
}
