/* Font programs for PDFs: charstrings are copied where the font is simple enough (cff_copy.c), else HarfBuzz
 * subsets; then the result is opened again and compared with what was asked for, because a wrong glyph in an
 * official document is worse than no document.
 *
 * Measured with HarfBuzz 6 and 420 characters: taking the subroutines apart (they then deflate better) and
 * showing HarfBuzz only the tables that make up glyphs takes FandolFang from 4.9 to 3.1 ms and Noto Serif CJK
 * Bold from 7.1 to 2.3 ms, and that one's program from 89 to 79 kB deflated. */
#include <hb-subset.h>

#include "font/cff_copy.h"
#include "font/face.h"
#include "font/map.h"

enum { SAMPLE_MAX = 4, TOUCHED_MAX = 64 };

/* What was asked for and what HarfBuzz made of it. */
typedef struct subset_try {
    const face *face;
    const uint32_t *glyphs;
    size_t count;
    hb_subset_plan_t *plan;
    const hb_map_t *new_glyphs; /* by old glyph; the plan's; NULL: numbered in the order asked for */
    hb_blob_t *file;
    hb_face_t *hb_face; /* the file, opened again */
    bool is_copied;     /* by program_copy */
    bool is_out_of_memory;
} subset_try;

static void try_clear(subset_try *t)
{
    hb_face_destroy(t->hb_face);
    hb_blob_destroy(t->file);
    hb_subset_plan_destroy(t->plan);
}

static bool subset_make(subset_try *t, unsigned flags)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) return false;
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < t->count; i++) hb_set_add(wanted, t->glyphs[i]);
    hb_subset_input_set_flags(input, flags);
    t->plan = hb_subset_plan_create_or_fail(t->face->own->outlines, input);
    hb_face_t *made = t->plan ? hb_subset_plan_execute_or_fail(t->plan) : NULL;
    if (made) {
        t->file = hb_face_reference_blob(made);
        t->hb_face = hb_face_create(t->file, 0);
        t->new_glyphs = hb_subset_plan_old_to_new_glyph_mapping(t->plan);
    }
    hb_face_destroy(made);
    hb_subset_input_destroy(input);
    return made != NULL;
}

/* The number in the program of the nth glyph asked for. */
static uint32_t new_glyph(const subset_try *t, size_t nth)
{
    if (t->new_glyphs) return hb_map_get(t->new_glyphs, t->glyphs[nth]);
    return (uint32_t)nth + (t->glyphs[0] != 0);
}

/* Just enough of a font file around a bare CFF for HarfBuzz to open it. */
static hb_face_t *cff_open(const bx_buf *cff, uint32_t glyph_count)
{
    char maxp[] = {0, 0, 0x50, 0, (char)(glyph_count >> 8), (char)(glyph_count & 0xFF)}; /* version 0.5 */
    hb_face_t *built = hb_face_builder_create();
    hb_blob_t *table = hb_blob_create(cff->ptr, (unsigned)cff->len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_blob_t *count = hb_blob_create(maxp, sizeof maxp, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(built, HB_TAG('C', 'F', 'F', ' '), table);
    hb_face_builder_add_table(built, HB_TAG('m', 'a', 'x', 'p'), count);
    hb_blob_destroy(count);
    hb_blob_destroy(table);
    return built;
}

/* ---- comparing outlines ---- */

static void point_add(bx_buf *outline, char kind, float x, float y)
{
    float point[] = {x + 0.0F, y + 0.0F}; /* -0 is 0 */
    buf_char(outline, kind);
    buf_add(outline, point, sizeof point);
}

static void outline_move(hb_draw_funcs_t *funcs, void *outline, hb_draw_state_t *state, float x, float y,
                         void *unused)
{
    (void)funcs, (void)state, (void)unused;
    point_add(outline, 'm', x, y);
}

static void outline_line(hb_draw_funcs_t *funcs, void *outline, hb_draw_state_t *state, float x, float y,
                         void *unused)
{
    (void)funcs, (void)state, (void)unused;
    point_add(outline, 'l', x, y);
}

static void outline_quadratic(hb_draw_funcs_t *funcs, void *outline, hb_draw_state_t *state, float x1,
                              float y1, float x, float y, void *unused)
{
    (void)funcs, (void)state, (void)unused;
    point_add(outline, 'q', x1, y1);
    point_add(outline, ' ', x, y);
}

static void outline_cubic(hb_draw_funcs_t *funcs, void *outline, hb_draw_state_t *state, float x1, float y1,
                          float x2, float y2, float x, float y, void *unused)
{
    (void)funcs, (void)state, (void)unused;
    point_add(outline, 'c', x1, y1);
    point_add(outline, ' ', x2, y2);
    point_add(outline, ' ', x, y);
}

static hb_draw_funcs_t *outline_funcs(void)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, outline_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, outline_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, outline_quadratic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, outline_cubic, NULL, NULL);
    hb_draw_funcs_make_immutable(funcs);
    return funcs;
}

