/* Reports through the stages: bytes, values, report, blocks, frames, PDF. */
#include "api/api.h"
#include "base/limits.h"
#include "base/mem.h"
#include "pdf/pdf.h"
#include "set/set.h"

#include <sched.h>
#include <unistd.h>

/* ---- reading ---- */

static value_limits value_limits_of(const bx_limits *limits)
{
    return (value_limits){.bytes = (size_t)limits->data_bytes,
                          .nodes = (size_t)limits->values,
                          .alias_nodes = (size_t)limits->aliases,
                          .depth = (unsigned)limits->depth};
}

static const value_format formats[] = {VALUE_AUTO, VALUE_YAML, VALUE_JSON};

static bx_status tell_base(bx_report *r, const layout_wish *wish, bx_diags *diags)
{
    bx_str name = arena_copy(&r->arena, wish->name);
    if (!name.ptr) return diag_memory(diags);
    bool is_named = wish->at.line > 0;
    diag_add(diags, is_named ? MSG_layout_is_base_named : MSG_layout_is_base, wish->at,
             is_named ? STR("layout") : STR(""), name.ptr);
    return message_status(diags, is_named ? BX_BAD_DATA : BX_BAD_USAGE);
}

/* No layout is named: by data that lacks it, by what is no report, or by a layout taken for one. */
static bx_status tell_unnamed(const value *root, const value *named, bx_diags *diags)
{
    bool is_map = root->kind == VALUE_MAP,
         is_layout = !named && (value_find(root, STR("blocks")) || value_find(root, STR("extends")));
    message_id id = is_layout ? MSG_layout_itself : is_map ? MSG_layout_missing : MSG_report_map;
    diag_add(diags, id, named ? named->at : root->at, is_map && !is_layout ? STR("layout") : STR(""));
    return message_status(diags, BX_BAD_DATA);
}

/* Which layout: the caller's, else the data's. */
static bx_status choose_layout(bx_report *r, const value *root, const bx_read_options *options,
                               bx_diags *diags, const layout **out)
{
    const value *named = value_find(root, STR("layout"));
    bool is_asked = options && options->layout;
    if (!is_asked && (!named || named->kind != VALUE_TEXT || !str_trim(named->text).len))
        return tell_unnamed(root, named, diags);
    layout_wish wish = {0};
    if (is_asked)
        wish.name = str_of(options->layout);
    else
        wish = (layout_wish){named->text, named->at};
    bx_status status = engine_layout_find(r->engine, &wish, diags, out);
    return status == BX_OK && (*out)->is_base ? tell_base(r, &wish, diags) : status;
}

static bx_status read_report(bx_report *r, bx_str bytes, const char *name, const bx_read_options *options,
                             bool leaves_pictures, bx_diags *diags)
{
    const value *root = NULL;
    const layout *l = NULL;
    double start = stopwatch_ms();
    value_limits limits = value_limits_of(&r->limits);
    BX_TRY(value_parse(&r->arena, bytes, name, formats[options ? options->format : BX_FORMAT_AUTO], &limits,
                       diags, &root));
    double parsed = stopwatch_ms();
    BX_TRY(choose_layout(r, root, options, diags, &l));
    double loaded = stopwatch_ms();
    report_options checks = {.allow_unbalanced = options && options->allow_unbalanced,
                             .data_dir = options ? options->data_dir : NULL,
                             .leaves_pictures = leaves_pictures,
                             .limits = &r->limits};
    BX_TRY(report_read(&r->arena, l, root, &checks, diags, &r->report));
    r->file_hashes = filing_files(&r->arena, r->report);
    if (!r->file_hashes.ptr) return diag_memory(diags);
    r->read_ms = parsed - start + (stopwatch_ms() - loaded);
    r->layout_ms = loaded - parsed;
    return BX_OK;
}

bx_status report_open(bx_engine *engine, bx_str bytes, const char *name, const bx_read_options *options,
                      bool leaves_pictures, bx_diags *diags, bx_report **out)
{
    *out = NULL;
    bx_report *r = mem_new(1, sizeof *r);
    if (!r) return diag_memory(diags);
    r->engine = engine;
    r->limits = limits_settle(options ? options->limits : NULL);
    r->budget.bytes = (size_t)r->limits.memory_bytes;
    r->arena.budget = &r->budget;
    budget_begin(r, 0);
    mem_listen();
    filing_hash(bytes, r->hash);
    bx_status status = read_report(r, bytes, name ? name : "-", options, leaves_pictures, diags);
    if (status == BX_OK && mem_was_short()) status = diag_memory(diags);
    status = budget_judge(r, status, diags);
    diag_sort(diags);
    if (status == BX_OK)
        *out = r;
    else
        bx_report_free(r);
    return status;
}

