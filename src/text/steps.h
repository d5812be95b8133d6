/* The steps from text to lines, apart, as the room's files share them and as they are tested alone. */
#ifndef BX_TEXT_STEPS_H
#define BX_TEXT_STEPS_H

#include "text/text.h"

/* ---- letters.c, context.c, faces.c: characters with class, level of embedding and face ---- */

/* What kind of writing the nearest letter before or after belongs to. */
typedef enum writing { WRITING_NONE, WRITING_CHINESE, WRITING_LATIN } writing;

typedef struct text_letter {
    uint32_t at, span;
    uint32_t code; /* as shown: a tab is a space */
    char_class class;
    hb_script_t script; /* of what is set by a script's own rules; HB_SCRIPT_COMMON: Chinese and marks */
    uint8_t level;
    uint8_t before, after; /* writing; only where letters_settle looked */
    bool is_joined;        /* belongs to the character before it (combining marks, variation selectors) */
    const face *face;
} text_letter;

typedef struct text_source {
    bx_str text;
    const text_span *spans;
    size_t span_count;
    const text_origin *origin;
} text_source;

/* All three parts. The letters are scratch, gone with the next text. BX_BAD_DATA if some character has no
 * font; each is told. */
bx_status text_letters(const text_setter *setter, const text_source *source, text_letter **out,
                       size_t *count);

/* Classes that depend on the neighbours: “ ” ‘ ’ — … - / in Chinese or in Latin. */
void letters_settle(text_letter *letters, size_t count);

/* Each letter's face; a cluster has one. BX_BAD_DATA as above. */
bx_status letters_find_faces(const text_setter *setter, const text_source *source, text_letter *letters,
                             size_t count);

/* Letters that come from the Latin role. */
static inline bool is_of_latin_role(char_class class, uint32_t code)
{
    bool is_sign = class == CLASS_PREFIX || class == CLASS_SUFFIX;
    return class == CLASS_LATIN || class == CLASS_SPACE || (is_sign && code < 0x80);
}

/* A letter of any script. */
bool code_is_letter(uint32_t code);

/* A character that shows nothing by itself and needs no glyph: joiners, selectors, marks of direction. */
bool code_is_ignorable(uint32_t code);

/* ---- shape.c: letters to clusters with glyphs, in the text's order ---- */

typedef struct shaped_text {
    text_item *items;
    size_t count;
    VEC(text_glyph) glyphs;
} shaped_text;

/* Tell that a letter cannot be set, with its place. */
void letter_tell(const text_setter *setter, const text_source *source, const text_letter *letter,
                 message_id id);

/* BX_BAD_DATA, told, if shaping asks for a glyph that the face does not have. */
bx_status text_shape(const text_setter *setter, const text_source *source, const text_letter *letters,
                     size_t count, shaped_text *out);

/* ---- cells.c, spacing.c ---- */

/* The places of Chinese marks in their cells, and their blanks. */
void text_fill_cells(const text_setter *setter, shaped_text *shaped);

/* What neighbours trim of each other's blanks, and the gaps between Chinese and Latin. */
void text_space(const text_rules *rules, text_item *items, size_t count);

/* ---- breaks.c, breaks_latin.c ---- */

/* What may be parted behind each item. False: no memory. */
bool text_find_breaks(const text_setter *setter, bx_str text, text_item *items, size_t count);

/* stack.c: in their place, for vertical text; how a mark is shown there, the code itself if like elsewhere.
 */
void text_stack(text_item *items, size_t count);
uint32_t code_vertical(uint32_t code);

/* Letters, digits and signs that are set as Latin is. */
static inline bool item_is_latin(const text_item *item)
{
    return item->class == CLASS_LATIN ||
           (item->class != CLASS_SPACE && is_of_latin_role(item->class, item->code));
}

