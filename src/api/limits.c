/* Limits by their names, and the budget of a document: its memory and its time. */
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

#include "api/api.h"

const bx_limit *bx_limit_at(size_t index)
{
    return index < LIMIT_COUNT ? &limits_known[index] : NULL;
}

/* "200", "64M"; 0 for anything else, and beyond the most. */
static unsigned long long read_number(const char *text, unsigned long long most)
{
    static const char units[] = "KMG";
    unsigned long long number = 0;
    const char *at = text, *unit;
    for (; *at >= '0' && *at <= '9'; at++) {
        number = number * 10 + (unsigned)(*at - '0');
        if (number > most) return 0;
    }
    if (at > text && *at && (unit = strchr(units, *at))) {
        for (at++; unit >= units && number <= most; unit--) number *= 1024;
    }
    return *at || number > most ? 0 : number;
}

bx_status bx_limits_set(bx_limits *limits, const char *assignment, bx_diags *diags)
{
    size_t length = strcspn(assignment, "=");
    const char *value = assignment[length] ? assignment + length + 1 : "";
    limit_id id = 0;
    while (id < LIMIT_COUNT &&
           (strncmp(limits_known[id].name, assignment, length) != 0 || limits_known[id].name[length]))
        id++;
    if (id == LIMIT_COUNT) {
        diag_add(diags, MSG_limit_unknown, (bx_place){0}, STR(""), assignment);
        return BX_BAD_USAGE;
    }
    char most[24];
    unsigned long long number = read_number(value, limits_known[id].most);
    snprintf(most, sizeof most, "%llu", limits_known[id].most);
    if (!number) diag_add(diags, MSG_limit_value, (bx_place){0}, STR(""), limits_known[id].name, most, value);
    if (number) *limit_of(limits, id) = number;
    return number ? BX_OK : BX_BAD_USAGE;
}

/* ---- the budget ---- */

static bool is_late(const arena_budget *budget)
{
    return stopwatch_ms() > budget->until;
}

void budget_begin(bx_report *report, double spent_ms)
{
    arena_budget *b = &report->budget;
    double most = (double)report->limits.milliseconds;
    b->is_late = report->limits.milliseconds ? is_late : NULL;
    b->until = stopwatch_ms() + most - spent_ms;
}

bx_status budget_judge(bx_report *report, bx_status status, bx_diags *diags)
{
    arena_budget *b = &report->budget;
    if (b->state == BUDGET_LEFT) return status;
    limit_id id = b->state == BUDGET_TIME_SPENT ? LIMIT_milliseconds : LIMIT_memory_bytes;
    b->state = BUDGET_LEFT;
    diag_memory_forget(diags);
    return limit_tell(diags, &report->limits, id, (bx_place){0}, STR(""));
}
