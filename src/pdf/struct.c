/* The structure tree: open elements in memory, closed ones as bytes in the file. */
#include "pdf/struct.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "pdf/bytes.h"

struct struct_node {
    struct_node *next; /* in its bucket, or of the spare ones */
    struct_node *parent;
    node_id id;
    uint32_t number;
    node_tag tag;
    bool is_placed;         /* stands among its parent's kids */
    uint32_t open_children; /* announced and not closed */
    uint32_t page;          /* /Pg: where its first content is */
    size_t kid_count;
    bx_buf kids;       /* of K, as PDF writes them */
    bx_buf attributes; /* the rest of the dictionary */
    bx_buf target;     /* of a link */
    uint32_t *waiting; /* children without a place yet, by number, in the order announced */
    size_t waiting_count, waiting_start, waiting_capacity;
};

/* ---- open nodes ---- */

static struct_node *find(const pdf_struct *tags, node_id id)
{
    struct_node *node = tags->open[id % STRUCT_BUCKETS];
    while (node && node->id != id) node = node->next;
    return node;
}

static bx_status tell_node(pdf_struct *tags, message_id message, node_id id)
{
    if (tags->out->status != BX_OK) return tags->out->status;
    char number[16];
    snprintf(number, sizeof number, "%" PRIu32, id);
    diag_add(tags->out->diags, message, (bx_place){0}, (bx_str){0}, number);
    return tags->out->status = BX_BUG;
}

static struct_node *new_node(pdf_struct *tags)
{
    struct_node *node = tags->spare;
    if (!node) return mem_new(1, sizeof *node);
    tags->spare = node->next;
    bx_buf kids = node->kids, attributes = node->attributes, target = node->target;
    buf_reset(&kids);
    buf_reset(&attributes);
    buf_reset(&target);
    *node = (struct_node){.kids = kids,
                          .attributes = attributes,
                          .target = target,
                          .waiting = node->waiting,
                          .waiting_capacity = node->waiting_capacity};
    return node;
}

static void free_nodes(struct_node *node)
{
    while (node) {
        struct_node *next = node->next;
        buf_clear(&node->kids);
        buf_clear(&node->attributes);
        buf_clear(&node->target);
        mem_free(node->waiting);
        mem_free(node);
        node = next;
    }
}

static void unlink_node(pdf_struct *tags, struct_node *node)
{
    struct_node **link = &tags->open[node->id % STRUCT_BUCKETS];
    while (*link != node) link = &(*link)->next;
    *link = node->next;
    node->next = tags->spare;
    tags->spare = node;
}

/* ---- kids ---- */

static void add_separator(struct_node *node)
{
    if (node->kid_count++) buf_char(&node->kids, ' ');
}

static bx_status wait_for_place(pdf_struct *tags, struct_node *parent, uint32_t number)
{
    if (parent->waiting_count == parent->waiting_capacity) {
        size_t wider = parent->waiting_capacity ? parent->waiting_capacity * 2 : 8;
        uint32_t *grown = mem_resize(parent->waiting, wider, sizeof *grown);
        if (!grown) return pdf_out_memory(tags->out);
        parent->waiting = grown;
        parent->waiting_capacity = wider;
    }
    parent->waiting[parent->waiting_count++] = number;
    return BX_OK;
}

/* Give places to the children that wait, up to the one with a number: numbers rise in the order announced. */
static void place_children(struct_node *parent, uint32_t last)
{
    while (parent->waiting_start < parent->waiting_count && parent->waiting[parent->waiting_start] <= last) {
        add_separator(parent);
        pdf_bytes_ref(&parent->kids, parent->waiting[parent->waiting_start++]);
    }
    if (parent->waiting_start == parent->waiting_count) parent->waiting_start = parent->waiting_count = 0;
}

/* Content was drawn: the node and those around it have their places now. */
static void place_upwards(struct_node *node)
{
    for (; node->parent && !node->is_placed; node = node->parent) {
        place_children(node->parent, node->number);
        node->is_placed = true;
    }
}

/* ---- attributes ---- */

/* Identifiers in ascending order of bytes, as the name tree wants them: a letter for the count of digits
 * first. */
static void add_id(bx_buf *out, node_id id)
{
    int more = 0;
    for (node_id left = id; left >= 10; left /= 10) more++;
    buf_char(out, '(');
    buf_char(out, (char)('a' + more));
    pdf_bytes_int(out, id);
    buf_char(out, ')');
}

static void add_headers(bx_buf *out, const frame_node *node)
{
    buf_text(out, "/Headers[");
    for (size_t i = 0; i < node->header_count; i++) add_id(out, node->headers[i]);
    buf_char(out, ']');
}

/* ISO 32000-1 14.8.5.7; spans and headers make the table's grid and the way from a cell to its heads plain
 * (ISO 14289-1 7.5). */
