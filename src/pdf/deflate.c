/* Blocks of dynamic Huffman codes (RFC 1951 3.2.7). */
#include "pdf/deflate.h"

#include <endian.h>
#include <libdeflate.h>

#include "base/mem.h"
#include "pdf/huffman.h"

enum {
    MATCH_LEAST = 5,
    MATCH_MOST = 258,
    WINDOW = 32768,
    LOOK = 8, /* bytes that are read at once */
    PLACE_BITS = 16,
    BLOCK_BYTES = 60000, /* and a match more: below 65536 */
    MATCHES_MAX = 8192,
    LITERALS = 256,
    END = 256,
    LENGTHS = 286,
    DISTANCES = 30,
    LENGTH_LENGTHS = 19,
    CODE_LONGEST = 14, /* four of them can be put at once */
    LENGTH_LONGEST = 7,
    BLOCK_HEAD_MOST = 512, /* bytes of a block's codes and its end */
    ZLIB_HEAD = 2,
    ZLIB_TAIL = 4
};

/* Literals, and then a match. */
typedef struct match {
    uint16_t literals, len, distance;
} match;

struct deflater {
    uint16_t places[1 << PLACE_BITS]; /* where bytes of this hash stood last: the place's last 16 bits */
    unsigned place_shift;             /* to a hash; short data need few places */
    match matches[MATCHES_MAX];       /* of the block */
    size_t match_count;
    uint32_t length_counts[LENGTHS], distance_counts[DISTANCES];
    huffman_code lengths[LENGTHS], distances[DISTANCES];
};

deflater *deflater_new(void)
{
    return mem_new(1, sizeof(deflater));
}

void deflater_free(deflater *d)
{
    mem_free(d);
}

/* ---- symbols (3.2.5) ---- */

/* A symbol and the bits behind its code. */
typedef struct symbol {
    unsigned number, extra_bits, extra;
} symbol;

static inline unsigned log2_of(unsigned number)
{
    return 31 - (unsigned)__builtin_clz(number);
}

static inline symbol length_symbol(unsigned len)
{
    unsigned rest = len - 3;
    if (len == MATCH_MOST) return (symbol){LENGTHS - 1, 0, 0};
    if (rest < 8) return (symbol){END + 1 + rest, 0, 0};
    unsigned bits = log2_of(rest) - 2;
    return (symbol){END + 1 + 4 * bits + (rest >> bits), bits, rest & ((1u << bits) - 1)};
}

static inline symbol distance_symbol(unsigned distance)
{
    unsigned rest = distance - 1;
    if (rest < 4) return (symbol){rest, 0, 0};
    unsigned bits = log2_of(rest) - 1;
    return (symbol){2 * (bits + 1) + (rest >> bits & 1), bits, rest & ((1u << bits) - 1)};
}

/* ---- looking for what was there before ---- */

static uint64_t bytes_at(const uint8_t *p)
{
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    return le64toh(bytes) << (64 - 8 * MATCH_LEAST); /* the first five */
}

static uint16_t *place_of(deflater *d, uint64_t bytes)
{
    return &d->places[bytes * 0x9E3779B97F4A7C15 >> d->place_shift];
}

static unsigned match_length(const uint8_t *before, const uint8_t *at, size_t left)
{
    unsigned most = left < MATCH_MOST ? (unsigned)left : MATCH_MOST, len = MATCH_LEAST;
    while (len < most && before[len] == at[len]) len++;
    return len;
}

static void note_match(deflater *d, size_t literals, unsigned len, size_t distance)
{
    d->matches[d->match_count++] = (match){(uint16_t)literals, (uint16_t)len, (uint16_t)distance};
    d->length_counts[length_symbol(len).number]++;
    d->distance_counts[distance_symbol((unsigned)distance).number]++;
}

/* The next place from which on the same five bytes stood before, and how far before: the end if there is
 * none. Hardly ever do they; that they differ is asked first, since it is nearly always so. A place that is
 * not known counts as the first. */
