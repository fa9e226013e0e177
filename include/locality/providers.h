/**
 * @file providers.h
 * @brief Providers: who answers the demand of a place, who would if one left, and who has left already.
 *
 * Where one provider is concerned an issue is referred to it; where several are, it is analysed with
 * all of them, and a trend has it analysed whoever is concerned. These functions say who is concerned
 * and how sure that is, where work is handed on, what hangs on one provider, whether one withdrew or
 * demand fell, and whether places are answered alike.
 *
 * Providers, places and services are named by number. A count is LOCALITY_NO_COUNT where there is no
 * data, which is never the same as zero.
 */
#ifndef LOCALITY_PROVIDERS_H
#define LOCALITY_PROVIDERS_H

#include "locality/statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Who is concerned ------------------------------------------------------------------------- */

/** What is to be done with an issue. */
enum locality_provider_routes {
    LOCALITY_ROUTE_NONE = 0,    /**< No provider is concerned. */
    LOCALITY_ROUTE_REFER = 1,   /**< One is: refer it. */
    LOCALITY_ROUTE_ANALYSE = 2, /**< Several are, or there is a trend: analyse it with all. */
    LOCALITY_ROUTE_CANNOT_TELL =
        3 /**< One is for certain and others may be, or whether there is a trend is not
                                        known: refer it and look again. */
};

/** From when on a provider counts as concerned. */
typedef struct locality_involvement_options {
    uint32_t struct_size; /**< sizeof(locality_involvement_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t
        trend; /**< LOCALITY_TRUE where there is a trend, LOCALITY_FALSE (default) where there is none,
                               or LOCALITY_UNDECIDED. */
    uint32_t reserved2; /**< Zero. */
    int64_t fewest;     /**< Fewest counted; 2 by default. */
    double least_share; /**< Its share has to be above this for certain; 0.05 by default. */
    double
        confidence; /**< Confidence of the bounds of shares, above 0 and below 1; 0.95 by default. */
} locality_involvement_options;

/** Starting value of a locality_involvement_options: the defaults. */
#define LOCALITY_INVOLVEMENT_OPTIONS_INIT \
    { sizeof(locality_involvement_options), 0, 0, 0, 2, 0.05, 0.95 }

/** One provider's part. */
typedef struct locality_provider_share {
    int64_t count;  /**< Counted. */
    double share;   /**< Of all that was counted; NaN where nothing was. */
    double lowest;  /**< The share is not below this, at the confidence asked for. */
    double highest; /**< Nor above this. */
    int32_t
        involved; /**< LOCALITY_TRUE where `lowest` is above the least share and enough was counted;
                           LOCALITY_FALSE where `highest` is not above it; else LOCALITY_UNDECIDED. */
    int32_t reserved; /**< Zero. */
} locality_provider_share;

/** All providers together. */
typedef struct locality_involvement {
    int64_t total;   /**< Counted in all. */
    size_t involved; /**< Providers that are concerned. */
    size_t possible; /**< Further ones that may be. */
    double
        effective; /**< Effective number of providers, one by the sum of squared shares; NaN for nothing. */
    int32_t route;    /**< One of locality_provider_routes. */
    int32_t by_trend; /**< 1 where only the trend has it analysed. */
} locality_involvement;

/**
 * @brief Says who is concerned by an issue of one place and service, and what follows.
 *
 * Bounds are those of Clopper and Pearson (1934).
 * @param[in] count What was counted of each provider; NO_COUNT counts as unknown and is refused.
 * @param[in] providers Number of providers, at least 1.
 * @param[in] options From when on; null for the defaults.
 * @param[out] share Of each provider.
 * @param[out] out All together.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (provider in the message); OVERFLOW where the total leaves 64 bits.
 */
LOCALITY_API locality_status locality_providers_involved(
    const int64_t *count, size_t providers, const locality_involvement_options *options,
    locality_provider_share *share, locality_involvement *out, locality_error *error);

/**
 * @brief Names a route, for example "analyse".
 * @param[in] route One of locality_provider_routes.
 * @return Static words: "none", "refer", "analyse", "cannot tell"; "unknown" for what is none.
 */
