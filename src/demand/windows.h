/* Windows: the latest periods of a cell against what was expected of them, upwards and downwards. */
#ifndef LOC_DEMAND_WINDOWS_H
#define LOC_DEMAND_WINDOWS_H

#include <stdbool.h>
#include <stdint.h>

#include "locality/demand.h"

/* Largest relative error of an expectation that is held against counts: beyond it (not known within a factor of
 * e) the negative binomial of its spread gathers at 0, and would call any count beyond chance. */
#define LOC_WINDOW_MOST_ERROR 1.0

/* What is known of the latest periods of a cell; place k is the k-th of `periods`, the last is now. */
typedef struct loc_recent {
    uint32_t periods;
    uint32_t first;         /* place of the first period that something is expected of */
    const int64_t *count;   /* LOCALITY_NO_COUNT for none */
    const double *expected; /* by the completeness of the period already */
    const double *error;    /* relative standard error of each */
    double dispersion;      /* at the mean of the baseline */
    double mean;            /* of the baseline; NaN or 0 where it does not matter */
    double growth; /* share of the dispersion beyond 1 that grows with the mean; NaN not known */
} loc_recent;

/* One direction of a cell: the window that speaks most for it, and p of all windows together. */
typedef struct loc_best_window {
    uint32_t window; /* 0 where none could be judged */
    double p;        /* 1 likewise */
} loc_best_window;

/* The dispersion where so much is expected of a period. Where it is not known how it goes with the mean,
 * above that of the baseline it grows as that of a negative binomial of one size does, so that a high
 * season is not taken for as even as the rest. */
double loc_recent_dispersion(const loc_recent *recent, double expected);
/* Adds the latest `window` periods up; false where fewer than half of them have data, nothing is expected of
 * the first, or the expectation is beyond use. */
bool loc_window_sum(const loc_recent *recent, uint32_t window, locality_demand_window *out,
                    uint32_t *counted);
/* The spread of a window: the dispersion of its counts and the error of what was expected. */
double loc_window_spread(const locality_demand_window *window);
/* p of a rise (direction 1) or a fall (-1): the chance of more, with half that of as many. */
double loc_window_p(const locality_demand_window *window, int32_t direction);
/* The smallest count that is not exceeded with a chance of p, for a mean and its spread. */
double loc_window_quantile(double p, double mean, double spread);
/* The window of `sizes` with the smallest p, times the number of windows judged. A rise of fewer than
 * `least` requests has p 1. */
loc_best_window loc_window_best(const loc_recent *recent, const uint32_t *sizes, uint32_t count,
                                int64_t least, int32_t direction);
/* The largest count (a fall: the smallest) whose p is above `cut`; -1 for a fall where there is none. */
int64_t loc_window_unless(const locality_demand_window *window, int32_t direction, double cut);
/* The smallest ratio to the expected at which a count with p of `cut` or less has at least `chance`;
 * infinity where none up to 1000 has. */
double loc_window_smallest_rise(const locality_demand_window *window, double cut, int64_t least,
                                double chance);
/* Whether a rise by `ratio` would have been at or below the cut with at least that chance. */
bool loc_window_sees(const locality_demand_window *window, double cut, int64_t least, double ratio,
                     double chance);

#endif
