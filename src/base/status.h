/* How every function of the library that can fail answers. The values are the command's exit codes, so that a
 * status means the same in C, in a shell and in an OA system's log. The story goes into the diagnostics
 * (diag.h). */
#ifndef BX_BASE_STATUS_H
#define BX_BASE_STATUS_H

#include "banxin/banxin.h" /* bx_status: BX_OK, BX_BAD_DATA, BX_BAD_USAGE, BX_BAD_MACHINE, BX_BUG */

/* Leave the function with the status of an expression that is not BX_OK. */
#define BX_TRY(expression)                                                                                   \
    do {                                                                                                     \
        bx_status bx_try_status = (expression);                                                              \
        if (bx_try_status != BX_OK) return bx_try_status;                                                    \
    } while (0)

#endif
