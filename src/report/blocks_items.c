/* Lists in prose: paragraphs that follow each other and are numbered on in one way, where the layout's levels
 * make no headings of them. */
#include "base/utf8.h"
#include "report/blocks_parts.h"

/* A label: what stands around its number. */
typedef struct label_form {
    const char *before, *after;
    bool is_chinese;
} label_form;

static const label_form FORMS[] = {
    {"（", "）", false}, {"(", ")", false}, {"", "）", false},  {"", ")", false}, {"", "．", false},
    {"", ".", false},    {"", "、", false}, {"（", "）", true}, {"(", ")", true}, {"", "、", true}};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS, FORM_CIRCLED = FORM_COUNT, NUMBER_MAX = 99 };

typedef struct item_label {
    size_t form;
    uint32_t number; /* 0: no label */
    size_t len;      /* bytes, blanks behind it included */
} item_label;

static uint32_t read_digits(bx_str text, size_t *at)
{
    uint32_t number = 0;
    for (; *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9' && number <= NUMBER_MAX; ++*at)
        number = number * 10 + (uint32_t)(text.ptr[*at] - '0');
    return number;
}

/* 一 to 九十九. */
static uint32_t read_chinese(bx_str text, size_t *at)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    uint32_t number = 0, digit = 0;
    for (bool is_any = true; is_any && number <= NUMBER_MAX;) {
        bx_str rest = str_from(text, *at);
        is_any = false;
        if (str_starts_with(rest, STR("十"))) {
            if (number >= 10) return 0;
            number = (digit ? digit : 1) * 10, digit = 0, is_any = true;
        }
        for (uint32_t i = 0; i < 9 && !is_any && !digit; i++)
            if (str_starts_with(rest, str_of(digits[i]))) digit = i + 1, is_any = true;
        if (is_any) *at += 3;
    }
    return number + digit;
}

static item_label read_form(bx_str text, size_t form)
{
    bx_str before = str_of(FORMS[form].before), after = str_of(FORMS[form].after);
    if (!str_starts_with(text, before)) return (item_label){0};
    size_t at = before.len;
    uint32_t number = FORMS[form].is_chinese ? read_chinese(text, &at) : read_digits(text, &at);
    if (number > NUMBER_MAX || !str_starts_with(str_from(text, at), after)) return (item_label){0};
    at += after.len;
    bool is_decimal = at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' && str_is(after, ".");
    if (is_decimal) return (item_label){0};
    return (item_label){form, number, at};
}

/* ① to ⑳. */
static item_label read_circled(bx_str text)
{
    size_t at = 0;
    uint32_t code = text.len ? utf8_next(text, &at) : 0;
    bool is_circled = code >= 0x2460 && code <= 0x2473;
    return is_circled ? (item_label){FORM_CIRCLED, code - 0x2460 + 1, at} : (item_label){0};
}

static item_label read_label(const doc_paragraph *p)
{
    if (p->part_count != 1 || p->parts[0].heading) return (item_label){0};
    item_label label = read_circled(p->text);
    for (size_t i = 0; i < FORM_COUNT && !label.number; i++) label = read_form(p->text, i);
    while (label.number && label.len < p->text.len && p->text.ptr[label.len] == ' ') label.len++;
    return label.len < p->text.len ? label : (item_label){0};
}

static bool goes_on(item_label label, item_label next)
{
    return label.number && next.form == label.form && next.number == label.number + 1;
}

void blocks_find_items(doc_block *blocks, size_t count)
{
    item_label before = {0}, label = count ? read_label(&blocks[0].paragraph) : before;
    for (size_t i = 0; i < count; i++) {
        item_label next = i + 1 < count ? read_label(&blocks[i + 1].paragraph) : (item_label){0};
        bool is_first = !goes_on(before, label), is_last = !goes_on(label, next);
        if (label.number && !(is_first && is_last))
            blocks[i].paragraph.item = (doc_item){0, label.len, is_first, is_last};
        before = label;
        label = next;
    }
}
