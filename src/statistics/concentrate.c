/* Concentration: how much of something is with few. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "locality/statistics.h"
#include "statistics/elementary.h"

static void add_shares(const double *amount, size_t amounts, double highest, double *shares,
                       locality_concentration *out) {
    bool empty = !(out->total > 0);

    out->share = empty ? NAN : highest / out->total;
    out->hhi = out->shannon = empty ? NAN : 0;
    for (size_t i = 0; i < amounts; i++) {
        double share = empty ? NAN : amount[i] / out->total;
        if (shares != NULL) {
            shares[i] = share;
        }
        if (share > 0) {
            out->hhi += share * share;
            out->shannon -= share * loc_log(share);
        }
    }
    out->effective = 1 / out->hhi;
}

locality_status locality_concentrate(const double *amount, size_t amounts, double *shares,
                                     locality_concentration *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    memset(out, 0, sizeof *out);
    if (amount == NULL && amounts > 0) {
        return loc_fail_null(error, "amount");
    }
    double highest = 0;
    for (size_t i = 0; i < amounts; i++) {
        if (isnan(amount[i])) {
            continue;
        }
        if (!(amount[i] >= 0) || !(amount[i] < 1e300)) {
            memset(out, 0, sizeof *out);
            return loc_fail(error, LOCALITY_INVALID, "amount %zu is not 0 or more", i);
        }
        out->total += amount[i];
        out->holders += amount[i] > 0 ? 1 : 0;
        if (amount[i] > highest) {
            highest = amount[i];
            out->largest = i;
        }
    }
    add_shares(amount, amounts, highest, shares, out);
    return loc_ok(error);
}
