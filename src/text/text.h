/* Text to lines: one paragraph's characters become items with a width, the items become lines with a place
 * for each.
 *
 * In: UTF-8 text with spans of font roles and sizes, the rules of lines, a measure. Out: items (one a
 * cluster), lines, and the x of every item. What never happens here: no page is known, no y, no style's name.
 * Each step reads the one before and makes its own (steps.h): letters, items (shape, space), breaks (what may
 * follow what), fit (the choice of lines over the whole paragraph), adjust (the places in each line). All
 * memory is the arena's. */
#ifndef BX_TEXT_TEXT_H
#define BX_TEXT_TEXT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/library.h"
#include "font/font.h"
#include "text/rules.h"

typedef struct text_format {
    int role, latin_role; /* fonts_role_find */
    bx_len size;
    bx_len em_advance;  /* what a character of one em takes: size plus tracking */
    bx_len latin_scale; /* EM: Latin letters and digits against the size */
    bx_len embolden;    /* stroke this wide: a bold that the face does not have */
    bool is_vertical;   /* one character below the other, marks in their vertical forms; all of a text */
} text_format;

typedef struct text_span {
    size_t from, to; /* bytes */
    text_format format;
} text_span;

/* From worst to best. NEVER: only where a line could not be set at all. EMERGENCY: inside a word. BAD: if
 * need be. POOR: a better place is preferred. */
typedef enum break_kind {
    BREAK_NEVER,
    BREAK_EMERGENCY,
    BREAK_BAD,
    BREAK_POOR,
    BREAK_GOOD,
    BREAK_MUST
} break_kind;

typedef struct text_glyph {
    uint32_t glyph;
    bx_len x, y; /* from the item's left edge (before trims) and the baseline */
} text_glyph;

/* One cluster: what is never taken apart. */
typedef struct text_item {
    uint32_t at, len; /* bytes of the text */
    uint32_t code;    /* its first character, as shown */
    uint32_t span;
    char_class class;
    break_kind break_after;
    uint8_t level;                  /* of embedding (UAX #9): odd is right to left */
    const face *face;               /* NULL for a line break that was asked for */
    bx_len size, em;                /* type size; advance of one em with tracking */
    bx_len advance;                 /* natural, before trims */
    bx_len blank_left, blank_right; /* parts of the advance without ink that may be trimmed */
    bx_len blank_kept;              /* what tightening leaves of blank_right */
    bx_len trim_left, trim_right;   /* taken off by neighbours, everywhere */
    bx_len gap_after;               /* Chinese–Latin gap; vanishes at a line's end */
    uint32_t glyph, glyph_count;
    bx_len embolden;
} text_item;

typedef struct text_line {
    size_t from, to; /* items; to is behind the last one; blanks at both ends left out */
    bx_len x, width; /* from the measure's left edge; width as set */
    bool is_last;    /* of the paragraph, or before a break that was asked for */
} text_line;

/* A paragraph's shape. */
typedef enum text_align { TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END } text_align;

typedef struct text_measure {
    bx_len width;
    bx_len indent_first; /* added at the left of the first line */
    bx_len indent_rest;  /* of the others */
    bool indents_each;   /* each line behind a break that was asked for is a first one */
    text_align align;
    bool is_balanced; /* lines of about equal length */
} text_measure;

/* Shared by all paragraphs of a document: one worker's. */
typedef struct text_setter {
    bx_arena *arena; /* where items and lines are made; may be another one for each text */
    font_set *fonts;
    const text_rules *rules;
    bx_diags *diags;
    hb_language_t language; /* for the fonts' local forms */
    text_words words;       /* of this document, kept whole in balanced lines beside those of the rules */
    hb_buffer_t *buffer;
    struct text_scratch *scratch; /* memory that texts use one after the other */
} text_setter;

/* What its texts share lives in the arena. */
bx_status text_setter_init(text_setter *setter, bx_arena *arena, font_set *fonts, const text_rules *rules,
                           bx_diags *diags);
void text_setter_clear(text_setter *setter);

/* Where a text stands in the data, so that a character no font has can be told with its place; either may be
 * NULL. */
typedef struct text_origin {
    bx_place (*place)(const void *source, size_t at);
    bx_str (*path)(const void *source);
    const void *source;
} text_origin;

typedef struct text_items {
    bx_str text;
    const text_item *items;
    size_t count;
    const text_glyph *glyphs;
} text_items;

/* Characters to items. A character that no font of its role has is an error (MSG_character_missing) with its
 * place; all of a text are told. */
bx_status text_itemise(const text_setter *setter, bx_str text, const text_span *spans, size_t span_count,
                       const text_origin *origin, text_items *out);

typedef struct text_lines {
    const text_line *lines;
    size_t count;
    const bx_len *x;     /* of each item, from the measure's left edge; already with trims */
    bool is_overfull;    /* some line could not be brought within the measure */
    bool used_emergency; /* some line is broken where none should be */
} text_lines;

/* Items to lines. */
bx_status text_fit(const text_setter *setter, const text_items *items, const text_measure *measure,
                   text_lines *out);

/* Does a line that begins with an item have the first line's indent? */
static inline bool text_is_indented(const text_items *items, const text_measure *measure, size_t from)
{
    if (from == 0) return true;
    return measure->indents_each && items->items[from - 1].break_after == BREAK_MUST;
}

/* What a text asks of a measure, up to a widest one. */
enum { TEXT_STEPS = 12 };
typedef struct text_widths {
    bx_len least;   /* narrower, a line would overflow or be broken where none should be */
    bx_len natural; /* wide enough for every line that is asked for */
    bx_len total;   /* as one line */
    uint32_t lines; /* at the widest measure */
    uint32_t count;
    bx_len of[TEXT_STEPS]; /* of[i]: the least measure for `lines` + i lines; down to `least`, or as far as
                              was looked */
} text_widths;

/* Of a text that is not tightened; the measure is the widest one. At most so many steps are looked at,
 * TEXT_STEPS or fewer. */
bx_status text_find_widths(const text_setter *setter, const text_items *items, const text_measure *measure,
                           uint32_t steps, text_widths *out);

/* How many lines it takes at a measure. */
uint32_t text_lines_at(const text_widths *widths, bx_len measure);

/* libraries.c: what this room stands on. */
void text_libraries(library_list *list);

#endif
