/* Scan: where the bytes that mean something stand. Sixty-four bytes are compared at once, in a loop that
 * compilers turn into vectors, and the marks gathered into the bits of one word. */
#include "feed/csv.h"

static inline bool is_mark(char c, const char *mark) {
    return c == mark[0] || c == mark[1] || c == mark[2] || c == mark[3];
}

#if defined(__GNUC__) && LOC_NAME_WORDS
/* The lowest bits of eight bytes, gathered into one. */
static inline uint64_t gather(const unsigned char *mark) {
    uint64_t word;

    memcpy(&word, mark, sizeof word);
    return word * UINT64_C(0x0102040810204080) >> 56;
}

/* The four bytes are variables: of constants compilers make a table that they cannot look up in vectors. */
static inline uint64_t marks_of(const char *bytes, const char *mark) {
    const char a = mark[0], b = mark[1], c = mark[2], d = mark[3];
    unsigned char found[64];
    uint64_t bits = 0;

    for (int i = 0; i < 64; i++) {
        found[i] =
            (unsigned char)((bytes[i] == a) | (bytes[i] == b) | (bytes[i] == c) | (bytes[i] == d));
    }
    for (int i = 0; i < 8; i++) {
        bits |= gather(found + 8 * i) << (8 * i);
    }
    return bits;
}

static inline size_t bits_in(uint64_t bits) {
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (size_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

size_t loc_csv_positions(const char *bytes, size_t length, const char *mark, uint32_t *position) {
    size_t count = 0, at = 0;

    for (; at + 64 <= length; at += 64) {
        uint64_t bits = marks_of(bytes + at, mark);
        size_t marks = bits_in(bits);
        uint32_t *next = position + count;
        do { /* eight at a time without a question: how many there are is rarely guessed right */
            for (int i = 0; i < 8; i++) {
                next[i] = (uint32_t)at + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
                bits &= bits - 1;
            }
            next += 8;
        } while (bits != 0);
        count += marks;
    }
    for (; at < length; at++) {
        position[count] = (uint32_t)at;
        count += is_mark(bytes[at], mark);
    }
    return count;
}
#else
size_t loc_csv_positions(const char *bytes, size_t length, const char *mark, uint32_t *position) {
    size_t count = 0;

    for (size_t at = 0; at < length; at++) {
        position[count] = (uint32_t)at;
        count += is_mark(bytes[at], mark);
    }
    return count;
}
#endif