static void outline_draw(hb_font_t *font, uint32_t glyph, hb_draw_funcs_t *funcs, bx_buf *outline)
{
    buf_reset(outline);
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, glyph, funcs, outline);
#else
    hb_font_get_glyph_shape(font, glyph, funcs, outline);
#endif
}

/* What is copied stays as it is in the store, so that each charstring is compared but once. */
static bool is_known_same(const subset_try *t, size_t nth)
{
    const glyph_code *kept = t->is_copied ? glyph_store_find(&t->face->own->store, t->glyphs[nth]) : NULL;
    return kept && atomic_load(&kept->is_compared);
}

/* Spread evenly over those that no document has compared yet, from the first to the last. */
static size_t sample_take(const subset_try *t, size_t sample[SAMPLE_MAX])
{
    size_t fresh = 0, taken = 0;
    for (size_t i = 0; i < t->count; i++) fresh += !is_known_same(t, i);
    size_t wanted = fresh < SAMPLE_MAX ? fresh : SAMPLE_MAX;
    for (size_t i = 0, seen = 0; i < t->count && taken < wanted; i++)
        if (!is_known_same(t, i) && seen++ * (wanted - 1) >= taken * (fresh - 1)) sample[taken++] = i;
    return taken;
}

static void sample_keep(const subset_try *t, const size_t *sample, size_t taken)
{
    for (size_t i = 0; i < taken && t->is_copied; i++)
        atomic_store(&glyph_store_find(&t->face->own->store, t->glyphs[sample[i]])->is_compared, true);
}

/* Have the glyphs of a sample the same outline, and in TrueType, where the program has widths in a table, the
 * same width? */
static bool is_sample_same(subset_try *t)
{
    hb_font_t *font = hb_font_create(t->hb_face);
    hb_draw_funcs_t *funcs = outline_funcs();
    bx_buf before = {0}, after = {0};
    size_t sample[SAMPLE_MAX], taken = sample_take(t, sample);
    bool is_same = true;
    for (size_t i = 0; i < taken && is_same; i++) {
        uint32_t old = t->glyphs[sample[i]], new = new_glyph(t, sample[i]);
        outline_draw(t->face->hb_font, old, funcs, &before);
        outline_draw(font, new, funcs, &after);
        t->is_out_of_memory = before.failed || after.failed;
        is_same = new != HB_MAP_VALUE_INVALID &&
                  !t->is_out_of_memory &&str_is_equal(buf_slice(&before), buf_slice(&after));
        if (t->face->format == FACE_TRUETYPE)
            is_same = is_same && hb_font_get_glyph_h_advance(font, new) ==
                                     hb_font_get_glyph_h_advance(t->face->hb_font, old);
    }
    if (is_same) sample_keep(t, sample, taken);
    buf_clear(&before);
    buf_clear(&after);
    hb_draw_funcs_destroy(funcs);
    hb_font_destroy(font);
    return is_same;
}

/* ---- what the PDF gets ---- */

/* Each glyph must stand in the program under the code that the pages already use. */
static bool is_coded_right(subset_try *t, span cff)
{
    bx_arena arena = {0};
    cff_charset charset;
    font_fault fault = {0};
    bool is_right = cff_charset_read(cff, &arena, &charset, &fault);
    t->is_out_of_memory = !is_right && fault.id == MSG_out_of_memory;
    for (size_t i = 0; i < t->count && is_right; i++)
        is_right = cff_cid(&charset, new_glyph(t, i)) == face_code(t->face, t->glyphs[i]);
    arena_clear(&arena);
    return is_right;
}

