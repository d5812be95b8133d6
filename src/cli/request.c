/* Members are looked up by name; each is vetted alone, so that one answer tells all that is wrong. */
#include "cli/request.h"

#include <string.h>

#include "cli/attach.h"
#include "cli/exit.h"
#include "cli/memory.h"
#include "cli/options.h"

enum { ID, DATA, PATH, OUTPUT, LAYOUT, PDFA, UNBALANCED, ATTACH, MEMBERS };
static const char *const names[MEMBERS] = {
    "id", "data", "path", "output", "layout", "pdfa", "allow_unbalanced", "attach_data"};

static bx_status bad_value(voice *v, int member, const char *zh, const char *en)
{
    return voice_complain(v, BX_BAD_USAGE, "request-value", NULL, "请求里的 %s 应是%s",
                          "%s in the request must be %s", names[member],
                          voice_pick(v, (const char *const[2]){zh, en}));
}

static bool is_number(json_slice s)
{
    return s.length <= 64 && s.length == strspn(s.at, "+-.0123456789eE") && strchr("-0123456789", s.kind);
}

static bool is_word(json_slice s, const char *word)
{
    return s.kind == *word && s.length == strlen(word) && !memcmp(s.at, word, s.length);
}

static bx_status take_id(voice *v, json_slice id, request *out)
{
    bool is_sound = !id.kind || is_word(id, "null") || (id.kind == '"' && id.length <= 1024) || is_number(id);
    if (is_sound) out->id = id;
    return is_sound ? BX_OK : bad_value(v, ID, "字符串或数字", "a string or a number");
}

/* A string without a NUL, which would end a path early. */
static bx_status take_text(voice *v, json_slice s, int member, const char **out)
{
    if (!s.kind || is_word(s, "null")) return BX_OK;
    const char *text = s.kind == '"' ? json_text(s) : "";
    bool has_nul = s.kind == '"' && memmem(s.at, s.length, "\\u0000", 6);
    if (!*text || has_nul) return bad_value(v, member, "不空的字符串", "a string that is not empty");
    *out = text;
    return BX_OK;
}

static bx_status take_pdfa(voice *v, json_slice s, int *out)
{
    if (!s.kind) return BX_OK;
    int level = s.kind == '"' ? choice_find(LEVEL_WORDS, s.at, s.length) : -1;
    if (level < 0)
        return bad_value(v, PDFA, " 2a、1b、2b、2u、3a、none 之一", "one of 2a, 1b, 2b, 2u, 3a, none");
    *out = level;
    return BX_OK;
}

static bx_status take_flag(voice *v, json_slice s, int member, bool *out)
{
    if (!s.kind) return BX_OK;
    *out = is_word(s, "true");
    return *out || is_word(s, "false") ? BX_OK : bad_value(v, member, " true 或 false", "true or false");
}

static bx_status take_data(voice *v, json_slice data, request *out)
{
    out->data = data;
    if (data.kind && data.kind != '{' && data.kind != '"')
        return bad_value(v, DATA, "报告的数据：对象，或 YAML、JSON 的字符串",
                         "the report: an object, or a string of YAML or JSON");
    if (!data.kind == !out->path)
        return voice_complain(v, BX_BAD_USAGE, "request-value", NULL,
                              "请求里 data 和 path 要写一个，只写一个",
                              "the request must have either data or path");
    return BX_OK;
}

/* Only a name: a folder of layouts is for whoever starts the worker to give. */
static bx_status vet_layout(voice *v, const request *r)
{
    if (!r->layout || (r->layout[0] != '.' && !strchr(r->layout, '/'))) return BX_OK;
    return bad_value(v, LAYOUT, "版式的名称，不是路径", "a layout's name, not a path");
}

bx_status request_read(voice *v, const char *line, size_t length, request *out)
{
    json_slice members[MEMBERS];
    const char *stranger;
    bool is_sound = json_find(line, length, names, MEMBERS, members, &stranger);
    bx_status status = take_id(v, members[ID], out);
    if (stranger)
        return voice_complain(
            v, BX_BAD_USAGE, "request-member", NULL,
            "请求里的“%s”不认识，或写了两次。可写：id data path output layout pdfa allow_unbalanced "
            "attach_data",
            "the request's member '%s' is unknown or there twice; there are: id data path output "
            "layout pdfa allow_unbalanced attach_data",
            stranger);
    if (!is_sound)
        return voice_complain(v, BX_BAD_USAGE, "request-json", NULL, "请求应是一行、一个 JSON 对象",
                              "a request must be one JSON object on a line");
    status = graver(status, take_text(v, members[PATH], PATH, &out->path));
    status = graver(status, take_text(v, members[OUTPUT], OUTPUT, &out->output));
    status = graver(status, take_text(v, members[LAYOUT], LAYOUT, &out->layout));
    status = graver(status, take_pdfa(v, members[PDFA], &out->pdfa));
    status = graver(status, take_flag(v, members[UNBALANCED], UNBALANCED, &out->allow_unbalanced));
    status = graver(status, take_flag(v, members[ATTACH], ATTACH, &out->attach_data));
    if (!status) status = attach_level(v, out->attach_data, &out->pdfa);
    status = graver(status, vet_layout(v, out));
    return status ? status : take_data(v, members[DATA], out);
}

void request_put_id(const request *r, FILE *to)
{
    if (r->id.kind == '"')
        voice_string(to, json_text(r->id));
    else if (r->id.kind)
        fprintf(to, "%.*s", (int)r->id.length, r->id.at);
    else
        fputs("null", to);
}
