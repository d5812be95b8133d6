/* The container of a font (OpenType 1.9, chapter "otff"): its magic number, its table directory, and the
 * embedding right in OS/2. */
#include "font/sfnt.h"

#define TAG_COLLECTION HB_TAG('t', 't', 'c', 'f')
#define TAG_TRUETYPE HB_TAG(0, 1, 0, 0)
#define TAG_CFF_FONT HB_TAG('O', 'T', 'T', 'O')

enum { RECORD_SIZE = 16, HEAD_SIZE = 54, HEAD_MAGIC = 0x5F0F3CF5, HHEA_SIZE = 36 };

/* What the first four bytes of files that are no font of ours say. */
static const struct {
    uint32_t magic;
    message_id id;
} foreign_kinds[] = {
    {HB_TAG('w', 'O', 'F', 'F'), MSG_font_woff},  {HB_TAG('w', 'O', 'F', '2'), MSG_font_woff},
    {HB_TAG('%', '!', 'P', 'S'), MSG_font_type1}, {HB_TAG('%', '!', 'F', 'o'), MSG_font_type1},
    {HB_TAG('t', 'y', 'p', '1'), MSG_font_type1}, {HB_TAG('S', 'T', 'A', 'R'), MSG_font_bitmap},
    {HB_TAG(1, 'f', 'c', 'p'), MSG_font_bitmap},
};

/* Where the table directory of a face begins. */
static bool directory_find(span file, unsigned index, size_t *out, font_fault *fault)
{
    uint32_t magic, fonts, at = 0;
    if (!span_read(file, 0, 4, &magic)) return font_fault_is(fault, MSG_font_damaged, "header");
    if (magic == TAG_COLLECTION) {
        if (!span_read(file, 8, 4, &fonts) || index >= fonts ||
            !span_read(file, 12 + 4 * (size_t)index, 4, &at) || !span_read(file, at, 4, &magic))
            return font_fault_is(fault, MSG_font_damaged, "ttcf");
    } else if (index > 0) {
        return font_fault_is(fault, MSG_font_damaged, "ttcf");
    }
    *out = at;
    if (magic == TAG_TRUETYPE || magic == TAG_CFF_FONT || magic == HB_TAG('t', 'r', 'u', 'e')) return true;
    for (size_t i = 0; i < sizeof foreign_kinds / sizeof *foreign_kinds; i++)
        if (foreign_kinds[i].magic == magic) return font_fault_is(fault, foreign_kinds[i].id, "");
    /* A binary Type 1 file begins with the segment marker 128, 1. */
    return font_fault_is(fault, magic >> 16 == 0x8001 ? MSG_font_type1 : MSG_font_damaged, "header");
}

/* A table of the directory: absent is an empty span; present but not inside the file is false. */
static bool table_find(span file, size_t directory, hb_tag_t tag, span *out)
{
    uint32_t count = span_uint(file, directory + 4, 2, 0), found, at, len;
    *out = (span){0};
    for (uint32_t i = 0; i < count; i++) {
        size_t record = directory + 12 + (size_t)i * RECORD_SIZE;
        if (!span_read(file, record, 4, &found)) return false;
        if (found != tag) continue;
        if (!span_read(file, record + 8, 4, &at) || !span_read(file, record + 12, 4, &len)) return false;
        if (at > file.len || len > file.len - at) return false;
        *out = (span){file.ptr + at, len};
        return true;
    }
    return true;
}

/* Without these nothing can be set or embedded, or (OS/2, name) the rights and the name are unknown. */
static bool tables_find(span file, size_t directory, sfnt_facts *out, font_fault *fault)
{
    span unkept;
    const struct {
        hb_tag_t tag;
        const char *name;
        size_t least; /* bytes; 0: may be absent */
        span *kept;
    } rules[] = {
        {HB_TAG('h', 'e', 'a', 'd'), "head", HEAD_SIZE, &out->head},
        {HB_TAG('h', 'h', 'e', 'a'), "hhea", HHEA_SIZE, &out->hhea},
        {HB_TAG('h', 'm', 't', 'x'), "hmtx", 4, &unkept},
        {HB_TAG('m', 'a', 'x', 'p'), "maxp", 6, &unkept},
        {HB_TAG('c', 'm', 'a', 'p'), "cmap", 4, &unkept},
        {HB_TAG('n', 'a', 'm', 'e'), "name", 0, &unkept},
        {HB_TAG('O', 'S', '/', '2'), "OS/2", 0, &out->os2},
        {HB_TAG('p', 'o', 's', 't'), "post", 0, &out->post},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!table_find(file, directory, rules[i].tag, rules[i].kept) || rules[i].kept->len < rules[i].least)
            return font_fault_is(fault, MSG_font_damaged, rules[i].name);
    uint32_t magic = span_uint(out->head, 12, 4, 0), units_per_em = span_uint(out->head, 18, 2, 0);
    return (magic == HEAD_MAGIC && units_per_em >= 16 && units_per_em <= 16384) ||
           font_fault_is(fault, MSG_font_damaged, "head");
}

/* Outlines: CFF, or TrueType's two tables. A font with none of them has bitmaps or pictures only. */
static bool outlines_find(span file, size_t directory, sfnt_facts *out, font_fault *fault)
{
    span cff, glyf, loca, variations;
    if (!table_find(file, directory, HB_TAG('f', 'v', 'a', 'r'), &variations) || variations.len)
        return font_fault_is(fault, MSG_font_variable, "");
    if (!table_find(file, directory, HB_TAG('C', 'F', 'F', ' '), &cff))
        return font_fault_is(fault, MSG_font_damaged, "CFF");
    if (!table_find(file, directory, HB_TAG('g', 'l', 'y', 'f'), &glyf) ||
        !table_find(file, directory, HB_TAG('l', 'o', 'c', 'a'), &loca))
        return font_fault_is(fault, MSG_font_damaged, "glyf");
    out->format = cff.len ? FACE_CFF : FACE_TRUETYPE;
    return cff.len || (glyf.len && loca.len) || font_fault_is(fault, MSG_font_bitmap, "");
}

/* OS/2 fsType. Fonts older than version 3 may set several of the first bits: the least restrictive counts.
 * Bit 8 forbids subsetting and bit 9 outlines, and nothing but subset outlines goes into a PDF here. */
static bool rights_read(sfnt_facts *out, font_fault *fault)
{
    uint32_t bits = span_uint(out->os2, 8, 2, 0);
    out->embedding = bits & 0x0008   ? FACE_EDITABLE
                     : bits & 0x0004 ? FACE_PREVIEW
                     : bits & 0x0002 ? FACE_RESTRICTED
                                     : FACE_INSTALLABLE;
    if (out->embedding == FACE_RESTRICTED) return font_fault_is(fault, MSG_font_restricted, "0x0002");
    if (bits & 0x0100) return font_fault_is(fault, MSG_font_restricted, "0x0100");
    return !(bits & 0x0200) || font_fault_is(fault, MSG_font_restricted, "0x0200");
}

bool sfnt_judge(span file, unsigned index, sfnt_facts *out, font_fault *fault)
{
    size_t directory;
    *out = (sfnt_facts){0};
    return directory_find(file, index, &directory, fault) && outlines_find(file, directory, out, fault) &&
           tables_find(file, directory, out, fault) && rights_read(out, fault);
}
