/**
 * @file surveillance.h
 * @brief Surveillance: which weeks of a series of counts are more, or fewer, than was to be expected.
 *
 * The detectors of public health practice, each as its source has it. Counts lie on a calendar without
 * gaps, a point a week (or month); LOCALITY_NO_COUNT is "no data" and never zero. A function that takes
 * several series takes them one after the other, `weeks` counts each, and gives its points in the same
 * order; it works a series off at a time, so that the order of series changes nothing.
 *
 * Where a method cannot say, the point has a state that says why, and no alarm. Which method is for
 * which question stands in the guide; the one with a false share near what it states is
 * locality_farrington. Every function may be called from any number of threads. Results are the same
 * to the last bit on every machine.
 */
#ifndef LOCALITY_SURVEILLANCE_H
#define LOCALITY_SURVEILLANCE_H

#include "locality/base.h"
#include "locality/statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Whether a method could judge a point, and if not, why. */
enum locality_watch_states {
    LOCALITY_WATCH_JUDGED = 0,        /**< It could; `alarm` says what was found. */
    LOCALITY_WATCH_NO_DATA = 1,       /**< The point has no count; what was expected is given. */
    LOCALITY_WATCH_TOO_SHORT = 2,     /**< The history does not reach back far enough. */
    LOCALITY_WATCH_TOO_FEW = 3,       /**< Too few weeks of the baseline have data. */
    LOCALITY_WATCH_UNDEFINED = 4,     /**< The baseline has no spread, so there is no limit. */
    LOCALITY_WATCH_NOT_CONVERGED = 5, /**< The regression did not settle. */
    LOCALITY_WATCH_RARE =
        6 /**< Too few events to speak of a rise; what figures there are, are given. */
};

/**
 * @brief Names a state, for example "history too short".
 * @param[in] state One of locality_watch_states.
 * @return Static words; "unknown" for a number that is no state.
 */
LOCALITY_API const char *locality_watch_state_name(int32_t state);

/** A point as a detector judged it. */
typedef struct locality_watch_point {
    double expected;  /**< Expected count; NaN where there is none. */
    double limit;     /**< Counts above it alarm (CUSUM: from it on); NaN where there is none. */
    double statistic; /**< The method's own statistic; NaN where there is none. */
    double p;         /**< Probability of such a count or more; NaN where the method has none. */
    int32_t state;    /**< One of locality_watch_states. */
    int32_t alarm;    /**< 1 where it alarms, else 0. */
} locality_watch_point;

/* ---- Farrington ------------------------------------------------------------------------------ */

/** How a trend gets into the baseline of locality_farrington. */
enum locality_farrington_trends {
    LOCALITY_FARRINGTON_NO_TREND = 0, /**< Never. */
    /** Where its p is below `trend_limit` (1: whatever it is), three years or more are looked back and
     * the expected count is not above all counts of the baseline. */
    LOCALITY_FARRINGTON_TESTED_TREND = 1
};

/** How the limits of locality_farrington are made. */
enum locality_farrington_methods {
    /** Quantile of the negative binomial distribution with the expected mean and the dispersion. */
    LOCALITY_FARRINGTON_NEGATIVE_BINOMIAL = 0,
    /** Normal limits of the transformed count, with the error of the expected mean (1996). */
    LOCALITY_FARRINGTON_TRANSFORMED = 1,
    /** Negative binomial at the upper confidence limit of the mean: fewest alarms ("muan"). */
    LOCALITY_FARRINGTON_UPPER_MEAN = 2,
    /** Negative binomial whose variance also holds the error of the mean: tau = phi + mu se^2. */
    LOCALITY_FARRINGTON_WITH_ERROR = 3
};

/** Whose standard errors locality_farrington has. */
enum locality_farrington_modes {
    LOCALITY_FARRINGTON_OWN = 0, /**< Scaled by the dispersion. */
    /** As farringtonFlexible of R's surveillance 1.26 has them: after reweighting its dispersion leaves
     * out the mean, which changes the decision on the trend at 9 % of points and the alarm at 1 %. */
    LOCALITY_FARRINGTON_FLEXIBLE = 1,
    /** As farrington of R's surveillance has them: a two-sided alpha, and the weeks of the oldest window
     * may lie before the first. */
    LOCALITY_FARRINGTON_1996 = 2
};

