/* The widths of a table's tracks, and with them the type of its cells: fixed tracks as they are given; tracks
 * by content at least as wide as what no break may part, equal ones all as the widest, shares in proportion.
 * Where the table has no room for that, the type of those cells gives way that take most of it. What room is
 * left goes where it makes the table lowest (table_balance.c). */
#include "set/table_needs.h"

static const bx_len TOLERANCE = LEN_PT / 200; /* roundings, not lack of room */

typedef struct solver {
    setter *s;
    set_table *t;
    const table_needs *needs;
    const layout_table *layout;
    track_widths w;
    int *free_of;
    bx_len *fixed_or_em;
    cell_kind const **asks;     /* by free width: the cells that ask for its least */
    int shares, alike;          /* the free widths of shares and of equal tracks; -1: none */
    bool is_at_end[CELL_ROLES]; /* roles that can give way no more */
    bool is_short;              /* and cells of them do not fit */
} solver;

/* ---- what is free ---- */

static int add_free(solver *v)
{
    v->w.frees[v->w.free_count] = (free_width){0};
    return v->w.free_count++;
}

static void free_track(solver *v, size_t i)
{
    const track *track = &v->layout->tracks[i];
    int *shared = track->kind == TRACK_SHARE ? &v->shares : track->kind == TRACK_EQUAL ? &v->alike : NULL;
    int at = shared && *shared >= 0 ? *shared : add_free(v);
    if (shared) *shared = at;
    v->free_of[i] = at;
    v->fixed_or_em[i] = track->kind == TRACK_SHARE ? track->share : EM;
    v->w.frees[at].weight += v->fixed_or_em[i];
}

/* Every track has what it was given. */
static void fix_tracks(solver *v, const bx_len *widths)
{
    v->w.free_count = 0;
    v->shares = v->alike = -1;
    for (size_t i = 0; i < v->layout->track_count; i++) {
        v->free_of[i] = -1;
        v->fixed_or_em[i] = widths[i];
    }
}

static bool begin(solver *v)
{
    size_t count = v->layout->track_count;
    bx_arena *arena = &v->needs->pool->arena;
    v->free_of = arena_array(arena, int, count);
    v->fixed_or_em = arena_array(arena, bx_len, count);
    v->asks = arena_array(arena, cell_kind const *, count);
    v->w.frees = arena_array(arena, free_width, count);
    if (!v->free_of || !v->fixed_or_em || !v->asks || !v->w.frees) return false;
    v->w.free_of = v->free_of;
    v->w.fixed_or_em = v->fixed_or_em;
    for (size_t i = 0; i < count; i++) {
        if (v->layout->tracks[i].kind != TRACK_FIXED) {
            free_track(v, i);
            continue;
        }
        v->free_of[i] = -1;
        v->fixed_or_em[i] = v->layout->tracks[i].fixed;
        v->w.room -= v->fixed_or_em[i];
    }
    return true;
}

/* ---- what cells ask for ---- */

static bx_len padding_of(const solver *v, const cell_kind *kind)
{
    bool is_near = kind->role == CELL_DATA && v->t->is_tight;
    if (kind->is_parted) return kind->around;
    return 2 * (v->layout->padding_x / (is_near ? 2 : 1));
}

/* How wide the fixed tracks under a cell are, how much weight its free ones have, and which is the only free
 * width; -1: none, or several. */
typedef struct span {
    bx_len fixed, weight;
    int only;
} span;

static span span_of(const solver *v, const cell_kind *kind)
{
    span out = {.only = -1};
    if (v->t->panel_count > 1) {
        doc_cell like = {.column = kind->column, .column_span = kind->column_span};
        out.fixed = table_narrowest_part(v->t, &like);
        return out;
    }
    for (uint32_t i = kind->column; i < kind->column + kind->column_span; i++) {
        if (v->free_of[i] < 0) {
            out.fixed += v->fixed_or_em[i];
            continue;
        }
        bool is_first = !out.weight;
        out.weight += v->fixed_or_em[i];
        out.only = is_first || out.only == v->free_of[i] ? v->free_of[i] : -1;
    }
    return out;
}

static bx_len rounded_up(bx_len a, bx_len b, bx_len c)
{
    return (a * b + c - 1) / c;
}

/* Is this the first track under a cell that has its free width? */
static bool is_first_of(const solver *v, const cell_kind *kind, uint32_t track)
{
    for (uint32_t i = kind->column; i < track; i++)
        if (v->free_of[i] == v->free_of[track]) return false;
    return v->free_of[track] >= 0;
}

