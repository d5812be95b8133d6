/* Definitions of layouts: what is wrong with one is told where it stands, what is right is understood. */
#include "layout_case.h"

#define MAIN "tables: {table: {parts: {main: "

static void what_is_no_definition_is_told(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"nothing", "«", "data-empty \n"}, {"a text", "«版式\n", "define-map \n"},
        {"a list", "«- name: f\n", "define-map \n"},
        {"no YAML", "name: «[f\n", "yaml-bracket-open name[1]\n"},
        {"a layout there is not", "extends: «nosuch\n", "layout-extends-unknown extends\n"},
        {"a way out of the folders", "extends: «../layouts/xxgk-2021\n", "layout-extends-unknown extends\n"},
        {"a folder itself", "extends: «.\n", "layout-extends-unknown extends\n"},
        {"extends that is a list", "extends: «[small-form]\n", "define-text extends\n"},
        {"extends that is a bool", "extends: «true\n", "define-text extends\n"},
        {"a form without fields and blocks", "««extends: gbt-9704\nis_base: false\n",
         "define-missing \ndefine-missing \n"},
        {"an unknown key near one", SMALL "«titel: f\n", "define-unknown titel\n"},
        {"an unknown key", SMALL "«colour: red\n", "define-unknown colour\n"},
        {"a version that is a text", SMALL "version: «第一\n", "define-whole version\n"},
        {"a title that is a map", SMALL "title: «{a: 1}\n", "define-text title\n"},
        {"a bool that is a text", SMALL "is_base: «no\n", "define-bool is_base\n"},
        {"a section that is a text", SMALL "styles: «宋体\n", "define-map styles\n"});
}

static void the_page_must_hold_its_type_area(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"an unknown key", SMALL "page: {«widht: 210mm}\n", "define-unknown page.widht\n"},
        {"a length without a unit", SMALL "page: {width: «210}\n", "define-length page.width\n"},
        {"a length with another unit", SMALL "page: {width: «8in}\n", "define-length page.width\n"},
        {"a length beyond any paper", SMALL "page: {width: «99999mm}\n", "define-length page.width\n"},
        {"a length below nothing", SMALL "page: {margin_head: «-1mm}\n", "define-length page.margin_head\n"},
        {"a length that is a list", SMALL "page: {width: «[210mm]}\n", "define-length page.width\n"},
        {"no lines", SMALL "page: «{lines: 0}\n", "define-page-empty page\n"},
        {"no width", SMALL "page: «{type_area_width: 0}\n", "define-page-empty page\n"},
        {"a type area wider than the page", SMALL "page: «{type_area_width: 200mm}\n",
         "define-page-area page\n"},
        {"a type area higher than the page", SMALL "page: «{margin_head: 100mm}\n",
         "define-page-area page\n"},
        {"a page number off the page", SMALL "folio: {below_type_area: «90mm}\n",
         "define-off-page folio.below_type_area\n"},
        {"a page number beyond the middle", SMALL "folio: {indent: «30}\n", "define-off-page folio.indent\n"},
        {"a name beyond the middle", SMALL "signature: {name_indent_right: «15}\n",
         "define-off-page signature.name_indent_right\n"},
        {"more empty lines than a page has", SMALL "signature: {blank_lines_before: «1000000}\n",
         "define-off-page signature.blank_lines_before\n"},
        {"more lines than fit", SMALL "page: {lines: 60}\n", "^define-pitch page.line_pitch\n"},
        {"a pitch below the type size", SMALL "page: {line_pitch: «12pt}\n",
         "define-pitch page.line_pitch\n"},
        {"a pitch too large for the lines", SMALL "page: {line_pitch: «40pt}\n",
         "define-pitch page.line_pitch\n"},
        {"a pitch that is no length", SMALL "page: {line_pitch: «wide}\n", "define-length page.line_pitch\n"},
        {"more characters than fit", SMALL "page: {characters: «60}\n",
         "define-characters page.characters\n"},
        {"a body style there is not", SMALL "page: {body: «bodi}\n", "define-style-unknown page.body\n"},
        {"a page that is a list", SMALL "page: «[210mm]\n", "define-map page\n"});
}

