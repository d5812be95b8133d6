/* Characters with their class, direction and script: what shaping needs to know of each. */
#include <fribidi.h>

#include "base/utf8.h"
#include "text/scratch.h"

bool code_is_ignorable(uint32_t code)
{
    return code == 0x00AD || code == 0x034F || (code >= 0x180B && code <= 0x180F) ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF ||
           (code >= 0xE0000 && code <= 0xE0FFF);
}

bool code_is_letter(uint32_t code)
{
    if (code < 0x80) return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
    hb_unicode_general_category_t category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
    return category >= HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER &&
           category <= HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER; /* as HarfBuzz counts them */
}

/* Combining marks, variation selectors, joiners and modifiers stay with what they follow. */
static bool joins_before(uint32_t code)
{
    if (code < 0x300 || (code >= 0x3400 && code < 0xA000)) return code == 0x00AD;
    if (code_is_ignorable(code) || (code >= 0x1F3FB && code <= 0x1F3FF)) return true;
    hb_unicode_general_category_t category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

static bool is_right_to_left(uint32_t code)
{
    return (code >= 0x0590 && code <= 0x08FF) || (code >= 0xFB1D && code <= 0xFDFF) ||
           (code >= 0xFE70 && code <= 0xFEFC) || (code >= 0x10800 && code <= 0x10FFF) ||
           (code >= 0x1E800 && code <= 0x1EFFF);
}

/* What is shown for a character: white space as a space, other codes of 间隔号 and 分隔号 as these (CLREQ),
 * and where the layout asks, full-width letters and digits as the usual ones. */
static uint32_t code_shown(const text_rules *rules, uint32_t code)
{
    if (code == '\t' || code == '\r') return ' ';
    if (code == 0x2027 || code == 0x30FB) return 0xB7;
    if (code == 0xFF0F) return '/';
    bool is_full_width = (code >= 0xFF10 && code <= 0xFF19) || (code >= 0xFF21 && code <= 0xFF3A) ||
                         (code >= 0xFF41 && code <= 0xFF5A);
    return is_full_width && rules->narrows_full_width ? code - 0xFF00 + 0x20 : code;
}

static hb_script_t script_of(char_class class, uint32_t code)
{
    if (class != CLASS_LATIN || (code >= '!' && code <= '@')) return HB_SCRIPT_COMMON;
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code);
    bool is_shared = script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_HAN;
    return is_shared ? HB_SCRIPT_COMMON : script;
}

static bool is_white(uint32_t code)
{
    return code == ' ' || code == 0x3000 || code == '\n';
}

typedef struct letter_list {
    text_letter *letters;
    size_t count;
    bool has_right_to_left;
} letter_list;

static void add_letter(letter_list *list, const text_rules *rules, text_letter new, uint32_t code)
{
    text_letter *l = &list->letters[list->count], *before = list->count ? l - 1 : NULL;
    *l = new;
    l->code = code_shown(rules, code);
    bool is_joined = before && before->code != '\n' && joins_before(code);
    if (is_joined && before->class == CLASS_SPACE) before->class = CLASS_LATIN; /* it shows a mark */
    l->is_joined = is_joined;
    l->class = is_joined ? before->class : class_of(rules, l->code);
    l->script = is_joined ? before->script : script_of(l->class, l->code);
    if (is_joined) l->span = before->span; /* a cluster is of one face */
    list->has_right_to_left |= is_right_to_left(code);
    list->count++;
}

/* Stands for what shows nothing and has nothing but blanks beside it. */
static void add_space(letter_list *list, text_letter new)
{
    new.code = ' ', new.class = CLASS_LATIN, new.script = HB_SCRIPT_COMMON;
    list->letters[list->count++] = new;
}

/* What shows nothing and has nothing before it to join (not a blank, which vanishes where a line ends) goes
 * with what follows, or, if that is a blank too, is a space. */
static bool read_letters(const text_setter *s, const text_source *source, letter_list *out)
{
    text_letter new = {0};
    bx_str text = source->text;
    bool is_pending = false;
    out->letters = scratch_array(s, SCRATCH_LETTERS, utf8_count(text), sizeof(text_letter));
    if (!out->letters) return false;
    for (size_t at = 0; at < text.len;) {
        while (new.span + 1 < source->span_count && at >= source->spans[new.span].to) new.span++;
        uint32_t start = (uint32_t)at, code = utf8_next(text, &at);
        if (is_pending && is_white(code_shown(s->rules, code))) add_space(out, new), is_pending = false;
        if (!is_pending) new.at = start;
        bool has_before = out->count && !is_pending && !is_white(out->letters[out->count - 1].code);
        is_pending = code_is_ignorable(code) && !has_before;
        if (!is_pending) add_letter(out, s->rules, new, code);
    }
    if (is_pending) add_space(out, new);
    return true;
}

/* Levels of embedding (UAX #9). The document is Chinese, whatever it quotes: its lines run from left to
 * right. */
static bool find_levels(const text_setter *s, letter_list *list)
{
    size_t count = list->count;
    size_t each =
        sizeof(FriBidiChar) + sizeof(FriBidiCharType) + sizeof(FriBidiBracketType) + sizeof(FriBidiLevel);
    FriBidiChar *codes = scratch_array(s, SCRATCH_LEVELS, count, each);
    if (!codes) return false;
    FriBidiCharType *types = codes + count;
    FriBidiBracketType *brackets = types + count;
    FriBidiLevel *levels = (FriBidiLevel *)(brackets + count);
    FriBidiParType base = FRIBIDI_PAR_LTR;
    for (size_t i = 0; i < count; i++) codes[i] = list->letters[i].code;
    fribidi_get_bidi_types(codes, (FriBidiStrIndex)count, types);
    fribidi_get_bracket_types(codes, (FriBidiStrIndex)count, types, brackets);
    if (!fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)count, &base, levels))
        return false;
    for (size_t i = 0; i < count; i++)
        list->letters[i].level = list->letters[i].is_joined ? list->letters[i - 1].level : (uint8_t)levels[i];
    return true;
}

/* No script puts more marks on a letter (UAX #15, stream-safe text); beyond it shaping takes the square of
 * the time. */
enum { JOINED_MAX = 30 };

static bx_status check_joined(const text_setter *setter, const text_source *source, const letter_list *list)
{
    size_t joined = 0;
    for (size_t i = 0; i < list->count; i++) {
        joined = list->letters[i].is_joined ? joined + 1 : 0;
        if (joined <= JOINED_MAX) continue;
        letter_tell(setter, source, &list->letters[i], MSG_marks_many);
        return BX_BAD_DATA;
    }
    return BX_OK;
}

bx_status text_letters(const text_setter *setter, const text_source *source, text_letter **out, size_t *count)
{
    letter_list list = {0};
    if (!read_letters(setter, source, &list)) return diag_memory(setter->diags);
    BX_TRY(check_joined(setter, source, &list));
    if (list.has_right_to_left && !find_levels(setter, &list)) return diag_memory(setter->diags);
    letters_settle(list.letters, list.count);
    *out = list.letters;
    *count = list.count;
    return letters_find_faces(setter, source, list.letters, list.count);
}
