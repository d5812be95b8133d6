/* The only file that calls libharu. What its notes teach is kept here: errors are stored and not told, some
 * failures answer success, lengths are cut silently; so lengths are checked before, and the stored error is
 * read before an object's bytes are believed. Used is only what 2.3 and 2.4 share. */
#include "pdf/obj.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_info.h>
#include <hpdf_objects.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
    STRING_MAX = 32767,      /* ISO 19005-2 6.1.13 */
    CODE_NO_MEMORY = 0x1015, /* its name was changed between 2.3 and 2.4 */
    CODE_NAME_LONG = 0x1045
};

static void *hook_alloc(HPDF_UINT size)
{
    return mem_new(1, size);
}

static void hook_free(void *block)
{
    mem_free(block);
}

static bx_status fail(pdf_obj *obj, bx_status status)
{
    if (obj->status == BX_OK) obj->status = status;
    return obj->status;
}

static bx_status fail_code(pdf_obj *obj, HPDF_STATUS code)
{
    if (obj->status != BX_OK) return obj->status;
    if (code == CODE_NO_MEMORY) return fail(obj, diag_memory(obj->diags));
    char number[24];
    snprintf(number, sizeof number, "0x%04lX", (unsigned long)code);
    diag_add(obj->diags, MSG_pdf_object, (bx_place){0}, (bx_str){0}, number);
    return fail(obj, BX_BUG);
}

bx_status pdf_obj_begin(pdf_obj *obj, bx_diags *diags)
{
    *obj = (pdf_obj){.diags = diags};
    /* The structures are public and read here, so header and library must be of one version. */
    if (!str_is_equal(str_of(HPDF_GetVersion()), str_of(HPDF_VERSION_TEXT))) {
        diag_add(diags, MSG_pdf_library, (bx_place){0}, (bx_str){0}, HPDF_VERSION_TEXT, HPDF_GetVersion());
        return fail(obj, BX_BAD_MACHINE);
    }
    obj->doc = HPDF_NewEx(NULL, hook_alloc, hook_free, 0, NULL);
    return obj->doc ? BX_OK : fail(obj, diag_memory(diags));
}

void pdf_obj_clear(pdf_obj *obj)
{
    if (obj->doc) HPDF_Free(obj->doc);
    obj->doc = NULL;
    arena_clear(&obj->arena);
}

pdf_dict *pdf_obj_catalog(pdf_obj *obj)
{
    return obj->doc->catalog;
}

pdf_dict *pdf_obj_info(pdf_obj *obj)
{
    return obj->doc->info;
}

pdf_dict *pdf_obj_new(pdf_obj *obj)
{
    return obj->status == BX_OK ? HPDF_Dict_New(obj->doc->mmgr) : NULL;
}

/* Put a value under a key; it is libharu's then, whether or not it could be added. */
static bool set(pdf_dict *dict, const char *key, void *value)
{
    return dict && HPDF_Dict_Add(dict, key, value) == HPDF_OK;
}

static bool push(pdf_array *array, void *value)
{
    return array && HPDF_Array_Add(array, value) == HPDF_OK;
}

pdf_dict *pdf_dict_dict(pdf_obj *obj, pdf_dict *dict, const char *key)
{
    pdf_dict *inner = dict ? HPDF_Dict_New(obj->doc->mmgr) : NULL;
    return set(dict, key, inner) ? inner : NULL;
}

pdf_array *pdf_dict_array(pdf_obj *obj, pdf_dict *dict, const char *key)
{
    pdf_array *inner = dict ? HPDF_Array_New(obj->doc->mmgr) : NULL;
    return set(dict, key, inner) ? inner : NULL;
}

pdf_dict *pdf_array_dict(pdf_obj *obj, pdf_array *array)
{
    pdf_dict *inner = array ? HPDF_Dict_New(obj->doc->mmgr) : NULL;
    return push(array, inner) ? inner : NULL;
}

void pdf_dict_name(pdf_obj *obj, pdf_dict *dict, const char *key, const char *name)
{
    /* A longer name would store an error and leave the value uninitialised. */
    if (strlen(name) > HPDF_LIMIT_MAX_NAME_LEN)
        fail_code(obj, CODE_NAME_LONG);
    else if (dict)
        HPDF_Dict_AddName(dict, key, name);
}

void pdf_dict_int(pdf_obj *obj, pdf_dict *dict, const char *key, int32_t value)
{
    (void)obj;
    if (dict) HPDF_Dict_AddNumber(dict, key, value);
}

void pdf_dict_bool(pdf_obj *obj, pdf_dict *dict, const char *key, bool value)
{
    (void)obj;
    if (dict) HPDF_Dict_AddBoolean(dict, key, value ? HPDF_TRUE : HPDF_FALSE);
}

/* libharu refers by pointer, and writes the number that stands there. What is pointed at is a bare header of
 * ours: marked as indirect, it is never freed or written by libharu. */
