/* The table of limits. */
#include "base/limits.h"

#include <stddef.h>
#include <stdio.h>

const bx_limit limits_known[LIMIT_COUNT] = {
#define LIMIT(field, name, usual, most, zh, en) {name, usual, most, {zh, en}},
#include "base/limits.def"
#undef LIMIT
};

static const size_t offsets[LIMIT_COUNT] = {
#define LIMIT(field, name, usual, most, zh, en) offsetof(bx_limits, field),
#include "base/limits.def"
#undef LIMIT
};

unsigned long long *limit_of(bx_limits *limits, limit_id id)
{
    return (unsigned long long *)((char *)limits + offsets[id]);
}

bx_limits limits_settle(const bx_limits *asked)
{
    bx_limits settled = asked ? *asked : (bx_limits){0};
    for (limit_id id = 0; id < LIMIT_COUNT; id++) {
        unsigned long long *limit = limit_of(&settled, id);
        if (!*limit) *limit = limits_known[id].usual;
        if (*limit > limits_known[id].most) *limit = limits_known[id].most;
    }
    return settled;
}

bx_status limit_tell(bx_diags *diags, const bx_limits *limits, limit_id id, bx_place place, bx_str path)
{
    bool is_machine = id == LIMIT_memory_bytes || id == LIMIT_milliseconds;
    message_id message = is_machine ? MSG_limit_machine : MSG_limit;
    const bx_limit *known = &limits_known[id];
    bx_limits copy = *limits;
    char number[24];
    snprintf(number, sizeof number, "%llu", *limit_of(&copy, id));
    diag_add(diags, message, place, path, known->name, number, known->about[BX_ZH], known->about[BX_EN]);
    return is_machine ? BX_BAD_MACHINE : BX_BAD_DATA;
}
