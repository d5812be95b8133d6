/* What an archive is told in XMP: of the filing, what the layout says which fields hold; of the file, which
 * layout and which data made it. And when it was made, where the data has no date. */
#include <inttypes.h>
#include <stdio.h>

#include "api/api.h"
#include "base/day.h"

void filing_hash_end(struct sha256_ctx *context, char out[FILING_HASH_LEN + 1])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

void filing_hash(bx_str data, char out[FILING_HASH_LEN + 1])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, data.len, (const uint8_t *)data.ptr);
    filing_hash_end(&context, out);
}

static void add(filing *f, pdf_property property)
{
    if (property.value.len) f->properties[f->count++] = property;
}

bx_str filing_files(bx_arena *arena, const report *r)
{
    enum { PLACE = FILING_HASH_LEN + 1 };
    char *text = arena_array(arena, char, r->files.count *PLACE + 1);
    for (size_t i = 0; text && i < r->files.count; i++) {
        if (i) text[i * PLACE - 1] = ' ';
        filing_hash(r->files.items[i], text + i * PLACE);
    }
    return (bx_str){text, text && r->files.count ? r->files.count * PLACE - 1 : 0};
}

void filing_describe(filing *f, const document *doc, const bx_report *report, const char *attached)
{
    const doc_filing *said = &doc->filing;
    snprintf(f->version, sizeof f->version, "%" PRIu32, doc->layout->version);
    f->count = 0;
    add(f, (pdf_property){"agency", "Text", "the agency that files", false, said->agency});
    add(f, (pdf_property){"reportYear", "Integer", "the year that is reported on", false, said->year});
    add(f, (pdf_property){"documentNumber", "Text", "the document's number (发文字号)", false, said->number});
    add(f, (pdf_property){"classification", "Text", "the degree of secrecy (密级)", false,
                          said->classification});
    add(f, (pdf_property){"date", "Date", "the day the document was made (成文日期)", false, said->date});
    add(f, (pdf_property){"layout", "Text", "the layout that it was set by", true, doc->layout->name});
    add(f, (pdf_property){"layoutVersion", "Integer", "that layout's version", true, str_of(f->version)});
    add(f, (pdf_property){"dataSHA256", "Text", "SHA-256 of the data's bytes", true, str_of(report->hash)});
    add(f, (pdf_property){"dataFilesSHA256", "Text",
                          "SHA-256 of the files that the data names, tables and pictures, in its order", true,
                          report->file_hashes});
    add(f, (pdf_property){"attachedDataSHA256", "Text", "SHA-256 of the attached data's bytes", true,
                          str_of(attached)});
}

/* Year, month and day from the days since 1970-01-01. */
static void civil(int64_t days, int *year, int *month, int *day)
{
    *year = 1970;
    *month = 1;
    for (int length; days >= (length = days_in_month(*year, *month)); days -= length) {
        *month = *month % 12 + 1;
        *year += *month == 1;
    }
    *day = (int)days + 1;
}

bool filing_date(const char *seconds, char out[FILING_DATE_LEN + 1])
{
    enum { DAY = 86400 };
    const int64_t last = 253402300799; /* of the year 9999 */
    int64_t at = 0;
    if (!*seconds) return false;
    for (const char *digit = seconds; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || at > last / 10) return false;
        at = at * 10 + (*digit - '0');
    }
    if (at > last) return false;
    int year, month, day, second = (int)(at % DAY);
    civil(at / DAY, &year, &month, &day);
    char text[64];
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, second / 3600,
             second / 60 % 60, second % 60);
    memcpy(out, text, FILING_DATE_LEN + 1);
    return true;
}
