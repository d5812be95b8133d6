/* Bounds on what data can make large, so that no stranger's file eats the machine: a table of names and usual
 * values (limits.def), and what is told beyond one. */
#ifndef BX_BASE_LIMITS_H
#define BX_BASE_LIMITS_H

#include "base/diag.h"

typedef enum limit_id {
#define LIMIT(field, name, usual, most, zh, en) LIMIT_##field,
#include "base/limits.def"
#undef LIMIT
    LIMIT_COUNT
} limit_id;

extern const bx_limit limits_known[LIMIT_COUNT];

/* The usual where nothing is asked for (0), the most where more is. NULL: nothing is asked for. */
bx_limits limits_settle(const bx_limits *asked);

/* A field by its number. */
unsigned long long *limit_of(bx_limits *limits, limit_id id);

/* "The data is beyond this limit of so many, which --limit NAME=N raises", at a place. */
bx_status limit_tell(bx_diags *diags, const bx_limits *limits, limit_id id, bx_place place, bx_str path);

#endif
