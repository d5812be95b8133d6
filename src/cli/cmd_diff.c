/* banxin diff: this year's report beside last year's. */
#include <string.h>

#include "cli/columns.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/exit.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/results.h"

enum { DIFF_COLUMNS = 5 };

/* The lines of label, last, this, change, per cent as an aligned table; a blank shows as －. */
static void print_table(const voice *v, char *lines)
{
    static const char *const heads[2][DIFF_COLUMNS] = {{"项目", "上年", "本年", "增减", "增减率"},
                                                       {"item", "last", "this", "change", "per cent"}};
    columns table = {.count = DIFF_COLUMNS};
    columns_row(&table, heads[v->lang == BX_EN]);
    for (char *line = lines, *end; *line; line = end + 1) {
        const char *cells[DIFF_COLUMNS];
        end = line + strcspn(line, "\n");
        *end = '\0';
        for (size_t i = 0; i < DIFF_COLUMNS; i++) {
            char *tab = line + strcspn(line, "\t");
            bool is_last = !*tab;
            *tab = '\0';
            cells[i] = *line ? line : "－";
            line = is_last ? tab : tab + 1;
        }
        columns_row(&table, cells);
    }
    columns_print(&table);
}

static bx_status show(voice *v, int format, bx_bytes *made)
{
    if (format) return results_write(v, made->data, made->len);
    if (made->len) print_table(v, made->data);
    return results_flush(v);
}

static bx_status compare(desk *d, const text_list *files, bool allow_unbalanced, int format)
{
    bx_report *last, *now;
    bx_bytes made = {0};
    bx_status status = desk_read(d, files->items[0], allow_unbalanced, &last);
    status = graver(status, desk_read(d, files->items[1], allow_unbalanced, &now));
    if (!status) {
        status = desk_tell(d, bx_report_diff(last, now, (bx_diff_format)format, d->diags, &made));
        if (status <= BX_BAD_DATA) status = graver(status, show(d->voice, format, &made));
    }
    bx_bytes_free(&made);
    bx_report_free(last);
    bx_report_free(now);
    return status;
}

bx_status cmd_diff(voice *v, int argc, const char *const *argv)
{
    desk_wish wish = {0};
    bool allow_unbalanced = false;
    int format = 0; /* a bx_diff_format */
    const option options[] = {
        option_choice("format", &format, "table|csv|json", "怎样列出，不写是对齐的表",
                      "how to list; an aligned table unless given"),
        desk_option_layout(&wish),
        desk_option_unbalanced(&allow_unbalanced),
    };
    const usage u = {
        .synopsis = "banxin diff LAST THIS",
        .about =
            {"比较同一机关相连两年的报告：核对版式规定的跨年衔接（如上年的结转下年度等于本年的上年结转），\n"
             "列出变了的数、增减和增减率。不衔接时退出码为 1，表照列。名册的行不逐行比较。",
             "Compare one agency's reports of two years in a row: what the layout says carries over must\n"
             "agree (else the exit status is 1); the numbers that changed are listed with the change and\n"
             "the per cent. Rows of lists are not compared one by one."},
        .options = options,
        .option_count = sizeof options / sizeof *options,
        .operand = "LAST THIS",
        .several = true,
    };
    text_list files = {0};
    desk d;
    bx_status status;
    if (!options_read(v, &u, argc, argv, &files, &status)) return status;
    if (files.count != 2)
        return voice_complain(v, BX_BAD_USAGE, "operand-count", NULL,
                              "要写两份报告：上年的、本年的。用法：%s",
                              "two reports are wanted, last year's and this year's. Usage: %s", u.synopsis);
    if ((status = inputs_vet(v, &files))) return status;
    status = desk_open(&d, v, &wish);
    if (!status) status = compare(&d, &files, allow_unbalanced, format);
    desk_close(&d);
    return status;
}
