/* jsmn finds the tokens; here they become texts. */
#include "cli/json.h"

#include <stdlib.h>
#include <string.h>

#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS /* else each comma looks back over all that stands before it */
#include <jsmn.h>

#include "cli/memory.h"

enum { TOKENS_MAX = 128, VALUES_MAX = 1 << 20 };

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
    size_t length = code < 0x10000 ? 3 : 4;
    out[0] = (char)(length == 3 ? 0xE0 | code >> 12 : 0xF0 | code >> 18);
    for (size_t i = 1; i < length; i++) out[i] = (char)(0x80 | (code >> 6 * (length - 1 - i) & 0x3F));
    return length;
}

static unsigned four_digits(const char *hex)
{
    char digits[5] = {0};
    memcpy(digits, hex, 4);
    return (unsigned)strtoul(digits, NULL, 16);
}

/* The code behind \u, and that of a surrogate pair; *length: bytes of the source behind the backslash. A half
 * of a pair alone is no character: U+FFFD. */
static unsigned unicode_at(const char *from, const char *end, size_t *length)
{
    unsigned code = four_digits(from + 1);
    *length = 5;
    if (code < 0xD800 || code > 0xDFFF) return code;
    bool is_pair = code < 0xDC00 && end - from >= 11 && from[5] == '\\' && from[6] == 'u';
    unsigned low = is_pair ? four_digits(from + 7) : 0;
    if (low < 0xDC00 || low > 0xDFFF) return 0xFFFD;
    *length = 11;
    return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
}

/* One escape at from, behind the backslash; answers how many bytes of the source it took. */
static size_t put_escape(const char *from, const char *end, char **out)
{
    static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
    const char *found = strchr(letters, *from);
    if (*from == 'u') {
        size_t length;
        unsigned code = unicode_at(from, end, &length);
        *out += put_utf8(*out, code);
        return length;
    }
    *(*out)++ = found ? controls[found - letters] : *from;
    return 1;
}

/* jsmn has vetted the escapes, so that four digits stand behind each \u. */
static const char *unescaped(const char *from, const char *end)
{
    char *text = memory_new((size_t)(end - from) + 1, 1), *out = text;
    while (from < end) {
        if (*from == '\\')
            from += 1 + put_escape(from + 1, end, &out);
        else
            *out++ = *from++;
    }
    return text;
}

static const char *text_of(const char *line, const jsmntok_t *token)
{
    int length = token->end - token->start;
    if (token->type != JSMN_STRING) return memory_text("%.*s", length, line + token->start);
    return unescaped(line + token->start, line + token->end);
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

/* All tokens, in memory that grows as they are found; NULL: no JSON, or too much of it. */
static jsmntok_t *parse(const char *text, size_t length, int *count)
{
    jsmn_parser parser;
    jsmntok_t *tokens = NULL;
    unsigned room = TOKENS_MAX;
    jsmn_init(&parser);
    do {
        tokens = memory_resize(tokens, room, sizeof *tokens);
        *count = jsmn_parse(&parser, text, length, tokens, room);
        room *= 2;
    } while (*count == JSMN_ERROR_NOMEM && room <= VALUES_MAX);
    if (*count > 0) return tokens;
    memory_free(tokens);
    return NULL;
}

/* Strings begin behind their quotation mark. */
static json_slice slice_of(const char *text, const jsmntok_t *token)
{
    char kind = token->type == JSMN_STRING ? '"' : text[token->start];
    return (json_slice){kind, text + token->start, (size_t)(token->end - token->start)};
}

/* False: a name that is not asked for, or once more. */
static bool take_member(const char *text, const jsmntok_t *key, const char *const *names, size_t count,
                        json_slice *out)
{
    for (size_t i = 0; i < count; i++)
        if (is_named(text, key, names[i])) {
            bool is_first = !out[i].kind;
            out[i] = slice_of(text, key + 1);
            return is_first;
        }
    return false;
}

bool json_find(const char *text, size_t length, const char *const *names, size_t count, json_slice *out,
               const char **stranger)
{
    int found;
    *stranger = NULL;
    memset(out, 0, count * sizeof *out);
    jsmntok_t *tokens = memchr(text, '\0', length) ? NULL : parse(text, length, &found);
    bool is_sound = tokens && tokens[0].type == JSMN_OBJECT;
    for (int t = 1; is_sound && t < found; t++) {
        if (tokens[t].start >= tokens[0].end) is_sound = false; /* something stands behind the object */
        if (!is_sound || tokens[t].parent != 0) continue;
        is_sound = tokens[t].type == JSMN_STRING && tokens[t].size == 1;
        if (is_sound && !take_member(text, &tokens[t], names, count, out)) {
            *stranger = text_of(text, &tokens[t]);
            is_sound = false;
        }
    }
    memory_free(tokens);
    return is_sound;
}

const char *json_text(json_slice string)
{
    return unescaped(string.at, string.at + string.length);
}
