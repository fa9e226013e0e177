/* Hash: 64-bit hash of bytes, the same on every machine; never decides an order. */
#ifndef LOC_BASE_HASH_H
#define LOC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t loc_hash(const void *bytes, size_t length);
uint64_t loc_hash_word(uint64_t word); /* mixes one word */

#endif
