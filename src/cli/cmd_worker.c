/* banxin worker: a request a line in, an answer a line out, for engines that drive many of them (GNU
 * parallel, Slurm, Spark's pipe). */
#include <errno.h>
#include <nettle/base64.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/attach.h"
#include "cli/below.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/exit.h"
#include "cli/files.h"
#include "cli/memory.h"
#include "cli/output.h"
#include "cli/request.h"
#include "cli/results.h"

enum { REQUEST_MIB = 16, REQUEST_MIB_MAX = 1024, FIRST_ROOM = 1 << 16 };

typedef struct worker {
    desk_wish desk;
    const char *root, *max_request;
    size_t limit; /* bytes of a request */
    request defaults;
    const char *epoch;
} worker;

/* ---- a line at a time ---- */

typedef struct lines {
    char *bytes;
    size_t room, len, taken; /* taken: the line in hand, to go before the next is read */
    bool is_ended;
} lines;

typedef enum line_kind { LINE_WHOLE, LINE_TOO_LONG, LINE_NONE, LINE_FAILED } line_kind;

static bool read_more(lines *l, size_t limit)
{
    if (l->len == l->room) {
        l->room = l->room ? 2 * l->room : FIRST_ROOM;
        if (l->room > limit + 1) l->room = limit + 1;
        l->bytes = memory_resize(l->bytes, l->room, 1);
    }
    ssize_t got;
    do got = read(STDIN_FILENO, l->bytes + l->len, l->room - l->len);
    while (got < 0 && errno == EINTR);
    if (got > 0) l->len += (size_t)got;
    l->is_ended = got == 0;
    return got >= 0;
}

/* The next line, without its end; one beyond the limit is read to its end and forgotten. */
static line_kind next_line(lines *l, size_t limit, size_t *length)
{
    bool is_long = false;
    memmove(l->bytes, l->bytes + l->taken, l->len - l->taken);
    l->len -= l->taken;
    l->taken = 0;
    for (size_t seen = 0;;) {
        const char *end = l->len > seen ? memchr(l->bytes + seen, '\n', l->len - seen) : NULL;
        *length = end ? (size_t)(end - l->bytes) : l->len;
        l->taken = *length + (end != NULL);
        if (end || (l->is_ended && (l->len || is_long))) return is_long ? LINE_TOO_LONG : LINE_WHOLE;
        if (l->is_ended) return LINE_NONE;
        if (l->len > limit) {
            is_long = true;
            l->len = 0;
        }
        seen = l->len;
        if (!read_more(l, limit)) return LINE_FAILED;
    }
}

/* ---- a request ---- */

typedef struct product {
    bx_stats stats;
    char digest[BX_DIGEST_SIZE];
    const char *output; /* as the request names it; NULL: the bytes are here */
    bx_bytes pdf;
} product;

static bx_status read_data(const worker *w, desk *d, const request *r, bx_report **out)
{
    bool is_text = r->data.kind == '"';
    const char *text = is_text ? json_text(r->data) : r->data.at;
    bx_read_options options = {.format = is_text ? BX_FORMAT_AUTO : BX_FORMAT_JSON,
                               .layout = d->layout,
                               .allow_unbalanced = r->allow_unbalanced,
                               .data_dir = w->root,
                               .limits = &d->limits};
    return desk_tell(d, bx_report_read(d->engine, text, is_text ? strlen(text) : r->data.length, "<data>",
                                       &options, d->diags, out));
}

static bx_status read_report(const worker *w, desk *d, const request *r, bx_report **out)
{
    const char *path;
    if (r->layout) d->layout = r->layout;
    if (!r->path) return read_data(w, d, r, out);
    bx_status status = below_input(d->voice, w->root, r->path, &path);
    return status ? status : desk_read(d, path, r->allow_unbalanced, out);
}

