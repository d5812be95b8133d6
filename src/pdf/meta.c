/* Metadata: the information dictionary (ISO 32000-1 14.3.3) and XMP say the same (ISO 19005-1 6.7.3; part 2
 * does not ask for it, readers do). */
#include "pdf/meta.h"

#include <stdio.h>

#define PRODUCER "Banxin " BX_VERSION

enum { DATE_LEN = 10 }; /* 2024-01-10 */

static bool is_date(bx_str date)
{
    if (date.len != DATE_LEN) return false;
    for (size_t i = 0; i < date.len; i++) {
        bool is_right = i == 4 || i == 7 ? date.ptr[i] == '-' : date.ptr[i] >= '0' && date.ptr[i] <= '9';
        if (!is_right) return false;
    }
    return true;
}

bx_status pdf_meta_check(const pdf_info *info, bx_diags *diags)
{
    if (!str_trim(info->title).len) {
        diag_add(diags, MSG_pdf_title, (bx_place){0}, (bx_str){0});
        return BX_BUG;
    }
    if (info->date.len && !is_date(info->date)) {
        diag_add(diags, MSG_pdf_date, (bx_place){0}, (bx_str){0});
        return BX_BUG;
    }
    return BX_OK;
}

/* A date of the data has no hour: midnight in China. */
static void add_info_date(pdf_obj *obj, pdf_dict *dict, const char *key, bx_str date)
{
    char text[32];
    snprintf(text, sizeof text, "D:%.4s%.2s%.2s000000+08'00'", date.ptr, date.ptr + 5, date.ptr + 8);
    pdf_dict_ascii(obj, dict, key, text);
}

bx_status pdf_meta_info(const pdf_info *info, pdf_out *out, pdf_obj *obj, uint32_t number)
{
    pdf_dict *dict = pdf_obj_info(obj);
    pdf_dict_text(obj, dict, "Title", info->title);
    if (info->author.len) pdf_dict_text(obj, dict, "Author", info->author);
    if (info->subject.len) pdf_dict_text(obj, dict, "Subject", info->subject);
    pdf_dict_ascii(obj, dict, "Creator", PRODUCER);
    pdf_dict_ascii(obj, dict, "Producer", PRODUCER);
    if (info->date.len) add_info_date(obj, dict, "CreationDate", info->date);
    if (info->date.len) add_info_date(obj, dict, "ModDate", info->date);
    return pdf_obj_write(obj, dict, out, number);
}

/* ---- XMP ---- */

static void add_escaped(bx_buf *out, bx_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&')
            buf_text(out, "&amp;");
        else if (c == '<')
            buf_text(out, "&lt;");
        else if (c == '>')
            buf_text(out, "&gt;");
        else
            buf_char(out, c);
    }
}

static void add_element(bx_buf *out, const char *before, bx_str text, const char *after)
{
    if (!text.len) return;
    buf_text(out, before);
    add_escaped(out, text);
    buf_text(out, after);
}

static void add_dates(bx_buf *out, bx_str date)
{
    if (!date.len) return;
    buf_print(out, "<xmp:CreateDate>%.*sT00:00:00+08:00</xmp:CreateDate>\n", STR_ARG(date));
    buf_print(out, "<xmp:ModifyDate>%.*sT00:00:00+08:00</xmp:ModifyDate>\n", STR_ARG(date));
}

/* ISO 19005-2 6.6.2.3: properties that XMP does not predefine are described in the file; pdfuaid is one. */
static void add_extension_schema(bx_buf *out)
{
    buf_text(out,
             "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
             "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
             "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
             "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
             "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
             "<pdfaProperty:name>part</pdfaProperty:name>\n"
             "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
             "<pdfaProperty:category>internal</pdfaProperty:category>\n"
             "<pdfaProperty:description>part of ISO 14289 that the file keeps</pdfaProperty:description>\n"
             "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
             "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

static void add_claims(bx_buf *out, const pdf_level *level)
{
    if (level->part)
        buf_print(out, "<pdfaid:part>%u</pdfaid:part>\n<pdfaid:conformance>%c</pdfaid:conformance>\n",
                  level->part, level->conformance);
    buf_text(out, "<pdfuaid:part>1</pdfuaid:part>\n");
}

static void add_packet(bx_buf *out, const pdf_info *info, const pdf_level *level)
{
    buf_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                  "<rdf:Description rdf:about=\"\"\n"
                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                  " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                  " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                  " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
                  " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
                  " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
                  " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
                  " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    add_claims(out, level);
    add_element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title,
                "</rdf:li></rdf:Alt></dc:title>\n");
    add_element(out, "<dc:creator><rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq></dc:creator>\n");
    add_element(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    add_element(out, "<dc:language><rdf:Bag><rdf:li>", info->lang, "</rdf:li></rdf:Bag></dc:language>\n");
    buf_text(out,
             "<xmp:CreatorTool>" PRODUCER "</xmp:CreatorTool>\n<pdf:Producer>" PRODUCER "</pdf:Producer>\n");
    add_dates(out, info->date);
    if (level->part) add_extension_schema(out);
    buf_text(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

bx_status pdf_meta_xmp(const pdf_info *info, pdf_out *out, uint32_t number)
{
    bx_buf packet = {0};
    /* ISO 19005-1 6.7.2: no filter, so that a search of the bytes finds it */
    pdf_squeeze how = out->level->part == 1 ? STREAM_AS_IS : STREAM_DEFLATED;
    add_packet(&packet, info, out->level);
    if (pdf_out_checked(out, &packet) == BX_OK)
        pdf_out_stream(out, number, STR("/Type/Metadata/Subtype/XML"), buf_slice(&packet), how);
    buf_clear(&packet);
    return out->status;
}
