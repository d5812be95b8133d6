/* libbanxin: report data in, the official PDF out (版心: the type area of a page).
 *
 * What comes in: the bytes of a report (YAML or JSON, UTF-8) that names its layout, and the folders where
 * layouts and fonts lie. What goes out: the bytes of one PDF, or a list of diagnostics. What never happens
 * here: the library does not print, does not end the process, does not read the clock, the locale or the
 * network, and reads no file but layouts, font lists and fonts, and the CSV and TSV files and pictures that a
 * report names within the one folder its caller allows (bx_read_options).
 *
 * Use: one bx_engine for the process (it may be shared by threads), one bx_report for each document (one
 * thread at a time). Every function that can fail answers a bx_status and has put its story into the bx_diags
 * it was given. Strings in and out are UTF-8. */
#ifndef BANXIN_BANXIN_H
#define BANXIN_BANXIN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BX_VERSION "0.1.0"

#define BX_API __attribute__((visibility("default")))

/* ---- status and diagnostics
 * ------------------------------------------------------------------------------------ */

/* What became of a call; the command's exit code is the same number. */
typedef enum bx_status {
    BX_OK = 0,          /* done; there may be warnings */
    BX_BAD_DATA = 1,    /* the report (or a layout definition) is at fault */
    BX_BAD_USAGE = 2,   /* the caller asked for something that does not exist or does not fit together */
    BX_BAD_MACHINE = 3, /* fonts, files, permissions, memory */
    BX_BUG = 4          /* a fault of Banxin itself; nothing was written */
} bx_status;

typedef enum bx_severity { BX_NOTE, BX_WARNING, BX_ERROR } bx_severity;

typedef enum bx_lang { BX_ZH, BX_EN } bx_lang;

typedef struct bx_diags bx_diags;

/* One diagnostic. Strings live as long as the bx_diags. */
typedef struct bx_diag {
    bx_severity severity;
    const char *code;      /* stable identifier, e.g. "field-unknown"; texts may improve */
    bx_status kind;        /* whose fault it is */
    const char *file;      /* name of the data, layout or font file; "" where there is none */
    unsigned line, column; /* from 1; column counts characters; 0 where there is none */
    const char *path;      /* place in the data, e.g. "applications.new.total"; "" where there is none */
} bx_diag;

/* An empty list; NULL without memory. */
BX_API bx_diags *bx_diags_new(void);
BX_API void bx_diags_free(bx_diags *diags);

/* Empty the list, so that it serves the next document. */
BX_API void bx_diags_reset(bx_diags *diags);

/* How many there are, in the order of their places. */
BX_API size_t bx_diags_count(const bx_diags *diags);
BX_API bx_diag bx_diags_at(const bx_diags *diags, size_t index);

/* The message of a diagnostic in a language: what is wrong and what to do, without the place. Writes at most
 * size bytes with a NUL and answers the length it has in full, as snprintf does. */
BX_API size_t bx_diags_text(const bx_diags *diags, size_t index, bx_lang lang, char *out, size_t size);

/* ---- bytes
 * ------------------------------------------------------------------------------------------------------ */

/* Bytes that the library made; the caller frees them. */
typedef struct bx_bytes {
    char *data; /* a NUL stands behind them, not counted */
    size_t len;
} bx_bytes;

BX_API void bx_bytes_free(bx_bytes *bytes);

/* ---- engine
 * ----------------------------------------------------------------------------------------------------- */

/* Where things lie. NULL and 0: what was set when the library was built (the PREFIX of make install). */
typedef struct bx_engine_options {
    const char *const *layout_dirs; /* folders that hold layout folders, first match wins */
    size_t layout_dir_count;
    const char *fonts_file;       /* the list of roles and families: fonts/fonts.yaml */
    const char *const *font_dirs; /* folders with font files, looked at before the system's */
    size_t font_dir_count;
    int system_fonts; /* 0: only font_dirs; 1: also what fontconfig knows of the machine */
} bx_engine_options;

typedef struct bx_engine bx_engine;

/* Keeps the options; layouts, the list of font roles and the fonts are read when a document first needs them,
 * and that call reports what is wrong with them. BX_BAD_MACHINE if memory is missing. */
