/* The engine: layouts and fonts, read once, shared by all documents and threads. */
#include <dirent.h>
#include <stdlib.h>
#include <time.h>

#include "api/api.h"
#include "base/file.h"
#include "base/mem.h"

#ifndef BX_DATA_DIR
#define BX_DATA_DIR "/usr/local/share/banxin"
#endif

enum { SKELETON_BYTES_MAX = 4 << 20, LAYOUTS_MAX = 4096 };

double stopwatch_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static const char *keep(bx_engine *engine, const char *text)
{
    return arena_copy(&engine->arena, str_of(text)).ptr;
}

static const char **keep_all(bx_engine *engine, const char *const *texts, size_t count)
{
    const char **kept = arena_array(&engine->arena, const char *, count);
    for (size_t i = 0; kept && i < count; i++)
        if (!(kept[i] = keep(engine, texts[i]))) return NULL;
    return kept;
}

static bool keep_options(bx_engine *engine, const bx_engine_options *options)
{
    static const char *const default_dirs[] = {BX_DATA_DIR "/layouts"};
    bool has_dirs = options && options->layout_dir_count;
    engine->dirs.count = has_dirs ? options->layout_dir_count : 1;
    engine->dirs.dirs = keep_all(engine, has_dirs ? options->layout_dirs : default_dirs, engine->dirs.count);
    font_options *fonts = &engine->font_options;
    fonts->list_file =
        keep(engine, options && options->fonts_file ? options->fonts_file : BX_DATA_DIR "/fonts/fonts.yaml");
    fonts->dir_count = options ? options->font_dir_count : 0;
    fonts->dirs = keep_all(engine, options ? options->font_dirs : NULL, fonts->dir_count);
    fonts->use_system = options ? options->system_fonts != 0 : true;
    return engine->dirs.dirs && fonts->list_file && fonts->dirs;
}

bx_status bx_engine_new(const bx_engine_options *options, bx_diags *diags, bx_engine **out)
{
    bx_engine *engine = mem_new(1, sizeof *engine);
    if (!engine) return diag_memory(diags);
    if (pthread_mutex_init(&engine->lock, NULL) != 0) {
        mem_free(engine);
        return diag_memory(diags);
    }
    if (!keep_options(engine, options)) {
        bx_engine_free(engine);
        return diag_memory(diags);
    }
    code_hash(engine->code_hash);
    *out = engine;
    return BX_OK;
}

static void fonts_end(bx_engine *engine)
{
    if (engine->fonts) (engine->fonts_doubtful ? fonts_abandon : fonts_free)(engine->fonts);
    engine->fonts = NULL;
}

void bx_engine_free(bx_engine *engine)
{
    if (!engine) return;
    while (engine->layouts) {
        engine_layout *next = engine->layouts->next;
        arena_clear(&engine->layouts->arena);
        mem_free(engine->layouts);
        engine->layouts = next;
    }
    fonts_end(engine);
    pthread_mutex_destroy(&engine->lock);
    arena_clear(&engine->arena);
    mem_free(engine);
}

static bx_status read_layout(engine_layout *made, const bx_engine *engine, const layout_wish *wish,
                             bx_diags *diags)
{
    BX_TRY(layout_definition(&made->arena, &engine->dirs, wish, diags, &made->definition));
    return layout_understand(&made->arena, made->definition, diags, &made->layout);
}

static bx_status load_layout(bx_engine *engine, const layout_wish *wish, bx_diags *diags, engine_layout **out)
{
    engine_layout *made = mem_new(1, sizeof *made);
    if (!made) return diag_memory(diags);
    made->name = arena_copy(&made->arena, wish->name);
    bx_status status = made->name.ptr ? read_layout(made, engine, wish, diags) : diag_memory(diags);
    if (status == BX_OK) {
        made->next = engine->layouts;
        engine->layouts = *out = made;
        return BX_OK;
    }
    arena_clear(&made->arena);
    mem_free(made);
    return status;
}

