/* A PDF, or other bytes, into a file that is whole or not there: written beside it under another name,
 * flushed to the disk, renamed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/api.h"
#include "base/file.h"

enum { NAMES_TRIED_MAX = 1000 };

typedef struct output {
    int fd;
    int error; /* errno of the first failure */
} output;

static int write_all(void *to, const void *bytes, size_t len)
{
    output *o = to;
    const char *at = bytes;
    while (len > 0) {
        ssize_t done = write(o->fd, at, len);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) {
            o->error = errno;
            return 1;
        }
        at += done;
        len -= (size_t)done;
    }
    return 0;
}

static bx_status tell(bx_diags *diags, const char *path, int error)
{
    char chinese[128], english[128];
    diag_add(diags, MSG_output_failed, (bx_place){0}, STR(""), path,
             reason_in_chinese(error, chinese, sizeof chinese), strerror_r(error, english, sizeof english));
    return BX_BAD_MACHINE;
}

/* A name beside the file that nothing has yet; not longer than any file's may be, however long the file's is.
 * The mode is what any new file gets, or the old file's. */
static int open_beside(bx_arena *arena, const char *path, const struct stat *old, const char **name)
{
    const char *slash = strrchr(path, '/');
    int dir_len = slash ? (int)(slash - path) + 1 : 0;
    for (int i = 0; i < NAMES_TRIED_MAX; i++) {
        bx_str beside = arena_print(arena, "%.*s.banxin-%d.tmp", dir_len, path, i);
        if (!beside.ptr) return -1;
        int fd = open(beside.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno == EEXIST) continue;
        if (fd >= 0 && old) (void)!fchmod(fd, old->st_mode & 0777);
        *name = beside.ptr;
        return fd;
    }
    return -1;
}

static bx_status finish(output *o, bx_status status, const char *name, const char *path, bx_diags *diags)
{
    if (status == BX_OK && fsync(o->fd) != 0 && errno != EINVAL) o->error = errno;
    if (close(o->fd) != 0 && !o->error) o->error = errno;
    if (status == BX_OK && !o->error && rename(name, path) != 0) o->error = errno;
    if (status == BX_OK && !o->error) return BX_OK;
    unlink(name);
    return o->error ? tell(diags, path, o->error) : status;
}

/* What is written: a report that is built, or bytes that are there. */
typedef struct content {
    bx_report *report;
    const bx_build_options *options;
    const bx_bytes *bytes;
} content;

static bx_status write_content(const content *c, output *o, bx_diags *diags)
{
    if (c->bytes) return write_all(o, c->bytes->data, c->bytes->len) ? BX_BAD_MACHINE : BX_OK;
    return bx_report_build(c->report, c->options, write_all, o, diags);
}

/* Devices and pipes are written as they are: there is nothing to rename. */
static bx_status write_special(const content *c, const char *path, bx_diags *diags)
{
    output o = {.fd = open(path, O_WRONLY | O_CLOEXEC)};
    if (o.fd < 0) return tell(diags, path, errno);
    bx_status status = write_content(c, &o, diags);
    if (close(o.fd) != 0 && !o.error) o.error = errno;
    return o.error ? tell(diags, path, o.error) : status;
}

static bx_status write_beside(const content *c, const char *path, bx_arena *arena, bx_diags *diags)
{
    struct stat old;
    bool is_there = stat(path, &old) == 0;
    if (is_there && S_ISDIR(old.st_mode)) return tell(diags, path, EISDIR);
    if (is_there && !S_ISREG(old.st_mode)) return write_special(c, path, diags);
    const char *name = NULL;
    errno = 0;
    output o = {.fd = open_beside(arena, path, is_there ? &old : NULL, &name)};
    if (o.fd < 0) return errno ? tell(diags, path, errno) : diag_memory(diags);
    bx_status status = write_content(c, &o, diags);
    return finish(&o, status, name, path, diags);
}

static bx_status write_file(const content *c, const char *path, bx_diags *diags)
{
    bx_arena arena = {0};
    /* behind a symbolic link, the file it points to is the one to replace */
    char *real = realpath(path, NULL);
    bx_status status = write_beside(c, real ? real : path, &arena, diags);
    free(real);
    arena_clear(&arena);
    return status;
}

bx_status bx_report_build_file(bx_report *report, const bx_build_options *options, const char *path,
                               bx_diags *diags)
{
    return write_file(&(content){.report = report, .options = options}, path, diags);
}

bx_status bx_bytes_write(const bx_bytes *bytes, const char *path, bx_diags *diags)
{
    return write_file(&(content){.bytes = bytes}, path, diags);
}
