/* Reading the charset of a Compact Font Format table: header, Name INDEX, Top DICT, charset. Clauses are
 * those of Adobe Technical Note #5176. */
#include "font/cff.h"

static bool index_offset(span cff, const cff_index *index, uint32_t item, size_t *out)
{
    uint32_t offset;
    if (!span_read(cff, index->offsets + (size_t)item * index->offset_size, index->offset_size, &offset))
        return false;
    *out = index->data + offset;
    return offset > 0 && *out <= cff.len;
}

bool cff_index_read(span cff, size_t at, cff_index *out)
{
    *out = (cff_index){.end = at + 2};
    if (!span_read(cff, at, 2, &out->count)) return false;
    if (out->count == 0) return true;
    if (!span_read(cff, at + 2, 1, &out->offset_size)) return false;
    if (out->offset_size < 1 || out->offset_size > 4) return false;
    out->offsets = at + 3;
    out->data = out->offsets + (size_t)(out->count + 1) * out->offset_size - 1;
    return index_offset(cff, out, out->count, &out->end);
}

bool cff_index_item(span cff, const cff_index *index, uint32_t item, span *out)
{
    size_t start, end;
    if (item >= index->count || !index_offset(cff, index, item, &start) ||
        !index_offset(cff, index, item + 1, &end))
        return false;
    *out = (span){cff.ptr + start, end - start};
    return start <= end;
}

/* What the Top DICT (clause 9) says of glyphs. */
typedef struct top_dict {
    bool is_cid_keyed, has_charset;
    int32_t charset, charstrings; /* offsets; negative ones are refused where they are used */
} top_dict;

/* An operand (clause 4, table 3). Reals have no business where offsets stand: they count as -1. */
static bool operand_read(span dict, size_t *at, int32_t *out)
{
    uint32_t b0 = dict.ptr[*at], next = 0;
    size_t start = *at + 1;
    if (b0 >= 32 && b0 <= 246) {
        *at = start;
        *out = (int32_t)b0 - 139;
        return true;
    }
    if (b0 == 30) {
        *out = -1;
        while (start < dict.len && (dict.ptr[start] & 0x0F) != 0x0F && dict.ptr[start] >> 4 != 0x0F) start++;
        *at = start + 1;
        return start < dict.len;
    }
    unsigned bytes = b0 == 28 ? 2 : b0 == 29 ? 4 : b0 >= 247 && b0 <= 254 ? 1 : 0;
    if (!bytes || !span_read(dict, start, bytes, &next)) return false;
    *at = start + bytes;
    if (b0 == 28) *out = (int16_t)next;
    if (b0 == 29) *out = (int32_t)next;
    if (b0 >= 247)
        *out =
            b0 <= 250 ? (int32_t)((b0 - 247) * 256 + next + 108) : -(int32_t)((b0 - 251) * 256 + next + 108);
    return true;
}

bool cff_entry_next(span dict, size_t *at, cff_entry *out)
{
    size_t start = *at;
    out->count = 0;
    while (*at < dict.len && dict.ptr[*at] > 21) {
        int32_t operand = 0;
        if (out->count == CFF_OPERANDS_MAX || !operand_read(dict, at, &operand)) return false;
        out->operands[out->count++] = operand;
    }
    if (*at >= dict.len) return false;
    out->op = dict.ptr[(*at)++];
    if (out->op == CFF_ESCAPE) {
        if (*at >= dict.len) return false;
        out->op = CFF_ESCAPE << 8 | dict.ptr[(*at)++];
    }
    out->bytes = (span){dict.ptr + start, *at - start};
    return true;
}

static bool top_dict_read(span dict, top_dict *out)
{
    cff_entry entry;
    size_t at = 0;
    while (at < dict.len) {
        if (!cff_entry_next(dict, &at, &entry)) return false;
        int32_t last = entry.count ? entry.operands[entry.count - 1] : -1;
        if (entry.op == CFF_ROS) out->is_cid_keyed = true;
        if (entry.op == CFF_CHARSTRINGS) out->charstrings = last;
        if (entry.op == CFF_CHARSET) {
            out->charset = last;
            out->has_charset = true;
        }
    }
    return true;
}

