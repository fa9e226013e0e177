/* SHA-256, written from FIPS 180-4. Words are read and written byte by byte, so the machine's order of
 * bytes does not matter. */
#include "base/sha256.h"

#include <string.h>

#define BLOCK 64u
#define LENGTH_AT 56u /* where the length stands in the last block */

/* First 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2). */
static const uint32_t constant[64] = {
    0x428A2F98u, 0x71374491u, 0xB5C0FBCFu, 0xE9B5DBA5u, 0x3956C25Bu, 0x59F111F1u, 0x923F82A4u,
    0xAB1C5ED5u, 0xD807AA98u, 0x12835B01u, 0x243185BEu, 0x550C7DC3u, 0x72BE5D74u, 0x80DEB1FEu,
    0x9BDC06A7u, 0xC19BF174u, 0xE49B69C1u, 0xEFBE4786u, 0x0FC19DC6u, 0x240CA1CCu, 0x2DE92C6Fu,
    0x4A7484AAu, 0x5CB0A9DCu, 0x76F988DAu, 0x983E5152u, 0xA831C66Du, 0xB00327C8u, 0xBF597FC7u,
    0xC6E00BF3u, 0xD5A79147u, 0x06CA6351u, 0x14292967u, 0x27B70A85u, 0x2E1B2138u, 0x4D2C6DFCu,
    0x53380D13u, 0x650A7354u, 0x766A0ABBu, 0x81C2C92Eu, 0x92722C85u, 0xA2BFE8A1u, 0xA81A664Bu,
    0xC24B8B70u, 0xC76C51A3u, 0xD192E819u, 0xD6990624u, 0xF40E3585u, 0x106AA070u, 0x19A4C116u,
    0x1E376C08u, 0x2748774Cu, 0x34B0BCB5u, 0x391C0CB3u, 0x4ED8AA4Au, 0x5B9CCA4Fu, 0x682E6FF3u,
    0x748F82EEu, 0x78A5636Fu, 0x84C87814u, 0x8CC70208u, 0x90BEFFFAu, 0xA4506CEBu, 0xBEF9A3F7u,
    0xC67178F2u};

/* The same of the square roots of the first eight (5.3.3). */
static const uint32_t initial[8] = {0x6A09E667u, 0xBB67AE85u, 0x3C6EF372u, 0xA54FF53Au,
                                    0x510E527Fu, 0x9B05688Cu, 0x1F83D9ABu, 0x5BE0CD19u};

static uint32_t turn(uint32_t word, unsigned by) {
    return word >> by | word << (32 - by);
}

static uint32_t word_at(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The 64 words of a block (6.2.2, step 1). */
static void schedule(const unsigned char *block, uint32_t w[64]) {
    for (size_t t = 0; t < 16; t++)
        w[t] = word_at(block + 4 * t);
    for (size_t t = 16; t < 64; t++) {
        uint32_t a = w[t - 15], b = w[t - 2];
        uint32_t small = turn(a, 7) ^ turn(a, 18) ^ a >> 3;
        uint32_t large = turn(b, 17) ^ turn(b, 19) ^ b >> 10;
        w[t] = w[t - 16] + small + w[t - 7] + large;
    }
}

/* Takes one block into the state (6.2.2, steps 2 to 4); v holds a to h. */
static void take_block(uint32_t state[8], const unsigned char *block) {
    uint32_t w[64], v[8];

    schedule(block, w);
    memcpy(v, state, sizeof v);
    for (size_t t = 0; t < 64; t++) {
        uint32_t large = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
        uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t first = v[7] + large + choice + constant[t] + w[t];
        uint32_t other = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += first;
        v[0] = first + other + majority;
    }
    for (size_t i = 0; i < 8; i++)
        state[i] += v[i];
}

void loc_sha256_start(loc_sha256 *sum) {
    memset(sum, 0, sizeof *sum);
    memcpy(sum->state, initial, sizeof sum->state);
}

void loc_sha256_add(loc_sha256 *sum, const void *bytes, size_t length) {
    const unsigned char *p = bytes;
    size_t held = (size_t)(sum->length % BLOCK);

    sum->length += length;
    while (length > 0) {
        size_t part = BLOCK - held < length ? BLOCK - held : length;
        memcpy(sum->block + held, p, part);
        p += part;
        length -= part;
        held += part;
        if (held == BLOCK) {
            take_block(sum->state, sum->block);
            held = 0;
        }
    }
}

/* A one bit, zeros, and the length in bits (5.1.1). */
void loc_sha256_end(loc_sha256 *sum, unsigned char out[LOC_SHA256_BYTES]) {
    static const unsigned char pad[BLOCK] = {0x80};
    uint64_t bits = sum->length * 8;
    size_t held = (size_t)(sum->length % BLOCK);
    unsigned char length[8];

    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    loc_sha256_add(sum, pad, held < LENGTH_AT ? LENGTH_AT - held : BLOCK + LENGTH_AT - held);
    loc_sha256_add(sum, length, sizeof length);
    for (size_t i = 0; i < LOC_SHA256_BYTES; i++)
        out[i] = (unsigned char)(sum->state[i / 4] >> (24 - 8 * (i % 4)));
}

void loc_sha256_text(const void *bytes, size_t length, char out[LOC_SHA256_TEXT]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char sum[LOC_SHA256_BYTES];
    loc_sha256 state;

    loc_sha256_start(&state);
    loc_sha256_add(&state, bytes, length);
    loc_sha256_end(&state, sum);
    for (size_t i = 0; i < LOC_SHA256_BYTES; i++) {
        out[2 * i] = digits[sum[i] >> 4];
        out[2 * i + 1] = digits[sum[i] & 15];
    }
    out[2 * LOC_SHA256_BYTES] = '\0';
}
