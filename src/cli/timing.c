/* Times and memory as a table of numbers first, so that it lines up in both languages. */
#include "cli/timing.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double begun;

double timing_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void timing_begin(void)
{
    begun = timing_clock();
}

static double ms_of(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* The most memory this program held. getrusage would also count what the process held before it became
 * banxin: a large program that starts us would be measured with us. */
static long peak_kib(const struct rusage *used)
{
    char line[128];
    long kib = used->ru_maxrss;
    FILE *status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %ld kB", &kib) == 1) break;
    if (status) fclose(status);
    return kib;
}

static void row(const voice *v, double value, int decimals, const char *unit, const char *const name[2])
{
    fprintf(stderr, "%10.*f %-3s  %s\n", decimals, value, unit, voice_pick(v, name));
}

static void tell_json(const char *name, const bx_stats *s)
{
    fputc('{', stderr);
    voice_member(stderr, "timing", name);
    fprintf(stderr, ",\"read_ms\":%.3f,\"layout_ms\":%.3f,\"fonts_ms\":%.3f,\"set_ms\":%.3f,\"pdf_ms\":%.3f",
            s->read_ms, s->layout_ms, s->fonts_ms, s->set_ms, s->pdf_ms);
    fprintf(stderr, ",\"pages\":%u,\"bytes\":%zu,\"arena_bytes\":%zu", s->pages, s->bytes, s->arena_peak);
    fprintf(stderr, ",\"blank_mm\":%.3f,\"blank_most_mm\":%.3f,\"blank_page\":%u}\n", s->blank_mm,
            s->blank_most_mm, s->blank_page);
}

void timing_tell(const voice *v, const char *name, const bx_stats *s)
{
    if (v->json) {
        tell_json(name, s);
        return;
    }
    const struct {
        double value;
        int decimals;
        const char *unit, *name[2];
    } rows[] = {
        {s->read_ms, 2, "ms", {"读数据、查规则", "reading and checking the data"}},
        {s->layout_ms, 2, "ms", {"读版式", "reading the layout"}},
        {s->fonts_ms, 2, "ms", {"找字体、开字体", "finding and opening fonts"}},
        {s->set_ms, 2, "ms", {"排版", "typesetting"}},
        {s->pdf_ms, 2, "ms", {"写 PDF", "writing the PDF"}},
        {s->pages, 0, "", {"页", "pages"}},
        {(double)s->bytes, 0, "B", {"PDF 大小", "size of the PDF"}},
        {(double)s->arena_peak / 1024, 0, "KiB", {"这份报告自己的内存", "the document's own memory"}},
        {s->blank_mm,
         1,
         "mm",
         {"各页页脚因不拆开而留的空白", "left white at page feet to keep things together"}},
        {s->blank_most_mm, 1, "mm", {"其中最多的一页", "of it on the page with most"}},
    };
    fprintf(stderr, "%s\n", name);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        row(v, rows[i].value, rows[i].decimals, rows[i].unit, rows[i].name);
}

void timing_sum(const voice *v)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double wall = timing_clock() - begun, cpu = ms_of(used.ru_utime) + ms_of(used.ru_stime);
    long kib = peak_kib(&used);
    if (v->json) {
        fprintf(stderr, "{\"timing\":\"\",\"wall_ms\":%.3f,\"cpu_ms\":%.3f,\"peak_kib\":%ld}\n", wall, cpu,
                kib);
        return;
    }
    fprintf(stderr, "%s\n", voice_pick(v, (const char *const[2]){"整个进程", "whole process"}));
    row(v, wall, 2, "ms", (const char *const[2]){"全程", "in all"});
    row(v, cpu, 2, "ms",
        (const char *const[2]){"处理器时间（含装入程序库）",
                               "processor time, loading of libraries included"});
    row(v, (double)kib / 1024, 1, "MiB", (const char *const[2]){"内存峰值", "peak memory"});
}
