/* The `fields`, `reviews` and `blocks` sections of a layout. */
#include "report/layout_parts.h"

typedef struct field_source {
    field field;
    int type;
    bx_str after;
} field_source;

static const char *const field_types[] = {"text", "lines", "prose",   "year", "date",
                                          "bool", "table", "annexes", NULL};

static const layout_table *find_table(const layout *l, bx_str name)
{
    for (size_t i = 0; i < l->table_count; i++)
        if (str_is_equal(l->tables[i].name, name)) return &l->tables[i];
    return NULL;
}

static void read_field(const definer *d, const value *v, const layout *l, field *out)
{
    static const define_key keys[] = {
        {"type", DEFINE_CHOICE, offsetof(field_source, type), field_types, true},
        {"label", DEFINE_TEXT, offsetof(field_source, field.label), NULL, true},
        {"help", DEFINE_TEXT, offsetof(field_source, field.help), NULL, false},
        {"is_required", DEFINE_BOOL, offsetof(field_source, field.is_required), NULL, false},
        {"is_plain", DEFINE_BOOL, offsetof(field_source, field.is_plain), NULL, false},
        {"max_characters", DEFINE_WHOLE, offsetof(field_source, field.max_characters), NULL, false},
        {"default", DEFINE_VALUE, offsetof(field_source, field.fallback), NULL, false},
        {"table", DEFINE_TEXT, offsetof(field_source, field.table_name), NULL, false},
        {"after", DEFINE_TEXT, offsetof(field_source, after), NULL, false},
        {0}};
    field_source source = {0};
    define_read(d, v, keys, &source);
    *out = source.field;
    out->path = v->key;
    out->type = (field_type)source.type;
    if (out->type != FIELD_TABLE) return;
    out->table = find_table(l, out->table_name);
    if (!out->table) define_tell(d, v, MSG_define_table_unknown, out->table_name);
}

bool layout_read_fields(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    l->fields = arena_array(d->arena, field, v->count);
    if (!l->fields) return false;
    for (size_t i = 0; i < v->count; i++) read_field(d, v->items[i], l, &l->fields[l->field_count++]);
    return true;
}

static bool is_field(const layout *l, bx_str path)
{
    for (size_t i = 0; i < l->field_count; i++)
        if (str_is_equal(l->fields[i].path, path)) return true;
    return false;
}

static void demand_field(const definer *d, const value *v, const layout *l, bx_str path)
{
    if (path.len && !is_field(l, path)) define_tell(d, v, MSG_define_field_unknown, path);
}

typedef struct review_source {
    review review;
    int kind;
    bx_str equals, when_positive, after;
    const value *phrases, *zero;
} review_source;

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
    review_source source = {0};
    define_read(d, v, keys, &source);
    *out = source.review;
    out->name = v->key;
    out->source = v;
    out->kind = (review_kind)source.kind;
    out->cell = source.equals.len ? source.equals : source.when_positive;
    if (source.phrases) out->phrases = define_texts(d, source.phrases, &out->phrase_count);
    if (source.zero) out->zero_phrases = define_texts(d, source.zero, &out->zero_phrase_count);
    demand_field(d, v, l, out->field);
}

bool layout_read_reviews(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    l->reviews = arena_array(d->arena, review, v->count);
    if (!l->reviews) return false;
    for (size_t i = 0; i < v->count; i++) read_review(d, v->items[i], l, &l->reviews[l->review_count++]);
    return true;
}

typedef struct block_source {
    layout_block block;
    int kind;
    bx_str after;
} block_source;

static void read_block(const definer *d, const value *v, const layout *l, layout_block *out)
{
    static const char *const kinds[] = {"title", "heading",   "prose",   "table",
                                        "note",  "signature", "annexes", NULL};
    static const define_key keys[] = {
        {"kind", DEFINE_CHOICE, offsetof(block_source, kind), kinds, true},
        {"field", DEFINE_TEXT, offsetof(block_source, block.field), NULL, false},
        {"style", DEFINE_STYLE, offsetof(block_source, block.style), NULL, false},
        {"name", DEFINE_TEXT, offsetof(block_source, block.agency), NULL, false},
        {"date", DEFINE_TEXT, offsetof(block_source, block.date), NULL, false},
        {"sealed", DEFINE_TEXT, offsetof(block_source, block.sealed), NULL, false},
        {"after", DEFINE_TEXT, offsetof(block_source, after), NULL, false},
        {0}};
    block_source source = {0};
    define_read(d, v, keys, &source);
    *out = source.block;
    out->name = v->key;
    out->kind = (block_kind)source.kind;
    bool is_signature = out->kind == BLOCK_SIGNATURE;
    if (is_signature ? !out->agency.len || !out->date.len || !l->signature.style : !out->field.len)
        define_tell(d, v, MSG_define_block_field, v->key);
    if (!is_signature && out->kind != BLOCK_TABLE && !out->style)
        define_tell(d, v, MSG_define_missing, STR("style"));
    demand_field(d, v, l, out->field);
    demand_field(d, v, l, out->agency);
    demand_field(d, v, l, out->date);
    demand_field(d, v, l, out->sealed);
}

bool layout_read_blocks(const definer *d, const value *v, layout *l)
{
    if (!define_is_map(d, v)) return true;
    l->blocks = arena_array(d->arena, layout_block, v->count);
    if (!l->blocks) return false;
    for (size_t i = 0; i < v->count; i++) read_block(d, v->items[i], l, &l->blocks[l->block_count++]);
    return true;
}
