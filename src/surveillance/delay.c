/* Counts that come in late: a limit for what is known by now (Salmon et al. 2015).
 *
 * The events of a week by the weeks it took until they were known make a row of the reporting triangle. Its
 * cells are negative binomial with log mean = level of the block of the year + slope * time + share of the
 * delay, over the baseline weeks of Farrington's method. What has come in of the week judged is the sum of the
 * cells that can be known, and is held against a negative binomial whose mean and dispersion are themselves
 * only known with an error: the limit is the quantile of that mixture, summed over a grid of both. */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/memory.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "statistics/regression.h"
#include "surveillance/farrington.h"
#include "surveillance/watch.h"

#define MOST_DELAYS LOC_REGRESSION_COLUMNS
#define POISSON_THETA 1e6 /* beyond, a negative binomial is a Poisson */
/* Nodes of a standard normal, one deviation apart from -REACH to REACH: the sum is right to 1e-8. */
#define REACH 6

/* ---- Options ---------------------------------------------------------------------------------- */

static locality_status check_options(const locality_delay_options *o, locality_error *error) {
    const loc_option_rule rules[] = {
        {o->reserved == 0 && o->reserved2 == 0, "reserved is not 0"},
        {loc_is_within(o->years, 1, LOC_FARRINGTON_YEARS), "years is not 1 to 50"},
        {loc_is_within(o->periods, 1, MOST_DELAYS), "periods is not 1 to 24"},
        {loc_is_within(o->frequency, 4, 366), "frequency is not 4 to 366"},
        {o->is_dated == 0 || o->is_dated == 1, "is_dated is not 0 or 1"},
        {2 * (uint64_t)o->half_window + o->periods <= (o->is_dated == 1 ? 51 : o->frequency),
         "half_window and periods do not fit into a year"},
        {o->excluded <= 10000, "excluded is above 10,000"},
        {loc_is_within(o->rare_weeks, 1, 10000), "rare_weeks is not 1 to 10,000"},
        {o->rare_count >= 0, "rare_count is below 0"},
        {o->is_dated == 0 || (o->first_date >= LOC_FIRST_DATE && o->first_date <= LOC_LAST_DATE),
         "first_date is not in the calendar"},
        {o->mode == LOCALITY_DELAY_OWN || o->mode == LOCALITY_DELAY_PACKAGE,
         "mode is none that there is"},
        {o->trend == 0 || o->trend == 1, "trend is not 0 or 1"},
        {o->alpha > 0 && o->alpha < 0.5, "alpha is not between 0 and 0.5"},
    };

    return loc_check_options(rules, sizeof rules / sizeof rules[0], error);
}

static locality_status take_options(const locality_delay_options *given, size_t weeks,
                                    size_t delays, locality_delay_options *o,
                                    locality_error *error) {
    const locality_delay_options start = LOCALITY_DELAY_OPTIONS_INIT;

    *o = start;
    if (given != NULL) {
        locality_status status = loc_take_options(o, sizeof *o, given, given->struct_size,
                                                  "locality_delay_options", error);
        if (status != LOCALITY_OK) {
            return status;
        }
    }
    locality_status status = check_options(o, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (delays == 0 || delays + o->periods + (size_t)o->trend - 1 > LOC_REGRESSION_COLUMNS) {
        return loc_fail(error, LOCALITY_INVALID,
                        "delays, periods and a trend do not fit into a regression of %d columns",
                        LOC_REGRESSION_COLUMNS);
    }
    return loc_check_weeks(weeks, o->is_dated == 1, o->first_date, error);
}

static locality_status check_cells(const int64_t *count, size_t weeks, size_t delays,
                                   const locality_watch_point *points, locality_error *error) {
    if (weeks > 0 && (count == NULL || points == NULL)) {
        return loc_fail_null(error, count == NULL ? "count" : "points");
    }
    for (size_t i = 0; i < weeks * delays; i++) { /* weeks and delays are few enough by now */
        if (count[i] != LOCALITY_NO_COUNT && (count[i] < 0 || count[i] > LOC_MOST_COUNT)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "week %zu, delay %zu: %" PRId64 " is no count (0 to 2^53)", i / delays,
                            i % delays, count[i]);
        }
    }
    return LOCALITY_OK;
}

/* ---- The regression --------------------------------------------------------------------------- */

