/* What a program does with libbanxin: a report read into memory, its PDF made in memory, all that was found
 * told. Usage: example LAYOUTS FONTS_YAML FONTS REPORT OUT (a program that was installed with the library may
 * give bx_engine_new no options at all). */
#include <banxin/banxin.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    static char report[1 << 20], message[4096];
    FILE *in = argc == 6 ? fopen(argv[4], "rb") : NULL;
    if (!in) return BX_BAD_USAGE;
    size_t length = fread(report, 1, sizeof report, in);
    fclose(in);

    const char *const *layouts = (const char *const *)&argv[1], *const *fonts = (const char *const *)&argv[3];
    bx_engine_options options = {layouts, 1, argv[2], fonts, 1, 1};
    bx_diags *diags = bx_diags_new();
    bx_engine *engine = NULL;
    bx_report *document = NULL;
    bx_bytes pdf = {0};
    if (!diags) return BX_BAD_MACHINE;
    bx_status status = bx_engine_new(&options, diags, &engine);
    if (!status) status = bx_report_read(engine, report, length, argv[4], NULL, diags, &document);
    if (!status) status = bx_report_build_bytes(document, NULL, diags, &pdf);
    for (size_t i = 0; i < bx_diags_count(diags); i++) {
        bx_diag d = bx_diags_at(diags, i);
        bx_diags_text(diags, i, BX_EN, message, sizeof message);
        fprintf(stderr, "%s:%u:%u: %s [%s]\n", d.file, d.line, d.column, message, d.code);
    }
    FILE *out = status ? NULL : fopen(argv[5], "wb");
    if (out && (fwrite(pdf.data, 1, pdf.len, out) != pdf.len || fclose(out))) status = BX_BAD_MACHINE;
    bx_bytes_free(&pdf);
    if (document) bx_report_free(document);
    if (engine) bx_engine_free(engine);
    bx_diags_free(diags);
    return status;
}
