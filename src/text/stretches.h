/* Stretches of a text that are something of their own to a reader: words of another language, addresses on
 * the net. Nothing of how they look depends on them. */
#ifndef BX_TEXT_STRETCHES_H
#define BX_TEXT_STRETCHES_H

#include "base/arena.h"
#include "text/rules.h"

typedef struct text_stretch {
    size_t from, to; /* bytes of the text, ends of characters */
    bx_str lang;     /* of words; an address has none */
    bx_str scheme;   /* of an address: what the text leaves out before it, "mailto:" or nothing */
} text_stretch;

typedef struct text_stretches {
    VEC(text_stretch) list; /* ascending, none within another */
} text_stretches;

/* By the rules' list of languages, and addresses if they ask for them. False: no memory. */
bool text_find_stretches(const text_rules *rules, bx_str text, bx_arena *arena, text_stretches *out);

/* The first address that begins at `at` or behind it: http:, https: or e-mail, ASCII (RFC 3986, RFC 5321).
 * False: none. (addresses.c) */
bool text_find_address(bx_str text, size_t at, text_stretch *out);

#endif