/* Room for a fit, and which column stands for what. */
typedef struct triangle {
    locality_delay_options options;
    const int64_t *count;
    size_t delays;
    locality_allocator allocator;
    loc_farrington plan;
    loc_regression regression;
    size_t room;      /* cells of a baseline */
    size_t columns;   /* that there is room for */
    double *design;   /* columns * room, then the response */
    double *response; /* room */
    /* of the week at hand; column 0 is the intercept: the week's own block, its first delay in use */
    bool used[MOST_DELAYS];                      /* whether a delay has events in the baseline */
    size_t of_delay[MOST_DELAYS];                /* column of a delay, 0 for the first in use */
    size_t of_block[LOC_FARRINGTON_PERIODS + 1]; /* column of a block, 0 for the week's own */
    size_t width;                                /* columns in use */
} triangle;

static bool triangle_take(triangle *t, size_t weeks) {
    size_t cells;

    if (loc_multiply_overflows(weeks, t->delays, &cells)) {
        return false;
    }
    t->room = cells;
    t->columns = t->delays + t->options.periods + (size_t)t->options.trend - 1;
    t->design = loc_allocate_raw(&t->allocator, cells, (t->columns + 1) * sizeof *t->design);
    if (t->design == NULL) {
        return false;
    }
    if (!loc_farrington_take(&t->plan, weeks, &t->allocator)) {
        loc_release(&t->allocator, t->design, cells, (t->columns + 1) * sizeof *t->design);
        return false;
    }
    if (!loc_regression_take(&t->regression, cells, t->columns, &t->allocator)) {
        loc_farrington_give(&t->plan);
        loc_release(&t->allocator, t->design, cells, (t->columns + 1) * sizeof *t->design);
        return false;
    }
    return true;
}

static void triangle_give(triangle *t) {
    loc_regression_give(&t->regression);
    loc_farrington_give(&t->plan);
    loc_release(&t->allocator, t->design, t->room, (t->columns + 1) * sizeof *t->design);
}

static int64_t cell(const triangle *t, size_t week, size_t delay) {
    return t->count[week * t->delays + delay];
}

/* The reference's baseline ends one cell early where there are delays. */
static bool is_baseline(const triangle *t, size_t row, size_t delay) {
    bool last = row + 1 == t->plan.planned && delay + 1 == t->delays;

    return cell(t, t->plan.plan_week[row], delay) != LOCALITY_NO_COUNT &&
           !(last && t->delays > 1 && t->options.mode == LOCALITY_DELAY_PACKAGE);
}

/* Gives a column to every block with data and every delay with events; false where the week's own block has
 * no data, or nothing has events. */
static bool assign_columns(triangle *t) {
    bool has_data[LOC_FARRINGTON_PERIODS + 1] = {false};
    bool any = false;

    memset(t->used, 0, sizeof t->used);
    for (size_t row = 0; row < t->plan.planned; row++) {
        for (size_t d = 0; d < t->delays; d++) {
            t->used[d] |= is_baseline(t, row, d) && cell(t, t->plan.plan_week[row], d) > 0;
        }
    }
    for (size_t row = 0; row < t->plan.planned; row++) {
        for (size_t d = 0; d < t->delays; d++) {
            has_data[t->plan.plan_label[row]] |= t->used[d] && is_baseline(t, row, d);
        }
    }
    t->width = 1 + (size_t)t->options.trend;
    for (size_t b = 1; b < t->options.periods; b++) {
        t->of_block[b] = has_data[b] ? t->width++ : 0;
    }
    t->of_block[t->options.periods] = 0;
    for (size_t d = 0; d < t->delays; d++) {
        t->of_delay[d] = t->used[d] && any ? t->width++ : 0;
        any |= t->used[d];
    }
    return any && has_data[t->options.periods];
}

/* Writes the baseline as a design; how many rows. */
static size_t fill_design(triangle *t) {
    size_t rows = 0;

    for (size_t row = 0; row < t->plan.planned; row++) {
        for (size_t d = 0; d < t->delays; d++) {
            rows += t->used[d] && is_baseline(t, row, d) ? 1u : 0u;
        }
    }
    memset(t->design, 0, rows * t->width * sizeof *t->design);
    t->response = t->design + t->columns * t->room;
    size_t i = 0;
    for (size_t row = 0; row < t->plan.planned; row++) {
        size_t week = t->plan.plan_week[row];
        for (size_t d = 0; d < t->delays; d++) {
            if (!t->used[d] || !is_baseline(t, row, d)) {
                continue;
            }
            t->design[i] = 1;
            if (t->options.trend == 1) {
                t->design[rows + i] = (double)week - (double)t->plan.week;
            }
            t->design[t->of_block[t->plan.plan_label[row]] * rows + i] = 1;
            t->design[t->of_delay[d] * rows + i] = 1;
            t->response[i++] = (double)cell(t, week, d);
        }
    }
    return rows;
}