static void styles_stand_on_each_other(void **state)
{
    (void)state;
    FAULTS_ARE({"a style that is a text", SMALL "styles: {mine: «宋体}\n", "define-map styles.mine\n"},
               {"a size that is none", SMALL "styles: {mine: «{face: hei, size: «大号}}\n",
                "define-style-empty styles.mine\ndefine-size styles.mine.size\n"},
               {"no face", SMALL "styles: {mine: «{size: 三号}}\n", "define-style-empty styles.mine\n"},
               {"like there is not", SMALL "styles: {mine: «{like: «bodi}}\n",
                "define-style-empty styles.mine\ndefine-style-unknown styles.mine.like\n"},
               {"like itself", SMALL "styles: {mine: {like: «mine, face: hei, size: 三号}}\n",
                "define-like-many styles.mine.like\n"},
               {"like that is a list", SMALL "styles: {mine: {like: «[body], face: hei, size: 三号}}\n",
                "define-text styles.mine.like\n"},
               {"a choice there is not", SMALL "styles: {mine: {like: body, align: «left}}\n",
                "define-choice styles.mine.align\n"},
               {"an indent below nothing", SMALL "styles: {mine: {like: body, indent_first: «-2}}\n",
                "define-number styles.mine.indent_first\n"},
               {"after nobody", SMALL "styles: {mine: {like: body, after: «nobody}}\n",
                "define-after styles.mine.after\n"},
               {"after itself", SMALL "styles: {mine: {like: body, after: «mine}}\n",
                "define-after styles.mine.after\n"},
               {"a level without a mark", SMALL "levels: {level1: «{number: 一}}\n",
                "define-number-sample levels.level1\n"},
               {"a level without a numeral", SMALL "levels: {level1: «{number: 甲、}}\n",
                "define-number-sample levels.level1\n"},
               {"a signature without its style", SMALL "signature: {style: «nobody}\n",
                "define-style-unknown signature.style\n^define-section blocks.signature\n"},
               {"an unknown key of the page number", SMALL "folio: {«colour: red}\n",
                "define-unknown folio.colour\n"});
}

static void the_rules_of_lines_are_checked(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a class there is not", SMALL "text: {classes: {«opens: （}}\n",
         "define-choice text.classes.opens\n"},
        {"a character in two classes", SMALL "text: {classes: {close: 。」}}\n",
         "^define-class-twice text.classes.stop\n"},
        {"a character twice in one", SMALL "text: {classes: {middle: 甲乙«甲}}\n",
         "define-class-twice text.classes.middle\n"},
        {"a class in a list there is not", SMALL "text: {no_end: [open, «brackets]}\n",
         "define-choice text.no_end[1]\n"},
        {"a list that is a text", SMALL "text: {no_end: «open}\n", "define-list text.no_end\n"},
        {"a pair without its second", SMALL "text: {pairs: [«{first: [open], remove: second_left}]}\n",
         "define-missing text.pairs[0]\n"},
        {"a pair that is a text", SMALL "text: {pairs: [«open]}\n", "define-map text.pairs[0]\n"},
        {"a step there is not", SMALL "text: {tighten: [{what: «letters}]}\n",
         "define-choice text.tighten[0].what\n"},
        {"a step twice", SMALL "text: {loosen: [{what: gaps}, «{what: gaps}]}\n",
         "define-step-twice text.loosen[1]\n"},
        {"a gap below nothing", SMALL "text: {latin_gap: «-0.25}\n", "define-number text.latin_gap\n"},
        {"a gap wider than a character", SMALL "text: {latin_gap: «1.5}\n", "define-gap text.latin_gap\n"},
        {"a script that has no such code", SMALL "text: {languages: {«latin: en}}\n",
         "define-script text.languages.latin\n"},
        {"a language that is no tag", SMALL "text: {languages: {Latn: «en_GB}}\n",
         "define-language text.languages.Latn\n"},
        {"links that are neither on nor off", SMALL "text: {links: «blue}\n", "define-bool text.links\n"},
        {"type that nobody can see", SMALL "styles: {note: {size: «0.5pt}}\n",
         "define-size styles.note.size\n"},
        {"type larger than a page", SMALL "styles: {note: {size: «2000pt}}\n",
         "define-size styles.note.size\n"});
}

