/**
 * @file series.h
 * @brief Series in time: trends, change points, seasons, forecasts, interrupted series.
 *
 * Every function works on arrays of the caller: one value a period on a calendar without gaps, NaN where
 * there is no data, which is never zero. The same input gives the same bytes on every machine.
 * Where a method cannot say, that is a state of its result; errors are for input that is wrong, and
 * name the position of the value concerned.
 *
 * Every function here may be called from any number of threads.
 */
#ifndef LOCALITY_SERIES_H
#define LOCALITY_SERIES_H

#include "locality/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Trend ----------------------------------------------------------------------------------- */

/** Tests for a trend in one series. */
enum locality_trend_methods {
    LOCALITY_TREND_ORIGINAL = 0, /**< Mann 1945, Kendall 1975. */
    LOCALITY_TREND_HAMED_RAO =
        1, /**< Variance corrected for autocorrelation of ranks (Hamed and Rao, Journal
                                       of Hydrology 204, 1998). */
    LOCALITY_TREND_YUE_WANG =
        2, /**< Variance corrected for autocorrelation (Yue and Wang, Water Resources
                                       Management 18, 2004). */
    LOCALITY_TREND_PRE_WHITENED =
        3, /**< After the first autocorrelation is taken out (von Storch 1995). */
    LOCALITY_TREND_TREND_FREE =
        4, /**< The same with the trend set aside meanwhile (Yue et al. 2002). */
    LOCALITY_TREND_SEASONAL =
        5, /**< Within each season (Hirsch et al. 1982): for counts with seasons. */
    LOCALITY_TREND_SEASONAL_CORRELATED =
        6 /**< The same where seasons go together (Hirsch and Slack 1984); over the rounds in which
                                       every season has a value. */
};

/** Tests for a common trend of several series. */
enum locality_trend_groups {
    LOCALITY_TREND_TOGETHER = 0, /**< Scores and variances summed: a region, or several measures. */
    /** The same where series go together; over the periods in which each has a value. */
    LOCALITY_TREND_CORRELATED = 1,
    LOCALITY_TREND_PARTIAL =
        2 /**< The first series, with what the second explains taken off (Libiseller
                                        and Grimvall 2002). */
};

/** What can be said of a trend. */
enum locality_trend_states {
    LOCALITY_TREND_TESTED = 0,    /**< The test stands. */
    LOCALITY_TREND_TOO_SHORT = 1, /**< Fewer than 4 values: figures are given, no direction. */
    /** The corrected variance is not above 0: no z, no p, no direction. */
    LOCALITY_TREND_NO_VARIANCE = 2
};

/** Options of locality_trend. */
typedef struct locality_trend_options {
    uint32_t struct_size; /**< sizeof(locality_trend_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t method;       /**< One of locality_trend_methods; recommended ORIGINAL. */
    int32_t close_gaps;   /**< 1 to close up missing values before autocorrelations are taken, as
                               pyMannKendall does; recommended 0, which keeps distances. */
    size_t lags; /**< Autocorrelations used by HAMED_RAO and YUE_WANG, 0 for all; recommended 3. */
    size_t period; /**< Seasons in a round, 2 or more, for the seasonal methods; recommended 12. */
    double alpha;  /**< Share of false directions, above 0 and below 1; recommended 0.05. */
} locality_trend_options;

/** Starting value of a locality_trend_options. */
#define LOCALITY_TREND_OPTIONS_INIT \
    { sizeof(locality_trend_options), 0, LOCALITY_TREND_ORIGINAL, 0, 3, 12, 0.05 }

/** A test for a trend, and the slope of Sen (Journal of the American Statistical Association 63, 1968). */
typedef struct locality_trend_result {
    double s;        /**< Pairs that rise less pairs that fall. */
    double variance; /**< Of s without a trend, corrected as the method says. */
    double z;        /**< s over its standard deviation, drawn in by one; NaN for none. */
    double p;        /**< Chance of a z so far from 0 either way without a trend; NaN for none. */
    double tau;      /**< s over the number of pairs: -1 to 1; NaN without pairs. */
    double
        slope; /**< Median of the slopes of all pairs, per period (seasonal: per round); NaN for none. */
    double
        intercept; /**< Median value less slope times median position, positions from 0; NaN for none. */
    size_t used; /**< Values that the score rests on. Series that go together are scored over the
                            periods alone in which each has a value (PARTIAL: of the first series); the slope
                            and the intercept rest on every value. */
    int32_t direction; /**< 1 rises, -1 falls, 0 neither at `alpha`. */
    int32_t state;     /**< One of locality_trend_states. */
} locality_trend_result;

