/* The type a table's cells are set in. Where some of a role do not fit, all of them give way alike: first
 * their characters come nearer, as far as the layout allows, then they become smaller by steps of 字号, down
 * to the layout's least size. */
#include "set/table.h"

/* 字号, from large to small, in half points. */
static const int size_steps[] = {84, 72, 52, 48, 44, 36, 32, 30, 28, 24, 21, 18, 15, 13, 11, 10};
enum { STEPS = sizeof size_steps / sizeof *size_steps };

static const bx_len PITCH_STEP = EM / 50;

bx_len table_type_size(const set_table *t, const style *style, cell_role role)
{
    bx_len size = style->size;
    for (int i = 0, left = t->types[role].smaller; i < STEPS && left > 0; i++) {
        bx_len step = size_steps[i] * LEN_PT / 2;
        if (step >= size) continue;
        size = step;
        left--;
    }
    return len_max(size, len_min(t->doc->layout->min_size, style->size));
}

bx_len table_type_width(const set_table *t, const style *style, cell_role role, bx_len width)
{
    const role_type *type = &t->types[role];
    bx_len size = table_type_size(t, style, role);
    if (size == style->size && type->pitch == EM) return width;
    return len_scale(len_scale(width, size, style->size), type->pitch, EM) + 1;
}

bool table_type_shrink(set_table *t, const style *style, cell_role role)
{
    role_type *type = &t->types[role];
    const layout_table *layout = t->doc->layout;
    if (type->pitch > layout->min_pitch) {
        type->pitch = len_max(type->pitch - PITCH_STEP, layout->min_pitch);
        return true;
    }
    if (table_type_size(t, style, role) <= layout->min_size) return false;
    type->smaller++;
    type->pitch = EM;
    return true;
}
