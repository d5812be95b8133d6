/* Reading a definition's maps by a table of keys. */
#include "report/define.h"

#include "base/utf8.h"

enum { KEYS_MAX = 64, SUGGESTION_DISTANCE = 3, MESSAGE_CHARACTERS_MAX = 60 };

bx_str nearest_name(bx_str wrong, const bx_str *names, size_t count)
{
    size_t limit = utf8_count(wrong) / 2 < SUGGESTION_DISTANCE ? utf8_count(wrong) / 2 : SUGGESTION_DISTANCE;
    bx_str best = STR("");
    for (size_t i = 0; i < count; i++) {
        size_t distance = str_distance(wrong, names[i], limit);
        if (distance > limit) continue;
        best = names[i];
        if (distance == 0) break;
        limit = distance - 1;
    }
    return best;
}

bx_str message_text(bx_arena *arena, bx_str text)
{
    bx_str head = utf8_head(text, MESSAGE_CHARACTERS_MAX);
    bx_str made =
        arena_print(arena, "%.*s%s", (int)head.len, head.len ? head.ptr : "", head.len < text.len ? "…" : "");
    if (!made.ptr) return made;
    char *to = (char *)made.ptr;
    for (size_t i = 0; i < made.len; i++)
        if (made.ptr[i] != '\n') *to++ = made.ptr[i];
    *to = '\0';
    return (bx_str){made.ptr, (size_t)(to - made.ptr)};
}

bx_status message_status(const bx_diags *diags, bx_status status)
{
    return diag_status(diags) == BX_BAD_MACHINE ? BX_BAD_MACHINE : status;
}

bx_str message_value(const value *v)
{
    if (v->kind == VALUE_LIST) return STR("[…]");
    if (v->kind == VALUE_MAP) return STR("{…}");
    return v->kind == VALUE_NULL && !v->text.len ? STR("~") : v->text;
}

void define_tell(const definer *d, const value *at, message_id id, bx_str arg)
{
    bx_str path = value_path(at, d->arena), text = message_text(d->arena, arg);
    if (!path.ptr || !text.ptr) {
        diag_memory(d->diags);
        return;
    }
    diag_add(d->diags, id, at->at, path, text.ptr);
}

void define_check_after(const definer *d, const value *map)
{
    for (size_t i = 0; i < map->count; i++) {
        const value *after = value_find(map->items[i], STR("after"));
        if (!after || after->kind != VALUE_TEXT) continue;
        if (value_find(map, after->text) == NULL || str_is_equal(after->text, map->items[i]->key))
            define_tell(d, after, MSG_define_after, after->text);
    }
}

bool define_is_map(const definer *d, const value *v)
{
    if (v->kind == VALUE_MAP) return true;
    define_tell(d, v, MSG_define_map, message_value(v));
    return false;
}

bool define_is_list(const definer *d, const value *v)
{
    if (v->kind == VALUE_LIST) return true;
    define_tell(d, v, MSG_define_list, message_value(v));
    return false;
}

bool define_text(const definer *d, const value *v, bx_str *out)
{
    if (v->kind != VALUE_TEXT && v->kind != VALUE_NUMBER) {
        define_tell(d, v, MSG_define_text, message_value(v));
        return false;
    }
    *out = v->text;
    return true;
}

bx_str *define_texts(const definer *d, const value *v, size_t *count)
{
    *count = 0;
    if (!define_is_list(d, v)) return NULL;
    bx_str *texts = arena_array(d->arena, bx_str, v->count);
    if (!texts) {
        diag_memory(d->diags);
        return NULL;
    }
    for (size_t i = 0; i < v->count; i++)
        if (define_text(d, v->items[i], &texts[*count])) ++*count;
    return texts;
}

bool define_style(const definer *d, const value *v, const style **out)
{
    bx_str name;
    if (!define_text(d, v, &name)) return false;
    *out = layout_style(d->layout, name);
    if (!*out) define_tell(d, v, MSG_define_style_unknown, name);
    return *out != NULL;
}

/* Beyond any paper; products of two lengths below it fit a bx_len. */
static const double LARGEST_PT = 1e4;

static bool decimal_to_len(decimal number, double unit, bx_len *out)
{
    double n = (double)number.units;
    for (uint32_t i = 0; i < number.scale; i++) n /= 10;
    if (n < 0 || n * unit > LARGEST_PT) return false;
    *out = LEN_FROM_PT(n * unit);
    return true;
}

/* Type sizes by their names, in points (the values of software; GB/T 9704 gives names only). */
static bool size_by_name(bx_str name, bx_len *out)
{
    static const struct {
        const char *name;
        double pt;
    } sizes[] = {{"初号", 42},  {"小初", 36},  {"一号", 26},  {"小一", 24}, {"二号", 22},   {"小二", 18},
                 {"三号", 16},  {"小三", 15},  {"四号", 14},  {"小四", 12}, {"五号", 10.5}, {"小五", 9},
                 {"六号", 7.5}, {"小六", 6.5}, {"七号", 5.5}, {"八号", 5}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (!str_is(name, sizes[i].name)) continue;
        *out = LEN_FROM_PT(sizes[i].pt);
        return true;
    }
    return false;
}

