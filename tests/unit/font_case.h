/* What the tests of the font room share: folders of fixture fonts made for one test, damaged on purpose, and
 * lists of roles written in the test. Never the system's fonts. */
#ifndef BX_TESTS_UNIT_FONT_CASE_H
#define BX_TESTS_UNIT_FONT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "font/font.h"

#include "../fixtures/fonts/facts.h"

#define FIXTURES "tests/fixtures/fonts/"
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A folder of this test program; fontconfig's caches go there too. */
static inline const char *scratch(void)
{
    static char folder[512];
    if (folder[0]) return folder;
    const char *given = getenv("SCRATCH");
    snprintf(folder, sizeof folder, "%s/fontXXXXXX", given && *given ? given : "/tmp");
    assert_non_null(mkdtemp(folder));
    setenv("XDG_CACHE_HOME", folder, 1);
    return folder;
}

static inline bx_buf file_read(const char *path)
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

static inline void file_write(const char *path, bx_str bytes)
{
    FILE *file = fopen(path, "wb");
    if (!file) fail_msg("cannot write %s", path);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

/* The bytes of a fixture; the caller clears them. */
static inline bx_buf fixture(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, FIXTURES "%s", name);
    return file_read(path);
}

/* A new folder with copies of fixtures, names separated by spaces. Lives in a static ring of four. */
static inline const char *folder_of(const char *names)
{
    static char folders[4][600];
    static unsigned serial;
    char *folder = folders[serial++ % 4], name[64], path[700];
    int used;
    snprintf(folder, sizeof folders[0], "%s/fonts%u", scratch(), serial);
    assert_int_equal(mkdir(folder, 0755), 0);
    for (; sscanf(names, " %63s%n", name, &used) == 1; names += used) {
        bx_buf bytes = fixture(name);
        snprintf(path, sizeof path, "%s/%s", folder, name);
        file_write(path, buf_slice(&bytes));
        buf_clear(&bytes);
    }
    return folder;
}

/* Offset of a table in a font file that is no collection, and of its entry in the directory. */
static inline size_t table_at(const bx_buf *font, const char *tag, size_t *entry)
{
    const uint8_t *bytes = (const uint8_t *)font->ptr;
    for (size_t i = 0; i < bytes[5]; i++) {
        const uint8_t *record = bytes + 12 + 16 * i;
        if (memcmp(record, tag, 4) != 0) continue;
        if (entry) *entry = 12 + 16 * i;
        return (size_t)record[8] << 24 | (size_t)record[9] << 16 | (size_t)record[10] << 8 | record[11];
    }
    fail_msg("no table %s", tag);
    return 0;
}

/* Write two bytes of a table in a font file of a folder. */
static inline void table_change(const char *folder, const char *name, const char *tag, size_t at,
                                unsigned number)
{
    char path[700];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    bx_buf bytes = file_read(path);
    size_t place = table_at(&bytes, tag, NULL) + at;
    bytes.ptr[place] = (char)(number >> 8);
    bytes.ptr[place + 1] = (char)number;
    file_write(path, buf_slice(&bytes));
    buf_clear(&bytes);
}

/* A list of one role "test" with these families (lines of YAML flow maps), and a second role "other". */
static inline const char *list_of(const char *families, const char *others)
{
    static char path[600];
    bx_buf text = {0};
    snprintf(path, sizeof path, "%s/list.yaml", scratch());
    buf_print(
        &text,
        "roles:\n  test:\n    title: 试验\n    install: {zh: 请安装试验字体, en: install the test font}\n"
        "    families: [%s]\n",
        families);
    if (others)
        buf_print(&text, "  other:\n    title: 另一\n    install: {zh: 无, en: none}\n    families: [%s]\n",
                  others);
    file_write(path, buf_slice(&text));
    buf_clear(&text);
    return path;
}

static inline font_set *set_of(const char *list, const char *folder, bx_diags *diags)
{
    font_set *set = NULL;
    font_options options = {.list_file = list, .dirs = &folder, .dir_count = 1};
    assert_int_equal(fonts_new(&options, diags, &set), BX_OK);
    assert_non_null(set);
    return set;
}

/* How many diagnostics have a code. */
static inline size_t told(const bx_diags *diags, const char *code)
{
    size_t count = 0;
    for (size_t i = 0; i < bx_diags_count(diags); i++) count += strcmp(bx_diags_at(diags, i).code, code) == 0;
    return count;
}

/* Does the text of the first diagnostic with a code hold a part, in a language? */
static inline bool tells(const bx_diags *diags, const char *code, bx_lang lang, const char *part)
{
    char text[1000];
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        if (strcmp(bx_diags_at(diags, i).code, code) != 0) continue;
        bx_diags_text(diags, i, lang, text, sizeof text);
        return strstr(text, part) != NULL;
    }
    return false;
}

static inline bool ends_with(const char *text, const char *end)
{
    return str_ends_with(str_of(text), str_of(end));
}

#endif
