/* Memory that dies together.
 *
 * The rule of ownership, once for the whole house: everything made for a document lives in that document's
 * arena and dies with it; what is shared (layouts, font collections) has an arena of its own and is immutable
 * once loaded. Nothing else is freed by hand, except at the borders of other libraries (HarfBuzz, FreeType,
 * fontconfig, libharu, libyaml), in the file that made it, and the growing buffers of buf.h and the
 * diagnostics of diag.h, which own themselves.
 *
 * Memory from an arena is zeroed and aligned for any type. NULL means there is no memory: the caller answers
 * BX_BAD_MACHINE after diag_memory(). */
#ifndef BX_BASE_ARENA_H
#define BX_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* What all arenas of one document may take together, and for how long: beyond it there is no memory for it,
 * and whoever gave the budget tells why. */
typedef struct arena_budget {
    size_t bytes;                                       /* left */
    bool (*is_late)(const struct arena_budget *budget); /* asked for each new piece of memory; NULL: never */
    double until;                                       /* for is_late */
    enum { BUDGET_LEFT, BUDGET_BYTES_SPENT, BUDGET_TIME_SPENT } state;
} arena_budget;

typedef struct bx_arena {
    struct arena_chunk *chunks; /* newest first */
    arena_budget *budget;       /* NULL: none */
} bx_arena;

/* An all-zero bx_arena is ready for use. */
void arena_clear(bx_arena *arena);

/* count things of a size, zeroed; NULL without memory or on overflow. */
void *arena_alloc(bx_arena *arena, size_t count, size_t size);

#define arena_new(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

/* A copy of a slice, with a NUL behind it that is not counted; .ptr is NULL without memory. */
bx_str arena_copy(bx_arena *arena, bx_str text);

/* The text of a printf format; .ptr is NULL without memory. */
bx_str arena_print(bx_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bytes asked from the allocator so far. */
size_t arena_size(const bx_arena *arena);

/* A list that grows in an arena: VEC(type) field; then type *slot = vec_push(arena, &field); zeroed, NULL
 * without memory. Growth doubles; the old array stays in the arena until it is cleared. */
#define VEC(type)                                                                                            \
    struct {                                                                                                 \
        type *items;                                                                                         \
        size_t count, capacity;                                                                              \
    }
#define vec_push(arena, vec)                                                                                 \
    ((__typeof__((vec)->items))vec_grow((arena), (void **)&(vec)->items, &(vec)->count, &(vec)->capacity,    \
                                        sizeof *(vec)->items))
void *vec_grow(bx_arena *arena, void **items, size_t *count, size_t *capacity, size_t size);

#endif
