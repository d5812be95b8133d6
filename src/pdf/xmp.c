/* XMP (ISO 16684-1), as PDF/A wants it. */
#include "pdf/xmp.h"

#define UA_URI "http://www.aiim.org/pdfua/ns/id/"
/* A name, not a place: nothing has to be found there. */
#define FILING_URI "urn:banxin:filing:1#"

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
    const char *hour = date.len > strlen("0000-00-00") ? "" : "T00:00:00+08:00";
    if (!date.len) return;
    buf_print(out, "<xmp:CreateDate>%.*s%s</xmp:CreateDate>\n", STR_ARG(date), hour);
    buf_print(out, "<xmp:ModifyDate>%.*s%s</xmp:ModifyDate>\n", STR_ARG(date), hour);
}

/* ---- schemas that XMP does not predefine: described in the file (ISO 19005-2 6.6.2.3) ---- */

static void begin_schema(bx_buf *out, const char *what, const char *uri, const char *prefix)
{
    buf_print(out,
              "<rdf:li rdf:parseType=\"Resource\">\n<pdfaSchema:schema>%s</pdfaSchema:schema>\n"
              "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>\n"
              "<pdfaSchema:prefix>%s</pdfaSchema:prefix>\n<pdfaSchema:property><rdf:Seq>\n",
              what, uri, prefix);
}

static void describe_property(bx_buf *out, const pdf_property *property)
{
    buf_print(out,
              "<rdf:li rdf:parseType=\"Resource\">\n<pdfaProperty:name>%s</pdfaProperty:name>\n"
              "<pdfaProperty:valueType>%s</pdfaProperty:valueType>\n"
              "<pdfaProperty:category>%s</pdfaProperty:category>\n"
              "<pdfaProperty:description>%s</pdfaProperty:description>\n</rdf:li>\n",
              property->name, property->type, property->is_internal ? "internal" : "external",
              property->description);
}

static void end_schema(bx_buf *out)
{
    buf_text(out, "</rdf:Seq></pdfaSchema:property>\n</rdf:li>\n");
}

static void add_schemas(bx_buf *out, const pdf_info *info)
{
    static const pdf_property part = {.name = "part",
                                      .type = "Integer",
                                      .description = "part of ISO 14289 that the file keeps",
                                      .is_internal = true};
    buf_text(out, "<pdfaExtension:schemas><rdf:Bag>\n");
    begin_schema(out, "PDF/UA identification schema", UA_URI, "pdfuaid");
    describe_property(out, &part);
    end_schema(out);
    if (info->property_count) begin_schema(out, "Banxin filing schema", FILING_URI, "banxin");
    for (size_t i = 0; i < info->property_count; i++) describe_property(out, &info->properties[i]);
    if (info->property_count) end_schema(out);
    buf_text(out, "</rdf:Bag></pdfaExtension:schemas>\n");
}

static void add_properties(bx_buf *out, const pdf_info *info)
{
    for (size_t i = 0; i < info->property_count; i++) {
        const pdf_property *property = &info->properties[i];
        buf_print(out, "<banxin:%s>", property->name);
        add_escaped(out, property->value);
        buf_print(out, "</banxin:%s>\n", property->name);
    }
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
                  " xmlns:pdfuaid=\"" UA_URI "\"\n"
                  " xmlns:banxin=\"" FILING_URI "\"\n"
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
    buf_text(out, "<xmp:CreatorTool>" PDF_PRODUCER "</xmp:CreatorTool>\n<pdf:Producer>" PDF_PRODUCER
                  "</pdf:Producer>\n");
    add_dates(out, info->date);
    add_properties(out, info);
    if (level->part) add_schemas(out, info);
    buf_text(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

bx_status pdf_xmp(const pdf_info *info, pdf_out *out, uint32_t number)
{
    bx_buf packet = {0};
    /* ISO 19005-1 6.7.2: no filter, so that a search of the bytes finds it */
    pdf_form form = out->level->part == 1 ? STREAM_AS_IS : STREAM_DEFLATED;
    add_packet(&packet, info, out->level);
    if (pdf_out_checked(out, &packet) == BX_OK)
        pdf_out_stream(out, number, STR("/Type/Metadata/Subtype/XML"), buf_slice(&packet), form);
    buf_clear(&packet);
    return out->status;
}
