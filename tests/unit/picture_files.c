/* Picture files for tests. */
#include "picture_files.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <lcms2.h>
#include <png.h>

static void add_png_bytes(png_structp png, png_bytep bytes, size_t len)
{
    buf_add(png_get_io_ptr(png), bytes, len);
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

bx_buf make_png(const png_file *f)
{
    bx_buf out = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &out, add_png_bytes, flush_nothing);
    png_set_IHDR(png, info, f->width, f->height, f->depth, f->type,
                 f->is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (f->palette_count) png_set_PLTE(png, info, (png_const_colorp)f->palette, f->palette_count);
    if (f->palette_alpha) png_set_tRNS(png, info, f->palette_alpha, f->palette_count, NULL);
    if (f->per_metre) png_set_pHYs(png, info, f->per_metre, f->per_metre, PNG_RESOLUTION_METER);
    if (f->profile.len)
        png_set_iCCP(png, info, "p", PNG_COMPRESSION_TYPE_BASE, (png_const_bytep)f->profile.ptr,
                     (png_uint_32)f->profile.len);
    png_write_info(png, info);
    int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < f->height; y++)
            png_write_row(png, (png_const_bytep)f->rows + y * f->row_bytes);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return out;
}

static void write_exif(struct jpeg_compress_struct *out, unsigned orientation)
{
    unsigned char exif[] = {'E', 'x', 'i', 'f', 0,    0, 'M', 'M', 0, 42, 0, 0, 0,
                            8,   0,   1,   1,   0x12, 0, 3,   0,   0, 0,  1, 0, (unsigned char)orientation,
                            0,   0,   0,   0,   0,    0};
    jpeg_write_marker(out, JPEG_APP0 + 1, exif, sizeof exif);
}

bx_buf make_jpeg(const jpeg_file *f)
{
    struct jpeg_compress_struct out;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL, *row = malloc(f->width * (size_t)f->channels);
    unsigned long len = 0;
    out.err = jpeg_std_error(&errors);
    jpeg_create_compress(&out);
    jpeg_mem_dest(&out, &bytes, &len);
    out.image_width = f->width, out.image_height = f->height;
    out.input_components = f->channels;
    out.in_color_space = f->channels == 1 ? JCS_GRAYSCALE : f->channels == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&out);
    if (f->keeps_rgb) jpeg_set_colorspace(&out, JCS_RGB);
    if (f->is_progressive) jpeg_simple_progression(&out);
    if (f->dpi) out.density_unit = 1, out.X_density = out.Y_density = (UINT16)f->dpi;
    jpeg_set_quality(&out, 100, TRUE);
    jpeg_start_compress(&out, TRUE);
    if (f->orientation) write_exif(&out, f->orientation);
    if (f->profile.len)
        jpeg_write_icc_profile(&out, (const JOCTET *)f->profile.ptr, (unsigned)f->profile.len);
    for (size_t x = 0; x < f->width; x++)
        memcpy(row + x * (size_t)f->channels, f->colour, (size_t)f->channels);
    for (uint32_t y = 0; y < f->height; y++) jpeg_write_scanlines(&out, &row, 1);
    jpeg_finish_compress(&out);
    jpeg_destroy_compress(&out);
    bx_buf made = {0};
    buf_add(&made, bytes, len);
    free(bytes);
    free(row);
    return made;
}

/* ---- profiles ---- */

static bx_buf save(cmsHPROFILE profile)
{
    cmsUInt32Number len = 0;
    cmsSaveProfileToMem(profile, NULL, &len);
    char *bytes = malloc(len);
    cmsSaveProfileToMem(profile, bytes, &len);
    cmsCloseProfile(profile);
    bx_buf made = {0};
    buf_add(&made, bytes, len);
    free(bytes);
    return made;
}

bx_buf profile_srgb(void)
{
    return save(cmsCreate_sRGBProfile());
}

bx_buf profile_swapped(void)
{
    cmsCIExyY white = {0.3127, 0.3290, 1};
    cmsCIExyYTRIPLE lights = {{0.30, 0.60, 1}, {0.64, 0.33, 1}, {0.15, 0.06, 1}};
    cmsFloat64Number curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve *tone = cmsBuildParametricToneCurve(NULL, 4, curve), *tones[] = {tone, tone, tone};
    bx_buf made = save(cmsCreateRGBProfile(&white, &lights, tones));
    cmsFreeToneCurve(tone);
    return made;
}

bx_buf profile_grey(void)
{
    cmsToneCurve *tone = cmsBuildGamma(NULL, 1.0);
    bx_buf made = save(cmsCreateGrayProfile(cmsD50_xyY(), tone));
    cmsFreeToneCurve(tone);
    return made;
}

static cmsInt32Number only_black(const cmsUInt16Number in[], cmsUInt16Number out[], void *cargo)
{
    (void)cargo;
    cmsCIELab lab = {100 * (1 - in[3] / 65535.0), 0, 0};
    cmsFloat2LabEncodedV2(out, &lab);
    return TRUE;
}

bx_buf profile_cmyk(void)
{
    cmsHPROFILE profile = cmsCreateProfilePlaceholder(NULL);
    cmsPipeline *lut = cmsPipelineAlloc(NULL, 4, 3);
    cmsStage *stage = cmsStageAllocCLut16bit(NULL, 3, 4, 3, NULL);
    cmsStageSampleCLut16bit(stage, only_black, NULL, 0);
    cmsPipelineInsertStage(lut, cmsAT_END, stage);
    cmsSetProfileVersion(profile, 2.1);
    cmsSetDeviceClass(profile, cmsSigOutputClass);
    cmsSetColorSpace(profile, cmsSigCmykData);
    cmsSetPCS(profile, cmsSigLabData);
    cmsWriteTag(profile, cmsSigAToB0Tag, lut);
    cmsWriteTag(profile, cmsSigAToB1Tag, lut);
    cmsWriteTag(profile, cmsSigMediaWhitePointTag, cmsD50_XYZ());
    cmsPipelineFree(lut);
    return save(profile);
}
