/* The `rules` of a table: equations over the names of its rows or columns. */
#include "base/utf8.h"
#include "report/layout_parts.h"

typedef struct rule_source {
    balance_rule rule;
    int each;
    const value *require, *needs;
    bx_str after;
} rule_source;

typedef struct equation {
    const definer *d;
    const layout_table *table;
    const value *source;
    rule_axis each;
    const table_part *part; /* the first name decides; the others stand in the same part */
    VEC(rule_term) terms;
} equation;

static const axis_node *find_name(equation *e, bx_str name)
{
    for (size_t i = 0; i < e->table->part_count; i++) {
        const table_part *part = &e->table->parts[i];
        const axis_node *node = axis_find(e->each == RULE_EACH_COLUMN ? &part->rows : &part->head, name);
        if (!node || (e->part && e->part != part)) continue;
        e->part = part;
        return node;
    }
    return NULL;
}

static bool add_term(equation *e, bx_str name, bool is_negative, bool is_right)
{
    rule_term *term = vec_push(e->d->arena, &e->terms);
    if (!term) return false;
    *term = (rule_term){
        .name = name, .is_negative = is_negative, .is_right = is_right, .node = find_name(e, name)};
    if (!term->node) define_tell(e->d, e->source, MSG_define_rule_name, name);
    return true;
}

/* Names joined by + and -, with one =. */
static bool read_equation(equation *e, bx_str text)
{
    bool is_right = false, is_negative = false, wants_name = true;
    for (size_t at = 0; at < text.len;) {
        char c = text.ptr[at];
        size_t end = at + 1;
        if (c == ' ') {
            at = end;
            continue;
        }
        bool is_sign = c == '+' || c == '-' || c == '=';
        if (is_sign == wants_name || (c == '=' && is_right)) break;
        if (is_sign) {
            is_negative = c == '-';
            is_right = is_right || c == '=';
        } else {
            while (end < text.len && !utf8_has(STR(" +-="), (unsigned char)text.ptr[end])) end++;
            if (!add_term(e, str_slice(text, at, end - at), is_negative, is_right)) return false;
        }
        wants_name = is_sign;
        at = end;
        if (at == text.len && is_right && !wants_name) return true;
    }
    define_tell(e->d, e->source, MSG_define_equation, text);
    return true;
}

static rule_term *find_term(const equation *e, bx_str name)
{
    for (size_t i = 0; i < e->terms.count; i++)
        if (str_is_equal(e->terms.items[i].name, name)) return &e->terms.items[i];
    return NULL;
}

/* The total of a rule is the term that stands alone on its side, unless `needs` names others. */
static void mark_needed(const equation *e, const value *needs)
{
    size_t left = 0;
    for (size_t i = 0; i < e->terms.count; i++) left += !e->terms.items[i].is_right;
    for (size_t i = 0; i < e->terms.count && !needs; i++) {
        rule_term *term = &e->terms.items[i];
        term->is_needed = (term->is_right ? e->terms.count - left : left) == 1;
    }
    for (size_t i = 0; needs && i < needs->count; i++) {
        rule_term *term = find_term(e, needs->items[i]->text);
        if (term)
            term->is_needed = true;
        else
            define_tell(e->d, needs->items[i], MSG_define_needs, message_value(needs->items[i]));
    }
}

static bool read_rule(const definer *d, const value *v, const layout_table *table, balance_rule *out)
{
    static const char *const axes[] = {"column", "row", NULL};
    static const define_key keys[] = {{"each", DEFINE_CHOICE, offsetof(rule_source, each), axes, true},
                                      {"require", DEFINE_VALUE, offsetof(rule_source, require), NULL, true},
                                      {"needs", DEFINE_VALUE, offsetof(rule_source, needs), NULL, false},
                                      {"label", DEFINE_TEXT, offsetof(rule_source, rule.label), NULL, true},
                                      {"after", DEFINE_TEXT, offsetof(rule_source, after), NULL, false},
                                      {0}};
    rule_source source = {0};
    define_read(d, v, keys, &source);
    *out = source.rule;
    out->name = v->key;
    out->source = v;
    out->each = (rule_axis)source.each;
    if (!source.require || !define_text(d, source.require, &out->equation)) return true;
    if (source.needs && !define_is_list(d, source.needs)) source.needs = NULL;
    equation e = {.d = d, .table = table, .source = source.require, .each = out->each};
    if (!read_equation(&e, out->equation)) return false;
    mark_needed(&e, source.needs);
    out->part = e.part;
    out->terms = e.terms.items;
    out->term_count = e.terms.count;
    return true;
}

bool layout_read_rules(const definer *d, const value *v, layout_table *table)
{
    if (!define_is_map(d, v)) return true;
    table->rules = arena_array(d->arena, balance_rule, v->count);
    if (!table->rules) return false;
    define_check_after(d, v);
    for (size_t i = 0; i < v->count; i++)
        if (!read_rule(d, v->items[i], table, &table->rules[table->rule_count++])) return false;
    return true;
}
