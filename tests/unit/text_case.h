/* What the tests of the text room share: the two fonts of tests/text/fonts, in which every place can be
 * worked out by hand, the rules of layouts/gbt-9704, paragraphs set at a size of 10 pt without tracking, and
 * what holds of every paragraph whatever its text. */
#ifndef BX_TESTS_UNIT_TEXT_CASE_H
#define BX_TESTS_UNIT_TEXT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "report/layout.h"
#include "text/steps.h"

#define CASE_EM (10 * LEN_PT)

/* Fonts, rules and memory of a test program. */
typedef struct text_bench {
    bx_arena layouts;
    bx_diags *diags;
    font_set *fonts;
    text_rules rules; /* of the layout; a test may change its copy */
} text_bench;

/* Opened once a program. Skips the running test if the fonts cannot be read. */
text_bench *text_bench_open(void);

/* A paragraph set with its own rules; cleared by paragraph_clear. */
typedef struct set_paragraph {
    bx_arena arena;
    text_setter setter;
    text_rules rules;
    text_measure measure;
    text_items items;
    text_lines lines;
    bx_status status;
} set_paragraph;

/* `borders`: where another span begins, in bytes; 0 ends the list. NULL: one span. */
void paragraph_itemise(set_paragraph *p, const text_rules *rules, bx_str text, const size_t *borders);
void paragraph_set(set_paragraph *p, const text_rules *rules, bx_str text, const text_measure *measure);
void paragraph_set_spans(set_paragraph *p, const text_rules *rules, bx_str text, const size_t *borders,
                         const text_measure *measure);
void paragraph_clear(set_paragraph *p);

/* The ink's left edge of an item's first glyph. */
bx_len ink_left(const set_paragraph *p, size_t item);

/* What must hold of every paragraph; the first thing that does not, in words; NULL: all holds. Lives until
 * the next call. */
const char *paragraph_fault(const set_paragraph *p);

#endif
