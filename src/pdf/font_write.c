/* A font's objects (ISO 32000-1 9.7, 9.8, 9.10.3). They depend on the order of the codes alone. */
#include "pdf/font_write.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"
#include "pdf/bytes.h"
#include "pdf/copied.h"

enum { FONT_NAME_MAX = 127, TAG_LEN = 6, CMAP_BLOCK = 100 };

/* What the objects of one font share while they are written. */
typedef struct font_job {
    pdf_out *out;
    pdf_obj *obj;
    const font_made *made;
    const face *face;
    char name[FONT_NAME_MAX + 1];                            /* ABCDEF+PostScriptName */
    uint32_t cid_font, descriptor, widths, to_unicode, file; /* object numbers */
    uint32_t gids, cid_set;                                  /* TrueType; PDF/A-1 */
} font_job;

/* ISO 32000-1 9.6.4: six letters that tell one subset from another; here from the glyphs, so that the same
 * document has the same letters. */
static void name_subset(font_job *job)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, strlen(job->face->ps_name), (const uint8_t *)job->face->ps_name);
    for (size_t i = 0; i < job->made->count; i++) {
        uint8_t code[2] = {(uint8_t)(job->made->glyphs[i].code >> 8), (uint8_t)job->made->glyphs[i].code};
        sha256_update(&context, sizeof code, code);
    }
    sha256_digest(&context, sizeof digest, digest);
    snprintf(job->name, sizeof job->name, "%*s+%s", TAG_LEN, "", job->face->ps_name);
    for (int i = 0; i < TAG_LEN; i++) job->name[i] = (char)('A' + digest[i] % 26);
}

/* ---- widths ---- */

/* The width that more than half of the glyphs have (an em, in a Chinese face), if there is one: DW. Pairs of
 * different widths cancel each other out; what is left over is the only one that can have a majority. */
static unsigned common_width(const font_job *job)
{
    unsigned left_over = 1000;
    size_t votes = 0;
    for (size_t i = 0; i < job->made->count; i++) {
        if (!votes) left_over = job->made->glyphs[i].width;
        votes = job->made->glyphs[i].width == left_over ? votes + 1 : votes - 1;
    }
    return left_over;
}

/* W: runs of neighbouring codes as "first [w w …]", without those that have DW. */
static bx_status write_widths(font_job *job, unsigned common)
{
    bx_buf w = {0};
    buf_char(&w, '[');
    bool is_run = false;
    for (size_t i = 0; i < job->made->count; i++) {
        const pdf_glyph *g = &job->made->glyphs[i];
        bool goes_on = is_run && g->code == job->made->glyphs[i - 1].code + 1;
        if (is_run && (!goes_on || g->width == common)) buf_char(&w, ']');
        if (g->width != common && !goes_on) pdf_bytes_int(&w, g->code);
        if (g->width != common) buf_char(&w, goes_on ? ' ' : '[');
        is_run = g->width != common;
        if (is_run) pdf_bytes_int(&w, g->width);
    }
    if (is_run) buf_char(&w, ']');
    buf_char(&w, ']');
    pdf_out_checked(job->out, &w);
    pdf_out_object(job->out, PACK_REST, job->widths, buf_slice(&w));
    buf_clear(&w);
    return job->out->status;
}

/* ---- ToUnicode ---- */

/* A code that only ever stood under ActualText needs an entry too (ISO 19005-2 6.2.11.7.2): U+200B, where its
 * cluster's first glyph says it all. */
static void add_text_of(bx_buf *out, const pdf_glyph *glyph)
{
    bx_str text = glyph->text.ptr ? glyph->text : glyph->hint;
    if (!text.len) text = STR("\xE2\x80\x8B");
    for (size_t at = 0; at < text.len;) pdf_bytes_utf16(out, utf8_next(text, &at));
}

static void add_code_map(bx_buf *out, const font_job *job)
{
    for (size_t i = 0; i < job->made->count; i++) {
        size_t left = job->made->count - i;
        if (i % CMAP_BLOCK == 0)
            buf_print(out, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "",
                      left < CMAP_BLOCK ? left : CMAP_BLOCK);
        buf_char(out, '<');
        pdf_bytes_hex16(out, job->made->glyphs[i].code);
        buf_text(out, "><");
        add_text_of(out, &job->made->glyphs[i]);
        buf_text(out, ">\n");
    }
    if (job->made->count) buf_text(out, "endbfchar\n");
}

