/* The readers of the two formats, and what they share. The bytes are UTF-8 without refused characters
 * (source.h), lie in the builder's arena and have a line feed and a NUL behind them that are not counted. */
#ifndef BX_DATA_READ_H
#define BX_DATA_READ_H

#include <yaml.h>

#include "data/build.h"

/* Feed a file to the builder. BX_OK also if there were errors that let the reading go on: they are in the
 * builder's diagnostics. A file without a value leaves the builder's root NULL. */
bx_status yaml_read(builder *b, bx_str bytes);
bx_status json_read(builder *b, bx_str bytes);

/* Why libyaml stopped, in words for people who do not know what a block mapping is. */
bx_status yaml_explain(builder *b, const yaml_parser_t *parser, bx_str bytes);

/* The same of a plain text that is all there is in the file: to YAML, lines of "年份：2023" are one. False if
 * it may well be meant as a text; nothing is told then. */
bool yaml_explain_text(builder *b, bx_str bytes, const value *text);

/* -?digits(.digits)? without leading zeros: JSON's number without its exponent (RFC 8259, 6). */
bool literal_is_number(bx_str literal);

#endif
