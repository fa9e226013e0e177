/**
 * @file scan.h
 * @brief Scans: where in space and time counts stand too high, when single places are too thin to tell.
 *
 * A scan looks at many overlapping windows: a zone (some places that lie together) during some
 * periods. For each it compares what was counted with what was expected and scores the difference;
 * the best window is the likeliest cluster. Because so many windows are looked at, the best score is
 * large even where nothing happened; so the scan is repeated on counts drawn at random as if nothing
 * had, and a cluster's probability is the share of these replicates whose best score is as large.
 *
 * Knox's test counts pairs of events that are close in both space and time. The statistic Gi* scores
 * one place with its neighbours in one period, and its history over the periods has a class: new,
 * consecutive, sporadic and so on.
 *
 * Places and periods are named by position; periods run from the oldest. Everything random comes
 * from the seed that is given, so that the same input gives the same answer on every machine.
 */
#ifndef LOCALITY_SCAN_H
#define LOCALITY_SCAN_H

#include <math.h>

#include "locality/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Zones ------------------------------------------------------------------------------------ */

/** Which places a scan takes together; immutable, read by any number of threads. */
typedef struct locality_zones locality_zones;

/** How far circles grow. */
typedef struct locality_circle_options {
    uint32_t struct_size; /**< sizeof(locality_circle_options). */
    uint32_t reserved;    /**< Zero. */
    size_t most_places;   /**< Most places of a circle; 0 for all (default). */
    double
        most_share; /**< Largest share of all weight in it, above 0 and at most 1; 0.5 by default. */
    double most_distance; /**< Longest radius, above 0; infinity by default. */
} locality_circle_options;

/** Starting value of a locality_circle_options: the defaults. */
#define LOCALITY_CIRCLE_OPTIONS_INIT \
    { sizeof(locality_circle_options), 0, 0, 0.5, (double)INFINITY }

/**
 * @brief Makes circles: around each place the place alone, with its nearest, with its two nearest ...
 *
 * Of two places at the same distance the one that was given first comes first. A circle stops growing
 * before it passes a limit; a place that alone passes that of the weight has no circle.
 * @param[in] x Coordinate of each place eastwards, finite; distances are straight.
 * @param[in] y Coordinate of each place northwards, in the same unit.
 * @param[in] weight Weight of each place (people, or cases), 0 or more; null for 1 each.
 * @param[in] places Number of places, 1 to 2^20.
 * @param[in] options How far they grow; null for the defaults.
 * @param[in] allocator Memory; null for malloc. Copied.
 * @param[out] out The zones; free with locality_zones_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID for a coordinate or weight that is none (index in the message) or an option out
 *         of range; LIMIT; NO_MEMORY.
 *
 * Takes time of places^2 log places (of circles of up to 64 places, places^2) and memory of the circles'
 * members.
 */
LOCALITY_API locality_status locality_zones_new_circles(const double *x, const double *y,
                                                        const double *weight, size_t places,
                                                        const locality_circle_options *options,
                                                        const locality_allocator *allocator,
                                                        locality_zones **out,
                                                        locality_error *error);

/**
 * @brief Takes zones as the caller lists them: wards that touch, streets along a river.
 *
 * @param[in] first Zone z has the members `first[z]` to `first[z + 1] - 1`: zones + 1 numbers, from
 *                  0, ascending; no zone is empty.
 * @param[in] member Places of the zones one after another, each below `places`, none twice in a zone.
 * @param[in] zones Number of zones, at least 1.
 * @param[in] places Number of places, 1 to 2^20.
 * @param[in] allocator Memory; null for malloc. Copied.
 * @param[out] out The zones; free with locality_zones_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID for a list that is none (zone in the message); LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_zones_new_listed(const size_t *first, const uint32_t *member,
                                                       size_t zones, size_t places,
                                                       const locality_allocator *allocator,
                                                       locality_zones **out, locality_error *error);

/** @brief Frees zones; null does nothing. @param[in] zones The zones. */
LOCALITY_API void locality_zones_free(locality_zones *zones);

/** @brief Number of zones. @param[in] zones The zones. @return It; 0 for null. */
LOCALITY_API size_t locality_zones_count(const locality_zones *zones);

