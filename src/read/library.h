/* libqpdf, opened when a PDF is first read: linked, it would cost every start of the command 3 ms. Its C
 * functions by name, of the version that the headers are of (its soname, by the Makefile). */
#ifndef BX_READ_LIBRARY_H
#define BX_READ_LIBRARY_H

#include <qpdf/qpdf-c.h>

#include "base/diag.h"

/* FUNCTION(name): qpdf_name of qpdf-c.h. */
#define READ_FUNCTIONS                                                                                       \
    FUNCTION(init)                                                                                           \
    FUNCTION(cleanup)                                                                                        \
    FUNCTION(silence_errors)                                                                                 \
    FUNCTION(set_suppress_warnings)                                                                          \
    FUNCTION(set_attempt_recovery)                                                                           \
    FUNCTION(read_memory)                                                                                    \
    FUNCTION(has_error)                                                                                      \
    FUNCTION(get_error)                                                                                      \
    FUNCTION(get_error_code)                                                                                 \
    FUNCTION(get_error_message_detail)                                                                       \
    FUNCTION(more_warnings)                                                                                  \
    FUNCTION(next_warning)                                                                                   \
    FUNCTION(is_encrypted)                                                                                   \
    FUNCTION(get_trailer)                                                                                    \
    FUNCTION(get_root)                                                                                       \
    FUNCTION(get_num_pages)                                                                                  \
    FUNCTION(get_page_n)                                                                                     \
    FUNCTION(get_object_by_id)                                                                               \
    FUNCTION(replace_object)                                                                                 \
    FUNCTION(oh_new_null)                                                                                    \
    FUNCTION(oh_release)                                                                                     \
    FUNCTION(oh_get_type_code)                                                                               \
    FUNCTION(oh_get_object_id)                                                                               \
    FUNCTION(oh_get_key)                                                                                     \
    FUNCTION(oh_begin_dict_key_iter)                                                                         \
    FUNCTION(oh_dict_more_keys)                                                                              \
    FUNCTION(oh_dict_next_key)                                                                               \
    FUNCTION(oh_get_array_n_items)                                                                           \
    FUNCTION(oh_get_array_item)                                                                              \
    FUNCTION(oh_get_bool_value)                                                                              \
    FUNCTION(oh_get_int_value)                                                                               \
    FUNCTION(oh_get_numeric_value)                                                                           \
    FUNCTION(oh_get_name)                                                                                    \
    FUNCTION(oh_get_binary_string_value)                                                                     \
    FUNCTION(oh_get_binary_utf8_value)                                                                       \
    FUNCTION(oh_get_dict)                                                                                    \
    FUNCTION(oh_get_stream_data)

typedef struct read_library {
#define FUNCTION(name) __typeof__(&qpdf_##name) name;
    READ_FUNCTIONS
#undef FUNCTION
} read_library;

/* BX_BAD_MACHINE, with the package that is missing, if it cannot be opened. It stays open. */
bx_status read_library_open(read_library *library, bx_diags *diags);

#endif
