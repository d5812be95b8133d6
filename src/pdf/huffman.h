/* Huffman's code for DEFLATE (RFC 1951 3.2.2): lengths from how often each symbol comes, and the codes that
 * follow from lengths. */
#ifndef BX_PDF_HUFFMAN_H
#define BX_PDF_HUFFMAN_H

#include <stddef.h>
#include <stdint.h>

enum { HUFFMAN_SYMBOLS_MAX = 286 };

/* A symbol's code, its first bit lowest. */
typedef struct huffman_code {
    uint16_t bits;
    uint8_t len; /* 0: the symbol never comes */
} huffman_code;

/* Codes of at most `longest` bits for symbols of these counts, below 2^23 each. Fewer than two symbols are
 * made two, since readers differ in what they make of less. */
void huffman_make(const uint32_t *counts, size_t symbols, unsigned longest, huffman_code *out);

#endif