/* A cell over tracks of several free widths adds what is lacking to all of them alike. */
static void ask(solver *v, const cell_kind *kind, const span *s, bx_len wanted, bool is_least)
{
    bx_len lacking = wanted - s->fixed;
    if (s->only < 0)
        for (uint32_t i = kind->column; i < kind->column + kind->column_span; i++) {
            const free_width *f = v->free_of[i] < 0 ? NULL : &v->w.frees[v->free_of[i]];
            if (f) lacking -= len_scale(is_least ? f->least : f->natural, v->fixed_or_em[i], EM);
        }
    if (lacking <= 0) return;
    bx_len more = rounded_up(lacking, EM, s->weight);
    for (uint32_t i = kind->column; i < kind->column + kind->column_span; i++) {
        if (!is_first_of(v, kind, i)) continue;
        free_width *f = &v->w.frees[v->free_of[i]];
        bx_len *value = is_least ? &f->least : &f->natural, raised = s->only < 0 ? *value + more : more;
        if (raised <= *value) continue;
        *value = raised;
        if (is_least) v->asks[v->free_of[i]] = kind;
    }
}

/* Answers a kind that its fixed tracks cannot hold and that can give way; NULL: none. */
static const cell_kind *ask_all(solver *v, bool of_several)
{
    const cell_kind *unfit = NULL;
    for (size_t i = 0; i < v->layout->track_count; i++)
        for (const cell_kind *kind = v->needs->kinds[i]; kind; kind = kind->next) {
            span s = span_of(v, kind);
            if ((s.only < 0 && s.weight) != of_several) continue;
            bx_len padding = padding_of(v, kind),
                   least = table_type_width(v->t, kind->style, kind->role, kind->least) + padding;
            bool is_unfit = !s.weight && least > s.fixed + TOLERANCE;
            if (is_unfit && !v->is_at_end[kind->role]) unfit = kind;
            v->is_short |= is_unfit && v->is_at_end[kind->role];
            if (!s.weight) continue;
            ask(v, kind, &s, least, true);
            ask(v, kind, &s, table_type_width(v->t, kind->style, kind->role, kind->natural) + padding, false);
        }
    return unfit;
}

static bx_len sum_of(const solver *v, bool is_least)
{
    bx_len sum = 0;
    for (int i = 0; i < v->w.free_count; i++) {
        const free_width *f = &v->w.frees[i];
        sum += len_scale(is_least ? f->least : f->natural, f->weight, EM);
    }
    return sum;
}

/* ---- where room is lacking ---- */

/* The cells that ask for the widest tracks together, of one role that can give way; NULL: none can. */
static const cell_kind *find_widest(const solver *v)
{
    bx_len sums[CELL_ROLES] = {0};
    const cell_kind *found[CELL_ROLES] = {0};
    for (int i = 0; i < v->w.free_count; i++) {
        const cell_kind *kind = v->asks[i];
        if (!kind || v->is_at_end[kind->role]) continue;
        sums[kind->role] += len_scale(v->w.frees[i].least, v->w.frees[i].weight, EM);
        found[kind->role] = kind;
    }
    int most = 0;
    for (int role = 1; role < CELL_ROLES; role++)
        if (sums[role] > sums[most]) most = role;
    return found[most];
}

/* A long number rather comes nearer to the rules than makes all the others smaller. */
static bool give_way(solver *v, const cell_kind *kind)
{
    if (kind->role != CELL_DATA || v->t->is_tight) return table_type_shrink(v->t, kind->style, kind->role);
    return v->t->is_tight = true;
}

static void forget_asked(solver *v)
{
    for (int i = 0; i < v->w.free_count; i++) {
        v->w.frees[i].least = v->w.frees[i].natural = 0;
        v->asks[i] = NULL;
    }
    v->is_short = false;
}

/* Until all fits, or nothing can give way any more: then what fits nowhere is told when it is set. */
static bool solve_types(solver *v)
{
    for (;;) {
        forget_asked(v);
        const cell_kind *kind = ask_all(v, false);
        ask_all(v, true);
        bool has_room = !v->w.free_count || sum_of(v, true) <= v->w.room + TOLERANCE;
        if (!kind && has_room) return !v->is_short;
        if (!kind) kind = find_widest(v);
        if (!kind) return false;
        v->is_at_end[kind->role] = !give_way(v, kind);
    }
}

/* ---- the widths ---- */

/* All that is natural fits: the rest goes to the shares, else to all in proportion. */
static void share_rest(solver *v, bx_len natural)
{
    for (int i = 0; i < v->w.free_count; i++) {
        free_width *f = &v->w.frees[i];
        f->width = v->shares >= 0 || !natural ? f->natural : len_scale(f->natural, v->w.room, natural);
    }
}

static bool solve_free(solver *v, bool is_fitting)
{
    bx_len natural = sum_of(v, false), least = len_max(sum_of(v, true), 1);
    for (int i = 0; !is_fitting && i < v->w.free_count; i++)
        v->w.frees[i].width = len_scale(v->w.frees[i].least, v->w.room, least);
    if (is_fitting && natural <= v->w.room) share_rest(v, natural);
    return !is_fitting || natural <= v->w.room || v->w.free_count < 2 || table_balance(&v->w);
}