BX_API bx_status bx_engine_new(const bx_engine_options *options, bx_diags *diags, bx_engine **out);
BX_API void bx_engine_free(bx_engine *engine);

/* The layouts found in the engine's folders: one a line, "NAME<TAB>title<TAB>folder". */
BX_API bx_status bx_layouts_list(bx_engine *engine, bx_diags *diags, bx_bytes *out);

/* The commented skeleton of a report for a layout: its folder's new.yaml. BX_BAD_USAGE if there is no such
 * layout. */
BX_API bx_status bx_layout_skeleton(bx_engine *engine, const char *layout, bx_diags *diags, bx_bytes *out);

/* One line for each face of each role, as JSON objects: role, asked, family, file, index, mandated, format,
 * embedding, characters. Roles that nothing fills are told as errors in diags (BX_BAD_MACHINE), the lines of
 * the others are still made. */
BX_API bx_status bx_fonts_list(bx_engine *engine, bx_diags *diags, bx_bytes *out);

/* ---- limits
 * ----------------------------------------------------------------------------------------------------- */

/* Bounds on all that data can make large, so that no stranger's file eats the machine. Beyond one, an error
 * names it, its value and how to raise it. 0: the usual, which lets any true report through; bx_limit_at says
 * how much that is, and the most. */
typedef struct bx_limits {
    unsigned long long data_bytes, values, aliases, depth; /* the data: its bytes, its values, those that YAML
                                                              aliases repeat, nested lists and maps */
    unsigned long long file_bytes;                         /* a CSV or TSV file */
    unsigned long long rows, cells;                        /* that the data gives: of one table, of all */
    unsigned long long characters;                         /* a paragraph or cell */
    unsigned long long pixels;                             /* a picture */
    unsigned long long picture_bytes;                      /* its file */
    unsigned long long attachments;                        /* their number */
    unsigned long long attachment_bytes;                   /* all together */
    unsigned long long pages, glyphs;
    unsigned long long pdf_bytes;
    unsigned long long memory_bytes; /* the document's own: its data, blocks and lines; not the fonts */
    unsigned long long milliseconds; /* to read and to build, by a steady clock; usually none. Only whether
                                        there is a result depends on it, never what it is */
} bx_limits;

/* A limit by its name, "pages". */
typedef struct bx_limit {
    const char *name;
    unsigned long long usual, most; /* usual 0: none */
    const char *about[2];           /* what it bounds, by bx_lang */
} bx_limit;

/* In the order of bx_limits; NULL behind the last. */
BX_API const bx_limit *bx_limit_at(size_t index);

/* Set one by its name: "pages=200", "data-bytes=100M" (K, M, G: powers of 1024). BX_BAD_USAGE if there is no
 * such name, or the value is no whole number from 1 to the most. */
BX_API bx_status bx_limits_set(bx_limits *limits, const char *assignment, bx_diags *diags);

/* ---- reports
 * ---------------------------------------------------------------------------------------------------- */

typedef enum bx_format { BX_FORMAT_AUTO, BX_FORMAT_YAML, BX_FORMAT_JSON } bx_format;

typedef struct bx_read_options {
    bx_format format;     /* AUTO: JSON if the first character that is no blank is '{', else YAML */
    const char *layout;   /* use this layout whatever the data says; NULL: the data's `layout` */
    int allow_unbalanced; /* a broken 勾稽 rule is a warning, not an error */
    const char *data_dir; /* the folder of the CSV and TSV files and pictures that the data may name, by paths
                             that stay in it: no other file is opened; NULL: such names are errors */
    const bx_limits *limits; /* of this document, when it is built too; NULL: the usual */
} bx_read_options;

typedef struct bx_report bx_report;

/* Parse and check a report. All findings go to diags; with an error among them the answer is BX_BAD_DATA (or
 * the graver status) and *out is NULL. `name` stands in diagnostics. The bytes are copied. options may be
 * NULL. */
BX_API bx_status bx_report_read(bx_engine *engine, const void *bytes, size_t len, const char *name,
                                const bx_read_options *options, bx_diags *diags, bx_report **out);
BX_API void bx_report_free(bx_report *report);

/* Set a report without writing anything, for what only the pages show: characters that no font has, texts
 * that do not fit. The answers are those of bx_report_build. */
