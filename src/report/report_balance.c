/* 勾稽关系: left side = right side, for every column or every row of a table. A blank cell counts as nothing;
 * a rule whose total is blank cannot be checked, which is told. Where a cell is missing or wrong, that has
 * been told, and a sum would only tell it again. */
#include "report/define.h"
#include "report/report_parts.h"

typedef struct balance {
    const report_reader *r;
    const balance_rule *rule;
    cell_line line;
    bx_str where;          /* what it is looked at for: the row of a list, or the table */
    const axis_node *leaf; /* the row or column; NULL: of a list */
} balance;

/* What became of looking at one rule for one line. */
typedef struct outcome {
    decimal sums[2];  /* left and right side */
    const value *at;  /* where it is told: at the total */
    bool is_unsound;  /* a cell is missing or wrong */
    bool is_empty;    /* no cell has a number */
    bool lacks_total; /* a total is blank */
    bool is_large;    /* the sums are beyond exact numbers */
} outcome;

typedef struct term_sum {
    decimal sum;
    bool is_blank; /* none of its cells has a number */
} term_sum;

/* The sum of a term's leaves. A list is never the total: what its rows come to is known. */
static term_sum sum_term(const balance *b, const rule_term *term, outcome *o)
{
    term_sum made = {.is_blank = true};
    const value *source = NULL;
    bool is_total = term->is_needed && !term->node->is_list;
    for (uint32_t i = 0; i < term->node->leaf_count; i++) {
        const cell *c = line_cell(b->line, term->node->leaf + i);
        if (!source) source = c->source;
        o->is_unsound |= !c->is_sound;
        o->is_large |= c->is_large;
        if (!c->is_sound || c->is_blank) continue;
        made.is_blank = false;
        if (!decimal_add(made.sum, c->number, &made.sum)) o->is_large = true;
    }
    if (!made.is_blank) o->is_empty = false;
    if (made.is_blank && is_total) o->lacks_total = true;
    if (source && (!o->at || is_total)) o->at = source;
    return made;
}

static void add_term(const rule_term *term, term_sum t, outcome *o)
{
    decimal *sum = &o->sums[term->is_right];
    if (!(term->is_negative ? decimal_subtract(*sum, t.sum, sum) : decimal_add(*sum, t.sum, sum)))
        o->is_large = true;
}

/* ---- what is told ---- */

static void add_label(bx_buf *out, bx_str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (label.ptr[i] != '\n') buf_char(out, label.ptr[i]);
}

static size_t count_labelled(const axis_node *node, bx_str label)
{
    size_t count = 0;
    for (size_t i = 0; i < node->kid_count; i++)
        count += str_is_equal(node->kids[i].label, label) + count_labelled(&node->kids[i], label);
    return count;
}

static const axis_node *kid_with(const axis_node *group, const axis_node *node)
{
    const axis_node *kid = group->kids;
    while (node->leaf < kid->leaf || node->leaf >= kid->leaf + kid->leaf_count) kid++;
    return kid;
}

static const axis_node *group_of(const axis_node *root, const axis_node *node)
{
    const axis_node *group = root;
    for (const axis_node *kid = root; kid != node; kid = kid_with(kid, node)) group = kid;
    return group;
}

/* 本年·预算数: a label that others bear too, behind those of the groups that it stands in. */
static void add_full_label(bx_buf *out, const axis_node *root, const axis_node *node)
{
    bool is_shared = count_labelled(root, node->label) > 1;
    for (const axis_node *at = root; is_shared && at != node; at = kid_with(at, node)) {
        if (!at->label.len) continue;
        add_label(out, at->label);
        buf_text(out, "·");
    }
    add_label(out, node_label(node));
}

/* Terms of one group name it once. */
static void add_term_label(const balance *b, size_t term, bx_buf *out)
{
    const table_part *part = b->rule->part;
    const axis_node *root = b->rule->each == RULE_EACH_COLUMN ? &part->rows : &part->head,
                    *node = b->rule->terms[term].node;
    if (term && group_of(root, b->rule->terms[term - 1].node) == group_of(root, node))
        add_label(out, node_label(node));
    else
        add_full_label(out, root, node);
}

