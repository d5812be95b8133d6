/* The commands: each reads its own arguments (argv[0] is its name), calls the public API and answers the exit
 * code. */
#ifndef BX_CLI_COMMAND_H
#define BX_CLI_COMMAND_H

#include "cli/voice.h"

bx_status cmd_build(voice *v, int argc, const char *const *argv);
bx_status cmd_extract(voice *v, int argc, const char *const *argv);
bx_status cmd_verify(voice *v, int argc, const char *const *argv);
bx_status cmd_batch(voice *v, int argc, const char *const *argv);
bx_status cmd_worker(voice *v, int argc, const char *const *argv);
bx_status cmd_check(voice *v, int argc, const char *const *argv);
bx_status cmd_new(voice *v, int argc, const char *const *argv);
bx_status cmd_layouts(voice *v, int argc, const char *const *argv);
bx_status cmd_fonts(voice *v, int argc, const char *const *argv);
bx_status cmd_rollup(voice *v, int argc, const char *const *argv);
bx_status cmd_diff(voice *v, int argc, const char *const *argv);
bx_status cmd_dump(voice *v, int argc, const char *const *argv);

#endif
