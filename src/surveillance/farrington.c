/* Farrington's baseline: which weeks it has, and the regression over them. */
#include "surveillance/farrington.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/memory.h"
#include "locality/statistics.h"
#include "statistics/count_tables.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define MOST_ROUNDS 25
#define ENOUGH 1e-8
#define NO_WEEK SIZE_MAX

/* ---- Room ------------------------------------------------------------------------------------- */

#define DOUBLES_A_WEEK 8
#define WHOLES_A_WEEK 2
#define BYTES_A_WEEK 3

static bool room_size(size_t weeks, size_t *out) {
    const size_t each =
        DOUBLES_A_WEEK * sizeof(double) + WHOLES_A_WEEK * sizeof(uint32_t) + BYTES_A_WEEK;

    return !loc_multiply_overflows(weeks, each, out);
}

static void lay_out(loc_farrington *f, size_t weeks) {
    double *next = f->memory;

    f->time = next;
    f->count = next += weeks;
    f->offset = next += weeks;
    f->eta = next += weeks;
    f->mu = next += weeks;
    f->weight = next += weeks;
    f->prior = next += weeks;
    f->anscombe = next += weeks;
    uint32_t *whole = (uint32_t *)(void *)(next + weeks);
    f->plan_week = whole;
    f->week_of = whole + weeks;
    uint8_t *byte = (uint8_t *)(void *)(whole + 2 * weeks);
    f->plan_label = byte;
    f->label = byte + weeks;
    f->window_label = byte + 2 * weeks;
}

bool loc_farrington_take(loc_farrington *f, size_t weeks, const locality_allocator *allocator) {
    memset(f, 0, sizeof *f);
    if (weeks > UINT32_MAX || !room_size(weeks, &f->memory_size)) {
        return false;
    }
    f->allocator = *allocator;
    f->memory = loc_allocate(allocator, f->memory_size, 1);
    if (f->memory == NULL) {
        return false;
    }
    f->room = weeks;
    lay_out(f, weeks);
    return true;
}

void loc_farrington_give(loc_farrington *f) {
    loc_release(&f->allocator, f->memory, f->memory_size, 1);
    memset(f, 0, sizeof *f);
}

/* ---- The plan --------------------------------------------------------------------------------- */

/* The day of the week, Sunday 0. */
static int64_t weekday(int64_t date) {
    int64_t day = (date + 4) % 7; /* 1970-01-01 was a Thursday */

    return day < 0 ? day + 7 : day;
}

/* The week of the same weekday next to the same day, `years` years before; NO_WEEK before the first. */
static size_t week_years_before(const loc_farrington_terms *t, size_t week, uint32_t years) {
    if (!t->has_date) {
        size_t back = (size_t)years * t->frequency;
        return back <= week ? week - back : NO_WEEK;
    }
    int64_t date = t->first_date + 7 * (int64_t)week;
    loc_date split = loc_date_split(date);
    int32_t year = split.year - (int32_t)years;
    if (year < LOC_FIRST_YEAR) {
        return NO_WEEK;
    }
    int64_t same = loc_date_number(year, split.month, 1) + split.day - 1; /* 29 February: 1 March */
    int64_t near = same - weekday(same) + weekday(date);
    int64_t other = near > same ? near - 7 : near + 7;
    int64_t from_near = near > same ? near - same : same - near;
    int64_t from_other = other > same ? other - same : same - other;
    int64_t found = from_other < from_near ? other : near;
    return found >= t->first_date ? (size_t)((found - t->first_date) / 7) : NO_WEEK;
}

/* The reference weeks, [0] t itself; false where one lies before the first week. */
static bool find_references(const loc_farrington_terms *t, size_t week, size_t *reference) {
    for (uint32_t i = 0; i <= t->years; i++) {
        reference[i] = i == 0 ? week : week_years_before(t, week, i);
        if (reference[i] == NO_WEEK || (i > 0 && reference[i] >= reference[i - 1])) {
            return false;
        }
    }
    return true;
}

/* The block of a week between the windows around `older` and `newer`: of the gap's weeks, the first
 * (gap mod blocks) blocks have one more; 0 where it is in no block. */
static uint8_t label_between(const loc_farrington_terms *t, size_t older, size_t newer,
                             size_t week) {
    size_t w = t->half_window;

    if (week + w >= newer || week <= older + w) {
        return (uint8_t)t->periods;
    }
    if (t->periods == 1) {
        return 0;
    }
    size_t first = older + w + 1;
    size_t gap = newer - w - first;
    size_t blocks = t->periods - 1;
    size_t at = week - first;
    size_t length = gap / blocks;
    size_t longer = gap % blocks;
    if (at < longer * (length + 1)) {
        return (uint8_t)(1 + at / (length + 1));
    }
    return (uint8_t)(1 + longer + (at - longer * (length + 1)) / length);
}

