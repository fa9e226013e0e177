/* Steps on record, and what they did: the series that a step concerns, before and after it. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "base/memory.h"
#include "outlook/outlook.h"
#include "demand/result.h"
#include "series/intervention.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define COVERAGE 0.95
#define EFFECTS 3 /* times after a step */
#define NONE 0.5  /* requests that stand for none where a logarithm is taken */

/* ---- What is on record ------------------------------------------------------------------------ */

size_t locality_demand_steps(const locality_demand *demand) {
    return demand == NULL ? 0 : demand->steps;
}

locality_status locality_demand_step_at(const locality_demand *demand, size_t index,
                                        locality_demand_step *out, locality_error *error) {
    locality_demand_step step = LOCALITY_DEMAND_STEP_INIT;

    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (demand == NULL || out == NULL) {
        return loc_fail_null(error, demand == NULL ? "demand" : "out");
    }
    if (index >= demand->steps) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no step %zu; there are %zu", index,
                        demand->steps);
    }
    const loc_step *s = &demand->step[index];
    step.area = s->area;
    step.service = s->service;
    step.period = s->period;
    step.reason = s->reason;
    step.by = s->by;
    step.recorded = s->recorded;
    *out = step;
    return loc_ok(error);
}

uint32_t locality_demand_find(const locality_demand *demand, int32_t axis, const char *id) {
    if (demand == NULL || id == NULL || axis < 0 || axis > LOCALITY_DEMAND_PROVIDERS) {
        return LOCALITY_DEMAND_NONE;
    }
    const loc_tree *const trees[] = {&demand->areas, &demand->services, &demand->providers};
    return loc_tree_find(trees[axis], id);
}

/* ---- The series of a step --------------------------------------------------------------------- */

/* A step under the glass: its counts, and where they may begin and have to end. */
typedef struct glass {
    const locality_demand *d;
    const loc_step *step;
    uint32_t begin, end; /* steps of the same series before and after */
    double *value;       /* of each period; NaN for no data */
    double *without;     /* what would have been in each period since the step */
    uint32_t told;       /* for how many of them */
    loc_intervention room;
} glass;

static bool concerns(const glass *g, uint32_t series) {
    return loc_tree_lies_in(&g->d->areas, g->d->area[series], g->step->area) &&
           loc_tree_lies_in(&g->d->services, g->d->service[series], g->step->service);
}

static void add_up(glass *g) {
    const locality_demand *d = g->d;

    memset(g->value, 0, d->periods * sizeof *g->value);
    for (uint32_t s = 0; s < d->series; s++) {
        const int64_t *count = d->count + (size_t)s * d->series_step;
        for (uint32_t t = 0; concerns(g, s) && t < d->periods; t++) {
            g->value[t] += count[t] == LOCALITY_NO_COUNT ? (double)NAN : (double)count[t];
        }
    }
    for (uint32_t t = 0; t < d->periods; t++) {
        bool is_data = d->completeness[t] >= LOC_OUTLOOK_COMPLETE;
        g->value[t] = is_data ? g->value[t] / d->completeness[t] : (double)NAN;
    }
}

/* Whether another step moves all of what this one concerns. */
static bool moves_it_too(const locality_demand *d, const loc_step *other, const loc_step *step) {
    bool area =
        other->area == LOC_DEMAND_NONE ||
        (step->area != LOC_DEMAND_NONE && loc_tree_lies_in(&d->areas, step->area, other->area));
    bool service = other->service == LOC_DEMAND_NONE ||
                   (step->service != LOC_DEMAND_NONE &&
                    loc_tree_lies_in(&d->services, step->service, other->service));

    return area && service && other->period != step->period;
}

static void put_ends(glass *g) {
    const locality_demand *d = g->d;
    uint32_t at = g->step->period;
    uint32_t years = d->options.years * d->cycle;

    g->begin = at > years ? at - years : 0;
    g->end = LOC_DEMAND_NONE;
    for (size_t k = 0; k < d->steps; k++) {
        const loc_step *other = &d->step[k];
        if (!moves_it_too(d, other, g->step)) {
            continue;
        }
        g->begin = other->period < at && other->period > g->begin ? other->period : g->begin;
        g->end = other->period > at && other->period < g->end ? other->period : g->end;
    }
}

