/* Names of outputs and the refusals that keep a clerk's files: a mistyped -o must never cost a report. */
#include "cli/output.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/input.h"
#include "cli/memory.h"

const char *output_name(const char *name)
{
    const char *base = file_name(name), *dot = strrchr(base, '.');
    size_t stem = dot && dot > base ? (size_t)(dot - name) : strlen(name);
    return memory_text("%.*s.pdf", (int)stem, name);
}

static const char *path_for(const char *source, const char *wanted, bool folder)
{
    if (wanted && !strcmp(wanted, "-")) return NULL;
    if (!wanted) return input_is_stdin(source) ? NULL : output_name(source);
    if (!folder) return wanted;
    const char *name = input_is_stdin(source) ? "stdin.pdf" : output_name(file_name(source));
    return memory_text("%s%s%s", wanted, wanted[strlen(wanted) - 1] == '/' ? "" : "/", name);
}

/* -o must fit the number of inputs, and a folder that is named must be there. */
static bx_status vet_wanted(voice *v, const text_list *inputs, const char *wanted, bool folder)
{
    if (!wanted || folder) return BX_OK;
    if (wanted[strlen(wanted) - 1] == '/')
        return voice_complain(v, BX_BAD_MACHINE, "output-folder", wanted, "没有这个文件夹，请先建立",
                              "there is no such folder; make it first");
    if (inputs->count < 2) return BX_OK;
    return voice_complain(v, BX_BAD_USAGE, "output-many", wanted,
                          "有 %zu 份报告，-o 只能是文件夹，每份一个 PDF",
                          "there are %zu reports; -o must be a folder, one PDF each", inputs->count);
}

/* Whether an existing file may be replaced without asking: it is empty or starts as what is written does.
 * What cannot be read is not ours to judge. */
static bool is_replaceable(const char *path, const char *start)
{
    char head[32];
    ssize_t got = file_head(path, head, strlen(start));
    return got == 0 || (got == (ssize_t)strlen(start) && !memcmp(head, start, strlen(start)));
}

bx_status output_refuse_input(voice *v, const char *path)
{
    return voice_complain(v, BX_BAD_USAGE, "output-input", path, "输出就是输入文件本身，不能覆盖",
                          "the output is the input itself and will not be overwritten");
}

/* Devices and pipes may be named: the library writes to them as they are. */
bx_status output_vet(voice *v, const char *source, const char *path, bool force)
{
    struct stat about;
    if (stat(path, &about) || !S_ISREG(about.st_mode)) return BX_OK;
    if (!input_is_stdin(source) && file_is_same(source, path)) return output_refuse_input(v, path);
    if (force || is_replaceable(path, "%PDF-")) return BX_OK;
    return voice_complain(v, BX_BAD_USAGE, "output-exists", path,
                          "已有的这个文件不是 PDF，未覆盖。确要覆盖请加 --force",
                          "this file exists and is no PDF; it was left alone. --force overwrites it");
}

static bx_status vet_stdout(voice *v)
{
    if (!isatty(STDOUT_FILENO)) return BX_OK;
    return voice_complain(v, BX_BAD_USAGE, "output-terminal", NULL,
                          "PDF 不能显示在终端上。请用 -o 文件名，或用 > 写入文件",
                          "a PDF cannot be shown on a terminal. Use -o FILE, or > to write to a file");
}

/* A file to be written: its path as planned, and the same place however its folder is spelled. */
typedef struct {
    const char *path, *place;
} target;

static target target_of(const char *path)
{
    struct stat about;
    const char *base = file_name(path);
    const char *folder = base == path ? "." : memory_text("%.*s", (int)(base - path), path);
    if (stat(folder, &about)) return (target){path, path};
    return (target){path, memory_text("%ju:%ju/%s", (uintmax_t)about.st_dev, (uintmax_t)about.st_ino, base)};
}

bool output_is_same(const char *a, const char *b)
{
    return !strcmp(target_of(a).place, target_of(b).place);
}

static int compare_targets(const void *a, const void *b)
{
    return strcmp(((const target *)a)->place, ((const target *)b)->place);
}

/* x.yaml and x.json, or ./x.yaml, would both become x.pdf, and the second would silently replace the first.
 */
static bx_status vet_twins(voice *v, const text_list *paths)
{
    target *sorted = memory_new(paths->count, sizeof *sorted);
    size_t named = 0;
    for (size_t i = 0; i < paths->count; i++)
        if (paths->items[i]) sorted[named++] = target_of(paths->items[i]);
    if (paths->count - named > 1)
        return voice_complain(
            v, BX_BAD_USAGE, "output-many", NULL, "标准输出只放得下一个 PDF，现在有 %zu 份报告",
            "standard output holds one PDF, but there are %zu reports", paths->count - named);
    qsort(sorted, named, sizeof *sorted, compare_targets);
    for (size_t i = 1; i < named; i++)
        if (!strcmp(sorted[i - 1].place, sorted[i].place))
            return voice_complain(v, BX_BAD_USAGE, "output-twice", sorted[i].path, "两份报告要写到同一个 PDF",
                                  "two reports would go to the same PDF");
    return BX_OK;
}

bx_status outputs_plan(voice *v, const text_list *inputs, const char *wanted, bool force, text_list *out)
{
    bool folder = wanted && file_is_folder(wanted);
    bx_status status = vet_wanted(v, inputs, wanted, folder);
    for (size_t i = 0; i < inputs->count && !status; i++) {
        const char *source = inputs->items[i], *path = path_for(source, wanted, folder);
        status = path ? output_vet(v, source, path, force) : vet_stdout(v);
        text_list_add(out, path);
    }
    return status ? status : vet_twins(v, out);
}

/* Does one of the outputs go to this place, under whatever name? */
static bool is_taken(const text_list *outputs, const char *path)
{
    struct stat about;
    bool is_file = !stat(path, &about) && S_ISREG(about.st_mode);
    for (size_t i = 0; i < outputs->count; i++) {
        const char *other = outputs->items[i];
        if (!other) continue;
        if (output_is_same(other, path)) return true;
        if (is_file && file_is_same(other, path)) return true;
    }
    return false;
}

bx_status output_vet_further(voice *v, const text_list *inputs, text_list *outputs, const char *path,
                             const char *start, bool force)
{
    struct stat about;
    if (!path) return BX_OK;
    if (!strcmp(path, "-"))
        return voice_complain(v, BX_BAD_USAGE, "output-stdout", NULL, "这里要写文件名，不能是标准输出",
                              "a file must be named here, not standard output");
    if (inputs->count > 1)
        return voice_complain(v, BX_BAD_USAGE, "output-many", path, "有 %zu 份报告，这个文件只放得下一份的",
                              "there are %zu reports, and this file holds what belongs to one",
                              inputs->count);
    if (is_taken(outputs, path))
        return voice_complain(v, BX_BAD_USAGE, "output-twice", path, "另有一样也要写到这个文件",
                              "something else would go to this file too");
    text_list_add(outputs, path);
    if (stat(path, &about) || !S_ISREG(about.st_mode)) return BX_OK;
    if (file_is_same(inputs->items[0], path)) return output_refuse_input(v, path);
    if (force || is_replaceable(path, start)) return BX_OK;
    return voice_complain(
        v, BX_BAD_USAGE, "output-exists", path,
        "已有的这个文件不是 Banxin 写的，未覆盖。确要覆盖请加 --force",
        "this file exists and was not written by Banxin; it was left alone. --force overwrites it");
}