bx_status bx_report_read(bx_engine *engine, const void *bytes, size_t len, const char *name,
                         const bx_read_options *options, bx_diags *diags, bx_report **out)
{
    return report_open(engine, (bx_str){bytes, len}, name, options, false, diags, out);
}

void bx_report_free(bx_report *report)
{
    if (!report) return;
    arena_clear(&report->arena);
    mem_free(report);
}

/* ---- building ---- */

typedef struct build {
    bx_report *report;
    bx_arena arena;
    bx_diags *diags;
    const document *doc;
    font_set *fonts;
    frame_audit audit;
    frame_bounds bounds;
    set_stats stats;
    bx_buf geometry;
    bool was_short, is_long; /* memory was; the PDF is */
} build;

static bx_status build_begin(build *b, bx_report *report, bx_diags *diags)
{
    *b = (build){.report = report, .arena.budget = &report->budget, .diags = diags};
    budget_begin(report, report->read_ms + report->layout_ms);
    mem_listen();
    BX_TRY(blocks_make(&b->arena, report->report, diags, &b->doc));
    return engine_fonts(report->engine, diags, &b->fonts);
}

/* What was set while memory was short is not good, whoever went on. */
static bx_status build_judge(build *b, bx_status status)
{
    b->was_short = mem_was_short();
    if (status == BX_OK && b->was_short) status = diag_memory(b->diags);
    if (b->bounds.is_beyond || b->is_long) status = BX_BAD_DATA;
    return budget_judge(b->report, status, b->diags);
}

static void build_end(build *b)
{
    if (b->fonts) engine_fonts_done(b->report->engine, b->was_short);
    arena_clear(&b->arena);
}

static bx_str text_of(const void *doc, uint32_t text_id)
{
    return document_text(doc, text_id);
}

/* Set the document into a sink, every text accounted for on the way. */
static bx_status build_frames(build *b, frame_sink sink)
{
    frame_sink audited;
    frame_texts texts = {b->doc, text_of, b->doc->text_count};
    sink = frame_bounds_begin(&b->bounds, sink, &b->report->limits, b->diags);
    BX_TRY(frame_audit_begin(&b->audit, sink, texts, &b->arena, b->diags, &audited));
    BX_TRY(set_document(&b->arena, b->doc, b->fonts, audited, b->diags, &b->stats));
    return frame_audit_end(&b->audit);
}

/* The same, noting where the landmarks stand if that is asked for. */
static bx_status build_pages(build *b, const bx_build_options *options, frame_sink sink)
{
    frame_geometry geometry;
    if (!options || !options->geometry) return build_frames(b, sink);
    bx_len seal = b->doc->layout->signature.seal_width;
    BX_TRY(build_frames(b, frame_geometry_begin(&geometry, sink, seal, &b->geometry, &b->arena, b->diags)));
    return frame_geometry_end(&geometry);
}

/* Which families stand in for the mandated ones, once a document. */
static bx_status tell_substitutes(const build *b)
{
    size_t errors = diag_errors(b->diags);
    for (int role = 0; role < 64; role++) {
        const face *f = b->stats.roles >> role & 1 ? fonts_face(b->fonts, role, 0, b->diags) : NULL;
        if (f) fonts_tell_substitute(b->fonts, role, f, b->diags);
    }
    return diag_errors(b->diags) > errors ? diag_status(b->diags) : BX_OK;
}

/* Counts the bytes on their way to the caller. */
typedef struct counter {
    build *build;
    bx_write write;
    void *to;
    size_t bytes;
    bool is_hashed;
    struct sha256_ctx hash;
    char digest[BX_DIGEST_SIZE];
} counter;

static int count_bytes(void *to, const void *bytes, size_t len)
{
    counter *c = to;
    c->bytes += len;
    c->build->is_long = c->bytes > c->build->report->limits.pdf_bytes;
    if (c->build->is_long)
        limit_tell(c->build->diags, &c->build->report->limits, LIMIT_pdf_bytes, (bx_place){0}, STR(""));
    if (c->build->is_long) return 1;
    if (c->is_hashed) sha256_update(&c->hash, len, bytes);
    return c->write(c->to, bytes, len);
}

