/* One face: judged, its measures read, its HarfBuzz objects made and closed against change before anyone
 * shares them. FreeType is not asked here: on a CJK face of 65 535 glyphs it takes 20 ms, all this takes less
 * than a tenth of one. */
#include "base/mem.h"
#include "base/utf8.h"
#include "font/face.h"

#include <hb-ot.h>

#include "font/sfnt.h"

enum { NAME_MAX_LEN = 63 };

/* The tables that make up glyphs. A face that has no others is subset in half the time (no layout closure, no
 * walk over the characters), and that is all a PDF embeds. */
static hb_blob_t *outline_table(hb_face_t *outlines, hb_tag_t tag, void *whole)
{
    (void)outlines;
    switch (tag) {
    case HB_TAG('h', 'e', 'a', 'd'):
    case HB_TAG('m', 'a', 'x', 'p'):
    case HB_TAG('C', 'F', 'F', ' '):
    case HB_TAG('g', 'l', 'y', 'f'):
    case HB_TAG('l', 'o', 'c', 'a'):
    case HB_TAG('h', 'h', 'e', 'a'):
    case HB_TAG('h', 'm', 't', 'x'):
        return hb_face_reference_table(whole, tag);
    default:
        return NULL;
    }
}

/* Name 6, which PDF wants as a name object: printable ASCII without the delimiters (ISO 32000-1, 7.3.5), at
 * most 63 characters (OpenType, "name"). */
static const char *name_read(hb_face_t *hb, bx_arena *arena)
{
    char raw[256] = "", kept[NAME_MAX_LEN + 1];
    unsigned size = sizeof raw;
    hb_ot_name_get_utf8(hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, raw);
    size_t len = 0;
    for (const char *p = raw; *p && len < NAME_MAX_LEN; p++)
        if (*p > ' ' && *p <= '~' && !strchr("()<>[]{}/%#", *p)) kept[len++] = *p;
    return arena_copy(arena, len ? (bx_str){kept, len} : STR("Unnamed")).ptr;
}

/* Height of a capital: OS/2 from version 2 on; many CJK fonts leave it 0, then H is measured. */
static int cap_height(const face *f, span os2)
{
    uint32_t glyph;
    hb_glyph_extents_t box;
    int height = span_uint(os2, 0, 2, 0) >= 2 ? span_int16(os2, 88) : 0;
    if (height > 0) return height;
    if (hb_font_get_nominal_glyph(f->hb_font, 'H', &glyph) &&
        hb_font_get_glyph_extents(f->hb_font, glyph, &box) && box.y_bearing > 0)
        return box.y_bearing;
    return f->ascent;
}

static void measures_read(const sfnt_facts *facts, int weight, face *out)
{
    bool has_os2 = facts->os2.len >= 72;
    out->ascent = has_os2 ? span_int16(facts->os2, 68) : span_int16(facts->hhea, 4);
    out->descent = has_os2 ? span_int16(facts->os2, 70) : span_int16(facts->hhea, 6);
    if (out->descent > 0) out->descent = -out->descent; /* some makers forget the sign */
    for (int i = 0; i < 4; i++) out->bbox[i] = span_int16(facts->head, 36 + 2 * (size_t)i);
    out->italic_angle = span_int16(facts->post, 4); /* 16.16 fixed: the whole degrees */
    out->cap_height = cap_height(out, facts->os2);
    /* No font says how thick its stems are; PDF wants a number. The usual estimate from the weight class. */
    out->stem_v = (50 + weight * weight / (65 * 65)) * out->units_per_em / 1000;
}

/* HarfBuzz answers a table it finds broken as if it were not there. So ask for a common character, or any
 * other, and for its outline: a font that has none is of no use. */
static bool is_usable(const face *f, font_fault *fault)
{
    if (f->glyph_count == 0) return font_fault_is(fault, MSG_font_damaged, "maxp");
    static const uint32_t common[] = {' ', 'A', '0', 0x4E00, 0x3002};
    uint32_t glyph = 0;
    bool has_any = false;
    for (size_t i = 0; i < sizeof common / sizeof *common && !has_any; i++)
        has_any = hb_font_get_nominal_glyph(f->hb_font, common[i], &glyph);
    if (!has_any && face_count_characters(f) == 0) return font_fault_is(fault, MSG_font_damaged, "cmap");
    /* an ideograph without a width would be set over its neighbour */
    hb_codepoint_t han;
    if (hb_font_get_nominal_glyph(f->hb_font, 0x4E00, &han) &&
        hb_font_get_glyph_h_advance(f->hb_font, han) <= 0)
        return font_fault_is(fault, MSG_font_damaged, "hmtx");
    hb_glyph_extents_t box;
    return hb_font_get_glyph_extents(f->hb_font, glyph, &box) ||
           font_fault_is(fault, MSG_font_damaged, f->format == FACE_CFF ? "CFF" : "glyf");
}