static bx_status build(const worker *w, desk *d, const request *r, bx_report *report, product *p)
{
    const char *path;
    bx_build_options options = {.pdfa = (bx_pdfa)r->pdfa,
                                .epoch = w->epoch,
                                .attach_data = r->attach_data,
                                .stats = &p->stats,
                                .digest = p->digest};
    if (!r->output) return desk_tell(d, bx_report_build_bytes(report, &options, d->diags, &p->pdf));
    bx_status status = below_output(d->voice, w->root, r->output, &path);
    if (!status) status = output_vet(d->voice, r->path ? r->path : "-", path, false);
    if (!status) status = desk_tell(d, bx_report_build_file(report, &options, path, d->diags));
    p->output = r->output;
    return status;
}

static bx_status serve(const worker *w, desk *d, const char *line, size_t length, request *r, product *p)
{
    bx_report *report = NULL;
    bx_status status = request_read(d->voice, line, length, r);
    if (!status) status = read_report(w, d, r, &report);
    if (!status) status = build(w, d, r, report, p);
    bx_report_free(report);
    return status;
}

/* ---- its answer ---- */

static void put_pdf(FILE *to, const bx_bytes *pdf)
{
    size_t length = BASE64_ENCODE_RAW_LENGTH(pdf->len);
    char *text = memory_new(length, 1);
    base64_encode_raw(text, pdf->len, (const uint8_t *)pdf->data);
    fputs(",\"pdf\":\"", to);
    fwrite(text, 1, length, to);
    fputc('"', to);
    memory_free(text);
}

static bx_status answer(voice *v, const request *r, bx_status served, const product *p, const char *list,
                        size_t list_length)
{
    printf("{\"id\":");
    request_put_id(r, stdout);
    printf(",\"status\":%d", served);
    if (!served)
        printf(",\"pages\":%u,\"bytes\":%zu,\"sha256\":\"%s\"", p->stats.pages, p->stats.bytes, p->digest);
    if (!served && p->output) {
        putchar(',');
        voice_member(stdout, "output", p->output);
    } else if (!served)
        put_pdf(stdout, &p->pdf);
    printf(",\"diagnostics\":[");
    fwrite(list, 1, list_length, stdout);
    printf("]}\n");
    return results_flush(v);
}

static bx_status complain_of_length(voice *v, size_t limit)
{
    return voice_complain(v, BX_BAD_USAGE, "request-large", NULL, "请求超过 %zu MiB。可用 --max-request 放宽",
                          "the request is larger than %zu MiB; --max-request allows more", limit >> 20);
}

/* Findings of a request go into its answer, and nothing to stderr. */
static bx_status handle(const worker *w, desk *d, line_kind kind, const char *line, size_t length)
{
    char *list;
    size_t list_length;
    voice *own = d->voice, v = {.lang = own->lang};
    request r = w->defaults;
    product p = {0};
    v.list = memory_stream(&list, &list_length);
    desk mine = *d;
    mine.voice = &v;
    bx_status served =
        kind == LINE_TOO_LONG ? complain_of_length(&v, w->limit) : serve(w, &mine, line, length, &r, &p);
    memory_stream_end(v.list, &list);
    bx_status status = answer(own, &r, served, &p, list, list_length);
    memory_stream_free(list);
    bx_bytes_free(&p.pdf);
    return status;
}

static bx_status run(const worker *w, desk *d)
{
    lines l = {0};
    l.bytes = memory_new(l.room = FIRST_ROOM, 1);
    for (size_t length;;) {
        line_kind kind = next_line(&l, w->limit, &length);
        if (kind == LINE_NONE) return BX_OK;
        if (kind == LINE_FAILED)
            return voice_complain(d->voice, BX_BAD_MACHINE, "file-read", "<stdin>", "读不出来：%s",
                                  "cannot be read: %s", voice_errno(d->voice, errno));
        const void *mark = memory_mark();
        bx_status status = handle(w, d, kind, l.bytes, length);
        memory_clear_to(mark);
        if (status) return status; /* nobody reads the answers */
    }
}

/* ---- the command ---- */

