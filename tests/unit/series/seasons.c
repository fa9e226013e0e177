/* Seasons: what is made of parts is divided into them; gaps; what is refused; allocations failing. */
#include <math.h>

#include "locality/series.h"
#include "support/fault.h"
#include "support/harness.h"

#define COUNT 120

static double season_of(size_t i) {
    static const double season[] = {-3, -1, 0, 2, 5, 1, -2, -1, 0, 0, -2, 1};
    return season[i % 12];
}

static void make(double *value) {
    for (size_t i = 0; i < COUNT; i++) {
        value[i] = 20.0 + 0.1 * (double)i + season_of(i);
    }
}

static void parts_are_found_again(void) {
    double value[COUNT];
    locality_stl_options options = LOCALITY_STL_OPTIONS_INIT;
    locality_stl_point point[COUNT];

    make(value);
    options.period = 12;
    CU_ASSERT_EQUAL_FATAL(locality_stl(value, COUNT, &options, point, NULL, NULL), LOCALITY_OK);
    for (size_t i = 0; i < COUNT; i++) {
        CU_ASSERT(fabs(point[i].season - season_of(i)) < 0.15);
        CU_ASSERT(fabs(point[i].season + point[i].trend + point[i].remainder - value[i]) < 1e-12);
        CU_ASSERT(point[i].season == point[i % 12].season); /* the same every round */
        CU_ASSERT(point[i].weight == 1.0);
    }
}

static void missing_values_are_borne(void) {
    double value[COUNT];
    locality_stl_options options = LOCALITY_STL_OPTIONS_INIT;
    locality_stl_point point[COUNT];

    make(value);
    value[5] = value[40] = value[41] = value[119] = NAN;
    options.period = 12;
    CU_ASSERT_EQUAL_FATAL(locality_stl(value, COUNT, &options, point, NULL, NULL), LOCALITY_OK);
    for (size_t i = 0; i < COUNT; i++) {
        CU_ASSERT(fabs(point[i].season - season_of(i)) < 0.3);
        CU_ASSERT(fabs(point[i].trend - 20.0 - 0.1 * (double)i) < 0.5);
        TEST_NUMBER(isnan(point[i].remainder) != 0, isnan(value[i]) != 0);
        CU_ASSERT(point[i].weight == (isnan(value[i]) ? 0.0 : 1.0));
    }
}

static void what_lies_far_off_weighs_nothing(void) {
    double value[COUNT];
    locality_stl_options options = LOCALITY_STL_OPTIONS_INIT;
    locality_stl_point point[COUNT];

    make(value);
    for (size_t i = 0; i < COUNT; i++) {
        value[i] += i * 7 % 5 < 2 ? 0.3 : -0.2;
    }
    value[60] += 500.0;
    options.period = 12;
    options.outer = 15;
    options.inner = 1;
    locality_stl(value, COUNT, &options, point, NULL, NULL);
    CU_ASSERT(point[60].weight == 0.0 && fabs(point[60].remainder - 500.0) < 1.5);
    CU_ASSERT(fabs(point[61].trend - 26.1) < 1.0);
    options.outer = 0;
    locality_stl(value, COUNT, &options, point, NULL, NULL);
    CU_ASSERT(fabs(point[61].trend - 26.1) > 3.0);
}

static void wrong_input_is_refused(void) {
    double value[COUNT];
    locality_stl_options options = LOCALITY_STL_OPTIONS_INIT;
    locality_stl_point point[COUNT];
    locality_error error;

    make(value);
    CU_ASSERT_EQUAL(locality_stl(value, 104, NULL, point, NULL, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_stl(value, COUNT, NULL, NULL, NULL, NULL), LOCALITY_INVALID);
    options.period = 12;
    for (size_t k = 0; k < 7; k++) {
        locality_stl_options wrong = options;
        wrong.struct_size = k == 0 ? 12 : wrong.struct_size;
        wrong.period = k == 1 ? 1 : 12;
        wrong.season_window = k == 2 ? 8 : 0;
        wrong.trend_window = k == 3 ? 1 : 0;
        wrong.season_degree = k == 4 ? 2 : 0;
        wrong.inner = k == 5 ? 0 : 2;
        wrong.reserved2 = k == 6 ? 1 : 0;
        CU_ASSERT_EQUAL(locality_stl(value, COUNT, &wrong, point, NULL, NULL), LOCALITY_INVALID);
    }
    value[17] = INFINITY;
    CU_ASSERT_EQUAL(locality_stl(value, COUNT, &options, point, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "position 17"));
    for (size_t i = 5; i < COUNT; i += 12) {
        value[i] = NAN;
    }
    CU_ASSERT_EQUAL(locality_stl(value, COUNT, &options, point, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "season 5"));
}

static locality_status divide(void *state, const locality_allocator *allocator,
                              locality_error *error) {
    locality_stl_point point[COUNT];
    return locality_stl(state, COUNT, NULL, point, allocator, error);
}

static void every_allocation_may_fail(void) {
    double value[COUNT];
    make(value);
    fault_drive("dividing a series", divide, value, 1);
}

static const test_case cases[] = {
    {"parts are found again", parts_are_found_again},
    {"missing values are borne", missing_values_are_borne},
    {"what lies far off weighs nothing", what_lies_far_off_weighs_nothing},
    {"wrong input is refused", wrong_input_is_refused},
    {"every allocation may fail", every_allocation_may_fail},
};

TEST_MAIN("seasons", cases)
