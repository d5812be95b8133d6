/* Pixels as they are stored: no more channels and bits than the picture has tones. A scan in black and white,
 * which came as RGB, takes a twenty-fourth. */
#include "image/parts.h"

#include "base/mem.h"

enum { OPAQUE = 255, WHITE = 255 };

/* What all pixels have in common. */
typedef struct survey {
    bool is_grey, is_bilevel, is_opaque, is_alpha_bilevel;
} survey;

static bool is_extreme(unsigned char tone)
{
    return tone == 0 || tone == 255;
}

static survey look(const raster *r)
{
    survey s = {true, true, true, true};
    size_t count = (size_t)r->width * r->height, step = raster_step(r);
    for (size_t i = 0; i < count; i++) {
        const unsigned char *at = r->pixels + i * step;
        if (r->channels == 3 && (at[0] != at[1] || at[0] != at[2])) s.is_grey = false;
        if (!is_extreme(at[0])) s.is_bilevel = false;
        if (!r->has_alpha || at[r->channels] == OPAQUE) continue;
        s.is_opaque = false;
        if (at[r->channels]) s.is_alpha_bilevel = false;
    }
    s.is_bilevel &= s.is_grey;
    return s;
}

static size_t row_bytes(uint32_t width, unsigned channels, unsigned bits)
{
    return ((size_t)width * channels * bits + 7) / 8;
}

/* So many channels of all pixels, from a channel on. */
static bx_str pack(bx_arena *arena, const raster *r, unsigned from, unsigned channels, unsigned bits)
{
    size_t row = row_bytes(r->width, channels, bits), step = raster_step(r);
    unsigned char *bytes = arena_alloc(arena, r->height, row);
    const unsigned char *at = r->pixels + from;
    for (uint32_t y = 0; bytes && y < r->height; y++)
        for (uint32_t x = 0; x < r->width; x++, at += step) {
            unsigned char *to = bytes + y * row + (size_t)x * channels * bits / 8;
            if (bits == 1)
                *to |= (unsigned char)((at[0] >> 7) << (7 - x % 8));
            else
                memcpy(to, at, channels);
        }
    return (bx_str){(const char *)bytes, bytes ? r->height * row : 0};
}

bool pixels_pack(bx_arena *arena, const raster *r, picture *out)
{
    survey s = look(r);
    out->width = r->width, out->height = r->height;
    out->channels = s.is_grey ? 1 : 3;
    out->bits = s.is_bilevel ? 1 : 8;
    out->data = pack(arena, r, 0, out->channels, out->bits);
    if (s.is_opaque) return out->data.ptr != NULL;
    out->alpha_bits = s.is_alpha_bilevel ? 1 : 8;
    out->alpha = pack(arena, r, r->channels, 1, out->alpha_bits);
    return out->data.ptr && out->alpha.ptr;
}

/* ---- on white ---- */

static unsigned tone_at(bx_str data, size_t row, unsigned bits, size_t sample)
{
    unsigned char byte = (unsigned char)data.ptr[row + sample * bits / 8];
    return bits == 8 ? byte : (byte >> (7 - sample % 8) & 1) * 255;
}

static unsigned char over_white(unsigned tone, unsigned alpha)
{
    return (unsigned char)((tone * alpha + WHITE * (OPAQUE - alpha) + 127) / 255);
}

static void lay_on_white(const picture *p, raster *r)
{
    size_t row = row_bytes(p->width, p->channels, p->bits), alpha_row = row_bytes(p->width, 1, p->alpha_bits);
    unsigned char *to = r->pixels;
    for (uint32_t y = 0; y < p->height; y++)
        for (uint32_t x = 0; x < p->width; x++) {
            unsigned alpha = tone_at(p->alpha, y * alpha_row, p->alpha_bits, x);
            for (unsigned c = 0; c < p->channels; c++)
                *to++ = over_white(tone_at(p->data, y * row, p->bits, (size_t)x * p->channels + c), alpha);
        }
}

const picture *picture_on_white(bx_arena *arena, const picture *p)
{
    if (!p->alpha_bits) return p;
    raster r = {.width = p->width, .height = p->height, .channels = p->channels};
    picture *made = arena_new(arena, picture);
    bool is_made = made && raster_make(&r);
    if (is_made) {
        lay_on_white(p, &r);
        *made = *p;
        made->alpha_bits = 0, made->alpha = STR("");
        is_made = pixels_pack(arena, &r, made);
    }
    raster_clear(&r);
    return is_made ? made : NULL;
}
