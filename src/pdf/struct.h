/* The structure tree (ISO 32000-1 14.7): elements leave memory as they close, as bytes in object streams.
 *
 * An element's kids stand in reading order although nodes may be announced long before their content comes: a
 * child takes its place among its parent's own pieces of content when its first content is drawn, and
 * children without content keep the order they were announced in. */
#ifndef BX_PDF_STRUCT_H
#define BX_PDF_STRUCT_H

#include "frame/frame.h"
#include "pdf/out.h"
#include "pdf/tree.h"

enum { STRUCT_BUCKETS = 1024 };

typedef struct struct_node struct_node;

typedef struct pdf_struct {
    pdf_out *out;
    struct_node *open[STRUCT_BUCKETS]; /* by id */
    struct_node *spare;                /* closed, to be used again */
    struct_node *root;                 /* StructTreeRoot */
    pdf_tree ids, parents;             /* IDTree, ParentTree */
    uint32_t keys;                     /* pages and annotations in the parent tree */
    bool has_ids;
    bx_buf page_parents; /* of the page that is being drawn: the elements of its MCIDs */
    bx_buf made;         /* the element that is being written */
} pdf_struct;

/* Reserves the root. */
bx_status pdf_struct_begin(pdf_struct *tags, pdf_out *out);
/* Its memory. */
void pdf_struct_clear(pdf_struct *tags);

/* A node whose parent is open; MSG_pdf_node if it is not, or the id is in use. file: the specification of the
 * file that belongs to it, an object's number; 0: none. */
bx_status pdf_struct_announce(pdf_struct *tags, const frame_node *node, uint32_t file);

/* What a piece of content belongs to: its node's tag, the heading it stands in (0: none). */
typedef struct pdf_struct_piece {
    node_tag tag;
    node_id heading;
    bx_str target; /* of a link; lives until the node closes */
} pdf_struct_piece;

/* MSG_pdf_node if the node is not open. */
bx_status pdf_struct_find(pdf_struct *tags, node_id id, pdf_struct_piece *piece);

/* A piece of content of a node on a page (an object number); mcid counts from 0 on each page. */
bx_status pdf_struct_mark(pdf_struct *tags, node_id id, uint32_t page, uint32_t mcid);

/* An annotation of a node on a page, both object numbers: its key in the parent tree (StructParent); -1 after
 * a failure. */
int32_t pdf_struct_annotate(pdf_struct *tags, node_id id, uint32_t page, uint32_t annotation);

/* Where a figure stands on its page (ISO 32000-1 14.8.5.4.3, BBox): left, foot, right, top in the page's own
 * space. */
bx_status pdf_struct_box(pdf_struct *tags, node_id id, const bx_len box[4]);

/* Write the element; MSG_pdf_node if it is not open or a child still is. */
bx_status pdf_struct_close(pdf_struct *tags, node_id id);

/* After a page's last piece: its key in the parent tree (StructParents); -1 if it has no pieces or a failure
 * came. */
int32_t pdf_struct_page(pdf_struct *tags);

/* The root's number; 0 after a failure. All nodes are closed. */
uint32_t pdf_struct_end(pdf_struct *tags);

#endif
