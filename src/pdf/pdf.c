/* The room's front: a sink that turns pages into content streams and nodes into structure elements as they
 * come, and at the end the objects that tie them together. */
#include "pdf/pdf.h"

#include "base/mem.h"
#include "pdf/attach.h"
#include "pdf/content.h"
#include "pdf/copied.h"
#include "pdf/font_ahead.h"
#include "pdf/image.h"
#include "pdf/intent.h"
#include "pdf/links.h"
#include "pdf/meta.h"
#include "pdf/outline.h"
#include "pdf/pages.h"
#include "pdf/struct.h"
#include "pdf/xmp.h"

struct pdf_file {
    bx_arena arena;
    pdf_info info;
    pdf_property *properties; /* of info, with room for one more */
    pdf_out out;
    pdf_obj obj;
    pdf_struct tags;
    pdf_attach attached;
    pdf_fonts fonts;
    pdf_content content;
    pdf_images images;
    bool is_transparent; /* the page that is being drawn */
    pdf_outline outline;
    pdf_pages pages;
    pdf_links links;
};

/* A copy of one of the texts, on one line: XML 1.0 2.2 has no control characters, and XMP must equal the
 * information dictionary. */
static bx_str keep_text(pdf_file *pdf, bx_str text)
{
    char *kept = arena_alloc(&pdf->arena, text.len + 1, 1);
    if (!kept) pdf_out_memory(&pdf->out);
    for (size_t i = 0; kept && i < text.len; i++)
        kept[i] = (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i];
    return (bx_str){kept, kept ? text.len : 0};
}

static bx_status keep_property(pdf_file *pdf, const pdf_property *property)
{
    pdf_property *kept = &pdf->properties[pdf->info.property_count];
    *kept = *property;
    kept->value = keep_text(pdf, property->value);
    if (pdf->out.status == BX_OK) pdf->info.property_count++;
    return pdf->out.status;
}

static bx_status keep_properties(pdf_file *pdf, const pdf_info *info)
{
    pdf->properties = arena_array(&pdf->arena, pdf_property, info->property_count + 1);
    if (!pdf->properties) return pdf_out_memory(&pdf->out);
    pdf->info.properties = pdf->properties;
    for (size_t i = 0; i < info->property_count; i++) BX_TRY(keep_property(pdf, &info->properties[i]));
    return BX_OK;
}

static bx_status keep_info(pdf_file *pdf, const pdf_info *info)
{
    pdf->info.title = keep_text(pdf, info->title);
    pdf->info.author = keep_text(pdf, info->author);
    pdf->info.subject = keep_text(pdf, info->subject);
    pdf->info.lang = keep_text(pdf, info->lang);
    pdf->info.date = keep_text(pdf, info->date);
    pdf->info.attachments = info->attachments;
    pdf->info.attachment_count = info->attachment_count;
    return keep_properties(pdf, info);
}

static bx_status begin(pdf_file *pdf, const pdf_info *info)
{
    pdf_out *out = &pdf->out;
    pdf->fonts.out = pdf->content.out = pdf->images.out = out;
    pdf->content.fonts = &pdf->fonts;
    pdf->fonts.threads = info->threads;
    pdf->links = (pdf_links){.out = out, .tags = &pdf->tags};
    BX_TRY(keep_info(pdf, info));
    BX_TRY(pdf_obj_begin(&pdf->obj, out->diags));
    BX_TRY(pdf_attach_begin(&pdf->attached, &pdf->info, &pdf->arena, out));
    BX_TRY(pdf_struct_begin(&pdf->tags, out));
    return pdf_pages_begin(&pdf->pages, out, &pdf->obj);
}

bx_status pdf_new(const pdf_info *info, bx_write write, void *to, bx_diags *diags, pdf_file **out)
{
    *out = NULL;
    BX_TRY(pdf_meta_check(info, diags));
    pdf_file *pdf = mem_new(1, sizeof *pdf);
    if (!pdf) return diag_memory(diags);
    bx_status status = pdf_out_begin(&pdf->out, pdf_level_of(info->level), info->is_plain, write, to, diags);
    if (status == BX_OK) status = begin(pdf, info);
    if (status == BX_OK)
        *out = pdf;
    else
        pdf_free(pdf);
    return status;
}

void pdf_free(pdf_file *pdf)
{
    if (!pdf) return;
    pdf_links_clear(&pdf->links);
    pdf_pages_clear(&pdf->pages);
    pdf_outline_clear(&pdf->outline);
    pdf_content_clear(&pdf->content);
    pdf_images_clear(&pdf->images);
    pdf_fonts_clear(&pdf->fonts);
    pdf_struct_clear(&pdf->tags);
    pdf_obj_clear(&pdf->obj);
    pdf_out_clear(&pdf->out);
    arena_clear(&pdf->arena);
    mem_free(pdf);
}

/* ---- pages ---- */

static bool is_one_mark(const frame_item *a, const frame_item *b)
{
    return a->node == b->node && (a->node || a->artifact == b->artifact);
}

