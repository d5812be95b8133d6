/* Attached files: streams, file specifications, the name tree. */
#include "pdf/attach.h"

#include <inttypes.h>
#include <nettle/md5.h>
#include <stdlib.h>

#include "pdf/bytes.h"
#include "pdf/meta.h"

bx_status pdf_attach_begin(pdf_attach *attach, const pdf_info *info, bx_arena *arena, pdf_out *out)
{
    size_t count = info->attachment_count;
    attach->info = info;
    attach->numbers = arena_array(arena, uint32_t, count);
    attach->anchored = arena_array(arena, bool, count);
    if (!attach->numbers || !attach->anchored) return pdf_out_memory(out);
    for (size_t i = 0; i < count; i++) attach->numbers[i] = pdf_out_number(out);
    return out->status;
}

uint32_t pdf_attach_anchor(pdf_attach *attach, bx_str table)
{
    for (size_t i = 0; table.len && i < attach->info->attachment_count; i++) {
        if (!str_is_equal(attach->info->attachments[i].table, table)) continue;
        attach->anchored[i] = true;
        return attach->numbers[i];
    }
    return 0;
}

/* ---- one file ---- */

/* Demanded by nobody; a reader that checks it finds a damaged file. */
static void add_checksum(bx_buf *out, bx_str bytes)
{
    struct md5_ctx context;
    uint8_t digest[MD5_DIGEST_SIZE];
    md5_init(&context);
    md5_update(&context, bytes.len, (const uint8_t *)bytes.ptr);
    md5_digest(&context, sizeof digest, digest);
    buf_text(out, "/CheckSum<");
    for (size_t i = 0; i < sizeof digest; i += 2)
        pdf_bytes_hex16(out, (unsigned)digest[i] << 8 | digest[i + 1]);
    buf_char(out, '>');
}

/* A name as PDF writes it: the only character of a MIME type that it has another use for is the slash. */
static void add_mime(bx_buf *out, bx_str mime)
{
    for (size_t i = 0; i < mime.len; i++) {
        if (mime.ptr[i] == '/')
            buf_text(out, "#2F");
        else
            buf_char(out, mime.ptr[i]);
    }
}

static bx_status write_bytes(const pdf_attach *attach, const pdf_attachment *a, pdf_out *out, uint32_t number)
{
    bx_buf entries = {0};
    bx_str date = a->date.len ? a->date : attach->info->date;
    char text[PDF_DATE_SIZE];
    buf_text(&entries, "/Type/EmbeddedFile/Subtype/");
    add_mime(&entries, a->mime);
    buf_print(&entries, "/Params<</Size %zu", a->bytes.len);
    if (date.len) buf_print(&entries, "/ModDate(%s)", pdf_meta_date(date, text));
    add_checksum(&entries, a->bytes);
    buf_text(&entries, ">>");
    if (pdf_out_checked(out, &entries) == BX_OK)
        pdf_out_stream(out, number, buf_slice(&entries), a->bytes, STREAM_DEFLATED);
    buf_clear(&entries);
    return out->status;
}

static bx_status write_file(const pdf_attach *attach, const pdf_attachment *a, pdf_out *out, uint32_t number)
{
    uint32_t stream = pdf_out_number(out);
    bx_buf value = {0};
    BX_TRY(write_bytes(attach, a, out, stream));
    buf_text(&value, "<</Type/Filespec/F");
    pdf_bytes_text(&value, a->name);
    buf_text(&value, "/UF");
    pdf_bytes_text(&value, a->name);
    if (a->description.len) buf_text(&value, "/Desc");
    if (a->description.len) pdf_bytes_text(&value, a->description);
    buf_print(&value, "/AFRelationship/%s/EF<</F %" PRIu32 " 0 R/UF %" PRIu32 " 0 R>>>>", a->relationship,
              stream, stream);
    if (pdf_out_checked(out, &value) == BX_OK) pdf_out_object(out, PACK_REST, number, buf_slice(&value));
    buf_clear(&value);
    return out->status;
}

/* ---- all of them ---- */

typedef struct name_entry {
    bx_str name;
    uint32_t number;
} name_entry;

static int by_name(const void *left, const void *right)
{
    bx_str a = ((const name_entry *)left)->name, b = ((const name_entry *)right)->name;
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* ISO 32000-1 7.9.6: one node, its keys in order. Some programs know a file by this key: it is its name. */
static bx_status write_names(const pdf_attach *attach, bx_arena *arena, pdf_out *out, uint32_t number)
{
    size_t count = attach->info->attachment_count;
    name_entry *entries = arena_array(arena, name_entry, count);
    if (!entries) return pdf_out_memory(out);
    for (size_t i = 0; i < count; i++)
        entries[i] = (name_entry){attach->info->attachments[i].name, attach->numbers[i]};
    qsort(entries, count, sizeof *entries, by_name);
    bx_buf value = {0};
    buf_text(&value, "<</Names[");
    for (size_t i = 0; i < count; i++) {
        pdf_bytes_text(&value, entries[i].name);
        pdf_bytes_ref(&value, entries[i].number);
        buf_char(&value, ' ');
    }
    buf_text(&value, "]>>");
    if (pdf_out_checked(out, &value) == BX_OK) pdf_out_object(out, PACK_REST, number, buf_slice(&value));
    buf_clear(&value);
    return out->status;
}

bx_status pdf_attach_end(pdf_attach *attach, bx_arena *arena, pdf_out *out, pdf_obj *obj, pdf_dict *catalog)
{
    size_t count = attach->info->attachment_count;
    if (!count) return out->status;
    for (size_t i = 0; i < count; i++)
        BX_TRY(write_file(attach, &attach->info->attachments[i], out, attach->numbers[i]));
    uint32_t names = pdf_out_number(out);
    BX_TRY(write_names(attach, arena, out, names));
    pdf_dict_ref(obj, pdf_dict_dict(obj, catalog, "Names"), "EmbeddedFiles", names);
    pdf_array *associated = NULL;
    for (size_t i = 0; i < count; i++) {
        if (attach->anchored[i]) continue;
        if (!associated) associated = pdf_dict_array(obj, catalog, "AF");
        pdf_array_ref(obj, associated, attach->numbers[i]);
    }
    return out->status;
}
