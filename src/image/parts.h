/* What the files of this room share: pixels on their way from a file to a picture. */
#ifndef BX_IMAGE_PARTS_H
#define BX_IMAGE_PARTS_H

#include "base/buf.h"
#include "image/image.h"

/* Eight bits a channel, in rows without gaps, alpha behind the colours; the profile says what they mean. */
typedef struct raster {
    uint32_t width, height;
    unsigned channels; /* of colour: 1 grey, 3 RGB, 4 CMYK */
    bool has_alpha;
    bool is_inverted;      /* CMYK: 255 is no ink, as Adobe's programs write it */
    unsigned char *pixels; /* owned */
    bx_buf profile;        /* ICC; empty: sRGB */
    /* of a JPEG that goes through as it is, instead of pixels */
    bx_buf jpeg;
    unsigned orientation;        /* EXIF, 1 to 8; 0: not told */
    double across_dpi, down_dpi; /* 0: not told */
} raster;

void raster_clear(raster *r);

/* Room for the pixels; false without memory. */
bool raster_make(raster *r);

static inline size_t raster_step(const raster *r)
{
    return r->channels + r->has_alpha;
}

/* Why a file is not read. */
typedef enum image_fault {
    IMAGE_FINE,
    IMAGE_NO_MEMORY,
    IMAGE_DAMAGED, /* words: the library's */
    IMAGE_LARGE,
    IMAGE_INKS, /* CMYK without a profile */
} image_fault;

typedef struct image_reading {
    uint64_t most_pixels;
    image_fault fault;
    char words[240];
    bool is_profile_bad; /* it was passed over */
} image_reading;

/* Are there more pixels than is allowed? */
static inline bool is_too_large(const image_reading *reading, uint64_t width, uint64_t height)
{
    return width * height > reading->most_pixels;
}

/* png.c, jpeg.c: the file into a raster. */
void png_decode(bx_str bytes, raster *out, image_reading *reading);
void jpeg_decode(bx_str bytes, raster *out, image_reading *reading);

/* exif.c: the orientation that an APP1 segment tells; 0: none. */
unsigned exif_orientation(bx_str segment);

/* colour.c: does the profile leave colours as sRGB has them, within what no eye sees? And: grey or RGB of the
 * profile, or CMYK, into sRGB; without a profile nothing is done. A profile that is none, or is for other
 * channels, is passed over and told in the reading. */
bool colour_is_srgb(bx_str profile, unsigned channels, image_reading *reading);
void colour_convert(raster *r, image_reading *reading);

/* pixels.c: grey or RGB into a picture; false without memory. */
bool pixels_pack(bx_arena *arena, const raster *r, picture *out);

#endif
