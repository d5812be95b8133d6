/* Taking an --attach apart. A comma ends a text only where one of the keys and "=" follow, so that names and
 * descriptions may have commas in them. */
#include "cli/attach.h"

#include <string.h>

#include "cli/exit.h"
#include "cli/files.h"
#include "cli/input.h"
#include "cli/memory.h"

enum { KEY_NAME, KEY_TYPE, KEY_ABOUT, KEY_RELATION, KEY_DATE, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"name", "type", "about", "relation", "date"};

/* Which key stands here with its "="; KEY_COUNT: none. */
static int key_at(const char *text)
{
    int key = 0;
    while (key < KEY_COUNT &&
           (strncmp(text, keys[key], strlen(keys[key])) != 0 || text[strlen(keys[key])] != '='))
        key++;
    return key;
}

/* The text up to the comma in front of a key, or to the end; *rest is that key, or NULL. */
static const char *text_take(const char *text, const char **rest)
{
    const char *comma = text;
    while ((comma = strchr(comma, ',')) && key_at(comma + 1) == KEY_COUNT) comma++;
    *rest = comma ? comma + 1 : NULL;
    return comma ? memory_text("%.*s", (int)(comma - text), text) : text;
}

static bx_status attachment_read(voice *v, const char *wanted, bx_attachment *out)
{
    const char *said[KEY_COUNT] = {0}, *rest, *path = text_take(wanted, &rest);
    while (rest) {
        int key = key_at(rest);
        said[key] = text_take(rest + strlen(keys[key]) + 1, &rest);
    }
    if (input_is_stdin(path))
        return voice_complain(v, BX_BAD_USAGE, "attach-file", NULL, "--attach 要写文件，不能是标准输入",
                              "--attach needs a file, not standard input");
    input in;
    bx_status status = input_read(v, path, &in);
    *out = (bx_attachment){.name = said[KEY_NAME] ? said[KEY_NAME] : file_name(path),
                           .bytes = in.bytes,
                           .len = in.len,
                           .mime = said[KEY_TYPE],
                           .description = said[KEY_ABOUT],
                           .relationship = said[KEY_RELATION],
                           .date = said[KEY_DATE]};
    return status;
}

bx_status attachments_read(voice *v, const text_list *wanted, attachments *out)
{
    bx_status status = BX_OK;
    out->items = memory_new(wanted->count + 1, sizeof *out->items);
    for (size_t i = 0; i < wanted->count; i++)
        status = graver(status, attachment_read(v, wanted->items[i], &out->items[out->count++]));
    return status;
}

bx_status attach_level(voice *v, bool carries, int *pdfa)
{
    if (*pdfa == LEVEL_UNSAID) *pdfa = carries ? BX_PDFA_3A : BX_PDFA_2A;
    if (!carries || *pdfa == BX_PDFA_3A) return BX_OK;
    return voice_complain(v, BX_BAD_USAGE, "attach-level", NULL,
                          "只有 PDF/A-3a 可以带附加文件。请去掉 --pdfa，或去掉 --attach、--attach-data",
                          "only PDF/A-3a may carry files. Leave out --pdfa, or --attach and --attach-data");
}
