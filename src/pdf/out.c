/* The file writer: object numbers, object streams, compression, and the cross-reference in both forms. */
#include "pdf/out.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "pdf/bytes.h"

enum {
    NUMBER_MAX = 8388607, /* ISO 19005-2 6.1.13 */
    PACK_MAX = 250        /* objects in an object stream: an index fits one byte */
};

/* Where an object stands: in the file, or in an object stream. */
typedef struct pdf_place {
    uint64_t at : 40;    /* offset; or the object stream's number */
    uint64_t index : 16; /* in the object stream */
    uint64_t kind : 2;   /* the types of ISO 32000-1 table 18 */
} pdf_place;

enum { PLACE_FREE, PLACE_FILE, PLACE_PACKED };

static bx_status fail(pdf_out *out, bx_status status)
{
    if (out->status == BX_OK) out->status = status;
    return out->status;
}

void pdf_out_no_memory(pdf_out *out)
{
    fail(out, diag_memory(out->diags));
}

bx_status pdf_out_checked(pdf_out *out, const bx_buf *buf)
{
    return buf->failed ? pdf_out_memory(out) : out->status;
}

/* ---- bytes ---- */

static void hand_over(pdf_out *out, const void *bytes, size_t len)
{
    if (out->status != BX_OK || !len || out->write(out->to, bytes, len) == 0) return;
    diag_add(out->diags, MSG_pdf_write, (bx_place){0}, (bx_str){0});
    out->status = BX_BAD_MACHINE;
}

static void flush(pdf_out *out)
{
    hand_over(out, out->pending, out->waiting);
    out->waiting = 0;
}

static void put(pdf_out *out, bx_str bytes)
{
    if (out->status != BX_OK || !bytes.len) return;
    sha256_update(&out->digest, bytes.len, (const uint8_t *)bytes.ptr);
    out->at += bytes.len;
    if (bytes.len > sizeof out->pending - out->waiting) flush(out);
    if (bytes.len > sizeof out->pending) {
        hand_over(out, bytes.ptr, bytes.len);
        return;
    }
    memcpy(out->pending + out->waiting, bytes.ptr, bytes.len);
    out->waiting += bytes.len;
}

/* A short piece made in a buffer. */
static bx_status put_buf(pdf_out *out, bx_buf *made)
{
    bx_status status = pdf_out_checked(out, made);
    if (status == BX_OK) put(out, buf_slice(made));
    buf_clear(made);
    return out->status;
}

/* ---- compression ---- */

/* Compress data into out->squeezed. A stream beyond 31 bits cannot be in a file whose offsets are less. */
static bx_status compress(pdf_out *out, bx_str data)
{
    if (data.len > INT32_MAX) {
        diag_add(out->diags, MSG_pdf_too_big, (bx_place){0}, (bx_str){0});
        return fail(out, BX_BAD_DATA);
    }
    return squeeze(&out->squeezer, SQUEEZE_TEXT, data, &out->squeezed) ? BX_OK : pdf_out_memory(out);
}

/* ---- objects ---- */

uint32_t pdf_out_number(pdf_out *out)
{
    if (out->status != BX_OK) return 0;
    if (out->count > NUMBER_MAX) {
        diag_add(out->diags, MSG_pdf_too_big, (bx_place){0}, (bx_str){0});
        fail(out, BX_BAD_DATA);
        return 0;
    }
    if (out->count == out->capacity) {
        uint32_t wider = out->capacity ? out->capacity * 2 : 256;
        pdf_place *places = mem_resize(out->places, wider, sizeof *places);
        if (!places) {
            pdf_out_memory(out);
            return 0;
        }
        out->places = places;
        out->capacity = wider;
    }
    out->places[out->count] = (pdf_place){.kind = PLACE_FREE};
    return out->count++;
}

static bx_status begin_object(pdf_out *out, uint32_t number)
{
    out->places[number] = (pdf_place){.at = out->at, .kind = PLACE_FILE};
    bx_buf head = {0};
    pdf_bytes_int(&head, number);
    buf_text(&head, " 0 obj\n");
    return put_buf(out, &head);
}