/** The sides that locality_farrington alarms on. */
enum locality_farrington_sides {
    LOCALITY_FARRINGTON_RISES = 1, /**< Rises only. */
    LOCALITY_FARRINGTON_FALLS = 2, /**< Falls only. */
    LOCALITY_FARRINGTON_BOTH = 3   /**< Both, each at `alpha`. */
};

/** How locality_farrington is to work. */
typedef struct locality_farrington_options {
    uint32_t struct_size; /**< sizeof(locality_farrington_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t years;       /**< Years looked back, 1 to 50; 5. */
    uint32_t half_window; /**< Weeks on each side of the same week; 3. */
    uint32_t periods;     /**< Blocks of a year, 1 to 64; 1: the windows only; 10. */
    uint32_t excluded;    /**< Latest weeks that are no baseline; 26. */
    uint32_t frequency;   /**< Points in a year where there are no dates, 4 to 366; 52. */
    uint32_t rare_weeks;  /**< A rise needs `rare_count` events in so many weeks; 4. */
    int64_t rare_count;   /**< Fewest events for a rise to be called; 5. */
    int64_t first_date;   /**< Day number (1970-01-01 is 0) of the first week, where `is_dated`. */
    int32_t is_dated;     /**< 1: years are looked back by the calendar, points are weeks; 0. */
    int32_t mode;         /**< One of locality_farrington_modes; OWN. */
    int32_t method;       /**< One of locality_farrington_methods; NEGATIVE_BINOMIAL. */
    int32_t trend;        /**< One of locality_farrington_trends; TESTED_TREND. */
    int32_t sides;        /**< One of locality_farrington_sides; BOTH. */
    int32_t reweight;     /**< 1: past peaks weigh less; 1. */
    double trend_limit;   /**< p below which a trend is kept, 0 to 1; 1. */
    double weight_threshold; /**< Anscombe residual from which a week weighs less, above 0; 2.58. */
    double alpha;            /**< Share of false alarms on each side, above 0, below 0.5; 0.005. */
    double power;            /**< Transformation of TRANSFORMED: 2/3, 1/2 or 1; 2/3. */
    /** What each week's counts are of: people, days of the month, the share of reports that has come
     * in by now. `weeks` numbers above 0 (NaN: not known, the week is left out), the same for all
     * series; null for 1 each. */
    const double *exposure;
} locality_farrington_options;

/** Starting value of a locality_farrington_options: what is recommended (Noufaily et al. 2013). */
#define LOCALITY_FARRINGTON_OPTIONS_INIT                                                          \
    {                                                                                             \
        sizeof(locality_farrington_options), 0, 5, 3, 10, 26, 52, 4, 5, 0, 0, 0, 0, 1, 3, 1, 1.0, \
            2.58, 0.005, 2.0 / 3, 0                                                               \
    }
/** The method as published in 1996, with the defaults of its time. */
#define LOCALITY_FARRINGTON_1996_INIT                                                            \
    {                                                                                            \
        sizeof(locality_farrington_options), 0, 5, 3, 1, 3, 52, 4, 5, 0, 0, 2, 1, 1, 1, 1, 0.05, \
            1.0, 0.05, 2.0 / 3, 0                                                                \
    }

/** A week as locality_farrington judged it. */
typedef struct locality_farrington_point {
    double expected; /**< Expected count; NaN where there is none, as for all figures below. */
    double error;    /**< Standard error of the logarithm of the expected count. */
    double phi;      /**< Dispersion, at least 1: variance over mean. */
    double lower;    /**< Counts below it are a fall. */
    double upper;    /**< Counts above it are a rise. */
    double score;    /**< (count - expected) / (upper - expected): above 1 is a rise. */
    double p_rise;   /**< Probability of such a count or more. */
    double p_fall;   /**< Probability of such a count or fewer. */
    double slope;    /**< Trend of the logarithm per point; NaN where none is kept. */
    double slope_p;  /**< p-value of the trend that was tested; NaN where none was. */
    double
        season; /**< Part of the logarithm that is the time of year, against the baseline's mean. */
    double trend;  /**< Part of it that is the trend, against the middle of the baseline. */
    int32_t state; /**< One of locality_watch_states. */
    int32_t alarm; /**< 1 a rise, -1 a fall, else 0. */
    uint32_t rows; /**< Weeks of the baseline with data. */
    int32_t
        is_empty; /**< 1 where none of them has an event: OWN then expects 0 and judges nothing. */
} locality_farrington_point;

