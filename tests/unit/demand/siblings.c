/* Siblings: what cells borrow of one another, and when they stand on their own past. */
#include <math.h>
#include <string.h>

#include "support/harness.h"
#include "unit/demand/made.h"

#define WARDS 40
#define WEEKS 330

static int64_t count[WARDS][WEEKS];
static uint32_t area[WARDS];
static locality_demand_tree areas;
static locality_demand_input input;

static void make_wards(const made_plan *plan) {
    for (uint32_t s = 0; s < plan->series; s++) {
        area[s] = s;
        made_series(plan, s, count[s]);
    }
    areas = (locality_demand_tree)LOCALITY_DEMAND_TREE_INIT;
    areas.count = plan->series;
    input = made_input(plan, count[0], area, &areas);
    input.series_step = WEEKS;
}

static made_plan plan_of(double least, double most) {
    return (made_plan){
        .seed = 71, .series = WARDS, .periods = WEEKS, .least = least, .most = most, .season = 0.3};
}

static locality_demand_result *detect(void) {
    locality_demand_result *result = NULL;
    locality_error error;
    locality_status status = locality_detect(&input, NULL, NULL, &result, &error);

    TEST_ROW(status == LOCALITY_OK, error.message);
    return result;
}

static locality_demand_cell cell_of(const locality_demand_result *result, uint32_t ward) {
    locality_demand_cell cell;
    uint32_t at = locality_demand_result_find(result, ward, 0);

    CU_ASSERT_FATAL(locality_demand_result_cell_at(result, at, &cell, NULL) == LOCALITY_OK);
    return cell;
}

/* How many wards stand on a rung. */
static size_t count_rung(const locality_demand_result *result, int32_t rung) {
    size_t wards = 0;

    for (uint32_t ward = 0; ward < input.series; ward++) {
        wards += cell_of(result, ward).rung == rung;
    }
    return wards;
}

static void wards_that_go_together_borrow(void) {
    made_plan plan = plan_of(2, 20);

    make_wards(&plan);
    locality_demand_result *r = detect();
    CU_ASSERT(count_rung(r, LOCALITY_DEMAND_BORROWED) >=
              WARDS - 2); /* one in fifty strays by chance */
    locality_demand_result_free(r);
}

/* With heights of the season anywhere in the year, busy wards are surer of their own. */
static void wards_with_seasons_of_their_own_stand_on_them(void) {
    made_plan plan = plan_of(20, 60);

    plan.own_season = 1;
    make_wards(&plan);
    locality_demand_result *r = detect();
    CU_ASSERT(count_rung(r, LOCALITY_DEMAND_FARRINGTON) >= WARDS - 4);
    locality_demand_result_free(r);
    plan = plan_of(0.3, 0.9); /* too thin to be sure of anything of their own */
    plan.own_season = 1;
    make_wards(&plan);
    r = detect();
    TEST_NUMBER(count_rung(r, LOCALITY_DEMAND_FARRINGTON), 0);
    locality_demand_result_free(r);
}

/* One ward grows by half a year on year, beside others that do not. */
static void a_ward_that_plainly_strays_stands_alone(void) {
    made_plan plan = plan_of(10, 12);

    make_wards(&plan);
    for (uint32_t t = 0; t < WEEKS; t++) {
        count[7][t] = count[7][t] * (40 + t) / 160;
    }
    locality_demand_result *r = detect();
    TEST_NUMBER(cell_of(r, 7).rung, LOCALITY_DEMAND_FARRINGTON);
    CU_ASSERT(cell_of(r, 7).fall_p > 0.01 && cell_of(r, 7).rise_p > 0.01);
    locality_demand_result_free(r);
}

/* The dispersion of all is drawn to what they have in common: nearer to the truth than each
 * alone. */
static void dispersions_are_drawn_together(void) {
    made_plan plan = plan_of(2, 20);
    double away = 0;

    plan.spread = 1.8;
    make_wards(&plan);
    locality_demand_result *r = detect();
    for (uint32_t ward = 0; ward < WARDS; ward++) {
        away += fabs(cell_of(r, ward).dispersion - 1.8) / WARDS;
    }
    CU_ASSERT(away < 0.10); /* one alone is off by 0.16: sqrt(2 / 155) * 1.8 * sqrt(2 / pi) */
    locality_demand_result_free(r);
}

