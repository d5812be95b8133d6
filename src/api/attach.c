/* What a build attaches: the checked data with its tables, and the files that the caller hands over. */
#include <stdio.h>
#include <stdlib.h>

#include "api/api.h"
#include "base/day.h"
#include "base/utf8.h"
#include "data/write.h"
#include "report/report_csv.h"
#include "report/report_values.h"

/* Of a file's name, as file systems have it; of a description; of a media type. */
enum { NAME_BYTES_MAX = 255, ABOUT_BYTES_MAX = 1000, MIME_BYTES_MAX = 100 };

#define DATA_NAME "data.json"

/* ---- what endings mean (media types of IANA; application/ofd: GB/T 33190) ---- */

static const char *mime_of(bx_str name)
{
    static const char *const known[][2] = {
        {".pdf", "application/pdf"},
        {".ofd", "application/ofd"},
        {".json", "application/json"},
        {".xml", "application/xml"},
        {".yaml", "application/yaml"},
        {".zip", "application/zip"},
        {".csv", "text/csv"},
        {".tsv", "text/tab-separated-values"},
        {".txt", "text/plain"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".tif", "image/tiff"},
        {".tiff", "image/tiff"},
        {".doc", "application/msword"},
        {".xls", "application/vnd.ms-excel"},
        {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {".odt", "application/vnd.oasis.opendocument.text"},
        {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t len = strlen(known[i][0]), at = name.len > len ? name.len - len : 0;
        if (at && !strncasecmp(name.ptr + at, known[i][0], len)) return known[i][1];
    }
    return "application/octet-stream";
}

/* ---- what a caller may say ---- */

/* What can be a file's name on any system. */
static bool is_name(bx_str name)
{
    bool is_good = name.len && name.len <= NAME_BYTES_MAX && utf8_first_bad(name) == name.len &&
                   !str_is(name, ".") && !str_is(name, "..");
    for (size_t i = 0; is_good && i < name.len; i++)
        is_good = (unsigned char)name.ptr[i] >= ' ' && name.ptr[i] != 0x7F && !strchr("/\\", name.ptr[i]);
    return is_good;
}

static bool is_mime(bx_str mime)
{
    size_t slash = str_find(mime, STR("/"));
    bool is_good = slash && slash + 1 < mime.len && mime.len <= MIME_BYTES_MAX;
    for (size_t i = 0; is_good && i < mime.len; i++) {
        char c = mime.ptr[i];
        is_good = i == slash || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  strchr(".+-_", c);
    }
    return is_good;
}

static bool is_about(bx_str about)
{
    bool is_good = about.len <= ABOUT_BYTES_MAX && utf8_first_bad(about) == about.len;
    for (size_t i = 0; is_good && i < about.len; i++) is_good = (unsigned char)about.ptr[i] >= ' ';
    return is_good;
}

static bool is_relationship(bx_str name)
{
    static const char *const known[] = {"Source", "Data", "Alternative", "Supplement", "Unspecified"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(name, known[i])) return true;
    return false;
}

/* 2024-01-10 */
static bool is_date(bx_str date)
{
    bool is_good = date.len == strlen("2024-01-10");
    for (size_t i = 0; is_good && i < date.len; i++)
        is_good = i == 4 || i == 7 ? date.ptr[i] == '-' : date.ptr[i] >= '0' && date.ptr[i] <= '9';
    int month = is_good ? atoi(date.ptr + 5) : 0, day = is_good ? atoi(date.ptr + 8) : 0;
    return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(atoi(date.ptr), month);
}

/* ---- the list ---- */

static bx_status refuse(bx_diags *diags, message_id id, bx_str name, bx_str what)
{
    bx_arena arena = {0};
    bx_str first = message_text(&arena, name), second = message_text(&arena, what);
    if (first.ptr && second.ptr) diag_add(diags, id, (bx_place){0}, STR(""), first.ptr, second.ptr);
    bool has_memory = first.ptr && second.ptr;
    arena_clear(&arena);
    return has_memory ? message_status(diags, BX_BAD_USAGE) : diag_memory(diags);
}

/* All that is wrong with one. */
static void check(const pdf_attachment *a, bx_diags *diags)
{
    bx_str relationship = str_of(a->relationship);
    if (!is_name(a->name)) refuse(diags, MSG_attach_name, a->name, STR(""));
    if (!is_mime(a->mime)) refuse(diags, MSG_attach_mime, a->name, a->mime);
    if (!is_about(a->description)) refuse(diags, MSG_attach_about, a->name, STR(""));
    if (!is_relationship(relationship)) refuse(diags, MSG_attach_relation, a->name, relationship);
    if (a->date.len && !is_date(a->date)) refuse(diags, MSG_attach_date, a->name, a->date);
}

static void check_all(const attach_list *list, const bx_limits *limits, bx_diags *diags)
{
    char most[24];
    unsigned long long bytes = 0;
    snprintf(most, sizeof most, "%llu", limits->attachment_bytes);
    for (size_t i = 0; i < list->count; i++) {
        const pdf_attachment *a = &list->items[i];
        size_t same = 0;
        check(a, diags);
        while (same < i && !str_is_equal(list->items[same].name, a->name)) same++;
        if (same < i) refuse(diags, MSG_attach_twice, a->name, STR(""));
        bool is_large = a->bytes.len > limits->attachment_bytes - bytes;
        if (is_large) refuse(diags, MSG_attach_large, a->name, str_of(most));
        if (!is_large) bytes += a->bytes.len;
    }
}

/* The caller's: what is not said is the usual. */
static pdf_attachment attachment_of(const bx_attachment *from)
{
    bx_str name = str_of(from->name);
    return (pdf_attachment){.name = name,
                            .mime = str_of(from->mime ? from->mime : mime_of(name)),
                            .description = str_of(from->description),
                            .relationship = from->relationship ? from->relationship : "Supplement",
                            .date = str_of(from->date),
                            .bytes = {from->bytes, from->len}};
}

/* Bytes that were made, kept in the arena. */
static bx_status keep(bx_buf *made, bx_arena *arena, bx_diags *diags, bx_str *out)
{
    *out = buf_keep(made, arena);
    return out->ptr ? BX_OK : diag_memory(diags);
}

bx_status attach_json(bx_arena *arena, const report *r, bx_diags *diags, bx_str *out)
{
    bx_buf made = {0};
    bx_arena tree = {0};
    const value *root;
    bx_status status = report_values(&tree, r, diags, &root);
    if (status == BX_OK) write_json(root, &made);
    arena_clear(&tree);
    if (status == BX_OK && made.len > value_limits_default.bytes) {
        diag_add(diags, MSG_attach_data_large, (bx_place){0}, STR(""));
        status = message_status(diags, BX_BAD_DATA);
    }
    if (status == BX_OK) return keep(&made, arena, diags, out);
    buf_clear(&made);
    return status;
}

static bx_status add_table(attach_list *list, bx_arena *arena, const field_value *f, bx_diags *diags)
{
    bx_buf made = {0};
    pdf_attachment *a = &list->items[list->count++];
    report_csv(f->table, &made);
    *a = (pdf_attachment){.name = arena_print(arena, "%.*s.csv", STR_ARG(f->field->path)),
                          .mime = STR("text/csv"),
                          .description = f->field->label,
                          .relationship = "Data",
                          .table = f->field->path};
    return a->name.ptr ? keep(&made, arena, diags, &a->bytes) : diag_memory(diags);
}

static bx_status add_data(attach_list *list, bx_arena *arena, const report *r, bx_diags *diags)
{
    pdf_attachment *a = &list->items[list->count++];
    *a = (pdf_attachment){.name = STR(DATA_NAME),
                          .mime = STR("application/json"),
                          .description = STR("本报告的数据"),
                          .relationship = "Data"};
    BX_TRY(attach_json(arena, r, diags, &a->bytes));
    filing_hash(a->bytes, list->hash);
    for (size_t i = 0; i < r->layout->field_count; i++)
        if (r->fields[i].table) BX_TRY(add_table(list, arena, &r->fields[i], diags));
    return BX_OK;
}

bx_status attach_gather(attach_list *list, bx_arena *arena, const bx_report *report,
                        const bx_build_options *options, bx_diags *diags)
{
    const struct report *r = report->report;
    char most[24];
    *list = (attach_list){0};
    size_t given = options ? options->attachment_count : 0, errors = diag_errors(diags);
    if (!given && !(options && options->attach_data)) return BX_OK;
    if (options->pdfa != BX_PDFA_3A) return refuse(diags, MSG_attach_level, STR(""), STR(""));
    snprintf(most, sizeof most, "%llu", report->limits.attachments);
    if (given > report->limits.attachments) return refuse(diags, MSG_attach_many, str_of(most), STR(""));
    list->items = arena_array(arena, pdf_attachment, given + r->layout->field_count + 1);
    if (!list->items) return diag_memory(diags);
    if (options->attach_data) BX_TRY(add_data(list, arena, r, diags));
    for (size_t i = 0; i < given; i++) list->items[list->count++] = attachment_of(&options->attachments[i]);
    check_all(list, &report->limits, diags);
    return diag_errors(diags) > errors ? diag_status(diags) : BX_OK;
}
