/* Picture files for tests, made by the libraries that write them; and a colour profile of each kind. */
#ifndef BX_TESTS_PICTURE_FILES_H
#define BX_TESTS_PICTURE_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* A PNG as libpng writes it: rows as png_set_IHDR's type and depth want them. */
typedef struct png_file {
    uint32_t width, height;
    int depth, type; /* PNG_COLOR_TYPE_* */
    const void *rows;
    size_t row_bytes;
    bool is_interlaced;
    unsigned per_metre;
    bx_str profile; /* empty: none */
    const unsigned char (*palette)[3];
    const unsigned char *palette_alpha;
    int palette_count;
} png_file;
bx_buf make_png(const png_file *file);

/* A JPEG of one colour, 100 percent. */
typedef struct jpeg_file {
    uint32_t width, height;
    int channels; /* 1, 3, 4 */
    unsigned char colour[4];
    bool keeps_rgb, is_progressive; /* keeps_rgb: no YCbCr */
    unsigned orientation;           /* 0: no EXIF; else in the order of bytes of a big machine */
    unsigned dpi;
    bx_str profile;
} jpeg_file;
bx_buf make_jpeg(const jpeg_file *file);

/* sRGB; RGB with red and green swapped; grey with gamma 1; CMYK whose K alone counts. */
bx_buf profile_srgb(void);
bx_buf profile_swapped(void);
bx_buf profile_grey(void);
bx_buf profile_cmyk(void);

#endif
