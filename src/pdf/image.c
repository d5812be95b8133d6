/* Image XObjects: found again by what they hold, deflated with or without a predictor, whichever is smaller.
 */
#include "pdf/image.h"

#include <inttypes.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pdf/bytes.h"

enum { FILTERS = 5 };

struct pdf_image {
    pdf_image *next;
    const picture *picture;
    uint8_t digest[SHA256_DIGEST_SIZE];
    uint32_t number, place;
    bool is_transparent;
};

void pdf_images_clear(pdf_images *images)
{
    arena_clear(&images->arena);
    images->first = NULL;
}

/* ---- found again ---- */

static void take_digest(const picture *p, uint8_t *digest)
{
    struct sha256_ctx all;
    const uint32_t form[] = {p->width, p->height, p->channels, p->bits, p->is_jpeg, p->alpha_bits};
    sha256_init(&all);
    sha256_update(&all, sizeof form, (const uint8_t *)form);
    sha256_update(&all, p->data.len, (const uint8_t *)p->data.ptr);
    sha256_update(&all, p->alpha.len, (const uint8_t *)p->alpha.ptr);
    sha256_digest(&all, SHA256_DIGEST_SIZE, digest);
}

static const pdf_image *find(const pdf_images *images, const picture *p)
{
    const pdf_image *image = images->first;
    while (image && image->picture != p) image = image->next;
    return image;
}

static const pdf_image *find_digest(const pdf_images *images, const uint8_t *digest)
{
    const pdf_image *image = images->first;
    while (image && memcmp(image->digest, digest, sizeof image->digest) != 0) image = image->next;
    return image;
}

/* ---- predictors (PNG 9.2) ---- */

static unsigned char paeth(int left, int above, int corner)
{
    int by_left = abs(above - corner), by_above = abs(left - corner),
        by_corner = abs(left + above - 2 * corner);
    if (by_left <= by_above && by_left <= by_corner) return (unsigned char)left;
    return (unsigned char)(by_above <= by_corner ? above : corner);
}

/* One byte less what a filter foretells of it. */
static unsigned char residue(unsigned filter, unsigned char now, int left, int above, int corner)
{
    const unsigned char foretold[FILTERS] = {0, (unsigned char)left, (unsigned char)above,
                                             (unsigned char)((left + above) / 2), paeth(left, above, corner)};
    return (unsigned char)(now - foretold[filter]);
}

/* A row through a filter; answers how far from 0 its bytes are, in sum: small bytes deflate best. */
static uint64_t filter_row(unsigned filter, const unsigned char *row, const unsigned char *above, size_t len,
                           size_t step, unsigned char *to)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        int left = i >= step ? row[i - step] : 0, up = above ? above[i] : 0;
        int corner = above && i >= step ? above[i - step] : 0;
        to[i] = residue(filter, row[i], left, up, corner);
        sum += (uint64_t)abs((signed char)to[i]);
    }
    return sum;
}

static void filter_best(const unsigned char *row, const unsigned char *above, size_t len, size_t step,
                        unsigned char *to)
{
    unsigned best = 0;
    uint64_t least = UINT64_MAX;
    for (unsigned filter = 0; filter < FILTERS; filter++) {
        uint64_t sum = filter_row(filter, row, above, len, step, to + 1);
        if (sum >= least) continue;
        least = sum;
        best = filter;
    }
    to[0] = (unsigned char)best;
    filter_row(best, row, above, len, step, to + 1);
}

static bx_status filter_rows(pdf_out *out, bx_str data, size_t row, size_t step, bx_buf *made)
{
    size_t count = data.len / row;
    unsigned char *bytes = mem_new(count, row + 1);
    if (!bytes) return pdf_out_memory(out);
    const unsigned char *from = (const unsigned char *)data.ptr;
    for (size_t y = 0; y < count; y++)
        filter_best(from + y * row, y ? from + (y - 1) * row : NULL, row, step, bytes + y * (row + 1));
    *made = (bx_buf){.ptr = (char *)bytes, .len = count * (row + 1), .capacity = count * (row + 1)};
    return BX_OK;
}

/* ---- deflating ---- */

static bx_status deflate_rows(pdf_out *out, bx_str data, bx_buf *made)
{
    return squeeze(&out->squeezer, SQUEEZE_TEXT, data, made) ? out->status : pdf_out_memory(out);
}

/* Rows of samples as a stream: its dictionary's filter, its bytes. Two tones deflate best as they are. */
typedef struct squeezed {
    bx_buf entries, bytes;
} squeezed;

