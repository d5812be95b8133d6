/* jsmn finds the tokens; here they become texts. */
#include "cli/json.h"

#include <stdlib.h>
#include <string.h>

#define JSMN_STATIC
#include <jsmn.h>

#include "cli/memory.h"

enum { TOKENS_MAX = 128 };

static size_t put_utf8(char *out, unsigned code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

static unsigned four_digits(const char *hex)
{
    char digits[5] = {0};
    memcpy(digits, hex, 4);
    return (unsigned)strtoul(digits, NULL, 16);
}

/* One escape at from, behind the backslash; answers how many bytes of the source it took. Characters beyond
 * the BMP come as they are, never as surrogate pairs: the library writes UTF-8. */
static size_t put_escape(const char *from, char **out)
{
    static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
    const char *found = strchr(letters, *from);
    if (*from == 'u') {
        *out += put_utf8(*out, four_digits(from + 1));
        return 5;
    }
    *(*out)++ = found ? controls[found - letters] : *from;
    return 1;
}

/* jsmn has vetted the escapes, so that four digits stand behind each \u. */
static const char *text_of(const char *line, const jsmntok_t *token)
{
    const char *from = line + token->start, *end = line + token->end;
    char *text = memory_new((size_t)(end - from) + 1, 1), *out = text;
    while (from < end) {
        if (*from == '\\' && token->type == JSMN_STRING)
            from += 1 + put_escape(from + 1, &out);
        else
            *out++ = *from++;
    }
    return text;
}

static bool is_named(const char *line, const jsmntok_t *token, const char *name)
{
    size_t length = (size_t)(token->end - token->start);
    return strlen(name) == length && !memcmp(line + token->start, name, length);
}

bool json_members(const char *line, const char *const *names, size_t count, const char **values)
{
    jsmn_parser parser;
    jsmntok_t tokens[TOKENS_MAX];
    jsmn_init(&parser);
    int found = jsmn_parse(&parser, line, strlen(line), tokens, TOKENS_MAX);
    for (size_t i = 0; i < count; i++) values[i] = "";
    if (found < 1 || tokens[0].type != JSMN_OBJECT || found != 1 + 2 * tokens[0].size) return false;
    for (int t = 1; t < found; t += 2)
        for (size_t i = 0; i < count; i++)
            if (is_named(line, &tokens[t], names[i])) values[i] = text_of(line, &tokens[t + 1]);
    return true;
}
