/* A growing run of bytes with a sticky failure. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"

void buf_clear(bx_buf *buf)
{
    mem_free(buf->ptr);
    *buf = (bx_buf){0};
}

void buf_reset(bx_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

bx_str buf_keep(bx_buf *buf, bx_arena *arena)
{
    bx_str kept = {0};
    if (!buf->failed) kept = arena_copy(arena, buf_slice(buf));
    buf_clear(buf);
    return kept;
}

/* Room for len more bytes? */
static bool reserve(bx_buf *buf, size_t len)
{
    if (buf->failed) return false;
    if (buf->capacity - buf->len >= len) return true;
    size_t wanted = buf->capacity ? buf->capacity * 2 : 256;
    if (wanted < buf->len + len) wanted = buf->len + len;
    char *grown = wanted < buf->len ? NULL : mem_resize(buf->ptr, wanted, 1);
    if (!grown) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->capacity = wanted;
    return true;
}

char *buf_room(bx_buf *buf, size_t len)
{
    return reserve(buf, len) ? buf->ptr + buf->len : NULL;
}

void buf_add(bx_buf *buf, const void *bytes, size_t len)
{
    if (!len || !reserve(buf, len)) return;
    memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
}

void buf_str(bx_buf *buf, bx_str text)
{
    buf_add(buf, text.ptr, text.len);
}

void buf_text(bx_buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_char(bx_buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_print(bx_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len >= 0 && reserve(buf, (size_t)len + 1)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void buf_json_string(bx_buf *buf, bx_str text)
{
    buf_char(buf, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        buf_add(buf, text.ptr + plain, i - plain);
        plain = i + 1;
        if (c == '"' || c == '\\')
            buf_print(buf, "\\%c", c);
        else if (c == '\n')
            buf_text(buf, "\\n");
        else if (c == '\t')
            buf_text(buf, "\\t");
        else
            buf_print(buf, "\\u%04x", c);
    }
    buf_add(buf, text.ptr + plain, text.len - plain);
    buf_char(buf, '"');
}
