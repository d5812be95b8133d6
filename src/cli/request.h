/* A request to the worker: one line of JSON. */
#ifndef BX_CLI_REQUEST_H
#define BX_CLI_REQUEST_H

#include "cli/json.h"
#include "cli/voice.h"

typedef struct request {
    json_slice id;      /* a string, a number or null; '\0': none */
    json_slice data;    /* an object, or a string of YAML or JSON; '\0': `path` names it */
    const char *path;   /* of a data file; NULL: none */
    const char *output; /* of the PDF; NULL: it goes into the answer */
    const char *layout; /* NULL: what the data says */
    int pdfa;           /* a bx_pdfa, or LEVEL_UNSAID before it is read */
    bool allow_unbalanced, attach_data;
} request;

/* What a line asks for; `out` holds the worker's own options before, and the id, if there is one, even if the
 * line is wrong. BX_BAD_USAGE with a complaint. */
bx_status request_read(voice *v, const char *line, size_t length, request *out);

/* The id as JSON, null if there is none. */
void request_put_id(const request *r, FILE *to);

#endif