/* ---- Its effect ------------------------------------------------------------------------------- */

/* Ends of the interval of a term, as ratios. */
static void put_ratio(const locality_intervention_term *term, double reach, double *ratio,
                      double *low, double *high) {
    *ratio = loc_exp(term->value);
    *low = loc_exp(term->value - reach * term->error);
    *high = loc_exp(term->value + reach * term->error);
}

static void say_nothing(locality_demand_effect *e) {
    double none = (double)NAN;

    e->verdict = LOCALITY_EFFECT_NO_RESULT;
    e->step = e->step_low = e->step_high = none;
    e->slope = e->slope_low = e->slope_high = none;
    e->effect = e->effect_low = e->effect_high = none;
    e->observed = e->expected = e->excess = e->excess_low = e->excess_high = none;
    e->p = e->dispersion = e->autocorrelation = e->widened = none;
}

static void put_effect(const locality_intervention_result *r,
                       const locality_intervention_term *term, bool has_slope, double df,
                       locality_demand_effect *e) {
    double reach = loc_t_quantile(0.5 + COVERAGE / 2.0, df);

    e->state = LOCALITY_EFFECT_TOLD;
    put_ratio(&term[LOCALITY_TERM_STEP], reach, &e->step, &e->step_low, &e->step_high);
    if (has_slope) {
        put_ratio(&term[LOCALITY_TERM_SLOPE], reach, &e->slope, &e->slope_low, &e->slope_high);
    }
    /* of all periods together, as what came and would have come are: with a slope, the ratio in the middle of them
     * is another one */
    double together = r->observed / r->expected, shift = together / r->effect;
    e->effect = together;
    e->effect_low = r->effect_low * shift;
    e->effect_high = r->effect_high * shift;
    e->observed = r->observed;
    e->expected = r->expected;
    e->excess = r->cumulative;
    e->excess_low = e->observed * (1.0 - 1.0 / e->effect_low);
    e->excess_high = e->observed * (1.0 - 1.0 / e->effect_high);
    e->p = r->p;
    if (has_slope) {
        double error = loc_log(r->effect_high / r->effect) / reach;
        e->p = 2.0 * loc_t_tail(fabs(loc_log(together)) / error, df);
    }
    e->verdict = loc_effect_verdict(e->effect_low, e->effect_high);
    e->dispersion = r->dispersion;
    e->autocorrelation = r->autocorrelation;
    e->widened = r->inflation;
}

/* Counts vary by chance even where these happen not to: the interval of a ratio of two of them is no narrower
 * than that makes it. */
static void widen(const glass *g, double reach, locality_demand_effect *e) {
    double before = 0.0;

    for (uint32_t t = g->begin; t < g->step->period; t++) {
        before += g->value[t] == g->value[t] ? g->value[t] : 0.0;
    }
    double error = sqrt(1.0 / before + 1.0 / e->observed);
    double widest = loc_exp(reach * error);
    if (e->effect_high >= e->effect * widest) {
        return;
    }
    e->effect_low = e->effect / widest;
    e->effect_high = e->effect * widest;
    e->step_low = fmin(e->step_low, e->step / widest);
    e->step_high = fmax(e->step_high, e->step * widest);
    e->excess_low = e->observed * (1.0 - 1.0 / e->effect_low);
    e->excess_high = e->observed * (1.0 - 1.0 / e->effect_high);
    e->p = 2.0 * loc_normal_tail(fabs(loc_log(e->effect)) / error);
    e->verdict = loc_effect_verdict(e->effect_low, e->effect_high);
}

/* What came in the periods from `from` on, and for how many of them there are data. */
static double came(const glass *g, uint32_t from, uint32_t to, double *periods) {
    double sum = 0.0;

    *periods = 0.0;
    for (uint32_t t = from; t < to; t++) {
        bool is_data = g->value[t] == g->value[t];
        sum += is_data ? g->value[t] : 0.0;
        *periods += is_data;
    }
    return sum;
}

