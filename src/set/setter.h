/* What the files of this room share: the document being set, slabs, the flow of slabs into pages. */
#ifndef BX_SET_SETTER_H
#define BX_SET_SETTER_H

#include "set/set.h"
#include "text/stretches.h"
#include "text/text.h"

typedef struct set_table set_table; /* table.h */

/* A horizontal slice that no page break divides: a line of text or a table row. Items stand at their x on the
 * page, their y counts from the slab's top. */
typedef struct slab slab;
struct slab {
    bx_len height;
    bx_len space_before,
        space_after;       /* least distance from the slab before and after; none at a page's top */
    uint32_t blank_before; /* empty lines above; none at a page's top */
    bool is_on_grid;       /* its em box stands on a line of the page's grid */
    bool starts_page;
    bool is_turned;         /* lies on its side; a page holds slabs of one kind only */
    bool keep_before;       /* no page break above it */
    bool is_captioned;      /* nor that, which would part a table from its caption */
    const set_table *alone; /* shares its page with slabs of this table only; NULL: with all */
    bool keeps_group;       /* a page break above it parts a group of rows that fits on one page */
    bool is_text;           /* counts as a line of text beside a signature, as a table's row does */
    frame_item *items;
    size_t item_count;
    set_table *table; /* a row of this table, drawn when its page closes; else NULL */
    uint32_t row;
    uint32_t band, bands;  /* of a row that pages may part: which of its lines, of how many; 0, 0: the row */
    bx_len offset;         /* of a band: from the row's upper edge to its text */
    bx_len grown;          /* part of the height, for a label that no part of its rows holds */
    const node_id *closes; /* nodes that end with it */
    size_t close_count;
    passage origin; /* of the text, for diagnostics */
    bx_len top;     /* on the page being filled, from the type area's top */
    uint32_t batch; /* where its items lie (memory.c) */
};

/* What a page break does, the worst first: it parts a table's head from its rows, or the table
 * from its caption; it parts the lines of a label over several rows, for which no part has room, or makes
 * rows grow for it; it parts what should stay together; it leaves a row alone; it parts a group of rows; no
 * harm. */
typedef enum harm {
    HARM_TEARS,
    HARM_SPLITS,
    HARM_GROWS,
    HARM_PARTS,
    HARM_LONELY,
    HARM_GROUP,
    HARM_NONE
} harm;

typedef struct flow {
    VEC(slab) slabs;      /* not yet on a page */
    size_t fitting;       /* so many of them have their tops and fit the page being filled */
    uint32_t page;        /* pages closed so far */
    bool keep_next;       /* the next slab stays with the last one */
    uint32_t blank_after; /* empty lines the last block asks for below it */
    set_blank blank;
} flow;

/* An arena that lives shorter than the document. */
typedef struct set_pool set_pool;
struct set_pool {
    bx_arena arena;
    set_pool *next, *before;
    uint32_t number; /* of a batch, from 1; else 0 */
};

typedef struct setter {
    bx_arena *arena;   /* where things are made now */
    bx_arena *lasting; /* what is needed until the document's end */
    struct {
        set_pool *first, *last;
    } pools;
    set_pool *batch; /* where slabs are made; NULL: none yet */
    const document *doc;
    const layout *layout;
    font_set *fonts;
    bx_diags *diags;
    frame_sink sink;
    text_setter text;
    flow flow;
    node_id last_node, root;
    node_id list;       /* that goes on with the next paragraph; 0: none */
    uint64_t roles;     /* font roles the document uses, a bit each */
    bool has_told_bold; /* that a bold is drawn by stroking */
    bx_len *baselines;  /* EM, by style; 0: not yet known (style_baseline) */
    set_stats *stats;
} setter;

/* ---- memory.c ---- */

/* From now on things are made in another arena; answers the one before. */
bx_arena *set_into(setter *s, bx_arena *arena);

/* A new arena; NULL without memory. */
set_pool *pool_new(setter *s);
void pool_free(setter *s, set_pool *pool);
void pools_clear(setter *s);

/* From now on slabs are made, and nothing is in use any more that was made for slabs before: begins a new
 * batch if the one before has grown large. */
bx_status batch_begin(setter *s);

/* No slab is left of the batches before `first`. */
void batches_free(setter *s, uint32_t first);

/* ---- tell.c ---- */

/* Where a text stands in the data; nothing for one that is not from there. The path's ptr is NULL without
 * memory. */
bx_place passage_place(const passage *p, size_t at);
bx_str passage_path(const setter *s, const passage *p);

/* Tell a fault of a text; {1} is its beginning. Fails without memory only. */
bx_status passage_tell(const setter *s, message_id id, const passage *p);

/* ---- paragraph.c ---- */

/* A style's roles and sizes for the text room. False (and a diagnostic) if a role is not in the list of
 * fonts. */
bx_status set_format(setter *s, const style *style, bx_len size, text_format *out);

/* Where the type area's left edge is. */
static inline bx_len area_left(const setter *s)
{
    return s->layout->page.margin_bind;
}

/* The type area as what stands in it sees it: on a turned page its height is what lines run along. What is
 * turned is set from the same left and upper edge, as if the page lay on its side; turn.c turns it. */