/** A week of a baseline. */
typedef struct locality_farrington_row {
    uint32_t week;   /**< Position in the series. */
    uint32_t block;  /**< Block of the year, from 1; the highest is that of the week judged. */
    double count;    /**< Its count. */
    double fitted;   /**< What the baseline has for it. */
    double weight;   /**< Its weight; less than 1 where it was unusually high. */
    double residual; /**< Anscombe residual of the first fit; 0 where nothing is reweighted. */
} locality_farrington_row;

/**
 * @brief Judges weeks against the same weeks of earlier years (Farrington et al. 1996; Noufaily et al.
 * 2013): a quasi-Poisson baseline with blocks of the year and a trend, past peaks weighed down.
 *
 * O(series * (last - first) * baseline weeks); a room for one series is taken once.
 * @param[in] count Counts, `series` times `weeks`; none negative but LOCALITY_NO_COUNT.
 * @param[in] weeks Weeks of each series.
 * @param[in] series How many.
 * @param[in] first First week to judge, from 0.
 * @param[in] last Week after the last one to judge, at most `weeks`.
 * @param[in] options How; null for what is recommended.
 * @param[out] points `series` times `last - first` points.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (options out of range, or a negative count, whose series and week are named);
 *         LIMIT (a series of more than 2^31 weeks); NO_MEMORY.
 */
LOCALITY_API locality_status locality_farrington(const int64_t *count, size_t weeks, size_t series,
                                                 size_t first, size_t last,
                                                 const locality_farrington_options *options,
                                                 locality_farrington_point *points,
                                                 const locality_allocator *allocator,
                                                 locality_error *error);
/**
 * @brief Lists the weeks of the baseline of one week, with their weights: which past peaks were weighed
 * down.
 * @param[in] count Counts of one series.
 * @param[in] weeks How many.
 * @param[in] week The week that is judged.
 * @param[in] options How; null for what is recommended.
 * @param[out] rows Receives the weeks, oldest first; null to count.
 * @param[in] capacity How many fit.
 * @param[out] rows_count How many there are; 0 where the week cannot be judged.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_farrington; LIMIT also where they do not fit.
 */
LOCALITY_API locality_status locality_farrington_baseline(
    const int64_t *count, size_t weeks, size_t week, const locality_farrington_options *options,
    locality_farrington_row *rows, size_t capacity, size_t *rows_count,
    const locality_allocator *allocator, locality_error *error);

/* ---- Counts that come in late ---------------------------------------------------------------- */

/** Whose limits locality_delay_watch has. */
enum locality_delay_modes {
    /** The cells of a week are independent but for what is not known of their means: their variances add. */
    LOCALITY_DELAY_OWN = 0,
    /** As bodaDelay of R's surveillance 1.26 has them ("asym", "MM"): the sum of all delays has the dispersion
     * of a single one, which puts limits a quarter higher with ten delays; the last delay is counted but not
     * expected, which puts them lower; and the errors of delays are taken for independent. */
    LOCALITY_DELAY_PACKAGE = 1
};

/** How locality_delay_watch is to work; baseline weeks are those of locality_farrington. */
typedef struct locality_delay_options {
    uint32_t struct_size; /**< sizeof(locality_delay_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t years;       /**< Years looked back, 1 to 50; 5. */
    uint32_t half_window; /**< Weeks on each side of the same week; 3. */
    uint32_t periods; /**< Blocks of a year, 1 to 24; with the delays and a trend 25 at most; 10. */
    uint32_t excluded;   /**< Latest weeks that are no baseline; 26. */
    uint32_t frequency;  /**< Points in a year where there are no dates, 4 to 366; 52. */
    uint32_t rare_weeks; /**< A rise needs `rare_count` events in so many weeks; 4. */
    int64_t rare_count;  /**< Fewest events for a rise to be called; 5. */
    int64_t first_date;  /**< Day number of the first week, where `is_dated`. */
    int32_t is_dated;    /**< 1: years are looked back by the calendar, points are weeks; 0. */
    int32_t mode;        /**< One of locality_delay_modes; OWN. */
    int32_t trend;       /**< 1: with a trend; 1. */
    int32_t reserved2;   /**< Zero. */
    double alpha;        /**< Stated share of false alarms, above 0, below 0.5; 0.05. */
} locality_delay_options;

