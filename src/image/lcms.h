/* Little CMS, as this house uses it. */
#ifndef BX_IMAGE_LCMS_H
#define BX_IMAGE_LCMS_H

#include <lcms2.h>

/* A context for one thread alone; NULL without memory. It ends by cmsDeleteContext. */
cmsContext image_colour_context(void);

#endif
