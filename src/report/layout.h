/* A layout: everything that is particular to one official form, read from its folder and checked as strictly
 * as data.
 *
 * In: layouts/NAME/layout.yaml and the layouts it extends. Out: an immutable structure, shared by all
 * documents. What never happens here: no report is read, no font is opened, nothing is placed. Lengths are
 * bx_len; parts of an em and numbers of characters are in 1/65536 (EM). */
#ifndef BX_REPORT_LAYOUT_H
#define BX_REPORT_LAYOUT_H

#include "base/arena.h"
#include "base/len.h"
#include "data/value.h"
#include "text/rules.h"

typedef struct page_geometry {
    bx_len width, height, margin_head, margin_bind, type_area_width, type_area_height;
    uint32_t lines, characters;
    bx_len line_pitch;        /* resolved: "fill" is (height - body size) / (lines - 1) */
    const struct style *body; /* the grid is that of its size and face */
    bx_len body_size;
    bx_len character_pitch; /* type_area_width / characters */
} page_geometry;

/* DECIMAL: in a table's column the decimal points stand below each other, the longest in the middle. */
typedef enum style_align { ALIGN_JUSTIFY, ALIGN_START, ALIGN_CENTER, ALIGN_END, ALIGN_DECIMAL } style_align;

/* Where a text stands in a cell that is higher. */
typedef enum style_valign { VALIGN_MIDDLE, VALIGN_TOP, VALIGN_BOTTOM } style_valign;

/* TRACKING_GRID: one character takes type area width / characters (GB/T 9704 5.2.3). */
typedef enum style_tracking { TRACKING_NONE, TRACKING_GRID } style_tracking;

typedef struct style style;
struct style {
    bx_str name;
    bx_str face, latin; /* font roles */
    bx_len size;
    style_tracking tracking;
    bx_len latin_scale; /* EM: size of Latin letters and digits against the style's */
    bool is_bold;
    style_align align;
    style_valign valign;
    bool is_vertical;    /* in a cell: one character below the other */
    bx_len indent_first; /* EM, in characters of this style */
    bx_len line_gap;     /* between em boxes of its lines; 0: lines stand on the page's grid */
    bx_len space_before, space_after;
    uint32_t blank_lines_before, blank_lines_after;
    uint32_t min_lines_before_break, min_lines_after_break;
    bool keep_next;
    bool is_balanced;   /* lines of about equal length, the longer ones first */
    bool is_page_start; /* begins a new page */
};

/* 7.3.3: how a paragraph that is a heading begins. */
typedef struct level {
    bx_str before, after; /* around the numeral: （ and ） */
    bool is_chinese;      /* 一二三, else 1 2 3 */
    const style *style;
    bool is_run_in; /* the heading ends at the first 。 and the text goes on behind it */
    uint32_t depth; /* from 1 */
} level;

typedef enum field_type {
    FIELD_TEXT,
    FIELD_LINES,
    FIELD_PROSE,
    FIELD_YEAR,
    FIELD_DATE,
    FIELD_BOOL,
    FIELD_TABLE,
    FIELD_ANNEXES,
    FIELD_PICTURE
} field_type;

typedef struct layout_table layout_table;

typedef struct field {
    bx_str path; /* "headings.overview" */
    field_type type;
    bx_str label, help;
    bool is_required;
    bool is_plain;              /* prose whose paragraphs are no headings, however they begin */
    uint32_t max_characters;    /* 0: the library's limit */
    const bx_str *placeholders; /* what the skeleton holds in its place, to be warned of */
    size_t placeholder_count;
    bx_str after_year;         /* a date: the field of the year it must lie behind; empty: none */
    bx_str alt;                /* a picture's alternative text, where the data has none; may hold {fields} */
    const value *fallback;     /* `default`; NULL: none */
    const layout_table *table; /* FIELD_TABLE */
    bx_str table_name;
} field;

typedef enum cell_type { CELL_COUNT, CELL_INTEGER, CELL_DECIMAL, CELL_SIGNED, CELL_TEXT } cell_type;