/**
 * @brief Tests a series for a trend and works out its slope.
 *
 * Quadratic in the values; memory linear (seasonal: the pairs within seasons).
 * @param[in] value One value a period, NaN for no data.
 * @param[in] count How many, at most 2^16.
 * @param[in] options What is wanted; null for what is recommended.
 * @param[out] out The test.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (an infinite value, options out of range); LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_trend(const double *value, size_t count,
                                            const locality_trend_options *options,
                                            locality_trend_result *out,
                                            const locality_allocator *allocator,
                                            locality_error *error);
/**
 * @brief Tests several series for a common trend.
 * @param[in] value The first period of every series, then the second, and so on; NaN for no data.
 * @param[in] count Periods; with the columns at most 2^16 values.
 * @param[in] columns Series, at least 1 (PARTIAL: 2).
 * @param[in] group One of locality_trend_groups.
 * @param[in] alpha Share of false directions, above 0 and below 1.
 * @param[out] out The test; the slope is the median over all series (PARTIAL: that of the first).
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_trend.
 */
LOCALITY_API locality_status locality_trend_together(const double *value, size_t count,
                                                     size_t columns, int32_t group, double alpha,
                                                     locality_trend_result *out,
                                                     const locality_allocator *allocator,
                                                     locality_error *error);

/* ---- Change points --------------------------------------------------------------------------- */

/** What a segment between two changes costs. */
enum locality_change_costs {
    LOCALITY_CHANGE_POISSON =
        0, /**< Counts: twice the negative log-likelihood of a Poisson mean, 2 S (log n -
                                      log S) for a sum S of n values, over the dispersion. */
    LOCALITY_CHANGE_SQUARES =
        1 /**< Measurements: squares about the mean, over the noise variance. */
};

/** What each further segment costs. */
enum locality_change_penalties {
    LOCALITY_CHANGE_MBIC =
        0, /**< 3 log n, and log of its length for each segment that is not all zero (Zhang
                                     and Siegmund 2007). */
    LOCALITY_CHANGE_BIC = 1,    /**< 2 log n. */
    LOCALITY_CHANGE_AIC = 2,    /**< Four. */
    LOCALITY_CHANGE_MANUAL = 3, /**< As given. */
    LOCALITY_CHANGE_NUMBER = 4  /**< Nothing: the number of changes is given. */
};

/** Options of locality_changes. */
typedef struct locality_change_options {
    uint32_t struct_size; /**< sizeof(locality_change_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t cost;         /**< One of locality_change_costs; recommended POISSON for counts. */
    int32_t penalty;      /**< One of locality_change_penalties; recommended MBIC. */
    double manual;        /**< Penalty of MANUAL, 0 or more. */
    /** What costs are divided by: 0 to estimate it from the steps between neighbours (at least 1 for
     * counts), recommended; 1 for none. */
    double dispersion;
    size_t changes; /**< Changes of NUMBER. */
    size_t least;   /**< Fewest values of a segment, 1 or more; recommended 4. */
    size_t grid;    /**< Changes only after multiples of this many values; recommended 1. */
} locality_change_options;

/** Starting value of a locality_change_options. */
#define LOCALITY_CHANGE_OPTIONS_INIT                                                            \
    {                                                                                           \
        sizeof(locality_change_options), 0, LOCALITY_CHANGE_POISSON, LOCALITY_CHANGE_MBIC, 0.0, \
            0.0, 0, 4, 1                                                                        \
    }

/** A segment between two changes. */
typedef struct locality_change_segment {
    size_t first; /**< Position of its first value. */
    size_t last;  /**< Position of its last value. */
    size_t used;  /**< Values there are between them. */
    double mean;  /**< Their mean. */
    double cost;  /**< What it costs. */
} locality_change_segment;

/** What segments cost together. */
typedef struct locality_change_summary {
    double cost;       /**< Sum of the costs of the segments. */
    double penalty;    /**< Of each segment after the first. */
    double objective;  /**< Both together: no division into segments has less. */
    double dispersion; /**< What costs were divided by. */
} locality_change_summary;

