/* Number trees and name trees (ISO 32000-1 7.9.6, 7.9.7), written leaf by leaf as their keys come, in
 * ascending order: the table of a hundred thousand rows leaves some bytes a leaf in memory, no more. */
#ifndef BX_PDF_TREE_H
#define BX_PDF_TREE_H

#include "pdf/out.h"

typedef struct pdf_tree {
    const char *kind; /* "Nums" or "Names" */
    bx_buf entries;   /* of the leaf that is filling: key value key value … */
    char first[16], last[16];
    bx_buf kids; /* references to the leaves written */
} pdf_tree;

/* Its memory; what was written stays. */
void pdf_tree_clear(pdf_tree *tree);

/* The key as PDF writes it, at most 15 bytes: "17", "(b12)". */
bx_status pdf_tree_add(pdf_tree *tree, pdf_out *out, const char *key, bx_str value);

/* The root, as an object of its own: its number; 0 after a failure. */
uint32_t pdf_tree_end(pdf_tree *tree, pdf_out *out);

#endif