/**
 * @brief Places of one zone; of a circle, its centre first and then outwards.
 * @param[in] zones The zones.
 * @param[in] zone Which one.
 * @param[out] count How many places; 0 where there is no such zone. May be null.
 * @return The places, until the zones are freed; null where there is no such zone.
 */
LOCALITY_API const uint32_t *locality_zones_members(const locality_zones *zones, size_t zone,
                                                    size_t *count);

/* ---- Scans ------------------------------------------------------------------------------------ */

/** What is expected where nothing happens, and how a window is scored. */
enum locality_scan_models {
    /** Space and time have nothing to do with each other: each place keeps its total and each period
     * its own. Score: log likelihood ratio (Kulldorff and others 2005). Needs counts alone. */
    LOCALITY_SCAN_PERMUTATION = 0,
    /** Every person is as likely to be a case; `expected` holds the people (or people times days) of
     * each cell, and only shares count. Score: log likelihood ratio (Kulldorff 1997). */
    LOCALITY_SCAN_POPULATION = 1,
    /** `expected` holds what each cell is expected to have, as a Poisson number. Score: log likelihood
     * ratio (Neill and others 2005). */
    LOCALITY_SCAN_EXPECTED = 2,
    /** As EXPECTED with more spread than Poisson: the variance of a cell is m + m^2 / size. Score: the
     * efficient score for a hot spot (Tango and others 2011). It is steep where little is expected: of
     * cells far below 1, EXPECTED with `size` tells more. */
    LOCALITY_SCAN_OVERDISPERSED = 3
};

/** Counts of places in periods: cell of a place in a period is at `period * places + place`. */
typedef struct locality_scan_input {
    uint32_t struct_size;   /**< sizeof(locality_scan_input). */
    uint32_t reserved;      /**< Zero. */
    size_t places;          /**< Number of places, that of the zones. */
    size_t periods;         /**< Number of periods, 1 to 2^16. */
    const int64_t *count;   /**< Counted in each cell, 0 to 2^31. */
    const double *expected; /**< See locality_scan_models; null for PERMUTATION. */
    const double
        *size; /**< Size parameter of each cell, above 0, for OVERDISPERSED. For EXPECTED null,
                             or the sizes that replicates are drawn with: the score stays that of
                             Poisson, its chance is that of the spread. Else null. */
} locality_scan_input;

/** Starting value of a locality_scan_input. */
#define LOCALITY_SCAN_INPUT_INIT \
    { sizeof(locality_scan_input), 0, 0, 0, 0, 0, 0 }

/** How a scan is made. */
typedef struct locality_scan_options {
    uint32_t struct_size; /**< sizeof(locality_scan_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t model;        /**< One of locality_scan_models; PERMUTATION by default. */
    int32_t past; /**< 0: windows end with the last period, as one who watches asks (default);
                               1: they may end earlier. */
    uint32_t replicates;  /**< Replicates drawn; 999 by default, 0 for no probabilities. */
    uint32_t reserved2;   /**< Zero. */
    size_t most_periods;  /**< Longest window in periods; 0 for all (default). */
    size_t most_clusters; /**< Most clusters told; 10 by default. */
    int64_t fewest;       /**< Fewest counted in a cluster; 2 by default. */
    uint64_t seed;        /**< Where the random numbers start; 1 by default. */
    /** Asked after each replicate on the calling thread, with how many are done; other than 0 stops
     * the call. May be null. */
    int32_t (*progress)(void *self, uint64_t done);
    void *progress_self; /**< Handed to progress. */
    uint32_t enough; /**< Replicates whose best window scores as much as the likeliest cluster after
                              which no more are drawn: the probability is then their share of those
                              drawn (Besag and Clifford 1991). 0 for never (default). */
    uint32_t reserved3; /**< Zero. */
} locality_scan_options;

/** Starting value of a locality_scan_options: the defaults. */
#define LOCALITY_SCAN_OPTIONS_INIT \
    { sizeof(locality_scan_options), 0, 0, 0, 999, 0, 0, 10, 2, 1, 0, 0, 0, 0 }

