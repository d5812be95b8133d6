/* Memory of the command. Everything lives until memory_clear at the command's end, so that no early return
 * needs to think of it; only what is large is given back before. Without memory the command says so and ends
 * with EXIT_MACHINE: unlike the library, the command owns its process. */
#ifndef BX_CLI_MEMORY_H
#define BX_CLI_MEMORY_H

#include <stddef.h>

/* Zeroed memory for count things of a size; never NULL. */
void *memory_new(size_t count, size_t size);

/* A block of memory_new (or NULL) with room for count things of a size; what is new is not zeroed. */
void *memory_resize(void *block, size_t count, size_t size);

/* A text made as printf makes it. */
char *memory_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Give one block back early; NULL is allowed. */
void memory_free(void *block);

/* Give back all there is. */
void memory_clear(void);

#endif
