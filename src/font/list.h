/* The list of font roles: which families may fill each, in which order, and what to install when none is
 * there. Read from fonts/fonts.yaml and judged as strictly as a report. */
#ifndef BX_FONT_LIST_H
#define BX_FONT_LIST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"

/* Weights as in OS/2 usWeightClass. From FONT_BOLD_LEAST on, a face passes for bold. */
enum { FONT_REGULAR = 400, FONT_BOLD_LEAST = 600, FONT_BOLD = 700, FONT_BLACK = 900 };

typedef struct font_family {
    const char *name; /* any of the names a font gives itself, Chinese ones too */
    int weight;       /* the one asked for */
    bool is_mandated; /* the font that offices are told to use, not a substitute */
    bx_str wrong;     /* characters for which it has another character's glyph; taken from the next */
    bool is_fallback; /* only for characters that the faces before it lack; never fills the role alone */
} font_family;

typedef struct font_role {
    const char *name;       /* what layouts call it */
    const char *title;      /* in Chinese, for people */
    const char *install[2]; /* what to install when nothing fills it, by bx_lang */
    VEC(font_family) families;
} font_role;

typedef struct font_list {
    VEC(font_role) roles;
} font_list;

/* BX_BAD_MACHINE if the file cannot be read, BX_BAD_DATA if it is wrong, each with the places. */
bx_status font_list_read(const char *file, bx_arena *arena, bx_diags *diags, font_list *out);

#endif
