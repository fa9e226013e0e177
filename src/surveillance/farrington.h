/* Farrington's baseline: what a week's count should be, from the same weeks of earlier years.
 *
 * A quasi-Poisson regression log mu = level of the block + slope * time, over the baseline weeks of a
 * week t (Farrington et al. 1996; Noufaily et al. 2013). Blocks are parts of the year, told apart by
 * labels; every row belongs to one block, so that the normal equations fall apart: the level of a block
 * follows from the slope, and the slope from one division. A round costs O(rows) whatever the number of
 * blocks, and so do leverages.
 *
 * One room serves any number of series and weeks: take, then plan once per week t, then fit once per
 * series; afterwards the expected count of t, and of the weeks before it, is read off. */
#ifndef LOC_SURVEILLANCE_FARRINGTON_H
#define LOC_SURVEILLANCE_FARRINGTON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "locality/base.h"

#define LOC_FARRINGTON_PERIODS 64 /* most blocks of a year */
#define LOC_FARRINGTON_YEARS 50

typedef enum loc_farrington_errors {
    LOC_FARRINGTON_OWN_ERRORS,      /* scaled by phi */
    LOC_FARRINGTON_FLEXIBLE_ERRORS, /* as farringtonFlexible of R's surveillance scales them */
    LOC_FARRINGTON_EARLY_ERRORS     /* as farrington of R's surveillance does */
} loc_farrington_errors;

/* How the baseline is made. */
typedef struct loc_farrington_terms {
    uint32_t years;       /* b: years that are looked back, 1 and more */
    uint32_t half_window; /* w: weeks on each side of the same week */
    uint32_t periods;     /* blocks of a year; 1: only the windows themselves */
    uint32_t excluded;    /* weeks before t that are not baseline, beside t itself */
    uint32_t frequency;   /* points in a year: 52, 12 */
    bool has_date;        /* weeks have dates: years are looked back by the calendar */
    int64_t first_date;   /* day number of the first week, where has_date */
    bool reweight;        /* weeks with unusually high counts weigh less */
    double threshold;     /* Anscombe residual above which they do */
    bool trend; /* a trend is tried, and kept where it is significant and does not run away */
    double trend_limit; /* p below which it is significant; 1: always */
    loc_farrington_errors errors;
} loc_farrington_terms;

typedef enum loc_farrington_state {
    LOC_FARRINGTON_FITTED,
    LOC_FARRINGTON_TOO_SHORT,    /* the baseline weeks are not all there */
    LOC_FARRINGTON_TOO_FEW,      /* too few baseline weeks have data, or none in the block of t */
    LOC_FARRINGTON_NOT_CONVERGED /* neither with nor without a trend */
} loc_farrington_state;

/* Numbers of a block, or of a whole: sums of weights, and of weights times time. */
typedef struct loc_farrington_block {
    double weight;
    double mean_time;
    double level; /* eta at time 0 */
} loc_farrington_block;

typedef struct loc_farrington {
    locality_allocator allocator;
    size_t room; /* weeks */
    void *memory;
    size_t memory_size;

    /* the plan: baseline weeks of `week`, oldest first; times count weeks from `week`, so are negative */
    loc_farrington_terms terms;
    size_t week;
    size_t planned;
    size_t latest_reference; /* the same week a year ago */
    uint32_t *plan_week;
    uint8_t *plan_label;
    uint8_t *window_label; /* block of the weeks t, t - 1, ... as far as a year back */
    size_t window_labels;
    /* Logarithm of what each week's count is of (people, days of the month, share of reports that have
     * come in), NaN for none known; borrowed, null for 1 each. Set after take, before fits. */
    const double *log_exposure;

    /* the fit */
    loc_farrington_state state;
    size_t rows;
    uint32_t *week_of;
    uint8_t *label;
    double *time;
    double *count;
    double *offset; /* logarithm of its exposure */
    double *eta;
    double *mu;
    double *weight; /* working weight of the last round, as the variances have it */
    double
        *prior; /* weight of each baseline week: 1 and a little more, less where it was unusual */
    double *anscombe; /* residual of the first fit */
    loc_farrington_block block[LOC_FARRINGTON_PERIODS + 1];
    bool has_trend;
    bool trend_rejected; /* a tested trend was given up */
    bool converged;
    double slope;            /* per week */
    double slope_precision;  /* 1 / unscaled variance of the slope */
    double slope_p;          /* p-value of the trend that was tested; NaN without */
    double phi;              /* dispersion, at least 1 */
    double error_dispersion; /* what the error of the expected count is scaled by */
    double trend_dispersion; /* what the error of the slope is scaled by */
    double df;
    double deviance;
} loc_farrington;

/* What is expected in a week. */
typedef struct loc_farrington_expected {
    double mu;
    double eta;
    double error;  /* standard error of eta, dispersion included */
    double season; /* part of eta: level of the block less the mean level of the baseline weeks */
    double trend;  /* part of eta: slope times the time since the middle of the baseline */
} loc_farrington_expected;

/* Takes room for series of up to so many weeks; false on refusal (then nothing is held). */
bool loc_farrington_take(loc_farrington *f, size_t weeks, const locality_allocator *allocator);
void loc_farrington_give(loc_farrington *f);

/* Finds the baseline weeks of week t (from 0) of series of `weeks` weeks. False where the history is too
 * short; the terms must be in range. */
bool loc_farrington_plan(loc_farrington *f, const loc_farrington_terms *terms, size_t week);
/* Fits a series (LOCALITY_NO_COUNT: no data) to the plan, as `state` tells too. */
loc_farrington_state loc_farrington_fit(loc_farrington *f, const int64_t *count);
/* The expected count of week t - back, after a fit. False where t - back has no block (more than a year
 * back), or its block no data. */
bool loc_farrington_expect(const loc_farrington *f, size_t back, loc_farrington_expected *out);

#endif
