/**
 * @file outlooks.h
 * @brief A made-up council for outlooks: two neighbourhoods of two wards, two services in one, weeks with a season.
 */
#ifndef TESTS_UNIT_DEMAND_OUTLOOKS_H
#define TESTS_UNIT_DEMAND_OUTLOOKS_H

#include <string.h>

#include "locality/outlook.h"
#include "support/harness.h"
#include "unit/demand/made.h"

#define WEEKS 260
#define AREAS 6
#define SERVICES 3
#define SERIES 8
/** A Monday 260 weeks before 1 January 2024, a Monday too. */
#define FIRST_DAY (19723 - 7 * WEEKS)

static const char *const town_areas[AREAS] = {"east", "west", "alder", "beech", "cedar", "dogwood"};
static const uint32_t town_parents[AREAS] = {
    LOCALITY_DEMAND_NONE, LOCALITY_DEMAND_NONE, 0, 0, 1, 1};
static const char *const town_services[SERVICES] = {"care", "day care", "home care"};
static const uint32_t town_service_parents[SERVICES] = {LOCALITY_DEMAND_NONE, 0, 0};

/** Counts of the wards by the two services below care, and how they are handed over. */
typedef struct town {
    int64_t count[SERIES * WEEKS];
    uint32_t area[SERIES], service[SERIES];
    locality_demand_tree areas, services;
    locality_demand_input input;
} town;

/** Makes the town; `mean` is that of the first series, the others are 1.2 to 3 times as busy. */
static inline void make_town(town *t, uint64_t seed, double mean, double season) {
    locality_demand_tree areas = LOCALITY_DEMAND_TREE_INIT;
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    test_random random = {seed, 0};

    areas.count = AREAS;
    areas.id = town_areas;
    areas.parent = town_parents;
    t->areas = t->services = areas;
    t->services.count = SERVICES;
    t->services.id = town_services;
    t->services.parent = town_service_parents;
    for (uint32_t s = 0; s < SERIES; s++) {
        t->area[s] = 2 + s / 2;
        t->service[s] = 1 + s % 2;
        for (uint32_t w = 0; w < WEEKS; w++) {
            double wave = 1 + season * loc_sine_of_turn((double)w / 52.0);
            double busy = mean * (1 + 0.3 * (double)s);
            t->count[s * WEEKS + w] = made_count(&random, busy * wave, 1 + busy / 30);
        }
    }
    input.first_day = FIRST_DAY;
    input.periods = WEEKS;
    input.series = SERIES;
    input.count = t->count;
    input.area = t->area;
    input.service = t->service;
    input.areas = &t->areas;
    input.services = &t->services;
    t->input = input;
}

/** The outlook of a town, so many periods ahead. */
static inline locality_outlook *look_ahead(const locality_demand_input *input, uint32_t horizon) {
    locality_outlook_options options = LOCALITY_OUTLOOK_OPTIONS_INIT;
    locality_outlook *outlook = NULL;
    locality_demand *demand = NULL;
    locality_error error;

    options.horizon = horizon;
    CU_ASSERT_FATAL(locality_demand_new(input, NULL, NULL, &demand, &error) == LOCALITY_OK);
    CU_ASSERT(locality_outlook_new(demand, &options, &outlook, &error) == LOCALITY_OK);
    locality_demand_free(demand);
    CU_ASSERT_FATAL(outlook != NULL);
    return outlook;
}

/** What a cell is. */
static inline locality_outlook_cell cell_of(const locality_outlook *outlook, const char *area,
                                            const char *service) {
    locality_outlook_cell cell;

    CU_ASSERT(locality_outlook_cell_at(outlook, locality_outlook_find(outlook, area, service),
                                       &cell, NULL) == LOCALITY_OK);
    return cell;
}

/** One line of a cell; `every` -1 for its own periods. */
static inline locality_outlook_line line_of(const locality_outlook *outlook, const char *area,
                                            const char *service, int32_t every, size_t index) {
    locality_outlook_line line[120];
    uint32_t cell = locality_outlook_find(outlook, area, service);
    size_t count = 0;
    locality_status status =
        every == LOCALITY_OUTLOOK_OWN
            ? locality_outlook_periods(outlook, cell, line, 120, &count, NULL)
            : locality_outlook_totals(outlook, cell, every, line, 120, &count, NULL);

    CU_ASSERT_FATAL(status == LOCALITY_OK && index < count);
    return line[index];
}

#endif
