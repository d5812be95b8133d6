/* UTF-8 for people's eyes: never fails, steps over what is wrong byte by byte, and knows how many
 * columns of a terminal a character takes. */
#ifndef BX_CLI_DISPLAY_H
#define BX_CLI_DISPLAY_H

#include <stddef.h>

/* What stands for a byte that is not UTF-8; no character has this number. */
#define DISPLAY_WRONG 0x110000u

/* The first character of a text that is not empty; *length: its bytes, 1 for a wrong one. */
unsigned display_next(const char *text, size_t *length);

/* Columns of a terminal: Chinese characters take two. */
size_t display_columns(const char *text);

#endif
