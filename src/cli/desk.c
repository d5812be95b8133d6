/* Finding layouts and fonts. In this order: options; BANXIN_LAYOUTS (folders with ":" between) and
 * BANXIN_FONTS (a fonts.yaml), which only the command reads, never the library; the home beside the
 * executable, so that the build tree and a moved installation work as they stand; the PREFIX it was built
 * for. */
#include "cli/desk.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/files.h"
#include "cli/input.h"
#include "cli/memory.h"

option desk_option_layout(desk_wish *wish)
{
    return option_text(0, "layout", &wish->layout, "DIR|NAME", "用这个版式（文件夹或名称），不看数据里写的",
                       "use this layout (folder or name), whatever the data says");
}

option desk_option_font_dir(desk_wish *wish)
{
    return option_list("font-dir", &wish->font_dirs, "DIR", "先在这个文件夹里找字体（可写多次）",
                       "look for fonts here first (may be repeated)");
}

option desk_option_no_system(desk_wish *wish)
{
    return option_flag(0, "no-system-fonts", &wish->no_system_fonts, "不用本机安装的字体",
                       "use no font installed on the machine");
}

option desk_option_unbalanced(bool *target)
{
    return option_flag(0, "allow-unbalanced", target, "勾稽关系不平只警告，不算错误",
                       "unbalanced figures are a warning, not an error");
}

option desk_option_limit(desk_wish *wish)
{
    return option_list("limit", &wish->limits, "NAME=N", "改一项上限（可写多次），各项见下",
                       "change a limit (may be repeated); they are listed below");
}

void desk_limits_help(const voice *v)
{
    static const char *const heads[] = {"\n上限（N 可带 K、M、G）：",
                                        "\nLimits (K, M, G may stand behind N):"};
    const bx_limit *limit;
    puts(voice_pick(v, heads));
    for (size_t i = 0; (limit = bx_limit_at(i)); i++) {
        char usual[24] = "-";
        if (limit->usual) snprintf(usual, sizeof usual, "%llu", limit->usual);
        printf("  %-17s %11s  %s\n", limit->name, usual, voice_pick(v, limit->about));
    }
}

static bool is_home(const char *folder)
{
    return file_is_folder(memory_text("%s/layouts", folder)) &&
           !access(memory_text("%s/fonts/fonts.yaml", folder), R_OK);
}

/* PREFIX/share/banxin beside PREFIX/bin, or the source tree above build/ or build/asan/. */
static const char *home_find(void)
{
    static const char *const beside[] = {"../share/banxin", "..", "../.."};
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (!slash) return BX_DATA_DIR;
    *slash = '\0';
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char home[PATH_MAX];
        if (realpath(memory_text("%s/%s", self, beside[i]), home) && is_home(home))
            return memory_text("%s", home);
    }
    return BX_DATA_DIR;
}

static void add_parts(text_list *list, const char *folders)
{
    while (*folders) {
        size_t length = strcspn(folders, ":");
        if (length) text_list_add(list, memory_text("%.*s", (int)length, folders));
        folders += length + (folders[length] == ':');
    }
}

/* Does a path name the definition in a layout's folder? */
static bool is_definition(const char *path)
{
    return !strcmp(file_name(path), "layout.yaml") && !access(path, R_OK);
}

/* --layout names a folder if it has a slash or is one: its parent is searched first, for its last name. */
static bx_status layout_settle(desk *d, const char *wanted, text_list *dirs)
{
    d->layout = wanted;
    if (wanted && is_definition(wanted))
        return voice_complain(
            d->voice, BX_BAD_USAGE, "layout-folder", wanted,
            "这里要写版式的文件夹，不是其中的 layout.yaml。请去掉 layout.yaml，只写它所在的文件夹",
            "a layout's folder is needed here, not the layout.yaml in it. Name the folder");
    bool has_definition = wanted && !access(memory_text("%s/layout.yaml", wanted), R_OK);
    if (!wanted || (!strchr(wanted, '/') && !has_definition)) return BX_OK;
    char path[PATH_MAX];
    if (!realpath(wanted, path) || !file_is_folder(path))
        return voice_complain(d->voice, BX_BAD_USAGE, "layout-folder", wanted, "没有这个版式文件夹",
                              "there is no such layout folder");
    if (!has_definition)
        return voice_complain(d->voice, BX_BAD_USAGE, "layout-folder", wanted,
                              "这个文件夹里没有 layout.yaml，不是版式文件夹",
                              "this folder has no layout.yaml and is no layout folder");
    char *slash = strrchr(path, '/');
    d->layout = memory_text("%s", slash + 1);
    *slash = '\0';
    text_list_add(dirs, *path ? memory_text("%s", path) : "/");
    return BX_OK;
}