static size_t next_match(deflater *d, const uint8_t *data, size_t at, size_t end, unsigned *distance)
{
    for (; at < end; at++) {
        uint64_t bytes = bytes_at(data + at);
        uint16_t *place = place_of(d, bytes);
        *distance = (uint16_t)(at - *place);
        *place = (uint16_t)at;
        if (bytes_at(data + at - *distance) == bytes && *distance - 1 < WINDOW) return at;
        d->length_counts[data[at]]++;
    }
    return at;
}

/* Fill a block from a place on; answers where it ends. */
static size_t find_matches(deflater *d, const uint8_t *data, size_t len, size_t from)
{
    size_t end = len - from < BLOCK_BYTES ? len : from + BLOCK_BYTES, at = from;
    size_t last = len < LOOK ? 0 : len - LOOK + 1, search_end = end < last ? end : last;
    while (d->match_count < MATCHES_MAX) {
        unsigned distance;
        size_t literals_from = at;
        at = next_match(d, data, at, search_end, &distance);
        if (at >= search_end) break;
        unsigned match_len = match_length(data + at - distance, data + at, len - at);
        note_match(d, at - literals_from, match_len, distance);
        for (size_t next = at + match_len; ++at < next;)
            if (at < last) *place_of(d, bytes_at(data + at)) = (uint16_t)at;
    }
    if (d->match_count < MATCHES_MAX)
        for (; at < end; at++) d->length_counts[data[at]]++;
    return at;
}

/* ---- writing ---- */

/* Bits go out lowest first. There is always room: no code has more than 14 bits, so a literal takes less than
 * two bytes, and a match of five or more at most six. */
typedef struct bit_writer {
    uint64_t bits;
    unsigned count;
    uint8_t *at;
} bit_writer;

static void put(bit_writer *w, unsigned bits, unsigned count)
{
    w->bits |= (uint64_t)bits << w->count;
    w->count += count;
}

/* At most 57 bits may be put between two of these. */
static void settle(bit_writer *w)
{
    uint64_t bits = htole64(w->bits);
    memcpy(w->at, &bits, sizeof bits);
    w->at += w->count / 8;
    w->bits >>= w->count & ~7u;
    w->count %= 8;
}

static void put_code(bit_writer *w, huffman_code code)
{
    put(w, code.bits, code.len);
}

/* The lengths of codes, runs of equal ones taken together (3.2.7). */
typedef struct length_run {
    uint8_t symbol, extra_bits, extra;
} length_run;

static size_t take_runs(const uint8_t *lens, size_t count, length_run *out)
{
    size_t made = 0;
    for (size_t i = 0, run; i < count; i += run) {
        for (run = 1; i + run < count && lens[i + run] == lens[i] && run < 138;) run++;
        bool is_again = i > 0 && lens[i] == lens[i - 1];
        if (lens[i] == 0 && run >= 11) {
            out[made++] = (length_run){18, 7, (uint8_t)(run - 11)};
        } else if (lens[i] == 0 && run >= 3) {
            out[made++] = (length_run){17, 3, (uint8_t)(run - 3)};
        } else if (lens[i] && is_again && run >= 3) {
            run = run < 6 ? run : 6;
            out[made++] = (length_run){16, 2, (uint8_t)(run - 3)};
        } else {
            run = 1;
            out[made++] = (length_run){lens[i], 0, 0};
        }
    }
    return made;
}

