/* Repetition: patterns of significant weeks (Esri's words for hot spots, read of one series), and plain
 * counts that return. */
#include "demand/repetition.h"

#include <math.h>
#include <stdbool.h>

#include "base/error.h"
#include "statistics/distributions.h"

#define MOST_PERIODS 26
#define MOST_OF 0.9 /* share of weeks that makes a pattern lasting */

uint32_t loc_repetition_hits(const double *p, size_t periods, uint32_t span, double level) {
    uint32_t hits = 0;
    size_t start = periods > span ? periods - span : 0;

    for (size_t k = start; k < periods; k++) {
        hits += p[k] <= level; /* NaN is not */
    }
    return hits;
}

/* The statistic S of Mann and Kendall, and its variance with ties. */
static double kendall(const double *value, size_t count, double *variance) {
    double sum = 0;
    double n = (double)count;

    *variance = n * (n - 1) * (2 * n + 5);
    for (size_t i = 0; i < count; i++) {
        double tied = 1;
        bool is_first = true;
        for (size_t j = 0; j < count; j++) {
            is_first = is_first && !(j < i && value[j] == value[i]);
            tied += j > i && value[j] == value[i];
        }
        for (size_t j = i + 1; j < count; j++) {
            sum += (value[j] > value[i]) - (value[j] < value[i]);
        }
        *variance -= is_first ? tied * (tied - 1) * (2 * tied + 5) : 0;
    }
    *variance /= 18;
    return sum;
}

/* 1 or -1 where the values rise or fall with p at or below the level, two-sided; else 0. */
static int trend_of(const double *value, size_t count, double level) {
    double variance;
    double sum = kendall(value, count, &variance);

    if (count < 4 || sum == 0 || !(variance > 0)) {
        return 0;
    }
    double z = (fabs(sum) - 1) / sqrt(variance);
    return 2 * loc_normal_tail(z) <= level ? (sum > 0 ? 1 : -1) : 0;
}

int32_t loc_repetition_pattern(const double *p, const double *deviation, size_t periods,
                               double level) {
    double kept[MOST_PERIODS];
    size_t count = 0;
    size_t significant = 0;
    size_t run = 0;
    bool is_last = false;

    for (size_t k = 0; k < periods && count < MOST_PERIODS; k++) {
        if (isnan(p[k])) {
            continue;
        }
        is_last = p[k] <= level;
        significant += is_last;
        run = is_last ? run + 1 : 0;
        kept[count++] = deviation[k];
    }
    if (significant == 0) {
        return LOCALITY_DEMAND_NO_PATTERN;
    }
    if (is_last && (double)significant >= MOST_OF * (double)count && significant > 1) {
        static const int32_t lasting[] = {LOCALITY_DEMAND_EASING, LOCALITY_DEMAND_PERSISTENT,
                                          LOCALITY_DEMAND_INTENSIFYING};
        return lasting[trend_of(kept, count, level) + 1];
    }
    if (run == significant) {
        return run == 1 ? LOCALITY_DEMAND_NEW : LOCALITY_DEMAND_CONSECUTIVE;
    }
    return LOCALITY_DEMAND_SPORADIC;
}

int32_t loc_repetition_repeats(const int64_t *count, size_t periods, int64_t least_count,
                               uint32_t least, uint32_t span, uint32_t *hits) {
    size_t start = periods > span ? periods - span : 0;

    *hits = 0;
    for (size_t k = start; k < periods; k++) {
        *hits += count[k] != LOCALITY_NO_COUNT && count[k] >= least_count;
    }
    return *hits >= least;
}

locality_status locality_demand_repeats(const int64_t *count, size_t periods, int64_t least_count,
                                        uint32_t least, uint32_t span, int32_t *repeats,
                                        uint32_t *hits, locality_error *error) {
    uint32_t found = 0;

    if (repeats != NULL) {
        *repeats = 0;
    }
    if (hits != NULL) {
        *hits = 0;
    }
    if (count == NULL || repeats == NULL) {
        return loc_fail_null(error, count == NULL ? "count" : "repeats");
    }
    if (least_count < 1 || least < 1 || span < 1) {
        return loc_fail(error, LOCALITY_INVALID,
                        "the parameters of the trend rule must be given: requests a period, "
                        "periods that have them, periods looked at");
    }
    if (least > span || span > periods) {
        return loc_fail(error, LOCALITY_INVALID,
                        "%u periods of the latest %u cannot be asked of %zu periods", least, span,
                        periods);
    }
    for (size_t k = 0; k < periods; k++) {
        if (count[k] < 0 && count[k] != LOCALITY_NO_COUNT) {
            return loc_fail(error, LOCALITY_INVALID, "the count of period %zu is negative", k);
        }
    }
    *repeats = loc_repetition_repeats(count, periods, least_count, least, span, &found);
    if (hits != NULL) {
        *hits = found;
    }
    return loc_ok(error);
}

locality_status locality_demand_pattern(const double *p, const double *deviation, size_t weeks,
                                        double level, int32_t *pattern, locality_error *error) {
    if (pattern != NULL) {
        *pattern = LOCALITY_DEMAND_NO_PATTERN;
    }
    if (p == NULL || deviation == NULL || pattern == NULL) {
        return loc_fail_null(error, p == NULL ? "p" : deviation == NULL ? "deviation" : "pattern");
    }
    if (weeks > MOST_PERIODS || !(level > 0 && level < 1)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a pattern is read from at most %d weeks, at a level between 0 and 1",
                        MOST_PERIODS);
    }
    for (size_t k = 0; k < weeks; k++) {
        if (p[k] < 0 || p[k] > 1 || (!isnan(p[k]) && isnan(deviation[k]))) {
            return loc_fail(error, LOCALITY_INVALID, "the p or deviation of week %zu is none", k);
        }
    }
    *pattern = loc_repetition_pattern(p, deviation, weeks, level);
    return loc_ok(error);
}
