/* A subset of a CID-keyed CFF by copying charstrings. Clauses are those of Adobe Technical Note #5176. */
#include "font/cff_copy.h"

#include "base/mem.h"
#include "font/charstring.h"
#include "font/map.h"

enum { FDS_MAX = 256, STRINGS_STANDARD = 391, INT_OPERAND = 29, OFFSET_BYTES = 5 };

/* A font DICT of the old FDArray: where its widths count from. */
typedef struct copy_fd {
    bool is_used;
    uint8_t new_number;
    bx_buf private; /* defaultWidthX and nominalWidthX as they stood */
} copy_fd;

typedef struct copier {
    const cff_source *source;
    span cff;
    const uint32_t *glyphs;
    size_t count, new_count;  /* new_count: with glyph 0 */
    const glyph_code **codes; /* by new glyph */
    cff_index strings, charstrings, fd_array;
    cff_entry ros, bbox;
    size_t fd_select;
    copy_fd fds[FDS_MAX];
    size_t fd_count, used_fds;
    bx_buf hinted, stripped; /* room for a charstring that the store has not */
    bool is_short;           /* of memory */
} copier;

static uint32_t glyph_of(const copier *c, size_t new_glyph)
{
    size_t added = c->new_count - c->count; /* glyph 0, if it was not asked for */
    return new_glyph < added ? 0 : c->glyphs[new_glyph - added];
}

/* ---- the old font ---- */

static bool has_subroutines(const copier *c, size_t global_subrs)
{
    cff_index index;
    return !cff_index_read(c->cff, global_subrs, &index) || index.count > 0;
}

static bool top_read(copier *c, span top)
{
    cff_entry entry;
    int32_t charstrings = 0, fd_array = 0, fd_select = 0;
    for (size_t at = 0; at < top.len;) {
        if (!cff_entry_next(top, &at, &entry)) return false;
        int32_t last = entry.count ? entry.operands[entry.count - 1] : 0;
        if (entry.op == CFF_FONT_MATRIX) return false;
        if (entry.op == CFF_ROS) c->ros = entry;
        if (entry.op == CFF_FONT_BBOX) c->bbox = entry;
        if (entry.op == CFF_CHARSTRINGS) charstrings = last;
        if (entry.op == CFF_FD_ARRAY) fd_array = last;
        if (entry.op == CFF_FD_SELECT) fd_select = last;
    }
    c->fd_select = (size_t)fd_select;
    return charstrings > 0 && fd_array > 0 && fd_select > 0 && c->ros.count == 3 &&
           cff_index_read(c->cff, (size_t)charstrings, &c->charstrings) &&
           cff_index_read(c->cff, (size_t)fd_array, &c->fd_array);
}

/* Of a Private DICT only the widths matter without hints (clause 15). */
static bool private_read(const copier *c, size_t at, size_t len, bx_buf *out)
{
    cff_entry entry;
    if (at > c->cff.len || len > c->cff.len - at) return false;
    span dict = {c->cff.ptr + at, len};
    for (size_t i = 0; i < len;) {
        if (!cff_entry_next(dict, &i, &entry)) return false;
        if (entry.op == CFF_SUBRS) return false;
        bool is_width = entry.op == CFF_DEFAULT_WIDTH || entry.op == CFF_NOMINAL_WIDTH;
        if (is_width) buf_add(out, entry.bytes.ptr, entry.bytes.len);
    }
    return true;
}

static bool fd_read(copier *c, uint32_t number)
{
    span dict;
    cff_entry entry;
    if (!cff_index_item(c->cff, &c->fd_array, number, &dict)) return false;
    for (size_t at = 0; at < dict.len;) {
        if (!cff_entry_next(dict, &at, &entry) || entry.op == CFF_FONT_MATRIX) return false;
        if (entry.op != CFF_PRIVATE) continue;
        if (entry.count != 2 || entry.operands[0] < 0 || entry.operands[1] < 0) return false;
        if (!private_read(c, (size_t)entry.operands[1], (size_t)entry.operands[0], &c->fds[number].private))
            return false;
    }
    return true;
}

static bool font_read(copier *c)
{
    uint32_t header;
    cff_index names, tops;
    span top;
    if (!span_read(c->cff, 2, 1, &header) || !cff_index_read(c->cff, header, &names)) return false;
    if (!cff_index_read(c->cff, names.end, &tops) || !cff_index_item(c->cff, &tops, 0, &top)) return false;
    if (!cff_index_read(c->cff, tops.end, &c->strings) || has_subroutines(c, c->strings.end)) return false;
    if (!top_read(c, top) || c->fd_array.count > FDS_MAX) return false;
    for (; c->fd_count < c->fd_array.count; c->fd_count++)
        if (!fd_read(c, (uint32_t)c->fd_count)) return false;
    return true;
}

