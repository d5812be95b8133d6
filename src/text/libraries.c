/* The libraries of this room. */
#include <fribidi.h>
#include <linebreak.h>

#include <string.h>

#include "text/text.h"

void text_libraries(library_list *list)
{
    /* "(GNU FriBidi) 1.0.8", and more lines */
    const char *version = strstr(fribidi_version_info, ") ");
    library_add(list, "fribidi", version ? version + 2 : FRIBIDI_VERSION);
    library_add_numbers(list, "libunibreak", linebreak_version >> 8, linebreak_version & 0xFF, -1);
}