/* The same number in each of the periods that have data. */
static void put_all(glass *g, uint32_t from, uint32_t to, double number) {
    for (uint32_t t = from; t < to; t++) {
        g->value[t] = g->value[t] == g->value[t] ? number : (double)NAN;
    }
}

/* Mean at which counts of this dispersion (negative binomial, Poisson at 1) are all zero with a chance. */
static double mean_of_none(double chance, double dispersion) {
    double mean = -loc_log(chance);

    return dispersion > 1.0 + 1e-9 ? mean * (dispersion - 1.0) / loc_log(dispersion) : mean;
}

/* Nothing came any more, where `r` says what would have come: how much might have been missed by chance. */
static void put_none(const locality_intervention_result *r, double error, double df,
                     double dispersion, locality_demand_effect *e) {
    double reach = loc_t_quantile(0.5 + COVERAGE / 2.0, df);
    double widest = loc_exp(reach * error);
    double most = mean_of_none(0.5 - COVERAGE / 2.0, dispersion);

    e->state = LOCALITY_EFFECT_TOLD;
    e->step = e->step_low = e->effect = e->effect_low = e->observed = 0.0;
    e->expected = r->expected;
    e->effect_high = e->step_high = most / r->expected * widest;
    e->excess = -r->expected;
    e->excess_low = -r->expected * widest;
    e->excess_high = most - r->expected / widest;
    e->p = fmin(1.0, 2.0 * loc_exp(-r->expected / mean_of_none(loc_exp(-1.0), dispersion)));
    e->dispersion = dispersion;
    e->autocorrelation = r->autocorrelation;
    e->widened = r->inflation;
    e->verdict = loc_effect_verdict(e->effect_low, e->effect_high);
}

/* Demand that stops wholly has no logarithm: NONE requests spread over the periods after the step stand for it in
 * the fit, which then rests on what was before. */
static void judge_none(glass *g, uint32_t after, locality_intervention_options *how,
                       locality_demand_effect *e) {
    locality_intervention_term term[LOCALITY_INTERVENTION_TERMS] = {{0.0, 0.0, 0.0, 0.0}};
    locality_intervention_result r = {0};
    uint32_t at = g->step->period, to = at + after;
    double with_data, before_data;
    double before = came(g, g->begin, at, &before_data);

    if (came(g, at, to, &with_data) > 0.0 || !(before > 0.0) || !(with_data > 0.0)) {
        return;
    }
    how->has_slope = 0;
    put_all(g, at, to, NONE / with_data);
    loc_intervention_judge(&g->room, g->value + g->begin, (size_t)to - g->begin, at - g->begin, how,
                           &r, term);
    put_all(g, at, to, 0.0);
    double df = g->room.regression.df - with_data; /* what stands for nothing does not vary */
    if (r.verdict == LOCALITY_EFFECT_NO_RESULT || !(df > 0.0)) {
        return;
    }
    double scale = r.dispersion * r.inflation * r.inflation;
    double own = fmax(1.0, scale * g->room.regression.df / df);
    double error = term[LOCALITY_TERM_STEP].error;
    error = fmax(error * error / scale - 1.0 / NONE, 1.0 / before); /* without that of NONE */
    put_none(&r, sqrt(error * own), df, own, e);
}

/* Judges the periods up to `after` of them after the step. */
static void judge(glass *g, uint32_t after, locality_demand_effect *e) {
    locality_intervention_options how = LOCALITY_INTERVENTION_OPTIONS_INIT;
    locality_intervention_term term[LOCALITY_INTERVENTION_TERMS] = {{0.0, 0.0, 0.0, 0.0}};
    locality_intervention_result result = {0};
    uint32_t at = g->step->period;
    size_t count = (size_t)at + after - g->begin;

    how.period = g->d->cycle;
    how.harmonics = at - g->begin >= g->d->cycle ? 1 : 0;
    how.has_slope = after >= g->d->cycle;
    how.coverage = COVERAGE;
    loc_intervention_judge(&g->room, g->value + g->begin, count, at - g->begin, &how, &result,
                           term);
    e->state = LOCALITY_EFFECT_NO_BASIS;
    if (result.verdict != LOCALITY_EFFECT_NO_RESULT) {
        double df = g->room.regression.df;
        put_effect(&result, term, how.has_slope != 0, df, e);
        widen(g, loc_t_quantile(0.5 + COVERAGE / 2.0, df), e);
    } else {
        judge_none(g, after, &how, e);
    }
}