/** Starting value of a locality_delay_options. */
#define LOCALITY_DELAY_OPTIONS_INIT \
    { sizeof(locality_delay_options), 0, 5, 3, 10, 26, 52, 4, 5, 0, 0, 0, 1, 0, 0.05 }

/**
 * @brief Judges weeks of which not all events are known yet (Salmon, Schumacher, Stark, Hoehle 2015): what has
 * come in by now against what should have come in by now.
 *
 * Negative binomial regression of the reporting triangle on block of the year, trend and delay; the limit is the
 * quantile of the sum of the delays known by now, with what is not known of means and dispersion. Where there is
 * no overdispersion the counts are Poisson. The reference draws at random; here sums over a grid take the place
 * of draws, so that results are the same every time. Where the share that has come in is known from a feed, the
 * quicker way is locality_farrington with that share as exposure.
 *
 * O((last - first) * cells of the baseline * columns^2 * rounds): with ten delays some fifty weeks a second.
 * @param[in] count The reporting triangle, `weeks` rows of `delays` counts: the events of the week that were
 *            known 0, 1, ... weeks later, the last column those later still; LOCALITY_NO_COUNT where that lies in
 *            the future. None negative else.
 * @param[in] weeks Rows.
 * @param[in] delays Columns, 1 to 24; 1: no delay.
 * @param[in] first First week to judge, from 0.
 * @param[in] last Week after the last one to judge, at most `weeks`.
 * @param[in] options How; null for what is recommended.
 * @param[out] points `last - first` points; `expected` and `limit` are of the cells known by now, `statistic` is
 *             theta of a cell, infinite for Poisson. NO_DATA: none is known; TOO_FEW also where the delays known
 *             by now had no event in the baseline.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (options out of range, or a negative count, whose week and delay are named); LIMIT (more than
 *         2^31 weeks); NO_MEMORY.
 */
LOCALITY_API locality_status locality_delay_watch(const int64_t *count, size_t weeks, size_t delays,
                                                  size_t first, size_t last,
                                                  const locality_delay_options *options,
                                                  locality_watch_point *points,
                                                  const locality_allocator *allocator,
                                                  locality_error *error);

/* ---- EARS ------------------------------------------------------------------------------------ */

/** Whose C3 locality_ears has. */
enum locality_ears_modes {
    /** Distance of the week plus what the two weeks before are beyond 1, against the limit. */
    LOCALITY_EARS_OWN = 0,
    /** As earsC of R's surveillance 1.26, whose limit is counted from the week's own count, so that the
     * alarm rests on the two weeks before alone. */
    LOCALITY_EARS_PACKAGE = 1
};

/** How locality_ears is to work. */
typedef struct locality_ears_options {
    uint32_t struct_size; /**< sizeof(locality_ears_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t method;       /**< 1, 2 or 3: C1 right before, C2 two weeks apart, C3 summed; 1. */
    uint32_t baseline;    /**< Weeks of the baseline, 2 to 1,000; 7. */
    int32_t mode;         /**< One of locality_ears_modes, for C3; OWN. */
    uint32_t reserved2;   /**< Zero. */
    double alpha;         /**< Stated share of false alarms, above 0, below 1; 0.001 (C3: 0.025). */
    double
        least_deviation; /**< Floor of the standard deviation, 0 or more; 0. With few events it should
                                 be 0.5, else a single event after quiet weeks alarms. */
} locality_ears_options;

/** Starting value of a locality_ears_options. */
#define LOCALITY_EARS_OPTIONS_INIT \
    { sizeof(locality_ears_options), 0, 1, 7, 0, 0, 0.001, 0.0 }

