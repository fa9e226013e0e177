/* Windows: sums, tails, and what it would have taken. */
#include "demand/windows.h"

#include <math.h>

#include "base/error.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define MOST_RATIO 1000.0
#define MOST_WALK 400.0               /* counts that are walked to one by one */
#define MOST_POWER 600.0              /* a mass of e to its negative is a number still */
#define LEAST_REST 1e-4               /* below this 1 less the rest is not exact enough */
#define LEAST_SPREAD 1e-9             /* above 1: nearer, the size is no number to walk with */
#define MOST_COUNT 9007199254740992.0 /* 2^53: whole numbers are exact in a double up to here */

double loc_recent_dispersion(const loc_recent *recent, double expected) {
    double times = recent->mean > 0 ? expected / recent->mean : 1;

    times = isnan(recent->growth) ? fmax(1, times) : 1 + recent->growth * (times - 1);
    return 1 + (recent->dispersion - 1) * times;
}

bool loc_window_sum(const loc_recent *recent, uint32_t window, locality_demand_window *out,
                    uint32_t *counted) {
    double error = 0;
    uint32_t start = recent->periods - window;

    *out = (locality_demand_window){.dispersion = recent->dispersion};
    *counted = 0;
    if (window > recent->periods || start < recent->first) {
        return false;
    }
    for (uint32_t k = start; k < recent->periods; k++) {
        if (recent->count[k] == LOCALITY_NO_COUNT) {
            continue;
        }
        out->observed += recent->count[k];
        out->expected += recent->expected[k];
        error += recent->expected[k] * recent->error[k];
        ++*counted;
    }
    /* The errors of the periods come from one fit, and are taken as going the same way. */
    out->dispersion = loc_recent_dispersion(recent, *counted > 0 ? out->expected / *counted : 0);
    out->error = out->expected > 0 ? error / out->expected : 0;
    out->error *= sqrt(out->dispersion / recent->dispersion);
    return *counted > 0 && 2 * *counted >= window && out->error <= LOC_WINDOW_MOST_ERROR;
}

double loc_window_spread(const locality_demand_window *window) {
    double spread = window->dispersion + window->expected * window->error * window->error;

    return spread > 1 ? spread : 1;
}

/* The masses of a small count, one after the other: as exact as the distribution functions where the
 * answer is not small, and many times as fast. */
typedef struct masses {
    double size, other; /* of a negative binomial; size 0: Poisson */
    double mean;
    double at;    /* mass of `count` */
    double below; /* of all below it */
    double count;
} masses;

static bool start_masses(masses *m, double mean, double spread) {
    double power = spread > 1 ? mean / (spread - 1) * loc_log(spread) : mean;

    *m = (masses){.mean = mean, .at = loc_exp(-power)};
    if (spread > 1) {
        m->size = mean / (spread - 1);
        m->other = 1 - 1 / spread;
    }
    return power < MOST_POWER && (spread == 1 || spread > 1 + LEAST_SPREAD);
}

static void next_mass(masses *m) {
    m->below += m->at;
    m->at *=
        m->size > 0 ? (m->count + m->size) / (m->count + 1) * m->other : m->mean / (m->count + 1);
    m->count += 1;
}

/* Walks to a count; false where it is too far. */
static bool reach_mass(masses *m, double count, double mean, double spread) {
    if (count > MOST_WALK || !start_masses(m, mean, spread)) {
        return false;
    }
    while (m->count < count) {
        next_mass(m);
    }
    return true;
}

static double rise_p(double count, double mean, double spread) {
    masses m;

    if (reach_mass(&m, count, mean, spread) && 1 - m.below - m.at > LEAST_REST) {
        return 1 - m.below - 0.5 * m.at;
    }
    return loc_overdispersed_tail(count, mean, spread) +
           0.5 * loc_overdispersed_density(count, mean, spread);
}

static double fall_p(double count, double mean, double spread) {
    masses m;

    if (reach_mass(&m, count, mean, spread)) {
        return m.below + 0.5 * m.at;
    }
    double below = count > 0 ? loc_overdispersed_cdf(count - 1, mean, spread) : 0;

    return below + 0.5 * loc_overdispersed_density(count, mean, spread);
}

static double p_of(double count, double mean, double spread, int32_t direction) {
    return direction > 0 ? rise_p(count, mean, spread) : fall_p(count, mean, spread);
}

double loc_window_p(const locality_demand_window *window, int32_t direction) {
    return p_of((double)window->observed, window->expected, loc_window_spread(window), direction);
}

