/* The file writer: owns the object numbers and the order of bytes.
 *
 * In: values of objects as bytes, streams as bytes. Out: the file, to a bx_write, as it grows; nothing of
 * what was written is kept but eight bytes an object. Two forms: packed (object streams, cross-reference
 * stream; ISO 32000-1 7.5.7, 7.5.8) and classic (every object by itself, cross-reference table), which
 * PDF/A-1 demands and people can read. libharu's own save knows only the second, and needs the whole document
 * in memory.
 *
 * A failure is sticky: the first is told in the diagnostics, everything after it does nothing, and every
 * function with a status answers the first one's. */
#ifndef BX_PDF_OUT_H
#define BX_PDF_OUT_H

#include <nettle/sha2.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "pdf/level.h"
#include "pdf/squeeze.h"

/* What is packed together: like things compress each other. */
typedef enum pdf_pack { PACK_TAGS, PACK_REST, PACK_COUNT } pdf_pack;

typedef struct pdf_out {
    bx_write write;
    void *to;
    bx_diags *diags;
    bx_status status;
    const pdf_level *level;
    bool is_plain;            /* nothing is compressed */
    bool is_classic;          /* no object streams, no cross-reference stream */
    uint64_t at;              /* of the next byte in the file */
    struct sha256_ctx digest; /* of all bytes so far: the file's identifier */
    struct pdf_place *places; /* by object number */
    uint32_t count, capacity; /* of places; number 0 is never used */
    struct pdf_packed {       /* an object stream that is filling */
        bx_buf heads, values; /* "number offset" pairs; the values */
        uint32_t number, count;
    } packs[PACK_COUNT];
    squeezer squeezer;
    bx_buf squeezed;
    size_t waiting; /* bytes of pending that write has not had */
    unsigned char pending[16384];
} pdf_out;

/* Writes the header. */
bx_status pdf_out_begin(pdf_out *out, const pdf_level *level, bool is_plain, bx_write write, void *to,
                        bx_diags *diags);
/* Its memory; what was written stays. */
void pdf_out_clear(pdf_out *out);

/* A new object's number; 0 after a failure. Each number must be given a value before the end. */
uint32_t pdf_out_number(pdf_out *out);

/* An object that is no stream; MSG_pdf_level_limit if the level does not allow one so large. */
bx_status pdf_out_object(pdf_out *out, pdf_pack pack, uint32_t number, bx_str value);

/* A stream; entries: what its dictionary holds besides Length and Filter. */
typedef enum pdf_form {
    STREAM_AS_IS,
    STREAM_DEFLATED, /* to be compressed here, unless the file is plain */
    STREAM_READY     /* compressed already */
} pdf_form;
bx_status pdf_out_stream(pdf_out *out, uint32_t number, bx_str entries, bx_str data, pdf_form form);

/* Cross-reference and trailer; all bytes have been written when it answers BX_OK. */
bx_status pdf_out_end(pdf_out *out, uint32_t catalog, uint32_t info);

/* No memory: remembers and tells it. */
void pdf_out_no_memory(pdf_out *out);
static inline bx_status pdf_out_memory(pdf_out *out)
{
    pdf_out_no_memory(out);
    return BX_BAD_MACHINE;
}

/* Has a buffer failed? Then pdf_out_memory. */
bx_status pdf_out_checked(pdf_out *out, const bx_buf *buf);

#endif