/**
 * @brief Finds where the level of a series changes: the division into segments that costs least, proved
 * by going through all that could be it.
 *
 * Optimal partitioning (Jackson et al. 2005) with the pruning of Killick et al. (Journal of the American
 * Statistical Association 107, 2012), delayed by the least length of a segment so that nothing is lost.
 * Of divisions that cost the same, the last change is the earliest. At most quadratic in the values, for
 * NUMBER times the changes; memory linear, for NUMBER times the changes.
 * @param[in] value One value a period, NaN for no data; for POISSON whole numbers, 0 or more, summing to
 *            at most 2^53.
 * @param[in] count How many, at most 2^20.
 * @param[in] options What is wanted; null for what is recommended.
 * @param[out] segment Receives the segments; null to count. None where there are fewer than `least`
 *             values; a series too short for a change is one segment.
 * @param[in] capacity How many fit.
 * @param[out] segments How many there are.
 * @param[out] summary What they cost; may be null.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (a negative or infinite value, a count that is not whole, options out of range, more
 *         changes than there is room for); LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_changes(const double *value, size_t count,
                                              const locality_change_options *options,
                                              locality_change_segment *segment, size_t capacity,
                                              size_t *segments, locality_change_summary *summary,
                                              const locality_allocator *allocator,
                                              locality_error *error);
/**
 * @brief Tests whether the mean of a series is the same throughout: the cumulative sum of what it leaves,
 * over its standard deviation and the root of the number of values (Ploberger and Kraemer, Econometrica 60,
 * 1992).
 * @param[in] value One value a period, NaN for no data.
 * @param[in] count How many.
 * @param[out] statistic The largest, either way; NaN for a series without movement.
 * @param[out] p Chance of one so large without a change, from Kolmogorov's series; NaN likewise.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_change_cusum(const double *value, size_t count,
                                                   double *statistic, double *p,
                                                   locality_error *error);

/**
 * @brief Tests the same by the largest F of one change, over all places that leave a share of the values on
 * either side (Andrews, Econometrica 61, 1993).
 *
 * The p-value is the exact one of many values (De Long 1981; Estrella 2003), not one of a table that was
 * simulated in steps: those miss what happens between two steps and give some 5 to 15 % less.
 * @param[in] value One value a period, NaN for no data.
 * @param[in] count How many.
 * @param[in] share Of the values at either end before or after which there is no change, 0.05 to 0.35; 0.15 is
 *            usual.
 * @param[out] statistic The largest F; NaN for a series without movement or too short, infinite where one
 *             change leaves nothing to explain.
 * @param[out] p Chance of one so large without a change, right to 14 decimals, below 1e-12 to three hundredths
 *             of itself; NaN likewise.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_change_supremum(const double *value, size_t count,
                                                      double share, double *statistic, double *p,
                                                      locality_error *error);

/** Whether the date of a change is known. */
enum locality_change_dates {
    LOCALITY_CHANGE_DATED = 0, /**< There is an interval. */
    /** There is none: a side does not move at all, or spreads so little beside the other that the date found
     * would not lie in the interval. */
    LOCALITY_CHANGE_DATE_UNKNOWN = 1
};

/** Between which positions a change lies: that of the last value before it. */
typedef struct locality_change_interval {
    int64_t first; /**< Earliest position; below 0 where it reaches beyond the first value. */
    int64_t
        last; /**< Latest position; perhaps beyond the last value. The change itself, as `first`,
                           where there is no interval. */
    int32_t state;    /**< One of locality_change_dates. */
    int32_t reserved; /**< Zero. */
} locality_change_interval;

/**
 * @brief Says how surely the dates of changes of level are known (Bai, Review of Economics and Statistics 79,
 * 1997), each side with a variance of its own.
 *
 * Linear in the values. The intervals hold for many values; of 200 with a step as large as the noise of the quieter
 * side those of 95 % held the change 94 times of 100, with a step of 0.7 of it 87 times.
 * @param[in] value The values, NaN for no data.
 * @param[in] count How many.
 * @param[in] segment Segments of them as locality_changes gives them, for either cost.
 * @param[in] segments How many.
 * @param[in] confidence Share of such intervals that hold the change, above 0 and below 1; 0.95 is usual.
 * @param[out] interval Receives `segments` - 1 intervals, one for the end of each segment but the last; may be
 *             null below two segments.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (segments that are not in order, an infinite value, confidence out of range).
 */