/**
 * @brief Judges weeks against the few weeks before them: EARS C1, C2 and C3 (Hutwagner et al. 2003;
 * Fricker et al. 2008).
 *
 * Knows no season and expects one false alarm in a hundred weeks or more on counts; for short histories.
 * Weeks without data are left out of the baseline; at least two must remain. O(series * weeks).
 * @param[in] count Counts, `series` times `weeks`.
 * @param[in] weeks Weeks of each series.
 * @param[in] series How many.
 * @param[in] options How; null for C1 as above.
 * @param[out] points `series` times `weeks` points; `statistic` is the distance from the baseline's
 *             mean in standard deviations, summed for C3.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID.
 */
LOCALITY_API locality_status locality_ears(const int64_t *count, size_t weeks, size_t series,
                                           const locality_ears_options *options,
                                           locality_watch_point *points, locality_error *error);

/* ---- CUSUM ----------------------------------------------------------------------------------- */

/** How a count is put on a common scale before it is summed. */
enum locality_cusum_transforms {
    LOCALITY_CUSUM_STANDARD = 0,         /**< (x - m) / sqrt(m). */
    LOCALITY_CUSUM_ROSSI = 1,            /**< (x - 3 m + 2 sqrt(x m)) / (2 sqrt(m)). */
    LOCALITY_CUSUM_ANSCOMBE = 2,         /**< 1.5 (x^(2/3) - m^(2/3)) / m^(1/6). */
    LOCALITY_CUSUM_NEGATIVE_BINOMIAL = 3 /**< (x - m) / sqrt(m + extra m^2). */
};

/** Where the expected counts of a CUSUM come from. */
enum locality_cusum_baselines {
    LOCALITY_CUSUM_MEAN = 0,     /**< Mean of the first weeks. */
    LOCALITY_CUSUM_HARMONIC = 1, /**< Poisson regression of the first weeks on one yearly wave. */
    LOCALITY_CUSUM_GIVEN = 2     /**< Given, week by week. */
};

/** How locality_cusum is to work. */
typedef struct locality_cusum_options {
    uint32_t struct_size; /**< sizeof(locality_cusum_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t transform;    /**< One of locality_cusum_transforms; STANDARD. */
    int32_t baseline;     /**< One of locality_cusum_baselines; MEAN. */
    int32_t reset;        /**< 1: starts again from 0 after an alarm; 0. */
    uint32_t first;       /**< First week that is judged; those before are the baseline, at least 1
                                 (HARMONIC: 4; GIVEN: 0 is allowed); 40. */
    double reference;     /**< k: what is taken off each week; 1.04. */
    double decision;      /**< h: the sum that alarms, above 0; 2.26. */
    double extra;         /**< Overdispersion of NEGATIVE_BINOMIAL, 0 or more; 0.1. */
    double frequency;     /**< Points in a year, for HARMONIC; 52. */
    const double
        *expected; /**< GIVEN: expected counts, laid out as the counts, above 0; else null. */
} locality_cusum_options;

/** Starting value of a locality_cusum_options: one false alarm in 500 weeks of a standard normal. */
#define LOCALITY_CUSUM_OPTIONS_INIT \
    { sizeof(locality_cusum_options), 0, 0, 0, 0, 40, 1.04, 2.26, 0.1, 52.0, 0 }

/**
 * @brief Sums what counts have in excess until the sum says that something has changed (Rossi et al.
 * 1999; Hoehle 2007). For dating the onset of a rise, not for listing rises.
 *
 * A week without data, or with nothing expected, leaves the sum as it is. O(series * weeks).
 * @param[in] count Counts, `series` times `weeks`.
 * @param[in] weeks Weeks of each series.
 * @param[in] series How many.
 * @param[in] options How; null for the defaults above.
 * @param[out] points `series` times `weeks` points; `statistic` is the sum, `limit` the count that
 *             would have alarmed (STANDARD: rounded up).
 * @param[in] allocator Memory functions, null for malloc; only asked for HARMONIC.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_cusum(const int64_t *count, size_t weeks, size_t series,
                                            const locality_cusum_options *options,
                                            locality_watch_point *points,
                                            const locality_allocator *allocator,
                                            locality_error *error);

/* ---- Bayes and RKI --------------------------------------------------------------------------- */