static void a_table_makes_one_grid(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"fewer widths than columns", SMALL "tables: {table: {widths: [1, 1, 1, 1]}}\n",
         "^define-columns tables.table.parts.main.head\n"},
        {"more columns than widths", SMALL MAIN "{head: «{more: 更多}}}}}\n",
         "define-columns tables.table.parts.main.head\n"},
        {"a span of nothing", SMALL MAIN "{head: «{total: {label: 合计, span: «0}}}}}}\n",
         "define-columns tables.table.parts.main.head\ndefine-span "
         "tables.table.parts.main.head.total.span\n"},
        {"a span beyond all", SMALL MAIN "{head: {total: {label: 合计, span: «4294967295}}}}}}\n",
         "define-whole tables.table.parts.main.head.total.span\n"},
        {"rows deeper than the stub", SMALL MAIN "{rows: «{done: {rows: {road: «{rows: {a: 甲}}}}}}}}}\n",
         "define-stub-deep tables.table.parts.main.rows\ndefine-missing "
         "tables.table.parts.main.rows.done.rows.road\n"},
        {"a stub column more", SMALL MAIN "{head: ««{total: {label: 合计, is_stub: true}}}}}}\n",
         "define-columns tables.table.parts.main.head\ndefine-stub-head tables.table.parts.main.head\n"},
        {"no stub column", SMALL MAIN "{head: ««{_stub: «{label: 项目, is_stub: false}}}}}}\n",
         "define-columns tables.table.parts.main.head\ndefine-stub-head "
         "tables.table.parts.main.head\ndefine-hidden tables.table.parts.main.head._stub\n"},
        {"a stub that is a group", SMALL MAIN "{head: «{_place: «{label: 地方, is_stub: true}}}}}}\n",
         "define-stub-head tables.table.parts.main.head\ndefine-stub-group "
         "tables.table.parts.main.head._place\n"},
        {"a row with a column's key", SMALL MAIN "{rows: {plan: {label: 计划, «is_stub: true}}}}}}\n",
         "define-unknown tables.table.parts.main.rows.plan.is_stub\n"},
        {"a part without rows", SMALL MAIN "{rows: «{plan: null, done: null}}}}}\n",
         "define-part-empty tables.table.parts.main.rows\n"},
        {"a part without a head", SMALL MAIN "«{head: null}}}}\n",
         "define-missing tables.table.parts.main\n"},
        {"a width of nothing", SMALL "tables: {table: {widths: [«0, 1, 1, 1, 1]}}\n",
         "define-width tables.table.widths[0]\n"},
        {"a width that is a text", SMALL "tables: {table: {widths: [«wide, 1, 1, 1, 1]}}\n",
         "define-width tables.table.widths[0]\n"},
        {"a share beyond all", SMALL "tables: {table: {widths: [«101, 1, 1, 1, 1]}}\n",
         "define-width tables.table.widths[0]\n"},
        {"widths beyond the type area", SMALL "tables: {table: {widths: «[40mm, 40mm, 40mm, 40mm, 1]}}\n",
         "define-widths tables.table.widths\n"},
        {"a size too small to read", SMALL "tables: {table: {min_size: «4pt}}\n",
         "define-min-size tables.table.min_size\n"},
        {"blanks treated otherwise", SMALL "tables: {table: {blank: «forbid}}\n",
         "define-choice tables.table.blank\n"},
        {"a value type there is not", SMALL MAIN "{rows: {plan: {label: 计划, value: «money}}}}}}\n",
         "define-choice tables.table.parts.main.rows.plan.value\n"},
        {"more places than there are", SMALL MAIN "{rows: {plan: {label: 计划, places: «7}}}}}}\n",
         "define-choice tables.table.parts.main.rows.plan.places\n"},
        {"a row without a label", SMALL MAIN "{rows: {bare: «{value: decimal}}}}}}\n",
         "define-missing tables.table.parts.main.rows.bare\n"},
        {"a row that is a list", SMALL MAIN "{rows: {plan: «[计划]}}}}}\n",
         "define-map tables.table.parts.main.rows.plan\n"},
        {"a row without a name beside others", SMALL MAIN "{rows: {_nameless: «无名}}}}}\n",
         "define-hidden tables.table.parts.main.rows._nameless\n"},
        {"a column without a name beside others", SMALL MAIN "{head: {total: null, _total: «合计}}}}}\n",
         "define-hidden tables.table.parts.main.head._total\n"},
        {"a row of the same name in a hidden group",
         SMALL MAIN "{rows: {_more: {label: 另, rows: {plan: «计划}}}}}}}\n",
         "define-name-twice tables.table.parts.main.rows._more.rows.plan\n"},
        {"a row of the same name in another part",
         SMALL "tables: {table: {parts: {more: {head: {_s: {label: 项, is_stub: true}, n: {label: 数, span: "
               "3}}, rows: {plan: «计划}}}}}\n",
         "define-name-twice tables.table.parts.more.rows.plan\n"},
        {"a key for all tables there is not", SMALL "table: {«colour: red}\n",
         "define-unknown table.colour\n"});
}

