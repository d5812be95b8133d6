/* JPEG through libjpeg. What needs no conversion keeps its coefficients: they are packed anew, without
 * remarks and with tables that fit them, so that nothing of the picture is lost and nothing but the picture
 * goes into the document. All else is decoded. libjpeg leaves by longjmp: what must live across it stands in
 * the reader, which is the caller's. */
#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>
#include <jerror.h>

#include "image/parts.h"

enum {
    SCANS_MAX = 200,   /* of a progressive file: each asks for all of its time */
    PIXEL_MEMORY = 13, /* what libjpeg may take: coefficients of two bytes, and rows */
    SEGMENT_MAX = 0xFFFF,
    PIECE = 16384
};

typedef struct jpeg_reader {
    struct jpeg_decompress_struct in;
    struct jpeg_compress_struct out;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    struct jpeg_destination_mgr destination;
    jmp_buf jump;
    bx_str bytes;
    raster *raster;
    image_reading *reading;
    unsigned char piece[PIECE];
} jpeg_reader;

/* ---- what libjpeg asks for ---- */

static void leave(jpeg_reader *r, image_fault fault)
{
    r->reading->fault = fault;
    longjmp(r->jump, 1);
}

static void fail(j_common_ptr info)
{
    jpeg_reader *r = info->client_data;
    char words[JMSG_LENGTH_MAX];
    info->err->format_message(info, words);
    snprintf(r->reading->words, sizeof r->reading->words, "libjpeg: %s", words);
    leave(r, info->err->msg_code == JERR_OUT_OF_MEMORY ? IMAGE_NO_MEMORY : IMAGE_DAMAGED);
}

/* libjpeg goes on after a warning and fills with grey what is missing: no document shall hold that. What some
 * cameras write between the parts of a file does no harm. */
static void warn(j_common_ptr info, int level)
{
    int code = info->err->msg_code;
    if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM) fail(info);
}

static void say_nothing(j_common_ptr info)
{
    (void)info;
}

static void watch(j_common_ptr info)
{
    jpeg_reader *r = info->client_data;
    if (r->in.input_scan_number > SCANS_MAX) leave(r, IMAGE_LARGE);
}

static void begin_piece(j_compress_ptr out)
{
    jpeg_reader *r = out->client_data;
    r->destination.next_output_byte = r->piece;
    r->destination.free_in_buffer = sizeof r->piece;
}

static boolean keep_piece(j_compress_ptr out)
{
    jpeg_reader *r = out->client_data;
    buf_add(&r->raster->jpeg, r->piece, sizeof r->piece);
    begin_piece(out);
    return TRUE;
}

static void keep_last(j_compress_ptr out)
{
    jpeg_reader *r = out->client_data;
    buf_add(&r->raster->jpeg, r->piece, sizeof r->piece - r->destination.free_in_buffer);
}

/* ---- the head ---- */

/* ICC.1 B.4: a profile lies in numbered APP2 segments, since each holds 64 kB. */
static void read_profile(jpeg_reader *r)
{
    static const char mark[] = "ICC_PROFILE";
    enum { HEAD = sizeof mark + 2 };
    for (unsigned wanted = 1, found = 1; found; wanted++) {
        found = 0;
        for (jpeg_saved_marker_ptr m = r->in.marker_list; m && !found; m = m->next) {
            found = m->marker == JPEG_APP0 + 2 && m->data_length > HEAD &&
                    memcmp(m->data, mark, sizeof mark) == 0 && m->data[sizeof mark] == wanted;
            if (found) buf_add(&r->raster->profile, m->data + HEAD, m->data_length - HEAD);
        }
    }
    if (r->raster->profile.failed) leave(r, IMAGE_NO_MEMORY);
}

static void read_orientation(jpeg_reader *r)
{
    for (jpeg_saved_marker_ptr m = r->in.marker_list; m && !r->raster->orientation; m = m->next)
        if (m->marker == JPEG_APP0 + 1)
            r->raster->orientation = exif_orientation((bx_str){(const char *)m->data, m->data_length});
}