/** How locality_bayes and locality_rki are to work. */
typedef struct locality_window_options {
    uint32_t struct_size; /**< sizeof(locality_window_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t years;       /**< Years looked back, 0 to 50; 0. */
    uint32_t
        half_window; /**< Weeks before the week, and on each side of it in earlier years, 1 to 200; 6. */
    uint32_t frequency; /**< Points in a year, 4 to 366; 52. */
    int32_t this_year;  /**< 1: the weeks right before count too; 1. */
    double alpha;       /**< Stated share of false alarms of locality_bayes; 0.05. */
} locality_window_options;

/** Starting value of a locality_window_options: the six weeks before. */
#define LOCALITY_WINDOW_OPTIONS_INIT \
    { sizeof(locality_window_options), 0, 0, 6, 52, 1, 0.05 }

/**
 * @brief Judges weeks by what a Poisson rate, unknown before, is after the reference weeks (Riebler
 * 2004; Hoehle 2007): the count is negative binomial of size sum + 1/2 and prob n / (n + 1).
 *
 * For histories of a few weeks. Reference weeks without data are left out. O(series * weeks).
 * @param[in] count Counts, `series` times `weeks`.
 * @param[in] weeks Weeks of each series.
 * @param[in] series How many.
 * @param[in] options How; null for the six weeks before.
 * @param[out] points `series` times `weeks` points; `limit` is a count, `p` is not worked out.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_bayes(const int64_t *count, size_t weeks, size_t series,
                                            const locality_window_options *options,
                                            locality_watch_point *points,
                                            const locality_allocator *allocator,
                                            locality_error *error);
/**
 * @brief Judges weeks by the rule of the Robert Koch Institute: above the upper limit of Crow and
 * Gardner (1959) of the reference weeks' mean up to 20, above mean and two standard deviations beyond.
 * @param[in] count Counts, `series` times `weeks`.
 * @param[in] weeks Weeks of each series.
 * @param[in] series How many.
 * @param[in] options How; `alpha` is not looked at.
 * @param[out] points `series` times `weeks` points.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID.
 */
LOCALITY_API locality_status locality_rki(const int64_t *count, size_t weeks, size_t series,
                                          const locality_window_options *options,
                                          locality_watch_point *points, locality_error *error);

/* ---- OutbreakP ------------------------------------------------------------------------------- */

/**
 * @brief Judges whether counts have begun to rise from a level that need not be known (Frisen,
 * Andersson, Schioler 2009): the likelihood of means that never fall, over that of one mean.
 *
 * Every week is judged by all weeks up to it. Weeks without data are left out. O(weeks).
 * @param[in] count Counts of one series.
 * @param[in] weeks How many.
 * @param[in] threshold Likelihood ratio above which it alarms, above 0; 100 is usual.
 * @param[out] points `weeks` points; `statistic` is the likelihood ratio, perhaps infinite.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_outbreak_p(const int64_t *count, size_t weeks,
                                                 double threshold, locality_watch_point *points,
                                                 const locality_allocator *allocator,
                                                 locality_error *error);

/* ---- Short histories ------------------------------------------------------------------------- */

/** How locality_ewma is to work. */
typedef struct locality_ewma_options {
    uint32_t struct_size;    /**< sizeof(locality_ewma_options). */
    uint32_t reserved;       /**< Zero. */
    uint32_t least_baseline; /**< Points of the first baseline, 3 or more; 7. */
    uint32_t most_baseline;  /**< Points that the baseline grows to, at most 1,000; 28. */
    uint32_t gap;            /**< Points between baseline and point, at most 100; 2. */
    uint32_t reserved2;      /**< Zero. */
    double slow;             /**< Weight of the newest point, for gradual rises, in (0, 1); 0.4. */
    double quick;            /**< The same for sudden rises; 0.9. */
    double alpha;            /**< p below which it alarms, above 0, below 0.5; 0.01. */
} locality_ewma_options;

/** Starting value of a locality_ewma_options. */
#define LOCALITY_EWMA_OPTIONS_INIT \
    { sizeof(locality_ewma_options), 0, 7, 28, 2, 0, 0.4, 0.9, 0.01 }

