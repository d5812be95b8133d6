/* JSON objects of a line: flat ones, as the library's own are (bx_fonts_list), and those that others send, of
 * which only the outermost members are looked at. */
#ifndef BX_CLI_JSON_H
#define BX_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* For each name its member's value as plain text, "" if absent; strings are unescaped. False: the line is not
 * one flat object. */
bool json_members(const char *line, const char *const *names, size_t count, const char **values);

/* A value as it stands in the line. kind: its first character, '"', '{', '[', or that of a number, true,
 * false or null; '\0': there is none. A string is without its quotation marks, escapes as they are. */
typedef struct json_slice {
    char kind;
    const char *at;
    size_t length;
} json_slice;

/* The members of an object by their names. False: the text is no object, has a name twice or one that is not
 * among them (*stranger, else NULL), or has more than a million values. */
bool json_find(const char *text, size_t length, const char *const *names, size_t count, json_slice *out,
               const char **stranger);

/* A string's text. */
const char *json_text(json_slice string);

#endif
