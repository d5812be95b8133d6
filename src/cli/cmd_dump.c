/* banxin dump: what a stage makes of a report, as stable text: debugger, test expectation and bug report. */
#include <string.h>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/exit.h"
#include "cli/guess.h"
#include "cli/input.h"
#include "cli/results.h"

static const char *const stages[] = {
    [BX_STAGE_DATA] = "data",   [BX_STAGE_REPORT] = "report", [BX_STAGE_BLOCKS] = "blocks",
    [BX_STAGE_LINES] = "lines", [BX_STAGE_FRAMES] = "frames", [BX_STAGE_VALUES] = "values",
};
enum { STAGE_COUNT = sizeof stages / sizeof *stages };

static bx_status stage_find(voice *v, const char *word, bx_stage *out)
{
    guess g = guess_begin(word);
    for (int i = 0; i < STAGE_COUNT; i++) {
        *out = (bx_stage)i;
        if (!strcmp(word, stages[i])) return BX_OK;
        guess_offer(&g, stages[i]);
    }
    return voice_complain(v, BX_BAD_USAGE, "stage-unknown", NULL,
                          "没有“%s”这一步，只有 data report blocks lines frames values%s%s%s",
                          "there is no stage '%s', only data report blocks lines frames values%s%s%s", word,
                          g.best ? (v->lang == BX_ZH ? "。您要的是 " : "; did you mean ") : "",
                          g.best ? g.best : "", g.best ? (v->lang == BX_ZH ? " 吗？" : "?") : "");
}

/* The value tree needs no layout and no rule to hold, so that it can show what a report with errors says. */
static bx_status dump_data(desk *d, const char *path, bx_bytes *out)
{
    input in;
    bx_status status = input_read(d->voice, path, &in);
    if (status) return status;
    status = bx_data_dump(in.bytes, in.len, in.name, BX_FORMAT_AUTO, d->diags, out);
    input_clear(&in);
    return desk_tell(d, status);
}

static bx_status dump_stage(desk *d, const char *path, bx_stage stage, bool allow_unbalanced, bx_bytes *out)
{
    bx_report *report;
    bx_status status = desk_read(d, path, allow_unbalanced, &report);
    if (status) return status;
    status = desk_tell(d, bx_report_dump(report, stage, d->diags, out));
    bx_report_free(report);
    return status;
}

static bool dump_options(voice *v, int argc, const char *const *argv, desk_wish *wish, bool *allow_unbalanced,
                         text_list *operands, bx_status *status)
{
    const option options[] = {
        desk_option_layout(wish),
        desk_option_font_dir(wish),
        desk_option_no_system(wish),
        desk_option_unbalanced(allow_unbalanced),
    };
    const usage u = {
        .synopsis = "banxin dump data|report|blocks|lines|frames|values FILE|-",
        .about =
            {"打印某一步的结果：data 数据树，report 查过的报告，blocks 内容块，lines 排好的行，\n"
             "frames 页面上每样东西的位置（JSON），values 查过的数据（JSON，可再次用来生成）。",
             "Print what a stage makes: data, the value tree; report, the checked report; blocks, what is\n"
             "said; lines, the set lines; frames, the place of everything on the pages (JSON); values, the\n"
             "checked data as JSON, fit for build again."},
        .options = options,
        .option_count = sizeof options / sizeof *options,
        .operand = "data|report|blocks|lines|frames|values FILE",
        .several = true,
    };
    if (!options_read(v, &u, argc, argv, operands, status)) return false;
    if (operands->count == 2) return true;
    *status = voice_complain(v, BX_BAD_USAGE, "operand-count", NULL, "要写一步和一个文件。用法：%s",
                             "one stage and one file are wanted. Usage: %s", u.synopsis);
    return false;
}

bx_status cmd_dump(voice *v, int argc, const char *const *argv)
{
    desk_wish wish = {0};
    bool allow_unbalanced = false;
    text_list operands = {0};
    bx_stage stage;
    desk d;
    bx_status status;
    if (!dump_options(v, argc, argv, &wish, &allow_unbalanced, &operands, &status)) return status;
    if ((status = stage_find(v, operands.items[0], &stage))) return status;
    status = desk_open(&d, v, &wish);
    if (!status) {
        const char *path = operands.items[1];
        bx_bytes text = {0};
        status = stage == BX_STAGE_DATA ? dump_data(&d, path, &text)
                                        : dump_stage(&d, path, stage, allow_unbalanced, &text);
        if (!status) status = results_write(v, text.data, text.len);
        bx_bytes_free(&text);
    }
    desk_close(&d);
    return status;
}
