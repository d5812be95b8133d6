/* banxin verify: does a PDF still say what the data that it carries says? */
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/extract.h"
#include "cli/input.h"

static bx_status verify_one(desk *d, const char *path, const void *with)
{
    (void)with;
    input in;
    bx_status status = input_read(d->voice, path, &in);
    if (status) return status;
    status = desk_tell(d, bx_pdf_verify(d->engine, in.bytes, in.len, in.name, d->diags));
    input_clear(&in);
    return status;
}

bx_status cmd_verify(voice *v, int argc, const char *const *argv)
{
    desk_wish wish = {0};
    const option options[] = {desk_option_layout(&wish)};
    const usage u = {
        .synopsis = "banxin verify REPORT.pdf ...",
        .about =
            {"核对 PDF（build --attach-data "
             "生成的）：之后没有追加内容，字节与校验值一致，附带的数据与元数据\n"
             "所记的 SHA-256 一致、通过版式的规则，页面上的文字与数据逐字一致。每项一行，全部符合时退出码\n"
             "为 0，有一项不符或没有附带数据时为 1。页码、续页上重复的表头和图片不比较；字形画得是否像那\n"
             "个字，要人看。",
             "Verify a PDF (by build --attach-data): nothing was appended, its bytes are as they were\n"
             "made, the data it carries has the SHA-256 of its metadata and passes its layout's rules, and\n"
             "the pages' text is the data's. One line a check; status 0 if all hold, 1 if one does not or\n"
             "there is no data. Page numbers, repeated heads and pictures are not compared, and whether\n"
             "glyphs look like their characters is for people to see."},
        .options = options,
        .option_count = sizeof options / sizeof *options,
        .operand = "REPORT.pdf",
        .several = true,
    };
    text_list files = {0};
    bx_status status;
    if (!options_read(v, &u, argc, argv, &files, &status)) return status;
    extract_bound_memory();
    return desk_each(v, &wish, &files, verify_one, NULL);
}
