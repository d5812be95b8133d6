/* sRGB as an ICC profile, made by Little CMS: nothing to install or to ship, and no licence of a profile's
 * maker. */
#include "pdf/intent.h"

#include "base/mem.h"
#include "image/lcms.h"

enum { DATE_AT = 24, DATE_LEN = 12, PROFILE_MIN = 128 };

/* The profile's header holds the time of its making (ICC.1 7.2.8); the same document must give the same
 * bytes. */
static void forget_date(unsigned char *profile)
{
    memset(profile + DATE_AT, 0, DATE_LEN);
}

static unsigned char *save(cmsHPROFILE profile, cmsUInt32Number *len)
{
    if (!cmsSaveProfileToMem(profile, NULL, len) || *len < PROFILE_MIN) return NULL;
    unsigned char *bytes = mem_new(*len, 1);
    if (bytes && cmsSaveProfileToMem(profile, bytes, len)) return bytes;
    mem_free(bytes);
    return NULL;
}

bx_status pdf_intent_profile(pdf_out *out, uint32_t number)
{
    cmsUInt32Number len = 0;
    cmsContext context = image_colour_context();
    cmsHPROFILE profile = context ? cmsCreate_sRGBProfileTHR(context) : NULL;
    /* ISO 19005-1 6.2.2: what PDF 1.4 knows */
    if (profile && out->level->part == 1) cmsSetProfileVersion(profile, 2.1);
    unsigned char *bytes = profile ? save(profile, &len) : NULL;
    if (profile) cmsCloseProfile(profile);
    if (context) cmsDeleteContext(context);
    if (!bytes) return pdf_out_memory(out);
    forget_date(bytes);
    bx_str data = {(const char *)bytes, len};
    bx_status status = pdf_out_stream(out, number, STR("/N 3"), data, STREAM_DEFLATED);
    mem_free(bytes);
    return status;
}