/** One cluster. */
typedef struct locality_scan_cluster {
    size_t zone;         /**< Its zone. */
    size_t first_period; /**< Its first period. */
    size_t last_period;  /**< Its last period. */
    int64_t count;       /**< Counted in it. */
    double expected;     /**< Expected in it. */
    double ratio;        /**< count / expected. */
    double
        relative_risk; /**< Rate inside by rate outside: (c/e) / ((C-c)/(C-e)) where the model fixes the
                                total C; else the ratio. */
    double score;      /**< Its score. */
    double
        probability; /**< Share of replicates, with the data as one of them, whose best window scores
                                as much; NaN without replicates. */
    double gumbel;   /**< The same from a Gumbel distribution fitted to the replicates' best scores,
                                for probabilities below 1 / (replicates + 1); NaN with fewer than 10, or
                                where all of them score the same. */
} locality_scan_cluster;

/** What a scan found; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_scan_result locality_scan_result;

/**
 * @brief Finds the likeliest clusters of high counts, none of which shares a cell with a better one.
 *
 * @param[in] zones Which places are taken together.
 * @param[in] input The counts.
 * @param[in] options How; null for the defaults.
 * @param[in] allocator Memory; null for malloc. Copied.
 * @param[out] out What was found; free with locality_scan_result_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, also where there is no cluster; INVALID for a cell that is none (place and period in the
 *         message) or an option out of range; CANCELLED; LIMIT; NO_MEMORY.
 *
 * Takes time of replicates * (members of zones * windows in time + cases), and memory of zones *
 * windows in time.
 */
LOCALITY_API locality_status locality_scan(const locality_zones *zones,
                                           const locality_scan_input *input,
                                           const locality_scan_options *options,
                                           const locality_allocator *allocator,
                                           locality_scan_result **out, locality_error *error);

/**
 * @brief Scores every window, for maps and for those who judge by themselves.
 *
 * Window of zone z and span s is at `z * spans + s`. Spans are those that end with the last period, by
 * length; with `past`, by their last and then by their first period, oldest first. A window that
 * holds no more than expected scores 0 (but for OVERDISPERSED, whose score may be below 0).
 * @param[in] zones Which places are taken together.
 * @param[in] input The counts.
 * @param[in] options As for locality_scan; replicates, clusters, fewest and seed play no part.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] score Room for `count` scores; null to ask for their number.
 * @param[in,out] count In: room; out: number of scores.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_scan; LIMIT where the room is too small.
 */
LOCALITY_API locality_status locality_scan_scores(const locality_zones *zones,
                                                  const locality_scan_input *input,
                                                  const locality_scan_options *options,
                                                  const locality_allocator *allocator,
                                                  double *score, size_t *count,
                                                  locality_error *error);

/** @brief Frees a result; null does nothing. @param[in] result The result. */
LOCALITY_API void locality_scan_result_free(locality_scan_result *result);

/** @brief Number of clusters. @param[in] result The result. @return It; 0 for null. */
LOCALITY_API size_t locality_scan_result_count(const locality_scan_result *result);

/**
 * @brief One cluster, the likeliest first.
 * @param[in] result The result.
 * @param[in] index Which one.
 * @param[out] out The cluster.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID for null; NOT_FOUND where there is no such cluster.
 */
LOCALITY_API locality_status locality_scan_result_cluster(const locality_scan_result *result,
                                                          size_t index, locality_scan_cluster *out,
                                                          locality_error *error);

/* ---- Pairs that are close --------------------------------------------------------------------- */

/** What Knox's test says. */
typedef struct locality_knox_result {
    int64_t pairs;   /**< Pairs of events. */
    int64_t near;    /**< Pairs close in space. */
    int64_t soon;    /**< Pairs close in time. */
    int64_t both;    /**< Pairs close in both. */
    double expected; /**< Expected of both, where space and time have nothing to do with each other:
                                near * soon / pairs. */
    double probability;   /**< Poisson probability of `both` or more. */
    double strictly_more; /**< Poisson probability of more than `both`, as some programs give it. */
} locality_knox_result;

