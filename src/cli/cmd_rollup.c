/* banxin rollup: a city's report from those of its offices. */
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/exit.h"
#include "cli/files.h"
#include "cli/gather.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/output.h"
#include "cli/results.h"

typedef struct rolling {
    desk_wish desk;
    const char *output, *record, *agency, *expect;
    bool force, allow_missing, allow_unbalanced;
} rolling;

/* ---- which files ---- */

/* Does a file begin as what an earlier run wrote? An office's report never does. */
static bool is_made(const char *path)
{
    static const char *const marks[] = {"# 由 banxin rollup ", "{\n  \"rolled_up\": "};
    char head[32] = "";
    ssize_t got = file_head(path, head, sizeof head - 1);
    for (size_t i = 0; got > 0 && i < sizeof marks / sizeof *marks; i++)
        if (!strncmp(head, marks[i], strlen(marks[i]))) return true;
    return false;
}

/* What an earlier run made here is no report. */
static bool is_ours(const rolling *g, const char *path)
{
    bool is_place =
        (g->output && file_is_same(path, g->output)) || (g->record && file_is_same(path, g->record));
    return is_place && is_made(path);
}

/* A sum among the reports it may be made of would count them twice; a folder of sums alone is a province's.
 */
static bx_status vet_sums(voice *v, const text_list *files, size_t first)
{
    size_t sums = 0;
    const char *sum = NULL;
    for (size_t i = first; i < files->count; i++) {
        if (!is_made(files->items[i])) continue;
        sum = files->items[i];
        sums++;
    }
    if (!sums || sums == files->count - first) return BX_OK;
    return voice_complain(
        v, BX_BAD_USAGE, "rollup-sum", sum,
        "这一份是汇总出来的，与各单位的报告一起会重复计入。请移到别处；确要计入，请逐一写出文件名",
        "this one was made by rollup and would count offices twice. Move it away, or, if it belongs to the "
        "others, name the files one by one");
}

/* A file, or all that a folder or a list has. */
static bx_status add_operand(voice *v, const rolling *g, const char *operand, text_list *files)
{
    text_list one = {0};
    gathering found;
    size_t first = files->count;
    text_list_add(&one, operand);
    bx_status status = gather(v, &one, &found);
    for (size_t i = 0; i < found.count; i++)
        if (!is_ours(g, found.items[i].path)) text_list_add(files, found.items[i].path);
    if (status || files->count > first) return status ? status : vet_sums(v, files, first);
    return voice_complain(v, BX_BAD_USAGE, "rollup-folder", operand, "这里没有 .yaml、.yml 或 .json 的报告",
                          "there is no report (.yaml, .yml or .json) here");
}

static bx_status add_files(voice *v, const rolling *g, const text_list *operands, text_list *files)
{
    bx_status status = inputs_vet(v, operands);
    for (size_t i = 0; i < operands->count; i++)
        status = graver(status, add_operand(v, g, operands->items[i], files));
    return status;
}

/* ---- where to ---- */

static bx_status vet_output(voice *v, const rolling *g, const char *path, const text_list *files)
{
    struct stat about;
    for (size_t i = 0; path && i < files->count; i++)
        if (file_is_same(path, files->items[i])) return output_refuse_input(v, path);
    if (!path || input_is_stdin(path) || g->force || stat(path, &about) || !S_ISREG(about.st_mode))
        return BX_OK;
    return voice_complain(v, BX_BAD_USAGE, "output-exists", path,
                          "已有这个文件，未覆盖。确要覆盖请加 --force",
                          "this file exists and was left alone. --force overwrites it");
}

static bx_status vet_outputs(voice *v, const rolling *g, const text_list *files)
{
    if (!g->output)
        return voice_complain(v, BX_BAD_USAGE, "output-missing", NULL,
                              "请用 -o 写明汇总写到哪里，如 -o city.yaml",
                              "name the output with -o, for instance -o city.yaml");
    if (g->record && output_is_same(g->record, g->output))
        return voice_complain(v, BX_BAD_USAGE, "output-twice", g->record, "汇总和记录要写到同一个文件",
                              "the sum and the record would go to the same file");
    return graver(vet_output(v, g, g->output, files), vet_output(v, g, g->record, files));
}

static bx_status write_out(desk *d, const char *path, const bx_bytes *bytes)
{
    if (input_is_stdin(path)) return results_write(d->voice, bytes->data, bytes->len);
    return desk_tell(d, bx_bytes_write(bytes, path, d->diags));
}

/* ---- rolling up ---- */

