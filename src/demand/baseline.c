/* Baseline: the ladder from long histories to short ones (Noufaily and others 2013 at its head). */
#include "demand/baseline.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "demand/siblings.h"
#include "statistics/elementary.h"

#define KEPT \
    0.963              /* of the variance of normal residuals, where those beyond are weighed down:
                               1 - LOC_DEMAND_THRESHOLD * density(LOC_DEMAND_THRESHOLD) */
#define LEAST_SUM 20   /* requests that a season of its own needs */
#define LEAST_LEVEL 35 /* periods of a level */
#define LEAST_BEFORE 6 /* periods before a window */
#define LEAST_MOVED 5  /* requests that the fit before a step expects after it, to be moved */
#define LEVEL_SPAN 28  /* periods that a level rests on */
#define LEVEL_GAP 2    /* periods between it and the longest window */
#define LEAST_CLEAR 26 /* periods clear of the latest ones that are used alone */
#define CLEAR_YEARS 3  /* most years that a share or a plain level rests on */

static uint32_t lesser(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* ---- Counts ----------------------------------------------------------------------------------- */

static void fail_at(loc_desk *desk, uint32_t series, uint32_t period) {
    bool is_earlier = !desk->has_failed || series < desk->failed_series ||
                      (series == desk->failed_series && period < desk->failed_period);
    desk->has_failed = true;
    if (is_earlier) {
        desk->failed_series = series;
        desk->failed_period = period;
    }
}

/* A sum has no count where one of its parts has none. */
static void add_series(const locality_demand *d, loc_desk *desk, uint32_t series, int64_t *sum,
                       uint32_t from) {
    const int64_t *count = d->count + (size_t)series * d->series_step;

    for (uint32_t t = from; t < d->periods; t++) {
        bool is_wrong = count[t] < 0 && count[t] != LOCALITY_NO_COUNT;
        bool is_too_much = count[t] > 0 && sum[t] > LOC_DEMAND_MOST_COUNT - count[t];
        if (is_wrong || is_too_much) {
            fail_at(desk, series, t);
        } else if (count[t] == LOCALITY_NO_COUNT || sum[t] == LOCALITY_NO_COUNT) {
            sum[t] = LOCALITY_NO_COUNT;
        } else {
            sum[t] += count[t];
        }
    }
}

void loc_cell_add_up(locality_demand *d, loc_desk *desk, uint32_t cell, uint32_t from) {
    const loc_cell *c = &d->cell[cell];
    int64_t *sum =
        c->sum_row == LOC_DEMAND_NONE ? desk->count : d->sum + (size_t)c->sum_row * d->room;

    if (c->sum_row == LOC_DEMAND_NONE) {
        const int64_t *count = loc_cell_counts(d, c);
        for (uint32_t t = from; t < d->periods; t++) {
            bool is_none =
                (count[t] < 0 && count[t] != LOCALITY_NO_COUNT) || count[t] > LOC_DEMAND_MOST_COUNT;
            if (is_none) {
                fail_at(desk, d->member[c->first_member], t);
            }
        }
        return;
    }
    memset(sum + from, 0, (d->periods - from) * sizeof *sum);
    for (uint32_t k = 0; k < c->members; k++) {
        add_series(d, desk, d->member[c->first_member + k], sum, from);
    }
}

/* ---- Spans ------------------------------------------------------------------------------------ */

bool loc_step_concerns(const locality_demand *d, const loc_step *step, const loc_cell *c) {
    bool lies_there =
        step->area == LOC_DEMAND_NONE ||
        (c->area != LOC_DEMAND_NONE && loc_tree_lies_in(&d->areas, c->area, step->area));

    return lies_there && loc_tree_lies_in(&d->services, c->service, step->service);
}

uint32_t loc_cell_step(const locality_demand *d, const loc_cell *c) {
    uint32_t latest = LOC_DEMAND_NONE;

    for (size_t k = 0; k < d->steps; k++) {
        const loc_step *s = &d->step[k];
        if (loc_step_concerns(d, s, c) && (latest == LOC_DEMAND_NONE || s->period > latest)) {
            latest = s->period;
        }
    }
    return latest;
}

static uint32_t first_with_data(const locality_demand *d, const loc_cell *c) {
    const int64_t *count = loc_cell_counts(d, c);
    uint32_t t = 0;

    while (t < d->periods && count[t] == LOCALITY_NO_COUNT) {
        t++;
    }
    return t;
}

static uint32_t longest_window(const locality_demand *d) {
    return d->options.window[d->options.window_count - 1];
}

/* The periods that a level or a share rests on: clear of the latest ones where there are enough, else
 * those before the longest window that leaves some. `end` is behind the last; false for none. */
static bool choose_span(const locality_demand *d, uint32_t first, uint32_t *from, uint32_t *end) {
    uint32_t now = d->anchor + 1;
    uint32_t clear = now > d->options.excluded + 1 ? now - d->options.excluded - 1 : 0;
    uint32_t gap = longest_window(d) + LEVEL_GAP;

    if (clear >= first + LEAST_CLEAR) {
        uint32_t most = CLEAR_YEARS * d->cycle;
        *end = clear;
        *from = clear - first > most ? clear - most : first;
        return true;
    }
    if (now >= first + LEAST_LEVEL && now >= gap + first + LEAST_BEFORE) {
        *end = now - gap;
        *from = *end - first > LEVEL_SPAN ? *end - LEVEL_SPAN : first;
        return true;
    }
    for (uint32_t k = d->options.window_count; k-- > 0;) {
        uint32_t window = d->options.window[k];
        if (now >= first + window + LEAST_BEFORE) {
            *end = now - window;
            *from = first;
            return true;
        }
    }
    return false;
}

/* ---- Fits ------------------------------------------------------------------------------------- */

static void expect_nothing(const locality_demand *d, const loc_cell *c) {
    double *expected = loc_cell_expected(d, c);
    double *error = loc_cell_error(d, c);

    for (uint32_t k = 0; k < d->places; k++) {
        expected[k] = NAN;
        error[k] = NAN;
    }
}

/* Sums a cell's baseline in one pass: counts, and the weight of each period in `path` (null: 1). */
static double sum_span(const locality_demand *d, loc_cell *c, const double *path, uint32_t from,
                       uint32_t end) {
    const int64_t *count = loc_cell_counts(d, c);
    double exposure = 0;

    c->base.sum = 0;
    c->base.used = 0;
    for (uint32_t t = from; t < end; t++) {
        double unit = path == NULL ? 1 : path[t];
        if (count[t] == LOCALITY_NO_COUNT || isnan(unit)) {
            continue;
        }
        c->base.sum += (double)count[t];
        c->base.used++;
        exposure += unit;
    }
    c->base.first = from;
    c->base.last = end - 1;
    c->base.mean = c->base.used > 0 ? c->base.sum / c->base.used : NAN;
    return exposure;
}

static void take_fit(const locality_demand *d, loc_cell *c, const loc_plan *plan, double factor,
                     double extra) {
    double *expected = loc_cell_expected(d, c);
    double *error = loc_cell_error(d, c);
    double *path = loc_cell_path(d, c);
    uint32_t first = loc_first_place(d);
    loc_farrington_expected e;

    for (uint32_t k = 0; k < d->places; k++) {
        bool told = loc_fit_at(plan, first + k, &e);
        expected[k] = told ? e.mu * factor : NAN;
        error[k] = told ? sqrt(e.error * e.error + extra) : NAN;
    }
    for (uint32_t t = 0; path != NULL && t < d->room; t++) {
        bool is_before = c->base.step != LOC_DEMAND_NONE && t < c->base.step;
        bool told = t < d->anchor + d->options.refit && loc_fit_at(plan, t, &e);
        path[t] = told ? e.mu * (is_before ? 1 : factor) : NAN;
    }
}

static void note_fit(const locality_demand *d, loc_cell *c, const loc_farrington *f) {
    double sum = 0;

    c->base.rung = LOCALITY_DEMAND_FARRINGTON;
    c->base.dispersion = fmax(1, f->phi / KEPT);
    c->base.used = (uint32_t)f->rows;
    c->base.first = f->week_of[0];
    c->base.last = f->week_of[f->rows - 1];
    c->base.weighed_down = 0;
    c->base.trend = loc_expm1(f->slope * d->cycle);
    c->base.from = 0;
    for (size_t k = 0; k < f->rows; k++) {
        sum += f->count[k];
        c->base.weighed_down += f->anscombe[k] > LOC_DEMAND_THRESHOLD;
    }
    c->base.sum = sum;
    c->base.mean = sum / (double)f->rows;
}

/* The longest plan whose periods the cell has. */
static loc_plan *plan_for(const locality_demand *d, loc_desk *desk, uint32_t first) {
    for (uint32_t k = d->options.years - 2; k-- > 0;) {
        loc_plan *plan = &desk->plan[k];
        if (plan->is_planned && plan->fit.planned > 0 && plan->fit.plan_week[0] >= first) {
            return plan;
        }
    }
    return NULL;
}

/* Counts before a recorded step alone, so that the fit has the season and trend of that time. */
static const int64_t *counts_before(const locality_demand *d, loc_desk *desk, const loc_cell *c,
                                    uint32_t step) {
    const int64_t *count = loc_cell_counts(d, c);

    if (step == LOC_DEMAND_NONE) {
        return count;
    }
    for (uint32_t t = 0; t < d->periods; t++) {
        desk->count[t] = t < step ? count[t] : LOCALITY_NO_COUNT;
    }
    return desk->count;
}

/* The level after a recorded step against the fit before it: from the periods clear of the latest ones
 * where there are enough, else of all up to the longest window. False where there are none yet, or where the fit
 * expects next to nothing of them: what began with the step has no level before it. */
static bool level_after(const locality_demand *d, loc_cell *c, const loc_plan *plan, double *factor,
                        double *extra) {
    const int64_t *count = loc_cell_counts(d, c);
    uint32_t step = c->base.step;
    uint32_t now = d->anchor + 1;
    uint32_t clear = now > d->options.excluded + 1 ? now - d->options.excluded - 1 : 0;
    uint32_t end = clear >= step + LEAST_CLEAR ? clear : now - lesser(longest_window(d), now);
    double observed = 0;
    double expected = 0;
    loc_farrington_expected e;

    if (end < step + LEAST_BEFORE) {
        end = now; /* provisional: the latest periods make their own level */
    }
    for (uint32_t t = step; t < end; t++) {
        if (count[t] != LOCALITY_NO_COUNT && loc_fit_at(plan, t, &e)) {
            observed += (double)count[t];
            expected += e.mu;
        }
    }
    c->base.from = end > clear ? end : step;
    c->base.is_provisional = now < step + d->options.provisional;
    *factor = (observed + 0.5) / (expected + 0.5);
    *extra = plan->fit.phi / (observed + 0.5);
    /* half a request on either side draws the level to that of the fit: too far, where that is next to nothing */
    bool is_near = expected >= LEAST_MOVED || (expected >= 1 && observed < LEAST_SUM);
    return c->base.sum >= LEAST_SUM && is_near;
}

static uint32_t fit_first(const loc_cell *c, uint32_t first) {
    bool stands_after = c->base.step != LOC_DEMAND_NONE;

    return stands_after && c->base.step > first ? c->base.step : first;
}

/* Fits a plan to counts, with the weeks of the year that its blocks do not follow. */
static bool fit_plan(loc_desk *desk, loc_plan *plan, const int64_t *count) {
    loc_farrington *f = &plan->fit;
    uint32_t end = (uint32_t)(f->week - lesser(f->terms.excluded, (uint32_t)f->week));
    uint32_t first = end - lesser(f->terms.years * f->terms.frequency, end);
    loc_farrington_expected e;

    if (loc_farrington_fit(f, count) != LOC_FARRINGTON_FITTED) {
        return false;
    }
    loc_turns_none(&plan->turns);
    for (uint32_t t = first; t < end; t++) {
        desk->number[t] = loc_fit_at(plan, t, &e) ? e.mu : NAN;
    }
    loc_turns_find(f, count, desk->number, first, end, &plan->turns);
    return true;
}

/* The plan of a cell's own past, fitted; null where it has none. `is_after`: it stands on what came after
 * the recorded step alone, or there is none. */
static loc_plan *fit_past(const locality_demand *d, loc_desk *desk, const loc_cell *c,
                          uint32_t first, bool *is_after) {
    loc_plan *plan = plan_for(d, desk, fit_first(c, first));

    *is_after = plan != NULL || c->base.step == LOC_DEMAND_NONE;
    plan = plan == NULL ? plan_for(d, desk, first) : plan;
    const int64_t *count =
        *is_after ? loc_cell_counts(d, c) : counts_before(d, desk, c, c->base.step);
    return plan != NULL && fit_plan(desk, plan, count) ? plan : NULL;
}

static bool fit_own(const locality_demand *d, loc_desk *desk, loc_cell *c, uint32_t first) {
    double factor = 1;
    double extra = 0;
    bool is_after;
    loc_plan *plan = fit_past(d, desk, c, first, &is_after);

    if (plan == NULL) {
        return false;
    }
    note_fit(d, c, &plan->fit);
    if (!is_after && !level_after(d, c, plan, &factor, &extra)) {
        return false;
    }
    take_fit(d, c, plan, factor, extra);
    return true;
}

/* A trend and one wave a year, for histories of two to three years. */
static void design_at(const locality_demand *d, uint32_t t, double *row) {
    double turns = (double)t / (d->cycle == 12 ? 12.0 : 52.18);

    row[0] = 1;
    row[1] = ((double)t - (double)d->anchor) / d->cycle;
    row[2] = loc_cosine_of_turn(turns);
    row[3] = loc_sine_of_turn(turns);
}

double loc_wave_at(const locality_demand *d, const loc_cell *c, uint32_t period) {
    double row[4];

    design_at(d, period, row);
    return loc_exp(c->base.wave[0] * row[2] + c->base.wave[1] * row[3]);
}

static bool fit_wave(const locality_demand *d, loc_desk *desk, loc_cell *c, uint32_t first) {
    const int64_t *count = loc_cell_counts(d, c);
    uint32_t end = d->anchor - lesser(d->options.excluded, d->anchor);
    size_t rows = 0;
    double row[4];

    for (uint32_t t = first; t < end; t++) {
        rows += count[t] != LOCALITY_NO_COUNT;
    }
    for (uint32_t t = first, at = 0; t < end; t++) {
        if (count[t] == LOCALITY_NO_COUNT) {
            continue;
        }
        design_at(d, t, row);
        for (size_t j = 0; j < 4; j++) {
            desk->design[j * rows + at] = row[j];
        }
        desk->number[at++] = (double)count[t];
    }
    loc_regression_data data = {.family = LOC_FAMILY_POISSON,
                                .rows = rows,
                                .columns = 4,
                                .design = desk->design,
                                .response = desk->number};
    if (loc_regression_fit(&desk->regression, &data) != LOC_FIT_CONVERGED) {
        return false;
    }
    double phi = fmax(1, loc_regression_dispersion(&desk->regression));
    sum_span(d, c, NULL, first, end);
    c->base.rung = LOCALITY_DEMAND_HARMONIC;
    c->base.dispersion = phi;
    c->base.trend = loc_expm1(desk->regression.coefficient[1]);
    c->base.wave[0] = desk->regression.coefficient[2];
    c->base.wave[1] = desk->regression.coefficient[3];
    c->base.from = first;
    double *path = loc_cell_path(d, c);
    double *expected = loc_cell_expected(d, c);
    double *error = loc_cell_error(d, c);
    for (uint32_t t = 0; t < d->room; t++) {
        double eta, e;
        design_at(d, t, row);
        loc_regression_predict(&desk->regression, row, &eta, &e);
        uint32_t place = t - loc_first_place(d);
        if (t >= loc_first_place(d) && place < d->places) {
            expected[place] = loc_exp(eta);
            error[place] = e * sqrt(phi);
        }
        if (path != NULL) {
            path[t] = loc_exp(eta);
        }
    }
    return true;
}

/* A level of its own, on the season and trend of the cell above where there is one. */
static void fit_level(const locality_demand *d, loc_cell *c, uint32_t first) {
    const double *path = loc_cell_above_path(d, c);
    uint32_t from;
    uint32_t end;

    c->base.is_pooled = true;
    c->base.rung = path == NULL ? LOCALITY_DEMAND_NO_BASELINE : LOCALITY_DEMAND_POOLED;
    c->base.trend = path == NULL ? 0 : d->cell[c->above].base.trend;
    if (!choose_span(d, fit_first(c, first), &from, &end)) {
        c->base.first = c->base.last = c->base.from = d->anchor;
        return;
    }
    double exposure = sum_span(d, c, path, from, end);
    if (!(exposure > 0)) {
        return;
    }
    c->base.level = exposure; /* until the cell is settled */
    c->base.from = end;
    bool is_long = d->anchor + 1 >= fit_first(c, first) + LEAST_LEVEL;
    c->base.rung = path != NULL ? LOCALITY_DEMAND_BORROWED
                   : is_long    ? LOCALITY_DEMAND_LEVEL
                                : LOCALITY_DEMAND_SHORT;
    loc_siblings_note(d, c, path, c->base.sum / exposure);
}

/* Whether the cell above has a season of several years, its own or borrowed. */
static bool knows_season(const locality_demand *d, const loc_cell *c) {
    do {
        c = &d->cell[c->above];
    } while (c->base.rung == LOCALITY_DEMAND_BORROWED && c->above != LOC_DEMAND_NONE);
    return c->base.rung == LOCALITY_DEMAND_FARRINGTON;
}

void loc_cell_fit(locality_demand *d, loc_desk *desk, uint32_t cell) {
    loc_cell *c = &d->cell[cell];
    uint32_t step = loc_cell_step(d, c);
    uint32_t first = first_with_data(d, c);

    c->base = (loc_baseline){.step = step, .dispersion = NAN, .mean = NAN, .growth = NAN};
    expect_nothing(d, c);
    if (step != LOC_DEMAND_NONE) {
        c->base.is_provisional = d->anchor + 1 < step + d->options.provisional;
    }
    uint32_t from;
    uint32_t end;
    bool has_span = choose_span(d, first, &from, &end);
    if (has_span) {
        sum_span(d, c, NULL, from, end);
    }
    bool is_thin = !has_span || !(c->base.mean >= d->options.borrow_below);
    bool can_borrow = c->above != LOC_DEMAND_NONE;
    bool may_own = has_span && (!is_thin || (!can_borrow && c->base.sum >= LEAST_SUM));
    bool borrows = has_span && can_borrow && step == LOC_DEMAND_NONE && knows_season(d, c);
    if (!borrows && may_own && fit_own(d, desk, c, first)) {
        return;
    }
    uint32_t clear = d->anchor - lesser(d->options.excluded, d->anchor);
    bool has_years = step == LOC_DEMAND_NONE && d->anchor + 1 >= first + 2 * d->cycle &&
                     clear >= first + d->cycle;
    if (!borrows && may_own && has_years && fit_wave(d, desk, c, first)) {
        return;
    }
    expect_nothing(d, c);
    fit_level(d, c, first);
    c->base.may_own = may_own && borrows;
}

/* ---- Settling -------------------------------------------------------------------------------- */

/* What a cell expects at a rate for each unit of the cell above, or for each period. */
static void expect_rate(const locality_demand *d, loc_cell *c, double rate, double error) {
    const double *from = loc_cell_above_path(d, c);
    double *expected = loc_cell_expected(d, c);
    double *errors = loc_cell_error(d, c);
    double *path = loc_cell_path(d, c);
    uint32_t first = loc_first_place(d);

    for (uint32_t k = 0; k < d->places; k++) {
        uint32_t t = first + k;
        bool told = t >= c->base.from && (from == NULL || t < d->room);
        double unit = from == NULL ? 1 : told ? from[t] : NAN;
        double base = from == NULL ? 0 : loc_cell_error(d, &d->cell[c->above])[k];
        expected[k] = told ? rate * unit : NAN;
        errors[k] = told ? sqrt(error * error + (isnan(base) ? 0 : base * base)) : NAN;
    }
    for (uint32_t t = 0; path != NULL && t < d->room; t++) {
        path[t] = rate * (from == NULL ? 1 : from[t]);
    }
    c->base.level = rate;
}

static double longest_expected(const locality_demand *d, const loc_cell *c) {
    const double *expected = loc_cell_expected(d, c);
    uint32_t last = d->anchor - loc_first_place(d);
    uint32_t window = longest_window(d);
    double sum = 0;

    for (uint32_t k = last + 1 > window ? last + 1 - window : 0; k <= last; k++) {
        sum += isnan(expected[k]) ? 0 : expected[k];
    }
    return sum;
}

/* Whether the cell's own past tells more than its share of the cell above: where the share is less sure,
 * or plainly does not fit. Then it stands on that. */
static bool settle_own(const locality_demand *d, loc_desk *desk, loc_cell *c, double borrowed) {
    loc_farrington_expected e;
    bool fits = !loc_siblings_strays(d, c);
    uint32_t first = first_with_data(d, c);
    loc_plan *plan = plan_for(d, desk, first);

    if (plan == NULL) {
        return false;
    }
    double rows = (double)plan->fit.planned / plan->fit.terms.periods;
    if (fits && borrowed * borrowed < 1 / (rows * c->base.mean)) { /* no fit can be as sure */
        return false;
    }
    if (!fit_plan(desk, plan, loc_cell_counts(d, c)) || !loc_fit_at(plan, d->anchor, &e) ||
        (fits && e.error > borrowed)) {
        return false;
    }
    note_fit(d, c, &plan->fit);
    c->base.is_pooled = false;
    loc_siblings_spread(d, c, c->base.dispersion, plan->fit.df);
    take_fit(d, c, plan, 1, 0);
    return true;
}

void loc_cell_settle(locality_demand *d, loc_desk *desk, uint32_t cell) {
    loc_cell *c = &d->cell[cell];
    loc_baseline *b = &c->base;
    const loc_group *g = &d->group[c->group];

    if (!b->is_pooled) {
        return;
    }
    double exposure = b->rung == LOCALITY_DEMAND_POOLED ? 0 : b->level;
    loc_siblings_spread(d, c, b->freedom > 0 ? b->pearson / b->freedom : 1, b->freedom);
    if (exposure > 0) {
        double rate = (b->sum + 0.5) / exposure;
        double error = sqrt(b->dispersion / (b->sum + 0.5) + loc_siblings_variance(d, c));
        if (b->may_own && settle_own(d, desk, c, error)) {
            return;
        }
        expect_rate(d, c, rate, error);
        if (longest_expected(d, c) >= d->options.least_expected || !g->is_told) {
            return;
        }
    }
    if (!g->is_told) {
        b->rung = LOCALITY_DEMAND_NO_BASELINE;
        return;
    }
    b->rung = LOCALITY_DEMAND_POOLED;
    b->from = exposure > 0 ? b->from : lesser(first_with_data(d, c), d->anchor + 1);
    expect_rate(d, c, (g->shape + b->sum) / (g->rate + exposure),
                sqrt(1 / (g->shape + b->sum) + loc_siblings_variance(d, c)));
}

/* ---- Again ------------------------------------------------------------------------------------ */

const loc_plan *loc_cell_refit(const locality_demand *d, loc_desk *desk, const loc_cell *c) {
    bool is_after;

    return c->base.rung == LOCALITY_DEMAND_FARRINGTON
               ? fit_past(d, desk, c, first_with_data(d, c), &is_after)
               : NULL;
}
