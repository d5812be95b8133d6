/* The texts above tables: what stands in their slots must be there. */
#include "base/utf8.h"
#include "report/layout_parts.h"

enum { ABOVE_CHARACTERS_MAX = 200 };

typedef struct above_text {
    const char *key;
    bx_str text;
} above_text;

static void check_text(const definer *d, const value *at, const layout *l, bx_str text, bool has_number)
{
    bx_str wrong = layout_wrong_slot(l, text, has_number);
    if (wrong.len) define_tell(d, at, MSG_define_above_slot, wrong);
    if (utf8_count(text) > ABOVE_CHARACTERS_MAX) define_tell(d, at, MSG_define_above_long, STR("200"));
}

void layout_check_above(const definer *d, const value *all, const value *tables, const layout *l)
{
    for (size_t i = 0; i < l->table_count; i++) {
        const table_above *above = &l->tables[i].above;
        bool has_number = table_is_numbered(&l->tables[i]);
        const above_text texts[] = {{"caption", above->caption},
                                    {"left", above->left},
                                    {"unit", above->unit},
                                    {"continued", above->continued}};
        for (size_t n = 0; n < sizeof texts / sizeof *texts; n++) {
            const value *at = value_find(tables->items[i], str_of(texts[n].key));
            if (!at && all) at = value_find(all, str_of(texts[n].key));
            if (at) check_text(d, at, l, texts[n].text, has_number);
        }
    }
}

bool table_is_numbered(const layout_table *table)
{
    bx_str slot = STR("{number}");
    return str_find(table->above.caption, slot) < table->above.caption.len;
}
