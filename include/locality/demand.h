/**
 * @file demand.h
 * @brief Demand: where need is really moving, how sure that is, and why the library says so.
 *
 * Counts of requests, one series for each area, service and provider on a common calendar, go in; a
 * short list of signals comes out that is right at its stated false share. Series are added up along
 * the trees of areas and services to *cells* (an area with all below it, a service with all below it,
 * all providers), and every cell that can be judged is: its latest weeks are held against what its own
 * past, its season and its trend lead to expect, with the uncertainty of that expectation (Farrington
 * and others 1996, Noufaily and others 2013). The season is one of blocks of some weeks that go over into one
 * another; a week of the year that stands beside that in the median of three years and more, by more than
 * chance, is expected to do so again. Windows of several lengths are judged upwards and
 * downwards by a negative binomial whose dispersion carries the error of the baseline; the false
 * share is held by Benjamini and Hochberg (1995) within each family of one level and one direction; a
 * cell whose signal one cell below it explains is folded into that one. Cells that are too thin to
 * tell by themselves are looked at together with their neighbours, where areas have coordinates: what
 * such a scan finds is a *cluster*.
 *
 * Cells of one service and depth tell of one another (empirical Bayes, by moments): how uneven counts are,
 * and how far quarters and growths stray from those of the cell above, is estimated from all of them; a
 * cell borrows where that leaves less error than its own past, and the error counts what it may stray.
 *
 * Nothing is silent. A cell that cannot be judged says so, and how large a rise would have been seen.
 * A level that seems to have moved for good is suggested as a step, and moves the baseline only once
 * somebody has recorded it with a reason. Every number of an explanation is a field of a struct, and
 * the sentences are made of these fields alone.
 *
 * Areas, services, providers, series and periods are named by position, periods from the oldest, from
 * 0. Results do not depend on the order in which they are given, but on their ids: every sort and
 * every sum of floating-point numbers goes by id. Doubles are finite but where NaN is named.
 */
#ifndef LOCALITY_DEMAND_H
#define LOCALITY_DEMAND_H

#include "locality/base.h"
#include "locality/feed.h"
#include "locality/statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** No position: no parent, no such cell, all of a tree. */
#define LOCALITY_DEMAND_NONE UINT32_MAX
/** Most lengths of window that can be asked for. */
#define LOCALITY_DEMAND_WINDOWS 8
/** Longest chain of parents in a tree. */
#define LOCALITY_DEMAND_DEPTH 32

/** Series of counts under watch; filled by one thread at a time. */
typedef struct locality_demand locality_demand;
/** What was found on one day; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_demand_result locality_demand_result;

/* ---- What goes in ----------------------------------------------------------------------------- */

/** Areas, services or providers, with what each lies in. */
typedef struct locality_demand_tree {
    uint32_t struct_size;     /**< sizeof(locality_demand_tree). */
    uint32_t reserved;        /**< Zero. */
    size_t count;             /**< How many there are, at most 2^24. */
    const char *const *id;    /**< Their ids, UTF-8, distinct and not empty; null for "0", "1", ...
                                   in the order of these numbers. */
    const uint32_t *parent;   /**< What each lies in, LOCALITY_DEMAND_NONE for nothing; null where
                                   none lies in another. */
    const double *population; /**< People of each, with all below it, above 0, or NaN where it is
                                   not known; null for none. Areas only. */
    const double *east;  /**< Coordinate of the middle of each eastwards, in metres or any other
                                   unit of length, or NaN where it is not known; null for none.
                                   Areas only; with them, thin areas are scanned for clusters. */
    const double *north; /**< Coordinate northwards, in the same unit; known where `east` is. */
} locality_demand_tree;

/** Starting value of a locality_demand_tree. */
#define LOCALITY_DEMAND_TREE_INIT \
    { sizeof(locality_demand_tree), 0, 0, 0, 0, 0, 0, 0 }

/** Lengths of a period. */
enum locality_demand_periods {
    LOCALITY_DEMAND_WEEKS = 0, /**< Seven days; 52 weeks are a year. */
    LOCALITY_DEMAND_MONTHS = 1 /**< Calendar months; 12 are a year. */
};

/**
 * @brief A change of level that somebody recorded: from then on a new baseline holds.
 *
 * It concerns the cells of the area and all areas below it, and of the service and all below it; cells
 * above keep their level, unless a step is recorded for them too.
 */
typedef struct locality_demand_step {
    uint32_t struct_size; /**< sizeof(locality_demand_step). */
    uint32_t reserved;    /**< Zero. */
    uint32_t area;        /**< Position of the area, or LOCALITY_DEMAND_NONE for all. */
    uint32_t service;     /**< Position of the service, or LOCALITY_DEMAND_NONE for all. */
    size_t period;        /**< First period of the new level. */
    const char *reason;   /**< Why the level changed; not empty. */
    const char *by;       /**< Who recorded it; null for not told. */
    int64_t recorded;     /**< Day on which it was recorded, days since 1970-01-01. */
} locality_demand_step;

/** Starting value of a locality_demand_step: everywhere. */
#define LOCALITY_DEMAND_STEP_INIT \
    { sizeof(locality_demand_step), 0, LOCALITY_DEMAND_NONE, LOCALITY_DEMAND_NONE, 0, 0, 0, 0 }

