/**
 * @file charts.h
 * @brief Charts over time: the XmR chart of the NHS, run charts, control limits, re-phasing.
 *
 * A chart says which points of a series are more than the usual up and down. Every function works on
 * arrays of the caller: a value per period on a calendar without gaps, NaN where there is no data,
 * which is never zero. Nothing is drawn; what a drawing needs is given: centre, limits, marks.
 *
 * A chart is for reading one series. On many small weekly counts its rules flag a fifth to a half of
 * all points although nothing has changed, above all where there are seasons; a list of what needs
 * attention is made by detectors with a baseline and a stated false share.
 *
 * Every function here may be called from any number of threads. Memory is only asked for where it
 * is said. A value that is infinite is refused, with its position.
 */
#ifndef LOCALITY_CHARTS_H
#define LOCALITY_CHARTS_H

#include "locality/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- XmR ------------------------------------------------------------------------------------- */

/** Whose rules judge the points of an XmR chart. */
enum locality_xmr_rules {
    /** "Making Data Count" of NHS England since November 2023: beyond two thirds of the way to a limit
     * counts whether or not the limit is passed; a flat series is not judged; the direction of a
     * trend is that of its own run. */
    LOCALITY_XMR_MDC2023 = 0,
    /** NHSRplotthedots 0.2: a point outside the limits does not count for two of three; limits of no
     * width are judged against. */
    LOCALITY_XMR_PACKAGE = 1
};

/** What a point of an XmR chart is, the first that holds in this order. */
enum locality_xmr_types {
    LOCALITY_XMR_COMMON = 0,             /**< Nothing but the usual up and down. */
    LOCALITY_XMR_ABOVE_LIMIT = 1,        /**< Above the upper process limit. */
    LOCALITY_XMR_BELOW_LIMIT = 2,        /**< Below the lower process limit. */
    LOCALITY_XMR_TREND_UP = 3,           /**< In a run of points each higher than the one before. */
    LOCALITY_XMR_TREND_DOWN = 4,         /**< In a run of points each lower than the one before. */
    LOCALITY_XMR_TWO_OF_THREE_ABOVE = 5, /**< One of two in three points near the upper limit. */
    LOCALITY_XMR_TWO_OF_THREE_BELOW = 6, /**< One of two in three points near the lower limit. */
    LOCALITY_XMR_SHIFT_ABOVE = 7,        /**< In a run of points above the mean. */
    LOCALITY_XMR_SHIFT_BELOW = 8         /**< In a run of points below the mean. */
};

/** Bits of what was found at a point, whichever of them gives the type. */
enum locality_xmr_marks {
    LOCALITY_XMR_ABOVE_MEAN = 1, /**< Above the mean. */
    LOCALITY_XMR_BELOW_MEAN = 2, /**< Below the mean. */
    LOCALITY_XMR_OUTSIDE = 4,    /**< Outside the limits. */
    LOCALITY_XMR_CLOSE = 8,     /**< Beyond two thirds of the way to a limit, as the rules count. */
    LOCALITY_XMR_IN_TREND = 16, /**< In a trend. */
    LOCALITY_XMR_IN_SHIFT = 32, /**< In a run on one side of the mean. */
    LOCALITY_XMR_IN_TWO_OF_THREE = 64, /**< In two of three. */
    LOCALITY_XMR_FALLING = 128,        /**< The trend it is in falls. */
    LOCALITY_XMR_NO_DATA = 256         /**< There is no value. */
};

/** What a special cause means, given in which direction the series should go. */
enum locality_xmr_variations {
    LOCALITY_XMR_COMMON_CAUSE = 0, /**< No special cause. */
    LOCALITY_XMR_IMPROVEMENT = 1,  /**< In the direction wanted. */
    LOCALITY_XMR_CONCERN = 2,      /**< Against the direction wanted. */
    LOCALITY_XMR_HIGH = 3,         /**< High or rising, where no direction is wanted. */
    LOCALITY_XMR_LOW = 4           /**< Low or falling, where no direction is wanted. */
};

/** Whether the process will meet a target if nothing changes. */
enum locality_xmr_assurances {
    LOCALITY_XMR_NO_TARGET =
        0, /**< No target, no limits, or outside them with no direction wanted. */
    LOCALITY_XMR_WILL_PASS = 1,   /**< The target lies outside the limits on the good side. */
    LOCALITY_XMR_WILL_FAIL = 2,   /**< The target lies outside the limits on the bad side. */
    LOCALITY_XMR_HIT_AND_MISS = 3 /**< The target lies within the limits. */
};

