/* Frames: pages of placed things, the contract between typesetting and output formats.
 *
 * In: what `set` decided. Out: to a sink, page by page, so that a table of a hundred thousand rows never
 * stands in memory. All geometry is decided before a sink sees it; a sink decides nothing about where.
 * Lengths are bx_len, origin at the page's top left corner, y down. What never happens here: no fonts are
 * asked for advances, no text is broken.
 *
 * Everything drawn belongs to a structure node or is an artifact (page numbers, rules, repeated table heads).
 * Nodes are announced in document order (parents first) and closed when nothing further will belong to them;
 * a page may only name nodes that are announced and not closed. */
#ifndef BX_FRAME_FRAME_H
#define BX_FRAME_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/len.h"
#include "font/font.h"
#include "image/image.h"

/* ---- structure ---- */

typedef enum node_tag {
    TAG_DOCUMENT,
    TAG_SECT,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_P,
    TAG_SPAN,
    TAG_TABLE,
    TAG_CAPTION,
    TAG_THEAD,
    TAG_TBODY,
    TAG_TR,
    TAG_TH,
    TAG_TD,
    TAG_L,
    TAG_LI,
    TAG_LBL,
    TAG_LBODY,
    TAG_FIGURE,
    TAG_NOTE,
    TAG_LINK,
    TAG_COUNT
} node_tag;

/* The standard structure type (ISO 32000-1 14.8.4), e.g. "TH". (tags.c) */
const char *frame_tag_name(node_tag tag);

typedef enum node_scope { SCOPE_NONE, SCOPE_ROW, SCOPE_COLUMN, SCOPE_BOTH } node_scope;

/* What others look for on the pages: who signs an electronic seal, or takes a table out again. */
typedef enum node_landmark {
    LANDMARK_NONE,
    LANDMARK_SIGNATURE, /* the name of who signs */
    LANDMARK_DATE,
    LANDMARK_SEAL,
    LANDMARK_TABLE
} node_landmark;

/* "signature"; empty for none. (tags.c) */
const char *frame_landmark_name(node_landmark landmark);

typedef uint32_t node_id; /* from 1, serial in document order; 0: none */

/* A structure element's description; strings live until announce() returns. */
typedef struct frame_node {
    node_id id, parent; /* parent 0: the root */
    node_tag tag;
    node_scope scope;            /* TH */
    uint16_t row_span, col_span; /* TH, TD; 0 and 1 both mean one */
    const node_id *headers;      /* TD: the TH nodes it belongs to */
    size_t header_count;
    bx_str title;                  /* headings and titles: the whole text, for the outline; else empty */
    bx_str alt, actual_text, lang; /* empty: none */
    node_landmark landmark;
    bx_str name;   /* of a landmark: the data path of the field that it shows, e.g. "applications" */
    bx_str target; /* of a link: where it leads, an ASCII URI */
} frame_node;

/* ---- things on a page ---- */

typedef struct frame_colour {
    uint8_t r, g, b; /* sRGB; black is all 0 */
} frame_colour;

typedef struct frame_glyph {
    uint32_t glyph; /* in the face */
    bx_len x, y;    /* origin, from the run's, along its line and down from it; y is 0 for most */
    uint32_t text_at,
        text_len; /* the bytes of the run's text it stands for; a cluster's further glyphs have len 0 */
} frame_glyph;

/* Glyphs of one face and size on one baseline, which runs to the right, or upwards: then the run is turned
 * about its origin, what would stand to the right of it stands above, what would stand below stands right. */
typedef struct frame_run {
    const face *face;
    bx_len size, x, y; /* the origin, on the baseline */
    bool is_turned;    /* reads upwards, a quarter counter-clockwise */
    bx_len advance;    /* from the origin to the end of the last glyph's place */
    bx_len embolden;   /* stroke this wide besides filling; 0: fill only */
    frame_colour colour;
    const frame_glyph *glyphs;
    size_t count;
    bx_str text; /* the source text of the run */
} frame_run;

/* A straight rule: the middle of the stroke from one end to the other, butt ends. Horizontal or vertical, or
 * diagonal. */
typedef struct frame_rule {
    bx_len x0, y0, x1, y1, weight;
    frame_colour colour;
} frame_rule;

typedef struct frame_fill {
    bx_len x, y, width, height;
    frame_colour colour;
} frame_fill;

/* A picture, upright, stretched to a box. It covers what was drawn before it. */
typedef struct frame_image {
    bx_len x, y, width, height;
    const picture *picture; /* lives until the sink is done with the document */
} frame_image;

typedef enum item_kind { ITEM_RUN, ITEM_RULE, ITEM_FILL, ITEM_IMAGE } item_kind;

/* Why something is no content. */
typedef enum artifact_kind { ARTIFACT_NONE, ARTIFACT_PAGINATION, ARTIFACT_LAYOUT } artifact_kind;

