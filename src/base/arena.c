/* Memory that dies together: chunks that double up to a bound, newest first. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

enum { CHUNK_FIRST = 4096, CHUNK_LARGEST = 1 << 20 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size, used; /* of the bytes after this head */
    max_align_t bytes[];
};

void arena_clear(bx_arena *arena)
{
    while (arena->chunks) {
        struct arena_chunk *next = arena->chunks->next;
        if (arena->budget) arena->budget->bytes += sizeof *arena->chunks + arena->chunks->size;
        mem_free(arena->chunks);
        arena->chunks = next;
    }
}

static bool allows(arena_budget *budget, size_t bytes)
{
    if (budget->is_late && budget->is_late(budget)) budget->state = BUDGET_TIME_SPENT;
    if (budget->bytes < bytes) budget->state = BUDGET_BYTES_SPENT;
    return budget->state == BUDGET_LEFT;
}

/* A block for a chunk, within the budget. */
static struct arena_chunk *take(bx_arena *arena, size_t bytes, bool is_zeroed)
{
    if (arena->budget && !allows(arena->budget, bytes)) return NULL;
    struct arena_chunk *taken = is_zeroed ? mem_new(1, bytes) : mem_resize(NULL, 1, bytes);
    if (taken && arena->budget) arena->budget->bytes -= bytes;
    return taken;
}

/* What is larger than the next chunk has one of its own, behind the one that is filling. The system gives its
 * pages zeroed when they are first used, so that a table of which little is used takes little. */
static void *alloc_alone(bx_arena *arena, size_t bytes)
{
    struct arena_chunk *chunk = take(arena, sizeof *chunk + bytes, true);
    if (!chunk) return NULL;
    struct arena_chunk **place = arena->chunks ? &arena->chunks->next : &arena->chunks;
    *chunk = (struct arena_chunk){.next = *place, .size = bytes, .used = bytes};
    *place = chunk;
    return chunk->bytes;
}

/* Zeroed piece by piece as it is used: pages that are never used are never touched. */
void *arena_alloc(bx_arena *arena, size_t count, size_t size)
{
    const size_t unit = _Alignof(max_align_t);
    if (size && count > (SIZE_MAX / 2) / size) return NULL;
    size_t bytes = (count * size + unit - 1) / unit * unit;
    struct arena_chunk *chunk = arena->chunks;
    if (!chunk || chunk->size - chunk->used < bytes) {
        size_t room = !chunk                            ? CHUNK_FIRST
                      : chunk->size < CHUNK_LARGEST / 2 ? chunk->size * 2
                                                        : CHUNK_LARGEST;
        if (bytes > room) return alloc_alone(arena, bytes);
        chunk = take(arena, sizeof *chunk + room, false);
        if (!chunk) return NULL;
        *chunk = (struct arena_chunk){.next = arena->chunks, .size = room};
        arena->chunks = chunk;
    }
    void *found = (char *)chunk->bytes + chunk->used;
    chunk->used += bytes;
    return memset(found, 0, bytes);
}

bx_str arena_copy(bx_arena *arena, bx_str text)
{
    char *copy = arena_alloc(arena, text.len + 1, 1);
    if (!copy) return (bx_str){NULL, 0};
    if (text.len) memcpy(copy, text.ptr, text.len);
    return (bx_str){copy, text.len};
}

bx_str arena_print(bx_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = len < 0 ? NULL : arena_alloc(arena, (size_t)len + 1, 1);
    if (text) vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (bx_str){text, text ? (size_t)len : 0};
}

size_t arena_size(const bx_arena *arena)
{
    size_t total = 0;
    for (const struct arena_chunk *c = arena->chunks; c; c = c->next) total += sizeof *c + c->size;
    return total;
}

void *vec_grow(bx_arena *arena, void **items, size_t *count, size_t *capacity, size_t size)
{
    if (*count == *capacity) {
        size_t wider = *capacity ? *capacity * 2 : 8;
        void *grown = arena_alloc(arena, wider, size);
        if (!grown) return NULL;
        if (*count) memcpy(grown, *items, *count * size);
        *items = grown;
        *capacity = wider;
    }
    return (char *)*items + (*count)++ * size;
}
