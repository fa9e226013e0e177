/**
 * @file made.h
 * @brief Made-up demand with a fixed seed: negative binomial weeks with seasons, some of them planted.
 *
 * Everything is drawn by the library's own arithmetic, so that every machine draws the same.
 */
#ifndef TESTS_UNIT_DEMAND_MADE_H
#define TESTS_UNIT_DEMAND_MADE_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "locality/demand.h"
#include "statistics/elementary.h"
#include "support/random.h"

/** A number of at least 0 and below 1. */
static inline double made_uniform(test_random *random) {
    return (double)(test_random_next(random) >> 11) * 0x1p-53;
}

/** A count of a mean and a variance of `phi` means (1: Poisson), by inversion. */
static inline int64_t made_count(test_random *random, double mean, double phi) {
    double u = made_uniform(random);
    double size = phi > 1 ? mean / (phi - 1) : 0;
    double mass = phi > 1 ? loc_exp(-size * loc_log(phi)) : loc_exp(-mean);
    int64_t count = 0;

    for (; u >= mass && count < 100000; count++) {
        u -= mass;
        double k = (double)count;
        mass *= phi > 1 ? (k + size) / (k + 1) * (1 - 1 / phi) : mean / (k + 1);
        if (mass < 1e-300 && k > mean) {
            break;
        }
    }
    return count;
}

/** How series are made. */
typedef struct made_plan {
    uint64_t seed;
    uint32_t series;
    uint32_t periods;
    double least, most; /**< Means, spread evenly over their logarithms. */
    double season;      /**< Amplitude of the year's wave. */
    double size;   /**< Counts vary by mean + mean^2 / size to mean + mean^2 / 4 size; 0 for 15. */
    double spread; /**< Above 1: they vary by so many means instead. */
    double own_season; /**< Share of a year by which the heights of their waves may lie apart. */
    double growth;     /**< They grow or shrink by up to so much a year each. */
    uint32_t planted;  /**< How many have a rise, spread evenly. */
    uint32_t rise_weeks;
    double rise;
    double
        sharp; /**< So many times as high, from one week to the next, for half of the year; 0 for 1. */
} made_plan;

/** Whether a series of the plan has a rise. */
static inline int made_is_planted(const made_plan *plan, uint32_t series) {
    uint64_t before = (uint64_t)series * plan->planted / plan->series;
    uint64_t after = ((uint64_t)series + 1) * plan->planted / plan->series;

    return after > before;
}

/** The mean of a series of the plan. */
static inline double made_mean(const made_plan *plan, uint32_t series) {
    double share = (double)(test_random_at(plan->seed + 1, series) >> 11) * 0x1p-53;

    return plan->least * loc_exp(share * loc_log(plan->most / plan->least));
}

/** A period of the half of the year that begins and ends from one week to the next. */
static inline int made_is_summer(uint32_t t) {
    double turn = ((double)t + 0.5) / 52.1786;

    turn -= floor(turn);
    return turn >= 0.25 && turn < 0.75;
}

/** Fills one series: the spread of the plan, a wave with its height in June. */
static inline void made_series(const made_plan *plan, uint32_t series, int64_t *out) {
    test_random random = {plan->seed + 2 + series, 0};
    double mean = made_mean(plan, series);
    double theta = (plan->size > 0 ? plan->size : 15) * loc_exp(made_uniform(&random) * loc_log(4));
    test_random kind = {plan->seed + 3 + plan->series + series, 0};
    double height = 26 + 52.18 * plan->own_season * made_uniform(&kind);
    double growth = plan->growth * (2 * made_uniform(&kind) - 1) / 52.18;

    for (uint32_t t = 0; t < plan->periods; t++) {
        double level = mean * (1 + plan->season * loc_cosine_of_turn((t + height) / 52.18));
        level *= plan->sharp > 0 && made_is_summer(t) ? plan->sharp : 1;
        level *= growth != 0 ? loc_exp(growth * ((double)t - (double)plan->periods)) : 1;
        if (made_is_planted(plan, series) && t + plan->rise_weeks >= plan->periods) {
            level *= plan->rise;
        }
        double spread = plan->spread > 1 ? plan->spread : 1 + level / theta;
        out[t] = made_count(&random, level, spread);
    }
}

/** All series of a plan, one after another; free with free. */
static inline int64_t *made_all(const made_plan *plan) {
    int64_t *count = calloc((size_t)plan->series * plan->periods, sizeof *count);

    for (uint32_t s = 0; s < plan->series; s++) {
        made_series(plan, s, count + (size_t)s * plan->periods);
    }
    return count;
}

/** The series as areas of one service. */
static inline locality_demand_input made_input(const made_plan *plan, const int64_t *count,
                                               const uint32_t *area,
                                               const locality_demand_tree *areas) {
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;

    in.first_day = 13516; /* Monday 2007-01-03 would be 13516 - 2; any day does */
    in.periods = plan->periods;
    in.series = plan->series;
    in.count = count;
    in.area = area;
    in.areas = areas;
    return in;
}

#endif
