/* 勾稽关系: left side = right side, for every column or every row of a table. A blank cell counts as nothing;
 * a rule whose total is blank cannot be checked, which is told. */
#include <stdio.h>

#include "report/report_parts.h"

typedef struct side {
    decimal sum;
    bx_buf text; /* "label 3 + label 0" */
} side;

typedef struct balance {
    const report_reader *r;
    const field_value *f;
    const balance_rule *rule;
    size_t part, index; /* the leaf of the other axis */
} balance;

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

/* The sum of a term's leaves; is_blank if none of them has a number. */
static bool term_sum(const balance *b, const rule_term *term, decimal *sum, bool *is_blank,
                     const value **source)
{
    *sum = (decimal){0};
    *is_blank = true;
    for (size_t i = 0; i < leaf_count(b); i++) {
        if (!is_below(term->node, leaf_of(b, i))) continue;
        const cell *c = cell_for(b, i);
        if (!*source) *source = c->source;
        if (!c->source || c->is_blank) continue;
        *is_blank = false;
        if (!decimal_add(*sum, c->number, sum)) return false;
    }
    return true;
}

static bool label_text(bx_buf *out, bx_str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (label.ptr[i] != '\n') buf_char(out, label.ptr[i]);
    return !out->failed;
}

static bool add_term(const balance *b, const rule_term *term, decimal sum, side *s)
{
    bx_str number = decimal_text(sum, b->r->arena);
    if (!number.ptr) return false;
    if (s->text.len || term->is_negative) buf_text(&s->text, term->is_negative ? " − " : " + ");
    label_text(&s->text, term->node->label);
    buf_char(&s->text, ' ');
    buf_str(&s->text, number);
    return !s->text.failed &&
           (term->is_negative ? decimal_subtract(s->sum, sum, &s->sum) : decimal_add(s->sum, sum, &s->sum));
}

/* The whole label of the leaf the rule is looked at for: 未经复议直接起诉 · 总计. */
static bool where_text(const balance *b, bx_buf *out)
{
    const table_part *part = b->rule->part;
    const axis_node *leaf =
        b->rule->each == RULE_EACH_COLUMN ? part->leaf_columns[b->index] : part->leaf_rows[b->index];
    return label_text(out, leaf->label);
}

static bool tell(const balance *b, message_id id, const value *at, const side sides[2])
{
    bx_buf where = {0};
    bool is_told = where_text(b, &where);
    bx_str path = value_path(at, b->r->arena), at_what = arena_copy(b->r->arena, buf_slice(&where));
    bx_str label = arena_copy(b->r->arena, b->rule->label);
    bx_str left = arena_copy(b->r->arena, buf_slice(&sides[0].text)),
           right = arena_copy(b->r->arena, buf_slice(&sides[1].text));
    bx_str left_sum = decimal_text(sides[0].sum, b->r->arena),
           right_sum = decimal_text(sides[1].sum, b->r->arena);
    is_told = is_told && path.ptr && at_what.ptr && label.ptr && left.ptr && right.ptr && left_sum.ptr &&
              right_sum.ptr;
    bx_severity severity =
        id == MSG_balance_broken && !b->r->options->allow_unbalanced ? BX_ERROR : BX_WARNING;
    if (is_told)
        diag_add_as(b->r->diags, severity, id, at->at, path, label.ptr, at_what.ptr, left.ptr, left_sum.ptr,
                    right.ptr, right_sum.ptr, (const char *)NULL);
    buf_clear(&where);
    return is_told;
}

/* Sum both sides; is_skipped where a total is blank though other terms are not. */
static bool sum_sides(const balance *b, side sides[2], bool *is_skipped, bool *is_empty, const value **at)
{
    *is_skipped = false;
    *is_empty = true;
    for (size_t i = 0; i < b->rule->term_count; i++) {
        const rule_term *term = &b->rule->terms[i];
        const value *source = NULL;
        decimal sum;
        bool is_blank;
        if (!term_sum(b, term, &sum, &is_blank, &source)) return false;
        if (!is_blank) *is_empty = false;
        if (is_blank && term->is_needed) *is_skipped = true;
        if (source && (!*at || term->is_needed)) *at = source;
        if (!add_term(b, term, sum, &sides[term->is_right])) return false;
    }
    return true;
}

static bool check_one(const balance *b)
{
    side sides[2] = {{{0}, {0}}, {{0}, {0}}};
    const value *at = NULL;
    bool is_skipped, is_empty;
    bool is_done = sum_sides(b, sides, &is_skipped, &is_empty, &at);
    if (is_done && at && !is_empty) {
        if (is_skipped)
            is_done = tell(b, MSG_balance_skipped, at, sides);
        else if (decimal_compare(sides[0].sum, sides[1].sum) != 0)
            is_done = tell(b, MSG_balance_broken, at, sides);
    }
    buf_clear(&sides[0].text);
    buf_clear(&sides[1].text);
    return is_done;
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
