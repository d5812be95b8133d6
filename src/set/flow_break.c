/* Where a page ends: at the last place where a break does least harm. */
#include "set/table.h"

static harm harm_above(const setter *s, size_t at)
{
    const flow *f = &s->flow;
    const slab *slab = &f->slabs.items[at], *first = slab;
    if (slab_begins_page(slab)) return HARM_NONE;
    if (slab->is_captioned) return HARM_TEARS;
    if (!slab->table || slab[-1].table != slab->table) return slab->keep_before ? HARM_PARTS : HARM_NONE;
    while (first > f->slabs.items && first[-1].table == slab->table) first--;
    return table_harm(s, first, slab);
}

/* The last place where a break does no more harm; 0: none. */
static size_t last_break(const setter *s, harm least)
{
    size_t at = s->flow.fitting;
    while (at > 0 && harm_above(s, at) < least) at--;
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
        size_t at = last_break(s, least);
        bool is_dear = at && least == HARM_NONE && leaves_much(s, at);
        if (at && !(is_dear && last_break(s, HARM_GROUP) > at)) return at;
    }
    return 0;
}
