/* Draws of a scan: cells that are drawn from a table and cells too broad for one have the same law. */
#include <locality.h>
#include <math.h>

#include "scan/draw.h"
#include "statistics/distributions.h"
#include "support/fault.h"
#include "support/harness.h"

enum { DRAWS = 2000 };

/* Size 0 is Poisson. A spread above 4,096 has no table. */
typedef struct law {
    const char *name;
    double mean, size;
    int has_table;
} law;

static const law laws[] = {
    {"a small Poisson number", 0.5, 0, 1},
    {"a Poisson number with a lower end", 900, 0, 1},
    {"the broadest with a table", 1.6e7, 0, 1},
    {"a broad Poisson number", 4e7, 0, 0},
    {"spread beyond the table", 1, 0.01, 1},
    {"a number of much spread", 400, 3, 1},
    {"a broad number", 9000, 2, 0},
    {"a broad number like Poisson", 4e7, 1e9, 0},
};

static locality_scan_input input_of(const law *l, const int64_t *count) {
    locality_scan_input input = LOCALITY_SCAN_INPUT_INIT;

    input.places = input.periods = 1;
    input.count = count;
    input.expected = &l->mean;
    input.size = l->size == 0 ? NULL : &l->size;
    return input;
}

static double quantile_of(const law *l, double p) {
    return l->size == 0 ? loc_poisson_quantile(p, l->mean)
                        : loc_negbin_quantile(p, l->size, l->size / (l->size + l->mean));
}

/* A draw is the quantile of the number that was drawn for it, so the same numbers give the same cells. */
static void draws_have_the_law_of_their_cell(void) {
    static const int64_t none[1];
    const locality_allocator *allocator;
    fault_allocator memory;

    fault_allocator_init(&memory, FAULT_NEVER, 0);
    allocator = &memory.allocator;
    for (size_t k = 0; k < TEST_COUNT(laws); k++) {
        const law *l = &laws[k];
        locality_scan_input input = input_of(l, none);
        double sum = 0, squares = 0,
               wanted = l->mean + (l->size == 0 ? 0 : l->mean * l->mean / l->size);
        int wrong = 0;
        loc_random random, same;
        loc_draw draw;
        int32_t model = l->size == 0 ? LOCALITY_SCAN_EXPECTED : LOCALITY_SCAN_OVERDISPERSED;
        CU_ASSERT_FATAL(loc_draw_make(&draw, &input, model, allocator));
        TEST_ROW((draw.cell[0].count > 0) == l->has_table, l->name);
        loc_random_seed(&random, 40 + k, 0);
        loc_random_seed(&same, 40 + k, 0);
        for (int i = 0; i < DRAWS; i++) {
            double cell;
            loc_draw_cells(&draw, &random, &cell);
            double away = fabs(cell - quantile_of(l, loc_random_uniform(&same)));
            wrong += !(away <= 0);
            sum += (cell - l->mean) / DRAWS;
            squares += (cell - l->mean) * (cell - l->mean) / DRAWS;
        }
        TEST_ROW(wrong == 0, l->name);
        TEST_ROW(fabs(sum) <= 5 * sqrt(wanted / DRAWS), l->name);
        TEST_ROW(l->size == 0.01 || fabs(squares / wanted - 1) < 0.25, l->name);
        loc_draw_free(&draw);
    }
    fault_allocator_clean(&memory, "draws");
}

/* A scan whose cells are all too broad for tables: a rise of many deviations is found, and nothing else. */
static void broad_cells_are_scanned(void) {
    static const double x[] = {0, 1, 2, 3}, mean[] = {4e7, 4e7, 4e7, 4e7},
                        size[] = {1e9, 1e9, 1e9, 1e9};
    static const int64_t count[] = {40000100, 39999000, 40090000, 40000200};

    for (int32_t model = LOCALITY_SCAN_EXPECTED; model <= LOCALITY_SCAN_OVERDISPERSED; model++) {
        locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
        locality_scan_input input = LOCALITY_SCAN_INPUT_INIT;
        locality_scan_result *result = NULL;
        locality_scan_cluster cluster;
        locality_zones *zones = NULL;
        CU_ASSERT_EQUAL_FATAL(locality_zones_new_circles(x, x, NULL, 4, NULL, NULL, &zones, NULL),
                              LOCALITY_OK);
        options.model = model;
        options.replicates = 99;
        input.places = 4;
        input.periods = 1;
        input.count = count;
        input.expected = mean;
        input.size = size;
        CU_ASSERT_EQUAL_FATAL(locality_scan(zones, &input, &options, NULL, &result, NULL),
                              LOCALITY_OK);
        CU_ASSERT_EQUAL(locality_scan_result_cluster(result, 0, &cluster, NULL), LOCALITY_OK);
        TEST_NUMBER(cluster.count, 40090000);
        CU_ASSERT_DOUBLE_EQUAL(cluster.probability, 0.01, 1e-12);
        locality_scan_result_free(result);
        locality_zones_free(zones);
    }
}

static const test_case cases[] = {
    {"draws have the law of their cell", draws_have_the_law_of_their_cell},
    {"cells too broad for a table are scanned", broad_cells_are_scanned},
};

TEST_MAIN("scan draws", cases)
