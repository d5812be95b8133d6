/* Who gave a report, who must have given one and did not, and the record of it. */
#include "data/source.h"
#include "report/define.h"
#include "report/rollup_parts.h"

/* The next line of the list of offices; a remark, or nothing, is no office. */
static bool next_office(bx_str *rest, uint32_t *line, bx_str *name)
{
    while (rest->len) {
        size_t end = str_find(*rest, STR("\n"));
        *name = str_trim(str_slice(*rest, 0, end));
        *rest = str_from(*rest, end + 1);
        ++*line;
        if (name->len && name->ptr[0] != '#') return true;
    }
    return false;
}

static bool tell_missing(const rollup_roll *roll, const rollup_wish *wish, bx_str name, uint32_t line)
{
    bx_str text = message_text(roll->arena, name);
    if (text.ptr)
        diag_add_as(roll->diags, wish->allow_missing ? BX_WARNING : BX_ERROR, MSG_rollup_missing,
                    (bx_place){wish->expected_name, line, 1}, STR(""), text.ptr, (char *)NULL);
    return text.ptr != NULL;
}

bool rollup_call_roll(rollup_roll *roll, const rollup *u, const rollup_wish *wish)
{
    bx_str rest = source_skip_mark(wish->expected), name;
    name_book expected = {0};
    if (!rest.ptr || source_check(rest, wish->expected_name, roll->diags) != BX_OK) return true;
    for (uint32_t line = 0; next_office(&rest, &line, &name);) {
        size_t *first = name_slot(&expected, roll->arena, name);
        if (!first) return false;
        if (*first) continue;
        *first = line;
        if (name_number(&u->agencies, name)) continue;
        bx_str *missing = vec_push(roll->arena, &roll->missing);
        if (!missing || !tell_missing(roll, wish, name, line)) return false;
        *missing = name;
    }
    for (size_t i = 0; i < u->offices.count; i++) {
        const rollup_office *office = &u->offices.items[i];
        if (!name_number(&expected, office->agency))
            diag_add(roll->diags, MSG_rollup_unexpected, office->at, STR(""), office->agency.ptr);
    }
    return true;
}

static void add_member(bx_buf *out, const char *name, bx_str text)
{
    buf_print(out, "\"%s\": ", name);
    buf_json_string(out, text);
}

static void add_offices(const rollup *u, bx_buf *out)
{
    for (size_t i = 0; i < u->offices.count; i++) {
        const rollup_office *office = &u->offices.items[i];
        buf_text(out, i ? ",\n    {" : "\n    {");
        add_member(out, "agency", office->agency);
        buf_text(out, ", ");
        add_member(out, "file", str_of(office->at.file));
        buf_text(out, ", ");
        add_member(out, "sha256", office->hash);
        buf_char(out, '}');
    }
}

void rollup_record(const rollup_roll *roll, const rollup *u, bx_str agency, bx_str year, bx_buf *out)
{
    buf_print(out, "{\n  \"rolled_up\": %zu,\n  ", u->offices.count);
    add_member(out, "layout", u->layout->name);
    buf_text(out, ",\n  ");
    add_member(out, "agency", agency);
    buf_text(out, ",\n  ");
    add_member(out, "year", year);
    buf_text(out, ",\n  \"offices\": [");
    add_offices(u, out);
    buf_text(out, "\n  ],\n  \"missing\": [");
    for (size_t i = 0; i < roll->missing.count; i++) {
        if (i) buf_text(out, ", ");
        buf_json_string(out, roll->missing.items[i]);
    }
    buf_text(out, "]\n}\n");
}
