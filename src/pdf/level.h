/* The archival levels: what a file claims to be (ISO 19005 in its parts 1 to 3), and the limits that go with
 * it. What a level forbids in one place stands there, behind a question for the part; the limits of single
 * objects are kept here, where no object gets past them. */
#ifndef BX_PDF_LEVEL_H
#define BX_PDF_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

#include "banxin/banxin.h"
#include "base/str.h"

typedef struct pdf_level {
    const char *name; /* for people: "PDF/A-1b" */
    unsigned part;    /* of ISO 19005; 0: no claim */
    char conformance; /* as XMP writes it: A, B, U */
    /* ISO 19005-1 and -2 6.1.12, 6.1.13 */
    uint32_t array_max, dict_max, string_max; /* elements, entries, bytes */
} pdf_level;

const pdf_level *pdf_level_of(bx_pdfa claim);

/* What is beyond a level's limits in an object. */
typedef enum pdf_excess_kind { EXCESS_NONE, EXCESS_ARRAY, EXCESS_DICT, EXCESS_STRING } pdf_excess_kind;
typedef struct pdf_excess {
    pdf_excess_kind kind;
    uint32_t size, limit;
} pdf_excess;

/* The first excess in an object's value, as PDF writes it. */
pdf_excess pdf_level_excess(const pdf_level *level, bx_str value);

#endif
