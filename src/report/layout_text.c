/* The `text` section of a layout: classes of characters, prohibitions, pairs, steps of adjustment. */
#include <stdlib.h>

#include "base/utf8.h"
#include "report/layout_parts.h"

static const char *const class_names[] = {"han",   "open", "close",  "comma",  "stop",  "middle", "connector",
                                          "slash", "dash", "prefix", "suffix", "latin", "space",  NULL};
static const char *const place_names[] = {"word_space", "brackets", "commas", "latin_gap",
                                          "stops",      "gaps",     NULL};

/* A character of a class and where it was written. */
typedef struct class_place {
    class_entry entry;
    const value *source;
    size_t at; /* in the source's text */
} class_place;

typedef struct class_list {
    VEC(class_place) places;
} class_list;

/* By code; of one code, as listed. */
static int by_code(const void *left, const void *right)
{
    const class_place *a = left, *b = right;
    if (a->entry.code != b->entry.code) return a->entry.code < b->entry.code ? -1 : 1;
    if (a->entry.class != b->entry.class) return a->entry.class < b->entry.class ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static void tell_twice(const definer *d, const class_place *place)
{
    char code[8] = {0};
    bx_str path = value_path(place->source, d->arena);
    utf8_put(code, place->entry.code);
    if (!path.ptr)
        diag_memory(d->diags);
    else
        diag_add(d->diags, MSG_define_class_twice, value_place_in(place->source, place->at), path, code);
}

static bool read_class(const definer *d, const value *v, class_list *list)
{
    value name = *v;
    name.kind = VALUE_TEXT, name.text = name.key, name.at = name.key_at;
    int class = define_choice(d, &name, class_names);
    bx_str characters;
    if (class < 0 || !define_text(d, v, &characters)) return true;
    for (size_t at = 0; at < characters.len;) {
        class_place *place = vec_push(d->arena, &list->places);
        if (!place) return false;
        place->source = v;
        place->at = at;
        place->entry = (class_entry){utf8_next(characters, &at), (char_class) class};
    }
    return true;
}

static bool read_classes(const definer *d, const value *v, text_rules *rules)
{
    class_list list = {0};
    if (!define_is_map(d, v)) return true;
    for (size_t i = 0; i < v->count; i++)
        if (!read_class(d, v->items[i], &list)) return false;
    class_place *places = list.places.items;
    if (list.places.count) qsort(places, list.places.count, sizeof *places, by_code);
    rules->classes = arena_array(d->arena, class_entry, list.places.count);
    if (!rules->classes) return false;
    for (size_t i = 0; i < list.places.count; i++) {
        if (i && places[i].entry.code == places[i - 1].entry.code) tell_twice(d, &places[i]);
        rules->classes[rules->class_count++] = places[i].entry;
    }
    return true;
}

/* A list of class names as a set. */
static void read_class_set(const definer *d, const value *v, bool set[CLASS_COUNT])
{
    if (!define_is_list(d, v)) return;
    for (size_t i = 0; i < v->count; i++) {
        int class = define_choice(d, v->items[i], class_names);
        if (class >= 0) set[class] = true;
    }
}

typedef struct pair_source {
    const value *first, *second;
    int remove;
} pair_source;

static void read_pairs(const definer *d, const value *v, text_rules *rules)
{
    static const char *const removes[] = {"none", "first_right", "second_left", "both", NULL};
    static const define_key keys[] = {{"first", DEFINE_VALUE, offsetof(pair_source, first), NULL, true},
                                      {"second", DEFINE_VALUE, offsetof(pair_source, second), NULL, true},
                                      {"remove", DEFINE_CHOICE, offsetof(pair_source, remove), removes, true},
                                      {0}};
    if (!define_is_list(d, v)) return;
    for (size_t i = 0; i < v->count; i++) {
        pair_source pair = {0};
        bool first[CLASS_COUNT] = {0}, second[CLASS_COUNT] = {0};
        define_read(d, v->items[i], keys, &pair);
        if (pair.first) read_class_set(d, pair.first, first);
        if (pair.second) read_class_set(d, pair.second, second);
        for (int a = 0; a < CLASS_COUNT; a++)
            for (int b = 0; b < CLASS_COUNT; b++)
                if (first[a] && second[b]) rules->pairs[a][b] = (pair_trim)pair.remove;
    }
}

typedef struct step_source {
    int what;
    bx_len limit;
} step_source;

static size_t read_steps(const definer *d, const value *v, const char *limit_key, adjust_step *steps)
{
    const define_key keys[] = {{"what", DEFINE_CHOICE, offsetof(step_source, what), place_names, true},
                               {limit_key, DEFINE_EM, offsetof(step_source, limit), NULL, false},
                               {0}};
    size_t count = 0;
    if (!define_is_list(d, v)) return 0;
    bool is_listed[ADJUST_COUNT] = {0};
    for (size_t i = 0; i < v->count; i++) {
        step_source source = {.what = -1};
        define_read(d, v->items[i], keys, &source);
        if (source.what < 0) continue; /* told already */
        if (is_listed[source.what])
            define_tell(d, v->items[i], MSG_define_step_twice, str_of(place_names[source.what]));
        else
            steps[count++] = (adjust_step){(adjust_place)source.what, source.limit};
        is_listed[source.what] = true;
    }
    return count;
}

/* ISO 15924: a capital and three small letters. */
static bool is_script(bx_str name)
{
    bool is_name = name.len == 4 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z';
    for (size_t i = 1; is_name && i < 4; i++) is_name = name.ptr[i] >= 'a' && name.ptr[i] <= 'z';
    return is_name;
}

/* BCP 47 as PDF has it: groups of up to eight letters, behind the first one also digits. */
static bool is_language(bx_str tag)
{
    size_t length = 0;
    bool is_first = true;
    for (size_t i = 0; i < tag.len; i++) {
        char c = tag.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool is_end = c == '-' && length > 0;
        if (!is_end && !is_letter && (is_first || c < '0' || c > '9')) return false;
        length = is_end ? 0 : length + 1;
        is_first = is_first && !is_end;
        if (length > 8) return false;
    }
    return length > 0 || !tag.len;
}

static bool read_languages(const definer *d, const value *v, text_rules *rules)
{
    if (!define_is_map(d, v)) return true;
    rules->languages = arena_array(d->arena, script_language, v->count);
    if (!rules->languages) return false;
    for (size_t i = 0; i < v->count; i++) {
        bx_str script = v->items[i]->key, lang;
        value name = *v->items[i];
        name.at = name.key_at;
        if (!is_script(script)) {
            define_tell(d, &name, MSG_define_script, message_text(d->arena, script));
        } else if (define_text(d, v->items[i], &lang)) {
            uint32_t code = 0;
            for (size_t n = 0; n < 4; n++) code = code << 8 | (unsigned char)script.ptr[n];
            if (!is_language(lang))
                define_tell(d, v->items[i], MSG_define_language, message_text(d->arena, lang));
            rules->languages[rules->language_count++] = (script_language){code, lang};
        }
    }
    return true;
}

typedef struct text_source {
    const value *classes, *no_start, *no_end, *pairs, *tighten, *loosen, *always_half, *whole_words,
        *languages;
    bx_str hanging, no_balanced_start;
    int start, end, full_width;
    bx_len latin_gap;
    bool links;
} text_source;

bool layout_read_text(const definer *d, const value *v, text_rules *rules)
{
    static const char *const halves[] = {"whole", "half", NULL}, *const widths[] = {"keep", "narrow", NULL};
    static const define_key keys[] = {
        {"classes", DEFINE_VALUE, offsetof(text_source, classes), NULL, true},
        {"no_start", DEFINE_VALUE, offsetof(text_source, no_start), NULL, true},
        {"no_end", DEFINE_VALUE, offsetof(text_source, no_end), NULL, true},
        {"pairs", DEFINE_VALUE, offsetof(text_source, pairs), NULL, true},
        {"line_start_open", DEFINE_CHOICE, offsetof(text_source, start), halves, true},
        {"line_end_mark", DEFINE_CHOICE, offsetof(text_source, end), halves, true},
        {"full_width", DEFINE_CHOICE, offsetof(text_source, full_width), widths, false},
        {"latin_gap", DEFINE_EM, offsetof(text_source, latin_gap), NULL, true},
        {"always_half", DEFINE_VALUE, offsetof(text_source, always_half), NULL, false},
        {"hanging", DEFINE_TEXT, offsetof(text_source, hanging), NULL, false},
        {"whole_words", DEFINE_VALUE, offsetof(text_source, whole_words), NULL, false},
        {"no_balanced_start", DEFINE_TEXT, offsetof(text_source, no_balanced_start), NULL, false},
        {"languages", DEFINE_VALUE, offsetof(text_source, languages), NULL, false},
        {"links", DEFINE_BOOL, offsetof(text_source, links), NULL, false},
        {"tighten", DEFINE_VALUE, offsetof(text_source, tighten), NULL, true},
        {"loosen", DEFINE_VALUE, offsetof(text_source, loosen), NULL, true},
        {0}};
    text_source source = {0};
    define_read(d, v, keys, &source);
    rules->trims_line_start = source.start;
    rules->trims_line_end = source.end;
    rules->latin_gap = source.latin_gap;
    if (source.latin_gap > EM) define_tell(d, value_find(v, STR("latin_gap")), MSG_define_gap, STR(""));
    rules->narrows_full_width = source.full_width;
    if (source.no_start) read_class_set(d, source.no_start, rules->no_start);
    if (source.no_end) read_class_set(d, source.no_end, rules->no_end);
    if (source.always_half) read_class_set(d, source.always_half, rules->always_half);
    rules->hanging = source.hanging;
    rules->no_balanced_start = source.no_balanced_start;
    rules->links = source.links;
    if (source.languages && !read_languages(d, source.languages, rules)) return false;
    if (source.whole_words)
        rules->whole_words.items = define_texts(d, source.whole_words, &rules->whole_words.count);
    if (source.pairs) read_pairs(d, source.pairs, rules);
    if (source.tighten) rules->tighten_count = read_steps(d, source.tighten, "least", rules->tighten);
    if (source.loosen) rules->loosen_count = read_steps(d, source.loosen, "most", rules->loosen);
    return !source.classes || read_classes(d, source.classes, rules);
}
