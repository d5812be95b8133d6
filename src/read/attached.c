/* The tree of embedded files, walked within bounds. */
#include "read/attached.h"

enum { NODES_MAX = 10000, DEPTH_MAX = 32 };

typedef struct walk {
    read_pdf *pdf;
    bx_arena *arena;
    VEC(read_attached) files;
    size_t nodes;
} walk;

/* A name without its "/". */
static bx_str bare_name(const walk *w, read_object object)
{
    bx_str name = read_name(w->pdf, object, w->arena);
    return name.ptr && name.len ? str_from(name, 1) : name;
}

/* The first of several keys that is a text with something in it; else the key in the tree. */
static bx_str name_of(const walk *w, read_object spec, read_object key)
{
    static const char *const keys[] = {"/UF", "/F"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        bx_str name = read_text(w->pdf, read_key(w->pdf, spec, keys[i]), w->arena);
        if (!name.ptr || name.len) return name;
    }
    return read_text(w->pdf, key, w->arena);
}

static bx_status add_file(walk *w, read_object key, read_object spec)
{
    read_object files = read_key(w->pdf, spec, "/EF"), stream = read_key(w->pdf, files, "/UF");
    if (!stream) stream = read_key(w->pdf, files, "/F");
    if (read_kind_of(w->pdf, stream) != READ_STREAM)
        return read_tell(w->pdf, MSG_read_damaged, "EmbeddedFiles");
    read_attached *file = vec_push(w->arena, &w->files);
    if (!file) return read_memory(w->pdf);
    *file = (read_attached){
        .name = name_of(w, spec, key),
        .mime = bare_name(w, read_key(w->pdf, stream, "/Subtype")),
        .description = read_text(w->pdf, read_key(w->pdf, spec, "/Desc"), w->arena),
        .relationship = bare_name(w, read_key(w->pdf, spec, "/AFRelationship")),
        .stream = stream,
    };
    bool has_memory = file->name.ptr && file->mime.ptr && file->description.ptr && file->relationship.ptr;
    return has_memory ? BX_OK : read_memory(w->pdf);
}

static bx_status add_node(walk *w, read_object node, unsigned depth)
{
    read_object names = read_key(w->pdf, node, "/Names"), kids = read_key(w->pdf, node, "/Kids");
    size_t name_count = read_count(w->pdf, names), kid_count = read_count(w->pdf, kids);
    w->nodes += 1 + name_count / 2;
    if (depth > DEPTH_MAX || w->nodes > NODES_MAX)
        return read_tell(w->pdf, MSG_read_damaged, "EmbeddedFiles");
    for (size_t i = 0; i + 1 < name_count; i += 2)
        BX_TRY(add_file(w, read_item(w->pdf, names, i), read_item(w->pdf, names, i + 1)));
    for (size_t i = 0; i < kid_count; i++) BX_TRY(add_node(w, read_item(w->pdf, kids, i), depth + 1));
    return BX_OK;
}

bx_status read_attachments(read_pdf *pdf, bx_arena *arena, read_attached **out, size_t *count)
{
    walk w = {.pdf = pdf, .arena = arena};
    BX_TRY(add_node(&w, read_key(pdf, read_key(pdf, read_root(pdf), "/Names"), "/EmbeddedFiles"), 0));
    *out = w.files.items;
    *count = w.files.count;
    return read_check(pdf);
}

bool read_is_data(const read_attached *file)
{
    return str_is(file->relationship, "Data") && str_is(file->mime, "application/json");
}
