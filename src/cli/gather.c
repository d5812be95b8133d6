/* Folders are walked by fts, which notices links that run in circles; each folder's names are sorted by their
 * bytes, so that the order is the same on every machine. */
#include "cli/gather.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <strings.h>

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

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bx_status take_entry(voice *v, FTS *walk, FTSENT *entry, size_t root, gathering *out)
{
    bool is_hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
    bool is_lost = entry->fts_info == FTS_SLNONE && !is_hidden && is_report_name(entry->fts_name);
    if (is_lost) return voice_unopened(v, entry->fts_path, ENOENT);
    if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS)
        return voice_unopened(v, entry->fts_path, entry->fts_errno);
    if (is_hidden) (void)!fts_set(walk, entry, FTS_SKIP);
    if (is_hidden || entry->fts_info != FTS_F || !is_report_name(entry->fts_name)) return BX_OK;
    const char *path = memory_text("%s", entry->fts_path);
    add(out, path, path + root + strspn(path + root, "/"));
    return BX_OK;
}

static bx_status take_folder(voice *v, const char *folder, gathering *out)
{
    bx_status status = BX_OK;
    char *roots[] = {memory_text("%s", folder), NULL};
    FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    if (!walk) return voice_unopened(v, folder, errno);
    for (FTSENT *entry; (entry = fts_read(walk));)
        status = graver(status, take_entry(v, walk, entry, strlen(folder), out));
    fts_close(walk);
    return status;
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
