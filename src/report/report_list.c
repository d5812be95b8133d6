/* Rows that the data gives, so many as there are. A hundred thousand pass through the cells of one row: each
 * is read, computed, checked and added up, and only its texts stay. */
#include <stdio.h>

#include "base/utf8.h"
#include "report/define.h"
#include "report/report_parts.h"

/* How the list is called. */
static bx_str list_label(const list_reader *l)
{
    return l->list->row->label.len ? l->list->row->label : l->t->field->field->label;
}

/* How a row is called: by the head that stands nearest to its values, or by its number, which is written to
 * the buffer. */
static bx_str row_label(const list_reader *l, size_t row, char number[24])
{
    for (size_t i = l->part->leaf_column_count; i-- > 0;)
        if (l->part->leaf_columns[i]->is_row_head && l->cells[i].text.len) return l->cells[i].text;
    snprintf(number, 24, "#%zu", row + 1);
    return str_of(number);
}

/* A text column has no numbers: its cells are blank for sums. */
static void add_up(const list_reader *l)
{
    for (size_t i = 0; i < l->part->leaf_column_count; i++) {
        const cell *c = &l->cells[i];
        cell *sum = &l->sums[i];
        sum->is_sound &= c->is_sound;
        if (!c->is_sound || c->is_blank) continue;
        sum->is_blank = false;
        if (!decimal_add(sum->number, c->number, &sum->number)) sum->is_large = true;
    }
}

/* In a merged column a blank says the same as the row above (spreadsheets save merged cells so), as long as
 * nothing changes left of it. */
static void take_from_above(const list_reader *l, size_t row)
{
    bx_str blank = l->t->data->table->blank_text;
    for (size_t i = 0; row && i < l->part->leaf_column_count && l->part->leaf_columns[i]->is_merged; i++) {
        bx_str *text = &l->cells[i].text;
        if (text->len && !str_is_equal(*text, l->above[i])) return;
        if (!text->len && l->above[i].ptr != blank.ptr) *text = l->above[i];
    }
}

/* Equal neighbours are one cell where all merged columns left of them are. */
static void keep_texts(list_reader *l, size_t row)
{
    bx_str blank = l->t->data->table->blank_text;
    bool is_same = row > 0;
    for (size_t i = 0; i < l->part->leaf_column_count; i++) {
        bx_str text = l->cells[i].text;
        if (!text.len) l->blanks += l->cells[i].is_sound;
        if (!text.len) text = blank.ptr ? blank : STR("");
        is_same = is_same && l->part->leaf_columns[i]->is_merged && str_is_equal(l->above[i], text);
        l->above[i] = text;
        l->list->texts[row * l->part->leaf_column_count + i] = is_same ? (bx_str){NULL, 0} : text;
    }
}

/* Does a text say that its row is a total? Blanks between the characters do not matter: 合　计. */
static bool is_word_for_total(bx_str text)
{
    static const char *const words[] = {"合计", "总计", "小计", "共计"};
    char squeezed[8];
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t code = utf8_next(text, &at);
        if (code == ' ' || code == 0x3000) continue;
        if (len + at - from > sizeof squeezed) return false;
        memcpy(squeezed + len, text.ptr + from, at - from);
        len += at - from;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is((bx_str){squeezed, len}, words[i])) return true;
    return false;
}

/* A spreadsheet's own total among the rows that the layout adds up. */
static void warn_of_total(const list_reader *l)
{
    for (size_t i = 0; l->is_summed && i < l->part->leaf_column_count; i++) {
        if (report_cell_kind(l->t, l->part->leaf_columns[i]).type != CELL_TEXT) continue;
        if (!is_word_for_total(l->cells[i].text)) continue;
        report_tell(l->t->r, MSG_list_total, l->cells[i].source, str_trim(l->cells[i].text), list_label(l));
        return;
    }
}

bool list_take_row(list_reader *l, size_t row)
{
    char number[24];
    warn_of_total(l);
    take_from_above(l, row);
    if (!report_compute_row(l->t) || !report_check_row(l->t, row_label(l, row, number))) return false;
    add_up(l);
    keep_texts(l, row);
    return true;
}

static bool read_rows(list_reader *l, const value *v)
{
    for (size_t i = 0; i < v->count; i++) {
        memset(l->cells, 0, l->part->leaf_column_count * sizeof *l->cells);
        if (!report_read_row(l->t, l->list->row, l->cells, v->items[i]) || !list_take_row(l, i)) return false;
    }
    return true;
}

static bool find_groups(list_reader *l)
{
    size_t columns = l->part->leaf_column_count, count = 0;
    if (!l->part->leaf_columns[0]->is_merged) return true;
    for (size_t i = 0; i < l->list->row_count; i++) count += l->list->texts[i * columns].ptr != NULL;
    l->list->groups = arena_array(l->t->r->arena, uint32_t, count);
    for (size_t i = 0; l->list->groups && i < l->list->row_count; i++)
        if (l->list->texts[i * columns].ptr) l->list->groups[l->list->group_count++] = (uint32_t)i;
    return l->list->groups != NULL;
}

