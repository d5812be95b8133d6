/* banxin new: the commented skeleton of a report, ready to be filled in. */
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/results.h"

bx_status cmd_new(voice *v, int argc, const char *const *argv)
{
    desk_wish wish = {0};
    text_list layouts = {0};
    const usage u = {
        .synopsis = "banxin new LAYOUT",
        .about = {"打印一个版式的空白报告，每项都有说明，例如：banxin new xxgk-2021 > 年报.yaml\n"
                  "有哪些版式：banxin layouts。LAYOUT 也可以是版式文件夹。",
                  "Print the blank report of a layout with each field explained, for instance:\n"
                  "banxin new xxgk-2021 > report.yaml. `banxin layouts` lists the layouts; LAYOUT may be a\n"
                  "layout folder as well."},
        .operand = "LAYOUT",
    };
    desk d;
    bx_status status;
    if (!options_read(v, &u, argc, argv, &layouts, &status)) return status;
    wish.layout = layouts.items[0];
    status = desk_open(&d, v, &wish);
    if (!status) {
        bx_bytes text = {0};
        status = desk_tell(&d, bx_layout_skeleton(d.engine, d.layout, d.diags, &text));
        if (!status) status = results_write(v, text.data, text.len);
        bx_bytes_free(&text);
    }
    desk_close(&d);
    return status;
}