static void tell(glass *g, locality_demand_effect *out) {
    const locality_demand *d = g->d;
    const uint32_t weeks[EFFECTS] = {13, 26, 52};
    const uint32_t months[EFFECTS] = {3, 6, 12};
    uint32_t at = g->step->period;

    for (uint32_t k = 0; k < EFFECTS; k++) {
        locality_demand_effect *e = &out[k];
        uint32_t after = d->period == LOCALITY_DEMAND_WEEKS ? weeks[k] : months[k];
        say_nothing(e);
        e->periods = after;
        e->before = at - g->begin;
        e->told_on = loc_period_day(d, at + after);
        if (g->end != LOC_DEMAND_NONE && g->end - at < after) {
            e->state = LOCALITY_EFFECT_OVERTAKEN;
        } else if (at + after > d->periods) {
            e->state = LOCALITY_EFFECT_TOO_EARLY;
        } else {
            judge(g, after, e);
        }
        if (e->state == LOCALITY_EFFECT_TOLD) {
            g->told = after;
            memcpy(g->without, g->room.expected + e->before, after * sizeof *g->without);
        }
    }
}

static void give_glass(glass *g) {
    const locality_demand *d = g->d;

    if (g->room.block != NULL) {
        loc_intervention_give(&g->room);
    }
    loc_release(&d->allocator, g->value, d->periods, sizeof *g->value);
    loc_release(&d->allocator, g->without, d->periods, sizeof *g->without);
}

/* Puts a step under the glass and tells its effects; give it back in any case. */
static locality_status look(const locality_demand *demand, size_t index, glass *g,
                            locality_demand_effect *out, locality_error *error) {
    if (demand == NULL) {
        return loc_fail_null(error, "demand");
    }
    if (index >= demand->steps) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no step %zu; there are %zu", index,
                        demand->steps);
    }
    g->d = demand;
    g->step = &demand->step[index];
    g->value = loc_allocate_raw(&demand->allocator, demand->periods, sizeof *g->value);
    g->without = loc_allocate_raw(&demand->allocator, demand->periods, sizeof *g->without);
    if (g->value == NULL || g->without == NULL ||
        !loc_intervention_take(&g->room, demand->periods, &demand->allocator)) {
        g->room.block = NULL;
        return loc_fail_memory(error);
    }
    put_ends(g);
    add_up(g);
    tell(g, out);
    return LOCALITY_OK;
}

locality_status locality_demand_effects(const locality_demand *demand, size_t index,
                                        locality_demand_effect *out, size_t capacity, size_t *count,
                                        locality_error *error) {
    locality_demand_effect effect[EFFECTS] = {{0}};
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    glass g = {0};

    if (count == NULL) {
        return loc_fail_null(error, "count");
    }
    *count = 0;
    locality_status status = look(demand, index, &g, effect, error);
    if (g.d != NULL) {
        give_glass(&g);
    }
    for (uint32_t k = 0; status == LOCALITY_OK && k < EFFECTS; k++) {
        loc_fill_add(&fill, &effect[k]);
    }
    return status == LOCALITY_OK ? loc_fill_end(&fill, count, error) : status;
}

locality_status locality_demand_without(const locality_demand *demand, size_t index, double *out,
                                        size_t capacity, size_t *count, locality_error *error) {
    locality_demand_effect effect[EFFECTS] = {{0}};
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    glass g = {0};

    if (count == NULL) {
        return loc_fail_null(error, "count");
    }
    *count = 0;
    locality_status status = look(demand, index, &g, effect, error);
    for (uint32_t k = 0; status == LOCALITY_OK && k < g.told; k++) {
        loc_fill_add(&fill, &g.without[k]);
    }
    if (g.d != NULL) {
        give_glass(&g);
    }
    return status == LOCALITY_OK ? loc_fill_end(&fill, count, error) : status;
}
