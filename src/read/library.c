/* Opening libqpdf. */
#include "read/library.h"

#include <dlfcn.h>

/* A function that the library lacks is the same trouble as a library that lacks: the machine has another one
 * than the headers were of. */
bx_status read_library_open(read_library *library, bx_diags *diags)
{
    void *opened = dlopen(BX_QPDF_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    bool has_all = opened != NULL;
#define FUNCTION(name) has_all = has_all && (*(void **)&library->name = dlsym(opened, "qpdf_" #name)) != NULL;
    READ_FUNCTIONS
#undef FUNCTION
    if (has_all) return BX_OK;
    diag_add(diags, MSG_read_library, (bx_place){0}, STR(""), BX_QPDF_LIBRARY);
    return BX_BAD_MACHINE;
}
