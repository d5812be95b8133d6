/* The rules of Chinese lines as data: character classes, where a line may not break, which blanks of
 * neighbouring marks fall away, in what order a line is tightened and loosened. A layout's `text` section
 * fills them; the words are those of W3C CLREQ. Parts of an em are counted in 1/65536 (EM). */
#ifndef BX_TEXT_RULES_H
#define BX_TEXT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/len.h"
#include "base/str.h"

#define EM ((bx_len)65536)

/* What a character is in a Chinese line. Only CLASS_LATIN and CLASS_SPACE are proportional. */
typedef enum char_class {
    CLASS_HAN,       /* ideographs and everything else of one em */
    CLASS_OPEN,      /* opening brackets: left half blank */
    CLASS_CLOSE,     /* closing brackets: right half blank */
    CLASS_COMMA,     /* pause marks: right half blank */
    CLASS_STOP,      /* stop marks: right half blank */
    CLASS_MIDDLE,    /* 间隔号, half an em */
    CLASS_CONNECTOR, /* 连接号 */
    CLASS_SLASH,     /* 分隔号 */
    CLASS_DASH,      /* —— ……: two of a kind are one unit */
    CLASS_PREFIX,    /* signs before a number */
    CLASS_SUFFIX,    /* signs after a number */
    CLASS_LATIN,     /* letters and digits of alphabetic scripts, and the marks among them */
    CLASS_SPACE,     /* U+0020, tab */
    CLASS_COUNT
} char_class;

/* Which half-em blank two neighbours lose; TRIM_BOTH is CLREQ's tighter style. */
typedef enum pair_trim { TRIM_NONE, TRIM_FIRST_RIGHT, TRIM_SECOND_LEFT, TRIM_BOTH } pair_trim;

/* What can be narrowed or widened in a line. */
typedef enum adjust_place {
    ADJUST_WORD_SPACE,
    ADJUST_BRACKETS,  /* the outer blanks of CLASS_OPEN and CLASS_CLOSE */
    ADJUST_COMMAS,    /* the right blank of CLASS_COMMA */
    ADJUST_LATIN_GAP, /* between Chinese and Latin */
    ADJUST_STOPS,     /* the right blank of CLASS_STOP */
    ADJUST_GAPS,      /* between any two characters; only loosened */
    ADJUST_COUNT
} adjust_place;

typedef struct adjust_step {
    adjust_place what;
    bx_len limit; /* EM: tightening: the least left; loosening: the most; 0: none */
} adjust_step;

typedef struct class_entry {
    uint32_t code;
    char_class class;
} class_entry;

/* A list of texts, e.g. words that a title keeps whole. */
typedef struct text_words {
    const bx_str *items;
    size_t count;
} text_words;

/* What language the words of a script are in. */
typedef struct script_language {
    uint32_t script; /* ISO 15924, its four letters as bytes, the first on top: as HarfBuzz counts */
    bx_str lang;     /* BCP 47; empty: the text's own */
} script_language;

typedef struct text_rules {
    class_entry *classes; /* ascending by code; what is not listed is told by Unicode ranges */
    size_t class_count;
    bool no_start[CLASS_COUNT], no_end[CLASS_COUNT];
    pair_trim pairs[CLASS_COUNT][CLASS_COUNT]; /* [first][second] */
    bool trims_line_start;                     /* an opening bracket at a line's start loses its left blank */
    bool trims_line_end;           /* a mark at a line's end loses its right blank (GB/T 15834 5.1.10) */
    bx_len latin_gap;              /* EM */
    bool always_half[CLASS_COUNT]; /* marks that give up their blank everywhere (开明) */
    bool narrows_full_width;       /* full-width letters and digits are shown as their half-width forms */
    bx_str hanging;           /* marks that may stand beyond the measure's end, one a line; empty: none */
    text_words whole_words;   /* not parted in balanced lines */
    bx_str no_balanced_start; /* particles that begin no line of a title */
    adjust_step tighten[ADJUST_COUNT], loosen[ADJUST_COUNT];
    size_t tighten_count, loosen_count;
    script_language *languages;
    size_t language_count;
    bool links; /* addresses on the net are links */
} text_rules;

/* The class of a character by the rules' list, else by its code. */
char_class class_of(const text_rules *rules, uint32_t code);

/* A Chinese mark that has a blank half, by its class. */
static inline bool class_is_blank_left(char_class c)
{
    return c == CLASS_OPEN;
}
static inline bool class_is_blank_right(char_class c)
{
    return c == CLASS_CLOSE || c == CLASS_COMMA || c == CLASS_STOP;
}

#endif
