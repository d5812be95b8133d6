/* For the tests of layouts: definitions with their faults marked, definitions that are right. */
#ifndef BX_TESTS_UNIT_LAYOUT_CASE_H
#define BX_TESTS_UNIT_LAYOUT_CASE_H

#include "report_case.h"

/* In `bytes`, a « stands before each place that must be told, as often as it is told there. `said` has a line
 * "code path" for each finding, in order; with a ^ before it if its place is in a layout that is extended. */
typedef struct fault_case {
    const char *fault, *bytes, *said;
} fault_case;

enum { MARKS_MAX = 8 };

typedef struct marks {
    bx_buf bytes; /* without marks */
    unsigned line[MARKS_MAX], column[MARKS_MAX];
    size_t count;
} marks;

static inline marks take_marks(const char *text)
{
    marks m = {0};
    unsigned line = 1, column = 1;
    for (const char *p = text; *p; p++) {
        if (strncmp(p, "«", 2) == 0) {
            assert_true(m.count < MARKS_MAX);
            m.line[m.count] = line, m.column[m.count++] = column;
            p++;
            continue;
        }
        buf_char(&m.bytes, *p);
        if (*p == '\n')
            line++, column = 1;
        else if (((unsigned char)*p & 0xC0) != 0x80)
            column++;
    }
    return m;
}

/* Is each finding of file "f" at the next mark? Writes the lines that `said` must have. */
static inline bool are_at_marks(bx_diags *diags, const marks *m, bx_buf *said)
{
    size_t at = 0;
    bool is_right = true;
    diag_sort(diags);
    /* files in the order of their names: "f" before or behind the folders' */
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        bx_diag d = bx_diags_at(diags, i);
        bool is_own = strcmp(d.file, "f") == 0;
        if (is_own) {
            is_right &= at < m->count && d.line == m->line[at] && d.column == m->column[at];
            at++;
        }
        buf_print(said, "%s%s %s\n", is_own ? "" : "^", d.code, d.path);
    }
    buf_char(said, '\0');
    return is_right && at == m->count;
}

static inline bx_status load(bx_arena *arena, bx_str bytes, bx_diags *diags, const layout **out)
{
    *out = NULL;
    return layout_load_bytes(arena, &case_layouts, bytes, "f", diags, out);
}

static inline bool is_told(const fault_case *c)
{
    bx_arena arena = {0};
    bx_diags *diags = bx_diags_new();
    bx_buf said = {0};
    const layout *l;
    marks m = take_marks(c->bytes);
    bx_status status = load(&arena, buf_slice(&m.bytes), diags, &l);
    bool is_right = are_at_marks(diags, &m, &said);
    is_right = is_right && status == BX_BAD_DATA && !l && strcmp(said.ptr, c->said) == 0;
    if (!is_right)
        print_error("%s: %s\nstatus %d, wanted:\n%sgot:\n%s", c->fault, c->bytes, status, c->said, said.ptr);
    buf_clear(&m.bytes);
    buf_clear(&said);
    bx_diags_free(diags);
    arena_clear(&arena);
    return is_right;
}

/* All cases are tried before the test fails. */
static inline void check_faults(const fault_case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) wrong += !is_told(&cases[i]);
    assert_int_equal(wrong, 0);
}

#define FAULTS_ARE(...)                                                                                      \
    do {                                                                                                     \
        static const fault_case these_[] = {__VA_ARGS__};                                                    \
        check_faults(these_, COUNT(these_));                                                                 \
    } while (0)

#define SMALL "extends: small-form\n"

/* Load what must be right; the arena owns it. */
static inline const layout *right(bx_arena *arena, const char *bytes)
{
    bx_diags *diags = bx_diags_new();
    const layout *l;
    bx_status status = load(arena, str_of(bytes), diags, &l);
    bx_buf said = case_said(diags);
    if (status != BX_OK) fail_msg("of:\n%s\n%s", bytes, said.ptr);
    buf_clear(&said);
    bx_diags_free(diags);
    return l;
}

#endif