static HPDF_Obj_Header *target(pdf_obj *obj, uint32_t number)
{
    HPDF_Obj_Header *header = arena_new(&obj->arena, HPDF_Obj_Header);
    if (!header) {
        fail(obj, diag_memory(obj->diags));
        return NULL;
    }
    header->obj_id = number | HPDF_OTYPE_INDIRECT;
    header->obj_class = HPDF_OCLASS_NULL;
    return header;
}

void pdf_dict_ref(pdf_obj *obj, pdf_dict *dict, const char *key, uint32_t number)
{
    set(dict, key, target(obj, number));
}

void pdf_array_ref(pdf_obj *obj, pdf_array *array, uint32_t number)
{
    push(array, target(obj, number));
}

void pdf_array_int(pdf_obj *obj, pdf_array *array, int32_t value)
{
    (void)obj;
    if (array) HPDF_Array_AddNumber(array, value);
}

void pdf_dict_ascii(pdf_obj *obj, pdf_dict *dict, const char *key, const char *text)
{
    if (dict) set(dict, key, HPDF_String_New(obj->doc->mmgr, text, NULL));
}

/* UTF-16BE with its mark (ISO 32000-1 7.9.2.2.1). */
static void add_utf16(bx_buf *out, bx_str text)
{
    buf_add(out, "\xFE\xFF", 2);
    for (size_t at = 0; at < text.len;) {
        uint32_t code = utf8_next(text, &at);
        uint32_t high = code > 0xFFFF ? 0xD800 + ((code - 0x10000) >> 10) : 0;
        uint32_t low = code > 0xFFFF ? 0xDC00 + ((code - 0x10000) & 0x3FF) : code;
        char pair[4] = {(char)(high >> 8), (char)high, (char)(low >> 8), (char)low};
        buf_add(out, high ? pair : pair + 2, high ? 4 : 2);
    }
}

void pdf_dict_text(pdf_obj *obj, pdf_dict *dict, const char *key, bx_str text)
{
    if (!dict) return;
    bx_buf bytes = {0};
    add_utf16(&bytes, text);
    if (bytes.failed)
        fail(obj, diag_memory(obj->diags));
    else if (bytes.len > STRING_MAX) {
        diag_add(obj->diags, MSG_pdf_text_long, (bx_place){0}, (bx_str){0}, key);
        fail(obj, BX_BAD_DATA);
    } else
        set(dict, key, HPDF_Binary_New(obj->doc->mmgr, (HPDF_BYTE *)bytes.ptr, (HPDF_UINT)bytes.len));
    buf_clear(&bytes);
}

static HPDF_STATUS write_bytes(HPDF_Dict dict, HPDF_Stream stream)
{
    const bx_str *bytes = dict->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)bytes->ptr, (HPDF_UINT)bytes->len);
}

void pdf_dict_bytes(pdf_obj *obj, pdf_dict *dict, bx_str bytes)
{
    if (!dict) return;
    bx_str *kept = arena_new(&obj->arena, bx_str);
    if (kept) *kept = arena_copy(&obj->arena, bytes);
    if (!kept || !kept->ptr) {
        fail(obj, diag_memory(obj->diags));
        return;
    }
    dict->attr = kept;
    dict->write_fn = write_bytes;
}

static HPDF_STATUS write_to_buf(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
    bx_buf *out = stream->attr;
    buf_add(out, bytes, len);
    return HPDF_OK; /* a failed buffer remembers it */
}

static void write_value(pdf_obj *obj, pdf_dict *dict, bx_buf *out)
{
    HPDF_Stream stream = HPDF_CallbackWriter_New(obj->doc->mmgr, write_to_buf, out);
    if (stream) HPDF_Obj_WriteValue(dict, stream, NULL);
    if (stream) HPDF_Stream_Free(stream);
    if (out->failed) fail(obj, diag_memory(obj->diags));
}

static bx_status take_bytes(pdf_obj *obj, pdf_dict *dict, bx_buf *out)
{
    HPDF_STATUS code = HPDF_GetError(obj->doc);
    if (code == HPDF_OK && obj->status == BX_OK && dict) {
        write_value(obj, dict, out);
        code = HPDF_GetError(obj->doc);
    }
    if (code != HPDF_OK) fail_code(obj, code);
    if (dict) HPDF_Obj_Free(obj->doc->mmgr, dict);
    arena_clear(&obj->arena);
    return obj->status;
}

bx_status pdf_obj_write(pdf_obj *obj, pdf_dict *dict, pdf_out *out, uint32_t number)
{
    bx_buf bytes = {0};
    bx_status status = take_bytes(obj, dict, &bytes);
    if (status == BX_OK) status = pdf_out_object(out, PACK_REST, number, buf_slice(&bytes));
    buf_clear(&bytes);
    return status;
}
