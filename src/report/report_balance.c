/* 勾稽关系: left side = right side, for every column or every row of a table. A blank cell counts as nothing;
 * a rule whose total is blank cannot be checked, which is told. Where a cell is missing or wrong, that has
 * been told, and a sum would only tell it again. */
#include "report/define.h"
#include "report/report_parts.h"

typedef struct side {
    decimal sum;
    size_t terms;
    bx_buf text; /* "label 3 + label ~ = 3"; of one term without the sum */
} side;

typedef struct balance {
    const report_reader *r;
    const field_value *f;
    const balance_rule *rule;
    size_t part, index; /* the leaf of the other axis */
} balance;

/* What became of looking at one rule for one leaf. */
typedef struct outcome {
    side sides[2];
    const value *at;  /* where it is told: at the total */
    bool is_unsound;  /* a cell is missing or wrong */
    bool is_empty;    /* no cell has a number */
    bool lacks_total; /* a total is blank */
    bool is_large;    /* the sums are beyond exact numbers */
} outcome;

static const cell *cell_for(const balance *b, size_t leaf)
{
    bool by_column = b->rule->each == RULE_EACH_COLUMN;
    return table_cell(b->f->table, b->part, by_column ? leaf : b->index, by_column ? b->index : leaf);
}

static size_t leaf_count(const balance *b)
{
    return b->rule->each == RULE_EACH_COLUMN ? b->rule->part->leaf_row_count
                                             : b->rule->part->leaf_column_count;
}

static const axis_node *leaf_of(const balance *b, size_t leaf)
{
    return b->rule->each == RULE_EACH_COLUMN ? b->rule->part->leaf_rows[leaf]
                                             : b->rule->part->leaf_columns[leaf];
}

static bool is_below(const axis_node *node, const axis_node *leaf)
{
    return leaf->first >= node->first && leaf->first < node->first + node->extent;
}

typedef struct term_sum {
    decimal sum;
    bool is_blank; /* none of its cells has a number */
} term_sum;

/* The sum of a term's leaves. */
static term_sum sum_term(const balance *b, const rule_term *term, outcome *o)
{
    decimal sum = {0};
    bool is_blank = true;
    const value *source = NULL;
    for (size_t i = 0; i < leaf_count(b); i++) {
        if (!is_below(term->node, leaf_of(b, i))) continue;
        const cell *c = cell_for(b, i);
        if (!source) source = c->source;
        if (!c->is_sound) o->is_unsound = true;
        if (!c->is_sound || c->is_blank) continue;
        is_blank = false;
        if (!decimal_add(sum, c->number, &sum)) o->is_large = true;
    }
    if (!is_blank) o->is_empty = false;
    if (is_blank && term->is_needed) o->lacks_total = true;
    if (source && (!o->at || term->is_needed)) o->at = source;
    return (term_sum){sum, is_blank};
}

static void add_label(bx_buf *out, bx_str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (label.ptr[i] != '\n') buf_char(out, label.ptr[i]);
}

/* False: no memory. */
static bool add_term(const balance *b, const rule_term *term, const term_sum *t, outcome *o)
{
    side *s = &o->sides[term->is_right];
    bx_str number = t->is_blank ? STR("~") : decimal_text(t->sum, b->r->arena);
    if (!number.ptr) return false;
    if (s->text.len || term->is_negative) buf_text(&s->text, term->is_negative ? " − " : " + ");
    add_label(&s->text, term->node->label);
    buf_char(&s->text, ' ');
    buf_str(&s->text, number);
    s->terms++;
    if (!(term->is_negative ? decimal_subtract(s->sum, t->sum, &s->sum)
                            : decimal_add(s->sum, t->sum, &s->sum)))
        o->is_large = true;
    return !s->text.failed;
}

/* The row or column the rule is looked at for; the only row of a table may have no label. */
static bx_str where_text(const balance *b)
{
    const table_part *part = b->rule->part;
    const axis_node *leaf =
        b->rule->each == RULE_EACH_COLUMN ? part->leaf_columns[b->index] : part->leaf_rows[b->index];
    return message_text(b->r->arena, leaf->label.len ? leaf->label : b->f->field->label);
}

static bx_str side_text(const balance *b, const side *s)
{
    bx_str sum = decimal_text(s->sum, b->r->arena), terms = buf_slice(&s->text);
    if (s->terms < 2 || !sum.ptr) return sum.ptr ? arena_copy(b->r->arena, terms) : sum;
    return arena_print(b->r->arena, "%.*s = %.*s", STR_ARG(terms), STR_ARG(sum));
}

static bool tell(const balance *b, message_id id, const outcome *o)
{
    bx_arena *arena = b->r->arena;
    bx_str path = value_path(o->at, arena), where = where_text(b), label = arena_copy(arena, b->rule->label);
    bx_str left = side_text(b, &o->sides[0]), right = side_text(b, &o->sides[1]);
    if (!path.ptr || !where.ptr || !label.ptr || !left.ptr || !right.ptr) return false;
    diag_add(b->r->diags, id, o->at->at, path, label.ptr, where.ptr, left.ptr, right.ptr);
    return true;
}

static bool judge(const balance *b, const outcome *o)
{
    if (o->is_unsound || o->is_empty) return true;
    if (o->lacks_total) return tell(b, MSG_balance_skipped, o);
    if (o->is_large) return tell(b, MSG_balance_large, o);
    if (decimal_compare(o->sides[0].sum, o->sides[1].sum) == 0) return true;
    return tell(b, b->r->options->allow_unbalanced ? MSG_balance_allowed : MSG_balance_broken, o);
}

static bool check_one(const balance *b)
{
    outcome o = {.is_empty = true};
    bool has_memory = true;
    for (size_t i = 0; has_memory && i < b->rule->term_count; i++) {
        term_sum sum = sum_term(b, &b->rule->terms[i], &o);
        has_memory = add_term(b, &b->rule->terms[i], &sum, &o);
    }
    has_memory = has_memory && judge(b, &o);
    buf_clear(&o.sides[0].text);
    buf_clear(&o.sides[1].text);
    return has_memory;
}

bool report_check_balance(const report_reader *r, const field_value *f)
{
    const layout_table *table = f->table->table;
    for (size_t i = 0; i < table->rule_count; i++) {
        balance b = {.r = r, .f = f, .rule = &table->rules[i]};
        while (&table->parts[b.part] != b.rule->part) b.part++;
        size_t count =
            b.rule->each == RULE_EACH_COLUMN ? b.rule->part->leaf_column_count : b.rule->part->leaf_row_count;
        for (; b.index < count; b.index++)
            if (!check_one(&b)) return false;
    }
    return true;
}