static inline bx_len area_width(const setter *s, bool is_turned)
{
    return is_turned ? s->layout->page.type_area_height : s->layout->page.type_area_width;
}
static inline bx_len area_height(const setter *s, bool is_turned)
{
    return area_width(s, !is_turned);
}

/* What a text's bytes from one on belong to. */
typedef struct text_owner {
    size_t from;
    node_id node; /* 0: an artifact */
} text_owner;

/* Text already broken into lines, to be made into frame items. */
typedef struct set_text {
    const text_items *items;
    const text_lines *lines;
    uint32_t text_id;
    const text_owner
        *owners; /* ascending; of bytes before the first, and of all if there are none: no node */
    size_t owner_count;
    artifact_kind artifact;
    bool is_repeat;
} set_text;

/* The runs of one line, x from `left`, baseline y, appended to a list. */
typedef struct item_list {
    VEC(frame_item) list;
} item_list;
bx_status set_line(const setter *s, const set_text *text, size_t line, bx_len left, bx_len baseline,
                   item_list *out);

bx_status set_paragraph(setter *s, const doc_paragraph *p);

/* Items of a paragraph, each of its parts in its style; em: what a character of its first one takes. */
bx_status set_paragraph_items(setter *s, const doc_paragraph *p, bx_len *em, text_items *out);

/* How far below its em box's top a style's baseline stands, in EM: such that the ink of ideographs is in the
 * box's middle. The standard measures the type area at the characters (GB/T 33476.2 6.2), and faces differ in
 * where they hang them. */
bx_len style_baseline(const setter *s, const style *style);

/* From a slab's top to the baseline of its line. */
bx_len line_baseline(const setter *s, const slab *slab, const style *style);

/* A text's items, all in one format. */
bx_status set_items(setter *s, const passage *words, const text_format *format, text_items *out);

/* Items and lines of a text in one style, at a size that may be another than the style's. */
bx_status set_words(setter *s, const passage *words, const style *style, bx_len size,
                    const text_measure *measure, text_items *items, text_lines *lines);

/* A new structure node below a parent, announced. */
bx_status set_node(setter *s, frame_node *node);

/* ---- owners.c ---- */

/* The structure nodes of a paragraph, announced: which bytes belong to which, and those that end with its
 * last line. */
typedef struct paragraph_nodes {
    VEC(text_owner) owners;
    VEC(node_id) closes;
} paragraph_nodes;
bx_status set_owners(setter *s, const doc_paragraph *p, paragraph_nodes *out);

typedef struct id_list {
    VEC(node_id) ids;
} id_list;
bx_status add_id(const setter *s, id_list *list, node_id id);

/* Links and foreign words in a text that is all of one node, a cell's or a caption's. Their nodes follow each
 * other. */
typedef struct set_stretches {
    text_stretches found;
    node_id first;
} set_stretches;
bx_status stretches_find(setter *s, bx_str text, set_stretches *out);
bx_status stretches_announce(setter *s, bx_str text, node_id parent, set_stretches *of);

/* Both for a caption, with what they announce in the list of what closes with it. */
bx_status stretches_caption(setter *s, bx_str text, node_id parent, set_stretches *of, id_list *closes);

/* The text belongs to a node, but for them. */
bx_status stretches_own(const setter *s, const set_stretches *of, node_id parent, set_text *text);

static inline size_t stretches_count(const set_stretches *of)
{
    return of->found.list.count;
}

/* The owner of a byte. */
node_id owner_at(const set_text *text, size_t at);

/* ---- table.c ---- */
bx_status set_table_block(setter *s, const doc_table *t);

/* ---- signature.c ---- */
bx_status set_signature(setter *s, const doc_signature *signature);

/* ---- picture.c ---- */
bx_status set_picture(setter *s, const doc_picture *p);

/* A picture's item, its node announced below a parent. */
bx_status picture_item(setter *s, const doc_picture *p, node_id parent, const frame_image *box,
                       frame_item **out);

/* Pictures go before all else on their page, so that they hide nothing. */
bx_status pictures_under(setter *s, item_list *items);

/* ---- flow.c ---- */

/* Put a slab behind the others; closes pages as they fill. */
bx_status flow_add(setter *s, const slab *slab);

/* Close what is left. */
bx_status flow_end(setter *s);

/* Where a slab ends on its page, a table's frame included. */
bx_len slab_foot(const slab *slab);

/* ---- flow_break.c ---- */

/* Must a page begin with this slab, whatever stands before it? */
static inline bool slab_begins_page(const slab *slab)
{
    return slab->starts_page || slab[-1].is_turned != slab->is_turned || slab[-1].alone != slab->alone;
}

/* So many slabs the page being filled takes; 0 if every break would part a table's head from its rows. */
size_t flow_break(const setter *s);

/* The last lines of text, so many of them, and what comes next stand on one page (GB/T 9704 7.3.5.5). */
void flow_keep_last(setter *s, uint32_t lines);

/* ---- turn.c ---- */

/* What was set as if the page lay on its side, as it stands on the upright page (GB/T 9704 8). */
void turn_items(const setter *s, item_list *items);

/* ---- folio.c ---- */
bx_status set_folio(setter *s, uint32_t number, item_list *out);

#endif
