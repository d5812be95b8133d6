/* What no way of making the file can save: the same fonts subset for the same glyphs, the same streams
 * compressed, all of it written and flushed to the disk; no data read, no rule checked, nothing set.
 * `floor OUT FONTS STREAM...`: FONTS has a line "FILE glyph glyph ..." for each font, ascending. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "font/face.h"
#include "font/map.h"
#include "pdf/squeeze.h"

enum { GLYPHS_MAX = 65536, STREAM_MAX = 1 << 22 };

static void must(bool is_right, const char *what)
{
    if (is_right) return;
    fprintf(stderr, "floor: %s\n", what);
    exit(3);
}

static void put(int out, squeezer *s, squeeze_kind kind, bx_str bytes)
{
    bx_buf squeezed = {0};
    must(squeeze(s, kind, bytes, &squeezed), "memory");
    must(write(out, squeezed.ptr, squeezed.len) == (ssize_t)squeezed.len, "writing");
    buf_clear(&squeezed);
}

static void put_font(int out, squeezer *s, char *line)
{
    static uint32_t glyphs[GLYPHS_MAX];
    size_t count = 0;
    bx_arena arena = {0};
    face f;
    font_fault fault;
    face_program program;
    bx_diags *diags = bx_diags_new();
    char *next = NULL, *path = strtok_r(line, " \n", &next);
    for (char *word; count < GLYPHS_MAX && (word = strtok_r(NULL, " \n", &next));)
        glyphs[count++] = (uint32_t)strtoul(word, NULL, 10);
    hb_blob_t *blob = file_map(path, &fault);
    must(blob && face_open(blob, path, 0, 400, &arena, &f, &fault), path);
    must(face_subset(&f, glyphs, count, diags, &program) == BX_OK, path);
    put(out, s, SQUEEZE_CHARSTRINGS, buf_slice(&program.bytes));
    face_program_clear(&program);
    face_close(&f);
    hb_blob_destroy(blob);
    arena_clear(&arena);
    bx_diags_free(diags);
}

static void put_stream(int out, squeezer *s, const char *path)
{
    static char bytes[STREAM_MAX];
    FILE *file = fopen(path, "rb");
    must(file != NULL, path);
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    put(out, s, SQUEEZE_TEXT, (bx_str){bytes, len});
}

int main(int argc, char **argv)
{
    must(argc >= 3, "OUT FONTS STREAM...");
    squeezer s = {0};
    int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    FILE *fonts = fopen(argv[2], "r");
    must(out >= 0 && fonts, argv[2]);
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, fonts) > 0) put_font(out, &s, line);
    free(line);
    fclose(fonts);
    for (int i = 3; i < argc; i++) put_stream(out, &s, argv[i]);
    squeezer_clear(&s);
    (void)!fsync(out); /* a pipe has none */
    return close(out) == 0 ? 0 : 3;
}
