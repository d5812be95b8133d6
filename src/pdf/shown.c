/* Content streams: only operators that say something are looked at. */
#include "pdf/shown.h"

#include "pdf/scan.h"

enum { STATES_MAX = 28 }; /* ISO 19005-2 6.1.13: q within q */

typedef struct reader {
    const shown_events *events;
    bx_str bytes;
    size_t at;
    bx_str name;     /* the last one outside of dictionaries */
    bx_buf codes;    /* of the strings since the last operator */
    bx_buf text;     /* ActualText */
    bx_buf packed;   /* the same as it is written */
    shown_mark mark; /* what the last dictionary said */
    bx_str font, saved[STATES_MAX];
    unsigned state_count;
    size_t depth; /* marks that are open */
} reader;

/* ---- dictionaries of marks ---- */

static bx_status read_text(reader *r, scan_token token)
{
    buf_reset(&r->packed);
    buf_reset(&r->text);
    scan_string(token, &r->packed);
    if (r->packed.failed) return BX_BAD_MACHINE;
    bx_str packed = buf_slice(&r->packed);
    if (!str_starts_with(packed, STR("\xFE\xFF")) || !scan_utf16(str_from(packed, 2), &r->text))
        return BX_BAD_DATA;
    r->mark.has_text = true;
    r->mark.text = buf_slice(&r->text);
    return BX_OK;
}

/* Up to the ">>" that belongs to the "<<" that was read. */
static bx_status read_dict(reader *r)
{
    bx_str key = {0};
    r->mark = (shown_mark){.mcid = -1};
    for (size_t depth = 1; depth;) {
        scan_token token = scan_next(r->bytes, &r->at);
        if (token.kind == SCAN_END) return BX_BAD_DATA;
        if (token.kind == SCAN_DICT) depth++;
        if (token.kind == SCAN_DICT_END) depth--;
        if (depth == 1 && str_is(key, "MCID")) r->mark.mcid = scan_number(token);
        if (depth == 1 && str_is(key, "ActualText")) BX_TRY(read_text(r, token));
        key = token.kind == SCAN_NAME ? token.text : STR("");
    }
    return BX_OK;
}

/* ---- operators ---- */

static bx_status begin_mark(reader *r)
{
    r->mark.tag = r->name;
    r->depth++;
    return r->events->begin(r->events->to, &r->mark);
}

static bx_status end_mark(reader *r)
{
    if (!r->depth) return BX_BAD_DATA;
    r->depth--;
    return r->events->end(r->events->to);
}

static bx_status show(reader *r)
{
    return r->codes.len % 2 || !r->font.len ? BX_BAD_DATA
                                            : r->events->show(r->events->to, r->font, buf_slice(&r->codes));
}

static bx_status change_state(reader *r, bool is_saved)
{
    if (is_saved ? r->state_count == STATES_MAX : !r->state_count) return BX_BAD_DATA;
    if (is_saved)
        r->saved[r->state_count++] = r->font;
    else
        r->font = r->saved[--r->state_count];
    return BX_OK;
}

static bx_status read_operator(reader *r, bx_str name)
{
    if (str_is(name, "TJ") || str_is(name, "Tj") || str_is(name, "'") || str_is(name, "\"")) return show(r);
    if (str_is(name, "Tf")) r->font = r->name;
    if (str_is(name, "BDC") || str_is(name, "BMC")) return begin_mark(r);
    if (str_is(name, "EMC")) return end_mark(r);
    if (str_is(name, "q") || str_is(name, "Q")) return change_state(r, name.ptr[0] == 'q');
    if (str_is(name, "Do")) return r->events->draw(r->events->to, r->name);
    return BX_OK;
}

static bool is_operator(bx_str word)
{
    char c = word.ptr[0];
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '\'' || c == '"';
}

static bx_status read_token(reader *r, scan_token token)
{
    if (token.kind == SCAN_NAME) r->name = token.text;
    if (token.kind == SCAN_HEX || token.kind == SCAN_LITERAL) scan_string(token, &r->codes);
    if (token.kind == SCAN_DICT) return read_dict(r);
    if (token.kind != SCAN_WORD || !is_operator(token.text)) return BX_OK;
    if (r->codes.failed || r->text.failed || r->packed.failed) return BX_BAD_MACHINE;
    bx_status status = read_operator(r, token.text);
    r->mark = (shown_mark){.mcid = -1};
    buf_reset(&r->codes);
    return status;
}

bx_status shown_read(bx_str content, const shown_events *events)
{
    reader r = {.events = events, .bytes = content, .mark = {.mcid = -1}};
    bx_status status = BX_OK;
    for (scan_token token; status == BX_OK;) {
        token = scan_next(content, &r.at);
        if (token.kind == SCAN_END) break;
        status = read_token(&r, token);
    }
    if (status == BX_OK && (r.depth || r.state_count)) status = BX_BAD_DATA;
    buf_clear(&r.codes);
    buf_clear(&r.text);
    buf_clear(&r.packed);
    return status;
}

/* ---- CMaps ---- */

typedef struct map_room {
    bx_buf code, packed, text;
} map_room;

static bx_status read_pair(map_room *room, scan_token from, scan_token to, unsigned *code)
{
    buf_reset(&room->code);
    buf_reset(&room->packed);
    buf_reset(&room->text);
    scan_string(from, &room->code);
    scan_string(to, &room->packed);
    bool is_text = scan_utf16(buf_slice(&room->packed), &room->text);
    if (room->code.failed || room->packed.failed || room->text.failed) return BX_BAD_MACHINE;
    if (room->code.len != 2 || to.kind != SCAN_HEX || !is_text) return BX_BAD_DATA;
    *code = (unsigned)((unsigned char)room->code.ptr[0] << 8 | (unsigned char)room->code.ptr[1]);
    return BX_OK;
}

bx_status shown_map(bx_str cmap, void *to, bx_status (*tell)(void *to, unsigned code, bx_str text))
{
    map_room room = {0};
    bx_status status = BX_OK;
    bool is_inside = false;
    size_t at = 0;
    for (scan_token token; status == BX_OK && (token = scan_next(cmap, &at)).kind != SCAN_END;) {
        unsigned code = 0;
        if (token.kind == SCAN_WORD) is_inside = str_is(token.text, "beginbfchar");
        if (token.kind == SCAN_WORD && str_is(token.text, "beginbfrange")) status = BX_BAD_DATA;
        if (!is_inside || token.kind == SCAN_WORD) continue;
        status = read_pair(&room, token, scan_next(cmap, &at), &code);
        if (status == BX_OK) status = tell(to, code, buf_slice(&room.text));
    }
    buf_clear(&room.code);
    buf_clear(&room.packed);
    buf_clear(&room.text);
    return status;
}
