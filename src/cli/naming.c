/* Patterns are filled from the value tree: a report with errors still has its name, so that the same name is
 * refused twice whether or not the first can be made. */
#include "cli/naming.h"

#include <stdlib.h>
#include <string.h>

#include "cli/display.h"
#include "cli/exit.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/output.h"

enum { NAME_BYTES_MAX = 255 }; /* of one file's name, on Linux and elsewhere */

static bx_status bad_pattern(voice *v, const char *pattern)
{
    return voice_complain(
        v, BX_BAD_USAGE, "name-pattern", NULL,
        "--name “%s” 应像 '{year}-{agency}.pdf'：花括号里写数据的项，以 .pdf 结尾，不含 /",
        "--name '%s' should be like '{year}-{agency}.pdf': paths of the data in braces, .pdf "
        "at the end, no /",
        pattern);
}

bx_status naming_vet(voice *v, const char *pattern)
{
    size_t length = pattern ? strlen(pattern) : 0;
    if (!pattern) return BX_OK;
    bool is_open = false, is_sound = length > 4 && !strcmp(pattern + length - 4, ".pdf");
    for (const char *c = pattern; *c && is_sound; c++) {
        if (*c == '/' || (*c == '{' && is_open) || (*c == '}' && (!is_open || c[-1] == '{')))
            is_sound = false;
        is_open = *c == '{' || (is_open && *c != '}');
    }
    return is_sound && !is_open ? BX_OK : bad_pattern(v, pattern);
}

/* What a name is taken from. */
typedef struct source {
    input in;
    const bx_limits *limits;
    bx_diags *diags;
} source;

/* What no disk takes, or what a shell or Windows would take for something else, becomes "_". */
static void put_safe(FILE *to, const char *text)
{
    for (size_t length; *text; text += length) {
        unsigned code = display_next(text, &length);
        if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == DISPLAY_WRONG ||
            (code < 0x80 && strchr("/\\:*?\"<>|", (int)code)))
            fputc('_', to);
        else
            fwrite(text, 1, length, to);
    }
}

/* False: the data has no such scalar. */
static bool put_field(FILE *to, const source *from, const char *path)
{
    bx_bytes text = {0};
    bx_status status = bx_data_text(from->in.bytes, from->in.len, from->in.name, BX_FORMAT_AUTO, path,
                                    from->limits, from->diags, &text);
    bool is_there = !status && text.len;
    if (is_there) put_safe(to, text.data);
    bx_bytes_free(&text);
    return is_there;
}

static bool fill(FILE *to, const source *from, const char *pattern)
{
    while (*pattern) {
        size_t plain = strcspn(pattern, "{");
        char *words = memory_text("%.*s", (int)plain, pattern);
        put_safe(to, words);
        pattern += plain;
        if (!*pattern) break;
        size_t length = strcspn(++pattern, "}");
        if (!put_field(to, from, memory_text("%.*s", (int)length, pattern))) return false;
        pattern += length + 1;
    }
    return true;
}

/* NULL: the data gives none. A name never begins with a dot: it would be hidden, or lead out. */
static const char *name_by(const source *from, const char *pattern)
{
    char *text;
    size_t length;
    FILE *stream = memory_stream(&text, &length);
    bool is_filled = fill(stream, from, pattern);
    memory_stream_end(stream, &text);
    is_filled = is_filled && length <= NAME_BYTES_MAX;
    const char *name = is_filled ? memory_text("%s%s", *text == '.' ? "_" : "", text) : NULL;
    memory_stream_free(text);
    return name;
}

/* What cannot be read is told when the report's turn comes, by the same words as without a pattern. */
static const char *name_of(const char *path, const char *pattern, const bx_limits *limits, bx_diags *diags)
{
    voice silent = {0};
    source from = {.limits = limits, .diags = diags};
    if (input_read(&silent, path, &from.in)) return NULL;
    const char *name = name_by(&from, pattern);
    bx_diags_reset(diags);
    input_clear(&from.in);
    return name;
}

bx_status naming_tell(voice *v, const char *path, const char *pattern)
{
    return voice_complain(
        v, BX_BAD_DATA, "name-field", path,
        "数据里没有 --name “%s” 所要的项，或名称超过 %d 字节，取不出文件名",
        "the data lacks what --name '%s' takes from it, or the name is longer than %d bytes", pattern,
        NAME_BYTES_MAX);
}

/* ---- one name for two ---- */

/* A capital as the small letter that disks without capitals take for it: Latin, Greek, Cyrillic, and the
 * letters of full width. */
static unsigned fold(unsigned code)
{
    if ((code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7) ||
        (code >= 0x391 && code <= 0x3AB) || (code >= 0x410 && code <= 0x42F) ||
        (code >= 0xFF21 && code <= 0xFF3A))
        return code + 32;
    if (code >= 0x400 && code <= 0x40F) return code + 80;
    bool is_paired = (code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177);
    return is_paired && code % 2 == 0 ? code + 1 : code;
}

static int by_folded(const void *left, const void *right)
{
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    while (*a && *b) {
        size_t a_length, b_length;
        unsigned x = fold(display_next(a, &a_length)), y = fold(display_next(b, &b_length));
        if (x == DISPLAY_WRONG) x += (unsigned char)*a;
        if (y == DISPLAY_WRONG) y += (unsigned char)*b;
        if (x != y) return x < y ? -1 : 1;
        a += a_length;
        b += b_length;
    }
    return (*a != 0) - (*b != 0);
}

static bx_status vet_twins(voice *v, const char *const *names, size_t count)
{
    const char **sorted = memory_new(count + 1, sizeof *sorted);
    size_t named = 0;
    bx_status status = BX_OK;
    for (size_t i = 0; i < count; i++)
        if (names[i]) sorted[named++] = names[i];
    qsort(sorted, named, sizeof *sorted, by_folded);
    for (size_t i = 1; i < named; i++)
        if (!by_folded(&sorted[i - 1], &sorted[i]) && (i == 1 || by_folded(&sorted[i - 2], &sorted[i])))
            status = voice_complain(v, BX_BAD_USAGE, "output-twice", sorted[i],
                                    "不止一份报告要写到这个 PDF（不分大小写）。请用 --name 取不同的名称",
                                    "more than one report would go to this PDF (capitals do not count); "
                                    "--name gives other names");
    memory_free(sorted);
    return status;
}

bx_status naming_plan(voice *v, const gathering *reports, const char *pattern, const bx_limits *limits,
                      const char **names)
{
    bx_diags *diags = bx_diags_new();
    if (!diags) return voice_no_memory(v);
    for (size_t i = 0; i < reports->count; i++)
        names[i] = pattern ? name_of(reports->items[i].path, pattern, limits, diags)
                           : output_name(reports->items[i].below);
    bx_diags_free(diags);
    return vet_twins(v, names, reports->count);
}
