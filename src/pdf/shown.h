/* What a content stream shows, read from its bytes as a reader of the file reads them: marks, and the codes
 * of strings with the font that is set. And what a ToUnicode CMap says.
 *
 * The callbacks answer BX_OK, or what ends the reading and becomes its answer; it is BX_BAD_DATA for bytes
 * that are no content as this house writes it, and BX_BAD_MACHINE without memory (not told). */
#ifndef BX_PDF_SHOWN_H
#define BX_PDF_SHOWN_H

#include "base/buf.h"
#include "base/status.h"

/* The beginning of a marked-content sequence. */
typedef struct shown_mark {
    bx_str tag;
    int64_t mcid;  /* -1: none */
    bool has_text; /* ActualText: what it says, whatever it shows */
    bx_str text;   /* as UTF-8 */
} shown_mark;

typedef struct shown_events {
    void *to;
    bx_status (*begin)(void *to, const shown_mark *mark);
    bx_status (*show)(void *to, bx_str font, bx_str codes); /* two bytes each */
    bx_status (*end)(void *to);
    bx_status (*draw)(void *to, bx_str name); /* an XObject */
} shown_events;

bx_status shown_read(bx_str content, const shown_events *events);

/* Each code and its text, in UTF-8, of a CMap that is made of bfchar alone. */
bx_status shown_map(bx_str cmap, void *to, bx_status (*code)(void *to, unsigned code, bx_str text));

#endif
