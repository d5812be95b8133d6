/* Findings on stderr: the texts come from the library or from the command's own complaints, the form is
 * made here. Nothing that stands in data or file names may steer a terminal or break a JSON line. */
#include "cli/voice.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/memory.h"
#include "cli/display.h"

static bx_lang lang_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) return strncmp(value, "en", 2) ? BX_ZH : BX_EN;
    }
    return BX_ZH;
}

/* The value of an option at argv[i], written --name VALUE or --name=VALUE; NULL: it is not that option. */
static const char *value_at(int argc, const char *const *argv, int i, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(argv[i], name, length) != 0) return NULL;
    if (argv[i][length] == '=') return argv[i] + length + 1;
    return argv[i][length] || i + 1 >= argc ? NULL : argv[i + 1];
}

void voice_init(voice *v, int argc, const char *const *argv)
{
    *v = (voice){.lang = lang_of_environment(), .to = stderr};
    for (int i = 1; i < argc && argv[i] && strcmp(argv[i], "--") != 0; i++) {
        const char *lang = value_at(argc, argv, i, "--lang");
        const char *form = value_at(argc, argv, i, "--diagnostics");
        if (lang && !strcmp(lang, "en")) v->lang = BX_EN;
        if (lang && !strcmp(lang, "zh")) v->lang = BX_ZH;
        if (form) v->json = !strcmp(form, "json");
    }
}

const char *voice_pick(const voice *v, const char *const text[2])
{
    return text[v->lang == BX_EN];
}

/* An ESC out of a data file must not reach the terminal. */
void voice_plain(FILE *to, const char *text)
{
    for (size_t length; *text; text += length) {
        unsigned code = display_next(text, &length);
        if (code < 0x20 || (code >= 0x7F && code < 0xA0))
            fputc(' ', to);
        else
            fwrite(text, 1, length, to);
    }
}

/* File names are bytes: what is not UTF-8 becomes U+FFFD, for JSON knows only UTF-8. */
void voice_string(FILE *to, const char *text)
{
    fputc('"', to);
    for (size_t length; *text; text += length) {
        unsigned code = display_next(text, &length);
        if (code == '"' || code == '\\')
            fprintf(to, "\\%c", (int)code);
        else if (code < 0x20 || code == 0x7F)
            fprintf(to, "\\u%04x", code);
        else if (code == DISPLAY_WRONG)
            fputs("\xEF\xBF\xBD", to);
        else
            fwrite(text, 1, length, to);
    }
    fputc('"', to);
}

void voice_member(FILE *to, const char *name, const char *text)
{
    fprintf(to, "\"%s\":", name);
    voice_string(to, text);
}

static void tell_json(FILE *to, const bx_diag *d, const char *message)
{
    static const char *const severities[] = {"note", "warning", "error"};
    static const char *const kinds[] = {"none", "data", "usage", "machine", "bug"};
    fputc('{', to);
    voice_member(to, "severity", severities[d->severity]);
    fputc(',', to);
    voice_member(to, "code", d->code);
    fputc(',', to);
    voice_member(to, "kind", kinds[d->kind]);
    fputc(',', to);
    voice_member(to, "file", d->file);
    fprintf(to, ",\"line\":%u,\"column\":%u,", d->line, d->column);
    voice_member(to, "path", d->path);
    fputc(',', to);
    voice_member(to, "message", message);
    fputc('}', to);
}

static void tell_plain(const voice *v, FILE *to, const bx_diag *d, const char *message)
{
    static const char *const words[][2] = {
        {"提示：", "note: "}, {"警告：", "warning: "}, {"错误：", "error: "}};
    voice_plain(to, *d->file ? d->file : "banxin");
    if (d->line) fprintf(to, ":%u", d->line);
    if (d->line && d->column) fprintf(to, ":%u", d->column);
    fprintf(to, ": %s", voice_pick(v, words[d->severity]));
    voice_plain(to, message);
    fprintf(to, " [%s]", d->code);
    if (*d->path) {
        fputs(" (", to);
        voice_plain(to, d->path);
        fputc(')', to);
    }
}

