/* Font roles to faces.
 *
 * In: the list of roles and families (fonts/fonts.yaml) and folders. Out: faces, opened once, shared by all
 * documents and threads, immutable. A layout names roles only (fangsong, hei, …); which file fills a role is
 * decided here, and every substitution can be told. What never happens here: no text is laid out, no PDF
 * object is known. Only font/fontconfig.c includes fontconfig. */
#ifndef BX_FONT_FONT_H
#define BX_FONT_FONT_H

#include <stdbool.h>
#include <stdint.h>
#include <hb.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/len.h"
#include "base/library.h"
#include "font/fault.h"

typedef struct font_set font_set; /* all roles; thread-safe */

typedef struct font_options {
    const char *list_file;   /* fonts/fonts.yaml */
    const char *const *dirs; /* folders with font files, before the system's */
    size_t dir_count;
    bool use_system; /* also the machine's font folders */
} font_options;

/* What the font's maker allows (OS/2 fsType). Only FACE_RESTRICTED forbids embedding. */
typedef enum face_embedding { FACE_INSTALLABLE, FACE_EDITABLE, FACE_PREVIEW, FACE_RESTRICTED } face_embedding;

typedef enum face_format { FACE_TRUETYPE, FACE_CFF } face_format;

/* One opened face. Lengths in font units. Two roles may see one font differently (family, is_mandated,
 * is_bold_wanted): then there are two of these, with the same id, file and HarfBuzz objects. So fonts are
 * told apart by id. */
typedef struct face {
    uint32_t
        id; /* serial in its font_set, from 0, in the order of the roles and families: never by address */
    const char *file;
    unsigned index;      /* in a collection */
    const char *family;  /* the name in the list by which it was found */
    const char *ps_name; /* PostScript name, for the PDF's BaseFont */
    bool is_mandated;    /* one the standard names; else a substitute */
    bx_str wrong;        /* characters it shows as others, by the list; face_has denies them */
    bool is_bold_wanted; /* no bold face was found for a bold role: to be emboldened by stroking */
    face_format format;
    face_embedding embedding;
    int units_per_em;
    int ascent, descent; /* typographic; descent is negative */
    int cap_height, italic_angle, stem_v;
    int bbox[4]; /* x_min, y_min, x_max, y_max of the font */
    uint32_t glyph_count;
    hb_face_t *hb_face; /* immutable */
    hb_font_t *hb_font; /* immutable, scale = units_per_em */
    struct face_private *own;
} face;

/* Read the list of roles, find their files. Opens no font. Errors: the list is missing or wrong. A role that
 * nothing fills is no error here (see fonts_face). */
bx_status fonts_new(const font_options *options, bx_diags *diags, font_set **out);
void fonts_free(font_set *set);

/* The same for a set that was used while memory was short, when HarfBuzz's objects cannot be trusted to end
 * well: they are lost. */
void fonts_abandon(font_set *set);

/* The font files that any role could use, each with its number in a collection, in the order of the roles and
 * families; NULL after the last. Opens none. */
const char *fonts_file(const font_set *set, size_t nth, unsigned *index);

/* A role's number by its name ("fangsong"); -1 if the list does not know it. */
int fonts_role_find(const font_set *set, bx_str name);

/* The nth face of a role (0: the first choice; then fallbacks in the order of the list), opened on first use.
 * NULL after the last, and, with an error in diags, without memory. A file that proves damaged or may not be
 * embedded is passed over with a warning in diags (once a set). */
const face *fonts_face(font_set *set, int role, size_t nth, bx_diags *diags);

/* The first face of a role that has a character; NULL if none has. */
const face *fonts_face_with(font_set *set, int role, uint32_t code, bx_diags *diags);

/* Does the face have the character? */
bool face_has(const face *f, uint32_t code);

/* Advance of a glyph at a size. */
bx_len face_advance(const face *f, uint32_t glyph, bx_len size);

/* Lowest and highest ink of ideographs that reach far down or up in most faces, in font units; false if the
 * face has none of them. Measured once a face. */
bool face_ink(const face *f, int *low, int *high);

/* Tell (MSG_role_empty: what to install) that nothing fills a role. Answers BX_BAD_MACHINE. */
bx_status fonts_tell_empty(const font_set *set, int role, bx_diags *diags);

/* Note (MSG_role_substituted) that a face which fills a role is not the one the standard names; nothing for
 * one that is. */
void fonts_tell_substitute(const font_set *set, int role, const face *f, bx_diags *diags);

/* One JSON object a line for each face of each role: see bx_fonts_list. Roles that nothing fills go to diags.
 * Opens every file that any role could use and has FreeType read a sample of its outlines, which the build
 * does not take the time for. */
bx_status fonts_list(font_set *set, bx_diags *diags, bx_buf *out);

/* ---- for writing PDFs ---- */

/* The code that content streams use for a glyph, known before anything is subset, so that pages can be
 * written as they close. CFF: the CID by the font's own charset (CID-keyed) or the glyph's number
 * (name-keyed; the subset then keeps glyph numbers). TrueType: the glyph's number. */
uint32_t face_code(const face *f, uint32_t glyph);

/* A font program that holds the glyphs asked for and glyph 0. */
typedef struct face_program {
    bx_buf
        bytes; /* bare CFF (FontFile3 /CIDFontType0C), or a TrueType file without layout tables (FontFile2) */
    bx_buf cid_to_gid; /* TrueType: the CIDToGIDMap's bytes, two a code; empty for CFF */
} face_program;

/* Subset for the glyphs (ascending, no doubles). After subsetting the program is reopened and a sample of
 * outlines is compared; on failure the face's glyph numbers are kept, and if that fails too the answer is
 * BX_BAD_MACHINE with a diagnostic that names the file. */
bx_status face_subset(const face *f, const uint32_t *glyphs, size_t count, bx_diags *diags,
                      face_program *out);
void face_program_clear(face_program *program);

/* The same in two steps, for threads that have no diagnostics to tell in. */
bool face_subset_quietly(const face *f, const uint32_t *glyphs, size_t count, font_fault *fault,
                         face_program *out);
bx_status face_subset_tell(const face *f, const font_fault *fault, bx_diags *diags);

/* Make ready what subsets of these glyphs will be put together from: not needed, it only takes the time
 * before. On any thread. */
void face_prepare(const face *f, const uint32_t *glyphs, size_t count);

/* Would face_prepare find something to do for the glyph? */
bool face_wants_preparing(const face *f, uint32_t glyph);

/* Which codes have a glyph in a program of the face: a bit each, from the highest of the first byte (a PDF's
 * CIDSet). False without memory. */
bool face_program_codes(const face *f, const face_program *program, bx_buf *bits);

/* ---- for telling which font it was ---- */

enum { FACE_VERSION_SIZE = 16 };

/* What a font says of itself in its `head` table: its revision, "1.002", and the checksum that it carries of
 * its file, which moves with every change that was made with care. */
typedef struct face_stamp {
    char version[FACE_VERSION_SIZE];
    uint32_t checksum;
} face_stamp;

face_stamp face_stamp_of(const face *f);

/* All bytes of its file, to be hashed; they live as long as the face. */
bx_str face_file(const face *f);

/* libraries.c: what this room stands on. */
void font_libraries(library_list *list);

#endif
