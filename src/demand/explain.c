/* Explain: the fields of a signal. */
#include "demand/explain.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "demand/onset.h"
#include "demand/repetition.h"
#include "statistics/elementary.h"

#define PEOPLE 100000.0

/* ---- Numbers ---------------------------------------------------------------------------------- */

static void fill_judgement(const loc_explainer *x, const loc_found *found,
                           locality_demand_signal *s) {
    const loc_judged *judged = &x->judged[found->cell];
    const loc_side *side = &judged->side[found->side];

    s->p = side->p;
    s->q = side->q;
    s->rules = side->rules;
    s->weeks_beyond = side->beyond;
    s->weeks_leaning = side->leaning;
    if (side->q <= x->d->options.q) {
        s->rules |= LOCALITY_DEMAND_RULE_WINDOW;
    }
}

static void fill_window(const loc_explainer *x, const loc_found *found, locality_demand_signal *s) {
    const locality_demand *d = x->d;
    const loc_judged *judged = &x->judged[found->cell];
    locality_demand_window w;
    int32_t direction = loc_side_direction(found->side);

    s->lower = s->upper = 0;
    s->unless = -1;
    s->expected = s->ratio = s->excess = s->error = NAN;
    s->dispersion = d->cell[found->cell].base.dispersion;
    if (!loc_found_window(d, x->judged, found->cell, found->side, &w, &s->window, &s->counted)) {
        return;
    }
    double spread = loc_window_spread(&w);
    s->observed = w.observed;
    s->expected = w.expected;
    s->error = w.error;
    s->dispersion = w.dispersion;
    s->lower = (int64_t)loc_window_quantile(0.025, w.expected, spread);
    s->upper = (int64_t)loc_window_quantile(0.975, w.expected, spread);
    s->ratio = (double)w.observed / w.expected;
    s->excess = (double)w.observed - w.expected;
    if (judged->cut > 0) {
        s->unless = loc_window_unless(&w, direction, judged->cut);
    }
    if (direction > 0 && s->unless < d->options.least_count - 1) {
        s->unless = d->options.least_count - 1;
    }
}

static void fill_weeks(const loc_explainer *x, const loc_found *found, locality_demand_signal *s) {
    const locality_demand *d = x->d;
    const loc_cell *c = &d->cell[found->cell];
    double p[LOC_DEMAND_RECENT];
    double deviation[LOC_DEMAND_RECENT];
    int32_t direction = loc_side_direction(found->side);
    loc_lately lately;

    s->onset = LOC_DEMAND_NONE;
    if (s->window == 0) {
        return;
    }
    loc_cell_lately(d, c, &lately);
    loc_lately_weeks(&lately, d->options.repeat_span, direction, p, deviation);
    for (uint32_t k = 0; k < d->options.repeat_span; k++) {
        s->span += isnan(p[k]) ? 0 : 1;
    }
    loc_lately_weeks(&lately, d->options.pattern_span, direction, p, deviation);
    s->pattern =
        loc_repetition_pattern(p, deviation, d->options.pattern_span, d->options.repeated_p);
    double slack = d->options.onset_slack;
    double away = direction * s->excess / s->window /
                  sqrt(s->dispersion * fmax(s->expected / s->counted, 1e-12));
    uint32_t place = loc_onset_place(&lately.recent, direction, fmax(slack, away / 2));
    s->onset = place == UINT32_MAX ? LOC_DEMAND_NONE : lately.start + place;
    s->completeness = 1;
    for (uint32_t t = d->periods - s->window; t < d->periods; t++) {
        s->completeness = fmin(s->completeness, d->completeness[t]);
    }
}

static void fill_rates(const locality_demand *d, const loc_cell *c, locality_demand_signal *s) {
    double people = NAN;

    if (d->areas.population != NULL && c->area != LOC_DEMAND_NONE) {
        people = d->areas.population[c->area];
    }
    s->rate = (double)s->observed / people * PEOPLE / s->counted;
    s->expected_rate = s->expected / people * PEOPLE / s->counted;
}

/* ---- The baseline ----------------------------------------------------------------------------- */

/* The season of a borrowed baseline is that of the cell above that has one. */
static const loc_cell *season_giver(const locality_demand *d, const loc_cell *c) {
    while (loc_cell_borrows(c)) {
        c = &d->cell[c->above];
    }
    return c;
}

static double season_of(const locality_demand *d, const loc_cell *giver, const loc_plan *plan,
                        uint32_t window) {
    loc_farrington_expected e;
    double sum = 0;

    if (giver->base.rung == LOCALITY_DEMAND_HARMONIC) {
        for (uint32_t t = d->periods - window; t < d->periods; t++) {
            sum += loc_wave_at(d, giver, t);
        }
        return sum / window;
    }
    for (uint32_t t = d->periods - window; plan != NULL && t < d->periods; t++) {
        sum += loc_fit_at(plan, t, &e) ? loc_exp(e.season) : 1;
    }
    return plan == NULL ? 1 : sum / window;
}

