/* Options as tables: a command lists what it takes, here they are read, explained and refused. Every command
 * also takes --lang, --diagnostics, --help and --version. Options may stand before and after operands; "--"
 * ends them; "-" alone is an operand. */
#ifndef BX_CLI_OPTIONS_H
#define BX_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/voice.h"

typedef struct text_list {
    const char **items;
    size_t count;
} text_list;

void text_list_add(text_list *list, const char *text);

typedef enum option_kind {
    OPTION_FLAG,  /* target: bool */
    OPTION_TEXT,  /* target: const char *; the last one counts */
    OPTION_LIST,  /* target: text_list; may stand several times */
    OPTION_CHOICE /* target: int, the place of the word among `value`, "one|other" */
} option_kind;

typedef struct option {
    char letter; /* 0: none */
    const char *name;
    option_kind kind;
    void *target;
    const char *value;   /* what stands behind it, for the help: "DIR"; NULL for flags */
    const char *help[2]; /* Chinese, English */
} option;

/* Rows of a table, with targets of the right type. */
option option_flag(char letter, const char *name, bool *target, const char *zh, const char *en);
option option_text(char letter, const char *name, const char **target, const char *value, const char *zh,
                   const char *en);
option option_list(const char *name, text_list *target, const char *value, const char *zh, const char *en);
option option_choice(const char *name, int *target, const char *value, const char *zh, const char *en);

/* The place of a word among "one|other"; -1: it is none of them. */
int choice_find(const char *words, const char *word, size_t length);

/* What an option_text says as a whole number from 1 to the most; else a complaint. NULL: *out stays. */
bx_status option_number(voice *v, const char *name, const char *text, unsigned most, unsigned *out);

/* A command as its help shows it. */
typedef struct usage {
    const char *synopsis; /* "banxin new LAYOUT" */
    const char *about[2]; /* a few lines, Chinese and English */
    const option *options;
    size_t option_count;
    const char *operand; /* what the operands are called in complaints: "FILE"; NULL: none are taken */
    void (*more)(const voice *v); /* prints what stands below the options in the help; NULL: nothing */
    bool several;                 /* more than one operand may stand */
    bool leading;                 /* reading ends at the first operand: the options before a command's name */
} usage;

/* Read the arguments behind argv[0]. True: go on, with the operands in a list. False: end with *status,
 * because help or version was asked for (and printed) or because the arguments are wrong (all of them have
 * been complained of). */
bool options_read(voice *v, const usage *u, int argc, const char *const *argv, text_list *operands,
                  bx_status *status);

/* The help of a command, on stdout, without flushing it. */
void options_help(const voice *v, const usage *u);

#endif
