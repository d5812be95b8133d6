/* Reading arguments by a table, and the help that the same table makes. */
#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/guess.h"
#include "cli/memory.h"
#include "cli/results.h"
#include "cli/display.h"

enum { COMMON = 4 };

/* One run over the arguments. */
typedef struct reading {
    voice *voice;
    const usage *usage;
    option common[COMMON];
    bool help, version;
    const char *const *argv;
    int argc, at;
    text_list *operands;
    bool wrong;
} reading;

void text_list_add(text_list *list, const char *text)
{
    list->items = memory_resize(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = text;
}

option option_flag(char letter, const char *name, bool *target, const char *zh, const char *en)
{
    return (option){.letter = letter, .name = name, .kind = OPTION_FLAG, .target = target, .help = {zh, en}};
}

option option_text(char letter, const char *name, const char **target, const char *value, const char *zh,
                   const char *en)
{
    return (option){letter, name, OPTION_TEXT, target, value, {zh, en}};
}

option option_list(const char *name, text_list *target, const char *value, const char *zh, const char *en)
{
    return (option){0, name, OPTION_LIST, target, value, {zh, en}};
}

option option_choice(const char *name, int *target, const char *value, const char *zh, const char *en)
{
    return (option){0, name, OPTION_CHOICE, target, value, {zh, en}};
}

static void common_fill(option *common, voice *v, bool *help, bool *version)
{
    common[0] = option_choice("lang", &v->lang, "zh|en", "提示用中文或英文（默认看 LANG）",
                              "language of messages (default: by LANG)");
    common[1] = option_choice("diagnostics", &v->json, "text|json", "问题清单的格式：文字，或每行一个 JSON",
                              "findings as text or as JSON lines");
    common[2] = option_flag('h', "help", help, "显示本说明", "show this help");
    common[3] = option_flag(0, "version", version, "显示版本", "show the version");
}

/* The options of a usage and the common ones behind them, counted through; NULL behind the last. */
static const option *option_at(const usage *u, const option *common, size_t i)
{
    if (i < u->option_count) return &u->options[i];
    return i < u->option_count + COMMON ? &common[i - u->option_count] : NULL;
}

static const option *option_find(const reading *r, const char *name, size_t length)
{
    const option *o;
    for (size_t i = 0; (o = option_at(r->usage, r->common, i)); i++)
        if (strlen(o->name) == length && !strncmp(o->name, name, length)) return o;
    return NULL;
}

static const option *option_by_letter(const reading *r, char letter)
{
    const option *o;
    for (size_t i = 0; (o = option_at(r->usage, r->common, i)); i++)
        if (o->letter == letter) return o;
    return NULL;
}

static void refuse_unknown(reading *r, const char *typed, const char *name)
{
    r->wrong = true;
    guess g = guess_begin(name);
    const option *o;
    for (size_t i = 0; (o = option_at(r->usage, r->common, i)); i++) guess_offer(&g, o->name);
    if (g.best)
        voice_complain(r->voice, BX_BAD_USAGE, "option-unknown", NULL, "没有 %s 这个选项，您要的是 --%s 吗？",
                       "there is no option %s; did you mean --%s?", typed, g.best);
    else
        voice_complain(r->voice, BX_BAD_USAGE, "option-unknown", NULL,
                       "没有 %s 这个选项。加 --help 可看全部选项",
                       "there is no option %s; --help lists them all", typed);
}

int choice_find(const char *words, const char *word, size_t length)
{
    for (int place = 0; words; place++) {
        size_t end = strcspn(words, "|");
        if (end == length && !strncmp(words, word, length)) return place;
        words = words[end] ? words + end + 1 : NULL;
    }
    return -1;
}

bx_status option_number(voice *v, const char *name, const char *text, unsigned most, unsigned *out)
{
    char *end;
    if (!text) return BX_OK;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (*end || errno || number < 1 || number > (long)most)
        return voice_complain(v, BX_BAD_USAGE, "option-value", NULL, "--%s 应是 1 到 %u 的整数，现在是“%s”",
                              "--%s must be a whole number from 1 to %u, not '%s'", name, most, text);
    *out = (unsigned)number;
    return BX_OK;
}

static void choose(reading *r, const option *o, const char *value)
{
    int place = choice_find(o->value, value, strlen(value));
    if (place >= 0) {
        *(int *)o->target = place;
        return;
    }
    r->wrong = true;
    voice_complain(r->voice, BX_BAD_USAGE, "option-value", NULL, "--%s 不能是“%s”，只能是 %s 之一",
                   "--%s cannot be '%s', only one of %s", o->name, value, o->value);
}

static void option_set(reading *r, const option *o, const char *value)
{
    if (o->kind == OPTION_TEXT)
        *(const char **)o->target = value;
    else if (o->kind == OPTION_LIST)
        text_list_add(o->target, value);
    else
        choose(r, o, value);
}

static void flag_take(reading *r, const option *o, const char *attached)
{
    if (!attached) {
        *(bool *)o->target = true;
        return;
    }
    r->wrong = true;
    voice_complain(r->voice, BX_BAD_USAGE, "option-value", NULL, "--%s 后面不带内容，现在是“%s”",
                   "--%s takes no value, but has '%s'", o->name, attached);
}

/* Give an option its value: the one attached (NULL: none), else the next argument. */
static void option_take(reading *r, const option *o, const char *attached)
{
    if (o->kind == OPTION_FLAG) {
        flag_take(r, o, attached);
        return;
    }
    if (!attached && r->at + 1 < r->argc) attached = r->argv[++r->at];
    if (!attached || !*attached) {
        r->wrong = true;
        voice_complain(r->voice, BX_BAD_USAGE, "option-value", NULL, "--%s 后面少了 %s", "--%s lacks its %s",
                       o->name, o->value);
        return;
    }
    option_set(r, o, attached);
}

static void read_long(reading *r, const char *typed)
{
    const char *name = typed + 2;
    size_t length = strcspn(name, "=");
    const option *o = option_find(r, name, length);
    const char *bare = memory_text("%.*s", (int)length, name);
    if (o)
        option_take(r, o, name[length] ? name + length + 1 : NULL);
    else
        refuse_unknown(r, memory_text("--%s", bare), bare);
}

/* -o OUT, -oOUT, and flags in one word (-ab). */
static void read_letters(reading *r, const char *typed)
{
    for (const char *letter = typed + 1; *letter; letter++) {
        const option *o = option_by_letter(r, *letter);
        if (!o) {
            refuse_unknown(r, typed, typed + 1);
            return;
        }
        if (o->kind != OPTION_FLAG) {
            option_take(r, o, letter[1] ? letter + 1 : NULL);
            return;
        }
        option_take(r, o, NULL);
    }
}

static void read_all(reading *r)
{
    bool options = true;
    for (r->at = 1; r->at < r->argc; r->at++) {
        const char *word = r->argv[r->at];
        if (options && !strcmp(word, "--"))
            options = false;
        else if (!options || word[0] != '-' || !word[1]) {
            text_list_add(r->operands, word);
            options = options && !r->usage->leading;
        } else if (word[1] == '-')
            read_long(r, word);
        else
            read_letters(r, word);
    }
}

static void count_operands(reading *r)
{
    const usage *u = r->usage;
    size_t count = r->operands->count, most = u->several ? (size_t)-1 : u->operand ? 1 : 0;
    if (u->leading) return;
    if (u->operand && !count) {
        r->wrong = true;
        voice_complain(r->voice, BX_BAD_USAGE, "operand-missing", NULL, "少了 %s。用法：%s",
                       "%s is missing. Usage: %s", u->operand, u->synopsis);
    }
    if (count > most) {
        r->wrong = true;
        voice_complain(r->voice, BX_BAD_USAGE, "operand-extra", NULL, "多出了“%s”。用法：%s",
                       "'%s' is one too many. Usage: %s", r->operands->items[most], u->synopsis);
    }
}

bool options_read(voice *v, const usage *u, int argc, const char *const *argv, text_list *operands,
                  bx_status *status)
{
    reading r = {.voice = v, .usage = u, .argv = argv, .argc = argc, .operands = operands};
    common_fill(r.common, v, &r.help, &r.version);
    read_all(&r);
    *status = BX_OK;
    if (r.help || r.version) {
        if (r.help)
            options_help(v, u);
        else
            printf("banxin %s\n", BX_VERSION);
        *status = results_flush(v);
        return false;
    }
    count_operands(&r);
    if (r.wrong) *status = BX_BAD_USAGE;
    return !r.wrong;
}

static char *option_title(const option *o)
{
    const char *letter = o->letter ? memory_text("-%c, ", o->letter) : "    ";
    return memory_text("%s--%s%s%s", letter, o->name, o->value ? " " : "", o->value ? o->value : "");
}

void options_help(const voice *v, const usage *u)
{
    option common[COMMON];
    voice unused = *v;
    bool help, version;
    common_fill(common, &unused, &help, &version);
    size_t width = 0;
    const option *o;
    for (size_t i = 0; (o = option_at(u, common, i)); i++) {
        size_t columns = display_columns(option_title(o));
        if (columns > width) width = columns;
    }
    printf("%s%s\n\n%s\n\n%s\n", voice_pick(v, (const char *const[2]){"用法：", "Usage: "}), u->synopsis,
           voice_pick(v, u->about), voice_pick(v, (const char *const[2]){"选项：", "Options:"}));
    for (size_t i = 0; (o = option_at(u, common, i)); i++)
        printf("  %-*s  %s\n", (int)width, option_title(o), voice_pick(v, o->help));
    if (u->more) u->more(v);
}
