/* Runs as text operators. The frame says where each glyph stands; Tc and TJ make up for the difference to
 * where the font's widths would put it. Where the pen stands is counted exactly, in 1e-9 pt, from the numbers
 * as written. */
#include "pdf/text.h"

#include <stdlib.h>

#include "pdf/bytes.h"

enum {
    PICO = 1000000,            /* units of 1e-9 pt in 1/1000 pt */
    TOLERANCE = 2 * PICO,      /* what a glyph may be off unmoved: 0.002 pt */
    TRACKING_UNIT = PICO / 10, /* Tc has four decimals */
    NEAR = LEN_PT / 1000       /* trackings less apart than this are one */
};

/* A run while it is written. */
typedef struct run_pen {
    pdf_content *content;
    pdf_font *font;
    const frame_run *run;
    int64_t x;         /* along the line: where the next glyph would stand, 1e-9 pt */
    unsigned decimals; /* of TJ's numbers, such that their step is below 0.005 pt */
    bool is_in_array, is_in_string;
} run_pen;

/* Below 2^63: a page is at most 14 400 pt wide (ISO 19005-2 6.1.13). */
static int64_t to_pico(bx_len len)
{
    return len_scale(len, 1000000000 / 64, LEN_PT / 64);
}

/* ---- the text object ---- */

static void begin_text(pdf_content *content, bool is_turned)
{
    if (content->is_in_text && content->is_turned == is_turned) return;
    pdf_content_end_text(content);
    pdf_content_open(content);
    buf_text(&content->bytes, is_turned ? "BT\n0 1 -1 0 0 0 Tm\n" : "BT\n");
    content->line_x = content->line_y = 0;
    content->is_in_text = true;
    content->is_turned = is_turned;
}

/* Where a run begins along its line, counted as its text object counts: from the page's left to the right, or
 * from its foot upwards. */
static bx_len run_start(const pdf_content *content, const frame_run *run)
{
    return run->is_turned ? content->height - run->y : run->x;
}

/* To a glyph of the run, by its place alone. */
static void move_to(pdf_content *content, const frame_run *run, const frame_glyph *g)
{
    int64_t to_x = pdf_thousandths(run_start(content, run) + g->x);
    int64_t to_y = pdf_thousandths(run->is_turned ? -run->x : content->height - run->y);
    pdf_bytes_fixed(&content->bytes, to_x - content->line_x, 3);
    buf_char(&content->bytes, ' ');
    pdf_bytes_fixed(&content->bytes, to_y - content->line_y, 3);
    buf_text(&content->bytes, " Td\n");
    content->line_x = to_x;
    content->line_y = to_y;
}

static void set_font(pdf_content *content, const pdf_font *font, bx_len size)
{
    int64_t thousandths = pdf_thousandths(size);
    if (content->font == font && content->size == thousandths) return;
    content->font = font;
    content->size = thousandths;
    buf_text(&content->bytes, "/F");
    pdf_bytes_int(&content->bytes, font->place);
    buf_char(&content->bytes, ' ');
    pdf_bytes_fixed(&content->bytes, thousandths, 3);
    buf_text(&content->bytes, " Tf\n");
}

/* A face that has no bold is filled and stroked; round joins keep acute corners from growing spikes. */
static void set_mode(pdf_content *content, const frame_run *run)
{
    bool is_stroking = run->embolden > 0;
    if (is_stroking) pdf_content_set_stroke(content, run->colour, run->embolden);
    if (is_stroking && !content->has_round_joins) buf_text(&content->bytes, "1 j\n");
    content->has_round_joins |= is_stroking;
    if (content->is_stroking == is_stroking) return;
    content->is_stroking = is_stroking;
    buf_text(&content->bytes, is_stroking ? "2 Tr\n" : "0 Tr\n");
}

static void set_rise(pdf_content *content, bx_len rise)
{
    if (content->rise == rise) return;
    content->rise = rise;
    pdf_bytes_len(&content->bytes, rise);
    buf_text(&content->bytes, " Ts\n");
}

/* What most glyphs of a run stand further apart than their widths: the line's tracking. Different values
 * cancel each other out; what is left over is the only one that more than half can share. */
