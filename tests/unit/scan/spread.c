/* Scans of counts with more spread than Poisson, replicates until enough is known, and circles
 * of few places. */
#include <locality.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "support/harness.h"
#include "unit/demand/made.h"

#define SIDE 6
#define PLACES (SIDE * SIDE)
#define PERIODS 8
#define CELLS (PLACES * PERIODS)
#define MEAN 0.4
#define SPREAD 1.8 /* variance of a count for each unit of its mean */

typedef struct town {
    int64_t count[CELLS];
    double expected[CELLS], size[CELLS];
    locality_zones *zones;
    locality_scan_input input;
    locality_scan_options options;
} town;

static uint64_t drawn;

static int32_t note_drawn(void *self, uint64_t done) {
    (void)self;
    drawn = done;
    return 0;
}

static void make_town(town *t, uint64_t seed) {
    test_random random = {seed, 0};
    double x[PLACES], y[PLACES];
    locality_circle_options circles = LOCALITY_CIRCLE_OPTIONS_INIT;

    for (uint32_t k = 0; k < PLACES; k++) {
        x[k] = k % SIDE;
        y[k] = k / SIDE;
    }
    for (size_t i = 0; i < CELLS; i++) {
        t->count[i] = made_count(&random, MEAN, SPREAD);
        t->expected[i] = MEAN;
        t->size[i] = MEAN / (SPREAD - 1);
    }
    circles.most_places = 9;
    CU_ASSERT_FATAL(locality_zones_new_circles(x, y, NULL, PLACES, &circles, NULL, &t->zones,
                                               NULL) == LOCALITY_OK);
    t->input = (locality_scan_input)LOCALITY_SCAN_INPUT_INIT;
    t->input.places = PLACES;
    t->input.periods = PERIODS;
    t->input.count = t->count;
    t->input.expected = t->expected;
    t->input.size = t->size;
    t->options = (locality_scan_options)LOCALITY_SCAN_OPTIONS_INIT;
    t->options.model = LOCALITY_SCAN_EXPECTED;
    t->options.progress = note_drawn;
}

static locality_scan_cluster best_of(const town *t) {
    locality_scan_result *result = NULL;
    locality_scan_cluster best = {0};
    locality_error error;

    drawn = 0;
    locality_status status = locality_scan(t->zones, &t->input, &t->options, NULL, &result, &error);
    TEST_ROW(status == LOCALITY_OK, error.message);
    CU_ASSERT(locality_scan_result_cluster(result, 0, &best, NULL) == LOCALITY_OK);
    locality_scan_result_free(result);
    return best;
}

/* The score is Poisson's; what it takes to be rare is not. */
static void spread_changes_the_chance_and_not_the_score(void) {
    static town t;

    make_town(&t, 1);
    locality_scan_cluster with = best_of(&t);
    t.input.size = NULL;
    locality_scan_cluster without = best_of(&t);
    CU_ASSERT(with.score == without.score);
    CU_ASSERT(with.zone == without.zone);
    CU_ASSERT(with.probability > 2 * without.probability);
    locality_zones_free(t.zones);
}

static void quiet_towns_call_no_more_often_than_stated(void) {
    static town t;
    double scans = 0, spread = 0, poisson = 0;

    for (uint64_t seed = 1; seed <= 300; seed++) {
        make_town(&t, seed);
        t.options.replicates = 199;
        t.options.enough = 30;
        spread += best_of(&t).probability <= 0.1;
        t.input.size = NULL;
        poisson += best_of(&t).probability <= 0.1;
        scans++;
        locality_zones_free(t.zones);
    }
    printf("  quiet, p <= 0.1: %.3f with the spread, %.3f as Poisson\n", spread / scans,
           poisson / scans);
    CU_ASSERT(fabs(spread / scans - 0.1) <= 3 * sqrt(0.1 * 0.9 / scans));
    CU_ASSERT(poisson / scans > 0.5);
}

/* A rise is found by the likelihood where the efficient score of thin cells is lost among single
 * counts. */
static void thin_cells_are_better_scored_by_likelihood(void) {
    static town t;
    size_t likelihood = 0, efficient = 0;

    for (uint64_t seed = 1; seed <= 20; seed++) {
        test_random random = {seed * 7919, 0};
        make_town(&t, seed);
        for (size_t i = 0; i < CELLS; i++) {
            size_t x = i % PLACES % SIDE, y = i % PLACES / SIDE;
            bool rises = x < 3 && y < 3 && i / PLACES >= PERIODS - 4;
            t.expected[i] = 0.01 * loc_exp(made_uniform(&random) * loc_log(10));
            t.size[i] = t.expected[i] / 0.2;
            t.count[i] = made_count(&random, t.expected[i] * (rises ? 8 : 1), 1.2);
        }
        likelihood += best_of(&t).probability <= 0.01;
        t.options.model = LOCALITY_SCAN_OVERDISPERSED;
        efficient += best_of(&t).probability <= 0.01;
        locality_zones_free(t.zones);
    }
    printf("  of 20 rises at p <= 0.01: %zu by likelihood, %zu by the efficient score\n",
           likelihood, efficient);
    CU_ASSERT(likelihood > efficient);
}