/* Room for the weights and the chart, which need no more of it. */
static bool take_past(loc_explainer *x, const loc_cell *c, loc_signal *out) {
    const locality_demand *d = x->d;
    uint32_t most = d->options.chart_periods;

    out->points = most < d->periods ? most : d->periods;
    out->point = loc_arena_take(&x->result->arena, out->points, sizeof *out->point);
    out->weight =
        loc_arena_take(&x->result->arena, c->base.last + 1 - c->base.first, sizeof *out->weight);
    return out->point != NULL && out->weight != NULL;
}

static void fill_weights(const locality_demand *d, const loc_cell *c, const loc_plan *plan,
                         loc_signal *out) {
    const int64_t *count = loc_cell_counts(d, c);
    const loc_farrington *f = plan == NULL ? NULL : &plan->fit;

    for (size_t k = 0; f != NULL && k < f->rows; k++) {
        out->weight[out->weights++] = (locality_demand_weight){f->week_of[k], 0, f->prior[k]};
    }
    for (uint32_t t = c->base.first; f == NULL && c->base.used > 0 && t <= c->base.last; t++) {
        if (count[t] != LOCALITY_NO_COUNT) {
            out->weight[out->weights++] = (locality_demand_weight){t, 0, 1};
        }
    }
}

static void fill_baseline(const loc_cell *c, locality_demand_signal *s) {
    const loc_baseline *b = &c->base;

    s->trend = b->trend;
    s->baseline_periods = b->used;
    s->weighed_down = b->weighed_down;
    s->baseline_first = b->first;
    s->baseline_last = b->last;
    s->provisional = b->is_provisional;
}

/* ---- Parts ------------------------------------------------------------------------------------ */

/* Node of a series right below that of the cell, or the provider; NONE for the cell's own. */
static uint32_t part_of(const locality_demand *d, const loc_cell *c, uint32_t series,
                        int32_t axis) {
    const loc_tree *tree = axis == LOCALITY_DEMAND_AREAS ? &d->areas : &d->services;
    uint32_t top = axis == LOCALITY_DEMAND_AREAS ? c->area : c->service;
    uint32_t node = axis == LOCALITY_DEMAND_AREAS ? d->area[series] : d->service[series];

    if (axis == LOCALITY_DEMAND_PROVIDERS) {
        return d->provider[series];
    }
    if (node == top) {
        return LOC_DEMAND_NONE;
    }
    while (tree->parent[node] != top) {
        node = tree->parent[node];
    }
    return node;
}

/* The year before the latest periods, or all before them. */
static void reference_span(const locality_demand *d, uint32_t *from, uint32_t *end) {
    uint32_t latest = d->options.excluded < d->periods ? d->options.excluded : 0;

    *end = d->periods - latest;
    *from = *end > d->cycle ? *end - d->cycle : 0;
}

static void add_part(loc_explainer *x, const loc_cell *c, uint32_t series, uint32_t window,
                     size_t node) {
    const locality_demand *d = x->d;
    const int64_t *count = d->count + (size_t)series * d->series_step;
    const int64_t *whole = loc_cell_counts(d, c);
    uint32_t from;
    uint32_t end;

    reference_span(d, &from, &end);
    for (uint32_t t = from; t < end; t++) {
        x->reference[node] += count[t] == LOCALITY_NO_COUNT ? 0 : (double)count[t];
    }
    for (uint32_t t = d->periods - window; t < d->periods; t++) {
        bool counts = whole[t] != LOCALITY_NO_COUNT && count[t] != LOCALITY_NO_COUNT;
        x->observed[node] += counts ? count[t] : 0;
    }
}

/* Parts by what they contribute, the largest first, then by id. */
typedef struct part_order {
    const loc_tree *tree;
} part_order;

static int by_share(const void *a, const void *b, const void *context) {
    const part_order *order = context;
    const locality_demand_part *left = a;
    const locality_demand_part *right = b;

    if (left->share != right->share) {
        return left->share > right->share ? -1 : 1;
    }
    uint32_t left_rank = loc_tree_rank(order->tree, left->position);
    uint32_t right_rank = loc_tree_rank(order->tree, right->position);
    return (left_rank > right_rank) - (left_rank < right_rank);
}