static void more(const voice *v)
{
    static const char *const text[] = {
        "\n请求（一行一个 JSON 对象）：\n"
        "  data 报告的数据（对象，或 YAML、JSON 的字符串），或 path 数据文件；output PDF 写到哪里，\n"
        "  不写就用 base64 放在回答的 pdf 里；id 原样带回；layout、pdfa、allow_unbalanced、attach_data\n"
        "  同 build。\n"
        "回答：id、status（同退出码）、pages、bytes、sha256、output 或 pdf、diagnostics。\n"
        "例：\n"
        "  echo '{\"id\": 1, \"path\": \"a.yaml\", \"output\": \"a.pdf\"}' | banxin worker --root .",
        "\nA request (one JSON object a line):\n"
        "  data: the report (an object, or a string of YAML or JSON), or path: a data file; output: where\n"
        "  the PDF goes, else it comes as base64 in the answer's pdf; id: comes back; layout, pdfa,\n"
        "  allow_unbalanced and attach_data as in build.\n"
        "An answer: id, status (as exit status), pages, bytes, sha256, output or pdf, diagnostics.\n"
        "Example:\n"
        "  echo '{\"id\": 1, \"path\": \"a.yaml\", \"output\": \"a.pdf\"}' | banxin worker --root ."};
    puts(voice_pick(v, text));
    desk_limits_help(v);
}

static bool read_options(voice *v, int argc, const char *const *argv, worker *w, bx_status *status)
{
    text_list none = {0};
    const option options[] = {
        option_text(0, "root", &w->root, "DIR", "只许读写这个文件夹里的文件（不写：一个也不许）",
                    "files in and below this folder may be used (else none)"),
        option_text(0, "max-request", &w->max_request, "MIB", "一个请求最多多少 MiB（默认 16）",
                    "the most MiB of a request (default 16)"),
        desk_option_layout(&w->desk),
        desk_option_font_dir(&w->desk),
        desk_option_no_system(&w->desk),
        desk_option_unbalanced(&w->defaults.allow_unbalanced),
        desk_option_limit(&w->desk),
        option_choice("pdfa", &w->defaults.pdfa, LEVEL_WORDS, "请求没有写的 PDF/A 级别，不写是 2a",
                      "the archival level where a request names none, 2a unless given"),
    };
    const usage u = {
        .synopsis = "banxin worker [--root DIR] < REQUESTS > ANSWERS",
        .about =
            {"从标准输入逐行读请求，向标准输出逐行写回答，次序相同。请求有错，回答说明，接着做下一个。",
             "Read requests from standard input, a line each, and answer them on standard output in the\n"
             "same order. What is wrong with a request stands in its answer, and the next is served."},
        .options = options,
        .option_count = sizeof options / sizeof *options,
        .more = more,
    };
    return options_read(v, &u, argc, argv, &none, status);
}

static bx_status settle(voice *v, worker *w)
{
    char real[PATH_MAX];
    unsigned mib = REQUEST_MIB;
    bx_status status = option_number(v, "max-request", w->max_request, REQUEST_MIB_MAX, &mib);
    if (status) return status;
    w->limit = (size_t)mib << 20;
    if (!w->root) return BX_OK;
    if (!realpath(w->root, real) || !file_is_folder(real))
        return voice_complain(v, BX_BAD_USAGE, "root-folder", w->root, "没有这个文件夹",
                              "there is no such folder");
    w->root = memory_text("%s", real);
    return BX_OK;
}

bx_status cmd_worker(voice *v, int argc, const char *const *argv)
{
    worker w = {.defaults.pdfa = LEVEL_UNSAID};
    desk d;
    bx_status status;
    if (!read_options(v, argc, argv, &w, &status)) return status;
    if ((status = settle(v, &w))) return status;
    w.epoch = desk_epoch();
    status = desk_open(&d, v, &w.desk);
    if (!status) status = run(&w, &d);
    desk_close(&d);
    return status;
}
