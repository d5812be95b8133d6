/* Small documents, sent to the pdf room as frames, for its tests: fixture fonts, nominal glyphs, bytes in
 * memory. A step that fails fails the test, but for those of a document whose failures are wanted
 * (is_failing). */
#ifndef BX_TESTS_SMALL_PDF_H
#define BX_TESTS_SMALL_PDF_H

#include "pdf/pdf.h"

enum { SMALL_ITEMS = 512, SMALL_GLYPHS = 4096 };

typedef struct small_pdf {
    bx_arena arena; /* answers of programs */
    bx_diags *diags;
    bx_buf bytes; /* of the file */
    pdf_file *pdf;
    frame_sink sink;
    bx_status status; /* the first that was not BX_OK */
    bool is_failing;
    long writes, writes_left; /* writes_left: how many more succeed; negative: all */
    node_id last;
    uint32_t pages;
    frame_item items[SMALL_ITEMS]; /* of the page that is filling */
    size_t count;
    frame_glyph glyphs[SMALL_GLYPHS];
    size_t glyph_count;
} small_pdf;

/* The fonts of tests/fixtures/fonts, opened once: fang.otf (CID-keyed CFF), latin.ttf. */
const face *small_fang(void);
const face *small_latin(void);
int small_fonts_close(void **state); /* a group's teardown */

extern const pdf_info small_info; /* plain, with every text set */

/* One for a test; the setup and teardown that give one to a test. */
small_pdf *small_new(bool is_failing);
void small_free(small_pdf *small);
int small_setup(void **state);
int small_teardown(void **state);

void small_begin(small_pdf *small, const pdf_info *info);
void small_clear(small_pdf *small);

/* Announce a node under a parent; the second form with all its members (id is filled in). */
node_id small_node(small_pdf *small, node_id parent, node_tag tag);
node_id small_node_as(small_pdf *small, frame_node node);
void small_close(small_pdf *small, node_id node);

/* A run of 16 pt at x, y (points) for the page that is filling, one nominal glyph a character; it can be
 * changed until the page is sent. */
frame_run *small_run(small_pdf *small, node_id node, const face *face, double x, double y, const char *text);
frame_item *small_item(small_pdf *small, frame_item item);

/* Send the page, A4. */
void small_page(small_pdf *small, const char *label);

/* Finish; then bytes is the file, with a NUL behind it. */
void small_end(small_pdf *small);

/* A document with a heading, a paragraph in two fonts, a rule, a fill, a small table and two pages. */
void small_report(small_pdf *small, const pdf_info *info);

/* What a command says of the file: its standard output and errors, in the document's arena. The command names
 * the file as "$f". NULL if the machine lacks the program (the first word). */
const char *small_ask(small_pdf *small, const char *command);

#endif
