/* A checked report as blocks, in the layout's order. */
#include "report/blocks_parts.h"

doc_block *blocks_push(blocks_maker *m, doc_kind kind)
{
    doc_block *block = vec_push(m->arena, &m->blocks);
    if (!block) return NULL;
    block->kind = kind;
    block->name = m->block->name;
    return block;
}

bool blocks_labels(blocks_maker *m, const axis_node *label, doc_cell *cell)
{
    if (!label->diagonal) return true;
    doc_label *labels = arena_array(m->arena, doc_label, label->diagonal_count);
    if (!labels) return false;
    for (size_t i = 0; i < label->diagonal_count; i++) {
        labels[i].text = label->diagonal[i];
        if (!blocks_text(m, labels[i].text, &labels[i].text_id)) return false;
    }
    cell->text = STR("");
    cell->labels = labels;
    cell->label_count = (uint32_t)label->diagonal_count;
    return true;
}

bool blocks_line(bx_arena *arena, const passage *p, const style *s, doc_paragraph *out)
{
    *out = (doc_paragraph){.text = p->text, .origin = *p, .style = s, .part_count = 1};
    out->parts = arena_array(arena, text_part, 1);
    if (out->parts) out->parts[0] = (text_part){0, p->text.len, s, 0};
    return out->parts != NULL;
}

static bool make_paragraph(blocks_maker *m, const passage *p, const style *s, doc_paragraph *out)
{
    return blocks_line(m->arena, p, s, out) && blocks_text(m, p->text, &out->text_id);
}

doc_paragraph *blocks_paragraph(blocks_maker *m, const passage *p, const style *s)
{
    doc_block *block = blocks_push(m, DOC_PARAGRAPH);
    return block && make_paragraph(m, p, s, &block->paragraph) ? &block->paragraph : NULL;
}

/* No level is skipped going down (ISO 14289-1 7.4.2), whatever a paragraph's number says. */
uint32_t blocks_heading(blocks_maker *m, uint32_t wanted)
{
    uint32_t level = wanted > m->last_heading + 1 ? m->last_heading + 1 : wanted;
    m->last_heading = level > 6 ? 6 : level;
    return m->last_heading;
}

/* A title's lines are one heading, broken where the data asks. */
static bool make_title(blocks_maker *m, const field_value *f)
{
    bx_buf joined = {0};
    for (size_t i = 0; i < f->passage_count; i++) {
        if (i) buf_char(&joined, '\n');
        buf_str(&joined, f->passages[i].text);
        buf_str(&m->title, f->passages[i].text);
    }
    bx_str text = buf_keep(&joined, m->arena);
    if (!text.ptr || m->title.failed) return false;
    if (!text.len) return true;
    passage p = {text, f->source, 0};
    doc_paragraph *made = blocks_paragraph(m, &p, m->block->style);
    if (made) made->parts[0].heading = blocks_heading(m, 1);
    return made != NULL;
}

static bool make_heading(blocks_maker *m, const field_value *f)
{
    if (!f->text.len) return true;
    passage p = {f->text, f->source, 0};
    doc_paragraph *made = blocks_paragraph(m, &p, m->block->style);
    if (made) made->parts[0].heading = blocks_heading(m, 2);
    return made != NULL;
}

static bool make_picture(blocks_maker *m, const field_value *f)
{
    if (!f->picture) return true;
    doc_block *block = blocks_push(m, DOC_PICTURE);
    doc_paragraph *caption = f->passage_count ? arena_new(m->arena, doc_paragraph) : NULL;
    if (!block || (f->passage_count && !caption)) return false;
    block->picture = (doc_picture){
        .picture = f->picture, .alt = f->text, .origin = {f->text, f->source, 0}, .caption = caption};
    return !caption || make_paragraph(m, &f->passages[0], m->block->style, caption);
}

/* The seal's caption, if the data has one, is not for a signature. */
static bool make_seal(blocks_maker *m, doc_signature *signature)
{
    const field_value *f = report_field(m->report, m->block->seal);
    if (!f || !f->picture) return true;
    doc_picture *seal = arena_new(m->arena, doc_picture);
    if (!seal) return false;
    *seal = (doc_picture){.picture = f->picture,
                          .alt = f->text,
                          .origin = {f->text, f->source, 0},
                          .seal_field = m->block->seal};
    signature->seal = seal;
    signature->is_sealed = true;
    return true;
}

static bool make_signature(blocks_maker *m)
{
    const field_value *agency = report_field(m->report, m->block->agency),
                      *date = report_field(m->report, m->block->date);
    const field_value *sealed = report_field(m->report, m->block->sealed);
    if (!agency || !date || !date->text.len) return true;
    doc_block *block = blocks_push(m, DOC_SIGNATURE);
    if (!block) return false;
    const style *s = m->report->layout->signature.style;
    passage name = {agency->text, agency->source, 0}, day = {date->text, date->source, 0};
    block->signature.is_sealed = sealed && sealed->truth;
    block->signature.name_field = m->block->agency;
    block->signature.date_field = m->block->date;
    return make_seal(m, &block->signature) && make_paragraph(m, &name, s, &block->signature.name) &&
           make_paragraph(m, &day, s, &block->signature.date);
}

/* GB/T 9704 7.3.7: a new page; 附件 and its number flush left on line 1, the title on line 3, then the text.
 */
