/* Addresses and words of other languages in a text: where they begin and end, and what is none. */
#include "text/stretches.h"

#include "text_case.h"

static text_rules rules;

/* The text with each stretch as «scheme words» or «lang:words»; in the arena. */
static const char *marked(bx_arena *arena, const char *text)
{
    bx_str all = str_of(text);
    text_stretches found = {0};
    bx_buf out = {0};
    size_t at = 0;
    assert_true(text_find_stretches(&rules, all, arena, &found));
    for (size_t i = 0; i < found.list.count; i++) {
        const text_stretch *s = &found.list.items[i];
        assert_true(s->from >= at && s->to > s->from && s->to <= all.len);
        buf_str(&out, str_slice(all, at, s->from - at));
        buf_print(&out, "«%.*s", STR_ARG(s->lang.len ? s->lang : s->scheme));
        buf_text(&out, s->lang.len ? ":" : " ");
        buf_str(&out, str_slice(all, s->from, s->to - s->from));
        buf_text(&out, "»");
        at = s->to;
    }
    buf_str(&out, str_from(all, at));
    bx_str copy = arena_copy(arena, buf_slice(&out));
    buf_clear(&out);
    return copy.ptr;
}

typedef struct marked_case {
    const char *text, *wanted; /* NULL: nothing is marked */
} marked_case;

static void expect_marked(const marked_case *cases, size_t count)
{
    bx_arena arena = {0};
    for (size_t i = 0; i < count; i++)
        assert_string_equal(marked(&arena, cases[i].text), cases[i].wanted ? cases[i].wanted : cases[i].text);
    arena_clear(&arena);
}
#define EXPECT(...)                                                                                          \
    expect_marked((const marked_case[]){__VA_ARGS__},                                                        \
                  sizeof((const marked_case[]){__VA_ARGS__}) / sizeof(marked_case))

static void web_addresses_end_where_their_characters_do(void **state)
{
    (void)state;
    rules.language_count = 0;
    EXPECT({"见https://www.a.gov.cn/b?c=1&d=%E4#e查询", "见« https://www.a.gov.cn/b?c=1&d=%E4#e»查询"},
           {"见http://a.cn，http://b.cn。", "见« http://a.cn»，« http://b.cn»。"},
           {"见 http://a.cn/b. 又", "见 « http://a.cn/b». 又"},
           {"(http://a.cn/b_(c))", "(« http://a.cn/b_(c)»)"}, {"（http://a.cn/）", "（« http://a.cn/»）"},
           {"http://中国.cn", NULL}, {"https://", NULL}, {"xhttp://1.cn", NULL}, {"ftp://1.cn", NULL});
}

static void mail_addresses_have_a_domain(void **state)
{
    (void)state;
    EXPECT({"邮箱zhang.san@a-b.gov.cn。", "邮箱«mailto: zhang.san@a-b.gov.cn»。"},
           {"a@b.cn.", "«mailto: a@b.cn»."}, {"a@b", NULL}, {"@b.cn", NULL}, {"甲@b.cn", NULL},
           {"a@b..cn", NULL}, {"a@b@c.cn", "a@«mailto: b@c.cn»"});
}

/* 2 000 characters are a link, more are none. */
static void addresses_have_a_bound(void **state)
{
    (void)state;
    bx_arena arena = {0};
    rules.language_count = 0;
    char text[2002] = "http://";
    memset(text + 7, '1', 1993);
    assert_memory_equal(marked(&arena, text), "« http", 7);
    text[2000] = '1';
    assert_string_equal(marked(&arena, text), text);
    arena_clear(&arena);
}

static void latin_words_are_told_from_abbreviations(void **state)
{
    (void)state;
    EXPECT({"使用Microsoft Windows 10系统", "使用«en:Microsoft Windows» 10系统"},
           {"“Big Data”平台", "“«en:Big Data»”平台"}, {"办公用Word文件", "办公用«en:Word»文件"},
           {"GDP增长5 km，COVID-19、IPv6、App、PM2.5", NULL}, {"HTTP SERVER ERROR", NULL},
           {"5 m² ⅠⅡⅢⅫ ＷＴＯ组织", NULL}, {"Windows，Linux", "«en:Windows»，«en:Linux»"},
           {"write to a@b.cn please", "«en:write to» «mailto: a@b.cn» «en:please»"});
}

static void other_scripts_have_the_languages_of_the_layout(void **state)
{
    (void)state;
    EXPECT({"姓名：Иванов И.И.，男", "姓名：«ru:Иванов И.И».，男"}, {"カラー印刷", "«ja:カラー»印刷"},
           {"丰の小屋", NULL}, {"བོད་ཡིག་", "«bo:བོད་ཡིག་»"}, {"اسم", "«ug:اسم»"}, {"αβγ粒子", NULL});
}

static void a_layout_may_turn_both_off(void **state)
{
    (void)state;
    rules.links = false;
    rules.language_count = 0;
    EXPECT({"见http://a.cn，Windows、Иванов", NULL});
}

static int begin(void **state)
{
    (void)state;
    rules = text_bench_open()->rules;
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(web_addresses_end_where_their_characters_do, begin),
        cmocka_unit_test_setup(mail_addresses_have_a_domain, begin),
        cmocka_unit_test_setup(addresses_have_a_bound, begin),
        cmocka_unit_test_setup(latin_words_are_told_from_abbreviations, begin),
        cmocka_unit_test_setup(other_scripts_have_the_languages_of_the_layout, begin),
        cmocka_unit_test_setup(a_layout_may_turn_both_off, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
