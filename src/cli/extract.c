/* Writing what was taken out. */
#include "cli/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/files.h"

void extract_bound_memory(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* whose shadows are larger */
    /* a PDF of 256 MiB, one of its files packed and unpacked, and what libqpdf makes of it */
    const rlim_t most = (rlim_t)2 << 30;
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit)) return;
    if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < most) return;
    limit.rlim_cur = most;
    (void)!setrlimit(RLIMIT_AS, &limit);
#endif
}

/* 0 or an errno; nothing is left of a file that could not be written to its end. */
static int write_new(const char *path, const bx_bytes *bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return errno;
    int error = file_write_all(fd, bytes->data, bytes->len);
    if (!error && fsync(fd) && errno != EINVAL) error = errno;
    if (close(fd) && !error) error = errno;
    if (error) unlink(path);
    return error;
}

bx_status extract_write(voice *v, const char *path, const bx_bytes *bytes)
{
    int error = write_new(path, bytes);
    if (!error) return BX_OK;
    if (error == EEXIST)
        return voice_complain(v, BX_BAD_USAGE, "output-exists", path,
                              "已有这个文件，未覆盖。确要覆盖请加 --force",
                              "this file exists and was left alone. --force overwrites it");
    return voice_complain(v, BX_BAD_MACHINE, "output-failed", path, "写不进去：%s", "cannot be written: %s",
                          voice_errno(v, error));
}
