/* What stands above a table: its caption, 编制单位 and 单位, and 续表 on further pages. */
#include "report/blocks_parts.h"
#include "report/report_parts.h"

typedef struct above_maker {
    blocks_maker *m;
    bx_str number;
} above_maker;

/* *out stays NULL if there is nothing to print; what stands again on each page is no content. */
static bool make_line(const above_maker *a, bx_str template, const style *s, bool is_content,
                      const doc_paragraph **out)
{
    slot_filler filler = {
        .arena = a->m->arena, .report = a->m->report, .number = a->number, .most = SIZE_MAX / 8};
    passage p = {0};
    if (!report_fill_slots(&filler, template, &p.text)) return false;
    if (!p.text.len) return true;
    doc_paragraph *made = arena_new(a->m->arena, doc_paragraph);
    *out = made;
    return made && blocks_line(a->m->arena, &p, s, made) &&
           (!is_content || blocks_text(a->m, made->text, &made->text_id));
}

bool blocks_above(blocks_maker *m, const layout_table *layout, doc_table *out)
{
    const table_above *above = &layout->above;
    above_maker a = {.m = m, .number = STR("")};
    if (table_is_numbered(layout)) a.number = arena_print(m->arena, "%u", ++m->table_number);
    return a.number.ptr && make_line(&a, above->caption, above->caption_style, true, &out->caption) &&
           make_line(&a, above->left, above->unit_style, true, &out->left) &&
           make_line(&a, above->unit, above->unit_style, true, &out->unit) &&
           make_line(&a, above->continued, above->continued_style, false, &out->continued);
}
