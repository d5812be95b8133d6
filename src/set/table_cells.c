/* The lines of a table's cells, once it is known how wide they are and in what type. */
#include "set/table.h"

/* Numbers repeat: a text that was set in this style, type and width is not set again. */
enum { ALIKE = 64 };

typedef struct cell_setter {
    setter *s;
    const set_table *t;
    set_chunk *chunk;
    const set_cell *seen[ALIKE]; /* by a sum over text and width; a later one takes an earlier one's place */
} cell_setter;

/* ---- a text's shape ---- */

bx_status table_text_items(setter *s, const set_table *t, const doc_cell *like, bx_str text, text_items *out)
{
    text_format format = {0};
    passage words = {text, like->source, 0};
    BX_TRY(set_format(s, like->style, table_type_size(t, like->style, like->role), &format));
    format.em_advance = len_scale(format.em_advance, t->types[like->role].pitch, EM);
    format.is_vertical = like->style->is_vertical;
    return set_items(s, &words, &format, out);
}

void table_note_type(const set_table *t, set_cell *cell)
{
    const doc_cell *c = cell->cell;
    cell->size = table_type_size(t, c->style, c->role);
    cell->pitch = t->types[c->role].pitch;
    cell->line_gap = len_scale(c->style->line_gap, cell->size, c->style->size);
}

bx_status table_cell_items(setter *s, const set_table *t, set_cell *cell)
{
    table_note_type(t, cell);
    return table_text_items(s, t, cell->cell, cell->cell->text, &cell->items);
}

/* A style that indents its paragraphs does so behind each line break of the data. */
text_measure table_cell_measure(const set_cell *cell, bx_len width)
{
    static const text_align aligns[] = {TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END, TEXT_CENTER};
    const style *style = cell->cell->style;
    text_measure measure = {.width = width, .align = aligns[style->align], .is_balanced = style->is_balanced};
    if (style->is_vertical) measure.align = TEXT_CENTER;
    measure.indents_each = style->indent_first > 0 && !style->is_vertical;
    if (measure.indents_each)
        measure.indent_first = len_scale(len_scale(cell->size, cell->pitch, EM), style->indent_first, EM);
    return measure;
}

/* ---- lines ---- */

static bx_len cell_width(const cell_setter *c, const set_cell *cell)
{
    return table_part_width(c->t, cell) - 2 * cell->padding;
}

static const set_cell **find_slot(cell_setter *c, const set_cell *cell)
{
    bx_str text = cell->cell->text;
    uint64_t sum = (uint64_t)cell_width(c, cell);
    for (size_t i = 0; i < text.len; i++) sum = sum * 31 + (unsigned char)text.ptr[i];
    return &c->seen[sum % ALIKE];
}

static bool is_alike(const cell_setter *c, const set_cell *a, const set_cell *b)
{
    return a->cell->role == b->cell->role && a->cell->style == b->cell->style &&
           cell_width(c, a) == cell_width(c, b) && str_is_equal(a->cell->text, b->cell->text);
}

static bool is_cramped(const set_cell *cell)
{
    return cell->lines.is_overfull || cell->lines.used_emergency;
}

/* A word is not parted to spare a justified line wide gaps: the lines end where they may. */
static bx_status break_lines(cell_setter *c, set_cell *cell)
{
    text_measure measure = table_cell_measure(cell, cell_width(c, cell));
    BX_TRY(text_fit(&c->s->text, &cell->items, &measure, &cell->lines));
    if (!is_cramped(cell) || measure.align != TEXT_JUSTIFY) return BX_OK;
    measure.align = TEXT_START;
    return text_fit(&c->s->text, &cell->items, &measure, &cell->lines);
}

static bool is_in_type(const cell_setter *c, const set_cell *cell)
{
    const doc_cell *doc = cell->cell;
    return cell->size == table_type_size(c->t, doc->style, doc->role) &&
           cell->pitch == c->t->types[doc->role].pitch;
}

static bx_status set_once(cell_setter *c, set_cell *cell)
{
    const set_cell **slot = find_slot(c, cell), *same = *slot;
    if (same && is_alike(c, same, cell)) {
        table_note_type(c->t, cell);
        cell->items = same->items, cell->lines = same->lines;
        return BX_OK;
    }
    if (!is_in_type(c, cell)) BX_TRY(table_cell_items(c->s, c->t, cell));
    BX_TRY(break_lines(c, cell));
    *slot = cell;
    return BX_OK;
}