static bx_len top_of(const frame_item *item)
{
    if (item->kind == ITEM_RUN)
        return item->run.y - (item->run.is_turned ? item->run.advance : item->run.size);
    if (item->kind == ITEM_IMAGE) return item->image.y;
    return item->kind == ITEM_RULE ? len_min(item->rule.y0, item->rule.y1) : item->fill.y;
}

static size_t rules_in_a_row(const frame_item *items, size_t count)
{
    size_t same = 1;
    while (same < count && items[same].kind == ITEM_RULE) same++;
    return same;
}

static bx_status draw_image(pdf_file *pdf, const frame_item *item)
{
    const frame_image *image = &item->image;
    bx_len foot = pdf->content.height - image->y - image->height;
    const bx_len box[] = {image->x, foot, image->x + image->width, foot + image->height};
    uint32_t place;
    BX_TRY(pdf_images_place(&pdf->images, image->picture, &place, &pdf->is_transparent));
    pdf_content_image(&pdf->content, image, place);
    return item->node ? pdf_struct_box(&pdf->tags, item->node, box) : BX_OK;
}

static bx_status draw(pdf_file *pdf, const frame_item *items, size_t count)
{
    for (size_t i = 0; i < count;) {
        size_t step = 1;
        if (items[i].kind == ITEM_RUN) BX_TRY(pdf_content_run(&pdf->content, &items[i].run));
        if (items[i].kind == ITEM_IMAGE) BX_TRY(draw_image(pdf, &items[i]));
        if (items[i].kind == ITEM_FILL) pdf_content_fill(&pdf->content, &items[i].fill);
        if (items[i].kind == ITEM_RULE) {
            step = rules_in_a_row(items + i, count - i);
            pdf_content_rules(&pdf->content, items + i, step);
        }
        i += step;
    }
    return BX_OK;
}

/* Items that belong together. */
static bx_status draw_mark(pdf_file *pdf, const frame_page *page, uint32_t number, const frame_item *first,
                           size_t count)
{
    uint32_t mcid = pdf->content.mcid;
    pdf_struct_piece piece = {0};
    if (first->node) {
        BX_TRY(pdf_struct_find(&pdf->tags, first->node, &piece));
        if (piece.heading)
            pdf_outline_drawn(&pdf->outline, piece.heading, number, top_of(first), page->height);
        pdf_content_mark(&pdf->content, piece.tag);
    } else
        pdf_content_artifact(&pdf->content, first->artifact);
    BX_TRY(draw(pdf, first, count));
    pdf_content_unmark(&pdf->content);
    for (; mcid < pdf->content.mcid; mcid++) BX_TRY(pdf_struct_mark(&pdf->tags, first->node, number, mcid));
    link_place place = {first->node, piece.target, number, page->height};
    return piece.target.len ? pdf_links_add(&pdf->links, &place, first, count) : BX_OK;
}

/* Items that follow each other and belong together are one mark. */
static bx_status draw_marked(pdf_file *pdf, const frame_page *page, uint32_t number)
{
    for (size_t i = 0, end; i < page->count; i = end) {
        const frame_item *first = &page->items[i];
        for (end = i + 1; end < page->count && is_one_mark(first, &page->items[end]);) end++;
        BX_TRY(draw_mark(pdf, page, number, first, end - i));
    }
    return BX_OK;
}

static bx_status sink_page(void *to, const frame_page *page)
{
    pdf_file *pdf = to;
    pdf_out *out = &pdf->out;
    uint32_t number = pdf_out_number(out), stream = pdf_out_number(out);
    pdf_content_begin(&pdf->content, page);
    pdf_links_begin(&pdf->links);
    pdf->is_transparent = false;
    BX_TRY(draw_marked(pdf, page, number));
    const bx_buf *bytes = &pdf->content.bytes;
    BX_TRY(pdf_out_checked(out, bytes));
    BX_TRY(copied_page(&pdf->fonts, page, buf_slice(bytes)));
    BX_TRY(font_ahead(&pdf->fonts));
    BX_TRY(pdf_out_stream(out, stream, STR(""), buf_slice(bytes), STREAM_DEFLATED));
    pdf_page made = {number, stream, pdf_struct_page(&pdf->tags), pdf_links_page(&pdf->links),
                     pdf->is_transparent};
    BX_TRY(out->status);
    return pdf_pages_add(&pdf->pages, page, &made);
}

static bx_status sink_announce(void *to, const frame_node *node)
{
    pdf_file *pdf = to;
    BX_TRY(pdf->out.status);
    BX_TRY(pdf_outline_announce(&pdf->outline, &pdf->out, node));
    bool is_table = node->landmark == LANDMARK_TABLE;
    return pdf_struct_announce(&pdf->tags, node,
                               is_table ? pdf_attach_anchor(&pdf->attached, node->name) : 0);
}

static bx_status sink_close(void *to, node_id node)
{
    pdf_file *pdf = to;
    BX_TRY(pdf->out.status);
    return pdf_struct_close(&pdf->tags, node);
}

frame_sink pdf_sink(pdf_file *pdf)
{
    return (frame_sink){pdf, sink_announce, sink_page, sink_close};
}

/* ---- the end ---- */

