/* Threads that work through a row of tasks in order, and whose results are told in the same order whichever
 * is ready first. No task begins more than a window before the first that is not told, so that memory does
 * not grow with the row. */
#ifndef BX_CLI_CREW_H
#define BX_CLI_CREW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct crew {
    size_t count;     /* tasks */
    unsigned threads; /* at least 1 */
    void *with;       /* handed to the two */
    /* Do a task, in a thread; answers what there is to tell. */
    void *(*work)(void *with, size_t task, unsigned thread);
    /* Tell it: one at a time, in the tasks' order. */
    void (*tell)(void *with, size_t task, void *result);
    atomic_int *stop; /* not 0: begin no further task */
} crew;

/* How many results there may be at a time: those of tasks equal modulo this never meet. */
size_t crew_window(unsigned threads);

/* Answers how many tasks were done: all, unless it was stopped. */
size_t crew_run(const crew *c);

#endif
