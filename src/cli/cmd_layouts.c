/* banxin layouts: which layouts there are. */
#include <string.h>

#include "cli/columns.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/results.h"

/* "NAME<TAB>title<TAB>folder" a line, as bx_layouts_list gives it; the text is cut up in place. */
static void rows_add(columns *table, char *text)
{
    char *line, *rest = text;
    while ((line = strsep(&rest, "\n")) && *line) {
        const char *cells[3] = {"", "", ""};
        char *cell;
        for (size_t i = 0; i < 3 && (cell = strsep(&line, "\t")); i++) cells[i] = cell;
        columns_row(table, cells);
    }
}

bx_status cmd_layouts(voice *v, int argc, const char *const *argv)
{
    bool tabs = false;
    const option options[] = {
        option_flag(0, "tabs", &tabs, "各列以制表符分隔，供程序读", "columns parted by tabs, for programs"),
    };
    const usage u = {
        .synopsis = "banxin layouts",
        .about = {"列出版式：名称、标题、所在文件夹。", "List the layouts: name, title, folder."},
        .options = options,
        .option_count = sizeof options / sizeof *options,
    };
    text_list none = {0};
    desk d;
    bx_status status;
    if (!options_read(v, &u, argc, argv, &none, &status)) return status;
    status = desk_open(&d, v, &(desk_wish){0});
    bx_bytes list = {0};
    if (!status) status = desk_tell(&d, bx_layouts_list(d.engine, d.diags, &list));
    if (!status && tabs) status = results_write(v, list.data, list.len);
    if (!status && !tabs) {
        columns table = {.count = 3};
        rows_add(&table, list.data);
        columns_print(&table);
        status = results_flush(v);
    }
    bx_bytes_free(&list);
    desk_close(&d);
    return status;
}