static bool keep_parts(loc_explainer *x, const loc_tree *tree, int32_t axis, loc_signal *out) {
    double reference = 0;
    size_t used = 0;
    const locality_demand_signal *s = &out->s;

    for (uint32_t rank = 0; rank <= tree->count; rank++) { /* sums go by id */
        reference += x->reference[rank];
        used += x->reference[rank] > 0 || x->observed[rank] > 0;
    }
    out->part[axis] = loc_arena_take(&x->result->arena, used, sizeof *out->part[axis]);
    if (out->part[axis] == NULL) {
        return false;
    }
    for (uint32_t k = 0; k <= tree->count; k++) {
        uint32_t node = k == tree->count ? LOC_DEMAND_NONE : k;
        uint32_t rank = loc_tree_rank(tree, node);
        if (!(x->reference[rank] > 0) && x->observed[rank] == 0) {
            continue;
        }
        double share = reference > 0 ? x->reference[rank] / reference : 1 / (double)used;
        locality_demand_part *p = &out->part[axis][out->parts[axis]++];
        const loc_shown_tree *shown = axis == LOCALITY_DEMAND_AREAS      ? &x->result->areas
                                      : axis == LOCALITY_DEMAND_SERVICES ? &x->result->services
                                                                         : &x->result->providers;
        p->position = node;
        p->id = node == LOC_DEMAND_NONE ? "" : shown->id[node];
        p->observed = x->observed[rank];
        p->expected = s->expected * share;
        bool is_measured = !isnan(s->excess) && s->excess != 0;
        p->share = is_measured ? ((double)p->observed - p->expected) / s->excess : 0;
        p->before = (int64_t)x->reference[rank];
    }
    part_order order = {tree};
    loc_sort(out->part[axis], out->parts[axis], sizeof *out->part[axis], by_share, &order);
    return true;
}

/* Latest periods that the parts are of: the window, or the span of the caller's rule where nothing was
 * expected and so no window judged. */
static uint32_t parts_span(const locality_demand *d, const locality_demand_signal *s) {
    bool is_by_rule = s->window == 0 && (s->rules & LOCALITY_DEMAND_RULE_TREND) != 0;

    return is_by_rule ? d->options.trend_span : s->window;
}

/* Requests of a cell that the caller's rule alone speaks for. */
static void fill_ruled(const locality_demand *d, const loc_cell *c, locality_demand_signal *s) {
    const int64_t *count = loc_cell_counts(d, c);

    for (uint32_t t = d->periods - parts_span(d, s); s->window == 0 && t < d->periods; t++) {
        s->observed += count[t] == LOCALITY_NO_COUNT ? 0 : count[t];
    }
}

static bool fill_parts(loc_explainer *x, const loc_cell *c, int32_t axis, loc_signal *out) {
    const locality_demand *d = x->d;
    uint32_t span = parts_span(d, &out->s);
    const loc_tree *trees[] = {&d->areas, &d->services, &d->providers};
    const loc_tree *tree = trees[axis];
    bool has_parts = false;

    memset(x->reference, 0, x->nodes * sizeof *x->reference);
    memset(x->observed, 0, x->nodes * sizeof *x->observed);
    for (uint32_t k = 0; k < c->members; k++) {
        uint32_t series = d->member[c->first_member + k];
        uint32_t node = part_of(d, c, series, axis);
        has_parts = has_parts || node != LOC_DEMAND_NONE;
        add_part(x, c, series, span, loc_tree_rank(tree, node));
    }
    return !has_parts || span == 0 || keep_parts(x, tree, axis, out);
}

static uint32_t count_providers(const loc_signal *signal) {
    uint32_t providers = 0;

    for (size_t k = 0; k < signal->parts[LOCALITY_DEMAND_PROVIDERS]; k++) {
        const locality_demand_part *p = &signal->part[LOCALITY_DEMAND_PROVIDERS][k];
        providers += p->position != LOC_DEMAND_NONE && p->observed > 0;
    }
    return providers;
}

/* ---- Chart ------------------------------------------------------------------------------------ */

/* What a cell expects at its rate for each unit of the cell above; NaN where it does not stand on that. */
static double borrowed_at(const locality_demand *d, const loc_cell *c, uint32_t t) {
    const double *path = loc_cell_borrows(c) ? loc_cell_above_path(d, c) : NULL;

    return path != NULL && (c->base.step == LOC_DEMAND_NONE || t >= c->base.step)
               ? c->base.level * path[t] * d->completeness[t]
               : NAN;
}

/* What the cell expects of any period: as it is judged, else as its fit has it, or its share. */
static double expected_at(const locality_demand *d, const loc_cell *c, const loc_plan *plan,
                          const loc_lately *lately, uint32_t t, double *error) {
    loc_farrington_expected e;
    bool is_late = t >= lately->start;

    *error = 0;
    if (is_late) {
        *error = lately->error[t - lately->start];
        return lately->expected[t - lately->start];
    }
    if (plan != NULL && (c->base.step == LOC_DEMAND_NONE || c->base.step <= c->base.first)) {
        bool told = loc_fit_at(plan, t, &e);
        *error = e.error;
        return told ? e.mu * d->completeness[t] : NAN;
    }
    if (lately->recent.first < lately->recent.periods) {
        *error = lately->error[lately->recent.first];
    }
    return borrowed_at(d, c, t);
}

