/* Roles to faces: the list and the files found are joined once into chains of choices; a choice opens its
 * first usable file when somebody first needs it. Opening is under a lock, looking up what is open is not. */
#include "font/font.h"

#include <stdlib.h>

#include "base/mem.h"
#include "font/face.h"
#include "font/map.h"
#include "font/set.h"

/* ---- joining families and files ---- */

/* How far a font is from what a family of the list asks. Width counts more than weight: a condensed regular
 * looks less like the regular than a bold does. */
static int distance(const found_font *found, const font_family *asked)
{
    return abs(found->weight - asked->weight) + 10 * abs(found->width - 100);
}

static int compare(long long a, long long b)
{
    return (a > b) - (a < b);
}

/* Nearest first; equal ones by folder and path, so that the choice never depends on a folder's order. */
static int by_preference(const found_font *a, const found_font *b, const font_family *asked)
{
    int order = compare(a->is_unlikely, b->is_unlikely);
    if (!order) order = compare(distance(a, asked), distance(b, asked));
    if (!order) order = compare((long long)a->folder, (long long)b->folder);
    if (!order) order = strcmp(a->file, b->file);
    return order ? order : compare(a->index, b->index);
}

/* Insertion sort: a family has a handful of files. */
static void sort(const found_font **found, size_t count, const font_family *asked)
{
    for (size_t i = 1; i < count; i++) {
        const found_font *moved = found[i];
        size_t at = i;
        for (; at > 0 && by_preference(moved, found[at - 1], asked) < 0; at--) found[at] = found[at - 1];
        found[at] = moved;
    }
}

/* The program of a file, made if it is new: so ids follow the order of roles and families. */
static font_program *program_find(font_set *set, const found_font *found)
{
    for (size_t i = 0; i < set->programs.count; i++) {
        font_program *known = set->programs.items[i];
        if (known->found->index == found->index && strcmp(known->found->file, found->file) == 0) return known;
    }
    font_program *made = arena_new(&set->arena, font_program);
    font_program **slot = made ? vec_push(&set->arena, &set->programs) : NULL;
    if (!slot) return NULL;
    made->found = found;
    made->base.id = (uint32_t)(set->programs.count - 1);
    *slot = made;
    return made;
}

/* Is bold asked for, and this is not? */
static bool is_bold_missing(const found_font *found, const font_family *asked)
{
    return asked->weight >= FONT_BOLD_LEAST && found->weight < FONT_BOLD_LEAST;
}

/* The order of a chain: what is as asked, what would have to be emboldened, and then the same of what only
 * completes a role. */
typedef struct choice_kind {
    bool is_fallback, is_bold_wanted;
} choice_kind;

/* Append to the chain those fonts of a family that are of a kind. */
static bool choice_add(font_set *set, font_chain *chain, const font_family *asked, const font_wanted *wanted,
                       choice_kind kind)
{
    font_choice *choice = &chain->choices[chain->count];
    if (asked->is_fallback != kind.is_fallback) return true;
    if (kind.is_bold_wanted && wanted->found.count && !is_bold_missing(wanted->found.items[0], asked))
        return true;
    choice->asked = asked;
    choice->is_bold_wanted = kind.is_bold_wanted;
    choice->programs = arena_array(&set->arena, font_program *, wanted->found.count + 1);
    if (!choice->programs) return false;
    for (size_t i = 0; i < wanted->found.count; i++) {
        if (is_bold_missing(wanted->found.items[i], asked) != kind.is_bold_wanted) continue;
        font_program *program = program_find(set, wanted->found.items[i]);
        if (!program) return false;
        choice->programs[choice->count++] = program;
    }
    if (choice->count) chain->count++;
    return true;
}

static bool chain_make(font_set *set, font_chain *chain, const font_role *role, const font_wanted *wanted)
{
    size_t count = role->families.count;
    chain->role = role;
    chain->choices = arena_array(&set->arena, font_choice, 2 * count + 1);
    if (!chain->choices) return false;
    for (size_t i = 0; i < count; i++)
        sort(wanted[i].found.items, wanted[i].found.count, &role->families.items[i]);
    static const choice_kind kinds[] = {{false, false}, {false, true}, {true, false}, {true, true}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < count; i++)
            if (!choice_add(set, chain, &role->families.items[i], &wanted[i], kinds[k])) return false;
    return true;
}

