/* Setting: blocks to frames.
 *
 * In: a document's blocks, its layout, fonts. Out: frames to a sink, page by page. Positions are computed
 * once, from the grid: line n stands at type area top + n × pitch, multiplied, never added up. Every rule of
 * GB/T 9704 is a function of its own with its clause. What cannot fit is an error with its place; nothing
 * runs out of its cell or the type area. */
#ifndef BX_SET_SET_H
#define BX_SET_SET_H

#include "frame/frame.h"
#include "report/block.h"

/* What stays white at the feet of pages because something is kept together. */
typedef struct set_blank {
    bx_len total, most; /* of all pages; of one */
    uint32_t page;      /* the one, from 1; 0: none */
} set_blank;

typedef struct set_stats {
    uint32_t pages;
    uint64_t roles; /* the font roles the document uses, a bit each */
    set_blank blank;
} set_stats;

/* Set a document. Everything it needs lives in the arena. On an error the sink has received part of the
 * pages. */
bx_status set_document(bx_arena *arena, const document *doc, font_set *fonts, frame_sink sink,
                       bx_diags *diags, set_stats *stats);

#endif
