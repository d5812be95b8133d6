/* Rows from a CSV or TSV file that the data names. Its first line says which column is which; a row becomes
 * values for as long as it is read, so that everything that holds for rows in the data holds for these. */
#include <errno.h>
#include <stdio.h>

#include "base/file.h"
#include "data/sheet.h"
#include "report/define.h"
#include "report/report_parts.h"

struct list_sheet {
    sheet sheet;
    value list;     /* what stands for the file among the values */
    uint32_t *leaf; /* by the file's column: the leaf column it is */
    bx_str *keys;   /* by the file's column: the path of that */
};
typedef struct list_sheet list_sheet;

/* ---- the file ---- */

/* The delimiter by the name's end; 0: a file that cannot be read, or no file. */
static char delimiter_of(bx_str name)
{
    if (str_ends_with(name, STR(".csv")) || str_ends_with(name, STR(".CSV"))) return ',';
    return str_ends_with(name, STR(".tsv")) || str_ends_with(name, STR(".TSV")) ? '\t' : '\0';
}

static bool tell_unread(const list_reader *l, const value *name, int error)
{
    char chinese[128], english[128], most[24];
    bx_arena *arena = l->t->r->arena;
    if (error == ENOMEM) return false;
    snprintf(most, sizeof most, "%llu", l->t->r->limits.file_bytes);
    bx_str path = value_path(name, arena), shown = message_text(arena, name->text);
    if (!path.ptr || !shown.ptr) return false;
    if (error == EXDEV || error == EINVAL || error == EISDIR)
        report_tell(l->t->r, error == EXDEV ? MSG_sheet_outside : MSG_sheet_irregular, name, name->text,
                    STR(""));
    else if (error == EFBIG)
        report_tell(l->t->r, MSG_sheet_large, name, name->text, str_of(most));
    else
        diag_add(l->t->r->diags, MSG_sheet_unread, name->at, path, shown.ptr,
                 reason_in_chinese(error, chinese, sizeof chinese),
                 strerror_r(error, english, sizeof english));
    return true;
}

/* The file's name in places: as it can be opened from where the caller is. */
static bx_str place_name(const list_reader *l, bx_str name)
{
    const char *dir = l->t->r->options->data_dir;
    return strcmp(dir, ".") == 0 ? arena_copy(l->t->r->arena, name)
                                 : arena_print(l->t->r->arena, "%s/%.*s", dir, STR_ARG(name));
}

/* *is_open stays false for what has been told. */
static bool open_file(list_reader *l, const value *name, list_sheet *file, bool *is_open)
{
    const report_reader *r = l->t->r;
    bx_str bytes, path = str_trim(name->text);
    char delimiter = delimiter_of(path);
    if (!delimiter || !r->options->data_dir) {
        report_tell(r, delimiter ? MSG_sheet_no_folder : MSG_sheet_kind, name, name->text, STR(""));
        return true;
    }
    int error = report_read_file(r, path, r->limits.file_bytes, &bytes);
    if (error) return tell_unread(l, name, error);
    bx_str shown = place_name(l, path);
    if (!shown.ptr) return false;
    *is_open = sheet_open(&file->sheet, bytes, shown.ptr, delimiter, r->diags) == BX_OK;
    file->list = (value){.kind = VALUE_LIST, .parent = name->parent, .key = name->key, .index = name->index};
    file->list.at = file->list.key_at = (bx_place){shown.ptr, 1, 1};
    return true;
}

/* ---- the first line ---- */

/* Are they the same but for blanks and line breaks, which a label has where it is narrow? */
static bool is_same_label(bx_str a, bx_str b)
{
    for (;;) {
        a = str_trim_start(a), b = str_trim_start(b);
        if (!a.len || !b.len) return a.len == b.len;
        if (a.ptr[0] != b.ptr[0]) return false;
        a = str_from(a, 1), b = str_from(b, 1);
    }
}