/* FDSelect (clause 19): which font DICT a glyph belongs to. */
static bool fd_of(const copier *c, uint32_t glyph, uint32_t *out)
{
    uint32_t format, ranges, next;
    if (!span_read(c->cff, c->fd_select, 1, &format)) return false;
    if (format == 0) return span_read(c->cff, c->fd_select + 1 + glyph, 1, out) && *out < c->fd_count;
    if (format != 3 || !span_read(c->cff, c->fd_select + 1, 2, &ranges)) return false;
    uint32_t low = 0, high = ranges;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (!span_read(c->cff, c->fd_select + 3 + 3 * (size_t)middle, 2, &next)) return false;
        if (next <= glyph)
            low = middle;
        else
            high = middle;
    }
    return ranges > 0 && span_read(c->cff, c->fd_select + 5 + 3 * (size_t)low, 1, out) && *out < c->fd_count;
}

/* The glyph's charstring as it goes into subsets; NULL where it cannot be copied or there is no memory. */
static const glyph_code *code_make(copier *c, uint32_t glyph)
{
    span code;
    uint32_t fd;
    buf_reset(&c->hinted);
    buf_reset(&c->stripped);
    if (!cff_index_item(c->cff, &c->charstrings, glyph, &code) || !fd_of(c, glyph, &fd)) return NULL;
    c->is_short = !file_map_copy(c->source->file, code, &c->hinted);
    code = (span){(const uint8_t *)c->hinted.ptr, c->hinted.len};
    if (c->is_short || !charstring_strip(code, &c->stripped)) return NULL;
    c->is_short = c->stripped.failed;
    if (c->is_short) return NULL;
    const glyph_code *kept = glyph_store_add(c->source->store, glyph, (uint8_t)fd, buf_slice(&c->stripped));
    c->is_short = !kept;
    return kept;
}

static bool codes_find(copier *c)
{
    c->codes = mem_new(c->new_count, sizeof *c->codes);
    c->is_short = !c->codes;
    for (size_t i = 0; i < c->new_count && !c->is_short; i++) {
        const glyph_code *code = glyph_store_find(c->source->store, glyph_of(c, i));
        if (!code) code = code_make(c, glyph_of(c, i));
        if (!code) return false;
        c->codes[i] = code;
        copy_fd *used = &c->fds[code->fd];
        if (!used->is_used) used->new_number = (uint8_t)c->used_fds++;
        used->is_used = true;
    }
    return !c->is_short;
}

/* ---- the new font ---- */

static void add_int(bx_buf *out, uint32_t number, unsigned bytes)
{
    while (bytes-- > 0) buf_char(out, (char)(number >> 8 * bytes & 0xFF));
}

/* An integer operand of always five bytes, so that a DICT's length does not depend on offsets in it. */
static void add_operand(bx_buf *out, size_t number)
{
    buf_char(out, INT_OPERAND);
    add_int(out, (uint32_t)number, 4);
}

static void add_op(bx_buf *out, uint32_t op)
{
    if (op >> 8) buf_char(out, (char)(op >> 8));
    buf_char(out, (char)(op & 0xFF));
}

/* The head of an INDEX of so many items and bytes, up to its first offset; those of the items' ends follow,
 * of as many bytes each as is answered, and then the data. */
static unsigned begin_index(bx_buf *out, size_t count, size_t len)
{
    unsigned bytes = len < 0xFF ? 1 : len < 0xFFFF ? 2 : len < 0xFFFFFF ? 3 : 4;
    add_int(out, (uint32_t)count, 2);
    if (!count) return 0;
    add_int(out, bytes, 1);
    add_int(out, 1, bytes);
    return bytes;
}

/* An INDEX of one item, up to its bytes. */
static void add_index_of_one(bx_buf *out, size_t len)
{
    unsigned bytes = begin_index(out, 1, len);
    add_int(out, (uint32_t)len + 1, bytes);
}

