/* Loaded before the C library (LD_PRELOAD): the NO_MEMORY-th allocation of the process fails, as the last one
 * of a machine without memory would. At its end the process leaves in the file NO_MEMORY_TOLD how many
 * allocations there were; at the failure, the file of the program or library that asked. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static atomic_long asked;
static long nth = -1;

static void tell(const char *format, const char *text, long number)
{
    const char *path = getenv("NO_MEMORY_TOLD");
    FILE *to = path ? fopen(path, "w") : NULL;
    if (!to) return;
    fprintf(to, format, text, number);
    fclose(to);
}

__attribute__((constructor)) static void begin(void)
{
    const char *number = getenv("NO_MEMORY");
    atomic_store(&asked, 0);
    if (number) nth = atol(number);
}

__attribute__((destructor)) static void end(void)
{
    if (nth < 0) tell("%s%ld\n", "", atomic_load(&asked));
}

static int fails(const void *caller)
{
    Dl_info about = {0};
    if (atomic_fetch_add(&asked, 1) != nth) return 0;
    dladdr(caller, &about);
    tell("%s %ld\n", about.dli_fname ? about.dli_fname : "?", nth);
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(block, size);
}