/* The row or column it is looked at for; the only row of a table may have no label. */
static bx_str where_text(const balance *b)
{
    const table_part *part = b->rule->part;
    if (!b->leaf || !b->leaf->label.len) return message_text(b->r->arena, b->where);
    bx_buf text = {0};
    add_full_label(&text, b->rule->each == RULE_EACH_COLUMN ? &part->head : &part->rows, b->leaf);
    bx_str made = text.failed ? (bx_str){NULL, 0} : message_text(b->r->arena, buf_slice(&text));
    buf_clear(&text);
    return made;
}

/* "label 3 + label ~ = 3"; of one term without the sum. .ptr is NULL without memory. */
static bx_str side_text(const balance *b, bool is_right, const outcome *o)
{
    bx_buf text = {0};
    size_t terms = 0;
    for (size_t i = 0; i < b->rule->term_count; i++) {
        const rule_term *term = &b->rule->terms[i];
        if (term->is_right != is_right) continue;
        outcome ignored = {0};
        term_sum t = sum_term(b, term, &ignored);
        bx_str number = t.is_blank ? STR("~") : decimal_text(t.sum, b->r->arena);
        text.failed |= !number.ptr;
        if (terms++ || term->is_negative) buf_text(&text, term->is_negative ? " − " : " + ");
        add_term_label(b, i, &text);
        buf_char(&text, ' ');
        buf_str(&text, number);
    }
    bx_str sum = decimal_text(o->sums[is_right], b->r->arena);
    text.failed |= !sum.ptr;
    if (terms > 1) buf_print(&text, " = %.*s", STR_ARG(sum));
    return buf_keep(&text, b->r->arena);
}

static bool tell(const balance *b, message_id id, const outcome *o)
{
    bx_arena *arena = b->r->arena;
    if (diag_is_full(b->r->diags, id)) { /* only counted */
        diag_add(b->r->diags, id, o->at->at, STR(""));
        return true;
    }
    bx_str path = value_path(o->at, arena), where = where_text(b), label = arena_copy(arena, b->rule->label);
    bx_str left = side_text(b, false, o), right = side_text(b, true, o);
    if (!path.ptr || !where.ptr || !label.ptr || !left.ptr || !right.ptr) return false;
    diag_add(b->r->diags, id, o->at->at, path, label.ptr, where.ptr, left.ptr, right.ptr);
    return true;
}

static bool judge(const balance *b, const outcome *o)
{
    if (o->is_unsound || o->is_empty) return true;
    if (o->lacks_total) return tell(b, MSG_balance_skipped, o);
    if (o->is_large) return tell(b, MSG_balance_large, o);
    if (decimal_compare(o->sums[0], o->sums[1]) == 0) return true;
    return tell(b, b->r->options->allow_unbalanced ? MSG_balance_allowed : MSG_balance_broken, o);
}

static bool check_line(const balance *b)
{
    outcome o = {.is_empty = true};
    for (size_t i = 0; i < b->rule->term_count; i++)
        add_term(&b->rule->terms[i], sum_term(b, &b->rule->terms[i], &o), &o);
    return judge(b, &o);
}

static bool check_rule(const report_reader *r, const field_value *f, const balance_rule *rule)
{
    const table_part *part = rule->part;
    bool by_column = rule->each == RULE_EACH_COLUMN;
    size_t columns = part->leaf_column_count, count = by_column ? columns : part->leaf_row_count;
    cell *cells = f->table->parts[part - f->table->table->parts];
    for (size_t i = 0; i < count; i++) {
        const axis_node *leaf = by_column ? part->leaf_columns[i] : part->leaf_rows[i];
        if (leaf->is_list) continue; /* each of its rows was looked at when it was read */
        balance b = {.r = r,
                     .rule = rule,
                     .line =
                         by_column ? (cell_line){cells + i, columns} : (cell_line){cells + i * columns, 1},
                     .where = f->field->label,
                     .leaf = leaf};
        if (!check_line(&b)) return false;
    }
    return true;
}

bool report_check_balance(const report_reader *r, const field_value *f)
{
    const layout_table *table = f->table->table;
    for (size_t i = 0; i < table->rule_count; i++)
        if (!check_rule(r, f, &table->rules[i])) return false;
    return true;
}

bool report_check_row(const table_reader *t, bx_str where)
{
    const layout_table *table = t->data->table;
    for (size_t i = 0; i < table->rule_count; i++) {
        const balance_rule *rule = &table->rules[i];
        balance b = {.r = t->r, .rule = rule, .line = {t->cells, 1}, .where = where};
        if (rule->each == RULE_EACH_ROW && rule->part == &table->parts[t->part] && !check_line(&b))
            return false;
    }
    return true;
}