static void put_codes(bit_writer *w, const deflater *d)
{
    static const uint8_t order[LENGTH_LENGTHS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                  11, 4,  12, 3, 13, 2, 14, 1, 15};
    uint8_t lens[LENGTHS + DISTANCES];
    length_run runs[LENGTHS + DISTANCES];
    uint32_t counts[LENGTH_LENGTHS] = {0};
    huffman_code codes[LENGTH_LENGTHS];
    for (size_t i = 0; i < LENGTHS; i++) lens[i] = d->lengths[i].len;
    for (size_t i = 0; i < DISTANCES; i++) lens[LENGTHS + i] = d->distances[i].len;
    size_t run_count = take_runs(lens, sizeof lens, runs);
    for (size_t i = 0; i < run_count; i++) counts[runs[i].symbol]++;
    huffman_make(counts, LENGTH_LENGTHS, LENGTH_LONGEST, codes);
    put(w, LENGTHS - 257, 5);
    put(w, DISTANCES - 1, 5);
    put(w, LENGTH_LENGTHS - 4, 4);
    settle(w);
    for (size_t i = 0; i < LENGTH_LENGTHS; i++) {
        put(w, codes[order[i]].len, 3);
        settle(w);
    }
    for (size_t i = 0; i < run_count; i++) {
        put_code(w, codes[runs[i].symbol]);
        put(w, runs[i].extra, runs[i].extra_bits);
        settle(w);
    }
}

static void put_literals(bit_writer *w, const deflater *d, const uint8_t *from, const uint8_t *to)
{
    for (; to - from >= 4; from += 4) {
        for (int i = 0; i < 4; i++) put_code(w, d->lengths[from[i]]);
        settle(w);
    }
    for (; from < to; from++) put_code(w, d->lengths[*from]);
    settle(w);
}

static void put_match(bit_writer *w, const deflater *d, match m)
{
    symbol length = length_symbol(m.len), distance = distance_symbol(m.distance);
    put_code(w, d->lengths[length.number]);
    put(w, length.extra, length.extra_bits);
    put_code(w, d->distances[distance.number]);
    put(w, distance.extra, distance.extra_bits);
    settle(w);
}

static void put_block(bit_writer *w, const deflater *d, const uint8_t *from, const uint8_t *to, bool is_last)
{
    put(w, is_last, 1);
    put(w, 2, 2); /* dynamic codes */
    put_codes(w, d);
    for (size_t i = 0; i < d->match_count; i++) {
        match m = d->matches[i];
        put_literals(w, d, from, from + m.literals);
        put_match(w, d, m);
        from += m.literals + m.len;
    }
    put_literals(w, d, from, to);
    put_code(w, d->lengths[END]);
    settle(w);
}

static size_t make_block(deflater *d, bit_writer *w, const uint8_t *data, size_t len, size_t from)
{
    memset(d->length_counts, 0, sizeof d->length_counts);
    memset(d->distance_counts, 0, sizeof d->distance_counts);
    d->match_count = 0;
    d->length_counts[END] = 1;
    size_t end = find_matches(d, data, len, from);
    huffman_make(d->length_counts, LENGTHS, CODE_LONGEST, d->lengths);
    huffman_make(d->distance_counts, DISTANCES, CODE_LONGEST, d->distances);
    put_block(w, d, data + from, data + end, end == len);
    return end;
}

bool deflate_charstrings(deflater *d, bx_str data, bx_buf *out)
{
    const uint8_t *bytes = (const uint8_t *)data.ptr;
    buf_reset(out);
    size_t blocks = data.len / MATCHES_MAX + data.len / BLOCK_BYTES + 1; /* a match has more than a byte */
    char *room = buf_room(out, ZLIB_HEAD + 2 * data.len + blocks * BLOCK_HEAD_MOST + ZLIB_TAIL);
    if (!room) return false;
    unsigned place_bits = log2_of((unsigned)(data.len < 1 << PLACE_BITS ? data.len : 1 << PLACE_BITS) | 1);
    d->place_shift = 64 - place_bits;
    memset(d->places, 0, sizeof *d->places << place_bits);
    memcpy(room, "\x78\x01", ZLIB_HEAD);
    bit_writer w = {.at = (uint8_t *)room + ZLIB_HEAD};
    size_t at = 0;
    do {
        at = make_block(d, &w, bytes, data.len, at);
    } while (at < data.len);
    put(&w, 0, (8 - w.count) % 8);
    settle(&w);
    uint32_t sum = htobe32(libdeflate_adler32(1, bytes, data.len));
    memcpy(w.at, &sum, ZLIB_TAIL);
    out->len = (size_t)((char *)w.at - room) + ZLIB_TAIL;
    return true;
}