static bool charset_read(face *f, bx_arena *arena, font_fault *fault)
{
    if (f->format != FACE_CFF) return true;
    hb_blob_t *cff = hb_face_reference_table(f->hb_face, HB_TAG('C', 'F', 'F', ' '));
    bool is_read = cff_charset_read(span_of(cff), arena, &f->own->charset, fault);
    hb_blob_destroy(cff);
    if (!is_read) return false;
    if (f->own->charset.is_cid_keyed && !glyph_store_begin(&f->own->store, arena))
        return font_fault_is(fault, MSG_out_of_memory, "");
    return f->own->charset.glyph_count >= f->glyph_count || font_fault_is(fault, MSG_font_damaged, "maxp");
}

static bool objects_make(hb_blob_t *file, unsigned index, face *out)
{
    out->hb_face = hb_face_create(file, index);
    out->hb_font = hb_font_create(out->hb_face);
    out->own->outlines = hb_face_create_for_tables(outline_table, out->hb_face, NULL);
    hb_face_make_immutable(out->hb_face);
    hb_font_make_immutable(out->hb_font);
    hb_face_make_immutable(out->own->outlines);
    out->units_per_em = (int)hb_face_get_upem(out->hb_face);
    out->glyph_count = hb_face_get_glyph_count(out->hb_face);
    return out->hb_face != hb_face_get_empty() && out->hb_font != hb_font_get_empty() &&
           out->own->outlines != hb_face_get_empty();
}

bool face_open(hb_blob_t *file, const char *name, unsigned index, int weight, bx_arena *arena, face *out,
               font_fault *fault)
{
    sfnt_facts facts;
    *out = (face){.file = name, .index = index};
    if (!sfnt_judge(span_of(file), index, &facts, fault)) return false;
    out->format = facts.format;
    out->embedding = facts.embedding;
    out->own = arena_new(arena, struct face_private);
    if (!out->own) return font_fault_is(fault, MSG_out_of_memory, "");
    out->own->place = (bx_place){.file = name};
    out->own->file = file;
    bool is_open = objects_make(file, index, out) || font_fault_is(fault, MSG_out_of_memory, "");
    is_open = is_open && charset_read(out, arena, fault) && is_usable(out, fault);
    if (is_open) {
        measures_read(&facts, weight, out);
        out->ps_name = name_read(out->hb_face, arena);
        is_open = out->ps_name || font_fault_is(fault, MSG_out_of_memory, "");
    }
    if (!is_open) (mem_was_short() ? face_abandon : face_close)(out);
    return is_open;
}

void face_close(face *f)
{
    glyph_store_clear(&f->own->store);
    hb_face_destroy(f->own->outlines);
    hb_font_destroy(f->hb_font);
    hb_face_destroy(f->hb_face);
}

void face_abandon(face *f)
{
    glyph_store_clear(&f->own->store);
}

/* Some fonts show another character: Fandol a dollar for ￥. What the list says of that counts. */
bool face_has(const face *f, uint32_t code)
{
    uint32_t glyph;
    if (f->wrong.len && utf8_has(f->wrong, code)) return false;
    return hb_font_get_nominal_glyph(f->hb_font, code, &glyph) && glyph != 0 && glyph < f->glyph_count;
}

uint32_t face_count_characters(const face *f)
{
    hb_set_t *characters = hb_set_create();
    hb_face_collect_unicodes(f->hb_face, characters);
    uint32_t count = hb_set_get_population(characters);
    hb_set_destroy(characters);
    return count;
}

bx_len face_advance(const face *f, uint32_t glyph, bx_len size)
{
    return len_scale(size, hb_font_get_glyph_h_advance(f->hb_font, glyph), f->units_per_em);
}

static bool ink_measure(const face *f, int *low, int *high)
{
    static const bx_str sample = {"部先导章善府掌算待求", sizeof "部先导章善府掌算待求" - 1};
    bool is_any = false;
    for (size_t at = 0; at < sample.len;) {
        hb_codepoint_t glyph;
        hb_glyph_extents_t box;
        if (!hb_font_get_nominal_glyph(f->hb_font, utf8_next(sample, &at), &glyph)) continue;
        if (!hb_font_get_glyph_extents(f->hb_font, glyph, &box)) continue;
        int top = box.y_bearing, bottom = box.y_bearing + box.height;
        *high = !is_any || top > *high ? top : *high;
        *low = !is_any || bottom < *low ? bottom : *low;
        is_any = true;
    }
    return is_any;
}

/* Whoever measures measures the same. An ideograph has ink above its baseline: no answer is 0. */
bool face_ink(const face *f, int *low, int *high)
{
    unsigned known = atomic_load(&f->own->ink);
    if (!known) {
        if (!ink_measure(f, low, high)) return false;
        known = (unsigned)(uint16_t)*low << 16 | (uint16_t)*high;
        atomic_store(&f->own->ink, known);
    }
    *low = (int16_t)(known >> 16);
    *high = (int16_t)known;
    return true;
}

uint32_t face_code(const face *f, uint32_t glyph)
{
    if (glyph >= f->glyph_count) return 0;
    return f->format == FACE_CFF ? cff_cid(&f->own->charset, glyph) : glyph;
}
