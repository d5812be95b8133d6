/* Page objects (ISO 32000-1 7.7.3), in leaves of 64 under one root, and page labels (12.4.2). */
#include "pdf/pages.h"

#include <inttypes.h>
#include <stdio.h>

#include "pdf/bytes.h"

enum { LEAF_KIDS = sizeof((pdf_pages *)0)->kids / sizeof(uint32_t), SIDE_MIN = 3, SIDE_MAX = 14400 };

bx_status pdf_pages_begin(pdf_pages *pages, pdf_out *out, pdf_obj *obj)
{
    *pages = (pdf_pages){.out = out, .obj = obj, .labels = {.kind = "Nums"}};
    pages->resources = pdf_out_number(out);
    pages->leaf = pdf_out_number(out);
    return out->status;
}

void pdf_pages_clear(pdf_pages *pages)
{
    buf_clear(&pages->leaves);
    pdf_tree_clear(&pages->labels);
}

/* ---- the tree ---- */

static bx_status write_leaf(pdf_pages *pages)
{
    pdf_bytes_ref(&pages->leaves, pages->leaf);
    buf_char(&pages->leaves, ' ');
    BX_TRY(pdf_out_checked(pages->out, &pages->leaves));
    pdf_dict *leaf = pdf_obj_new(pages->obj);
    pdf_dict_name(pages->obj, leaf, "Type", "Pages");
    pdf_dict_int(pages->obj, leaf, "Count", (int32_t)pages->kid_count);
    if (pages->root) pdf_dict_ref(pages->obj, leaf, "Parent", pages->root);
    pdf_array *kids = pdf_dict_array(pages->obj, leaf, "Kids");
    for (uint32_t i = 0; i < pages->kid_count; i++) pdf_array_ref(pages->obj, kids, pages->kids[i]);
    pages->page_count += pages->kid_count;
    pages->kid_count = 0;
    return pdf_obj_write(pages->obj, leaf, pages->out, pages->leaf);
}

static bx_status begin_leaf(pdf_pages *pages)
{
    if (!pages->root) pages->root = pdf_out_number(pages->out);
    BX_TRY(write_leaf(pages));
    pages->leaf = pdf_out_number(pages->out);
    return pages->out->status;
}

/* Thousands of kids would make libharu's list slow, so they are bytes. */
static bx_status write_root(pdf_pages *pages)
{
    pdf_dict *root = pdf_obj_new(pages->obj);
    pdf_dict_name(pages->obj, root, "Type", "Pages");
    pdf_dict_int(pages->obj, root, "Count", (int32_t)pages->page_count);
    bx_buf kids = {0};
    buf_print(&kids, "/Kids[%.*s]", STR_ARG(buf_slice(&pages->leaves)));
    pdf_dict_bytes(pages->obj, root, buf_slice(&kids));
    bx_status status = pdf_out_checked(pages->out, &kids);
    buf_clear(&kids);
    bx_status written = pdf_obj_write(pages->obj, root, pages->out, pages->root);
    return status == BX_OK ? written : status;
}

/* ---- labels ---- */

/* The number a label is, if it is one as decimal style writes it; else 0. */
static uint32_t label_number(bx_str label)
{
    uint32_t number = 0;
    for (size_t i = 0; i < label.len; i++) {
        if (label.ptr[i] < '0' || label.ptr[i] > '9' || number > 99999999) return 0;
        number = number * 10 + (uint32_t)(label.ptr[i] - '0');
    }
    return label.len && label.ptr[0] != '0' ? number : 0;
}

/* A range goes on as long as the printed numbers count on; a label that is no number is a range of its own.
 */
static bx_status add_label(pdf_pages *pages, const frame_page *page)
{
    uint32_t number = label_number(page->label);
    bool goes_on = number && number == pages->label_next;
    pages->label_next = number ? number + 1 : 0;
    if (goes_on) return BX_OK;
    bx_buf value = {0};
    if (number)
        buf_print(&value, "<</S/D/St %" PRIu32 ">>", number);
    else {
        buf_text(&value, page->label.len ? "<</P" : "<<");
        if (page->label.len) pdf_bytes_text(&value, page->label);
        buf_text(&value, ">>");
    }
    char key[16];
    snprintf(key, sizeof key, "%" PRIu32, pages->page_count + pages->kid_count);
    bx_status status = pdf_out_checked(pages->out, &value);
    if (status == BX_OK) status = pdf_tree_add(&pages->labels, pages->out, key, buf_slice(&value));
    buf_clear(&value);
    return status;
}

/* ---- pages ---- */

static bool is_side(bx_len side)
{
    return side >= SIDE_MIN * LEN_PT && side <= SIDE_MAX * LEN_PT; /* ISO 19005-2 6.1.13 */
}

/* ISO 19005-2 6.2.10: a page with transparency says in which colours it is mixed. */
static void add_group(pdf_pages *pages, pdf_dict *page)
{
    pdf_dict *group = pdf_dict_dict(pages->obj, page, "Group");
    pdf_dict_name(pages->obj, group, "S", "Transparency");
    pdf_dict_name(pages->obj, group, "CS", "DeviceRGB");
}

static bx_status write_page(pdf_pages *pages, const frame_page *page, const pdf_page *made)
{
    pdf_dict *dict = pdf_obj_new(pages->obj);
    pdf_dict_name(pages->obj, dict, "Type", "Page");
    pdf_dict_ref(pages->obj, dict, "Parent", pages->leaf);
    pdf_dict_ref(pages->obj, dict, "Resources", pages->resources);
    pdf_dict_ref(pages->obj, dict, "Contents", made->content);
    if (made->key >= 0) pdf_dict_int(pages->obj, dict, "StructParents", made->key);
    if (made->is_transparent) add_group(pages, dict);
    bx_buf box = {0};
    buf_text(&box, "/MediaBox[0 0 ");
    pdf_bytes_len(&box, page->width);
    buf_char(&box, ' ');
    pdf_bytes_len(&box, page->height);
    buf_char(&box, ']');
    /* ISO 14289-1 7.18.3: readers go from one to the next as the structure does */
    if (made->annotations.len) buf_print(&box, "/Annots[%.*s]/Tabs/S", STR_ARG(made->annotations));
    pdf_dict_bytes(pages->obj, dict, buf_slice(&box));
    bx_status status = pdf_out_checked(pages->out, &box);
    buf_clear(&box);
    bx_status written = pdf_obj_write(pages->obj, dict, pages->out, made->number);
    return status == BX_OK ? written : status;
}

bx_status pdf_pages_add(pdf_pages *pages, const frame_page *page, const pdf_page *made)
{
    if (!is_side(page->width) || !is_side(page->height)) {
        diag_add(pages->out->diags, MSG_pdf_page_size, (bx_place){0}, (bx_str){0});
        return pages->out->status = BX_BAD_DATA;
    }
    if (pages->kid_count == LEAF_KIDS) BX_TRY(begin_leaf(pages));
    BX_TRY(add_label(pages, page));
    BX_TRY(write_page(pages, page, made));
    pages->kids[pages->kid_count++] = made->number;
    return BX_OK;
}

bx_status pdf_pages_end(pdf_pages *pages, uint32_t *root, uint32_t *labels)
{
    BX_TRY(write_leaf(pages));
    if (pages->root) BX_TRY(write_root(pages));
    *root = pages->root ? pages->root : pages->leaf;
    *labels = pages->page_count ? pdf_tree_end(&pages->labels, pages->out) : 0;
    return pages->out->status;
}
