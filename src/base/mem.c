/* The only door to the C allocator, with a failure that tests can order. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>

static _Thread_local long successes_left = -1;
static _Thread_local long asked_for;

static int must_fail(size_t count, size_t size)
{
    asked_for++;
    if (size && count > SIZE_MAX / size) return 1;
    return successes_left >= 0 && successes_left-- == 0;
}

void *mem_new(size_t count, size_t size)
{
    if (must_fail(count, size)) return NULL;
    return calloc(count ? count : 1, size ? size : 1);
}

void *mem_resize(void *block, size_t count, size_t size)
{
    if (must_fail(count, size)) return NULL;
    size_t bytes = count * size;
    return realloc(block, bytes ? bytes : 1);
}

void mem_free(void *block)
{
    free(block);
}

void mem_fail_after(long successes)
{
    successes_left = successes;
}

long mem_count(void)
{
    return asked_for;
}
