/* SHA-256 (FIPS 180-4): a fingerprint of bytes for which nobody can find other bytes, also not by intent. */
#ifndef LOC_BASE_SHA256_H
#define LOC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define LOC_SHA256_BYTES 32
#define LOC_SHA256_TEXT 65 /* 64 digits and a NUL */

/* Bytes come in parts of any length: start, add, end. */
typedef struct loc_sha256 {
    uint32_t state[8];
    uint64_t length;         /* bytes so far */
    unsigned char block[64]; /* the last length % 64 of them */
} loc_sha256;

void loc_sha256_start(loc_sha256 *sum);
void loc_sha256_add(loc_sha256 *sum, const void *bytes, size_t length);
void loc_sha256_end(loc_sha256 *sum, unsigned char out[LOC_SHA256_BYTES]);

/* The fingerprint of bytes in one part, in lower-case hexadecimal digits. */
void loc_sha256_text(const void *bytes, size_t length, char out[LOC_SHA256_TEXT]);

#endif
