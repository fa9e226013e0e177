/* SHA-256 against the examples of FIPS 180-4 and its predecessor, and at every edge of its padding. */
#include "support/harness.h"

#include "base/sha256.h"

#include <string.h>

static const struct {
    const char *text, *sum;
} examples[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
     "lmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static void test_examples(void) {
    for (size_t i = 0; i < TEST_COUNT(examples); i++) {
        char sum[LOC_SHA256_TEXT];

        loc_sha256_text(examples[i].text, strlen(examples[i].text), sum);
        TEST_ROW(strcmp(sum, examples[i].sum) == 0, examples[i].text);
    }
}

/* Bytes 0, 1, 2 ... 250, 0 ...; the sums are those of another implementation. */
static void test_padding(void) {
    static const struct {
        size_t length;
        const char *sum;
    } rows[] = {
        {55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"},
        {56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"},
        {57, "2fe741af801cc238602ac0ec6a7b0c3a8a87c7fc7d7f02a3fe03d1c12eac4d8f"},
        {63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"},
        {64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"},
        {65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"},
        {119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"},
        {120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"},
        {128, "471fb943aa23c511f6f72f8d1652d9c880cfa392ad80503120547703e56a2be5"},
    };
    unsigned char bytes[128];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i % 251);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char sum[LOC_SHA256_TEXT];

        loc_sha256_text(bytes, rows[i].length, sum);
        TEST_ROW(strcmp(sum, rows[i].sum) == 0, rows[i].sum);
    }
}

/* The third example, a million times "a", in parts of every length from 1 to 200 in turn. */
static void test_parts(void) {
    static const unsigned char expected[LOC_SHA256_BYTES] = {
        0xCD, 0xC7, 0x6E, 0x5C, 0x99, 0x14, 0xFB, 0x92, 0x81, 0xA1, 0xC7,
        0xE2, 0x84, 0xD7, 0x3E, 0x67, 0xF1, 0x80, 0x9A, 0x48, 0xA4, 0x97,
        0x20, 0x0E, 0x04, 0x6D, 0x39, 0xCC, 0xC7, 0x11, 0x2C, 0xD0};
    unsigned char sum[LOC_SHA256_BYTES];
    size_t left = 1000000, part = 1;
    char letters[200];
    loc_sha256 state;

    memset(letters, 'a', sizeof letters);
    loc_sha256_start(&state);
    while (left > 0) {
        size_t now = part < left ? part : left;
        loc_sha256_add(&state, letters, now);
        left -= now;
        part = part % sizeof letters + 1;
    }
    loc_sha256_end(&state, sum);
    CU_ASSERT_EQUAL(memcmp(sum, expected, sizeof sum), 0);
}

static const test_case cases[] = {
    {"the examples of the standard", test_examples},
    {"lengths at the edges of a block", test_padding},
    {"the parts in which bytes come do not matter", test_parts},
};

TEST_MAIN("base: sha256", cases)