/* A rule along one side of a table, a group or a cell. UNSET: what stands around it decides. */
typedef enum rule_kind { RULE_UNSET, RULE_NONE, RULE_SINGLE, RULE_DOUBLE } rule_kind;
typedef struct table_rule {
    rule_kind kind;
    bx_len weight; /* of one stroke */
} table_rule;

/* From the middle of a double rule's one stroke to that of the other: a gap as wide as a stroke parts them,
 * but they are so far apart that they never look like one; 0 of other rules. */
bx_len table_rule_step(table_rule rule);

/* What a rule takes across, both strokes and the gap of a double one; 0 where there is none. */
bx_len table_rule_width(table_rule rule);

typedef struct side_rules {
    table_rule top, bottom, left, right;
} side_rules;

/* What rules a table has where no cell says otherwise. */
typedef struct table_rules {
    side_rules frame;
    table_rule head;          /* below a head */
    table_rule stub;          /* right of the row labels */
    table_rule rows, columns; /* between rows, between columns */
    table_rule groups;        /* between the outermost groups of rows; UNSET: as between rows */
    table_rule parts;         /* between parts; UNSET: as between rows */
} table_rules;

/* Rows and columns are trees: a group spans what stands below it. A name that begins with "_" is no part of
 * the data path. */
typedef struct axis_node axis_node;
struct axis_node {
    bx_str name, label;
    const style *style; /* NULL: the table's own for heads and stubs */
    bool is_stub;       /* a column that holds the row labels */
    bool has_value_type;
    cell_type value; /* has_value_type: what stands in this row's or column's cells */
    bool has_places;
    uint32_t places;         /* has_places: decimals are printed with so many places */
    const style *cell_style; /* of the values in this row or column; NULL: the table's */
    uint32_t span;           /* columns: tracks of a leaf */
    side_rules sides;        /* of all cells below it together */
    bx_str *diagonal;        /* a stub's head, or a grid's label: two or three labels parted by diagonals */
    size_t diagonal_count;
    bool is_row_head;            /* a column whose values are the heads of their rows */
    bool is_merged;              /* a column of a list in which equal neighbours are one cell */
    bool is_list;                /* a leaf row that stands for as many rows as the data gives */
    uint32_t max_rows;           /* of a list; 0: the library's limit */
    bool keep_next, keep_before; /* a row, or a group: no page break below its last, above its first row */
    bool is_whole;               /* a leaf row that no page break parts, if a page can hold it */
    bx_len min_height;           /* of a leaf row; 0: the table's */
    axis_node *kids;
    size_t kid_count;
    uint32_t first, extent;        /* tracks or rows covered, counted in the part */
    uint32_t label_at, label_span; /* rows of the head, or tracks of the stub, that its label takes */
    uint32_t leaf, leaf_count; /* the values below it: leaf_columns (leaf_rows) [leaf, leaf + leaf_count) */
    const value *source;
    bx_str path; /* dotted data path below the table, without hidden names */
};

/* What a label of a free grid says of the cells beside it. */
typedef enum grid_role { GRID_TEXT, GRID_COLUMN_HEAD, GRID_ROW_HEAD } grid_role;

/* A cell of a free grid: a label, or a value (a leaf of the part's head, by name). */
typedef struct grid_cell {
    uint32_t row, column, row_span, column_span;
    grid_role role;         /* of a label; a value's is GRID_TEXT */
    const axis_node *label; /* label, style, diagonal, sides; NULL: a value */
    const axis_node *value;
} grid_cell;

/* A part is a head over rows, or a free grid: then head.kids are its values in order, all in one hidden leaf
 * row, and the cells say where everything stands. */
typedef struct table_part {
    bx_str name;
    grid_cell *grid; /* by row, then column; NULL: no grid */
    size_t grid_count;
    uint32_t grid_rows;
    axis_node *grid_row_nodes;             /* min_height, keep_next, keep_before, is_whole; by grid row */
    axis_node head;                        /* an unnamed root over the head's columns */
    axis_node rows;                        /* an unnamed root over the rows */
    uint32_t head_depth;                   /* rows the head takes */
    axis_node **leaf_columns, **leaf_rows; /* values only, in order */
    size_t leaf_column_count, leaf_row_count;
} table_part;