/**
 * @brief Knox's test (1964): whether events that are close in space are close in time more often than chance.
 *
 * With groups, only events of different groups make a pair: whether two providers' jobs meet.
 * @param[in] x Where each event was, eastwards; finite.
 * @param[in] y Where each event was, northwards; finite.
 * @param[in] time When each event was; finite.
 * @param[in] group Group of each event, below 2^32 - 1; null where every two events make a pair.
 * @param[in] count Number of events, at most 2^31.
 * @param[in] distance Events are close in space up to this straight distance, 0 or more.
 * @param[in] delay Events are close in time up to this difference, 0 or more.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] out What it says; with fewer than two events all 0 and the probabilities 1 and 0.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (index in the message); NO_MEMORY.
 *
 * Takes time of count log count and of the pairs close in one coordinate.
 */
LOCALITY_API locality_status locality_knox(const double *x, const double *y, const double *time,
                                           const uint32_t *group, size_t count, double distance,
                                           double delay, const locality_allocator *allocator,
                                           locality_knox_result *out, locality_error *error);

/* ---- Hot spots -------------------------------------------------------------------------------- */

/**
 * @brief Gi* of every place (Getis and Ord 1992): how its neighbourhood stands out, in standard deviations.
 *
 * @param[in] value Value of each place, finite.
 * @param[in] places Number of places, 2 to 2^20.
 * @param[in] first Neighbours of place p are `neighbour[first[p]]` to `neighbour[first[p + 1] - 1]`.
 * @param[in] neighbour Neighbours; the place itself counts once, listed or not; none twice.
 * @param[out] score Gi* of each place; NaN where all values are equal or all places are neighbours.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (place in the message).
 */
LOCALITY_API locality_status locality_gi_star(const double *value, size_t places,
                                              const size_t *first, const uint32_t *neighbour,
                                              double *score, locality_error *error);

/** How a place's periods look, one after another; the first that fits is told. */
enum locality_hotspot_classes {
    LOCALITY_HOTSPOT_NONE = 0, /**< No pattern. */
    LOCALITY_HOTSPOT_NEW = 1,  /**< Significant in the last period and never before. */
    LOCALITY_HOTSPOT_CONSECUTIVE =
        2, /**< One unbroken run of significant periods up to the last, less than
                                            nine tenths of all. */
    LOCALITY_HOTSPOT_INTENSIFYING =
        3, /**< Significant in nine tenths of the periods and in the last, and rising. */
    LOCALITY_HOTSPOT_PERSISTENT =
        4, /**< Significant in nine tenths of the periods, without a trend. */
    LOCALITY_HOTSPOT_DIMINISHING =
        5, /**< Significant in nine tenths of the periods and in the last, and falling. */
    LOCALITY_HOTSPOT_SPORADIC = 6,    /**< Significant now and then, never the other way. */
    LOCALITY_HOTSPOT_OSCILLATING = 7, /**< Significant in the last period, the other way before. */
    LOCALITY_HOTSPOT_HISTORICAL =
        8 /**< Significant in nine tenths of the periods but not in the last,
                                            with a trend. */
};

/** The history of one place. */
typedef struct locality_hotspot {
    int32_t pattern;   /**< One of locality_hotspot_classes. */
    int32_t direction; /**< 1 for hot, -1 for cold, 0 where there is no pattern. */
    double tau;        /**< Kendall's tau-b of the scores over time; NaN where all are the same. */
    double
        probability; /**< Two-sided probability of tau by Mann and Kendall's test; NaN where there is
                             no test, then no trend is taken. */
} locality_hotspot;

/**
 * @brief Classes a history of scores in the words of emerging hot spots.
 * @param[in] score Scores from the oldest period, above 0 for hot; finite.
 * @param[in] probability Probability of each score, 0 to 1.
 * @param[in] periods Number of periods, at least 2.
 * @param[in] threshold A period is significant up to this probability, above 0 and below 1; also that of
 *                      the trend.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] out The class.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (period in the message); NO_MEMORY.
 *
 * Takes time of periods log periods.
 */
LOCALITY_API locality_status locality_hotspot_classify(
    const double *score, const double *probability, size_t periods, double threshold,
    const locality_allocator *allocator, locality_hotspot *out, locality_error *error);

/** @brief Name of a class, in words. @param[in] pattern One of locality_hotspot_classes. @return It; "none" for others. */
LOCALITY_API const char *locality_hotspot_name(int32_t pattern);

#ifdef __cplusplus
}
#endif

#endif
