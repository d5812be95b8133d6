/* banxin: the command. A table of commands, what stands before a command's name, and the end of the process:
 * every other file of this room answers a status and comes back here. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/exit.h"
#include "cli/guess.h"
#include "cli/memory.h"
#include "cli/options.h"
#include "cli/results.h"
#include "cli/timing.h"

typedef struct command {
    const char *name;
    bx_status (*run)(voice *v, int argc, const char *const *argv);
    const char *sentence[2];
} command;

static const command commands[] = {
    {"build", cmd_build, {"检查报告并排成 PDF", "check a report and typeset it as a PDF"}},
    {"batch", cmd_batch, {"成批排版，可以中断后接着做", "build many reports, resumable"}},
    {"worker",
     cmd_worker,
     {"按行读请求、按行回答，供其他引擎驱动", "a request a line in, an answer a line out"}},
    {"check", cmd_check, {"只检查，列出所有问题", "check only, and list every finding"}},
    {"new", cmd_new, {"打印一个版式的空白报告，带说明", "print a layout's blank report, explained"}},
    {"layouts", cmd_layouts, {"列出有哪些版式", "list the layouts"}},
    {"fonts", cmd_fonts, {"列出每个字体角色用的字体", "list the font that fills each role"}},
    {"extract", cmd_extract, {"取出 PDF 里带的数据和文件", "take out the data and files a PDF carries"}},
    {"verify", cmd_verify, {"核对 PDF 与它带的数据是否一致", "verify a PDF against the data it carries"}},
    {"rollup", cmd_rollup, {"把各单位的报告汇总成一份", "roll the reports of offices up into one"}},
    {"diff", cmd_diff, {"比较两年的报告，核对跨年衔接", "compare the reports of two years"}},
    {"dump", cmd_dump, {"打印中间结果，供排错", "print what a stage makes, for finding faults"}},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void commands_print(const voice *v)
{
    printf("\n%s\n", voice_pick(v, (const char *const[2]){"命令：", "Commands:"}));
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-8s  %s\n", commands[i].name, voice_pick(v, commands[i].sentence));
    printf(
        "\n%s\n",
        voice_pick(v, (const char *const[2]){
                          "各命令的说明：banxin COMMAND --help\n"
                          "退出码：0 完成，1 数据有错，2 用法有错，3 机器的问题（字体、文件、磁盘、权限），\n"
                          "4 版心自身的错误",
                          "Help of a command: banxin COMMAND --help\n"
                          "Exit status: 0 done, 1 the data is at fault, 2 usage, 3 the machine is (fonts,\n"
                          "files, disk, permissions), 4 a fault of Banxin itself"}));
}

static const usage whole = {
    .synopsis = "banxin COMMAND ...",
    .about = {"版心：把报告数据排成合乎标准的公文 PDF。",
              "Banxin: report data in, the official Chinese PDF out."},
    .more = commands_print,
    .leading = true,
};

static const command *command_find(voice *v, const char *name)
{
    guess g = guess_begin(name);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (!strcmp(name, commands[i].name)) return &commands[i];
        guess_offer(&g, commands[i].name);
    }
    if (g.best)
        voice_complain(v, BX_BAD_USAGE, "command-unknown", NULL, "没有 %s 这个命令，您要的是 %s 吗？",
                       "there is no command %s; did you mean %s?", name, g.best);
    else
        voice_complain(v, BX_BAD_USAGE, "command-unknown", NULL,
                       "没有 %s 这个命令。banxin --help 可看全部命令",
                       "there is no command %s; banxin --help lists them all", name);
    return NULL;
}

/* `banxin help build` is `banxin build --help`. */
static bx_status run_words(voice *v, text_list words)
{
    static const char *const help[] = {"help", "--help"};
    bool asks_help = !strcmp(words.items[0], help[0]);
    if (asks_help && words.count == 1) {
        options_help(v, &whole);
        return results_flush(v);
    }
    const command *c = command_find(v, words.items[asks_help]);
    if (!c) return BX_BAD_USAGE;
    return asks_help ? c->run(v, 2, help) : c->run(v, (int)words.count, words.items);
}

static bx_status run(voice *v, int argc, const char *const *argv)
{
    text_list words = {0};
    bx_status status;
    if (!options_read(v, &whole, argc, argv, &words, &status)) return status;
    if (words.count) return run_words(v, words);
    return voice_complain(
        v, BX_BAD_USAGE, "command-missing", NULL,
        "要写一个命令，例如 banxin build 年报.yaml。banxin --help 可看全部命令",
        "a command is wanted, for instance banxin build report.yaml; banxin --help lists them all");
}

/* If the caller closed one of the three, a file opened later would take its number and receive what was meant
 * for the terminal. Opened for the wrong direction, so that using it is still an error. */
static void streams_hold(void)
{
    static const int flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", flags[fd]) < 0) _exit(EXIT_MACHINE);
}

int main(int argc, char **argv)
{
    voice v;
    timing_begin();
    streams_hold();
    signal(SIGPIPE, SIG_IGN); /* a reader that has gone is an error with a message, not a silent death */
    signal(SIGXFSZ, SIG_IGN); /* and so is a file that outgrows the limit */
    setvbuf(stderr, NULL, _IOLBF, 0);
    voice_init(&v, argc, (const char *const *)argv);
    bx_status status = run(&v, argc, (const char *const *)argv);
    status = graver(status, results_flush(&v));
    if (status != BX_BAD_USAGE) voice_sum(&v);
    memory_clear();
    return (int)status;
}
