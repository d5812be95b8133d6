/* stdout: results and nothing else. Whoever writes to it by stdio flushes it here, so that a full disk or a
 * reader that has gone is an error with its reason and not a short file with exit status 0. */
#ifndef BX_CLI_RESULTS_H
#define BX_CLI_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/voice.h"

/* Bytes to stdout, flushed. BX_BAD_MACHINE if they did not all arrive. */
bx_status results_write(voice *v, const void *bytes, size_t len);

/* What printf has left in the buffer. */
bx_status results_flush(voice *v);

#endif