bool define_length_of(bx_str text, bx_len *out)
{
    static const struct {
        const char *name;
        double pt;
    } units[] = {{"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"pt", 1}};
    decimal number;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_ends_with(text, str_of(units[i].name))) continue;
        return decimal_parse(str_trim(str_slice(text, 0, text.len - 2)), &number) &&
               decimal_to_len(number, units[i].pt, out);
    }
    return false;
}

static bool define_length(const definer *d, const value *v, bool by_name, bx_len *out)
{
    if (v->kind == VALUE_NUMBER && v->number.units == 0) {
        *out = 0;
        return true;
    }
    bool is_read =
        v->kind == VALUE_TEXT && ((by_name && size_by_name(v->text, out)) || define_length_of(v->text, out));
    bool is_size =
        !by_name || (is_read && *out >= LEN_PT && *out <= 1000 * LEN_PT); /* of type, 1 to 1000 pt */
    if (is_read && is_size) return true;
    define_tell(d, v, by_name ? MSG_define_size : MSG_define_length, message_value(v));
    return false;
}

bool define_em_of(bx_str text, bx_len *out)
{
    decimal number;
    return decimal_parse(text, &number) && decimal_to_len(number, 1, out);
}

static bool define_em(const definer *d, const value *v, bx_len *out)
{
    if (v->kind == VALUE_NUMBER && decimal_to_len(v->number, 1, out)) return true;
    define_tell(d, v, MSG_define_number, message_value(v));
    return false;
}

static bool define_whole(const definer *d, const value *v, uint32_t *out)
{
    if (v->kind == VALUE_NUMBER && v->number.scale == 0 && v->number.units >= 0 &&
        v->number.units <= 1000000) {
        *out = (uint32_t)v->number.units;
        return true;
    }
    define_tell(d, v, MSG_define_whole, message_value(v));
    return false;
}

int define_choice(const definer *d, const value *v, const char *const *choices)
{
    for (int i = 0; choices[i]; i++)
        if ((v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER) && str_is(v->text, choices[i])) return i;
    bx_buf list = {0};
    for (int i = 0; choices[i]; i++) buf_print(&list, "%s%s", i ? ", " : "", choices[i]);
    bx_str path = value_path(v, d->arena), given = message_text(d->arena, message_value(v)),
           all = buf_keep(&list, d->arena);
    if (!path.ptr || !given.ptr || !all.ptr)
        diag_memory(d->diags);
    else
        diag_add(d->diags, MSG_define_choice, v->at, path, all.ptr, given.ptr);
    return -1;
}

static void read_one(const definer *d, const value *v, const define_key *key, void *out)
{
    void *to = (char *)out + key->offset;
    int chosen;
    switch (key->type) {
    case DEFINE_TEXT:
        define_text(d, v, to);
        break;
    case DEFINE_BOOL:
        if (v->kind == VALUE_BOOL)
            *(bool *)to = v->truth;
        else
            define_tell(d, v, MSG_define_bool, message_value(v));
        break;
    case DEFINE_WHOLE:
        define_whole(d, v, to);
        break;
    case DEFINE_LENGTH:
        define_length(d, v, false, to);
        break;
    case DEFINE_SIZE:
        define_length(d, v, true, to);
        break;
    case DEFINE_EM:
        define_em(d, v, to);
        break;
    case DEFINE_CHOICE:
        if ((chosen = define_choice(d, v, key->choices)) >= 0) *(int *)to = chosen;
        break;
    case DEFINE_STYLE:
        define_style(d, v, to);
        break;
    case DEFINE_VALUE:
        *(const value **)to = v;
        break;
    }
}

static void tell_unknown(const definer *d, const value *v, const define_key *keys)
{
    bx_str names[KEYS_MAX];
    size_t count = 0;
    for (; count < KEYS_MAX && keys[count].key; count++) names[count] = str_of(keys[count].key);
    bx_str near = nearest_name(v->key, names, count);
    bx_str path = value_path(v, d->arena), key = message_text(d->arena, v->key);
    if (!path.ptr || !key.ptr) {
        diag_memory(d->diags);
        return;
    }
    if (near.len)
        diag_add(d->diags, MSG_define_unknown_near, v->key_at, path, key.ptr, near.ptr);
    else
        diag_add(d->diags, MSG_define_unknown, v->key_at, path, key.ptr);
}

void define_read(const definer *d, const value *v, const define_key *keys, void *out)
{
    if (!define_is_map(d, v)) return;
    for (size_t i = 0; i < v->count; i++) {
        const define_key *key = keys;
        while (key->key && !str_is(v->items[i]->key, key->key)) key++;
        if (key->key)
            read_one(d, v->items[i], key, out);
        else
            tell_unknown(d, v->items[i], keys);
    }
    for (const define_key *key = keys; key->key; key++)
        if (key->is_required && !value_find(v, str_of(key->key)))
            define_tell(d, v, MSG_define_missing, str_of(key->key));
}
