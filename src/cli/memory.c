/* The command's allocator: a chain of blocks that is freed as a whole. The only place of src/cli that calls
 * the C allocator. */
#include "cli/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"

typedef struct block {
    alignas(max_align_t) struct block *before; /* the newer one; NULL: it is the newest */
    struct block *after;
} block;

static _Thread_local block *newest;

static _Noreturn void give_up(void)
{
    fputs("banxin: 错误：内存不足 · error: out of memory [out-of-memory]\n", stderr);
    exit(EXIT_MACHINE);
}

static size_t bytes_of(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - sizeof(block)) give_up();
    return sizeof(block) + bytes;
}

static void *chain_in(block *b)
{
    b->before = NULL;
    b->after = newest;
    if (newest) newest->before = b;
    newest = b;
    return b + 1;
}

static void chain_out(block *b)
{
    if (b->before)
        b->before->after = b->after;
    else
        newest = b->after;
    if (b->after) b->after->before = b->before;
}

void *memory_new(size_t count, size_t size)
{
    block *b = calloc(1, bytes_of(count, size));
    if (!b) give_up();
    return chain_in(b);
}

void *memory_resize(void *memory, size_t count, size_t size)
{
    if (!memory) return memory_new(count, size);
    block *b = (block *)memory - 1;
    chain_out(b);
    b = realloc(b, bytes_of(count, size));
    if (!b) give_up();
    return chain_in(b);
}

char *memory_text(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) give_up();
    char *text = memory_new((size_t)length + 1, 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

void memory_free(void *memory)
{
    if (!memory) return;
    block *b = (block *)memory - 1;
    chain_out(b);
    free(b);
}

const void *memory_mark(void)
{
    return newest;
}

void memory_clear_to(const void *mark)
{
    while (newest && newest != mark) {
        block *b = newest;
        newest = b->after;
        free(b);
    }
    if (newest) newest->before = NULL;
}

void memory_clear(void)
{
    memory_clear_to(NULL);
}

FILE *memory_stream(char **text, size_t *length)
{
    FILE *stream = open_memstream(text, length);
    if (!stream) give_up();
    return stream;
}

void memory_stream_end(FILE *stream, char *const *text)
{
    bool is_whole = !ferror(stream);
    if (fclose(stream) || !is_whole || !*text) give_up();
}

void memory_stream_free(char *text)
{
    free(text);
}
