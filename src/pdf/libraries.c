/* The libraries of this room. */
#include <hpdf.h>
#include <libdeflate.h>

#include "pdf/pdf.h"

void pdf_libraries(library_list *list)
{
    library_add(list, "libharu", HPDF_GetVersion());
    library_add(list, "libdeflate", LIBDEFLATE_VERSION_STRING);
}
