/* Forests of parent pointers against the plainest possible search, circles included. */
#include "base/forest.h"

#include <stdlib.h>

#include "base/memory.h"
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#define NODES 60u
#define NO_PARENT UINT32_MAX

/* Nodes above `node` by walking, each once, in the order met. */
static uint32_t walk_up(const uint32_t *parent, uint32_t count, uint32_t node, uint32_t *out) {
    uint8_t met[NODES] = {0};
    uint32_t length = 0;

    for (uint32_t at = parent[node]; at < count && !met[at]; at = parent[at]) {
        met[at] = 1;
        out[length++] = at;
    }
    return length;
}

static int has(const uint32_t *rows, uint32_t count, uint32_t row) {
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i] == row) {
            return 1;
        }
    }
    return 0;
}

static int compare(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A random parent for each node: mostly earlier nodes, with some circles when asked. */
static void draw_parents(test_random *random, uint32_t *parent, uint32_t count, int circles) {
    for (uint32_t node = 0; node < count; node++) {
        uint64_t draw = test_random_below(random, 10);
        if (draw == 0 || (node == 0 && !circles)) {
            parent[node] = NO_PARENT - (uint32_t)test_random_below(random, 2);
        } else if (draw == 1 && circles) {
            parent[node] = (uint32_t)test_random_below(random, count);
        } else {
            parent[node] = (uint32_t)test_random_below(random, node > 0 ? node : count);
        }
    }
}

static void check_node(const loc_forest *forest, uint32_t node) {
    uint32_t chain[NODES], expected[NODES], below[NODES];
    uint32_t count = forest->up.count;
    uint32_t length = walk_up(forest->up.parent, count, node, expected);
    loc_rows under = loc_forest_below(forest, node);
    loc_rows children = loc_forest_children(forest, node);

    TEST_NUMBER(loc_forest_above(forest, node), length);
    loc_ascent_chain(&forest->up, node, chain);
    CU_ASSERT(memcmp(chain, expected, length * sizeof *chain) == 0);

    uint32_t upper = length > 0 ? expected[length - 1] : node;
    int on_circle = has(expected, length, node);
    int to_circle = forest->up.parent[upper] < count;
    int open = forest->up.parent[upper] == LOC_PARENT_UNKNOWN;
    TEST_NUMBER(loc_ascent_way(&forest->up, node), on_circle   ? LOC_ON_CIRCLE
                                                   : to_circle ? LOC_TO_CIRCLE
                                                   : open      ? LOC_ENDS_OPEN
                                                               : LOC_ENDS);
    CU_ASSERT_EQUAL(loc_ascent_is_cyclic(&forest->up, node), to_circle);

    memcpy(below, under.row, under.count * sizeof *below);
    qsort(below, under.count, sizeof *below, compare);
    uint32_t found = 0, direct = 0;
    for (uint32_t other = 0; other < count; other++) {
        uint32_t up[NODES];
        uint32_t ups = walk_up(forest->up.parent, count, other, up);
        int is_below = has(up, ups, node);
        CU_ASSERT_EQUAL(loc_forest_is_above(forest, node, other), is_below);
        if (is_below) {
            CU_ASSERT(found < under.count && below[found] == other);
            found++;
        }
        if (forest->up.parent[other] == node) {
            CU_ASSERT(direct < children.count && children.row[direct] == other);
            direct++;
        }
    }
    TEST_NUMBER(under.count, found);
    TEST_NUMBER(children.count, direct);
}

static void check_circles(const loc_forest *forest) {
    uint32_t on_circles = 0;
    for (uint32_t node = 0; node < forest->up.count; node++) {
        on_circles += loc_ascent_way(&forest->up, node) == LOC_ON_CIRCLE;
    }
    for (uint32_t i = 0; i < forest->up.circles; i++) {
        loc_rows circle = loc_ascent_circle(&forest->up, i);
        CU_ASSERT(i == 0 || loc_ascent_circle(&forest->up, i - 1).row[0] < circle.row[0]);
        for (uint32_t k = 0; k < circle.count; k++) {
            uint32_t next = circle.row[(k + 1) % circle.count];
            TEST_NUMBER(forest->up.parent[circle.row[k]], next);
            CU_ASSERT(circle.row[0] <= circle.row[k]);
        }
        on_circles -= circle.count;
    }
    TEST_NUMBER(on_circles, 0);
}

static void agrees_with_search(void) {
    fault_allocator memory;
    fault_allocator_init(&memory, FAULT_NEVER, 0);
    uint32_t with_circles = 0;

    for (uint64_t seed = 1; seed <= 400; seed++) {
        test_random random = {seed, 0};
        uint32_t parent[NODES];
        uint32_t count = (uint32_t)test_random_below(&random, NODES + 1);
        loc_forest forest;

        draw_parents(&random, parent, count, seed % 2 == 0);
        CU_ASSERT_EQUAL_FATAL(loc_forest_init(&forest, parent, count, &memory.allocator, NULL),
                              LOCALITY_OK);
        for (uint32_t node = 0; node < count; node++) {
            check_node(&forest, node);
        }
        check_circles(&forest);
        with_circles += forest.up.circles > 0;
        loc_forest_clear(&forest);
    }
    CU_ASSERT(with_circles > 100);
    CU_ASSERT(fault_allocator_clean(&memory, "forests"));
}

static void puts_every_node_before_those_below_it(void) {
    const uint32_t parent[] = {2, 0, NO_PARENT, 2, 1, NO_PARENT};
    fault_allocator memory;
    loc_forest forest;

    fault_allocator_init(&memory, FAULT_NEVER, 0);
    CU_ASSERT_EQUAL_FATAL(loc_forest_init(&forest, parent, 6, &memory.allocator, NULL),
                          LOCALITY_OK);
    const uint32_t expected[] = {2, 0, 1, 4, 3, 5};
    CU_ASSERT(memcmp(forest.down.order, expected, sizeof expected) == 0);
    CU_ASSERT_PTR_NULL(forest.up.circle);
    loc_forest_clear(&forest);
    CU_ASSERT(fault_allocator_clean(&memory, "forest"));
}

static locality_status make(void *state, const locality_allocator *allocator,
                            locality_error *error) {
    const uint32_t parent[] = {1, 2, 0, 0, NO_PARENT, 4};
    loc_forest forest;
    (void)state;
    locality_status status = loc_forest_init(&forest, parent, 6, allocator, error);
    loc_forest_clear(&forest);
    return status;
}

static void survives_every_refusal(void) {
    fault_drive("forest with a circle", make, NULL, 9);
}

static const test_case cases[] = {
    {"a forest agrees with a plain search, circles included", agrees_with_search},
    {"every node stands before those below it, which are one slice",
     puts_every_node_before_those_below_it},
    {"making a forest survives every refused allocation", survives_every_refusal},
};

TEST_MAIN("forest", cases)
