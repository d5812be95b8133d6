/* Memory of the command. Everything lives until memory_clear at the command's end, so that no early return
 * needs to think of it; only what is large is given back before, and what many documents need in turn, down
 * to a mark. Each thread has memory of its own: it may read another's, and resizes and frees what it made
 * itself. Without memory the command says so and ends with EXIT_MACHINE: unlike the library, the command owns
 * its process. */
#ifndef BX_CLI_MEMORY_H
#define BX_CLI_MEMORY_H

#include <stddef.h>
#include <stdio.h>

/* Zeroed memory for count things of a size; never NULL. */
void *memory_new(size_t count, size_t size);

/* A block of memory_new (or NULL) with room for count things of a size; what is new is not zeroed. */
void *memory_resize(void *block, size_t count, size_t size);

/* A text made as printf makes it. */
char *memory_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Give one block back early; NULL is allowed. */
void memory_free(void *block);

/* Give back all that this thread made since a mark was set. What is older must not be resized meanwhile. */
const void *memory_mark(void);
void memory_clear_to(const void *mark);

/* Give back all that this thread has. */
void memory_clear(void);

/* A stream that writes into memory, for any thread. Once it is closed, *text holds what was written, until
 * memory_stream_free. */
FILE *memory_stream(char **text, size_t *length);

/* From here on the text is whole. */
void memory_stream_end(FILE *stream, char *const *text);
void memory_stream_free(char *text);

#endif