/* The document's date; without one, that of the caller. */
static bx_status choose_date(const build *b, const bx_build_options *options, char *room, bx_str *out)
{
    const char *epoch = options ? options->epoch : NULL;
    *out = b->doc->date;
    if (!epoch) return BX_OK;
    if (!filing_date(epoch, room)) {
        diag_add(b->diags, MSG_epoch, (bx_place){0}, STR(""), epoch);
        return message_status(b->diags, BX_BAD_USAGE);
    }
    if (!out->len) *out = str_of(room);
    return BX_OK;
}

/* That this process may use. */
static unsigned processors(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return (unsigned)CPU_COUNT(&allowed);
    long online = sysconf(_SC_NPROCESSORS_ONLN); /* more than a cpu_set_t holds */
    return online < 1 ? 1 : (unsigned)online;
}

/* Threads that one build may use. In a batch every processor has a build of its own. */
static unsigned threads_free(bx_engine *engine)
{
    return atomic_load(&engine->users) > 1 ? 1 : processors();
}

/* The rest of the file, and what was made. */
static bx_status finish_pdf(const build *b, const bx_build_options *options, counter *c, pdf_file *pdf)
{
    record_of made = {.report = b->report, .pdf = pdf, .digest = c->digest};
    BX_TRY(record_state(&made, b->diags));
    BX_TRY(pdf_finish(pdf));
    BX_TRY(tell_substitutes(b));
    if (!options || !c->is_hashed) return BX_OK;
    filing_hash_end(&c->hash, c->digest);
    if (options->digest) memcpy(options->digest, c->digest, sizeof c->digest);
    made.bytes = c->bytes;
    return record_keep(&made, options, b->diags);
}

static bx_status build_pdf(build *b, const bx_build_options *options, counter *c, double *set_ms)
{
    char room[FILING_DATE_LEN + 1];
    bx_str date;
    filing filed;
    attach_list attached;
    BX_TRY(choose_date(b, options, room, &date));
    BX_TRY(attach_gather(&attached, &b->arena, b->report, options, b->diags));
    filing_describe(&filed, b->doc, b->report, attached.hash);
    pdf_info info = {.title = b->doc->title,
                     .author = b->doc->author,
                     .lang = b->doc->layout->lang,
                     .date = date,
                     .properties = filed.properties,
                     .property_count = filed.count,
                     .attachments = attached.items,
                     .attachment_count = attached.count,
                     .level = options ? options->pdfa : BX_PDFA_2A,
                     .is_plain = options && options->plain,
                     .threads = threads_free(b->report->engine)};
    pdf_file *pdf;
    double start = stopwatch_ms();
    BX_TRY(pdf_new(&info, count_bytes, c, b->diags, &pdf));
    bx_status status = build_pages(b, options, pdf_sink(pdf));
    *set_ms = stopwatch_ms() - start;
    if (status == BX_OK) status = finish_pdf(b, options, c, pdf);
    pdf_free(pdf);
    return status;
}

static double mm_of(bx_len len)
{
    return (double)len / (double)LEN_FROM_MM(1);
}

bx_status bx_report_build(bx_report *report, const bx_build_options *options, bx_write write, void *to,
                          bx_diags *diags)
{
    build b;
    counter c = {.build = &b,
                 .write = write,
                 .to = to,
                 .is_hashed = options && (options->digest || options->record || options->like)};
    double start = stopwatch_ms(), set_ms = 0;
    sha256_init(&c.hash);
    bx_status status = build_begin(&b, report, diags);
    double ready = stopwatch_ms();
    if (status == BX_OK) status = build_pdf(&b, options, &c, &set_ms);
    status = build_judge(&b, status);
    if (status == BX_OK && options && options->stats)
        *options->stats = (bx_stats){.read_ms = report->read_ms,
                                     .layout_ms = report->layout_ms,
                                     .fonts_ms = ready - start,
                                     .set_ms = set_ms,
                                     .pdf_ms = stopwatch_ms() - ready - set_ms,
                                     .pages = b.stats.pages,
                                     .bytes = c.bytes,
                                     .arena_peak = arena_size(&b.arena) + arena_size(&report->arena),
                                     .blank_mm = mm_of(b.stats.blank.total),
                                     .blank_most_mm = mm_of(b.stats.blank.most),
                                     .blank_page = b.stats.blank.page};
    if (status == BX_OK && options && options->geometry)
        status = bytes_from(&b.geometry, diags, options->geometry);
    else
        buf_clear(&b.geometry);
    build_end(&b);
    diag_sort(diags);
    return status;
}

static int add_bytes(void *to, const void *bytes, size_t len)
{
    bx_buf *buf = to;
    buf_add(buf, bytes, len);
    return buf->failed;
}