/* 工资.基本: does a text say the labels of a column and all groups above it? */
static bool is_label_path(const axis_node *root, const axis_node *leaf, bx_str text)
{
    const axis_node *node = root;
    while (node->kid_count) {
        const axis_node *kid = node->kids;
        while (leaf->leaf < kid->leaf || leaf->leaf >= kid->leaf + kid->leaf_count) kid++;
        size_t point = kid->kid_count ? str_find(text, STR(".")) : text.len;
        if (!is_same_label(kid->label, str_slice(text, 0, point))) return false;
        text = str_from(text, point + 1);
        node = kid;
    }
    return true;
}

typedef enum name_kind { NAME_PATH, NAME_LAST, NAME_LABELS, NAME_LABEL, NAME_KINDS } name_kind;

static bool is_called(const table_part *part, const axis_node *leaf, bx_str text, name_kind kind)
{
    switch (kind) {
    case NAME_PATH:
        return str_is_equal(leaf->path, text);
    case NAME_LAST:
        return !axis_is_hidden(leaf) && str_is_equal(leaf->name, text);
    case NAME_LABELS:
        return is_label_path(&part->head, leaf, text);
    default:
        return is_same_label(leaf->label, text);
    }
}

/* The column that a text names, or the number of those it may mean, which is not 1. */
static size_t find_column(const table_part *part, bx_str text, uint32_t *found)
{
    size_t count = 0;
    for (int kind = 0; text.len && !count && kind < NAME_KINDS; kind++)
        for (uint32_t i = 0; i < part->leaf_column_count; i++) {
            if (!is_called(part, part->leaf_columns[i], text, (name_kind)kind)) continue;
            *found = i;
            count++;
        }
    return count;
}

static bx_str suggestion(const list_reader *l, bx_str text)
{
    bx_str names[2 * TRACKS_MAX];
    size_t count = l->part->leaf_column_count;
    for (size_t i = 0; i < count; i++) {
        names[i] = l->part->leaf_columns[i]->path;
        names[count + i] = l->part->leaf_columns[i]->label;
    }
    return nearest_name(text, names, 2 * count);
}

/* The whole line in one field: it is parted by something else. */
static bool is_undivided(const list_reader *l, const list_sheet *file, bx_str text)
{
    static const char *const others[] = {",", "\t", ";", "，", "；", "|"};
    bool found = false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        found |= str_find(text, str_of(others[i])) < text.len;
    return found && file->sheet.column_count == 1 && l->part->leaf_column_count > 1;
}

static void tell_name(const list_reader *l, const list_sheet *file, const value *v, size_t count)
{
    bx_str near = suggestion(l, v->text);
    message_id id = near.len ? MSG_sheet_column_near : MSG_sheet_column;
    if (!v->text.len) id = MSG_sheet_column_empty;
    if (count > 1) id = MSG_sheet_column_many;
    if (is_undivided(l, file, v->text))
        id = file->sheet.delimiter == ',' ? MSG_sheet_no_commas : MSG_sheet_no_tabs;
    report_tell(l->t->r, id, v, v->text, near);
}

/* Which leaf is each of the file's columns? `taken` by leaf: by which of the file's, from 1. */
static void name_columns(const list_reader *l, list_sheet *file, const value *names, size_t *taken)
{
    for (size_t i = 0; i < file->sheet.column_count; i++) {
        uint32_t leaf = 0;
        size_t count = find_column(l->part, names[i].text, &leaf);
        if (count != 1)
            tell_name(l, file, &names[i], count);
        else if (taken[leaf])
            report_tell(l->t->r, MSG_sheet_column_twice, &names[i], names[i].text, STR(""));
        if (count != 1) continue;
        taken[leaf] = i + 1;
        file->leaf[i] = leaf;
        file->keys[i] = l->part->leaf_columns[leaf]->path;
    }
}