/* Add glyphs that continue the charset; one range as long as the CIDs run on. */
static bool range_add(cff_charset *charset, bx_arena *arena, uint32_t glyph, uint32_t cid, uint32_t count)
{
    if (charset->ranges.count) {
        cff_range *last = &charset->ranges.items[charset->ranges.count - 1];
        if (last->cid + last->count == cid) {
            last->count += count;
            return true;
        }
    }
    cff_range *range = vec_push(arena, &charset->ranges);
    if (range) *range = (cff_range){glyph, cid, count};
    return range != NULL;
}

/* Clause 13, formats 0 to 2: glyph 0 is not in the list and is CID 0. */
static bool ranges_read(span cff, size_t at, bx_arena *arena, cff_charset *out, font_fault *fault)
{
    uint32_t format, cid, left = 0;
    if (!span_read(cff, at++, 1, &format) || format > 2)
        return font_fault_is(fault, MSG_font_damaged, "CFF charset");
    if (!range_add(out, arena, 0, 0, 1)) return font_fault_is(fault, MSG_out_of_memory, "");
    for (uint32_t glyph = 1; glyph < out->glyph_count; glyph += left + 1) {
        if (!span_read(cff, at, 2, &cid) || (format && !span_read(cff, at + 2, format, &left)))
            return font_fault_is(fault, MSG_font_damaged, "CFF charset");
        at += 2 + format;
        if (left > out->glyph_count - glyph - 1) left = out->glyph_count - glyph - 1;
        if (cid + left > 0xFFFF) return font_fault_is(fault, MSG_font_damaged, "CFF charset");
        if (!range_add(out, arena, glyph, cid, left + 1)) return font_fault_is(fault, MSG_out_of_memory, "");
    }
    return true;
}

bool cff_charset_read(span cff, bx_arena *arena, cff_charset *out, font_fault *fault)
{
    *out = (cff_charset){0};
    uint32_t major, header_size;
    cff_index names, tops, charstrings;
    size_t start;
    top_dict top = {.charstrings = -1};
    if (!span_read(cff, 0, 1, &major) || major != 1 || !span_read(cff, 2, 1, &header_size) ||
        !cff_index_read(cff, header_size, &names) || !cff_index_read(cff, names.end, &tops) ||
        tops.count == 0 || !index_offset(cff, &tops, 0, &start) || !index_offset(cff, &tops, 1, &tops.end) ||
        start > tops.end)
        return font_fault_is(fault, MSG_font_damaged, "CFF");
    if (!top_dict_read((span){cff.ptr + start, tops.end - start}, &top))
        return font_fault_is(fault, MSG_font_damaged, "CFF Top DICT");
    if (top.charstrings <= 0 || !cff_index_read(cff, (size_t)top.charstrings, &charstrings) ||
        charstrings.count == 0)
        return font_fault_is(fault, MSG_font_damaged, "CFF CharStrings");
    out->is_cid_keyed = top.is_cid_keyed;
    out->glyph_count = charstrings.count;
    if (!top.is_cid_keyed) return true;
    /* Clause 18: a CID-keyed font has a charset of its own, none of the three built-in ones. */
    if (!top.has_charset || top.charset <= 2) return font_fault_is(fault, MSG_font_damaged, "CFF charset");
    return ranges_read(cff, (size_t)top.charset, arena, out, fault);
}

uint32_t cff_cid(const cff_charset *charset, uint32_t glyph)
{
    if (glyph >= charset->glyph_count) return 0;
    if (!charset->is_cid_keyed) return glyph;
    size_t low = 0, high = charset->ranges.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (charset->ranges.items[middle].glyph <= glyph)
            low = middle;
        else
            high = middle;
    }
    const cff_range *range = &charset->ranges.items[low];
    return range->cid + (glyph - range->glyph);
}
