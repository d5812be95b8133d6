/* PNG through libpng: eight bits a channel, palettes and transparency resolved, interlacing undone. libpng
 * leaves by longjmp: what must live across it stands in the reader, which is the caller's. */
#include <png.h>
#include <setjmp.h>
#include <stdio.h>

#include "base/mem.h"
#include "image/parts.h"

enum { CHUNK_BYTES_MAX = 8 << 20 }; /* of a profile or a remark, unpacked */

typedef struct png_reader {
    png_structp png;
    png_infop info;
    bx_str rest; /* not read yet */
    raster *out;
    image_reading *reading;
} png_reader;

/* ---- what libpng asks for ---- */

static PNG_FUNCTION(void, fail, (png_structp png, png_const_charp words), PNG_NORETURN)
{
    png_reader *r = png_get_error_ptr(png);
    if (r->reading->fault == IMAGE_FINE) r->reading->fault = IMAGE_DAMAGED;
    snprintf(r->reading->words, sizeof r->reading->words, "libpng: %s", words);
    png_longjmp(png, 1);
}

static void pass_over(png_structp png, png_const_charp words)
{
    (void)png, (void)words; /* what is odd but does no harm to the picture */
}

static png_voidp new_block(png_structp png, png_alloc_size_t size)
{
    png_reader *r = png_get_mem_ptr(png);
    void *block = mem_new(1, size);
    if (!block) r->reading->fault = IMAGE_NO_MEMORY;
    return block;
}

static void free_block(png_structp png, png_voidp block)
{
    (void)png;
    mem_free(block);
}

static void give_bytes(png_structp png, png_bytep to, size_t count)
{
    png_reader *r = png_get_io_ptr(png);
    if (count > r->rest.len) png_error(png, "unexpected end of file");
    memcpy(to, r->rest.ptr, count);
    r->rest = str_from(r->rest, count);
}

/* ---- reading ---- */

static void leave(png_reader *r, image_fault fault)
{
    r->reading->fault = fault;
    png_longjmp(r->png, 1);
}

static void read_profile(png_reader *r)
{
    png_charp name;
    png_bytep profile;
    png_uint_32 len;
    int method, intent;
    if (png_get_sRGB(r->png, r->info, &intent)) return;
    if (png_get_iCCP(r->png, r->info, &name, &method, &profile, &len))
        buf_add(&r->out->profile, profile, len);
    if (r->out->profile.failed) leave(r, IMAGE_NO_MEMORY);
}

static void read_resolution(png_reader *r)
{
    r->out->across_dpi = png_get_x_pixels_per_meter(r->png, r->info) * 0.0254;
    r->out->down_dpi = png_get_y_pixels_per_meter(r->png, r->info) * 0.0254;
}

static void read_head(png_reader *r)
{
    raster *out = r->out;
    png_read_info(r->png, r->info);
    out->width = png_get_image_width(r->png, r->info);
    out->height = png_get_image_height(r->png, r->info);
    if (is_too_large(r->reading, out->width, out->height)) leave(r, IMAGE_LARGE);
    read_profile(r);
    read_resolution(r);
    png_set_expand(r->png);
    png_set_scale_16(r->png);
}

static void read_rows(png_reader *r)
{
    raster *out = r->out;
    int passes = png_set_interlace_handling(r->png);
    png_read_update_info(r->png, r->info);
    unsigned type = png_get_color_type(r->png, r->info);
    out->channels = type & PNG_COLOR_MASK_COLOR ? 3 : 1;
    out->has_alpha = type & PNG_COLOR_MASK_ALPHA;
    size_t row = out->width * raster_step(out);
    if (png_get_rowbytes(r->png, r->info) != row) png_error(r->png, "unexpected pixels");
    if (!raster_make(out)) leave(r, IMAGE_NO_MEMORY);
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < out->height; y++) png_read_row(r->png, out->pixels + y * row, NULL);
    png_read_end(r->png, NULL);
}

/* No local variable is changed behind setjmp. */
static void read_file(png_reader *r)
{
    if (setjmp(png_jmpbuf(r->png))) return;
    r->info = png_create_info_struct(r->png);
    if (!r->info) leave(r, IMAGE_NO_MEMORY);
    png_set_read_fn(r->png, r, give_bytes);
    png_set_chunk_malloc_max(r->png, CHUNK_BYTES_MAX);
    read_head(r);
    read_rows(r);
}

void png_decode(bx_str bytes, raster *out, image_reading *reading)
{
    png_reader r = {.rest = bytes, .out = out, .reading = reading};
    r.png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, &r, fail, pass_over, &r, new_block, free_block);
    if (!r.png) {
        reading->fault = IMAGE_NO_MEMORY;
        return;
    }
    read_file(&r);
    png_destroy_read_struct(&r.png, &r.info, NULL);
}
