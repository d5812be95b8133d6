/* Numbers, references and strings as PDF writes them. No printf: its decimal point follows the locale, and
 * content streams are made of numbers. */
#include "pdf/bytes.h"

#include "base/utf8.h"

enum { DIGITS_MAX = 24 };

/* The digits of a number, filled from the right, at least `least` of them; answers the first. */
static char *digits(char *end, uint64_t value, unsigned least)
{
    char *p = end;
    do {
        *--p = (char)('0' + value % 10);
        value /= 10;
    } while (value || (unsigned)(end - p) < least);
    return p;
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

void pdf_bytes_int(bx_buf *out, int64_t value)
{
    char room[DIGITS_MAX], *end = room + DIGITS_MAX, *p = digits(end, magnitude(value), 1);
    if (value < 0) *--p = '-';
    buf_add(out, p, (size_t)(end - p));
}

void pdf_bytes_fixed(bx_buf *out, int64_t value, unsigned decimals)
{
    while (decimals && value % 10 == 0) {
        value /= 10;
        decimals--;
    }
    if (!decimals) {
        pdf_bytes_int(out, value);
        return;
    }
    char room[DIGITS_MAX], *end = room + DIGITS_MAX, *p = digits(end, magnitude(value), decimals);
    if (value < 0) buf_char(out, '-');
    size_t whole = (size_t)(end - p) - decimals;
    buf_add(out, p, whole);
    buf_char(out, '.');
    buf_add(out, p + whole, decimals);
}

int64_t pdf_thousandths(bx_len len)
{
    return len_scale(len, 1000, LEN_PT);
}

void pdf_bytes_len(bx_buf *out, bx_len len)
{
    pdf_bytes_fixed(out, pdf_thousandths(len), 3);
}

void pdf_bytes_ref(bx_buf *out, uint32_t number)
{
    pdf_bytes_int(out, number);
    buf_add(out, " 0 R", 4);
}

void pdf_bytes_hex16(bx_buf *out, unsigned value)
{
    static const char hex[] = "0123456789ABCDEF";
    char four[4] = {hex[value >> 12 & 15], hex[value >> 8 & 15], hex[value >> 4 & 15], hex[value & 15]};
    buf_add(out, four, 4);
}

void pdf_bytes_utf16(bx_buf *out, uint32_t code)
{
    if (code > 0xFFFF) {
        pdf_bytes_hex16(out, 0xD800 + ((code - 0x10000) >> 10));
        code = 0xDC00 + ((code - 0x10000) & 0x3FF);
    }
    pdf_bytes_hex16(out, code);
}

void pdf_bytes_text(bx_buf *out, bx_str utf8)
{
    buf_text(out, "<FEFF");
    for (size_t at = 0; at < utf8.len;) {
        uint32_t code = utf8_next(utf8, &at);
        pdf_bytes_utf16(out, code == UTF8_BAD ? 0xFFFD : code);
    }
    buf_char(out, '>');
}
