/* Plan: which fits there are, where every period lies in its year, and what a fit expects of it. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "demand/baseline.h"
#include "statistics/elementary.h"

/* ---- Room ------------------------------------------------------------------------------------- */

/* Periods whose season is worked out: those up to the next fit, and half a year more, so that no block
 * that is asked about is cut short. It depends on the anchor alone. */
static uint32_t reach_of(const locality_demand *d, uint32_t anchor) {
    return anchor + d->options.refit + d->cycle / 2;
}

bool loc_desk_take(loc_desk *desk, const locality_demand *d) {
    bool done = true;

    memset(desk, 0, sizeof *desk);
    for (uint32_t k = 0; done && k < d->options.years - 2; k++) {
        loc_plan *plan = &desk->plan[k];
        plan->season = loc_allocate_raw(&d->allocator, reach_of(d, d->room), sizeof *plan->season);
        done = loc_farrington_take(&plan->fit, d->periods, &d->allocator) && plan->season != NULL;
    }
    desk->design = loc_allocate_raw(&d->allocator, (size_t)d->room * 4, sizeof *desk->design);
    desk->number = loc_allocate_raw(&d->allocator, d->room, sizeof *desk->number);
    desk->count = loc_allocate_raw(&d->allocator, d->room, sizeof *desk->count);
    done = done && loc_regression_take(&desk->regression, d->room, 4, &d->allocator);
    return done && desk->design != NULL && desk->number != NULL && desk->count != NULL;
}

void loc_desk_give(loc_desk *desk, const locality_demand *d) {
    for (uint32_t k = 0; k < LOC_DEMAND_LADDERS; k++) {
        if (desk->plan[k].fit.memory != NULL) {
            loc_farrington_give(&desk->plan[k].fit);
        }
        loc_release(&d->allocator, desk->plan[k].season, reach_of(d, d->room),
                    sizeof *desk->plan[k].season);
    }
    loc_regression_give(&desk->regression);
    loc_release(&d->allocator, desk->design, (size_t)d->room * 4, sizeof *desk->design);
    loc_release(&d->allocator, desk->number, d->room, sizeof *desk->number);
    loc_release(&d->allocator, desk->count, d->room, sizeof *desk->count);
}

/* The block of a period: of the plan, of the year before now, or a year after one of these. */
static uint8_t label_at(const loc_farrington *f, uint32_t period) {
    if (period > f->week) {
        size_t year_ago = f->latest_reference + (period - f->week);
        return label_at(f, (uint32_t)year_ago);
    }
    if (f->planned > 0 && period >= f->plan_week[0] && period <= f->plan_week[f->planned - 1]) {
        return f->plan_label[period - f->plan_week[0]];
    }
    size_t back = f->week - period;
    return back < f->window_labels ? f->window_label[back] : 0;
}

/* A block's run of periods. */
typedef struct run {
    uint8_t block;
    uint32_t first, end;
} run;

static run next_run(const loc_farrington *f, uint32_t first, uint32_t reach) {
    run r = {0, first, first};

    if (first >= reach) {
        return r;
    }
    r.block = label_at(f, first);
    while (r.end < reach && label_at(f, r.end) == r.block) {
        r.end++;
    }
    return r;
}

static double middle_of(run r) {
    return ((double)r.first + (double)r.end - 1) / 2;
}

/* Periods of a run go over to the runs before and after it from its middle on; what that takes from the
 * run as a whole is given back to each. A run at either end of what is known has its own level alone. */
