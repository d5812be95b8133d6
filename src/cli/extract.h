/* Files out of a PDF, on to the disk: never over another one, never half. */
#ifndef BX_CLI_EXTRACT_H
#define BX_CLI_EXTRACT_H

#include "cli/voice.h"

/* Write a new file; what fails is told. Over an old one bx_bytes_write writes. */
bx_status extract_write(voice *v, const char *path, const bx_bytes *bytes);

/* Bound the process's memory, so that what a hostile PDF unpacks to is an error and not the machine's end. */
void extract_bound_memory(void);

#endif
