/* libharu as the object writer: dictionaries and arrays of what is few in a file (catalog, pages, fonts,
 * metadata). Only obj.c calls libharu.
 *
 * An object is made, filled and turned into bytes at once, so that nothing of it stays in memory; the catalog
 * and the information dictionary are libharu's own and live as long as its document. References go by the
 * numbers of out.h. Failures are sticky: whoever fills an object need not look, pdf_obj_write tells. A
 * container that could not be made is NULL, and adding to NULL does nothing. */
#ifndef BX_PDF_OBJ_H
#define BX_PDF_OBJ_H

#include "base/arena.h"
#include "pdf/out.h"

typedef struct _HPDF_Dict_Rec pdf_dict;
typedef struct _HPDF_Array_Rec pdf_array;

typedef struct pdf_obj {
    struct _HPDF_Doc_Rec *doc;
    bx_diags *diags;
    bx_arena arena; /* what references point at, until the object is written */
    bx_status status;
} pdf_obj;

/* A libharu document, its memory through mem.h; BX_BAD_MACHINE if it is of another version than its header.
 */
bx_status pdf_obj_begin(pdf_obj *obj, bx_diags *diags);
/* The document and all that it owns. */
void pdf_obj_clear(pdf_obj *obj);

/* The two that libharu owns; a dictionary of our own. */
pdf_dict *pdf_obj_catalog(pdf_obj *obj);
pdf_dict *pdf_obj_info(pdf_obj *obj);
pdf_dict *pdf_obj_new(pdf_obj *obj);

/* Direct containers inside another one. */
pdf_dict *pdf_dict_dict(pdf_obj *obj, pdf_dict *dict, const char *key);
pdf_array *pdf_dict_array(pdf_obj *obj, pdf_dict *dict, const char *key);
pdf_dict *pdf_array_dict(pdf_obj *obj, pdf_array *array);

/* Simple values. A name of more than 127 bytes is MSG_pdf_object. */
void pdf_dict_name(pdf_obj *obj, pdf_dict *dict, const char *key, const char *name);
void pdf_dict_int(pdf_obj *obj, pdf_dict *dict, const char *key, int32_t value);
void pdf_dict_bool(pdf_obj *obj, pdf_dict *dict, const char *key, bool value);
void pdf_dict_ref(pdf_obj *obj, pdf_dict *dict, const char *key, uint32_t number);

/* A string of ASCII characters; text in UTF-16BE, which may be in any language. */
void pdf_dict_ascii(pdf_obj *obj, pdf_dict *dict, const char *key, const char *text);
void pdf_dict_text(pdf_obj *obj, pdf_dict *dict, const char *key, bx_str text);

/* Keys and values as bytes of our own, written last; once a dictionary. */
void pdf_dict_bytes(pdf_obj *obj, pdf_dict *dict, bx_str bytes);

/* Items, in order. */
void pdf_array_int(pdf_obj *obj, pdf_array *array, int32_t value);
void pdf_array_ref(pdf_obj *obj, pdf_array *array, uint32_t number);

/* Write the object under a number; it is gone then (unless libharu's document owns it). What is made with
 * pdf_obj_new must come here, whatever happens in between. */
bx_status pdf_obj_write(pdf_obj *obj, pdf_dict *dict, pdf_out *out, uint32_t number);

#endif