/** What can be said of the limits of a segment. */
enum locality_xmr_states {
    LOCALITY_XMR_LIMITS_STAND = 0, /**< They stand. */
    /** There are none: fewer than two values next to each other, or a series without any movement. Use
     * a g or t chart, or a rule for rare events. */
    LOCALITY_XMR_LIMITS_UNDEFINED = 1,
    /** They have no width: hardly ever anything but one value. As for UNDEFINED. */
    LOCALITY_XMR_LIMITS_FLAT = 2
};

/** Options of locality_xmr. */
typedef struct locality_xmr_options {
    uint32_t struct_size;  /**< sizeof(locality_xmr_options). */
    uint32_t reserved;     /**< Zero. */
    int32_t rules;         /**< One of locality_xmr_rules; recommended MDC2023. */
    int32_t improvement;   /**< 1 more is better, -1 less is better, 0 neither; recommended 0. */
    uint32_t trend_length; /**< Points of a trend, 3 to 100; recommended 7, others use 6 or 8. */
    uint32_t shift_length; /**< Points of a run on one side, 3 to 100; recommended 7. */
    int32_t keep_outliers; /**< 1 to keep moving ranges of 3.267 times their mean or more in the
                                  width of the limits; recommended 0, which leaves them out once. */
    uint32_t fix_after;   /**< Values from which the limits of a segment are worked out, 12 or more;
                                  recommended 0, all. */
    int32_t has_target;   /**< 1 where there is a target; recommended 0. */
    int32_t reserved2;    /**< Zero. */
    double target;        /**< Target. */
    const size_t *rebase; /**< Positions at which a new segment begins, ascending, none 0. */
    size_t rebase_count;  /**< How many. */
    const double *season; /**< Index of each season that values are divided by before anything else,
                                  above 0 (see locality_season_index); null for none. */
    size_t period;        /**< How many seasons; position i is in season i modulo this. */
} locality_xmr_options;

/** Starting value of a locality_xmr_options: what is recommended, no target, no seasons. */
#define LOCALITY_XMR_OPTIONS_INIT \
    { sizeof(locality_xmr_options), 0, LOCALITY_XMR_MDC2023, 0, 7, 7, 0, 0, 0, 0, 0.0, 0, 0, 0, 0 }

/** One point of an XmR chart. */
typedef struct locality_xmr_point {
    uint32_t segment;  /**< Segment it is in. */
    uint32_t marks;    /**< Bits of locality_xmr_marks. */
    int32_t type;      /**< One of locality_xmr_types. */
    int32_t variation; /**< One of locality_xmr_variations. */
} locality_xmr_point;

/** One segment of an XmR chart: the points between two rebases, with limits of their own. */
typedef struct locality_xmr_segment {
    size_t first;        /**< Position of its first point. */
    size_t count;        /**< Its points. */
    double mean;         /**< Mean of the values that count; NaN where there are none. */
    double moving_range; /**< Mean moving range; NaN where there is none. */
    double lower; /**< Lower process limit, the mean less 2.66 moving ranges; may be below 0. */
    double upper; /**< Upper process limit. */
    double near_lower; /**< Two thirds of the way from the mean to the lower limit. */
    double near_upper; /**< Two thirds of the way from the mean to the upper limit. */
    int32_t state;     /**< One of locality_xmr_states. */
    int32_t
        is_short; /**< 1 where it has fewer than 13 points, so that its limits are trial limits. */
} locality_xmr_segment;

/** What an XmR chart says as a whole. */
typedef struct locality_xmr_summary {
    size_t segments;   /**< Segments, one more than rebases. */
    int32_t variation; /**< That of the last point, one of locality_xmr_variations. */
    int32_t type;      /**< That of the last point, one of locality_xmr_types. */
    int32_t assurance; /**< By the last segment, one of locality_xmr_assurances. */
    int32_t state;     /**< That of the last segment, one of locality_xmr_states. */
} locality_xmr_summary;

