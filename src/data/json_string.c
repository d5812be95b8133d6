/* JSON strings: escapes made characters, and all that may not stand in one told at its place. */
#include "data/json.h"

#include <stdio.h>

#include "base/utf8.h"

/* A string being unescaped. The escapes are whole: jsmn has seen to it. */
typedef struct unescape {
    builder *build;
    cursor told; /* the last place told: they come in order, so that the walk is one */
    bx_str inner;
    size_t at;
    char *out;
    size_t len;
    bool is_behind_cr;
} unescape;

static void tell(unescape *u, message_id id, size_t at, const char *arg)
{
    builder *b = u->build;
    cursor_move(&u->told, (size_t)(u->inner.ptr + at - u->told.bytes.ptr));
    diag_add(b->diags, id, cursor_place(&u->told, b->file), builder_path(b), arg);
}

/* CR LF and CR are one line feed, whichever way they are written. */
static void put(unescape *u, uint32_t code)
{
    bool is_second = code == '\n' && u->is_behind_cr;
    u->is_behind_cr = code == '\r';
    if (!is_second) u->len += utf8_put(u->out + u->len, code == '\r' ? '\n' : code);
}

static uint32_t hex4(const char *p)
{
    uint32_t code = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        code = code << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
}

/* The \u escape at an offset; UTF8_BAD if there is none. */
static uint32_t unit_at(const unescape *u, size_t at)
{
    if (at + 6 > u->inner.len || u->inner.ptr[at] != '\\' || u->inner.ptr[at + 1] != 'u') return UTF8_BAD;
    return hex4(u->inner.ptr + at + 2);
}

/* \uXXXX, or a pair of them for what is beyond U+FFFF (RFC 8259, 7). */
static void take_code(unescape *u)
{
    size_t start = u->at;
    uint32_t code = unit_at(u, start), low = unit_at(u, start + 6);
    u->at += 6;
    if (code >= 0xD800 && code <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
        u->at += 6;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    char name[16];
    snprintf(name, sizeof name, "U+%04X", (unsigned)code);
    if (code >= 0xD800 && code <= 0xDFFF)
        tell(u, MSG_json_surrogate, start, name);
    else if (code_is_refused(code))
        tell(u, MSG_data_control, start, name);
    else
        put(u, code);
}

static void take_escape(unescape *u)
{
    char c = u->inner.ptr[u->at + 1];
    if (c == 'u') {
        take_code(u);
        return;
    }
    if (c == 'b' || c == 'f')
        tell(u, MSG_data_control, u->at, c == 'b' ? "U+0008" : "U+000C");
    else
        put(u, c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : (unsigned char)c);
    u->at += 2;
}

static void take_plain(unescape *u)
{
    unsigned char c = (unsigned char)u->inner.ptr[u->at];
    bool is_told = c == '\n' && u->at && u->inner.ptr[u->at - 1] == '\r';
    if (c >= 0x20)
        u->out[u->len++] = (char)c;
    else if (!is_told)
        tell(u, c == '\t' ? MSG_json_raw_tab : MSG_json_raw_break, u->at, NULL);
    u->is_behind_cr = false;
    u->at++;
}

static bool is_plain(bx_str inner)
{
    for (size_t i = 0; i < inner.len; i++)
        if (inner.ptr[i] == '\\' || (unsigned char)inner.ptr[i] < 0x20) return false;
    return true;
}

bx_str json_string(json_file *f, bx_str inner)
{
    bx_str text = inner;
    if (!is_plain(inner)) {
        unescape u = {.build = f->build, .told = f->cursor, .inner = inner};
        u.out = arena_alloc(f->build->arena, inner.len + 1, 1);
        if (!u.out) return (bx_str){NULL, 0};
        while (u.at < inner.len) {
            if (inner.ptr[u.at] == '\\')
                take_escape(&u);
            else
                take_plain(&u);
        }
        text = (bx_str){u.out, u.len};
    }
    cursor_move(&f->cursor, (size_t)(inner.ptr + inner.len + 1 - f->cursor.bytes.ptr));
    return text;
}