static uint32_t phase_of(const locality_demand *d, const loc_cell *c, uint32_t t, bool *starts) {
    uint32_t phase = 0;

    *starts = false;
    for (size_t k = 0; k < d->steps; k++) {
        const loc_step *s = &d->step[k];
        bool concerns = loc_step_concerns(d, s, c);
        phase += concerns && s->period <= t;
        *starts = *starts || (concerns && s->period == t);
    }
    return phase;
}

static void fill_point(const locality_demand *d, const loc_cell *c, const loc_plan *plan,
                       const loc_lately *lately, const locality_demand_signal *s,
                       locality_demand_point *p) {
    double error;
    bool starts;
    bool is_in_window = p->period + s->window >= d->periods;

    p->count = loc_cell_counts(d, c)[p->period];
    p->phase = phase_of(d, c, p->period, &starts);
    p->expected = expected_at(d, c, plan, lately, p->period, &error);
    p->lower = p->upper = NAN;
    p->marks = (is_in_window ? LOCALITY_DEMAND_MARK_WINDOW : 0) |
               (p->period == s->onset ? LOCALITY_DEMAND_MARK_ONSET : 0) |
               (starts ? LOCALITY_DEMAND_MARK_STEP : 0);
    if (p->period >= c->base.first && p->period <= c->base.last && c->base.used > 0) {
        p->marks |= LOCALITY_DEMAND_MARK_BASELINE;
    }
    if (isnan(p->expected)) {
        return;
    }
    locality_demand_window week = {0, p->expected, error,
                                   loc_recent_dispersion(&lately->recent, p->expected)};
    double spread = loc_window_spread(&week);
    p->lower = loc_window_quantile(0.025, p->expected, spread);
    p->upper = loc_window_quantile(0.975, p->expected, spread);
    bool is_beyond = p->count != LOCALITY_NO_COUNT &&
                     ((double)p->count > p->upper || (double)p->count < p->lower);
    p->marks |= is_beyond ? LOCALITY_DEMAND_MARK_BEYOND : 0;
}

static void fill_chart(const locality_demand *d, const loc_cell *c, const loc_plan *plan,
                       loc_signal *out) {
    loc_lately lately;

    loc_cell_lately(d, c, &lately);
    for (size_t k = 0; k < out->points; k++) {
        out->point[k].period = d->periods - (uint32_t)(out->points - k);
        fill_point(d, c, plan, &lately, &out->s, &out->point[k]);
    }
}

/* ---- A signal ---------------------------------------------------------------------------------- */

/* The fit of a cell; many signals of a service lean on the same one. */
static const loc_plan *past_of(const locality_demand *d, loc_desk *desk, const loc_cell *c) {
    if (desk->fitted != c) {
        desk->fitted = c;
        desk->fitted_plan = loc_cell_refit(d, desk, c);
    }
    return desk->fitted_plan;
}

void loc_explain_past(const locality_demand *d, loc_desk *desk, loc_signal *signal) {
    const loc_cell *c = &d->cell[signal->s.cell];
    const loc_cell *giver = season_giver(d, c);
    const loc_plan *plan = past_of(d, desk, giver);

    signal->s.season = signal->s.window > 0 ? season_of(d, giver, plan, signal->s.window) : 1;
    plan = giver == c ? plan : NULL; /* one fit for a signal: it is its own, or lends its season */
    fill_weights(d, c, plan, signal);
    fill_chart(d, c, plan, signal);
}

bool loc_explain(loc_explainer *x, const loc_found *found, loc_signal *out) {
    const locality_demand *d = x->d;
    const loc_cell *c = &d->cell[found->cell];
    locality_demand_signal *s = &out->s;

    *s = (locality_demand_signal){
        .cell = found->cell,
        .standing = found->standing,
        .direction = loc_side_direction(found->side),
        .rung = c->base.rung,
        .area = c->area,
        .service = c->service,
        .area_id = c->area == LOC_DEMAND_NONE ? "" : x->result->areas.id[c->area],
        .service_id = x->result->services.id[c->service],
        .folded_into = found->folded_into,
        .folded_here = found->folded_here,
        .folded_cluster = found->folded_cluster,
    };
    fill_judgement(x, found, s);
    fill_window(x, found, s);
    fill_ruled(d, c, s);
    fill_weeks(x, found, s);
    fill_rates(d, c, s);
    fill_baseline(c, s);
    bool done = take_past(x, c, out);
    for (int32_t axis = 0; done && axis <= LOCALITY_DEMAND_PROVIDERS; axis++) {
        done = fill_parts(x, c, axis, out);
    }
    s->providers = count_providers(out);
    return done;
}
