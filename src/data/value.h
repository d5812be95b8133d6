/* The value tree: what a YAML or JSON file says, with the place where it says it.
 *
 * In: bytes. Out: an immutable tree in an arena, or diagnostics. What never happens here: no field of any
 * form is known, nothing is converted to a double, no file is opened. A YAML alias is expanded by copying (so
 * that each value has one parent), within a bound; a copy keeps the places where its text is written, at the
 * anchor, for there it has to be mended. Duplicate keys, keys that are no text, and what exceeds the limits
 * are errors.
 *
 * What is what: `null`, `~` and nothing at all are null; `true` and `false` are bools; -?digits(.digits)?
 * without leading zeros is a number; everything else, and everything in quotation marks, is text (dates, 007,
 * yes, 1e5, 1,234). JSON's numbers are the same; one with an exponent is an error. */
#ifndef BX_DATA_VALUE_H
#define BX_DATA_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/library.h"

typedef enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_NUMBER,
    VALUE_TEXT,
    VALUE_LIST,
    VALUE_MAP
} value_kind;

/* An exact decimal: units × 10^-scale, e.g. 12.50 is 1250, 2. */
typedef struct decimal {
    int64_t units;
    uint32_t scale;
} decimal;

typedef struct value value;
struct value {
    value_kind kind;
    bool truth;     /* VALUE_BOOL */
    bool is_block;  /* a YAML | or > scalar: its text begins on the line after `at` */
    bool is_field;  /* a text of a CSV or TSV file (sheet.h) */
    uint32_t index; /* position in the parent, from 0 */
    bx_place at;    /* first character of the value (of the quotation mark, of the | of a block scalar) */
    const value *parent; /* NULL for the root */
    bx_str key;          /* in a map */
    bx_place key_at;     /* where the key stands */
    bx_str text;         /* scalars: the text (unescaped); of a number, null or bool the literal as written */
    size_t count;        /* lists and maps: of the items; 0 for all others */
    union {              /* one place for what only one kind has: a million values must stay small */
        decimal number;  /* VALUE_NUMBER */
        value **items;   /* VALUE_LIST, VALUE_MAP, in the order written */
        const char *source; /* VALUE_TEXT: where it begins in the arena's copy of the file, or NULL */
    };
};

typedef enum value_format { VALUE_AUTO, VALUE_YAML, VALUE_JSON } value_format;

/* What a file may hold; beyond it, an error names the limit. */
typedef struct value_limits {
    size_t bytes;       /* of the input */
    size_t nodes;       /* values in all */
    size_t alias_nodes; /* values made by expanding YAML aliases; also of the anchors */
    unsigned depth;     /* nested lists and maps, at most 1000 */
} value_limits;

/* 64 MiB, 4 million values, 10 000 by aliases, 64 deep. */
extern const value_limits value_limits_default;

/* Parse a whole file. The texts of the tree point into the arena. BX_BAD_DATA with at least one diagnostic if
 * the bytes are no UTF-8, no YAML/JSON, or beyond the limits. An empty file is an error too. `name` is the
 * file's name in diagnostics and places; it is copied into the arena. limits NULL: value_limits_default. */
bx_status value_parse(bx_arena *arena, bx_str bytes, const char *name, value_format format,
                      const value_limits *limits, bx_diags *diags, const value **out);

/* Has it no list and no map in itself? */
bool value_is_flat(const value *v);

/* A map's value by key; NULL if absent or if v is no map. */
const value *value_find(const value *v, bx_str key);

/* The value at a dotted path below v ("applications.new.total"; "[2]" for list items, from 0); NULL if
 * absent. A key that has a . or [ in it is found by value_find alone. */
const value *value_at(const value *v, bx_str path);

/* The data path of a value: "a.b[2].c"; empty for the root. Allocated in the arena; {NULL, 0} without memory.
 */
bx_str value_path(const value *v, bx_arena *arena);

/* The exact decimal that a literal writes: optional minus, digits, optional point and digits, at most 18
 * digits in all. False for anything else. */
bool decimal_parse(bx_str literal, decimal *out);

/* a + b and a - b, exact; false on overflow. */
bool decimal_add(decimal a, decimal b, decimal *out);
bool decimal_subtract(decimal a, decimal b, decimal *out);

/* -1, 0, 1. */
int decimal_compare(decimal a, decimal b);

/* The decimal as text, e.g. "-12.50", with all its scale's digits. {NULL, 0} without memory. */
bx_str decimal_text(decimal d, bx_arena *arena);

/* A place inside a text value: the byte offset `at` of v->text, as line and column in the file. Exact for all
 * characters that are not white space; white space that YAML folded away has the place where it began. A
 * literal block (|) is exact throughout. */
bx_place value_place_in(const value *v, size_t at);

/* Is this a text that may have been meant as a map: "年份：2023" with the full-width colon U+FF1A? For a hint
 * where a map was expected and a text was found. */
bool value_has_wide_colon(const value *v);

/* The tree as text, one value a line, in order: "path kind value @line:column"; texts as JSON strings, of
 * lists and maps the number of items, "." for the root's path. */
void value_dump(const value *root, bx_buf *out);

/* yaml.c: what this room stands on. */
void value_libraries(library_list *list);

#endif
