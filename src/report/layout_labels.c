/* Where the labels of a head and of the rows stand: a group takes one row of the head (one track of the stub)
 * or as many as it says, a leaf all that are left. */
#include "report/layout_parts.h"

/* What a node's own label takes at least; what it says itself is checked when it is placed. */
static uint32_t own_depth(const axis_node *node)
{
    return node->label_span ? node->label_span : 1;
}

uint32_t axis_depth(const axis_node *root)
{
    uint32_t deepest = 0;
    for (size_t i = 0; i < root->kid_count; i++) {
        uint32_t depth = own_depth(&root->kids[i]) + axis_depth(&root->kids[i]);
        if (depth > deepest) deepest = depth;
    }
    return deepest;
}

/* A label that says how much it takes, with nothing below it, must end where the head (the stub) ends. */
static void check_leaf(const definer *d, const axis_node *leaf, uint32_t left)
{
    const value *said = value_find(leaf->source, STR("rows"));
    if (!said) said = value_find(leaf->source, STR("span"));
    if (leaf->label_span && leaf->label_span < left)
        define_tell(d, said ? said : leaf->source, MSG_define_label_hole, leaf->label);
}

static void place(const definer *d, axis_node *node, uint32_t at, uint32_t depth)
{
    uint32_t left = depth > at ? depth - at : 0; /* nothing: told as too deep */
    if (!node->kid_count) check_leaf(d, node, left);
    node->label_at = at;
    node->label_span = node->kid_count ? own_depth(node) : left;
    for (size_t i = 0; i < node->kid_count; i++) place(d, &node->kids[i], at + node->label_span, depth);
}

void axis_place_labels(const definer *d, axis_node *root, uint32_t depth)
{
    for (size_t i = 0; i < root->kid_count; i++) place(d, &root->kids[i], 0, depth);
}
