/* `ruling`: the rules of a table. One is written as its weight ("0.5pt"), "double 0.5pt" or "none". */
#include "report/layout_parts.h"

typedef struct ruling_source {
    const value *frame, *top, *bottom, *left, *right, *head, *stub, *rows, *columns, *groups, *parts;
} ruling_source;

/* A weight that a printer still draws, and one that is no bar yet. */
static const bx_len LIGHTEST = LEN_PT / 20, HEAVIEST = 10 * LEN_PT;

/* The strokes of a double rule, middle to middle: 0.35 mm. Nearer ones run together in print. */
static const bx_len NEAREST = LEN_PT;

static void read_rule(const definer *d, const value *v, table_rule *out)
{
    bx_str text = v->kind == VALUE_TEXT ? v->text : STR(""), two = STR("double ");
    bool is_double = str_starts_with(text, two);
    table_rule rule = {is_double ? RULE_DOUBLE : RULE_SINGLE, 0};
    if (str_is(text, "none")) {
        *out = (table_rule){RULE_NONE, 0};
        return;
    }
    bool is_length = define_length_of(is_double ? str_trim(str_from(text, two.len)) : text, &rule.weight);
    if (is_length && rule.weight >= LIGHTEST && rule.weight <= HEAVIEST)
        *out = rule;
    else
        define_tell(d, v, MSG_define_rule, message_value(v));
}

static void read_if(const definer *d, const value *v, table_rule *out)
{
    if (v) read_rule(d, v, out);
}

void layout_read_ruling(const definer *d, const value *v, table_rules *out)
{
    static const define_key keys[] = {
        {"frame", DEFINE_VALUE, offsetof(ruling_source, frame), NULL, false},
        {"top", DEFINE_VALUE, offsetof(ruling_source, top), NULL, false},
        {"bottom", DEFINE_VALUE, offsetof(ruling_source, bottom), NULL, false},
        {"left", DEFINE_VALUE, offsetof(ruling_source, left), NULL, false},
        {"right", DEFINE_VALUE, offsetof(ruling_source, right), NULL, false},
        {"head", DEFINE_VALUE, offsetof(ruling_source, head), NULL, false},
        {"stub", DEFINE_VALUE, offsetof(ruling_source, stub), NULL, false},
        {"rows", DEFINE_VALUE, offsetof(ruling_source, rows), NULL, false},
        {"columns", DEFINE_VALUE, offsetof(ruling_source, columns), NULL, false},
        {"groups", DEFINE_VALUE, offsetof(ruling_source, groups), NULL, false},
        {"parts", DEFINE_VALUE, offsetof(ruling_source, parts), NULL, false},
        {0}};
    ruling_source s = {0};
    define_read(d, v, keys, &s);
    table_rule frame = {0};
    read_if(d, s.frame, &frame);
    if (frame.kind) out->frame = (side_rules){frame, frame, frame, frame};
    read_if(d, s.top, &out->frame.top);
    read_if(d, s.bottom, &out->frame.bottom);
    read_if(d, s.left, &out->frame.left);
    read_if(d, s.right, &out->frame.right);
    read_if(d, s.head, &out->head);
    read_if(d, s.stub, &out->stub);
    read_if(d, s.rows, &out->rows);
    read_if(d, s.columns, &out->columns);
    read_if(d, s.groups, &out->groups);
    read_if(d, s.parts, &out->parts);
}

void layout_read_sides(const definer *d, const value *v, side_rules *out)
{
    static const define_key keys[] = {{"top", DEFINE_VALUE, offsetof(ruling_source, top), NULL, false},
                                      {"bottom", DEFINE_VALUE, offsetof(ruling_source, bottom), NULL, false},
                                      {"left", DEFINE_VALUE, offsetof(ruling_source, left), NULL, false},
                                      {"right", DEFINE_VALUE, offsetof(ruling_source, right), NULL, false},
                                      {0}};
    ruling_source s = {0};
    define_read(d, v, keys, &s);
    read_if(d, s.top, &out->top);
    read_if(d, s.bottom, &out->bottom);
    read_if(d, s.left, &out->left);
    read_if(d, s.right, &out->right);
}

bx_len table_rule_step(table_rule rule)
{
    return rule.kind == RULE_DOUBLE ? len_max(2 * rule.weight, NEAREST) : 0;
}

bx_len table_rule_width(table_rule rule)
{
    return rule.weight + table_rule_step(rule);
}

table_rule table_rule_of(table_rule a, table_rule b)
{
    if (a.kind < RULE_SINGLE || b.kind < RULE_SINGLE) return a.kind > b.kind ? a : b;
    if (a.weight != b.weight) return a.weight > b.weight ? a : b;
    return a.kind > b.kind ? a : b;
}

bx_len table_frame_weight(const layout_table *table)
{
    const side_rules *f = &table->ruling.frame;
    return len_max(len_max(table_rule_width(f->top), table_rule_width(f->bottom)),
                   len_max(table_rule_width(f->left), table_rule_width(f->right)));
}
