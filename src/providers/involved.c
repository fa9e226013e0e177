/* Involved: which providers an issue concerns, for certain or perhaps, and what follows. */
#include <math.h>

#include "base/error.h"
#include "locality/providers.h"
#include "schema/schema.h"
#include "statistics/distributions.h"

static locality_status take_options(const locality_involvement_options *given,
                                    locality_involvement_options *in, locality_error *error) {
    if (given != NULL && !loc_struct_take(in, sizeof *in, given, given->struct_size, sizeof *in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_involvement_options");
    }
    if (in->reserved != 0 || in->reserved2 != 0) {
        return loc_fail(error, LOCALITY_INVALID, "options.reserved is not 0");
    }
    if (in->trend < LOCALITY_FALSE || in->trend > LOCALITY_UNDECIDED) {
        return loc_fail(error, LOCALITY_INVALID, "options.trend is no truth");
    }
    return in->least_share >= 0 && in->least_share < 1 && in->confidence > 0 && in->confidence < 1
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_INVALID,
                          "options.least_share or confidence is not between 0 and 1");
}

static locality_status add_up(const int64_t *count, size_t providers, int64_t *total,
                              locality_error *error) {
    *total = 0;
    if (providers == 0) {
        return loc_fail(error, LOCALITY_INVALID, "there are no providers");
    }
    for (size_t p = 0; p < providers; p++) {
        if (count[p] < 0) {
            return loc_fail(error, LOCALITY_INVALID, "provider %zu: its count is not 0 or more", p);
        }
        if (count[p] > INT64_MAX - *total) {
            return loc_fail(error, LOCALITY_OVERFLOW, "the total leaves 64 bits");
        }
        *total += count[p];
    }
    return LOCALITY_OK;
}

static locality_provider_share share_of(int64_t count, int64_t total,
                                        const locality_involvement_options *in) {
    double x = (double)count, n = (double)total, tail = (1 - in->confidence) / 2;
    locality_provider_share out = {.count = count, .share = NAN, .lowest = 0, .highest = 1};

    if (total > 0) {
        out.share = x / n;
        out.lowest = count == 0 ? 0 : loc_beta_quantile(tail, x, n - x + 1);
        out.highest = count == total ? 1 : loc_beta_quantile(1 - tail, x + 1, n - x);
    }
    bool enough = count >= in->fewest && count > 0;
    out.involved = enough && out.lowest > in->least_share         ? LOCALITY_TRUE
                   : count == 0 || out.highest <= in->least_share ? LOCALITY_FALSE
                                                                  : LOCALITY_UNDECIDED;
    return out;
}

static int32_t route_of(const locality_involvement *found, int32_t trend) {
    if (found->involved + found->possible == 0) {
        return LOCALITY_ROUTE_NONE;
    }
    if (found->involved >= 2 || trend == LOCALITY_TRUE) {
        return LOCALITY_ROUTE_ANALYSE;
    }
    return found->involved == 1 && found->possible == 0 && trend == LOCALITY_FALSE
               ? LOCALITY_ROUTE_REFER
               : LOCALITY_ROUTE_CANNOT_TELL;
}

locality_status locality_providers_involved(const int64_t *count, size_t providers,
                                            const locality_involvement_options *options,
                                            locality_provider_share *share,
                                            locality_involvement *out, locality_error *error) {
    locality_involvement_options in = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
    locality_involvement found = {.effective = NAN};
    double squares = 0;

    if (out != NULL) {
        *out = (locality_involvement){.effective = NAN};
    }
    if (count == NULL || share == NULL || out == NULL) {
        return loc_fail_null(error, count == NULL ? "count" : share == NULL ? "share" : "out");
    }
    locality_status status = take_options(options, &in, error);
    if (status != LOCALITY_OK ||
        (status = add_up(count, providers, &found.total, error)) != LOCALITY_OK) {
        return status;
    }
    for (size_t p = 0; p < providers; p++) {
        share[p] = share_of(count[p], found.total, &in);
        found.involved += share[p].involved == LOCALITY_TRUE;
        found.possible += share[p].involved == LOCALITY_UNDECIDED;
        squares += found.total > 0 ? share[p].share * share[p].share : 0;
    }
    found.effective = found.total > 0 ? 1 / squares : NAN;
    found.route = route_of(&found, in.trend);
    found.by_trend = found.route == LOCALITY_ROUTE_ANALYSE && found.involved < 2;
    *out = found;
    return loc_ok(error);
}

const char *locality_provider_route_name(int32_t route) {
    static const char *const names[] = {"none", "refer", "analyse", "cannot tell"};

    return route >= 0 && route <= LOCALITY_ROUTE_CANNOT_TELL ? names[route] : "unknown";
}