LOCALITY_API locality_status locality_change_intervals(const double *value, size_t count,
                                                       const locality_change_segment *segment,
                                                       size_t segments, double confidence,
                                                       locality_change_interval *interval,
                                                       locality_error *error);

/* ---- Seasons --------------------------------------------------------------------------------- */

/** Options of locality_stl. A window is an odd number of values, 3 or more; 0 for what is recommended. */
typedef struct locality_stl_options {
    uint32_t struct_size; /**< sizeof(locality_stl_options). */
    uint32_t reserved;    /**< Zero. */
    size_t period;        /**< Seasons in a round, 2 or more; recommended 52. */
    size_t
        season_window; /**< Rounds that smooth a season; 0: the season is the same every round. */
    size_t
        trend_window; /**< Recommended next odd number from 1.5 period / (1 - 1.5 / season_window). */
    size_t low_window;     /**< Of the low-pass; recommended next odd number from `period`. */
    int32_t season_degree; /**< 0 or 1; recommended 0. */
    int32_t trend_degree;  /**< 0 or 1; recommended 1. */
    int32_t low_degree;    /**< 0 or 1; recommended 1. */
    int32_t reserved2;     /**< Zero. */
    size_t
        season_jump; /**< Values from one that is smoothed to the next, with straight lines between;
                                 0: a tenth of the window, rounded up. */
    size_t trend_jump; /**< Likewise. */
    size_t low_jump;   /**< Likewise. */
    size_t inner;      /**< Rounds of the inner loop, 1 or more; recommended 2. */
    size_t outer;      /**< Rounds that give less weight to what lies far off; recommended 0. */
} locality_stl_options;

/** Starting value of a locality_stl_options: weeks of a year, the same season every year. */
#define LOCALITY_STL_OPTIONS_INIT \
    { sizeof(locality_stl_options), 0, 52, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 2, 0 }

/** A value divided into season, trend and the rest. */
typedef struct locality_stl_point {
    double season;    /**< Season. */
    double trend;     /**< Trend. */
    double remainder; /**< What is left; NaN where there is no value. */
    double weight; /**< 1, less where a value lies far off and `outer` is above 0; 0 for no data. */
} locality_stl_point;

/**
 * @brief Divides a series into season, trend and the rest (STL: Cleveland, Cleveland, McRae and
 * Terpenning, Journal of Official Statistics 6, 1990).
 *
 * Values that are missing have weight 0; season and trend are given for them too.
 * @param[in] value One value a period, NaN for no data.
 * @param[in] count How many, at least twice the period and one more.
 * @param[in] options What is wanted; null for what is recommended.
 * @param[out] point Receives a point for each value.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (an infinite value, too few values, a season without any, options out of range);
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_stl(const double *value, size_t count,
                                          const locality_stl_options *options,
                                          locality_stl_point *point,
                                          const locality_allocator *allocator,
                                          locality_error *error);

/* ---- Forecasts ------------------------------------------------------------------------------- */

/** Ways to forecast. */
enum locality_forecast_methods {
    /** Recommended for counts: up to a mean of 50 the average of SES and GLM, above it SES. */
    LOCALITY_FORECAST_BLEND = 0,
    LOCALITY_FORECAST_NAIVE = 1,          /**< The last value. */
    LOCALITY_FORECAST_SEASONAL_NAIVE = 2, /**< The last value of the same season. */
    LOCALITY_FORECAST_DRIFT = 3,          /**< The last value and the mean step. */
    LOCALITY_FORECAST_MEAN = 4,           /**< The mean of all. */
    LOCALITY_FORECAST_SES = 5,            /**< Simple exponential smoothing (Brown 1959). */
    LOCALITY_FORECAST_HOLT = 6,           /**< Level and trend (Holt 1957). */
    LOCALITY_FORECAST_DAMPED =
        7, /**< The same with a trend that fades (Gardner and McKenzie 1985). */
    LOCALITY_FORECAST_WINTERS = 8,       /**< Level, trend and seasons added (Winters 1960). */
    LOCALITY_FORECAST_WINTERS_TIMES = 9, /**< Level and trend times seasons. */
    /** Innovations with additive errors, trend and seasons (Hyndman et al. 2008), with the parameters and the
     * start that are given. */
    LOCALITY_FORECAST_ETS = 10,
    LOCALITY_FORECAST_THETA =
        11, /**< Theta (Assimakopoulos and Nikolopoulos 2000): SES and half the trend. */
    LOCALITY_FORECAST_CROSTON = 12, /**< Size over distance of demands (Croston 1972). */
    LOCALITY_FORECAST_SBA =
        13, /**< The same less half the distance's alpha (Syntetos and Boylan 2005). */
    LOCALITY_FORECAST_SBJ = 14, /**< The same as Shale, Boylan and Johnston 2006 correct it. */
    LOCALITY_FORECAST_TSB =
        15, /**< Size times probability of a demand (Teunter, Syntetos and Babai 2011). */
    LOCALITY_FORECAST_ADIDA =
        16, /**< SES of sums over the mean distance (Nikolopoulos et al. 2011). */
    LOCALITY_FORECAST_IMAPA = 17, /**< The mean over all lengths of sums up to that (Petropoulos and
                                         Kourentzes 2015). */
    /** Poisson regression on a level and one harmonic of the season, a value weighing half of one a round
     * later; below two rounds the level alone. */
    LOCALITY_FORECAST_GLM = 18,
    /** The mean of the last value and of all since the last change of level: for means above 10 where services
     * are restructured. */
    LOCALITY_FORECAST_SINCE_CHANGE = 19
};