/* FIXED: a length (mm, characters and per cent are resolved when the layout is read). SHARE: a part of what
 * the others leave. CONTENT: by what stands in it. EQUAL: by content, and as wide as all other such tracks.
 */
typedef enum track_kind { TRACK_FIXED, TRACK_SHARE, TRACK_CONTENT, TRACK_EQUAL } track_kind;
enum { TRACKS_MAX = 100 }; /* of a table; its columns are no more */
typedef struct track {
    track_kind kind;
    bx_len fixed;
    bx_len share; /* EM */
} track;

/* What stands above a table; empty texts: nothing. {number} is the table's number among those that have one;
 * {field} a field's text. */
typedef struct table_above {
    bx_str caption, left, unit; /* the caption; below it at the left and at the right: 编制单位, 单位：万元 */
    bx_str continued;           /* on every further page: 续表 */
    const style *caption_style, *unit_style, *continued_style;
} table_above;

/* Where a table may be parted by pages. */
typedef struct table_breaks {
    bool keep_together;  /* rather on a new page, whatever stays blank */
    bool keep_groups;    /* outermost groups of rows that fit on a page are not parted */
    bool splits_rows;    /* a row of many lines may be parted between lines */
    bool splits_columns; /* what is too wide goes on on further pages, the row labels again */
    bool is_turned;      /* lies on its side (GB/T 9704 8) */
} table_breaks;

typedef enum rule_axis { RULE_EACH_COLUMN, RULE_EACH_ROW } rule_axis;

typedef struct rule_term {
    bx_str name;
    const axis_node *node; /* a leaf, or a group for the sum of its leaves */
    bool is_negative, is_right, is_needed;
} rule_term;

/* A 勾稽关系: left side = right side, once for each leaf of the other axis. */
typedef struct balance_rule {
    bx_str name, label, equation;
    rule_axis each;
    const table_part *part; /* where all its terms stand */
    rule_term *terms;
    size_t term_count;
    const value *source;
} balance_rule;

struct layout_table {
    bx_str name;
    track *tracks;
    size_t track_count;
    uint32_t stub; /* tracks that hold row labels */
    bool warns_of_blank;
    table_part *parts;
    size_t part_count;
    balance_rule *rules;
    size_t rule_count;
    const style *text_style, *head_style, *stub_style;
    table_rules ruling;
    table_above above;
    table_breaks breaks;
    bx_str blank_text; /* what stands in a cell without a value: nothing, 0, — */
    bx_len padding_x, padding_y, row_height, space_before, space_after, min_size;
    bx_len min_pitch; /* EM: how near characters may come before they become smaller; EM: not at all */
};

/* Does its caption hold its number? */
bool table_is_numbered(const layout_table *table);

/* Of two rules that are asked for on one edge: what is said beats nothing, a stroke beats none, then the
 * heavier one, then two strokes. */
table_rule table_rule_of(table_rule a, table_rule b);

/* The heaviest rule of a table's frame takes so much room; half of it lies outside the grid. */
bx_len table_frame_weight(const layout_table *table);

typedef enum review_kind { REVIEW_PROSE_NUMBER, REVIEW_NOTHING_SAID } review_kind;

/* What a reviewer would ask; never more than a warning. */
typedef struct review {
    bx_str name, label;
    review_kind kind;
    bx_str field;
    bx_str cell; /* equals / when_positive: "applications.new.total"; empty: none */
    bx_str *phrases, *zero_phrases;
    size_t phrase_count, zero_phrase_count;
    const value *source;
} review;

typedef enum block_kind {
    BLOCK_TITLE,
    BLOCK_HEADING,
    BLOCK_PROSE,
    BLOCK_TABLE,
    BLOCK_NOTE,
    BLOCK_SIGNATURE,
    BLOCK_ANNEX_LIST,
    BLOCK_ANNEXES,
    BLOCK_PICTURE
} block_kind;

typedef struct layout_block {
    bx_str name;
    block_kind kind;
    bx_str field;                      /* what it prints */
    bx_str agency, date, sealed, seal; /* BLOCK_SIGNATURE: the fields it prints */
    const style *style;
} layout_block;

