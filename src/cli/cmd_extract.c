/* banxin extract: the data of a report, and other files that its PDF carries, out of it again. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/exit.h"
#include "cli/extract.h"
#include "cli/files.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/results.h"

typedef struct extract {
    voice *voice;
    bx_diags *diags;
    bx_pdf *pdf;
    const char *file, *name, *output; /* name: NULL: the data */
    bool all, list, force;
    size_t count; /* of those that are wanted */
} extract;

static const usage extract_usage = {
    .synopsis = "banxin extract REPORT.pdf [NAME] [-o DIR|FILE|-]",
    .about =
        {"取出 PDF 里带的文件，一个字节不差。不写 NAME 时取报告的数据（build --attach-data 附上的），\n"
         "不写 -o 时放在当前文件夹。",
         "Take out a file that a PDF carries, byte for byte: the report's data (by build --attach-data)\n"
         "unless NAME names another one; into the current folder without -o."},
    .operand = "REPORT.pdf",
    .several = true,
};

static bool extract_options(int argc, const char *const *argv, extract *x, bx_status *status)
{
    text_list operands = {0};
    const option options[] = {
        option_text('o', "output", &x->output, "DIR|FILE|-", "写到哪里：文件夹、文件，或 - 表示标准输出",
                    "where to: a folder, a file, or - for standard output"),
        option_flag('a', "all", &x->all, "取出全部文件", "take out all files"),
        option_flag('l', "list", &x->list, "只列出：名称、类型、关系、说明，各一行",
                    "only list them, one a line: name, type, relation, description"),
        option_flag('f', "force", &x->force, "覆盖已有的文件", "overwrite files"),
    };
    usage u = extract_usage;
    u.options = options;
    u.option_count = sizeof options / sizeof *options;
    if (!options_read(x->voice, &u, argc, argv, &operands, status)) return false;
    x->file = operands.items[0];
    x->name = operands.count > 1 ? operands.items[1] : NULL;
    size_t most = x->all || x->list ? 1 : 2;
    if (operands.count <= most) return true;
    *status =
        voice_complain(x->voice, BX_BAD_USAGE, "operand-extra", NULL, "多出了“%s”。用法：%s",
                       "'%s' is one too many. Usage: %s", operands.items[operands.count - 1], u.synopsis);
    return false;
}

static bx_status tell(extract *x, bx_status status)
{
    voice_tell(x->voice, x->diags);
    bx_diags_reset(x->diags);
    return status;
}

/* ---- which ---- */

static bool is_wanted(const extract *x, size_t index)
{
    bx_attached file = bx_pdf_attached_at(x->pdf, index);
    if (x->all) return true;
    if (!x->name) return file.is_data;
    return !strcmp(file.name, x->name) || !strcmp(file.file_name, x->name);
}

/* Of several that claim to be the data, the first is. */
static size_t count_wanted(const extract *x)
{
    size_t count = 0;
    for (size_t i = 0; i < bx_pdf_attached_count(x->pdf); i++) count += is_wanted(x, i);
    return count && !x->all ? 1 : count;
}

static bx_status tell_none(const extract *x)
{
    if (!bx_pdf_attached_count(x->pdf))
        return voice_complain(x->voice, BX_BAD_DATA, "attached-none", x->file,
                              "这个 PDF 没有带文件。生成时加 --attach-data 才附上数据",
                              "this PDF carries no files; build --attach-data attaches the data");
    if (x->name)
        return voice_complain(x->voice, BX_BAD_USAGE, "attached-unknown", x->file,
                              "没有带“%s”这个文件。加 --list 可看带了哪些",
                              "it carries no file '%s'; --list shows which there are", x->name);
    return voice_complain(x->voice, BX_BAD_DATA, "attached-no-data", x->file,
                          "带的文件里没有报告的数据。加 --list 可看带了哪些，加 --all 全部取出",
                          "none of the files it carries is a report's data. --list shows which there are");
}

/* ---- where to ---- */

static bool is_stdout(const extract *x)
{
    return x->output && !strcmp(x->output, "-");
}

static bx_status vet_output(const extract *x)
{
    if (is_stdout(x) && x->count > 1)
        return voice_complain(x->voice, BX_BAD_USAGE, "output-many", NULL,
                              "标准输出只放得下一个文件，现在有 %zu 个",
                              "standard output holds one file, but there are %zu", x->count);
    if (!x->output || is_stdout(x) || file_is_folder(x->output)) return BX_OK;
    if (x->output[strlen(x->output) - 1] != '/' && !x->all) return BX_OK;
    return voice_complain(x->voice, BX_BAD_MACHINE, "output-folder", x->output, "没有这个文件夹，请先建立",
                          "there is no such folder; make it first");
}

static const char *path_for(const extract *x, const char *name)
{
    if (!x->output) return name;
    if (!file_is_folder(x->output)) return x->output;
    return memory_text("%s%s%s", x->output, x->output[strlen(x->output) - 1] == '/' ? "" : "/", name);
}

/* ---- work ---- */

static bx_status list_all(extract *x)
{
    for (size_t i = 0; i < bx_pdf_attached_count(x->pdf); i++) {
        bx_attached file = bx_pdf_attached_at(x->pdf, i);
        printf("%s\t%s\t%s\t%s\n", file.file_name, file.mime, file.relationship, file.description);
    }
    return results_flush(x->voice);
}

static bx_status take_one(extract *x, size_t index)
{
    bx_bytes bytes = {0};
    bx_status status = tell(x, bx_pdf_attached_bytes(x->pdf, index, x->diags, &bytes));
    if (!status && is_stdout(x))
        status = results_write(x->voice, bytes.data, bytes.len);
    else if (!status) {
        const char *path = path_for(x, bx_pdf_attached_at(x->pdf, index).file_name);
        status = x->force ? tell(x, bx_bytes_write(&bytes, path, x->diags))
                          : extract_write(x->voice, path, &bytes);
        if (!status) voice_cheer(x->voice, " 已取出", " taken out", path);
    }
    bx_bytes_free(&bytes);
    return status;
}

static bx_status take_wanted(extract *x)
{
    if (x->list) return list_all(x);
    x->count = count_wanted(x);
    if (!x->count) return tell_none(x);
    bx_status status = vet_output(x);
    if (status) return status;
    size_t left = x->count;
    for (size_t i = 0; left && i < bx_pdf_attached_count(x->pdf); i++) {
        if (!is_wanted(x, i)) continue;
        status = graver(status, take_one(x, i));
        left--;
    }
    return status;
}

bx_status cmd_extract(voice *v, int argc, const char *const *argv)
{
    extract x = {.voice = v};
    bx_status status;
    if (!extract_options(argc, argv, &x, &status)) return status;
    extract_bound_memory();
    input in;
    if ((status = input_read(v, x.file, &in))) return status;
    x.diags = bx_diags_new();
    if (!x.diags) status = voice_no_memory(v);
    if (!status) status = tell(&x, bx_pdf_open(in.bytes, in.len, in.name, x.diags, &x.pdf));
    if (!status) status = take_wanted(&x);
    bx_pdf_close(x.pdf);
    bx_diags_free(x.diags);
    input_clear(&in);
    return status;
}
