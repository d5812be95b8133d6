/* Any bytes as a picture, with an allocation that fails in half of the runs: a picture with all of its rows,
 * or a fault that has been told. The first byte chooses; the rest is the file. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "image/image.h"

static void check(const picture *p)
{
    size_t row = ((size_t)p->width * p->channels * p->bits + 7) / 8;
    if (!p->width || !p->height || p->shown_width <= 0 || p->shown_height <= 0) abort();
    if (!p->is_jpeg && p->data.len != row * p->height) abort();
    if (p->alpha_bits && p->alpha.len != ((size_t)p->width * p->alpha_bits + 7) / 8 * p->height) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    picture_origin origin = {.name = "p", .most_pixels = 40000000};
    const picture *p = NULL;
    if (data[0] & 1) mem_fail_after(data[0] >> 1);
    bx_status status = picture_read(&arena, (bx_str){(const char *)data + 1, size - 1}, &origin, diags, &p);
    mem_fail_after(-1);
    if ((status == BX_OK) != (diag_errors(diags) == 0) || (status == BX_OK) != (p != NULL)) abort();
    if (p) check(p);
    if (p && picture_on_white(&arena, p)) check(picture_on_white(&arena, p));
    bx_diags_free(diags);
    arena_clear(&arena);
    return 0;
}
