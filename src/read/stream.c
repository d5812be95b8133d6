/* What a stream holds. libqpdf hands out the bytes as they are packed; they are unpacked here, piece by
 * piece, because it knows no bound: some thousand bytes of zeros can be packed gigabytes. */
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"
#include "read/file.h"

static void *zlib_alloc(void *opaque, unsigned count, unsigned size)
{
    (void)opaque;
    return mem_new(count, size);
}

static void zlib_free(void *opaque, void *block)
{
    (void)opaque;
    mem_free(block);
}

/* Is a filter, or the only one of a list, FlateDecode? */
static bool is_flate(read_pdf *pdf, read_object filter)
{
    if (read_kind_of(pdf, filter) == READ_ARRAY)
        filter = read_count(pdf, filter) == 1 ? read_item(pdf, filter, 0) : READ_NONE;
    return read_kind_of(pdf, filter) == READ_NAME &&
           !strcmp(pdf->library.oh_get_name(pdf->qpdf, filter), "/FlateDecode");
}

/* FlateDecode's parameters change the bytes (ISO 32000-1 7.4.4.4); a predictor of 1 does not. */
static bool has_predictor(read_pdf *pdf, read_object stream)
{
    read_object parameters = read_key(pdf, stream, "/DecodeParms");
    if (read_kind_of(pdf, parameters) == READ_ARRAY) parameters = read_item(pdf, parameters, 0);
    return read_integer(pdf, read_key(pdf, parameters, "/Predictor")) > 1;
}

static bx_status tell_large(read_pdf *pdf, size_t limit)
{
    bx_buf most = {0};
    buf_print(&most, "%zu", limit >> 20);
    buf_char(&most, '\0');
    if (!most.failed) read_tell(pdf, MSG_read_large, most.ptr);
    bx_status status = most.failed ? diag_memory(pdf->diags) : BX_BAD_DATA;
    buf_clear(&most);
    return status;
}

/* Until the end of the packed bytes, or one byte beyond the limit. */
static int inflate_all(z_stream *z, size_t limit, bx_buf *out)
{
    unsigned char piece[16384];
    size_t before = out->len;
    int state = Z_OK;
    while (state == Z_OK && out->len - before <= limit && !out->failed) {
        z->next_out = piece;
        z->avail_out = sizeof piece;
        state = inflate(z, Z_NO_FLUSH);
        buf_add(out, piece, sizeof piece - z->avail_out);
    }
    return state;
}

static bx_status unpack(read_pdf *pdf, bx_str packed, size_t limit, bx_buf *out)
{
    z_stream z = {.zalloc = zlib_alloc, .zfree = zlib_free};
    size_t before = out->len;
    if (packed.len > UINT_MAX) return tell_large(pdf, limit);
    z.next_in = (z_const Bytef *)packed.ptr;
    z.avail_in = (uInt)packed.len;
    if (inflateInit(&z) != Z_OK) return diag_memory(pdf->diags);
    int state = inflate_all(&z, limit, out);
    inflateEnd(&z);
    if (out->failed || state == Z_MEM_ERROR) return diag_memory(pdf->diags);
    if (out->len - before > limit) return tell_large(pdf, limit);
    return state == Z_STREAM_END ? BX_OK : read_tell(pdf, MSG_read_damaged, "zlib");
}

static bx_status take(read_pdf *pdf, read_object stream, bx_str packed, size_t limit, bx_buf *out)
{
    read_object filter = read_key(pdf, stream, "/Filter");
    bool is_plain = !filter || (read_kind_of(pdf, filter) == READ_ARRAY && !read_count(pdf, filter));
    if (!is_plain && (!is_flate(pdf, filter) || has_predictor(pdf, stream)))
        return read_tell(pdf, MSG_read_filter, NULL);
    if (!is_plain) return unpack(pdf, packed, limit, out);
    if (packed.len > limit) return tell_large(pdf, limit);
    buf_str(out, packed);
    return out->failed ? diag_memory(pdf->diags) : BX_OK;
}

bx_status read_stream(read_pdf *pdf, read_object stream, size_t limit, bx_buf *out)
{
    unsigned char *bytes = NULL;
    size_t len = 0;
    if (read_kind_of(pdf, stream) != READ_STREAM) return read_tell(pdf, MSG_read_damaged, "no stream");
    QPDF_ERROR_CODE code =
        pdf->library.oh_get_stream_data(pdf->qpdf, stream, qpdf_dl_none, NULL, &bytes, &len);
    bx_status status = code & QPDF_ERRORS ? read_tell(pdf, MSG_read_damaged, "stream")
                                          : take(pdf, stream, (bx_str){(char *)bytes, len}, limit, out);
    free(bytes); /* libqpdf's, by malloc */
    return status == BX_OK ? read_check(pdf) : status;
}
