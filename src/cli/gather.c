/* Each folder's names are sorted by their bytes, so that the order is the same on every machine. Not by
 * fts(3), which in glibc 2.36 dies without memory for the first folder. */
#include "cli/gather.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cli/exit.h"
#include "cli/files.h"
#include "cli/input.h"
#include "cli/memory.h"

static void add(gathering *g, const char *path, const char *below)
{
    if (g->count == g->room) {
        g->room = g->room ? 2 * g->room : 64;
        g->items = memory_resize(g->items, g->room, sizeof *g->items);
    }
    g->items[g->count++] = (gathered){path, below};
}

static bool is_report_name(const char *name)
{
    static const char *const ends[] = {".yaml", ".yml", ".json"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
        if (!strcasecmp(dot, ends[i])) return true;
    return false;
}

/* A folder and those it lies in: a link that leads back to one of them runs in a circle. */
typedef struct nest {
    const struct nest *above;
    dev_t device;
    ino_t number;
} nest;

static bool is_within(const nest *inner, const struct stat *about)
{
    for (; inner; inner = inner->above)
        if (inner->device == about->st_dev && inner->number == about->st_ino) return true;
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What is not hidden, as paths, sorted. */
static bx_status list_folder(voice *v, const char *folder, text_list *out)
{
    DIR *open = opendir(folder);
    if (!open) return voice_unopened(v, folder, errno);
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    errno = 0;
    for (const struct dirent *entry; (entry = readdir(open)); errno = 0)
        if (entry->d_name[0] != '.') text_list_add(out, memory_text("%s%s%s", folder, slash, entry->d_name));
    int error = errno;
    closedir(open);
    if (out->count) qsort(out->items, out->count, sizeof *out->items, by_bytes);
    return error ? voice_unopened(v, folder, error) : BX_OK;
}

static bx_status walk(voice *v, const char *folder, const nest *above, size_t root, gathering *out);

static bx_status take_entry(voice *v, const char *path, const nest *in, size_t root, gathering *out)
{
    struct stat about, link;
    if (stat(path, &about)) {
        int error = errno;
        bool is_link = !lstat(path, &link);
        if (is_link && !is_report_name(file_name(path))) return BX_OK;
        return voice_unopened(v, path, is_link ? ENOENT : error);
    }
    if (S_ISDIR(about.st_mode)) return walk(v, path, in, root, out);
    if (S_ISREG(about.st_mode) && is_report_name(file_name(path)))
        add(out, path, path + root + strspn(path + root, "/"));
    return BX_OK;
}

static bx_status walk(voice *v, const char *folder, const nest *above, size_t root, gathering *out)
{
    struct stat about;
    text_list found = {0};
    if (stat(folder, &about)) return voice_unopened(v, folder, errno);
    if (is_within(above, &about)) return BX_OK;
    nest here = {above, about.st_dev, about.st_ino};
    bx_status status = list_folder(v, folder, &found);
    for (size_t i = 0; i < found.count; i++)
        status = graver(status, take_entry(v, found.items[i], &here, root, out));
    memory_free(found.items);
    return status;
}

static bx_status take_folder(voice *v, const char *folder, gathering *out)
{
    return walk(v, folder, NULL, strlen(folder), out);
}

/* What a line names is a report however it is called: a missing one fails when its turn comes. */
static bx_status take_list(voice *v, const char *list, gathering *out)
{
    input in;
    bx_status status = input_read(v, list, &in);
    for (size_t at = 0; at < in.len;) {
        const char *line = in.bytes + at, *end = memchr(line, '\n', in.len - at);
        size_t length = end ? (size_t)(end - line) : in.len - at;
        at += length + 1;
        if (length && line[length - 1] == '\r') length--;
        if (memchr(line, '\0', length))
            status = graver(status,
                            voice_complain(v, BX_BAD_USAGE, "list-line", in.name,
                                           "清单里有不是路径的内容。每行写一个文件或文件夹",
                                           "the list holds what is no path; write a file or folder a line"));
        else if (length) {
            const char *path = memory_text("%.*s", (int)length, line);
            if (file_is_folder(path))
                status = graver(status, take_folder(v, path, out));
            else
                add(out, path, file_name(path));
        }
    }
    if (in.bytes) input_clear(&in);
    return status;
}

bx_status gather(voice *v, const text_list *operands, gathering *out)
{
    bx_status status = inputs_vet(v, operands);
    *out = (gathering){0};
    for (size_t i = 0; i < operands->count && !status; i++) {
        const char *path = operands->items[i];
        if (!input_is_stdin(path) && file_is_folder(path))
            status = take_folder(v, path, out);
        else if (!input_is_stdin(path) && is_report_name(path))
            add(out, path, file_name(path));
        else
            status = take_list(v, path, out);
    }
    return status;
}