static bool cff_take(subset_try *t, face_program *out)
{
    hb_blob_t *blob = hb_face_reference_table(t->hb_face, HB_TAG('C', 'F', 'F', ' '));
    span cff = span_of(blob);
    bool is_right = is_coded_right(t, cff);
    if (is_right) buf_add(&out->bytes, cff.ptr, cff.len);
    t->is_out_of_memory |= out->bytes.failed;
    hb_blob_destroy(blob);
    return is_right;
}

/* CIDToGIDMap (ISO 32000-1, 9.7.4.3): the new glyph number of every old one up to the highest, two bytes
 * each; what is not embedded is glyph 0. */
static bool truetype_take(subset_try *t, face_program *out)
{
    size_t codes = t->count ? (size_t)t->glyphs[t->count - 1] + 1 : 1, next = 0;
    for (uint32_t code = 0; code < codes; code++) {
        uint32_t glyph = 0;
        if (next < t->count && t->glyphs[next] == code) glyph = hb_map_get(t->new_glyphs, t->glyphs[next++]);
        if (glyph == HB_MAP_VALUE_INVALID) return false;
        buf_char(&out->cid_to_gid, (char)(glyph >> 8));
        buf_char(&out->cid_to_gid, (char)(glyph & 0xFF));
    }
    span file = span_of(t->file);
    buf_add(&out->bytes, file.ptr, file.len);
    t->is_out_of_memory = out->bytes.failed || out->cid_to_gid.failed;
    return true;
}

typedef enum subset_end { SUBSET_RIGHT, SUBSET_WRONG, SUBSET_OUT_OF_MEMORY } subset_end;

static subset_end program_make(const face *f, const uint32_t *glyphs, size_t count, unsigned flags,
                               face_program *out)
{
    subset_try t = {.face = f, .glyphs = glyphs, .count = count};
    *out = (face_program){0};
    bool is_made = subset_make(&t, flags) && is_sample_same(&t) &&
                   (f->format == FACE_CFF ? cff_take(&t, out) : truetype_take(&t, out));
    subset_end end = t.is_out_of_memory ? SUBSET_OUT_OF_MEMORY : is_made ? SUBSET_RIGHT : SUBSET_WRONG;
    if (end != SUBSET_RIGHT) face_program_clear(out);
    try_clear(&t);
    return end;
}

static cff_source source_of(const face *f, hb_blob_t *table)
{
    return (cff_source){f->own->file, span_of(table), &f->own->charset, &f->own->store, f->ps_name};
}

/* The quick way; SUBSET_WRONG where it does not serve. */
static subset_end program_copy(const face *f, const uint32_t *glyphs, size_t count, face_program *out)
{
    subset_try t = {.face = f, .glyphs = glyphs, .count = count, .is_copied = true};
    hb_blob_t *table = hb_face_reference_table(f->hb_face, HB_TAG('C', 'F', 'F', ' '));
    cff_source source = source_of(f, table);
    copy_end copied = cff_copy(&source, glyphs, count, &out->bytes);
    bool is_right = copied == COPY_DONE;
    if (is_right) {
        span cff = {(const uint8_t *)out->bytes.ptr, out->bytes.len};
        t.hb_face = cff_open(&out->bytes, (uint32_t)(count + (glyphs[0] != 0)));
        is_right = is_coded_right(&t, cff) && is_sample_same(&t);
    }
    bool is_short = t.is_out_of_memory || copied == COPY_OUT_OF_MEMORY;
    if (!is_right) face_program_clear(out);
    try_clear(&t);
    hb_blob_destroy(table);
    return is_short ? SUBSET_OUT_OF_MEMORY : is_right ? SUBSET_RIGHT : SUBSET_WRONG;
}

/* Glyphs were read through the mapping: they lie all over a CJK font, and after a hundred nearly all of its 7
 * MB would count as ours, so its pages are given back every so often. */
static void give_back(const face *f, size_t glyphs)
{
    if (atomic_fetch_add(&f->own->touched, (unsigned)glyphs) + glyphs < TOUCHED_MAX) return;
    atomic_store(&f->own->touched, 0);
    file_map_rest(f->own->file);
}