static void a_rule_names_rows_or_columns(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a row there is not",
         SMALL "tables: {table: {rules: {works: {require: «plan = done.road + done.watr}}}}\n",
         "define-rule-name tables.table.rules.works.require\n"},
        {"a column where rows are meant",
         SMALL "tables: {table: {rules: {works: {require: «plan = city}}}}\n",
         "define-rule-name tables.table.rules.works.require\n"},
        {"an axis there is not", SMALL "tables: {table: {rules: {works: {each: «cell}}}}\n",
         "define-choice tables.table.rules.works.each\n"},
        {"no =", SMALL "tables: {table: {rules: {works: {require: «plan + done.road}}}}\n",
         "define-equation tables.table.rules.works.require\n"},
        {"two =", SMALL "tables: {table: {rules: {works: {require: «plan = done.road = done.water}}}}\n",
         "define-equation tables.table.rules.works.require\n"},
        {"a sign at the start", SMALL "tables: {table: {rules: {works: {require: «-plan = done.road}}}}\n",
         "define-equation tables.table.rules.works.require\n"},
        {"a sign at the end", SMALL "tables: {table: {rules: {works: {require: «plan = done.road +}}}}\n",
         "define-equation tables.table.rules.works.require\n"},
        {"two names without a sign",
         SMALL "tables: {table: {rules: {works: {require: «plan = done.road done.water}}}}\n",
         "define-equation tables.table.rules.works.require\n"},
        {"nothing on the right", SMALL "tables: {table: {rules: {works: {require: «plan =}}}}\n",
         "define-equation tables.table.rules.works.require\n"},
        {"nothing", SMALL "tables: {table: {rules: {works: {require: «\"\"}}}}\n",
         "define-equation tables.table.rules.works.require\n"},
        {"a list", SMALL "tables: {table: {rules: {works: {require: «[plan]}}}}\n",
         "define-text tables.table.rules.works.require\n"},
        {"needs what is not in it", SMALL "tables: {table: {rules: {works: {needs: [plan, «total]}}}}\n",
         "define-needs tables.table.rules.works.needs[1]\n"},
        {"needs that is a text", SMALL "tables: {table: {rules: {works: {needs: «plan}}}}\n",
         "define-list tables.table.rules.works.needs\n"},
        {"no label", SMALL "tables: {table: {rules: {works: «{label: null}}}}\n",
         "define-missing tables.table.rules.works\n"});
}