BX_API bx_status bx_report_check(bx_report *report, bx_diags *diags);

/* Where the time of a build went and what it made, for --timing. Milliseconds of wall time. */
typedef struct bx_stats {
    double read_ms, layout_ms, fonts_ms, set_ms, pdf_ms;
    unsigned pages;
    size_t bytes;         /* of the PDF */
    size_t arena_peak;    /* bytes the document's own memory grew to */
    double blank_mm;      /* left white at the feet of all pages because something is kept together */
    double blank_most_mm; /* on the page that has most of it */
    unsigned blank_page;  /* that page, from 1; 0: none */
} bx_stats;

/* The archival level that a PDF claims and keeps (ISO 19005; GB/T 23286). Every PDF is tagged and claims
 * PDF/UA-1 too, whatever its level. What a document's content makes impossible for a level is an error. */
typedef enum bx_pdfa {
    BX_PDFA_2A,  /* part 2, accessible: what archives and OA systems take today */
    BX_PDFA_1B,  /* part 1, appearance only, a PDF 1.4: for old archive systems; larger */
    BX_PDFA_2B,  /* part 2, appearance */
    BX_PDFA_2U,  /* part 2, appearance and text */
    BX_PDFA_3A,  /* part 3, accessible; may carry files */
    BX_PDFA_NONE /* no claim: a PDF 1.7 */
} bx_pdfa;

/* A file for the PDF to carry (PDF/A-3a only). Its name is as readers show it: no folder in it, each once.
 * NULL: the usual. */
typedef struct bx_attachment {
    const char *name;
    const void *bytes;
    size_t len;
    const char *mime;         /* "text/csv"; NULL: by the name's ending */
    const char *description;  /* one line; NULL: none */
    const char *relationship; /* to the report: "Source", "Data", "Alternative", "Supplement", "Unspecified";
                                 NULL: Supplement */
    const char *date;         /* when it was last changed, "2024-01-10"; NULL: the document's date */
} bx_attachment;

/* A record that an earlier build made. */
typedef struct bx_record {
    const void *bytes;
    size_t len;
    const char *name; /* in diagnostics; NULL: "-" */
} bx_record;

enum { BX_DIGEST_SIZE = 65 }; /* a SHA-256 in hexadecimal and its NUL */

typedef struct bx_build_options {
    bx_pdfa pdfa;
    const char *epoch; /* when the file is said to be made, if the document has no date: seconds since 1970,
                          as in SOURCE_DATE_EPOCH; NULL: then no date is written */
    int attach_data; /* PDF/A-3a: attach the checked data as data.json (BX_STAGE_VALUES) and each table as CSV
                      */
    const bx_attachment *attachments; /* PDF/A-3a: further files */
    size_t attachment_count;
    int plain;       /* write content streams and objects uncompressed, for people who read PDFs */
    bx_stats *stats; /* NULL: not wanted */
    bx_bytes
        *geometry;    /* NULL: not wanted; made if the answer is BX_OK: where on the pages the name, the
                         date, a seal and each table stand, as JSON: {"unit": "mm", "origin", "boxes": [{kind:
                         signature|date|seal|table, field: its data path, page: from 1, label: the number as
                         printed, page_width, page_height, x, y, width, height}]}; one box a page */
    bx_bytes *record; /* NULL: not wanted; made if the answer is BX_OK: what the PDF was made with, as JSON:
                         {"banxin": version, "pdf": {sha256, bytes}, "data": {sha256, files}, "options",
                         "layout": {name, version, sha256}, "libraries": {name: version}, "fonts": [{name,
                         version, sha256}]} */
    const bx_record *like; /* NULL: none; the PDF shall be the one of this record. What differs is told, at
                              its place in the record; if it is another PDF, the answer is BX_BAD_DATA where
                              the data are others, BX_BAD_MACHINE where anything else is */
    char *digest;          /* room for BX_DIGEST_SIZE: the SHA-256 of the PDF's bytes; NULL: not wanted */
} bx_build_options;

/* Receives the file's bytes in order. Anything but 0 ends the build with BX_BAD_MACHINE. */
typedef int (*bx_write)(void *to, const void *bytes, size_t len);