/** Options of locality_forecast. Parameters are those of the textbooks; 0 chooses them by least squares. */
typedef struct locality_forecast_options {
    uint32_t struct_size; /**< sizeof(locality_forecast_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t method;       /**< One of locality_forecast_methods; recommended BLEND. */
    int32_t has_start; /**< 1 where `level`, `trend` and `season` are the start; recommended 0. */
    int32_t has_trend; /**< ETS: 1 where there is a trend. */
    int32_t reserved2; /**< Zero. */
    size_t period; /**< Seasons in a round; 1 for none; recommended 52 for weeks, 12 for months. */
    double
        alpha; /**< Weight of the newest value in the level (intermittent: in the size), 0 to 1. */
    double beta;  /**< In the trend (intermittent: in the distance or probability), 0 to 1. */
    double gamma; /**< In the season, 0 to 1. */
    double phi; /**< What is left of the trend after a period, 0 to 1; recommended 0.9 if given. */
    double lowest;  /**< Least alpha that is tried; recommended 0.01. */
    double highest; /**< Largest alpha that is tried; recommended 0.99. */
    double
        level; /**< Start of the level, before the first value; HOLT and DAMPED: at the second (intermittent:
                                 size after the first demand, TSB: after the first value). */
    double trend; /**< Likewise of the trend (intermittent: of the distance or probability). */
    const double *season; /**< Start of the seasons from the first value's on, `period` of them. */
    double coverage;   /**< Share that the intervals hold, above 0 and below 1; recommended 0.8. */
    double dispersion; /**< Variance over mean of counts; 0 to estimate it from the errors. */
} locality_forecast_options;

/** Starting value of a locality_forecast_options. */
#define LOCALITY_FORECAST_OPTIONS_INIT                                                             \
    {                                                                                              \
        sizeof(locality_forecast_options), 0, LOCALITY_FORECAST_BLEND, 0, 0, 0, 52, 0.0, 0.0, 0.0, \
            0.0, 0.01, 0.99, 0.0, 0.0, 0, 0.8, 0.0                                                 \
    }

/** A forecast for one period. */
typedef struct locality_forecast_step {
    double mean;  /**< Expected value. */
    double error; /**< Standard error of a measurement; NaN where the method has none. */
    double lower; /**< Lower end of the interval for a measurement; NaN likewise. */
    double upper; /**< Upper end likewise. */
    int64_t
        least; /**< Lower end of the interval for a count, 0 or more: negative binomial about the mean. */
    int64_t most; /**< Upper end likewise. */
} locality_forecast_step;

/** What was fitted. */
typedef struct locality_forecast_summary {
    double alpha;  /**< Used; 0 where the method has none. */
    double beta;   /**< Used. */
    double gamma;  /**< Used. */
    double phi;    /**< Used. */
    double level;  /**< At the end. */
    double trend;  /**< At the end. */
    double sse;    /**< Sum of squared errors one period ahead. */
    double sigma2; /**< Their mean, less what was estimated; NaN where the method has no error. */
    double log_likelihood; /**< -n/2 log of sse: for comparing fits of one method; NaN likewise. */
    double dispersion;     /**< Variance over mean of counts, 1 or more. */
    double
        scaled_error; /**< Mean absolute error one period ahead over that of (seasonal) naive; NaN where
                                naive makes none. */
} locality_forecast_summary;

