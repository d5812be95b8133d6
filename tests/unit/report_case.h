/* For the tests of the report room: layouts from tests/suite/layouts and layouts/, findings put into words.
 * The tests run in the project's top folder. */
#ifndef BX_TESTS_UNIT_REPORT_CASE_H
#define BX_TESTS_UNIT_REPORT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/buf.h"
#include "report/block.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const case_dirs[] = {"tests/suite/layouts", "layouts"};
static const layout_dirs case_layouts = {case_dirs, COUNT(case_dirs)};

/* The bytes of a file; the caller clears them. */
static inline bx_buf case_file(const char *path)
{
    bx_buf bytes = {0};
    char part[4096];
    size_t len;
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("cannot open %s", path);
    while ((len = fread(part, 1, sizeof part, file)) > 0) buf_add(&bytes, part, len);
    fclose(file);
    return bytes;
}

/* A line "line:column code path" for each finding, with a NUL behind the last. */
static inline bx_buf case_said(bx_diags *diags)
{
    bx_buf said = {0};
    diag_sort(diags);
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        bx_diag d = bx_diags_at(diags, i);
        buf_print(&said, "%u:%u %s %s\n", d.line, d.column, d.code, d.path);
    }
    buf_char(&said, '\0');
    return said;
}

/* A folder of the test's own. */
static inline const char *case_scratch(void)
{
    const char *given = getenv("SCRATCH");
    return given && *given ? given : "/tmp";
}

/* A new folder with one layout folder for each pair of name and definition; lives until the next one. */
static inline const char *case_folder(const char *const *pairs, size_t count)
{
    static char folder[300];
    char path[400];
    snprintf(folder, sizeof folder, "%s/layoutsXXXXXX", case_scratch());
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < count; i += 2) {
        snprintf(path, sizeof path, "%s/%s", folder, pairs[i]);
        assert_int_equal(mkdir(path, 0755), 0);
        snprintf(path, sizeof path, "%s/%s/layout.yaml", folder, pairs[i]);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs(pairs[i + 1], file);
        assert_int_equal(fclose(file), 0);
    }
    return folder;
}

/* A status that data can be answered with, and a finding for whatever went wrong. */
static inline void case_is_clean(bx_status status, bx_diags *diags, const char *what)
{
    if ((status == BX_OK) != (diag_errors(diags) == 0) || (status != BX_OK && status != BX_BAD_DATA))
        fail_msg("status %d with %zu errors: %s", status, diag_errors(diags), what);
}

#endif