/* Typeset a report and write its PDF. Nothing has been written for good unless the answer is BX_OK: the
 * caller keeps what came so far out of the way until then (bx_report_build_file does). options may be NULL.
 */
BX_API bx_status bx_report_build(bx_report *report, const bx_build_options *options, bx_write write, void *to,
                                 bx_diags *diags);

/* The same into memory. */
BX_API bx_status bx_report_build_bytes(bx_report *report, const bx_build_options *options, bx_diags *diags,
                                       bx_bytes *out);

/* The same into a file: written beside it, flushed to the disk, then renamed; on any error an older file
 * stays as it was and nothing is left beside it. */
BX_API bx_status bx_report_build_file(bx_report *report, const bx_build_options *options, const char *path,
                                      bx_diags *diags);

/* Bytes that the library made into a file, with the same care. */
BX_API bx_status bx_bytes_write(const bx_bytes *bytes, const char *path, bx_diags *diags);

/* What a PDF is made from, as one number: the SHA-256 of the report's data and of the CSV and TSV files and
 * pictures it names, of its layout with all that this extends, of all font files that any role could use, of
 * the options (not of what is only told: stats, geometry, digest), of the library's version and of the build
 * of this program and of each library it runs with. Equal keys give equal bytes, so that what is made already
 * need not be made again. The font files are read once for an engine. options may be NULL; BX_BAD_MACHINE if
 * a font file cannot be read. */
BX_API bx_status bx_report_key(bx_report *report, const bx_build_options *options, bx_diags *diags,
                               char out[BX_DIGEST_SIZE]);

/* The SHA-256 of any bytes. */
BX_API void bx_digest(const void *bytes, size_t len, char out[BX_DIGEST_SIZE]);

/* The scalar that stands in any data at a dotted path ("year", "applications.new[0]"), as it is written; of
 * len 0 if there is none. limits NULL: the usual. BX_BAD_DATA if the data cannot be parsed. */
BX_API bx_status bx_data_text(const void *bytes, size_t len, const char *name, bx_format format,
                              const char *path, const bx_limits *limits, bx_diags *diags, bx_bytes *out);

/* ---- PDFs again
 * -------------------------------------------------------------------------------------------------- */

/* A PDF that is read, from anywhere: damaged, encrypted and hostile ones are BX_BAD_DATA. Reading needs
 * libqpdf (BX_BAD_MACHINE without it), which does not bound its memory: who reads strangers' files bounds the
 * process's (setrlimit), and a file that wants more is an error. */
typedef struct bx_pdf bx_pdf;

/* The bytes stay the caller's, and stay, until bx_pdf_close. `name` stands in diagnostics. */
BX_API bx_status bx_pdf_open(const void *bytes, size_t len, const char *name, bx_diags *diags, bx_pdf **out);
BX_API void bx_pdf_close(bx_pdf *pdf);

/* A file that the PDF carries. What it says of itself is a stranger's word, name as it stands there,
 * the rest without control characters; file_name is fit to be a file's
 * name in a folder: no separators, controls, leading point, and no two files have the same. Strings live as
 * long as the bx_pdf. */
typedef struct bx_attached {
    const char *name, *file_name;
    const char *mime, *description, *relationship; /* "" where nothing is said */
    int is_data;                                   /* the checked data as JSON, as attach_data attaches it */
} bx_attached;

BX_API size_t bx_pdf_attached_count(const bx_pdf *pdf);
BX_API bx_attached bx_pdf_attached_at(const bx_pdf *pdf, size_t index);

/* Its bytes as they were attached, at most 256 MiB. */
BX_API bx_status bx_pdf_attached_bytes(bx_pdf *pdf, size_t index, bx_diags *diags, bx_bytes *out);

/* Verify a PDF that attach_data made against the data it carries. Each check is one diagnostic of the code
 * "verify-…", whatever the others come to: a BX_NOTE if it holds, else an error. verify-tail: nothing was
 * appended after its end; verify-bytes: its bytes are those its identifier was made of; verify-hash: the
 * attached data's SHA-256 is the one in XMP; verify-rules: the data passes the rules of the layout it names
 * (what it breaks is told too); verify-text: the text of the pages, by ToUnicode and ActualText in the order
 * of the structure tree, is the data's, white space apart. Artifacts (page numbers, repeated heads) are not
 * compared, pictures are not looked at, and nothing is said about how glyphs look.
 * BX_OK if all hold; BX_BAD_DATA if one does not, if there is no data (verify-no-data), or for what is no
 * PDF; BX_BAD_MACHINE without libqpdf or memory. */
