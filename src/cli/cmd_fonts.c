/* banxin fonts: which face fills each role, and whether it is the mandated one. */
#include <string.h>

#include "cli/columns.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/exit.h"
#include "cli/json.h"
#include "cli/memory.h"
#include "cli/results.h"

enum { ROLE, FAMILY, ASKED, MANDATED, FORMAT, EMBEDDING, CHARACTERS, FILE_NAME, INDEX, MEMBER_COUNT };

static const char *const members[MEMBER_COUNT] = {"role",      "family",     "asked", "mandated", "format",
                                                  "embedding", "characters", "file",  "index"};

static void head_add(const voice *v, columns *table)
{
    static const char *const head[][2] = {
        {"角色", "role"},   {"字体", "family"},        {"按此名找到", "asked as"}, {"身份", "standing"},
        {"格式", "format"}, {"嵌入许可", "embedding"}, {"字数", "coverage"},       {"文件", "file"},
    };
    const char *cells[COLUMNS_MAX];
    for (size_t i = 0; i < COLUMNS_MAX; i++) cells[i] = voice_pick(v, head[i]);
    columns_row(table, cells);
}

static void face_add(const voice *v, columns *table, const char *const *value)
{
    static const char *const standing[2][2] = {{"代用", "substitute"}, {"指定", "mandated"}};
    const char *index = value[INDEX];
    bool is_first = !*index || !strcmp(index, "0");
    const char *cells[COLUMNS_MAX] = {
        value[ROLE],       value[FAMILY],
        value[ASKED],      voice_pick(v, standing[!strcmp(value[MANDATED], "true")]),
        value[FORMAT],     value[EMBEDDING],
        value[CHARACTERS], is_first ? value[FILE_NAME] : memory_text("%s#%s", value[FILE_NAME], index),
    };
    columns_row(table, cells);
}

/* The library's lines as a table; the text is cut up in place. */
static bx_status table_print(voice *v, char *text)
{
    columns table = {.count = COLUMNS_MAX};
    char *line, *rest = text;
    head_add(v, &table);
    while ((line = strsep(&rest, "\n")) && *line) {
        const char *values[MEMBER_COUNT];
        if (!json_members(line, members, MEMBER_COUNT, values))
            return voice_complain(v, BX_BUG, "fonts-line", NULL, "字体清单有一行读不懂：%s",
                                  "a line of the font list cannot be read: %s", line);
        face_add(v, &table, values);
    }
    columns_print(&table);
    return results_flush(v);
}

static bool fonts_options(voice *v, int argc, const char *const *argv, desk_wish *wish, bool *json,
                          bx_status *status)
{
    const option options[] = {
        option_flag(0, "json", json, "每行一个 JSON，供程序读", "one JSON object a line, for programs"),
        desk_option_font_dir(wish),
        desk_option_no_system(wish),
    };
    const usage u = {
        .synopsis = "banxin fonts",
        .about = {"列出每个字体角色用的是哪个字体、哪个文件，是标准指定的还是代用的。",
                  "List which family and file fill each font role, and whether it is the mandated one or a\n"
                  "substitute."},
        .options = options,
        .option_count = sizeof options / sizeof *options,
    };
    text_list none = {0};
    return options_read(v, &u, argc, argv, &none, status);
}

/* The faces that are there are listed even if a role has none: that is when people ask. */
bx_status cmd_fonts(voice *v, int argc, const char *const *argv)
{
    desk_wish wish = {0};
    bool json = false;
    desk d;
    bx_status status;
    if (!fonts_options(v, argc, argv, &wish, &json, &status)) return status;
    status = desk_open(&d, v, &wish);
    if (!status) {
        bx_bytes list = {0};
        status = bx_fonts_list(d.engine, d.diags, &list);
        bx_status printed = BX_OK;
        if (list.data) printed = json ? results_write(v, list.data, list.len) : table_print(v, list.data);
        bx_bytes_free(&list);
        status = graver(desk_tell(&d, status), printed);
    }
    desk_close(&d);
    return status;
}
