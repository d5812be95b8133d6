/* The blocks as text, one a line. */
#include "report/block.h"

static void dump_paragraph(bx_str name, const char *kind, const doc_paragraph *p, bx_buf *out)
{
    for (size_t i = 0; i < p->part_count; i++) {
        const text_part *part = &p->parts[i];
        buf_print(out, "%.*s %s #%u %.*s", STR_ARG(name), i ? "  …" : kind, p->text_id,
                  STR_ARG(part->style->name));
        if (part->heading) buf_print(out, " H%u", part->heading);
        if (p->item.body)
            buf_print(out, " %sLI %zu,%zu", p->item.is_first ? "L>" : "", p->item.label, p->item.body);
        buf_char(out, ' ');
        buf_json_string(out, str_slice(p->text, part->from, part->to - part->from));
        buf_char(out, '\n');
    }
}

static void dump_rule(const char *side, table_rule rule, bx_buf *out)
{
    static const char *const kinds[] = {"", "none", "single", "double"};
    if (rule.kind) buf_print(out, " %s-%s", side, kinds[rule.kind]);
}

static void dump_sides(const side_rules *sides, bx_buf *out)
{
    dump_rule("top", sides->top, out);
    dump_rule("bottom", sides->bottom, out);
    dump_rule("left", sides->left, out);
    dump_rule("right", sides->right, out);
}

static bool is_usual(const style *s, const layout_table *table)
{
    return s == table->text_style || s == table->head_style || s == table->stub_style;
}

static void dump_cell(bx_str name, const layout_table *table, const doc_cell *c, bx_buf *out)
{
    static const char *const roles[] = {"corner", "column-head", "row-head", "data"};
    buf_print(out, "%.*s cell %u,%u span %u,%u %s #%u ", STR_ARG(name), c->row, c->column, c->row_span,
              c->column_span, roles[c->role], c->text_id);
    for (uint32_t i = 0; i < c->label_count; i++) {
        buf_print(out, "%s#%u ", i ? " / " : "", c->labels[i].text_id);
        buf_json_string(out, c->labels[i].text);
    }
    if (!c->label_count) buf_json_string(out, c->text);
    if (!is_usual(c->style, table)) buf_print(out, " %.*s", STR_ARG(c->style->name));
    if (c->sides) dump_sides(c->sides, out);
    buf_char(out, '\n');
}

static bool dump_table(bx_str name, const doc_table *t, bx_buf *out)
{
    buf_print(out, "%.*s table %u rows %zu columns\n", STR_ARG(name), t->row_count, t->layout->track_count);
    if (t->caption) dump_paragraph(name, "caption", t->caption, out);
    if (t->left) dump_paragraph(name, "left", t->left, out);
    if (t->unit) dump_paragraph(name, "unit", t->unit, out);
    if (t->continued) dump_paragraph(name, "continued", t->continued, out);
    bool is_made = true;
    for (uint32_t i = 0; is_made && i < doc_table_chunks(t); i++) {
        bx_arena arena = {0};
        doc_chunk chunk;
        is_made = doc_table_chunk(t, &arena, i, &chunk);
        for (size_t n = 0; is_made && n < chunk.cell_count; n++)
            dump_cell(name, t->layout, &chunk.cells[n], out);
        arena_clear(&arena);
    }
    return is_made;
}

static void dump_picture(bx_str name, const char *kind, const doc_picture *p, bx_buf *out)
{
    buf_print(out, "%.*s %s %ux%u ", STR_ARG(name), kind, p->picture->width, p->picture->height);
    buf_json_string(out, p->alt);
    buf_char(out, '\n');
    if (p->caption) dump_paragraph(name, "caption", p->caption, out);
}

bool blocks_dump(const document *doc, bx_buf *out)
{
    for (size_t i = 0; i < doc->block_count; i++) {
        const doc_block *b = &doc->blocks[i];
        switch (b->kind) {
        case DOC_PARAGRAPH:
            dump_paragraph(b->name, "paragraph", &b->paragraph, out);
            break;
        case DOC_TABLE:
            if (!dump_table(b->name, &b->table, out)) return false;
            break;
        case DOC_SIGNATURE:
            dump_paragraph(b->name, b->signature.is_sealed ? "sealed-name" : "name", &b->signature.name, out);
            dump_paragraph(b->name, "date", &b->signature.date, out);
            if (b->signature.seal) dump_picture(b->name, "seal", b->signature.seal, out);
            break;
        case DOC_PICTURE:
            dump_picture(b->name, "picture", &b->picture, out);
            break;
        }
    }
    return true;
}
