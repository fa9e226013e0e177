/* Evidence: on made-up demand with fixed seeds, how often a quiet series is called, and how many planted
 * rises are found at which false share. Prints what it measured. How many are found hangs on the spread
 * of the made-up counts (unit/demand/made.h): with a variance of mean + mean^2 / 10 to 40 it is less than half. */
#include <math.h>

#include "support/harness.h"
#include "unit/demand/made.h"

#define SERIES 1500
#define PLANTED 82

/* Ends of a history, spread over the year: rises in the low season are harder to see. */
static const uint32_t ends[] = {320, 326, 333, 339, 346, 352, 359, 365};

static uint32_t area[SERIES];

static locality_demand_result *detect(const made_plan *plan) {
    locality_demand_tree areas = LOCALITY_DEMAND_TREE_INIT;
    locality_demand_result *result = NULL;
    locality_error error;
    int64_t *count = made_all(plan);

    areas.count = SERIES;
    for (uint32_t k = 0; k < SERIES; k++) {
        area[k] = k;
    }
    locality_demand_input in = made_input(plan, count, area, &areas);
    locality_status status = locality_detect(&in, NULL, NULL, &result, &error);
    TEST_ROW(status == LOCALITY_OK, error.message);
    free(count);
    return result;
}

static made_plan plan_of(uint64_t seed, uint32_t end, uint32_t planted) {
    return (made_plan){.seed = seed * 100000,
                       .series = SERIES,
                       .periods = end,
                       .least = 0.3,
                       .most = 40,
                       .season = 0.25,
                       .planted = planted,
                       .rise_weeks = 6,
                       .rise = 2};
}

/* p of rises and falls in quiet series lie below a level no more often than that level says; and the list
 * of a quiet council is empty but for one date in ten, of rises and of falls each. */
static void quiet_series_are_left_alone(void) {
    const double level[] = {0.05, 0.01, 0.001};
    double rises[3] = {0}, falls[3] = {0}, cells = 0, dates = 0, lists = 0;

    for (size_t k = 0; k < TEST_COUNT(ends); k++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            made_plan plan = plan_of(7000 + 10 * k + seed, ends[k], 0);
            locality_demand_result *result = detect(&plan);
            uint32_t listed = 0;
            for (uint32_t at = 1; at <= SERIES; at++) {
                locality_demand_cell cell;
                CU_ASSERT(locality_demand_result_cell_at(result, at, &cell, NULL) == LOCALITY_OK);
                for (size_t j = 0; j < 3; j++) {
                    rises[j] += cell.rise_p <= level[j];
                    falls[j] += cell.fall_p <= level[j];
                }
                listed += cell.standing == LOCALITY_DEMAND_LISTED;
                cells++;
            }
            dates++;
            lists += listed > 0;
            locality_demand_result_free(result);
        }
    }
    for (size_t j = 0; j < 3; j++) {
        double may = level[j] + 3 * sqrt(level[j] / cells); /* three standard errors */
        printf("  quiet: %.0f series, rises at p <= %g: %.5f, falls: %.5f\n", cells, level[j],
               rises[j] / cells, falls[j] / cells);
        CU_ASSERT(rises[j] / cells <= may);
        CU_ASSERT(falls[j] / cells <= may);
    }
    printf("  quiet: a line on %.0f of %.0f lists\n", lists, dates);
    CU_ASSERT(lists <= 0.2 * dates + 1);
}

static void planted_rises_are_found(void) {
    double listed = 0, wrong = 0, planted = 0, found = 0, watched = 0;

    for (size_t k = 0; k < TEST_COUNT(ends); k++) {
        for (uint64_t seed = 1; seed <= 2; seed++) {
            made_plan plan = plan_of(10 * k + seed, ends[k], PLANTED);
            locality_demand_result *result = detect(&plan);
            for (size_t at = 0; at < locality_demand_result_signals(result); at++) {
                locality_demand_signal s;
                CU_ASSERT(locality_demand_result_signal_at(result, at, &s, NULL) == LOCALITY_OK);
                if (s.area == LOCALITY_DEMAND_NONE) {
                    continue; /* all areas: it holds the rises too */
                }
                bool is_right = s.direction > 0 && made_is_planted(&plan, s.area);
                listed += s.standing == LOCALITY_DEMAND_LISTED;
                wrong += s.standing == LOCALITY_DEMAND_LISTED && !is_right;
                found += s.standing == LOCALITY_DEMAND_LISTED && is_right;
                watched += s.standing == LOCALITY_DEMAND_WATCHED && is_right;
            }
            planted += PLANTED;
            locality_demand_result_free(result);
        }
    }
    printf("  planted: %.0f lines, %.1f %% of them false; %.1f %% of the rises found, %.1f %% more "
           "watched\n",
           listed, 100 * wrong / listed, 100 * found / planted, 100 * watched / planted);
    CU_ASSERT(wrong <= 0.10 * listed);
    CU_ASSERT(found >= 0.5 * planted);
}

static const test_case cases[] = {
    {"quiet series are called no more often than stated", quiet_series_are_left_alone},
    {"half of the planted rises are found, at most a tenth of the list is false",
     planted_rises_are_found},
};

TEST_MAIN("demand evidence", cases)
