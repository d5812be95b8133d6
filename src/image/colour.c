/* Colours through Little CMS: from what a profile says to sRGB, relative colorimetric with black points
 * matched, as programs for photographs do it. A context of its own for each picture, which says nothing. Its
 * memory is not of mem.h: Little CMS does not survive an allocation that fails under its locks. */
#include "base/mem.h"
#include "image/lcms.h"
#include "image/parts.h"

enum { UNSEEN = 2, STEPS = 6 }; /* of 255: how far a colour may move unseen; tones tried of each channel */

/* ---- transforms ---- */

static cmsColorSpaceSignature space_of(unsigned channels)
{
    return channels == 1 ? cmsSigGrayData : channels == 3 ? cmsSigRgbData : cmsSigCmykData;
}

/* From so many channels, with alpha or not, to RGB with alpha or not; NULL if the profile is none for them.
 */
static cmsHTRANSFORM make_transform(cmsContext context, const raster *r)
{
    cmsUInt32Number from = COLORSPACE_SH(r->channels == 1   ? PT_GRAY
                                         : r->channels == 3 ? PT_RGB
                                                            : PT_CMYK) |
                           CHANNELS_SH(r->channels) | BYTES_SH(1) | EXTRA_SH(r->has_alpha) |
                           FLAVOR_SH(r->is_inverted);
    cmsUInt32Number to = COLORSPACE_SH(PT_RGB) | CHANNELS_SH(3) | BYTES_SH(1) | EXTRA_SH(r->has_alpha);
    cmsHPROFILE profile = cmsOpenProfileFromMemTHR(context, r->profile.ptr, (cmsUInt32Number)r->profile.len);
    cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(context);
    cmsHTRANSFORM made = NULL;
    if (profile && srgb && cmsGetColorSpace(profile) == space_of(r->channels))
        made =
            cmsCreateTransformTHR(context, profile, from, srgb, to, INTENT_RELATIVE_COLORIMETRIC,
                                  cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE | cmsFLAGS_COPY_ALPHA);
    if (profile) cmsCloseProfile(profile);
    if (srgb) cmsCloseProfile(srgb);
    return made;
}

static bool keeps_colour(cmsHTRANSFORM transform, const unsigned char *colour, unsigned channels)
{
    unsigned char moved[3];
    cmsDoTransform(transform, colour, moved, 1);
    for (unsigned i = 0; i < 3; i++) {
        int by = moved[i] - colour[channels == 1 ? 0 : i];
        if (by > UNSEEN || by < -UNSEEN) return false;
    }
    return true;
}

static bool keeps_colours(cmsHTRANSFORM transform, unsigned channels)
{
    unsigned count = channels == 1 ? STEPS : STEPS * STEPS * STEPS;
    for (unsigned i = 0; i < count; i++) {
        unsigned tones[] = {i % STEPS, i / STEPS % STEPS, i / STEPS / STEPS};
        unsigned char colour[3];
        for (unsigned n = 0; n < 3; n++) colour[n] = (unsigned char)(tones[n] * 255 / (STEPS - 1));
        if (!keeps_colour(transform, colour, channels)) return false;
    }
    return true;
}

bool colour_is_srgb(bx_str profile, unsigned channels, image_reading *reading)
{
    raster like = {.channels = channels, .profile = {.ptr = (char *)profile.ptr, .len = profile.len}};
    cmsContext context = image_colour_context();
    cmsHTRANSFORM transform = context ? make_transform(context, &like) : NULL;
    bool is_kept = !transform || keeps_colours(transform, channels);
    if (!context || mem_was_short())
        reading->fault = IMAGE_NO_MEMORY;
    else if (!transform)
        reading->is_profile_bad = true;
    if (transform) cmsDeleteTransform(transform);
    if (context) cmsDeleteContext(context);
    return is_kept;
}

/* ---- a picture ---- */

static void convert(raster *r, cmsHTRANSFORM transform, image_reading *reading)
{
    raster made = {.width = r->width, .height = r->height, .channels = 3, .has_alpha = r->has_alpha};
    if (!raster_make(&made)) {
        reading->fault = IMAGE_NO_MEMORY;
        return;
    }
    for (size_t y = 0; y < r->height; y++)
        cmsDoTransform(transform, r->pixels + y * r->width * raster_step(r),
                       made.pixels + y * r->width * raster_step(&made), r->width);
    mem_free(r->pixels);
    r->pixels = made.pixels;
    r->channels = 3;
}

void colour_convert(raster *r, image_reading *reading)
{
    if (!r->profile.len) return;
    cmsContext context = image_colour_context();
    cmsHTRANSFORM transform = context ? make_transform(context, r) : NULL;
    if (transform && !mem_was_short())
        convert(r, transform, reading);
    else if (!context || mem_was_short())
        reading->fault = IMAGE_NO_MEMORY;
    else if (r->channels == 4)
        reading->fault = IMAGE_INKS;
    else
        reading->is_profile_bad = true;
    if (transform) cmsDeleteTransform(transform);
    if (context) cmsDeleteContext(context);
}
