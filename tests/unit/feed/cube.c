/* Cube: in whatever form the counts lie (log, block, both, log again), they are those that were put in. */
#include <stdlib.h>

#include "feed/cube.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

enum { MOST_SLOTS = 1 << 14 };

typedef struct counted {
    loc_cube cube;
    int64_t total[MOST_SLOTS];
    uint32_t left[MOST_SLOTS], right[MOST_SLOTS];
} counted;

static uint32_t slot_of(counted *c, uint32_t left, uint32_t right) {
    const uint32_t code[LOC_CUBE_MOST_PARTS] = {left, right};
    uint32_t slot = loc_cube_slot(&c->cube, code);

    CU_ASSERT_FATAL(slot < MOST_SLOTS);
    c->left[slot] = left;
    c->right[slot] = right;
    return slot;
}

static void put(counted *c, uint32_t left, uint32_t right, int32_t period) {
    uint32_t slot = slot_of(c, left, right);

    CU_ASSERT_FATAL(loc_cube_put(&c->cube, slot, period));
    c->total[slot]++;
}

static void add(counted *c, uint32_t slot, int32_t period, int64_t count) {
    CU_ASSERT_FATAL(loc_cube_add(&c->cube, slot, period, count));
    c->total[slot] += count;
}

/* Every slot has its codes, its periods ascend, and its counts have the sum that was put in. */
static void check(counted *c, const char *name) {
    loc_cube view;
    size_t wrong = 0;

    CU_ASSERT_FATAL(loc_cube_flush(&c->cube));
    CU_ASSERT_FATAL(loc_cube_view(&c->cube, &view));
    for (uint32_t slot = 0; slot < view.slots; slot++) {
        loc_cube_walk walk;
        int64_t sum = 0, count;
        int32_t period, before = INT32_MIN;
        uint32_t code[LOC_CUBE_MOST_PARTS];
        loc_cube_walk_slot(&walk, &view, slot);
        while (loc_cube_walk_next(&walk, &period, &count)) {
            wrong += period <= before || count < 1;
            before = period;
            sum += count;
        }
        loc_cube_codes(&view, slot, code);
        wrong += sum != c->total[slot] || code[0] != c->left[slot] || code[1] != c->right[slot];
    }
    loc_cube_unview(&c->cube, &view);
    TEST_ROW(wrong == 0, name);
}

static void counts_are_the_same_in_every_form(void) {
    fault_allocator memory;
    test_random random = {911, 0};
    counted *c = calloc(1, sizeof *c);

    fault_allocator_init(&memory, FAULT_NEVER, 0);
    loc_cube_init(&c->cube, &memory.allocator, 2);
    for (int i = 0; i < 1000; i++) {
        put(c, (uint32_t)test_random_below(&random, 10), (uint32_t)test_random_below(&random, 5),
            (int32_t)test_random_below(&random, 20));
    }
    check(c, "a log");
    add(c, 0, 3, INT64_C(5000000000)); /* stays in the log when the block is made */
    for (int i = 0; i < 140000; i++) {
        put(c, (uint32_t)test_random_below(&random, 10), (uint32_t)test_random_below(&random, 5),
            (int32_t)test_random_below(&random, 20));
    }
    check(c, "a block");
    CU_ASSERT_PTR_NOT_NULL(c->cube.block);
    add(c, 1, 3, UINT32_MAX); /* what leaves 16 bits goes to the log */
    uint32_t fits = UINT16_MAX - c->cube.block[2 * c->cube.width + (uint32_t)(3 - c->cube.base)];
    add(c, 2, 3, fits);
    put(c, c->left[2], c->right[2], 3); /* and so does one event more */
    for (int i = 0; i < 150000; i++) {
        add(c, 4, 3, 70000);
    }
    CU_ASSERT(c->cube.cells < 70000); /* the log is summed beside a block too */
    check(c, "a block and a log");
    CU_ASSERT_PTR_NOT_NULL(c->cube.block);
    add(c, 3, 900, 1); /* later, earlier, and more slots */
    add(c, 3, -900, 1);
    for (uint32_t i = 0; i < 300; i++) {
        put(c, i, 7, 4);
    }
    check(c, "a wider block");
    CU_ASSERT_PTR_NOT_NULL(c->cube.block);
    for (uint32_t i = 0; i < 9000; i++) { /* too many to keep a place for each */
        put(c, i, UINT32_C(5000000) + i % 2, (int32_t)(i * 7 % 60000));
    }
    check(c, "a log again");
    CU_ASSERT_PTR_NULL(c->cube.block);
    CU_ASSERT(c->cube.pair[0].is_hashed);
    add(c, 0, 3, 1);
    CU_ASSERT(loc_cube_settle(&c->cube));
    CU_ASSERT_EQUAL(c->cube.sorted, c->cube.cells);
    check(c, "a settled log");
    loc_cube_clear(&c->cube);
    fault_allocator_clean(&memory, "a cube");
    free(c);
}

static void sums_that_leave_64_bits_are_the_largest_number(void) {
    loc_cell cells[] = {{1, 2, INT64_MAX - 1}, {0, 5, 1}, {1, 2, 2}, {1, 1, 7}, {0, 5, 3}};
    size_t count = loc_cells_sum(cells, TEST_COUNT(cells));

    TEST_NUMBER(count, 3);
    TEST_NUMBER(cells[0].count, 4);
    TEST_NUMBER(cells[1].count, 7);
    TEST_NUMBER(cells[2].count, INT64_MAX);
}

static const test_case cases[] = {
    {"counts are the same in every form", counts_are_the_same_in_every_form},
    {"sums that leave 64 bits are the largest number",
     sums_that_leave_64_bits_are_the_largest_number},
};
TEST_MAIN("feed cube", cases)
