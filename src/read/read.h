/* PDFs read again, through libqpdf: the objects of a file, for whoever takes something out of it or checks
 * it.
 *
 * In: the bytes of a PDF, from anywhere. Out: its objects, one by one, and what their streams hold; of a
 * damaged, encrypted or hostile file a diagnostic. What never happens here: a file is opened, a damaged file
 * is guessed at, a stream grows beyond the bound its reader gives. libqpdf itself holds what object streams
 * hold: a program that reads strangers' files bounds its memory (setrlimit); to be without it is an error
 * like others.
 *
 * Every question may be asked of every object: of one that is of another kind the answer is nothing (0, an
 * empty text, READ_NONE). References are followed. Objects live as long as their file. */
#ifndef BX_READ_READ_H
#define BX_READ_READ_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

typedef struct read_pdf read_pdf;

/* An object of a file; READ_NONE: there is none. */
typedef unsigned read_object;
enum { READ_NONE = 0 };

typedef enum read_kind {
    READ_NOTHING, /* none, or null */
    READ_BOOL,
    READ_INTEGER,
    READ_REAL,
    READ_STRING,
    READ_NAME,
    READ_ARRAY,
    READ_DICT,
    READ_STREAM
} read_kind;

/* The bytes stay the caller's until read_close; `name` is the file's in diagnostics. BX_BAD_DATA with its
 * reason for what is no PDF, damaged or encrypted; BX_BAD_MACHINE without libqpdf or memory. */
bx_status read_open(bx_str bytes, const char *name, bx_diags *diags, read_pdf **out);
/* NULL is allowed. */
void read_close(read_pdf *pdf);

/* Where objects are found. */
read_object read_root(read_pdf *pdf);
read_object read_trailer(read_pdf *pdf);
read_object read_by_number(read_pdf *pdf, int number);
size_t read_page_count(read_pdf *pdf);
read_object read_page(read_pdf *pdf, size_t index); /* from 0 */

read_kind read_kind_of(read_pdf *pdf, read_object object);

/* The object's number in the file; 0: it stands within another. */
int read_number_of(read_pdf *pdf, read_object object);

/* Dictionaries, and of streams theirs: the value of a key, "/Names". */
read_object read_key(read_pdf *pdf, read_object dict, const char *key);
/* All keys, with their "/", in the arena; false without memory. */
bool read_keys(read_pdf *pdf, read_object dict, bx_arena *arena, bx_str **out, size_t *count);

/* Arrays. */
size_t read_count(read_pdf *pdf, read_object array);
read_object read_item(read_pdf *pdf, read_object array, size_t index);

/* Scalars; texts are copied to the arena, .ptr is NULL without memory. A name has its "/". A string as its
 * bytes; a text string (ISO 32000-1 7.9.2.2) as UTF-8. */
bool read_bool(read_pdf *pdf, read_object object);
long long read_integer(read_pdf *pdf, read_object object);
double read_real(read_pdf *pdf, read_object object); /* of an integer too */
bx_str read_name(read_pdf *pdf, read_object object, bx_arena *arena);
bx_str read_string(read_pdf *pdf, read_object object, bx_arena *arena);
bx_str read_text(read_pdf *pdf, read_object object, bx_arena *arena);

/* Has all that was asked so far come whole out of the file? Objects are read when they are asked for: of one
 * that is damaged the answer is nothing, and this tells it (BX_BAD_DATA), once. */
bx_status read_check(read_pdf *pdf);

/* Give an object back before the file is closed: for whoever walks through thousands. */
void read_release(read_pdf *pdf, read_object object);

/* Let go of what the library keeps of an object that has been read to its end; whoever asks for its number
 * again gets nothing. */
void read_forget(read_pdf *pdf, int number);

/* What a stream holds, unpacked, added to `out`; at most `limit` bytes. Only FlateDecode without predictor,
 * and no filter, are unpacked. BX_BAD_DATA, told, for other filters, for damage and beyond the limit. */
bx_status read_stream(read_pdf *pdf, read_object stream, size_t limit, bx_buf *out);

/* Whose list complaints go to from now on, instead of read_open's. */
void read_tell_to(read_pdf *pdf, bx_diags *diags);

/* No memory: told; BX_BAD_MACHINE. */
bx_status read_memory(read_pdf *pdf);

/* A complaint about the file; ids of read.def, their {1} is the file's name. Answers the status. */
bx_status read_tell(read_pdf *pdf, message_id id, const char *what);

#endif
