/* Cells that the data asks to be computed (=sum): each is what the other side of a 勾稽关系 comes to in which
 * it stands alone on its side. One may need others first; what is left when nothing more can be computed goes
 * in a circle. */
#include "report/define.h"
#include "report/report_parts.h"

/* SUM_UNSOUND: an addend is wrong, which was told. */
typedef enum sum_state { SUM_NO_RULE, SUM_UNSOUND, SUM_LARGE, SUM_WAITS, SUM_MADE } sum_state;

/* A cell to be computed, and the lines it stands in. */
typedef struct sum_cell {
    cell *cell;
    const table_part *part;
    const axis_node *row, *column;
    cell_line by_row, by_column; /* by_column.first is NULL: a list's row, which has no column */
} sum_cell;

/* The term that this leaf is, alone on its side; NULL: there is none. */
static const rule_term *lone_term(const balance_rule *rule, const axis_node *leaf)
{
    const rule_term *found = NULL;
    size_t beside = 0;
    for (size_t i = 0; i < rule->term_count; i++)
        if (rule->terms[i].node == leaf && !rule->terms[i].is_negative) found = &rule->terms[i];
    for (size_t i = 0; found && i < rule->term_count; i++)
        beside += rule->terms[i].is_right == found->is_right;
    return beside == 1 ? found : NULL;
}

static sum_state add_leaf(const cell *c, bool is_negative, decimal *sum)
{
    if (c->is_asked) return SUM_WAITS;
    if (!c->is_sound) return SUM_UNSOUND;
    if (c->is_large) return SUM_LARGE;
    if (c->is_blank) return SUM_MADE;
    bool is_exact = is_negative ? decimal_subtract(*sum, c->number, sum) : decimal_add(*sum, c->number, sum);
    return is_exact ? SUM_MADE : SUM_LARGE;
}

/* The other side's sum; where several things are in its way, the gravest. */
static sum_state add_side(const balance_rule *rule, const rule_term *total, cell_line line, decimal *sum)
{
    sum_state state = SUM_MADE;
    *sum = (decimal){0};
    for (size_t i = 0; i < rule->term_count; i++) {
        const rule_term *term = &rule->terms[i];
        for (uint32_t n = 0; term->is_right != total->is_right && n < term->node->leaf_count; n++) {
            sum_state one = add_leaf(line_cell(line, term->node->leaf + n), term->is_negative, sum);
            if (one < state) state = one;
        }
    }
    return state;
}

/* By the first rule that can; else how near the best one came. */
static sum_state compute(const table_reader *t, const sum_cell *s, decimal *sum)
{
    const layout_table *table = t->data->table;
    sum_state best = SUM_NO_RULE;
    for (size_t i = 0; best != SUM_MADE && i < table->rule_count; i++) {
        const balance_rule *rule = &table->rules[i];
        bool by_row = rule->each == RULE_EACH_ROW;
        cell_line line = by_row ? s->by_row : s->by_column;
        const rule_term *total =
            rule->part == s->part && line.first ? lone_term(rule, by_row ? s->column : s->row) : NULL;
        sum_state state = total ? add_side(rule, total, line, sum) : SUM_NO_RULE;
        if (state > best) best = state;
    }
    return best;
}

/* Write the number before the note that may stand there. */
static bool fill(table_reader *t, const sum_cell *s, decimal sum)
{
    cell *c = s->cell;
    size_t errors = diag_errors(t->r->diags);
    bx_str text = decimal_text(sum, t->r->arena);
    if (!text.ptr) return false;
    cell made = {.number = sum, .text = text, .is_asked = true};
    t->row = s->row;
    if (!report_take_number(t, c->source, report_cell_kind(t, s->column), &made)) return false;
    c->number = sum;
    c->text =
        c->text.len ? arena_print(t->r->arena, "%.*s%.*s", STR_ARG(made.text), STR_ARG(c->text)) : made.text;
    c->is_asked = false;
    c->is_sound = diag_errors(t->r->diags) == errors;
    return c->text.ptr != NULL;
}

static void give_up(const table_reader *t, const sum_cell *s, sum_state state)
{
    static const message_id ids[] = {MSG_cell_sum_rule, MSG_COUNT, MSG_cell_sum_large, MSG_cell_sum_circle};
    if (state != SUM_UNSOUND)
        report_tell(t->r, ids[state], s->cell->source, node_label(s->row), node_label(s->column));
    s->cell->is_asked = s->cell->is_sound = false;
}

/* One more try at a cell; *moved: something came of it. False: no memory. */
static bool try_cell(table_reader *t, const sum_cell *s, bool *moved)
{
    decimal sum;
    sum_state state = compute(t, s, &sum);
    if (state == SUM_WAITS) return true;
    *moved = true;
    if (state == SUM_MADE) return fill(t, s, sum);
    give_up(t, s, state);
    return true;
}

typedef struct sum_list {
    VEC(sum_cell) cells;
} sum_list;

/* Again and again, forwards and backwards, until nothing moves. */
static bool compute_all(table_reader *t, sum_list *list)
{
    bool is_made = true, moved = list->cells.count > 0;
    size_t count = list->cells.count;
    for (bool backwards = false; is_made && moved; backwards = !backwards) {
        moved = false;
        for (size_t i = 0; is_made && i < count; i++) {
            const sum_cell *s = &list->cells.items[backwards ? count - 1 - i : i];
            if (s->cell->is_asked) is_made = try_cell(t, s, &moved);
        }
    }
    for (size_t i = 0; is_made && i < count; i++)
        if (list->cells.items[i].cell->is_asked) give_up(t, &list->cells.items[i], SUM_WAITS);
    return is_made;
}

/* The cells of a row that are asked for; `column_first` is the part's first cell, NULL for a list's row. */
static bool gather(const table_reader *t, const axis_node *row, cell *cells, cell *column_first,
                   sum_list *list, bx_arena *arena)
{
    const table_part *part = &t->data->table->parts[t->part];
    for (size_t i = 0; i < part->leaf_column_count; i++) {
        if (!cells[i].is_asked) continue;
        sum_cell *s = vec_push(arena, &list->cells);
        if (!s) return false;
        *s = (sum_cell){.cell = &cells[i],
                        .part = part,
                        .row = row,
                        .column = part->leaf_columns[i],
                        .by_row = {cells, 1},
                        .by_column = {column_first ? column_first + i : NULL, part->leaf_column_count}};
    }
    return true;
}

bool report_compute_table(table_reader *t)
{
    bx_arena arena = {0};
    sum_list list = {0};
    bool is_made = true;
    for (t->part = 0; is_made && t->part < t->data->table->part_count; t->part++) {
        const table_part *part = &t->data->table->parts[t->part];
        for (size_t row = 0; is_made && row < part->leaf_row_count; row++)
            is_made = gather(t, part->leaf_rows[row], table_cell(t->data, t->part, row, 0),
                             t->data->parts[t->part], &list, &arena);
    }
    is_made = is_made && compute_all(t, &list);
    arena_clear(&arena);
    return is_made;
}

bool report_compute_row(const table_reader *t)
{
    bx_arena arena = {0};
    sum_list list = {0};
    table_reader own = *t;
    bool is_made = gather(t, t->row, t->cells, NULL, &list, &arena) && compute_all(&own, &list);
    arena_clear(&arena);
    return is_made;
}
