/* What must hold of every tree: each visible character of each scalar stands in the file where
 * value_place_in says, and each value is where its parent and its path say. Looked up here by plain counting,
 * without the room's own cursor. */
#ifndef BX_TESTS_DATA_PLACES_H
#define BX_TESTS_DATA_PLACES_H

#include "base/utf8.h"
#include "data/value.h"

/* The character at a line and column of a file; UTF8_BAD if there is none. A line ends with LF, CR LF or CR.
 */
static inline uint32_t character_at(bx_str file, uint32_t line, uint32_t column)
{
    uint32_t l = 1, c = 1;
    for (size_t at = str_starts_with(file, STR("\xEF\xBB\xBF")) ? 3 : 0; at < file.len;) {
        if (l == line && c == column) return utf8_next(file, &at);
        uint32_t code = utf8_next(file, &at);
        bool is_crlf = code == '\r' && at < file.len && file.ptr[at] == '\n';
        bool is_end = code == '\n' || (code == '\r' && !is_crlf);
        l += is_end;
        c = is_end ? 1 : c + 1;
    }
    return UTF8_BAD;
}

/* Offset of the first character of the value's text that does not stand where it should; the length if all
 * do. An escape stands for its character. */
static inline size_t first_misplaced(const value *v, bx_str file)
{
    for (size_t at = 0, start = 0; at < v->text.len; start = at) {
        uint32_t code = utf8_next(v->text, &at);
        if (code == ' ' || code == '\t' || code == '\n') continue;
        bx_place place = value_place_in(v, start);
        uint32_t there = character_at(file, place.line, place.column);
        bool is_escape = there == '\\' && character_at(file, v->at.line, v->at.column) == '"';
        if (there != code && !is_escape) return start;
    }
    return v->text.len;
}

/* The first value of a tree that breaks a rule; NULL if none does. */
static inline const value *first_wrong(const value *v, bx_str file)
{
    bool is_container = v->kind == VALUE_LIST || v->kind == VALUE_MAP;
    if (is_container ? v->text.len : v->count) return v;
    if (!is_container && first_misplaced(v, file) < v->text.len) return v;
    for (size_t i = 0; i < v->count; i++) {
        const value *item = v->items[i];
        if (item->parent != v || item->index != i || !item->at.line || !item->at.column) return item;
        if (v->kind == VALUE_MAP && (!item->key_at.line || value_find(v, item->key) != item)) return item;
        const value *wrong = first_wrong(item, file);
        if (wrong) return wrong;
    }
    return NULL;
}

#endif