/* Fits the baseline; a dispersion that does not settle because there is none makes it Poisson, with theta
 * infinite. The state is JUDGED where there is a fit. */
static int32_t fit_baseline(triangle *t, loc_theta *theta) {
    if (!assign_columns(t)) {
        return LOCALITY_WATCH_TOO_FEW;
    }
    loc_regression_data data = {.family = LOC_FAMILY_NEGBIN,
                                .rows = fill_design(t),
                                .columns = t->width,
                                .design = t->design,
                                .response = t->response};
    if (data.rows <= t->width) {
        return LOCALITY_WATCH_TOO_FEW;
    }
    loc_fit fit = loc_regression_fit_theta(&t->regression, &data, theta);
    if (fit == LOC_FIT_CONVERGED && theta->converged && theta->theta < POISSON_THETA &&
        theta->error > 0) {
        return LOCALITY_WATCH_JUDGED;
    }
    if (t->options.mode == LOCALITY_DELAY_PACKAGE) {
        return LOCALITY_WATCH_NOT_CONVERGED;
    }
    data.family = LOC_FAMILY_POISSON;
    *theta = (loc_theta){.theta = (double)INFINITY};
    return loc_regression_fit(&t->regression, &data) == LOC_FIT_CONVERGED
               ? LOCALITY_WATCH_JUDGED
               : LOCALITY_WATCH_NOT_CONVERGED;
}

/* ---- What is expected of the week ------------------------------------------------------------- */

/* The mean of the count, log-normal, and the dispersion, normal above 0. */
typedef struct forecast {
    double expected; /* at the coefficients as they are */
    double centre;   /* of the logarithm of the mean */
    double spread;   /* its standard deviation */
    double theta;    /* of the count that is summed; infinite for Poisson */
    double error;    /* its standard error */
} forecast;

static double covariance(const triangle *t, size_t a, size_t b) {
    return t->regression.covariance[a * t->width + b];
}

/* Covariance of the linear predictors of two delays in the week judged, whose time is 0. */
static double covariance_of(const triangle *t, size_t d, size_t e) {
    size_t a = t->of_delay[d], b = t->of_delay[e];
    double sum = covariance(t, 0, 0);

    sum += a > 0 ? covariance(t, a, 0) : 0;
    sum += b > 0 ? covariance(t, 0, b) : 0;
    return sum + (a > 0 && b > 0 ? covariance(t, a, b) : 0);
}

/* Whether a delay is summed: it has events in the baseline, and is known by now in the week. The reference
 * looks for the events at the delay after it, and so leaves the last one out. */
static bool is_summed(const triangle *t, size_t week, size_t d) {
    size_t looked_at = t->options.mode == LOCALITY_DELAY_PACKAGE && t->delays > 1 ? d + 1 : d;

    return t->used[d] && cell(t, week, d) != LOCALITY_NO_COUNT && looked_at < t->delays &&
           t->used[looked_at];
}

/* Mean and variance of the sum of log-normals, taken for a log-normal itself. */
static forecast forecast_of(const triangle *t, size_t week, const loc_theta *theta) {
    bool own = t->options.mode == LOCALITY_DELAY_OWN;
    double mean[MOST_DELAYS], sum = 0, variance = 0, squares = 0;
    forecast out = {0, 0, 0, theta->theta, theta->error};

    for (size_t d = 0; d < t->delays; d++) {
        double eta = t->regression.coefficient[0] +
                     (t->of_delay[d] > 0 ? t->regression.coefficient[t->of_delay[d]] : 0);
        double plain = is_summed(t, week, d) ? loc_exp(eta) : 0;
        mean[d] = plain > 0 ? plain * loc_exp(0.5 * covariance_of(t, d, d)) : 0;
        out.expected += plain;
        squares += plain * plain;
        sum += mean[d];
    }
    for (size_t d = 0; d < t->delays; d++) {
        for (size_t e = 0; e < t->delays; e++) {
            if ((own || d == e) && mean[d] > 0 && mean[e] > 0) {
                variance += mean[d] * mean[e] * loc_expm1(covariance_of(t, d, e));
            }
        }
    }
    double square = sum > 0 ? loc_log1p(variance / (sum * sum)) : 0;
    out.centre = loc_log(sum) - 0.5 * square;
    out.spread = sqrt(square > 0 ? square : 0);
    if (own && squares > 0) { /* independent cells: the variances add, not the deviations */
        double cells = out.expected * out.expected / squares;
        out.theta *= cells;
        out.error *= cells;
    }
    return out;
}

