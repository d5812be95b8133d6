/* Names of the structure elements and landmarks. The tags of frames are standard structure types one by one,
 * so that no backend needs a map of roles. */
#include "frame/frame.h"

const char *frame_tag_name(node_tag tag)
{
    static const char *const names[TAG_COUNT] = {
        [TAG_DOCUMENT] = "Document",
        [TAG_SECT] = "Sect",
        [TAG_H1] = "H1",
        [TAG_H2] = "H2",
        [TAG_H3] = "H3",
        [TAG_H4] = "H4",
        [TAG_H5] = "H5",
        [TAG_H6] = "H6",
        [TAG_P] = "P",
        [TAG_SPAN] = "Span",
        [TAG_TABLE] = "Table",
        [TAG_CAPTION] = "Caption",
        [TAG_THEAD] = "THead",
        [TAG_TBODY] = "TBody",
        [TAG_TR] = "TR",
        [TAG_TH] = "TH",
        [TAG_TD] = "TD",
        [TAG_L] = "L",
        [TAG_LI] = "LI",
        [TAG_LBL] = "Lbl",
        [TAG_LBODY] = "LBody",
        [TAG_FIGURE] = "Figure",
        [TAG_NOTE] = "Note",
        [TAG_LINK] = "Link",
    };
    return names[tag];
}

const char *frame_landmark_name(node_landmark landmark)
{
    static const char *const names[] = {"", "signature", "date", "seal", "table"};
    return names[landmark];
}
