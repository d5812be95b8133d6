/* Reading a definition's maps by a table of keys: each key once, typed, unknown ones told with "did you
 * mean". Faults are gathered in the diagnostics; what could not be read keeps its value. */
#ifndef BX_REPORT_DEFINE_H
#define BX_REPORT_DEFINE_H

#include "report/layout.h"

typedef enum define_type {
    DEFINE_TEXT,   /* bx_str */
    DEFINE_BOOL,   /* bool */
    DEFINE_WHOLE,  /* uint32_t */
    DEFINE_LENGTH, /* bx_len: "37mm", "29pt", "2cm" */
    DEFINE_SIZE,   /* bx_len: 字号 ("三号") or a length */
    DEFINE_EM,     /* bx_len, in EM: a decimal */
    DEFINE_CHOICE, /* int: index into choices */
    DEFINE_STYLE,  /* const style *, by name */
    DEFINE_VALUE   /* const value *, taken as it is */
} define_type;

typedef struct define_key {
    const char *key;
    define_type type;
    size_t offset;
    const char *const *choices; /* DEFINE_CHOICE; ends with NULL */
    bool is_required;
} define_key;

typedef struct definer {
    bx_arena *arena;
    bx_diags *diags;
    const layout *layout; /* for DEFINE_STYLE */
} definer;

/* Read a map into the structure `out` by the keys, which end with a NULL key. If v is no map, one error. */
void define_read(const definer *d, const value *v, const define_key *keys, void *out);

/* Is v a map? Else an error that says so. */
bool define_is_map(const definer *d, const value *v);
bool define_is_list(const definer *d, const value *v);

/* Tell a fault at a value. */
void define_tell(const definer *d, const value *at, message_id id, bx_str arg);

/* Does each item of a map that says `after` name another item of the map? */
void define_check_after(const definer *d, const value *map);

/* A text for a message: one line, and short, whatever the data holds; .ptr is NULL without memory. */
bx_str message_text(bx_arena *arena, bx_str text);

/* What is answered after a finding of kind `status` was added: without memory for it, BX_BAD_MACHINE. */
bx_status message_status(const bx_diags *diags, bx_status status);

/* How a value looks, for "not “…”": its text; of lists and maps only their brackets. */
bx_str message_value(const value *v);

/* Single values; false and an error if they are of another kind. */
bool define_text(const definer *d, const value *v, bx_str *out);
bool define_style(const definer *d, const value *v, const style **out);

/* A length as it is written: "37mm", "29pt", "2cm"; false for anything else. */
bool define_length_of(bx_str text, bx_len *out);

/* A decimal as it is written, from 0 to 10000, in EM. */
bool define_em_of(bx_str text, bx_len *out);

/* A list of texts. */
bx_str *define_texts(const definer *d, const value *v, size_t *count);

/* Index of a text among choices (ending with NULL); -1 and an error with the allowed ones if it is none. */
int define_choice(const definer *d, const value *v, const char *const *choices);

/* The name among `names` nearest to `wrong`, for "did you mean"; empty if none is near. */
bx_str nearest_name(bx_str wrong, const bx_str *names, size_t count);

#endif
