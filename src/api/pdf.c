/* PDFs opened again: what they carry. */
#include "api/api.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "read/attached.h"

enum { NAME_BYTES_MAX = 200 };
static const size_t BYTES_MAX = (size_t)256 << 20;

struct bx_pdf {
    bx_arena arena;
    read_pdf *file;
    read_attached *files;
    bx_str *names; /* safe ones */
    size_t count;
};

/* ---- names ---- */

/* What a terminal may obey, or be turned by: controls, and the marks of the direction of text. */
static bool is_obeyed(uint32_t code)
{
    return code == UTF8_BAD || code < ' ' || (code >= 0x7F && code < 0xA0) || code == 0x200E ||
           code == 0x200F || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/* What must not be part of a file's name. */
static bool is_unsafe(uint32_t code)
{
    return code == '/' || code == '\\' || is_obeyed(code);
}

/* A text fit to be shown. */
static bool make_printable(bx_arena *arena, bx_str *text)
{
    bx_buf made = {0};
    for (size_t at = 0; at < text->len;) {
        char bytes[4];
        uint32_t code = utf8_next(*text, &at);
        buf_add(&made, bytes, utf8_put(bytes, is_obeyed(code) ? ' ' : code));
    }
    *text = buf_keep(&made, arena);
    return text->ptr != NULL;
}

/* A name that leads nowhere: "../a" becomes "_.._a", nothing becomes "attachment". */
static bx_str safe_name(bx_arena *arena, bx_str name)
{
    bx_buf made = {0};
    for (size_t at = 0; at < name.len;) {
        char bytes[4];
        uint32_t code = utf8_next(name, &at);
        bool is_hidden = !made.len && code == '.';
        size_t len = is_unsafe(code) || is_hidden ? 0 : utf8_put(bytes, code);
        if (made.len + (len ? len : 1) > NAME_BYTES_MAX) break;
        if (len)
            buf_add(&made, bytes, len);
        else
            buf_char(&made, '_');
    }
    if (!made.len) buf_text(&made, "attachment");
    return buf_keep(&made, arena);
}

static bool is_taken(const bx_pdf *pdf, size_t before, bx_str name)
{
    for (size_t i = 0; i < before; i++)
        if (str_is_equal(pdf->names[i], name)) return true;
    return false;
}

/* Two of one name: "2-data.json". */
static bool name_files(bx_pdf *pdf)
{
    pdf->names = arena_array(&pdf->arena, bx_str, pdf->count);
    if (!pdf->names) return false;
    for (size_t i = 0; i < pdf->count; i++) {
        read_attached *file = &pdf->files[i];
        bool is_shown = make_printable(&pdf->arena, &file->description) &&
                        make_printable(&pdf->arena, &file->relationship);
        bx_str name = safe_name(&pdf->arena, pdf->files[i].name);
        pdf->names[i] = name;
        for (size_t n = i + 1; name.ptr && is_taken(pdf, i, pdf->names[i]); n++) {
            pdf->names[i] = arena_print(&pdf->arena, "%zu-%.*s", n, STR_ARG(name));
            if (!pdf->names[i].ptr) return false;
        }
        if (!name.ptr || !is_shown || !make_printable(&pdf->arena, &file->mime)) return false;
    }
    return true;
}

/* ---- files ---- */

bx_status bx_pdf_open(const void *bytes, size_t len, const char *name, bx_diags *diags, bx_pdf **out)
{
    *out = NULL;
    bx_pdf *pdf = mem_new(1, sizeof *pdf);
    if (!pdf) return diag_memory(diags);
    bx_status status = read_open((bx_str){bytes, len}, name ? name : "-", diags, &pdf->file);
    if (status == BX_OK) status = read_attachments(pdf->file, &pdf->arena, &pdf->files, &pdf->count);
    if (status == BX_OK && !name_files(pdf)) status = diag_memory(diags);
    if (status == BX_OK)
        *out = pdf;
    else
        bx_pdf_close(pdf);
    return status;
}

void bx_pdf_close(bx_pdf *pdf)
{
    if (!pdf) return;
    read_close(pdf->file);
    arena_clear(&pdf->arena);
    mem_free(pdf);
}

size_t bx_pdf_attached_count(const bx_pdf *pdf)
{
    return pdf->count;
}

bx_attached bx_pdf_attached_at(const bx_pdf *pdf, size_t index)
{
    const read_attached *file = &pdf->files[index];
    return (bx_attached){.name = file->name.ptr,
                         .file_name = pdf->names[index].ptr,
                         .mime = file->mime.ptr,
                         .description = file->description.ptr,
                         .relationship = file->relationship.ptr,
                         .is_data = read_is_data(file)};
}

bx_status bx_pdf_attached_bytes(bx_pdf *pdf, size_t index, bx_diags *diags, bx_bytes *out)
{
    bx_buf made = {0};
    read_tell_to(pdf->file, diags);
    bx_status status = read_stream(pdf->file, pdf->files[index].stream, BYTES_MAX, &made);
    if (status == BX_OK) return bytes_from(&made, diags, out);
    buf_clear(&made);
    return status;
}