static void add_table_attributes(bx_buf *out, const frame_node *node)
{
    static const char *const scopes[] = {"", "/Scope/Row", "/Scope/Column", "/Scope/Both"};
    bool has_any = node->scope || node->row_span > 1 || node->col_span > 1 || node->header_count;
    if (!has_any) return;
    buf_text(out, "/A<</O/Table");
    buf_text(out, scopes[node->scope]);
    if (node->row_span > 1) buf_print(out, "/RowSpan %u", node->row_span);
    if (node->col_span > 1) buf_print(out, "/ColSpan %u", node->col_span);
    if (node->header_count) add_headers(out, node);
    buf_text(out, ">>");
}

static void add_string(bx_buf *out, const char *key, bx_str text)
{
    if (!text.len) return;
    buf_text(out, key);
    pdf_bytes_text(out, text);
}

/* Head cells have an identifier because a later cell's Headers may name them; notes because ISO 14289-1 7.9
 * says so. */
static bx_status add_attributes(pdf_struct *tags, struct_node *node, const frame_node *from)
{
    bx_buf *out = &node->attributes;
    if (from->tag == TAG_TH || from->tag == TAG_NOTE) {
        char id[16], value[20];
        buf_text(out, "/ID");
        size_t start = out->len;
        add_id(out, from->id);
        BX_TRY(pdf_out_checked(tags->out, out));
        snprintf(id, sizeof id, "%.*s", STR_ARG(str_from(buf_slice(out), start)));
        snprintf(value, sizeof value, "%" PRIu32 " 0 R", node->number);
        BX_TRY(pdf_tree_add(&tags->ids, tags->out, id, str_of(value)));
        tags->has_ids = true;
    }
    add_table_attributes(out, from);
    add_string(out, "/Alt", from->alt);
    add_string(out, "/ActualText", from->actual_text);
    add_string(out, "/Lang", from->lang);
    if (from->target.len) buf_str(&node->target, from->target);
    BX_TRY(pdf_out_checked(tags->out, &node->target));
    return pdf_out_checked(tags->out, out);
}

/* ---- life of a node ---- */

bx_status pdf_struct_begin(pdf_struct *tags, pdf_out *out)
{
    *tags = (pdf_struct){.out = out, .ids = {.kind = "Names"}, .parents = {.kind = "Nums"}};
    tags->root = new_node(tags);
    if (!tags->root) return pdf_out_memory(out);
    tags->root->number = pdf_out_number(out);
    return out->status;
}

void pdf_struct_clear(pdf_struct *tags)
{
    for (size_t i = 0; i < STRUCT_BUCKETS; i++) free_nodes(tags->open[i]);
    free_nodes(tags->spare);
    free_nodes(tags->root);
    pdf_tree_clear(&tags->ids);
    pdf_tree_clear(&tags->parents);
    buf_clear(&tags->page_parents);
    buf_clear(&tags->made);
}

bx_status pdf_struct_announce(pdf_struct *tags, const frame_node *from, uint32_t file)
{
    struct_node *parent = from->parent ? find(tags, from->parent) : tags->root;
    if (!parent || !from->id || find(tags, from->id)) return tell_node(tags, MSG_pdf_node, from->id);
    struct_node *node = new_node(tags);
    if (!node) return pdf_out_memory(tags->out);
    struct_node **bucket = &tags->open[from->id % STRUCT_BUCKETS];
    node->next = *bucket;
    *bucket = node;
    node->parent = parent;
    node->id = from->id;
    node->tag = from->tag;
    node->number = pdf_out_number(tags->out);
    parent->open_children++;
    BX_TRY(wait_for_place(tags, parent, node->number));
    if (file) buf_print(&node->attributes, "/AF[%" PRIu32 " 0 R]", file);
    return add_attributes(tags, node, from);
}

/* The heading that a node is or stands in. */
static node_id heading_of(const struct_node *node)
{
    while (node && (node->tag < TAG_H1 || node->tag > TAG_H6)) node = node->parent;
    return node ? node->id : 0;
}

bx_status pdf_struct_find(pdf_struct *tags, node_id id, pdf_struct_piece *piece)
{
    const struct_node *node = find(tags, id);
    if (!node) return tell_node(tags, MSG_pdf_node, id);
    *piece = (pdf_struct_piece){node->tag, heading_of(node), buf_slice(&node->target)};
    return BX_OK;
}

bx_status pdf_struct_mark(pdf_struct *tags, node_id id, uint32_t page, uint32_t mcid)
{
    struct_node *node = find(tags, id);
    if (!node) return tell_node(tags, MSG_pdf_node, id);
    place_upwards(node);
    if (!node->page) node->page = page;
    add_separator(node);
    if (page == node->page)
        pdf_bytes_int(&node->kids, mcid);
    else /* ISO 32000-1 14.7.4.2: content on another page than Pg says so itself */
        buf_print(&node->kids, "<</Type/MCR/Pg %" PRIu32 " 0 R/MCID %" PRIu32 ">>", page, mcid);
    pdf_bytes_ref(&tags->page_parents, node->number);
    buf_char(&tags->page_parents, ' ');
    pdf_out_checked(tags->out, &tags->page_parents);
    return pdf_out_checked(tags->out, &node->kids);
}

