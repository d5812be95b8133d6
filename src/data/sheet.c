/* Lines and fields of CSV and TSV files. One scanner serves the counting and the reading, so that both agree
 * where a line ends. */
#include "data/sheet.h"

#include <stdio.h>

#include "data/read.h"
#include "data/source.h"

/* A field as it stands in the file. */
typedef struct field {
    size_t from, to;  /* of its text, without marks and blanks around it */
    size_t start;     /* the mark before it, or `from` */
    size_t next;      /* behind the delimiter or the line's end */
    bool is_last;     /* of its line */
    bool is_changed;  /* its text is not what stands in the file: "" or CR LF in marks */
    message_id fault; /* MSG_COUNT: none */
    size_t fault_at;
} field;

static bool is_end(const sheet *s, size_t at)
{
    return at >= s->bytes.len || s->bytes.ptr[at] == '\n' || s->bytes.ptr[at] == '\r';
}

static bool is_field_end(const sheet *s, size_t at)
{
    return is_end(s, at) || s->bytes.ptr[at] == s->delimiter;
}

static size_t skip_spaces(const sheet *s, size_t at)
{
    while (at < s->bytes.len && s->bytes.ptr[at] == ' ') at++;
    return at;
}

static void set_fault(field *f, message_id id, size_t at)
{
    if (f->fault != MSG_COUNT) return;
    f->fault = id;
    f->fault_at = at;
}

/* From the opening mark; answers where its closing one is left. */
static size_t scan_marked(const sheet *s, size_t at, field *f)
{
    const char *p = s->bytes.ptr;
    size_t end = s->bytes.len;
    f->start = at;
    f->from = ++at;
    for (; at < end; at++) {
        bool is_double = p[at] == '"' && at + 1 < end && p[at + 1] == '"';
        if (p[at] == '"' && !is_double) break;
        f->is_changed |= is_double || p[at] == '\r';
        at += is_double;
    }
    f->to = at;
    if (at >= end) set_fault(f, MSG_sheet_mark_open, f->start);
    at = skip_spaces(s, at < end ? at + 1 : end);
    if (!is_field_end(s, at)) set_fault(f, MSG_sheet_mark_behind, at);
    while (!is_field_end(s, at)) at++;
    return at;
}

static size_t scan_plain(const sheet *s, size_t at, field *f)
{
    f->from = at;
    for (; !is_field_end(s, at); at++)
        if (s->bytes.ptr[at] == '"') set_fault(f, MSG_sheet_mark_inside, at);
    bx_str all = str_slice(s->bytes, f->from, at - f->from), text = str_trim(all);
    f->from = text.len ? (size_t)(text.ptr - s->bytes.ptr) : at;
    f->to = f->from + text.len;
    f->start = f->from;
    return at;
}

static field scan_field(const sheet *s, size_t at)
{
    field f = {.fault = MSG_COUNT};
    size_t text = skip_spaces(s, at);
    bool is_marked = text < s->bytes.len && s->bytes.ptr[text] == '"';
    at = is_marked ? scan_marked(s, text, &f) : scan_plain(s, at, &f);
    f.is_last = is_end(s, at);
    bool is_crlf = at + 1 < s->bytes.len && s->bytes.ptr[at] == '\r' && s->bytes.ptr[at + 1] == '\n';
    f.next = at < s->bytes.len ? at + 1 + is_crlf : at;
    return f;
}

/* The next line that has a value in it, from the cursor, which moves behind it. False: there is none. */
static bool next_line(const sheet *s, cursor *c, sheet_line *line, size_t *fields)
{
    while (c->at < s->bytes.len) {
        bool has_value = false;
        field f = {.next = c->at};
        *line = (sheet_line){(uint32_t)c->at, c->line};
        *fields = 0;
        do {
            f = scan_field(s, f.next);
            has_value |= f.to > f.from || f.fault != MSG_COUNT;
            ++*fields;
        } while (!f.is_last);
        cursor_move(c, f.next);
        if (has_value) return true;
    }
    return false;
}

bx_status sheet_open(sheet *s, bx_str bytes, const char *file, char delimiter, bx_diags *diags)
{
    *s = (sheet){.bytes = source_skip_mark(bytes), .file = file, .delimiter = delimiter};
    BX_TRY(source_check(s->bytes, file, diags));
    cursor c = cursor_at_start(s->bytes);
    sheet_line line;
    size_t fields;
    if (!next_line(s, &c, &s->names, &s->column_count)) {
        diag_add(diags, MSG_data_empty, (bx_place){file, 1, 1}, STR(""));
        return BX_BAD_DATA;
    }
    while (next_line(s, &c, &line, &fields)) s->row_count++;
    return BX_OK;
}

