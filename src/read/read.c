/* Files and objects. libqpdf says what is wrong by its errors and warnings: both are looked at when a file is
 * opened, for a file that has to be repaired is no evidence of anything. */
#include "read/read.h"

#include "base/mem.h"
#include "read/file.h"

bx_status read_tell(read_pdf *pdf, message_id id, const char *what)
{
    diag_add(pdf->diags, id, (bx_place){.file = pdf->name}, STR(""), pdf->name, what);
    return diag_status(pdf->diags);
}

void read_tell_to(read_pdf *pdf, bx_diags *diags)
{
    pdf->diags = diags;
}

bx_status read_memory(read_pdf *pdf)
{
    return diag_memory(pdf->diags);
}

/* ---- files ---- */

static bx_status tell_error(read_pdf *pdf)
{
    const read_library *q = &pdf->library;
    qpdf_error error = q->get_error(pdf->qpdf);
    enum qpdf_error_code_e code = q->get_error_code(pdf->qpdf, error);
    if (code == qpdf_e_password || code == qpdf_e_unsupported)
        return read_tell(pdf, MSG_read_encrypted, NULL);
    if (code == qpdf_e_damaged_pdf || code == qpdf_e_pages || code == qpdf_e_object)
        return read_tell(pdf, MSG_read_damaged, q->get_error_message_detail(pdf->qpdf, error));
    return diag_memory(pdf->diags);
}

bx_status read_check(read_pdf *pdf)
{
    const read_library *q = &pdf->library;
    if (q->has_error(pdf->qpdf)) return tell_error(pdf);
    if (!q->more_warnings(pdf->qpdf)) return BX_OK;
    const char *warning = q->get_error_message_detail(pdf->qpdf, q->next_warning(pdf->qpdf));
    bx_status status = read_tell(pdf, MSG_read_damaged, warning);
    while (q->more_warnings(pdf->qpdf)) q->next_warning(pdf->qpdf);
    return status;
}

static bx_status open_file(read_pdf *pdf, bx_str bytes)
{
    const read_library *q = &pdf->library;
    if (!str_starts_with(bytes, STR("%PDF-"))) return read_tell(pdf, MSG_read_no_pdf, NULL);
    pdf->qpdf = q->init();
    if (!pdf->qpdf) return diag_memory(pdf->diags);
    q->silence_errors(pdf->qpdf);
    q->set_suppress_warnings(pdf->qpdf, QPDF_TRUE);
    q->set_attempt_recovery(pdf->qpdf, QPDF_FALSE);
    if (q->read_memory(pdf->qpdf, pdf->name, bytes.ptr, bytes.len, NULL) & QPDF_ERRORS)
        return tell_error(pdf);
    if (q->is_encrypted(pdf->qpdf)) return read_tell(pdf, MSG_read_encrypted, NULL);
    return read_check(pdf);
}

bx_status read_open(bx_str bytes, const char *name, bx_diags *diags, read_pdf **out)
{
    *out = NULL;
    read_pdf *pdf = mem_new(1, sizeof *pdf);
    if (!pdf) return diag_memory(diags);
    pdf->diags = diags;
    pdf->name = name;
    bx_status status = read_library_open(&pdf->library, diags);
    if (status == BX_OK) status = open_file(pdf, bytes);
    if (status == BX_OK)
        *out = pdf;
    else
        read_close(pdf);
    return status;
}

void read_close(read_pdf *pdf)
{
    if (!pdf) return;
    if (pdf->qpdf) pdf->library.cleanup(&pdf->qpdf);
    mem_free(pdf);
}

/* ---- objects ---- */

read_object read_root(read_pdf *pdf)
{
    return pdf->library.get_root(pdf->qpdf);
}

read_object read_trailer(read_pdf *pdf)
{
    return pdf->library.get_trailer(pdf->qpdf);
}

read_object read_by_number(read_pdf *pdf, int number)
{
    return pdf->library.get_object_by_id(pdf->qpdf, number, 0);
}

size_t read_page_count(read_pdf *pdf)
{
    int count = pdf->library.get_num_pages(pdf->qpdf);
    return count > 0 ? (size_t)count : 0;
}

read_object read_page(read_pdf *pdf, size_t index)
{
    return index < read_page_count(pdf) ? pdf->library.get_page_n(pdf->qpdf, index) : READ_NONE;
}

