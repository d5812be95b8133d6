/* Libraries that the bytes of a PDF depend on, by name and version: each room adds its own (libraries.c). The
 * version is the running one where the library tells it, else that of the headers it was built with. */
#ifndef BX_BASE_LIBRARY_H
#define BX_BASE_LIBRARY_H

#include <stddef.h>

enum { LIBRARIES_MAX = 16, LIBRARY_VERSION_SIZE = 32 };

typedef struct library {
    const char *name;
    char version[LIBRARY_VERSION_SIZE];
} library;

typedef struct library_list {
    library items[LIBRARIES_MAX];
    size_t count;
} library_list;

/* A version is cut to its first word: some say more of themselves. */
void library_add(library_list *list, const char *name, const char *version);

/* "1.2" or "1.2.3" from numbers; a patch below 0 is left out. */
void library_add_numbers(library_list *list, const char *name, int major, int minor, int patch);

#endif