static void fields_are_checked(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a type there is not", SMALL "fields: {more: {type: «number, label: 更多}}\n",
         "define-choice fields.more.type\n"},
        {"no type", SMALL "fields: {more: «{label: 更多}}\n", "define-missing fields.more\n"},
        {"no label", SMALL "fields: {more: «{type: text}}\n", "define-missing fields.more\n"},
        {"the data's own word", SMALL "fields: {layout: «{type: text, label: 版式}}\n",
         "define-field-path fields.layout\n"},
        {"a point at the end", SMALL "fields: {more.: «{type: text, label: 更多}}\n",
         "define-field-path fields.more.\n"},
        {"two points", SMALL "fields: {more..more: «{type: text, label: 更多}}\n",
         "define-field-path fields.more..more\n"},
        {"an index", SMALL "fields: {\"more[0]\": «{type: text, label: 更多}}\n",
         "define-field-path fields.more[0]\n"},
        {"a field below a field", SMALL "fields: {words.more: «{type: text, label: 更多}}\n",
         "define-field-below fields.words.more\n"},
        {"a field above fields", SMALL "fields: {headings: «{type: text, label: 更多}}\n",
         "define-field-below fields.headings\n"},
        {"a table there is not", SMALL "fields: {more: {type: table, label: 更多, table: «tabel}}\n",
         "define-table-unknown fields.more.table\n"},
        {"no table", SMALL "fields: {more: «{type: table, label: 更多}}\n",
         "define-table-unknown fields.more\n"},
        {"after nobody", SMALL "fields: {more: {type: text, label: 更多, after: «nobody}}\n",
         "define-after fields.more.after\n"},
        {"a default that is a list", SMALL "fields: {more: {type: text, label: 更多, default: «[甲]}}\n",
         "define-text fields.more.default\n"},
        {"a default that is a bool", SMALL "fields: {more: {type: prose, label: 更多, default: «true}}\n",
         "define-text fields.more.default\n"},
        {"a default with a map in its list",
         SMALL "fields: {more: {type: lines, label: 更多, default: [甲, «{乙: 丙}]}}\n",
         "define-text fields.more.default[1]\n"},
        {"a default that should be a bool", SMALL "fields: {more: {type: bool, label: 更多, default: «是}}\n",
         "define-bool fields.more.default\n"},
        {"a default of a date", SMALL "fields: {more: {type: date, label: 更多, default: «2024-01-10}}\n",
         "define-default fields.more.default\n"},
        {"a default of a year", SMALL "fields: {more: {type: year, label: 更多, default: «2024}}\n",
         "define-default fields.more.default\n"},
        {"a default of a table",
         SMALL "fields: {more: {type: table, table: table, label: 更多, default: «0}}\n",
         "define-default fields.more.default\n"},
        {"a default of annexes", SMALL "fields: {more: {type: annexes, label: 更多, default: «[]}}\n",
         "define-default fields.more.default\n"},
        {"a slot for a field there is not",
         SMALL "fields: {more: {type: text, label: 更多, default: «\"{agncy}\"}}\n",
         "define-slot fields.more.default\n"},
        {"a slot for a field that comes later",
         SMALL
         "fields: {more: {type: text, label: 更多, default: «\"{late}\"}, late: {type: text, label: 后}}\n",
         "define-slot fields.more.default\n"},
        {"a slot for prose", SMALL "fields: {more: {type: text, label: 更多, default: «\"{words}\"}}\n",
         "define-slot fields.more.default\n"},
        {"fields that are a list", SMALL "fields: «[agency]\n", "define-map fields\n"});
}

static void blocks_print_fields_of_their_kind(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a kind there is not", SMALL "blocks: {more: {kind: «drawing, field: words}}\n",
         "define-choice blocks.more.kind\n"},
        {"no kind", SMALL "blocks: {more: «{field: words, style: body}}\n", "define-missing blocks.more\n"},
        {"no field", SMALL "blocks: {more: «{kind: prose, style: body}}\n", "define-missing blocks.more\n"},
        {"no style", SMALL "blocks: {more: «{kind: prose, field: words}}\n", "define-missing blocks.more\n"},
        {"a style there is not", SMALL "blocks: {more: {kind: prose, field: words, style: «bodi}}\n",
         "define-style-unknown blocks.more.style\n"},
        {"a field there is not", SMALL "blocks: {more: {kind: prose, field: «wordz, style: body}}\n",
         "define-field-unknown blocks.more.field\n"},
        {"a text as prose", SMALL "blocks: {more: {kind: prose, field: «agency, style: body}}\n",
         "define-field-type blocks.more.field\n"},
        {"prose as a heading", SMALL "blocks: {more: {kind: heading, field: «words, style: level1}}\n",
         "define-field-type blocks.more.field\n"},
        {"prose as a table", SMALL "blocks: {more: {kind: table, field: «words}}\n",
         "define-field-type blocks.more.field\n"},
        {"a date that is no date", SMALL "blocks: {signature: {date: «agency}}\n",
         "define-field-type blocks.signature.date\n"},
        {"a signature without a name", SMALL "blocks: {signature: «{name: null}}\n",
         "define-missing blocks.signature\n"},
        {"a seal that is no bool", SMALL "blocks: {signature: {sealed: «words}}\n",
         "define-field-type blocks.signature.sealed\n"},
        {"a signature without its section", SMALL "signature: null\n", "^define-section blocks.signature\n"},
        {"annexes without their section", SMALL "annex: null\n", "^define-section blocks.annexes\n"},
        {"after nobody", SMALL "blocks: {more: {kind: prose, field: words, style: body, after: «nobody}}\n",
         "define-after blocks.more.after\n"});
}

#define REVIEW "extends: xxgk-2021\nreviews: {received: "

