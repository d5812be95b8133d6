/* Paths that others send, held within the one folder they may use. */
#ifndef BX_CLI_BELOW_H
#define BX_CLI_BELOW_H

#include "cli/voice.h"

/* The real path of an existing file in a folder (its realpath; NULL: nothing is allowed) or below it; of an
 * output, that may be missing itself: a link in its place is refused. Relative paths start at the folder.
 * BX_BAD_USAGE with a complaint for what leads out. */
bx_status below_input(voice *v, const char *root, const char *path, const char **out);
bx_status below_output(voice *v, const char *root, const char *path, const char **out);

#endif
