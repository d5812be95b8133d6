/* Frames to one PDF file.
 *
 * In: frames through a sink, page by page, and what the document is called. Out: the file's bytes, in order,
 * to a writer. Structure elements, page dictionaries and content streams leave memory as they close; libharu
 * makes the dictionaries of what is few, packed into object streams like the rest. Only this room includes
 * hpdf*.h. What never happens here: nothing is placed, no clock is read, no font is chosen. */
#ifndef BX_PDF_PDF_H
#define BX_PDF_PDF_H

#include "base/diag.h"
#include "base/library.h"
#include "frame/frame.h"

typedef struct pdf_file pdf_file;

/* A property of Banxin's schema in XMP, which the file describes beside it (ISO 19005-2 6.6.2.3). */
typedef struct pdf_property {
    const char *name, *type, *description; /* type: "Text", "Integer", "Date" */
    bool is_internal;                      /* made by the program, not said by people */
    bx_str value;
} pdf_property;

/* A file that the PDF carries. */
typedef struct pdf_attachment {
    bx_str name, mime, description; /* mime: letters, digits, ".+-_" and one "/"; description may be empty */
    const char *relationship;       /* of ISO 19005-3 6.8: "Data" */
    bx_str date;                    /* "2024-01-10"; empty: the document's */
    bx_str table;                   /* it belongs to the table of this name; empty: to the document */
    bx_str bytes;
} pdf_attachment;

typedef struct pdf_info {
    bx_str title, author, subject; /* empty: left out (a title is demanded) */
    bx_str lang;                   /* "zh-CN" */
    bx_str date; /* of the document: "2024-01-10", or "2024-01-10T08:30:00Z"; empty: no dates are written */
    const pdf_property *properties; /* of Banxin's own schema */
    size_t property_count;
    const pdf_attachment *attachments; /* each name once; the caller's until the file is finished */
    size_t attachment_count;           /* none where the level forbids it */
    bx_pdfa level;                     /* what the file claims and keeps */
    bool is_plain;                     /* no compression, no object streams: for people who read PDFs */
    unsigned threads; /* that may make fonts, this one among them; the bytes are the same; 0 is 1 */
} pdf_info;

/* Begins the file: the first bytes are written. BX_BUG without a title or with a date that is none. */
bx_status pdf_new(const pdf_info *info, bx_write write, void *to, bx_diags *diags, pdf_file **out);

/* Where the frames go. */
frame_sink pdf_sink(pdf_file *pdf);

/* The fonts that the file uses so far, in the order of first use; NULL after the last. */
const face *pdf_face(const pdf_file *pdf, size_t place);

/* One property more, once, that only the pages could tell: before pdf_finish. */
bx_status pdf_state(pdf_file *pdf, const pdf_property *property);

/* Fonts, structure, metadata, cross-reference; nothing may be sent to the sink after it. */
bx_status pdf_finish(pdf_file *pdf);

/* Also in the middle, after an error. NULL is allowed. */
void pdf_free(pdf_file *pdf);

/* libraries.c: what this room stands on. */
void pdf_libraries(library_list *list);

#endif