static bx_status chains_make(font_set *set, const font_options *options, bx_diags *diags)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < set->list.roles.count; i++) count += set->list.roles.items[i].families.count;
    font_wanted *all = arena_array(&set->arena, font_wanted, count + 1);
    font_wanted **wanted = arena_array(&set->arena, font_wanted *, count + 1);
    set->chains = arena_array(&set->arena, font_chain, set->list.roles.count + 1);
    if (!all || !wanted || !set->chains) return diag_memory(diags);
    for (size_t i = 0; i < set->list.roles.count; i++) {
        const font_role *role = &set->list.roles.items[i];
        for (size_t j = 0; j < role->families.count; j++, at++) {
            all[at].name = role->families.items[j].name;
            wanted[at] = &all[at];
        }
    }
    BX_TRY(fontconfig_search(options, wanted, count, &set->arena, diags));
    at = 0;
    for (size_t i = 0; i < set->list.roles.count; i++) {
        const font_role *role = &set->list.roles.items[i];
        if (!chain_make(set, &set->chains[i], role, &all[at])) return diag_memory(diags);
        at += role->families.count;
    }
    return BX_OK;
}

bx_status fonts_new(const font_options *options, bx_diags *diags, font_set **out)
{
    *out = NULL;
    font_set *set = mem_new(1, sizeof *set);
    if (!set) return diag_memory(diags);
    if (pthread_mutex_init(&set->opening, NULL) != 0) {
        mem_free(set);
        return diag_memory(diags);
    }
    bx_status status = font_list_read(options->list_file, &set->arena, diags, &set->list);
    if (status == BX_OK) status = chains_make(set, options, diags);
    if (status == BX_OK)
        *out = set;
    else
        fonts_free(set);
    return status;
}

static void end(font_set *set, void (*end_face)(face *f))
{
    for (size_t i = 0; i < set->programs.count; i++)
        if (set->programs.items[i]->state == PROGRAM_OPEN) end_face(&set->programs.items[i]->base);
    for (size_t i = 0; i < set->files.count; i++) hb_blob_destroy(set->files.items[i].bytes);
    pthread_mutex_destroy(&set->opening);
    arena_clear(&set->arena);
    mem_free(set);
}

void fonts_free(font_set *set)
{
    if (set) end(set, face_close);
}

void fonts_abandon(font_set *set)
{
    end(set, face_abandon);
}

/* ---- opening, under the lock ---- */

/* The file's bytes, mapped once for all fonts in it; NULL with the fault. */
static hb_blob_t *file_find(font_set *set, const char *file, font_fault *fault)
{
    for (size_t i = 0; i < set->files.count; i++)
        if (strcmp(set->files.items[i].name, file) == 0) return set->files.items[i].bytes;
    font_file *made = vec_push(&set->arena, &set->files);
    if (!made) {
        font_fault_is(fault, MSG_out_of_memory, "");
        return NULL;
    }
    *made = (font_file){file, file_map(file, fault)};
    if (!made->bytes) set->files.count--;
    return made->bytes;
}

/* False, and told, without memory. A program that cannot be used is told and never tried again. */
static bool program_open(font_set *set, font_program *program, bx_diags *diags)
{
    const found_font *found = program->found;
    font_fault fault = {0};
    face opened;
    if (program->state != PROGRAM_UNTRIED) return true;
    hb_blob_t *bytes = file_find(set, found->file, &fault);
    bool is_open =
        bytes && face_open(bytes, found->file, found->index, found->weight, &set->arena, &opened, &fault);
    if (is_open && !mem_was_short()) {
        opened.id = program->base.id;
        program->base = opened;
        program->state = PROGRAM_OPEN;
        return true;
    }
    if (fault.id == MSG_out_of_memory || mem_was_short()) {
        if (is_open) face_abandon(&opened);
        diag_memory(diags);
        return false;
    }
    program->state = PROGRAM_REFUSED;
    diag_add(diags, fault.id, (bx_place){.file = found->file}, (bx_str){0}, found->family, fault.detail);
    return true;
}

/* The program as a choice sees it. NULL without memory. */
static const face *view_find(font_set *set, font_program *program, const font_choice *choice)
{
    for (size_t i = 0; i < program->views.count; i++) {
        const face *known = program->views.items[i];
        if (known->is_bold_wanted == choice->is_bold_wanted &&
            known->is_mandated == choice->asked->is_mandated &&
            str_is_equal(known->wrong, choice->asked->wrong) &&
            strcmp(known->family, choice->asked->name) == 0)
            return known;
    }
    face *made = arena_new(&set->arena, face);
    const face **slot = made ? vec_push(&set->arena, &program->views) : NULL;
    if (!slot) return NULL;
    *made = program->base;
    made->family = choice->asked->name;
    made->is_mandated = choice->asked->is_mandated;
    made->is_bold_wanted = choice->is_bold_wanted;
    made->wrong = choice->asked->wrong;
    return *slot = made;
}

