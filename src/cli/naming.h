/* Names of a batch's PDFs, below its folder: the reports' own, or by a pattern that takes words from the
 * data. Two that are one on any disk, also where capitals do not count, are refused before anything is made.
 */
#ifndef BX_CLI_NAMING_H
#define BX_CLI_NAMING_H

#include "cli/gather.h"

/* "{year}-{agency}.pdf": may it be a pattern? NULL may. */
bx_status naming_vet(voice *v, const char *pattern);

/* For each report its name, NULL where the data does not give one: its turn will tell why. */
bx_status naming_plan(voice *v, const gathering *reports, const char *pattern, const bx_limits *limits,
                      const char **names);

/* Tell what keeps a report's name from being made. */
bx_status naming_tell(voice *v, const char *path, const char *pattern);

#endif
