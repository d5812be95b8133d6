/* Reading a whole file or pipe into memory, within a limit: /dev/zero must not eat the machine. */
#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/memory.h"

/* Far above what the library takes; it has its own, smaller limit and the better message. */
static const size_t INPUT_MAX = (size_t)256 << 20;
enum { FIRST_ROOM = 1 << 16 };

bool input_is_stdin(const char *path)
{
    return !strcmp(path, "-");
}

bx_status inputs_vet(voice *v, const text_list *paths)
{
    size_t count = 0;
    for (size_t i = 0; i < paths->count; i++) count += input_is_stdin(paths->items[i]);
    if (count < 2) return BX_OK;
    return voice_complain(v, BX_BAD_USAGE, "stdin-twice", NULL, "“-”（标准输入）只能写一次",
                          "'-' (standard input) can stand only once");
}

static bx_status read_all(voice *v, int fd, input *in)
{
    struct stat about;
    size_t room = FIRST_ROOM;
    if (!fstat(fd, &about) && S_ISREG(about.st_mode) && about.st_size > 0) room = (size_t)about.st_size + 1;
    if (room > INPUT_MAX) room = INPUT_MAX + 1;
    for (;;) {
        in->bytes = memory_resize(in->bytes, room, 1);
        ssize_t got = read(fd, in->bytes + in->len, room - in->len);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return voice_complain(v, BX_BAD_MACHINE, "file-read", in->name, "读不出来：%s",
                                  "cannot be read: %s", voice_errno(v, errno));
        if (!got) return BX_OK;
        in->len += (size_t)got;
        if (in->len > INPUT_MAX)
            return voice_complain(v, BX_BAD_DATA, "file-size", in->name, "文件超过 %zu MiB，太大",
                                  "larger than %zu MiB, which is too large", INPUT_MAX >> 20);
        if (in->len == room) room *= 2;
    }
}

bx_status input_read(voice *v, const char *path, input *out)
{
    bool is_stdin = input_is_stdin(path);
    *out = (input){.name = is_stdin ? "<stdin>" : path};
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return voice_unopened(v, path, errno);
    bx_status status = read_all(v, fd, out);
    if (!is_stdin) close(fd);
    if (status) input_clear(out);
    return status;
}

void input_clear(input *in)
{
    memory_free(in->bytes);
    in->bytes = NULL;
    in->len = 0;
}
