/* Words of other languages, told by their script: what is written in it, with the signs and digits between
 * its words. */
#include "text/stretches.h"

#include <hb.h>

#include "base/utf8.h"

/* Abbreviations and units are Chinese texts' own: Latin words are told by a long one, or by two. */
enum { LATIN_LONG = 4, LATIN_SHORT = 3, OTHER_LETTERS = 2 };

/* Words of one language while they are read. */
typedef struct word_run {
    const text_rules *rules;
    bx_arena *arena;
    text_stretches *out;
    const script_language *language; /* NULL: none */
    size_t from, to;                 /* first letter, behind the last one */
    size_t letters, word, words; /* of all; of the word that is read; Latin words that are no abbreviation */
    bool has_small, has_long;    /* that word has small letters; some word is a long one */
} word_run;

static void end_word(word_run *run)
{
    bool is_word = run->has_small && run->word >= LATIN_SHORT;
    run->words += is_word;
    run->has_long |= is_word && run->word >= LATIN_LONG;
    run->word = 0;
    run->has_small = false;
}

static bool end_run(word_run *run)
{
    end_word(run);
    bool is_latin = run->language && run->language->script == HB_SCRIPT_LATIN;
    bool is_any = is_latin ? run->has_long || run->words > 1 : run->language && run->letters >= OTHER_LETTERS;
    text_stretch *found = is_any ? vec_push(run->arena, &run->out->list) : NULL;
    if (found) *found = (text_stretch){run->from, run->to, run->language->lang, {0}};
    *run = (word_run){.rules = run->rules, .arena = run->arena, .out = run->out};
    return !is_any || found;
}

static const script_language *language_of(const text_rules *rules, hb_script_t script)
{
    for (size_t i = 0; i < rules->language_count; i++)
        if (rules->languages[i].script == script && rules->languages[i].lang.len) return &rules->languages[i];
    return NULL;
}

static hb_script_t script_of(uint32_t code)
{
    if (code < 0x80) {
        bool is_letter = (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
        return is_letter ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    }
    if ((code >= 0x2100 && code <= 0x218F) || code >= 0xFF00) return HB_SCRIPT_COMMON; /* ℃ Ⅲ Ａ are signs */
    if (code == 0x30FC) return HB_SCRIPT_KATAKANA; /* ー is shared by both kana */
    return hb_unicode_script(hb_unicode_funcs_get_default(), code);
}

/* Marks of a Chinese sentence, and full-width forms. */
static bool is_chinese_mark(uint32_t code)
{
    return code == '\n' || (code >= 0x3000 && code <= 0x303F) || (code >= 0xFF00 && code <= 0xFFEF);
}

static bool read_letter(word_run *run, hb_script_t script, uint32_t code, size_t from, size_t to)
{
    const script_language *language = language_of(run->rules, script);
    bool goes_on = language && run->language && str_is_equal(language->lang, run->language->lang);
    if (!goes_on && !end_run(run)) return false;
    if (!language) return true;
    if (!goes_on) run->language = language, run->from = from;
    run->to = to;
    run->letters++;
    run->word++;
    run->has_small |= code >= 'a' && (code <= 'z' || code >= 0x80);
    return true;
}

static bool find_words(word_run *run, bx_str text, size_t from, size_t end)
{
    for (size_t at = from; at < end;) {
        size_t start = at;
        uint32_t code = utf8_next(text, &at);
        hb_script_t script = script_of(code);
        bool is_shared = script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED;
        if (!is_shared && !read_letter(run, script, code, start, at)) return false;
        if (script == HB_SCRIPT_INHERITED && run->to == start) run->to = at; /* a mark over its letter */
        if (script == HB_SCRIPT_COMMON) end_word(run);
        if (is_chinese_mark(code) && is_shared && !end_run(run)) return false;
    }
    return end_run(run);
}

bool text_find_stretches(const text_rules *rules, bx_str text, bx_arena *arena, text_stretches *out)
{
    word_run run = {.rules = rules, .arena = arena, .out = out};
    text_stretch address = {0};
    for (size_t at = 0; at < text.len; at = address.to) {
        bool is_found = rules->links && text_find_address(text, at, &address);
        if (!is_found) address.from = address.to = text.len;
        if (!find_words(&run, text, at, address.from)) return false;
        text_stretch *kept = is_found ? vec_push(arena, &out->list) : NULL;
        if (is_found && !kept) return false;
        if (kept) *kept = address;
    }
    return true;
}
