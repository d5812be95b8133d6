/* Diagnostics: gathered with copies of all they name, put in order, turned into text at the edge. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"

enum { ARGS_MAX = 9, TEXT_BYTES_MAX = 1000 };

typedef struct finding {
    message_id id;
    bx_severity severity;
    const char *file, *path;
    uint32_t line, column;
    const char *args[ARGS_MAX];
    size_t order; /* as added, to keep the sort stable */
} finding;

struct bx_diags {
    bx_arena arena;
    VEC(finding) list;
    size_t errors, unlisted, unlisted_errors;
    uint32_t alike[MSG_COUNT]; /* that are listed */
    bool no_memory;
    bx_status status;
};

typedef struct message {
    bx_severity severity;
    bx_status kind;
    const char *code, *text[2]; /* by bx_lang */
} message;

static const message messages[] = {
#define MESSAGE(id, severity, kind, code, zh, en) {severity, kind, code, {zh, en}},
#include "base/messages/all.def"
#undef MESSAGE
};

bx_diags *bx_diags_new(void)
{
    return mem_new(1, sizeof(bx_diags));
}

void bx_diags_free(bx_diags *diags)
{
    if (diags) arena_clear(&diags->arena);
    mem_free(diags);
}

void bx_diags_reset(bx_diags *diags)
{
    arena_clear(&diags->arena);
    *diags = (bx_diags){0};
}

static void note_status(bx_diags *diags, bx_severity severity, bx_status kind)
{
    if (severity != BX_ERROR) return;
    diags->errors++;
    if (kind > diags->status) diags->status = kind;
}

void diag_no_memory(bx_diags *diags)
{
    if (!diags->no_memory) note_status(diags, BX_ERROR, BX_BAD_MACHINE);
    diags->no_memory = true;
}

void diag_memory_forget(bx_diags *diags)
{
    if (diags->no_memory) diags->errors--;
    diags->no_memory = false;
}

/* A finding stays readable, and small, whatever the data holds: a name of a million letters is cut, between
 * characters. */
static bx_str cut(bx_str text)
{
    if (text.len <= TEXT_BYTES_MAX) return text;
    text.len = TEXT_BYTES_MAX;
    while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80) text.len--;
    return text;
}

static const char *copy(bx_diags *diags, bx_str text)
{
    text = cut(text);
    bx_str kept = arena_copy(&diags->arena, text);
    if (!kept.ptr) diag_memory(diags);
    return kept.ptr ? kept.ptr : "";
}

static void add(bx_diags *diags, bx_severity severity, message_id id, bx_place place, bx_str path,
                va_list args)
{
    note_status(diags, severity, messages[id].kind);
    if (diag_is_full(diags, id)) {
        diags->unlisted++;
        diags->unlisted_errors += severity == BX_ERROR;
        return;
    }
    diags->alike[id]++;
    finding *f = vec_push(&diags->arena, &diags->list);
    if (!f) {
        diag_memory(diags);
        return;
    }
    *f = (finding){.id = id, .severity = severity, .line = place.line, .column = place.column};
    f->order = diags->list.count;
    f->file = copy(diags, str_of(place.file));
    f->path = copy(diags, path);
    const char *arg;
    for (int i = 0; i < ARGS_MAX && (arg = va_arg(args, const char *)); i++)
        f->args[i] = copy(diags, str_of(arg));
}

void diag_add_strings(bx_diags *diags, message_id id, bx_place place, bx_str path, ...)
{
    va_list args;
    va_start(args, path);
    add(diags, messages[id].severity, id, place, path, args);
    va_end(args);
}

void diag_add_as(bx_diags *diags, bx_severity severity, message_id id, bx_place place, bx_str path, ...)
{
    va_list args;
    va_start(args, path);
    add(diags, severity, id, place, path, args);
    va_end(args);
}

bool diag_is_full(const bx_diags *diags, message_id id)
{
    return diags->list.count >= DIAG_MAX || diags->alike[id] >= DIAG_ALIKE_MAX;
}

size_t diag_errors(const bx_diags *diags)
{
    return diags->errors;
}

bx_status diag_status(const bx_diags *diags)
{
    return diags->status;
}

static int by_place(const void *left, const void *right)
{
    const finding *a = left, *b = right;
    int files = strcmp(a->file, b->file);
    if (files) return files;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

void diag_sort(bx_diags *diags)
{
    if (diags->list.count) qsort(diags->list.items, diags->list.count, sizeof *diags->list.items, by_place);
}

/* Behind the listed findings stand, where they apply, "too many" and "no memory". */
size_t bx_diags_count(const bx_diags *diags)
{
    return diags->list.count + (diags->unlisted > 0) + diags->no_memory;
}

static const finding *find(const bx_diags *diags, size_t index, finding *made, char number[24])
{
    if (index < diags->list.count) return &diags->list.items[index];
    bool many = index == diags->list.count && diags->unlisted;
    bool is_error = !many || diags->unlisted_errors;
    *made = (finding){.id = many ? MSG_too_many : MSG_out_of_memory,
                      .severity = is_error ? BX_ERROR : BX_WARNING,
                      .file = "",
                      .path = ""};
    snprintf(number, 24, "%zu", diags->unlisted);
    made->args[0] = number;
    return made;
}

bx_diag bx_diags_at(const bx_diags *diags, size_t index)
{
    finding made;
    char number[24];
    const finding *f = find(diags, index, &made, number);
    return (bx_diag){f->severity, messages[f->id].code, messages[f->id].kind, f->file, f->line, f->column,
                     f->path};
}

size_t bx_diags_text(const bx_diags *diags, size_t index, bx_lang lang, char *out, size_t size)
{
    finding made;
    char number[24];
    const finding *f = find(diags, index, &made, number);
    size_t len = 0;
    for (const char *p = messages[f->id].text[lang == BX_EN]; *p; p++) {
        const char *part = p;
        size_t part_len = 1;
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
            part = f->args[p[1] - '1'] ? f->args[p[1] - '1'] : "";
            part_len = strlen(part);
            p += 2;
        }
        for (size_t i = 0; i < part_len; i++, len++)
            if (len + 1 < size) out[len] = part[i];
    }
    if (size) out[len < size ? len : size - 1] = '\0';
    return len;
}