/* P(count <= y), or P(count > y). */
static double mixture(const forecast *f, double y, bool tail) {
    double sum = 0, weights = 0;

    for (int i = -REACH; i <= REACH; i++) {
        double z = (double)i;
        double mean = loc_exp(f->centre + f->spread * z);
        for (int k = -REACH; k <= REACH; k++) {
            double v = (double)k;
            bool poisson = isinf(f->theta);
            double theta = f->theta + f->error * v;
            if (poisson ? v != 0 : !(theta > 0)) {
                continue;
            }
            double weight = loc_exp(-0.5 * (z * z + v * v));
            double prob = theta / (theta + mean);
            double share = poisson ? (tail ? loc_poisson_tail(y, mean) : loc_poisson_cdf(y, mean))
                           : tail  ? loc_negbin_tail(y, theta, prob)
                                   : loc_negbin_cdf(y, theta, prob);
            sum += weight * share;
            weights += weight;
        }
    }
    return sum / weights;
}

/* The least count that is not exceeded with probability 1 - alpha. */
static double limit_of(const forecast *f, double alpha) {
    double low = -1, high = ceil(f->expected) + 1;

    while (mixture(f, high, true) > alpha && high < 9007199254740992.0) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        double middle = floor(0.5 * (low + high));
        if (mixture(f, middle, true) > alpha) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* ---- The week --------------------------------------------------------------------------------- */

/* Sum of what is known of a week; whether anything is. */
static bool known_of(const triangle *t, size_t week, double *sum) {
    bool any = false;

    *sum = 0;
    for (size_t d = 0; d < t->delays; d++) {
        if (cell(t, week, d) != LOCALITY_NO_COUNT) {
            *sum += (double)cell(t, week, d);
            any = true;
        }
    }
    return any;
}

static bool is_rare(const triangle *t, size_t week) {
    double sum = 0, one;

    for (size_t back = 0; back < t->options.rare_weeks && back <= week; back++) {
        known_of(t, week - back, &one);
        sum += one;
    }
    return sum < (double)t->options.rare_count;
}

static locality_watch_point judge_week(triangle *t, size_t week) {
    loc_theta theta = {.theta = 0};
    double y;

    if (t->plan.planned == 0) {
        return loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
    }
    int32_t state = fit_baseline(t, &theta);
    if (state != LOCALITY_WATCH_JUDGED) {
        return loc_no_point(NAN, state);
    }
    if (!known_of(t, week, &y)) {
        return loc_no_point(NAN, LOCALITY_WATCH_NO_DATA);
    }
    forecast f = forecast_of(t, week, &theta);
    if (!(f.expected > 0)) { /* none of the delays known by now ever had an event */
        return loc_no_point(0, LOCALITY_WATCH_TOO_FEW);
    }
    locality_watch_point p = {f.expected, limit_of(&f, t->options.alpha), theta.theta,
                              1,          LOCALITY_WATCH_JUDGED,          0};
    p.p = y > 0 ? mixture(&f, y - 1, true) : 1;
    if (is_rare(t, week)) {
        p.state = LOCALITY_WATCH_RARE;
        return p;
    }
    p.alarm = y > p.limit ? 1 : 0;
    return p;
}

locality_status locality_delay_watch(const int64_t *count, size_t weeks, size_t delays,
                                     size_t first, size_t last,
                                     const locality_delay_options *options,
                                     locality_watch_point *points,
                                     const locality_allocator *allocator, locality_error *error) {
    triangle t = {.count = count, .delays = delays};

    locality_status status = take_options(options, weeks, delays, &t.options, error);
    if (status == LOCALITY_OK) {
        status = check_cells(count, weeks, delays, points, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &t.allocator, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (first > last || last > weeks) {
        return loc_fail(error, LOCALITY_INVALID, "the weeks to judge are not weeks of the series");
    }
    if (!triangle_take(&t, weeks)) {
        return loc_fail_memory(error);
    }
    const loc_farrington_terms terms = {.years = t.options.years,
                                        .half_window = t.options.half_window,
                                        .periods = t.options.periods,
                                        .excluded = t.options.excluded,
                                        .frequency = t.options.frequency,
                                        .has_date = t.options.is_dated == 1,
                                        .first_date = t.options.first_date};
    for (size_t week = first; week < last; week++) {
        loc_farrington_plan(&t.plan, &terms, week);
        points[week - first] = judge_week(&t, week);
    }
    triangle_give(&t);
    return loc_ok(error);
}
