/* The members of one flat JSON object, as the library's lines are (bx_fonts_list). */
#ifndef BX_CLI_JSON_H
#define BX_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* For each name its member's value as plain text, "" if absent; strings are unescaped. False: the line is not
 * one flat object. */
bool json_members(const char *line, const char *const *names, size_t count, const char **values);

#endif