static bool read_names(list_reader *l, list_sheet *file)
{
    const report_reader *r = l->t->r;
    size_t columns = file->sheet.column_count, errors = diag_errors(r->diags);
    size_t *taken = arena_array(&l->scratch, size_t, l->part->leaf_column_count);
    sheet_row names = {.row = file->list, .items = arena_array(&l->scratch, value, columns)};
    file->leaf = arena_array(r->arena, uint32_t, columns);
    file->keys = arena_array(r->arena, bx_str, columns);
    if (!taken || !names.items || !file->leaf || !file->keys) return false;
    for (size_t i = 0; i < columns; i++) names.items[i] = file->list; /* what they say is told of the list */
    bx_status status = sheet_read(&file->sheet, file->sheet.names, r->arena, r->diags, &names);
    if (status != BX_OK) return status != BX_BAD_MACHINE;
    name_columns(l, file, names.items, taken);
    bool is_known = diag_errors(r->diags) == errors; /* else what is missing may be what is misspelt */
    for (size_t i = 0; is_known && i < l->part->leaf_column_count; i++)
        if (!taken[i])
            report_tell(r, MSG_sheet_column_missing, &file->list, l->part->leaf_columns[i]->path,
                        l->part->leaf_columns[i]->label);
    return true;
}

/* ---- the rows ---- */

/* Values for a row, their keys set. */
static bool make_row(const list_sheet *file, bx_arena *arena, sheet_row *out)
{
    *out = (sheet_row){.items = arena_array(arena, value, file->sheet.column_count)};
    out->row.parent = &file->list;
    for (size_t i = 0; out->items && i < file->sheet.column_count; i++) {
        out->items[i].parent = &out->row;
        out->items[i].key = file->keys[i];
    }
    return out->items != NULL;
}

static bool read_row(list_reader *l, const list_sheet *file, size_t row, sheet_row *values)
{
    const report_reader *r = l->t->r;
    values->row.index = (uint32_t)row;
    bx_status status = sheet_read(&file->sheet, file->sheet.rows[row], r->arena, r->diags, values);
    if (status == BX_BAD_MACHINE) return false;
    l->t->row = l->list->row;
    l->t->cells = l->cells;
    memset(l->cells, 0, l->part->leaf_column_count * sizeof *l->cells);
    for (size_t i = 0; status == BX_OK && i < file->sheet.column_count; i++)
        if (!report_read_cell(l->t, l->part->leaf_columns[file->leaf[i]], &values->items[i])) return false;
    return list_take_row(l, row);
}

static bool read_rows(list_reader *l, list_sheet *file)
{
    sheet_row values;
    size_t count = file->sheet.row_count;
    if (!sheet_index(&file->sheet, l->t->r->arena) || !make_row(file, &l->scratch, &values)) return false;
    for (size_t i = 0; i < count; i++)
        if (!read_row(l, file, i, &values)) return false;
    return true;
}

bool report_read_sheet(list_reader *l, const value *name)
{
    list_sheet *file = arena_new(l->t->r->arena, list_sheet);
    size_t errors = diag_errors(l->t->r->diags);
    bool is_open = false;
    if (!file || !open_file(l, name, file, &is_open) || (is_open && !read_names(l, file))) return false;
    if (diag_errors(l->t->r->diags) > errors || !list_has_room(l, file->sheet.row_count)) return true;
    l->list->file = file;
    return list_begin(l, file->sheet.row_count) && read_rows(l, file);
}

bool sheet_sources(const table_list *list, size_t row, bx_arena *arena, const value **out)
{
    const list_sheet *file = list->file;
    sheet_row *values = arena_new(arena, sheet_row);
    if (!values || !make_row(file, arena, values)) return false;
    values->row.index = (uint32_t)row;
    if (sheet_read(&file->sheet, file->sheet.rows[row], arena, NULL, values) == BX_BAD_MACHINE) return false;
    for (size_t i = 0; i < file->sheet.column_count; i++) out[file->leaf[i]] = &values->items[i];
    return true;
}