bool face_subset_quietly(const face *f, const uint32_t *glyphs, size_t count, font_fault *fault,
                         face_program *out)
{
    /* The outline of glyph 0 stays, since it is promised. Hinting serves screens of low resolution and is of
     * no use at 600 dpi. */
    const unsigned renumbered =
        HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
    const unsigned kept = renumbered | HB_SUBSET_FLAGS_RETAIN_GIDS;
    bool is_name_keyed = f->format == FACE_CFF && !f->own->charset.is_cid_keyed;
    subset_end end = SUBSET_WRONG;
    bool is_copied = false;
    *out = (face_program){0};
    if (count == 0 || glyphs[count - 1] < f->glyph_count) {
        if (f->format == FACE_CFF && !is_name_keyed && count) end = program_copy(f, glyphs, count, out);
        is_copied = end == SUBSET_RIGHT;
        if (end == SUBSET_WRONG && !is_name_keyed) end = program_make(f, glyphs, count, renumbered, out);
        if (end == SUBSET_WRONG) end = program_make(f, glyphs, count, kept, out);
    }
    give_back(f, is_copied ? SAMPLE_MAX : count);
    return end == SUBSET_RIGHT ||
           font_fault_is(fault, end == SUBSET_OUT_OF_MEMORY ? MSG_out_of_memory : MSG_font_subset, "");
}

static bool is_copyable(const face *f)
{
    return f->format == FACE_CFF && f->own->charset.is_cid_keyed;
}

bool face_wants_preparing(const face *f, uint32_t glyph)
{
    return is_copyable(f) && !glyph_store_find(&f->own->store, glyph);
}

void face_prepare(const face *f, const uint32_t *glyphs, size_t count)
{
    if (!is_copyable(f)) return;
    hb_blob_t *table = hb_face_reference_table(f->hb_face, HB_TAG('C', 'F', 'F', ' '));
    cff_source source = source_of(f, table);
    cff_prepare(&source, glyphs, count);
    hb_blob_destroy(table);
}

bx_status face_subset_tell(const face *f, const font_fault *fault, bx_diags *diags)
{
    if (fault->id == MSG_out_of_memory) return diag_memory(diags);
    diag_add(diags, fault->id, f->own->place, (bx_str){0}, f->family);
    return BX_BAD_MACHINE;
}

bx_status face_subset(const face *f, const uint32_t *glyphs, size_t count, bx_diags *diags, face_program *out)
{
    font_fault fault = {0};
    return face_subset_quietly(f, glyphs, count, &fault, out) ? BX_OK : face_subset_tell(f, &fault, diags);
}

void face_program_clear(face_program *program)
{
    buf_clear(&program->bytes);
    buf_clear(&program->cid_to_gid);
}

/* ---- what is in a program ---- */

static void bit_set(bx_buf *bits, uint32_t code)
{
    while (bits->len <= code / 8 && !bits->failed) buf_char(bits, 0);
    if (!bits->failed) bits->ptr[code / 8] = (char)(bits->ptr[code / 8] | 0x80 >> code % 8);
}

static bool cff_codes(span cff, bx_buf *bits)
{
    bx_arena arena = {0};
    cff_charset charset;
    font_fault fault = {0};
    bool is_read = cff_charset_read(cff, &arena, &charset, &fault);
    for (uint32_t glyph = 0; is_read && glyph < charset.glyph_count; glyph++)
        bit_set(bits, cff_cid(&charset, glyph));
    arena_clear(&arena);
    return is_read;
}

bool face_program_codes(const face *f, const face_program *program, bx_buf *bits)
{
    if (f->format == FACE_CFF) {
        span cff = {(const uint8_t *)program->bytes.ptr, program->bytes.len};
        return cff_codes(cff, bits) && !bits->failed;
    }
    /* The map leads every code it names to a glyph, the unused ones to .notdef; veraPDF counts those too. */
    uint32_t codes = (uint32_t)(program->cid_to_gid.len / 2);
    for (uint32_t code = 0; code < codes; code++) bit_set(bits, code);
    return !bits->failed;
}
