/* The one thing in a camera's remarks that changes what people see (EXIF 2.3, 4.6.4 A): a TIFF directory in
 * an APP1 segment, in either order of bytes. */
#include "image/parts.h"

enum { ENTRY = 12, ORIENTATION = 0x0112, SHORT = 3 };

static unsigned number(bx_str tiff, size_t at, size_t size)
{
    unsigned value = 0;
    bool is_little = tiff.ptr[0] == 'I';
    for (size_t i = 0; i < size && size <= tiff.len && at <= tiff.len - size; i++)
        value = value << 8 | (unsigned char)tiff.ptr[is_little ? at + size - 1 - i : at + i];
    return value;
}

unsigned exif_orientation(bx_str segment)
{
    bx_str head = STR("Exif\0\0");
    if (!str_starts_with(segment, head)) return 0;
    bx_str tiff = str_from(segment, head.len);
    if (!str_starts_with(tiff, STR("II*\0")) && !str_starts_with(tiff, STR("MM\0*"))) return 0;
    size_t directory = number(tiff, 4, 4), count = number(tiff, directory, 2);
    for (size_t i = 0; i < count; i++) {
        size_t at = directory + 2 + i * ENTRY;
        if (number(tiff, at, 2) != ORIENTATION || number(tiff, at + 2, 2) != SHORT) continue;
        unsigned value = number(tiff, at + 8, 2);
        return value <= 8 ? value : 0;
    }
    return 0;
}
