/* --timing: where the time of a build went, on stderr. */
#ifndef BX_CLI_TIMING_H
#define BX_CLI_TIMING_H

#include "cli/voice.h"

/* The clock starts: the first thing main does. */
void timing_begin(void);

/* Milliseconds of a steady clock. */
double timing_clock(void);

/* The stages of one document. */
void timing_tell(const voice *v, const char *name, const bx_stats *stats);

/* The whole process: wall time since timing_begin, processor time and peak memory since it was started. */
void timing_sum(const voice *v);

#endif
