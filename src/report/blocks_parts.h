/* What the files that make blocks share. False or NULL: no memory. */
#ifndef BX_REPORT_BLOCKS_PARTS_H
#define BX_REPORT_BLOCKS_PARTS_H

#include "report/block.h"

/* Texts that were kept elsewhere, numbered in a row: those of a list's cells. */
typedef struct text_run {
    uint32_t first_id;
    size_t end; /* of the texts of this run and those before it */
    const bx_str *texts;
} text_run;

struct doc_texts {
    VEC(bx_str) own; /* in the order of their numbers, the runs left out */
    VEC(text_run) runs;
};

typedef struct blocks_maker {
    bx_arena *arena;
    const report *report;
    const layout_block *block; /* being made */
    VEC(doc_block) blocks;
    struct doc_texts *texts;
    size_t text_count;
    bx_buf title;
    uint32_t table_number; /* of the last table that has one */
    uint32_t last_heading; /* level of the last heading made */
    uint32_t heading_base; /* level above a paragraph numbered 一、 */
} blocks_maker;

/* A list's rows among those of the table; row r, leaf column c has the text first_id + r × columns + c. */
typedef struct doc_list {
    const table_list *list;
    uint32_t first_row, first_id;
} doc_list;

/* Cells that have rules of their own along the sides of all of them together: a column, a group of rows. */
typedef struct sided_area {
    uint32_t row, row_end, column, column_end; /* of the table */
    const side_rules *sides;
} sided_area;

typedef struct sided_list {
    VEC(sided_area) areas;
} sided_list;

/* A part of a table, its cells made once; rows are described when they are asked for. */
struct doc_part {
    const table_part *layout;
    const table_data *data;
    const doc_list *lists; /* in the order of their rows */
    size_t list_count;
    sided_list sided;
    uint32_t first_row, row_count; /* of the table's rows, head and all */
    const doc_cell *cells;         /* heads, row labels, fixed rows; by row, then column */
    size_t cell_count;
};

/* blocks_texts.c: a number for a text; numbers for many in a row, of which the first is told. */
bool blocks_text(blocks_maker *m, bx_str text, uint32_t *id);
bool blocks_texts(blocks_maker *m, const bx_str *texts, size_t count, uint32_t *first_id);

/* A paragraph of one style, without a number; the labels that diagonals part, instead of a cell's text. */
bool blocks_line(bx_arena *arena, const passage *p, const style *s, doc_paragraph *out);
bool blocks_labels(blocks_maker *m, const axis_node *label, doc_cell *cell);

doc_block *blocks_push(blocks_maker *m, doc_kind kind);
doc_paragraph *blocks_paragraph(blocks_maker *m, const passage *p, const style *s);
uint32_t blocks_heading(blocks_maker *m, uint32_t wanted);

/* blocks_prose.c: paragraphs in the block's style; is_plain: they are no headings, however they begin. */
bool blocks_prose(blocks_maker *m, const passage *passages, size_t count, bool is_plain);

/* blocks_items.c: paragraphs that follow each other; marks the items of lists among them. */
void blocks_find_items(doc_block *blocks, size_t count);

/* blocks_sides.c: does a cell say anything of its sides? The areas of a part that say something of their
 * sides; what that means for one cell
 * (*out: NULL if nothing). */
bool side_rules_say(const side_rules *s);
bool blocks_sided(bx_arena *arena, const struct doc_part *part, sided_list *out);
bool blocks_sides(bx_arena *arena, const sided_list *list, const doc_cell *cell, const side_rules **out);

/* blocks_above.c: the texts above a table. */
bool blocks_above(blocks_maker *m, const layout_table *layout, doc_table *out);

/* blocks_table.c; doc_table_chunk is in blocks_rows.c, a list's cells in blocks_list.c */
bool blocks_table(blocks_maker *m, const field_value *f);

/* blocks_grid.c: the cells of a part that is a free grid. */
bool blocks_grid(blocks_maker *m, struct doc_part *part);

/* The table's row of a leaf row: those before it, each list with all it has. */
uint32_t blocks_row_at(const struct doc_part *part, uint32_t leaf);

typedef struct cell_list {
    VEC(doc_cell) cells;
} cell_list;

/* The cells that begin in a row of a list, counted from its first. */
bool blocks_list_row(const struct doc_part *part, const doc_list *list, uint32_t row, bx_arena *arena,
                     cell_list *out);

#endif
