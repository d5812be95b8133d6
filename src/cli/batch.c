/* The work of a batch: each report through the library in some thread, told in the order of the reports. */
#include "cli/batch.h"

#include <errno.h>
#include <string.h>

#include "cli/crew.h"
#include "cli/exit.h"
#include "cli/memory.h"
#include "cli/naming.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/timing.h"

/* What became of one report, from its thread to its turn to be told. */
typedef struct outcome {
    bx_status status;
    bool is_kept;
    bx_stats stats;
    char key[BX_DIGEST_SIZE], digest[BX_DIGEST_SIZE];
    double ms;
    char *text, *list; /* findings for people; all findings as JSON */
    size_t text_length, list_length, errors, warnings;
} outcome;

typedef struct run {
    const batch *batch;
    voice *voice;
    desk *desk;
    outcome *outcomes;
    size_t window;
    progress progress;
    bx_status status;
} run;

/* ---- one report, in its thread ---- */

static bx_status build(const run *r, desk *d, bx_report *report, unsigned thread, const char *name,
                       outcome *o)
{
    working w;
    bx_build_options options = r->batch->options;
    options.stats = &o->stats;
    options.digest = o->digest;
    bx_status status = made_begin(&r->batch->made, d->voice, thread, &w);
    if (status) return status;
    status = bx_report_build(report, &options, made_write, &w, d->diags);
    if (!w.error) status = desk_tell(d, status); /* else the reason is known better here */
    status = made_finish(&r->batch->made, d->voice, &w, status, name);
    if (status) return status;
    made_line line = {name, o->key, o->digest, o->stats.pages, o->stats.bytes};
    return made_add(&r->batch->made, d->voice, &line);
}

static bool keep(const run *r, const char *name, outcome *o)
{
    const made_line *line = made_find(&r->batch->made, name, o->key);
    if (!line) return false;
    o->is_kept = true;
    o->stats.pages = line->pages;
    o->stats.bytes = line->bytes;
    memcpy(o->digest, line->digest, sizeof o->digest);
    return true;
}

static bx_status make(const run *r, desk *d, size_t task, unsigned thread, outcome *o)
{
    const char *path = r->batch->reports.items[task].path, *name = r->batch->names[task];
    bx_report *report;
    bx_status status = desk_read(d, path, r->batch->allow_unbalanced, &report);
    if (status) return status;
    if (!name) status = naming_tell(d->voice, path, r->batch->pattern);
    if (!status)
        status = output_vet(d->voice, path, memory_text("%s/%s", r->batch->made.folder, name), false);
    if (!status) status = desk_tell(d, bx_report_key(report, &r->batch->options, d->diags, o->key));
    if (!status && !keep(r, name, o)) status = build(r, d, report, thread, name, o);
    bx_report_free(report);
    return status;
}

/* A voice that gathers: in the order of the reports, people are told of errors; the results have
 * the warnings and notes too. */
static void *work(void *with, size_t task, unsigned thread)
{
    run *r = with;
    outcome *o = &r->outcomes[task % r->window];
    const void *mark = memory_mark();
    double begun = timing_clock();
    *o = (outcome){0};
    voice v = {.lang = r->voice->lang, .json = r->voice->json, .least = BX_ERROR};
    v.to = memory_stream(&o->text, &o->text_length);
    v.list = memory_stream(&o->list, &o->list_length);
    desk d = {.voice = &v,
              .engine = r->desk->engine,
              .layout = r->desk->layout,
              .limits = r->desk->limits,
              .diags = bx_diags_new()};
    o->status = d.diags ? make(r, &d, task, thread, o) : voice_no_memory(&v);
    if (d.diags) bx_diags_free(d.diags);
    memory_stream_end(v.to, &o->text);
    memory_stream_end(v.list, &o->list);
    o->errors = v.errors;
    o->warnings = v.warnings;
    o->ms = timing_clock() - begun;
    memory_clear_to(mark);
    return o;
}

/* ---- its turn to be told ---- */

static void write_result(const run *r, size_t task, const outcome *o)
{
    static const char *const words[] = {"made", "kept", "failed"};
    FILE *to = r->batch->results;
    const char *name = r->batch->names[task];
    fputc('{', to);
    voice_member(to, "input", r->batch->reports.items[task].path);
    fprintf(to, ",\"result\":\"%s\",\"status\":%d,\"output\":", words[o->status ? 2 : o->is_kept], o->status);
    if (o->status || !name)
        fputs("null", to);
    else
        voice_string(to, memory_text("%s/%s", r->batch->made.folder, name));
    if (!o->status)
        fprintf(to, ",\"pages\":%u,\"bytes\":%zu,\"sha256\":\"%s\"", o->stats.pages, o->stats.bytes,
                o->digest);
    fprintf(to, ",\"ms\":%.3f,\"diagnostics\":[%.*s]}\n", o->ms, (int)o->list_length, o->list);
    fflush(to);
}

static void tell(void *with, size_t task, void *result)
{
    run *r = with;
    outcome *o = result;
    const void *mark = memory_mark();
    r->status = graver(r->status, o->status);
    r->voice->errors += o->errors;
    r->voice->warnings += o->warnings;
    *(o->status ? &r->progress.failed : o->is_kept ? &r->progress.kept : &r->progress.made) += 1;
    if (o->text_length) {
        progress_hide(&r->progress);
        fwrite(o->text, 1, o->text_length, stderr);
    }
    if (r->batch->results) write_result(r, task, o);
    progress_show(&r->progress);
    memory_stream_free(o->text);
    memory_stream_free(o->list);
    memory_clear_to(mark);
}

bx_status batch_run(voice *v, desk *d, const batch *b)
{
    run r = {.batch = b, .voice = v, .desk = d, .window = crew_window(b->threads)};
    r.outcomes = memory_new(r.window, sizeof *r.outcomes);
    progress_begin(&r.progress, v, b->reports.count);
    crew_run(&(crew){b->reports.count, b->threads, &r, work, tell, b->stop});
    progress_end(&r.progress);
    if (b->results && ferror(b->results))
        r.status =
            graver(r.status, voice_complain(v, BX_BAD_MACHINE, "stdout-write", NULL, "结果记录没有写完",
                                            "the records of results were not all written"));
    return r.status;
}
