/* libdeflate, one compressor for each effort, made when it is first wanted. */
#include "pdf/squeeze.h"

#include <libdeflate.h>

#include "base/mem.h"

static const int levels[SQUEEZE_EFFORTS] = {[SQUEEZE_CHARSTRINGS] = 1, [SQUEEZE_TEXT] = 5};

static bool reserve(bx_buf *buf, size_t len)
{
    buf_reset(buf);
    if (buf->capacity >= len) return true;
    char *wider = mem_resize(buf->ptr, len, 1);
    if (!wider) return false;
    buf->ptr = wider;
    buf->capacity = len;
    return true;
}

bool squeeze(squeezer *s, squeeze_effort effort, bx_str data, bx_buf *out)
{
    struct libdeflate_compressor **compressor = &s->compressors[effort];
    if (!*compressor) *compressor = libdeflate_alloc_compressor(levels[effort]);
    if (!*compressor) return false;
    size_t bound = libdeflate_zlib_compress_bound(*compressor, data.len);
    if (!reserve(out, bound)) return false;
    out->len = libdeflate_zlib_compress(*compressor, data.ptr, data.len, out->ptr, bound);
    return out->len > 0; /* it always fits */
}

void squeezer_clear(squeezer *s)
{
    for (int i = 0; i < SQUEEZE_EFFORTS; i++)
        if (s->compressors[i]) libdeflate_free_compressor(s->compressors[i]);
    *s = (squeezer){0};
}