/* A variance of mean + mean^2 / 20: the line of dispersions finds that it grows with the mean. */
static void dispersions_grow_with_the_mean_where_they_do(void) {
    made_plan plan = plan_of(1, 40);

    plan.size = 20; /* to 80 */
    make_wards(&plan);
    locality_demand_result *r = detect();
    for (uint32_t ward = 0; ward < WARDS; ward++) {
        locality_demand_cell cell = cell_of(r, ward);
        CU_ASSERT(cell.dispersion >= 1 && cell.dispersion < 1 + cell.mean / 10 + 0.3);
        CU_ASSERT(cell.mean < 20 || cell.dispersion > 1 + cell.mean / 120);
    }
    locality_demand_result_free(r);
}

/* A ward alone above a district has nobody to lean on but that; and nothing is divided by
 * nothing. */
static void few_wards_and_empty_ones_are_borne(void) {
    made_plan plan = plan_of(2, 20);

    plan.series = 2;
    make_wards(&plan);
    locality_demand_result *r = detect();
    CU_ASSERT(cell_of(r, 0).dispersion >= 1 && cell_of(r, 1).dispersion >= 1);
    locality_demand_result_free(r);
    plan.series = WARDS;
    make_wards(&plan);
    memset(count[3], 0, sizeof count[3]);
    for (uint32_t t = 0; t < WEEKS; t++) {
        count[4][t] = LOCALITY_NO_COUNT; /* and so no sum of all areas either */
    }
    r = detect();
    TEST_NUMBER(cell_of(r, 4).rung, LOCALITY_DEMAND_NO_BASELINE);
    locality_demand_result_free(r);
    for (uint32_t t = 0; t < WEEKS; t++) {
        count[4][t] = t < WEEKS - 120 ? 1 : 2;
    }
    r = detect();
    CU_ASSERT(cell_of(r, 3).dispersion >= 1);
    CU_ASSERT(cell_of(r, 3).expected > 0 && cell_of(r, 3).expected < 0.1);
    locality_demand_result_free(r);
    for (uint32_t ward = 0; ward < WARDS; ward++) {
        memset(count[ward], 0, sizeof count[ward]);
    }
    r = detect();
    TEST_NUMBER(locality_demand_result_signals(r), 0);
    locality_demand_result_free(r);
}

/* The chart of a ward that borrows shows what its share of all was at every time. */
static void charts_of_borrowed_baselines_have_a_centre(void) {
    made_plan plan = plan_of(8, 10);
    locality_demand_point point[104];
    size_t points;

    make_wards(&plan);
    for (uint32_t t = WEEKS - 4; t < WEEKS; t++) {
        count[5][t] += 20;
    }
    locality_demand_result *r = detect();
    locality_demand_signal s;
    CU_ASSERT(locality_demand_result_signal_at(r, 0, &s, NULL) == LOCALITY_OK);
    TEST_NUMBER(s.area, 5);
    TEST_NUMBER(s.rung, LOCALITY_DEMAND_BORROWED);
    CU_ASSERT(locality_demand_result_chart(r, 0, point, 104, &points, NULL) == LOCALITY_OK);
    TEST_NUMBER(points, 104);
    for (size_t k = 0; k < points; k++) {
        CU_ASSERT(point[k].expected > 4 && point[k].expected < 16);
        CU_ASSERT(point[k].lower < point[k].expected && point[k].upper > point[k].expected);
    }
    locality_demand_result_free(r);
}

static const test_case cases[] = {
    {"wards that go together borrow", wards_that_go_together_borrow},
    {"wards with seasons of their own stand on them",
     wards_with_seasons_of_their_own_stand_on_them},
    {"a ward that plainly strays stands alone", a_ward_that_plainly_strays_stands_alone},
    {"dispersions are drawn together", dispersions_are_drawn_together},
    {"dispersions grow with the mean where they do", dispersions_grow_with_the_mean_where_they_do},
    {"few wards and empty ones are borne", few_wards_and_empty_ones_are_borne},
    {"charts of borrowed baselines have a centre", charts_of_borrowed_baselines_have_a_centre},
};

TEST_MAIN("demand siblings", cases)
