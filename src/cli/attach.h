/* --attach FILE[,KEY=TEXT…]: files for the PDFs to carry, read once for all of a command's reports. */
#ifndef BX_CLI_ATTACH_H
#define BX_CLI_ATTACH_H

#include "cli/options.h"

typedef struct attachments {
    bx_attachment *items;
    size_t count;
} attachments;

/* Read what the option's texts name; what cannot be read is told. The memory stays until the command ends. */
bx_status attachments_read(voice *v, const text_list *wanted, attachments *out);

/* The levels for option_choice, in the order of bx_pdfa. */
#define LEVEL_WORDS "2a|1b|2b|2u|3a|none"

/* Only PDF/A-3 carries files: the level meant where nothing else is said (LEVEL_UNSAID); another one that was
 * asked for is a complaint. */
enum { LEVEL_UNSAID = -1 };
bx_status attach_level(voice *v, bool carries, int *pdfa);

#endif