/* Has an earlier choice of the role, by another name of the same font, taken this program? */
static bool is_taken(const font_chain *chain, size_t nth, const font_program *program)
{
    for (size_t i = 0; i < nth; i++)
        if (chain->choices[i].face && chain->choices[i].face->id == program->base.id) return true;
    return false;
}

static void choice_open(font_set *set, font_chain *chain, size_t nth, bx_diags *diags)
{
    font_choice *choice = &chain->choices[nth];
    for (size_t i = 0; i < choice->count && !choice->face; i++) {
        font_program *program = choice->programs[i];
        if (is_taken(chain, nth, program)) continue;
        if (!program_open(set, program, diags)) return;
        if (program->state != PROGRAM_OPEN) continue;
        choice->face = view_find(set, program, choice);
        if (!choice->face) {
            diag_memory(diags);
            return;
        }
    }
    atomic_store_explicit(&choice->state, choice->face ? CHOICE_OPEN : CHOICE_EMPTY, memory_order_release);
}

/* ---- looking up ---- */

/* The face of a choice, opened if need be; NULL if none of its files can be used. False, and told, if there
 * is no memory: then nothing is known of the choices after it either. */
static bool choice_face(font_set *set, font_chain *chain, size_t nth, bx_diags *diags, const face **out)
{
    font_choice *choice = &chain->choices[nth];
    int state = atomic_load_explicit(&choice->state, memory_order_acquire);
    if (state == CHOICE_UNTRIED) {
        pthread_mutex_lock(&set->opening);
        if (atomic_load_explicit(&choice->state, memory_order_relaxed) == CHOICE_UNTRIED)
            choice_open(set, chain, nth, diags);
        state = atomic_load_explicit(&choice->state, memory_order_relaxed);
        pthread_mutex_unlock(&set->opening);
    }
    *out = state == CHOICE_OPEN ? choice->face : NULL;
    return state != CHOICE_UNTRIED;
}

/* A fallback alone fills no role: a page of 仿宋 set in 宋体 throughout would be the wrong document. */
bool font_walk_next(font_set *set, font_walk *walk, bx_diags *diags)
{
    bool is_filled = walk->face != NULL;
    for (; walk->at < walk->chain->count; walk->at++) {
        if (!is_filled && walk->chain->choices[walk->at].asked->is_fallback) return false;
        walk->is_out_of_memory = !choice_face(set, walk->chain, walk->at, diags, &walk->face);
        if (walk->is_out_of_memory) return false;
        if (walk->face) break;
    }
    return walk->at++ < walk->chain->count;
}

const char *fonts_file(const font_set *set, size_t nth, unsigned *index)
{
    if (nth >= set->programs.count) return NULL;
    const found_font *found = set->programs.items[nth]->found;
    *index = (unsigned)found->index;
    return found->file;
}

int fonts_role_find(const font_set *set, bx_str name)
{
    for (size_t i = 0; i < set->list.roles.count; i++)
        if (str_is(name, set->list.roles.items[i].name)) return (int)i;
    return -1;
}

const face *fonts_face(font_set *set, int role, size_t nth, bx_diags *diags)
{
    font_walk walk = {.chain = &set->chains[role]};
    while (font_walk_next(set, &walk, diags))
        if (nth-- == 0) return walk.face;
    return NULL;
}

const face *fonts_face_with(font_set *set, int role, uint32_t code, bx_diags *diags)
{
    font_walk walk = {.chain = &set->chains[role]};
    while (font_walk_next(set, &walk, diags))
        if (face_has(walk.face, code)) return walk.face;
    return NULL;
}

bx_status fonts_tell_empty(const font_set *set, int role, bx_diags *diags)
{
    const font_role *r = &set->list.roles.items[role];
    diag_add(diags, MSG_role_empty, (bx_place){0}, (bx_str){0}, r->title, r->name, r->install[BX_ZH],
             r->install[BX_EN]);
    return BX_BAD_MACHINE;
}

void fonts_tell_substitute(const font_set *set, int role, const face *f, bx_diags *diags)
{
    const font_role *r = &set->list.roles.items[role];
    if (f->is_mandated) return;
    const char *mandated = "";
    for (size_t i = r->families.count; i-- > 0;)
        if (r->families.items[i].is_mandated) mandated = r->families.items[i].name;
    diag_add(diags, MSG_role_substituted, (bx_place){.file = f->file}, (bx_str){0}, r->title, mandated,
             f->family, r->name);
}
