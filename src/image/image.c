/* The room's front: which kind of file it is, what is told, how large the picture shows. */
#include "image/image.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "image/parts.h"

enum { USUAL_DPI = 150, LEAST_DPI = 10, MOST_DPI = 10000 };

void raster_clear(raster *r)
{
    mem_free(r->pixels);
    buf_clear(&r->profile);
    buf_clear(&r->jpeg);
}

bool raster_make(raster *r)
{
    r->pixels = mem_new((size_t)r->width * r->height, raster_step(r));
    return r->pixels != NULL;
}

/* ---- faults ---- */

static bx_status tell(const picture_origin *o, const image_reading *reading, bx_diags *diags)
{
    char most[24];
    snprintf(most, sizeof most, "%" PRIu64, o->most_pixels);
    switch (reading->fault) {
    case IMAGE_FINE:
        return BX_OK;
    case IMAGE_NO_MEMORY:
        return diag_memory(diags);
    case IMAGE_LARGE:
        diag_add(diags, MSG_picture_large, o->place, o->path, o->name, most);
        break;
    case IMAGE_INKS:
        diag_add(diags, MSG_picture_inks, o->place, o->path, o->name);
        break;
    case IMAGE_DAMAGED:
        diag_add(diags, MSG_picture_damaged, o->place, o->path, o->name, reading->words);
        break;
    }
    return BX_BAD_DATA;
}

/* ---- how it shows ---- */

/* EXIF 4.6.4 A, Orientation: which edges of the scene the first row and the first column are. */
static void set_orientation(picture *p, unsigned orientation)
{
    static const struct {
        bool is_mirrored;
        unsigned quarters;
    } ways[] = {{false, 0}, {false, 0}, {true, 0}, {false, 2}, {true, 2},
                {true, 3},  {false, 1}, {true, 1}, {false, 3}};
    p->is_mirrored = ways[orientation].is_mirrored;
    p->quarters = ways[orientation].quarters;
}

static bx_len length_of(uint32_t pixels, double dpi)
{
    bool is_sound = dpi >= LEAST_DPI && dpi <= MOST_DPI;
    return LEN_FROM_PT(pixels * 72.0 / (is_sound ? dpi : USUAL_DPI));
}

static void set_shown(picture *p, const raster *r)
{
    set_orientation(p, r->orientation <= 8 ? r->orientation : 0);
    bx_len width = length_of(r->width, r->across_dpi), height = length_of(r->height, r->down_dpi);
    bool is_on_side = p->quarters % 2;
    p->shown_width = is_on_side ? height : width;
    p->shown_height = is_on_side ? width : height;
}

/* ---- reading ---- */

static bool make_picture(bx_arena *arena, const raster *r, picture *p)
{
    set_shown(p, r);
    p->is_jpeg = r->jpeg.len > 0;
    if (!p->is_jpeg) return pixels_pack(arena, r, p);
    p->width = r->width, p->height = r->height;
    p->channels = r->channels, p->bits = 8;
    p->data = arena_copy(arena, buf_slice(&r->jpeg));
    return p->data.ptr != NULL;
}

bx_status picture_read(bx_arena *arena, bx_str bytes, const picture_origin *o, bx_diags *diags,
                       const picture **out)
{
    raster r = {0};
    image_reading reading = {.most_pixels = o->most_pixels};
    if (str_starts_with(bytes, STR("\x89PNG\r\n\x1A\n")))
        png_decode(bytes, &r, &reading);
    else if (str_starts_with(bytes, STR("\xFF\xD8\xFF")))
        jpeg_decode(bytes, &r, &reading);
    else {
        diag_add(diags, MSG_picture_kind, o->place, o->path, o->name);
        return BX_BAD_DATA;
    }
    if (reading.fault == IMAGE_FINE && !r.jpeg.len) colour_convert(&r, &reading);
    picture *made = reading.fault == IMAGE_FINE ? arena_new(arena, picture) : NULL;
    bool is_made = made && make_picture(arena, &r, made);
    raster_clear(&r);
    if (reading.fault != IMAGE_FINE) return tell(o, &reading, diags);
    if (!is_made) return diag_memory(diags);
    if (reading.is_profile_bad) diag_add(diags, MSG_picture_profile, o->place, o->path, o->name);
    *out = made;
    return BX_OK;
}