static void layouts_collect(const char *home, text_list *dirs)
{
    const char *set = getenv("BANXIN_LAYOUTS");
    if (set && *set)
        add_parts(dirs, set);
    else
        text_list_add(dirs, memory_text("%s/layouts", home));
}

/* The folders given, then the home's own: fonts/ when installed, .cache/fonts in the source tree. */
static bx_status fonts_collect(desk *d, const desk_wish *wish, const char *home, text_list *dirs)
{
    const char *const own[] = {memory_text("%s/.cache/fonts", home), memory_text("%s/fonts", home)};
    for (size_t i = 0; i < wish->font_dirs.count; i++) {
        const char *dir = wish->font_dirs.items[i];
        if (!file_is_folder(dir))
            return voice_complain(d->voice, BX_BAD_USAGE, "font-folder", dir, "没有这个字体文件夹",
                                  "there is no such font folder");
        text_list_add(dirs, dir);
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (file_is_folder(own[i])) text_list_add(dirs, own[i]);
    return BX_OK;
}

bx_status desk_open(desk *d, voice *v, const desk_wish *wish)
{
    *d = (desk){.voice = v, .diags = bx_diags_new()};
    if (!d->diags) return voice_no_memory(v);
    bx_status status = BX_OK;
    for (size_t i = 0; i < wish->limits.count; i++)
        status = graver(status, bx_limits_set(&d->limits, wish->limits.items[i], d->diags));
    if (status) return desk_tell(d, status);
    const char *home = home_find(), *fonts_file = getenv("BANXIN_FONTS");
    text_list layout_dirs = {0}, font_dirs = {0};
    status = layout_settle(d, wish->layout, &layout_dirs);
    if (!status) status = fonts_collect(d, wish, home, &font_dirs);
    if (status) return status;
    layouts_collect(home, &layout_dirs);
    if (!fonts_file || !*fonts_file) fonts_file = memory_text("%s/fonts/fonts.yaml", home);
    bx_engine_options options = {
        .layout_dirs = layout_dirs.items,
        .layout_dir_count = layout_dirs.count,
        .fonts_file = fonts_file,
        .font_dirs = font_dirs.items,
        .font_dir_count = font_dirs.count,
        .system_fonts = !wish->no_system_fonts,
    };
    return desk_tell(d, bx_engine_new(&options, d->diags, &d->engine));
}

void desk_close(desk *d)
{
    if (d->engine) bx_engine_free(d->engine);
    if (d->diags) bx_diags_free(d->diags);
    *d = (desk){0};
}

bx_status desk_each(voice *v, const desk_wish *wish, const text_list *files,
                    bx_status (*one)(desk *d, const char *path, const void *with), const void *with)
{
    desk d;
    bx_status status = inputs_vet(v, files);
    if (status) return status;
    status = desk_open(&d, v, wish);
    if (!status)
        for (size_t i = 0; i < files->count; i++) status = graver(status, one(&d, files->items[i], with));
    desk_close(&d);
    return status;
}

bx_status desk_tell(desk *d, bx_status status)
{
    voice_tell(d->voice, d->diags);
    bx_diags_reset(d->diags);
    return status;
}

const char *desk_epoch(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    return epoch && *epoch ? epoch : NULL;
}

const char *desk_folder(const char *path)
{
    if (input_is_stdin(path)) return NULL;
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return slash == path ? "/" : memory_text("%.*s", (int)(slash - path), path);
}

bx_status desk_read(desk *d, const char *path, bool allow_unbalanced, bx_report **out)
{
    input in;
    *out = NULL;
    bx_status status = input_read(d->voice, path, &in);
    if (status) return status;
    bx_read_options options = {.layout = d->layout,
                               .allow_unbalanced = allow_unbalanced,
                               .data_dir = desk_folder(path),
                               .limits = &d->limits};
    status = bx_report_read(d->engine, in.bytes, in.len, in.name, &options, d->diags, out);
    input_clear(&in);
    return desk_tell(d, status);
}
