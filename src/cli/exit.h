/* The exit codes of the command: scripts and OA systems rely on them. They are the numbers of bx_status, so
 * that a command answers what the library answered; of several files, the gravest. */
#ifndef BX_CLI_EXIT_H
#define BX_CLI_EXIT_H

#include "banxin/banxin.h"

enum {
    EXIT_DONE = BX_OK,             /* done; there may be warnings */
    EXIT_DATA = BX_BAD_DATA,       /* the report or a layout definition has errors */
    EXIT_USAGE = BX_BAD_USAGE,     /* the command was asked for something that does not exist or fit */
    EXIT_MACHINE = BX_BAD_MACHINE, /* files, permissions, disk, pipes, fonts, memory */
    EXIT_BUG = BX_BUG              /* a fault of Banxin itself */
};

_Static_assert(EXIT_DONE == 0 && EXIT_DATA == 1 && EXIT_USAGE == 2 && EXIT_MACHINE == 3 && EXIT_BUG == 4,
               "exit codes are a promise to scripts");

static inline bx_status graver(bx_status a, bx_status b)
{
    return a > b ? a : b;
}

#endif
