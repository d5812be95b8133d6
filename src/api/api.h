/* What the files of the public API share: the engine and the report behind the opaque types. */
#ifndef BX_API_API_H
#define BX_API_API_H

#include <nettle/sha2.h>
#include <pthread.h>
#include <stdatomic.h>

#include "banxin/banxin.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "font/font.h"
#include "pdf/pdf.h"
#include "report/block.h"
#include "report/define.h"

enum { FILING_HASH_LEN = 2 * SHA256_DIGEST_SIZE, FILING_DATE_LEN = 20, FILING_MAX = 10 };

/* A layout that was read once and serves all documents. */
typedef struct engine_layout {
    struct engine_layout *next;
    bx_arena arena;
    bx_str name;
    const layout *layout;
    const value *definition;        /* with all that it extends */
    char hash[FILING_HASH_LEN + 1]; /* of that; empty until somebody asks */
} engine_layout;

struct bx_engine {
    bx_arena arena;
    layout_dirs dirs;
    font_options font_options;
    char code_hash[FILING_HASH_LEN + 1];
    pthread_mutex_t lock; /* guards what is below */
    engine_layout *layouts;
    font_set *fonts;                      /* found when a document first needs them */
    char fonts_hash[FILING_HASH_LEN + 1]; /* of the font files; empty until somebody asks */
    bool fonts_doubtful;                  /* opened anew before anybody uses them again */
    atomic_uint users;                    /* documents that are being set with the fonts now */
};

struct bx_report {
    bx_arena arena;
    bx_engine *engine;
    const report *report;
    bx_limits limits;
    arena_budget budget;            /* of all its arenas, when it is read and when it is built */
    char hash[FILING_HASH_LEN + 1]; /* of the data's bytes */
    bx_str file_hashes;             /* of the files that it names (filing_files) */
    double read_ms, layout_ms;
};

/* The layout of a name, read on first use. */
bx_status engine_layout_find(bx_engine *engine, const layout_wish *wish, bx_diags *diags, const layout **out);

/* The fonts, for one document; BX_OK is followed by engine_fonts_done. was_short: memory was, somewhere, so
 * that HarfBuzz may keep a font as if parts of it were not there. */
bx_status engine_fonts(bx_engine *engine, bx_diags *diags, font_set **out);
void engine_fonts_done(bx_engine *engine, bool was_short);

/* report.c: bx_report_read; a report that leaves pictures has only its texts, and is not to be built. */
bx_status report_open(bx_engine *engine, bx_str bytes, const char *name, const bx_read_options *options,
                      bool leaves_pictures, bx_diags *diags, bx_report **out);

/* filing.c: what XMP says of the filing; values lie in the document and here. */
typedef struct filing {
    pdf_property properties[FILING_MAX];
    size_t count;
    char version[12];
} filing;

/* attached: the hash of the attached data's bytes; empty: none is. */
void filing_describe(filing *f, const document *doc, const bx_report *report, const char *attached);

/* SHA-256 of each file that the data names, in the order in which they were read, blanks between; .ptr NULL
 * without memory. */
bx_str filing_files(bx_arena *arena, const report *r);

/* SHA-256 in hexadecimal; of the bytes, or of what a context was given. */
void filing_hash(bx_str data, char out[FILING_HASH_LEN + 1]);
void filing_hash_end(struct sha256_ctx *context, char out[FILING_HASH_LEN + 1]);

/* key.c: the SHA-256 of a layout that was read for a report, made once an engine. */
bx_status engine_layout_hash(bx_engine *engine, const layout *l, bx_diags *diags, const char **out);

/* record.c: what a PDF is made with, while the file is at hand. */
typedef struct record_of {
    const bx_report *report;
    pdf_file *pdf;
    const char *digest; /* of the finished file */
    size_t bytes;
} record_of;

/* In short, as a property of XMP: before pdf_finish. */
bx_status record_state(const record_of *made, bx_diags *diags);

/* In full, where the options ask for it: handed out, held against an earlier one. After pdf_finish.
 * BX_BAD_DATA if what they name is no record; if this PDF is not the recorded one, BX_BAD_DATA for other data
 * and else BX_BAD_MACHINE. */
bx_status record_keep(const record_of *made, const bx_build_options *options, bx_diags *diags);

/* like.c: every difference is told; the answers are those of record_keep. */
bx_status record_compare(const bx_record *recorded, bx_str made, bx_diags *diags);

/* code.c: SHA-256 of which build this program is, and each library that is loaded with it. */
void code_hash(char out[FILING_HASH_LEN + 1]);

/* "2024-01-10T08:30:00Z" from seconds since 1970 as digits; false if that is none, or beyond the year 9999.
 */
bool filing_date(const char *seconds, char out[FILING_DATE_LEN + 1]);

/* attach.c: the files of a build, those made of the data first. */
typedef struct attach_list {
    pdf_attachment *items;
    size_t count;
    char hash[FILING_HASH_LEN + 1]; /* of the attached data; empty: none is */
} attach_list;

/* BX_BAD_USAGE if the options' files are not in order, each fault told. */
bx_status attach_gather(attach_list *list, bx_arena *arena, const bx_report *report,
                        const bx_build_options *options, bx_diags *diags);

/* The checked data as JSON. */
bx_status attach_json(bx_arena *arena, const report *r, bx_diags *diags, bx_str *out);

/* Hand a buffer's bytes to the caller. */
bx_status bytes_from(bx_buf *buf, bx_diags *diags, bx_bytes *out);

/* Milliseconds of a steady clock, for statistics and for who waits no longer; no result depends on it. */
double stopwatch_ms(void);

/* limits.c: from now on the report's time runs, of which so much is spent. And: what it was that was spent,
 * if it was no memory that was missing; else the status as it is. */
void budget_begin(bx_report *report, double spent_ms);
bx_status budget_judge(bx_report *report, bx_status status, bx_diags *diags);

#endif
