/* Any bytes as a data file, in both formats, with an allocation that fails in half of the runs. What is read
 * must be whole: each visible character where value_place_in says. What is not must have been told. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "../unit/data_places.h"
#include "base/mem.h"

/* The first byte chooses; the rest is the file. */
static void try_format(const uint8_t *data, size_t size, value_format format)
{
    bx_str file = {(const char *)data + 1, size - 1};
    const value_limits limits = {.bytes = 1 << 20, .nodes = 10000, .alias_nodes = 500, .depth = 20};
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    const value *root = NULL;
    if (data[0] & 1) mem_fail_after(data[0] >> 1);
    bx_status status = value_parse(&arena, file, "f", format, &limits, diags, &root);
    mem_fail_after(-1);
    if ((status == BX_OK) != (root != NULL) || (status == BX_OK) != (diag_errors(diags) == 0)) abort();
    if (root && first_wrong(root, file)) abort();
    if (root) {
        bx_buf dump = {0};
        value_dump(root, &dump);
        buf_clear(&dump);
    }
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        char text[64];
        bx_diags_text(diags, i, BX_ZH, text, sizeof text);
    }
    bx_diags_free(diags);
    arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    try_format(data, size, VALUE_YAML);
    try_format(data, size, VALUE_JSON);
    return 0;
}