static bool make_annex(blocks_maker *m, const annex *a, size_t number)
{
    const annex_rules *rules = &m->report->layout->annex;
    bx_str mark = number ? arena_print(m->arena, "附件%zu", number) : STR("附件");
    passage p = {mark, NULL, 0};
    if (!mark.ptr || !rules->mark || !blocks_paragraph(m, &p, rules->mark)) return false;
    doc_paragraph *title = blocks_paragraph(m, &a->title, rules->title);
    if (!title) return false;
    title->parts[0].heading = blocks_heading(m, 2);
    m->heading_base = 2;
    bool is_made = blocks_prose(m, a->paragraphs, a->count, false);
    m->heading_base = 1;
    return is_made;
}

static bool make_annexes(blocks_maker *m, const field_value *f)
{
    for (size_t i = 0; i < f->annex_count; i++)
        if (!make_annex(m, &f->annexes[i], f->annex_count > 1 ? i + 1 : 0)) return false;
    return true;
}

/* 附件说明 (GB/T 9704 7.3.4): 附件： and the title; several are numbered under each other, a long title goes
 * on under its first character, and no mark stands behind it. */
static bool make_annex_list(blocks_maker *m, const field_value *f)
{
    const annex_rules *rules = &m->report->layout->annex;
    for (size_t i = 0; i < f->annex_count; i++) {
        const passage *title = &f->annexes[i].title;
        bx_str before =
            f->annex_count > 1 ? arena_print(m->arena, "%s%zu.", i ? "" : "附件：", i + 1) : STR("附件：");
        passage p = *title;
        p.text = before.ptr ? arena_print(m->arena, "%s%.*s", before.ptr, STR_ARG(title->text)) : before;
        p.source_at = title->source_at >= before.len ? title->source_at - before.len : 0;
        doc_paragraph *made = p.text.ptr ? blocks_paragraph(m, &p, i ? rules->list_more : rules->list) : NULL;
        if (!made) return false;
        made->hang_at = before.len;
        if (f->annex_count > 1)
            made->item = (doc_item){i ? 0 : STR("附件：").len, before.len, !i, i + 1 == f->annex_count};
    }
    return true;
}

static bool make_block(blocks_maker *m)
{
    const field_value *f = report_field(m->report, m->block->field);
    if (m->block->kind == BLOCK_SIGNATURE) return make_signature(m);
    if (!f) return true; /* the layout's own fault, told when it was read */
    switch (m->block->kind) {
    case BLOCK_TITLE:
        return make_title(m, f);
    case BLOCK_HEADING:
        return make_heading(m, f);
    case BLOCK_PROSE:
        return blocks_prose(m, f->passages, f->passage_count, f->field->is_plain);
    case BLOCK_NOTE:
        return blocks_prose(m, f->passages, f->passage_count, true);
    case BLOCK_TABLE:
        return !f->table || blocks_table(m, f);
    case BLOCK_ANNEX_LIST:
        return make_annex_list(m, f);
    case BLOCK_ANNEXES:
        return make_annexes(m, f);
    case BLOCK_PICTURE:
        return make_picture(m, f);
    case BLOCK_SIGNATURE:
        break;
    }
    return true;
}

static bx_str text_of(const report *r, bx_str name)
{
    const field_value *field = report_field(r, name);
    return field && field->text.len ? field->text : STR("");
}

static bx_str day_of(const blocks_maker *m, bx_str name)
{
    const field_value *date = report_field(m->report, name);
    if (!date || !date->year) return STR("");
    return arena_print(m->arena, "%04d-%02d-%02d", date->year, date->month, date->day);
}

static bool describe_filing(const blocks_maker *m, document *doc)
{
    const filing_fields *fields = &m->report->layout->filing;
    doc->filing = (doc_filing){.agency = text_of(m->report, fields->agency),
                               .year = text_of(m->report, fields->year),
                               .number = text_of(m->report, fields->number),
                               .classification = text_of(m->report, fields->classification),
                               .date = day_of(m, fields->date)};
    return doc->filing.date.ptr;
}

/* What the file says of itself: the title in one line (a form without one is called as its layout), the
 * agency and the day, as the signature has them, else the filing. */
static bool describe(blocks_maker *m, document *doc)
{
    doc->title = m->title.len ? arena_copy(m->arena, buf_slice(&m->title)) : m->report->layout->title;
    if (!describe_filing(m, doc)) return false;
    doc->author = doc->filing.agency;
    doc->date = doc->filing.date;
    for (size_t i = 0; i < m->report->layout->block_count; i++) {
        const layout_block *b = &m->report->layout->blocks[i];
        if (b->kind != BLOCK_SIGNATURE) continue;
        doc->author = text_of(m->report, b->agency);
        doc->date = day_of(m, b->date);
    }
    return doc->title.ptr && doc->date.ptr;
}

bx_status blocks_make(bx_arena *arena, const report *r, bx_diags *diags, const document **out)
{
    document *doc = arena_new(arena, document);
    blocks_maker m = {
        .arena = arena, .report = r, .heading_base = 1, .texts = arena_new(arena, struct doc_texts)};
    bool is_made = doc && m.texts;
    for (size_t i = 0; is_made && i < r->layout->block_count; i++) {
        m.block = &r->layout->blocks[i];
        is_made = make_block(&m);
    }
    is_made = is_made && describe(&m, doc);
    buf_clear(&m.title);
    if (!is_made) return diag_memory(diags);
    doc->layout = r->layout;
    doc->blocks = m.blocks.items, doc->block_count = m.blocks.count;
    doc->texts = m.texts, doc->text_count = m.text_count;
    *out = doc;
    return BX_OK;
}