static void plan_row(loc_farrington *f, size_t week, uint8_t label) {
    if (label != 0) {
        f->plan_week[f->planned] = (uint32_t)week;
        f->plan_label[f->planned] = label;
        f->planned++;
    }
}

/* Blocks of the weeks before t, read off the year before, so that a window longer than the half window
 * has a season too. */
static void plan_window(loc_farrington *f, const size_t *reference) {
    const loc_farrington_terms *t = &f->terms;
    size_t year = t->years > 1 ? reference[1] - reference[2] : 0;

    f->window_labels = 0;
    for (size_t back = 0; back < f->room && (back <= t->half_window || back < year); back++) {
        uint8_t label = (uint8_t)t->periods;
        if (back > t->half_window && back <= reference[1]) {
            label = label_between(t, reference[2], reference[1], reference[1] - back);
        }
        f->window_label[f->window_labels++] = label != 0 ? label : (uint8_t)t->periods;
    }
}

bool loc_farrington_plan(loc_farrington *f, const loc_farrington_terms *terms, size_t week) {
    size_t reference[LOC_FARRINGTON_YEARS + 1] = {0};

    f->terms = *terms;
    f->week = week;
    f->planned = 0;
    f->state = LOC_FARRINGTON_TOO_SHORT;
    if (week >= f->room || !find_references(terms, week, reference)) {
        return false;
    }
    bool clipped = reference[terms->years] < terms->half_window;
    if (clipped && terms->errors != LOC_FARRINGTON_EARLY_ERRORS) {
        return false;
    }
    f->latest_reference = reference[1];
    size_t first = clipped ? 0 : reference[terms->years] - terms->half_window;
    uint32_t newer = terms->years;
    for (size_t at = first; at < week && at + terms->excluded < week; at++) {
        while (newer > 0 && at > reference[newer]) {
            newer--;
        }
        bool oldest = newer == terms->years;
        plan_row(f, at,
                 oldest ? (uint8_t)terms->periods
                        : label_between(terms, reference[newer + 1], reference[newer], at));
    }
    plan_window(f, reference);
    return true;
}

/* ---- The regression --------------------------------------------------------------------------- */

static double from_table(const double *table, double count, double (*otherwise)(double)) {
    return count < COUNT_TABLE ? table[(size_t)count] : otherwise(count);
}

static double log_above(double n) {
    return loc_log(n + 0.1);
}

static double entropy_above(double n) {
    return n * loc_log(n);
}

static double power_above(double n) {
    return loc_power(n, 2.0 / 3);
}

static double offset_of(const loc_farrington *f, size_t week) {
    return f->log_exposure != NULL ? f->log_exposure[week] : 0;
}

/* Takes the rows with data. */
static void take_rows(loc_farrington *f, const int64_t *count) {
    f->rows = 0;
    for (size_t i = 0; i < f->planned; i++) {
        uint32_t week = f->plan_week[i];
        double offset = offset_of(f, week);
        if (count[week] == LOCALITY_NO_COUNT || isnan(offset)) {
            continue;
        }
        f->offset[f->rows] = offset;
        f->week_of[f->rows] = week;
        f->label[f->rows] = f->plan_label[i];
        f->time[f->rows] = (double)week - (double)f->week;
        f->count[f->rows] = (double)count[week];
        f->prior[f->rows] = 1;
        f->rows++;
    }
}

/* Sums of a round, by block. */
typedef struct sums {
    double weight[LOC_FARRINGTON_PERIODS + 1];
    double time[LOC_FARRINGTON_PERIODS + 1];
    double response[LOC_FARRINGTON_PERIODS + 1];
    double time_time;
    double time_response;
} sums;

static void add_up(loc_farrington *f, sums *s) {
    memset(s, 0, sizeof *s);
    for (size_t i = 0; i < f->rows; i++) {
        double mu = f->mu[i];
        double w = f->prior[i] * mu;
        double wz = w * (f->eta[i] - f->offset[i]) + f->prior[i] * (f->count[i] - mu);
        double wt = w * f->time[i];
        f->weight[i] = w;
        s->weight[f->label[i]] += w;
        s->time[f->label[i]] += wt;
        s->response[f->label[i]] += wz;
        s->time_time += wt * f->time[i];
        s->time_response += wz * f->time[i];
    }
}