LOCALITY_API const char *locality_provider_route_name(int32_t route);

/* ---- Work handed on --------------------------------------------------------------------------- */

/** Jobs in columns, in any order. */
typedef struct locality_jobs {
    uint32_t struct_size;     /**< sizeof(locality_jobs). */
    uint32_t reserved;        /**< Zero. */
    size_t count;             /**< Number of jobs, at most 2^31. */
    const uint32_t *place;    /**< Where each was. */
    const uint32_t *service;  /**< What it was. */
    const uint32_t *provider; /**< Who did it, below the number of providers. */
    const int64_t *day;       /**< When, in days. */
} locality_jobs;

/** Starting value of a locality_jobs. */
#define LOCALITY_JOBS_INIT \
    { sizeof(locality_jobs), 0, 0, 0, 0, 0, 0 }

/**
 * @brief Counts where a job follows another of the same place and service within some days, by who did which.
 *
 * Of several jobs on a day the order given counts. A job follows only the one before it.
 * @param[in] jobs The jobs.
 * @param[in] providers Number of providers, 1 to 2^12.
 * @param[in] within Most days between the two, 0 or more; 28 is usual.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] table `providers` rows of `providers` counts: row of the first, column of the next. The
 *                   diagonal holds what came back to the same.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (job in the message); NO_MEMORY.
 *
 * Takes time of count log count.
 */
LOCALITY_API locality_status locality_handoffs(const locality_jobs *jobs, size_t providers,
                                               int64_t within, const locality_allocator *allocator,
                                               int64_t *table, locality_error *error);

/* ---- What hangs on one ------------------------------------------------------------------------ */

/** What happens without one provider. */
typedef struct locality_dependency {
    int64_t demand;    /**< What it is expected to answer. */
    int64_t alone;     /**< Of that, in cells where nobody else works. */
    int64_t dominated; /**< Of that, in cells where it answers the given share or more. */
    int64_t
        taken; /**< Of that, what others who work in the same cells could take over at most, with the
                            room they have (a maximum flow, so no better division exists). */
    int64_t lost; /**< demand - taken. */
} locality_dependency;

/**
 * @brief Says for each provider what would be lost without it.
 *
 * A cell is a place and a service. Whoever answers anything in a cell, or is marked as able to, can take
 * over there.
 * @param[in] demand Expected of each provider in each cell, at `cell * providers + provider`, 0 or more.
 * @param[in] able Of each cell and provider, 1 where it could work there though it does not; null for none.
 * @param[in] cells Number of cells, at most 2^24.
 * @param[in] providers Number of providers, 1 to 2^12.
 * @param[in] room What each provider could answer besides, 0 or more; LOCALITY_NO_COUNT where that is
 *                 not known, which counts as none.
 * @param[in] dominance From this share on a provider dominates a cell, above 0 and at most 1; 0.8 is usual.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] out Of each provider.
 * @param[out] dependence Share of all demand in cells that somebody dominates; NaN without demand. May be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (cell and provider in the message); OVERFLOW; NO_MEMORY.
 *
 * Takes time of providers * cells * (flow through the providers), memory of cells * providers.
 */
LOCALITY_API locality_status locality_dependencies(const int64_t *demand, const uint8_t *able,
                                                   size_t cells, size_t providers,
                                                   const int64_t *room, double dominance,
                                                   const locality_allocator *allocator,
                                                   locality_dependency *out, double *dependence,
                                                   locality_error *error);

/* ---- Who has left ----------------------------------------------------------------------------- */

/** What the silence of a provider means. */
enum locality_withdrawals {
    LOCALITY_WITHDRAWAL_NONE = 0, /**< There is no run of zeros that chance would not show. */
    LOCALITY_WITHDRAWAL_TAKEN_OVER =
        1, /**< It fell silent, and all together has not fallen: others do its work. */
    LOCALITY_WITHDRAWAL_UNMET =
        2, /**< It fell silent, all together fell with it, and others are as before: its work
                                              is not done. */
    LOCALITY_WITHDRAWAL_FALLING = 3, /**< It fell silent while others fell too: demand falls. */
    LOCALITY_WITHDRAWAL_CANNOT_TELL =
        4 /**< So little is expected of it that even this silence could be chance. */
};

