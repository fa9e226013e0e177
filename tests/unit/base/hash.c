/* The hash: the same everywhere, and well mixed. */
#include "support/harness.h"
#include "support/random.h"

#include "base/hash.h"

#include <stdlib.h>

/* Fixed by the first release that wrote them: a change would change results on other machines. */
static void test_fixed(void) {
    static const struct {
        const char *text;
        uint64_t hash;
    } rows[] = {
        {"", UINT64_C(0x4DB87B93D95835D3)},
        {"a", UINT64_C(0xA6CD0F724CBB4483)},
        {"abc", UINT64_C(0xE9452CCBB2B06C25)},
        {"post", UINT64_C(0xA2CF5059AC19F5BF)},
        {"post-17", UINT64_C(0xC27326AF3BDFC55C)},
        {"post-0017", UINT64_C(0x08A3347F1B941718)},
        {"Community Coordinator", UINT64_C(0x126D56C51BDE82D5)},
        {"Community Coordinator, Fenland, vulnerable adults", UINT64_C(0xA1934EAFE56EC706)},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        uint64_t hash = loc_hash(rows[i].text, strlen(rows[i].text));
        if (!TEST_ROW(hash == rows[i].hash, rows[i].text)) {
            printf("  got 0x%016llX\n", (unsigned long long)hash);
        }
    }
    TEST_ROW(loc_hash_word(1) == UINT64_C(0x4179B061E0C0E0D0), "the word 1");
}

/* The address of the bytes and what stands around them do not matter. */
static void test_place(void) {
    char buffer[96];
    test_random random = {.seed = 51};
    for (size_t length = 0; length <= 40; length++) {
        char text[40];
        uint64_t hash;
        for (size_t i = 0; i < sizeof text; i++) {
            text[i] = (char)test_random_below(&random, 256);
        }
        hash = loc_hash(text, length);
        for (size_t shift = 0; shift < 16; shift++) {
            memset(buffer, (int)shift, sizeof buffer);
            memcpy(buffer + shift, text, length);
            CU_ASSERT_EQUAL(loc_hash(buffer + shift, length), hash);
        }
    }
}

static int by_value(const void *a, const void *b) {
    uint64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

/* Ids as councils number them: no two collide, and every bit of the hash is set half of the time;
 * the upper and the lower bits both fill a table evenly. */
static void test_spread(void) {
    enum { COUNT = 200000, CELLS = 1024 };
    static uint64_t hashes[COUNT];
    static int upper[CELLS], lower[CELLS];
    int set[64] = {0}, worst = 0, equal = 0;
    for (int i = 0; i < COUNT; i++) {
        char id[32];
        int length = snprintf(id, sizeof id, i % 2 ? "post-%07d" : "%d/E0600", i / 2);
        hashes[i] = loc_hash(id, (size_t)length);
        upper[hashes[i] >> 54]++;
        lower[hashes[i] % CELLS]++;
        for (int bit = 0; bit < 64; bit++) {
            set[bit] += (int)(hashes[i] >> bit & 1);
        }
    }
    for (int bit = 0; bit < 64; bit++) {
        worst = abs(set[bit] - COUNT / 2) > worst ? abs(set[bit] - COUNT / 2) : worst;
    }
    CU_ASSERT_TRUE(worst < 1200); /* 5 standard deviations are 1118 */
    for (int cell = 0; cell < CELLS; cell++) {
        CU_ASSERT_TRUE(abs(upper[cell] - COUNT / CELLS) < 90); /* 6 of 14 */
        CU_ASSERT_TRUE(abs(lower[cell] - COUNT / CELLS) < 90);
    }
    qsort(hashes, COUNT, sizeof hashes[0], by_value);
    for (int i = 1; i < COUNT; i++) {
        equal += hashes[i] == hashes[i - 1];
    }
    TEST_NUMBER(equal, 0);
}

/* Changing any one bit of the text, or of a word, changes about half of the bits of its hash. */
static void test_avalanche(void) {
    test_random random = {.seed = 52};
    for (size_t length = 1; length <= 40; length++) {
        uint64_t changed = 0, count = 0;
        for (int round = 0; round < 40; round++) {
            unsigned char text[40];
            uint64_t hash;
            for (size_t i = 0; i < sizeof text; i++) {
                text[i] = (unsigned char)test_random_below(&random, 256);
            }
            hash = loc_hash(text, length);
            for (size_t bit = 0; bit < length * 8; bit++) {
                text[bit / 8] ^= (unsigned char)(1u << bit % 8);
                changed += (uint64_t)__builtin_popcountll(hash ^ loc_hash(text, length));
                text[bit / 8] ^= (unsigned char)(1u << bit % 8);
                count++;
            }
        }
        CU_ASSERT_TRUE(changed > count * 31 && changed < count * 33);
    }
    for (int bit = 0; bit < 64; bit++) {
        uint64_t changed = 0;
        for (int round = 0; round < 400; round++) {
            uint64_t word = test_random_next(&random);
            changed += (uint64_t)__builtin_popcountll(loc_hash_word(word) ^
                                                      loc_hash_word(word ^ UINT64_C(1) << bit));
        }
        CU_ASSERT_TRUE(changed > 400 * 30 && changed < 400 * 34);
    }
}

/* A text and the same text with more zeros behind it are different texts. */
static void test_lengths(void) {
    static const char zeros[64];
    for (size_t a = 0; a < sizeof zeros; a++) {
        for (size_t b = 0; b < a; b++) {
            CU_ASSERT_NOT_EQUAL(loc_hash(zeros, a), loc_hash(zeros, b));
        }
    }
}

static const test_case cases[] = {
    {"known texts have known hashes", test_fixed},
    {"only the bytes decide", test_place},
    {"ids spread evenly", test_spread},
    {"one changed bit changes half of the hash", test_avalanche},
    {"the length counts", test_lengths},
};

TEST_MAIN("base: hash", cases)
