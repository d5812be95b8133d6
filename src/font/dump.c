/* The list of roles and the faces that fill them, for `banxin fonts` and for bug reports. */
#include "font/face.h"
#include "font/judge.h"
#include "font/set.h"

static void member_add(bx_buf *out, const char *key, const char *text)
{
    buf_print(out, ",\"%s\":", key);
    buf_json_string(out, str_of(text));
}

/* The keys and their order are part of the public interface (bx_fonts_list). */
static void line_add(const font_role *role, const face *f, const char *own_family, bx_buf *out)
{
    static const char *const embeddings[] = {"installable", "editable", "preview", "restricted"};
    buf_text(out, "{\"role\":");
    buf_json_string(out, str_of(role->name));
    member_add(out, "asked", f->family);
    member_add(out, "family", own_family);
    member_add(out, "file", f->file);
    buf_print(out, ",\"index\":%u,\"mandated\":%s", f->index, f->is_mandated ? "true" : "false");
    member_add(out, "format", f->format == FACE_CFF ? "CFF" : "TrueType");
    member_add(out, "embedding", embeddings[f->embedding]);
    buf_print(out, ",\"characters\":%u}\n", (unsigned)face_count_characters(f));
}

static bx_status role_add(font_set *set, font_chain *chain, bx_diags *diags, bx_buf *out, bool *is_filled)
{
    font_walk walk = {.chain = chain};
    *is_filled = false;
    while (font_walk_next(set, &walk, diags)) {
        line_add(chain->role, walk.face, set->programs.items[walk.face->id]->found->family, out);
        *is_filled = true;
    }
    return walk.is_out_of_memory ? BX_BAD_MACHINE : BX_OK;
}

bx_status fonts_list(font_set *set, bx_diags *diags, bx_buf *out)
{
    bx_status status = BX_OK;
    for (size_t i = 0; i < set->list.roles.count; i++) {
        bool is_filled;
        BX_TRY(role_add(set, &set->chains[i], diags, out, &is_filled));
        if (!is_filled) status = fonts_tell_empty(set, (int)i, diags);
    }
    for (size_t i = 0; i < set->programs.count; i++)
        if (set->programs.items[i]->state == PROGRAM_OPEN)
            BX_TRY(face_judge(&set->programs.items[i]->base, diags));
    return out->failed ? diag_memory(diags) : status;
}
