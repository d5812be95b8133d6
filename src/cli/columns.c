/* Aligned tables on stdout. */
#include "cli/columns.h"

#include <stdio.h>

#include "cli/memory.h"
#include "cli/display.h"

void columns_row(columns *c, const char *const *cells)
{
    c->cells = memory_resize(c->cells, c->cell_count + c->count, sizeof *c->cells);
    for (size_t i = 0; i < c->count; i++) c->cells[c->cell_count++] = cells[i];
}

static void put_cell(const char *text)
{
    for (size_t length; *text; text += length) {
        unsigned code = display_next(text, &length);
        if (code < 0x20 || (code >= 0x7F && code < 0xA0))
            putchar('?');
        else
            fwrite(text, 1, length, stdout);
    }
}

void columns_print(const columns *c)
{
    size_t widths[COLUMNS_MAX] = {0};
    for (size_t i = 0; i < c->cell_count; i++) {
        size_t width = display_columns(c->cells[i]);
        if (width > widths[i % c->count]) widths[i % c->count] = width;
    }
    for (size_t i = 0; i < c->cell_count; i++) {
        size_t column = i % c->count;
        put_cell(c->cells[i]);
        if (column + 1 == c->count)
            putchar('\n');
        else
            printf("%*s", (int)(widths[column] - display_columns(c->cells[i]) + 2), "");
    }
}
