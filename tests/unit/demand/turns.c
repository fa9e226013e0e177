/* Turns: weeks of the year that a season of blocks does not follow, against ratios that are known. */
#include <math.h>

#include "demand/turns.h"
#include "support/harness.h"
#include "unit/demand/made.h"

#define WEEKS 320
#define NOW 300

static int64_t count[WEEKS];
static double expected[WEEKS];

/* A fit by weeks or months whose present period is NOW. */
static loc_farrington fit_of(uint32_t frequency) {
    loc_farrington fit = {.week = NOW};

    fit.terms.frequency = frequency;
    fit.terms.has_date = frequency == 52;
    return fit;
}

/* Counts of a mean, so many times as many in summer, and what blocks of the whole year would expect of them. */
static void make(uint64_t seed, double mean, double summer) {
    test_random random = {seed, 0};

    for (uint32_t t = 0; t < WEEKS; t++) {
        double level = made_is_summer(t) ? summer : 1;
        count[t] = made_count(&random, mean * level, 1.5);
        expected[t] = mean;
    }
}

static loc_turns find(uint32_t frequency) {
    loc_farrington fit = fit_of(frequency);
    loc_turns turns;

    loc_turns_find(&fit, count, expected, 14, NOW - 26, &turns);
    return turns;
}

static bool says_nothing(const loc_turns *turns) {
    bool nothing = true;

    for (uint32_t j = 0; j < LOC_TURNS; j++) {
        nothing = nothing && turns->ratio[j] == 1 && turns->variance[j] == 0;
    }
    return nothing;
}

static void same_week_of_every_year_has_one_turn(void) {
    loc_farrington weeks = fit_of(52), months = fit_of(12);
    const uint32_t years[] = {52, 104, 157, 209, 261}; /* 365.25 days each, in whole weeks */

    for (size_t y = 0; y < TEST_COUNT(years); y++) {
        TEST_NUMBER(loc_turn_of(&weeks, NOW - years[y]), loc_turn_of(&weeks, NOW));
    }
    for (uint32_t t = 12; t < WEEKS; t++) {
        TEST_NUMBER(loc_turn_of(&months, t), loc_turn_of(&months, t - 12));
        CU_ASSERT(loc_turn_of(&weeks, t) < LOC_TURNS);
        CU_ASSERT(loc_turn_of(&months, t) != loc_turn_of(&months, t - 5));
    }
}

static void summers_are_found(void) {
    make(3, 2000, 1.5);
    loc_turns turns = find(52);
    loc_farrington fit = fit_of(52);
    uint32_t near = 0;

    for (uint32_t t = NOW - 52; t < NOW; t++) {
        double ratio = turns.ratio[loc_turn_of(&fit, t)];
        double wanted = made_is_summer(t) ? 1.5 : 1;
        near += fabs(ratio - wanted) < 0.1;
        CU_ASSERT(turns.variance[loc_turn_of(&fit, t)] < 0.01);
    }
    CU_ASSERT(near >= 48); /* but for weeks about the two days on which it changes */
}

static void level_years_have_none(void) {
    uint32_t said = 0;

    for (uint64_t seed = 1; seed <= 200; seed++) {
        make(seed, 5 + (double)seed, 1);
        loc_turns turns = find(52);
        said += !says_nothing(&turns);
    }
    CU_ASSERT(said <= 4);
}

/* An outbreak of six weeks in one of the years: there is no such season. */
static void one_year_is_no_season(void) {
    make(5, 100, 1);
    for (uint32_t t = 150; t < 156; t++) {
        count[t] *= 4;
    }
    loc_turns turns = find(52);
    CU_ASSERT(says_nothing(&turns));
}

static void too_little_says_nothing(void) {
    make(6, 2, 3); /* fewer than five a week */
    loc_turns turns = find(52);
    CU_ASSERT(says_nothing(&turns));
    make(7, 200, 3);
    for (uint32_t t = 0; t < NOW - 130; t++) {
        count[t] = LOCALITY_NO_COUNT; /* two years are left */
    }
    turns = find(52);
    CU_ASSERT(says_nothing(&turns));
    make(8, 200, 3);
    for (uint32_t t = 0; t < WEEKS; t++) {
        expected[t] = NAN;
    }
    turns = find(52);
    CU_ASSERT(says_nothing(&turns));
}

/* A half of the year without any: the ratio stays above 0, or no logarithm could be taken. */
static void nothing_at_all_is_a_ratio_above_zero(void) {
    make(9, 500, 1);
    for (uint32_t t = 0; t < WEEKS; t++) {
        count[t] = made_is_summer(t) ? count[t] : 0;
    }
    loc_turns turns = find(52);
    for (uint32_t j = 0; j < LOC_TURNS; j++) {
        CU_ASSERT(turns.ratio[j] > 0.01 && isfinite(turns.variance[j]) && turns.variance[j] >= 0);
    }
    CU_ASSERT(!says_nothing(&turns));
}

static const test_case cases[] = {
    {"the same week of every year has one turn", same_week_of_every_year_has_one_turn},
    {"summers that begin from one week to the next are found", summers_are_found},
    {"level years have none", level_years_have_none},
    {"one year is no season", one_year_is_no_season},
    {"too little says nothing", too_little_says_nothing},
    {"nothing at all is a ratio above zero", nothing_at_all_is_a_ratio_above_zero},
};

TEST_MAIN("demand turns", cases)
