/* The texts of a document in the order in which they are read. */
#include "report/block.h"

static bool say_cells(const doc_table *table, void *to, bool (*say)(void *to, bx_str text))
{
    bool goes_on = true;
    for (uint32_t i = 0; goes_on && i < doc_table_chunks(table); i++) {
        bx_arena arena = {0};
        doc_chunk chunk;
        goes_on = doc_table_chunk(table, &arena, i, &chunk);
        for (size_t n = 0; goes_on && n < chunk.cell_count; n++) {
            const doc_cell *cell = &chunk.cells[n];
            if (!cell->label_count) goes_on = say(to, cell->text);
            /* the label at the upper right is read first */
            for (uint32_t l = cell->label_count; goes_on && l-- > 0;) goes_on = say(to, cell->labels[l].text);
        }
        arena_clear(&arena);
    }
    return goes_on;
}

static bool say_table(const doc_table *table, void *to, bool (*say)(void *to, bx_str text))
{
    const doc_paragraph *above[] = {table->caption, table->left, table->unit};
    for (size_t i = 0; i < sizeof above / sizeof *above; i++)
        if (above[i] && !say(to, above[i]->text)) return false;
    return say_cells(table, to, say);
}

bool blocks_said(const document *doc, void *to, bool (*say)(void *to, bx_str text))
{
    for (size_t i = 0; i < doc->block_count; i++) {
        const doc_block *b = &doc->blocks[i];
        bool goes_on = true;
        if (b->kind == DOC_PARAGRAPH) goes_on = say(to, b->paragraph.text);
        if (b->kind == DOC_TABLE) goes_on = say_table(&b->table, to, say);
        if (b->kind == DOC_SIGNATURE)
            goes_on = say(to, b->signature.name.text) && say(to, b->signature.date.text);
        if (b->kind == DOC_PICTURE && b->picture.caption) goes_on = say(to, b->picture.caption->text);
        if (!goes_on) return false;
    }
    return true;
}