/**
 * @brief Draws up an XmR chart: mean, natural limits, and which points are special causes.
 *
 * The mean moving range A of a segment leaves out those of 3.267 A or more (Nelson, Journal of
 * Quality Technology 14, 1982); the limits are the mean and 2.66 A (Wheeler). No moving range is
 * taken over a gap or a rebase; a gap ends runs and trends. Linear; memory only where there are
 * seasons, or no room is given for points or segments.
 * @param[in] value One value a period, NaN for no data.
 * @param[in] count How many, at least 1.
 * @param[in] options What is wanted; null for what is recommended.
 * @param[out] point Receives a point for each value; may be null.
 * @param[out] segment Receives the segments; may be null.
 * @param[in] capacity Segments that fit.
 * @param[out] summary The chart as a whole; may be null.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (an infinite value, options out of range); LIMIT where the segments do not fit;
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_xmr(const double *value, size_t count,
                                          const locality_xmr_options *options,
                                          locality_xmr_point *point, locality_xmr_segment *segment,
                                          size_t capacity, locality_xmr_summary *summary,
                                          const locality_allocator *allocator,
                                          locality_error *error);
/**
 * @brief Names a type of special cause, for example "trend up".
 * @param[in] type One of locality_xmr_types.
 * @return Static text; "unknown" for another number.
 */
LOCALITY_API const char *locality_xmr_type_name(int32_t type);
/**
 * @brief Works out how high each season usually lies against the whole, to divide by before a chart
 * is drawn.
 *
 * The mean of the values of each season over the mean of all; 1 for a season without data or with a
 * mean that is not above 0. Two full rounds of the seasons at least are needed, or what is left is
 * mostly chance.
 * @param[in] value One value a period, 0 or more, NaN for no data.
 * @param[in] count How many, at least twice `period`.
 * @param[in] period Seasons in a round: 12, 52, ...; 2 or more.
 * @param[out] index Receives the index of each season.
 * @param[in] capacity How many fit, at least `period`.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (negative or infinite values, too few of them); LIMIT.
 */
LOCALITY_API locality_status locality_season_index(const double *value, size_t count, size_t period,
                                                   double *index, size_t capacity,
                                                   locality_error *error);

/* ---- Runs ------------------------------------------------------------------------------------ */

/** How long runs and how few crossings of the centre are judged. */
enum locality_run_rules {
    LOCALITY_RUN_ANHOEJ = 0, /**< Anhoej and Olesen 2014: limits by Schilling 2012 and Chen 2010. */
    LOCALITY_RUN_BEST_BOX =
        1, /**< Best box of Anhoej and Wentzel-Larsen 2020, 10 to 100 useful points;
                                    outside that range as ANHOEJ. */
    LOCALITY_RUN_CUT_BOX = 2 /**< Cut box of the same, likewise. */
};

/** Runs about a centre line. */
typedef struct locality_runs {
    size_t points;          /**< Points looked at, with those without data. */
    size_t useful;          /**< Points with data that do not lie on the centre. */
    size_t longest;         /**< Points of the longest run; 0 where no point is useful. */
    size_t longest_allowed; /**< Longest run that chance allows; 0 where no point is useful. */
    size_t crossings;       /**< How often the centre is crossed. */
    size_t crossings_least; /**< Fewest crossings that chance allows. */
    int32_t signal;         /**< 1 where a run is too long or crossings are too few. */
    int32_t reserved;       /**< Zero. */
} locality_runs;

/**
 * @brief Judges a longest run and a number of crossings.
 * @param[in] useful Useful points, at least 1.
 * @param[in] longest Points of the longest run, 1 to `useful`.
 * @param[in] crossings Crossings, 0 to `useful` - 1.
 * @param[in] rule One of locality_run_rules.
 * @param[out] out The limits by ANHOEJ and whether `rule` gives a signal; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_runs_judge(size_t useful, size_t longest, size_t crossings,
                                                 int32_t rule, locality_runs *out,
                                                 locality_error *error);

/** A stretch of a run chart with a median of its own. */
typedef struct locality_phase {
    size_t first;     /**< Position of its first point. */
    size_t last;      /**< Position of its last point. */
    double median;    /**< Its median. */
    int32_t is_run;   /**< 0 for the baseline at the start, 1 for a run that became a phase. */
    int32_t reserved; /**< Zero. */
} locality_phase;

/** Which runs make a new phase. */
enum locality_phase_sides {
    LOCALITY_PHASE_BOTH = 0,  /**< Above or below the median. */
    LOCALITY_PHASE_ABOVE = 1, /**< Above it. */
    LOCALITY_PHASE_BELOW = 2  /**< Below it. */
};

