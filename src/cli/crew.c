/* One lock for the row; the work itself is outside it. */
#include "cli/crew.h"

#include <pthread.h>

#include "cli/memory.h"

enum { WINDOW_PER_THREAD = 16 };

typedef struct row {
    const crew *crew;
    pthread_mutex_t lock;
    pthread_cond_t told_more;
    size_t begun, told, window;
    void **results; /* by task modulo window; NULL: not ready */
    unsigned hired;
} row;

/* False: there is nothing more to begin. */
static bool next_task(row *r, size_t *task)
{
    pthread_mutex_lock(&r->lock);
    while (r->begun < r->crew->count && r->begun >= r->told + r->window && !atomic_load(r->crew->stop))
        pthread_cond_wait(&r->told_more, &r->lock);
    bool is_more = r->begun < r->crew->count && r->begun < r->told + r->window && !atomic_load(r->crew->stop);
    if (is_more) *task = r->begun++;
    pthread_mutex_unlock(&r->lock);
    return is_more;
}

static void hand_in(row *r, size_t task, void *result)
{
    pthread_mutex_lock(&r->lock);
    r->results[task % r->window] = result;
    for (void **ready; *(ready = &r->results[r->told % r->window]); r->told++) {
        r->crew->tell(r->crew->with, r->told, *ready);
        *ready = NULL;
    }
    pthread_cond_broadcast(&r->told_more);
    pthread_mutex_unlock(&r->lock);
}

static void *run(void *argument)
{
    row *r = argument;
    pthread_mutex_lock(&r->lock);
    unsigned thread = r->hired++;
    pthread_mutex_unlock(&r->lock);
    for (size_t task; next_task(r, &task);) hand_in(r, task, r->crew->work(r->crew->with, task, thread));
    return NULL;
}

size_t crew_window(unsigned threads)
{
    return (size_t)threads * WINDOW_PER_THREAD;
}

/* A thread that the machine does not give is one less; the caller's own always works. */
size_t crew_run(const crew *c)
{
    row r = {.crew = c, .window = crew_window(c->threads)};
    pthread_t *threads = memory_new(c->threads, sizeof *threads);
    unsigned started = 0;
    r.results = memory_new(r.window, sizeof *r.results);
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.told_more, NULL);
    while (started + 1 < c->threads && !pthread_create(&threads[started], NULL, run, &r)) started++;
    run(&r);
    for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
    pthread_cond_destroy(&r.told_more);
    pthread_mutex_destroy(&r.lock);
    memory_free(r.results);
    memory_free(threads);
    return r.told;
}
