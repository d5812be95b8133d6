/* Diagnostics: what went wrong and where, gathered, never thrown, never printed. A message is an identifier
 * with arguments; its text is made at the edge, in the reader's language. All messages stand in
 * src/base/messages/, one file a room. */
#ifndef BX_BASE_DIAG_H
#define BX_BASE_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/* A place in a file. file lives as long as the diagnostics' reader needs it only until diag_add returns: it
 * is copied. line and column from 1, column in characters; 0: unknown. */
typedef struct bx_place {
    const char *file;
    uint32_t line, column;
} bx_place;

/* MESSAGE(id, severity, kind, code, zh, en): {1} to {9} in the texts stand for the arguments. */
typedef enum message_id {
#define MESSAGE(id, severity, kind, code, zh, en) MSG_##id,
#include "base/messages/all.def"
#undef MESSAGE
    MSG_COUNT
} message_id;

/* Add a diagnostic. place and path may be empty ({0}); the arguments are const char * and end with NULL (use
 * the macro diag_add, which ends them). The strings are copied. Beyond DIAG_ALIKE_MAX diagnostics of a kind,
 * so that one fault in each row hides no other, and beyond DIAG_MAX in all, only their number is kept. Never
 * fails: without memory the list remembers that there was none. */
void diag_add_strings(bx_diags *diags, message_id id, bx_place place, bx_str path, ...)
    __attribute__((sentinel));
#define diag_add(...) diag_add_strings(__VA_ARGS__, (const char *)NULL)

/* The same, with the severity another one than the message's own (--allow-unbalanced). */
void diag_add_as(bx_diags *diags, bx_severity severity, message_id id, bx_place place, bx_str path, ...)
    __attribute__((sentinel));

/* "No memory", without needing any. */
void diag_no_memory(bx_diags *diags);

/* The same, for `return diag_memory(diags)`: here, so that whoever reads the caller, compilers too, sees that
 * it is never BX_OK. */
static inline bx_status diag_memory(bx_diags *diags)
{
    diag_no_memory(diags);
    return BX_BAD_MACHINE;
}

/* There was memory: what was told so was a bound, which the caller tells. */
void diag_memory_forget(bx_diags *diags);

enum { DIAG_MAX = 1000, DIAG_ALIKE_MAX = 100 };

/* Is only the number of further ones of a kind kept? Then nobody need put them into words. */
bool diag_is_full(const bx_diags *diags, message_id id);

/* How many errors there are, so that a stage can tell whether it added any. */
size_t diag_errors(const bx_diags *diags);

/* The status the errors so far amount to: that of the gravest kind; BX_OK without errors. */
bx_status diag_status(const bx_diags *diags);

/* Stable order by file, line, column (those without a place first); called once before people see the list.
 */
void diag_sort(bx_diags *diags);

#endif
