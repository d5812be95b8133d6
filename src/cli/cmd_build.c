/* banxin build: reports in, one PDF each out. */
#include "cli/attach.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/exit.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/timing.h"

#define RECORD_START "{\n  \"banxin\": "
#define GEOMETRY_START "{\"unit\":\"mm\"," /* as the library's begin */

typedef struct build {
    desk_wish desk;
    const char *output, *geometry, *record, *like;
    input liked; /* the record of that name, read */
    int pdfa;    /* a bx_pdfa; LEVEL_UNSAID: the usual */
    bool force, allow_unbalanced, plain, timing, attach_data;
    text_list attach;
    attachments attached;
} build;

static const usage build_usage = {
    .synopsis = "banxin build FILE|- ... [-o OUT|-]",
    .about = {"检查报告（YAML 或 JSON）并排成 PDF。不写 -o 时，PDF 与 FILE 同名、在同一文件夹；\n"
              "FILE 为 - 时读标准输入、写标准输出。有错误就不生成，原有文件不动。",
              "Check a report (YAML or JSON) and typeset it as a PDF. Without -o the PDF stands beside FILE\n"
              "under its name; with - for FILE, from standard input to standard output. With an error\n"
              "nothing is made, and an older file stays as it is."},
    .operand = "FILE",
    .several = true,
    .more = desk_limits_help,
};

static bool build_options(voice *v, int argc, const char *const *argv, build *b, text_list *files,
                          bx_status *status)
{
    const option options[] = {
        option_text('o', "output", &b->output, "OUT|-", "写到哪里：文件、文件夹，或 - 表示标准输出",
                    "where to: a file, a folder, or - for standard output"),
        option_flag('f', "force", &b->force, "即使已有的文件不是 PDF 也覆盖",
                    "overwrite a file even if it is no PDF"),
        desk_option_layout(&b->desk),
        desk_option_font_dir(&b->desk),
        desk_option_no_system(&b->desk),
        desk_option_unbalanced(&b->allow_unbalanced),
        desk_option_limit(&b->desk),
        option_choice("pdfa", &b->pdfa, LEVEL_WORDS,
                      "PDF/A 归档级别，不写是 2a；1b 给旧的档案系统，none 不作归档声明",
                      "the archival level, 2a unless given; 1b is for old archives, none claims nothing"),
        option_flag(0, "attach-data", &b->attach_data,
                    "附上查过的数据（JSON）和各表（CSV）；级别为 3a，用 banxin extract 取出",
                    "attach the checked data as JSON and each table as CSV, at level 3a; see banxin extract"),
        option_list("attach", &b->attach, "FILE[,KEY=TEXT…]",
                    "附上一个文件（可写多次）；KEY 有 name type about relation date",
                    "attach a file (may be repeated); KEY is name, type, about, relation or date"),
        option_text(
            0, "geometry", &b->geometry, "FILE",
            "另写一个 JSON：署名、日期、印章位置和各表在第几页、多少毫米处，供电子签章等使用",
            "also write as JSON on which page and where in mm the name, the date, a seal and the tables "
            "stand"),
        option_text(
            0, "record", &b->record, "FILE",
            "另写一个 JSON：PDF 由什么做成，即软件、版式、程序库、字体的版本和数据的 SHA-256",
            "also write as JSON what the PDF was made with: the versions of program, layout, libraries and "
            "fonts, and the data's SHA-256"),
        option_text(0, "like", &b->like, "RECORD",
                    "只做与这个记录相同的 PDF；做不出来就逐项说明不同之处，不写文件",
                    "make the PDF of this record again, or tell what differs and write nothing"),
        option_flag(0, "plain", &b->plain, "PDF 内部不压缩，便于查看",
                    "write the PDF uncompressed, for reading its inside"),
        option_flag(0, "timing", &b->timing, "列出各步用时、页数、大小和内存峰值",
                    "tell time by stage, pages, size and peak memory"),
    };
    usage u = build_usage;
    u.options = options;
    u.option_count = sizeof options / sizeof *options;
    return options_read(v, &u, argc, argv, files, status);
}