read_kind read_kind_of(read_pdf *pdf, read_object object)
{
    if (!object) return READ_NOTHING;
    switch (pdf->library.oh_get_type_code(pdf->qpdf, object)) {
    case ot_boolean:
        return READ_BOOL;
    case ot_integer:
        return READ_INTEGER;
    case ot_real:
        return READ_REAL;
    case ot_string:
        return READ_STRING;
    case ot_name:
        return READ_NAME;
    case ot_array:
        return READ_ARRAY;
    case ot_dictionary:
        return READ_DICT;
    case ot_stream:
        return READ_STREAM;
    default:
        return READ_NOTHING;
    }
}

int read_number_of(read_pdf *pdf, read_object object)
{
    return object ? pdf->library.oh_get_object_id(pdf->qpdf, object) : 0;
}

/* The dictionary that an object is or has; READ_NONE if neither. */
static read_object dict_of(read_pdf *pdf, read_object object)
{
    read_kind kind = read_kind_of(pdf, object);
    if (kind == READ_STREAM) return pdf->library.oh_get_dict(pdf->qpdf, object);
    return kind == READ_DICT ? object : READ_NONE;
}

read_object read_key(read_pdf *pdf, read_object object, const char *key)
{
    read_object dict = dict_of(pdf, object);
    if (!dict) return READ_NONE;
    read_object found = pdf->library.oh_get_key(pdf->qpdf, dict, key);
    if (read_kind_of(pdf, found) != READ_NOTHING) return found;
    read_release(pdf, found);
    return READ_NONE;
}

bool read_keys(read_pdf *pdf, read_object object, bx_arena *arena, bx_str **out, size_t *count)
{
    VEC(bx_str) keys = {0};
    read_object dict = dict_of(pdf, object);
    bool has_memory = true;
    if (dict) pdf->library.oh_begin_dict_key_iter(pdf->qpdf, dict);
    while (dict && has_memory && pdf->library.oh_dict_more_keys(pdf->qpdf)) {
        bx_str *slot = vec_push(arena, &keys);
        if (slot) *slot = arena_copy(arena, str_of(pdf->library.oh_dict_next_key(pdf->qpdf)));
        has_memory = slot && slot->ptr;
    }
    *out = keys.items;
    *count = keys.count;
    return has_memory;
}

size_t read_count(read_pdf *pdf, read_object array)
{
    if (read_kind_of(pdf, array) != READ_ARRAY) return 0;
    int count = pdf->library.oh_get_array_n_items(pdf->qpdf, array);
    return count > 0 ? (size_t)count : 0;
}

read_object read_item(read_pdf *pdf, read_object array, size_t index)
{
    if (index >= read_count(pdf, array)) return READ_NONE;
    return pdf->library.oh_get_array_item(pdf->qpdf, array, (int)index);
}

void read_release(read_pdf *pdf, read_object object)
{
    if (object) pdf->library.oh_release(pdf->qpdf, object);
}

void read_forget(read_pdf *pdf, int number)
{
    read_object nothing = pdf->library.oh_new_null(pdf->qpdf);
    pdf->library.replace_object(pdf->qpdf, number, 0, nothing);
    read_release(pdf, nothing);
}

/* ---- scalars ---- */

bool read_bool(read_pdf *pdf, read_object object)
{
    return read_kind_of(pdf, object) == READ_BOOL && pdf->library.oh_get_bool_value(pdf->qpdf, object);
}

long long read_integer(read_pdf *pdf, read_object object)
{
    return read_kind_of(pdf, object) == READ_INTEGER ? pdf->library.oh_get_int_value(pdf->qpdf, object) : 0;
}

double read_real(read_pdf *pdf, read_object object)
{
    read_kind kind = read_kind_of(pdf, object);
    bool is_number = kind == READ_INTEGER || kind == READ_REAL;
    return is_number ? pdf->library.oh_get_numeric_value(pdf->qpdf, object) : 0;
}

bx_str read_name(read_pdf *pdf, read_object object, bx_arena *arena)
{
    if (read_kind_of(pdf, object) != READ_NAME) return STR("");
    return arena_copy(arena, str_of(pdf->library.oh_get_name(pdf->qpdf, object)));
}

bx_str read_string(read_pdf *pdf, read_object object, bx_arena *arena)
{
    bx_str bytes = STR("");
    if (read_kind_of(pdf, object) == READ_STRING)
        bytes.ptr = pdf->library.oh_get_binary_string_value(pdf->qpdf, object, &bytes.len);
    return arena_copy(arena, bytes);
}

bx_str read_text(read_pdf *pdf, read_object object, bx_arena *arena)
{
    bx_str text = STR("");
    if (read_kind_of(pdf, object) == READ_STRING)
        text.ptr = pdf->library.oh_get_binary_utf8_value(pdf->qpdf, object, &text.len);
    return arena_copy(arena, text);
}
