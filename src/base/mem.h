/* The only door to the C allocator. Tests can make the nth allocation from now fail (style: an allocator that
 * can be told to fail is part of the room from its first commit). Sizes are checked for overflow. */
#ifndef BX_BASE_MEM_H
#define BX_BASE_MEM_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

/* Zeroed memory for count things of a size; NULL without memory or on overflow. Never 0 bytes: at least 1. */
void *mem_new(size_t count, size_t size);

/* Resize to count things of a size; what is new is not zeroed. NULL leaves the old block as it was. */
void *mem_resize(void *block, size_t count, size_t size);

/* NULL is allowed. */
void mem_free(void *block);

/* Some libraries go on without what they had no memory for, and give other results; malloc leaves word of it
 * in errno. Ask between mem_listen and the next system call that may fail. */
static inline void mem_listen(void)
{
    errno = 0;
}

static inline bool mem_was_short(void)
{
    return errno == ENOMEM;
}

/* What another thread was short of counts here too. */
static inline void mem_tell_short(void)
{
    errno = ENOMEM;
}

/* For tests: the allocation after `successes` further ones of this thread fails, and only that one; a
 * negative number switches the failing off. */
void mem_fail_after(long successes);

/* For tests: how many allocations this thread has asked for since it began. */
long mem_count(void);

#endif