typedef struct signature_rules { /* GB/T 9704 7.3.5 */
    const style *style;
    uint32_t blank_lines_before, sealed_blank_lines_before, min_lines_with;
    bx_len name_indent_right, date_offset, sealed_date_indent_right; /* EM, characters */
    bx_len seal_width; /* of its picture; 0: by the file's own resolution */
} signature_rules;

typedef struct folio_rules { /* GB/T 9704 7.5 */
    const style *style;      /* NULL: no page numbers */
    bx_str text;             /* {page} stands for the number */
    bx_len below_type_area;
    bx_len indent; /* EM */
} folio_rules;

typedef struct annex_rules { /* GB/T 9704 7.3.7, 7.3.4 */
    const style *mark, *title;
    const style *list, *list_more; /* 附件说明: its first line, those below it */
} annex_rules;

/* What an archive is told of the filing: the fields that hold it; empty: none does. */
typedef struct filing_fields {
    bx_str agency, year, number, classification, date; /* number: 发文字号; classification: 密级 */
} filing_fields;

/* Where a layout's cell stands: "applications.new.total". */
typedef struct cell_address {
    size_t field, part, row, column;
} cell_address;

/* What last year's report leaves for this year's: so many cells side by side, of a row or one alone. */
typedef struct carry_rule {
    bx_str label;
    cell_address from, to; /* in last year's report, in this year's */
    size_t cells;
} carry_rule;

typedef struct layout {
    bx_str name, title, standard, lang;
    bx_str extends; /* the layout it stands on; empty: none */
    uint32_t version;
    bool is_base; /* only for others to extend */
    page_geometry page;
    style *styles;
    size_t style_count;
    level *levels;
    size_t level_count;
    field *fields;
    size_t field_count;
    layout_table *tables;
    size_t table_count;
    review *reviews;
    size_t review_count;
    carry_rule *carries;
    size_t carry_count;
    layout_block *blocks;
    size_t block_count;
    signature_rules signature;
    folio_rules folio;
    annex_rules annex;
    filing_fields filing;
    text_rules text;
} layout;

typedef struct layout_dirs {
    const char *const *dirs;
    size_t count;
} layout_dirs;

/* A layout by name, and where the name was written; {0} if in no file. */
typedef struct layout_wish {
    bx_str name;
    bx_place at;
} layout_wish;

/* Read the definition of a layout from the first of the folders that has NAME/layout.yaml, with all that it
 * extends. Everything lives in the arena. BX_BAD_USAGE if there is no such layout (BX_BAD_DATA if a file asks
 * for it), BX_BAD_DATA if the definition is wrong (each fault with its place). */
bx_status layout_load(bx_arena *arena, const layout_dirs *dirs, const layout_wish *wish, bx_diags *diags,
                      const layout **out);

/* The same of a definition in memory, called `file` in diagnostics; what it extends is in the folders. */
bx_status layout_load_bytes(bx_arena *arena, const layout_dirs *dirs, bx_str bytes, const char *file,
                            bx_diags *diags, const layout **out);

/* The halves of both: the definition merged with all that it extends (merge.c), and what it means. */
bx_status layout_definition(bx_arena *arena, const layout_dirs *dirs, const layout_wish *wish,
                            bx_diags *diags, const value **out);
bx_status layout_definition_from(bx_arena *arena, const layout_dirs *dirs, bx_str bytes, const char *file,
                                 bx_diags *diags, const value **out);
bx_status layout_understand(bx_arena *arena, const value *definition, bx_diags *diags, const layout **out);

/* A cell by its path; false if there is none. */
bool layout_find_cell(const layout *l, bx_str path, cell_address *out);

/* A field by its path; NULL if the layout has none. */
const field *layout_field(const layout *l, bx_str path);

/* A style by name; NULL if the layout has none. */
const style *layout_style(const layout *l, bx_str name);

/* Do the values of this column head their rows? What is one cell over several rows is a label of theirs. */
static inline bool axis_heads_rows(const axis_node *column)
{
    return column->is_row_head || column->is_merged;
}

/* A name that begins with "_" is no part of a data path. */
bool axis_is_hidden(const axis_node *node);

/* The node of an axis by its dotted path ("refused.state_secret", "total"); NULL if there is none. */
const axis_node *axis_find(const axis_node *root, bx_str path);

#endif
