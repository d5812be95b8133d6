/* Fields that are pictures: a file beside the report, read as CSV files are, and what is said of it. */
#include <errno.h>
#include <stdio.h>

#include "base/file.h"
#include "report/define.h"
#include "report/report_parts.h"

enum { ALT_CHARACTERS_MAX = 500 };

static bool tell_unread(const report_reader *r, const value *name, int error)
{
    char chinese[128], english[128], most[24];
    if (error == ENOMEM) return false;
    bx_str path = value_path(name, r->arena), shown = message_text(r->arena, name->text);
    if (!path.ptr || !shown.ptr) return false;
    snprintf(most, sizeof most, "%llu", r->limits.picture_bytes);
    if (error == EXDEV)
        report_tell(r, MSG_picture_outside, name, name->text, STR(""));
    else if (error == EFBIG)
        report_tell(r, MSG_picture_bytes, name, name->text, str_of(most));
    else
        diag_add(r->diags, MSG_picture_unread, name->at, path, shown.ptr,
                 reason_in_chinese(error, chinese, sizeof chinese),
                 strerror_r(error, english, sizeof english));
    return true;
}

/* f->picture stays NULL for what has been told. */
static bool open_picture(const report_reader *r, const value *name, field_value *f)
{
    static const picture unseen;
    if (r->options->leaves_pictures) {
        f->picture = &unseen;
        return true;
    }
    if (!r->options->data_dir) {
        report_tell(r, MSG_picture_no_folder, name, name->text, STR(""));
        return true;
    }
    bx_str bytes;
    int error = report_read_file(r, str_trim(name->text), r->limits.picture_bytes, &bytes);
    if (error) return tell_unread(r, name, error);
    bx_str path = value_path(name, r->arena), shown = message_text(r->arena, name->text);
    if (!path.ptr || !shown.ptr) return false;
    picture_origin origin = {shown.ptr, name->at, path, r->limits.pixels};
    return picture_read(r->arena, bytes, &origin, r->diags, &f->picture) != BX_BAD_MACHINE;
}

/* One line of words; empty if there is none. */
static bx_str read_line(const report_reader *r, const value *v)
{
    if (!v || v->kind == VALUE_NULL) return STR("");
    if (v->kind != VALUE_TEXT && v->kind != VALUE_NUMBER) {
        report_tell(r, MSG_field_text, v, message_value(v), STR(""));
        return STR("");
    }
    bx_str text = str_trim(v->text);
    if (str_find(text, STR("\n")) < text.len) report_tell(r, MSG_field_one_line, v, STR(""), STR(""));
    report_check_length(r, v, text, ALT_CHARACTERS_MAX);
    return text;
}

/* What those hear who do not see it (ISO 14289-1 7.3): the data's words, else the layout's. */
static bool read_alt(const report_reader *r, const value *said, field_value *f)
{
    slot_filler filler = {.arena = r->arena, .report = r->report, .most = ALT_CHARACTERS_MAX};
    size_t errors = diag_errors(r->diags);
    f->text = read_line(r, said);
    if (!f->text.len && f->field->alt.len && !report_fill_slots(&filler, f->field->alt, &f->text))
        return false;
    if (!f->text.len && diag_errors(r->diags) == errors)
        report_tell(r, MSG_picture_alt, f->source, f->field->label, STR(""));
    return true;
}

static bool read_caption(const report_reader *r, const value *said, field_value *f)
{
    bx_str text = read_line(r, said);
    if (!text.len) return true;
    f->passages = arena_array(r->arena, passage, 1);
    if (!f->passages) return false;
    f->passages[0] = (passage){text, said, (size_t)(text.ptr - said->text.ptr)};
    f->passage_count = 1;
    return true;
}

bool report_read_picture(const report_reader *r, field_value *f)
{
    const value *v = f->source, *name = v->kind == VALUE_MAP ? value_find(v, STR("file")) : v;
    const value *alt = value_find(v, STR("alt")), *caption = value_find(v, STR("caption"));
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->count; i++)
        if (v->items[i] != name && v->items[i] != alt && v->items[i] != caption)
            report_tell_key(r, MSG_picture_key, v->items[i], v->items[i]->key, STR(""));
    if (!name || name->kind != VALUE_TEXT || !str_trim(name->text).len) {
        report_tell(r, MSG_picture_name, name ? name : v, STR(""), STR(""));
        return true;
    }
    return open_picture(r, name, f) && read_alt(r, alt, f) && read_caption(r, caption, f);
}
