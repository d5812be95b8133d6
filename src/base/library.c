/* The list of libraries. */
#include "base/library.h"

#include <stdio.h>
#include <string.h>

void library_add(library_list *list, const char *name, const char *version)
{
    if (list->count == LIBRARIES_MAX) return;
    library *added = &list->items[list->count++];
    added->name = name;
    snprintf(added->version, sizeof added->version, "%.*s", (int)strcspn(version, " \r\n"), version);
}

void library_add_numbers(library_list *list, const char *name, int major, int minor, int patch)
{
    char version[LIBRARY_VERSION_SIZE];
    if (patch < 0)
        snprintf(version, sizeof version, "%d.%d", major, minor);
    else
        snprintf(version, sizeof version, "%d.%d.%d", major, minor, patch);
    library_add(list, name, version);
}
