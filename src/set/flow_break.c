/* Where a page ends: at the last place where a break does least harm. */
#include "set/table.h"

static harm harm_above(const flow *f, size_t at)
{
    const slab *slab = &f->slabs.items[at], *first = slab;
    if (slab_begins_page(slab)) return HARM_NONE;
    if (!slab->table || slab[-1].table != slab->table) return slab->keep_before ? HARM_PARTS : HARM_NONE;
    while (first > f->slabs.items && first[-1].table == slab->table) first--;
    return table_harm(first, slab);
}

/* The last place where a break does no more harm; 0: none. */
static size_t last_break(const flow *f, harm least)
{
    size_t at = f->fitting;
    while (at > 0 && harm_above(f, at) < least) at--;
    return at;
}

/* A group of rows is not worth more than half of a page left white. */
static bool leaves_much(const setter *s, size_t at)
{
    const slab *last = &s->flow.slabs.items[at - 1];
    return slab_foot(last) < area_height(s, last->is_turned) / 2;
}

size_t flow_break(const setter *s)
{
    for (harm least = HARM_NONE; least > HARM_TEARS; least--) {
        size_t at = last_break(&s->flow, least);
        bool is_dear = at && least == HARM_NONE && leaves_much(s, at);
        if (at && !(is_dear && last_break(&s->flow, HARM_GROUP) > at)) return at;
    }
    return 0;
}