bx_status pdf_out_stream(pdf_out *out, uint32_t number, bx_str entries, bx_str data, pdf_form form)
{
    if (out->status != BX_OK) return out->status;
    bool is_raw = form == STREAM_DEFLATED && !out->is_plain;
    if (is_raw) BX_TRY(compress(out, data));
    if (is_raw) data = buf_slice(&out->squeezed);
    begin_object(out, number);
    bx_buf head = {0};
    buf_text(&head, "<<");
    buf_str(&head, entries);
    if (is_raw || form == STREAM_READY) buf_text(&head, "/Filter/FlateDecode");
    buf_text(&head, "/Length ");
    pdf_bytes_int(&head, (int64_t)data.len);
    buf_text(&head, ">>\nstream\n");
    put_buf(out, &head);
    put(out, data);
    put(out, STR("\nendstream\nendobj\n"));
    return out->status;
}

/* Write a filled object stream (ISO 32000-1 7.5.7). */
static bx_status finish_pack(pdf_out *out, pdf_pack pack)
{
    struct pdf_packed *p = &out->packs[pack];
    if (!p->count) return out->status;
    bx_buf entries = {0};
    buf_print(&entries, "/Type/ObjStm/N %" PRIu32 "/First %zu", p->count, p->heads.len);
    buf_str(&p->heads, buf_slice(&p->values));
    bx_status status = pdf_out_checked(out, &entries);
    if (status == BX_OK) status = pdf_out_checked(out, &p->heads);
    if (status == BX_OK)
        pdf_out_stream(out, p->number, buf_slice(&entries), buf_slice(&p->heads), STREAM_DEFLATED);
    buf_clear(&entries);
    buf_reset(&p->heads);
    buf_reset(&p->values);
    p->count = 0;
    return out->status;
}

static bx_status put_object(pdf_out *out, uint32_t number, bx_str value)
{
    begin_object(out, number);
    put(out, value);
    put(out, STR("\nendobj\n"));
    return out->status;
}

/* What the content makes impossible for the level is told, never written. */
static bx_status check_limits(pdf_out *out, bx_str value)
{
    pdf_excess excess = pdf_level_excess(out->level, value);
    if (excess.kind == EXCESS_NONE) return BX_OK;
    char size[16], limit[16];
    snprintf(size, sizeof size, "%" PRIu32, excess.size);
    snprintf(limit, sizeof limit, "%" PRIu32, excess.limit);
    message_id id = excess.kind == EXCESS_STRING ? MSG_pdf_level_string : MSG_pdf_level_list;
    diag_add(out->diags, id, (bx_place){0}, (bx_str){0}, out->level->name, size, limit);
    return fail(out, BX_BAD_DATA);
}

bx_status pdf_out_object(pdf_out *out, pdf_pack pack, uint32_t number, bx_str value)
{
    if (out->status != BX_OK) return out->status;
    BX_TRY(check_limits(out, value));
    if (out->is_classic) return put_object(out, number, value);
    struct pdf_packed *p = &out->packs[pack];
    if (!p->count) p->number = pdf_out_number(out);
    if (!p->number) return out->status;
    out->places[number] = (pdf_place){.at = p->number, .index = p->count, .kind = PLACE_PACKED};
    pdf_bytes_int(&p->heads, number);
    buf_char(&p->heads, ' ');
    pdf_bytes_int(&p->heads, (int64_t)p->values.len);
    buf_char(&p->heads, ' ');
    buf_str(&p->values, value);
    buf_char(&p->values, '\n');
    pdf_out_checked(out, &p->heads);
    pdf_out_checked(out, &p->values);
    return ++p->count == PACK_MAX ? finish_pack(out, pack) : out->status;
}

/* ---- beginning and end ---- */

bx_status pdf_out_begin(pdf_out *out, const pdf_level *level, bool is_plain, bx_write write, void *to,
                        bx_diags *diags)
{
    *out = (pdf_out){.write = write, .to = to, .diags = diags, .level = level, .is_plain = is_plain};
    out->is_classic = is_plain || level->part == 1; /* ISO 19005-1 6.1.4 */
    sha256_init(&out->digest);
    pdf_out_number(out); /* 0, the head of the list of free objects */
    put(out, level->part == 1 ? STR("%PDF-1.4\n") : STR("%PDF-1.7\n"));
    /* ISO 19005-2 6.1.2: four bytes above 127 tell transfer programs that this is no text. */
    put(out, STR("%\xE7\x89\x88\xE5\xBF\x83\n"));
    return out->status;
}

void pdf_out_clear(pdf_out *out)
{
    squeezer_clear(&out->squeezer);
    for (int i = 0; i < PACK_COUNT; i++) {
        buf_clear(&out->packs[i].heads);
        buf_clear(&out->packs[i].values);
    }
    buf_clear(&out->squeezed);
    mem_free(out->places);
    out->places = NULL;
}

