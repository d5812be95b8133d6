/* The tree builder that both parsers feed: it links values, guards the limits and finds duplicate keys. Calls
 * come in the order of the file: in a map builder_key before each value, builder_close after the last. */
#ifndef BX_DATA_BUILD_H
#define BX_DATA_BUILD_H

#include "data/value.h"

typedef struct open_value {
    value *container;
    size_t first; /* of its items in `waiting` */
} open_value;

typedef struct builder {
    bx_arena *arena;
    bx_diags *diags;
    const char *file; /* in the arena */
    value_limits limits;
    value *root;
    bx_arena scratch;     /* dies with the parse */
    VEC(open_value) open; /* lists and maps not closed yet, outermost first */
    VEC(value *) waiting; /* the items of all of them */
    bx_str key;           /* given, its value not yet */
    bx_place key_at;
    bool has_key, is_copying;
    size_t nodes, copied;
} builder;

void builder_init(builder *b, bx_arena *arena, const char *file, const value_limits *limits, bx_diags *diags);
void builder_clear(builder *b);

/* The innermost open list or map; NULL at the top. */
value *builder_top(const builder *b);

/* Is the next thing a key? */
bool builder_wants_key(const builder *b);

/* The key of the next value. It lives in the arena. A key that nobody can mean (empty, with white space
 * around it or a line break in it) is told and kept, so that the reading can go on. */
void builder_key(builder *b, bx_str key, bx_place at);

/* A new scalar, to be filled by the caller: text, number, truth, is_block, source. */
bx_status builder_add(builder *b, value_kind kind, bx_place at, value **out);

/* Fill a number from its text. What is too long for a decimal is told, and becomes a text. */
void builder_set_number(builder *b, value *v);

/* Begin and end a list or map. */
bx_status builder_open(builder *b, value_kind kind, bx_place at);
bx_status builder_close(builder *b);

/* Everything of a value once more, as the next value; it counts against limits.alias_nodes. */
bx_status builder_copy(builder *b, const value *from, bx_place asked_at);

/* Is a value still being read? */
bool builder_is_open(const builder *b, const value *v);

/* The start of a text, for a message: in one line, at most some thirty characters. "" without memory. */
const char *builder_quote(builder *b, bx_str text);

/* Paths for diagnostics: of a value; of the value that comes next (of its map, as long as the key is not
 * known). */
bx_str builder_path_of(builder *b, const value *v);
bx_str builder_path(builder *b);

#endif