static bool add_strings(const copier *c, bx_buf *out)
{
    span items[2];
    for (int i = 0; i < 2; i++) {
        int32_t sid = c->ros.operands[i];
        if (sid < STRINGS_STANDARD) return false;
        if (!cff_index_item(c->cff, &c->strings, (uint32_t)sid - STRINGS_STANDARD, &items[i])) return false;
    }
    size_t len = items[0].len + items[1].len;
    unsigned bytes = begin_index(out, 2, len);
    add_int(out, (uint32_t)items[0].len + 1, bytes);
    add_int(out, (uint32_t)len + 1, bytes);
    for (int i = 0; i < 2; i++) buf_add(out, items[i].ptr, items[i].len);
    return true;
}

/* Charset, format 0: the CID of each glyph but the first. */
static void add_charset(const copier *c, bx_buf *out)
{
    buf_char(out, 0);
    for (size_t i = 1; i < c->new_count; i++) add_int(out, cff_cid(c->source->charset, glyph_of(c, i)), 2);
}

static uint8_t new_fd(const copier *c, size_t new_glyph)
{
    return c->fds[c->codes[new_glyph]->fd].new_number;
}

/* FDSelect, format 3. */
static void add_select(const copier *c, bx_buf *out)
{
    size_t ranges = 0;
    for (size_t i = 0; i < c->new_count; i++) ranges += i == 0 || new_fd(c, i) != new_fd(c, i - 1);
    buf_char(out, 3);
    add_int(out, (uint32_t)ranges, 2);
    for (size_t i = 0; i < c->new_count; i++) {
        if (i && new_fd(c, i) == new_fd(c, i - 1)) continue;
        add_int(out, (uint32_t)i, 2);
        buf_char(out, (char)new_fd(c, i));
    }
    add_int(out, (uint32_t)c->new_count, 2);
}

/* The CharStrings INDEX without its data; answers how many bytes these are. */
static size_t add_ends(const copier *c, bx_buf *out)
{
    size_t len = 0, end = 0;
    for (size_t i = 0; i < c->new_count; i++) len += c->codes[i]->len;
    unsigned bytes = begin_index(out, c->new_count, len);
    for (size_t i = 0; i < c->new_count; i++) add_int(out, (uint32_t)(end += c->codes[i]->len) + 1, bytes);
    return len;
}

static const copy_fd *fd_by_new_number(const copier *c, size_t number)
{
    for (size_t i = 0; i < c->fd_count; i++)
        if (c->fds[i].is_used && c->fds[i].new_number == number) return &c->fds[i];
    return NULL;
}

/* FDArray and behind it the Private DICTs that it points to. */
static void add_fds(const copier *c, bx_buf *out, size_t start)
{
    const size_t dict_bytes = 2 * OFFSET_BYTES + 1;
    size_t before = out->len;
    unsigned bytes = begin_index(out, c->used_fds, c->used_fds * dict_bytes);
    for (size_t i = 1; i <= c->used_fds; i++) add_int(out, (uint32_t)(i * dict_bytes) + 1, bytes);
    size_t private_at = start + (out->len - before) + c->used_fds * dict_bytes;
    for (size_t i = 0; i < c->used_fds; i++) {
        size_t len = fd_by_new_number(c, i)->private.len;
        add_operand(out, len);
        add_operand(out, private_at);
        add_op(out, CFF_PRIVATE);
        private_at += len;
    }
    for (size_t i = 0; i < c->used_fds; i++) buf_str(out, buf_slice(&fd_by_new_number(c, i)->private));
}

/* The Top DICT; ROS comes first (clause 18). The offsets are those of what stands behind `behind`. */
typedef struct offsets {
    size_t charset, select, charstrings, fds;
} offsets;

static void add_top(const copier *c, bx_buf *out, const offsets *o)
{
    add_operand(out, STRINGS_STANDARD);
    add_operand(out, STRINGS_STANDARD + 1);
    add_operand(out, (size_t)c->ros.operands[2]);
    add_op(out, CFF_ROS);
    if (c->bbox.bytes.len) buf_add(out, c->bbox.bytes.ptr, c->bbox.bytes.len);
    add_operand(out, (size_t)cff_cid(c->source->charset, glyph_of(c, c->new_count - 1)) + 1);
    add_op(out, CFF_CID_COUNT);
    add_operand(out, o->charset);
    add_op(out, CFF_CHARSET);
    add_operand(out, o->select);
    add_op(out, CFF_FD_SELECT);
    add_operand(out, o->charstrings);
    add_op(out, CFF_CHARSTRINGS);
    add_operand(out, o->fds);
    add_op(out, CFF_FD_ARRAY);
}

