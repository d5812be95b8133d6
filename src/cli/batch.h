/* A batch: many reports, one engine, several threads. */
#ifndef BX_CLI_BATCH_H
#define BX_CLI_BATCH_H

#include <stdatomic.h>

#include "cli/desk.h"
#include "cli/gather.h"
#include "cli/made.h"

typedef struct batch {
    gathering reports;
    const char **names; /* of their PDFs below the folder; NULL: the data gives none */
    const char *pattern;
    bx_build_options options;
    bool allow_unbalanced;
    unsigned threads;
    made made;
    FILE *results;    /* a line for each report, in their order; NULL: not wanted */
    atomic_int *stop; /* not 0: begin no further report */
} batch;

/* Make them all. Answers the gravest status. */
bx_status batch_run(voice *v, desk *d, const batch *b);

#endif
