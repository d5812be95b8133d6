/* banxin check: everything that is wrong with reports, without making a PDF. */
#include "cli/command.h"
#include "cli/desk.h"

static bx_status check_one(desk *d, const char *path, const void *with)
{
    const bool *allow_unbalanced = with;
    bx_report *report;
    bx_status status = desk_read(d, path, *allow_unbalanced, &report);
    if (status) return status;
    status = desk_tell(d, bx_report_check(report, d->diags));
    bx_report_free(report);
    if (status) return status;
    voice_cheer(d->voice, "：可以排版", ": fit to be typeset", path);
    return BX_OK;
}

bx_status cmd_check(voice *v, int argc, const char *const *argv)
{
    desk_wish wish = {0};
    bool allow_unbalanced = false;
    const option options[] = {
        desk_option_layout(&wish),    desk_option_font_dir(&wish),
        desk_option_no_system(&wish), desk_option_unbalanced(&allow_unbalanced),
        desk_option_limit(&wish),
    };
    const usage u = {
        .synopsis = "banxin check FILE|- ...",
        .about = {"检查报告：必填项、类型、日期、数字和全部勾稽关系，以及缺字和放不下的文字，列出所有问题。",
                  "Check reports: required fields, types, dates, numbers, all balance rules, characters no\n"
                  "font has and texts that do not fit; every finding is listed."},
        .options = options,
        .option_count = sizeof options / sizeof *options,
        .operand = "FILE",
        .several = true,
        .more = desk_limits_help,
    };
    text_list files = {0};
    bx_status status;
    if (!options_read(v, &u, argc, argv, &files, &status)) return status;
    return desk_each(v, &wish, &files, check_one, &allow_unbalanced);
}
