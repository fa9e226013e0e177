/* Withdrawal: a provider that fell silent, told from demand that fell. */
#include <math.h>

#include "base/error.h"
#include "locality/providers.h"
#include "schema/schema.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

/* More periods of silence than this are never asked for. */
#define MOST_NEEDED 1e6

static locality_status take_data(const locality_withdrawal_data *given,
                                 locality_withdrawal_data *in, locality_error *error) {
    if (!loc_struct_take(in, sizeof *in, given, given->struct_size, sizeof *in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "data.struct_size is not that of locality_withdrawal_data");
    }
    if (in->reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID, "data.reserved is not 0");
    }
    if (in->periods == 0 || in->own == NULL || in->own_expected == NULL || in->others == NULL ||
        in->others_expected == NULL) {
        return loc_fail(error, LOCALITY_INVALID, "data has no periods, or a column is null");
    }
    if (!(in->dispersion >= 1) || !isfinite(in->dispersion) || !(in->threshold > 0) ||
        !(in->threshold < 1) || !(in->level > 0) || !(in->level < 1)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "dispersion is below 1, or threshold or level not between 0 and 1");
    }
    for (size_t t = 0; t < in->periods; t++) {
        if ((in->own[t] < 0 && in->own[t] != LOCALITY_NO_COUNT) ||
            (in->others[t] < 0 && in->others[t] != LOCALITY_NO_COUNT)) {
            return loc_fail(error, LOCALITY_INVALID, "period %zu: a count is below 0", t);
        }
        if (!(in->own_expected[t] > 0) || !(in->others_expected[t] >= 0) ||
            !isfinite(in->own_expected[t] + in->others_expected[t])) {
            return loc_fail(error, LOCALITY_INVALID,
                            "period %zu: what is expected is not above 0 and finite", t);
        }
    }
    return LOCALITY_OK;
}

/* Logarithm of the probability that a count is 0. */
static double log_of_zero(double mean, double dispersion) {
    return dispersion > 1 ? -mean / (dispersion - 1) * loc_log(dispersion) : -mean;
}

/* Sums over the run of zeros up to the last period. */
typedef struct run {
    size_t periods;
    double own_expected, log_probability;
    double others, others_expected; /* of periods in which others are known */
    double own_beside;              /* expected of the provider in these */
} run;

static run find_run(const locality_withdrawal_data *in) {
    run r = {0};

    for (size_t t = in->periods; t-- > 0;) {
        if (in->own[t] == LOCALITY_NO_COUNT) {
            continue;
        }
        if (in->own[t] > 0) {
            break;
        }
        r.periods++;
        r.own_expected += in->own_expected[t];
        r.log_probability += log_of_zero(in->own_expected[t], in->dispersion);
        if (in->others[t] != LOCALITY_NO_COUNT) {
            r.others += (double)in->others[t];
            r.others_expected += in->others_expected[t];
            r.own_beside += in->own_expected[t];
        }
    }
    return r;
}

static size_t needed(const locality_withdrawal_data *in, const run *r) {
    double each = r->periods > 0 ? r->log_probability / (double)r->periods
                                 : log_of_zero(in->own_expected[in->periods - 1], in->dispersion);
    double periods = floor(loc_log(in->threshold) / each) + 1;

    return periods < MOST_NEEDED ? (size_t)periods : (size_t)MOST_NEEDED;
}

static double at_most(double count, double mean, double dispersion) {
    return mean > 0 ? loc_overdispersed_cdf(count, mean, dispersion) : 1;
}

static int32_t judge(const locality_withdrawal_data *in, const locality_withdrawal *out) {
    if (out->run == 0) {
        return LOCALITY_WITHDRAWAL_NONE;
    }
    if (!(out->run_probability < in->threshold)) {
        /* Whether waiting would tell: a silence as long as all that is known still could be chance. */
        return out->needed > in->periods ? LOCALITY_WITHDRAWAL_CANNOT_TELL
                                         : LOCALITY_WITHDRAWAL_NONE;
    }
    if (!(out->total_probability < in->level)) {
        return LOCALITY_WITHDRAWAL_TAKEN_OVER;
    }
    return out->others_probability < in->level ? LOCALITY_WITHDRAWAL_FALLING
                                               : LOCALITY_WITHDRAWAL_UNMET;
}

locality_status locality_withdrawal_find(const locality_withdrawal_data *data,
                                         locality_withdrawal *out, locality_error *error) {
    locality_withdrawal_data in = LOCALITY_WITHDRAWAL_DATA_INIT;
    locality_withdrawal found = {.total_probability = NAN, .others_probability = NAN};

    if (out != NULL) {
        *out = found;
    }
    if (data == NULL || out == NULL) {
        return loc_fail_null(error, data == NULL ? "data" : "out");
    }
    locality_status status = take_data(data, &in, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    run r = find_run(&in);
    found.run = r.periods;
    found.expected = r.own_expected;
    found.run_probability = loc_exp(r.log_probability);
    found.needed = needed(&in, &r);
    if (r.periods > 0) {
        found.total_probability =
            at_most(r.others, r.others_expected + r.own_beside, in.dispersion);
        found.others_probability = at_most(r.others, r.others_expected, in.dispersion);
    }
    found.state = judge(&in, &found);
    *out = found;
    return loc_ok(error);
}

const char *locality_withdrawal_name(int32_t state) {
    static const char *const names[] = {"none", "taken over", "unmet", "falling demand",
                                        "cannot tell"};

    return state >= 0 && (size_t)state < sizeof names / sizeof *names ? names[state] : names[0];
}
