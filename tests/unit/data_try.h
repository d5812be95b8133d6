/* For the tests of the data room: parse, and put into words what came of it. */
#ifndef BX_TESTS_DATA_TRY_H
#define BX_TESTS_DATA_TRY_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <setjmp.h>
#include <cmocka.h>

#include "data/value.h"
#include "data_places.h"

typedef struct attempt {
    bx_arena arena;
    bx_diags *diags;
    bx_status status;
    const value *root;
    bx_buf said; /* the dump; or a line "line:column code path" for each diagnostic */
} attempt;

static inline void attempt_clear(attempt *a)
{
    arena_clear(&a->arena);
    bx_diags_free(a->diags);
    buf_clear(&a->said);
}

static inline attempt attempt_within(bx_str bytes, value_format format, const value_limits *limits)
{
    attempt a = {.diags = bx_diags_new()};
    a.status = value_parse(&a.arena, bytes, "f", format, limits, a.diags, &a.root);
    if (a.root) value_dump(a.root, &a.said);
    diag_sort(a.diags);
    for (size_t i = 0; i < bx_diags_count(a.diags); i++) {
        bx_diag d = bx_diags_at(a.diags, i);
        buf_print(&a.said, "%u:%u %s %s\n", d.line, d.column, d.code, d.path);
    }
    buf_char(&a.said, '\0');
    return a;
}

static inline attempt attempt_parse(const char *text, value_format format)
{
    return attempt_within(str_of(text), format, NULL);
}

typedef struct data_case {
    const char *input, *said;
} data_case;

/* All cases are tried before the test fails. */
static inline void check_cases(const data_case *cases, size_t count, value_format format, bx_status status)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        attempt a = attempt_parse(cases[i].input, format);
        const value *misplaced = a.root ? first_wrong(a.root, str_of(cases[i].input)) : NULL;
        if (a.status != status || strcmp(a.said.ptr, cases[i].said) != 0 || misplaced) {
            print_error("of:\n%s\nwanted (status %d):\n%sgot (status %d):\n%s", cases[i].input, status,
                        cases[i].said, a.status, a.said.ptr);
            if (misplaced) print_error("misplaced: line %u\n", (unsigned)misplaced->at.line);
            wrong++;
        }
        attempt_clear(&a);
    }
    assert_int_equal(wrong, 0);
}

#define CASES_ARE(format, status, ...)                                                                       \
    do {                                                                                                     \
        static const data_case these_[] = {__VA_ARGS__};                                                     \
        check_cases(these_, sizeof these_ / sizeof *these_, format, status);                                 \
    } while (0)

#endif