/* ---- Enough ----------------------------------------------------------------------------------- */

static void drawing_stops_once_enough_is_known(void) {
    static town t;

    make_town(&t, 4);
    double exact = best_of(&t).probability;
    TEST_NUMBER(drawn, 999);
    CU_ASSERT_FATAL(exact > 0.1);
    t.options.enough = 20;
    double soon = best_of(&t).probability;
    CU_ASSERT(drawn < 200 && drawn >= 20);
    CU_ASSERT_DOUBLE_EQUAL(soon, 20.0 / (double)drawn, 1e-12);
    CU_ASSERT(fabs(soon - exact) < 0.2);
    locality_zones_free(t.zones);
}

static void rare_clusters_have_all_their_replicates(void) {
    static town t;

    make_town(&t, 5);
    for (size_t p = PERIODS - 3; p < PERIODS; p++) {
        t.count[p * PLACES + 7] += 9;
        t.count[p * PLACES + 8] += 9;
    }
    t.options.enough = 20;
    CU_ASSERT_DOUBLE_EQUAL(best_of(&t).probability, 1.0 / 1000, 1e-15);
    TEST_NUMBER(drawn, 999);
    locality_zones_free(t.zones);
}

/* ---- What is taken and what not ---------------------------------------------------------------- */

static void structs_of_before_are_taken_and_wrong_ones_named(void) {
    static town t;
    locality_scan_result *result = NULL;
    locality_error error;

    make_town(&t, 6);
    t.options.enough = 1; /* beyond what the struct says it has */
    t.options.struct_size = (uint32_t)offsetof(locality_scan_options, enough);
    best_of(&t);
    TEST_NUMBER(drawn, 999);
    t.options.struct_size = sizeof t.options;
    t.options.reserved3 = 1;
    CU_ASSERT(locality_scan(t.zones, &t.input, &t.options, NULL, &result, &error) ==
              LOCALITY_INVALID);
    TEST_TEXT(error.message, "options.reserved is not 0");
    t.options.reserved3 = 0;
    t.size[PLACES + 3] = 0;
    CU_ASSERT(locality_scan(t.zones, &t.input, &t.options, NULL, &result, &error) ==
              LOCALITY_INVALID);
    TEST_TEXT(error.message, "place 3, period 1: its size parameter is not above 0");
    locality_zones_free(t.zones);
}

/* ---- Circles of few places --------------------------------------------------------------------- */

/* The first places of circles that may grow on are those of circles that may not, ties included. */
static void small_circles_begin_the_large_ones(void) {
    enum { MANY = 150, FEW = 7 };
    double x[MANY], y[MANY];
    test_random random = {11, 0};
    locality_circle_options circles = LOCALITY_CIRCLE_OPTIONS_INIT;
    locality_zones *all = NULL, *few = NULL;

    for (size_t k = 0; k < MANY;
         k++) { /* a small grid: many at the same distance, some in one spot */
        x[k] = (double)(test_random_next(&random) % 10);
        y[k] = (double)(test_random_next(&random) % 10);
    }
    circles.most_share = 1;
    CU_ASSERT(locality_zones_new_circles(x, y, NULL, MANY, &circles, NULL, &all, NULL) ==
              LOCALITY_OK);
    circles.most_places = FEW;
    CU_ASSERT(locality_zones_new_circles(x, y, NULL, MANY, &circles, NULL, &few, NULL) ==
              LOCALITY_OK);
    TEST_NUMBER(locality_zones_count(few), MANY * FEW);
    for (size_t centre = 0; centre < MANY; centre++) {
        size_t many, some;
        const uint32_t *whole = locality_zones_members(all, centre * MANY + MANY - 1, &many);
        const uint32_t *part = locality_zones_members(few, centre * FEW + FEW - 1, &some);
        CU_ASSERT(many == MANY && some == FEW);
        CU_ASSERT(memcmp(whole, part, FEW * sizeof *part) == 0);
    }
    locality_zones_free(all);
    locality_zones_free(few);
}

static const test_case cases[] = {
    {"spread changes the chance and not the score", spread_changes_the_chance_and_not_the_score},
    {"quiet towns call no more often than stated", quiet_towns_call_no_more_often_than_stated},
    {"thin cells are better scored by likelihood", thin_cells_are_better_scored_by_likelihood},
    {"drawing stops once enough is known", drawing_stops_once_enough_is_known},
    {"rare clusters have all their replicates", rare_clusters_have_all_their_replicates},
    {"structs of before are taken, and wrong ones named",
     structs_of_before_are_taken_and_wrong_ones_named},
    {"small circles begin the large ones", small_circles_begin_the_large_ones},
};

TEST_MAIN("scan spread", cases)