/* Header, Name INDEX, Top DICT INDEX; the same length whatever the offsets. */
static void add_head(const copier *c, const offsets *o, bx_buf *out)
{
    bx_buf top = {0};
    add_top(c, &top, o);
    buf_add(out, "\1\0\4\4", 4);
    add_index_of_one(out, strlen(c->source->name));
    buf_text(out, c->source->name);
    add_index_of_one(out, top.len);
    buf_str(out, buf_slice(&top));
    out->failed |= top.failed;
    buf_clear(&top);
}

/* Everything but the charstrings, which are most, is made first: then all lengths are known. */
static copy_end font_write(const copier *c, bx_buf *out)
{
    bx_buf head = {0}, tables = {0}, fds = {0};
    offsets o = {0};
    add_head(c, &o, &head); /* for its length */
    size_t behind = head.len;
    bool is_fit = add_strings(c, &tables);
    begin_index(&tables, 0, 0); /* no global subroutines */
    o.charset = behind + tables.len;
    add_charset(c, &tables);
    o.select = behind + tables.len;
    add_select(c, &tables);
    o.charstrings = behind + tables.len;
    size_t len = add_ends(c, &tables);
    o.fds = behind + tables.len + len;
    add_fds(c, &fds, o.fds);
    buf_room(out, o.fds + fds.len);
    add_head(c, &o, out);
    buf_str(out, buf_slice(&tables));
    for (size_t i = 0; i < c->new_count; i++) buf_add(out, c->codes[i]->bytes, c->codes[i]->len);
    buf_str(out, buf_slice(&fds));
    bool is_short = head.failed || tables.failed || fds.failed || out->failed;
    buf_clear(&head);
    buf_clear(&tables);
    buf_clear(&fds);
    return is_short ? COPY_OUT_OF_MEMORY : is_fit ? COPY_DONE : COPY_UNFIT;
}

static void copier_clear(copier *c)
{
    for (size_t i = 0; i < FDS_MAX; i++) buf_clear(&c->fds[i].private);
    buf_clear(&c->hinted);
    buf_clear(&c->stripped);
    mem_free(c->codes);
}

/* Read what was written as a font: has it each charstring and font DICT that was asked for? */
static copy_end compare(const copier *c, bx_str made)
{
    copier again = {.cff = {(const uint8_t *)made.ptr, made.len}};
    bool is_same = font_read(&again) && again.charstrings.count == c->new_count;
    for (uint32_t i = 0; i < c->new_count && is_same; i++) {
        span code;
        uint32_t fd;
        const glyph_code *kept = c->codes[i];
        is_same = cff_index_item(again.cff, &again.charstrings, i, &code) && fd_of(&again, i, &fd) &&
                  code.len == kept->len && memcmp(code.ptr, kept->bytes, code.len) == 0 &&
                  str_is_equal(buf_slice(&again.fds[fd].private), buf_slice(&c->fds[kept->fd].private));
    }
    bool is_short = false;
    for (size_t i = 0; i < again.fd_count; i++) is_short |= again.fds[i].private.failed;
    copier_clear(&again);
    return is_short ? COPY_OUT_OF_MEMORY : is_same ? COPY_DONE : COPY_UNFIT;
}

copy_end cff_copy(const cff_source *source, const uint32_t *glyphs, size_t count, bx_buf *out)
{
    copier c = {.source = source, .cff = source->cff, .glyphs = glyphs, .count = count};
    size_t start = out->len;
    c.new_count = count + (count == 0 || glyphs[0] != 0);
    bool is_fit = source->charset->is_cid_keyed && c.new_count <= 0xFFFF && font_read(&c) && codes_find(&c);
    for (size_t i = 0; i < c.fd_count; i++) c.is_short |= c.fds[i].private.failed;
    copy_end end = c.is_short ? COPY_OUT_OF_MEMORY : is_fit ? font_write(&c, out) : COPY_UNFIT;
    if (end == COPY_DONE) end = compare(&c, str_from(buf_slice(out), start));
    copier_clear(&c);
    return end;
}

void cff_prepare(const cff_source *source, const uint32_t *glyphs, size_t count)
{
    copier c = {.source = source, .cff = source->cff};
    bool is_fit = font_read(&c);
    for (size_t i = 0; i < count && is_fit; i++)
        is_fit = glyph_store_find(source->store, glyphs[i]) || code_make(&c, glyphs[i]);
    copier_clear(&c);
}
