/* Mapping files. HarfBuzz can map a file too, but does not say whether it did or copied it, and only mapped
 * pages may be given back. */
#include "font/map.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

typedef struct mapping {
    void *bytes;
    size_t len;
} mapping;

static void unmap(void *user)
{
    mapping *m = user;
    munmap(m->bytes, m->len);
    mem_free(m);
}

static hb_blob_t *blob_make(void *bytes, size_t len, font_fault *fault)
{
    font_fault_is(fault, MSG_out_of_memory, "");
    mapping *m = mem_new(1, sizeof *m);
    if (!m) {
        munmap(bytes, len);
        return NULL;
    }
    *m = (mapping){bytes, len};
    /* Without memory HarfBuzz calls unmap itself. */
    return hb_blob_create_or_fail(bytes, (unsigned)len, HB_MEMORY_MODE_READONLY, m, unmap);
}

hb_blob_t *file_map(const char *path, font_fault *fault)
{
    struct stat about;
    void *bytes = MAP_FAILED;
    font_fault_is(fault, MSG_font_unreadable, "");
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return NULL;
    bool fits = fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= INT_MAX;
    if (fits && about.st_size > 0) bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (fits && about.st_size == 0) return hb_blob_get_empty();
    return bytes == MAP_FAILED ? NULL : blob_make(bytes, (size_t)about.st_size, fault);
}

void file_map_rest(span mapped)
{
    if (mapped.len) madvise((void *)mapped.ptr, mapped.len, MADV_DONTNEED);
}
