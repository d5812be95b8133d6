/* The libraries of this room. */
#include <stdio.h>

#include <jpeglib.h>
#include <lcms2.h>
#include <png.h>

#include "image/image.h"

#define TEXT_OF(version) #version
#define TEXT_BEHIND(name) TEXT_OF(name)

void image_libraries(library_list *list)
{
    int lcms = cmsGetEncodedCMMversion(); /* 2140: 2.14 */
    library_add(list, "libpng", png_get_libpng_ver(NULL));
    library_add(list, "libjpeg-turbo", TEXT_BEHIND(LIBJPEG_TURBO_VERSION));
    library_add_numbers(list, "lcms2", lcms / 1000, lcms % 1000 / 10, lcms % 10 ? lcms % 10 : -1);
}
