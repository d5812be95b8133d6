/* What a batch has made, kept in its folder for --resume: .banxin/made.jsonl, one line for each PDF, and the
 * working files that become PDFs.
 *
 * Safe at any moment. A PDF is written under a working name and renamed when whole; then its line is added by
 * one write. Killed before the rename: no PDF; before the line: it is made again, to the same bytes. After
 * power failure a PDF may be torn or a line lost, for nothing is flushed to the disk before the end of the
 * batch: a line counts only if the PDF's bytes still have the SHA-256 that it says. */
#ifndef BX_CLI_MADE_H
#define BX_CLI_MADE_H

#include "cli/voice.h"

enum { THREADS_MAX = 256 }; /* each has a working file */

typedef struct made_line {
    const char *output; /* below the folder */
    const char *key, *digest;
    unsigned pages;
    size_t bytes;
} made_line;

typedef struct made {
    const char *folder;
    int lines; /* the open file; its lock keeps a second batch out of the folder */
    made_line *known;
    size_t count, room;
} made;

/* Open or begin the record; without `resume` what it says is forgotten. */
bx_status made_open(voice *v, const char *folder, bool resume, made *out);

/* What is made of an output already, if it was made from the same and still is as it was; else NULL. */
const made_line *made_find(const made *m, const char *output, const char *key);

/* Any thread may add. */
bx_status made_add(const made *m, voice *v, const made_line *line);

/* A working file by the number of its thread, and its renaming to an output, whose folders are made.
 * made_write is a bx_write; `to` is the working. */
typedef struct working {
    int fd, error;
    char *path;
} working;

bx_status made_begin(const made *m, voice *v, unsigned thread, working *out);
int made_write(void *to, const void *bytes, size_t len);
bx_status made_finish(const made *m, voice *v, working *w, bx_status status, const char *output);

/* Flush all that was made to the disk. */
bx_status made_close(made *m, voice *v);

#endif
