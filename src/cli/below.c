/* Links are followed before it is judged where a path leads. */
#include "cli/below.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/memory.h"

static bx_status outside(voice *v, const char *root, const char *path)
{
    if (!root)
        return voice_complain(
            v, BX_BAD_USAGE, "request-path", path, "没有允许读写文件。要用路径，启动时加 --root 文件夹",
            "no file may be read or written; start the worker with --root FOLDER to use paths");
    return voice_complain(v, BX_BAD_USAGE, "request-path", path, "这个路径在 --root “%s”之外",
                          "this path leads out of --root '%s'", root);
}

static bool is_below(const char *root, const char *real)
{
    size_t length = strlen(root);
    if (!strcmp(root, "/")) return true;
    return !strncmp(real, root, length) && (real[length] == '/' || !real[length]);
}

static bx_status resolve(voice *v, const char *root, const char *path, const char *shown, const char **out)
{
    char real[PATH_MAX];
    if (!realpath(path, real)) return voice_unopened(v, shown, errno);
    if (!is_below(root, real)) return outside(v, root, shown);
    *out = memory_text("%s", real);
    return BX_OK;
}

/* By its words alone, so that no answer tells what there is outside. */
static bool is_inner(const char *root, const char *path)
{
    if (*path == '/' && !is_below(root, path)) return false;
    while (*path) {
        size_t length = strcspn(path, "/");
        if (length == 2 && !memcmp(path, "..", 2)) return false;
        path += length + strspn(path + length, "/");
    }
    return true;
}

static const char *from_root(const char *root, const char *path)
{
    return *path == '/' ? path : memory_text("%s/%s", root, path);
}

bx_status below_input(voice *v, const char *root, const char *path, const char **out)
{
    if (!root || !is_inner(root, path)) return outside(v, root, path);
    return resolve(v, root, from_root(root, path), path, out);
}

bx_status below_output(voice *v, const char *root, const char *path, const char **out)
{
    struct stat about;
    const char *folder;
    if (!root || !is_inner(root, path)) return outside(v, root, path);
    const char *full = from_root(root, path), *name = strrchr(full, '/') + 1;
    if (!*name || !strcmp(name, ".")) return outside(v, root, path);
    bx_status status = resolve(v, root, memory_text("%.*s", (int)(name - full), full), path, &folder);
    if (status) return status;
    *out = memory_text("%s/%s", folder, name);
    return !lstat(*out, &about) && !S_ISREG(about.st_mode) ? outside(v, root, path) : BX_OK;
}