/* Root, Info, ID and Size. The identifier is made of all that was written, so that equal files have equal
 * ones; ISO 32000-1 14.4 asks only that different files differ. */
static void add_trailer(pdf_out *out, bx_buf *entries, uint32_t catalog, uint32_t info)
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&out->digest, sizeof digest, digest);
    bx_buf id = {0};
    for (int i = 0; i < 16; i += 2) pdf_bytes_hex16(&id, (unsigned)digest[i] << 8 | digest[i + 1]);
    buf_print(entries, "/Size %" PRIu32 "/Root %" PRIu32 " 0 R/Info %" PRIu32 " 0 R", out->count, catalog,
              info);
    buf_print(entries, "/ID[<%.*s><%.*s>]", STR_ARG(buf_slice(&id)), STR_ARG(buf_slice(&id)));
    entries->failed |= id.failed;
    buf_clear(&id);
}

static bx_status put_tail(pdf_out *out, uint64_t xref_at)
{
    bx_buf tail = {0};
    buf_print(&tail, "startxref\n%" PRIu64 "\n%%%%EOF\n", xref_at);
    put_buf(out, &tail);
    flush(out);
    return out->status;
}

/* ISO 32000-1 7.5.4: entries of exactly 20 bytes. */
static bx_status end_classic(pdf_out *out, uint32_t catalog, uint32_t info)
{
    uint64_t xref_at = out->at;
    bx_buf table = {0};
    bx_buf entries = {0};
    add_trailer(out, &entries, catalog, info);
    buf_print(&table, "xref\n0 %" PRIu32 "\n0000000000 65535 f \n", out->count);
    for (uint32_t i = 1; i < out->count; i++)
        buf_print(&table, "%010" PRIu64 " 00000 n \n", (uint64_t)out->places[i].at);
    buf_print(&table, "trailer\n<<%.*s>>\n", STR_ARG(buf_slice(&entries)));
    pdf_out_checked(out, &entries);
    buf_clear(&entries);
    put_buf(out, &table);
    return put_tail(out, xref_at);
}

/* How many bytes does a number take? */
static unsigned width_of(uint64_t largest)
{
    unsigned width = 1;
    while (largest >>= 8) width++;
    return width;
}

/* The table as rows of type, place, index, each after a PNG "up" filter byte: most differ little from the row
 * above. */
static void add_rows(const pdf_out *out, bx_buf *rows, unsigned width)
{
    unsigned char above[12] = {0}, row[12] = {0};
    for (uint32_t i = 0; i < out->count; i++) {
        pdf_place p = out->places[i];
        row[0] = (unsigned char)p.kind;
        for (unsigned j = 0; j < width; j++) row[1 + j] = (unsigned char)(p.at >> 8 * (width - 1 - j));
        row[1 + width] = (unsigned char)p.index;
        buf_char(rows, 2);
        for (unsigned j = 0; j < width + 2; j++) buf_char(rows, (char)(row[j] - above[j]));
        memcpy(above, row, sizeof row);
    }
}

/* ISO 32000-1 7.5.8. */
static bx_status end_packed(pdf_out *out, uint32_t catalog, uint32_t info)
{
    uint32_t number = pdf_out_number(out);
    if (!number) return out->status;
    uint64_t xref_at = out->at;
    out->places[number] = (pdf_place){.at = xref_at, .kind = PLACE_FILE};
    unsigned width = width_of(xref_at > out->count ? xref_at : out->count);
    bx_buf rows = {0}, entries = {0};
    add_rows(out, &rows, width);
    buf_print(&entries, "/Type/XRef/W[1 %u 1]/DecodeParms<</Columns %u/Predictor 12>>", width, width + 2);
    add_trailer(out, &entries, catalog, info);
    pdf_out_checked(out, &rows);
    pdf_out_checked(out, &entries);
    pdf_out_stream(out, number, buf_slice(&entries), buf_slice(&rows), STREAM_DEFLATED);
    buf_clear(&rows);
    buf_clear(&entries);
    return put_tail(out, xref_at);
}

bx_status pdf_out_end(pdf_out *out, uint32_t catalog, uint32_t info)
{
    BX_TRY(finish_pack(out, PACK_TAGS));
    BX_TRY(finish_pack(out, PACK_REST));
    return out->is_classic ? end_classic(out, catalog, info) : end_packed(out, catalog, info);
}
