/* Blocks: what a document says, in order, each with its style and role; nothing about where.
 *
 * In: a checked report. Out: paragraphs, tables and signatures that any official document is made of. Here
 * prose learns to know its headings (GB/T 9704 7.3.3). What never happens here: no font, no width, no page.
 * Every text has a number (text_id), by which the frames account for it. */
#ifndef BX_REPORT_BLOCK_H
#define BX_REPORT_BLOCK_H

#include "report/report.h"

/* A stretch of a paragraph in one style. */
typedef struct text_part {
    size_t from, to; /* bytes of the paragraph's text */
    const style *style;
    uint32_t heading; /* 1..6: H1..H6; 0: prose */
} text_part;

/* A paragraph that is an item of a list. */
typedef struct doc_item {
    size_t label,
        body; /* bytes: where its label begins and ends; before it the list's caption. body 0: none */
    bool is_first, is_last; /* of its list */
} doc_item;

typedef struct doc_paragraph {
    uint32_t text_id;
    bx_str text;        /* "\n" is a line break that is asked for */
    const style *style; /* of the paragraph as a whole */
    text_part *parts;   /* without gaps, in order */
    size_t part_count;
    size_t hang_at; /* lines but the first begin where this byte of the text stands; 0: at the left */
    doc_item item;
    passage origin; /* where the text stands in the data; source may be NULL */
} doc_paragraph;

typedef enum cell_role { CELL_CORNER, CELL_COLUMN_HEAD, CELL_ROW_HEAD, CELL_DATA } cell_role;

/* One of the labels that diagonals part. */
typedef struct doc_label {
    uint32_t text_id;
    bx_str text;
} doc_label;

typedef struct doc_cell {
    uint32_t text_id; /* 0: blank */
    bx_str text;
    uint32_t row, column, row_span, column_span; /* rows counted in the table, tracks from 0 */
    cell_role role;
    const style *style;
    const side_rules *sides; /* its own rules; NULL: none */
    const doc_label *labels; /* instead of a text: parted by label_count - 1 diagonals */
    uint32_t label_count;
    const value *source; /* may be NULL */
} doc_cell;

typedef struct doc_row {
    bool is_head;
    uint32_t head_row, head_count; /* the head rows that stand again above this row after a page break */
    uint32_t group_first,
        group_end;               /* rows of the outermost group of rows it stands in; itself alone: none */
    bool keep_next, keep_before; /* no page break below, above it */
    bool is_whole;               /* no page break inside it, if a page can hold it */
    bx_len min_height;
    size_t first_cell, cell_count; /* of the chunk's cells, those that begin in it */
} doc_row;

/* Rows of a table are made when they are set, so many at a time: a hundred thousand never stand in memory. */
enum { CHUNK_ROWS = 64 };

typedef struct doc_chunk {
    uint32_t first_row, row_count;
    doc_row *rows;
    doc_cell *cells; /* those that begin in these rows, by row, then column; they may reach beyond */
    size_t cell_count;
} doc_chunk;

typedef struct doc_table {
    const layout_table *layout;
    bx_str field, label; /* field: its data path */
    uint32_t row_count;
    const struct doc_part *parts;               /* blocks_parts.h */
    bool is_one_part;                           /* one head, one body */
    const doc_paragraph *caption, *left, *unit; /* above it; NULL: none */
    const doc_paragraph *continued;             /* above it on every further page: no content; NULL: none */
} doc_table;

typedef struct doc_picture {
    const picture *picture;
    bx_str alt;
    passage origin;
    const doc_paragraph *caption; /* below it; NULL: none */
    bx_str seal_field;            /* a seal: its data path; else empty */
} doc_picture;

typedef struct doc_signature {
    doc_paragraph name, date;
    bx_str name_field, date_field; /* their data paths */
    bool is_sealed;
    const doc_picture *seal; /* printed under both; NULL: by hand, or not at all */
} doc_signature;

typedef enum doc_kind { DOC_PARAGRAPH, DOC_TABLE, DOC_SIGNATURE, DOC_PICTURE } doc_kind;

typedef struct doc_block {
    doc_kind kind;
    bx_str name; /* the layout's name of the block, for dumps */
    union {
        doc_paragraph paragraph;
        doc_table table;
        doc_signature signature;
        doc_picture picture;
    };
} doc_block;

/* What an archive is told; what the data does not say is empty. */
typedef struct doc_filing {
    bx_str agency, year, number, classification, date; /* "2023"; "2024-01-10" */
} doc_filing;

typedef struct document {
    const layout *layout;
    bx_str title, author, date; /* date: "2024-01-10" or empty */
    doc_filing filing;
    doc_block *blocks;
    size_t block_count;
    const struct doc_texts *texts; /* blocks_texts.c */
    size_t text_count;
} document;

/* A text by its number, 1 to text_count. */
bx_str document_text(const document *doc, uint32_t text_id);

/* Everything lives in the arena and points into the report. Fails without memory only. */
bx_status blocks_make(bx_arena *arena, const report *r, bx_diags *diags, const document **out);

/* Rows [index × CHUNK_ROWS, …) of a table, made in an arena; the same each time, but for where `source` of
 * cells from a file lies. Fails without memory only. */
bool doc_table_chunk(const doc_table *table, bx_arena *arena, uint32_t index, doc_chunk *out);

static inline uint32_t doc_table_chunks(const doc_table *table)
{
    return (table->row_count + CHUNK_ROWS - 1) / CHUNK_ROWS;
}

/* Each text, in the order in which it is read, until `say` answers false; false then, and without memory.
 * (blocks_said.c) */
bool blocks_said(const document *doc, void *to, bool (*say)(void *to, bx_str text));

/* One block a line: name, style or size, text. */
bool blocks_dump(const document *doc, bx_buf *out); /* false: no memory */

#endif