/* One round of weighted least squares; false where nothing has weight. */
static bool solve_round(loc_farrington *f, const sums *s) {
    double precision = s->time_time;
    double product = s->time_response;
    bool any = false;

    for (uint32_t b = 1; b <= f->terms.periods; b++) {
        f->block[b] = (loc_farrington_block){.weight = s->weight[b]};
        if (!(s->weight[b] > 0)) {
            continue;
        }
        any = true;
        f->block[b].mean_time = s->time[b] / s->weight[b];
        precision -= f->block[b].mean_time * s->time[b];
        product -= f->block[b].mean_time * s->response[b];
    }
    f->slope = 0;
    f->slope_precision = 0;
    if (f->has_trend && precision > 1e-10 * s->time_time) {
        f->slope = product / precision;
        f->slope_precision = precision;
    }
    for (uint32_t b = 1; b <= f->terms.periods; b++) {
        if (f->block[b].weight > 0) {
            f->block[b].level =
                s->response[b] / f->block[b].weight - f->slope * f->block[b].mean_time;
        }
    }
    return any;
}

/* Means and deviance from levels and slope. */
static double follow(loc_farrington *f) {
    double deviance = 0;

    for (size_t i = 0; i < f->rows; i++) {
        double eta = f->block[f->label[i]].level + f->slope * f->time[i] + f->offset[i];
        double mu = loc_exp(eta);
        double y = f->count[i];
        mu = mu > DBL_EPSILON ? mu : DBL_EPSILON;
        f->eta[i] = eta;
        f->mu[i] = mu;
        deviance +=
            f->prior[i] * (from_table(count_entropy, y, entropy_above) - y * eta - (y - mu));
    }
    return 2 * deviance;
}

static double start(loc_farrington *f) {
    double deviance = 0;

    for (size_t i = 0; i < f->rows; i++) {
        double y = f->count[i];
        f->mu[i] = y + 0.1;
        f->eta[i] = from_table(count_log, y, log_above);
        deviance +=
            f->prior[i] * (from_table(count_entropy, y, entropy_above) - y * f->eta[i] + 0.1);
    }
    return 2 * deviance;
}

/* Degrees of freedom: rows less levels and slope. */
static double freedom(const loc_farrington *f) {
    double df = (double)f->rows;

    for (uint32_t b = 1; b <= f->terms.periods; b++) {
        df -= f->block[b].weight > 0;
    }
    return df - (f->slope_precision > 0);
}

/* Iterates; whether it converged. The sums of the last round are kept for the variances. */
static bool iterate(loc_farrington *f) {
    double before = start(f);
    sums s;

    f->converged = false;
    for (int round = 0; round < MOST_ROUNDS && !f->converged; round++) {
        add_up(f, &s);
        if (!solve_round(f, &s)) {
            return false;
        }
        f->deviance = follow(f);
        if (!(fabs(f->deviance) <= DBL_MAX)) {
            return false;
        }
        f->converged = fabs(f->deviance - before) / (fabs(f->deviance) + 0.1) < ENOUGH;
        before = f->deviance;
    }
    f->df = freedom(f);
    return f->converged;
}

/* Dispersion from the weights of the last round and its residuals; what the reference takes for the
 * standard errors after reweighting has the prior weights alone. */
static void disperse(loc_farrington *f, bool reweighted) {
    double sum = 0;
    double plain = 0;

    for (size_t i = 0; i < f->rows; i++) {
        double r = (f->count[i] - f->mu[i]) / f->mu[i];
        sum += f->weight[i] * r * r;
        plain += f->prior[i] * r * r;
    }
    double phi = f->df > 0 ? sum / f->df : NAN;
    f->phi = phi > 1 ? phi : 1;
    f->error_dispersion = f->phi;
    f->trend_dispersion = f->terms.errors == LOC_FARRINGTON_OWN_ERRORS ? f->phi : phi;
    if (f->terms.errors == LOC_FARRINGTON_FLEXIBLE_ERRORS) {
        f->error_dispersion = reweighted ? plain / f->df : phi;
        f->trend_dispersion = f->error_dispersion;
    }
}

/* Weights from the Anscombe residuals; their sum stays the number of rows. */
static void reweigh(loc_farrington *f) {
    double sum = 0;

    for (size_t i = 0; i < f->rows; i++) {
        double mu = f->mu[i];
        const loc_farrington_block *b = &f->block[f->label[i]];
        double away = f->time[i] - b->mean_time;
        double leverage = f->weight[i] / b->weight;
        if (f->slope_precision > 0) {
            leverage += f->weight[i] * away * away / f->slope_precision;
        }
        double power = from_table(count_power, f->count[i], power_above);
        double residual =
            1.5 * (power * loc_exp(f->eta[i] / -6) - sqrt(mu)) / sqrt(f->phi * (1 - leverage));
        f->anscombe[i] = residual;
        f->prior[i] = residual > f->terms.threshold ? 1 / (residual * residual) : 1;
        sum += f->prior[i];
    }
    double gamma = (double)f->rows / sum;
    for (size_t i = 0; i < f->rows; i++) {
        f->prior[i] *= gamma;
    }
}

