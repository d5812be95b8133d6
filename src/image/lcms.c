/* A context whose objects have no locks: nobody shares them, and Little CMS would not notice that there is no
 * memory for one (2.14, cmserr.c: defMtxCreate). */
#include "image/lcms.h"

#include <lcms2_plugin.h>

static void *make_lock(cmsContext context)
{
    static char none; /* only NULL has a meaning */
    (void)context;
    return &none;
}

static void end_lock(cmsContext context, void *lock)
{
    (void)context, (void)lock;
}

static cmsBool take_lock(cmsContext context, void *lock)
{
    (void)context, (void)lock;
    return TRUE;
}

cmsContext image_colour_context(void)
{
    static cmsPluginMutex no_locks = {
        .base = {.Magic = cmsPluginMagicNumber, .ExpectedVersion = 2060, .Type = cmsPluginMutexSig},
        .CreateMutexPtr = make_lock,
        .DestroyMutexPtr = end_lock,
        .LockMutexPtr = take_lock,
        .UnlockMutexPtr = end_lock,
    };
    return cmsCreateContext(&no_locks, NULL);
}
