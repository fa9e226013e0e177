/* Hash: bytes are read in words of eight as little-endian numbers, each pair is multiplied to 128
 * bits and folded. The result is the same on every machine. */
#include "base/hash.h"

#include <string.h>

#include "base/wide.h"

/* Odd constants with as many ones as zeros: digits of pi, e and the golden ratio. */
#define SALT_A UINT64_C(0x9E3779B97F4A7C15)
#define SALT_B UINT64_C(0xB7E151628AED2A6B)
#define SALT_C UINT64_C(0x243F6A8885A308D3)

static uint64_t fold(uint64_t a, uint64_t b) {
    loc_wide_unsigned product = (loc_wide_unsigned)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word_at(const unsigned char *p) {
    uint64_t word;

    memcpy(&word, p, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint64_t half_at(const unsigned char *p) {
    uint32_t half;

    memcpy(&half, p, sizeof half);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    half = __builtin_bswap32(half);
#endif
    return half;
}

uint64_t loc_hash(const void *bytes, size_t length) {
    const unsigned char *p = bytes;
    uint64_t state = SALT_C ^ fold((uint64_t)length ^ SALT_A, SALT_B);
    size_t left = length;
    uint64_t a = 0, b = 0;

    for (; left > 16; left -= 16, p += 16)
        state = fold(word_at(p) ^ SALT_A, word_at(p + 8) ^ state);
    if (left >= 8) { /* the two words overlap where fewer than 16 bytes are left */
        a = word_at(p);
        b = word_at(p + left - 8);
    } else if (left >= 4) {
        a = half_at(p);
        b = half_at(p + left - 4);
    } else if (left > 0) {
        a = (uint64_t)p[0] << 16 | (uint64_t)p[left / 2] << 8 | p[left - 1];
    }
    return loc_hash_word(fold(a ^ SALT_B, b ^ state) ^ state);
}

uint64_t loc_hash_word(uint64_t word) {
    word ^= word >> 32;
    word *= UINT64_C(0xD6E8FEB86659FD93);
    word ^= word >> 32;
    word *= UINT64_C(0xD6E8FEB86659FD93);
    word ^= word >> 32;
    return word;
}
