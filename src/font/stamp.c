/* Which font it was: for records of what a PDF was made with. */
#include <stdio.h>

#include "font/font.h"
#include "font/span.h"

enum { REVISION_AT = 4, CHECKSUM_AT = 8 }; /* in `head` (OpenType 1.9) */

face_stamp face_stamp_of(const face *f)
{
    face_stamp stamp;
    hb_blob_t *head = hb_face_reference_table(f->hb_face, HB_TAG('h', 'e', 'a', 'd'));
    span table = span_of(head);
    uint32_t fixed = span_uint(table, REVISION_AT, 4, 0); /* 16.16 */
    uint32_t thousandths = (uint32_t)(((uint64_t)fixed * 1000 + 0x8000) >> 16);
    snprintf(stamp.version, sizeof stamp.version, "%u.%03u", thousandths / 1000, thousandths % 1000);
    stamp.checksum = span_uint(table, CHECKSUM_AT, 4, 0);
    hb_blob_destroy(head);
    return stamp;
}

bx_str face_file(const face *f)
{
    hb_blob_t *file = hb_face_reference_blob(f->hb_face);
    span bytes = span_of(file);
    hb_blob_destroy(file); /* the face holds it too */
    return (bx_str){(const char *)bytes.ptr, bytes.len};
}