static void place_run(loc_season *season, run before, run here, run after) {
    bool is_inside = before.block != 0 && here.block != 0 && after.block != 0;
    double length = (double)here.end - (double)here.first;
    double to_before = middle_of(here) - middle_of(before);
    double to_after = middle_of(after) - middle_of(here);
    double sum_before = 0;
    double sum_after = 0;

    for (uint32_t t = here.first; t < here.end; t++) {
        double away = (double)t - middle_of(here);
        season[t] = (loc_season){.block = here.block, .before = before.block, .after = after.block};
        if (is_inside) {
            season[t].from_before = away < 0 ? -away / to_before : 0;
            season[t].from_after = away > 0 ? away / to_after : 0;
            sum_before += season[t].from_before;
            sum_after += season[t].from_after;
        }
    }
    for (uint32_t t = here.first; t < here.end; t++) {
        season[t].from_before -= sum_before / length;
        season[t].from_after -= sum_after / length;
    }
}

static void place_seasons(loc_plan *plan, uint32_t reach) {
    run before = {0, 0, 0};
    run here = next_run(&plan->fit, 0, reach);

    while (here.first < reach) {
        run after = next_run(&plan->fit, here.end, reach);
        place_run(plan->season, before, here, after);
        before = here;
        here = after;
    }
}

void loc_desk_plan(loc_desk *desk, const locality_demand *d) {
    loc_farrington_terms terms = {.half_window = d->options.half_window,
                                  .periods = d->options.blocks,
                                  .excluded = d->options.excluded,
                                  .frequency = d->cycle,
                                  .has_date = d->period == LOCALITY_DEMAND_WEEKS,
                                  .first_date = d->first_day,
                                  .reweight = true,
                                  .threshold = LOC_DEMAND_THRESHOLD,
                                  .trend = true,
                                  .trend_limit = 1};

    for (uint32_t k = 0; k < d->options.years - 2; k++) {
        terms.years = k + 3;
        loc_plan *plan = &desk->plan[k];
        plan->is_planned = loc_farrington_plan(&plan->fit, &terms, d->anchor);
        if (plan->is_planned) {
            place_seasons(plan, reach_of(d, d->anchor));
        }
    }
}

/* ---- What a fit expects ------------------------------------------------------------------------- */

/* A mean of levels of blocks: what is left of it once the slope is known, and its mean time. */
typedef struct mixture {
    double level, variance, time;
} mixture;

static void mix(mixture *m, const loc_farrington_block *b, double share) {
    if (share == 0) {
        return;
    }
    m->level += share * b->level;
    m->variance += share * share / b->weight;
    m->time += share * b->mean_time;
}

bool loc_fit_at(const loc_plan *plan, uint32_t period, loc_farrington_expected *out) {
    const loc_farrington *f = &plan->fit;
    const loc_season *season = &plan->season[period];
    uint32_t turn = loc_turn_of(f, period);
    double beside = plan->turns.ratio[turn] == 1 ? 0 : loc_log(plan->turns.ratio[turn]);
    const loc_farrington_block *b = &f->block[season->block];
    const loc_farrington_block *before = &f->block[season->before];
    const loc_farrington_block *after = &f->block[season->after];
    mixture m = {0, 0, 0};
    double weight = 0;
    double level = 0;

    *out = (loc_farrington_expected){NAN, NAN, NAN, NAN, NAN};
    if (season->block == 0 || !(b->weight > 0)) {
        return false;
    }
    double first = before->weight > 0 ? season->from_before : 0;
    double last = after->weight > 0 ? season->from_after : 0;
    mix(&m, b, 1 - first - last);
    mix(&m, before, first);
    mix(&m, after, last);
    double time = (double)period - (double)f->week;
    if (f->slope_precision > 0) {
        m.variance += (time - m.time) * (time - m.time) / f->slope_precision;
    }
    for (uint32_t i = 1; i <= f->terms.periods; i++) {
        weight += f->block[i].weight;
        level += f->block[i].weight * f->block[i].level;
    }
    out->eta = m.level + f->slope * time + beside;
    out->mu = loc_exp(out->eta);
    out->error = sqrt(m.variance * f->error_dispersion + plan->turns.variance[turn]);
    out->season = m.level - level / weight + beside;
    out->trend = f->slope * time;
    return true;
}
