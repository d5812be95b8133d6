/* Any bytes as a CSV and a TSV file, with an allocation that fails in half of the runs. Both passes must
 * agree on the lines; each visible character of a text must stand where value_place_in says; faults must have
 * been told. The first byte chooses; the rest is the file. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "data/sheet.h"
#include "data/source.h"

/* The file's character at a place. */
static uint32_t code_at(bx_str bytes, bx_place at)
{
    cursor c = cursor_at_start(bytes);
    size_t next;
    while (c.at < bytes.len && (c.line < at.line || c.column < at.column)) {
        next = c.at;
        utf8_next(bytes, &next);
        cursor_move(&c, next);
    }
    next = c.at;
    return c.at < bytes.len && c.line == at.line && c.column == at.column ? utf8_next(bytes, &next) : 0;
}

static void check_places(const value *v, bx_str bytes)
{
    if (v->kind != VALUE_TEXT || v->text.len > 40) return;
    for (size_t at = 0; at < v->text.len;) {
        bx_place place = value_place_in(v, at);
        uint32_t code = utf8_next(v->text, &at);
        if (code != '\n' && code_at(bytes, place) != code) abort();
    }
}

static void try_rows(const sheet *s, bx_arena *arena, bx_diags *diags, bool may_fail)
{
    value list = {.kind = VALUE_LIST};
    sheet_row row = {.items = arena_array(arena, value, s->column_count)};
    for (size_t i = 0; row.items && i < s->row_count; i++) {
        size_t errors = diag_errors(diags);
        row.row.parent = &list;
        for (size_t n = 0; n < s->column_count; n++) row.items[n].parent = &row.row;
        if (i && s->rows[i].at <= s->rows[i - 1].at) abort();
        bx_status status = sheet_read(s, s->rows[i], arena, diags, &row);
        if ((status == BX_OK) != (diag_errors(diags) == errors) && !may_fail) abort();
        for (size_t n = 0; status == BX_OK && n < s->column_count; n++) check_places(&row.items[n], s->bytes);
        if (status == BX_BAD_MACHINE) return;
    }
}

static void try_delimiter(const uint8_t *data, size_t size, char delimiter)
{
    bx_str file = {(const char *)data + 1, size - 1};
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    sheet s;
    bool may_fail = data[0] & 1;
    bx_status status = sheet_open(&s, file, "f", delimiter, diags);
    if ((status == BX_OK) != (diag_errors(diags) == 0)) abort();
    if (may_fail) mem_fail_after(data[0] >> 1);
    if (status == BX_OK && sheet_index(&s, &arena)) try_rows(&s, &arena, diags, may_fail);
    mem_fail_after(-1);
    bx_diags_free(diags);
    arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size || size > 4096) return 0;
    try_delimiter(data, size, ',');
    try_delimiter(data, size, '\t');
    return 0;
}
