/* Pictures: PNG and JPEG files as what a page can show.
 *
 * In: a file's bytes. Out: an immutable picture in the arena: its pixels in sRGB, grey where they are grey
 * and one bit where two tones are all there is; or, of a JPEG that needs no conversion, its own coefficients,
 * packed anew without the camera's remarks (place, owner, thumbnail). Colour profiles are followed by
 * conversion; without one, colours are sRGB, whatever PNG's gAMA and cHRM say. What never happens here: no
 * file is opened, nothing is placed or scaled. */
#ifndef BX_IMAGE_IMAGE_H
#define BX_IMAGE_IMAGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/len.h"
#include "base/library.h"

typedef struct picture {
    uint32_t width, height; /* pixels, as they are stored */
    unsigned channels;      /* 1: grey; 3: red, green, blue */
    unsigned bits;          /* of a channel: 8, or 1 */
    bool is_jpeg;           /* data is a JPEG file; else rows from the top, each from a new byte */
    bx_str data;
    unsigned alpha_bits; /* 8 or 1; 0: opaque */
    bx_str alpha;        /* rows like those of data */
    /* how to show what is stored: first mirrored left to right, then turned clockwise, in quarters */
    bool is_mirrored;
    unsigned quarters;
    bx_len shown_width, shown_height; /* at the file's own resolution, as it is shown */
} picture;

/* Where the bytes are from, for diagnostics. */
typedef struct picture_origin {
    const char *name; /* of the file, as people wrote it */
    bx_place place;
    bx_str path;          /* in the data */
    uint64_t most_pixels; /* that it may have */
} picture_origin;

/* BX_BAD_DATA with a diagnostic if the bytes are no picture, damaged, beyond the limits, or CMYK without a
 * profile that says which inks. A profile that cannot be read is a warning. */
bx_status picture_read(bx_arena *arena, bx_str bytes, const picture_origin *origin, bx_diags *diags,
                       const picture **out);

/* The same on white paper, without alpha; itself if it has none. NULL without memory. */
const picture *picture_on_white(bx_arena *arena, const picture *p);

/* libraries.c: what this room stands on. */
void image_libraries(library_list *list);

#endif
