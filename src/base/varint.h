/* Varint: whole numbers as bytes, seven bits each, the lowest first; near zero they are short, whatever their
 * sign. What is read may come from anywhere. */
#ifndef LOC_BASE_VARINT_H
#define LOC_BASE_VARINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LOC_VARINT_LENGTH 10 /* bytes of the longest number */

/* 0, -1, 1, -2, ... become 0, 1, 2, 3, ... */
static inline uint64_t loc_varint_fold(int64_t value) {
    return value < 0 ? ~((uint64_t)value << 1) : (uint64_t)value << 1;
}

/* Writes a number; gives its length. */
static inline size_t loc_varint_put(uint8_t *to, uint64_t value) {
    size_t length = 0;

    for (; value >= 0x80; value >>= 7) {
        to[length++] = (uint8_t)(value | 0x80);
    }
    to[length++] = (uint8_t)value;
    return length;
}

/* Reads a number, and moves `*at` behind it; false where it does not end before `end`. */
static inline bool loc_varint_get(const uint8_t **at, const uint8_t *end, uint64_t *out) {
    *out = 0;
    for (unsigned shift = 0; shift < 64 && *at < end; shift += 7) {
        uint8_t byte = *(*at)++;
        *out |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            return true;
        }
    }
    return false;
}

/* The same for a number with a sign. */
static inline bool loc_varint_get_signed(const uint8_t **at, const uint8_t *end, int64_t *out) {
    uint64_t folded;

    if (!loc_varint_get(at, end, &folded)) {
        return false;
    }
    *out = (folded & 1) != 0 ? -(int64_t)(folded >> 1) - 1 : (int64_t)(folded >> 1);
    return true;
}

#endif
