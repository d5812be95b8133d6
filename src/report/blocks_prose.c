/* Paragraphs, and the headings that stand in them: GB/T 9704 7.3.3 numbers them 一、 （一） 1. （1）. */
#include "base/utf8.h"
#include "report/blocks_parts.h"

/* Bytes of the numeral at the start of a text: 一二三…十百 or digits; 0: none. */
static size_t numeral_length(bx_str text, bool is_chinese)
{
    size_t len = 0;
    while (len < text.len) {
        size_t at = len;
        uint32_t code = utf8_next(text, &at);
        bool is_digit = code >= '0' && code <= '9';
        bool is_numeral = utf8_has(STR("一二三四五六七八九十百〇零"), code);
        if (is_chinese ? !is_numeral : !is_digit) break;
        len = at;
    }
    return len;
}

static const level *level_of(const layout *l, bx_str text)
{
    for (size_t i = 0; i < l->level_count; i++) {
        const level *candidate = &l->levels[i];
        if (!str_starts_with(text, candidate->before)) continue;
        bx_str rest = str_from(text, candidate->before.len);
        size_t numeral = numeral_length(rest, candidate->is_chinese);
        bx_str after = str_from(rest, numeral);
        if (!numeral || !str_starts_with(after, candidate->after)) continue;
        bx_str words = str_from(after, candidate->after.len);
        bool is_decimal =
            str_is(candidate->after, ".") && words.len && words.ptr[0] >= '0' && words.ptr[0] <= '9';
        if (!words.len || is_decimal) continue; /* 1.5万元 is no heading */
        return candidate;
    }
    return NULL;
}

/* A run-in heading ends behind its first 。; without one the whole paragraph is the heading, unless it ends
 * like a clause of a sentence. */
static size_t heading_end(const level *l, bx_str text)
{
    size_t stop = str_find(text, STR("。"));
    if (stop + 3 == text.len) return l->is_run_in ? text.len : 0;
    if (stop < text.len) return l->is_run_in ? stop + 3 : 0;
    bool is_clause =
        str_ends_with(text, STR("；")) || str_ends_with(text, STR("：")) || str_ends_with(text, STR("，"));
    return is_clause && !l->is_run_in ? 0 : text.len;
}

static bool split(blocks_maker *m, doc_paragraph *p, const level *l, size_t end)
{
    uint32_t heading = blocks_heading(m, m->heading_base + l->depth);
    if (end == p->text.len) {
        p->style = p->parts[0].style = l->style;
        p->parts[0].heading = heading;
        return true;
    }
    text_part *parts = arena_array(m->arena, text_part, 2);
    if (!parts) return false;
    parts[0] = (text_part){0, end, l->style, heading};
    parts[1] = (text_part){end, p->text.len, m->block->style, 0};
    p->parts = parts;
    p->part_count = 2;
    return true;
}

bool blocks_prose(blocks_maker *m, const passage *passages, size_t count, bool is_plain)
{
    size_t first = m->blocks.count;
    for (size_t i = 0; i < count; i++) {
        doc_paragraph *p = blocks_paragraph(m, &passages[i], m->block->style);
        if (!p) return false;
        const level *l = is_plain ? NULL : level_of(m->report->layout, p->text);
        size_t end = l ? heading_end(l, p->text) : 0;
        if (end && !split(m, p, l, end)) return false;
    }
    if (count) blocks_find_items(m->blocks.items + first, count);
    return true;
}
