/* What the parts of the JSON reader share: the file being read, its strings, and the words for what is wrong
 * in it. */
#ifndef BX_DATA_JSON_H
#define BX_DATA_JSON_H

#include "data/read.h"
#include "data/source.h"

typedef struct json_file {
    builder *build;
    cursor cursor;
} json_file;

typedef enum json_wanted { JSON_VALUE, JSON_KEY, JSON_COLON, JSON_COMMA } json_wanted;

/* The text of a string whose opening mark is under the cursor, from what stands between the marks; the cursor
 * moves behind the closing one. What may not stand there is told and left out. CR LF becomes LF, as in YAML.
 * {NULL, 0} without memory. */
bx_str json_string(json_file *f, bx_str inner);

/* Tell why the reading ends here: BX_BAD_DATA. */
bx_status json_tell_depth(json_file *f, size_t at);
bx_status json_tell_word(json_file *f, bx_str word);
bx_status json_tell_rest(json_file *f);

/* has_token: what stands at the cursor is whole, only not what was wanted. */
bx_status json_tell_unexpected(json_file *f, json_wanted wanted, bool has_token);

#endif