const face *pdf_face(const pdf_file *pdf, size_t place)
{
    const pdf_font *font = pdf->fonts.first;
    while (font && place--) font = font->next;
    return font ? font->face : NULL;
}

bx_status pdf_state(pdf_file *pdf, const pdf_property *property)
{
    return keep_property(pdf, property);
}

/* Every page names the same resources itself (ISO 19005-2 6.2.2: nothing is inherited). */
static bx_status write_resources(pdf_file *pdf)
{
    pdf_obj *obj = &pdf->obj;
    pdf_dict *resources = pdf_obj_new(obj);
    pdf_dict *fonts = pdf->fonts.first ? pdf_dict_dict(obj, resources, "Font") : NULL;
    for (const pdf_font *font = pdf->fonts.first; font; font = font->next) {
        bx_str name = arena_print(&pdf->arena, "F%u", font->place);
        if (!name.ptr) pdf_out_memory(&pdf->out);
        if (name.ptr) pdf_dict_ref(obj, fonts, name.ptr, font->number);
    }
    pdf_images_name(&pdf->images, obj, resources);
    pdf_dict *state = pdf_dict_dict(obj, pdf_dict_dict(obj, resources, "ExtGState"), "A");
    pdf_dict_bool(obj, state, "SA", true);
    bx_status status = pdf_obj_write(&pdf->obj, resources, &pdf->out, pdf->pages.resources);
    return pdf->out.status == BX_OK ? status : pdf->out.status;
}

/* The objects that the catalog names. */
typedef struct catalog_parts {
    uint32_t pages, labels, metadata, outlines, tags, profile;
} catalog_parts;

static bx_status write_parts(pdf_file *pdf, catalog_parts *parts)
{
    pdf_out *out = &pdf->out;
    BX_TRY(pdf_pages_end(&pdf->pages, &parts->pages, &parts->labels));
    parts->outlines = pdf_outline_end(&pdf->outline, out);
    parts->tags = pdf_struct_end(&pdf->tags);
    parts->metadata = pdf_out_number(out);
    parts->profile = out->level->part ? pdf_out_number(out) : 0;
    BX_TRY(pdf_xmp(&pdf->info, out, parts->metadata));
    return parts->profile ? pdf_intent_profile(out, parts->profile) : out->status;
}

/* ISO 19005-2 6.2.3. */
static void add_intent(pdf_obj *obj, pdf_dict *catalog, uint32_t profile)
{
    pdf_dict *intent = pdf_array_dict(obj, pdf_dict_array(obj, catalog, "OutputIntents"));
    pdf_dict_name(obj, intent, "Type", "OutputIntent");
    pdf_dict_name(obj, intent, "S", "GTS_PDFA1");
    pdf_dict_ascii(obj, intent, "OutputConditionIdentifier", "sRGB");
    pdf_dict_ascii(obj, intent, "RegistryName", "http://www.color.org");
    pdf_dict_ascii(obj, intent, "Info", "sRGB IEC61966-2.1");
    pdf_dict_ref(obj, intent, "DestOutputProfile", profile);
}

static bx_status write_catalog(pdf_file *pdf, uint32_t number, const catalog_parts *parts)
{
    pdf_obj *obj = &pdf->obj;
    pdf_dict *catalog = pdf_obj_catalog(obj);
    pdf_dict_ref(obj, catalog, "Pages", parts->pages);
    pdf_dict_ref(obj, catalog, "Metadata", parts->metadata);
    pdf_dict_ref(obj, catalog, "StructTreeRoot", parts->tags);
    if (parts->labels) pdf_dict_ref(obj, catalog, "PageLabels", parts->labels);
    if (parts->outlines) pdf_dict_ref(obj, catalog, "Outlines", parts->outlines);
    if (parts->profile) add_intent(obj, catalog, parts->profile);
    /* ISO 14289-1 7.1, 7.2: the title is shown, not the file's name; the language is told. */
    pdf_dict_bool(obj, pdf_dict_dict(obj, catalog, "MarkInfo"), "Marked", true);
    pdf_dict_bool(obj, pdf_dict_dict(obj, catalog, "ViewerPreferences"), "DisplayDocTitle", true);
    if (pdf->info.lang.len) pdf_dict_ascii(obj, catalog, "Lang", pdf->info.lang.ptr);
    BX_TRY(pdf_attach_end(&pdf->attached, &pdf->arena, &pdf->out, obj, catalog));
    return pdf_obj_write(obj, catalog, &pdf->out, number);
}

bx_status pdf_finish(pdf_file *pdf)
{
    pdf_out *out = &pdf->out;
    catalog_parts parts;
    BX_TRY(out->status);
    BX_TRY(pdf_fonts_end(&pdf->fonts, &pdf->obj));
    BX_TRY(write_resources(pdf));
    BX_TRY(write_parts(pdf, &parts));
    uint32_t catalog = pdf_out_number(out), info = pdf_out_number(out);
    BX_TRY(write_catalog(pdf, catalog, &parts));
    BX_TRY(pdf_meta_info(&pdf->info, out, &pdf->obj, info));
    return pdf_out_end(out, catalog, info);
}