static bx_len tracking_of(pdf_content *content, pdf_font *font, const frame_run *run)
{
    bx_len shared = 0;
    size_t votes = 0;
    for (size_t i = 0; i + 1 < run->count; i++) {
        const pdf_glyph *entry = pdf_font_use(content->fonts, font, run->glyphs[i].glyph);
        if (!entry) return 0;
        bx_len extra = run->glyphs[i + 1].x - run->glyphs[i].x - len_scale(run->size, entry->width, 1000);
        if (!votes) shared = extra;
        votes = llabs(extra - shared) <= NEAR ? votes + 1 : votes - 1;
    }
    /* From right to left the distances say nothing about tracking. */
    return llabs(shared) <= run->size / 2 ? shared : 0;
}

/* Tc stays if the run's glyphs do not drift by it. */
static void set_tracking(pdf_content *content, bx_len tracking, size_t count)
{
    int64_t wanted = len_scale(tracking, 10000, LEN_PT);
    if (llabs(wanted - content->tracking) * (int64_t)(count - 1) * TRACKING_UNIT <= TOLERANCE) return;
    content->tracking = wanted;
    pdf_bytes_fixed(&content->bytes, wanted, 4);
    buf_text(&content->bytes, " Tc\n");
}

/* ---- strings of codes ---- */

static void end_string(run_pen *pen)
{
    if (pen->is_in_string) buf_char(&pen->content->bytes, '>');
    pen->is_in_string = false;
}

static void end_array(run_pen *pen)
{
    end_string(pen);
    if (pen->is_in_array) buf_text(&pen->content->bytes, "]TJ\n");
    pen->is_in_array = false;
}

static void begin_array(run_pen *pen)
{
    if (!pen->is_in_array) buf_char(&pen->content->bytes, '[');
    pen->is_in_array = true;
}

/* Move the pen to where a glyph belongs, if it is not near enough: TJ's number × size / 1000 to the left. */
static void move_pen(run_pen *pen, int64_t to)
{
    int64_t off = to - pen->x;
    if (llabs(off) <= TOLERANCE) return;
    int64_t step = pen->content->size * 1000; /* 1/1000 of the size, in 1e-9 pt */
    for (unsigned i = 0; i < pen->decimals; i++) step /= 10;
    int64_t steps = len_scale(off, 1, step);
    end_string(pen);
    pdf_bytes_fixed(&pen->content->bytes, -steps, pen->decimals);
    pen->x += steps * step;
}

static bx_status show_glyph(run_pen *pen, const frame_glyph *g)
{
    const pdf_glyph *entry = pdf_font_use(pen->content->fonts, pen->font, g->glyph);
    if (!entry) return pen->content->out->status;
    if (pen->content->rise != -g->y) end_array(pen);
    set_rise(pen->content, -g->y);
    begin_array(pen);
    move_pen(pen, to_pico(run_start(pen->content, pen->run) + g->x));
    if (!pen->is_in_string) buf_char(&pen->content->bytes, '<');
    pen->is_in_string = true;
    pdf_bytes_hex16(&pen->content->bytes, entry->code);
    pen->x += entry->width * pen->content->size * 1000 + pen->content->tracking * TRACKING_UNIT;
    return BX_OK;
}

/* A glyph with text and those behind it without: together they stand for the text. */
static size_t cluster_end(const frame_run *run, size_t start)
{
    size_t end = start + 1;
    while (end < run->count && !run->glyphs[end].text_len) end++;
    return end;
}

/* Marks that gave up their blank half stand over each other's cells, and readers that tell words by the
 * cells' boxes would part or reorder them. Such clusters are one Span that says its text. */
static bool overlaps_next(const frame_run *run, size_t start, size_t end)
{
    const frame_glyph *last = &run->glyphs[end - 1], *next = &run->glyphs[end];
    bx_len slack = run->size / 8;
    bool is_onwards = next->text_at == run->glyphs[start].text_at + run->glyphs[start].text_len;
    bool starts_before_end = next->x + slack < last->x + face_advance(run->face, last->glyph, run->size);
    bool ends_behind_start = next->x + face_advance(run->face, next->glyph, run->size) > last->x + slack;
    return is_onwards && starts_before_end && ends_behind_start;
}

/* The end of the last of the clusters that overlap, from the one that begins at `start`. */
static size_t group_end(const frame_run *run, size_t start)
{
    size_t end = cluster_end(run, start);
    while (end < run->count && overlaps_next(run, start, end)) {
        start = end;
        end = cluster_end(run, start);
    }
    return end;
}

