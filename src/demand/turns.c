/* Turns. A season that changes from one week to the next is not followed by blocks of some weeks: their level
 * is that of both sides. What it leaves shows in the same week of every year, and is put right by the median of
 * these years, which one year's outbreak does not move.
 *
 * Weeks are told together: how far they lie from 1 beyond what counts vary from year to year is estimated from
 * all of them by moments (empirical Bayes), and each is drawn to 1 by as much as chance may account for. Where
 * all of it may be chance, as with a season that has no such weeks, nothing is changed. */
#include "demand/turns.h"

#include <math.h>

#include "locality/statistics.h"
#include "statistics/select.h"

#define MOST_YEARS 8
#define LEAST_YEARS 3
#define LEAST_EXPECTED 5.0 /* of a week: the median of fewer requests lies beside their mean */
#define LEAST_RATIO 0.02
#define DAYS_A_YEAR 365.25
#define BEYOND 3.0      /* standard errors beyond which it is no chance */
#define OF_MEDIAN 1.571 /* variance of a median to that of a mean: pi/2 */

/* What the years have of one week. */
typedef struct week {
    double ratio[MOST_YEARS];
    uint32_t years;
    double mass;   /* expected */
    double middle; /* the median */
} week;

uint32_t loc_turn_of(const loc_farrington *fit, uint32_t period) {
    double year = fit->terms.has_date ? DAYS_A_YEAR / 7 : (double)fit->terms.frequency;
    double back = (double)fit->week - (double)period;
    double rest = back - floor(floor(back / year + 0.5) * year + 0.5);
    double at = rest + (LOC_TURNS - 1) / 2.0;

    return at > LOC_TURNS - 1 ? LOC_TURNS - 1 : at > 0 ? (uint32_t)at : 0;
}

void loc_turns_none(loc_turns *turns) {
    for (uint32_t j = 0; j < LOC_TURNS; j++) {
        turns->ratio[j] = 1;
        turns->variance[j] = 0;
    }
}

static void gather(const loc_farrington *fit, const int64_t *count, const double *expected,
                   uint32_t first, uint32_t end, week *weeks) {
    for (uint32_t t = first; t < end; t++) {
        week *w = &weeks[loc_turn_of(fit, t)];
        if (count[t] != LOCALITY_NO_COUNT && expected[t] > 0 && w->years < MOST_YEARS) {
            w->ratio[w->years++] = (double)count[t] / expected[t];
            w->mass += expected[t];
        }
    }
}

static bool is_told(const week *w) {
    return w->years >= LEAST_YEARS && w->mass >= LEAST_EXPECTED * w->years;
}

/* Variance of counts for each unit of mean, from year to year within the weeks. */
static double dispersion_of(week *weeks) {
    double squares = 0;
    double freedom = 0;

    for (uint32_t j = 0; j < LOC_TURNS; j++) {
        week *w = &weeks[j];
        if (!is_told(w)) {
            continue;
        }
        w->middle = loc_median(w->ratio, w->years);
        for (uint32_t k = 0; k < w->years; k++) {
            double rest = w->ratio[k] - w->middle;
            squares += rest * rest * w->mass / w->years;
        }
        freedom += w->years - 1.0;
    }
    return freedom > 0 ? fmax(1, squares / freedom) : 1;
}

/* Variance of the weeks about 1 beyond chance; 0 where all may be chance. */
static double variance_of(const week *weeks, double dispersion) {
    double told = 0;
    double beyond = 0;
    double chi_square = 0;

    for (uint32_t j = 0; j < LOC_TURNS; j++) {
        if (!is_told(&weeks[j])) {
            continue;
        }
        double chance = OF_MEDIAN * dispersion / weeks[j].mass;
        double square = (weeks[j].middle - 1) * (weeks[j].middle - 1);
        chi_square += square / chance;
        beyond += square - chance;
        told++;
    }
    return chi_square > told + BEYOND * sqrt(2 * told) ? fmax(0, beyond / told) : 0;
}

void loc_turns_find(const loc_farrington *fit, const int64_t *count, const double *expected,
                    uint32_t first, uint32_t end, loc_turns *out) {
    week weeks[LOC_TURNS] = {{.years = 0}};

    loc_turns_none(out);
    gather(fit, count, expected, first, end, weeks);
    double dispersion = dispersion_of(weeks);
    double variance = variance_of(weeks, dispersion);
    for (uint32_t j = 0; variance > 0 && j < LOC_TURNS; j++) {
        if (is_told(&weeks[j])) {
            double chance = OF_MEDIAN * dispersion / weeks[j].mass;
            double share = variance / (variance + chance);
            out->ratio[j] = fmax(LEAST_RATIO, 1 + share * (weeks[j].middle - 1));
            out->variance[j] = share * chance / (out->ratio[j] * out->ratio[j]);
        }
    }
}
