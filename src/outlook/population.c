/* Population: demand as rates of age bands times the people that there will be. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "locality/outlook.h"
#include "schema/schema.h"
#include "statistics/distributions.h"

#define MOST_BANDS 1000
#define SEEN_AS \
    0.5 /* requests that a band without any is held to have had, for the error of its rate */
#define MOST_MEAN 9.0e15
#define NAME_SIZE 32

static const char *name_of(const locality_population_band *band, char *room) {
    if (band->name != NULL && band->name[0] != '\0') {
        return band->name;
    }
    if (band->to_age == LOCALITY_DEMAND_NONE) {
        snprintf(room, NAME_SIZE, "%u+", band->from_age);
    } else {
        snprintf(room, NAME_SIZE, "%u-%u", band->from_age, band->to_age);
    }
    return room;
}

/* ---- What is given ---------------------------------------------------------------------------- */

static bool is_people(double value) {
    return value >= 0.0 && value < MOST_MEAN;
}

/* Whether the people of a year are numbers in order. */
static bool has_people(const locality_population_band *b, size_t year) {
    double low = b->people_low == NULL ? b->people[year] : b->people_low[year];
    double high = b->people_high == NULL ? b->people[year] : b->people_high[year];

    return is_people(low) && is_people(high) && low <= b->people[year] && b->people[year] <= high;
}

static locality_status check_band(const locality_population_band *b, size_t years,
                                  locality_error *error) {
    locality_population_band in = LOCALITY_POPULATION_BAND_INIT;
    char room[NAME_SIZE];

    if (!loc_struct_take(&in, sizeof in, b, b->struct_size, sizeof in) || in.reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "struct_size or reserved is not that of locality_population_band");
    }
    bool has_rate = b->requests >= 0 && b->person_years > 0.0 && b->person_years < MOST_MEAN;
    if (b->from_age > b->to_age || !has_rate || b->people == NULL) {
        return loc_fail(error, LOCALITY_INVALID,
                        "the band %s: ages, requests, person_years or people are out of range",
                        name_of(b, room));
    }
    for (size_t y = 0; y < years; y++) {
        if (!has_people(b, y)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "the people of the band %s in year %zu are not 0 or more, or not "
                            "between the fewest and the most",
                            name_of(b, room), y);
        }
    }
    return LOCALITY_OK;
}

/* Whoever is of an age that two bands hold would be counted twice. */
static locality_status check_overlap(const locality_population_band *a,
                                     const locality_population_band *b, locality_error *error) {
    uint32_t from = a->from_age > b->from_age ? a->from_age : b->from_age;
    uint32_t to = a->to_age < b->to_age ? a->to_age : b->to_age;
    char left[NAME_SIZE];
    char right[NAME_SIZE];

    if (from > to) {
        return LOCALITY_OK;
    }
    return loc_fail(
        error, LOCALITY_INVALID,
        "bands overlap: %s and %s both hold people aged %u; add bands that share no age",
        name_of(a, left), name_of(b, right), from);
}

static locality_status check(const locality_population_band *band, size_t bands, size_t years,
                             locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (size_t k = 0; status == LOCALITY_OK && k < bands; k++) {
        status = check_band(&band[k], years, error);
    }
    for (size_t k = 1; status == LOCALITY_OK && k < bands; k++) {
        for (size_t j = 0; status == LOCALITY_OK && j < k; j++) {
            status = check_overlap(&band[j], &band[k], error);
        }
    }
    return status;
}

/* ---- What is projected ------------------------------------------------------------------------ */

/* Mean of a year, and the variance that rates add to it. */
typedef struct sum {
    double mean, variance;
} sum;

static void add_band(sum *s, const locality_population_band *b, double people) {
    double rate = (double)b->requests / b->person_years;
    double seen = b->requests > 0 ? (double)b->requests : SEEN_AS;
    double error = sqrt(seen) / b->person_years * people;

    s->mean += rate * people;
    s->variance += error * error;
}

static int64_t end_of(double share, const sum *s, double dispersion) {
    double mean = s->mean;

    if (!(mean > 0.0)) { /* nothing seen: as far as the error of that reaches */
        mean = sqrt(s->variance);
    }
    if (!(mean > 0.0) || !(mean < MOST_MEAN)) {
        return mean > 0.0 ? INT64_MAX : 0;
    }
    /* Both are variances of the rate's own count and of the year's: overdispersed alike. */
    double spread = dispersion * (1.0 + s->variance / mean);
    return (int64_t)loc_overdispersed_quantile(share, mean, spread);
}

static void project(const locality_population_band *band, size_t bands, size_t year,
                    double dispersion, double coverage, locality_population_demand *out) {
    sum low = {0.0, 0.0};
    sum mean = {0.0, 0.0};
    sum high = {0.0, 0.0};
    double tail = (1.0 - coverage) / 2.0;

    memset(out, 0, sizeof *out);
    for (size_t k = 0; k < bands; k++) {
        const locality_population_band *b = &band[k];
        out->people += b->people[year];
        add_band(&low, b, b->people_low == NULL ? b->people[year] : b->people_low[year]);
        add_band(&mean, b, b->people[year]);
        add_band(&high, b, b->people_high == NULL ? b->people[year] : b->people_high[year]);
    }
    out->mean = mean.mean;
    out->low = low.mean;
    out->high = high.mean;
    out->least = low.mean > 0.0 ? end_of(tail, &low, dispersion) : 0;
    out->most = end_of(1.0 - tail, &high, dispersion);
}

locality_status locality_project_population(const locality_population_band *band, size_t bands,
                                            size_t years, double dispersion, double coverage,
                                            locality_population_demand *out, size_t capacity,
                                            locality_error *error) {
    if (band == NULL || out == NULL) {
        return loc_fail_null(error, band == NULL ? "band" : "out");
    }
    if (bands < 1 || !(dispersion >= 1.0 && dispersion < 1e12) ||
        !(coverage > 0.0 && coverage < 1.0)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "there are no bands, or dispersion or coverage is out of range");
    }
    if (bands > MOST_BANDS || years > capacity) {
        return loc_fail(error, LOCALITY_LIMIT,
                        "%zu bands are too many, or %zu years do not fit into room for %zu", bands,
                        years, capacity);
    }
    locality_status status = check(band, bands, years, error);
    for (size_t y = 0; status == LOCALITY_OK && y < years; y++) {
        project(band, bands, y, dispersion, coverage, &out[y]);
    }
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