loc_best_window loc_window_best(const loc_recent *recent, const uint32_t *sizes, uint32_t count,
                                int64_t least, int32_t direction) {
    loc_best_window best = {0, 2};
    locality_demand_window window;
    uint32_t counted;
    uint32_t judged = 0;

    for (uint32_t k = 0; k < count; k++) {
        if (!loc_window_sum(recent, sizes[k], &window, &counted)) {
            continue;
        }
        bool is_small = direction > 0 && window.observed < least;
        bool leans = direction * ((double)window.observed - window.expected) > 0;
        double p = is_small || !leans ? 1 : loc_window_p(&window, direction);
        judged++;
        if (p < best.p) {
            best.p = p;
            best.window = sizes[k];
        }
    }
    best.p = judged == 0 ? 1 : fmin(1, best.p * (double)judged);
    return best;
}

/* The smallest count with p at or below the cut, by halving between bounds. */
static double first_rise(double mean, double spread, double cut) {
    double low = 0; /* not yet, or 0 */
    double high = mean + 1;

    if (rise_p(0, mean, spread) <= cut) {
        return 0;
    }
    while (high < MOST_COUNT && rise_p(floor(high), mean, spread) > cut) {
        low = floor(high);
        high *= 2;
    }
    high = floor(high);
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (rise_p(middle, mean, spread) > cut) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* The largest count with p of a fall at or below the cut; -1 for none. */
static double last_fall(double mean, double spread, double cut) {
    double low = -1; /* at or below the cut, or none */
    double high = floor(mean) + 1;

    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (fall_p(middle, mean, spread) > cut) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return low;
}

int64_t loc_window_unless(const locality_demand_window *window, int32_t direction, double cut) {
    double spread = loc_window_spread(window);

    if (direction > 0) {
        return (int64_t)first_rise(window->expected, spread, cut) - 1;
    }
    double last = last_fall(window->expected, spread, cut);
    return last < 0 ? -1 : (int64_t)last + 1;
}

double loc_window_quantile(double p, double mean, double spread) {
    masses m;

    if (mean > MOST_WALK / 2 || !start_masses(&m, mean, spread)) {
        return loc_overdispersed_quantile(p, mean, spread);
    }
    while (m.below + m.at < p && m.count < MOST_WALK) {
        next_mass(&m);
    }
    return m.count < MOST_WALK ? m.count : loc_overdispersed_quantile(p, mean, spread);
}

/* Whether the count that a rise reaches with the chance asked for is at or below the cut. */
bool loc_window_sees(const locality_demand_window *window, double cut, int64_t least, double ratio,
                     double chance) {
    double spread = loc_window_spread(window);

    if (!(window->expected > 0)) {
        return false;
    }
    double reached = loc_window_quantile(1 - chance, window->expected * ratio, spread);
    return reached >= (double)least && reached > window->expected &&
           rise_p(reached, window->expected, spread) <= cut;
}

double loc_window_smallest_rise(const locality_demand_window *window, double cut, int64_t least,
                                double chance) {
    double low = 1;
    double high = 2;

    while (high < MOST_RATIO && !loc_window_sees(window, cut, least, high, chance)) {
        low = high;
        high *= 2;
    }
    if (high >= MOST_RATIO) {
        return INFINITY;
    }
    for (int round = 0; round < 20; round++) {
        double middle = (low + high) / 2;
        if (loc_window_sees(window, cut, least, middle, chance)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

static bool is_window(const locality_demand_window *w) {
    return w->observed >= 0 && isfinite(w->expected) && w->expected >= 0 && isfinite(w->error) &&
           w->error >= 0 && isfinite(w->dispersion) && w->dispersion >= 1;
}

locality_status locality_demand_judge(const locality_demand_window *window,
                                      locality_demand_verdict *out, locality_error *error) {
    if (out != NULL) {
        *out = (locality_demand_verdict){0};
    }
    if (window == NULL || out == NULL) {
        return loc_fail_null(error, window == NULL ? "window" : "out");
    }
    if (!is_window(window)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a window has counts and expectations of 0 or more, and a dispersion of 1 "
                        "or more");
    }
    out->spread = loc_window_spread(window);
    out->rise_p = loc_window_p(window, 1);
    out->fall_p = loc_window_p(window, -1);
    out->lower = loc_overdispersed_quantile(0.025, window->expected, out->spread);
    out->upper = loc_overdispersed_quantile(0.975, window->expected, out->spread);
    return loc_ok(error);
}
