/* banxin batch: many reports into one folder, in threads, resumable. */
#include <errno.h>
#include <sched.h>
#include <signal.h>

#include "cli/attach.h"
#include "cli/batch.h"
#include "cli/command.h"
#include "cli/exit.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/naming.h"
#include "cli/results.h"

typedef struct wish {
    desk_wish desk;
    const char *folder, *threads, *name, *results;
    int pdfa;
    bool resume, allow_unbalanced, attach_data;
    text_list attach;
    attachments attached;
} wish;

static const usage batch_usage = {
    .synopsis = "banxin batch PATH|LIST|- ... -o DIR",
    .about =
        {"把许多报告排成 PDF，放进 DIR。PATH 是报告，或文件夹（其中各层的 .yaml、.yml、.json）；\n"
         "LIST 是清单文件，每行一个 PATH，- 是从标准输入读清单。有错的一份不生成，其余照做。\n"
         "随时可以中断（Ctrl-C 做完手上的几份），再加 --resume 接着做。",
         "Typeset many reports as PDFs in DIR. PATH is a report, or a folder (all .yaml, .yml and .json\n"
         "in and below it); LIST is a file with a PATH a line, - reads that from standard input. A report\n"
         "with errors is not made, the others are. It may be stopped at any time (Ctrl-C finishes those\n"
         "in hand); --resume goes on."},
    .operand = "PATH",
    .several = true,
    .more = desk_limits_help,
};

static bool read_options(voice *v, int argc, const char *const *argv, wish *w, text_list *paths,
                         bx_status *status)
{
    const option options[] = {
        option_text('o', "output", &w->folder, "DIR", "放 PDF 的文件夹，没有就建立",
                    "the folder of the PDFs"),
        option_text('j', "threads", &w->threads, "N", "几份同时做（默认：处理器的个数）",
                    "how many at a time (default: the processors there are)"),
        option_text(0, "name", &w->name, "PATTERN", "PDF 的名称由数据定，如 '{year}-{agency}.pdf'",
                    "names by the data, for instance '{year}-{agency}.pdf'"),
        option_text(0, "results", &w->results, "FILE|-",
                    "每份一行 JSON：输入、输出、页数、大小、SHA-256、用时、问题",
                    "a JSON line each: input, output, pages, bytes, sha256, ms, diagnostics"),
        option_flag(0, "resume", &w->resume, "同样的数据、版式、字体已经做好的，不再做",
                    "skip what is made already from the same data, layout and fonts"),
        desk_option_layout(&w->desk),
        desk_option_font_dir(&w->desk),
        desk_option_no_system(&w->desk),
        desk_option_unbalanced(&w->allow_unbalanced),
        desk_option_limit(&w->desk),
        option_choice("pdfa", &w->pdfa, LEVEL_WORDS, "PDF/A 归档级别，不写是 2a",
                      "the archival level, 2a unless given"),
        option_flag(0, "attach-data", &w->attach_data, "附上查过的数据（JSON）和各表（CSV）；级别为 3a",
                    "attach the checked data as JSON and each table as CSV, at level 3a"),
        option_list("attach", &w->attach, "FILE[,KEY=TEXT…]", "每份都附上这个文件，写法同 build",
                    "attach a file to each, as build does"),
    };
    usage u = batch_usage;
    u.options = options;
    u.option_count = sizeof options / sizeof *options;
    return options_read(v, &u, argc, argv, paths, status);
}

static bx_status read_threads(voice *v, const char *text, unsigned *out)
{
    cpu_set_t set;
    *out = sched_getaffinity(0, sizeof set, &set) ? 1 : (unsigned)CPU_COUNT(&set);
    if (*out > THREADS_MAX) *out = THREADS_MAX;
    return option_number(v, "threads", text, THREADS_MAX, out);
}

/* ---- being told to stop ---- */

static atomic_int stopped_by; /* the signal's number; 0: none came */

static void stop(int number)
{
    atomic_store(&stopped_by, number);
}

/* The second of a kind ends the process at once. */
static void listen_to_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction old;
        if (!sigaction(numbers[i], NULL, &old) && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

/* Whoever started us learns that we were stopped, as of any program. */
static void die_as_told(voice *v)
{
    int number = atomic_load(&stopped_by);
    if (!number) return;
    results_flush(v);
    voice_sum(v);
    signal(number, SIG_DFL);
    raise(number);
}

/* ---- the batch ---- */

static bx_status plan(voice *v, wish *w, const text_list *paths, const bx_limits *limits, batch *b)
{
    bx_status status = graver(read_threads(v, w->threads, &b->threads), naming_vet(v, w->name));
    status = graver(status, attach_level(v, w->attach_data || w->attach.count, &w->pdfa));
    if (!w->folder)
        status = voice_complain(v, BX_BAD_USAGE, "output-missing", NULL, "要用 -o 写明放 PDF 的文件夹",
                                "-o must name the folder of the PDFs");
    if (!status) status = attachments_read(v, &w->attach, &w->attached);
    if (!status) status = gather(v, paths, &b->reports);
    if (status) return status;
    b->options.pdfa = (bx_pdfa)w->pdfa;
    b->options.attach_data = w->attach_data;
    b->options.attachments = w->attached.items;
    b->options.attachment_count = w->attached.count;
    b->names = memory_new(b->reports.count + 1, sizeof *b->names);
    return naming_plan(v, &b->reports, w->name, limits, b->names);
}

static bx_status open_results(voice *v, const char *path, FILE **out)
{
    *out = !path ? NULL : input_is_stdin(path) ? stdout : fopen(path, "we");
    if (!path || *out) return BX_OK;
    return voice_unwritten(v, path, errno);
}

static bx_status run(voice *v, const wish *w, desk *d, batch *b)
{
    bx_status status = made_open(v, w->folder, w->resume, &b->made);
    if (!status) status = open_results(v, w->results, &b->results);
    listen_to_signals();
    if (!status) status = batch_run(v, d, b);
    if (b->results && b->results != stdout && fclose(b->results))
        status = graver(status, voice_unwritten(v, w->results, errno));
    return graver(status, made_close(&b->made, v));
}

bx_status cmd_batch(voice *v, int argc, const char *const *argv)
{
    wish w = {.pdfa = LEVEL_UNSAID};
    text_list paths = {0};
    bx_status status;
    if (!read_options(v, argc, argv, &w, &paths, &status)) return status;
    batch b = {.pattern = w.name,
               .options = {.epoch = desk_epoch()},
               .allow_unbalanced = w.allow_unbalanced,
               .stop = &stopped_by,
               .made = {.lines = -1}};
    desk d;
    status = desk_open(&d, v, &w.desk);
    if (!status) status = plan(v, &w, &paths, &d.limits, &b);
    if (!status) status = run(v, &w, &d, &b);
    desk_close(&d);
    die_as_told(v);
    return status;
}
