/* How the command speaks to people and programs: on stderr, in Chinese unless English is asked for, each
 * finding as "file:line:column: error: message [code] (path)" or as one JSON object a line. stdout carries
 * results only and is not the voice's business (results.h). */
#ifndef BX_CLI_VOICE_H
#define BX_CLI_VOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "banxin/banxin.h"

typedef struct voice {
    int lang;   /* a bx_lang; int, because an option sets it (OPTION_CHOICE) */
    int json;   /* 1: JSON lines */
    FILE *to;   /* stderr, or what gathers the findings of one document; NULL: they are not told */
    int least;  /* a bx_severity: what is slighter is not told */
    FILE *list; /* where all findings go as well, as JSON objects with commas between; NULL: nowhere */
    size_t errors, warnings, listed;
} voice;

/* The language by LC_ALL, LC_MESSAGES, LANG, the first that is set: English if it starts with "en", else
 * Chinese. A --lang or --diagnostics anywhere among the arguments counts from the start, so that complaints
 * about other arguments already obey it. */
void voice_init(voice *v, int argc, const char *const *argv);

/* The text of the voice's language, of {Chinese, English}. */
const char *voice_pick(const voice *v, const char *const text[2]);

/* A complaint of the command itself; file NULL: none. zh and en are printf formats of the same arguments.
 * Answers kind, for `return voice_complain(…)`. */
bx_status voice_complain(voice *v, bx_status kind, const char *code, const char *file, const char *zh,
                         const char *en, ...) __attribute__((format(printf, 5, 7), format(printf, 6, 7)));

/* What an error number of the system means, in the voice's language. */
const char *voice_errno(const voice *v, int number);

bx_status voice_no_memory(voice *v);

/* The complaints of a file that cannot be opened, or written, for this errno. */
bx_status voice_unopened(voice *v, const char *path, int number);
bx_status voice_unwritten(voice *v, const char *path, int number);

/* All diagnostics of a list. */
void voice_tell(voice *v, const bx_diags *diags);

/* A member of a JSON object, "name":"text", for whoever writes JSON lines; voice_string: the text alone. */
void voice_member(FILE *to, const char *name, const char *text);
void voice_string(FILE *to, const char *text);

/* A text with a blank for each control character, so that no data steers a terminal. */
void voice_plain(FILE *to, const char *text);

/* A good word for a person at a terminal ("done"); silent in pipes and in JSON. */
void voice_cheer(const voice *v, const char *zh, const char *en, const char *name);

/* "3 errors, 1 warning", if there were any; not in JSON. */
void voice_sum(const voice *v);

#endif
