/* Farrington's method: options, limits and points over the baseline of farrington.h. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/memory.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "surveillance/farrington.h"
#include "surveillance/watch.h"

/* ---- Options ---------------------------------------------------------------------------------- */

static locality_status check_options(const locality_farrington_options *o, locality_error *error) {
    const loc_option_rule rules[] = {
        {o->reserved == 0, "reserved is not 0"},
        {loc_is_within(o->years, 1, LOC_FARRINGTON_YEARS), "years is not 1 to 50"},
        {loc_is_within(o->periods, 1, LOC_FARRINGTON_PERIODS), "periods is not 1 to 64"},
        {loc_is_within(o->frequency, 4, 366), "frequency is not 4 to 366"},
        {o->is_dated == 0 || o->is_dated == 1, "is_dated is not 0 or 1"},
        {2 * (uint64_t)o->half_window + o->periods <= (o->is_dated == 1 ? 51 : o->frequency),
         "half_window and periods do not fit into a year"},
        {o->excluded <= 10000, "excluded is above 10,000"},
        {loc_is_within(o->rare_weeks, 1, 10000), "rare_weeks is not 1 to 10,000"},
        {o->rare_count >= 0, "rare_count is below 0"},
        {o->is_dated == 0 || (o->first_date >= LOC_FIRST_DATE && o->first_date <= LOC_LAST_DATE),
         "first_date is not in the calendar"},
        {o->mode >= LOCALITY_FARRINGTON_OWN && o->mode <= LOCALITY_FARRINGTON_1996,
         "mode is none that there is"},
        {o->method >= 0 && o->method <= LOCALITY_FARRINGTON_WITH_ERROR,
         "method is none that there is"},
        {o->trend == 0 || o->trend == 1, "trend is none that there is"},
        {o->sides >= 1 && o->sides <= 3, "sides is none that there is"},
        {o->reweight == 0 || o->reweight == 1, "reweight is not 0 or 1"},
        {o->trend_limit >= 0 && o->trend_limit <= 1, "trend_limit is not 0 to 1"},
        {o->weight_threshold > 0 && o->weight_threshold < 1e6, "weight_threshold is not above 0"},
        {o->alpha > 0 && o->alpha < 0.5, "alpha is not between 0 and 0.5"},
        {o->power > 0 && o->power <= 1, "power is not above 0 and up to 1"},
    };

    return loc_check_options(rules, sizeof rules / sizeof rules[0], error);
}