bx_status engine_layout_find(bx_engine *engine, const layout_wish *wish, bx_diags *diags, const layout **out)
{
    bx_status status = BX_OK;
    pthread_mutex_lock(&engine->lock);
    engine_layout *found = engine->layouts;
    while (found && !str_is_equal(found->name, wish->name)) found = found->next;
    if (!found) status = load_layout(engine, wish, diags, &found);
    pthread_mutex_unlock(&engine->lock);
    if (status == BX_OK) *out = found->layout;
    return status;
}

bx_status engine_fonts(bx_engine *engine, bx_diags *diags, font_set **out)
{
    bx_status status = BX_OK;
    pthread_mutex_lock(&engine->lock);
    if (engine->fonts_doubtful && !atomic_load(&engine->users)) {
        fonts_end(engine);
        engine->fonts_doubtful = false;
    }
    if (engine->fonts_doubtful)
        status = diag_memory(diags);
    else if (!engine->fonts)
        status = fonts_new(&engine->font_options, diags, &engine->fonts);
    if (status == BX_OK) atomic_fetch_add(&engine->users, 1);
    *out = status == BX_OK ? engine->fonts : NULL;
    pthread_mutex_unlock(&engine->lock);
    return status;
}

void engine_fonts_done(bx_engine *engine, bool was_short)
{
    pthread_mutex_lock(&engine->lock);
    if (was_short) engine->fonts_doubtful = true;
    atomic_fetch_sub(&engine->users, 1);
    pthread_mutex_unlock(&engine->lock);
}

/* ---- lists ---- */

bx_status bytes_from(bx_buf *buf, bx_diags *diags, bx_bytes *out)
{
    size_t len = buf->len;
    buf_char(buf, '\0');
    if (buf->failed) {
        buf_clear(buf);
        return diag_memory(diags);
    }
    *out = (bx_bytes){buf->ptr, len};
    return BX_OK;
}

void bx_bytes_free(bx_bytes *bytes)
{
    mem_free(bytes->data);
    *bytes = (bx_bytes){0};
}

typedef struct listing {
    bx_engine *engine;
    bx_diags *diags;
    bx_arena arena;
    VEC(bx_str) names;
} listing;

/* A folder counts if it holds a definition; the name in the first folder that has it. */
static bool add_name(listing *l, const char *dir, const char *name)
{
    bx_str file = arena_print(&l->arena, "%s/%s/layout.yaml", dir, name);
    if (!file.ptr) return false;
    if (name[0] == '.' || !file_exists(file.ptr) || l->names.count >= LAYOUTS_MAX) return true;
    for (size_t i = 0; i < l->names.count; i++)
        if (str_is(l->names.items[i], name)) return true;
    bx_str *slot = vec_push(&l->arena, &l->names);
    if (!slot) return false;
    *slot = arena_copy(&l->arena, str_of(name));
    return slot->ptr != NULL;
}

static bool add_names(listing *l, const char *dir)
{
    DIR *open = opendir(dir);
    if (!open) return true;
    bool has_memory = true;
    for (const struct dirent *entry; has_memory && (entry = readdir(open));)
        has_memory = add_name(l, dir, entry->d_name);
    closedir(open);
    return has_memory;
}

static int by_name(const void *left, const void *right)
{
    const bx_str *a = left, *b = right;
    return strcmp(a->ptr, b->ptr);
}

/* The folder a layout was found in; NULL if it has gone since. */
static bx_status folder_of(listing *l, bx_str name, const char **folder)
{
    *folder = NULL;
    for (size_t i = 0; i < l->engine->dirs.count && !*folder; i++) {
        const char *dir = l->engine->dirs.dirs[i];
        bx_str file = arena_print(&l->arena, "%s/%.*s/layout.yaml", dir, STR_ARG(name));
        if (!file.ptr) return diag_memory(l->diags);
        if (file_exists(file.ptr)) *folder = dir;
    }
    return BX_OK;
}

/* A layout whose definition is wrong is told and not listed; the others are. */
static bx_status list_one(listing *l, bx_str name, bx_buf *out)
{
    const layout *found;
    const char *folder;
    BX_TRY(folder_of(l, name, &folder));
    bx_status status = engine_layout_find(l->engine, &(layout_wish){.name = name}, l->diags, &found);
    if (status != BX_OK) return status == BX_BAD_MACHINE ? status : BX_OK;
    if (folder && !found->is_base)
        buf_print(out, "%.*s\t%.*s\t%s/%.*s\n", STR_ARG(name), STR_ARG(found->title), folder, STR_ARG(name));
    return BX_OK;
}

