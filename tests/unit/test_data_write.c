/* Value trees written as YAML are read as the same trees again, and look as a clerk would write them. */
#include "data/write.h"
#include "data_try.h"

/* What something makes of a document's tree. */
static bx_buf made_of(const char *yaml, void (*make)(const value *root, bx_buf *out))
{
    bx_buf out = {0};
    attempt a = attempt_parse(yaml, VALUE_YAML);
    assert_non_null(a.root);
    make(a.root, &out);
    buf_char(&out, '\0');
    assert_false(out.failed);
    attempt_clear(&a);
    return out;
}

/* Kinds, keys and texts, without places; null is null however it is written. */
static void tell(const value *v, bx_buf *out)
{
    buf_print(out, "%d %.*s=", v->kind, STR_ARG(v->key));
    buf_json_string(out, v->kind == VALUE_NULL ? STR("~") : v->text);
    buf_char(out, '(');
    for (size_t i = 0; i < v->count; i++) tell(v->items[i], out);
    buf_char(out, ')');
}

static void what_is_written_is_read_the_same(void **state)
{
    (void)state;
    static const char *const trees[] = {
        "a: '12'\nb: 12\nc: '-0.50'\nd: 'true'\ne: true\nf: 'null'\ng: null\nh: '~'\ni: ''\nj: '007'\n",
        "a: '2024-01-10'\nb: '=sum'\nc: '+3'\nd: '1,234'\ne: '12:30'\nf: 'a: b'\ng: '# x'\nh: 'x #y'\n",
        "a: '- x'\nb: '*x'\nc: '&x'\nd: '!x'\ne: '|'\nf: '>'\ng: '%x'\nh: '@x'\ni: '`x'\nj: '{x'\nk: '[x'\n",
        "a: |\n  一段。\n  （一）二段：三。\nb: \"x\\ny\\n\"\nc: \"\\n x\"\nd: \" x \"\ne: \"x \\ny\"\nf: "
        "\"\\ty\"\n",
        "a: [1, ~, '3', 四, true]\nb: []\nc: {}\nd: [{x: 1, y: '，'}, [1, [2]]]\n",
        "'1': a\n'true': b\n年份: d\n'a b': e\n",
        "a: \"引号“x”和 ' 与 \\\" 、\\\\\"\nb: \"\xEF\xBC\x9A全角\"\nc: 𠮷\nd: \"a\\u00A0b\"\ne: '---'\nf: "
        "'...'\n",
        "a: 123456789012345678\nb: -0\nc: 0.10\n"};
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        bx_buf first = made_of(trees[i], tell), text = made_of(trees[i], write_yaml),
               again = made_of(text.ptr, tell);
        assert_string_equal(first.ptr, again.ptr);
        buf_clear(&first);
        buf_clear(&text);
        buf_clear(&again);
    }
}

static void it_looks_as_people_write_it(void **state)
{
    (void)state;
    bx_buf text = made_of(
        "{\"机关\": \"某县某局\", \"year\": 2023, \"phone\": \"0451\", \"n\": \"12\", \"t\": \"一。\\n二。\","
        " \"rows\": {\"new\": [1, null, 2.50]}}",
        write_yaml);
    assert_string_equal(text.ptr,
                        "机关: 某县某局\nyear: 2023\nphone: 0451\nn: \"12\"\nt: |-\n  一。\n  二。\n"
                        "rows:\n  new: [1, ~, 2.50]\n");
    buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_is_read_the_same),
                                       cmocka_unit_test(it_looks_as_people_write_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