BX_API bx_status bx_pdf_verify(bx_engine *engine, const void *bytes, size_t len, const char *name,
                               bx_diags *diags);

/* ---- many reports
 * ---------------------------------------------------------------------------------------------------- */

/* A city's figures from its offices': reports of one layout and one year, each agency once, their tables
 * added cell by cell with exact decimals. Rows of lists stand one behind the other; a blank is nothing;
 * prose, titles, dates, annexes and notes behind numbers are not summed. Memory grows with lists only, and
 * with the number of offices; the engine must outlive it. */
typedef struct bx_rollup bx_rollup;

BX_API bx_status bx_rollup_new(bx_diags *diags, bx_rollup **out);
BX_API void bx_rollup_free(bx_rollup *rollup);

/* Add a report, which may be freed then. BX_BAD_DATA if it does not belong to the others: it was not added,
 * the next ones may still be. After BX_BAD_MACHINE there is no sum any more. */
BX_API bx_status bx_rollup_add(bx_rollup *rollup, const bx_report *report, bx_diags *diags);

typedef struct bx_rollup_options {
    const char *agency;        /* whose report the sum is; NULL: left to be written */
    const void *expected;      /* the offices that must be there, one a line, UTF-8; NULL: not asked */
    size_t expected_len;       /* bytes */
    const char *expected_name; /* what diagnostics call that list */
    int allow_missing;         /* a missing office is a warning, not an error */
    int allow_unbalanced;      /* a broken 勾稽 rule among the sums is a warning, not an error */
} bx_rollup_options;

/* The sum as a YAML report that says at its head what is left to be written, and who gave what, as JSON. The
 * sums are checked under the layout's types and rules first; on any error both are empty. */
BX_API bx_status bx_rollup_write(bx_rollup *rollup, const bx_rollup_options *options, bx_diags *diags,
                                 bx_bytes *yaml, bx_bytes *record);

typedef enum bx_diff_format {
    BX_DIFF_TSV, /* label, last, this, change, per cent; a line a cell, no head */
    BX_DIFF_CSV, /* RFC 4180: path, label, last, this, change, percent, with a head */
    BX_DIFF_JSON /* {"changes": [{"path", "label", "last", "this", "change", "percent"}]} */
} bx_diff_format;

/* The numbers that changed from last year's report to this year's, and an error for each that does not carry
 * over as the layout's carry_over says: BX_BAD_DATA, and the table is made all the same. It is empty if the
 * reports are of different layouts or not of two years in a row. */
BX_API bx_status bx_report_diff(const bx_report *last, const bx_report *now, bx_diff_format format,
                                bx_diags *diags, bx_bytes *out);

/* ---- stages
 * ---------------------------------------------------------------------------------------------------- */

typedef enum bx_stage {
    BX_STAGE_DATA,   /* the value tree: "path kind value @line:column", one a line */
    BX_STAGE_REPORT, /* the checked report as JSON: what was read, every field of the layout, in its order */
    BX_STAGE_BLOCKS, /* what is said, each block with its style and role, one a line */
    BX_STAGE_LINES,  /* the set lines: page, place, width, text */
    BX_STAGE_FRAMES, /* pages of placed things as JSON, one item a line */
    BX_STAGE_VALUES /* the checked report as JSON that bx_report_read takes again for the same pages: what CSV
                       and TSV files held as rows, sums computed; what bx_build_options.attach_data attaches
                     */
} bx_stage;

/* One stage's output as stable text. */
BX_API bx_status bx_report_dump(bx_report *report, bx_stage stage, bx_diags *diags, bx_bytes *out);

/* The value tree of any data, whether or not a layout knows it: what `dump data` shows of a report that has
 * errors. */
BX_API bx_status bx_data_dump(const void *bytes, size_t len, const char *name, bx_format format,
                              bx_diags *diags, bx_bytes *out);

#ifdef __cplusplus
}
#endif

#endif
