/* What a command works at: one engine, fed with the folders that options, environment and the place of the
 * executable name, and one diagnostics list whose findings are told after each call. */
#ifndef BX_CLI_DESK_H
#define BX_CLI_DESK_H

#include <stdbool.h>

#include "cli/options.h"

/* What the options of all commands with an engine ask for. */
typedef struct desk_wish {
    const char *layout; /* a folder or a name; NULL: what the data says */
    text_list font_dirs;
    bool no_system_fonts;
    text_list limits; /* "pages=200" */
} desk_wish;

/* Their rows in a command's option table. */
option desk_option_layout(desk_wish *wish);
option desk_option_font_dir(desk_wish *wish);
option desk_option_no_system(desk_wish *wish);
option desk_option_unbalanced(bool *target);
option desk_option_limit(desk_wish *wish);

/* The names of the limits, for what stands below a command's options. */
void desk_limits_help(const voice *v);

typedef struct desk {
    voice *voice;
    bx_diags *diags;
    bx_engine *engine;
    const char *layout; /* the name for bx_read_options; NULL: what the data says */
    bx_limits limits;
} desk;

/* The engine with its folders. What fails has been told; desk_close serves in either case. */
bx_status desk_open(desk *d, voice *v, const desk_wish *wish);
void desk_close(desk *d);

/* Do one thing to each file, with one engine for all, whatever became of those before. What fails has been
 * told; answers the gravest. */
bx_status desk_each(voice *v, const desk_wish *wish, const text_list *files,
                    bx_status (*one)(desk *d, const char *path, const void *with), const void *with);

/* The folder a report lies in, where its data files are; NULL for standard input. */
const char *desk_folder(const char *path);

/* SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch) for bx_build_options; NULL: it says
 * nothing. */
const char *desk_epoch(void);

/* Tell what the last call found, empty the list and pass the status on. */
bx_status desk_tell(desk *d, bx_status status);

/* Read a file or stdin and check it as a report. Answers what was found, told already; *out is NULL unless
 * BX_OK. */
bx_status desk_read(desk *d, const char *path, bool allow_unbalanced, bx_report **out);

#endif