int32_t pdf_struct_annotate(pdf_struct *tags, node_id id, uint32_t page, uint32_t annotation)
{
    struct_node *node = find(tags, id);
    if (!node) tell_node(tags, MSG_pdf_node, id);
    if (!node || tags->out->status != BX_OK) return -1;
    add_separator(node);
    buf_print(&node->kids, "<</Type/OBJR/Pg %" PRIu32 " 0 R/Obj %" PRIu32 " 0 R>>", page, annotation);
    char key[16], value[20];
    snprintf(key, sizeof key, "%" PRIu32, tags->keys);
    snprintf(value, sizeof value, "%" PRIu32 " 0 R", node->number);
    pdf_out_checked(tags->out, &node->kids);
    if (pdf_tree_add(&tags->parents, tags->out, key, str_of(value)) != BX_OK) return -1;
    return (int32_t)tags->keys++;
}

bx_status pdf_struct_box(pdf_struct *tags, node_id id, const bx_len box[4])
{
    struct_node *node = find(tags, id);
    if (!node) return tell_node(tags, MSG_pdf_node, id);
    buf_text(&node->attributes, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        if (i) buf_char(&node->attributes, ' ');
        pdf_bytes_len(&node->attributes, box[i]);
    }
    buf_text(&node->attributes, "]>>");
    return pdf_out_checked(tags->out, &node->attributes);
}

static void add_kids(bx_buf *out, const struct_node *node)
{
    if (!node->kid_count) return;
    bool is_list = node->kid_count > 1;
    buf_text(out, is_list ? "/K[" : "/K ");
    buf_str(out, buf_slice(&node->kids));
    if (is_list) buf_char(out, ']');
}

bx_status pdf_struct_close(pdf_struct *tags, node_id id)
{
    struct_node *node = find(tags, id);
    if (!node || node->open_children) return tell_node(tags, MSG_pdf_node, id);
    place_children(node, UINT32_MAX);
    bx_buf *out = &tags->made;
    buf_reset(out);
    buf_text(out, "<</S/");
    buf_text(out, frame_tag_name(node->tag));
    buf_text(out, "/P ");
    pdf_bytes_ref(out, node->parent->number);
    if (node->page) {
        buf_text(out, "/Pg ");
        pdf_bytes_ref(out, node->page);
    }
    add_kids(out, node);
    buf_str(out, buf_slice(&node->attributes));
    buf_text(out, ">>");
    node->parent->open_children--;
    pdf_out_checked(tags->out, &node->kids);
    pdf_out_checked(tags->out, out);
    pdf_out_object(tags->out, PACK_TAGS, node->number, buf_slice(out));
    unlink_node(tags, node);
    return tags->out->status;
}

int32_t pdf_struct_page(pdf_struct *tags)
{
    if (!tags->page_parents.len || tags->out->status != BX_OK) return -1;
    char key[16];
    snprintf(key, sizeof key, "%" PRIu32, tags->keys);
    bx_buf value = {0};
    buf_char(&value, '[');
    buf_add(&value, tags->page_parents.ptr, tags->page_parents.len - 1);
    buf_char(&value, ']');
    buf_reset(&tags->page_parents);
    if (pdf_out_checked(tags->out, &value) == BX_OK)
        pdf_tree_add(&tags->parents, tags->out, key, buf_slice(&value));
    buf_clear(&value);
    return (int32_t)tags->keys++;
}

static struct_node *first_open(const pdf_struct *tags)
{
    for (size_t i = 0; i < STRUCT_BUCKETS; i++)
        if (tags->open[i]) return tags->open[i];
    return NULL;
}

uint32_t pdf_struct_end(pdf_struct *tags)
{
    const struct_node *left = first_open(tags);
    if (left) tell_node(tags, MSG_pdf_node, left->id);
    if (tags->out->status != BX_OK) return 0;
    struct_node *root = tags->root;
    place_children(root, UINT32_MAX);
    pdf_out_checked(tags->out, &root->kids);
    bx_buf *out = &tags->made;
    buf_reset(out);
    buf_text(out, "<</Type/StructTreeRoot");
    add_kids(out, root);
    if (tags->keys)
        buf_print(out, "/ParentTree %" PRIu32 " 0 R/ParentTreeNextKey %" PRIu32,
                  pdf_tree_end(&tags->parents, tags->out), tags->keys);
    if (tags->has_ids) buf_print(out, "/IDTree %" PRIu32 " 0 R", pdf_tree_end(&tags->ids, tags->out));
    buf_text(out, ">>");
    pdf_out_checked(tags->out, out);
    pdf_out_object(tags->out, PACK_TAGS, root->number, buf_slice(out));
    return tags->out->status == BX_OK ? root->number : 0;
}
