/* Metadata: the information dictionary (ISO 32000-1 14.3.3) and XMP say the same (ISO 19005-1 6.7.3; part 2
 * does not ask for it, readers do). */
#include "pdf/meta.h"

#include <stdio.h>

#include "pdf/xmp.h"

/* Digits where the pattern has 0, else what it has. */
static bool is_like(bx_str text, bx_str pattern)
{
    for (size_t i = 0; i < text.len && text.len == pattern.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (pattern.ptr[i] == '0' ? !is_digit : text.ptr[i] != pattern.ptr[i]) return false;
    }
    return text.len == pattern.len;
}

static bool is_date(bx_str date)
{
    return is_like(date, STR("0000-00-00")) || is_like(date, STR("0000-00-00T00:00:00Z"));
}

bx_status pdf_meta_check(const pdf_info *info, bx_diags *diags)
{
    if (!str_trim(info->title).len) {
        diag_add(diags, MSG_pdf_title, (bx_place){0}, (bx_str){0});
        return BX_BUG;
    }
    if (info->date.len && !is_date(info->date)) {
        diag_add(diags, MSG_pdf_date, (bx_place){0}, (bx_str){0});
        return BX_BUG;
    }
    return BX_OK;
}

const char *pdf_meta_date(bx_str date, char text[PDF_DATE_SIZE])
{
    char hour[8] = "000000";
    bool has_hour = date.len > strlen("0000-00-00");
    const char *at = date.ptr;
    if (has_hour) snprintf(hour, sizeof hour, "%.2s%.2s%.2s", at + 11, at + 14, at + 17);
    snprintf(text, PDF_DATE_SIZE, "D:%.4s%.2s%.2s%s%s", at, at + 5, at + 8, hour, has_hour ? "Z" : "+08'00'");
    return text;
}

bx_status pdf_meta_info(const pdf_info *info, pdf_out *out, pdf_obj *obj, uint32_t number)
{
    pdf_dict *dict = pdf_obj_info(obj);
    char date[PDF_DATE_SIZE] = "";
    if (info->date.len) pdf_meta_date(info->date, date);
    pdf_dict_text(obj, dict, "Title", info->title);
    if (info->author.len) pdf_dict_text(obj, dict, "Author", info->author);
    if (info->subject.len) pdf_dict_text(obj, dict, "Subject", info->subject);
    pdf_dict_ascii(obj, dict, "Creator", PDF_PRODUCER);
    pdf_dict_ascii(obj, dict, "Producer", PDF_PRODUCER);
    if (info->date.len) pdf_dict_ascii(obj, dict, "CreationDate", date);
    if (info->date.len) pdf_dict_ascii(obj, dict, "ModDate", date);
    return pdf_obj_write(obj, dict, out, number);
}
