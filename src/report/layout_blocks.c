/* The `blocks`, `reviews` and `filing` sections of a layout: what is printed in which order, what a reviewer
 * asks, and what an archive is told. */
#include "report/layout_parts.h"

enum { PHRASE_GAPS_MAX = 3 };

/* The field that `key` names must be there and of a type that suits: `types` is a set of 1 << field_type. */
static void demand_field(const definer *d, const value *v, const layout *l, const char *key, unsigned types)
{
    const value *named = value_find(v, str_of(key));
    if (!named || (named->kind != VALUE_TEXT && named->kind != VALUE_NUMBER)) return; /* told already */
    const field *f = layout_field(l, named->text);
    if (!f)
        define_tell(d, named, MSG_define_field_unknown, named->text);
    else if (!(types & 1u << f->type))
        define_tell(d, named, MSG_define_field_type, named->text);
}

/* ---- reviews ---- */

typedef struct review_source {
    review review;
    int kind;
    bx_str equals, when_positive, after;
    const value *phrases, *zero;
} review_source;

static size_t count_parts(bx_str text, bx_str part)
{
    size_t count = 0;
    for (size_t at = str_find(text, part); at < text.len; count++) {
        text = str_from(text, at + part.len);
        at = str_find(text, part);
    }
    return count;
}

/* A phrase has one {n}, one of those for zero none; few gaps, for each multiplies the ways to match. */
static void check_phrases(const definer *d, const value *v, size_t slots)
{
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
        bx_str text = v->items[i]->text;
        if (v->items[i]->kind != VALUE_TEXT) continue; /* told already */
        if (!text.len || count_parts(text, STR("{n}")) != slots ||
            count_parts(text, STR("…")) > PHRASE_GAPS_MAX)
            define_tell(d, v->items[i], slots ? MSG_define_phrase : MSG_define_phrase_zero, text);
    }
}

static void check_review(const definer *d, const value *v, const layout *l, const review_source *s)
{
    cell_address at;
    bool is_number = s->review.kind == REVIEW_PROSE_NUMBER;
    demand_field(d, v, l, "field", 1u << FIELD_PROSE | 1u << FIELD_LINES);
    if (is_number && !s->equals.len) define_tell(d, v, MSG_define_missing, STR("equals"));
    if (is_number && !s->phrases) define_tell(d, v, MSG_define_missing, STR("phrases"));
    if (s->review.cell.len && !layout_find_cell(l, s->review.cell, &at))
        define_tell(d, value_find(v, is_number ? STR("equals") : STR("when_positive")),
                    MSG_define_cell_unknown, s->review.cell);
}

static void read_review(const definer *d, const value *v, const layout *l, review *out)
{
    static const char *const kinds[] = {"prose_number", "nothing_said", NULL};
    static const define_key keys[] = {
        {"kind", DEFINE_CHOICE, offsetof(review_source, kind), kinds, true},
        {"field", DEFINE_TEXT, offsetof(review_source, review.field), NULL, true},
        {"label", DEFINE_TEXT, offsetof(review_source, review.label), NULL, true},
        {"equals", DEFINE_TEXT, offsetof(review_source, equals), NULL, false},
        {"when_positive", DEFINE_TEXT, offsetof(review_source, when_positive), NULL, false},
        {"phrases", DEFINE_VALUE, offsetof(review_source, phrases), NULL, false},
        {"phrases_for_zero", DEFINE_VALUE, offsetof(review_source, zero), NULL, false},
        {"after", DEFINE_TEXT, offsetof(review_source, after), NULL, false},
        {0}};
    review_source source = {.kind = -1};
    define_read(d, v, keys, &source);
    *out = source.review;
    out->name = v->key;
    if (source.kind < 0) return; /* told already */
    out->kind = source.review.kind = (review_kind)source.kind;
    out->cell = source.review.cell = out->kind == REVIEW_PROSE_NUMBER ? source.equals : source.when_positive;
    if (source.phrases) out->phrases = define_texts(d, source.phrases, &out->phrase_count);
    if (source.zero) out->zero_phrases = define_texts(d, source.zero, &out->zero_phrase_count);
    if (source.phrases) check_phrases(d, source.phrases, 1);
    if (source.zero) check_phrases(d, source.zero, 0);
    check_review(d, v, l, &source);
}

bool layout_read_reviews(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    l->reviews = arena_array(d->arena, review, v->count);
    if (!l->reviews) return false;
    define_check_after(d, v);
    for (size_t i = 0; i < v->count; i++) read_review(d, v->items[i], l, &l->reviews[l->review_count++]);
    return true;
}

/* ---- blocks ---- */

typedef struct block_source {
    layout_block block;
    int kind;
    bx_str after;
} block_source;

