/* Judge: windows, repetition and steps of one cell. */
#include "demand/judge.h"

#include <math.h>

#include "demand/onset.h"
#include "demand/repetition.h"
#include "statistics/elementary.h"

void loc_cell_lately(const locality_demand *d, const loc_cell *c, loc_lately *out) {
    uint32_t periods = d->periods < LOC_DEMAND_RECENT ? d->periods : LOC_DEMAND_RECENT;
    uint32_t start = d->periods - periods;
    const double *expected = loc_cell_expected(d, c);
    const double *error = loc_cell_error(d, c);
    bool is_told = false;

    out->start = start;
    out->recent = (loc_recent){.periods = periods,
                               .first = periods,
                               .count = loc_cell_counts(d, c) + start,
                               .expected = out->expected,
                               .error = out->error,
                               .dispersion = c->base.dispersion,
                               .mean = c->base.mean,
                               .growth = c->base.growth};
    for (uint32_t k = 0; k < periods; k++) {
        uint32_t place = start + k - loc_first_place(d);
        bool is_here = start + k >= c->base.from && !isnan(expected[place]);
        out->expected[k] = is_here ? expected[place] * d->completeness[start + k] : NAN;
        out->error[k] = is_here ? error[place] : NAN;
        if (is_here && !is_told) {
            out->recent.first = k;
        }
        is_told = is_here;
        out->recent.first = is_told ? out->recent.first : periods;
    }
}

void loc_lately_weeks(const loc_lately *lately, uint32_t span, int32_t direction, double *p,
                      double *deviation) {
    const loc_recent *r = &lately->recent;

    for (uint32_t j = 0; j < span; j++) {
        p[j] = NAN;
        deviation[j] = NAN;
        if (j + r->periods < span) {
            continue;
        }
        uint32_t k = j + r->periods - span;
        if (k < r->first || r->count[k] == LOCALITY_NO_COUNT) {
            continue;
        }
        double dispersion = loc_recent_dispersion(r, r->expected[k]);
        locality_demand_window week = {r->count[k], r->expected[k],
                                       r->error[k] * sqrt(dispersion / r->dispersion), dispersion};
        if (week.error > LOC_WINDOW_MOST_ERROR) {
            continue;
        }
        double away = direction * ((double)week.observed - week.expected);
        p[j] = away > 0 ? loc_window_p(&week, direction) : 1;
        deviation[j] = away / sqrt(fmax(loc_window_spread(&week) * week.expected, 1e-12));
    }
}

static void judge_repetition(const locality_demand *d, const loc_lately *lately, int side,
                             loc_side *out) {
    const locality_demand_options *o = &d->options;
    double p[LOC_DEMAND_RECENT];
    double deviation[LOC_DEMAND_RECENT];

    loc_lately_weeks(lately, o->repeat_span, loc_side_direction(side), p, deviation);
    out->beyond = loc_repetition_hits(p, o->repeat_span, o->repeat_span, o->repeated_p);
    out->leaning = loc_repetition_hits(p, o->repeat_span, o->repeat_span, o->persistent_p);
    out->rules |= out->beyond >= o->repeated_least ? LOCALITY_DEMAND_RULE_REPEATED : 0;
    out->rules |= out->leaning >= o->persistent_least ? LOCALITY_DEMAND_RULE_PERSISTENT : 0;
}

static void judge_trend(const locality_demand *d, const loc_cell *c, loc_side *rise) {
    const locality_demand_options *o = &d->options;
    uint32_t hits;

    if (o->trend_span > 0 && o->trend_span <= d->periods && !c->has_below &&
        loc_repetition_repeats(loc_cell_counts(d, c), d->periods, o->trend_count, o->trend_least,
                               o->trend_span, &hits)) {
        rise->rules |= LOCALITY_DEMAND_RULE_TREND;
    }
}

/* Season and trend of each period without a level: of the cell's own fit, or of the cell above. */
static void fill_exposure(const locality_demand *d, loc_desk *desk, const loc_cell *c,
                          uint32_t start, uint32_t end) {
    const loc_plan *plan = loc_cell_refit(d, desk, c);
    const double *path = loc_cell_above_path(d, c);
    loc_farrington_expected e;

    for (uint32_t t = start; t < end; t++) {
        double exposure = c->base.mean;
        if (plan != NULL) {
            exposure = loc_fit_at(plan, t, &e) ? c->base.mean * loc_exp(e.season) : NAN;
        } else if (c->base.rung == LOCALITY_DEMAND_BORROWED && path != NULL) {
            exposure = c->base.level * path[t];
        }
        desk->number[t - start] = exposure * d->completeness[t];
    }
}

static void judge_step(const locality_demand *d, loc_desk *desk, uint32_t cell,
                       const loc_lately *lately, locality_demand_suggestion *out) {
    const loc_cell *c = &d->cell[cell];
    int32_t direction;
    uint32_t run = loc_onset_run(&lately->recent, &direction);
    uint32_t places = d->periods < LOC_REBASE_MOST ? d->periods : LOC_REBASE_MOST;
    uint32_t start = d->periods - places;

    if (run < d->options.step_run || c->base.rung == LOCALITY_DEMAND_POOLED) {
        return;
    }
    fill_exposure(d, desk, c, start, d->periods);
    loc_level_change change = loc_rebase_find(loc_cell_counts(d, c) + start, desk->number, places,
                                              c->base.dispersion, d->options.step_run);
    bool agrees = change.start > 0 && (change.ratio > 1) == (direction > 0);
    bool is_recorded = c->base.step != LOC_DEMAND_NONE && start + change.start <= c->base.step + 4;
    if (agrees && !is_recorded) {
        *out = (locality_demand_suggestion){.cell = cell,
                                            .period = start + change.start,
                                            .run = run,
                                            .direction = direction,
                                            .ratio = change.ratio,
                                            .gain = change.gain};
    }
}

void loc_cell_judge(const locality_demand *d, loc_desk *desk, uint32_t cell, loc_judged *out) {
    const loc_cell *c = &d->cell[cell];
    const locality_demand_options *o = &d->options;
    loc_lately lately;
    uint32_t counted;

    *out = (loc_judged){.side = {{.p = NAN, .q = NAN}, {.p = NAN, .q = NAN}},
                        .standing = LOCALITY_DEMAND_UNTOLD};
    judge_trend(d, c, &out->side[0]);
    if (c->base.rung == LOCALITY_DEMAND_NO_BASELINE) {
        return;
    }
    loc_cell_lately(d, c, &lately);
    for (uint32_t k = o->window_count; k-- > 0 && out->longest_size == 0;) {
        if (loc_window_sum(&lately.recent, o->window[k], &out->longest, &counted)) {
            out->longest_size = o->window[k];
        }
    }
    if (out->longest_size == 0) {
        return;
    }
    for (int side = 0; side < 2; side++) {
        loc_best_window best = loc_window_best(&lately.recent, o->window, o->window_count,
                                               o->least_count, loc_side_direction(side));
        out->side[side].p = best.p;
        out->side[side].window = best.window;
        judge_repetition(d, &lately, side, &out->side[side]);
    }
    judge_step(d, desk, cell, &lately, &out->suggestion);
}