bx_status bx_report_build_bytes(bx_report *report, const bx_build_options *options, bx_diags *diags,
                                bx_bytes *out)
{
    bx_buf made = {0};
    bx_status status = bx_report_build(report, options, add_bytes, &made, diags);
    if (status == BX_OK) return bytes_from(&made, diags, out);
    buf_clear(&made);
    return status;
}

/* ---- checking ---- */

static bx_status ignore_node(void *to, const frame_node *node)
{
    (void)to, (void)node;
    return BX_OK;
}

static bx_status ignore_page(void *to, const frame_page *page)
{
    (void)to, (void)page;
    return BX_OK;
}

static bx_status ignore_close(void *to, node_id node)
{
    (void)to, (void)node;
    return BX_OK;
}

bx_status bx_report_check(bx_report *report, bx_diags *diags)
{
    build b;
    bx_status status = build_begin(&b, report, diags);
    if (status == BX_OK)
        status = build_frames(&b, (frame_sink){NULL, ignore_node, ignore_page, ignore_close});
    status = build_judge(&b, status);
    build_end(&b);
    diag_sort(diags);
    return status;
}

/* ---- dumps ---- */

static bx_status dump_frames(build *b, bx_buf *out)
{
    frame_json json;
    BX_TRY(build_frames(b, frame_json_begin(&json, out)));
    return frame_json_end(&json);
}

static bx_status dump_values(const report *r, bx_diags *diags, bx_buf *out)
{
    bx_arena arena = {0};
    bx_str json;
    bx_status status = attach_json(&arena, r, diags, &json);
    if (status == BX_OK) buf_str(out, json);
    arena_clear(&arena);
    return status;
}

static bx_status dump_stage(bx_report *report, bx_stage stage, bx_diags *diags, bx_buf *out)
{
    build b = {.report = report, .diags = diags};
    if (stage == BX_STAGE_DATA) value_dump(report->report->root, out);
    if (stage == BX_STAGE_REPORT) report_dump(report->report, out);
    if (stage == BX_STAGE_VALUES) return dump_values(report->report, diags, out);
    if (stage == BX_STAGE_DATA || stage == BX_STAGE_REPORT) return BX_OK;
    bx_status status = stage == BX_STAGE_BLOCKS
                           ? blocks_make(&b.arena, report->report, diags, &b.doc)
                           : build_begin(&b, report, diags); /* from here on with fonts */
    if (status == BX_OK && stage == BX_STAGE_BLOCKS && !blocks_dump(b.doc, out)) status = diag_memory(diags);
    if (status == BX_OK && stage == BX_STAGE_LINES) status = build_frames(&b, frame_lines(out));
    if (status == BX_OK && stage == BX_STAGE_FRAMES) status = dump_frames(&b, out);
    if (b.fonts) status = build_judge(&b, status);
    build_end(&b);
    return status;
}

bx_status bx_report_dump(bx_report *report, bx_stage stage, bx_diags *diags, bx_bytes *out)
{
    bx_buf made = {0};
    bx_status status = dump_stage(report, stage, diags, &made);
    if (made.failed) status = diag_memory(diags);
    diag_sort(diags);
    if (status == BX_OK) return bytes_from(&made, diags, out);
    buf_clear(&made);
    return status;
}

bx_status bx_data_text(const void *bytes, size_t len, const char *name, bx_format format, const char *path,
                       const bx_limits *limits, bx_diags *diags, bx_bytes *out)
{
    bx_arena arena = {0};
    bx_buf made = {0};
    const value *root;
    bx_limits settled = limits_settle(limits);
    value_limits bounds = value_limits_of(&settled);
    bx_status status =
        value_parse(&arena, (bx_str){bytes, len}, name ? name : "-", formats[format], &bounds, diags, &root);
    if (status == BX_OK) {
        const value *found = value_at(root, str_of(path));
        if (found) buf_str(&made, found->text);
        status = bytes_from(&made, diags, out);
    }
    arena_clear(&arena);
    diag_sort(diags);
    return status;
}

bx_status bx_data_dump(const void *bytes, size_t len, const char *name, bx_format format, bx_diags *diags,
                       bx_bytes *out)
{
    bx_arena arena = {0};
    bx_buf made = {0};
    const value *root;
    bx_status status =
        value_parse(&arena, (bx_str){bytes, len}, name ? name : "-", formats[format], NULL, diags, &root);
    if (status == BX_OK) {
        value_dump(root, &made);
        status = bytes_from(&made, diags, out);
    }
    arena_clear(&arena);
    diag_sort(diags);
    return status;
}
