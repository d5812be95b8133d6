/* Memory that dies before the document does: what is made for one page, for the slabs of some pages, for some
 * rows of a table. A pool is an arena that holds its own description; all that are left are cleared at the
 * end. */
#include "set/setter.h"

enum { BATCH_BYTES = 1 << 16 }; /* what a batch of slabs may hold before the next one begins */

bx_arena *set_into(setter *s, bx_arena *arena)
{
    bx_arena *before = s->arena;
    s->arena = s->text.arena = arena;
    return before;
}

set_pool *pool_new(setter *s)
{
    bx_arena arena = {.budget = s->lasting->budget};
    set_pool *pool = arena_new(&arena, set_pool);
    if (!pool) return NULL;
    *pool = (set_pool){.arena = arena, .before = s->pools.last};
    *(s->pools.last ? &s->pools.last->next : &s->pools.first) = pool;
    s->pools.last = pool;
    return pool;
}

void pool_free(setter *s, set_pool *pool)
{
    *(pool->before ? &pool->before->next : &s->pools.first) = pool->next;
    *(pool->next ? &pool->next->before : &s->pools.last) = pool->before;
    bx_arena arena = pool->arena;
    arena_clear(&arena);
}

void pools_clear(setter *s)
{
    while (s->pools.first) pool_free(s, s->pools.first);
}

bx_status batch_begin(setter *s)
{
    set_pool *batch = s->batch;
    if (!batch || arena_size(&batch->arena) > BATCH_BYTES) {
        set_pool *next = pool_new(s);
        if (!next) return diag_memory(s->diags);
        next->number = batch ? batch->number + 1 : 1;
        s->batch = next;
    }
    set_into(s, &s->batch->arena);
    return BX_OK;
}

void batches_free(setter *s, uint32_t first)
{
    for (set_pool *pool = s->pools.first, *next; pool; pool = next) {
        next = pool->next;
        if (pool->number && pool->number < first && pool != s->batch) pool_free(s, pool);
    }
}