static void reviews_name_cells_and_phrases(void **state)
{
    (void)state;
    FAULTS_ARE(
        {"a cell there is not", REVIEW "{equals: «applications.new.totl}}\n",
         "define-cell-unknown reviews.received.equals\n"},
        {"a row without its column", REVIEW "{equals: «applications.new}}\n",
         "define-cell-unknown reviews.received.equals\n"},
        {"a field there is not", REVIEW "{field: «overviews}}\n",
         "define-field-unknown reviews.received.field\n"},
        {"a field without prose", REVIEW "{field: «agency}}\n", "define-field-type reviews.received.field\n"},
        {"no cell", REVIEW "«{equals: null}}\n", "define-missing reviews.received\n"},
        {"no phrases", REVIEW "«{phrases: null}}\n", "define-missing reviews.received\n"},
        {"a phrase without a number", REVIEW "{phrases: [«收到申请]}}\n",
         "define-phrase reviews.received.phrases[0]\n"},
        {"a phrase with two numbers", REVIEW "{phrases: [«\"{n}件中{n}件\"]}}\n",
         "define-phrase reviews.received.phrases[0]\n"},
        {"a phrase with too many gaps", REVIEW "{phrases: [«\"收…到…申…请…{n}件\"]}}\n",
         "define-phrase reviews.received.phrases[0]\n"},
        {"a phrase for nothing with a number", REVIEW "{phrases_for_zero: [«\"未收到{n}件\"]}}\n",
         "define-phrase reviews.received.phrases_for_zero[0]\n"},
        {"an empty phrase for nothing", REVIEW "{phrases_for_zero: [«\"\"]}}\n",
         "define-phrase reviews.received.phrases_for_zero[0]\n"},
        {"a phrase that is a list", REVIEW "{phrases: [«[收到]]}}\n",
         "define-text reviews.received.phrases[0]\n"},
        {"a kind there is not", REVIEW "{kind: «number}}\n", "define-choice reviews.received.kind\n"});
}

/* ---- what is right ---- */

static void names_never_lead_out_of_the_folders(void **state)
{
    (void)state;
    static const char *const names[] = {"../layouts/xxgk-2021", "./xxgk-2021", ".",   "..", "",
                                        "xxgk-2021/",           "/",           "XXGK"};
    for (size_t i = 0; i < COUNT(names); i++) {
        bx_arena arena = {0};
        bx_diags *diags = bx_diags_new();
        const layout *l = NULL;
        layout_wish wish = {.name = str_of(names[i])};
        assert_int_equal(layout_load(&arena, &case_layouts, &wish, diags, &l), BX_BAD_USAGE);
        assert_string_equal(bx_diags_at(diags, 0).code, "layout-unknown");
        bx_diags_free(diags);
        arena_clear(&arena);
    }
}

static void a_layout_on_top_changes_only_what_it_says(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *under = right(&arena, "extends: xxgk-2021\n"),
                 *over = right(
                     &arena, "extends: xxgk-2021\npage: {line_pitch: 29pt}\nstyles: {body: {face: song}}\n");
    assert_int_equal(over->page.line_pitch, LEN_FROM_PT(29));
    assert_int_equal(over->page.width, under->page.width);
    assert_true(str_is(layout_style(over, STR("body"))->face, "song"));
    assert_int_equal(layout_style(over, STR("body"))->size, layout_style(under, STR("body"))->size);
    assert_true(str_is(layout_style(over, STR("flush"))->face, "song")); /* like: body */
    assert_true(str_is(layout_style(over, STR("level1"))->face, "hei"));
    assert_int_equal(over->field_count, under->field_count);
    assert_int_equal(over->block_count, under->block_count);
    arena_clear(&arena);
}

static void the_national_page_is_that_of_the_standard(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const page_geometry *page = &right(&arena, "extends: xxgk-2021\n")->page;
    assert_int_equal(page->width, LEN_FROM_MM(210)); /* GB/T 9704 5.1, 5.2 */
    assert_int_equal(page->height, LEN_FROM_MM(297));
    assert_int_equal(page->margin_head, LEN_FROM_MM(37));
    assert_int_equal(page->margin_bind, LEN_FROM_MM(28));
    assert_int_equal(page->type_area_width, LEN_FROM_MM(156));
    assert_int_equal(page->type_area_height, LEN_FROM_MM(225));
    assert_int_equal(page->lines, 22);
    assert_int_equal(page->characters, 28);
    assert_int_equal(page->body_size, LEN_FROM_PT(16)); /* 三号 */
    /* 撑满: the last line ends at the type area's foot, within what rounding leaves of 21 pitches */
    bx_len foot = 21 * page->line_pitch + page->body_size - page->type_area_height;
    assert_in_range(foot + 21, 0, 42);
    arena_clear(&arena);
}

