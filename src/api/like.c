/* A record held against an earlier one: every difference is told at its place in the earlier record. */
#include "api/api.h"

typedef struct comparison {
    bx_arena *arena;
    bx_diags *diags;
    bool is_other_data;
    bool is_other_pdf;
} comparison;

/* A value as a message shows it. */
static const char *shown(comparison *c, const value *v)
{
    if (!v) return "-";
    if (v->kind >= VALUE_LIST) return arena_print(c->arena, "%zu", v->count).ptr;
    return arena_print(c->arena, "%.*s", STR_ARG(v->kind == VALUE_NULL ? STR("-") : v->text)).ptr;
}

static void tell(comparison *c, const value *recorded, const value *made)
{
    bx_str path = value_path(recorded ? recorded : made, c->arena);
    const char *then = shown(c, recorded), *now = shown(c, made);
    bool is_pdf = str_starts_with(path, STR("pdf."));
    c->is_other_pdf |= is_pdf;
    c->is_other_data |= str_starts_with(path, STR("data."));
    if (is_pdf || !path.ptr || !then || !now) return; /* the PDF has a message of its own */
    diag_add(c->diags, MSG_record_differs, recorded ? recorded->at : (bx_place){0}, path, then, now);
}

static const value *twin_of(const value *item, const value *in)
{
    if (!item->key.ptr) return item->index < in->count ? in->items[item->index] : NULL;
    return value_find(in, item->key);
}

static bool is_same(const value *a, const value *b)
{
    return a->kind == b->kind && (a->kind >= VALUE_LIST || str_is_equal(a->text, b->text));
}

/* Both trees have few values, and are as deep as the limits let them be. */
static void compare(comparison *c, const value *recorded, const value *made)
{
    if (!is_same(recorded, made)) {
        tell(c, recorded, made);
        return;
    }
    for (size_t i = 0; i < recorded->count; i++) {
        const value *twin = twin_of(recorded->items[i], made);
        if (twin)
            compare(c, recorded->items[i], twin);
        else
            tell(c, recorded->items[i], NULL);
    }
    for (size_t i = 0; i < made->count; i++)
        if (!twin_of(made->items[i], recorded)) tell(c, NULL, made->items[i]);
}

static bx_status read_record(bx_arena *arena, const bx_record *record, bx_diags *diags, const value **out)
{
    bx_str bytes = {record->bytes, record->len};
    BX_TRY(value_parse(arena, bytes, record->name ? record->name : "-", VALUE_JSON, NULL, diags, out));
    if (value_at(*out, STR("pdf.sha256")) && value_find(*out, STR("banxin"))) return BX_OK;
    diag_add(diags, MSG_record_none, (*out)->at, STR(""));
    return message_status(diags, BX_BAD_DATA);
}

static bx_status compare_all(comparison *c, const bx_record *record, bx_str made)
{
    const value *recorded, *now;
    BX_TRY(read_record(c->arena, record, c->diags, &recorded));
    BX_TRY(value_parse(c->arena, made, "", VALUE_JSON, NULL, c->diags, &now));
    compare(c, recorded, now);
    if (!c->is_other_pdf) return BX_OK;
    bx_status status = c->is_other_data ? BX_BAD_DATA : BX_BAD_MACHINE;
    diag_add(c->diags, c->is_other_data ? MSG_record_other_data : MSG_record_other, recorded->at, STR(""));
    return message_status(c->diags, status);
}

bx_status record_compare(const bx_record *recorded, bx_str made, bx_diags *diags)
{
    bx_arena arena = {0};
    comparison c = {.arena = &arena, .diags = diags};
    bx_status status = compare_all(&c, recorded, made);
    arena_clear(&arena);
    return status;
}
