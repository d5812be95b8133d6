/* Which thread makes which font, and the making. */
#include "pdf/font_make.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"

enum {
    THREADS_MAX = 4,
    GLYPHS_LEAST = 60 /* fewer are made before a thread has started */
};

/* What one thread makes. */
typedef struct font_share {
    font_made *all;
    size_t count;
    unsigned thread; /* those that bear this number */
    bool is_plain;
} font_share;

static int by_code(const void *left, const void *right)
{
    const pdf_glyph *a = left, *b = right;
    return (a->code > b->code) - (a->code < b->code);
}

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static int by_weight(const void *left, const void *right)
{
    const font_made *const *a = left, *const *b = right;
    if ((*a)->count != (*b)->count) return (*a)->count > (*b)->count ? -1 : 1;
    return (*a > *b) - (*a < *b);
}

static bool subset(font_made *made)
{
    font_fault_is(&made->fault, MSG_out_of_memory, "");
    uint32_t *numbers = mem_new(made->count, sizeof *numbers);
    if (!numbers) return false;
    for (size_t i = 0; i < made->count; i++) numbers[i] = made->glyphs[i].glyph;
    qsort(numbers, made->count, sizeof *numbers, by_number);
    bool is_made = face_subset_quietly(made->font->face, numbers, made->count, &made->fault, &made->program);
    mem_free(numbers);
    return is_made;
}

static void make_one(font_made *made, bool is_plain, squeezer *s)
{
    qsort(made->glyphs, made->count, sizeof *made->glyphs, by_code);
    made->is_made = subset(made);
    if (!made->is_made || is_plain) return;
    made->is_made = squeeze(s, SQUEEZE_CHARSTRINGS, buf_slice(&made->program.bytes), &made->squeezed) ||
                    font_fault_is(&made->fault, MSG_out_of_memory, "");
}

/* Answers the share if memory was short, else NULL. */
static void *make_share(void *of)
{
    font_share *share = of;
    squeezer s = {0};
    for (size_t i = 0; i < share->count; i++)
        if (share->all[i].thread == share->thread) make_one(&share->all[i], share->is_plain, &s);
    bool was_short = mem_was_short();
    for (size_t i = 0; i < share->count && was_short; i++)
        if (share->all[i].thread == share->thread)
            share->all[i].is_made = font_fault_is(&share->all[i].fault, MSG_out_of_memory, "");
    squeezer_clear(&s);
    return was_short ? share : NULL;
}

/* The fonts with most glyphs first, each to the thread that has least to do: who makes what depends on the
 * document alone. What is not worth a thread's start stays here. */
static void share_out(font_made **order, size_t count, unsigned threads)
{
    size_t loads[THREADS_MAX] = {0};
    if (count) qsort(order, count, sizeof *order, by_weight);
    for (size_t i = 0; i < count; i++) {
        unsigned least = 0;
        for (unsigned t = 1; t < threads; t++)
            if (loads[t] < loads[least]) least = t;
        order[i]->thread = least;
        loads[least] += order[i]->count;
    }
    for (size_t i = 0; i < count; i++)
        if (loads[order[i]->thread] < GLYPHS_LEAST) order[i]->thread = 0;
}

/* Each share on a thread of its own, the first on this one; where none can be started, this one does it. */
static void make_together(font_made *all, size_t count, unsigned threads, bool is_plain)
{
    pthread_t helpers[THREADS_MAX];
    font_share shares[THREADS_MAX];
    bool is_helped[THREADS_MAX] = {false};
    void *short_of;
    for (unsigned t = 0; t < threads; t++) shares[t] = (font_share){all, count, t, is_plain};
    for (size_t i = 0; i < count; i++) {
        unsigned t = all[i].thread;
        if (t && !is_helped[t]) is_helped[t] = pthread_create(&helpers[t], NULL, make_share, &shares[t]) == 0;
    }
    for (unsigned t = 0; t < threads; t++)
        if (!is_helped[t]) make_share(&shares[t]);
    for (unsigned t = 0; t < threads; t++)
        if (is_helped[t] && pthread_join(helpers[t], &short_of) == 0 && short_of) mem_tell_short();
}

static bx_status tell_failed(pdf_out *out, const font_made *all, size_t count)
{
    for (size_t i = 0; i < count && out->status == BX_OK; i++)
        if (!all[i].is_made) out->status = face_subset_tell(all[i].font->face, &all[i].fault, out->diags);
    return out->status;
}

bx_status font_make_all(pdf_fonts *fonts, font_made **out)
{
    unsigned threads = !fonts->threads ? 1 : fonts->threads > THREADS_MAX ? THREADS_MAX : fonts->threads;
    font_made *all = arena_array(&fonts->arena, font_made, fonts->count);
    font_made **order = arena_array(&fonts->arena, font_made *, fonts->count);
    if (!all || !order) return pdf_out_memory(fonts->out);
    *out = all;
    for (pdf_font *font = fonts->first; font; font = font->next) {
        order[font->place] = &all[font->place];
        all[font->place] = (font_made){.font = font, .glyphs = font->used.items, .count = font->used.count};
    }
    share_out(order, fonts->count, threads);
    make_together(all, fonts->count, threads, fonts->out->is_plain);
    return tell_failed(fonts->out, all, fonts->count);
}

void font_made_clear(font_made *made)
{
    face_program_clear(&made->program);
    buf_clear(&made->squeezed);
}
