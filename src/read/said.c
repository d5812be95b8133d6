/* The structure tree, depth first; each piece of content once. */
#include "read/said.h"

#include <stdlib.h>

#include "read/said_page.h"

enum { DEPTH_MAX = 64 };

typedef struct tree {
    read_pdf *pdf;
    bx_arena *arena;
    said_page *pages; /* by their objects' numbers */
    size_t page_count;
    VEC(said_piece) pieces;
    bx_buf seen; /* a bit for each object that is an element of the tree */
} tree;

static bx_status damaged(tree *t)
{
    return read_tell(t->pdf, MSG_read_damaged, "StructTreeRoot");
}

/* ---- pages ---- */

static int by_number(const void *left, const void *right)
{
    const said_page *a = left, *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

static bx_status read_pages(tree *t)
{
    said_fonts fonts = {0};
    t->page_count = read_page_count(t->pdf);
    t->pages = arena_array(t->arena, said_page, t->page_count);
    if (!t->pages) return read_memory(t->pdf);
    for (size_t i = 0; i < t->page_count; i++) {
        read_object page = read_page(t->pdf, i);
        bx_status status = read_said_page(t->pdf, page, t->arena, &fonts, &t->pages[i]);
        t->pages[i].index = i;
        read_release(t->pdf, page);
        if (status != BX_OK) return status;
    }
    qsort(t->pages, t->page_count, sizeof *t->pages, by_number);
    return BX_OK;
}

static said_page *find_page(const tree *t, int number)
{
    said_page wanted = {.number = number};
    return bsearch(&wanted, t->pages, t->page_count, sizeof *t->pages, by_number);
}

/* ---- elements ---- */

static bx_status add_piece(tree *t, int page_number, long long mcid)
{
    said_page *on = find_page(t, page_number);
    if (!on || mcid < 0 || (size_t)mcid >= on->count || !on->texts[mcid].ptr) return damaged(t);
    said_piece *piece = vec_push(t->arena, &t->pieces);
    if (!piece) return read_memory(t->pdf);
    *piece = (said_piece){on->texts[mcid], on->index};
    on->texts[mcid].ptr = NULL; /* taken */
    return BX_OK;
}

/* An element that is met twice would be a circle. */
static bx_status mark_seen(tree *t, int number)
{
    size_t byte = (size_t)number / 8;
    char bit = (char)(1 << number % 8);
    while (t->seen.len <= byte && !t->seen.failed) buf_add(&t->seen, "\0\0\0\0\0\0\0\0", 8);
    if (t->seen.failed) return read_memory(t->pdf);
    if (t->seen.ptr[byte] & bit) return damaged(t);
    t->seen.ptr[byte] |= bit;
    return BX_OK;
}

static int page_of(tree *t, read_object dict, int otherwise)
{
    read_object page = read_key(t->pdf, dict, "/Pg");
    int number = page ? read_number_of(t->pdf, page) : otherwise;
    read_release(t->pdf, page);
    return number;
}

static bx_status read_kids(tree *t, read_object kids, int page, unsigned depth);

static bx_status read_element(tree *t, read_object element, int page, unsigned depth)
{
    int number = read_number_of(t->pdf, element);
    if (depth > DEPTH_MAX) return damaged(t);
    if (number > 0) BX_TRY(mark_seen(t, number));
    read_object kids = read_key(t->pdf, element, "/K");
    bx_status status = read_kids(t, kids, page_of(t, element, page), depth + 1);
    read_release(t->pdf, kids);
    if (number > 0) read_forget(t->pdf, number);
    return status;
}

/* A dictionary is an element, a piece on a named page, or a reference to an object that says nothing. */
static bx_status read_dict(tree *t, read_object dict, int page, unsigned depth)
{
    read_object mcid = read_key(t->pdf, dict, "/MCID"), object = read_key(t->pdf, dict, "/Obj");
    bx_status status = BX_OK;
    if (mcid)
        status = add_piece(t, page_of(t, dict, page), read_integer(t->pdf, mcid));
    else if (!object)
        status = read_element(t, dict, page, depth);
    read_release(t->pdf, mcid);
    read_release(t->pdf, object);
    return status;
}

static bx_status read_kids(tree *t, read_object kids, int page, unsigned depth)
{
    read_kind kind = read_kind_of(t->pdf, kids);
    if (depth > DEPTH_MAX) return damaged(t);
    if (kind == READ_INTEGER) return add_piece(t, page, read_integer(t->pdf, kids));
    if (kind == READ_DICT) return read_dict(t, kids, page, depth);
    size_t count = read_count(t->pdf, kids);
    for (size_t i = 0; i < count; i++) {
        read_object kid = read_item(t->pdf, kids, i);
        bx_status status = read_kids(t, kid, page, depth + 1);
        read_release(t->pdf, kid);
        if (status != BX_OK) return status;
    }
    return BX_OK;
}

/* Tagged content that no element has would be seen and never read. */
static bx_status check_all_taken(tree *t)
{
    for (size_t i = 0; i < t->page_count; i++)
        for (size_t n = 0; n < t->pages[i].count; n++)
            if (t->pages[i].texts[n].ptr) return damaged(t);
    return BX_OK;
}

bx_status read_said(read_pdf *pdf, bx_arena *arena, said *out)
{
    tree t = {.pdf = pdf, .arena = arena};
    BX_TRY(read_pages(&t));
    read_object root = read_key(pdf, read_root(pdf), "/StructTreeRoot");
    bx_status status = root ? read_element(&t, root, 0, 0) : damaged(&t);
    if (status == BX_OK) status = check_all_taken(&t);
    buf_clear(&t.seen);
    read_release(pdf, root);
    *out = (said){t.pieces.items, t.pieces.count};
    return status;
}
