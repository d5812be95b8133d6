/* What a PDF is made from, as one number. What lies in files is hashed by its bytes, never by name or date: a
 * font that was replaced under its old name makes another key, a copied folder the same one. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "api/api.h"
#include "base/file.h"
#include "data/write.h"

enum { BLOCK = 1 << 16 };

static void add_text(struct sha256_ctx *hash, const char *text)
{
    sha256_update(hash, strlen(text) + 1, (const uint8_t *)text);
}

static void add_number(struct sha256_ctx *hash, uint64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, number);
    add_text(hash, text);
}

/* 0 or an errno. */
static int add_file(struct sha256_ctx *hash, const char *path)
{
    uint8_t block[BLOCK];
    ssize_t got = 0;
    uint64_t size = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC), error = 0;
    if (fd < 0) return errno;
    while ((got = read(fd, block, sizeof block)) != 0) {
        if (got < 0 && errno != EINTR) error = errno;
        if (error) break;
        if (got < 0) continue;
        sha256_update(hash, (size_t)got, block);
        size += (uint64_t)got;
    }
    close(fd);
    add_number(hash, size);
    return error;
}

static bx_status tell(bx_diags *diags, const char *path, int error)
{
    char chinese[128], english[128];
    diag_add(diags, MSG_file_unreadable, (bx_place){0}, STR(""), path,
             reason_in_chinese(error, chinese, sizeof chinese), strerror_r(error, english, sizeof english));
    return BX_BAD_MACHINE;
}

/* The list of roles, then every file a role could use, once, in the roles' order; under the engine's lock. */
static bx_status hash_fonts(bx_engine *engine, bx_diags *diags)
{
    struct sha256_ctx hash;
    unsigned index;
    sha256_init(&hash);
    const char *file = engine->font_options.list_file, *before = NULL;
    int error = add_file(&hash, file);
    if (error) return tell(diags, file, error);
    for (size_t i = 0; (file = fonts_file(engine->fonts, i, &index)); i++) {
        bool is_same = before && strcmp(file, before) == 0; /* the next font of a collection */
        error = is_same ? 0 : add_file(&hash, file);
        if (error) return tell(diags, file, error);
        add_number(&hash, index);
        before = file;
    }
    filing_hash_end(&hash, engine->fonts_hash);
    return BX_OK;
}

static bx_status add_fonts(struct sha256_ctx *hash, bx_engine *engine, bx_diags *diags)
{
    font_set *fonts;
    bx_status status = engine_fonts(engine, diags, &fonts);
    if (status != BX_OK) return status;
    pthread_mutex_lock(&engine->lock);
    if (!engine->fonts_hash[0]) status = hash_fonts(engine, diags);
    pthread_mutex_unlock(&engine->lock);
    engine_fonts_done(engine, false);
    if (status == BX_OK) add_text(hash, engine->fonts_hash);
    return status;
}

/* The definition is hashed as the values that it comes to, comments apart; under the engine's lock. */
static bx_status hash_layout(engine_layout *l, bx_diags *diags)
{
    bx_buf text = {0};
    write_json(l->definition, &text);
    bx_status status = text.failed ? diag_memory(diags) : BX_OK;
    if (status == BX_OK) filing_hash(buf_slice(&text), l->hash);
    buf_clear(&text);
    return status;
}

bx_status engine_layout_hash(bx_engine *engine, const layout *l, bx_diags *diags, const char **out)
{
    bx_status status = BX_OK;
    pthread_mutex_lock(&engine->lock);
    engine_layout *found = engine->layouts;
    while (found->layout != l) found = found->next;
    if (!found->hash[0]) status = hash_layout(found, diags);
    pthread_mutex_unlock(&engine->lock);
    *out = found->hash;
    return status;
}

/* NULL is told apart from "". */
static void add_word(struct sha256_ctx *hash, const char *word)
{
    add_number(hash, word != NULL);
    add_text(hash, word ? word : "");
}

static void add_attachment(struct sha256_ctx *hash, const bx_attachment *a)
{
    char bytes[FILING_HASH_LEN + 1];
    const char *const words[] = {a->name, a->mime, a->description, a->relationship, a->date};
    filing_hash((bx_str){a->bytes, a->len}, bytes);
    add_text(hash, bytes);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) add_word(hash, words[i]);
}

static void add_options(struct sha256_ctx *hash, const bx_build_options *options)
{
    static const bx_build_options none;
    const bx_build_options *asked = options ? options : &none;
    add_number(hash, asked->pdfa);
    add_number(hash, asked->plain != 0);
    add_word(hash, asked->epoch);
    add_number(hash, asked->attach_data != 0);
    add_number(hash, asked->attachment_count);
    for (size_t i = 0; i < asked->attachment_count; i++) add_attachment(hash, &asked->attachments[i]);
}

bx_status bx_report_key(bx_report *report, const bx_build_options *options, bx_diags *diags,
                        char out[BX_DIGEST_SIZE])
{
    struct sha256_ctx hash;
    const char *layout_hash;
    sha256_init(&hash);
    add_text(&hash, BX_VERSION);
    add_text(&hash, report->engine->code_hash);
    add_text(&hash, report->hash);
    add_text(&hash, report->file_hashes.ptr);
    add_options(&hash, options);
    BX_TRY(engine_layout_hash(report->engine, report->report->layout, diags, &layout_hash));
    add_text(&hash, layout_hash);
    BX_TRY(add_fonts(&hash, report->engine, diags));
    filing_hash_end(&hash, out);
    return BX_OK;
}

void bx_digest(const void *bytes, size_t len, char out[BX_DIGEST_SIZE])
{
    filing_hash((bx_str){bytes, len}, out);
}
