/* What a reviewer of these reports would ask; never more than a warning. The phrases stand in the layout. */
#include "base/utf8.h"
#include "report/report_parts.h"

enum { GAP_CHARACTERS_MAX = 20, DIGITS_MAX = 18 };

/* The number at the start of a text, with separators of thousands or not: 31,096 or 31，096. Answers its
 * bytes. */
static size_t read_number(bx_str text, decimal *number)
{
    char digits[DIGITS_MAX];
    size_t count = 0, at = 0;
    while (at < text.len && count < DIGITS_MAX) {
        bx_str rest = str_from(text, at);
        size_t mark = str_starts_with(rest, STR(",")) ? 1 : str_starts_with(rest, STR("，")) ? 3 : 0;
        bool is_group = count && mark && rest.len > mark + 2;
        for (size_t i = 0; is_group && i < 3; i++)
            is_group = rest.ptr[mark + i] >= '0' && rest.ptr[mark + i] <= '9';
        if (is_group) at += mark;
        if (text.ptr[at] < '0' || text.ptr[at] > '9') break;
        digits[count++] = text.ptr[at++];
    }
    return decimal_parse((bx_str){digits, count}, number) ? at : 0;
}

/* Does a phrase match at the start of `text`? "…" stands for up to 20 characters of the same clause, {n} for
 * a number, with blanks around it or not. */
static bool phrase_matches(bx_str phrase, bx_str text, decimal *number)
{
    bx_str gap = STR("…"), slot = STR("{n}");
    if (!phrase.len) return true;
    if (str_starts_with(phrase, slot)) {
        text = str_trim_start(text);
        size_t len = read_number(text, number);
        return len && phrase_matches(str_from(phrase, slot.len), str_trim_start(str_from(text, len)), number);
    }
    if (!str_starts_with(phrase, gap)) {
        if (!text.len || text.ptr[0] != phrase.ptr[0]) return false; /* as at most places of a text */
        size_t end = str_find(phrase, gap), brace = str_find(phrase, slot);
        bx_str literal = str_slice(phrase, 0, end < brace ? end : brace);
        return str_starts_with(text, literal) &&
               phrase_matches(str_from(phrase, literal.len), str_from(text, literal.len), number);
    }
    for (size_t at = 0, count = 0; count <= GAP_CHARACTERS_MAX; count++) {
        if (phrase_matches(str_from(phrase, gap.len), str_from(text, at), number)) return true;
        if (at >= text.len) return false;
        bx_str rest = str_from(text, at);
        if (str_starts_with(rest, STR("。")) || str_starts_with(rest, STR("；")) ||
            str_starts_with(rest, STR("，")))
            return false;
        utf8_next(text, &at);
    }
    return false;
}

typedef struct reviewer {
    const report_reader *r;
    const review *review;
    const cell *cell;
} reviewer;

static bool tell_number(const reviewer *v, const passage *p, size_t at, decimal said)
{
    bx_str said_text = decimal_text(said, v->r->arena), label = arena_copy(v->r->arena, v->review->label);
    bx_str in_table = decimal_text(v->cell->number, v->r->arena);
    bx_str path = p->source ? value_path(p->source, v->r->arena) : v->review->field;
    bx_place place = p->source ? value_place_in(p->source, p->source_at + at) : v->r->report->root->at;
    if (!said_text.ptr || !label.ptr || !in_table.ptr || !path.ptr) return false;
    diag_add(v->r->diags, MSG_review_number, place, path, label.ptr, said_text.ptr, in_table.ptr);
    return true;
}

/* Does a phrase match at this place? Then it says a number. */
static bool says_number(const reviewer *v, bx_str text, decimal *said)
{
    for (size_t i = 0; i < v->review->zero_phrase_count; i++)
        if (phrase_matches(v->review->zero_phrases[i], text, said)) return true;
    for (size_t i = 0; i < v->review->phrase_count; i++)
        if (phrase_matches(v->review->phrases[i], text, said)) return true;
    return false;
}

/* The first number a paragraph says is the whole; what follows may be parts of it. (未收到 holds 收到:
 * nothing said is met first and not read again as a number.) */
static bool review_paragraph(const reviewer *v, const passage *p)
{
    for (size_t at = 0; at < p->text.len; utf8_next(p->text, &at)) {
        decimal said = {0};
        if (!says_number(v, str_from(p->text, at), &said)) continue;
        return decimal_compare(said, v->cell->number) == 0 || tell_number(v, p, at, said);
    }
    return true;
}

/* Has the cell a number that can be relied on? */
static bool is_known(const cell *c)
{
    return c && c->is_sound && !c->is_blank;
}

static bool review_prose(const reviewer *v, const field_value *f)
{
    for (size_t i = 0; is_known(v->cell) && i < f->passage_count; i++)
        if (!review_paragraph(v, &f->passages[i])) return false;
    return true;
}

/* Nothing, or the word for it. */
static bool says_nothing(const field_value *f)
{
    if (!f->passage_count) return true;
    bx_str text = f->passages[0].text;
    return f->passage_count == 1 && (str_is(text, "无") || str_is(text, "无。") || str_is(text, "没有。") ||
                                     str_is(text, "没有") || str_is(text, "暂无") || str_is(text, "暂无。"));
}

static bool review_nothing(const reviewer *v, const field_value *f)
{
    if (v->review->cell.len && (!is_known(v->cell) || v->cell->number.units <= 0)) return true;
    if (!says_nothing(f)) return true;
    bx_str label = arena_copy(v->r->arena, v->review->label);
    if (!label.ptr) return false;
    const value *at = f->source ? f->source : v->r->report->root;
    bx_place place = at->at;
    if (f->passage_count && f->passages[0].source)
        place = value_place_in(f->passages[0].source, f->passages[0].source_at);
    diag_add(v->r->diags, MSG_review, place, f->field->path, label.ptr);
    return true;
}

bool report_review(const report_reader *r)
{
    const layout *l = r->report->layout;
    for (size_t i = 0; i < l->review_count; i++) {
        const field_value *f = report_field(r->report, l->reviews[i].field);
        if (!f) continue; /* the layout's own fault, told when it was read */
        reviewer v = {r, &l->reviews[i], report_cell(r->report, l->reviews[i].cell)};
        if (!(v.review->kind == REVIEW_PROSE_NUMBER ? review_prose(&v, f) : review_nothing(&v, f)))
            return false;
    }
    return true;
}
