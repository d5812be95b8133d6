/* Reading whole files. Writing has one place only, the API's output (api/output.c). */
#ifndef BX_BASE_FILE_H
#define BX_BASE_FILE_H

#include "base/arena.h"
#include "base/diag.h"

/* The bytes of a regular file of at most `limit` bytes, in the arena. Errors (BX_BAD_MACHINE) name the file
 * and the reason. */
bx_status file_read(bx_arena *arena, const char *path, size_t limit, bx_diags *diags, bx_str *out);

/* The same of a file in a folder or below it; nothing is told. The name is a path from the folder on: no
 * absolute one, no "..", no link that leads out of the folder. Answers 0 or an errno: EXDEV what is outside,
 * EINVAL what is no regular file, EFBIG what is beyond the limit, ENOMEM. */
int file_read_inside(bx_arena *arena, const char *folder, bx_str name, size_t limit, bx_str *out);

/* What an errno means, for people; what is not known here in the system's words, which may stand in the
 * buffer. */
const char *reason_in_chinese(int error, char *buffer, size_t size);

/* Is there a regular file that can be opened? */
bool file_exists(const char *path);

#endif