/**
 * @brief Judges points of a short history by two moving averages, a slow and a quick one, against a
 * baseline that ends a little before (Burkom et al., as in ESSENCE and CDC's Rnssp).
 *
 * For 10 to 104 points, of counts or of anything else that is measured. A point without data keeps the
 * averages; baselines leave it out. O(weeks * most_baseline).
 * @param[in] value The series, NaN for no data; none infinite.
 * @param[in] weeks How many.
 * @param[in] options How; null for the defaults above.
 * @param[out] points `weeks` points; `statistic` and `p` are those of the average with the smaller p.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID.
 */
LOCALITY_API locality_status locality_ewma(const double *value, size_t weeks,
                                           const locality_ewma_options *options,
                                           locality_watch_point *points, locality_error *error);

/** How locality_harmonic is to work. */
typedef struct locality_harmonic_options {
    uint32_t struct_size; /**< sizeof(locality_harmonic_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t baseline; /**< Points that the regression is fitted to, the first ones; 104 or more is
                               advised; 104. */
    int32_t trend;     /**< 1: with a trend; 1. */
    double period;     /**< Points in a year, above 2; 52.18. */
    double alpha;      /**< Stated share of false alarms, above 0, below 1; 0.05. */
} locality_harmonic_options;

/** Starting value of a locality_harmonic_options. */
#define LOCALITY_HARMONIC_OPTIONS_INIT \
    { sizeof(locality_harmonic_options), 0, 104, 1, 52.18, 0.05 }

/**
 * @brief Judges points against a negative binomial regression on trend and one yearly wave, for two to
 * three years of history (as alert_nbinom of CDC's Rnssp).
 *
 * The limit is the quantile of the count at the upper confidence limit of its mean. Where the maximum
 * likelihood of theta does not settle the state is NOT_CONVERGED: expected counts, and limits where
 * there are any, are given, but nothing alarms.
 * @param[in] count Counts of one series.
 * @param[in] weeks How many.
 * @param[in] options How; null for the defaults above.
 * @param[out] points `weeks` points, those of the baseline too; `statistic` is theta.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_harmonic(const int64_t *count, size_t weeks,
                                               const locality_harmonic_options *options,
                                               locality_watch_point *points,
                                               const locality_allocator *allocator,
                                               locality_error *error);

/** What a share of all counts does. */
enum locality_share_trends {
    LOCALITY_SHARE_UNKNOWN = 0, /**< Too few events to say. */
    LOCALITY_SHARE_STABLE = 1,  /**< Nothing significant. */
    LOCALITY_SHARE_RISING = 2,  /**< Significantly rising. */
    LOCALITY_SHARE_FALLING = 3  /**< Significantly falling. */
};

/** How locality_share_trend is to work. */
typedef struct locality_share_options {
    uint32_t struct_size; /**< sizeof(locality_share_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t window;      /**< Points that each regression has, 3 to 10,000; 12. */
    uint32_t reserved2;   /**< Zero. */
    int64_t least_events; /**< The window must hold more events than this; 10. */
    double alpha;         /**< p below which a trend is significant, above 0, below 1; 0.01. */
} locality_share_options;

/** Starting value of a locality_share_options. */
#define LOCALITY_SHARE_OPTIONS_INIT \
    { sizeof(locality_share_options), 0, 12, 0, 10, 0.01 }

/** What the share does in the window that ends at a point. */
typedef struct locality_share_point {
    double statistic; /**< Slope over its standard error; NaN where there is none. */
    double p;         /**< Its two-sided p-value; NaN where there is none. */
    double slope;     /**< Slope of the log odds per unit of time; NaN where there is none. */
    int32_t state;    /**< One of locality_watch_states. */
    int32_t trend;    /**< One of locality_share_trends. */
} locality_share_point;

/**
 * @brief Tells whether one category's share of all counts rises or falls, by binomial regressions over
 * a moving window (as classify_trend of CDC's Rnssp).
 * @param[in] time Time of each point in any unit, increasing; null for 0, 1, 2, ...
 * @param[in] count Counts of the category.
 * @param[in] all Counts of all categories, not below `count`.
 * @param[in] points_count Points of each.
 * @param[in] options How; null for the defaults above.
 * @param[out] points `points_count` points.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_share_trend(const double *time, const int64_t *count,
                                                  const int64_t *all, size_t points_count,
                                                  const locality_share_options *options,
                                                  locality_share_point *points,
                                                  const locality_allocator *allocator,
                                                  locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