/* A long number rather comes nearer to the rules than makes all the others smaller. */
static bx_status set_padded(cell_setter *c, set_cell *cell)
{
    bx_len padding = c->t->doc->layout->padding_x;
    cell->padding = padding;
    BX_TRY(set_once(c, cell));
    if (!is_cramped(cell) || cell->cell->role != CELL_DATA) return BX_OK;
    cell->padding = padding / 2;
    return set_once(c, cell);
}

/* ---- where its lines stand ---- */

static bx_len item_x(const set_cell *cell, size_t at)
{
    size_t i = 0;
    while (i + 1 < cell->items.count && cell->items.items[i].at + cell->items.items[i].len < at) i++;
    const text_item *item = &cell->items.items[i];
    return cell->lines.x[i] + (item->at < at ? item->advance : 0);
}

/* Where a column's numbers begin, from its edge: together they stand in the middle, or so far left of it that
 * what follows them fits. The same for all, also where only some come nearer to the rules. */
static bx_len numbers_left(const cell_setter *c, bx_len width, bx_len before, bx_len after, bx_len behind)
{
    bx_len padding = c->t->doc->layout->padding_x;
    if (before + after > width - 2 * padding) padding /= 2;
    bx_len room = width - 2 * padding, left = (room - before - after) / 2;
    return padding + len_max(len_min(left, room - before - behind), 0);
}

/* A number whose own note is too long for that place stands further left. */
static bx_len shift_to_point(const cell_setter *c, const set_cell *cell, const column_points *points)
{
    size_t point, end;
    const style *style = cell->cell->style;
    bx_len before = table_type_width(c->t, style, CELL_DATA, points->before),
           after = table_type_width(c->t, style, CELL_DATA, points->after),
           behind = table_type_width(c->t, style, CELL_DATA, points->behind),
           left = numbers_left(c, table_part_width(c->t, cell), before, after, behind);
    table_find_number(cell, &point, &end);
    bx_len shift = left + before - cell->padding - item_x(cell, point);
    bool has_note = end < cell->cell->text.len;
    return has_note ? len_min(shift, cell_width(c, cell) - item_x(cell, cell->cell->text.len)) : shift;
}

static void place_lines(const cell_setter *c, set_cell *cell)
{
    const doc_row *row = &c->chunk->doc.rows[cell->cell->row - c->chunk->doc.first_row];
    const column_points *points = table_points(c->t, row, cell);
    size_t count = cell->lines.count;
    bx_len em = len_scale(cell->size, cell->pitch, EM);
    cell->height = (bx_len)count * (cell->size + cell->line_gap) - (count ? cell->line_gap : 0);
    cell->shift = (em - cell->size) / 2; /* characters that are nearer stand out beyond their places evenly */
    if (points && count == 1) cell->shift = shift_to_point(c, cell, points);
}

static bx_status set_labels(cell_setter *c, set_cell *cell)
{
    table_note_type(c->t, cell);
    return table_measure_diagonal(c->s, c->t, cell);
}

static bx_status set_lines(cell_setter *c, set_cell *cell)
{
    BX_TRY(set_padded(c, cell));
    place_lines(c, cell);
    return BX_OK;
}

static bx_status set_cell_lines(cell_setter *c, set_cell *cell)
{
    const doc_cell *doc = cell->cell;
    BX_TRY(doc->label_count ? set_labels(c, cell) : set_lines(c, cell));
    if (!is_cramped(cell)) return BX_OK;
    passage words = {doc->label_count ? doc->labels[0].text : doc->text, doc->source, 0};
    BX_TRY(passage_tell(c->s, MSG_cell_overflow, &words));
    return BX_BAD_DATA;
}

/* In each panel that it reaches into. */
static bx_status set_parts(cell_setter *c, set_cell *cell, bool *is_faulty)
{
    if (!table_make_parts(c->t, &c->chunk->pool->arena, cell)) return diag_memory(c->s->diags);
    for (; cell; cell = cell->further) {
        bx_status status = set_cell_lines(c, cell);
        if (status != BX_OK && status != BX_BAD_DATA) return status;
        *is_faulty |= status == BX_BAD_DATA;
    }
    return BX_OK;
}

/* What is at fault is told, and setting goes on, so that all of it is told in one run. */
static bx_status set_all(cell_setter *c, bool *is_faulty)
{
    for (size_t i = 0; i < c->chunk->doc.cell_count; i++)
        BX_TRY(set_parts(c, &c->chunk->cells[i], is_faulty));
    return BX_OK;
}

bx_status table_set_cells(setter *s, const set_table *t, set_chunk *chunk, bool *is_faulty)
{
    cell_setter c = {.s = s, .t = t, .chunk = chunk};
    bx_arena *before = set_into(s, &chunk->pool->arena);
    bx_status status = set_all(&c, is_faulty);
    set_into(s, before);
    return status;
}
