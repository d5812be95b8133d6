/* Files out of a PDF, on to the disk: never over another one unless asked, never half. */
#ifndef BX_CLI_EXTRACT_H
#define BX_CLI_EXTRACT_H

#include <stdbool.h>

#include "cli/voice.h"

/* Write a new file; with `force` also over an old one, which stays as it is until all is written. What fails
 * is told. */
bx_status extract_write(voice *v, const char *path, const bx_bytes *bytes, bool force);

/* Bound the process's memory, so that what a hostile PDF unpacks to is an error and not the machine's end. */
void extract_bound_memory(void);

#endif