/* What shows nothing and vanishes at a line's ends. A wide blank may carry a mark: it stays. */
static inline bool item_is_blank(const text_item *item)
{
    return item->class == CLASS_SPACE || (item->code == 0x3000 && item->len == 3) || item->code == '\n';
}

/* Digits, full-width ones too. */
static inline bool code_is_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

/* May neighbours part, of which one is Latin? */
typedef enum latin_break {
    LATIN_WHOLE,
    LATIN_PARTS,
    LATIN_ADDRESS_PARTS,
    LATIN_ADDRESS_SLASH /* GB/T 15834 5.1.9 would have no / end a line */
} latin_break;

/* By index of the first of two neighbours; what has no Latin beside it is LATIN_WHOLE. Scratch; NULL: no
 * memory. */
const uint8_t *latin_breaks(const text_setter *setter, const text_item *items, size_t count);

/* ---- adjust.c: a line's widths and places ---- */

/* A rounding, not an overfull line. */
#define LINE_TOLERANCE (LEN_PT / 100)

typedef struct line_setter {
    const text_rules *rules;
    const text_item *items;
    bool trims_start, trims_end; /* brackets at the start, marks at the end give up their blank half */
    bool may_hang;
    size_t *order; /* scratch, 3 for each item of the longest line; NULL where nothing is right to left */
    bx_len least[ADJUST_COUNT], most[ADJUST_COUNT]; /* EM, by place; negative: not touched */
} line_setter;

/* For lines of these items. The rules' limits are looked up once. */
void line_setter_init(line_setter *s, const text_rules *rules, const text_item *items, bool is_justified);

/* What items give a line. */
typedef struct line_widths {
    bx_len natural;               /* without any adjustment */
    bx_len tighten[ADJUST_COUNT]; /* what each place can give, by adjust_place */
    bx_len loosen[ADJUST_COUNT];  /* what each can take; ADJUST_GAPS: the number of gaps */
} line_widths;

/* Add what an item takes wherever it stands, and what stands between it and the item before it. */
void widths_add_item(const line_setter *s, size_t item, line_widths *widths);
void widths_add_joint(const line_setter *s, size_t item, line_widths *widths);

/* Take off what an item loses, and may no longer give, as the first or the last one of a line. */
void widths_cut_start(const line_setter *s, size_t item, line_widths *widths);
void widths_cut_end(const line_setter *s, size_t item, line_widths *widths);

/* By how much a line that is `over` too wide is narrower because its last mark stands outside the measure
 * (行尾点号悬挂); 0: it does not. */
bx_len line_hang(const line_setter *s, size_t last, bx_len over);

/* Set x[] (indexed like items) for a line that is to become `width` wide: tightened in the rules' order if
 * its natural width is more, loosened if it is less and is_justified. Answers the width reached. */
bx_len line_place(const line_setter *s, const text_line *line, bx_len width, bool is_justified, bx_len *x);

/* ---- sums.c: the widths of any line at once, as the difference of two running totals ---- */

typedef struct line_sum {
    bx_len natural, tighten, stops, loosen; /* tighten: all but stops; loosen: all but gaps */
    uint32_t gaps;
    uint32_t words; /* Chinese characters, and words and numbers of other scripts */
    bx_len words_width;
    uint32_t ink_end; /* one behind the last item that is no blank */
} line_sum;

typedef struct text_sums {
    const line_setter *s;
    const line_sum *upto; /* count + 1: of the items before i */
} text_sums;

/* Scratch. False: no memory. */
bool text_sums_make(const text_setter *setter, const line_setter *s, size_t count, text_sums *out);

/* What is to be taken off the totals for a line that begins with an item. */
line_sum sums_start(const text_sums *sums, size_t from);

/* The widths of a line from that start up to item `to`, blanks at its end left out. */
line_sum sums_line(const text_sums *sums, const line_sum *start, size_t to);

/* The first and one behind the last item of a line that are no blanks. */
void line_trim_blanks(const text_item *items, size_t *from, size_t *to);

#endif