static void tell(voice *v, const bx_diag *d, const char *message)
{
    if (d->severity == BX_ERROR) v->errors++;
    if (d->severity == BX_WARNING) v->warnings++;
    if (v->list) {
        if (v->listed++) fputc(',', v->list);
        tell_json(v->list, d, message);
    }
    if (!v->to || (int)d->severity < v->least) return;
    if (v->json)
        tell_json(v->to, d, message);
    else
        tell_plain(v, v->to, d, message);
    fputc('\n', v->to);
}

bx_status voice_complain(voice *v, bx_status kind, const char *code, const char *file, const char *zh,
                         const char *en, ...)
{
    const char *format = voice_pick(v, (const char *const[2]){zh, en});
    bx_diag d = {.severity = BX_ERROR, .code = code, .kind = kind, .file = file ? file : "", .path = ""};
    char *message = NULL;
    va_list args;
    va_start(args, en);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    message = memory_new((size_t)length + 1, 1);
    va_start(args, en);
    vsnprintf(message, (size_t)length + 1, format, args);
    va_end(args);
    tell(v, &d, message);
    memory_free(message);
    return kind;
}

const char *voice_errno(const voice *v, int number)
{
    static const struct {
        int number;
        const char *text[2];
    } known[] = {
        {ENOENT, {"没有这个文件或文件夹", "no such file or folder"}},
        {ENOTDIR, {"路径中有一段不是文件夹", "a part of the path is not a folder"}},
        {EISDIR, {"这是文件夹，不是文件", "it is a folder, not a file"}},
        {EACCES, {"没有权限", "permission denied"}},
        {EPERM, {"没有权限", "permission denied"}},
        {EROFS, {"所在磁盘只读", "the disk is read-only"}},
        {ENOSPC, {"磁盘已满", "the disk is full"}},
        {EDQUOT, {"磁盘配额已用完", "the disk quota is used up"}},
        {EPIPE, {"接收方已经关闭", "the reader has gone"}},
        {EBADF, {"标准输入或输出没有打开", "standard input or output is not open"}},
        {EIO, {"磁盘读写出错", "the disk cannot be read or written"}},
        {ENAMETOOLONG, {"文件名太长", "the name is too long"}},
        {ELOOP, {"符号链接绕成了圈", "symbolic links run in a circle"}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].number == number) return voice_pick(v, known[i].text);
    return strerror(number);
}

bx_status voice_no_memory(voice *v)
{
    return voice_complain(v, BX_BAD_MACHINE, "out-of-memory", NULL, "内存不足", "out of memory");
}

bx_status voice_unopened(voice *v, const char *path, int number)
{
    return voice_complain(v, BX_BAD_MACHINE, "file-open", path, "打不开：%s", "cannot be opened: %s",
                          voice_errno(v, number));
}

bx_status voice_unwritten(voice *v, const char *path, int number)
{
    return voice_complain(v, BX_BAD_MACHINE, "output-failed", path, "无法写出：%s", "cannot be written: %s",
                          voice_errno(v, number));
}

void voice_tell(voice *v, const bx_diags *diags)
{
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        bx_diag d = bx_diags_at(diags, i);
        size_t size = bx_diags_text(diags, i, v->lang, NULL, 0) + 1;
        char *message = memory_new(size, 1);
        bx_diags_text(diags, i, v->lang, message, size);
        tell(v, &d, message);
        memory_free(message);
    }
}

void voice_cheer(const voice *v, const char *zh, const char *en, const char *name)
{
    if (v->json || !isatty(STDERR_FILENO)) return;
    voice_plain(stderr, name);
    fprintf(stderr, "%s\n", voice_pick(v, (const char *const[2]){zh, en}));
}

void voice_sum(const voice *v)
{
    if (v->json || !(v->errors + v->warnings)) return;
    if (v->lang == BX_ZH)
        fprintf(stderr, "%zu 个错误，%zu 个警告\n", v->errors, v->warnings);
    else
        fprintf(stderr, "%zu error%s, %zu warning%s\n", v->errors, v->errors == 1 ? "" : "s", v->warnings,
                v->warnings == 1 ? "" : "s");
}