/* Glyphs that are shown together, and their text. */
typedef struct glyph_group {
    size_t start, end;
    bx_str text;
    bool is_said; /* by the codes themselves */
} glyph_group;

static bx_status find_group(const run_pen *pen, size_t start, glyph_group *out)
{
    const frame_run *run = pen->run;
    const frame_glyph *first = &run->glyphs[start];
    size_t text_end = first->text_at;
    *out = (glyph_group){.start = start, .end = group_end(run, start), .is_said = true};
    for (size_t i = start, next; i < out->end; i = next) {
        const frame_glyph *g = &run->glyphs[i];
        bool is_said;
        next = cluster_end(run, i);
        text_end = g->text_len ? g->text_at + g->text_len : text_end;
        bx_str text = g->text_len ? str_slice(run->text, g->text_at, g->text_len) : STR("");
        BX_TRY(pdf_font_say(pen->content->fonts, pen->font, g, next - i, text, &is_said));
        out->is_said = out->is_said && is_said && i == start;
    }
    out->text = first->text_len ? str_slice(run->text, first->text_at, text_end - first->text_at) : STR("");
    return BX_OK;
}

/* ISO 32000-1 14.9.4: a Span whose ActualText stands for what it shows; a piece of the mark's element by
 * itself. */
static void begin_actual_text(run_pen *pen, bx_str text)
{
    pdf_content *content = pen->content;
    end_array(pen);
    if (content->has_tag) pdf_content_unmark(content);
    buf_text(&content->bytes, "/Span<<");
    if (content->has_tag) buf_print(&content->bytes, "/MCID %u", content->mcid++);
    buf_text(&content->bytes, "/ActualText");
    pdf_bytes_text(&content->bytes, text);
    buf_text(&content->bytes, ">>BDC\n");
    content->is_open = true;
}

static void end_actual_text(run_pen *pen)
{
    end_array(pen);
    if (pen->content->has_tag)
        pdf_content_unmark(pen->content);
    else
        buf_text(&pen->content->bytes, "EMC\n");
}

/* So many decimals that half a step is below what a glyph may be off. */
static unsigned decimals_for(int64_t size)
{
    unsigned decimals = 1;
    for (int64_t limit = 40000; size > limit && decimals < 3; limit *= 10) decimals++;
    return decimals;
}

/* What holds for the whole run. */
static void set_state(run_pen *pen)
{
    pdf_content *content = pen->content;
    const frame_run *run = pen->run;
    pdf_content_set_fill(content, run->colour);
    set_mode(content, run);
    set_font(content, pen->font, run->size);
    set_tracking(content, tracking_of(content, pen->font, run), run->count);
    pen->decimals = decimals_for(content->size);
}

static bx_status show_group(run_pen *pen, const glyph_group *group)
{
    pdf_content *content = pen->content;
    const frame_run *run = pen->run;
    bool is_first = group->start == 0, is_apart = !group->is_said && content->has_tag;
    if (is_apart) begin_actual_text(pen, group->text);
    if (is_first || !content->is_in_text) {
        begin_text(content, run->is_turned);
        if (is_first) set_state(pen);
        move_to(content, run, &run->glyphs[group->start]);
        pen->x = content->line_x * PICO;
    }
    if (!group->is_said && !is_apart) begin_actual_text(pen, group->text);
    for (size_t i = group->start; i < group->end; i++) BX_TRY(show_glyph(pen, &run->glyphs[i]));
    if (!group->is_said) end_actual_text(pen);
    return BX_OK;
}

bx_status pdf_content_run(pdf_content *content, const frame_run *run)
{
    if (!run->count || pdf_thousandths(run->size) <= 0) return content->out->status;
    pdf_font *font = pdf_fonts_find(content->fonts, run->face);
    if (!font) return content->out->status;
    run_pen pen = {.content = content, .font = font, .run = run};
    glyph_group group = {0};
    for (; group.end < run->count;) {
        BX_TRY(find_group(&pen, group.end, &group));
        BX_TRY(show_group(&pen, &group));
    }
    end_array(&pen);
    return pdf_out_checked(content->out, &content->bytes);
}
