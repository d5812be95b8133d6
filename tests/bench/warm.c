/* How fast one process makes one report again and again through the public API: `warm REPORT COUNT THREADS
 * FONTS_FILE FONT_DIR LAYOUT_DIR` prints milliseconds a report, the peak of memory in KiB after a tenth and
 * after all of the reports, and the bytes of one. All threads share one engine; every report must come out
 * the same. */
#include <banxin/banxin.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct work {
    bx_engine *engine;
    const char *text;
    size_t len;
    unsigned count;
    bx_bytes first; /* what the thread's first report was; the others are compared with it */
    int failed;
} work;

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Not getrusage's, which begins with what the program before the exec had. */
static long peak_kib(void)
{
    char line[256];
    long kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file) && sscanf(line, "VmHWM: %ld", &kib) != 1) continue;
    if (file) fclose(file);
    return kib;
}

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(1 << 20);
    if (!file || !text) exit(3);
    *len = fread(text, 1, 1 << 20, file);
    fclose(file);
    return text;
}

static int build_one(work *w, bx_diags *diags, bx_bytes *out)
{
    bx_report *report;
    bx_diags_reset(diags);
    if (bx_report_read(w->engine, w->text, w->len, "report", NULL, diags, &report) != BX_OK) return 1;
    bx_status status = bx_report_build_bytes(report, NULL, diags, out);
    bx_report_free(report);
    return status != BX_OK;
}

static void *build_all(void *arg)
{
    work *w = arg;
    bx_diags *diags = bx_diags_new();
    for (unsigned i = 0; i < w->count && !w->failed; i++) {
        bx_bytes made = {0};
        w->failed = build_one(w, diags, &made);
        if (i == 0) {
            w->first = made;
            continue;
        }
        w->failed |= made.len != w->first.len || memcmp(made.data, w->first.data, made.len) != 0;
        bx_bytes_free(&made);
    }
    bx_diags_free(diags);
    return NULL;
}

/* Milliseconds for count reports on so many threads; negative if one of them failed. */
static double run(const work *template, unsigned count, unsigned threads, size_t *bytes)
{
    work all[64];
    pthread_t ids[64];
    int failed = 0;
    double start = now_ms();
    for (unsigned i = 0; i < threads; i++) {
        all[i] = *template;
        all[i].count = count / threads;
        if (pthread_create(&ids[i], NULL, build_all, &all[i]) != 0) exit(3);
    }
    for (unsigned i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
        failed |= all[i].failed || all[i].first.len != all[0].first.len ||
                  memcmp(all[i].first.data, all[0].first.data, all[0].first.len) != 0;
    }
    double ms = now_ms() - start;
    *bytes = all[0].first.len;
    for (unsigned i = 0; i < threads; i++) bx_bytes_free(&all[i].first);
    return failed ? -1 : ms;
}

int main(int argc, char **argv)
{
    if (argc != 7) return 2;
    const char *fonts[] = {argv[5]}, *layouts[] = {argv[6]};
    bx_engine_options options = {.layout_dirs = layouts,
                                 .layout_dir_count = 1,
                                 .fonts_file = argv[4],
                                 .font_dirs = fonts,
                                 .font_dir_count = 1};
    unsigned count = (unsigned)atoi(argv[2]), threads = (unsigned)atoi(argv[3]);
    bx_diags *diags = bx_diags_new();
    work w = {0};
    if (!threads || threads > 64 || bx_engine_new(&options, diags, &w.engine) != BX_OK) return 3;
    w.text = read_file(argv[1], &w.len);
    size_t bytes;
    if (run(&w, count / 10 + threads, threads, &bytes) < 0) return 1;
    long early = peak_kib();
    double ms = run(&w, count, threads, &bytes);
    if (ms < 0) return 1;
    printf("%.3f %ld %ld %zu\n", ms / (count / threads * threads), early, peak_kib(), bytes);
    bx_engine_free(w.engine);
    bx_diags_free(diags);
    free((void *)w.text);
    return 0;
}