bx_status bx_layouts_list(bx_engine *engine, bx_diags *diags, bx_bytes *out)
{
    listing l = {.engine = engine, .diags = diags};
    bx_buf made = {0};
    bool has_memory = true;
    for (size_t i = 0; has_memory && i < engine->dirs.count; i++)
        has_memory = add_names(&l, engine->dirs.dirs[i]);
    if (l.names.count) qsort(l.names.items, l.names.count, sizeof *l.names.items, by_name);
    bx_status status = has_memory ? BX_OK : diag_memory(diags);
    for (size_t i = 0; i < l.names.count && status == BX_OK; i++)
        status = list_one(&l, l.names.items[i], &made);
    arena_clear(&l.arena);
    diag_sort(diags);
    if (status == BX_OK) return bytes_from(&made, diags, out);
    buf_clear(&made);
    return status;
}

/* "year（年度）, title（标题）": what the data of a layout has. */
static bx_str fields_text(listing *l, const layout *of)
{
    bx_buf text = {0};
    for (size_t i = 0; i < of->field_count; i++)
        buf_print(&text, "%s%.*s（%.*s）", i ? ", " : "", STR_ARG(of->fields[i].path),
                  STR_ARG(of->fields[i].label));
    return buf_keep(&text, &l->arena);
}

/* A layout on top of another form may leave its skeleton to that one; a base has none. */
static bx_status tell_no_skeleton(listing *l, bx_str name, const layout *of)
{
    const layout *under = NULL;
    if (of->extends.len)
        BX_TRY(engine_layout_find(l->engine, &(layout_wish){.name = of->extends}, l->diags, &under));
    bool has_form = under && !under->is_base;
    bx_str own = arena_copy(&l->arena, name),
           more = has_form ? arena_copy(&l->arena, of->extends) : fields_text(l, of);
    if (!own.ptr || !more.ptr) return diag_memory(l->diags);
    message_id id = has_form ? MSG_skeleton_missing : MSG_skeleton_fields;
    diag_add(l->diags, id, (bx_place){0}, STR(""), own.ptr, more.ptr);
    return message_status(l->diags, BX_BAD_USAGE);
}

static bx_status read_skeleton(listing *l, bx_str name, const layout *of, bx_bytes *out)
{
    bx_buf made = {0};
    const char *folder;
    bx_str bytes;
    BX_TRY(folder_of(l, name, &folder));
    if (!folder) return tell_no_skeleton(l, name, of);
    bx_str path = arena_print(&l->arena, "%s/%.*s/new.yaml", folder, STR_ARG(name));
    if (!path.ptr) return diag_memory(l->diags);
    if (!file_exists(path.ptr)) return tell_no_skeleton(l, name, of);
    BX_TRY(file_read(&l->arena, path.ptr, SKELETON_BYTES_MAX, l->diags, &bytes));
    buf_str(&made, bytes);
    return bytes_from(&made, l->diags, out);
}

bx_status bx_layout_skeleton(bx_engine *engine, const char *name, bx_diags *diags, bx_bytes *out)
{
    const layout *found;
    BX_TRY(engine_layout_find(engine, &(layout_wish){.name = str_of(name)}, diags, &found));
    if (found->is_base) {
        diag_add(diags, MSG_layout_is_base, (bx_place){0}, STR(""), name);
        return message_status(diags, BX_BAD_USAGE);
    }
    listing l = {.engine = engine, .diags = diags};
    bx_status status = read_skeleton(&l, str_of(name), found, out);
    arena_clear(&l.arena);
    return status;
}

bx_status bx_fonts_list(bx_engine *engine, bx_diags *diags, bx_bytes *out)
{
    font_set *fonts;
    BX_TRY(engine_fonts(engine, diags, &fonts));
    bx_buf made = {0};
    mem_listen();
    bx_status listed = fonts_list(fonts, diags, &made);
    engine_fonts_done(engine, mem_was_short());
    bx_status status = bytes_from(&made, diags, out);
    return status == BX_OK ? listed : status;
}
