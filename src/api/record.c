/* What a PDF was made with: in full as a record beside it, in short in its XMP. */
#include <inttypes.h>

#include "api/api.h"
#include "text/text.h"

static library_list all_libraries(void)
{
    library_list list = {0};
    value_libraries(&list);
    text_libraries(&list);
    font_libraries(&list);
    image_libraries(&list);
    pdf_libraries(&list);
    return list;
}

/* ---- in short ---- */

static void add_short(const record_of *made, const char *layout_hash, bx_buf *out)
{
    const layout *l = made->report->report->layout;
    library_list libraries = all_libraries();
    const face *f;
    buf_print(out, "Banxin " BX_VERSION ", layout %.*s %" PRIu32 " (%s)", STR_ARG(l->name), l->version,
              layout_hash);
    for (size_t i = 0; i < libraries.count; i++)
        buf_print(out, ", %s %s", libraries.items[i].name, libraries.items[i].version);
    for (size_t i = 0; (f = pdf_face(made->pdf, i)); i++) {
        face_stamp stamp = face_stamp_of(f);
        buf_print(out, ", %s %s (%08" PRIx32 ")", f->ps_name, stamp.version, stamp.checksum);
    }
}

bx_status record_state(const record_of *made, bx_diags *diags)
{
    const char *layout_hash;
    bx_buf text = {0};
    BX_TRY(engine_layout_hash(made->report->engine, made->report->report->layout, diags, &layout_hash));
    add_short(made, layout_hash, &text);
    pdf_property property = {.name = "madeWith",
                             .type = "Text",
                             .description =
                                 "program, layout, libraries and fonts that made the file: versions, "
                                 "the layout's SHA-256, the checksums that the fonts carry",
                             .is_internal = true,
                             .value = buf_slice(&text)};
    bx_status status = text.failed ? diag_memory(diags) : pdf_state(made->pdf, &property);
    buf_clear(&text);
    return status;
}

/* ---- in full ---- */

static void add_hash(bx_buf *out, bx_str bytes)
{
    char hash[BX_DIGEST_SIZE];
    filing_hash(bytes, hash);
    buf_print(out, "\"sha256\": \"%s\"", hash);
}

/* NULL is null. */
static void add_word(bx_buf *out, const char *word)
{
    if (word)
        buf_json_string(out, str_of(word));
    else
        buf_text(out, "null");
}

static void add_data(const bx_report *report, bx_buf *out)
{
    buf_print(out, "  \"data\": {\"sha256\": \"%s\", \"files\": [", report->hash);
    bx_str rest = report->file_hashes;
    for (; rest.len; rest = str_from(rest, FILING_HASH_LEN + 1))
        buf_print(out, "%s{\"sha256\": \"%.*s\"}", rest.ptr > report->file_hashes.ptr ? ", " : "",
                  STR_ARG(str_slice(rest, 0, FILING_HASH_LEN)));
    buf_text(out, "]},\n");
}

static void add_attachment(const bx_attachment *a, bx_buf *out)
{
    const struct {
        const char *key, *word;
    } words[] = {{"name", a->name},
                 {"type", a->mime},
                 {"about", a->description},
                 {"relation", a->relationship},
                 {"date", a->date}};
    buf_char(out, '{');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        buf_print(out, "\"%s\": ", words[i].key);
        add_word(out, words[i].word);
        buf_text(out, ", ");
    }
    add_hash(out, (bx_str){a->bytes, a->len});
    buf_char(out, '}');
}

static void add_options(const bx_build_options *options, bx_buf *out)
{
    static const char *const levels[] = {"2a", "1b", "2b", "2u", "3a", "none"}; /* by bx_pdfa */
    buf_print(out, "  \"options\": {\"pdfa\": \"%s\", \"epoch\": ", levels[options->pdfa]);
    add_word(out, options->epoch);
    buf_print(out, ", \"plain\": %s, \"attach_data\": %s, \"attached\": [", options->plain ? "true" : "false",
              options->attach_data ? "true" : "false");
    for (size_t i = 0; i < options->attachment_count; i++) {
        if (i) buf_text(out, ", ");
        add_attachment(&options->attachments[i], out);
    }
    buf_text(out, "]},\n");
}

static void add_libraries(bx_buf *out)
{
    library_list list = all_libraries();
    buf_text(out, "  \"libraries\": {");
    for (size_t i = 0; i < list.count; i++)
        buf_print(out, "%s\"%s\": \"%s\"", i ? ", " : "", list.items[i].name, list.items[i].version);
    buf_text(out, "},\n");
}

static void add_fonts(const pdf_file *pdf, bx_buf *out)
{
    const face *f;
    buf_text(out, "  \"fonts\": [");
    for (size_t i = 0; (f = pdf_face(pdf, i)); i++) {
        buf_text(out, i ? ",\n    {\"name\": " : "\n    {\"name\": ");
        buf_json_string(out, str_of(f->ps_name));
        buf_print(out, ", \"version\": \"%s\", ", face_stamp_of(f).version);
        add_hash(out, face_file(f));
        buf_char(out, '}');
    }
    buf_text(out, "]\n");
}

static bx_status write(const record_of *made, const bx_build_options *options, bx_diags *diags, bx_buf *out)
{
    const layout *l = made->report->report->layout;
    const char *layout_hash;
    BX_TRY(engine_layout_hash(made->report->engine, l, diags, &layout_hash));
    buf_print(out, "{\n  \"banxin\": \"" BX_VERSION "\",\n  \"pdf\": {\"sha256\": \"%s\", \"bytes\": %zu},\n",
              made->digest, made->bytes);
    add_data(made->report, out);
    add_options(options, out);
    buf_text(out, "  \"layout\": {\"name\": ");
    buf_json_string(out, l->name);
    buf_print(out, ", \"version\": %" PRIu32 ", \"sha256\": \"%s\"},\n", l->version, layout_hash);
    add_libraries(out);
    add_fonts(made->pdf, out);
    buf_text(out, "}\n");
    return out->failed ? diag_memory(diags) : BX_OK;
}

bx_status record_keep(const record_of *made, const bx_build_options *options, bx_diags *diags)
{
    bx_buf text = {0};
    if (!options->record && !options->like) return BX_OK;
    bx_status status = write(made, options, diags, &text);
    if (status == BX_OK && options->like) status = record_compare(options->like, buf_slice(&text), diags);
    if (status == BX_OK && options->record) return bytes_from(&text, diags, options->record);
    buf_clear(&text);
    return status;
}
