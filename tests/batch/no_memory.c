/* Loaded before the C library (LD_PRELOAD): the NO_MEMORY-th allocation of the process fails, as the last one
 * of a machine without memory would, and leaves in the file NO_MEMORY_TOLD which programs and libraries
 * asked, the one within the other. Without NO_MEMORY the process leaves there, at its end, the number of each
 * allocation. Those of fontconfig neither fail nor are told: version 2.14 dies, or waits for itself for ever,
 * without some dozens of its ten thousand; one that is to fail there leaves it to the next one elsewhere. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

enum { FRAMES = 40, COUNT_MAX = 1 << 20 };

static atomic_long asked;
static atomic_bool has_failed = true; /* nothing is looked at before the process begins */
static long nth = -1;
static bool may_fail[COUNT_MAX];

static FILE *told(void)
{
    const char *path = getenv("NO_MEMORY_TOLD");
    return path ? fopen(path, "w") : NULL;
}

static const char *object_of(void *frame)
{
    Dl_info about = {0};
    dladdr(frame, &about);
    return about.dli_fname ? about.dli_fname : "?";
}

__attribute__((constructor)) static void begin(void)
{
    void *frames[1];
    const char *number = getenv("NO_MEMORY");
    backtrace(frames, 1); /* what it loads, it loads now */
    if (number) nth = atol(number);
    atomic_store(&asked, 0);
    atomic_store(&has_failed, false);
}

__attribute__((destructor)) static void end(void)
{
    long count = atomic_load(&asked);
    bool is_counting = nth < 0 && !atomic_exchange(&has_failed, true);
    FILE *to = is_counting ? told() : NULL;
    for (long i = 0; to && i < count && i < COUNT_MAX; i++)
        if (may_fail[i]) fprintf(to, "%ld\n", i);
    if (to) fclose(to);
}

static bool is_of_fontconfig(void *const *frames, int count)
{
    for (int i = 0; i < count; i++)
        if (strstr(object_of(frames[i]), "libfontconfig")) return true;
    return false;
}

static bool fails(void)
{
    void *frames[FRAMES];
    long number = atomic_fetch_add(&asked, 1);
    if (atomic_load(&has_failed) || number < nth) return false;
    int count = backtrace(frames, FRAMES);
    bool may = !is_of_fontconfig(frames, count);
    if (nth < 0 && number < COUNT_MAX) may_fail[number] = may;
    if (nth < 0 || !may || atomic_exchange(&has_failed, true)) return false;
    FILE *to = told();
    for (int i = 1; to && i < count; i++) fprintf(to, "%s\n", object_of(frames[i]));
    if (to) fclose(to);
    errno = ENOMEM;
    return true;
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
