/* Reading whole files, regular ones only, so that a pipe or a device never hangs the reader. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char *reason_in_chinese(int error, char *buffer, size_t size)
{
    static const struct {
        int error;
        const char *text;
    } known[] = {{ENOENT, "没有这个文件或文件夹"},
                 {EACCES, "没有权限"},
                 {EPERM, "不允许"},
                 {EISDIR, "这是文件夹"},
                 {ENOTDIR, "路径中有一段不是文件夹"},
                 {ENOSPC, "磁盘已满"},
                 {EDQUOT, "超出磁盘配额"},
                 {EROFS, "磁盘是只读的"},
                 {ENAMETOOLONG, "名称太长"},
                 {EFBIG, "文件太大"},
                 {ELOOP, "符号链接绕成了圈"},
                 {EMFILE, "打开的文件太多"},
                 {EPIPE, "读的一方已经关闭"},
                 {EIO, "读写设备出错"},
                 {EINVAL, "不是普通文件"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].error == error) return known[i].text;
    return strerror_r(error, buffer, size);
}

static bx_status tell(bx_diags *diags, const char *path, int error)
{
    char chinese[128], english[128];
    diag_add(diags, MSG_file_unreadable, (bx_place){0}, STR(""), path,
             reason_in_chinese(error, chinese, sizeof chinese), strerror_r(error, english, sizeof english));
    return BX_BAD_MACHINE;
}

/* Read until `size` bytes or the end; the number read, -1 on error. */
static ssize_t read_all(int fd, char *to, size_t size)
{
    size_t got = 0;
    while (got < size) {
        ssize_t n = read(fd, to + got, size - got);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        if (n == 0) break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

/* 0 or an errno. */
static int read_open(int fd, bx_arena *arena, size_t limit, bx_str *out)
{
    struct stat info;
    if (fstat(fd, &info) != 0) return errno;
    if (!S_ISREG(info.st_mode)) return S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
    if ((unsigned long long)info.st_size > limit) return EFBIG;
    char *bytes = arena_alloc(arena, (size_t)info.st_size + 1, 1);
    if (!bytes) return ENOMEM;
    ssize_t got = read_all(fd, bytes, (size_t)info.st_size);
    if (got < 0) return errno;
    *out = (bx_str){bytes, (size_t)got};
    return 0;
}

static int read_path(bx_arena *arena, const char *path, int flags, size_t limit, bx_str *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
    if (fd < 0) return errno;
    int error = read_open(fd, arena, limit, out);
    close(fd);
    return error;
}

bx_status file_read(bx_arena *arena, const char *path, size_t limit, bx_diags *diags, bx_str *out)
{
    int error = read_path(arena, path, 0, limit, out);
    if (error == ENOMEM) return diag_memory(diags);
    return error ? tell(diags, path, error) : BX_OK;
}

/* A path that cannot lead out by its words alone. */
static bool is_inner(bx_str name)
{
    if (!name.len || name.ptr[0] == '/' || memchr(name.ptr, '\0', name.len)) return false;
    for (size_t at = 0; at < name.len;) {
        bx_str rest = str_from(name, at), step = str_slice(rest, 0, str_find(rest, STR("/")));
        if (str_is(step, "..")) return false;
        at += step.len + 1;
    }
    return true;
}

int file_read_inside(bx_arena *arena, const char *folder, bx_str name, size_t limit, bx_str *out)
{
    char path[PATH_MAX], base[PATH_MAX], real[PATH_MAX];
    if (!is_inner(name)) return EXDEV;
    int len = snprintf(path, sizeof path, "%s/%.*s", folder, STR_ARG(name));
    if (len < 0 || (size_t)len >= sizeof path) return ENAMETOOLONG;
    if (!realpath(folder, base) || !realpath(path, real)) return errno;
    bx_str inside = str_of(real), whole = str_of(base);
    bool is_below = str_starts_with(inside, whole) && (str_is(whole, "/") || inside.ptr[whole.len] == '/');
    return is_below ? read_path(arena, real, O_NOFOLLOW, limit, out) : EXDEV;
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}