bool sheet_index(sheet *s, bx_arena *arena)
{
    cursor c = {s->bytes, s->names.at, s->names.number, 1};
    sheet_line line;
    size_t fields;
    s->rows = arena_array(arena, sheet_line, s->row_count);
    if (!s->rows) return false;
    next_line(s, &c, &line, &fields);
    for (size_t i = 0; i < s->row_count; i++) next_line(s, &c, &s->rows[i], &fields);
    return true;
}

/* ---- reading ---- */

typedef struct line_reader {
    const sheet *sheet;
    bx_arena *arena;
    bx_diags *diags; /* NULL: nothing is told */
    cursor cursor;   /* at the field being read */
    bool is_faulty;
} line_reader;

/* False: no memory. */
static bool tell(line_reader *r, message_id id, bx_place place, const value *v, const char *const args[2])
{
    r->is_faulty = true;
    if (!r->diags) return true;
    bx_arena scratch = {0};
    bx_str path = diag_is_full(r->diags, id) ? STR("") : value_path(v, &scratch);
    if (path.ptr) diag_add(r->diags, id, place, path, args[0], args[1]);
    arena_clear(&scratch);
    return path.ptr != NULL;
}

/* The text between marks, "" as one, CR LF as LF. */
static bx_str unmarked(bx_arena *arena, bx_str raw)
{
    char *text = arena_alloc(arena, raw.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; text && i < raw.len; i++) {
        bool is_crlf = raw.ptr[i] == '\r' && i + 1 < raw.len && raw.ptr[i + 1] == '\n';
        i += raw.ptr[i] == '"' || is_crlf; /* to the second of the two */
        text[len++] = raw.ptr[i] == '\r' ? '\n' : raw.ptr[i];
    }
    return (bx_str){text, len};
}

static void set_kind(const line_reader *r, const field *f, value *v)
{
    decimal number;
    v->kind = VALUE_TEXT;
    v->is_field = true;
    v->source = r->sheet->bytes.ptr + f->start;
    if (!v->text.len || str_is(v->text, "~")) {
        v->kind = VALUE_NULL;
    } else if (literal_is_number(v->text) && decimal_parse(v->text, &number)) {
        v->kind = VALUE_NUMBER;
        v->number = number;
    }
}

/* False: no memory. */
static bool fill(line_reader *r, const field *f, value *v)
{
    bx_str raw = str_slice(r->sheet->bytes, f->from, f->to - f->from);
    cursor_move(&r->cursor, f->start);
    v->at = v->key_at = cursor_place(&r->cursor, r->sheet->file);
    v->text = f->is_changed ? unmarked(r->arena, raw) : raw;
    if (!v->text.ptr) return false;
    set_kind(r, f, v);
    if (f->fault == MSG_COUNT) return true;
    cursor c = r->cursor;
    cursor_move(&c, f->fault_at);
    return tell(r, f->fault, cursor_place(&c, r->sheet->file), v, (const char *[]){"", ""});
}

static bool check_count(line_reader *r, const value *row, size_t has)
{
    size_t asked = r->sheet->column_count;
    char wanted[24], given[24];
    snprintf(wanted, sizeof wanted, "%zu", asked);
    snprintf(given, sizeof given, "%zu", has);
    if (has == asked || r->is_faulty) return true;
    return tell(r, has > asked ? MSG_sheet_line_long : MSG_sheet_line_short, row->at, row,
                (const char *[]){wanted, given});
}

bx_status sheet_read(const sheet *s, sheet_line line, bx_arena *arena, bx_diags *diags, sheet_row *out)
{
    line_reader r = {s, arena, diags, {s->bytes, line.at, line.number, 1}, false};
    field f = {.next = line.at};
    size_t count = 0;
    bool has_memory = true;
    out->row.kind = VALUE_MAP;
    out->row.at = out->row.key_at = cursor_place(&r.cursor, s->file);
    do {
        f = scan_field(s, f.next);
        if (count < s->column_count) has_memory = fill(&r, &f, &out->items[count]);
        count++;
    } while (has_memory && !f.is_last);
    has_memory = has_memory && check_count(&r, &out->row, count);
    if (!has_memory) return diags ? diag_memory(diags) : BX_BAD_MACHINE;
    return r.is_faulty ? BX_BAD_DATA : BX_OK;
}
