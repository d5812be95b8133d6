/* What a batch is to make: reports named one by one, all reports in and below a folder, and those that a list
 * names, a line each. */
#ifndef BX_CLI_GATHER_H
#define BX_CLI_GATHER_H

#include "cli/options.h"

/* One report. `below` is its name as the output keeps it: from the folder on that was named, or its last name
 * alone. */
typedef struct gathered {
    const char *path, *below;
} gathered;

typedef struct gathering {
    gathered *items;
    size_t count, room;
} gathering;

/* Operands in their order, a folder's reports (.yaml, .yml, .json; nothing hidden) by name; a file that is
 * none of these, or "-" for standard input, is a list. Complaints name what cannot be read: nothing is made
 * then. */
bx_status gather(voice *v, const text_list *operands, gathering *out);

#endif