static void warn_of_blanks(const list_reader *l)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", l->blanks);
    if (l->blanks && l->t->data->table->warns_of_blank)
        report_tell(l->t->r, MSG_list_blank, l->list->source, node_label(l->list->row), str_of(number));
}

/* Does a rule add up what the rows give? */
static bool is_summed(const list_reader *l)
{
    const layout_table *table = l->t->data->table;
    uint32_t leaf = l->list->row->leaf;
    for (size_t i = 0; i < table->rule_count; i++) {
        const balance_rule *rule = &table->rules[i];
        if (rule->each != RULE_EACH_COLUMN || rule->part != l->part) continue;
        for (size_t n = 0; n < rule->term_count; n++) {
            const axis_node *node = rule->terms[n].node;
            if (node->leaf <= leaf && leaf < node->leaf + node->leaf_count) return true;
        }
    }
    return false;
}

bool list_begin(list_reader *l, size_t rows)
{
    size_t columns = l->part->leaf_column_count;
    l->cells = arena_array(&l->scratch, cell, columns);
    l->above = arena_array(&l->scratch, bx_str, columns);
    l->list->is_empty = rows == 0;
    l->list->row_count = rows ? rows : 1;
    l->list->texts = arena_array(l->t->r->arena, bx_str, l->list->row_count * columns);
    if (!l->cells || !l->above || !l->list->texts) return false;
    for (size_t i = 0; i < columns; i++)
        l->sums[i] = (cell){.source = l->list->source, .is_blank = true, .is_sound = true, .text = STR("")};
    if (!rows) keep_texts(l, 0);
    l->blanks = 0;
    l->is_summed = is_summed(l);
    return true;
}

bool list_has_room(const list_reader *l, size_t rows)
{
    const report_reader *r = l->t->r;
    size_t most = l->list->row->max_rows, columns = l->part->leaf_column_count;
    char may[24], has[24];
    snprintf(may, sizeof may, "%zu", most);
    snprintf(has, sizeof has, "%zu", rows);
    bool is_long = most && rows > most, is_beyond = rows > r->limits.rows;
    if (is_long)
        report_tell(r, MSG_list_long, l->list->source, str_of(may), str_of(has));
    else if (is_beyond)
        report_tell_limit(r, l->list->source, LIMIT_rows);
    if (is_long || is_beyond) return false;
    *r->cells += rows * columns;
    if (*r->cells > r->limits.cells) report_tell_limit(r, l->list->source, LIMIT_cells);
    return *r->cells <= r->limits.cells;
}

static bool read_value(list_reader *l, const value *v)
{
    if (v->kind == VALUE_TEXT && str_trim(v->text).len) return report_read_sheet(l, v);
    if (v->kind != VALUE_LIST) {
        report_tell(l->t->r, MSG_list_kind, v, node_label(l->list->row), message_value(v));
        return true;
    }
    return !list_has_room(l, v->count) || (list_begin(l, v->count) && read_rows(l, v));
}

/* What is known when all rows are read. */
static bool finish(list_reader *l)
{
    if (!l->list->texts) return true; /* faulty */
    if (l->list->is_empty) report_tell(l->t->r, MSG_list_empty, l->list->source, list_label(l), STR(""));
    warn_of_blanks(l);
    return find_groups(l);
}

bool report_read_list(table_reader *t, const axis_node *row, const value *v)
{
    list_reader l = {.t = t,
                     .list = &t->data->lists[t->data->list_count++],
                     .part = &t->data->table->parts[t->part],
                     .sums = table_cell(t->data, t->part, row->leaf, 0)};
    *l.list = (table_list){.row = row, .part = t->part, .source = v};
    bool is_read = read_value(&l, v) && finish(&l);
    arena_clear(&l.scratch);
    return is_read;
}

/* ---- where a row stands ---- */

/* The value that a row gives for a leaf column; the row was read without a fault. */
static const value *source_of(const table_part *part, const value *row, uint32_t leaf)
{
    const axis_node *node = &part->head;
    if (part->leaf_column_count == 1 && (axis_is_hidden(part->leaf_columns[0]) || row->kind != VALUE_MAP))
        return row;
    while (node->kid_count) {
        if (row->kind == VALUE_LIST) return row->items[leaf - node->leaf];
        const axis_node *kid = node->kids;
        while (leaf < kid->leaf || leaf >= kid->leaf + kid->leaf_count) kid++;
        node = kid;
        if (!axis_is_hidden(node)) row = value_find(row, node->name);
    }
    return row;
}

bool list_sources(const table_data *data, const table_list *list, size_t row, bx_arena *arena,
                  const value **out)
{
    const table_part *part = &data->table->parts[list->part];
    if (list->file && !list->is_empty) return sheet_sources(list, row, arena, out);
    for (uint32_t i = 0; i < part->leaf_column_count; i++)
        out[i] = list->is_empty ? list->source : source_of(part, list->source->items[row], i);
    return true;
}
