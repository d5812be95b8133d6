/* Text to lines: one paragraph's characters become items with a width, the items become lines with a place
 * for each.
 *
 * In: UTF-8 text with spans of font roles and sizes, the rules of lines, a measure. Out: items (one a
 * cluster), lines, and the x of every item. What never happens here: no page is known, no y, no style's name.
 * Each step reads the one before and makes its own: items (itemise, shape, space), breaks (what may follow
 * what), fit (the choice of lines over the whole paragraph), adjust (the places in each line). All memory is
 * the arena's. */
#ifndef BX_TEXT_TEXT_H
#define BX_TEXT_TEXT_H

#include "base/arena.h"
#include "base/diag.h"
#include "font/font.h"
#include "text/rules.h"

typedef struct text_format {
    int role, latin_role; /* fonts_role_find */
    bx_len size;
    bx_len em_advance;  /* what a character of one em takes: size plus tracking */
    bx_len latin_scale; /* EM: Latin letters and digits against the size */
    bx_len embolden;    /* stroke this wide: a bold that the face does not have */
} text_format;

typedef struct text_span {
    size_t from, to; /* bytes */
    text_format format;
} text_span;

/* BREAK_WORD: inside a word that balanced lines keep whole; elsewhere as good as any. */
typedef enum break_kind {
    BREAK_NEVER,
    BREAK_EMERGENCY,
    BREAK_POOR,
    BREAK_WORD,
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
    uint32_t code;    /* its first character */
    uint32_t span;
    char_class class;
    uint8_t level;                  /* of embedding (UAX #9): odd is right to left */
    const face *face;               /* NULL for a line break that was asked for */
    bx_len size, em;                /* type size; advance of one em with tracking */
    bx_len advance;                 /* natural, before trims */
    bx_len blank_left, blank_right; /* parts of the advance without ink that may be trimmed */
    bx_len trim_left, trim_right;   /* taken off by neighbours, everywhere */
    bx_len gap_after;               /* Chinese–Latin gap; vanishes at a line's end */
    uint32_t glyph, glyph_count;
    bx_len embolden;
    break_kind break_after;
} text_item;

typedef struct text_line {
    size_t from, to; /* items; to is behind the last one */
    bx_len x, width; /* from the measure's left edge; width as set */
    bool is_last;    /* of the paragraph, or before a break that was asked for */
} text_line;

/* A paragraph's shape. */
typedef enum text_align { TEXT_JUSTIFY, TEXT_START, TEXT_CENTER, TEXT_END } text_align;

typedef struct text_measure {
    bx_len width;
    bx_len indent_first; /* added at the left of the first line */
    bx_len indent_rest;  /* of the others */
    text_align align;
    bool is_balanced; /* lines of about equal length */
} text_measure;

/* What a line holds, counted item by item as it grows. */
typedef struct line_widths {
    bx_len natural;               /* without any adjustment; the ends' trims are applied by line_close */
    bx_len tighten[ADJUST_COUNT]; /* what each place can give, by adjust_place */
    bx_len loosen[ADJUST_COUNT];  /* what each can take; ADJUST_GAPS: the number of gaps */
} line_widths;

/* A line never holds more items, hair-thin ones included. */
enum { LINE_ITEMS_MAX = 1024 };

/* Shared by all paragraphs of a document: one worker's. */
typedef struct text_setter {
    bx_arena *arena;
    font_set *fonts;
    const text_rules *rules;
    bx_diags *diags;
    hb_language_t language; /* for the fonts' local forms */
    text_words words;       /* of this document, kept whole in balanced lines beside those of the rules */
    hb_buffer_t *buffer;
    line_widths *sums; /* LINE_ITEMS_MAX of them, scratch for text_fit */
} text_setter;

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

/* ---- the steps, apart (tested alone) ---- */

/* letters.c: characters with class, level of embedding and face. */
typedef struct text_letter {
    uint32_t at, code, span;
    char_class class;
    uint8_t level;
    hb_script_t script; /* of what is set by a script's own rules; HB_SCRIPT_COMMON: Chinese and marks */
    const face *face;
    bool is_joined; /* belongs to the character before it (combining marks, variation selectors) */
} text_letter;

typedef struct text_source {
    bx_str text;
    const text_span *spans;
    size_t span_count;
    const text_origin *origin;
} text_source;

/* BX_BAD_DATA if some character has no font; each is told. */
bx_status text_letters(const text_setter *setter, const text_source *source, text_letter **out,
                       size_t *count);

/* Letters that come from the Latin role. */
bool letter_wants_latin(const text_letter *letter);

/* shape.c: letters to clusters with glyphs, in the text's order. */
typedef struct shaped_text {
    VEC(text_item) items;
    VEC(text_glyph) glyphs;
} shaped_text;
bool text_shape(const text_setter *setter, const text_source *source, const text_letter *letters,
                size_t count, shaped_text *out);

/* spacing.c: blanks, pairs and gaps of the items, the places of marks in their cells. */
void text_space(const text_rules *rules, text_glyph *glyphs, text_item *items, size_t count);

/* breaks.c: what may be parted behind each item. False: no memory. */
bool text_find_breaks(const text_setter *setter, bx_str text, text_item *items, size_t count);

/* adjust.c: the lines of a paragraph and what their ends lose. */
typedef struct line_setter {
    const text_rules *rules;
    const text_item *items;
    bool trims_start, trims_end; /* brackets at the start, marks at the end give up their blank half */
} line_setter;

/* Count one more item at the end of the line; `is_first`: it is the line's first. */
void line_grow(const line_setter *s, size_t item, bool is_first, line_widths *sum);

/* The widths if the line ends with items[last]: line_grow's sum without what an end loses. */
line_widths line_close(const line_setter *s, size_t last, const line_widths *sum);

/* May the line's last mark hang, and does the line need it to (it does not fit otherwise)? */
bool line_hangs(const line_setter *s, size_t last, const line_widths *closed, bx_len width);

/* The widths of that line without the mark that hangs. */
line_widths line_hang(const line_setter *s, size_t last, const line_widths *closed);

/* Set x[] (indexed like items) for a line that is to become `width` wide: tightened in the rules' order if
 * its natural width is more, loosened if it is less and is_justified. Answers the width reached. */
bx_len line_place(const line_setter *s, const text_line *line, bx_len width, bool is_justified, bx_len *x);

/* balance.c: breaks for lines of about equal length in a shape that GB/T 9704 7.3.1 asks of titles (梯形,
 * 菱形): as few lines as may be, words whole, no hourglass. Writes the number of lines and, for each, one
 * behind its last item. False: the text is too long for this care, or does not fit; text_fit then sets it
 * like any other. */
enum { BALANCED_LINES_MAX = 6 };
bool text_balance(const line_setter *s, size_t count, bx_len width, size_t ends[BALANCED_LINES_MAX],
                  size_t *lines);

/* The first and one behind the last item of a line that are no spaces. */
void line_trim_spaces(const text_item *items, size_t *from, size_t *to);

#endif
