/* What the files that make blocks share. False or NULL: no memory. */
#ifndef BX_REPORT_BLOCKS_PARTS_H
#define BX_REPORT_BLOCKS_PARTS_H

#include "report/block.h"

typedef struct blocks_maker {
    bx_arena *arena;
    const report *report;
    const layout_block *block; /* being made */
    VEC(doc_block) blocks;
    VEC(bx_str) texts;
    bx_buf title;
    uint32_t last_heading; /* level of the last heading made */
    uint32_t heading_base; /* level above a paragraph numbered 一、 */
} blocks_maker;

/* A part of a table, its cells made once; rows are described when they are asked for. */
struct doc_part {
    const table_part *layout;
    uint32_t first_row, row_count; /* of the table's rows, head and all */
    const doc_cell *cells;         /* heads, row labels, fixed rows; by row, then column */
    size_t cell_count;
};

/* A number for a text. */
bool blocks_text(blocks_maker *m, bx_str text, uint32_t *id);
doc_block *blocks_push(blocks_maker *m, doc_kind kind);
doc_paragraph *blocks_paragraph(blocks_maker *m, const passage *p, const style *s);
uint32_t blocks_heading(blocks_maker *m, uint32_t wanted);

/* blocks_prose.c: paragraphs in the block's style; is_plain: they are no headings, however they begin. */
bool blocks_prose(blocks_maker *m, const passage *passages, size_t count, bool is_plain);

/* blocks_table.c; doc_table_chunk is in blocks_rows.c */
bool blocks_table(blocks_maker *m, const field_value *f);

#endif
