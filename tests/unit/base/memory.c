/* Allocators, checked sizes, growing arrays and the arena. */
#include "support/fault.h"
#include "support/harness.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

/* A host's allocator as a later version of the header might have it. */
typedef struct longer_allocator {
    locality_allocator known;
    void *newer;
} longer_allocator;

static locality_allocator host(void) {
    static fault_allocator fault;
    fault_allocator_init(&fault, FAULT_NEVER, 0);
    return fault.allocator;
}

static void test_default(void) {
    locality_allocator taken;
    locality_error error;
    TEST_NUMBER(loc_allocator_take(NULL, &taken, &error), LOCALITY_OK);
    TEST_NUMBER(taken.struct_size, sizeof taken);
    void *block = loc_allocate(&taken, 10, 10);
    size_t capacity = 0;
    void *array = NULL;
    CU_ASSERT_PTR_NOT_NULL_FATAL(block);
    CU_ASSERT_TRUE(loc_grow(&taken, &array, &capacity, 5, 4));
    CU_ASSERT_TRUE(loc_grow(&taken, &array, &capacity, 500, 4));
    loc_release(&taken, block, 10, 10);
    loc_release(&taken, array, capacity, 4);
}

static void test_incomplete(void) {
    locality_allocator given = host(), taken;
    locality_error error;

    given.struct_size = (uint32_t)sizeof given - 1;
    TEST_NUMBER(loc_allocator_take(&given, &taken, &error), LOCALITY_INVALID);
    given.struct_size = 1000000000;
    TEST_NUMBER(loc_allocator_take(&given, &taken, &error), LOCALITY_INVALID);
    given = host();
    given.reserved = 1;
    TEST_NUMBER(loc_allocator_take(&given, &taken, &error), LOCALITY_INVALID);
    given = host();
    given.allocate = NULL;
    TEST_NUMBER(loc_allocator_take(&given, &taken, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "allocator.allocate is null");
    given = host();
    given.resize = NULL;
    TEST_NUMBER(loc_allocator_take(&given, &taken, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "allocator.resize is null");
    given = host();
    given.release = NULL;
    TEST_NUMBER(loc_allocator_take(&given, &taken, NULL), LOCALITY_INVALID);
    given = host();
    TEST_NUMBER(loc_allocator_take(&given, &taken, &error), LOCALITY_OK);
    CU_ASSERT_PTR_EQUAL(taken.self, given.self);
}

static void test_longer_struct(void) {
    longer_allocator given;
    locality_allocator taken;

    memset(&given, 0, sizeof given);
    given.known = host();
    given.known.struct_size = (uint32_t)sizeof given;
    TEST_NUMBER(loc_allocator_take(&given.known, &taken, NULL), LOCALITY_OK);
    TEST_NUMBER(taken.struct_size, sizeof taken);
    given.newer = &given;
    TEST_NUMBER(loc_allocator_take(&given.known, &taken, NULL), LOCALITY_INVALID);
}

static void test_overflow(void) {
    locality_allocator allocator = host();
    size_t out;
    void *block = NULL;
    size_t capacity = 0;

    CU_ASSERT_TRUE(loc_add_overflows(SIZE_MAX, 1, &out));
    CU_ASSERT_FALSE(loc_add_overflows(SIZE_MAX - 1, 1, &out));
    TEST_NUMBER(out == SIZE_MAX, 1);
    CU_ASSERT_TRUE(loc_multiply_overflows(SIZE_MAX / 2 + 1, 2, &out));
    CU_ASSERT_FALSE(loc_multiply_overflows(SIZE_MAX / 2, 2, &out));
    CU_ASSERT_FALSE(loc_multiply_overflows(SIZE_MAX, 0, &out));
    CU_ASSERT_PTR_NULL(loc_allocate(&allocator, SIZE_MAX, 2));
    CU_ASSERT_FALSE(loc_grow(&allocator, &block, &capacity, SIZE_MAX / 2 + 2, 1) && capacity == 0);
    CU_ASSERT_FALSE(loc_grow(&allocator, &block, &capacity, SIZE_MAX / 4, 8));
    CU_ASSERT_PTR_NULL(block);
    TEST_NUMBER(capacity, 0);
}

static void test_zeroed(void) {
    locality_allocator allocator = host();
    fault_allocator *fault = allocator.self;
    unsigned char *bytes = loc_allocate(&allocator, 7, 3);
    void *nothing = loc_allocate(&allocator, 0, 8);

    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    CU_ASSERT_PTR_NOT_NULL(nothing);
    for (size_t i = 0; i < 21; i++) {
        TEST_NUMBER(bytes[i], 0);
    }
    TEST_NUMBER(fault->live_bytes, 22); /* nothing counts as one byte */
    loc_release(&allocator, bytes, 7, 3);
    loc_release(&allocator, nothing, 0, 8);
    loc_release(&allocator, NULL, 5, 5);
    fault_allocator_clean(fault, "zeroed blocks");
}

static void test_grow(void) {
    locality_allocator allocator = host();
    fault_allocator *fault = allocator.self;
    void *block = NULL;
    size_t capacity = 0, times = 0;

    CU_ASSERT_TRUE(loc_grow(&allocator, &block, &capacity, 0, sizeof(int)));
    CU_ASSERT_PTR_NULL(block);
    for (size_t i = 0; i < 10000; i++) {
        size_t before = capacity;
        CU_ASSERT_TRUE_FATAL(loc_grow(&allocator, &block, &capacity, i + 1, sizeof(int)));
        times += capacity != before;
        ((int *)block)[i] = (int)i;
    }
    for (size_t i = 0; i < 10000; i++) {
        CU_ASSERT_EQUAL_FATAL(((int *)block)[i], (int)i);
    }
    CU_ASSERT_TRUE(times <= 12); /* doubling */
    loc_release(&allocator, block, capacity, sizeof(int));
    fault_allocator_clean(fault, "a growing array");
}

static locality_status grow_work(void *state, const locality_allocator *allocator,
                                 locality_error *error) {
    void *block = NULL;
    size_t capacity = 0, wanted = 100;
    bool grown = loc_grow(allocator, &block, &capacity, 10, 8);
    size_t before = capacity;

    (void)state;
    if (grown && !loc_grow(allocator, &block, &capacity, wanted, 8)) {
        grown = false;
        TEST_NUMBER(capacity, before);
    }
    loc_release(allocator, block, capacity, 8);
    return grown ? loc_ok(error) : loc_fail_memory(error);
}

static void test_grow_faults(void) {
    fault_drive("growing", grow_work, NULL, 2);
}

static void test_arena(void) {
    locality_allocator allocator = host();
    fault_allocator *fault = allocator.self;
    loc_arena arena;
    char *texts[3000];

    loc_arena_init(&arena, &allocator);
    for (size_t i = 0; i < 3000; i++) {
        char name[32];
        unsigned char *taken;
        int length = snprintf(name, sizeof name, "post-%zu", i);

        texts[i] = loc_arena_text(&arena, name, (size_t)length);
        taken = loc_arena_take(&arena, i % 5, i % 11);
        CU_ASSERT_PTR_NOT_NULL_FATAL(texts[i]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(taken);
        CU_ASSERT_EQUAL_FATAL((uintptr_t)taken % _Alignof(max_align_t), 0);
        for (size_t b = 0; b < i % 5 * (i % 11); b++) {
            CU_ASSERT_EQUAL_FATAL(taken[b], 0);
        }
        memset(taken, 0x77, i % 5 * (i % 11));
    }
    for (size_t i = 0; i < 3000; i++) {
        char name[32];
        snprintf(name, sizeof name, "post-%zu", i);
        CU_ASSERT_STRING_EQUAL_FATAL(texts[i], name);
    }
    CU_ASSERT_TRUE(fault->live_blocks < 12); /* blocks double */
    loc_arena_clear(&arena);
    TEST_NUMBER(fault->live_blocks, 0);
    TEST_TEXT(loc_arena_text(&arena, NULL, 0), ""); /* used again */
    loc_arena_clear(&arena);
    fault_allocator_clean(fault, "an arena");
}

static void test_arena_large(void) {
    locality_allocator allocator = host();
    fault_allocator *fault = allocator.self;
    loc_arena arena;
    char *small, *after;
    size_t size = 5u * 1024 * 1024;

    loc_arena_init(&arena, &allocator);
    CU_ASSERT_PTR_NOT_NULL(loc_arena_take(&arena, size, 1)); /* the first block of all */
    small = loc_arena_text(&arena, "a", 1);
    CU_ASSERT_PTR_NOT_NULL(loc_arena_take(&arena, size, 1));
    after = loc_arena_text(&arena, "b", 1);
    CU_ASSERT_PTR_EQUAL(after, small + 2); /* the room of the block in use was not lost */
    TEST_NUMBER(fault->live_blocks, 3);
    CU_ASSERT_TRUE(fault->live_bytes < 2 * size + 3u * 1024 * 1024);
    CU_ASSERT_PTR_NULL(loc_arena_take(&arena, SIZE_MAX, 2));
    CU_ASSERT_PTR_NULL(loc_arena_take(&arena, SIZE_MAX, 1));
    CU_ASSERT_PTR_NULL(loc_arena_text(&arena, "x", SIZE_MAX));
    loc_arena_clear(&arena);
    fault_allocator_clean(fault, "large requests");
}

static void test_arena_capped(void) {
    locality_allocator allocator = host();
    fault_allocator *fault = allocator.self;
    loc_arena arena;

    loc_arena_init(&arena, &allocator);
    for (size_t i = 0; i < 8u * 1024; i++) {
        CU_ASSERT_PTR_NOT_NULL_FATAL(loc_arena_bytes(&arena, 1024));
    }
    CU_ASSERT_TRUE(fault->live_bytes < 10u * 1024 * 1024); /* no more than a block too much */
    loc_arena_clear(&arena);
    fault_allocator_clean(fault, "an arena of 8 MiB");
}

static locality_status arena_work(void *state, const locality_allocator *allocator,
                                  locality_error *error) {
    loc_arena arena;
    bool whole = true;

    (void)state;
    loc_arena_init(&arena, allocator);
    for (size_t i = 0; i < 200 && whole; i++) {
        whole = loc_arena_take(&arena, 10, 10) != NULL && loc_arena_text(&arena, "text", 4) != NULL;
    }
    whole = whole && loc_arena_take(&arena, 1, 3000000) != NULL;
    loc_arena_clear(&arena);
    return whole ? loc_ok(error) : loc_fail_memory(error);
}

static void test_arena_faults(void) {
    fault_drive("an arena", arena_work, NULL, 3);
}

static const test_case cases[] = {
    {"without an allocator of the host malloc serves", test_default},
    {"an allocator that lacks a member is refused by name", test_incomplete},
    {"a longer allocator is taken only when its tail is zero", test_longer_struct},
    {"sizes that overflow are refused", test_overflow},
    {"blocks are zeroed and go back with their size", test_zeroed},
    {"an array grows by doubling and keeps its elements", test_grow},
    {"an array that cannot grow stays as it was", test_grow_faults},
    {"an arena hands out aligned, zeroed memory that does not move", test_arena},
    {"a request larger than a block gets a block of its own", test_arena_large},
    {"blocks of an arena stop doubling at a mebibyte", test_arena_capped},
    {"an arena survives the failure of each allocation", test_arena_faults},
};

TEST_MAIN("base: memory", cases)