/**
 * @brief Divides a run chart into phases: a run of enough points on one side of the median becomes a
 * phase with its own median, from which it goes on.
 *
 * Points on the median, or without data, neither count nor end a run, nor enter its median. n log n
 * for each phase.
 * @param[in] value One value a period, NaN for no data.
 * @param[in] count How many.
 * @param[in] baseline Points of the first phase, at least 2; usually 13.
 * @param[in] run_length Useful points that make a phase, at least 2; usually 9.
 * @param[in] side One of locality_phase_sides.
 * @param[out] phase Receives the phases; null to count.
 * @param[in] capacity How many fit.
 * @param[out] phases How many there are; none where there are fewer than `baseline` points.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_rephase(const double *value, size_t count, size_t baseline,
                                              size_t run_length, int32_t side,
                                              locality_phase *phase, size_t capacity,
                                              size_t *phases, const locality_allocator *allocator,
                                              locality_error *error);

/* ---- Control limits -------------------------------------------------------------------------- */

/** Kinds of control charts. */
enum locality_control_charts {
    LOCALITY_CHART_RUN = 0, /**< Median, no limits. */
    LOCALITY_CHART_I = 1,   /**< Individual measurements. */
    LOCALITY_CHART_MR = 2,  /**< Moving ranges of individual measurements. */
    LOCALITY_CHART_C = 3,   /**< Counts over equal opportunities. */
    LOCALITY_CHART_U = 4,   /**< Counts over sizes. */
    LOCALITY_CHART_P = 5,   /**< Shares: cases among sizes. */
    LOCALITY_CHART_U_PRIME =
        6, /**< Counts over sizes that vary more than chance (Laney 2002): the right
                                     one for rates by locality. */
    LOCALITY_CHART_P_PRIME = 7, /**< Shares that vary more than chance. */
    LOCALITY_CHART_I_PRIME = 8, /**< Measurements over sizes. */
    LOCALITY_CHART_G = 9,       /**< Cases, or periods, between rare events. */
    LOCALITY_CHART_T = 10       /**< Time between rare events, above 0. */
};

/** Options of locality_control. */
typedef struct locality_control_options {
    uint32_t struct_size; /**< sizeof(locality_control_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t chart;        /**< One of locality_control_charts; recommended RUN. */
    int32_t rule;         /**< One of locality_run_rules; recommended ANHOEJ. */
    int32_t
        keep_outliers; /**< 1 to keep moving ranges of 3.267 times their mean or more; recommended 0. */
    int32_t reserved2;  /**< Zero. */
    const size_t *part; /**< Positions at which a new part begins, ascending, none 0. */
    size_t part_count;  /**< How many. */
    size_t freeze;      /**< Points from which centre and limits are worked out; 0 for all. Not
                                together with parts. */
} locality_control_options;

/** Starting value of a locality_control_options. */
#define LOCALITY_CONTROL_OPTIONS_INIT \
    { sizeof(locality_control_options), 0, LOCALITY_CHART_RUN, LOCALITY_RUN_ANHOEJ, 0, 0, 0, 0, 0 }

/** One point of a control chart; limits that there are not are NaN. */
typedef struct locality_control_point {
    double value;       /**< What is drawn: the value, or value over size; NaN for no data. */
    double centre;      /**< Centre line. */
    double lower;       /**< Limit of three sigma below. */
    double inner_lower; /**< Limit of two sigma below. */
    double inner_upper; /**< Limit of two sigma above. */
    double upper;       /**< Limit of three sigma above. */
    uint32_t part;      /**< Part it is in. */
    int32_t signal;     /**< 1 where it lies outside the limits of three sigma. */
} locality_control_point;

/**
 * @brief Draws up a control chart: centre, limits of two and three sigma, runs.
 *
 * Sigma by chart: I mean moving range / 1.128; C root of the mean; U root of (mean / size); P root of
 * (p (1 - p) / size); primes those times the spread of the standardised values (Laney, Quality
 * Engineering 14, 2002); G root of (m (m + 1)), centre the median; T that of I for the value to the
 * power 1/3.6 (Montgomery). Limits of counts and shares end at 0, those of shares at 1. n log n.
 * @param[in] value One value a period, NaN for no data; for counts and shares the numerator.
 * @param[in] size The denominator of each, above 0; null for 1 each.
 * @param[in] count How many, at least 1.
 * @param[in] options What is wanted; null for what is recommended.
 * @param[out] point Receives a point for each value; may be null.
 * @param[out] runs Receives the runs of each part; may be null.
 * @param[in] capacity Parts that fit.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (infinite values, sizes not above 0, negative counts, a time not above 0 on a t
 *         chart, options out of range); LIMIT where the parts do not fit; NO_MEMORY.
 */
LOCALITY_API locality_status locality_control(const double *value, const double *size, size_t count,
                                              const locality_control_options *options,
                                              locality_control_point *point, locality_runs *runs,
                                              size_t capacity, const locality_allocator *allocator,
                                              locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
