/* Charstrings compressed by deflate.h, read again by zlib, which knows nothing of it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/mem.h"
#include "pdf/deflate.h"

enum { BYTES_MAX = 300000 };

static uint8_t bytes[BYTES_MAX], again[BYTES_MAX];

static uint32_t next_random(uint32_t *state)
{
    return *state = *state * 1664525 + 1013904223;
}

/* Answers the compressed length. */
static size_t there_and_back(deflater *d, size_t len)
{
    bx_buf out = {0};
    uLongf got = sizeof again;
    assert_true(deflate_charstrings(d, (bx_str){(const char *)bytes, len}, &out));
    assert_int_equal(uncompress(again, &got, (const Bytef *)out.ptr, out.len), Z_OK);
    assert_int_equal(got, len);
    assert_memory_equal(again, bytes, len);
    size_t packed = out.len;
    buf_clear(&out);
    return packed;
}

static void short_ones_come_back(void **state)
{
    (void)state;
    deflater *d = deflater_new();
    for (size_t i = 0; i < 40; i++) bytes[i] = (uint8_t)(i * 37);
    for (size_t len = 0; len <= 40; len++) there_and_back(d, len);
    memset(bytes, 7, 600);
    for (size_t len = 0; len <= 600; len++) there_and_back(d, len);
    deflater_free(d);
}

static void noise_comes_back_hardly_longer(void **state)
{
    (void)state;
    deflater *d = deflater_new();
    uint32_t random = 1;
    for (size_t i = 0; i < BYTES_MAX; i++) bytes[i] = (uint8_t)(next_random(&random) >> 24);
    static const size_t lens[] = {255, 59999, 60000, 60001, 65535, 65536, 120000, BYTES_MAX};
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++)
        assert_in_range(there_and_back(d, lens[i]), lens[i], lens[i] + lens[i] / 50 + 300);
    deflater_free(d);
}

/* Repeats of every length from 1 to 300 and at every distance up to the window's and beyond. */
static void repeats_come_back_shorter(void **state)
{
    (void)state;
    deflater *d = deflater_new();
    for (uint32_t seed = 1; seed <= 20; seed++) {
        uint32_t random = seed;
        size_t len = 0;
        while (len < BYTES_MAX - 400) {
            uint32_t r = next_random(&random) >> 8;
            size_t run = 1 + r % 300, back = 1 + (next_random(&random) >> 8) % (seed * 3000);
            for (size_t i = 0; i < run; i++, len++)
                bytes[len] = back <= len && r % 2 ? bytes[len - back] : (uint8_t)(next_random(&random) >> 24);
        }
        assert_in_range(there_and_back(d, len), 1, len);
    }
    memset(bytes, 0, BYTES_MAX);
    assert_in_range(there_and_back(d, BYTES_MAX), 1, 2000);
    deflater_free(d);
}

/* Counts like Fibonacci's numbers make the deepest tree there is: deeper than a code may be long. */
static void the_deepest_tree_comes_back(void **state)
{
    (void)state;
    deflater *d = deflater_new();
    uint32_t random = 5;
    size_t len = 0, count = 1, before = 1;
    for (unsigned symbol = 0; len + count < 59000; symbol++) {
        memset(bytes + len, (int)symbol, count);
        len += count;
        count += before;
        before = count - before;
    }
    for (size_t i = len; i-- > 1;) { /* shuffled, or they were all repeats */
        size_t other = (next_random(&random) >> 8) % (i + 1);
        uint8_t moved = bytes[i];
        bytes[i] = bytes[other];
        bytes[other] = moved;
    }
    there_and_back(d, len);
    deflater_free(d);
}

static void the_same_comes_out_after_others(void **state)
{
    (void)state;
    deflater *d = deflater_new(), *fresh = deflater_new();
    bx_buf first = {0}, second = {0};
    for (size_t i = 0; i < BYTES_MAX; i++) bytes[i] = (uint8_t)(i % 251 * (i % 13));
    there_and_back(d, BYTES_MAX);
    bx_str data = {(const char *)bytes, 70000};
    assert_true(deflate_charstrings(d, data, &first));
    assert_true(deflate_charstrings(fresh, data, &second));
    assert_true(str_is_equal(buf_slice(&first), buf_slice(&second)));
    buf_clear(&first);
    buf_clear(&second);
    deflater_free(d);
    deflater_free(fresh);
}

static void without_memory_it_says_so(void **state)
{
    (void)state;
    deflater *d = deflater_new();
    bx_buf out = {0};
    mem_fail_after(0);
    assert_false(deflate_charstrings(d, STR("abc"), &out));
    mem_fail_after(0);
    assert_null(deflater_new());
    mem_fail_after(-1);
    buf_clear(&out);
    deflater_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_ones_come_back),
        cmocka_unit_test(noise_comes_back_hardly_longer),
        cmocka_unit_test(repeats_come_back_shorter),
        cmocka_unit_test(the_deepest_tree_comes_back),
        cmocka_unit_test(the_same_comes_out_after_others),
        cmocka_unit_test(without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
