/* Why a font file cannot be used: a message of font.def, and its second argument. The first one is the
 * family's name; the file is the diagnostic's place. */
#ifndef BX_FONT_FAULT_H
#define BX_FONT_FAULT_H

#include <stdbool.h>

#include "base/diag.h"

typedef struct font_fault {
    message_id id;
    const char
        *detail; /* a literal: what in the file is wrong, e.g. a table's name; "" where there is none */
} font_fault;

/* Note a fault, and answer false, for `return font_fault_is(fault, …)`. */
static inline bool font_fault_is(font_fault *fault, message_id id, const char *detail)
{
    *fault = (font_fault){id, detail};
    return false;
}

#endif