/** Series of counts on one calendar without gaps, with their trees. */
typedef struct locality_demand_input {
    uint32_t struct_size;     /**< sizeof(locality_demand_input). */
    uint32_t reserved;        /**< Zero. */
    int32_t period;           /**< One of locality_demand_periods. */
    uint32_t reserved2;       /**< Zero. */
    int64_t first_day;        /**< First day of the first period, days since 1970-01-01; for
                                       months the first of one. */
    size_t periods;           /**< Periods, at most 2^16. */
    size_t series;            /**< Series, at most 2^24. */
    const int64_t *count;     /**< Counts, 0 or more, or LOCALITY_NO_COUNT for no data; one
                                       series after another. */
    size_t series_step;       /**< Counts from one series to the next; 0 for `periods`. */
    const uint32_t *area;     /**< Position of the area of each series; null for area 0. */
    const uint32_t *service;  /**< Position of its service; null for service 0. */
    const uint32_t *provider; /**< Position of its provider, or LOCALITY_DEMAND_NONE where it
                                       is not known; null where none is. */
    const locality_demand_tree *areas;     /**< The areas; null for one, "0". */
    const locality_demand_tree *services;  /**< The services; null for one, "0". */
    const locality_demand_tree *providers; /**< The providers; null for none. */
    const double *completeness; /**< Share of the requests of each period that have come in so
                                       far, above 0 and at most 1; null for all. Of a period with
                                       less, less is expected. */
    const locality_demand_step *steps; /**< Recorded changes of level, in any order. */
    size_t step_count;                 /**< How many. */
} locality_demand_input;