static bx_status write_to_unicode(font_job *job)
{
    bx_buf map = {0};
    buf_text(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                   "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    add_code_map(&map, job);
    buf_text(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    if (pdf_out_checked(job->out, &map) == BX_OK) copied_map(job->out, job->made->font, buf_slice(&map));
    pdf_out_stream(job->out, job->to_unicode, STR(""), buf_slice(&map), STREAM_DEFLATED);
    buf_clear(&map);
    return job->out->status;
}

/* ---- dictionaries ---- */

static int32_t to_thousandths(const font_job *job, int units)
{
    return (int32_t)len_scale(units, 1000, job->face->units_per_em);
}

static bx_status write_descriptor(font_job *job)
{
    enum { SYMBOLIC = 4, ITALIC = 64 }; /* ISO 32000-1 table 123; no code is of the standard Latin set */
    const face *face = job->face;
    pdf_dict *d = pdf_obj_new(job->obj);
    pdf_dict_name(job->obj, d, "Type", "FontDescriptor");
    pdf_dict_name(job->obj, d, "FontName", job->name);
    pdf_dict_int(job->obj, d, "Flags", face->italic_angle ? SYMBOLIC | ITALIC : SYMBOLIC);
    pdf_array *box = pdf_dict_array(job->obj, d, "FontBBox");
    for (int i = 0; i < 4; i++) pdf_array_int(job->obj, box, to_thousandths(job, face->bbox[i]));
    pdf_dict_int(job->obj, d, "ItalicAngle", face->italic_angle);
    pdf_dict_int(job->obj, d, "Ascent", to_thousandths(job, face->ascent));
    pdf_dict_int(job->obj, d, "Descent", to_thousandths(job, face->descent));
    pdf_dict_int(job->obj, d, "CapHeight", to_thousandths(job, face->cap_height));
    pdf_dict_int(job->obj, d, "StemV", to_thousandths(job, face->stem_v));
    pdf_dict_ref(job->obj, d, face->format == FACE_CFF ? "FontFile3" : "FontFile2", job->file);
    if (job->cid_set) pdf_dict_ref(job->obj, d, "CIDSet", job->cid_set);
    return pdf_obj_write(job->obj, d, job->out, job->descriptor);
}

static bx_status write_cid_font(font_job *job, unsigned common)
{
    bool is_cff = job->face->format == FACE_CFF;
    pdf_dict *d = pdf_obj_new(job->obj);
    pdf_dict_name(job->obj, d, "Type", "Font");
    pdf_dict_name(job->obj, d, "Subtype", is_cff ? "CIDFontType0" : "CIDFontType2");
    pdf_dict_name(job->obj, d, "BaseFont", job->name);
    pdf_dict *system = pdf_dict_dict(job->obj, d, "CIDSystemInfo");
    pdf_dict_ascii(job->obj, system, "Registry", "Adobe");
    pdf_dict_ascii(job->obj, system, "Ordering", "Identity");
    pdf_dict_int(job->obj, system, "Supplement", 0);
    pdf_dict_int(job->obj, d, "DW", (int32_t)common);
    pdf_dict_ref(job->obj, d, "W", job->widths);
    pdf_dict_ref(job->obj, d, "FontDescriptor", job->descriptor);
    if (!is_cff) pdf_dict_ref(job->obj, d, "CIDToGIDMap", job->gids);
    return pdf_obj_write(job->obj, d, job->out, job->cid_font);
}

static bx_status write_type0(font_job *job)
{
    pdf_dict *d = pdf_obj_new(job->obj);
    pdf_dict_name(job->obj, d, "Type", "Font");
    pdf_dict_name(job->obj, d, "Subtype", "Type0");
    pdf_dict_name(job->obj, d, "BaseFont", job->name);
    pdf_dict_name(job->obj, d, "Encoding", "Identity-H");
    pdf_array_ref(job->obj, pdf_dict_array(job->obj, d, "DescendantFonts"), job->cid_font);
    pdf_dict_ref(job->obj, d, "ToUnicode", job->to_unicode);
    return pdf_obj_write(job->obj, d, job->out, job->made->font->number);
}

static bx_status write_program(font_job *job)
{
    const font_made *made = job->made;
    bx_str bytes = buf_slice(&made->program.bytes);
    char length[32];
    snprintf(length, sizeof length, "/Length1 %zu", bytes.len);
    bx_str entries = job->face->format == FACE_CFF ? STR("/Subtype/CIDFontType0C") : str_of(length);
    if (job->out->is_plain)
        BX_TRY(pdf_out_stream(job->out, job->file, entries, bytes, STREAM_AS_IS));
    else
        BX_TRY(pdf_out_stream(job->out, job->file, entries, buf_slice(&made->squeezed), STREAM_READY));
    if (!job->gids) return BX_OK;
    bx_str gids = buf_slice(&job->made->program.cid_to_gid);
    return pdf_out_stream(job->out, job->gids, STR(""), gids, STREAM_DEFLATED);
}

/* ISO 19005-1 6.3.5 wants it of a subset; later parts want it complete if it is there, and need it not. */
static bx_status write_cid_set(font_job *job)
{
    bx_buf bits = {0};
    if (face_program_codes(job->face, &job->made->program, &bits))
        pdf_out_stream(job->out, job->cid_set, STR(""), buf_slice(&bits), STREAM_DEFLATED);
    else
        pdf_out_memory(job->out);
    buf_clear(&bits);
    return job->out->status;
}

static bx_status write_all(font_job *job)
{
    job->cid_font = pdf_out_number(job->out);
    job->descriptor = pdf_out_number(job->out);
    job->widths = pdf_out_number(job->out);
    job->to_unicode = pdf_out_number(job->out);
    job->file = pdf_out_number(job->out);
    if (job->face->format == FACE_TRUETYPE) job->gids = pdf_out_number(job->out);
    if (job->out->level->part == 1) job->cid_set = pdf_out_number(job->out);
    unsigned common = common_width(job);
    BX_TRY(write_program(job));
    if (job->cid_set) BX_TRY(write_cid_set(job));
    BX_TRY(write_to_unicode(job));
    BX_TRY(write_widths(job, common));
    BX_TRY(write_descriptor(job));
    BX_TRY(write_cid_font(job, common));
    return write_type0(job);
}

bx_status font_write(pdf_out *out, pdf_obj *obj, const font_made *made)
{
    font_job job = {.out = out, .obj = obj, .made = made, .face = made->font->face};
    name_subset(&job);
    return write_all(&job);
}
