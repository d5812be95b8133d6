/* Writing results with every failure told once. */
#include "cli/results.h"

#include <errno.h>
#include <stdio.h>

/* stdout is one for the process, and so is the complaint about it. */
static bool told;

static bx_status complain(voice *v, int reason)
{
    if (told) return BX_BAD_MACHINE;
    told = true;
    return voice_complain(v, BX_BAD_MACHINE, "stdout-write", NULL, "结果没有写完：%s",
                          "the result was not written: %s", voice_errno(v, reason));
}

bx_status results_flush(voice *v)
{
    int reason = 0;
    errno = 0;
    if (fflush(stdout) || ferror(stdout)) reason = errno ? errno : EIO;
    if (!reason && !told) return BX_OK;
    return complain(v, reason);
}

bx_status results_write(voice *v, const void *bytes, size_t len)
{
    errno = 0;
    if (fwrite(bytes, 1, len, stdout) == len) return results_flush(v);
    return complain(v, errno ? errno : EIO);
}