/** Starting value of a locality_demand_input: nothing, by weeks. */
#define LOCALITY_DEMAND_INPUT_INIT \
    { sizeof(locality_demand_input), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief The host's threads: does shares of a work that do not touch one another.
 *
 * What is found is the same, to the byte, whoever does the shares, in whatever order.
 */
typedef struct locality_demand_executor {
    uint32_t struct_size; /**< sizeof(locality_demand_executor). */
    uint32_t reserved;    /**< Zero. */
    uint32_t workers;     /**< How many shares a work is cut into, 1 to 1,024. */
    uint32_t reserved2;   /**< Zero. */
    void *self;           /**< Handed to run. */
    /** Calls `task(work, share)` once for each share from 0 to `shares` - 1, on any threads, and
     * returns once all of them have returned; other than 0 stops the detection. Required. */
    int32_t (*run)(void *self, void (*task)(void *work, uint32_t share), void *work,
                   uint32_t shares);
} locality_demand_executor;

/** Starting value of a locality_demand_executor: one share, and no threads yet. */
#define LOCALITY_DEMAND_EXECUTOR_INIT \
    { sizeof(locality_demand_executor), 0, 1, 0, 0, 0 }

/** How to detect. A number of zero is the default stated, but where zero has a meaning of its own. */
typedef struct locality_demand_options {
    uint32_t struct_size; /**< sizeof(locality_demand_options). */
    uint32_t reserved;    /**< Zero. */

    uint32_t years;       /**< Most years that a baseline looks back: 5; at least 3. */
    uint32_t half_window; /**< Periods on either side of the same week of past years that have a
                               season of their own: 3 weeks, 1 month. */
    uint32_t blocks;      /**< Seasons that a year is cut into: 10. */
    uint32_t excluded;    /**< Latest periods that are no part of a baseline: 26 weeks, 6 months; at
                               least the longest window. */
    uint32_t refit;       /**< A baseline is fitted in every so many-th period, counted from the
                               first: 4 weeks, 1 month. The periods between cost one window. */
    uint32_t
        window_count; /**< Lengths of window below; 0 for 1, 2, 4, 8 and 13 weeks (the last for slow
                           growth), or 1, 2, 3 months. */
    uint32_t window[LOCALITY_DEMAND_WINDOWS]; /**< Lengths of windows, ascending, 1 to 26. */

    double least_expected; /**< A cell that expects less than this in its longest window is judged
                                with the others of its service, and not by itself: 0.5. */
    double borrow_below;   /**< A cell whose mean is below this takes season and trend from the cell
                                above it: 1. Others do where that is surer than their own. */
    int64_t least_count;   /**< A rise of fewer requests than this is none: 3. */

    double q;                  /**< The false share of what is listed, above 0 and below 1: 0.10. */
    double fold_p;             /**< A cell is explained by one below it if without that one its p is
                                    above this: 0.05. */
    double repeated_p;         /**< Repeated: this often or more a week had a p below this: 0.05. */
    double persistent_p;       /**< Persistent: likewise, 0.10. */
    uint32_t repeated_least;   /**< So many weeks of the span make "repeated": 3. */
    uint32_t persistent_least; /**< So many weeks of the span make "persistent": 4. */
    uint32_t repeat_span;      /**< The span: 6 periods; at most 26. */
    uint32_t pattern_span;     /**< Latest periods that a pattern is read from: 12; at most 26. */

    /** The caller's own rule of repetition on plain counts: at least `trend_count` requests in at
     * least `trend_least` of the latest `trend_span` periods, in cells that have none below them.
     * All three are given, or none (0). */
    int64_t trend_count;
    uint32_t trend_least; /**< See trend_count. */
    uint32_t trend_span;  /**< See trend_count. */

    double seen_ratio;  /**< A cell in which a rise to so many times the expected would have stayed
                             unseen "cannot tell": 2. */
    double seen_chance; /**< Chance from which a rise counts as seen: 0.5. */

    double onset_slack;     /**< Deviations that a period may lie above the expected before it adds
                                  to the sum that dates an onset: 0.5, or half of those of the
                                  signal's window where that is more. */
    uint32_t step_run;      /**< So many periods in a row on one side of the expected, with a change
                                  of level, make a suggested step: 8. */
    uint32_t provisional;   /**< A level is provisional for so many periods after a step: 13. */
    uint32_t chart_periods; /**< Latest periods of a chart: 104 weeks, 24 months. */
    uint32_t reserved_count; /**< Zero. */

    const locality_demand_executor *executor; /**< The host's threads; null for the calling one. */
    /** Asked on the calling thread between two steps of the work, with its cells done and all of
     * them; other than 0 stops the call. May be null. */
    int32_t (*progress)(void *self, uint64_t done, uint64_t total);
    void *progress_self; /**< Handed to progress. */

    uint32_t replicates;  /**< Replicates that a cluster's p comes from, at most 99,999: 999, or as
                               many more as one cluster among so many scans needs to be listed; fewer
                               where it soon shows that there is none. */
    uint32_t scan_places; /**< Most areas of a cluster: 12. */
    uint32_t scan_window; /**< Longest window of a cluster: 8 weeks, 3 months; at most 26. */
    int32_t no_scan;      /**< 1: no clusters are looked for. */
    uint64_t scan_seed;   /**< Where the random numbers of scans start: 1. */
} locality_demand_options;

/** Starting value of a locality_demand_options: every default. */
#define LOCALITY_DEMAND_OPTIONS_INIT                                                             \
    {                                                                                            \
        sizeof(locality_demand_options), 0, 0, 0, 0, 0, 0, 0, {0}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0                              \
    }

/* ---- Detecting -------------------------------------------------------------------------------- */

/**
 * @brief Finds in one call where demand moves: the input is borrowed for the call, and not copied.
 *
 * About a tenth of a thousandth of a second for each cell of five years of weeks; memory of about a
 * thousand bytes for each cell beside the input.
 * @param[in] input The series.
 * @param[in] options How to detect; null for the defaults.
 * @param[in] allocator Memory; null for malloc. Called on the calling thread alone.
 * @param[out] out What was found; free with locality_demand_result_free.
 * @param[out] error Filled on failure, may be null; for a count that is none it names the series and
 *             the period.
 * @return OK; INVALID; DUPLICATE (an id); CYCLE (of parents); ENCODING; LIMIT; OVERFLOW (a sum of
 *         counts); CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_detect(const locality_demand_input *input,
                                             const locality_demand_options *options,
                                             const locality_allocator *allocator,
                                             locality_demand_result **out, locality_error *error);
/**
 * @brief Finds in one call where the demand of a feed moves, by week or by month.
 *
 * Areas, services and providers are those of the series chosen; the trees are those of the parents that
 * the choice states, and the population of an area its latest base. An area or service without a name is
 * "(blank)". Periods of which the reporting delay says that nothing can have come in have no data.
 * @param[in] feed A feed, no file begun.
 * @param[in] choice Which series: areas, services and, where they are told apart, providers as they
 *            stand in the rows; null for areas by services.
 * @param[in] options How to detect; null for the defaults.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] out What was found; free with locality_demand_result_free. Positions are in the order of
 *             names.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_detect and locality_feed_series_new; INVALID for a feed without events, or of other
 *         periods.
 */
LOCALITY_API locality_status locality_detect_feed(const locality_feed *feed,
                                                  const locality_feed_choice *choice,
                                                  const locality_demand_options *options,
                                                  const locality_allocator *allocator,
                                                  locality_demand_result **out,
                                                  locality_error *error);
/**
 * @brief Takes series under watch: counts are copied, and periods can be added.
 * @param[in] input The series.
 * @param[in] options How to detect; null for the defaults. The executor is borrowed while the handle
 *            lives.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] out The handle; free with locality_demand_free.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_detect.
 */
LOCALITY_API locality_status locality_demand_new(const locality_demand_input *input,
                                                 const locality_demand_options *options,
                                                 const locality_allocator *allocator,
                                                 locality_demand **out, locality_error *error);
/**
 * @brief Takes the series of a feed under watch, as locality_detect_feed does.
 * @param[in] feed A feed, no file begun.
 * @param[in] choice Which series; null for areas by services.
 * @param[in] options How to detect; null for the defaults. The executor is borrowed while the handle
 *            lives.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] out The handle; free with locality_demand_free. Positions are in the order of names.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_detect_feed.
 */
LOCALITY_API locality_status locality_demand_new_feed(const locality_feed *feed,
                                                      const locality_feed_choice *choice,
                                                      const locality_demand_options *options,
                                                      const locality_allocator *allocator,
                                                      locality_demand **out, locality_error *error);
/**
 * @brief Frees series under watch; results stay valid.
 * @param[in] demand A handle or null.
 */
LOCALITY_API void locality_demand_free(locality_demand *demand);
/**
 * @brief Adds the next period. Baselines stay as they are until the next one that is to be fitted.
 * @param[in,out] demand The handle.
 * @param[in] count The count of each series, or LOCALITY_NO_COUNT.
 * @param[in] series How many: as many as the handle has.
 * @param[in] completeness Share of the requests of this period that have come in, above 0 and at
 *            most 1.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT; OVERFLOW; NO_MEMORY.
 */
LOCALITY_API locality_status locality_demand_append(locality_demand *demand, const int64_t *count,
                                                    size_t series, double completeness,
                                                    locality_error *error);
/**
 * @brief Records a change of level with its reason; baselines of the cells it concerns are fitted
 * anew. What is recorded stays on record.
 * @param[in,out] demand The handle.
 * @param[in] step The change.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (no reason, no such area, service or period); ENCODING; NO_MEMORY.
 */
LOCALITY_API locality_status locality_demand_record(locality_demand *demand,
                                                    const locality_demand_step *step,
                                                    locality_error *error);
/**
 * @brief Finds where demand moves as of the latest period: byte for byte what locality_detect finds
 * in the same counts.
 *
 * Where no baseline is to be fitted, it takes time of the windows alone.
 * @param[in,out] demand The handle.
 * @param[out] out What was found; free with locality_demand_result_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_demand_detect(locality_demand *demand,
                                                    locality_demand_result **out,
                                                    locality_error *error);
/**
 * @brief Frees what was found.
 * @param[in] result A result or null.
 */
LOCALITY_API void locality_demand_result_free(locality_demand_result *result);

/* ---- What was found --------------------------------------------------------------------------- */

/** How a cell stands. */
enum locality_demand_standings {
    LOCALITY_DEMAND_QUIET = 0,   /**< Judged, and nothing found that is worth a line. */
    LOCALITY_DEMAND_LISTED = 1,  /**< On the list, which holds its false share. */
    LOCALITY_DEMAND_WATCHED = 2, /**< Repeated, but not beyond doubt: to be watched. */
    LOCALITY_DEMAND_FOLDED = 3,  /**< Would be listed, but one cell below it explains it. */
    /** Cannot tell: not judged (for one thing, where what to expect is not known within a factor of e), or a
     * rise would have gone unseen. */
    LOCALITY_DEMAND_UNTOLD = 4
};

/** How a cell got what it expects: the steps of a ladder, from long histories to short ones. */
enum locality_demand_rungs {
    LOCALITY_DEMAND_NO_BASELINE = 0, /**< Nothing to expect anything from. */
    LOCALITY_DEMAND_FARRINGTON = 1,  /**< Three years or more: season, trend, past peaks weighed
                                          down. */
    LOCALITY_DEMAND_HARMONIC = 2,    /**< Two to three years: a trend and one wave a year. */
    LOCALITY_DEMAND_BORROWED = 3,    /**< Own level, season and trend of the cell above: thin, or
                                          surer so, as its like stray little from that. */
    LOCALITY_DEMAND_LEVEL = 4,       /**< 35 periods or more: a level, of the latest 28 that lie
                                          before the longest window, or of three years. */
    LOCALITY_DEMAND_SHORT = 5,       /**< 7 periods or more: a level of what lies before a window,
                                          6 periods at least. */
    LOCALITY_DEMAND_POOLED = 6       /**< Too thin by itself: its rate leans on its like. */
};

/** How significant weeks lie in the latest periods. */
enum locality_demand_patterns {
    LOCALITY_DEMAND_NO_PATTERN = 0,   /**< No significant week. */
    LOCALITY_DEMAND_NEW = 1,          /**< Only the latest week. */
    LOCALITY_DEMAND_CONSECUTIVE = 2,  /**< One unbroken run up to the latest week. */
    LOCALITY_DEMAND_SPORADIC = 3,     /**< Some weeks, with breaks. */
    LOCALITY_DEMAND_PERSISTENT = 4,   /**< At least nine weeks of ten. */
    LOCALITY_DEMAND_INTENSIFYING = 5, /**< The same, and further and further from the expected. */
    LOCALITY_DEMAND_EASING = 6        /**< The same, and nearer and nearer. */
};

/** Rules that speak for a signal, as bits of a set. */
enum locality_demand_rules {
    LOCALITY_DEMAND_RULE_WINDOW = 1,     /**< Its window is on the list at the false share asked. */
    LOCALITY_DEMAND_RULE_REPEATED = 2,   /**< 3 of 6 weeks at p < 0.05, as the options have it. */
    LOCALITY_DEMAND_RULE_PERSISTENT = 4, /**< 4 of 6 weeks at p < 0.10, as the options have it. */
    LOCALITY_DEMAND_RULE_TREND = 8       /**< The caller's own rule on plain counts. */
};

/**
 * @brief Names a standing, rung, pattern or rule, for example "listed", "farrington", "consecutive".
 * @param[in] what 0 for a standing, 1 for a rung, 2 for a pattern, 3 for one rule, 4 for the state of a
 *            scan.
 * @param[in] value One of the enumeration.
 * @return Static words; "unknown" for what is none.
 */
LOCALITY_API const char *locality_demand_name(int32_t what, int32_t value);

/** The whole of what was found, in numbers. */
typedef struct locality_demand_summary {
    size_t cells;         /**< Cells judged or not. */
    size_t judged;        /**< Cells of which something was expected. */
    size_t untold;        /**< Cells that cannot tell. */
    size_t listed;        /**< Lines of the list. */
    size_t watched;       /**< Lines to be watched. */
    size_t folded;        /**< Signals that were folded into another. */
    size_t families;      /**< Families. */
    size_t suggestions;   /**< Suggested steps. */
    size_t periods;       /**< Periods of the input. */
    int64_t day;          /**< First day of the latest period, days since 1970-01-01. */
    double q;             /**< The false share that the list holds. */
    size_t scans;         /**< Services whose thin areas were to be scanned together. */
    size_t clusters;      /**< Listed clusters, beside the listed lines. */
    uint8_t reserved[16]; /**< Zero; room for later members. */
} locality_demand_summary;

/** What can be said of one cell. */
typedef struct locality_demand_cell {
    uint32_t area;          /**< Position of the area, or LOCALITY_DEMAND_NONE for all areas. */
    uint32_t service;       /**< Position of the service. */
    uint32_t area_depth;    /**< How deep the area lies in its tree; 0 for all areas. */
    uint32_t service_depth; /**< How deep the service lies in its tree; 0 for one in nothing. */
    int32_t standing;       /**< One of locality_demand_standings. */
    int32_t rung;           /**< One of locality_demand_rungs. */
    uint32_t rise_window;   /**< Length of the window that speaks most for a rise; 0 for none. */
    uint32_t fall_window;   /**< Length of the window that speaks most for a fall; 0 for none. */
    double mean;            /**< Mean of the counts of its baseline; NaN for none. */
    double expected;        /**< Expected in the latest period; NaN for none. */
    double dispersion;      /**< Variance for each unit of mean, 1 or more; NaN for none. */
    double rise_p;          /**< p of a rise, for all its windows together; NaN for none. */
    double rise_q;          /**< Smallest false share at which the rise would be listed. */
    double fall_p;          /**< p of a fall. */
    double fall_q;          /**< Smallest false share at which the fall would be listed. */
    double smallest_rise;   /**< Smallest ratio to the expected that would have been listed with
                                  the chance asked for, over its longest window; infinite where none
                                  would, NaN for no baseline. */
    uint8_t reserved[32];   /**< Zero; room for later members. */
} locality_demand_cell;

/** One line of the list, with the fields that explain it. */
typedef struct locality_demand_signal {
    uint32_t cell;       /**< Position of the cell. */
    int32_t standing;    /**< LISTED, WATCHED or FOLDED of locality_demand_standings. */
    int32_t direction;   /**< 1 for a rise, -1 for a fall. */
    int32_t pattern;     /**< One of locality_demand_patterns. */
    int32_t rung;        /**< One of locality_demand_rungs. */
    uint32_t rules;      /**< Bits of locality_demand_rules. */
    uint32_t area;       /**< Position of the area, or LOCALITY_DEMAND_NONE for all areas. */
    uint32_t service;    /**< Position of the service. */
    const char *area_id; /**< Id of the area; empty for all areas. Lives as long as the result. */
    const char *service_id; /**< Id of the service. */
    uint32_t window;        /**< Periods of the window, up to the latest. */
    uint32_t counted;       /**< Periods of the window that have data. */
    uint32_t weeks_beyond;  /**< Periods of the span with a p below that of "repeated". */
    uint32_t weeks_leaning; /**< Periods of the span with a p below that of "persistent". */
    uint32_t span;          /**< Periods of the span that have data. */
    uint32_t onset; /**< Period in which it began; LOCALITY_DEMAND_NONE where none is found. */
    uint32_t
        folded_into; /**< Cell that explains it, LOCALITY_DEMAND_NONE where it is not folded. */
    uint32_t folded_here; /**< Signals that were folded into this one. */
    int64_t observed;     /**< Requests of the window; where there is none (the caller's rule alone
                                 speaks for it) those of the span of that rule. */
    double expected;      /**< Expected of it. */
    int64_t lower;        /**< Lower end of what 95 windows of 100 would hold. */
    int64_t upper;        /**< Upper end of it. */
    double ratio;         /**< Observed to expected; infinite where nothing was expected. */
    double excess;        /**< Observed less expected. */
    double p;             /**< p of all windows together. */
    double q;             /**< Smallest false share at which it would be listed. */
    /** Largest number of requests in the window (a fall: smallest) at which it would not have been
     * listed by its window; -1 for a fall that no number would have listed. */
    int64_t unless;
    double error;              /**< Relative standard error of the expected. */
    double dispersion;         /**< Variance for each unit of mean, without that error, at what is
                                   expected: how it grows with that is estimated from the cells
                                   of the same service and depth, where there are enough. */
    double season;             /**< Share of the season in the expected: 1.2 is a fifth above the
                                   year's average; 1 where there is none. */
    double trend;              /**< Trend in the expected, as growth a year: 0.05 is 5 %; 0 where
                                   there is none. */
    double completeness;       /**< Least completeness of the periods of the window. */
    double rate;               /**< Requests of the window for each 100,000 people and period; NaN
                                   where the population is not known. */
    double expected_rate;      /**< The same of what was expected. */
    uint32_t baseline_periods; /**< Periods that the baseline rests on. */
    uint32_t weighed_down;     /**< How many of them were weighed down as past peaks. */
    uint32_t baseline_first;   /**< The first of them. */
    uint32_t baseline_last;    /**< The last of them. */
    uint32_t providers;        /**< Providers with requests in the window. */
    int32_t provisional;       /**< 1 where a recorded step is so recent that the level may move. */
    uint32_t folded_cluster; /**< Cluster that explains it, LOCALITY_DEMAND_NONE where none does. */
    uint8_t reserved[44];    /**< Zero; room for later members. */
} locality_demand_signal;

/** Which parts of a cell a contribution is asked of. */
enum locality_demand_axes {
    LOCALITY_DEMAND_AREAS = 0,    /**< Areas right below that of the cell. */
    LOCALITY_DEMAND_SERVICES = 1, /**< Services right below that of the cell. */
    LOCALITY_DEMAND_PROVIDERS = 2 /**< Providers. */
};

/** What one part of a cell contributes to a signal. */
typedef struct locality_demand_part {
    uint32_t position; /**< Position of the area, service or provider; LOCALITY_DEMAND_NONE for
                              requests of the cell's own area or service, or of no known provider. */
    uint32_t reserved; /**< Zero. */
    const char *id;    /**< Its id; empty for NONE. Lives as long as the result. */
    int64_t observed;  /**< Its requests in the window, as that of the signal. */
    double expected;   /**< Of the expected of the cell, as much as its share in the year before
                              the latest periods, or of all its past where it has no such year; NaN
                              where nothing was expected of the cell. */
    double share;      /**< Share of the cell's excess; may be below 0 or above 1. */
    int64_t before; /**< Its requests in that year, from which its share comes; 0 for an area of a
                              cluster. */
} locality_demand_part;

/** A family: what was tested together, and whose false share is held together. */
typedef struct locality_demand_family {
    uint32_t area_depth;    /**< Depth of its areas; 0 for all areas together. */
    uint32_t service_depth; /**< Depth of its services. */
    int32_t direction;      /**< 1 for rises, -1 for falls. */
    int32_t is_pooled;      /**< 1 for cells that are too thin by themselves. */
    size_t tested;          /**< Cells tested; scans, where it is one of clusters. */
    size_t listed;        /**< Cells (scans) at or below the false share, folded ones among them. */
    double cut;           /**< Largest p that is or would be listed. */
    int32_t is_clusters;  /**< 1 for the best clusters of scans. */
    uint8_t reserved[12]; /**< Zero; room for later members. */
} locality_demand_family;

/** A period that a baseline rests on. */
typedef struct locality_demand_weight {
    uint32_t period;   /**< Which. */
    uint32_t reserved; /**< Zero. */
    double weight;     /**< Its weight; well below 1 for a past peak. */
} locality_demand_weight;

/** Marks of a point of a chart, as bits of a set. */
enum locality_demand_marks {
    LOCALITY_DEMAND_MARK_WINDOW = 1,   /**< In the window of the signal. */
    LOCALITY_DEMAND_MARK_BEYOND = 2,   /**< Beyond its limits. */
    LOCALITY_DEMAND_MARK_ONSET = 4,    /**< The period in which it began. */
    LOCALITY_DEMAND_MARK_STEP = 8,     /**< First period of a recorded step. */
    LOCALITY_DEMAND_MARK_BASELINE = 16 /**< The baseline rests on it. */
};

/** A point of a chart. */
typedef struct locality_demand_point {
    uint32_t period;   /**< Which. */
    uint32_t phase;    /**< Recorded steps up to it. */
    uint32_t marks;    /**< Bits of locality_demand_marks. */
    uint32_t reserved; /**< Zero. */
    int64_t count;     /**< Its count, or LOCALITY_NO_COUNT. */
    double expected;   /**< The centre; NaN where nothing was expected. */
    double lower;      /**< 2.5 % of such periods lie below this; NaN likewise. */
    double upper;      /**< 2.5 % of such periods lie above this; NaN likewise. */
} locality_demand_point;

/** A change of level that seems to have come for good; it moves nothing until somebody records it. */
typedef struct locality_demand_suggestion {
    uint32_t cell;        /**< Position of the cell. */
    uint32_t period;      /**< First period of the new level. */
    uint32_t run;         /**< Latest periods in a row on one side of the expected. */
    int32_t direction;    /**< 1 upwards, -1 downwards. */
    double ratio;         /**< New level to the expected. */
    double gain;          /**< By how much it explains the counts better than its penalty (MBIC). */
    uint8_t reserved[16]; /**< Zero; room for later members. */
} locality_demand_suggestion;

/** Whether the thin areas of a service were scanned together. */
enum locality_demand_scan_states {
    LOCALITY_DEMAND_SCANNED = 0,    /**< They were. */
    LOCALITY_DEMAND_NOT_PLACED = 1, /**< Fewer than two of them have coordinates. */
    LOCALITY_DEMAND_TOO_MANY = 2    /**< More than 2^14 of them have. */
};

/** A scan: the thin areas of one service and one depth, looked at together. */
typedef struct locality_demand_scan {
    uint32_t service;     /**< Position of the service. */
    uint32_t area_depth;  /**< How deep the areas lie in their tree. */
    int32_t state;        /**< One of locality_demand_scan_states. */
    uint32_t thin;        /**< Areas that cannot tell by themselves, and have none below them. */
    uint32_t places;      /**< How many of them have coordinates. */
    uint32_t replicates;  /**< Replicates drawn. */
    double p;             /**< p of its best cluster; 1 for no cluster, NaN where not scanned. */
    double q;             /**< Smallest false share at which that would be listed; NaN likewise. */
    uint8_t reserved[16]; /**< Zero; room for later members. */
} locality_demand_scan;

/** A cluster: neighbouring areas, each too thin to tell, that together hold too many requests. */
typedef struct locality_demand_cluster {
    int32_t standing;       /**< LISTED or FOLDED of locality_demand_standings. */
    uint32_t service;       /**< Position of the service. */
    const char *service_id; /**< Its id. Lives as long as the result. */
    uint32_t service_depth; /**< How deep the service lies in its tree. */
    uint32_t area_depth;    /**< How deep the areas lie in theirs. */
    uint32_t areas;         /**< How many areas it has. */
    uint32_t window;        /**< Periods of its window, up to the latest. */
    uint32_t
        folded_into; /**< Cell that explains it, LOCALITY_DEMAND_NONE where it is not folded. */
    uint32_t folded_here; /**< Signals that were folded into it. */
    int64_t observed;     /**< Requests of the window; where there is none (the caller's rule alone
                                 speaks for it) those of the span of that rule. */
    double expected;      /**< Expected of it. */
    double ratio;         /**< Observed to expected. */
    double excess;        /**< Observed less expected. */
    double spread;       /**< Variance of its requests for each unit of mean, as they were drawn. */
    double score;        /**< Its score: a log likelihood ratio (locality_scan). */
    double p;            /**< Share of replicates whose best cluster scores as much. */
    double q;            /**< Smallest false share at which it would be listed. */
    uint32_t replicates; /**< Replicates drawn. */
    uint32_t
        folded_cluster; /**< Cluster of a service below that explains it, LOCALITY_DEMAND_NONE where
                                  none does. */
    uint8_t reserved2[32]; /**< Zero; room for later members. */
} locality_demand_cluster;

/**
 * @brief Gives what was found, in numbers.
 * @param[in] result A result.
 * @param[out] out The numbers; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_demand_result_summary(const locality_demand_result *result,
                                                            locality_demand_summary *out,
                                                            locality_error *error);
/**
 * @brief Counts the signals: listed ones first, then the watched, then the folded, each by q, p and
 * ids.
 * @param[in] result A result.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_demand_result_signals(const locality_demand_result *result);
/**
 * @brief Gives a signal with all its fields.
 * @param[in] result A result.
 * @param[in] index Its number.
 * @param[out] out The signal; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_demand_result_signal_at(const locality_demand_result *result,
                                                              size_t index,
                                                              locality_demand_signal *out,
                                                              locality_error *error);
/**
 * @brief Gives a signal in plain words, made of its fields alone, one sentence a line.
 * @param[in] result A result.
 * @param[in] index Number of the signal.
 * @return The words; they live as long as the result. Empty where there is no such signal.
 */
LOCALITY_API const char *locality_demand_result_words(const locality_demand_result *result,
                                                      size_t index);
/**
 * @brief Lists what the parts of a signal's cell contribute to it, the largest excess first (for a
 * fall the largest shortfall).
 * @param[in] result A result.
 * @param[in] index Number of the signal.
 * @param[in] axis One of locality_demand_axes.
 * @param[out] out Receives the parts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; 0 where the cell has no such parts.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or LIMIT.
 */
LOCALITY_API locality_status locality_demand_result_parts(const locality_demand_result *result,
                                                          size_t index, int32_t axis,
                                                          locality_demand_part *out,
                                                          size_t capacity, size_t *count,
                                                          locality_error *error);
/**
 * @brief Lists the periods that a signal's baseline rests on, with their weights, from the oldest.
 * @param[in] result A result.
 * @param[in] index Number of the signal.
 * @param[out] out Receives the periods; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or LIMIT.
 */
LOCALITY_API locality_status locality_demand_result_baseline(const locality_demand_result *result,
                                                             size_t index,
                                                             locality_demand_weight *out,
                                                             size_t capacity, size_t *count,
                                                             locality_error *error);
/**
 * @brief Gives the chart of a signal: counts, what was expected, limits, phases, marks.
 * @param[in] result A result.
 * @param[in] index Number of the signal.
 * @param[out] out Receives the points from the oldest; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or LIMIT.
 */
LOCALITY_API locality_status locality_demand_result_chart(const locality_demand_result *result,
                                                          size_t index, locality_demand_point *out,
                                                          size_t capacity, size_t *count,
                                                          locality_error *error);
/**
 * @brief Gives one of the cells, which are in the order of depth and ids.
 * @param[in] result A result.
 * @param[in] cell Its position.
 * @param[out] out The cell; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_demand_result_cell_at(const locality_demand_result *result,
                                                            uint32_t cell,
                                                            locality_demand_cell *out,
                                                            locality_error *error);
/**
 * @brief Finds the cell of an area and a service.
 * @param[in] result A result.
 * @param[in] area Position of the area, or LOCALITY_DEMAND_NONE for all areas.
 * @param[in] service Position of the service.
 * @return Position of the cell; LOCALITY_DEMAND_NONE where there is none.
 */
LOCALITY_API uint32_t locality_demand_result_find(const locality_demand_result *result,
                                                  uint32_t area, uint32_t service);
/**
 * @brief Gives one of the families.
 * @param[in] result A result.
 * @param[in] index Its number.
 * @param[out] out The family; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_demand_result_family_at(const locality_demand_result *result,
                                                              size_t index,
                                                              locality_demand_family *out,
                                                              locality_error *error);
/**
 * @brief Gives one of the suggested steps, which are in the order of their cells.
 * @param[in] result A result.
 * @param[in] index Its number.
 * @param[out] out The suggestion; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status
locality_demand_result_suggestion_at(const locality_demand_result *result, size_t index,
                                     locality_demand_suggestion *out, locality_error *error);

/**
 * @brief Counts the clusters: listed ones first, then the folded, each by q, p, service and score.
 *
 * Areas that are too thin to tell by themselves (a rise to `seen_ratio` times the expected would go
 * unseen), and have none below them, are scanned together, service by service, with the
 * expectations and the dispersion that their cells have: all circles of neighbours around each of them,
 * during all windows up to the latest period (Kulldorff 2001; Neill and others 2005). Replicates are
 * drawn from negative binomials of what is expected, its error included, so that a p needs no table.
 * @param[in] result A result.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_demand_result_clusters(const locality_demand_result *result);
/**
 * @brief Gives a cluster with all its fields.
 * @param[in] result A result.
 * @param[in] index Its number.
 * @param[out] out The cluster; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_demand_result_cluster_at(const locality_demand_result *result,
                                                               size_t index,
                                                               locality_demand_cluster *out,
                                                               locality_error *error);
/**
 * @brief Gives a cluster in plain words, made of its fields alone, one sentence a line.
 * @param[in] result A result.
 * @param[in] index Number of the cluster.
 * @return The words; they live as long as the result. Empty where there is no such cluster.
 */
LOCALITY_API const char *locality_demand_result_cluster_words(const locality_demand_result *result,
                                                              size_t index);
/**
 * @brief Lists the areas of a cluster, outwards from its middle, with what each has and should have.
 * @param[in] result A result.
 * @param[in] index Number of the cluster.
 * @param[out] out Receives the areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or LIMIT.
 */
LOCALITY_API locality_status locality_demand_result_cluster_areas(
    const locality_demand_result *result, size_t index, locality_demand_part *out, size_t capacity,
    size_t *count, locality_error *error);
/**
 * @brief Gives one of the scans, which are in the order of depth and ids: what was looked at together,
 * and what was not and why.
 * @param[in] result A result.
 * @param[in] index Its number, below `scans` of the summary.
 * @param[out] out The scan; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_demand_result_scan_at(const locality_demand_result *result,
                                                            size_t index, locality_demand_scan *out,
                                                            locality_error *error);

/* ---- Parts of it by themselves ---------------------------------------------------------------- */

/** A window of counts and what was expected of it. */
typedef struct locality_demand_window {
    int64_t observed;  /**< Its requests, 0 or more. */
    double expected;   /**< Expected, 0 or more. */
    double error;      /**< Relative standard error of the expected, 0 or more. */
    double dispersion; /**< Variance for each unit of mean, 1 or more. */
} locality_demand_window;

/** How a window is judged. */
typedef struct locality_demand_verdict {
    double rise_p; /**< Chance of more, with half that of as many. */
    double fall_p; /**< Chance of fewer, with half that of as many. */
    double spread; /**< Variance for each unit of mean, the error of the expected included. */
    double lower;  /**< 2.5 % of such windows hold fewer. */
    double upper;  /**< 2.5 % of such windows hold more. */
} locality_demand_verdict;

/**
 * @brief Judges a window: a negative binomial with the variance of the counts and of the expected.
 *
 * With M expected, relative error e and dispersion d the spread is d + M e^2; above 1 the count is
 * negative binomial of size M/(spread - 1), at 1 it is Poisson.
 * @param[in] window The window.
 * @param[out] out The verdict; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_demand_judge(const locality_demand_window *window,
                                                   locality_demand_verdict *out,
                                                   locality_error *error);
/**
 * @brief Tells whether requests repeat: at least `least_count` in at least `least` of the latest
 * `span` periods. There are no defaults: what counts as repetition is the council's to say.
 * @param[in] count The counts, from the oldest; LOCALITY_NO_COUNT for no data, which repeats nothing.
 * @param[in] periods How many.
 * @param[in] least_count Requests that a period must have, 1 or more.
 * @param[in] least Periods that must have them, 1 to `span`.
 * @param[in] span Latest periods looked at, 1 to `periods`.
 * @param[out] repeats 1 where they repeat, else 0.
 * @param[out] hits Periods that have them; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID where a parameter is not given or out of range, or a count is negative.
 */
LOCALITY_API locality_status locality_demand_repeats(const int64_t *count, size_t periods,
                                                     int64_t least_count, uint32_t least,
                                                     uint32_t span, int32_t *repeats,
                                                     uint32_t *hits, locality_error *error);
/**
 * @brief Names the pattern that significant weeks make.
 *
 * A week is significant whose p is at or below `level`; NaN is a week without data, which is left out.
 * Nine of ten weeks significant and the latest too: intensifying or easing where `deviation` (how far
 * each week lies from the expected) has a trend of p at or below `level` (Mann and Kendall), else
 * persistent.
 * @param[in] p The p of each week, from the oldest.
 * @param[in] deviation Distance of each week from the expected, growing with the signal.
 * @param[in] weeks How many, at most 26.
 * @param[in] level The level, above 0 and below 1.
 * @param[out] pattern One of locality_demand_patterns; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_demand_pattern(const double *p, const double *deviation,
                                                     size_t weeks, double level, int32_t *pattern,
                                                     locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