static locality_status take_options(const locality_farrington_options *given, size_t weeks,
                                    locality_farrington_options *o, locality_error *error) {
    const locality_farrington_options start = LOCALITY_FARRINGTON_OPTIONS_INIT;

    *o = start;
    if (given != NULL) {
        locality_status status = loc_take_options(o, sizeof *o, given, given->struct_size,
                                                  "locality_farrington_options", error);
        if (status != LOCALITY_OK) {
            return status;
        }
    }
    locality_status status = check_options(o, error);
    if (status == LOCALITY_OK) {
        status = loc_check_weeks(weeks, o->is_dated == 1, o->first_date, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t t = 0; o->exposure != NULL && t < weeks; t++) {
        if (o->exposure[t] <= 0 || o->exposure[t] > 1e300) {
            return loc_fail(error, LOCALITY_INVALID, "options.exposure: week %zu is not above 0",
                            t);
        }
    }
    return LOCALITY_OK;
}

static loc_farrington_terms terms_of(const locality_farrington_options *o) {
    return (loc_farrington_terms){
        .years = o->years,
        .half_window = o->half_window,
        .periods = o->periods,
        .excluded = o->excluded,
        .frequency = o->frequency,
        .has_date = o->is_dated == 1,
        .first_date = o->first_date,
        .reweight = o->reweight == 1,
        .threshold = o->weight_threshold,
        .trend = o->trend == 1,
        .trend_limit = o->trend_limit,
        .errors = o->mode == LOCALITY_FARRINGTON_OWN        ? LOC_FARRINGTON_OWN_ERRORS
                  : o->mode == LOCALITY_FARRINGTON_FLEXIBLE ? LOC_FARRINGTON_FLEXIBLE_ERRORS
                                                            : LOC_FARRINGTON_EARLY_ERRORS,
    };
}

/* ---- Limits ----------------------------------------------------------------------------------- */

/* What is worked out once for all points. */
typedef struct judge {
    locality_farrington_options options;
    double alpha; /* on each side */
    double z;     /* its normal quantile */
} judge;

static double raise(double x, double power) {
    if (power == 0.5) {
        return sqrt(x);
    }
    return power == 1 ? x : power == 1.5 ? x * sqrt(x) : loc_power(x, power);
}

/* Normal limits on the scale of count^power (Farrington 1996). */
static void limit_transformed(const judge *j, const loc_farrington_expected *now, double y,
                              locality_farrington_point *p) {
    double power = j->options.power;
    double tau = p->phi + now->mu * now->error * now->error;
    double centre = raise(now->mu, power);
    double deviation = power * sqrt(loc_power(now->mu, 2 * power - 1) * tau);
    double below = centre - j->z * deviation;
    double above = centre + j->z * deviation;

    p->lower = below > 0 ? loc_power(below, 1 / power) : 0;
    p->upper = power == 2.0 / 3 ? raise(above, 1.5) : loc_power(above, 1 / power);
    if (!isnan(y)) {
        double score = (raise(y, power) - centre) / deviation;
        p->p_rise = loc_normal_tail(score);
        p->p_fall = loc_normal_cdf(score);
    }
}

static void limit_by_count(const judge *j, const loc_farrington_expected *now, double y,
                           locality_farrington_point *p) {
    double mean = now->mu;
    double phi = p->phi;

    if (j->options.method == LOCALITY_FARRINGTON_UPPER_MEAN) {
        mean = loc_exp(now->eta + j->z * now->error);
    }
    if (j->options.method == LOCALITY_FARRINGTON_WITH_ERROR) {
        phi += now->mu * now->error * now->error;
    }
    p->lower = loc_overdispersed_quantile(j->alpha, mean, phi);
    p->upper = loc_overdispersed_quantile(1 - j->alpha, mean, phi);
    if (!isnan(y)) {
        p->p_rise = y > 0 ? loc_overdispersed_tail(y - 1, mean, phi) : 1;
        p->p_fall = loc_overdispersed_cdf(y, mean, phi);
    }
}

/* Events of the latest weeks; less than 0 where one of them has no data and the mode minds. */
static int64_t recent_events(const judge *j, const int64_t *count, size_t week) {
    int64_t sum = 0;

    for (uint32_t back = 0; back < j->options.rare_weeks && back <= week; back++) {
        int64_t n = count[week - back];
        if (n == LOCALITY_NO_COUNT && j->options.mode != LOCALITY_FARRINGTON_OWN) {
            return -1;
        }
        if (n != LOCALITY_NO_COUNT && sum < INT64_MAX - n) {
            sum += n;
        }
    }
    return sum;
}

static void decide(const judge *j, double y, int64_t recent, locality_farrington_point *p) {
    bool rare = recent < j->options.rare_count;
    bool rises = y > p->upper;

    if (j->options.mode != LOCALITY_FARRINGTON_OWN) { /* by the score, as the references do */
        rises = p->score > 1 && (y > 0 || j->options.mode == LOCALITY_FARRINGTON_1996);
    }
    p->state = rare ? LOCALITY_WATCH_RARE : LOCALITY_WATCH_JUDGED;
    if ((j->options.sides & LOCALITY_FARRINGTON_RISES) != 0 && rises && !rare) {
        p->alarm = 1;
    } else if ((j->options.sides & LOCALITY_FARRINGTON_FALLS) != 0 && y < p->lower) {
        p->alarm = -1;
        p->state = LOCALITY_WATCH_JUDGED;
    }
}

static locality_farrington_point no_point(int32_t state, size_t rows) {
    return (locality_farrington_point){
        NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, state, 0, (uint32_t)rows, 0};
}

static bool has_events(const loc_farrington *f) {
    for (size_t i = 0; i < f->rows; i++) {
        if (f->count[i] > 0) {
            return true;
        }
    }
    return false;
}

static locality_farrington_point judge_week(const judge *j, loc_farrington *f,
                                            const int64_t *count) {
    static const int32_t states[] = {LOCALITY_WATCH_JUDGED, LOCALITY_WATCH_TOO_SHORT,
                                     LOCALITY_WATCH_TOO_FEW, LOCALITY_WATCH_NOT_CONVERGED};
    loc_farrington_state state = loc_farrington_fit(f, count);
    locality_farrington_point p = no_point(states[state], f->rows);
    loc_farrington_expected now;

    p.is_empty = f->rows > 0 && !has_events(f);
    if (p.is_empty == 1 && j->options.mode == LOCALITY_FARRINGTON_OWN) {
        p.state =
            LOCALITY_WATCH_RARE; /* no level is low enough: there is nothing to compare with */
        p.expected = 0;
        return p;
    }
    if (state != LOC_FARRINGTON_FITTED || !loc_farrington_expect(f, 0, &now)) {
        return p;
    }
    if (isnan(now.eta)) { /* nothing is known of what the week's count is of */
        p.state = LOCALITY_WATCH_NO_DATA;
        return p;
    }
    bool has_data = count[f->week] != LOCALITY_NO_COUNT;
    double y = has_data ? (double)count[f->week] : NAN;
    p.expected = now.mu;
    p.error = now.error;
    p.phi = f->phi;
    p.season = now.season;
    p.trend = now.trend;
    p.slope = f->slope_precision > 0 ? f->slope : NAN;
    p.slope_p = f->slope_p;
    if (j->options.method == LOCALITY_FARRINGTON_TRANSFORMED) {
        p.expected = now.mu = now.mu > DBL_EPSILON ? now.mu : DBL_EPSILON; /* its roots are taken */
        limit_transformed(j, &now, y, &p);
    } else {
        limit_by_count(j, &now, y, &p);
    }
    bool by_link = j->options.mode == LOCALITY_FARRINGTON_FLEXIBLE &&
                   j->options.method != LOCALITY_FARRINGTON_TRANSFORMED;
    double centre = by_link ? now.eta : now.mu;
    p.score = (y - centre) / (p.upper - centre);
    if (has_data) {
        decide(j, y, recent_events(j, count, f->week), &p);
    } else {
        p.state = LOCALITY_WATCH_NO_DATA;
    }
    return p;
}

/* ---- Room ------------------------------------------------------------------------------------- */

/* Room for the baseline and the logarithms of exposures. */
typedef struct desk {
    loc_farrington fit;
    double *log_exposure;
    size_t weeks;
} desk;

static bool desk_take(desk *d, const locality_farrington_options *o, size_t weeks,
                      const locality_allocator *memory) {
    d->log_exposure = NULL;
    d->weeks = weeks;
    if (!loc_farrington_take(&d->fit, weeks, memory)) {
        return false;
    }
    if (o->exposure == NULL) {
        return true;
    }
    d->log_exposure = loc_allocate_raw(memory, weeks, sizeof *d->log_exposure);
    if (d->log_exposure == NULL) {
        loc_farrington_give(&d->fit);
        return false;
    }
    for (size_t t = 0; t < weeks; t++) {
        d->log_exposure[t] = isnan(o->exposure[t]) ? NAN : loc_log(o->exposure[t]);
    }
    d->fit.log_exposure = d->log_exposure;
    return true;
}

static void desk_give(desk *d, const locality_allocator *memory) {
    loc_release(memory, d->log_exposure, d->weeks, sizeof *d->log_exposure);
    loc_farrington_give(&d->fit);
}

/* ---- The functions ---------------------------------------------------------------------------- */

static judge judge_of(const locality_farrington_options *o) {
    judge j = {.options = *o};

    j.alpha = o->mode == LOCALITY_FARRINGTON_1996 ? o->alpha / 2 : o->alpha;
    j.z = -loc_normal_quantile(j.alpha);
    return j;
}

locality_status locality_farrington(const int64_t *count, size_t weeks, size_t series, size_t first,
                                    size_t last, const locality_farrington_options *options,
                                    locality_farrington_point *points,
                                    const locality_allocator *allocator, locality_error *error) {
    locality_farrington_options o;
    locality_allocator memory;
    desk d;

    locality_status status = loc_check_counts(count, weeks, series, points, NULL, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, weeks, &o, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (first > last || last > weeks) {
        return loc_fail(error, LOCALITY_INVALID, "the weeks to judge are not weeks of the series");
    }
    if (!desk_take(&d, &o, weeks, &memory)) {
        return loc_fail_memory(error);
    }
    judge j = judge_of(&o);
    loc_farrington_terms terms = terms_of(&o);
    for (size_t week = first; week < last; week++) {
        loc_farrington_plan(&d.fit, &terms, week);
        for (size_t s = 0; s < series; s++) {
            points[s * (last - first) + (week - first)] = judge_week(&j, &d.fit, count + s * weeks);
        }
    }
    desk_give(&d, &memory);
    return loc_ok(error);
}

static locality_status copy_rows(const loc_farrington *f, locality_farrington_row *rows,
                                 size_t capacity, size_t *rows_count, locality_error *error) {
    *rows_count = f->state == LOC_FARRINGTON_FITTED ? f->rows : 0;
    if (rows == NULL) {
        return loc_ok(error);
    }
    if (capacity < *rows_count) {
        return loc_fail(error, LOCALITY_LIMIT, "there is no room for %zu weeks", *rows_count);
    }
    for (size_t i = 0; i < *rows_count; i++) {
        rows[i] = (locality_farrington_row){f->week_of[i], f->label[i], f->count[i],
                                            f->mu[i],      f->prior[i], f->anscombe[i]};
    }
    return loc_ok(error);
}

locality_status locality_farrington_baseline(const int64_t *count, size_t weeks, size_t week,
                                             const locality_farrington_options *options,
                                             locality_farrington_row *rows, size_t capacity,
                                             size_t *rows_count,
                                             const locality_allocator *allocator,
                                             locality_error *error) {
    locality_farrington_options o;
    locality_allocator memory;
    desk d;

    if (rows_count == NULL) {
        return loc_fail_null(error, "rows_count");
    }
    *rows_count = 0;
    locality_status status = loc_check_counts(count, weeks, 1, rows_count, NULL, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, weeks, &o, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (week >= weeks) {
        return loc_fail(error, LOCALITY_INVALID, "there is no week %zu", week);
    }
    if (!desk_take(&d, &o, weeks, &memory)) {
        return loc_fail_memory(error);
    }
    loc_farrington_terms terms = terms_of(&o);
    if (loc_farrington_plan(&d.fit, &terms, week)) {
        loc_farrington_fit(&d.fit, count);
    }
    status = copy_rows(&d.fit, rows, capacity, rows_count, error);
    desk_give(&d, &memory);
    return status;
}