/** A provider and the others in one place, period by period. */
typedef struct locality_withdrawal_data {
    uint32_t struct_size;       /**< sizeof(locality_withdrawal_data). */
    uint32_t reserved;          /**< Zero. */
    size_t periods;             /**< Number of periods, from the oldest. */
    const int64_t *own;         /**< Counted of the provider; NO_COUNT periods are passed over. */
    const double *own_expected; /**< Expected of it in each, above 0. */
    const int64_t *others;      /**< Counted of all others; NO_COUNT likewise. */
    const double *others_expected; /**< Expected of them, 0 or more. */
    double dispersion;             /**< Variance by mean of a count, at least 1. */
    double
        threshold; /**< A run of zeros with a smaller probability is none of chance; 0.001 is usual. */
    double level; /**< A sum whose one-sided probability is smaller has fallen; 0.05 is usual. */
} locality_withdrawal_data;

/** Starting value of a locality_withdrawal_data. */
#define LOCALITY_WITHDRAWAL_DATA_INIT \
    { sizeof(locality_withdrawal_data), 0, 0, 0, 0, 0, 0, 1, 0.001, 0.05 }

/** What is said of it. */
typedef struct locality_withdrawal {
    int32_t state;          /**< One of locality_withdrawals. */
    int32_t reserved;       /**< Zero. */
    size_t run;             /**< Periods with data in the run of zeros up to the last. */
    double expected;        /**< Expected of the provider in these. */
    double run_probability; /**< Probability of the run by chance; 1 without one. */
    size_t
        needed; /**< Periods such as those of the run (without one: as the last) that would have to
                                    pass in silence to be told from chance. */
    double
        total_probability; /**< Probability of as few in all in these periods; NaN without a run. */
    double others_probability; /**< Probability of as few of the others; NaN without a run. */
} locality_withdrawal;

/**
 * @brief Tells a provider that withdrew from demand that fell.
 *
 * @param[in] data The counts.
 * @param[out] out What is said.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (period in the message).
 */
LOCALITY_API locality_status locality_withdrawal_find(const locality_withdrawal_data *data,
                                                      locality_withdrawal *out,
                                                      locality_error *error);

/** @brief Name of a state, in words. @param[in] state One of locality_withdrawals. @return It; "none" for others. */
LOCALITY_API const char *locality_withdrawal_name(int32_t state);

/* ---- Whether places are answered alike -------------------------------------------------------- */

/** How counts lie over places from the most to the least deprived. */
typedef struct locality_equity {
    double rate; /**< Counted by head, of all. */
    double
        concentration; /**< Concentration index: below 0 where the most deprived have more than their share of
                                   people, above 0 where the least deprived have; -1 to 1. NaN where nothing counts. */
    double
        deviation; /**< Its standard deviation (Kakwani, Wagstaff, van Doorslaer 1997); NaN below 3 places. */
    double
        ratio; /**< Rate of the most deprived fifth of the people by that of the least deprived. */
    double ratio_low;  /**< Lower end of its 95 % interval. */
    double ratio_high; /**< Upper end. */
} locality_equity;

/**
 * @brief Says whether counts go with people, or with how deprived a place is.
 *
 * Fifths are those of the people; a place that lies across an end is shared out.
 * @param[in] count Counted in each place, 0 or more.
 * @param[in] people People of each place, above 0.
 * @param[in] rank Deprivation of each place: the lowest is the most deprived, as official ranks have it.
 *                 Places of the same rank count as one.
 * @param[in] places Number of places, at least 2.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] out What is said.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (place in the message); NO_MEMORY.
 */
LOCALITY_API locality_status locality_equity_find(const int64_t *count, const double *people,
                                                  const double *rank, size_t places,
                                                  const locality_allocator *allocator,
                                                  locality_equity *out, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
