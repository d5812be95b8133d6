/* Files as commands meet them: what stands at a path, and bytes on their way into one. */
#ifndef BX_CLI_FILES_H
#define BX_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

bool file_is_folder(const char *path);

/* The name without its folder. */
const char *file_name(const char *path);

/* Are both there, and one file under whatever names? */
bool file_is_same(const char *a, const char *b);

/* How many of a regular file's first bytes there are, at most so many, and these; -1 if it is none (a pipe
 * can be read only once) or cannot be read. */
ssize_t file_head(const char *path, char *out, size_t size);

/* 0 or an errno. */
int file_write_all(int fd, const void *bytes, size_t len);

#endif