/* Whose tracks take what roundings leave: the shares, equal ones, else the last one by content. */
static int rest_of(const solver *v)
{
    return v->shares >= 0 ? v->shares : v->alike >= 0 ? v->alike : v->w.free_count - 1;
}

static void place_tracks(solver *v)
{
    set_table *t = v->t;
    int rest = rest_of(v);
    bx_len left = area_left(v->s) + table_frame_weight(v->layout) / 2, room = v->w.room, used = 0, passed = 0;
    for (size_t i = 0; i < v->layout->track_count; i++)
        if (v->free_of[i] >= 0 && v->free_of[i] != rest) room -= track_width(&v->w, (uint32_t)i);
    if (rest < 0) left += room / 2; /* a narrower table stands in the middle */
    for (size_t i = 0; i <= v->layout->track_count; i++) {
        t->x[i] = left + used + (rest < 0 ? 0 : len_scale(room, passed, v->w.frees[rest].weight));
        if (i == v->layout->track_count) break;
        if (rest >= 0 && v->free_of[i] == rest)
            passed += v->fixed_or_em[i];
        else
            used += track_width(&v->w, (uint32_t)i);
    }
}

static bx_status tell_wide(setter *s, const set_table *t)
{
    passage words = {t->doc->layout->name, t->chunks[0]->doc.cells[0].source, 0};
    BX_TRY(passage_tell(s, MSG_table_wide, &words));
    return BX_BAD_DATA;
}

enum { LEAST_CHARACTERS = 4 }; /* that a track of free width holds, if its cells are as long as that */

/* Row labels of their natural width, as they stand on each page, but a third of it at most. */
static bx_len label_width(const solver *v, uint32_t track, bx_len width)
{
    if (v->free_of[track] < 0) return width;
    bx_len most = area_width(v->s, v->layout->breaks.is_turned) / 3,
           natural = len_scale(v->w.frees[v->free_of[track]].natural, v->fixed_or_em[track], EM);
    return len_max(width, len_min(natural, most));
}

/* Columns at their style's own type on several pages, where the page is too narrow for all. */
static bx_status cut_columns(solver *v, bool *is_cut)
{
    const layout_table *layout = v->layout;
    bx_len *widths = arena_array(&v->needs->pool->arena, bx_len, layout->track_count);
    if (!widths) return diag_memory(v->s->diags);
    for (int i = 0; i < v->w.free_count; i++) {
        free_width *f = &v->w.frees[i];
        bx_len wanted = LEAST_CHARACTERS * layout->text_style->size + 2 * layout->padding_x;
        f->width = len_max(f->least, len_min(f->natural, wanted));
    }
    for (uint32_t i = 0; i < layout->track_count; i++) widths[i] = track_width(&v->w, i);
    for (uint32_t i = 0; i < table_label_tracks(layout); i++) widths[i] = label_width(v, i, widths[i]);
    BX_TRY(table_cut_columns(v->s, v->t, widths, is_cut));
    for (uint32_t i = 0; *is_cut && i < layout->track_count; i++) widths[i] = v->t->x[i + 1] - v->t->x[i];
    if (*is_cut) fix_tracks(v, widths);
    return BX_OK;
}

static bx_status solve_on_one_page(solver *v, bool *is_fitting)
{
    if (v->w.room < 0 || (v->w.room == 0 && v->w.free_count)) return tell_wide(v->s, v->t);
    *is_fitting = solve_types(v);
    if (!solve_free(v, *is_fitting)) return diag_memory(v->s->diags);
    place_tracks(v);
    return table_one_panel(v->s, v->t);
}

bx_status table_solve_widths(setter *s, set_table *t, const table_needs *needs, bool *is_fitting)
{
    solver v = {.s = s, .t = t, .needs = needs, .layout = t->doc->layout, .shares = -1, .alike = -1};
    bool is_cut = false;
    v.w = (track_widths){.t = t, .needs = needs};
    v.w.room = area_width(s, v.layout->breaks.is_turned) - table_frame_weight(v.layout);
    if (!begin(&v)) return diag_memory(s->diags);
    ask_all(&v, false);
    ask_all(&v, true);
    bool is_wide = sum_of(&v, true) > v.w.room + TOLERANCE || (v.w.room <= 0 && v.w.free_count);
    if (v.layout->breaks.splits_columns && is_wide) BX_TRY(cut_columns(&v, &is_cut));
    if (!is_cut) return solve_on_one_page(&v, is_fitting);
    *is_fitting = solve_types(&v);
    return BX_OK;
}
