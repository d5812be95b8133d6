/* A growing run of bytes. Failure is sticky: after an allocation failed, adding does nothing and buf.failed
 * is true, so that a writer checks once, at its end. */
#ifndef BX_BASE_BUF_H
#define BX_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct bx_buf {
    char *ptr; /* owned */
    size_t len, capacity;
    bool failed;
} bx_buf;

/* An all-zero bx_buf is ready for use. */
void buf_clear(bx_buf *buf);

/* Forget the bytes, keep the memory. */
void buf_reset(bx_buf *buf);

/* Room for so many bytes behind the last; who fills it adds to len. NULL without memory. */
char *buf_room(bx_buf *buf, size_t len);

void buf_add(bx_buf *buf, const void *bytes, size_t len);
void buf_str(bx_buf *buf, bx_str text);
void buf_text(bx_buf *buf, const char *text);
void buf_char(bx_buf *buf, char c);
void buf_print(bx_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A JSON string with its quotation marks; the text must be valid UTF-8. Only what JSON demands is escaped. */
void buf_json_string(bx_buf *buf, bx_str text);

static inline bx_str buf_slice(const bx_buf *buf)
{
    return (bx_str){buf->ptr ? buf->ptr : "", buf->len};
}

/* The bytes moved into an arena: the buffer is cleared. .ptr is NULL without memory, now or while they were
 * added. */
bx_str buf_keep(bx_buf *buf, bx_arena *arena);

#endif
