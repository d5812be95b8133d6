/* The record of a batch and its working files. */
#include "cli/made.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/files.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/memory.h"

/* ---- the lines ---- */

static int by_output(const void *a, const void *b)
{
    return strcmp(((const made_line *)a)->output, ((const made_line *)b)->output);
}

static void know(made *m, const char *line)
{
    static const char *const names[] = {"output", "key", "sha256", "pages", "bytes"};
    const char *values[5];
    if (!json_members(line, names, 5, values)) return;
    if (m->count == m->room) {
        m->room = m->room ? 2 * m->room : 64;
        m->known = memory_resize(m->known, m->room, sizeof *m->known);
    }
    m->known[m->count++] = (made_line){values[0], values[1], values[2],
                                       (unsigned)strtoul(values[3], NULL, 10), strtoul(values[4], NULL, 10)};
}

/* A line without its end was being written when the batch was killed: it goes. */
static bx_status read_lines(voice *v, made *m, const char *path)
{
    input in;
    bx_status status = input_read(v, path, &in);
    size_t at = 0;
    for (const char *end; !status && (end = memchr(in.bytes + at, '\n', in.len - at));) {
        know(m, memory_text("%.*s", (int)(end - in.bytes - (ptrdiff_t)at), in.bytes + at));
        at = (size_t)(end - in.bytes) + 1;
    }
    input_clear(&in);
    if (m->count) qsort(m->known, m->count, sizeof *m->known, by_output);
    return !status && ftruncate(m->lines, (off_t)at) ? voice_unwritten(v, path, errno) : status;
}

static int open_home = -1; /* of the batch that goes on; a process has one at a time */

/* Without memory the command ends wherever it is (memory.h): nothing half stays behind. Asks for none itself.
 */
static void forget_working(void)
{
    char name[24];
    for (unsigned i = 0; open_home >= 0 && i < THREADS_MAX; i++) {
        snprintf(name, sizeof name, "working-%u", i);
        unlinkat(open_home, name, 0);
    }
}

static void keep_home(const char *home)
{
    static bool is_told;
    if (!is_told && !atexit(forget_working)) is_told = true;
    open_home = open(home, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* Working files of a batch that was killed: the lock says that it is gone. */
static void clear_working(const char *home)
{
    DIR *open = opendir(home);
    for (const struct dirent *entry; open && (entry = readdir(open));)
        if (!strncmp(entry->d_name, "working-", 8)) unlink(memory_text("%s/%s", home, entry->d_name));
    if (open) closedir(open);
}

bx_status made_open(voice *v, const char *folder, bool resume, made *out)
{
    const char *home = memory_text("%s/.banxin", folder), *path = memory_text("%s/made.jsonl", home);
    *out = (made){.folder = folder, .lines = -1};
    if ((mkdir(folder, 0777) && errno != EEXIST) || (mkdir(home, 0777) && errno != EEXIST))
        return voice_unwritten(v, folder, errno);
    out->lines = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (out->lines < 0) return voice_unwritten(v, path, errno);
    if (flock(out->lines, LOCK_EX | LOCK_NB))
        return voice_complain(v, BX_BAD_USAGE, "output-busy", folder, "另一个 banxin batch 正在写这个文件夹",
                              "another banxin batch is writing to this folder");
    clear_working(home);
    keep_home(home);
    if (resume) return read_lines(v, out, path);
    return ftruncate(out->lines, 0) ? voice_unwritten(v, path, errno) : BX_OK;
}

/* ---- what is made ---- */

static bool is_as_it_was(const made *m, const made_line *line)
{
    char digest[BX_DIGEST_SIZE];
    voice silent = {0};
    input in;
    if (input_read(&silent, memory_text("%s/%s", m->folder, line->output), &in)) return false;
    bx_digest(in.bytes, in.len, digest);
    input_clear(&in);
    return !strcmp(digest, line->digest);
}

const made_line *made_find(const made *m, const char *output, const char *key)
{
    size_t low = 0, high = m->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(m->known[middle].output, output) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < m->count && !strcmp(m->known[low].output, output); low++)
        if (!strcmp(m->known[low].key, key) && is_as_it_was(m, &m->known[low])) return &m->known[low];
    return NULL;
}

bx_status made_add(const made *m, voice *v, const made_line *line)
{
    char *text;
    size_t length;
    const char *path = memory_text("%s/.banxin/made.jsonl", m->folder);
    FILE *to = memory_stream(&text, &length);
    fputc('{', to);
    voice_member(to, "output", line->output);
    fprintf(to, ",\"key\":\"%s\",\"sha256\":\"%s\",\"pages\":%u,\"bytes\":%zu}\n", line->key, line->digest,
            line->pages, line->bytes);
    memory_stream_end(to, &text);
    ssize_t done = write(m->lines, text, length);
    memory_stream_free(text);
    if (done == (ssize_t)length) return BX_OK;
    return voice_unwritten(v, path, done < 0 ? errno : ENOSPC);
}

/* ---- working files ---- */

bx_status made_begin(const made *m, voice *v, unsigned thread, working *out)
{
    *out = (working){.path = memory_text("%s/.banxin/working-%u", m->folder, thread)};
    out->fd = open(out->path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    return out->fd < 0 ? voice_unwritten(v, out->path, errno) : BX_OK;
}

int made_write(void *to, const void *bytes, size_t len)
{
    working *w = to;
    if (!w->error) w->error = file_write_all(w->fd, bytes, len);
    return w->error != 0;
}

/* The folders of a path, from the batch's own on. */
static void make_folders(char *path, size_t from)
{
    for (char *slash = path + from; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        (void)!mkdir(path, 0777);
        *slash = '/';
    }
}

bx_status made_finish(const made *m, voice *v, working *w, bx_status status, const char *output)
{
    char *path = memory_text("%s/%s", m->folder, output);
    if (close(w->fd) && !w->error) w->error = errno;
    if (!status && !w->error && rename(w->path, path)) {
        make_folders(path, strlen(m->folder) + 1);
        if (rename(w->path, path)) w->error = errno;
    }
    if (status || w->error) unlink(w->path);
    return w->error ? voice_unwritten(v, path, w->error) : status;
}

bx_status made_close(made *m, voice *v)
{
    bx_status status = BX_OK;
    if (m->lines >= 0 && syncfs(m->lines) && errno != ENOSYS) status = voice_unwritten(v, m->folder, errno);
    if (m->lines >= 0) close(m->lines);
    if (open_home >= 0) close(open_home);
    open_home = -1;
    m->lines = -1;
    return status;
}
