/* Which code runs. A version says too little: a library that deflates better gives other bytes under an old
 * name. The linker gives every build of a program or library an ID of its own, which the loader has at hand
 * (the note NT_GNU_BUILD_ID). */
#include <link.h>
#include <string.h>

#include "api/api.h"

/* The note at `at`, and `at` moved on to the next; NULL: there is none. Contents begin at multiples of the
 * segment's alignment. */
static const ElfW(Nhdr) * note_next(const char **at, const char *end, size_t alignment)
{
    const size_t align = alignment == 8 ? 8 : 4;
    const ElfW(Nhdr) *note = (const void *)*at;
    if ((size_t)(end - *at) < sizeof *note) return NULL;
    size_t content = (sizeof *note + note->n_namesz + align - 1) / align * align;
    size_t whole = (content + note->n_descsz + align - 1) / align * align;
    if ((size_t)(end - *at) < whole) return NULL;
    *at += whole;
    return note;
}

static void add_notes(struct sha256_ctx *hash, const char *at, size_t len, size_t alignment)
{
    const char *end = at + len;
    for (const ElfW(Nhdr) * note; (note = note_next(&at, end, alignment));)
        if (note->n_type == NT_GNU_BUILD_ID)
            sha256_update(hash, (size_t)(at - (const char *)note), (const uint8_t *)note);
}

/* The kernel's own object has a name without a folder; it has no part in any PDF. */
static int add_object(struct dl_phdr_info *info, size_t size, void *to)
{
    (void)size;
    if (info->dlpi_name[0] && !strchr(info->dlpi_name, '/')) return 0;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_NOTE)
            add_notes(to, (const char *)(info->dlpi_addr + part->p_vaddr), part->p_memsz, part->p_align);
    }
    return 0;
}

void code_hash(char out[FILING_HASH_LEN + 1])
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    dl_iterate_phdr(add_object, &hash);
    filing_hash_end(&hash, out);
}
