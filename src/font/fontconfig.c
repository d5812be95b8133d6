/* Finding font files by family. fontconfig reads fonts and keeps caches of what it read; its own
 * configuration (4 to 10 ms, and different on every machine) is left alone: ours names only the folders of
 * caches and of system fonts, and folders are walked here one by one, so that the order of preference is
 * ours. */
#include "font/fontconfig.h"

#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

/* Where the distribution and its users keep fonts and caches; the last folder is what texlive-lang-chinese
 * installs outside the font folders: Fandol, the free fonts of the list. */
#define CONFIG_CACHES                                                                                        \
    "<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix=\"xdg\">fontconfig</cachedir>"
#define CONFIG_FOLDERS                                                                                       \
    "<dir prefix=\"xdg\">fonts</dir><dir>~/.fonts</dir><dir>/usr/local/share/fonts</dir>"                    \
    "<dir>/usr/share/fonts</dir>"                                                                            \
    "<dir>/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol</dir>"

enum { FOLDER_DEPTH_MAX = 10 };

typedef struct folder_id {
    dev_t device;
    ino_t inode;
} folder_id;

typedef struct font_search {
    FcConfig *config;
    font_wanted **wanted; /* by name, as FcStrCmpIgnoreCase orders them */
    size_t count;
    bx_arena *arena;
    bx_diags *diags;
    size_t folder;  /* serial of the folder in hand */
    bool is_system; /* the folder in hand is the machine's: strange files in it are no concern of ours */
    bool may_cache;
    bool is_out_of_memory;
    VEC(folder_id) seen;
} font_search;

/* ---- one font ---- */

static const char *pattern_text(const FcPattern *font, const char *object, int nth)
{
    FcChar8 *text;
    return FcPatternGetString(font, object, nth, &text) == FcResultMatch ? (const char *)text : NULL;
}

static int pattern_int(const FcPattern *font, const char *object, int otherwise)
{
    int number;
    return FcPatternGetInteger(font, object, 0, &number) == FcResultMatch ? number : otherwise;
}

static bool pattern_is(const FcPattern *font, const char *object, bool otherwise)
{
    FcBool truth;
    return FcPatternGetBool(font, object, 0, &truth) == FcResultMatch ? truth == FcTrue : otherwise;
}

/* OS/2 says how heavy a font is, but some say 400 of their bold one (FandolSong Bold): then the style's name
 * counts. */
static int weight_of(const FcPattern *font)
{
    static const char *const bold_words[] = {"bold", "black", "heavy"};
    int weight = (int)FcWeightToOpenTypeDouble(pattern_int(font, FC_WEIGHT, FC_WEIGHT_REGULAR));
    const char *style;
    for (int nth = 0; weight <= 500 && (style = pattern_text(font, FC_STYLE, nth)); nth++)
        for (size_t i = 0; i < sizeof bold_words / sizeof *bold_words; i++)
            if (FcStrStrIgnoreCase((const FcChar8 *)style, (const FcChar8 *)bold_words[i])) weight = 700;
    return weight;
}

static bool is_outline_font(const FcPattern *font)
{
    const char *format = pattern_text(font, FC_FONTFORMAT, 0);
    return format && (strcmp(format, "TrueType") == 0 || strcmp(format, "CFF") == 0) &&
           pattern_is(font, FC_OUTLINE, true) && !pattern_is(font, FC_VARIABLE, false);
}

static const found_font *found_new(font_search *s, const FcPattern *font)
{
    const char *file = pattern_text(font, FC_FILE, 0), *family = pattern_text(font, FC_FAMILY, 0);
    found_font *found = arena_new(s->arena, found_font);
    if (!found) return NULL;
    found->file = arena_copy(s->arena, str_of(file)).ptr;
    found->family = arena_copy(s->arena, str_of(family)).ptr;
    found->index = (unsigned)pattern_int(font, FC_INDEX, 0);
    found->folder = s->folder;
    found->weight = weight_of(font);
    found->width = pattern_int(font, FC_WIDTH, FC_WIDTH_NORMAL);
    found->is_unlikely = !is_outline_font(font);
    return found->file && found->family ? found : NULL;
}

static int by_name(const void *left, const void *right)
{
    const font_wanted *const *a = left, *const *b = right;
    return FcStrCmpIgnoreCase((const FcChar8 *)(*a)->name, (const FcChar8 *)(*b)->name);
}

/* Give the font to all who want this name of it, unless another of its names has done so. */
static void name_match(font_search *s, const FcPattern *font, const char *name, const found_font **found)
{
    font_wanted key = {.name = name}, *wanted = &key;
    font_wanted **at = s->count ? bsearch(&wanted, s->wanted, s->count, sizeof *s->wanted, by_name) : NULL;
    if (!at) return;
    if (!*found) *found = found_new(s, font);
    while (at > s->wanted && by_name(at - 1, &wanted) == 0) at--;
    for (; at < s->wanted + s->count && by_name(at, &wanted) == 0; at++) {
        size_t last = (*at)->found.count;
        if (*found && last && (*at)->found.items[last - 1] == *found) continue;
        const found_font **slot = *found ? vec_push(s->arena, &(*at)->found) : NULL;
        if (slot) *slot = *found;
        s->is_out_of_memory |= !slot;
    }
}

