/* Mapping files. HarfBuzz can map a file too, but does not say whether it did or copied it, and keeps no file
 * to read from. */
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
    int file;
} mapping;

static hb_user_data_key_t mapping_key;

static void unmap(void *user)
{
    mapping *m = user;
    munmap(m->bytes, m->len);
    close(m->file);
    mem_free(m);
}

/* Takes the mapping. */
static hb_blob_t *blob_make(mapping mapped, font_fault *fault)
{
    font_fault_is(fault, MSG_out_of_memory, "");
    mapping *m = mem_new(1, sizeof *m);
    if (!m) {
        munmap(mapped.bytes, mapped.len);
        close(mapped.file);
        return NULL;
    }
    *m = mapped;
    /* Without memory HarfBuzz calls unmap itself. */
    hb_blob_t *blob = hb_blob_create_or_fail(m->bytes, (unsigned)m->len, HB_MEMORY_MODE_READONLY, m, unmap);
    if (blob && !hb_blob_set_user_data(blob, &mapping_key, m, NULL, true)) {
        hb_blob_destroy(blob);
        blob = NULL;
    }
    return blob;
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
    if (bytes != MAP_FAILED) return blob_make((mapping){bytes, (size_t)about.st_size, file}, fault);
    close(file);
    return fits && about.st_size == 0 ? hb_blob_get_empty() : NULL;
}

bool file_map_copy(hb_blob_t *blob, span piece, bx_buf *out)
{
    const mapping *m = hb_blob_get_user_data(blob, &mapping_key);
    char *room = buf_room(out, piece.len);
    if (!room) return false;
    ssize_t got = m ? pread(m->file, room, piece.len, (const char *)piece.ptr - (const char *)m->bytes) : -1;
    if (got != (ssize_t)piece.len) memcpy(room, piece.ptr, piece.len);
    out->len += piece.len;
    return true;
}

void file_map_rest(hb_blob_t *blob)
{
    const mapping *m = hb_blob_get_user_data(blob, &mapping_key);
    if (m) madvise(m->bytes, m->len, MADV_DONTNEED);
}