static size_t block_at(const layout *l, const char *name)
{
    size_t i = 0;
    while (i < l->block_count && !str_is(l->blocks[i].name, name)) i++;
    return i;
}

static void a_new_key_stands_behind_the_one_it_names(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(&arena, "extends: extra-field\n"
                                    "blocks:\n"
                                    "  last: {kind: prose, field: contact, style: body}\n"
                                    "  first: {kind: prose, field: contact, style: body, after: title}\n");
    assert_int_equal(block_at(l, "first"), block_at(l, "title") + 1);
    assert_int_equal(block_at(l, "heading_contact"), block_at(l, "other_matters") + 1);
    assert_int_equal(block_at(l, "contact"), block_at(l, "other_matters") + 2);
    assert_int_equal(block_at(l, "signature"), block_at(l, "other_matters") + 4); /* behind annex_list */
    assert_int_equal(block_at(l, "last"), l->block_count - 1);
    arena_clear(&arena);
}

static void a_null_takes_a_key_away(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(&arena, "extends: xxgk-2021\n"
                                    "blocks: {preface: null, nothing: null}\n"
                                    "tables: {proactive: {parts: {item5: null}}}\n"
                                    "reviews: null\n"
                                    "folio: null\n");
    assert_int_equal(block_at(l, "preface"), l->block_count);
    assert_int_equal(l->tables[0].part_count, 3);
    assert_int_equal(l->review_count, 0);
    assert_null(l->folio.style);
    arena_clear(&arena);
}

static const axis_node *row_of(const layout *l, const char *path)
{
    return axis_find(&l->tables[0].parts[0].rows, str_of(path));
}

static void the_kind_of_a_group_is_that_of_its_rows(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(&arena, SMALL MAIN "{rows: {done: {value: text}}}}}}\n");
    assert_int_equal(row_of(l, "done.road")->value, CELL_TEXT);
    assert_int_equal(row_of(l, "done.water")->value, CELL_DECIMAL); /* says so itself */
    assert_false(row_of(l, "plan")->has_value_type);
    assert_null(row_of(l, "road"));
    arena_clear(&arena);
}

static void cells_are_found_by_their_paths(void **state)
{
    (void)state;
    bx_arena arena = {0};
    const layout *l = right(&arena, "extends: xxgk-2021\n");
    cell_address at;
    assert_true(layout_find_cell(l, STR("applications.refused.state_secret.total"), &at));
    assert_true(str_is(l->fields[at.field].path, "applications"));
    assert_int_equal(at.row, 4); /* new, carried_in, granted, partly_granted before it */
    assert_int_equal(at.column, 6);
    assert_true(layout_find_cell(l, STR("proactive.fees"), &at)); /* a column without a name */
    assert_int_equal(at.part, 3);
    assert_true(layout_find_cell(l, STR("disputes.litigation_direct.total"), &at)); /* a row without one */
    assert_int_equal(at.column, 9);
    static const char *const none[] = {"applications",
                                       "applications.",
                                       "applications.new",
                                       "applications.new.",
                                       "applications.new.total.",
                                       "new.total",
                                       "applicationsXnew.total",
                                       ""};
    for (size_t i = 0; i < COUNT(none); i++) assert_false(layout_find_cell(l, str_of(none[i]), &at));
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_definition_is_told),
        cmocka_unit_test(the_page_must_hold_its_type_area),
        cmocka_unit_test(styles_stand_on_each_other),
        cmocka_unit_test(the_rules_of_lines_are_checked),
        cmocka_unit_test(a_table_makes_one_grid),
        cmocka_unit_test(a_rule_names_rows_or_columns),
        cmocka_unit_test(fields_are_checked),
        cmocka_unit_test(blocks_print_fields_of_their_kind),
        cmocka_unit_test(reviews_name_cells_and_phrases),
        cmocka_unit_test(names_never_lead_out_of_the_folders),
        cmocka_unit_test(a_layout_on_top_changes_only_what_it_says),
        cmocka_unit_test(the_national_page_is_that_of_the_standard),
        cmocka_unit_test(a_new_key_stands_behind_the_one_it_names),
        cmocka_unit_test(a_null_takes_a_key_away),
        cmocka_unit_test(the_kind_of_a_group_is_that_of_its_rows),
        cmocka_unit_test(cells_are_found_by_their_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