static bx_status squeeze_rows(pdf_out *out, bx_str data, uint32_t width, unsigned channels, unsigned bits,
                              squeezed *s)
{
    bx_buf filtered = {0}, second = {0};
    bx_status status = deflate_rows(out, data, &s->bytes);
    if (status == BX_OK && bits == 8)
        status = filter_rows(out, data, (size_t)width * channels, channels, &filtered);
    if (status == BX_OK && bits == 8) status = deflate_rows(out, buf_slice(&filtered), &second);
    bool is_better = status == BX_OK && second.ptr && second.len < s->bytes.len;
    buf_text(&s->entries, "/Filter/FlateDecode");
    if (is_better)
        buf_print(&s->entries, "/DecodeParms<</Predictor 15/Colors %u/Columns %" PRIu32 ">>", channels,
                  width);
    buf_clear(&filtered);
    buf_clear(is_better ? &s->bytes : &second);
    if (is_better) s->bytes = second;
    return status == BX_OK ? pdf_out_checked(out, &s->entries) : status;
}

/* ---- the objects ---- */

static void add_form(bx_buf *entries, const picture *p, unsigned channels, unsigned bits)
{
    buf_print(entries, "/Type/XObject/Subtype/Image/Width %" PRIu32 "/Height %" PRIu32, p->width, p->height);
    buf_print(entries, "/ColorSpace/Device%s/BitsPerComponent %u", channels == 1 ? "Gray" : "RGB", bits);
}

static bx_status write_samples(pdf_out *out, uint32_t number, bx_buf *entries, bx_str data, uint32_t width,
                               unsigned channels, unsigned bits)
{
    squeezed s = {0};
    bx_status status = out->is_plain ? out->status : squeeze_rows(out, data, width, channels, bits, &s);
    if (!out->is_plain) buf_str(entries, buf_slice(&s.entries));
    if (status == BX_OK) status = pdf_out_checked(out, entries);
    if (status == BX_OK)
        status = pdf_out_stream(out, number, buf_slice(entries), out->is_plain ? data : buf_slice(&s.bytes),
                                STREAM_AS_IS);
    buf_clear(&s.entries);
    buf_clear(&s.bytes);
    return status;
}

static bx_status write_mask(pdf_out *out, uint32_t number, const picture *p)
{
    bx_buf entries = {0};
    add_form(&entries, p, 1, p->alpha_bits);
    bx_status status = write_samples(out, number, &entries, p->alpha, p->width, 1, p->alpha_bits);
    buf_clear(&entries);
    return status;
}

static bx_status write_jpeg(pdf_out *out, uint32_t number, bx_buf *entries, bx_str data)
{
    buf_text(entries, "/Filter/DCTDecode");
    BX_TRY(pdf_out_checked(out, entries));
    return pdf_out_stream(out, number, buf_slice(entries), data, STREAM_AS_IS);
}

static bx_status write_image(pdf_out *out, uint32_t number, const picture *p)
{
    bx_buf entries = {0};
    uint32_t mask = p->alpha_bits ? pdf_out_number(out) : 0;
    add_form(&entries, p, p->channels, p->bits);
    if (mask) buf_print(&entries, "/SMask %" PRIu32 " 0 R", mask);
    bx_status status = p->is_jpeg
                           ? write_jpeg(out, number, &entries, p->data)
                           : write_samples(out, number, &entries, p->data, p->width, p->channels, p->bits);
    buf_clear(&entries);
    return status == BX_OK && mask ? write_mask(out, mask, p) : status;
}

/* A picture that has not been drawn yet; *found: another one that holds the same. */
static bx_status add_image(pdf_images *images, const picture *p, const pdf_image **found)
{
    pdf_out *out = images->out;
    const picture *shown = out->level->part == 1 ? picture_on_white(&images->arena, p) : p;
    pdf_image *image = shown ? arena_new(&images->arena, pdf_image) : NULL;
    if (!image) return pdf_out_memory(out);
    take_digest(shown, image->digest);
    *found = find_digest(images, image->digest);
    if (*found) return BX_OK;
    image->picture = p;
    image->is_transparent = shown->alpha_bits > 0;
    image->number = pdf_out_number(out);
    image->place = ++images->count;
    image->next = images->first;
    *found = images->first = image;
    BX_TRY(out->status);
    return write_image(out, image->number, shown);
}

bx_status pdf_images_place(pdf_images *images, const picture *p, uint32_t *place, bool *is_transparent)
{
    const pdf_image *image = find(images, p);
    if (!image) BX_TRY(add_image(images, p, &image));
    *place = image->place;
    *is_transparent |= image->is_transparent;
    return BX_OK;
}

void pdf_images_name(const pdf_images *images, pdf_obj *obj, pdf_dict *resources)
{
    pdf_dict *names = images->first ? pdf_dict_dict(obj, resources, "XObject") : NULL;
    for (const pdf_image *image = images->first; image; image = image->next) {
        char name[16];
        snprintf(name, sizeof name, "I%" PRIu32, image->place);
        pdf_dict_ref(obj, names, name, image->number);
    }
}