static void font_match(font_search *s, const FcPattern *font)
{
    static const char *const name_objects[] = {FC_FAMILY, FC_FULLNAME, FC_POSTSCRIPT_NAME};
    const found_font *found = NULL;
    const char *name;
    /* The upper half of the number is the instance of a variable font, which is listed by itself too. */
    bool is_instance = pattern_int(font, FC_INDEX, 0) > 0xFFFF;
    if (is_instance || pattern_int(font, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN) return;
    if (!pattern_text(font, FC_FILE, 0) || !pattern_text(font, FC_FAMILY, 0)) return;
    for (size_t i = 0; i < sizeof name_objects / sizeof *name_objects; i++)
        for (int nth = 0; (name = pattern_text(font, name_objects[i], nth)); nth++)
            name_match(s, font, name, &found);
}

/* ---- one folder ---- */

/* Could fontconfig write a cache? It complains on stderr when it cannot, which a library must not do, so then
 * it is not asked to. A folder that is not there yet can be made where the one above can be written. */
static bool may_write(const char *folder)
{
    char path[PATH_MAX];
    size_t len = strlen(folder);
    if (len == 0 || len >= sizeof path) return false;
    memcpy(path, folder, len + 1);
    while (access(path, F_OK) != 0) {
        char *slash = strrchr(path, '/');
        if (!slash || slash == path) return false;
        *slash = '\0';
    }
    return access(path, W_OK) == 0;
}

static bool may_write_cache(FcConfig *config)
{
    bool may = false;
    const FcChar8 *folder;
    FcStrList *folders = FcConfigGetCacheDirs(config);
    while (folders && !may && (folder = FcStrListNext(folders))) may = may_write((const char *)folder);
    if (folders) FcStrListDone(folders);
    return may;
}

static bool has_font_ending(const char *name)
{
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (FcStrCmpIgnoreCase((const FcChar8 *)dot, (const FcChar8 *)endings[i]) == 0) return true;
    return false;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The files that fontconfig understood, for looking up. */
static const char **files_sorted(font_search *s, const FcFontSet *fonts)
{
    size_t count = (size_t)fonts->nfont;
    const char **files = arena_array(s->arena, const char *, count + 1);
    if (!files) s->is_out_of_memory = true;
    for (size_t i = 0; files && i < count; i++) {
        const char *file = pattern_text(fonts->fonts[i], FC_FILE, 0);
        files[i] = file ? file : "";
    }
    if (files && count) qsort(files, count, sizeof *files, by_text);
    return files;
}

/* A file that is called a font but is none has mostly been cut off while copying. In a folder that the user
 * named, that explains why a font is not found. */
static void strangers_tell(font_search *s, const char *folder, const FcFontSet *fonts)
{
    const char **files = files_sorted(s, fonts);
    DIR *dir = files ? opendir(folder) : NULL;
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char path[PATH_MAX];
        const char *key = path;
        bool fits = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path;
        if (!fits || entry->d_name[0] == '.' || !has_font_ending(entry->d_name)) continue;
        if (fonts->nfont && bsearch(&key, files, (size_t)fonts->nfont, sizeof *files, by_text)) continue;
        diag_add(s->diags, MSG_font_stranger, (bx_place){.file = path}, (bx_str){0});
    }
    if (dir) closedir(dir);
}

static void fonts_take(font_search *s, const char *folder, const FcFontSet *fonts)
{
    for (int i = 0; i < fonts->nfont; i++) font_match(s, fonts->fonts[i]);
    if (!s->is_system) strangers_tell(s, folder, fonts);
}

static void folder_walk(font_search *s, const char *folder, int depth);

/* Without a cache to read or to write: each file is read anew, 1 ms for a CJK font. */
static void folder_read(font_search *s, const char *folder, int depth)
{
    DIR *dir = opendir(folder);
    FcFontSet *fonts = FcFontSetCreate();
    struct dirent *entry;
    s->is_out_of_memory |= !fonts;
    while (dir && fonts && (entry = readdir(dir))) {
        char path[PATH_MAX];
        struct stat about;
        int count;
        bool fits = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path;
        if (!fits || entry->d_name[0] == '.' || stat(path, &about) != 0) continue;
        if (S_ISDIR(about.st_mode)) folder_walk(s, path, depth + 1);
        if (S_ISREG(about.st_mode))
            FcFreeTypeQueryAll((const FcChar8 *)path, (unsigned)-1, NULL, &count, fonts);
    }
    if (fonts) fonts_take(s, folder, fonts);
    if (fonts) FcFontSetDestroy(fonts);
    if (dir) closedir(dir);
}

static void cache_take(font_search *s, const char *folder, FcCache *cache, int depth)
{
    FcFontSet *fonts = FcCacheCopySet(cache);
    s->is_out_of_memory |= !fonts;
    if (fonts) fonts_take(s, folder, fonts);
    if (fonts) FcFontSetDestroy(fonts);
    for (int i = 0; i < FcCacheNumSubdir(cache); i++)
        folder_walk(s, (const char *)FcCacheSubdir(cache, i), depth + 1);
}

/* Links can lead round and round: each folder is walked once. */
static bool is_new_folder(font_search *s, const char *folder)
{
    struct stat about;
    if (stat(folder, &about) != 0) return false;
    for (size_t i = 0; i < s->seen.count; i++)
        if (s->seen.items[i].device == about.st_dev && s->seen.items[i].inode == about.st_ino) return false;
    folder_id *slot = vec_push(s->arena, &s->seen);
    s->is_out_of_memory |= !slot;
    if (slot) *slot = (folder_id){about.st_dev, about.st_ino};
    return slot != NULL;
}

/* fontconfig opens whatever stands in a folder, and would wait at a pipe for ever. */
static bool has_files_only(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    bool is_plain = dir != NULL;
    while (is_plain && (entry = readdir(dir))) {
        char path[PATH_MAX];
        struct stat about;
        bool fits = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path;
        if (fits && stat(path, &about) == 0) is_plain = S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
    }
    if (dir) closedir(dir);
    return is_plain;
}

static void folder_walk(font_search *s, const char *folder, int depth)
{
    if (depth > FOLDER_DEPTH_MAX || !is_new_folder(s, folder)) return;
    FcCache *cache = FcDirCacheLoad((const FcChar8 *)folder, s->config, NULL);
    if (!cache && s->may_cache && has_files_only(folder))
        cache = FcDirCacheRead((const FcChar8 *)folder, FcFalse, s->config);
    if (cache) {
        cache_take(s, folder, cache, depth);
        FcDirCacheUnload(cache);
    } else {
        folder_read(s, folder, depth);
    }
}

/* ---- all folders ---- */

static void folders_asked_walk(font_search *s, const font_options *options)
{
    for (size_t i = 0; i < options->dir_count; i++, s->folder++) {
        char path[PATH_MAX]; /* absolute, because caches and the faces' files are known by it */
        struct stat about;
        if (realpath(options->dirs[i], path) && stat(path, &about) == 0 && S_ISDIR(about.st_mode) &&
            access(path, R_OK | X_OK) == 0)
            folder_walk(s, path, 0);
        else
            diag_add(s->diags, MSG_font_folder, (bx_place){.file = options->dirs[i]}, (bx_str){0});
    }
}

static void folders_system_walk(font_search *s)
{
    const FcChar8 *folder;
    FcStrList *folders = FcConfigGetFontDirs(s->config);
    s->is_system = true;
    s->is_out_of_memory |= !folders;
    while (folders && (folder = FcStrListNext(folders)))
        if (access((const char *)folder, R_OK | X_OK) == 0) folder_walk(s, (const char *)folder, 0);
    if (folders) FcStrListDone(folders);
}

/* fontconfig 2.14 dies where it has no memory for its configuration. */
static bool has_memory_to_start(void)
{
    enum { START_BYTES = 4 << 20 };
    void *room = mem_new(START_BYTES, 1);
    bool has_room = room != NULL;
    mem_free(room);
    return has_room;
}

static bool config_make(font_search *s, bool use_system)
{
    const char *text = use_system ? "<fontconfig>" CONFIG_CACHES CONFIG_FOLDERS "</fontconfig>"
                                  : "<fontconfig>" CONFIG_CACHES "</fontconfig>";
    s->config = has_memory_to_start() ? FcConfigCreate() : NULL;
    return s->config && FcConfigParseAndLoadFromMemory(s->config, (const FcChar8 *)text, FcFalse);
}

bx_status fontconfig_search(const font_options *options, font_wanted **wanted, size_t count, bx_arena *arena,
                            bx_diags *diags)
{
    font_search s = {.wanted = wanted, .count = count, .arena = arena, .diags = diags};
    if (count) qsort(wanted, count, sizeof *wanted, by_name);
    if (config_make(&s, options->use_system)) {
        s.may_cache = may_write_cache(s.config);
        folders_asked_walk(&s, options);
        if (options->use_system) folders_system_walk(&s);
    } else {
        s.is_out_of_memory = true; /* nothing else can go wrong with a text of our own */
    }
    if (s.config) FcConfigDestroy(s.config);
    return s.is_out_of_memory ? diag_memory(diags) : BX_OK;
}
