/* Number trees and name trees: one level of leaves under the root, each some thousand bytes. */
#include "pdf/tree.h"

#include <stdio.h>

#include "pdf/bytes.h"

enum { LEAF_BYTES = 8192 };

void pdf_tree_clear(pdf_tree *tree)
{
    buf_clear(&tree->entries);
    buf_clear(&tree->kids);
}

/* A node's bytes: limits (not for the root) and entries. */
static uint32_t write_node(pdf_tree *tree, pdf_out *out, bool has_limits, const char *kind,
                           const bx_buf *content)
{
    uint32_t number = pdf_out_number(out);
    bx_buf node = {0};
    buf_text(&node, "<<");
    if (has_limits) buf_print(&node, "/Limits[%s %s]", tree->first, tree->last);
    buf_print(&node, "/%s[", kind);
    buf_str(&node, buf_slice(content));
    buf_text(&node, "]>>");
    pdf_out_checked(out, content);
    pdf_out_checked(out, &node);
    pdf_out_object(out, PACK_TAGS, number, buf_slice(&node));
    buf_clear(&node);
    return out->status == BX_OK ? number : 0;
}

static bx_status finish_leaf(pdf_tree *tree, pdf_out *out)
{
    uint32_t number = write_node(tree, out, true, tree->kind, &tree->entries);
    buf_reset(&tree->entries);
    pdf_bytes_ref(&tree->kids, number);
    buf_char(&tree->kids, ' ');
    return pdf_out_checked(out, &tree->kids);
}

bx_status pdf_tree_add(pdf_tree *tree, pdf_out *out, const char *key, bx_str value)
{
    if (tree->entries.len > LEAF_BYTES) BX_TRY(finish_leaf(tree, out));
    if (!tree->entries.len) snprintf(tree->first, sizeof tree->first, "%s", key);
    snprintf(tree->last, sizeof tree->last, "%s", key);
    buf_text(&tree->entries, key);
    buf_char(&tree->entries, ' ');
    buf_str(&tree->entries, value);
    buf_char(&tree->entries, ' ');
    return pdf_out_checked(out, &tree->entries);
}

uint32_t pdf_tree_end(pdf_tree *tree, pdf_out *out)
{
    if (!tree->kids.len) return write_node(tree, out, false, tree->kind, &tree->entries);
    if (finish_leaf(tree, out) != BX_OK) return 0;
    return write_node(tree, out, false, "Kids", &tree->kids);
}