static bx_status add_reports(desk *d, const rolling *g, const text_list *files, bx_rollup *sum)
{
    bx_status status = BX_OK;
    for (size_t i = 0; i < files->count; i++) {
        bx_report *report;
        bx_status read = desk_read(d, files->items[i], g->allow_unbalanced, &report);
        if (!read) read = desk_tell(d, bx_rollup_add(sum, report, d->diags));
        bx_report_free(report);
        status = graver(status, read);
    }
    return status;
}

/* What is wrong with the sum is told even if some report is at fault, but then nothing is written. */
static bx_status write_sum(desk *d, const rolling *g, bx_rollup *sum, bx_status so_far)
{
    input expected = {0};
    if (g->expect) {
        bx_status status = input_read(d->voice, g->expect, &expected);
        if (status) return status;
    }
    bx_rollup_options options = {.agency = g->agency,
                                 .expected = g->expect ? expected.bytes : NULL,
                                 .expected_len = expected.len,
                                 .expected_name = expected.name,
                                 .allow_missing = g->allow_missing,
                                 .allow_unbalanced = g->allow_unbalanced};
    bx_bytes yaml, record;
    bx_status status = desk_tell(d, bx_rollup_write(sum, &options, d->diags, &yaml, &record));
    if (!status && !so_far && g->record) status = write_out(d, g->record, &record);
    if (!status && !so_far) status = write_out(d, g->output, &yaml);
    if (!status && !so_far && !input_is_stdin(g->output))
        voice_cheer(d->voice, " 已汇总；开头写明了还要写的项目", " made; its head says what is left to write",
                    g->output);
    bx_bytes_free(&yaml);
    bx_bytes_free(&record);
    input_clear(&expected);
    return status;
}

static bx_status roll(voice *v, const rolling *g, const text_list *files)
{
    desk d;
    bx_rollup *sum = NULL;
    bx_status status = desk_open(&d, v, &g->desk);
    if (!status) status = desk_tell(&d, bx_rollup_new(d.diags, &sum));
    if (!status) {
        status = add_reports(&d, g, files, sum);
        if (status < BX_BAD_MACHINE) status = graver(status, write_sum(&d, g, sum, status));
    }
    bx_rollup_free(sum);
    desk_close(&d);
    return status;
}

static const usage rollup_usage = {
    .synopsis = "banxin rollup DIR|FILE ... -o OUT",
    .about =
        {"汇总：把同一版式、同一年度的各单位报告逐格相加，成为一份报告。报告是 .yaml、.yml、.json "
         "文件，或文件夹\n"
         "各层里的这些文件，或清单（每行一个，- "
         "是标准输入）。名册的各行依次排列；留空的不计；正文、标题、日期、\n"
         "附件和数后的说明不汇总，要另写的列在开头。先检查每份报告和汇总的勾稽关系，列出所有问题；有错误就不"
         "写。",
         "Roll up: the reports of offices, of one layout and year, added cell by cell into one report. They\n"
         "are .yaml, .yml and .json files, those in and below a folder, or those that a list names, one a\n"
         "line (- is standard input). Rows of lists follow each other, blanks are\n"
         "nothing; prose, titles, dates, annexes and notes are not summed, and what is to be written\n"
         "stands at the head. Every report and the sum are checked; with an error nothing is written."},
    .operand = "FILE",
    .several = true,
};

bx_status cmd_rollup(voice *v, int argc, const char *const *argv)
{
    rolling g = {0};
    const option options[] = {
        option_text('o', "output", &g.output, "OUT|-", "汇总写到哪里", "where to"),
        option_text(0, "agency", &g.agency, "NAME", "汇总报告的机关名称",
                    "the agency of the rolled-up report"),
        option_text(0, "expect", &g.expect, "LIST", "应报单位的名单，一行一个；缺报的是错误",
                    "the offices that must be there, one a line; a missing one is an error"),
        option_flag(0, "allow-missing", &g.allow_missing, "缺报只警告，不算错误",
                    "a missing office is a warning, not an error"),
        option_text(0, "record", &g.record, "FILE", "把计入了哪些单位、文件及其 SHA-256 写成 JSON",
                    "write which offices and files went in, with their SHA-256, as JSON"),
        option_flag('f', "force", &g.force, "覆盖已有的文件", "overwrite files that exist"),
        desk_option_layout(&g.desk),
        desk_option_unbalanced(&g.allow_unbalanced),
    };
    usage u = rollup_usage;
    u.options = options;
    u.option_count = sizeof options / sizeof *options;
    text_list operands = {0}, files = {0};
    bx_status status;
    if (!options_read(v, &u, argc, argv, &operands, &status)) return status;
    status = add_files(v, &g, &operands, &files);
    status = graver(status, vet_outputs(v, &g, &files));
    return status ? status : roll(v, &g, &files);
}
