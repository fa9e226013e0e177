/**
 * @file referral.h
 * @brief Referral: to whom a signal of demand goes, and what speaks for it.
 *
 * Where one provider is concerned by an issue it is referred to that provider; where several are, it is
 * analysed with all of them; and where it has returned for weeks it is analysed whoever is concerned.
 * This says of one signal of a detection who is concerned (locality_providers_involved), whether the
 * signal is a trend, whether the mix of providers has changed, and on whom the demand hangs. Nothing is
 * decided: a person reads the shares and their bounds.
 */
#ifndef LOCALITY_REFERRAL_H
#define LOCALITY_REFERRAL_H

#include "locality/demand.h"
#include "locality/providers.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How to tell to whom a signal goes. */
typedef struct locality_referral_options {
    uint32_t struct_size; /**< sizeof(locality_referral_options). */
    uint32_t reserved;    /**< Zero. */
    const locality_involvement_options
        *involvement; /**< From when on a provider counts as concerned;
                                                          null for the defaults. Its `trend` is not
                                                          read: the signal says it. */
    double dominance; /**< From this share on demand hangs on one provider, above 0 and at most 1;
                               0.8 by default. */
} locality_referral_options;

/** Starting value of a locality_referral_options: the defaults. */
#define LOCALITY_REFERRAL_OPTIONS_INIT \
    { sizeof(locality_referral_options), 0, 0, 0.8 }

/** What one provider has to do with a signal. */
typedef struct locality_referral_share {
    uint32_t provider;           /**< Its position among the providers of the input. */
    uint32_t reserved;           /**< Zero. */
    const char *id;              /**< Its id. Lives as long as the result. */
    locality_provider_share now; /**< Its share of the requests of the window. */
    int64_t before;              /**< Its requests in the year before the latest periods. */
    double share_before; /**< Its share of the requests of that year; NaN where there are none. */
    double excess_share; /**< Its share of the signal's excess. */
} locality_referral_share;

/** To whom a signal goes. */
typedef struct locality_referral {
    /** Who is concerned, of the requests of the window whose provider is known. The route of a fall is
     * LOCALITY_ROUTE_NONE: there is nothing to refer. */
    locality_involvement involvement;
    int32_t is_trend;  /**< 1 where the signal repeats: by the rules "repeated", "persistent" or the
                               caller's own. */
    int32_t direction; /**< That of the signal. */
    int64_t unknown;  /**< Requests of the window whose provider is not known: where they could hide
                               another one, a single provider is no certain one. */
    size_t providers; /**< Providers with requests in the window or in the year before. */
    double mix_p;     /**< Chance of so different a mix of providers, window and year before, if it
                               is the same (chi-square; Fisher's exact test where fewer than 5 are
                               expected of one of up to 64 providers); NaN where it cannot be told. */
    double mix_change;      /**< How different: Cramer's V, 0 to 1; NaN likewise. */
    uint32_t main_provider; /**< The provider on whom the demand of the year before hung;
                                   LOCALITY_DEMAND_NONE where nobody had the share asked for. */
    uint32_t reserved;      /**< Zero. */
    /** Largest share of one provider of that year's requests, as far as their providers are known; NaN
     * where there are none. */
    double main_share;
    uint8_t reserved2[32]; /**< Zero; room for later members. */
} locality_referral;

/**
 * @brief Says to whom a signal goes.
 * @param[in] result A result.
 * @param[in] index Number of the signal.
 * @param[in] options How; null for the defaults.
 * @param[out] out To whom it goes; zero on failure.
 * @param[out] share Receives the providers, the most requests of the window first, then by id; null for
 *             none.
 * @param[in] capacity How many fit; `providers` of `out` says how many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND (no such signal); LIMIT (too little room); NO_MEMORY.
 */
LOCALITY_API locality_status locality_referral_find(
    const locality_demand_result *result, size_t index, const locality_referral_options *options,
    locality_referral *out, locality_referral_share *share, size_t capacity, locality_error *error);
/**
 * @brief Writes to whom a signal goes in plain words, made of these fields alone, one sentence a line.
 * @param[in] referral What locality_referral_find gave.
 * @param[in] share Its providers.
 * @param[in] count How many; as many as `providers` of `referral`.
 * @param[in] allocator Memory; null for malloc.
 * @param[out] buffer Receives the text with its end mark; null to ask for its length.
 * @param[in] size Bytes of buffer.
 * @param[out] length Bytes of the text without its end mark.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT where the buffer is too small; NO_MEMORY.
 */
LOCALITY_API locality_status locality_referral_write(const locality_referral *referral,
                                                     const locality_referral_share *share,
                                                     size_t count,
                                                     const locality_allocator *allocator,
                                                     char *buffer, size_t size, size_t *length,
                                                     locality_error *error);
#ifdef __cplusplus
}
#endif

#endif
