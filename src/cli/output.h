/* Where the PDFs of a build go: the names are decided, and what must not be overwritten is refused, before
 * anything is typeset. */
#ifndef BX_CLI_OUTPUT_H
#define BX_CLI_OUTPUT_H

#include <stdbool.h>

#include "cli/options.h"

/* A path for each input, NULL for stdout. `wanted` is what -o says: NULL: NAME.pdf beside the input (stdout
 * for stdin); "-": stdout; a folder: NAME.pdf in it; else the file itself, for one input only. Refused: a
 * terminal, the input itself, one file for two inputs, and an existing file that is no PDF unless `force`. */
bx_status outputs_plan(voice *v, const text_list *inputs, const char *wanted, bool force, text_list *out);

/* Do two paths, of files that need not be there, name one? */
bool output_is_same(const char *a, const char *b);

/* A further file that a build of one report writes beside its PDF, NULL: none; it joins the outputs. Refused:
 * more than one report, stdout, the input or one of the outputs, and an existing file that does not begin as
 * `start` does unless `force`. */
bx_status output_vet_further(voice *v, const text_list *inputs, text_list *outputs, const char *path,
                             const char *start, bool force);

/* A name with .pdf in place of its last extension; a leading dot is no extension. */
const char *output_name(const char *name);

/* The complaint about an output that is an input. */
bx_status output_refuse_input(voice *v, const char *path);

/* May this one file be written? The refusals are those of outputs_plan. */
bx_status output_vet(voice *v, const char *source, const char *path, bool force);

#endif