typedef struct frame_item {
    item_kind kind;
    node_id node;           /* 0: an artifact */
    node_id table;          /* the Table that it is drawn for, artifacts too; 0: none */
    artifact_kind artifact; /* why */
    uint32_t text_id; /* runs: which text of the document this is a part of (see frame_texts); 0: none */
    uint32_t text_at; /* runs: offset of run.text in it */
    bool is_repeat;   /* runs: the text stands elsewhere already (a repeated head) */
    union {
        frame_run run;
        frame_rule rule;
        frame_fill fill;
        frame_image image;
    };
} frame_item;

typedef struct frame_page {
    uint32_t index; /* from 0 */
    bx_str label;   /* the page's number as printed, e.g. "1"; empty if none is printed */
    bx_len width, height;
    const frame_item *items; /* in reading order, but for pictures, which lie under all else */
    size_t count;
} frame_page;

/* Who receives the frames. Any of them may answer another status than BX_OK, which ends the setting. */
typedef struct frame_sink {
    void *to;
    bx_status (*announce)(void *to, const frame_node *node);
    bx_status (*page)(void *to, const frame_page *page); /* items live until it returns */
    bx_status (*close)(void *to, node_id node);
} frame_sink;

/* ---- sinks of this room ---- */

/* Writes what it receives as JSON into buf: one list of nodes and pages in the order they came, one node or
 * item a line, keys in a fixed order, lengths in points with three decimals; what is 0, false, black or empty
 * is left out. frame_json_begin, then the sink, then frame_json_end (BX_BAD_MACHINE without memory). (json.c)
 */
typedef struct frame_json {
    bx_buf *out;
    bool any; /* something stands in the list already */
} frame_json;
frame_sink frame_json_begin(frame_json *json, bx_buf *out);
bx_status frame_json_end(frame_json *json);

/* The set lines as text for people: "page x y width size face | text", one run a line; "face turned" where it
 * reads upwards. The caller looks at out->failed at the end. (lines.c) */
frame_sink frame_lines(bx_buf *out);

/* Passes everything on to another sink until there are more pages or glyphs than the limits allow: that is
 * told, is_beyond is set and the setting ends, with BX_BAD_MACHINE, for after BX_BAD_DATA it would go on to
 * look for further faults. (bounds.c) */
typedef struct frame_bounds {
    frame_sink next;
    const bx_limits *limits;
    bx_diags *diags;
    uint64_t pages, glyphs;
    bool is_beyond;
} frame_bounds;
frame_sink frame_bounds_begin(frame_bounds *b, frame_sink next, const bx_limits *limits, bx_diags *diags);

/* A seal reaches so great a part of its height below the date: a sixth; so name and date lie somewhat below
 * its middle (GB/T 9704 7.3.5.1). */
enum { FRAME_SEAL_BELOW_DATE = 6 };

/* Passes everything on to another sink and writes as JSON where the landmarks stand: one box for each page
 * that one stands on, {kind, field, page, label, page_width, page_height, x, y, width, height}, in
 * millimetres from the page's top left corner. A text's box is that of its characters' em boxes, a table's
 * that of its outer strokes. Beside the date stands where a seal belongs (GB/T 9704 7.3.5), if none is
 * printed; seal_size 0: as large as most are. What it notes lives in the arena; out holds the JSON after
 * frame_geometry_end. (geometry.c) */
typedef struct frame_mark frame_mark;
typedef struct frame_geometry {
    frame_sink next;
    bx_buf *out;
    bx_arena *arena;
    bx_diags *diags;
    VEC(frame_mark) marks; /* announced and not closed */
    bx_len seal_size;      /* across, of one that is to be put there */
    bool any;
} frame_geometry;
frame_sink frame_geometry_begin(frame_geometry *g, frame_sink next, bx_len seal_size, bx_buf *out,
                                bx_arena *arena, bx_diags *diags);
bx_status frame_geometry_end(frame_geometry *g);

/* The texts of a document by text_id, 1 to count. */
typedef struct frame_texts {
    const void *of;
    bx_str (*find)(const void *of, uint32_t text_id);
    size_t count;
} frame_texts;

/* The proof of content: passes everything on to another sink and checks on the way that every text of the
 * document stands among the frames exactly once, in order, repeats apart. (audit.c) */
typedef struct frame_audit {
    frame_sink next;
    bx_diags *diags;
    frame_texts texts;
    uint32_t *cursor; /* how far each text has been placed, by text_id - 1 */
} frame_audit;
bx_status frame_audit_begin(frame_audit *audit, frame_sink next, frame_texts texts, bx_arena *arena,
                            bx_diags *diags, frame_sink *out);

/* MSG_text_lost, a BX_BUG, for each text not placed to its end (white space and line breaks may be left out).
 */
bx_status frame_audit_end(frame_audit *audit);

#endif