/* A file goes through the library, which renames it into place; stdout gets its bytes when all is well. */
static bx_status write_pdf(desk *d, bx_report *report, const bx_build_options *options, const char *path)
{
    if (path) return desk_tell(d, bx_report_build_file(report, options, path, d->diags));
    bx_bytes pdf = {0};
    bx_status status = desk_tell(d, bx_report_build_bytes(report, options, d->diags, &pdf));
    if (!status) status = results_write(d->voice, pdf.data, pdf.len);
    bx_bytes_free(&pdf);
    return status;
}

/* What the library made besides the PDF, if it was asked to. */
static bx_status write_further(desk *d, bx_bytes *made, const char *path)
{
    if (!made->data) return BX_OK;
    bx_status status = desk_tell(d, bx_bytes_write(made, path, d->diags));
    bx_bytes_free(made);
    return status;
}

static bx_status build_one(desk *d, const build *b, const char *path, const char *to)
{
    bx_report *report;
    bx_status status = desk_read(d, path, b->allow_unbalanced, &report);
    if (status) return status;
    bx_stats stats = {0};
    bx_bytes geometry = {0}, record = {0};
    const bx_record like = {b->liked.bytes, b->liked.len, b->like};
    bx_build_options options = {.pdfa = (bx_pdfa)b->pdfa,
                                .attach_data = b->attach_data,
                                .attachments = b->attached.items,
                                .attachment_count = b->attached.count,
                                .epoch = desk_epoch(),
                                .plain = b->plain,
                                .stats = b->timing ? &stats : NULL,
                                .geometry = b->geometry ? &geometry : NULL,
                                .record = b->record ? &record : NULL,
                                .like = b->like ? &like : NULL};
    status = write_pdf(d, report, &options, to);
    bx_report_free(report);
    status = graver(status, write_further(d, &geometry, b->geometry));
    status = graver(status, write_further(d, &record, b->record));
    if (status) return status;
    if (to) voice_cheer(d->voice, " 已生成", " made", to);
    if (b->timing) timing_tell(d->voice, path, &stats);
    return BX_OK;
}

static bx_status settle_level(voice *v, build *b)
{
    bx_status status = attach_level(v, b->attach_data || b->attach.count, &b->pdfa);
    return status ? status : attachments_read(v, &b->attach, &b->attached);
}

static bx_status vet_further(voice *v, build *b, const text_list *files, text_list *outputs)
{
    bx_status status = output_vet_further(v, files, outputs, b->geometry, GEOMETRY_START, b->force);
    if (!status) status = output_vet_further(v, files, outputs, b->record, RECORD_START, b->force);
    if (status || !b->like) return status;
    if (files->count == 1 && !input_is_stdin(b->like)) return input_read(v, b->like, &b->liked);
    return voice_complain(v, BX_BAD_USAGE, "like-one", b->like, "--like 要写一个记录文件，只用于一份报告",
                          "--like needs the file of a record, and serves one report");
}

bx_status cmd_build(voice *v, int argc, const char *const *argv)
{
    build b = {.pdfa = LEVEL_UNSAID};
    text_list files = {0}, outputs = {0};
    desk d;
    bx_status status;
    if (!build_options(v, argc, argv, &b, &files, &status)) return status;
    status = graver(inputs_vet(v, &files), outputs_plan(v, &files, b.output, b.force, &outputs));
    status = graver(status, settle_level(v, &b));
    if (!status) status = vet_further(v, &b, &files, &outputs);
    if (status) return status;
    status = desk_open(&d, v, &b.desk);
    if (!status)
        for (size_t i = 0; i < files.count; i++)
            status = graver(status, build_one(&d, &b, files.items[i], outputs.items[i]));
    desk_close(&d);
    input_clear(&b.liked);
    if (b.timing) timing_sum(v);
    return status;
}