/**
 * @brief Forecasts the next periods, with intervals for measurements and, as whole numbers, for counts.
 *
 * Linear in the values but where parameters are chosen, at most some hundred times that.
 * @param[in] value One value a period, NaN for no data; for GLM and BLEND 0 or more.
 * @param[in] count How many, at most 2^20.
 * @param[in] options What is wanted; null for what is recommended.
 * @param[out] step Receives a forecast for each of the next periods.
 * @param[in] steps How many periods, at most 2^20.
 * @param[out] fitted Receives what would have been forecast for each value the period before (GLM and MEAN:
 *             what is fitted), NaN where nothing; may be null.
 * @param[in] capacity How many fit; 0 where it is null, else at least `count`.
 * @param[out] summary What was fitted; may be null.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (an infinite value, a negative one where counts are wanted, too few values: one, two rounds
 *         for seasons; options out of range); LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_forecast(
    const double *value, size_t count, const locality_forecast_options *options,
    locality_forecast_step *step, size_t steps, double *fitted, size_t capacity,
    locality_forecast_summary *summary, const locality_allocator *allocator, locality_error *error);

/** How far forecasts lay off. */
typedef struct locality_forecast_accuracy {
    size_t compared;            /**< Values compared. */
    double mean_error;          /**< Mean of what came less what was forecast. */
    double root_square;         /**< Root of the mean squared error. */
    double absolute;            /**< Mean absolute error. */
    double percentage;          /**< Mean error in hundredths of what came; NaN where a 0 came. */
    double absolute_percentage; /**< Likewise without signs. */
    double
        scaled; /**< Absolute over the mean absolute error of (seasonal) naive in the past (Hyndman and
                                 Koehler 2006); NaN where naive makes none. */
    double
        naive; /**< Absolute error of (seasonal) naive for the same values (locality_forecast_skill). */
    int32_t beats_naive; /**< 1 where the absolute error is below that. */
    int32_t reserved;    /**< Zero. */
} locality_forecast_accuracy;

/**
 * @brief Compares forecasts with what came.
 * @param[in] past The values before, for the scale.
 * @param[in] past_count How many.
 * @param[in] period Seasons in a round of the naive forecast; 1 for none.
 * @param[in] actual What came, NaN for no data.
 * @param[in] forecast What was forecast.
 * @param[in] count How many.
 * @param[out] out The comparison.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_forecast_compare(const double *past, size_t past_count,
                                                       size_t period, const double *actual,
                                                       const double *forecast, size_t count,
                                                       locality_forecast_accuracy *out,
                                                       locality_error *error);
/**
 * @brief Tries a way to forecast on the past: forecasts from each of the last origins as if nothing after it
 * were known, and compares with what came and with the naive forecast.
 * @param[in] value One value a period, NaN for no data.
 * @param[in] count How many.
 * @param[in] options The way; null for what is recommended.
 * @param[in] origins Origins, one period apart, 1 or more.
 * @param[in] steps Periods forecast from each, 1 to 1000; `count` exceeds `origins` + `steps`.
 * @param[out] out The comparison over all of them.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_forecast.
 */
LOCALITY_API locality_status locality_forecast_skill(const double *value, size_t count,
                                                     const locality_forecast_options *options,
                                                     size_t origins, size_t steps,
                                                     locality_forecast_accuracy *out,
                                                     const locality_allocator *allocator,
                                                     locality_error *error);

/* ---- Interrupted series ---------------------------------------------------------------------- */

/** What can be said of an effect. */
enum locality_effects {
    LOCALITY_EFFECT_CANNOT_TELL = 0, /**< The interval holds both a tenth more and a tenth less. */
    LOCALITY_EFFECT_ROSE = 1,        /**< The interval lies above no change. */
    LOCALITY_EFFECT_FELL = 2,        /**< The interval lies below no change. */
    LOCALITY_EFFECT_NONE_SEEN =
        3, /**< The interval holds no change, and neither a tenth more nor a tenth less. */
    /** There is no result: too few values, nothing but zeros before or after, or no convergence. */
    LOCALITY_EFFECT_NO_RESULT = 4,
    LOCALITY_EFFECT_NO_RISE =
        5, /**< No change or a fall: the interval holds no change and a tenth less. */
    LOCALITY_EFFECT_NO_FALL =
        6 /**< No change or a rise: the interval holds no change and a tenth more. */
};