static void read_head(jpeg_reader *r)
{
    raster *to = r->raster;
    jpeg_mem_src(&r->in, (const unsigned char *)r->bytes.ptr, r->bytes.len);
    jpeg_save_markers(&r->in, JPEG_APP0 + 1, SEGMENT_MAX);
    jpeg_save_markers(&r->in, JPEG_APP0 + 2, SEGMENT_MAX);
    jpeg_read_header(&r->in, TRUE);
    to->width = r->in.image_width, to->height = r->in.image_height;
    if (is_too_large(r->reading, to->width, to->height)) leave(r, IMAGE_LARGE);
    double unit = r->in.density_unit == 2 ? 2.54 : r->in.density_unit == 1;
    to->across_dpi = r->in.X_density * unit, to->down_dpi = r->in.Y_density * unit;
    read_profile(r);
    read_orientation(r);
}

/* ---- the picture ---- */

static void pass_through(jpeg_reader *r)
{
    jvirt_barray_ptr *coefficients = jpeg_read_coefficients(&r->in);
    jpeg_copy_critical_parameters(&r->in, &r->out);
    r->out.optimize_coding = TRUE;
    r->destination = (struct jpeg_destination_mgr){
        .init_destination = begin_piece, .empty_output_buffer = keep_piece, .term_destination = keep_last};
    r->out.dest = &r->destination;
    jpeg_write_coefficients(&r->out, coefficients);
    jpeg_finish_compress(&r->out);
    jpeg_finish_decompress(&r->in);
    r->raster->channels = (unsigned)r->in.num_components;
    if (r->raster->jpeg.failed) leave(r, IMAGE_NO_MEMORY);
}

static void decode(jpeg_reader *r)
{
    raster *to = r->raster;
    bool is_inks = r->in.num_components == 4;
    if (is_inks && !to->profile.len) leave(r, IMAGE_INKS);
    r->in.out_color_space = is_inks ? JCS_CMYK : r->in.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    to->channels = (unsigned)r->in.num_components;
    to->is_inverted = is_inks && r->in.saw_Adobe_marker;
    if (!raster_make(to)) leave(r, IMAGE_NO_MEMORY);
    jpeg_start_decompress(&r->in);
    if ((unsigned)r->in.output_components != to->channels) leave(r, IMAGE_DAMAGED);
    while (r->in.output_scanline < r->in.output_height) {
        JSAMPROW row = to->pixels + (size_t)r->in.output_scanline * to->width * to->channels;
        jpeg_read_scanlines(&r->in, &row, 1);
    }
    jpeg_finish_decompress(&r->in);
}

/* What every reader of PDFs takes for what it is (ISO 32000-1 7.4.8). */
static bool is_plain(jpeg_reader *r)
{
    bool is_usual = r->in.jpeg_color_space == JCS_YCbCr || r->in.jpeg_color_space == JCS_GRAYSCALE;
    bx_str profile = buf_slice(&r->raster->profile);
    return is_usual && (!profile.len || colour_is_srgb(profile, (unsigned)r->in.num_components, r->reading));
}

/* No local variable is changed behind setjmp. */
static void read_file(jpeg_reader *r)
{
    if (setjmp(r->jump)) return;
    jpeg_create_decompress(&r->in);
    jpeg_create_compress(&r->out);
    r->in.mem->max_memory_to_use = r->out.mem->max_memory_to_use =
        (long)r->reading->most_pixels * PIXEL_MEMORY;
    r->in.progress = &r->progress;
    read_head(r);
    bool passes = is_plain(r);
    if (r->reading->fault != IMAGE_FINE) return;
    if (passes)
        pass_through(r);
    else
        decode(r);
}

void jpeg_decode(bx_str bytes, raster *out, image_reading *reading)
{
    jpeg_reader r = {.bytes = bytes, .raster = out, .reading = reading};
    r.in.err = r.out.err = jpeg_std_error(&r.errors);
    r.errors.error_exit = fail;
    r.errors.emit_message = warn;
    r.errors.output_message = say_nothing;
    r.progress.progress_monitor = watch;
    r.in.client_data = r.out.client_data = &r;
    read_file(&r);
    jpeg_destroy_compress(&r.out);
    jpeg_destroy_decompress(&r.in);
}
