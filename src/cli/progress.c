/* A line that rewrites itself at most ten times a second. */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/timing.h"

static const double SHOW_EVERY_MS = 100;

void progress_begin(progress *p, const voice *v, size_t count)
{
    *p = (progress){.voice = v, .count = count, .begun = timing_clock()};
    p->is_live = !v->json && isatty(STDERR_FILENO);
}

void progress_hide(const progress *p)
{
    if (p->is_live) fputs("\r\033[K", stderr);
}

/* The rate is that of what was made: what was kept costs nearly nothing and would promise too much. */
void progress_show(progress *p)
{
    static const char *const forms[] = {"\r\033[K%zu/%zu  每秒 %.1f 份  还要 %ld:%02ld  失败 %zu",
                                        "\r\033[K%zu/%zu  %.1f a second  %ld:%02ld left  %zu failed"};
    double now = timing_clock(), seconds = (now - p->begun) / 1e3;
    size_t done = p->made + p->kept + p->failed, worked = p->made + p->failed;
    if (!p->is_live || now - p->shown < SHOW_EVERY_MS) return;
    p->shown = now;
    double rate = seconds > 0 ? (double)worked / seconds : 0;
    long left = rate > 0 ? (long)((double)(p->count - done) / rate) : 0;
    fprintf(stderr, voice_pick(p->voice, forms), done, p->count, rate, left / 60, left % 60, p->failed);
    fflush(stderr);
}

void progress_end(const progress *p)
{
    static const char *const forms[] = {
        "共 %zu 份：生成 %zu，已有 %zu，失败 %zu，未做 %zu；%.1f 秒，每秒 %.1f 份\n",
        "%zu reports: %zu made, %zu kept, %zu failed, %zu not begun; %.1f s, %.1f a second\n"};
    double seconds = (timing_clock() - p->begun) / 1e3;
    size_t done = p->made + p->kept + p->failed;
    if (p->voice->json) return;
    progress_hide(p);
    fprintf(stderr, voice_pick(p->voice, forms), p->count, p->made, p->kept, p->failed, p->count - done,
            seconds, seconds > 0 ? (double)(p->made + p->failed) / seconds : 0);
}
