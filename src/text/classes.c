/* What a character is in a Chinese line. */
#include "text/rules.h"

/* Alphabetic scripts and general punctuation up to U+2E7F are proportional; what comes after is of the em. */
static char_class class_by_range(uint32_t code)
{
    if (code == ' ') return CLASS_SPACE;
    if (code < 0x2013 || (code >= 0x2028 && code < 0x2030)) return CLASS_LATIN; /* spaces, hyphens, joiners */
    if (code >= 0x2070 && code < 0x20D0) return CLASS_LATIN;                    /* superscripts, currency */
    if (code >= 0x2200 && code < 0x2460) return CLASS_HAN;   /* mathematical and technical signs */
    if (code >= 0xA640 && code < 0xAC00) return CLASS_LATIN; /* Cyrillic, Latin Extended-D and others */
    if (code >= 0xFB00 && code < 0xFE00) return CLASS_LATIN;
    if (code >= 0xFE70 && code < 0xFF00) return CLASS_LATIN;
    return CLASS_HAN;
}

char_class class_of(const text_rules *rules, uint32_t code)
{
    size_t low = 0, high = rules->class_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rules->classes[middle].code == code) return rules->classes[middle].class;
        if (rules->classes[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return class_by_range(code);
}
