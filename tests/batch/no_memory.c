/* Loaded before the C library (LD_PRELOAD): the NO_MEMORY-th allocation of the process fails, as the last one
 * of a machine without memory would. At its end the process leaves in the file NO_MEMORY_TOLD how many
 * allocations there were; at the failure, the programs and libraries that asked, the
 * one within the other. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static atomic_long asked;
static long nth = -1;

static FILE *told(void)
{
    const char *path = getenv("NO_MEMORY_TOLD");
    return path ? fopen(path, "w") : NULL;
}

__attribute__((constructor)) static void begin(void)
{
    void *frames[1];
    const char *number = getenv("NO_MEMORY");
    backtrace(frames, 1); /* what it loads, it loads now */
    atomic_store(&asked, 0);
    if (number) nth = atol(number);
}

__attribute__((destructor)) static void end(void)
{
    FILE *to = nth < 0 ? told() : NULL;
    if (!to) return;
    fprintf(to, "%ld\n", atomic_load(&asked));
    fclose(to);
}

static void tell_callers(void)
{
    void *frames[40];
    int count = backtrace(frames, 40);
    FILE *to = told();
    for (int i = 2; to && i < count; i++) {
        Dl_info about = {0};
        dladdr(frames[i], &about);
        fprintf(to, "%s\n", about.dli_fname ? about.dli_fname : "?");
    }
    if (to) fclose(to);
}

static int fails(void)
{
    if (atomic_fetch_add(&asked, 1) != nth) return 0;
    tell_callers();
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return fails() ? NULL : __libc_realloc(block, size);
}
