/* The library of this room whose work is in the bytes: FreeType only judges, and what fontconfig finds is
 * told by the fonts. */
#include "font/font.h"

void font_libraries(library_list *list)
{
    library_add(list, "harfbuzz", hb_version_string());
}
