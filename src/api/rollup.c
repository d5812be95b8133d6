/* Sums of many reports, and two reports compared, for callers of the library. */
#include "report/rollup.h"

#include "api/api.h"
#include "base/mem.h"
#include "report/report_diff.h"

struct bx_rollup {
    rollup sum;
};

bx_status bx_rollup_new(bx_diags *diags, bx_rollup **out)
{
    *out = mem_new(1, sizeof **out);
    return *out ? BX_OK : diag_memory(diags);
}

void bx_rollup_free(bx_rollup *r)
{
    if (!r) return;
    arena_clear(&r->sum.arena);
    mem_free(r);
}

bx_status bx_rollup_add(bx_rollup *r, const bx_report *report, bx_diags *diags)
{
    bx_status status = rollup_add(&r->sum, report->report, str_of(report->hash), diags);
    diag_sort(diags);
    return status;
}

static bx_status hand_over(bx_buf *made, bx_status status, bx_diags *diags, bx_bytes *out)
{
    *out = (bx_bytes){0};
    if (status == BX_OK) return bytes_from(made, diags, out);
    buf_clear(made);
    return status;
}

bx_status bx_rollup_write(bx_rollup *r, const bx_rollup_options *options, bx_diags *diags, bx_bytes *yaml,
                          bx_bytes *record)
{
    bx_buf made = {0}, told = {0};
    rollup_wish wish = {.agency = str_trim(str_of(options->agency)),
                        .expected = {options->expected, options->expected_len},
                        .expected_name = options->expected_name ? options->expected_name : "-",
                        .allow_missing = options->allow_missing,
                        .allow_unbalanced = options->allow_unbalanced};
    bx_status status = rollup_write(&r->sum, &wish, diags, &made, &told);
    diag_sort(diags);
    status = hand_over(&made, status, diags, yaml);
    status = hand_over(&told, status, diags, record);
    if (status != BX_OK) bx_bytes_free(yaml);
    return status;
}

bx_status bx_report_diff(const bx_report *last, const bx_report *now, bx_diff_format format, bx_diags *diags,
                         bx_bytes *out)
{
    bx_buf made = {0};
    bx_status found = report_diff(last->report, now->report, format, diags, &made);
    diag_sort(diags);
    if (made.failed) found = diag_memory(diags);
    *out = (bx_bytes){0};
    if (found > BX_BAD_DATA || !made.len) {
        buf_clear(&made);
        return found;
    }
    bx_status status = bytes_from(&made, diags, out);
    return status == BX_OK ? found : status;
}