/* What a kind of block can print. */
static const unsigned printable[] = {
    [BLOCK_TITLE] = 1u << FIELD_LINES,
    [BLOCK_HEADING] = 1u << FIELD_TEXT | 1u << FIELD_YEAR | 1u << FIELD_DATE,
    [BLOCK_PROSE] = 1u << FIELD_PROSE | 1u << FIELD_LINES,
    [BLOCK_TABLE] = 1u << FIELD_TABLE,
    [BLOCK_NOTE] = 1u << FIELD_PROSE | 1u << FIELD_LINES,
    [BLOCK_SIGNATURE] = 0,
    [BLOCK_ANNEX_LIST] = 1u << FIELD_ANNEXES,
    [BLOCK_ANNEXES] = 1u << FIELD_ANNEXES,
    [BLOCK_PICTURE] = 1u << FIELD_PICTURE,
};

static void check_signature(const definer *d, const value *v, const layout *l, const layout_block *b)
{
    if (!b->agency.len) define_tell(d, v, MSG_define_missing, STR("name"));
    if (!b->date.len) define_tell(d, v, MSG_define_missing, STR("date"));
    if (!l->signature.style) define_tell(d, v, MSG_define_section, STR("signature"));
    demand_field(d, v, l, "name", 1u << FIELD_TEXT);
    demand_field(d, v, l, "date", 1u << FIELD_DATE);
    demand_field(d, v, l, "sealed", 1u << FIELD_BOOL);
    demand_field(d, v, l, "seal", 1u << FIELD_PICTURE);
}

static void read_block(const definer *d, const value *v, const layout *l, layout_block *out)
{
    static const char *const kinds[] = {"title",     "heading",    "prose",   "table",   "note",
                                        "signature", "annex_list", "annexes", "picture", NULL};
    static const define_key keys[] = {
        {"kind", DEFINE_CHOICE, offsetof(block_source, kind), kinds, true},
        {"field", DEFINE_TEXT, offsetof(block_source, block.field), NULL, false},
        {"style", DEFINE_STYLE, offsetof(block_source, block.style), NULL, false},
        {"name", DEFINE_TEXT, offsetof(block_source, block.agency), NULL, false},
        {"date", DEFINE_TEXT, offsetof(block_source, block.date), NULL, false},
        {"sealed", DEFINE_TEXT, offsetof(block_source, block.sealed), NULL, false},
        {"seal", DEFINE_TEXT, offsetof(block_source, block.seal), NULL, false},
        {"after", DEFINE_TEXT, offsetof(block_source, after), NULL, false},
        {0}};
    block_source source = {.kind = -1};
    size_t errors = diag_errors(d->diags);
    define_read(d, v, keys, &source);
    *out = source.block;
    out->name = v->key;
    if (source.kind < 0) return; /* told already */
    out->kind = (block_kind)source.kind;
    if (out->kind == BLOCK_SIGNATURE) {
        check_signature(d, v, l, out);
        return;
    }
    if (!out->field.len) define_tell(d, v, MSG_define_missing, STR("field"));
    bool has_own_style = out->kind == BLOCK_TABLE || out->kind == BLOCK_ANNEX_LIST;
    if (!has_own_style && !out->style && diag_errors(d->diags) == errors)
        define_tell(d, v, MSG_define_missing, STR("style"));
    if ((out->kind == BLOCK_ANNEXES || out->kind == BLOCK_ANNEX_LIST) && !l->annex.mark)
        define_tell(d, v, MSG_define_section, STR("annex"));
    demand_field(d, v, l, "field", printable[out->kind]);
}

bool layout_read_blocks(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    l->blocks = arena_array(d->arena, layout_block, v->count);
    if (!l->blocks) return false;
    define_check_after(d, v);
    for (size_t i = 0; i < v->count; i++) read_block(d, v->items[i], l, &l->blocks[l->block_count++]);
    return true;
}

/* ---- filing ---- */

void layout_read_filing(const definer *d, const value *v, layout *l)
{
    static const define_key keys[] = {
        {"agency", DEFINE_TEXT, offsetof(filing_fields, agency), NULL, false},
        {"year", DEFINE_TEXT, offsetof(filing_fields, year), NULL, false},
        {"number", DEFINE_TEXT, offsetof(filing_fields, number), NULL, false},
        {"classification", DEFINE_TEXT, offsetof(filing_fields, classification), NULL, false},
        {"date", DEFINE_TEXT, offsetof(filing_fields, date), NULL, false},
        {0}};
    define_read(d, v, keys, &l->filing);
    demand_field(d, v, l, "agency", 1u << FIELD_TEXT);
    demand_field(d, v, l, "year", 1u << FIELD_YEAR);
    demand_field(d, v, l, "number", 1u << FIELD_TEXT);
    demand_field(d, v, l, "classification", 1u << FIELD_TEXT);
    demand_field(d, v, l, "date", 1u << FIELD_DATE);
}
