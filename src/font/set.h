/* The inside of a font_set, for the two files that work on it: fonts.c (roles to faces) and dump.c (the list
 * for people). */
#ifndef BX_FONT_SET_H
#define BX_FONT_SET_H

#include <pthread.h>
#include <stdatomic.h>

#include "font/font.h"
#include "font/fontconfig.h"
#include "font/list.h"

/* One font of one file, opened at most once, whichever roles want it. */
typedef struct font_program {
    const found_font *found;
    enum { PROGRAM_UNTRIED, PROGRAM_OPEN, PROGRAM_REFUSED } state;
    face base;               /* all but how a role sees it */
    VEC(const face *) views; /* as roles see it; equal ones are one face */
} font_program;

/* What one family of the list offers a role: the first of its fonts that can be used. */
typedef struct font_choice {
    const font_family *asked;
    bool is_bold_wanted; /* bold was asked for, and these are not */
    font_program **programs;
    size_t count;
    atomic_int state; /* enum choice_state; face may be read once it says CHOICE_OPEN */
    const face *face;
} font_choice;

enum choice_state { CHOICE_UNTRIED, CHOICE_OPEN, CHOICE_EMPTY };

/* The choices of a role in order of preference. */
typedef struct font_chain {
    const font_role *role;
    font_choice *choices;
    size_t count;
} font_chain;

typedef struct font_file {
    const char *name;
    hb_blob_t *bytes; /* mapped, for all the fonts in it */
} font_file;

struct font_set {
    bx_arena arena;
    font_list list;
    font_chain *chains;           /* one a role, in the list's order */
    VEC(font_program *) programs; /* by face id */
    VEC(font_file) files;         /* those that were opened */
    pthread_mutex_t opening;      /* for all of the above that changes after fonts_new */
};

/* A walk along a chain, opening what it meets: begin with {.chain}, then font_walk_next until it is false. */
typedef struct font_walk {
    font_chain *chain;
    size_t at;
    const face *face;
    bool is_out_of_memory; /* the walk ended early, and that is told */
} font_walk;

bool font_walk_next(font_set *set, font_walk *walk, bx_diags *diags);

#endif