/* Both fits, the second with weights; falls back to no trend where it does not converge. */
static bool fit_twice(loc_farrington *f, bool trend) {
    f->has_trend = trend;
    for (size_t i = 0; i < f->rows; i++) {
        f->prior[i] = 1;
        f->anscombe[i] = 0;
    }
    if (!iterate(f)) {
        return trend && fit_twice(f, false);
    }
    disperse(f, false);
    if (f->terms.reweight) {
        reweigh(f);
        bool settled = iterate(f); /* the references take the second fit as it is */
        if (!settled && f->terms.errors == LOC_FARRINGTON_OWN_ERRORS) {
            return trend && fit_twice(f, false);
        }
        disperse(f, true);
    }
    return true;
}

/* Whether a trend is significant, and the expected count not beyond all that was counted. */
static bool trend_holds(loc_farrington *f) {
    double highest = 0;
    loc_farrington_expected now;

    f->slope_p = NAN;
    if (!(f->slope_precision > 0)) {
        return false;
    }
    double t = fabs(f->slope) / sqrt(f->trend_dispersion / f->slope_precision);
    f->slope_p = 2 * loc_t_tail(t, f->df);
    for (size_t i = 0; i < f->rows; i++) {
        double rate = f->offset[i] != 0 ? f->count[i] * loc_exp(-f->offset[i]) : f->count[i];
        highest = rate > highest ? rate : highest;
    }
    return f->terms.years >= 3 && f->slope_p < f->terms.trend_limit &&
           loc_farrington_expect(f, 0, &now) &&
           (f->log_exposure != NULL ? loc_exp(now.eta - offset_of(f, f->week)) : now.mu) <= highest;
}

static bool has_own_block(const loc_farrington *f) {
    for (size_t i = 0; i < f->rows; i++) {
        if (f->label[i] == f->terms.periods) {
            return true;
        }
    }
    return false;
}

loc_farrington_state loc_farrington_fit(loc_farrington *f, const int64_t *count) {
    f->rows = 0;
    if (f->planned == 0) {
        return f->state = LOC_FARRINGTON_TOO_SHORT;
    }
    f->trend_rejected = false;
    f->slope_p = NAN;
    take_rows(f, count);
    if (!has_own_block(f) || f->rows < 3) {
        return f->state = LOC_FARRINGTON_TOO_FEW;
    }
    f->state = LOC_FARRINGTON_NOT_CONVERGED;
    if (!fit_twice(f, f->terms.trend)) {
        return f->state;
    }
    f->state = LOC_FARRINGTON_FITTED;
    if (f->has_trend && !trend_holds(f)) {
        f->trend_rejected = true;
        f->state = fit_twice(f, false) ? LOC_FARRINGTON_FITTED : LOC_FARRINGTON_NOT_CONVERGED;
    }
    if (f->state == LOC_FARRINGTON_FITTED && !(f->df > 0)) {
        f->state = LOC_FARRINGTON_TOO_FEW;
    }
    return f->state;
}

/* ---- What is expected ------------------------------------------------------------------------- */

bool loc_farrington_expect(const loc_farrington *f, size_t back, loc_farrington_expected *out) {
    double weight = 0;
    double level = 0;
    double middle = 0;

    *out = (loc_farrington_expected){NAN, NAN, NAN, NAN, NAN};
    if (f->state != LOC_FARRINGTON_FITTED && f->state != LOC_FARRINGTON_NOT_CONVERGED) {
        return false;
    }
    if (back >= f->window_labels || back > f->week ||
        !(f->block[f->window_label[back]].weight > 0)) {
        return false;
    }
    const loc_farrington_block *b = &f->block[f->window_label[back]];
    double time = -(double)back;
    double variance = 1 / b->weight;
    if (f->slope_precision > 0) {
        variance += (time - b->mean_time) * (time - b->mean_time) / f->slope_precision;
    }
    for (uint32_t i = 1; i <= f->terms.periods; i++) {
        weight += f->block[i].weight;
        level += f->block[i].weight * f->block[i].level;
        middle += f->block[i].weight * f->block[i].mean_time;
    }
    out->eta = b->level + f->slope * time + offset_of(f, f->week - back);
    out->mu = loc_exp(out->eta);
    out->error = sqrt(variance * f->error_dispersion);
    out->season = b->level - level / weight;
    out->trend = f->slope * (time - middle / weight);
    return true;
}