/** Columns of the regression, in this order; sine and cosine of each harmonic follow. */
enum locality_intervention_terms {
    LOCALITY_TERM_INTERCEPT = 0, /**< Level at the start. */
    LOCALITY_TERM_TREND = 1,     /**< Trend, per round. */
    LOCALITY_TERM_STEP = 2,      /**< Step at the intervention. */
    LOCALITY_TERM_SLOPE =
        3 /**< Change of the trend after it, per round; only where it is asked for. */
};

/** Most columns of the regression. */
#define LOCALITY_INTERVENTION_TERMS 16

/** Options of locality_intervention. */
typedef struct locality_intervention_options {
    uint32_t struct_size; /**< sizeof(locality_intervention_options). */
    uint32_t reserved;    /**< Zero. */
    size_t period; /**< Periods of a year, 2 or more; recommended 52 for weeks, 12 for months. */
    uint32_t harmonics; /**< Waves of the season, 0 to 6; recommended 1. */
    int32_t has_slope;  /**< 1 where the trend may change too; recommended 0 below a year after. */
    int32_t
        keep_errors; /**< 1 to leave errors as they are where what is left goes together from one period to
                               the next; recommended 0, which widens them by sqrt((1 + r) / (1 - r)) above
                               r = 0.2. */
    int32_t reserved2; /**< Zero. */
    double coverage;   /**< Share that the intervals hold; recommended 0.95. */
} locality_intervention_options;

/** Starting value of a locality_intervention_options. */
#define LOCALITY_INTERVENTION_OPTIONS_INIT \
    { sizeof(locality_intervention_options), 0, 52, 1, 0, 0, 0, 0.95 }

/** One column of the regression. */
typedef struct locality_intervention_term {
    double value; /**< Coefficient, on the scale of logarithms. */
    double error; /**< Its standard error, widened as asked for. */
    double t;     /**< The one over the other. */
    double p;     /**< Chance of a t so far from 0 without an effect. */
} locality_intervention_term;

/** Whether an intervention changed demand. Ratios are means after over what would have been. */
typedef struct locality_intervention_result {
    double step;        /**< Ratio of the step. */
    double effect;      /**< Ratio over all that came after: step, and slope up to its middle. */
    double effect_low;  /**< Lower end of its interval. */
    double effect_high; /**< Upper end. */
    double p;           /**< Chance of such an effect without one. */
    double dispersion;  /**< Variance over mean that the regression leaves. */
    double autocorrelation; /**< Of what is left, from one period to the next. */
    double inflation;       /**< What errors were multiplied by. */
    double observed;        /**< Sum of what came after. */
    double expected;        /**< Sum of what would have been. */
    double cumulative;      /**< The one less the other. */
    double relative;        /**< That over what would have been. */
    size_t terms;           /**< Columns of the regression. */
    int32_t verdict;        /**< One of locality_effects. */
    int32_t reserved;       /**< Zero. */
} locality_intervention_result;

/**
 * @brief Says whether demand changed with an intervention: segmented quasi-Poisson regression (Bernal, Cummins and
 * Gasparrini, International Journal of Epidemiology 46, 2017).
 *
 * log mean = intercept + trend + step + slope after + seasons. A change of something else at the same time looks
 * the same: compare with places or services that were not concerned.
 * @param[in] value Counts, one a period, NaN for no data.
 * @param[in] count How many.
 * @param[in] first Position of the first value after the intervention, 1 to `count` - 1.
 * @param[in] options What is wanted; null for what is recommended.
 * @param[out] out The result.
 * @param[out] term Receives the columns of the regression; may be null.
 * @param[in] term_capacity How many fit.
 * @param[out] expected Receives what would have been for each value from `first` on; may be null.
 * @param[in] capacity How many fit; 0 where it is null, else at least `count` - `first`.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (negative or infinite values, options out of range); LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_intervention(
    const double *value, size_t count, size_t first, const locality_intervention_options *options,
    locality_intervention_result *out, locality_intervention_term *term, size_t term_capacity,
    double *expected, size_t capacity, const locality_allocator *allocator, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
