/* From a file's bytes to the tree: the checks of the whole, the choice of the format, the limits. */
#include "data/read.h"

#include <stdio.h>

#include "data/source.h"

/* jsmn and libyaml count bytes in an int. */
enum { BYTES_MAX = 1 << 30 };

static value_format guess_format(bx_str bytes)
{
    size_t at = 0;
    while (at < bytes.len && strchr(" \t\r\n", bytes.ptr[at])) at++;
    return at < bytes.len && bytes.ptr[at] == '{' ? VALUE_JSON : VALUE_YAML;
}

static bx_status check_size(size_t size, const value_limits *limits, const char *file, bx_diags *diags)
{
    size_t limit = limits->bytes < BYTES_MAX ? limits->bytes : BYTES_MAX;
    if (size <= limit) return BX_OK;
    char is[24], may[24];
    snprintf(is, sizeof is, "%zu", size);
    snprintf(may, sizeof may, "%zu", limit);
    diag_add(diags, MSG_data_too_large, (bx_place){file, 0, 0}, STR(""), is, may);
    return BX_BAD_DATA;
}

/* The arena's copy that the texts of the tree are slices of. The line feed behind it ends a number at the
 * end of the file for jsmn. */
static bx_str keep(bx_arena *arena, bx_str bytes)
{
    char *copy = arena_alloc(arena, bytes.len + 2, 1);
    if (!copy) return (bx_str){NULL, 0};
    if (bytes.len) memcpy(copy, bytes.ptr, bytes.len);
    copy[bytes.len] = '\n';
    return (bx_str){copy, bytes.len};
}

static bx_status read_file(builder *b, bx_str bytes, value_format format)
{
    size_t errors = diag_errors(b->diags);
    if (format == VALUE_AUTO) format = guess_format(bytes);
    BX_TRY(format == VALUE_JSON ? json_read(b, bytes) : yaml_read(b, bytes));
    if (diag_errors(b->diags) > errors) return BX_BAD_DATA;
    if (b->root) return BX_OK;
    diag_add(b->diags, MSG_data_empty, (bx_place){b->file, 1, 1}, STR(""));
    return BX_BAD_DATA;
}

bx_status value_parse(bx_arena *arena, bx_str bytes, const char *name, value_format format,
                      const value_limits *limits, bx_diags *diags, const value **out)
{
    *out = NULL;
    if (!limits) limits = &value_limits_default;
    bx_str file = arena_copy(arena, str_of(name));
    if (!file.ptr) return diag_memory(diags);
    BX_TRY(check_size(bytes.len, limits, file.ptr, diags));
    bytes = source_skip_mark(bytes);
    BX_TRY(source_check(bytes, file.ptr, diags));
    bytes = keep(arena, bytes);
    if (!bytes.ptr) return diag_memory(diags);
    builder b;
    builder_init(&b, arena, file.ptr, limits, diags);
    bx_status status = read_file(&b, bytes, format);
    if (status == BX_OK) *out = b.root;
    builder_clear(&b);
    return status;
}
